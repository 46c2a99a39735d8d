//! Asking that a document with effects be void.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::document::{DocumentHeader, Status};
use shared::ledger::Cancellation;

use crate::api;
use crate::components::fields::TextArea;
use crate::components::fields::bound::bind;
use crate::documents::{Desk, DocumentForm, address, nil_paths, reference, status_badge};
use crate::session::SessionState;
use crate::text::{general, label, t, texts};

texts! {
    CANCEL_DOCUMENT_NONE =
        "เปิดเอกสารที่ต้องการยกเลิก แล้วกด “ขอยกเลิก”", "Open the document and choose “Ask for cancellation”.";
    CANCEL_WILL =
        "เมื่ออนุมัติ ระบบจะกลับรายการบัญชีทั้งหมดของเอกสารนี้ และคืนเอกสารที่อยู่ในฉบับนี้ให้ว่าง", "On approval all its bookings are reversed and what it took becomes free.";
}

impl DocumentForm for Cancellation {
    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let target = Memo::new(move |_| draft.with(|body| body.target_id));
        let found = LocalResource::new(move || {
            let id = target.get();
            // Approved, it has changed where the other one stands.
            desk.header
                .with(|header| header.as_ref().map(|header| header.version));
            async move {
                if id.0.is_nil() {
                    return None;
                }
                api::documents::header(id).await.ok()
            }
        });
        let is_open = move || {
            let decided = |header: &DocumentHeader| {
                matches!(header.status, Status::Posted | Status::Cancelled)
            };
            desk.header
                .with(|header| !header.as_ref().is_some_and(decided))
        };
        let shown = move || match found.get().flatten() {
            None => view! { <p class="hint">{t(CANCEL_DOCUMENT_NONE)}</p> }.into_any(),
            Some(header) => {
                let party = header.party_name.clone();
                view! {
                    <p class="target">
                        <a href=address(&header)>{reference(&header)}</a>
                        " "
                        {status_badge(&header)}
                    </p>
                    <p>
                        {header.title.clone()}
                        {party.map(|party| view! { <span class="small">" · "{party}</span> })}
                    </p>
                    <p class="strong">{header.amount.grouped()}" "{t(general::BAHT)}</p>
                }
                .into_any()
            }
        };
        view! {
            <div class="field" id="f-target-id" tabindex="-1">
                <span class="label">{t(label!(Cancellation, "target_id"))}</span>
                {shown}
            </div>
            <TextArea
                label=label!(Cancellation, "reason")
                bound=bind!(draft, reason)
                required=true
                rows=3
            />
            {move || is_open().then(|| view! { <p class="notice info">{t(CANCEL_WILL)}</p> })}
        }
        .into_any()
    }

    fn unchosen(&self) -> Vec<String> {
        nil_paths(&[("target_id", self.target_id.0)])
    }

    fn begin(&mut self, query: &ParamsMap, _session: SessionState) {
        let document = query.get("document").and_then(|id| id.parse().ok());
        self.target_id = document.unwrap_or_default();
    }
}
