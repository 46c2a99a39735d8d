//! Scans of the paper behind a document, the same for every kind.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::AttachmentId;
use shared::document::{Attachment, MEDIA_TYPES, Status};

use super::actions::PageState;
use super::uploads::{UploadQueues, Uploads, Waiting};
use crate::api::{self, Failure};
use crate::components::dialog::Dialog;
use crate::components::fields::focus;
use crate::components::icon::{Icon, icon};
use crate::components::states::{Answer, shown};
use crate::components::table::moment;
use crate::session::session;
use crate::text::{document as words, general, t};

/// The id of its heading.
pub const TITLE: &str = "attachments-title";

/// The panel of a saved document.
#[component]
pub fn AttachmentPanel(page: PageState) -> impl IntoView {
    let (kind, id) = (page.kind, page.id.get_untracked());
    let uploads = expect_context::<UploadQueues>().of(kind, id);
    let changed = uploads.changed;
    let files: Answer<Vec<Attachment>> = LocalResource::new(move || {
        changed.track();
        api::documents::attachments(kind, id)
    });
    let status = Memo::new(move |_| page.header.with(|one| one.as_ref().map(|one| one.status)));
    let may_make = session().can_make(kind);
    let may_add = Memo::new(move |_| may_make && status.get() != Some(Status::Cancelled));
    let may_withdraw = Memo::new(move |_| may_make && status.get() == Some(Status::Draft));
    let asked = RwSignal::new(None::<Attachment>);
    let list = move |files: Vec<Attachment>| {
        if files.is_empty() {
            return nothing(may_add.get());
        }
        let row = |file| row(page, file, may_withdraw, asked);
        view! { <ul class="attachments">{files.into_iter().map(row).collect_view()}</ul> }
            .into_any()
    };
    let over = RwSignal::new(false);
    let drag_over = move |event: ev::DragEvent| {
        if may_add.get_untracked() {
            event.prevent_default();
            over.set(true);
        }
    };
    let dropped = move |event: ev::DragEvent| {
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(files) = files.filter(|_| may_add.get_untracked()) {
            event.prevent_default();
            uploads.add(&files);
        }
    };
    view! {
        <div
            class="drop"
            class:over=move || over.get()
            on:dragover=drag_over
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            {shown(files, list)}
            {move || waiting(uploads)}
            {move || may_add.get().then(|| add_button(uploads))}
        </div>
        <Withdrawal page=page asked=asked changed=changed/>
    }
    .into_any()
}

fn nothing(may_add: bool) -> AnyView {
    let next = may_add.then(|| view! { <p>{t(words::FILES_EMPTY_NEXT)}</p> });
    view! { <div class="hint"><p>{t(words::FILES_EMPTY)}</p>{next}</div> }.into_any()
}

fn row(
    page: PageState,
    file: Attachment,
    may_withdraw: Memo<bool>,
    asked: RwSignal<Option<Attachment>>,
) -> AnyView {
    let address = api::documents::attachment_address(page.kind, page.id.get_untracked(), file.id);
    let name = file.name.clone();
    let saved_as = file.name.clone();
    let call = move || words::FILE_SAVE_NAMED.with(&[("name", &saved_as)]);
    let save = view! {
        <a class="small" href=address.clone() download=file.name.clone() aria-label=call>
            {t(words::FILE_SAVE)}
        </a>
    };
    let open = view! { <a href=address target="_blank" rel="noopener">{name}</a> };
    let (who, at) = (file.attached_by_name.clone(), file.attached_at);
    let about = format!("{} · {who} · ", size(i64::from(file.bytes)));
    let about = view! { <span class="small">{about}{move || moment(at)}</span> };
    if let Some(at) = file.withdrawn_at {
        let withdrawn = move || words::FILE_WITHDRAWN.with(&[("time", &moment(at))]);
        return view! {
            <li class="withdrawn">
                {icon(Icon::File)}
                <span class="file"><s>{open}</s>{about}" "{save}</span>
                <span class="small">{withdrawn}</span>
            </li>
        }
        .into_any();
    }
    let label = file.name.clone();
    let ask = StoredValue::new(file);
    let withdraw = move || {
        let label = label.clone();
        may_withdraw.get().then(|| {
            view! {
                <button
                    type="button"
                    class="plain link"
                    aria-label=move || words::FILE_WITHDRAW_NAMED.with(&[("name", &label)])
                    on:click=move |_| asked.set(Some(ask.get_value()))
                >
                    {t(words::FILE_WITHDRAW)}
                </button>
            }
        })
    };
    view! { <li>{icon(Icon::File)}<span class="file">{open}{about}" "{save}</span>{withdraw}</li> }
        .into_any()
}

/// What is not attached yet: one on its way, others behind it, refused ones with the reason.
fn waiting(uploads: Uploads) -> AnyView {
    let all = uploads.waiting.get();
    if all.is_empty() {
        return ().into_any();
    }
    let done = uploads.done.get();
    let left = all.iter().filter(|one| one.refusal.is_none()).count();
    let count = (left > 0).then(|| {
        let (at, of) = ((done + 1).to_string(), (done + left).to_string());
        words::FILES_SENDING.with(&[("n", &at), ("of", &of)])
    });
    let rows = all.into_iter().map(|one| waiting_row(uploads, one));
    view! {
        <ul class="attachments">{rows.collect_view()}</ul>
        <p class="hint" role="status">{count}</p>
    }
    .into_any()
}

fn waiting_row(uploads: Uploads, one: Waiting) -> AnyView {
    let id = one.id;
    let name = one.file.name();
    let Some(refusal) = one.refusal else {
        let sending = uploads.sending.get() == Some(id);
        let mark = match sending {
            true => view! { <span class="spinner"></span> }.into_any(),
            false => icon(Icon::Clock),
        };
        return view! { <li class="quiet">{mark}<span class="file">{name}</span></li> }.into_any();
    };
    let again = matches!(refusal, super::uploads::Refusal::Call(_)).then(|| {
        view! {
            <button type="button" class="plain link" on:click=move |_| uploads.retry(id)>
                {t(general::RETRY)}
            </button>
        }
    });
    view! {
        <li>
            {icon(Icon::Warning)}
            <span class="file" role="alert">
                {name}
                <span class="error">{move || refusal.sentence()}</span>
            </span>
            {again}
            <button
                type="button"
                class="plain"
                aria-label=t(general::DISMISS)
                on:click=move |_| uploads.forget(id)
            >
                {icon(Icon::Cross)}
            </button>
        </li>
    }
    .into_any()
}

fn add_button(uploads: Uploads) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(files) = input.files() {
            uploads.add(&files);
        }
        // The same file may be chosen once more.
        input.set_value("");
    };
    view! {
        <p class="add-attachments">
            <button type="button" class="button" on:click=choose>
                {icon(Icon::Plus)}
                {t(words::FILES_ADD)}
            </button>
            <span class="hint">{t(words::FILES_HINT)}</span>
        </p>
        <input
            node_ref=input
            type="file"
            multiple
            hidden
            accept=MEDIA_TYPES.join(",")
            aria-label=t(words::FILES_ADD)
            on:change=chosen
        />
    }
    .into_any()
}

/// Asks before a file is withdrawn.
#[component]
fn Withdrawal(
    page: PageState,
    asked: RwSignal<Option<Attachment>>,
    changed: RwSignal<u32>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move |_| {
        if asked.with(Option::is_some) {
            failure.set(None);
            open.set(true);
        }
    });
    // Closed by a button or by Esc: nothing is asked any more.
    Effect::new(move |_| {
        if !open.get() {
            asked.set(None);
        }
    });
    let withdraw = move |file: AttachmentId| {
        spawn_local(async move {
            let (kind, id) = (page.kind, page.id.get_untracked());
            let answer = api::documents::withdraw(kind, id, file).await;
            if open.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(_) => {
                    open.set(false);
                    changed.update(|count| *count += 1);
                    // The button that had the focus is gone.
                    focus(TITLE);
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    let wrong = move || failure.get().map(|failure| failure.sentence());
    let question = move || {
        asked.get().map(|file| {
            let consequence = words::FILE_WITHDRAW_ASK.with(&[("name", &file.name)]);
            view! {
                <p class="any-length">{consequence}</p>
                <p class="error" role="alert">{wrong}</p>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| open.set(false)>
                        {t(words::NOT_NOW)}
                    </button>
                    <button
                        type="button"
                        class="button danger"
                        on:click=move |_| withdraw(file.id)
                    >
                        {t(words::FILE_WITHDRAW)}
                    </button>
                </div>
            }
        })
    };
    view! {
        <Dialog open=open title=Signal::derive(move || words::FILE_WITHDRAW.now().to_owned())>
            {question}
        </Dialog>
    }
    .into_any()
}

/// The size of a file as people say it.
fn size(bytes: i64) -> String {
    const KILO: i64 = 1024;
    const MEGA: i64 = KILO * KILO;
    if bytes < MEGA {
        return format!("{} KB", (bytes + KILO - 1) / KILO);
    }
    let tenths = (bytes * 10 + MEGA / 2) / MEGA;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_people_say_them() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(1024), "1 KB");
        assert_eq!(size(300 * 1024 + 1), "301 KB");
        assert_eq!(size(1024 * 1024), "1.0 MB");
        assert_eq!(size(10 * 1024 * 1024), "10.0 MB");
        assert_eq!(size(2_050_000), "2.0 MB");
    }
}
