//! On which days people are not at work, and what waits meanwhile for nobody but them.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::absences::{Absence, NewAbsence};
use shared::document::DocumentHeader;
use shared::identity::User;
use shared::page::Page;
use shared::permission::{Operation, Resource};
use shared::{DocumentId, PersonId};

use super::deputies_page::{DEPUTIES, DEPUTIES_ADDRESS, ROSTER};
use super::login_page::wrong_notice;
use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{Choice, ComboField, DateField, ErrorSummary, FormState};
use crate::components::icon::{Icon, icon};
use crate::components::states::{Answer, empty_text, shown};
use crate::components::table::day;
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::documents::inbox::{Desk, inbox};
use crate::session::session;
use crate::text::{general, t, texts};

texts! {
    ABSENCES = "วันที่ไม่อยู่ปฏิบัติราชการ", "Days out of office";
    ABSENCES_LEAD =
        "แจ้งวันที่ไม่อยู่ไว้ล่วงหน้า หากมีเรื่องรออนุมัติและไม่มีผู้ทำแทน หัวหน้าหน่วยงานคลังจะเห็นและแต่งตั้งผู้รักษาราชการแทนได้ทัน",
        "Say beforehand when you are not at work. What waits for your approval without a deputy is shown to the head of finance in time.";
    NONE = "ไม่มีผู้แจ้งวันที่ไม่อยู่", "Nobody is or will be absent";
    NONE_NEXT = "แจ้งได้ที่แบบฟอร์มด้านล่าง", "Say so below.";
    WHO = "ผู้ไม่อยู่", "Who";
    FIRST = "วันแรก", "First day";
    LAST = "วันสุดท้าย", "Last day";
    NOTE = "แจ้งวันที่ไม่อยู่", "Note an absence";
    NOTED = "บันทึกวันที่ไม่อยู่ของ {name} แล้ว", "The absence of {name} is noted.";
    TAKE_BACK = "ยกเลิก", "Take back";
    TAKEN_BACK = "ยกเลิกวันที่ไม่อยู่ของ {name} แล้ว", "The absence of {name} is taken back.";
    WAITING = "เรื่องที่รอผู้ไม่อยู่และไม่มีผู้ทำแทน", "Waiting for who is absent, with no deputy";
    WAITING_NOTICE =
        "{n} เรื่องรอผู้ที่ไม่อยู่และยังไม่มีผู้ทำแทน: {names}",
        "{n} wait for who is absent, with no deputy: {names}";
    ABSENT_UNTIL = "{name} (ถึง {day})", "{name} (until {day})";
    AWAITED = "รอ {name} ซึ่งไม่อยู่ถึง {day}", "Waits for {name}, absent until {day}";
    SEE = "ดูรายการ", "See them";
}

/// Where the page is.
pub const ABSENCES_ADDRESS: &str = "/absences";

fn may_edit() -> bool {
    session().can(Resource::User.to(Operation::Edit))
}

fn own() -> Option<PersonId> {
    let session = session().session;
    session.with_untracked(|now| now.as_ref().map(|now| now.person_id))
}

/// The page.
#[component]
pub fn AbsencesPage() -> impl IntoView {
    let answer: Answer<Vec<Absence>> = LocalResource::new(api::identity::absences);
    let refetch = Callback::new(move |()| answer.refetch());
    Effect::new(move |_| page_title(ABSENCES.now()));
    let noting = move || {
        if !may_edit() {
            return form(Vec::new(), refetch);
        }
        let roster: Answer<Page<User>> = LocalResource::new(|| api::identity::roster(ROSTER));
        shown(roster, move |roster| form(roster.items, refetch))
    };
    let waiting = may_edit().then(|| {
        let waiting: Answer<Page<DocumentHeader>> = LocalResource::new(api::identity::absent_inbox);
        let desk = Desk::new(Callback::new(move |()| waiting.refetch()));
        view! {
            <section class="card" aria-labelledby="absent-title">
                <h2 id="absent-title">{t(WAITING)}</h2>
                <p><a href=DEPUTIES_ADDRESS>{t(DEPUTIES)}</a></p>
                {shown(waiting, move |page| inbox(&page, desk))}
                {desk.batch.dialog()}
            </section>
        }
    });
    view! {
        <section class="page">
            <div class="page-head"><h1 id="page-title" tabindex="-1">{t(ABSENCES)}</h1></div>
            <p class="quiet">{t(ABSENCES_LEAD)}</p>
            {shown(answer, move |absences| table(&absences, refetch))}
            {noting}
            {waiting}
        </section>
    }
    .into_any()
}

fn table(absences: &[Absence], refetch: Callback<()>) -> AnyView {
    if absences.is_empty() {
        return empty_text(NONE, NONE_NEXT);
    }
    let lines = absences.iter().cloned();
    let lines = lines.map(|absence| line(absence, refetch)).collect_view();
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards" aria-label=t(ABSENCES)>
                <thead>
                    <tr>
                        <th scope="col">{t(WHO)}</th>
                        <th scope="col">{t(FIRST)}</th>
                        <th scope="col">{t(LAST)}</th>
                        <th><span class="sr">{t(general::EDIT)}</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(absence: Absence, refetch: Callback<()>) -> AnyView {
    let (first, last) = (absence.first_day, absence.last_day);
    let is_own = own() == Some(absence.person_id);
    let (id, name, toasts) = (absence.id, absence.name.clone(), toasts());
    let take_back = move |_| {
        let name = name.clone();
        spawn_local(async move {
            match api::identity::take_back_absence(id).await {
                Ok(()) => toasts.say(TAKEN_BACK.with(&[("name", &name)])),
                Err(failure) => toasts.refuse(failure.sentence()),
            }
            refetch.run(());
        });
    };
    let button = (is_own || may_edit()).then(|| {
        view! {
            <button type="button" class="button" on:click=take_back>{t(TAKE_BACK)}</button>
        }
    });
    view! {
        <tr>
            <td class="c-subject"><strong>{absence.name}</strong></td>
            <td class="date c-date">{move || day(first)}</td>
            <td class="date c-date">{move || day(last)}</td>
            <td class="c-act">{button}</td>
        </tr>
    }
    .into_any()
}

/// What is being noted.
#[derive(Debug, Clone)]
struct Draft {
    person_id: Option<PersonId>,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
}

/// The days; and whose, for whoever may say so of others.
fn form(roster: Vec<User>, refetch: Callback<()>) -> AnyView {
    let today = session().today();
    // Asked for here: after an answer there is no page to ask.
    let me = own();
    let fresh = move || Draft {
        person_id: me,
        first_day: Some(today),
        last_day: None,
    };
    let draft = RwSignal::new(fresh());
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = draft.with_untracked(|draft| NewAbsence {
            person_id: draft.person_id.unwrap_or_default(),
            first_day: draft.first_day.unwrap_or_default(),
            last_day: draft.last_day.unwrap_or_default(),
        });
        let days = draft
            .with_untracked(|draft| [("first_day", draft.first_day), ("last_day", draft.last_day)]);
        let wrong = form.wrong(&days, new.check(today));
        failure.set(None);
        if !wrong.is_empty() {
            return form.show(wrong);
        }
        busy.set(true);
        spawn_local(async move {
            match api::identity::note_absence(&new).await {
                Ok(noted) => {
                    toasts.say(NOTED.with(&[("name", &noted.name)]));
                    form.forget();
                    draft.set(fresh());
                    refetch.run(());
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            busy.try_set(false);
        });
    };
    let choice = |user: &User| {
        let choice = Choice::new(user.person_id.to_string(), "", &user.name);
        choice.with_detail(&user.position)
    };
    let people: Vec<Choice> = roster.iter().map(choice).collect();
    let who = (!people.is_empty()).then(|| {
        view! {
            <ComboField label=WHO required=true bound=bind!(draft, person_id).text()
                choices=Signal::stored(people)/>
        }
    });
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=save>
            <h2>{t(NOTE)}</h2>
            {move || failure.get().map(|failure| wrong_notice(failure.sentence()))}
            <ErrorSummary form=form/>
            {who}
            <div class="row">
                <DateField label=FIRST required=true bound=bind!(draft, first_day)/>
                <DateField label=LAST required=true bound=bind!(draft, last_day)/>
            </div>
            <div class="actions">
                <button class="button primary" aria-disabled=move || busy.get().to_string()>
                    {t(NOTE)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The line on the first page of the head of finance, while something waits for the absent alone.
pub fn absent_notice() -> AnyView {
    if !may_edit() {
        return ().into_any();
    }
    let today = session().today();
    let waiting = LocalResource::new(api::identity::absent_inbox);
    let absences = LocalResource::new(api::identity::absences);
    let notice = move || {
        let page = waiting.get()?.ok().filter(|page| page.total > 0)?;
        let mut absent = absences.get()?.ok()?;
        absent.retain(|absence| absence.is_on(today));
        let n = format!("{}{}", page.total, if page.more { "+" } else { "" });
        let text = move || {
            let one = |absence: &Absence| {
                let until = day(absence.last_day);
                ABSENT_UNTIL.with(&[("name", &absence.name), ("day", &until)])
            };
            let names: Vec<String> = absent.iter().map(one).collect();
            WAITING_NOTICE.with(&[("n", &n), ("names", &names.join(", "))])
        };
        Some(view! {
            <div class="notice info" role="status">
                {icon(Icon::Clock)}
                <p class="any-length">{text} " · " <a href=ABSENCES_ADDRESS>{t(SEE)}</a></p>
            </div>
        })
    };
    view! { {notice} }.into_any()
}

/// On a document: whom it waits for, where all of them are absent.
pub fn awaited(id: DocumentId) -> AnyView {
    let absent = LocalResource::new(move || api::identity::absent_approvers(id));
    let line = move || {
        let absent = absent.get()?.ok()?;
        let one = |of: &shared::absences::AbsentApprover| {
            AWAITED.with(&[("name", &of.name), ("day", &day(of.until))])
        };
        let said: Vec<String> = absent.iter().map(one).collect();
        (!said.is_empty()).then(|| {
            view! { <p class="notice info" role="status">{said.join(" · ")}</p> }
        })
    };
    view! { {line} }.into_any()
}

/// What the page of one's own rights calls the way to this page.
pub fn absences_link() -> AnyView {
    view! { <p><a href=ABSENCES_ADDRESS>{t(ABSENCES)}</a></p> }.into_any()
}
