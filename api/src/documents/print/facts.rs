//! What forms need beside the document: whose it is, who signed, what ids are called.

use super::store::{Carried, ListedDocument};
use crate::platform::clock::bangkok_time;
use chrono::{DateTime, NaiveDate, Utc};
use export::paper::{
    ChainHead, ManualReference, Organisation, Paper, Signer, Status as PaperStatus,
};
use shared::claims::Register;
use shared::deputies::Acting;
use shared::document::{
    Action, DocumentBody, DocumentEvent, DocumentHeader, Series, Status, StepName,
};
use shared::ledger::{Entry, Voucher};
use shared::reporting::RecordHead;
use shared::text::AmountWords;
use shared::warning::Warning;
use shared::{DocumentId, Money};
use std::collections::HashMap;

/// Everything a form may need.
#[derive(Debug)]
pub struct PrintFacts {
    pub organisation: Organisation,
    /// What was done, oldest first.
    pub history: Vec<DocumentEvent>,
    /// What was booked, or would be.
    pub entries: Vec<Entry>,
    /// Names of what the body names, by id: departments, bank accounts, budget lines and their
    /// classifications; by code: revenue types.
    pub names: HashMap<String, String>,
    /// Documents this one takes, in order.
    pub taken: Vec<ListedDocument>,
    /// Documents that lines of its entries stem from, in the order of their ids.
    pub sources: Vec<ListedDocument>,
    /// The claim of another document by which this one is paid: a signed cheque or slip.
    pub carried: Option<Carried>,
    /// What was done with the document whose claim it draws on, oldest first: the report of a cheque.
    pub drawn_on: Vec<DocumentEvent>,
    /// What was done with the document that paid it, oldest first.
    pub paid_by: Vec<DocumentEvent>,
    /// What was free of the budget line before its entry, in baht; now, while it has none.
    pub budget_before: Option<Money>,
    /// What its kind warns of.
    pub warnings: Vec<Warning>,
    /// Names of the files attached.
    pub attachments: Vec<String>,
    /// How amounts are written in words.
    pub amount_words: AmountWords,
    pub now: DateTime<Utc>,
    /// Who prints.
    pub printed_by: String,
    /// Where the code of a moment is checked.
    pub witness_url: String,
    /// Where the code of a document's own paper is checked.
    pub paper_url: String,
    /// The last record that is about the document.
    pub last: Option<RecordHead>,
    /// Which copy is printed, from 1; none is not marked.
    pub copy: Option<u8>,
}

impl PrintFacts {
    /// The name of an id or code; the id itself where it has none.
    pub fn name(&self, key: impl ToString) -> String {
        let key = key.to_string();
        self.names.get(&key).cloned().unwrap_or(key)
    }

    /// Who took a step since the document was last sent back.
    pub fn signer(&self, step: StepName) -> Signer {
        signer_in(&self.history, step)
    }

    /// Who approved it. What draws on a document that was approved in its stead, and so skips that step
    /// (a cheque that was signed with its report), was approved by whoever approved that one.
    pub fn approver<B: DocumentBody>(&self, body: &B) -> Signer {
        let is_handed_in = !self.signer(StepName::Submit).name.is_empty();
        match body.skips(StepName::Approve) {
            true if is_handed_in => signer_in(&self.drawn_on, StepName::Approve),
            _ => self.signer(StepName::Approve),
        }
    }

    /// Who paid it: took the last step of the document by which it was paid.
    pub fn payer(&self) -> Signer {
        let mut steps = self.paid_by.iter().filter(|event| event.step.is_some());
        steps.next_back().map(signer_of).unwrap_or_default()
    }

    /// Head and foot: a draft until it is handed in, on its way while steps of its route are to come. Its
    /// code is that of the record which the document itself says, where it does; else of its own last one.
    pub fn paper(&self, header: &DocumentHeader, head: Option<&RecordHead>) -> Paper {
        let cancelled = self
            .history
            .iter()
            .rev()
            .find(|event| event.status == Status::Cancelled);
        let status = match (header.status, cancelled) {
            (Status::Cancelled, Some(event)) => PaperStatus::Cancelled {
                reason: event.comment.clone().unwrap_or_default(),
                by: event.person_name.clone(),
                on: bangkok_time(event.at).date(),
            },
            (Status::Draft, _) => PaperStatus::Draft,
            _ if header.next_step.is_some() => PaperStatus::UnderWay,
            _ => PaperStatus::Final,
        };
        let own = self
            .last
            .as_ref()
            .filter(|_| header.status != Status::Draft);
        let own = own.map(|head| (head, &self.paper_url));
        let head = head.map(|head| (head, &self.witness_url)).or(own);
        let head = head.map(|(head, place)| ChainHead {
            seq: u64::try_from(head.seq).unwrap_or_default(),
            hash: head.hash.clone(),
            short_code: head.short_code(),
            url: format!("{place}/{}", head.short_code()),
        });
        Paper {
            organisation: self.organisation.clone(),
            number: header.numbers.last().map(|number| number.text.clone()),
            date: header.day(),
            entered_on: Some(header.entered_on),
            status,
            copy_mark: self.copy.map(copy_mark),
            reprint: 0,
            head,
            printed_at: bangkok_time(self.now),
            printed_by: self.printed_by.clone(),
            has_thai_digits: false,
            amount_words: self.amount_words,
        }
    }

    /// The PV that paid it.
    pub fn paid(&self) -> Option<&Entry> {
        paid(&self.entries)
    }

    /// How a document moved money: the bank account, and the cheque or slip, as people call them.
    pub fn means(&self, document: DocumentId) -> Option<String> {
        let own = self.entries.iter().filter(|e| e.document_id == document);
        let lines: Vec<_> = own.flat_map(|entry| &entry.lines).collect();
        let banks = lines.iter().filter_map(|line| line.bank_account_id);
        let banks = banks.map(|id| self.name(id));
        let claims = lines
            .iter()
            .filter_map(|line| drawn(&line.account, line.reference_name.as_deref()?));
        let mut said: Vec<String> = banks.chain(claims).collect();
        said.dedup();
        Some(said.join(" ")).filter(|said| !said.is_empty())
    }

    /// The vouchers it was booked by or is about, mirrors among them, in their order.
    pub fn vouchers(&self) -> Vec<String> {
        let numbers = self
            .entries
            .iter()
            .filter_map(|entry| entry.voucher_no.clone());
        numbers.collect()
    }

    /// The day a step was taken.
    pub fn day(&self, step: StepName) -> Option<NaiveDate> {
        self.signer(step).signed_on
    }
}

/// The paper written by hand that a document stands for.
pub fn by_hand(header: &DocumentHeader) -> Option<ManualReference> {
    let manual = header.manual.as_ref()?;
    let number = match &manual.book {
        Some(book) => format!("{} เล่มที่ {book}", manual.number),
        None => manual.number.to_string(),
    };
    Some(ManualReference {
        number,
        date: manual.date,
    })
}

/// The PV among entries, mirrors and what they mirror apart.
pub(super) fn paid(entries: &[Entry]) -> Option<&Entry> {
    let is_mirrored = |entry: &Entry| entries.iter().any(|e| e.reverses == Some(entry.id));
    let mut paid = entries
        .iter()
        .filter(|entry| entry.voucher_type == Some(Voucher::Payment) && entry.reverses.is_none());
    paid.rfind(|entry| !is_mirrored(entry))
}

/// The number of a document in a series.
pub fn number(header: &DocumentHeader, series: Series) -> Option<String> {
    let found = header.numbers.iter().find(|number| number.series == series);
    found.map(|number| number.text.clone())
}

/// Who took a step since a document with this history was last sent back.
fn signer_in(history: &[DocumentEvent], step: StepName) -> Signer {
    let returned = |event: &DocumentEvent| event.action == Some(Action::Return);
    let since = history.iter().rposition(returned).map_or(0, |at| at + 1);
    let mut steps = history.iter().skip(since).rev();
    let signed = steps.find(|event| event.step == Some(step));
    signed.map(signer_of).unwrap_or_default()
}

/// How a copy is marked.
fn copy_mark(copy: u8) -> String {
    match copy {
        1 => "สำเนา".to_owned(),
        more => format!("สำเนาฉบับที่ {more}"),
    }
}

/// A cheque or slip as it is quoted: `เช็คเลขที่ 0012301`; none for other claims.
pub fn drawn(account: &str, label: &str) -> Option<String> {
    Register::drawn_as(account).map(|word| format!("{word}เลขที่ {label}"))
}

fn signer_of(event: &DocumentEvent) -> Signer {
    Signer {
        name: event.person_name.clone(),
        position: event.position.clone(),
        deputy_for: event.acting.as_ref().map(Acting::line),
        by_order: event.acting.as_ref().map(Acting::order),
        signed_on: Some(bangkok_time(event.at).date()),
    }
}
