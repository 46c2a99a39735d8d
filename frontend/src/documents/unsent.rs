//! What was typed here and the server does not have: how much, said in the top bar (ux E4), and each with
//! the way back; the whole as a file, where the browser does not promise to keep it (ux E6).

use chrono::DateTime;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos_router::params::ParamsMap;
use shared::DocumentId;
use shared::document::NewDocument;
use wasm_bindgen_futures::JsFuture;

use super::autosave::{self, Unsent};
use super::{list_address, new_address};
use crate::api;
use crate::components::states::empty_text;
use crate::components::sure::Sure;
use crate::components::table::{amount, moment};
use crate::components::take_home::save;
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::forms;
use crate::lasting;
use crate::session::session;
use crate::text::{Named, document as words, general, t, texts};

texts! {
    UNSENT = "งานที่ยังไม่ส่ง", "Not sent yet";
    COUNT = "ยังไม่ส่ง {n} รายการ", "{n} not sent";
    LEAD =
        "งานที่พิมพ์แล้วแต่ยังไม่ได้บันทึกในระบบ เก็บอยู่ในเบราว์เซอร์ของเครื่องนี้เท่านั้นไม่เกิน 7 วัน",
        "What was typed and is not saved in the system. It is kept in this browser alone, for 7 days at most.";
    NONE = "ไม่มีงานที่ยังไม่ส่ง", "Everything was sent.";
    NONE_NEXT =
        "งานที่พิมพ์ค้างไว้ในเครื่องนี้จะแสดงที่นี่จนกว่าจะบันทึก",
        "What is typed on this computer stands here until it is saved.";
    WHAT = "เอกสาร", "Document";
    KEPT_AT = "พิมพ์เมื่อ", "Typed";
    STATE = "สถานะ", "State";
    GO_ON = "ทำต่อ", "Go on";
    GO_ON_NAMED = "ทำต่อ {name}", "Go on: {name}";
    DROP_NAMED = "ทิ้ง {name}", "Discard: {name}";
    DROP_ASK = "จะทิ้ง {name} ที่พิมพ์ไว้เมื่อ {time} ทิ้งแล้วนำกลับมาไม่ได้", "{name}, typed {time}, will be gone for good.";
    NEW = "ฉบับใหม่ ยังไม่เคยบันทึก", "New, never saved";
    CHANGED = "แก้ไขค้างไว้", "Changed and not saved";
    EARLIER = "ต้นฉบับจากระบบรุ่นก่อน", "As an earlier version kept it";
    WHY = "เหตุที่ยังไม่ส่ง", "Why it is not sent";
    NOT_TRIED = "ยังไม่ได้กดบันทึก", "Nobody has saved it yet";
    COPY = "เป็นสำเนา ส่วนที่อ่านได้นำไปใช้แล้ว", "A copy; what could be read of it was taken over";
    SEND = "ส่งอีกครั้ง", "Send again";
    SEND_NAMED = "ส่งอีกครั้ง {name}", "Send again: {name}";
    SENT = "ส่ง {name} เข้าระบบเป็นฉบับร่างแล้ว", "{name} is in the system as a draft";
    OPEN = "เปิดดู", "Open";
    UNREAD = "อ่านไม่ได้ในรุ่นนี้ ยังเก็บไว้ตามเดิม", "Not readable in this version; kept as it is";
    FILE = "เก็บสำเนาเป็นไฟล์", "Keep a copy as a file";
    FILE_NAME = "งานที่ยังไม่ส่ง", "not-sent";
    FILE_BACK = "นำกลับจากไฟล์", "Bring back from a file";
    BACK_DONE = "นำกลับมาแล้ว {n} รายการ", "{n} brought back";
    BACK_NOT =
        "ไฟล์นี้ไม่ใช่สำเนางานที่ยังไม่ส่งของท่าน",
        "This file is no copy of what you have not sent.";
}

/// Where the page is.
pub const ADDRESS: &str = "/unsent";
const WANTED: &str = "kept";

/// What of a document is to be put back at once, by the address it was opened with.
pub fn wanted(query: &ParamsMap) -> Option<(DocumentId, u8)> {
    let said = query.get(WANTED)?;
    let (id, beside) = said.split_once('.')?;
    Some((id.parse().ok()?, beside.parse().ok()?))
}

/// What the person at the screen has not sent, as it is now; also what other tabs keep.
pub fn watch() -> Signal<Vec<Unsent>> {
    let session = session();
    let elsewhere = RwSignal::new(0_u32);
    let heard = window_event_listener(ev::Custom::<web_sys::Event>::new("storage"), move |_| {
        elsewhere.update(|count| *count += 1);
    });
    on_cleanup(move || heard.remove());
    let changes = autosave::changes();
    Memo::new(move |_| {
        elsewhere.track();
        changes.track();
        session.session.track();
        autosave::unsent(&session.storage_name())
    })
    .into()
}

/// How many there are, with the way to them; nothing where there are none.
pub fn unsent_link(unsent: Signal<Vec<Unsent>>) -> AnyView {
    let count =
        Memo::new(move |_| unsent.with(|all| all.iter().filter(|one| one.is_open()).count()));
    let said = move || COUNT.with(&[("n", &count.get().to_string())]);
    (move || {
        (count.get() > 0).then(|| {
            view! { <a class="unsent" href=ADDRESS aria-label=said title=said>{said}</a> }
        })
    })
    .into_any()
}

/// The page.
#[component]
pub fn UnsentPage() -> impl IntoView {
    Effect::new(move |_| page_title(UNSENT.now()));
    let unsent = watch();
    let asked = RwSignal::new(None::<Unsent>);
    let open = RwSignal::new(false);
    let list = move || match unsent.get() {
        all if all.is_empty() => empty_text(NONE, NONE_NEXT),
        all => table(all, asked, open),
    };
    let consequence = Signal::derive(move || {
        let said = |one: &Unsent| DROP_ASK.with(&[("name", &name(one)), ("time", &time(one))]);
        asked
            .with(|asked| asked.as_ref().map(said))
            .unwrap_or_default()
    });
    let go = Callback::new(move |()| {
        asked.with_untracked(|asked| asked.iter().for_each(Unsent::forget));
    });
    view! {
        <section class="page">
            <div class="page-head"><h1 id="page-title" tabindex="-1">{t(UNSENT)}</h1></div>
            <p class="quiet">{t(LEAD)}</p>
            {lasting::promise()}
            {list}
            {files(unsent)}
            <Sure open=open act=words::DISCARD consequence=consequence go=go/>
        </section>
    }
    .into_any()
}

fn table(all: Vec<Unsent>, asked: RwSignal<Option<Unsent>>, open: RwSignal<bool>) -> AnyView {
    let rows = all.into_iter().map(|one| row(one, asked, open));
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards" aria-label=t(UNSENT)>
                <thead>
                    <tr>
                        <th scope="col">{t(WHAT)}</th>
                        <th scope="col" class="amount">{t(general::AMOUNT)}</th>
                        <th scope="col">{t(KEPT_AT)}</th>
                        <th scope="col">{t(STATE)}</th>
                        <th scope="col">{t(WHY)}</th>
                        <th><span class="sr">{t(GO_ON)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(one: Unsent, asked: RwSignal<Option<Unsent>>, open: RwSignal<bool>) -> AnyView {
    let named = name(&one);
    let (title, worth) = about(&one).unwrap_or_default();
    let (at, why) = (time(&one), why(&one));
    let state = match &one.kept {
        _ if one.is_aside => EARLIER,
        Some(kept) if kept.is_new => NEW,
        Some(_) if one.kind.is_some() => CHANGED,
        _ => UNREAD,
    };
    let way = way_back(&one).map(|address| {
        let said = GO_ON_NAMED.with(&[("name", &named)]);
        view! { <a class="button" href=address aria-label=said>{t(GO_ON)}</a> }
    });
    let send = send_button(&one);
    let dropped = DROP_NAMED.with(&[("name", &named)]);
    let ask = move |_| {
        asked.set(Some(one.clone()));
        open.set(true);
    };
    view! {
        <tr>
            <td data-name=t(WHAT)>
                {named}
                <span class="small block any-length">{title}</span>
            </td>
            <td class="amount" data-name=t(general::AMOUNT)>{amount(worth)}</td>
            <td class="date" data-name=t(KEPT_AT)>{at}</td>
            <td data-name=t(STATE)>{t(state)}</td>
            <td data-name=t(WHY) class="any-length">{why}</td>
            <td>
                {way}
                " "
                {send}
                " "
                <button type="button" class="button" aria-label=dropped on:click=ask>
                    {t(words::DISCARD)}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// What was said when it was tried to send it, else that nobody has tried.
fn why(one: &Unsent) -> String {
    let said = one.kept.as_ref().and_then(|kept| kept.why.clone());
    let otherwise = match (one.is_aside, one.kept.is_some() && one.kind.is_some()) {
        (true, _) => COPY,
        (false, true) => NOT_TRIED,
        (false, false) => UNREAD,
    };
    said.unwrap_or_else(|| otherwise.now().to_owned())
}

/// Sends what is new as the draft it was to be. What is a change of something goes by its page, which knows
/// what it was a change of.
fn send_button(one: &Unsent) -> Option<AnyView> {
    let kept = one
        .kept
        .clone()
        .filter(|kept| kept.is_new && !one.is_aside)?;
    let (kind, place, named) = (one.kind?, one.place(), name(one));
    let said = SEND_NAMED.with(&[("name", &named)]);
    let (session, toasts) = (session(), toasts());
    let busy = RwSignal::new(false);
    let send = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let draft = NewDocument {
            id: kept.id,
            fiscal_year: session.year.get_untracked(),
            body: kept.body.clone(),
            manual: None,
            case_id: None,
        };
        let (place, named) = (place.clone(), named.clone());
        spawn_local(async move {
            match api::documents::create(kind, &draft).await {
                Ok(_) => {
                    place.arrived(&draft.body);
                    let address = format!("{}/{}", list_address(kind), draft.id);
                    let said = SENT.with(&[("name", &named)]);
                    toasts.say_with_link(said, address, OPEN.now());
                }
                Err(failure) => {
                    toasts.refuse(failure.sentence());
                    place.refused(failure.sentence());
                }
            }
            busy.try_set(false);
        });
    };
    let button = view! {
        <button
            type="button"
            class="button"
            aria-label=said
            aria-disabled=move || busy.get().to_string()
            on:click=send
        >
            {t(SEND)}
        </button>
    };
    Some(button.into_any())
}

fn about(one: &Unsent) -> Option<(String, shared::Money)> {
    forms::about(one.kind?, &one.kept.as_ref()?.body)
}

fn name(one: &Unsent) -> String {
    one.kind.map_or(UNSENT.now(), Named::name).to_owned()
}

fn time(one: &Unsent) -> String {
    let at = one.kept.as_ref().map(|kept| kept.at as i64);
    let at = at.and_then(DateTime::from_timestamp_millis);
    at.map(moment).unwrap_or_default()
}

/// Where it is gone on with: on its own page, in the form.
fn way_back(one: &Unsent) -> Option<String> {
    let (kind, kept) = (one.kind?, one.kept.as_ref()?);
    if one.is_aside {
        return None;
    }
    let page = match kept.is_new {
        true => new_address(kind),
        false => format!("{}/{}", list_address(kind), kept.id),
    };
    Some(format!("{page}?{WANTED}={}.{}", kept.id, kept.beside))
}

/// All of it as a file, and back.
fn files(unsent: Signal<Vec<Unsent>>) -> AnyView {
    let (session, toasts) = (session(), toasts());
    let keep = move |_| {
        let day = session.today();
        save(&api::File {
            name: format!("{} {day}.json", FILE_NAME.now()),
            bytes: autosave::as_file(&session.storage_name()).into_bytes(),
        });
    };
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| input.get_untracked().iter().for_each(|input| input.click());
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen once more.
        input.set_value("");
        let Some(file) = file else {
            return;
        };
        spawn_local(async move {
            let text = JsFuture::from(file.unchecked_ref::<web_sys::Blob>().text()).await;
            let text = text.ok().and_then(|text| text.as_string());
            let person = session.storage_name();
            match text.and_then(|text| autosave::from_file(&person, &text)) {
                Some(n) => toasts.say(BACK_DONE.with(&[("n", &n.to_string())])),
                None => toasts.refuse(BACK_NOT.now()),
            }
        });
    };
    let some = Memo::new(move |_| unsent.with(|all| !all.is_empty()));
    let keep = move || {
        some.get().then(|| {
            view! { <button type="button" class="button" on:click=keep>{t(FILE)}</button> }
        })
    };
    view! {
        <div class="actions start">
            {keep}
            <button type="button" class="button" on:click=choose>{t(FILE_BACK)}</button>
            <input
                node_ref=input
                type="file"
                hidden
                accept="application/json"
                aria-label=t(FILE_BACK)
                on:change=chosen
            />
        </div>
    }
    .into_any()
}
