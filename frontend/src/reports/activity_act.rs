//! One act of the record: each row it changed, before and after, and from where it was done.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::activity::{
    ActivityDetail, Became, CameFrom, ChangedField, ChangedRow, Look, ROWS_AT_ONCE, Words,
};
use shared::permission::{Operation, Resource};
use shared::reporting::RecordHead;

use super::activity::{
    ABOUT, ACT, ACTIVITY, ACTIVITY_ADDRESS, WHEN, WHO, about, narrowed, said, who,
};
use crate::api;
use crate::components::fields::{Bound, ErrorSummary, FormState, TextField};
use crate::components::pagination::pages_bar;
use crate::components::states::{Answer, not_found, shown};
use crate::components::table::moment;
use crate::components::title::page_title;
use crate::session::session;
use crate::text::{Named, general, t, texts};

texts! {
    NUMBERED = "ประวัติการใช้งาน ลำดับที่ {seq}", "Activity no. {seq}";
    CHECK_CODE = "รหัสตรวจสอบ", "Check code";
    CAME_FROM = "เข้าสู่ระบบครั้งก่อนหน้า", "Logged in before";
    UNKNOWN = "ไม่พบในหน่วยงานนี้", "Not found in this organisation";
    FIELD = "ช่องข้อมูล", "Field";
    BEFORE = "ก่อน", "Before";
    AFTER = "หลัง", "After";
    BEFORE_UNKNOWN =
        "ค่าก่อนหน้าบันทึกไว้นานแล้วและไม่พบในบันทึกใกล้เคียง จึงแสดงเฉพาะค่าหลัง",
        "What stood here before was written long ago and not found nearby; only what came after is shown.";
    NOTHING_CHANGED = "รายการนี้ไม่ได้เปลี่ยนข้อมูลใด", "This act changed nothing.";
    NUMBERS = "เลขประจำตัวประชาชนและเลขบัญชี", "Numbers of citizens and accounts";
    MASKED = "แสดงเฉพาะสี่ตัวท้าย", "Shown by their last four digits.";
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
    let query = use_query_map();
    let list = Memo::new(move |_| format!("{ACTIVITY_ADDRESS}{}", query.with(narrowed)));
    Effect::new(move |_| page_title(ACTIVITY.now()));
    (move || match seq.get().parse::<i64>() {
        Ok(seq) => one(seq, list),
        Err(_) => not_found(),
    })
    .into_any()
}

fn one(seq: i64, list: Memo<String>) -> AnyView {
    let asked = RwSignal::new(Asked {
        seq,
        page: 1,
        reason: None,
    });
    let answer: Answer<ActivityDetail> = LocalResource::new(move || {
        let Asked { seq, page, reason } = asked.get();
        async move {
            match reason {
                None => api::reports::activity_act(seq, page).await,
                Some(reason) => api::reports::examine_act(seq, &Look { reason, page }).await,
            }
        }
    });
    let title = move || NUMBERED.with(&[("seq", &seq.to_string())]);
    view! {
        <section class="page">
            <nav class="crumbs" aria-label=t(general::BACK)>
                <a href=list>{t(ACTIVITY)}</a>
            </nav>
            <div class="page-head"><h1 id="page-title" tabindex="-1">{title}</h1></div>
            {shown(answer, move |detail| content(&detail, asked))}
        </section>
    }
    .into_any()
}

fn content(detail: &ActivityDetail, asked: RwSignal<Asked>) -> AnyView {
    let go = Callback::new(move |page: u32| asked.update(|asked| asked.page = page));
    let rows = detail.rows.iter().cloned().map(row).collect_view();
    let has_rows = !detail.rows.is_empty();
    let none = (!has_rows).then(|| view! { <p class="hint">{t(NOTHING_CHANGED)}</p> });
    let pages = (detail.total > i64::from(ROWS_AT_ONCE))
        .then(|| pages_bar((detail.page, ROWS_AT_ONCE), (detail.total, false), go));
    view! {
        {facts(detail)}
        {has_rows.then(|| numbers(detail.is_masked, asked))}
        {none}
        {rows}
        {pages}
    }
    .into_any()
}

fn facts(detail: &ActivityDetail) -> AnyView {
    let act = &detail.activity;
    let (at, done) = (act.at, act.act.clone());
    // What the system does, it does from nowhere.
    let came_from = detail.came_from.clone();
    let from = act.person_id.is_some().then(|| {
        let from = move || {
            came_from
                .as_ref()
                .map_or_else(|| UNKNOWN.now().to_owned(), log_in)
        };
        view! { <div><dt>{t(CAME_FROM)}</dt><dd>{from}</dd></div> }
    });
    let head = RecordHead {
        seq: act.seq,
        hash: detail.hash.clone(),
    };
    view! {
        <section class="card" aria-label=t(ACT)>
            <dl class="facts">
                <div><dt>{t(ACT)}</dt><dd>{move || said(&done)}</dd></div>
                <div><dt>{t(ABOUT)}</dt><dd>{about(act)}</dd></div>
                <div><dt>{t(WHO)}</dt><dd>{who(act)}</dd></div>
                <div><dt>{t(WHEN)}</dt><dd>{move || moment(at)}</dd></div>
                {from}
                <div><dt>{t(CHECK_CODE)}</dt><dd class="code">{head.short_code()}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

/// When, by which way and from where somebody had logged in.
fn log_in(from: &CameFrom) -> String {
    let parts = [
        Some(moment(from.at)),
        Some(said(&from.way)),
        from.address.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// That numbers are masked, and the way to see them whole for who may.
fn numbers(is_masked: bool, asked: RwSignal<Asked>) -> AnyView {
    if !is_masked {
        return view! { <p class="notice warn" role="status">{t(SEEN_WHOLE)}</p> }.into_any();
    }
    let may_see = session().can(Resource::Activity.to(Operation::Examine));
    match may_see {
        true => reason_form(asked),
        false => view! { <p class="hint">{t(NUMBERS)}" "{t(MASKED)}</p> }.into_any(),
    }
}

fn reason_form(asked: RwSignal<Asked>) -> AnyView {
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let reason = RwSignal::new(String::new());
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (reason, page) = (
            reason.get_untracked(),
            asked.with_untracked(|asked| asked.page),
        );
        let look = Look { reason, page };
        match look.check() {
            wrong if wrong.is_empty() => asked.update(|asked| asked.reason = Some(look.reason)),
            wrong => form.show(wrong),
        }
    };
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=look>
            <h2>{t(NUMBERS)}</h2>
            <p class="hint">{t(MASKED)}</p>
            <ErrorSummary form=form/>
            <TextField label=REASON bound=Bound::signal("reason", reason) hint=REASON_HINT
                required=true/>
            <div class="actions"><button class="button">{t(SEE_WHOLE)}</button></div>
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
    let fields = (!row.fields.is_empty()).then(|| fields(row.fields, became));
    view! {
        <section class="card">
            <h2>
                {move || said(&table)}
                {row.of.map(|of| format!(" · {of}"))}
                " "
                <span class="badge quiet">{move || became.name()}</span>
            </h2>
            {unknown}
            {fields}
        </section>
    }
    .into_any()
}

/// Of what is new there was nothing before, of what is gone there is nothing after.
fn fields(fields: Vec<ChangedField>, became: Became) -> AnyView {
    let (had, has) = (became != Became::Made, became != Became::Deleted);
    let value = |words: Option<Words>| {
        let shown = move || words.as_ref().map_or_else(|| "–".to_owned(), said);
        view! { <td>{shown}</td> }
    };
    let line = |field: ChangedField| {
        let name = field.field;
        view! {
            <tr>
                <th scope="row">{move || said(&name)}</th>
                {had.then(|| value(field.before))}
                {has.then(|| value(field.after))}
            </tr>
        }
    };
    view! {
        <table class="list before-after">
            <thead>
                <tr>
                    <th scope="col">{t(FIELD)}</th>
                    {had.then(|| view! { <th scope="col">{t(BEFORE)}</th> })}
                    {has.then(|| view! { <th scope="col">{t(AFTER)}</th> })}
                </tr>
            </thead>
            <tbody>{fields.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
