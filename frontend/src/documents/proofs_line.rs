//! The foot of the first page: when the books and their backup were last proved, and the books
//! themselves, to be kept.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::permission::{Operation, Resource};
use shared::proofs::Proof;

use crate::api;
use crate::components::badge::{Tone, badge};
use crate::components::icon::{Icon, icon};
use crate::components::table::moment;
use crate::components::take_home::save;
use crate::components::toast::toasts;
use crate::components::works::works;
use crate::session::session;
use crate::text::{Text, t, texts};

texts! {
    VERIFIED = "ตรวจบัญชีกับบันทึกแล้ว {time}", "Books compared with their record {time}";
    DRILLED = "ซ้อมกู้คืนสำเนาสำรองแล้ว {time}", "Backup restored and proved {time}";
    VERIFIED_NEVER = "ยังไม่เคยตรวจบัญชีกับบันทึก", "Books not yet compared with their record";
    DRILLED_NEVER = "ยังไม่เคยซ้อมกู้คืนสำเนาสำรอง", "Backup not yet proved";
    KEEP = "ดาวน์โหลดสมุดบัญชีทั้งหมด (ZIP)", "Download all books (ZIP)";
    KEEPING = "จัดทำสมุดบัญชีทั้งหมด", "Making all books";
    INTACT = "ครบถ้วน", "Intact";
    LATE = "เกินกำหนด 1 วัน โปรดแจ้งผู้ดูแลระบบ", "More than a day ago; tell the operator";
    DAMAGED = "ไม่ผ่าน โปรดแจ้งผู้ดูแลระบบ", "Failed; tell the operator";
}

/// The two lines, nothing until they are known; the books for those who may read the record.
pub fn proofs_line() -> AnyView {
    let proofs = LocalResource::new(api::reports::proofs);
    let shown = move || {
        let proofs = proofs.get()?.ok()?;
        let verified = line(proofs.verified, VERIFIED, VERIFIED_NEVER);
        let drilled = line(proofs.drilled, DRILLED, DRILLED_NEVER);
        Some(view! { {verified}{drilled} })
    };
    let may_keep = session().can(Resource::Record.to(Operation::Read));
    // All the books at once are for whoever has just proved who that is.
    let (works, toasts) = (works(), toasts());
    let fetch = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        spawn_local(async move {
            if !api::identity::is_proved().await {
                return;
            }
            let going = works.begin(KEEPING.now().to_owned());
            match api::file(api::reports::BUNDLE).await {
                Ok(books) => {
                    save(&books);
                    going.done();
                }
                Err(failure) => toasts.refuse(failure.sentence()),
            }
        });
    };
    let keep = may_keep.then(|| {
        view! {
            <li>
                <a
                    class="button small"
                    href=api::reports::bundle_address()
                    download=""
                    on:click=fetch
                >
                    {icon(Icon::Book)}
                    {t(KEEP)}
                </a>
            </li>
        }
    });
    view! { <ul class="proofs small">{shown}{keep}</ul> }.into_any()
}

fn line(proof: Option<Proof>, done: Text, never: Text) -> AnyView {
    let Some(proof) = proof else {
        return view! { <li>{t(never)}</li> }.into_any();
    };
    let at = proof.at;
    let text = move || done.with(&[("time", &moment(at))]);
    let (tone, drawing, word) = match (proof.is_intact, proof.is_late) {
        (false, _) => (Tone::Bad, Icon::Warning, DAMAGED),
        (true, true) => (Tone::Waiting, Icon::Clock, LATE),
        (true, false) => (Tone::Good, Icon::Check, INTACT),
    };
    view! { <li>{text}" "{badge(tone, drawing, move || word.now())}</li> }.into_any()
}
