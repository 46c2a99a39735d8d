//! Asking the browser, once and in plain words, to keep what was not sent until it is (ux E6). What it
//! does not promise to keep can be kept as a file.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::components::icon::{Icon, icon};
use crate::text::{Text, t, texts};

texts! {
    ASK_TITLE = "เก็บงานที่ยังไม่ส่งไว้ในเครื่องนี้", "Keep what is not sent on this computer";
    ASK =
        "งานที่พิมพ์แล้วยังไม่ส่งอยู่ในเบราว์เซอร์นี้เท่านั้น ให้เบราว์เซอร์เก็บไว้จนกว่าจะส่ง แม้พื้นที่เหลือน้อยหรือไม่",
        "What is not sent is in this browser alone. Shall it keep it until it is sent, also when room gets scarce?";
    ASK_SHARED =
        "หากใช้เครื่องร่วมกับผู้อื่นหรือใช้หน้าต่างส่วนตัว ไม่ควรเก็บไว้ ให้ส่งให้เสร็จก่อนเลิกใช้",
        "On a shared computer or in a private window better do not; send everything before you leave.";
    YES = "ให้เก็บไว้", "Keep it";
    NO = "ไม่เก็บ", "Do not keep it";
    GRANTED =
        "เบราว์เซอร์รับจะเก็บงานที่ยังไม่ส่งไว้จนกว่าจะส่ง",
        "The browser keeps what is not sent until it is.";
    DENIED =
        "เบราว์เซอร์นี้ไม่รับรองว่าจะเก็บงานที่ยังไม่ส่งไว้ โปรดส่งให้เสร็จ หรือเก็บสำเนาเป็นไฟล์ในหน้านี้",
        "This browser does not promise to keep what is not sent. Send it, or keep a copy as a file on this page.";
    DENIED_LINK = "งานที่ยังไม่ส่ง", "What is not sent";
}

/// Whether somebody was asked, and what came of it.
const STORED: &str = "laas.lasting";

/// What the browser promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// Nobody was asked.
    Unasked,
    /// It keeps what there is.
    Granted,
    /// It may throw it away.
    Denied,
}

impl Lasting {
    /// As it was answered here.
    pub fn of_this_browser() -> Lasting {
        match LocalStorage::get::<String>(STORED).as_deref() {
            Ok("granted") => Lasting::Granted,
            Ok(_) => Lasting::Denied,
            Err(_) => Lasting::Unasked,
        }
    }

    fn note(self) {
        let said = match self {
            Lasting::Granted => "granted",
            _ => "denied",
        };
        // Without storage there is nothing to keep either.
        let _ = LocalStorage::set(STORED, said);
    }
}

/// Asks the browser; false where it does not, or cannot.
async fn persists() -> bool {
    let asked = window().navigator().storage().persist();
    let Ok(asked) = asked else { return false };
    let answer = JsFuture::from(asked).await;
    answer.is_ok_and(|kept| kept.as_bool() == Some(true))
}

/// The question, for whoever has something to keep, where nobody was asked yet.
pub fn question() -> AnyView {
    let known = Lasting::of_this_browser();
    let now = RwSignal::new(known);
    let is_asked = Memo::new(move |_| now.get() == Lasting::Unasked);
    let answer = move |keeps: bool| {
        spawn_local(async move {
            let given = match keeps && persists().await {
                true => Lasting::Granted,
                false => Lasting::Denied,
            };
            given.note();
            now.try_set(given);
        });
    };
    let asked = move || {
        is_asked.get().then(|| {
            view! {
                <section class="notice info lasting" aria-label=t(ASK_TITLE)>
                    {icon(Icon::Info)}
                    <div>
                        <p><strong>{t(ASK)}</strong></p>
                        <p>{t(ASK_SHARED)}</p>
                        <div class="actions start">
                            <button type="button" class="button primary" on:click=move |_| answer(true)>
                                {t(YES)}
                            </button>
                            <button type="button" class="button" on:click=move |_| answer(false)>
                                {t(NO)}
                            </button>
                        </div>
                    </div>
                </section>
            }
        })
    };
    // What the browser answered is said where it was asked.
    let told = move || {
        (known == Lasting::Unasked)
            .then(|| said(now.get(), true))
            .flatten()
    };
    view! { {asked}{told} }.into_any()
}

/// What the browser promises, on the page of what was not sent.
pub fn promise() -> AnyView {
    said(Lasting::of_this_browser(), false).into_any()
}

fn said(of: Lasting, with_link: bool) -> Option<AnyView> {
    let (class, drawing, text): (_, _, Text) = match of {
        Lasting::Unasked => return None,
        Lasting::Granted => ("notice good lasting", Icon::Check, GRANTED),
        Lasting::Denied => ("notice warn lasting", Icon::Warning, DENIED),
    };
    let link = (with_link && of == Lasting::Denied).then(|| {
        view! { " " <a href=crate::documents::unsent::ADDRESS>{t(DENIED_LINK)}</a> }
    });
    let notice = view! {
        <div class=class role="status">{icon(drawing)}<p>{t(text)}{link}</p></div>
    };
    Some(notice.into_any())
}
