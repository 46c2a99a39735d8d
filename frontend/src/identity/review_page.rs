//! The six-monthly review: everybody on one page, one key each, signed at the end.

use chrono::{Days, NaiveDate};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use shared::PersonId;
use shared::permission::{Operation, Resource};
use shared::reviews::{
    Judged, ReviewDue, ReviewNow, ReviewToSign, SignedReview, USUAL_DAYS, UnderReview, Verdict,
};
use shared::table::{CellKind, Column, Row};
use std::collections::HashMap;

use super::login_page::wrong_notice;
use super::rights::roles_in_words;
use crate::api::{self, Failure};
use crate::components::fields::{Bound, DateField, ErrorSummary, FormState};
use crate::components::icon::{Icon, icon};
use crate::components::states::{Answer, shown};
use crate::components::table::{cell, day, moment};
use crate::components::take_home::take_home;
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::session::session;
use crate::text::{Named, Text, identity as words, t, texts};

texts! {
    REVIEW = "ทบทวนผู้ใช้งานรอบหกเดือน", "Six-monthly review of users";
    REVIEW_LEAD =
        "ดูทีละคนว่ายังทำงานในหน้าที่นี้อยู่หรือไม่ แล้วกด 1 ยืนยัน 2 ระงับ 0 ยังไม่ตัดสิน ลูกศรเลื่อนแถว เมื่อครบแล้วลงนามท้ายหน้า",
        "For each: does this person still have this duty? Press 1 to confirm, 2 to suspend, 0 to leave open; arrows move. Sign at the end.";
    REVIEW_DUE = "ครึ่งปีที่เริ่ม {begins} ลงนามภายใน {due}", "Half-year from {begins}, to be signed by {due}";
    REVIEW_LATE = "เกินกำหนด {n} วัน", "{n} days late";
    REVIEW_SINCE = "การทบทวนครั้งก่อน {day}", "The review before: {day}";
    REVIEW_FIRST = "ยังไม่เคยทบทวน", "There was no review before";
    REVIEW_DONE =
        "ลงนามการทบทวนของครึ่งปีนี้แล้ว ครั้งต่อไปเปิดเองเมื่อขึ้นครึ่งปีใหม่",
        "The review of this half-year is signed. The next one opens by itself.";
    ACTS = "รายการที่ทำ", "Acts";
    ACTS_SEEN = "{n} ครั้ง ล่าสุด {day}", "{n}, the last on {day}";
    ACTS_NONE = "ไม่ได้ทำรายการ", "No acts";
    CHANGE = "เปลี่ยนจากครั้งก่อน", "Changed since";
    CHANGE_NONE = "สิทธิไม่เปลี่ยน", "Unchanged";
    CHANGE_NEW = "ใหม่", "New";
    CHANGE_FROM = "เดิม: {roles}", "Before: {roles}";
    VERDICT = "ผล", "Verdict";
    OPEN = "ยังไม่ตัดสิน", "Open";
    SELF = "ผู้ทบทวน สิทธิของท่านจังหวัดเป็นผู้กำหนด", "Reviewer; the province decides on your rights";
    UNTIL = "ผู้ที่ไม่ได้ยืนยันหมดสิทธิเมื่อสิ้นวันที่", "Rights not confirmed end with";
    SUMMARY =
        "ยืนยัน {confirmed} คน ระงับ {suspended} คน ไม่ได้ยืนยัน {open} คน",
        "{confirmed} confirmed, {suspended} suspended, {open} not confirmed";
    SIGN = "ลงนามการทบทวน", "Sign the review";
    LEFT_OPEN =
        "ยังไม่ได้ตัดสิน {n} คน เมื่อลงนามแล้วทั้ง {n} คนจะหมดสิทธิหลังวันที่ {day} กด “ลงนามการทบทวน” อีกครั้งเพื่อยืนยัน หรือกลับไปตัดสินก่อน",
        "{n} people are not decided on: when signed, all {n} lose their rights after {day}. Press “Sign the review” again to confirm, or decide first.";
    SIGNED = "ลงนามแล้ว {summary}", "Signed: {summary}";
    SIGNED_REVIEWS = "การทบทวนที่ลงนามแล้ว", "Signed reviews";
    PRINT = "พิมพ์รายงาน", "Print";
    REVIEW_GO = "ทบทวนผู้ใช้งาน", "Review the users";
}

/// Where the page is.
pub const REVIEW_ADDRESS: &str = "/users/review";

type Verdicts = RwSignal<HashMap<PersonId, Verdict>>;

/// The page.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let answer: Answer<ReviewNow> = LocalResource::new(api::identity::review);
    let signed: Answer<Vec<SignedReview>> = LocalResource::new(api::identity::reviews);
    let refetch = Callback::new(move |()| {
        answer.refetch();
        signed.refetch();
    });
    Effect::new(move |_| page_title(REVIEW.now()));
    view! {
        <section class="page">
            <p><a href="/users">{t(words::USERS_BACK)}</a></p>
            <div class="page-head"><h1 id="page-title" tabindex="-1">{t(REVIEW)}</h1></div>
            {shown(answer, move |review| open_review(review, refetch))}
            {shown(signed, |reviews| signed_table(&reviews))}
        </section>
    }
    .into_any()
}

/// What is told of a review that is due: on its page, and on the first page until it is signed.
fn due(due: ReviewDue) -> AnyView {
    let (begins, by, late) = (due.half_begins, due.due_on, due.days_late);
    let text = move || REVIEW_DUE.with(&[("begins", &day(begins)), ("due", &day(by))]);
    let late = (late > 0).then(|| {
        let text = move || REVIEW_LATE.with(&[("n", &late.to_string())]);
        view! { " "<span class="badge bad">{text}</span> }
    });
    view! { <span>{text}{late}</span> }.into_any()
}

/// The notice on the first page, for those who see the roster, every day until it is signed.
pub fn review_notice() -> AnyView {
    if !session().can(Resource::User.to(Operation::Read)) {
        return ().into_any();
    }
    let answer = LocalResource::new(api::identity::review_due);
    let notice = move || {
        let review = answer.get()?.ok().filter(|due| !due.is_signed)?;
        let class = if review.days_late > 0 {
            "notice bad"
        } else {
            "notice info"
        };
        Some(view! {
            <div class=class role="status">
                {icon(Icon::Clock)}
                <p>
                    <strong>{t(REVIEW)}</strong>
                    " · "
                    {due(review)}
                    " · "
                    <a href=REVIEW_ADDRESS>{t(REVIEW_GO)}</a>
                </p>
            </div>
        })
    };
    view! { {notice} }.into_any()
}

fn open_review(review: ReviewNow, refetch: Callback<()>) -> AnyView {
    if review.due.is_signed {
        return view! {
            <p class="all-done">{icon(Icon::Check)}" "{t(REVIEW_DONE)}</p>
        }
        .into_any();
    }
    let verdicts: Verdicts = RwSignal::new(HashMap::new());
    let since = review.due.since;
    let since = move || match since {
        Some(at) => REVIEW_SINCE.with(&[("day", &day(at))]),
        None => REVIEW_FIRST.now().to_owned(),
    };
    let is_first = review.due.since.is_none();
    let may_sign = session().can(Resource::User.to(Operation::Edit));
    let rows = review.users.iter().cloned();
    let rows = rows
        .map(|user| row(user, verdicts, is_first, may_sign))
        .collect_view();
    view! {
        <p>{due(review.due)}" · "{since}</p>
        {may_sign.then(|| view! { <p class="quiet">{t(REVIEW_LEAD)}</p> })}
        <div class="scroll">
            <table class="list cards review" aria-label=t(REVIEW)>
                <thead>
                    <tr>
                        <th scope="col">{t(words::NAME)}</th>
                        <th scope="col">{t(words::ROLES)}</th>
                        <th scope="col">{t(words::LAST_SEEN)}</th>
                        <th scope="col">{t(ACTS)}</th>
                        {(!is_first).then(|| view! { <th scope="col">{t(CHANGE)}</th> })}
                        <th scope="col">{t(VERDICT)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {may_sign.then(|| signing(review, verdicts, refetch))}
    }
    .into_any()
}

fn row(user: UnderReview, verdicts: Verdicts, is_first: bool, may_sign: bool) -> AnyView {
    let id = user.person_id;
    let held = user.roles.clone();
    let roles = move || roles_in_words(&held).join(" · ");
    let seen = user.last_login_at;
    let seen = move || seen.map_or_else(|| words::NEVER.now().to_owned(), moment);
    let (count, last) = (user.acts, user.last_act_on);
    let acts = move || match last {
        Some(last) => ACTS_SEEN.with(&[("n", &count.to_string()), ("day", &day(last))]),
        None => ACTS_NONE.now().to_owned(),
    };
    let before = user.before_th.clone();
    let same = user.before_th.as_deref() == Some(&user.roles_th);
    let change = move || match &before {
        _ if same => CHANGE_NONE.now().to_owned(),
        None => CHANGE_NEW.now().to_owned(),
        Some(roles) => CHANGE_FROM.with(&[("roles", roles)]),
    };
    let who = view! {
        <td class="c-subject">
            <strong>{user.name.clone()}</strong>
            <span class="small block">{user.position.clone()}</span>
        </td>
        <td class="c-subject">{roles}</td>
        <td class="date c-date">{seen}</td>
        <td class="c-subject">{acts}</td>
        {(!is_first).then(|| view! { <td class="c-subject">{change}</td> })}
    };
    if !may_sign {
        return view! { <tr>{who}<td class="c-status">{t(OPEN)}</td></tr> }.into_any();
    }
    if user.is_self {
        return view! { <tr>{who}<td class="c-status small">{t(SELF)}</td></tr> }.into_any();
    }
    let choose = move |verdict: Option<Verdict>| {
        verdicts.update(|all| {
            match verdict {
                Some(verdict) => all.insert(id, verdict),
                None => all.remove(&id),
            };
        });
    };
    let key = move |event: ev::KeyboardEvent| {
        let digit = event.code();
        let digit = digit
            .trim_start_matches("Digit")
            .trim_start_matches("Numpad");
        match digit {
            "1" => choose(Some(Verdict::Confirmed)),
            "2" => choose(Some(Verdict::Suspended)),
            "0" => choose(None),
            _ => {}
        }
        match digit {
            "1" | "2" | "0" | "ArrowDown" => go_to_row(&event, 1),
            "ArrowUp" => go_to_row(&event, -1),
            _ => {}
        }
    };
    let state = move || match verdicts.with(|all| all.get(&id).copied()) {
        Some(Verdict::Confirmed) => ("badge good", Verdict::Confirmed.name()),
        Some(verdict) => ("badge bad", verdict.name()),
        None => ("badge quiet", OPEN.now()),
    };
    let button = move |verdict: Verdict| {
        view! {
            <button
                type="button"
                class="button small"
                tabindex="-1"
                on:click=move |_| choose(Some(verdict))
            >
                {move || verdict.name()}
            </button>
        }
    };
    view! {
        <tr tabindex="0" data-person=id.to_string() on:keydown=key>
            {who}
            <td class="c-status">
                <span class="verdict">
                    <span class=move || state().0>{move || state().1}</span>
                    {button(Verdict::Confirmed)}
                    {button(Verdict::Suspended)}
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// Gives the focus to the row above or below; from the last one it goes on to signing with Tab.
fn go_to_row(event: &ev::KeyboardEvent, step: i32) {
    event.prevent_default();
    let row = event.current_target();
    let Some(row) = row.and_then(|row| row.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let mut next = Some(row);
    loop {
        next = next.and_then(|row| match step {
            1 => row.next_element_sibling(),
            _ => row.previous_element_sibling(),
        });
        match &next {
            Some(row) if !row.has_attribute("data-person") => {}
            _ => break,
        }
    }
    if let Some(row) = next.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = row.focus();
    }
}

/// How many of each.
fn summary(confirmed: i64, suspended: i64, open: i64) -> String {
    SUMMARY.with(&[
        ("confirmed", &confirmed.to_string()),
        ("suspended", &suspended.to_string()),
        ("open", &open.to_string()),
    ])
}

fn signing(review: ReviewNow, verdicts: Verdicts, refetch: Callback<()>) -> AnyView {
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let usual = session().today() + Days::new(USUAL_DAYS);
    let until: RwSignal<Option<NaiveDate>> = RwSignal::new(Some(usual));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let others = review.users.iter().filter(|user| !user.is_self).count();
    let others = i64::try_from(others).unwrap_or_default();
    let counted = move || {
        let count = |wanted: Verdict| {
            let of = verdicts.with(|all| all.values().filter(|one| **one == wanted).count());
            i64::try_from(of).unwrap_or_default()
        };
        let (confirmed, suspended) = (count(Verdict::Confirmed), count(Verdict::Suspended));
        summary(confirmed, suspended, others - confirmed - suspended)
    };
    let half_begins = review.due.half_begins;
    // How many were left open when the person was told what becomes of them.
    let warned = RwSignal::new(None::<i64>);
    let warning = move || {
        let open = warned.get()?;
        let day = until.get().map(day).unwrap_or_default();
        let text = move || LEFT_OPEN.with(&[("n", &open.to_string()), ("day", &day)]);
        Some(view! { <div class="notice warn" role="alert"><p>{text}</p></div> })
    };
    let sign = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let wrong = form.wrong(&[("rights_until", until.get_untracked())], Vec::new());
        if !wrong.is_empty() {
            return form.show(wrong);
        }
        let open =
            others - i64::try_from(verdicts.with_untracked(HashMap::len)).unwrap_or_default();
        if open > 0 && warned.get_untracked() != Some(open) {
            warned.set(Some(open));
            return;
        }
        let judged = verdicts.with_untracked(|all| {
            let one = |(person_id, verdict): (&PersonId, &Verdict)| Judged {
                person_id: *person_id,
                verdict: *verdict,
            };
            all.iter().map(one).collect()
        });
        let asked = ReviewToSign {
            half_begins,
            rights_until: until.get_untracked().unwrap_or_default(),
            judged,
        };
        busy.set(true);
        spawn_local(async move {
            match api::identity::sign_review(&asked).await {
                Ok(signed) => {
                    let told = summary(signed.confirmed, signed.suspended, signed.unconfirmed);
                    toasts.say(SIGNED.with(&[("summary", &told)]));
                    refetch.run(());
                }
                Err(refusal) => {
                    failure.set(form.refuse(refusal));
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=sign>
            {move || failure.get().map(|failure| wrong_notice(failure.sentence()))}
            <ErrorSummary form=form/>
            <p class="strong" role="status">{counted}</p>
            <DateField label=UNTIL bound=Bound::signal("rights_until", until) required=true/>
            {warning}
            <div class="actions">
                <button class="button primary" aria-disabled=move || busy.get().to_string()>
                    {t(SIGN)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The reviews that were signed, each with its paper; nothing before the first.
fn signed_table(reviews: &[SignedReview]) -> AnyView {
    if reviews.is_empty() {
        return ().into_any();
    }
    let columns = SignedReview::columns();
    let heading = |column: &Column<SignedReview>| {
        let class = (column.kind == CellKind::Number).then_some("amount");
        view! { <th scope="col" class=class>{t(Text::of(column.names))}</th> }
    };
    let headings = columns.iter().map(heading).collect_view();
    let line = |review: &SignedReview| {
        let cells = columns
            .iter()
            .map(|column| cell(column.of(review), Text::of(column.names)));
        let cells = cells.collect_view();
        let address = api::identity::review_print(review.half_begins);
        view! {
            <tr>
                {cells}
                <td>
                    <a class="button small" href=address target="_blank" rel="noopener">
                        {t(PRINT)}
                    </a>
                </td>
            </tr>
        }
    };
    view! {
        <section class="card" aria-labelledby="signed-title">
            <div class="page-head">
                <h2 id="signed-title">{t(SIGNED_REVIEWS)}</h2>
                {take_home(|ending| api::table_file("/users/reviews", ending, &[]))}
            </div>
            <div class="scroll" tabindex="0">
                <table class="list stacked" aria-labelledby="signed-title">
                    <thead><tr>{headings}<th scope="col"><span class="sr">{t(PRINT)}</span></th></tr></thead>
                    <tbody>{reviews.iter().map(line).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// What the roster calls the way to this page.
pub const REVIEW_LINK: Text = REVIEW;
