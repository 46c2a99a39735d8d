//! What was done in the organisation, by its record: of a day, a person, a document.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::activity::{Activity, SYSTEM, Words};
use shared::identity::User;
use shared::page::Page;
use shared::permission::{Operation, Resource, Role, allows};

use super::period::Address;
use crate::api;
use crate::components::fields::{
    Choice, ComboField, DateField, FormState, SelectField, choices_of,
};
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::states::{Answer, empty_text, nothing_filtered, shown};
use crate::components::table::moment;
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::documents::list_address;
use crate::identity::deputies_page::ROSTER;
use crate::session::session;
use crate::text::{Language, Text, general, language, t, texts};

texts! {
    ACTIVITY = "ประวัติการใช้งาน", "Activity history";
    ACTIVITY_LEAD =
        "ใครทำอะไรกับรายการใด เมื่อใด อ่านจากบันทึกที่ผูกโซ่และแก้ย้อนหลังไม่ได้ เปิดแต่ละรายการเพื่อดูค่าก่อนและหลัง",
        "Who did what to what, and when, read from the chained record that nobody can change. Open one to see what stood there before and after.";
    ACTIVITY_OF = "ดูทุกการแก้ไขพร้อมค่าก่อนและหลัง", "Every change, with before and after";
    DONE_BY = "สิ่งที่ผู้นี้ทำ", "What this user did";
    DONE_TO = "สิ่งที่ทำกับบัญชีผู้ใช้นี้", "What was done to this user";
    NONE = "ยังไม่มีรายการ", "Nothing was done yet";
    NONE_NEXT =
        "ทุกครั้งที่มีผู้บันทึกหรือลงนาม รายการจะปรากฏที่นี่",
        "Whatever is saved or signed appears here.";
    WHEN = "เวลา", "Time";
    WHO = "ผู้ทำ", "Who";
    ACT = "สิ่งที่ทำ", "Act";
    ABOUT = "เกี่ยวกับ", "About";
    SORT_OF_THING = "ชนิดของรายการ", "Sort of things";
    EVERY_SORT = "ทุกชนิด", "All";
    ONLY_ABOUT = "เฉพาะรายการเดียว", "One thing only";
}

/// Where the page is.
pub const ACTIVITY_ADDRESS: &str = "/activity";

/// Parameters of the API that the address carries through.
const FILTERS: [&str; 6] = ["from", "to", "person_id", "about_id", "thing", "page"];

/// May whoever is at the screen read it?
pub fn may_read() -> bool {
    session().can(Resource::Activity.to(Operation::Read))
}

/// What an address narrows down, for another one: an act keeps it, so the way back leads to the same rows.
pub fn narrowed(query: &ParamsMap) -> String {
    let kept = FILTERS
        .into_iter()
        .filter_map(|name| Some((name, query.get(name)?)));
    kept.collect::<ParamsMap>().to_query_string()
}

/// Words in the language shown now.
pub fn said(words: &Words) -> String {
    match language() {
        Language::Thai => words.th.clone(),
        Language::English => words.en.clone(),
    }
}

/// The way from a page to what was done to, or by, what it shows; nothing for who may not read it.
pub fn way_to(parameter: &str, id: impl std::fmt::Display, label: Text) -> Option<AnyView> {
    let address = format!("{ACTIVITY_ADDRESS}?{parameter}={id}");
    may_read().then(|| view! { <p><a href=address>{t(label)}</a></p> }.into_any())
}

/// The page.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let address = Address::here();
    provide_context(FormState::new(Signal::stored(true)));
    let answer: Answer<Page<Activity>> = LocalResource::new(move || {
        let values = asked(address);
        async move { api::reports::activity(&pairs(&values)).await }
    });
    let file = move |ending: &str, whole: bool| {
        let page = address.get("page");
        let values = asked(address).map(|(name, value)| match name {
            "page" => (name, page_of_file(whole, &page)),
            _ => (name, value),
        });
        api::table_file(ACTIVITY_ADDRESS, ending, &pairs(&values))
    };
    Effect::new(move |_| page_title(ACTIVITY.now()));
    let go = Callback::new(move |page: u32| address.set("page", page.to_string()));
    let of_one = move || !address.get("about_id").is_empty();
    let is_filtered = move || FILTERS.iter().any(|name| !address.get(name).is_empty());
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(ACTIVITY)}</h1>
                <div class="page-tools">{take_home_pages(file)}</div>
            </div>
            <p class="quiet">{t(ACTIVITY_LEAD)}</p>
            {filters(address, is_filtered)}
            {move || of_one().then(|| view! { <p class="strong">{t(ONLY_ABOUT)}</p> })}
            {shown(answer, move |page| {
                beyond(&page, go).unwrap_or_else(|| match (page.items.is_empty(), is_filtered()) {
                    (true, true) => nothing_filtered(),
                    (true, false) => empty_text(NONE, NONE_NEXT),
                    _ => {
                        let kept = narrowed(&address.query.get_untracked());
                        view! { {table(&page.items, &kept)} {pagination(&page, go)} }.into_any()
                    }
                })
            })}
        </section>
    }
    .into_any()
}

/// What the address asks for.
fn asked(address: Address) -> [(&'static str, String); 6] {
    FILTERS.map(|name| match name {
        "page" => (name, page_asked(address.get(name))),
        _ => (name, address.get(name)),
    })
}

fn pairs<'v>(values: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
    let values = values.iter();
    values
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

fn filters(address: Address, is_filtered: impl Fn() -> bool + Copy + Send + 'static) -> AnyView {
    let clear =
        move || is_filtered().then(|| view! { <a class="button" href="?">{t(general::CLEAR)}</a> });
    view! {
        <div class="filters" role="search" aria-label=t(general::FILTER)>
            <DateField label=general::FROM_DATE bound=address.date("from", None)/>
            <DateField label=general::TO_DATE bound=address.date("to", None)/>
            {people(address)}
            <SelectField
                label=SORT_OF_THING
                bound=address.text("thing")
                options=choices_of(&recorded())
                none=EVERY_SORT
            />
            {clear}
        </div>
    }
    .into_any()
}

/// Sorts of things of which something can stand in the record; who looks at most of them leaves nothing there.
fn recorded() -> Vec<Resource> {
    let is_recorded = |resource: &Resource| {
        let acts = Operation::ALL.iter().filter(|act| **act != Operation::Read);
        let mut acts = acts.map(|act| resource.to(*act));
        *resource == Resource::Record
            || acts.any(|act| Role::ALL.iter().any(|role| allows(*role, act)))
    };
    Resource::ALL.iter().copied().filter(is_recorded).collect()
}

/// The choice of a person, for who may read the roster.
fn people(address: Address) -> Option<AnyView> {
    if !session().can(Resource::User.to(Operation::Read)) {
        return None;
    }
    let roster: Answer<Page<User>> = LocalResource::new(|| api::identity::roster(ROSTER));
    let choices = Signal::derive(move || {
        let roster = roster.get().and_then(Result::ok);
        let users = roster.map(|roster| roster.items).unwrap_or_default();
        let choice = |user: User| {
            Choice::new(user.person_id.to_string(), "", &user.name).with_detail(&user.position)
        };
        users.into_iter().map(choice).collect::<Vec<_>>()
    });
    Some(
        view! { <ComboField label=WHO bound=address.text("person_id") choices=choices/> }
            .into_any(),
    )
}

fn table(acts: &[Activity], kept: &str) -> AnyView {
    let lines = acts.iter().cloned().map(|act| line(act, kept));
    let lines = lines.collect_view();
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards" aria-label=t(ACTIVITY)>
                <thead>
                    <tr>
                        <th scope="col">{t(WHEN)}</th>
                        <th scope="col">{t(WHO)}</th>
                        <th scope="col">{t(ACT)}</th>
                        <th scope="col">{t(ABOUT)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Who acted.
pub fn who(act: &Activity) -> impl Fn() -> String + Send + Sync + use<> {
    let person = act.person.clone();
    move || {
        let system = Text::of(SYSTEM);
        person.clone().unwrap_or_else(|| system.now().to_owned())
    }
}

/// What an act was about; a document is opened from there.
pub fn about(act: &Activity) -> AnyView {
    let words = act.about.clone();
    let name = move || said(&words);
    match act.document {
        Some(of) => {
            let address = format!("{}/{}", list_address(of.kind), of.id);
            view! { <a href=address class="any-length">{name}</a> }.into_any()
        }
        None => view! { <span class="any-length">{name}</span> }.into_any(),
    }
}

fn line(act: Activity, kept: &str) -> AnyView {
    let (at, done) = (act.at, act.act.clone());
    let open = format!("{ACTIVITY_ADDRESS}/{}{kept}", act.seq);
    view! {
        <tr>
            <td class="date c-date">{move || moment(at)}</td>
            <td class="c-subject">{who(&act)}</td>
            <td class="c-subject"><a href=open><strong>{move || said(&done)}</strong></a></td>
            <td class="c-subject">{about(&act)}</td>
        </tr>
    }
    .into_any()
}
