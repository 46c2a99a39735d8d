//! What items need to know.

use super::rules::{AdvanceFacts, ItemFacts};
use crate::documents::{claims_of, header_row};
use crate::journal::{self, Key};
use crate::organisation::{classifications, known_parties};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::document::Kind;
use shared::ledger::Ledger;
use shared::revenue::ReceiptItem;
use shared::{DocumentId, FiscalYear, PartyId, ProblemCode};

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
    let taxpayers: Vec<PartyId> = items.iter().filter_map(|item| item.taxpayer_id).collect();
    let mut facts = ItemFacts {
        accounts,
        fiscal_year,
        ..ItemFacts::default()
    };
    for id in items.iter().filter_map(|item| item.advance_id) {
        if let Some(advance) = advance(tx, id).await? {
            facts.advances.insert(id, advance);
        }
    }
    if !taxpayers.is_empty() {
        facts.taxpayers = known_parties(tx, &taxpayers).await?;
    }
    let owed = items.iter().filter_map(|item| facts.receivable(item));
    let owed: Vec<Key> = owed.filter_map(|receivable| receivable.key).collect();
    let free = journal::free(tx, own, &owed).await?;
    facts.owed = owed.into_iter().zip(free).collect();
    Ok(facts)
}

/// The advance with this id: its receivable is among what its payment has brought into being.
async fn advance(tx: &Tx<'_>, id: DocumentId) -> Result<Option<AdvanceFacts>, Error> {
    let header = match header_row(tx, id).await {
        Ok(header) if header.kind == Kind::AdvanceRequest => header,
        Ok(_) | Err(Error::Problem(ProblemCode::NOT_FOUND)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut keys = claims_of(tx, id).await?.into_iter();
    let label = header
        .numbers
        .as_slice()
        .first()
        .map(|number| number.text.clone());
    Ok(Some(AdvanceFacts {
        label: label.unwrap_or_default(),
        receivable: keys.find(|key| key.ledger == Ledger::Financial),
    }))
}
