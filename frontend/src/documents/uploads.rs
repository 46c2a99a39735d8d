//! Files on their way to a document: looked at, then sent one after the other, also when the page is
//! left meanwhile.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsValue;
use shared::document::{Kind, NewAttachment, accept_file};
use shared::problem::FieldCode;
use shared::{AttachmentId, DocumentId};
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, FileReader};

use super::list_address;
use crate::api::{self, Failure};
use crate::components::toast::{Toasts, toasts};
use crate::text::{Named, document as words};

/// Enough of a file to tell its type.
const HEAD_BYTES: i32 = 16;

/// Why a file is not attached.
#[derive(Clone)]
pub enum Refusal {
    /// The file itself will not do.
    File(FieldCode),
    /// Another try may succeed.
    Call(Failure),
}

impl Refusal {
    /// What happened and what to do, in the language shown now.
    pub fn sentence(&self) -> String {
        match self {
            Refusal::File(code) => code.name().to_owned(),
            Refusal::Call(failure) => failure.sentence(),
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        let field = failure.problem().and_then(|problem| problem.errors.first());
        match field.map(|error| error.code) {
            Some(code) => Refusal::File(code),
            None => Refusal::Call(failure),
        }
    }
}

/// A file that is not attached yet.
#[derive(Clone)]
pub struct Waiting {
    /// The same however often it is sent, so that it is attached once.
    pub id: AttachmentId,
    /// As the browser gave it.
    pub file: File,
    /// Why it is still here.
    pub refusal: Option<Refusal>,
}

/// What waits, in the order of choosing.
#[derive(Clone, Copy)]
pub struct Uploads {
    kind: Kind,
    document: DocumentId,
    /// Not attached yet: on its way, waiting, or refused.
    pub waiting: RwSignal<Vec<Waiting>, LocalStorage>,
    /// The one on its way.
    pub sending: RwSignal<Option<AttachmentId>>,
    /// How many were attached since the first of them was chosen.
    pub done: RwSignal<usize>,
    /// Counts what was attached, so that the list is asked for again.
    pub changed: RwSignal<u32>,
    toasts: Toasts,
}

/// The uploads of every document that had any since somebody logged in. They belong to no page, so
/// that leaving one stops nothing and coming back shows how far they are.
#[derive(Clone, Copy)]
pub struct UploadQueues {
    all: StoredValue<Vec<Uploads>, LocalStorage>,
    owner: StoredValue<Owner>,
}

impl UploadQueues {
    /// None yet; lives as long as the owner it is made under, which ends with the session, and what
    /// waits then is forgotten. Closing the window asks first while something is on its way.
    pub fn new() -> UploadQueues {
        let queues = UploadQueues {
            all: StoredValue::new_local(Vec::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        let busy = |uploads: &Uploads| uploads.sending.with_untracked(Option::is_some);
        let asking = window_event_listener(ev::beforeunload, move |event| {
            if queues.all.with_value(|all| all.iter().any(busy)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || asking.remove());
        queues
    }

    /// Those of a document.
    pub fn of(self, kind: Kind, document: DocumentId) -> Uploads {
        let same = |uploads: &&Uploads| uploads.document == document;
        let known = self.all.with_value(|all| all.iter().find(same).copied());
        known.unwrap_or_else(|| {
            let owner = self.owner.get_value();
            let uploads = owner.with(|| Uploads::new(kind, document, toasts()));
            self.all.update_value(|all| all.push(uploads));
            uploads
        })
    }
}

impl Uploads {
    fn new(kind: Kind, document: DocumentId, toasts: Toasts) -> Uploads {
        Uploads {
            kind,
            document,
            waiting: RwSignal::new_local(Vec::new()),
            sending: RwSignal::new(None),
            done: RwSignal::new(0),
            changed: RwSignal::new(0),
            toasts,
        }
    }

    /// Takes what was chosen or dropped.
    pub fn add(self, files: &FileList) {
        let files = (0..files.length()).filter_map(|at| files.get(at));
        let new = files.map(|file| Waiting {
            id: AttachmentId(Uuid::now_v7()),
            file,
            refusal: None,
        });
        self.waiting.update(|all| all.extend(new));
        self.send();
    }

    /// Tries a refused one again.
    pub fn retry(self, id: AttachmentId) {
        self.refuse(id, None);
        self.send();
    }

    /// Takes one away: it is attached, or not wanted any more.
    pub fn forget(self, id: AttachmentId) {
        self.waiting.update(|all| all.retain(|one| one.id != id));
    }

    fn refuse(self, id: AttachmentId, refusal: Option<Refusal>) {
        self.waiting.update(|all| {
            if let Some(one) = all.iter_mut().find(|one| one.id == id) {
                one.refusal = refusal;
            }
        });
    }

    fn next(self) -> Option<Waiting> {
        let ready = |all: &Vec<Waiting>| all.iter().find(|one| one.refusal.is_none()).cloned();
        self.waiting.with_untracked(ready)
    }

    fn send(self) {
        if self.sending.get_untracked().is_some() {
            return;
        }
        self.done.set(0);
        spawn_local(async move {
            while let Some(next) = self.next() {
                self.sending.set(Some(next.id));
                let answer = attach(self.kind, self.document, &next).await;
                // The session has ended, and all this with it.
                if self.sending.is_disposed() {
                    return;
                }
                match answer {
                    Ok(()) => {
                        self.forget(next.id);
                        self.done.update(|count| *count += 1);
                        self.changed.update(|count| *count += 1);
                    }
                    Err(refusal) => self.refuse(next.id, Some(refusal)),
                }
            }
            self.sending.set(None);
            self.tell_elsewhere();
        });
    }

    /// Says how it ended to whoever is on another page by now.
    fn tell_elsewhere(self) {
        let address = format!("{}/{}", list_address(self.kind), self.document);
        if crate::address::here().starts_with(&address) {
            return;
        }
        let (done, left) = (
            self.done.get_untracked(),
            self.waiting.with_untracked(Vec::len),
        );
        let text = match left {
            0 => words::FILES_DONE.with(&[("n", &done.to_string())]),
            left => words::FILES_REFUSED.with(&[("n", &left.to_string())]),
        };
        self.toasts.say_with_link(text, address, self.kind.name());
    }
}

async fn attach(kind: Kind, document: DocumentId, waiting: &Waiting) -> Result<(), Refusal> {
    let file = &waiting.file;
    let unreadable = |_| Refusal::File(FieldCode::Malformed);
    let start = head(file).await.map_err(unreadable)?;
    accept_file(&start, file.size() as usize).map_err(Refusal::File)?;
    let new = NewAttachment {
        id: waiting.id,
        file_name: file.name(),
        content: base64(file).await.map_err(unreadable)?,
    };
    if let Some(wrong) = new.check().first() {
        return Err(Refusal::File(wrong.code));
    }
    api::documents::attach(kind, document, &new).await?;
    Ok(())
}

async fn head(file: &File) -> Result<Vec<u8>, JsValue> {
    let start = file.slice_with_i32_and_i32(0, HEAD_BYTES)?;
    let buffer = JsFuture::from(start.array_buffer()).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The browser encodes faster than we could, and needs no code of ours.
async fn base64(file: &File) -> Result<String, JsValue> {
    let reader = FileReader::new()?;
    let read = js_sys::Promise::new(&mut |done, failed| {
        reader.set_onload(Some(&done));
        reader.set_onerror(Some(&failed));
        if let Err(error) = reader.read_as_data_url(file) {
            // Nobody is left to tell when the promise itself does not work.
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(read).await?;
    // `data:TYPE;base64,CONTENT`; an empty file has no content.
    let address = reader.result()?.as_string().unwrap_or_default();
    let content = address.split_once(',').map(|(_, content)| content);
    Ok(content.unwrap_or_default().to_owned())
}
