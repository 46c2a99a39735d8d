//! A slip: a collector hands the receipts to the treasury.

use leptos::prelude::*;
use shared::Money;
use shared::document::{DocumentBody, Kind, Status};
use shared::revenue::RemittanceSlip;

use crate::api::Failure;
use crate::components::fields::bound::bind;
use crate::components::fields::{Bound, MoneyField, TextArea};
use crate::documents::picker::{DocumentPicker, Source};
use crate::documents::tiles::{Now, Tile};
use crate::documents::{Desk, DocumentForm};
use crate::text::{label, texts};

texts! {
    SLIP_WAITING = "ใบเสร็จที่ยังไม่นำส่ง", "Receipts not remitted";
    SLIP_MAKE = "จัดทำใบนำส่งเงิน", "Make a remittance slip";
    SLIP_NONE = "ไม่มีใบเสร็จค้างนำส่ง", "No receipts wait to be remitted.";
    SLIP_NONE_NEXT =
        "ออกใบเสร็จก่อน แล้วกลับมาจัดทำใบนำส่ง",
        "Issue receipts first, then come back.";
    SLIP_COUNTED_HINT =
        "นับเงินจริงก่อน แล้วกรอกยอดที่นับได้ ถ้าต่างจากใบเสร็จต้องชี้แจง", "Count first, then enter what you counted. Explain a difference.";
}

const RECEIPTS: Source = Source {
    kinds: &[Kind::Receipt],
    status: Status::Approved,
    label: label!(RemittanceSlip, "receipts"),
    empty: (SLIP_NONE, SLIP_NONE_NEXT),
};

impl DocumentForm for RemittanceSlip {
    async fn waiting(now: &Now) -> Result<Vec<Tile>, Failure> {
        let receipts = now.free(Kind::Receipt, SLIP_WAITING, SLIP_MAKE, Self::KIND);
        Ok(receipts.await?.into_iter().collect())
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        // Said when it was received; a draft has none.
        let received = move || {
            draft.with(|body| body.counted.is_some()).then(|| {
                view! {
                    <div class="row">{counting(desk)}</div>
                }
            })
        };
        view! {
            <DocumentPicker source=RECEIPTS bound=bind!(draft, receipts) preselect=true/>
            {received}
        }
        .into_any()
    }

    fn asked(desk: Desk<Self>) -> AnyView {
        view! { <div class="stack">{counting(desk)}</div> }.into_any()
    }
}

/// What was counted, and why it differs.
fn counting(desk: Desk<RemittanceSlip>) -> AnyView {
    let draft = desk.draft;
    let counted = Bound::new(
        draft,
        "counted",
        |body: &RemittanceSlip| body.counted.unwrap_or(Money::ZERO),
        |body: &mut RemittanceSlip, value: Money| {
            body.counted = (!value.is_zero()).then_some(value);
        },
    );
    let hint = Signal::derive(|| SLIP_COUNTED_HINT.now().to_owned());
    view! {
        <MoneyField label=label!(RemittanceSlip, "counted") bound=counted hint=hint/>
        <TextArea
            label=label!(RemittanceSlip, "difference_reason")
            bound=bind!(draft, difference_reason).text()
        />
    }
    .into_any()
}
