//! What the code on a signed paper leads to: does the record still hold what the paper witnesses? For
//! whoever holds it, without a log-in.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::reporting::{Witness, WitnessedPaper};

use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::states::{loading, not_found};
use crate::components::table::{day, moment};
use crate::identity::login_page::{entrance, wrong_notice};
use crate::text::{Named, Text, general, t, texts};

/// The first part of the address: of a document's own paper, and of a moment.
const PAPER_PATH: &str = "paper";
const WITNESS_PATH: &str = "witness";

texts! {
    TITLE = "ตรวจรหัสบนกระดาษ", "Check the code on a paper";
    TRUE = "ถูกต้อง", "True";
    FALSE = "ไม่ถูกต้อง", "Not true";
    TRUE_LONG =
        "บัญชีของหน่วยงานยังเป็นไปตามที่กระดาษแผ่นนี้เป็นพยาน ไม่มีรายการใดก่อนหน้านั้นถูกแก้ไขหรือหายไป",
        "The books still are what this paper witnesses: nothing before it was altered or lost.";
    FALSE_LONG =
        "บัญชีของหน่วยงานไม่ตรงกับรหัสนี้ โปรดตรวจว่าพิมพ์รหัสถูกต้อง แล้วแจ้งหัวหน้าหน่วยงานคลังและผู้ตรวจสอบ",
        "The books are not what this code says. See that it is typed rightly, then tell the finance head and the auditors.";
    TRUE_PAPER =
        "หน่วยงานมีเอกสารฉบับนี้จริง โปรดเทียบเลขที่ วันที่ และจำนวนเงินด้านล่างกับกระดาษในมือ",
        "The organisation has this document. Compare number, day and amount below with the paper in your hand.";
    FALSE_PAPER =
        "รหัสนี้ไม่ใช่รหัสของเอกสารใดของหน่วยงาน โปรดตรวจว่าพิมพ์รหัสถูกต้อง แล้วแจ้งหัวหน้าหน่วยงานคลังและผู้ตรวจสอบ",
        "This is the code of no document here. See that it is typed rightly, then tell the finance head and the auditors.";
    OUTDATED =
        "หน่วยงานมีเอกสารฉบับนี้จริง แต่ดำเนินการต่อหลังจากพิมพ์กระดาษแผ่นนี้ ด้านล่างเป็นข้อมูลของวันนี้",
        "The organisation has this document, but more was done with it since this was printed. Below is what stands today.";
    PAPER_AMOUNT = "จำนวนเงิน", "Amount";
    WHOSE = "หน่วยงาน", "Organisation";
    PAPER = "กระดาษ", "Paper";
    PAPER_NUMBER = "เลขที่", "Number";
    PAPER_DAY = "ของวันที่", "Of";
    PAPER_STATUS = "สถานะวันนี้", "Stands today";
    PAPER_TABLE = "ตารางหรือรายงานที่พิมพ์ในขณะนั้น", "A table or report printed at that moment";
    PAPER_REVIEW = "การทบทวนผู้ใช้งานรอบหกเดือน", "Six-monthly review of users";
    UP_TO = "เป็นพยานถึง", "Witness up to";
    CODE = "รหัส", "Code";
    SEALED = "อยู่ในรากที่ลงนามเมื่อ", "In the root signed on";
    ROOT = "ราก", "Root";
    KEY = "กุญแจที่ลงนาม", "Key that signed";
}

/// The page: `/witness/{organisation}/{code}`, of the code of a moment, or `/paper/…`, of that of a document's
/// own paper.
#[component]
pub fn WitnessPage() -> impl IntoView {
    let params = use_params_map();
    let named = move |name: &str| params.with(|all| all.get(name)).unwrap_or_default();
    let of = params
        .with_untracked(|all| all.get("of"))
        .unwrap_or_default();
    if ![PAPER_PATH, WITNESS_PATH].contains(&&*of) {
        return not_found();
    }
    let of_document = move || named("of") == PAPER_PATH;
    let asked = LocalResource::new(move || {
        let (of, entity, code) = (of_document(), named("entity"), named("code"));
        async move { api::reports::witness(of, &entity, &code).await }
    });
    let answer = move || match asked.get() {
        None => loading(),
        Some(Ok(witness)) => told(witness, named("code"), of_document()),
        Some(Err(failure)) => wrong_notice(failure.sentence()),
    };
    let content = view! { <h1 id="page-title" tabindex="-1">{t(TITLE)}</h1>{answer} };
    entrance(TITLE, content.into_any())
}

fn told(witness: Witness, code: String, of_document: bool) -> AnyView {
    let is_outdated = witness
        .paper
        .as_ref()
        .is_some_and(|paper| paper.is_outdated);
    let (class, drawing, word, long) = match (witness.matches, of_document) {
        (true, true) if is_outdated => ("notice warn", Icon::Warning, TRUE, OUTDATED),
        (true, true) => ("notice good", Icon::Check, TRUE, TRUE_PAPER),
        (true, false) => ("notice good", Icon::Check, TRUE, TRUE_LONG),
        (false, true) => ("notice bad", Icon::Warning, FALSE, FALSE_PAPER),
        (false, false) => ("notice bad", Icon::Warning, FALSE, FALSE_LONG),
    };
    let whose = witness
        .entity_name
        .map(|name| term(WHOSE, move || name.clone()));
    let which = witness.matches.then(|| paper(witness.paper));
    let at = witness.recorded_at;
    let up_to = at.map(|at| term(UP_TO, move || moment(at)));
    let sealed = witness.sealed.map(|proof| {
        let root = proof.root;
        let (at, hash, key) = (root.at, root.merkle_root, root.key);
        view! {
            {term(SEALED, move || moment(at))}
            {term(ROOT, move || hash.clone())}
            {term(KEY, move || key.clone())}
        }
    });
    view! {
        <div class=class role="status">
            {icon(drawing)}
            <p><strong>{t(word)}</strong>" "{t(long)}</p>
        </div>
        <dl class="terms told-terms">{whose}{which}{up_to}{term(CODE, move || code.clone())}{sealed}</dl>
    }
    .into_any()
}

/// Which paper it is that was signed with the code: kind, number, day, and where it stands today.
fn paper(paper: Option<WitnessedPaper>) -> AnyView {
    let Some(WitnessedPaper {
        kind,
        number,
        on,
        status,
        amount,
        ..
    }) = paper
    else {
        return term(PAPER, || PAPER_TABLE.now().to_owned());
    };
    let called = move || kind.map_or(PAPER_REVIEW.now(), Named::name).to_owned();
    let number = number.map(|number| term(PAPER_NUMBER, move || number.clone()));
    let status = kind.zip(status).map(|(kind, status)| {
        let standing = Text::of(kind.standing(status));
        term(PAPER_STATUS, move || standing.now().to_owned())
    });
    view! {
        {term(PAPER, called)}
        {number}
        {term(PAPER_DAY, move || day(on))}
        {amount.map(|amount| term(PAPER_AMOUNT, move || format!("{} {}", amount.grouped(), general::BAHT.now())))}
        {status}
    }
    .into_any()
}

fn term(name: Text, value: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    view! { <div class="term"><dt>{t(name)}</dt><dd>{value}</dd></div> }.into_any()
}
