//! One page for a document of any kind.

use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use shared::document::{DocumentEvent, DocumentHeader, Kind, Status};
use shared::permission::Operation;
use shared::{DocumentId, FiscalYear, ProblemCode};
use uuid::Uuid;

use super::actions::{PageState, REFUSAL};
use super::attachment_panel::{self, AttachmentPanel};
use super::autosave;
use super::both_versions::both_versions;
use super::entry_panel::EntryPanel;
use super::header_card::header_card;
use super::history_panel::history_panel;
use super::judging::{beside, judging};
use super::neighbours::neighbours;
use super::returning::note_document;
use super::steps::step_line;
use super::toolbar::{Toolbar, back_link};
use super::unsent;
use crate::api;
use crate::components::fields::{ErrorSummary, FormState};
use crate::components::focus::first_empty;
use crate::components::icon::{Icon, icon};
use crate::components::refusal::details;
use crate::components::states::{loading, refused};
use crate::components::table::moment;
use crate::components::title::page_title;
use crate::components::warnings::warnings_notice;
use crate::forms;
use crate::live::live;
use crate::reports::activity::{ACTIVITY_OF, way_to};
use crate::session::session;
use crate::text::{Named, document as words, general, t};

/// How often a document that others go on with is looked at again.
const LOOK_MILLISECONDS: u64 = 30_000;

/// Which document the address means. A draft that was just saved keeps its page although its
/// address changed from `new` to its id.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    kind: Kind,
    id: DocumentId,
    is_new: bool,
}

/// The route `/{kind}/{id}`, where id may be `new`.
#[component]
pub fn DocumentRoute() -> impl IntoView {
    let params = use_params_map();
    let adopted = StoredValue::new(None::<DocumentId>);
    let shown = Memo::new(move |before: Option<&Option<Shown>>| {
        let (path, id) = params.with(|params| {
            (
                params.get("kind").unwrap_or_default(),
                params.get("id").unwrap_or_default(),
            )
        });
        let kind = Kind::at(&path)?;
        let id = match id.as_str() {
            "new" => None,
            id => Some(id.parse::<DocumentId>().ok()?),
        };
        let same = before.copied().flatten();
        let same = same.filter(|before| before.kind == kind && adopted.get_value() == id);
        if let (Some(_), Some(same)) = (id, same) {
            return Some(same);
        }
        adopted.set_value(None);
        let fresh = || DocumentId(Uuid::now_v7());
        Some(Shown {
            kind,
            id: id.unwrap_or_else(fresh),
            is_new: id.is_none(),
        })
    });
    let navigate = use_navigate();
    let adopt = Callback::new(move |id: DocumentId| {
        adopted.set_value(Some(id));
        if let Some(Some(shown)) = shown.try_get_untracked() {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..Default::default()
            };
            navigate(
                &format!("{}/{id}", super::list_address(shown.kind)),
                options,
            );
        }
    });
    (move || match shown.get() {
        Some(shown) => view! { <DocumentPage shown=shown adopted=adopt/> }.into_any(),
        None => crate::components::states::not_found(),
    })
    .into_any()
}

/// The page of one document.
#[component]
fn DocumentPage(shown: Shown, adopted: Callback<DocumentId>) -> impl IntoView {
    let Shown { kind, id, is_new } = shown;
    let session = session();
    let header = RwSignal::new(None::<DocumentHeader>);
    let can_make = session.can_make(kind);
    // Fields are drawn anew when it changes, and only then.
    let editable: Signal<bool> = Memo::new(move |_| {
        let draft = header.with(|header| match header {
            Some(header) => header.status == Status::Draft,
            None => is_new,
        });
        draft && can_make
    })
    .into();
    let year: Signal<FiscalYear> = Signal::derive(move || {
        let stored = header.with(|header| header.as_ref().map(|header| header.fiscal_year));
        stored.unwrap_or_else(|| session.year.get())
    });
    let query = use_query_map().get_untracked();
    let editor = forms::open(kind, header, year, editable, is_new.then_some(&query));
    let form = FormState::new(editable);
    form.judged_by(editor.check);
    provide_context(form);
    let page = PageState::new(kind, id, header, editor, form, adopted);
    page.wanted.set_value(unsent::wanted(&query));
    keep_unsaved_work(page);
    look_again(page);
    if is_new {
        page.look_for_kept();
        let pattern = query
            .get("like")
            .and_then(|id| id.parse::<DocumentId>().ok());
        if let Some(pattern) = pattern.filter(|_| editor.is_pattern && can_make) {
            begin_like(page, pattern);
        }
    } else {
        note_document(id);
        page.load();
    }
    Effect::new(move |_| {
        let number = header.with(|header| header.as_ref().and_then(super::number_of));
        let title = format!("{} {}", kind.name(), number.unwrap_or_default());
        page_title(&title);
    });
    if is_new && !can_make {
        return crate::components::states::not_permitted(kind.to(Operation::Edit));
    }
    let ready = Memo::new(move |_| is_new || header.with(Option::is_some));
    let body = move || {
        if ready.get() {
            return contents(page);
        }
        match page.failure.get() {
            Some(failure) => refused(&failure, Some(Callback::new(move |()| page.load()))),
            None => loading(),
        }
    };
    let beside = (!is_new).then(|| neighbours(id));
    view! {
        <article class="document">
            <div class="ways">{back_link(kind)} {beside}</div>
            {body}
        </article>
    }
    .into_any()
}

/// Fills a new one as another was. What cannot be read is begun empty.
fn begin_like(page: PageState, pattern: DocumentId) {
    spawn_local(async move {
        let read = api::documents::read(page.kind, pattern).await;
        if page.is_gone() {
            return;
        }
        match read {
            Ok(document) => {
                page.editor.like.run(document.body);
                // Typing begins where the old one says nothing, once the fields are drawn.
                Timeout::new(0, first_empty).forget();
            }
            Err(failure) => page.failure.set(Some(failure)),
        }
    });
}

/// A document that others go on with shows where it stands: when something may be different, when the
/// window is come back to, and now and then. What is being written is left alone.
fn look_again(page: PageState) {
    let again = live().again;
    Effect::new(move |before: Option<u32>| {
        let now = again.get();
        if before.is_some_and(|before| before != now) {
            page.look_again();
        }
        now
    });
    let every = std::time::Duration::from_millis(LOOK_MILLISECONDS);
    let timer = set_interval_with_handle(move || page.look_again(), every);
    let seen = window_event_listener(ev::focus, move |_| page.look_again());
    on_cleanup(move || {
        seen.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

/// Every few seconds, and once more when the page is left.
fn keep_unsaved_work(page: PageState) {
    let every = std::time::Duration::from_millis(autosave::EVERY_MILLISECONDS);
    let timer = set_interval_with_handle(move || page.keep(), every);
    // Reloaded or closed, the page is not cleaned up.
    let hidden = window_event_listener(ev::Custom::<web_sys::Event>::new("pagehide"), move |_| {
        page.keep()
    });
    on_cleanup(move || {
        page.keep();
        hidden.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

fn contents(page: PageState) -> AnyView {
    let (kind, form) = (page.kind, page.form);
    let history = LocalResource::new(move || {
        page.changed.track();
        let is_new = page.is_new();
        let id = page.id.get_untracked();
        async move {
            if is_new {
                return Vec::new();
            }
            // Without its history a document can still be read.
            api::documents::history(kind, id).await.unwrap_or_default()
        }
    });
    Effect::new(move |_| {
        page.changed.track();
        if page.header.with_untracked(Option::is_some) {
            spawn_local(page.look_for_warnings());
        }
    });
    let events = move || history.get().unwrap_or_default();
    let steps = move || {
        page.header
            .with(|header| step_line(kind, header.as_ref(), &events()))
    };
    // Not the header itself: the panels would be built anew after every step.
    let is_new = Memo::new(move |_| page.is_new());
    let panels = move || match is_new.get() {
        true => view! { <p class="empty">{t(words::AFTER_FIRST_SAVE)}</p> }.into_any(),
        false => panels(page, Signal::derive(events)),
    };
    // What was pressed to be sent is what is sent.
    let sending = move || page.busy.get() == Some(words::SENDING);
    let begins = is_new.get_untracked().then_some("");
    let evidence = RwSignal::new(None);
    let judging = judging(page, Signal::derive(events), evidence);
    view! {
        {header_card(kind, page.header, page.editor.amount)}
        {steps}
        <Toolbar page=page/>
        {move || page.header.with(|header| why_returned(header.as_ref()?))}
        {move || is_new.get().then(|| wrong_year(kind))}
        {move || offer_of_kept(page)}
        {move || page.warnings.with(|warnings| warnings_notice(warnings))}
        {move || refusal(page)}
        <ErrorSummary form=form/>
        {judging}
        <div class="with-evidence">
            <form
                class="card form"
                data-begin=begins
                inert=sending
                on:submit=|event| event.prevent_default()
                on:focusout=move |event| form.left(&event_target::<web_sys::Element>(&event).id())
                novalidate
            >
                {page.editor.fields.run(())}
            </form>
            {beside(page, evidence)}
        </div>
        {panels}
    }
    .into_any()
}

/// What only a saved document has.
fn panels(page: PageState, events: Signal<Vec<DocumentEvent>>) -> AnyView {
    let (kind, id) = (page.kind, page.id.get_untracked());
    view! {
        <section class="card" aria-labelledby=attachment_panel::TITLE>
            <h2 id=attachment_panel::TITLE tabindex="-1">{t(words::FILES)}</h2>
            <AttachmentPanel page=page/>
        </section>
        <section class="card" aria-labelledby="entries-title">
            <h2 id="entries-title">{t(words::ENTRIES)}</h2>
            <EntryPanel kind=kind id=id changed=page.changed/>
        </section>
        <section class="card" aria-labelledby="history-title">
            <h2 id="history-title">{t(words::HISTORY)}</h2>
            {move || history_panel(kind, &events.get())}
            {way_to("about_id", id, ACTIVITY_OF)}
        </section>
    }
    .into_any()
}

/// Why it lies with its maker again: the first thing to read.
fn why_returned(header: &DocumentHeader) -> Option<AnyView> {
    let returned = header.returned.clone()?;
    let (person, at) = (returned.person_name, returned.at);
    let by = move || words::RETURNED_BY.with(&[("person", &person), ("time", &moment(at))]);
    let notice = view! {
        <div class="notice warn" role="status">
            {icon(Icon::Warning)}
            <div>
                <p><strong>{returned.reason}</strong></p>
                <p class="small">{by}</p>
            </div>
        </div>
    };
    Some(notice.into_any())
}

/// A new one cannot be of the year worked in: said before anything is typed, with the way out.
fn wrong_year(kind: Kind) -> Option<AnyView> {
    let session = session();
    let (year, today) = (session.year.get(), session.today());
    let may_be = |year: &FiscalYear| kind.spec().years.allow(*year, today);
    if may_be(&year) {
        return None;
    }
    let now = FiscalYear::of(today);
    let right = [now, FiscalYear(now.0 + 1)].into_iter().find(may_be)?;
    let text = move || {
        let (year, right) = (year.to_string(), right.to_string());
        words::WRONG_YEAR.with(&[("year", &year), ("kind", kind.name()), ("right", &right)])
    };
    let go = move || words::GO_TO_YEAR.with(&[("year", &right.to_string())]);
    let notice = view! {
        <div class="notice warn" role="status">
            {icon(Icon::Warning)}
            <p>{text}</p>
            <button type="button" class="button" on:click=move |_| session.year.set(right)>
                {go}
            </button>
        </div>
    };
    Some(notice.into_any())
}

/// What was typed earlier and never saved, each with the way back.
fn offer_of_kept(page: PageState) -> AnyView {
    let offers = page.found.get().into_iter().map(|kept| {
        let about = page.editor.about.run(kept.body.clone());
        let at = chrono::DateTime::from_timestamp_millis(kept.at as i64).unwrap_or_default();
        let text = move || {
            let (title, amount) = about.clone().unwrap_or_default();
            let values = [
                ("time", moment(at)),
                ("title", title),
                ("amount", amount.grouped()),
            ];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            match values {
                [_, (_, ""), _] => words::FOUND_DRAFT.with(&values),
                _ => words::FOUND_DRAFT_OF.with(&values),
            }
        };
        let kept = StoredValue::new(kept);
        view! {
            <div class="notice info" role="status">
                {icon(Icon::Info)}
                <p class="any-length">{text}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| page.restore(kept.get_value())
                >
                    {t(words::RESTORE)}
                </button>
                <button type="button" class="button" on:click=move |_| kept.with_value(|kept| page.discard(kept))>
                    {t(words::DISCARD)}
                </button>
            </div>
        }
    });
    offers.collect_view().into_any()
}

/// Why the last act did not succeed; field errors have their own summary.
fn refusal(page: PageState) -> AnyView {
    let Some(failure) = page.failure.get() else {
        return ().into_any();
    };
    if failure.is(ProblemCode::VERSION_CONFLICT) {
        return view! {
            <div class="notice bad" role="alert" id=REFUSAL tabindex="-1">
                {icon(Icon::Warning)}
                <div>
                    <p><strong>{t(words::CONFLICT_TITLE)}</strong></p>
                    <p>{t(words::CONFLICT_TEXT)}</p>
                    {both_versions(page)}
                    <button type="button" class="button" on:click=move |_| page.load()>
                        {t(words::LOAD_LATEST)}
                    </button>
                </div>
            </div>
        }
        .into_any();
    }
    let details = details(&failure);
    view! {
        <div class="notice bad" role="alert" id=REFUSAL tabindex="-1">
            {icon(Icon::Warning)}
            <div>
                <p><strong>{t(general::COULD_NOT_DO)}</strong></p>
                <p>{move || failure.sentence()}</p>
                {details}
            </div>
        </div>
    }
    .into_any()
}
