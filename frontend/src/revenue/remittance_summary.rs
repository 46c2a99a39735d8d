//! A summary: finance gathers received slips into one receipt voucher.

use leptos::prelude::*;
use shared::document::{Kind, Status};
use shared::revenue::RemittanceSummary;

use crate::components::fields::bound::bind;
use crate::documents::picker::{DocumentPicker, Source};
use crate::documents::{Desk, DocumentForm};
use crate::text::form as words;

const SLIPS: Source = Source {
    kind: Kind::RemittanceSlip,
    status: Status::Approved,
    label: words::SUMMARY_PICK,
    empty: (words::SUMMARY_NONE, words::SUMMARY_NONE_NEXT),
};

impl DocumentForm for RemittanceSummary {
    fn fields(desk: Desk<Self>) -> AnyView {
        view! {
            <DocumentPicker source=SLIPS bound=bind!(desk.draft, slips) preselect=true/>
        }
        .into_any()
    }
}
