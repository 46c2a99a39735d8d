//! What items need to know.

use super::rules::{AdvanceFacts, ItemFacts};
use crate::documents::{claims_of, header_row};
use crate::journal::{self, ADVANCES};
use crate::organisation::{classifications, known_parties};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Array, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::document::Kind;
use shared::revenue::ReceiptItem;
use shared::{DocumentId, FiscalYear, Money, PartyId, ProblemCode};

/// The facts of items; `own` is the document that has them.
pub async fn item_facts(
    tx: &Tx<'_>,
    own: DocumentId,
    items: impl IntoIterator<Item = &ReceiptItem>,
) -> Result<ItemFacts, Error> {
    let fiscal_year = FiscalYear::of(tx.today);
    let items: Vec<&ReceiptItem> = items.into_iter().collect();
    let codes: Vec<String> = items
        .iter()
        .filter_map(|item| item.revenue_type.clone())
        .collect();
    let found = classifications(tx, "revenue_type", &codes, fiscal_year).await?;
    let accounts = found
        .into_iter()
        .filter_map(|code| Some((code.code, code.default_account?)))
        .collect();
    let keys: Vec<String> = items
        .iter()
        .filter_map(|item| Some(item.tax?.key(item.taxpayer_id?, item.tax_year?)))
        .collect();
    let mut facts = ItemFacts {
        accounts,
        fiscal_year,
        ..ItemFacts::default()
    };
    for id in items.iter().filter_map(|item| item.advance_id) {
        if let Some(advance) = advance(tx, own, id).await? {
            facts.advances.insert(id, advance);
        }
    }
    if keys.is_empty() {
        return Ok(facts);
    }
    let owed = sql(OWED)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Text>, _>(keys);
    let owed: Vec<Owed> = owed.load(&mut &*tx).await?;
    facts.owed = owed
        .into_iter()
        .map(|row| (row.dimension, row.owed))
        .collect();
    let taxpayers: Vec<PartyId> = items.iter().filter_map(|item| item.taxpayer_id).collect();
    facts.taxpayers = known_parties(tx, &taxpayers).await?;
    Ok(facts)
}

/// The advance with this id: its receivable is among what its payment has brought into being.
async fn advance(
    tx: &Tx<'_>,
    own: DocumentId,
    id: DocumentId,
) -> Result<Option<AdvanceFacts>, Error> {
    let header = match header_row(tx, id).await {
        Ok(header) if header.kind == Kind::AdvanceRequest => header,
        Ok(_) | Err(Error::Problem(ProblemCode::NOT_FOUND)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let owed = |account: &str| ADVANCES.iter().any(|of| of.account == account);
    let keys = claims_of(tx, id).await?;
    let receivable = keys.into_iter().find(|key| owed(&key.account));
    let free = match &receivable {
        Some(key) => journal::free(tx, own, key).await?,
        None => Money::ZERO,
    };
    let label = header
        .numbers
        .as_slice()
        .first()
        .map(|number| number.text.clone());
    Ok(Some(AdvanceFacts {
        label: label.unwrap_or_default(),
        receivable,
        free,
    }))
}

const OWED: &str = "SELECT dimension, sum(debit - credit)::numeric(18, 2) AS owed
    FROM current_balances WHERE entity_id = $1 AND ledger = 'financial'
      AND dimension = ANY($2) AND account LIKE '110205%' GROUP BY dimension";

#[derive(QueryableByName)]
struct Owed {
    #[diesel(sql_type = Text)]
    dimension: String,
    #[diesel(sql_type = Numeric)]
    owed: Money,
}
