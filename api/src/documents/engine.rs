//! The engine: the only way a document is made, changed or moved.

use super::body;
use super::claims;
use super::consequences;
use super::header::{Done, HeaderRow, header_row};
use super::kind::{DocumentKind, Violation};
use super::moment;
use super::print::keep_names;
use super::rights;
use super::said;
use super::store;
use super::warnings;
use crate::journal::{self, Posting};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use chrono::NaiveDate;
use futures_util::future::try_join;
use serde_json::{Map, Value};
use shared::calendar::DayBounds;
use shared::document::{
    Action, ActionRequest, ChangedDocument, Document, Manual, NewDocument, Status, Step, StepName,
    Years, check_length, check_rows, differing, field_name, may, spec,
};
use shared::problem::FieldCode;
use shared::text::check_key;
use shared::{DeputyId, DocumentId, FieldError, FiscalYear, Money, ProblemCode};

/// The refusal that says everything wrong at once: the first rule gives the code.
pub fn refuse(violations: Vec<Violation>) -> Result<(), Error> {
    let (mut rule, mut fields) = (None, Vec::new());
    for violation in violations {
        match violation {
            Violation::Field(error) => fields.push(error),
            Violation::Rule(code, context) => rule = rule.or(Some((code, context))),
        }
    }
    match rule {
        Some((code, context)) => Err(Error::Refused(code, context, fields)),
        None if fields.is_empty() => Ok(()),
        None => Err(Error::Invalid(fields)),
    }
}

/// Checks a body against the law and completes it.
async fn prepare<B: DocumentKind>(
    tx: &mut Tx<'_>,
    header: &HeaderRow,
    body: &mut B,
    step: Option<StepName>,
) -> Result<B::Facts, Error> {
    // What is too long is not looked at row by row.
    let long = check_rows(body);
    if !long.is_empty() {
        return Err(Error::Invalid(long));
    }
    let mut wrong = body.check();
    // Later steps come when they come.
    if step.is_none() {
        wrong.extend(impossible_days(body, tx.today));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(
            all_wrong(tx, header, body, step, wrong).await,
        ));
    }
    let facts = body.facts(tx, header).await?;
    body.complete(&facts);
    if !body.amount().fits() {
        return Err(Error::field("amount", FieldCode::TooLarge));
    }
    refuse(body.violations(&facts, step))?;
    Ok(facts)
}

/// The days of a body that are too far from today to be meant.
fn impossible_days<B: DocumentKind>(body: &B, today: NaiveDate) -> Vec<FieldError> {
    let days = body.days().into_iter();
    let given = days.filter_map(|(path, day, bounds)| Some((path, day?, bounds)));
    given
        .filter(|(_, day, bounds)| !bounds.holds(*day, today))
        .map(|(path, ..)| FieldError::new(path, FieldCode::ImpossibleDay))
        .collect()
}

/// Every wrong field of a body that is refused anyway: also those that only the facts show, so that
/// nobody corrects a form in two rounds. What cannot be asked of such a body stays unsaid.
async fn all_wrong<B: DocumentKind>(
    tx: &mut Tx<'_>,
    header: &HeaderRow,
    body: &B,
    step: Option<StepName>,
    mut wrong: Vec<FieldError>,
) -> Vec<FieldError> {
    let Ok(facts) = body.facts(tx, header).await else {
        return wrong;
    };
    for violation in body.violations(&facts, step) {
        if let Violation::Field(error) = violation
            && wrong.iter().all(|known| known.path != error.path)
        {
            wrong.push(error);
        }
    }
    wrong
}

/// Makes a draft. An id is used once; the same request sent again under its key is given the first
/// answer (`Db::write`).
pub async fn create<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    new: NewDocument<B>,
) -> Result<Document<B>, Error> {
    let NewDocument {
        id,
        fiscal_year,
        manual,
        case_id,
        mut body,
    } = new;
    moment::check_id(id.0, tx.now)?;
    tx.subject = format!("{}/{id}", B::KIND);
    rights::check_maker(ctx, B::KIND, body.department())?;
    if store::header(tx, id).await?.is_some() {
        let problem = Error::field("id", FieldCode::Duplicate);
        return Err(problem.with_code(ProblemCode::DUPLICATE_REQUEST));
    }
    let mut header = HeaderRow {
        id,
        kind: B::KIND,
        fiscal_year,
        entered_on: tx.today,
        document_on: None,
        route: None,
        next_step: None,
        manual: checked(manual, tx.today)?,
        case_id,
        status: Status::Draft,
        steps_taken: 0,
        has_effect: false,
        title: String::new(),
        party_name: None,
        department_id: body.department(),
        amount: Money::ZERO,
        version: 1,
        created_by: ctx.person,
        created_at: tx.now,
        numbers: Vec::new(),
        voucher: None,
        taken_by: None,
        actors: Vec::new(),
        is_refused: false,
        returned: None,
    };
    if !date_by_body(&mut header, &body) {
        check_year(&header, tx.today)?;
    }
    header.note(StepName::Draft, ctx.person);
    let facts = prepare(tx, &header, &mut body, None).await?;
    describe(&mut header, &body, &facts);
    if body.year(&facts).is_some() {
        check_year(&header, tx.today)?;
    }
    store::insert(tx, ctx, &header);
    body::insert(tx, id, &body).await?;
    warnings::note_first(tx, id, &body, &facts).await?;
    Ok(seen(ctx, header, body))
}

/// The document as the person sees it: numbers of citizens whole, or by their last digits.
fn seen<B: DocumentKind>(ctx: &Ctx, header: HeaderRow, mut body: B) -> Document<B> {
    if !ctx.sees_numbers() {
        body.hide_numbers();
    }
    Document {
        header: header.seen_by(ctx),
        body,
        entries: None,
        warnings: None,
    }
}

/// Gives a document that day and its year of which its body says it is; false where it does not.
fn date_by_body<B: DocumentKind>(header: &mut HeaderRow, body: &B) -> bool {
    let day = body.of_day();
    if let Some(day) = day {
        header.document_on = Some(day);
        header.fiscal_year = FiscalYear::of(day);
    }
    day.is_some()
}

/// May a document of its kind be of its year today?
fn check_year(header: &HeaderRow, today: NaiveDate) -> Result<(), Error> {
    if spec(header.kind).years.allow(header.fiscal_year, today) {
        return Ok(());
    }
    let wrong = FieldError::new("fiscal_year", FieldCode::NotValidThisYear);
    let year = Context::from([("year".to_owned(), header.fiscal_year.to_string())]);
    Err(Error::Refused(
        ProblemCode::FISCAL_YEAR_ENDED,
        year,
        vec![wrong],
    ))
}

/// The paper a new document stands for, if it can be one.
fn checked(manual: Option<Manual>, today: NaiveDate) -> Result<Option<Manual>, Error> {
    let Some(manual) = manual else {
        return Ok(None);
    };
    let mut errors = Vec::new();
    let book = manual.book.as_deref().unwrap_or_default();
    check_key(&mut errors, "manual.number", Some(&manual.number), true, 50);
    check_length(&mut errors, "manual.book", book, 50);
    if !DayBounds::PAST.holds(manual.date, today) {
        errors.push(FieldError::new("manual.date", FieldCode::ImpossibleDay));
    }
    match errors.is_empty() {
        true => Ok(Some(manual)),
        false => Err(Error::Invalid(errors)),
    }
}

/// The document of this kind, if the person may see it.
pub async fn get<B: DocumentKind>(
    tx: &Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<Document<B>, Error> {
    let (header, body) = try_join(visible::<B>(tx, ctx, id), body::load::<B>(tx, id)).await?;
    Ok(seen(ctx, header, body))
}

/// The header of a document of this kind, if the person may see it.
pub async fn visible<B: DocumentKind>(
    tx: &Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<HeaderRow, Error> {
    let header = header_row(tx, id).await?;
    match header.kind == B::KIND && rights::sees(ctx, B::KIND, header.department_id) {
        true => Ok(header),
        false => Err(Error::Problem(ProblemCode::NOT_FOUND)),
    }
}

/// The version is nothing that anybody fills in: the code says all there is to say.
fn check_version(header: &HeaderRow, version: i32) -> Result<(), Error> {
    match header.version == version {
        true => Ok(()),
        false => Err(Error::Problem(ProblemCode::VERSION_CONFLICT)),
    }
}

/// A draft is handed in as it was seen: what the server would say otherwise now is seen first.
fn check_as_sent<B: DocumentKind>(sent: &B, now: &B, same_party: bool) -> Result<(), Error> {
    let mut changed = differing(sent, now);
    if changed.is_empty() && !same_party {
        changed.push("party".to_owned());
    }
    if changed.is_empty() {
        return Ok(());
    }
    let mut names: Vec<String> = Vec::new();
    for field in changed {
        let name = field_name(Some(B::KIND), &field);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let fields = Context::from([("fields".to_owned(), names.join(", "))]);
    Err(Error::Refused(
        ProblemCode::DRAFT_OUTDATED,
        fields,
        Vec::new(),
    ))
}

/// Replaces the body of a draft.
pub async fn update<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    changed: ChangedDocument<B>,
) -> Result<Document<B>, Error> {
    tx.subject = format!("{}/{id}", B::KIND);
    let mut header = visible::<B>(tx, ctx, id).await?;
    rights::check_maker(ctx, B::KIND, header.department_id)?;
    rights::check_own(ctx, &header)?;
    check_version(&header, changed.version)?;
    if header.status != Status::Draft {
        return Err(Error::Problem(ProblemCode::WRONG_STATE));
    }
    let mut body = changed.body;
    // A number of the department's series was given: the department stays.
    let moved = body.department() != header.department_id && !header.numbers.is_empty();
    if moved || rights::check_maker(ctx, B::KIND, body.department()).is_err() {
        return Err(Error::field("department_id", FieldCode::UnknownValue));
    }
    let facts = prepare(tx, &header, &mut body, None).await?;
    describe(&mut header, &body, &facts);
    header.note(StepName::Draft, ctx.person);
    store::save(tx, ctx, &mut header);
    body::replace(tx, id, &body).await?;
    warnings::note(tx, id, &body, &facts).await?;
    Ok(seen(ctx, header, body))
}

fn describe<B: DocumentKind>(header: &mut HeaderRow, body: &B, facts: &B::Facts) {
    header.title = body.title();
    header.party_name = body.party_name(facts);
    header.department_id = body.department();
    header.amount = body.amount();
    date_by_body(header, body);
    header.fiscal_year = body.year(facts).unwrap_or(header.fiscal_year);
    header.route = body.route(facts).map(str::to_owned);
    header.wait_for(spec(B::KIND).steps(header.route.as_deref()));
}

/// Takes an action on a document.
pub async fn act<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    action: Action,
    request: ActionRequest,
) -> Result<Document<B>, Error> {
    tx.subject = format!("{}/{id}", B::KIND);
    // Of an address that names another kind there is no body, and no document.
    let (header, body) = try_join(visible::<B>(tx, ctx, id), body::load::<B>(tx, id)).await?;
    check_version(&header, request.version)?;
    let comment = request
        .comment
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let is_reason = matches!(action, Action::Return | Action::Refuse | Action::Cancel);
    said::check_comment(comment, is_reason && header.status != Status::Draft)?;
    match action {
        Action::Settle | Action::Reopen => return Err(Error::Problem(ProblemCode::WRONG_STATE)),
        Action::Return | Action::Refuse | Action::Cancel => {
            said::unasked(&request.fields)?;
            let deputy = match action {
                Action::Cancel => rights::check_cancel(ctx, &header)?,
                _ => rights::check_return(ctx, &header)?,
            };
            let done = Done {
                step: None,
                action,
                comment: Some(comment.unwrap_or_default()),
                deputy,
            };
            consequences::leave_route(tx, ctx, header, done).await?;
        }
        _ => {
            let said = (comment, request.fields);
            return perform::<B>(tx, ctx, (header, body), action, said).await;
        }
    }
    get::<B>(tx, ctx, id).await
}

async fn perform<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    (mut header, mut body): (HeaderRow, B),
    action: Action,
    (comment, fields): (Option<&str>, Map<String, Value>),
) -> Result<Document<B>, Error> {
    let step = header.next_step().filter(|step| step.action == action);
    let step = step.ok_or(Error::Problem(ProblemCode::WRONG_STATE))?;
    let deputy = rights::check_step(ctx, &header, step)?;
    moment::check(tx, ctx, &header, step).await?;
    let before = body.clone();
    said::answer(step, &mut body, fields)?;
    if !date_by_body(&mut header, &body) {
        date_step(&mut header, step, tx.today)?;
    }
    let leaves_draft = header.status == Status::Draft;
    let facts = match leaves_draft {
        true => {
            let (sent, party) = (body.clone(), header.party_name.clone());
            let facts = prepare(tx, &header, &mut body, Some(step.name)).await?;
            describe(&mut header, &body, &facts);
            let same_party = party.is_none() || party == header.party_name;
            check_as_sent(&sent, &body, same_party)?;
            if body != before {
                body::replace(tx, header.id, &body).await?;
                warnings::note(tx, header.id, &body, &facts).await?;
            }
            keep_names(tx, header.id, &body)?;
            consequences::take(tx, header.id, &body).await?;
            journal::reserve(tx, header.id, &body.reserves(&facts)).await?;
            facts
        }
        false => {
            let facts = body.facts(tx, &header).await?;
            refuse(body.violations(&facts, Some(step.name)))?;
            if body != before {
                body::replace(tx, header.id, &body).await?;
            }
            facts
        }
    };
    store::give_numbers(tx, &mut header, step.numbers).await?;
    if step.posts() {
        let posting = posting_of(&header, tx.today);
        if step.takes_effect {
            body.effect(tx, ctx, &header).await?;
        }
        claims::open(tx, &header, &body.opens(header.id, step.name, &facts)).await?;
        let events = body.events(header.id, step.name, &facts);
        let moved = journal::post(tx, posting, &events).await?;
        claims::follow(tx, ctx, header.id, &moved).await?;
    }
    finish(tx, ctx, &mut header, step, &body, (comment, deputy)).await?;
    // What has no number of its own is called by its voucher.
    if header.numbers.is_empty() && header.status == Status::Posted {
        header.voucher = store::voucher(tx, header.id).await?;
    }
    Ok(seen(ctx, header, body))
}

/// The books in which a document posts today.
pub fn posting_of(header: &HeaderRow, today: NaiveDate) -> Posting {
    Posting {
        document: header.id,
        fiscal_year: spec(header.kind).years.books(header.fiscal_year, today),
    }
}

/// The day and the year a step is of: the first one that numbers or posts makes the day of the
/// document, and a document that goes with the day its year.
fn date_step(header: &mut HeaderRow, step: &Step, today: NaiveDate) -> Result<(), Error> {
    if step.numbers.is_empty() && !step.posts() {
        return Ok(());
    }
    let years = spec(header.kind).years;
    let is_fresh = header.numbers.is_empty() && header.document_on.is_none();
    if years == Years::OfTheDay && is_fresh {
        header.fiscal_year = FiscalYear::of(today);
    }
    header.document_on.get_or_insert(today);
    match years {
        // Numbered in the old year, it posts in the new one.
        Years::OfTheDay => Ok(()),
        _ => check_year(header, today),
    }
}

async fn finish<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    header: &mut HeaderRow,
    step: &Step,
    body: &B,
    (comment, deputy): (Option<&str>, Option<DeputyId>),
) -> Result<(), Error> {
    if !may(header.status, step.action, step.to) {
        return Err(Error::Problem(ProblemCode::WRONG_STATE));
    }
    header.status = step.to;
    header.has_effect |= step.takes_effect;
    header.note(step.name, ctx.person);
    let rest = header.ahead().get(1..).unwrap_or_default();
    let skipped = rest.iter().take_while(|next| body.skips(next.name));
    header.wait_for(rest.get(skipped.count()..).unwrap_or_default());
    let done = Done {
        step: Some(step.name),
        action: step.action,
        comment,
        deputy,
    };
    store::advance(tx, ctx, header, done);
    match step.takes_effect && step.to == Status::Posted {
        true => consequences::settle(tx, ctx, header.id).await,
        false => Ok(()),
    }
}
