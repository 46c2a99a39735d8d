//! Programs of others that were let in, and a new one: for what, until when, and its secret, told once.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ProgramId;
use shared::page::Page;
use shared::permission::{Operation, Resource};
use shared::programs::{NewProgram, Program, RegisteredProgram, Scope};
use uuid::Uuid;

use super::login_page::wrong_notice;
use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{DateField, ErrorSummary, FormState, TextArea, TextField, id_of};
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::states::{Answer, empty_text, shown};
use crate::components::sure::Sure;
use crate::components::table::{day, moment};
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::reports::period::Address;
use crate::session::session;
use crate::text::{Language, Named, Text, general, language, t, texts};

texts! {
    PROGRAMS = "โปรแกรมภายนอก", "Outside programs";
    PROGRAMS_LEAD =
        "โปรแกรมของผู้อื่นที่หัวหน้าหน่วยงานคลังให้เชื่อมต่อกับหน่วยงานนี้ แต่ละโปรแกรมอ่านและจัดทำร่างได้เท่าที่ให้สิทธิไว้ ไม่ลงนาม ไม่อนุมัติ และไม่จัดการผู้ใช้งาน ทุกรายการที่ทำมีชื่อโปรแกรมกำกับ",
        "Programs of others that the head of finance lets in here. Each reads and drafts what it was let in for; none signs, approves or manages users. Whatever one does bears its name.";
    NONE = "ยังไม่มีโปรแกรมที่ลงทะเบียนไว้", "No program has been registered yet";
    NONE_NEXT =
        "เมื่อมีระบบอื่นจะเชื่อมต่อ หัวหน้าหน่วยงานคลังลงทะเบียนที่แบบฟอร์มด้านล่าง",
        "When another system is to connect, the head of finance registers it below.";
    PROGRAM = "โปรแกรม", "Program";
    CONTACT = "ผู้รับผิดชอบ", "Contact";
    SCOPES = "สิทธิของโปรแกรม", "What it may do";
    SCOPES_OF = "มี {count} สิทธิ", "{count} rights";
    LAST_USED = "ใช้ล่าสุด", "Last used";
    NEVER = "ยังไม่เคยใช้", "never";
    UNTIL = "ใช้ได้ถึง", "Until";
    IS_IN = "ใช้อยู่", "In use";
    OVER = "พ้นกำหนด", "Over";
    WITHDRAWN = "ถอนสิทธิแล้ว", "Withdrawn";
    WITHDRAW = "ถอนสิทธิ", "Withdraw";
    WITHDRAW_ASK =
        "โปรแกรม {name} จะเข้าใช้ไม่ได้ทันทีและถาวร โทเคนที่ออกไว้ใช้ต่อไม่ได้ ร่างที่โปรแกรมจัดทำไว้ยังอยู่",
        "The program {name} is shut out at once and for good, tokens it has included. Its drafts stay.";
    WITHDRAWN_DONE = "ถอนสิทธิโปรแกรม {name} แล้ว", "The program {name} is withdrawn.";
    NEW = "ลงทะเบียนโปรแกรม", "Register a program";
    NEW_DONE = "ลงทะเบียนโปรแกรม {name} แล้ว", "The program {name} is registered.";
    NAME = "ชื่อโปรแกรม", "Name of the program";
    CONTACT_NAME = "ชื่อผู้รับผิดชอบ", "Who answers for it";
    CONTACT_EMAIL = "อีเมลผู้รับผิดชอบ", "E-mail of who answers for it";
    VALID_UNTIL = "ใช้ได้ถึงวันที่", "Last day";
    PUBLIC_KEY = "กุญแจสาธารณะของโปรแกรม (JWK)", "Public key of the program (JWK)";
    PUBLIC_KEY_HINT =
        "ขอจากผู้พัฒนา ต้องกรอกเมื่อโปรแกรมจัดทำร่าง หากให้ดูอย่างเดียว เว้นว่างเพื่อให้ระบบออกรหัสลับให้ได้",
        "From its developer; needed where the program makes drafts. Where it only reads, leave it empty to be given a secret.";
    ALL_READING = "เลือกสิทธิดูทั้งหมด", "Choose all reading";
    NO_SCOPE = "ไม่เลือกเลย", "Choose none";
    SECRET_TITLE = "ส่งข้อมูลนี้ให้ผู้รับผิดชอบโปรแกรม", "Hand this to who answers for the program";
    SECRET_ONCE =
        "รหัสลับแสดงครั้งนี้ครั้งเดียว ระบบไม่ได้เก็บไว้ หากสูญหายให้ถอนสิทธิแล้วลงทะเบียนใหม่ ห้ามส่งทางอีเมลหรือไลน์",
        "The secret is shown this once and kept nowhere. If it is lost, withdraw the program and register it anew. Never send it by mail or chat.";
    CLIENT_ID = "รหัสโปรแกรม (client_id)", "Id of the program (client_id)";
    CLIENT_SECRET = "รหัสลับ (client_secret)", "Secret (client_secret)";
    SECRET_KEPT = "เก็บไว้แล้ว ซ่อนรหัสลับ", "I have it; hide it";
}

/// Where the page is.
pub const PROGRAMS_ADDRESS: &str = "/programs";
/// How long a program is let in where nothing else is said, in days.
const USUAL_DAYS: u64 = 365;

/// What is being entered.
#[derive(Debug, Clone)]
struct Draft {
    id: ProgramId,
    name: String,
    contact_name: String,
    contact_email: String,
    valid_until: Option<NaiveDate>,
    public_key: String,
    scopes: Vec<Scope>,
}

impl Draft {
    fn on(today: NaiveDate) -> Draft {
        Draft {
            id: ProgramId(Uuid::now_v7()),
            name: String::new(),
            contact_name: String::new(),
            contact_email: String::new(),
            valid_until: today.checked_add_days(Days::new(USUAL_DAYS)),
            public_key: String::new(),
            scopes: Vec::new(),
        }
    }

    fn sent(&self) -> NewProgram {
        let key = self.public_key.trim();
        NewProgram {
            id: self.id,
            name: self.name.clone(),
            contact_name: self.contact_name.clone(),
            contact_email: self.contact_email.clone(),
            scopes: self.scopes.clone(),
            valid_until: self.valid_until.unwrap_or_default(),
            public_key: (!key.is_empty()).then(|| key.to_owned()),
        }
    }
}

/// The page.
#[component]
pub fn ProgramsPage() -> impl IntoView {
    let may_edit = session().can(Resource::Program.to(Operation::Edit));
    let address = Address::here();
    let answer: Answer<Page<Program>> = LocalResource::new(move || {
        let page = page_asked(address.get("page"));
        async move { api::identity::programs(&page).await }
    });
    let go_to = Callback::new(move |page: u32| address.set("page", page.to_string()));
    let refetch = Callback::new(move |()| answer.refetch());
    let file = move |ending: &str, whole: bool| {
        let page = page_of_file(whole, &address.get("page"));
        api::table_file(PROGRAMS_ADDRESS, ending, &[("page", &page)])
    };
    let told = RwSignal::new(None::<RegisteredProgram>);
    Effect::new(move |_| page_title(PROGRAMS.now()));
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(PROGRAMS)}</h1>
                <div class="page-tools">{take_home_pages(file)}</div>
            </div>
            <p class="quiet">{t(PROGRAMS_LEAD)}</p>
            {move || told.get().map(|made| secret(made, told))}
            {shown(answer, move |page| {
                beyond(&page, go_to).unwrap_or_else(|| {
                    view! {
                        {table(&page.items, may_edit.then_some(refetch))}
                        {pagination(&page, go_to)}
                    }
                    .into_any()
                })
            })}
            {may_edit.then(|| form(told, refetch))}
        </section>
    }
    .into_any()
}

/// What the program is told, this once.
fn secret(made: RegisteredProgram, told: RwSignal<Option<RegisteredProgram>>) -> AnyView {
    let id = made.program.id.to_string();
    let secret = made.client_secret.map(|secret| {
        view! {
            <dt>{t(CLIENT_SECRET)}</dt>
            <dd><code class="any-length">{secret}</code></dd>
        }
    });
    let warned = secret.is_some().then(|| view! { <p>{t(SECRET_ONCE)}</p> });
    view! {
        <div class="card" role="status">
            <h2>{t(SECRET_TITLE)}</h2>
            <dl class="facts">
                <dt>{t(PROGRAM)}</dt>
                <dd>{made.program.name}</dd>
                <dt>{t(CLIENT_ID)}</dt>
                <dd><code class="any-length">{id}</code></dd>
                {secret}
            </dl>
            {warned}
            <div class="actions">
                <button type="button" class="button" on:click=move |_| told.set(None)>
                    {t(SECRET_KEPT)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn table(programs: &[Program], refetch: Option<Callback<()>>) -> AnyView {
    if programs.is_empty() {
        return empty_text(NONE, NONE_NEXT);
    }
    let lines = programs.iter().cloned();
    let lines = lines.map(|program| line(program, refetch));
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards" aria-label=t(PROGRAMS)>
                <thead>
                    <tr>
                        <th scope="col">{t(PROGRAM)}</th>
                        <th scope="col">{t(CONTACT)}</th>
                        <th scope="col">{t(SCOPES)}</th>
                        <th scope="col">{t(UNTIL)}</th>
                        <th scope="col">{t(LAST_USED)}</th>
                        <th scope="col">{t(general::STATUS)}</th>
                        <th><span class="sr">{t(general::EDIT)}</span></th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Where a program stands today.
fn standing(program: &Program, today: NaiveDate) -> (&'static str, Text) {
    match program.withdrawn_on {
        Some(_) => ("badge quiet", WITHDRAWN),
        None if program.is_in(today) => ("badge good", IS_IN),
        None => ("badge quiet", OVER),
    }
}

/// What a scope allows, in the language shown now.
fn said(scope: Scope) -> String {
    let permission = scope.permission();
    let (operation, resource) = (permission.operation, permission.resource);
    match language() {
        Language::Thai => permission.thai(),
        Language::English => format!("{}: {}", operation.name(), resource.name()),
    }
}

fn line(program: Program, refetch: Option<Callback<()>>) -> AnyView {
    let today = session().today();
    let (class, state) = standing(&program, today);
    let withdraw = refetch.filter(|_| program.withdrawn_on.is_none());
    let withdraw = withdraw.map(|refetch| withdraw_button(&program, refetch));
    let count = program.scopes.len().to_string();
    let scopes = program.scopes.clone();
    let each = move || {
        let each = scopes.iter().map(|scope| view! { <li>{said(*scope)}</li> });
        each.collect_view()
    };
    let used = program.used_at;
    let used = move || used.map_or_else(|| NEVER.now().to_owned(), moment);
    let until = program.withdrawn_on.unwrap_or(program.valid_until);
    view! {
        <tr>
            <td class="c-subject">
                <strong>{program.name}</strong> <span class="small block">{program.id.to_string()}</span>
            </td>
            <td class="c-subject">
                {program.contact_name} <span class="small block">{program.contact_email}</span>
            </td>
            <td class="c-subject">
                <details>
                    <summary>{move || SCOPES_OF.with(&[("count", &count)])}</summary>
                    <ul>{each}</ul>
                </details>
            </td>
            <td class="date c-date">{move || day(until)}</td>
            <td class="date">{used}</td>
            <td class="c-status"><span class=class>{t(state)}</span></td>
            <td class="c-act">{withdraw}</td>
        </tr>
    }
    .into_any()
}

fn withdraw_button(program: &Program, refetch: Callback<()>) -> AnyView {
    let (id, name, toasts) = (program.id, program.name.clone(), toasts());
    let asked = RwSignal::new(false);
    let told = name.clone();
    let consequence = Signal::derive(move || WITHDRAW_ASK.with(&[("name", &told)]));
    let withdraw = Callback::new(move |()| {
        let name = name.clone();
        spawn_local(async move {
            match api::identity::withdraw_program(id).await {
                Ok(()) => toasts.say(WITHDRAWN_DONE.with(&[("name", &name)])),
                Err(failure) => toasts.refuse(failure.sentence()),
            }
            refetch.run(());
        });
    });
    view! {
        <button type="button" class="button" on:click=move |_| asked.set(true)>{t(WITHDRAW)}</button>
        <Sure open=asked act=WITHDRAW consequence=consequence go=withdraw/>
    }
    .into_any()
}

/// The program to be let in.
fn form(told: RwSignal<Option<RegisteredProgram>>, refetch: Callback<()>) -> AnyView {
    let today = session().today();
    let draft = RwSignal::new(Draft::on(today));
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    form.name("scopes", SCOPES);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = draft.with_untracked(Draft::sent);
        let days = [(
            "valid_until",
            draft.with_untracked(|draft| draft.valid_until),
        )];
        let wrong = form.wrong(&days, new.check(today));
        failure.set(None);
        if !wrong.is_empty() {
            return form.show(wrong);
        }
        busy.set(true);
        spawn_local(async move {
            match api::identity::add_program(&new).await {
                Ok(made) => {
                    toasts.say(NEW_DONE.with(&[("name", &made.program.name)]));
                    form.forget();
                    draft.set(Draft::on(today));
                    told.set(Some(made));
                    refetch.run(());
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            busy.try_set(false);
        });
    };
    let wrong = move || {
        let failure = failure.get();
        failure.map(|failure| wrong_notice(failure.sentence()))
    };
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=save>
            <h2>{t(NEW)}</h2>
            {wrong}
            <ErrorSummary form=form/>
            <div class="row">
                <TextField label=NAME required=true bound=bind!(draft, name)/>
                <DateField label=VALID_UNTIL required=true bound=bind!(draft, valid_until)/>
            </div>
            <div class="row">
                <TextField label=CONTACT_NAME required=true bound=bind!(draft, contact_name)/>
                <TextField label=CONTACT_EMAIL required=true mode="email"
                    bound=bind!(draft, contact_email)/>
            </div>
            {scopes(draft, form)}
            <TextArea label=PUBLIC_KEY hint=PUBLIC_KEY_HINT bound=bind!(draft, public_key)/>
            <div class="actions">
                <button class="button primary" aria-disabled=move || busy.get().to_string()>
                    {t(NEW)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What it may do, each in plain words.
fn scopes(draft: RwSignal<Draft>, form: FormState) -> AnyView {
    let one = move |scope: Scope| {
        let chosen = move || draft.with(|draft| draft.scopes.contains(&scope));
        let choose = move |event| {
            let is_chosen = event_target_checked(&event);
            draft.update(|draft| {
                draft.scopes.retain(|other| *other != scope);
                draft.scopes.extend(is_chosen.then_some(scope));
            });
            form.touched("scopes");
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=chosen on:change=choose/>
                <span>{move || said(scope)}</span>
            </label>
        }
    };
    let reading = move |_| {
        let all = Scope::all().into_iter();
        let reading = all.filter(|scope| scope.permission().operation == Operation::Read);
        draft.update(|draft| draft.scopes = reading.collect());
    };
    let none = move |_| draft.update(|draft| draft.scopes.clear());
    let wrong = move || {
        let wrong = form.error_at("scopes");
        wrong.map(|wrong| view! { <p class="error">{wrong}</p> })
    };
    view! {
        <fieldset class="field" id=id_of("scopes") data-field="scopes" tabindex="-1">
            <legend>{t(SCOPES)}</legend>
            {wrong}
            <div class="actions">
                <button type="button" class="button" on:click=reading>{t(ALL_READING)}</button>
                <button type="button" class="button" on:click=none>{t(NO_SCOPE)}</button>
            </div>
            {Scope::all().into_iter().map(one).collect_view()}
        </fieldset>
    }
    .into_any()
}
