//! A signed review on paper.

use super::store::{self, Review, Row};
use crate::platform::access::Ctx;
use crate::platform::clock::{bangkok_day, bangkok_time};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::NaiveDate;
use export::Form;
use export::forms::identity::user_review::{UserReview, UserReviewLine};
use export::paper::{ChainHead, Organisation, Paper, Signer, Status};
use shared::ProblemCode;
use shared::deputies::Acting;
use shared::reporting::RecordHead;
use shared::reviews::Verdict;

/// Its form; `witness` is where the code on it is checked.
pub async fn form(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    half: NaiveDate,
    witness: &str,
) -> Result<Form, Error> {
    let review = store::find(tx, Some(half)).await?;
    let review = review.ok_or(Error::Problem(ProblemCode::NOT_FOUND))?;
    let rows = store::rows(tx, half).await?;
    let (name, district, province) = store::organisation(tx).await?;
    let organisation = Organisation {
        name,
        district,
        province,
    };
    Ok(Form::from(UserReview {
        paper: paper(&review, organisation, ctx, witness),
        half_begins: review.half_begins,
        rights_until: review.rights_until,
        lines: rows.iter().map(line).collect(),
        reviewer: Signer {
            name: review.signer_name.clone(),
            position: review.signer_position.clone(),
            deputy_for: review.signer_acting.as_ref().map(Acting::line),
            by_order: review.signer_acting.as_ref().map(Acting::order),
            signed_on: Some(review.signed_on),
        },
        executive: Signer::default(),
    }))
}

fn paper(review: &Review, organisation: Organisation, ctx: &Ctx, witness: &str) -> Paper {
    let head = RecordHead {
        seq: review.head_seq,
        hash: review.head_hash.clone(),
    };
    let short_code = head.short_code();
    Paper {
        organisation,
        number: None,
        date: review.signed_on,
        status: Status::Final,
        copy_mark: None,
        entered_on: None,
        reprint: 0,
        head: Some(ChainHead {
            seq: u64::try_from(head.seq).unwrap_or_default(),
            url: format!("{witness}/{short_code}"),
            short_code,
            hash: head.hash,
        }),
        printed_at: bangkok_time(ctx.now),
        printed_by: ctx.name.clone(),
        has_thai_digits: false,
        amount_words: Default::default(),
    }
}

fn line(row: &Row) -> UserReviewLine {
    UserReviewLine {
        name: row.name_th.clone(),
        position: row.position_th.clone(),
        roles: row.roles_th.clone(),
        before: row
            .before_th
            .clone()
            .filter(|before| *before != row.roles_th),
        last_login_on: row.last_login_at.map(bangkok_day),
        acts: u32::try_from(row.acts).unwrap_or(u32::MAX),
        last_act_on: row.last_act_on,
        verdict: row.verdict.thai().to_owned(),
        is_ended: matches!(row.verdict, Verdict::Suspended | Verdict::Unconfirmed),
    }
}
