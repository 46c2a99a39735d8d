//! What a page shows, to take home: as a workbook and as paper, all of it or the page that is seen.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::icon::{Icon, icon};
use super::works::{Works, works};
use crate::api::{self, Failure};
use crate::identity::login_page::wrong_notice;
use crate::text::{Text, t, texts};

texts! {
    TAKE = "นำออกเป็นไฟล์", "Take home";
    EXCEL = "Excel", "Excel";
    PDF = "PDF", "PDF";
    EXCEL_ALL = "Excel ทั้งหมด", "Excel, all of it";
    EXCEL_PAGE = "Excel เฉพาะหน้านี้", "Excel, this page";
    PDF_ALL = "PDF ทั้งหมด", "PDF, all of it";
    PDF_PAGE = "PDF เฉพาะหน้านี้", "PDF, this page";
    MAKING = "กำลังจัดทำไฟล์…", "The file is being made…";
    MAKING_NAME = "จัดทำไฟล์", "Making a file";
}

const SHEET: &str = "spreadsheet";
const PRINT: &str = "print";

/// One file: what its button is called, its place below the address of the table, all rows or a page.
type File = (Text, &'static str, bool);

/// The buttons of a table that has no pages. `address` says where a file is, by its ending.
pub fn take_home(address: impl Fn(&str) -> String + Send + Sync + 'static) -> AnyView {
    let making = Making::new(move |ending, _| address(ending));
    let all: [File; 2] = [(EXCEL, SHEET, true), (PDF, PRINT, true)];
    view! {
        <div class="take-home" role="group" aria-label=t(TAKE)>
            {all.map(|file| making.button(file)).collect_view()}
            {making.state()}
        </div>
    }
    .into_any()
}

/// The same of a table with pages; `address` is told whether all rows are wanted.
pub fn take_home_pages(address: impl Fn(&str, bool) -> String + Send + Sync + 'static) -> AnyView {
    let making = Making::new(address);
    let all: [File; 4] = [
        (EXCEL_ALL, SHEET, true),
        (EXCEL_PAGE, SHEET, false),
        (PDF_ALL, PRINT, true),
        (PDF_PAGE, PRINT, false),
    ];
    let details = NodeRef::<html::Details>::new();
    let close = move |_| {
        if let Some(details) = details.get_untracked() {
            // Only fails for an attribute that cannot be.
            let _ = details.remove_attribute("open");
        }
    };
    view! {
        <div class="take-home">
            <details node_ref=details>
                <summary class="button">{icon(Icon::File)}{t(TAKE)}</summary>
                <div class="take-home-list" on:click=close>
                    {all.map(|file| making.button(file)).collect_view()}
                </div>
            </details>
            {making.state()}
        </div>
    }
    .into_any()
}

/// A button for one file at an address, called so.
pub fn take_file(name: Text, drawing: Icon, address: String) -> AnyView {
    let making = Making::new(move |_, _| address.clone());
    view! {
        <div class="take-home">
            <button
                type="button"
                class="button"
                data-file=PRINT
                aria-disabled=move || making.busy.get().then_some("true")
                on:click=move |_| making.make(PRINT, true)
            >
                {icon(drawing)}
                {t(name)}
            </button>
            {making.state()}
        </div>
    }
    .into_any()
}

/// The parameter `page` of such a file, where the address of the page has this.
pub fn page_of_file(whole: bool, page: &str) -> String {
    match (whole, page) {
        (true, _) => String::new(),
        (false, "") => "1".to_owned(),
        (false, page) => page.to_owned(),
    }
}

#[derive(Clone, Copy)]
struct Making {
    address: StoredValue<Box<dyn Fn(&str, bool) -> String + Send + Sync>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    works: Works,
}

impl Making {
    fn new(address: impl Fn(&str, bool) -> String + Send + Sync + 'static) -> Making {
        Making {
            address: StoredValue::new(Box::new(address)),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            works: works(),
        }
    }

    fn button(self, (name, ending, whole): File) -> AnyView {
        view! {
            <button
                type="button"
                class="button"
                data-file=ending
                aria-disabled=move || self.busy.get().then_some("true")
                on:click=move |_| self.make(ending, whole)
            >
                {t(name)}
            </button>
        }
        .into_any()
    }

    fn state(self) -> AnyView {
        (move || match self.failure.get() {
            _ if self.busy.get() => view! { <span role="status">{t(MAKING)}</span> }.into_any(),
            Some(failure) => wrong_notice(failure.sentence()),
            None => ().into_any(),
        })
        .into_any()
    }

    fn make(self, ending: &'static str, whole: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let address = self.address.with_value(|address| address(ending, whole));
        let going = self.works.begin(MAKING_NAME.now().to_owned());
        spawn_local(async move {
            let made = api::file(&address).await;
            // The page may be gone meanwhile; the file was asked for all the same.
            self.busy.try_set(false);
            match made {
                Ok(file) => {
                    save(&file);
                    going.done();
                }
                Err(failure) => {
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }
}

/// Lets the browser keep a file under its name.
pub fn save(file: &api::File) {
    let bytes = js_sys::Uint8Array::from(file.bytes.as_slice());
    let blob = web_sys::Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&bytes));
    let address = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob));
    let link = document().create_element("a");
    if let (Ok(address), Ok(link)) = (address, link) {
        // Neither can be refused for such a link.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", &file.name);
        if let Some(link) = link.dyn_ref::<web_sys::HtmlElement>() {
            link.click();
        }
        let _ = web_sys::Url::revoke_object_url(&address);
    }
}
