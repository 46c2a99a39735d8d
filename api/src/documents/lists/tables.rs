//! Lists of documents to take home: of a kind, of many kinds, and the inbox.

use super::narrowed;
use super::operations::{self, Listed, Reach};
use super::routes::{KindsQuery, ListQuery, Paging, readable};
use super::store::ListFilter;
use super::waiting::waiting;
use crate::documents::inbox;
use crate::documents::kind::DocumentKind;
use crate::documents::print::names_of;
use crate::documents::rights::{self, Readable};
use crate::platform::access::{Authorized, Ctx};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::openapi::{Access, Api};
use crate::platform::tables::{self, Period, Table, Tabled};
use shared::document::{AnyDocument, DocumentHeader, Kind, Status};
use shared::permission::Operation;
use std::marker::PhantomData;

/// The list of a kind.
pub struct ListOf<B>(PhantomData<B>);
/// Documents of many kinds.
struct Documents;
/// What waits for the person.
struct Inbox;

/// Adds the routes of lists of many kinds.
pub fn register(api: &mut Api) {
    tables::register::<Documents>(api, "/documents", "list_documents", "documents");
    tables::register::<Inbox>(api, "/inbox", "list_inbox", "documents");
}

impl<B: DocumentKind> Table for ListOf<B> {
    const ACCESS: Access = Access::Permission(B::KIND.to(Operation::Read));
    type Query = ListQuery;
    type Row = DocumentHeader;

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: ListQuery,
        most: u32,
    ) -> Result<Tabled<DocumentHeader>, Error> {
        let readable = Readable::of(ctx, B::KIND);
        let (filter, reach) = query.read_all(vec![readable], most)?;
        let listed = operations::list(tx, &filter, reach).await?;
        let said = in_words(tx, &filter, &[], reach).await?;
        let rows = rows(listed, ctx).collect();
        Ok(Tabled::new(B::KIND.thai(), rows)
            .of(period(&filter))
            .only(said))
    }
}

impl Table for Documents {
    const ACCESS: Access = Access::Session;
    type Query = KindsQuery;
    type Row = AnyDocument;

    fn authorize(ctx: &Ctx) -> Result<Authorized, Error> {
        rights::any_read(ctx)
    }

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: KindsQuery,
        most: u32,
    ) -> Result<Tabled<AnyDocument>, Error> {
        let kinds = query.kind.clone();
        let (filter, reach) = query.read_all(readable(ctx, &kinds), most)?;
        let listed = operations::list(tx, &filter, reach).await?;
        let said = in_words(tx, &filter, &kinds, reach).await?;
        let rows = rows(listed, ctx).map(AnyDocument).collect();
        Ok(Tabled::new("รายการเอกสาร", rows)
            .of(period(&filter))
            .only(said))
    }
}

impl Table for Inbox {
    const ACCESS: Access = Access::Session;
    type Query = Paging;
    type Row = AnyDocument;

    fn authorize(ctx: &Ctx) -> Result<Authorized, Error> {
        rights::any_read(ctx)
    }

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: Paging,
        most: u32,
    ) -> Result<Tabled<AnyDocument>, Error> {
        let reach = query.reach_of_all(most)?;
        let listed = waiting(tx, inbox::places(ctx), reach).await?;
        let said = in_words(tx, &ListFilter::default(), &[], reach).await?;
        let rows = rows(listed, ctx).map(AnyDocument).collect();
        Ok(Tabled::new("งานที่รอดำเนินการ", rows).only(said))
    }
}

fn rows(listed: Listed, ctx: &Ctx) -> impl Iterator<Item = DocumentHeader> {
    listed.rows.into_iter().map(|row| row.seen_by(ctx))
}

fn period(filter: &ListFilter) -> Period {
    Period {
        from: filter.from,
        to: filter.to,
        year: filter.fiscal_year,
    }
}

/// What a list is narrowed down to, beside its period.
async fn in_words(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    kinds: &[Kind],
    reach: Reach,
) -> Result<Vec<(&'static str, String)>, Error> {
    let mut said = Vec::new();
    let all = |names: Vec<&str>| (!names.is_empty()).then(|| names.join(", "));
    let kinds = all(kinds.iter().map(|kind| kind.thai()).collect());
    said.extend(kinds.map(|kinds| ("kind", kinds)));
    let status = all(filter
        .status
        .iter()
        .map(|status: &Status| status.thai())
        .collect());
    said.extend(status.map(|status| ("status", status)));
    said.extend(filter.text.clone().map(|text| ("q", text)));
    said.extend(filter.party.clone().map(|party| ("party", party)));
    let fund = filter.fund.map(|fund| ("fund", fund.thai().to_owned()));
    said.extend(fund);
    if let Some(person) = filter.person {
        let people = narrowed::people(tx).await?;
        let found = people.into_iter().find(|of| of.id == person);
        said.push((
            "person",
            found.map_or_else(|| person.to_string(), |of| of.name),
        ));
    }
    let (from, to) = (filter.amount_from, filter.amount_to);
    said.extend(from.map(|amount| ("amount_from", amount.grouped())));
    said.extend(to.map(|amount| ("amount_to", amount.grouped())));
    if let Some(department) = filter.department {
        let id = department.to_string();
        let name = names_of(tx, vec![id.clone()]).await?.remove(&id);
        said.push(("department_id", name.unwrap_or(id)));
    }
    let free = filter.is_free.map(|free| {
        if free {
            "ใช่"
        } else {
            "ไม่ใช่"
        }
    });
    said.extend(free.map(|free| ("is_free", free.to_owned())));
    said.extend(reach.part().map(|page| ("page", page.to_string())));
    Ok(said)
}
