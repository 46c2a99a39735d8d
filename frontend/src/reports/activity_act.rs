//! One act of the record: each row it changed, before and after, and from where it was done.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::FieldError;
use shared::activity::{
    Activity, ActivityDetail, CameFrom, ChangedField, ChangedRow, ROWS_AT_ONCE, Words,
};
use shared::permission::{Operation, Resource};
use shared::problem::FieldCode;

use super::activity::{ACTIVITY, ACTIVITY_ADDRESS, WHO, about, said, who};
use crate::api;
use crate::components::fields::{Bound, ErrorSummary, FormState, TextField};
use crate::components::pagination::pages_bar;
use crate::components::states::{Answer, not_found, shown};
use crate::components::table::moment;
use crate::components::title::page_title;
use crate::session::session;
use crate::text::{Named, t, texts};

texts! {
    BACK_TO_ALL = "กลับไปประวัติการใช้งาน", "Back to the activity history";
    NUMBER = "ลำดับในบันทึก", "Number in the record";
    CHECK_CODE = "รหัสตรวจสอบ", "Check code";
    CAME_FROM = "เข้าสู่ระบบครั้งก่อนหน้า", "Logged in before";
    UNKNOWN = "ไม่พบในหน่วยงานนี้", "Not found in this organisation";
    ABOUT = "เกี่ยวกับ", "About";
    FIELD = "ช่องข้อมูล", "Field";
    BEFORE = "ก่อน", "Before";
    AFTER = "หลัง", "After";
    BEFORE_UNKNOWN =
        "ค่าก่อนหน้าบันทึกไว้นานแล้วและไม่พบในบันทึกใกล้เคียง จึงแสดงเฉพาะค่าหลัง",
        "What stood here before was written long ago and not found nearby; only what came after is shown.";
    NOTHING_CHANGED = "รายการนี้ไม่ได้เปลี่ยนข้อมูลใด", "This act changed nothing.";
    MASKED =
        "เลขประจำตัวประชาชนและเลขบัญชีแสดงเฉพาะสี่ตัวท้าย",
        "Numbers of citizens and accounts are shown by their last four digits.";
    REASON = "เหตุผลที่ต้องดูเลขเต็ม", "Why they are to be seen whole";
    REASON_HINT =
        "ชื่อของท่านและเหตุผลจะอยู่ในประวัติการใช้งาน",
        "Your name and the reason will stand in the activity history.";
    SEE_WHOLE = "ดูเลขเต็ม", "See them whole";
    SEEN_WHOLE = "กำลังแสดงเลขเต็ม การดูครั้งนี้บันทึกไว้แล้ว", "Shown whole; this look is recorded.";
}

/// What is asked for: the number of the record, the page of its rows, the reason to see numbers whole.
#[derive(Debug, Clone, Default, PartialEq)]
struct Asked {
    seq: i64,
    page: u32,
    reason: Option<String>,
}

/// The route `/activity/{seq}`.
#[component]
pub fn ActivityActPage() -> impl IntoView {
    let params = use_params_map();
    let seq = Memo::new(move |_| params.with(|all| all.get("seq")).unwrap_or_default());
    Effect::new(move |_| page_title(ACTIVITY.now()));
    (move || match seq.get().parse::<i64>() {
        Ok(seq) => one(seq),
        Err(_) => not_found(),
    })
    .into_any()
}

fn one(seq: i64) -> AnyView {
    let asked = RwSignal::new(Asked {
        seq,
        page: 1,
        reason: None,
    });
    let answer: Answer<ActivityDetail> = LocalResource::new(move || {
        let Asked { seq, page, reason } = asked.get();
        async move { api::reports::activity_act(seq, page, reason.as_deref()).await }
    });
    view! {
        <section class="page">
            <p><a href=ACTIVITY_ADDRESS>{t(BACK_TO_ALL)}</a></p>
            {shown(answer, move |detail| content(&detail, asked))}
        </section>
    }
    .into_any()
}

fn content(detail: &ActivityDetail, asked: RwSignal<Asked>) -> AnyView {
    let go = Callback::new(move |page: u32| asked.update(|asked| asked.page = page));
    let done = detail.activity.act.clone();
    let rows = detail.rows.iter().cloned().map(row).collect_view();
    let none = detail.rows.is_empty();
    let none = none.then(|| view! { <p class="hint">{t(NOTHING_CHANGED)}</p> });
    let pages = (detail.total > i64::from(ROWS_AT_ONCE))
        .then(|| pages_bar((detail.page, ROWS_AT_ONCE), (detail.total, false), go));
    let numbers = (!detail.rows.is_empty()).then(|| numbers(detail.is_masked, asked));
    view! {
        <div class="page-head">
            <h1 id="page-title" tabindex="-1">{move || said(&done)}</h1>
        </div>
        {facts(&detail.activity, detail.came_from.as_ref(), &detail.hash)}
        {numbers}
        {none}
        {rows}
        {pages}
    }
    .into_any()
}

fn facts(act: &Activity, came_from: Option<&CameFrom>, hash: &str) -> AnyView {
    let at = act.at;
    let came_from = came_from.cloned();
    let from = move || match &came_from {
        None => UNKNOWN.now().to_owned(),
        Some(from) => {
            let parts = [
                Some(moment(from.at)),
                Some(said(&from.way)),
                from.address.clone(),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    };
    // What the system does, it does from nowhere.
    let from = act.person_id.is_some().then(|| {
        view! { <div><dt>{t(CAME_FROM)}</dt><dd>{from}</dd></div> }
    });
    let short = hash.get(..16).unwrap_or_default().to_uppercase();
    view! {
        <section class="card">
            <dl class="facts">
                <div><dt>{t(WHO)}</dt><dd>{who(act)}" · "{move || moment(at)}</dd></div>
                <div><dt>{t(ABOUT)}</dt><dd>{about(act)}</dd></div>
                {from}
                <div><dt>{t(NUMBER)}</dt><dd>{act.seq}</dd></div>
                <div><dt>{t(CHECK_CODE)}</dt><dd class="code">{short}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// That numbers are masked, and the way to see them whole for who may.
fn numbers(is_masked: bool, asked: RwSignal<Asked>) -> AnyView {
    if !is_masked {
        return view! { <p class="notice warn" role="status">{t(SEEN_WHOLE)}</p> }.into_any();
    }
    let may_see = session().can(Resource::Activity.to(Operation::Examine));
    let form = may_see.then(|| reason_form(asked));
    view! { <p class="hint">{t(MASKED)}</p> {form} }.into_any()
}

fn reason_form(asked: RwSignal<Asked>) -> AnyView {
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let reason = RwSignal::new(String::new());
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let given = reason.get_untracked().trim().to_owned();
        if given.is_empty() {
            return form.show(vec![FieldError::new("reason", FieldCode::Required)]);
        }
        asked.update(|asked| asked.reason = Some(given));
    };
    view! {
        <form class="filters" autocomplete="off" novalidate on:submit=look>
            <ErrorSummary form=form/>
            <TextField label=REASON bound=Bound::signal("reason", reason) hint=REASON_HINT
                required=true/>
            <button class="button">{t(SEE_WHOLE)}</button>
        </form>
    }
    .into_any()
}

/// One row that was changed: its fields before and after, side by side.
fn row(row: ChangedRow) -> AnyView {
    let (table, became) = (row.table, row.became);
    let unknown = (!row.is_before_known).then(|| {
        view! { <p class="hint">{t(BEFORE_UNKNOWN)}</p> }
    });
    let fields = row.fields.into_iter().map(field).collect_view();
    view! {
        <section class="card">
            <h2>
                {move || said(&table)}
                {row.of.map(|of| format!(" {of}"))}
                " "
                <span class="badge quiet">{move || became.name()}</span>
            </h2>
            {unknown}
            <div class="scroll" tabindex="0">
                <table class="list versions">
                    <thead>
                        <tr>
                            <th scope="col">{t(FIELD)}</th>
                            <th scope="col">{t(BEFORE)}</th>
                            <th scope="col">{t(AFTER)}</th>
                        </tr>
                    </thead>
                    <tbody>{fields}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn field(field: ChangedField) -> AnyView {
    let name = field.field;
    let value = |words: Option<Words>| {
        let shown = move || words.as_ref().map_or_else(|| "–".to_owned(), said);
        view! { <td class="any-length">{shown}</td> }
    };
    view! {
        <tr>
            <th scope="row">{move || said(&name)}</th>
            {value(field.before)}
            {value(field.after)}
        </tr>
    }
    .into_any()
}
