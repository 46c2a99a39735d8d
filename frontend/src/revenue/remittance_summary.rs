//! A summary: finance gathers received slips into one receipt voucher.

use leptos::prelude::*;
use shared::document::{DocumentBody, Kind, Status};
use shared::revenue::RemittanceSummary;

use crate::api::Failure;
use crate::components::fields::bound::bind;
use crate::documents::picker::{DocumentPicker, Source};
use crate::documents::tiles::{Now, Tile};
use crate::documents::{Desk, DocumentForm};
use crate::text::{label, texts};

texts! {
    SUMMARY_WAITING = "ใบนำส่งที่ยังไม่สรุป", "Slips not summarised";
    SUMMARY_MAKE = "จัดทำใบสำคัญสรุป", "Make a summary";
    SUMMARY_NONE = "ไม่มีใบนำส่งที่รับแล้วรอสรุป", "No received slips wait for a summary.";
    SUMMARY_NONE_NEXT =
        "รับเงินตามใบนำส่งก่อน แล้วกลับมาสรุป", "Receive the slips first, then come back.";
}

const SLIPS: Source = Source {
    kinds: &[Kind::RemittanceSlip],
    status: Status::Approved,
    label: label!(RemittanceSummary, "slips"),
    empty: (SUMMARY_NONE, SUMMARY_NONE_NEXT),
};

impl DocumentForm for RemittanceSummary {
    async fn waiting(now: &Now) -> Result<Vec<Tile>, Failure> {
        let slips = now.free(
            Kind::RemittanceSlip,
            SUMMARY_WAITING,
            SUMMARY_MAKE,
            Self::KIND,
        );
        Ok(slips.await?.into_iter().collect())
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        view! {
            <DocumentPicker source=SLIPS bound=bind!(desk.draft, slips) preselect=true/>
        }
        .into_any()
    }
}
