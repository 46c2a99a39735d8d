//! Bodies that several tests vary; every kind has its own in `kinds/`.

use super::office::{Office, today};
use super::walk::Doc;
use serde_json::{Value, json};
use shared::PersonId;
use shared::document::Kind;
use shared::permission::Role;
use uuid::Uuid;

impl Office {
    /// A valid body of a kind, different every time. Openings need empty books, the others a
    /// furnished office.
    pub async fn body(&self, kind: Kind) -> Value {
        crate::kinds::body(kind, self).await
    }

    /// A text that carries the office's canary.
    pub fn text(&self, what: &str) -> String {
        format!("{what} {} {}", self.next(), self.canary)
    }

    /// An order by which somebody acts for the executive: its day, the first and the last it counts.
    pub fn order(&self, who: PersonId, [ordered_on, valid_from, valid_until]: [&str; 3]) -> Value {
        json!({
            "person_id": who, "kind": "acting", "role": "executive", "post_th": "นายก อบต.",
            "holder_id": self.member(Role::Executive).person, "order_no": "๑๒๓/๒๕๖๘",
            "ordered_on": ordered_on, "valid_from": valid_from, "valid_until": valid_until,
        })
    }

    /// A custodian acts for the executive, and is absent later: the ids of the order and the absence.
    pub async fn order_and_absence(&self) -> [Uuid; 2] {
        let mut custodians = self.members.iter();
        let who = custodians.rfind(|member| member.roles == [Role::CashCustodian]);
        let who = who.expect("a custodian").person;
        let order = self.order(who, ["2025-10-14", "2025-10-15", "2025-10-20"]);
        let absence =
            json!({ "person_id": who, "first_day": "2025-10-18", "last_day": "2025-10-19" });
        let head = self.as_role(Role::FinanceHead);
        let order = head.post("/deputies", &order).await.ok();
        let absence = head.post("/absences", &absence).await.ok();
        let id = |made: Value| made["id"].as_str().and_then(|id| id.parse().ok());
        [order, absence].map(|made| id(made).expect("an id"))
    }

    /// Money at hand, at both banks, and a guarantee held.
    pub fn opening_body(&self) -> Value {
        json!({
            "as_at": today(), "reserve": "1000.00",
            "lines": [
                { "account": "1101010101", "debit": "100000.00" },
                { "account": "1101030102", "bank_account_id": self.savings, "debit": "5000000.00" },
                { "account": "1101030101", "bank_account_id": self.current, "debit": "9000000.00" },
                { "account": "2112010101", "reference": "สัญญา 1", "credit": "50000.00" },
            ],
        })
    }

    /// An ordinance of lines given as id, work, expenditure type, baht.
    pub fn ordinance_body(&self, lines: &[(Uuid, &str, &str, &str)]) -> Value {
        let amount = |text: &str| text.parse::<shared::Money>().expect("an amount");
        let total: shared::Money = lines.iter().map(|line| amount(line.3)).sum();
        let rows = lines.iter().map(|(id, work, kind, amount)| {
            json!({
                "budget_line_id": id, "code": format!("L{:03}", self.next()), "fund": "bud",
                "work": work, "expenditure_type": kind, "department_id": self.departments[0],
                "name_th": self.text("รายการ"), "explanation": self.text("คำชี้แจง"),
                "amount": amount,
            })
        });
        json!({
            "ordinance_no": format!("{}/2568", self.next()), "approved_on": "2025-09-15",
            "total": total, "estimates": [{ "revenue_type": "412106", "amount": total }],
            "lines": rows.collect::<Vec<_>>(),
        })
    }

    /// A receipt for a fee, in cash or by cheque.
    pub fn receipt_body(&self, money_kind: &str, amount: &str) -> Value {
        let mut body = json!({
            "payer_id": self.public, "payer_name": self.text("ผู้ชำระ"), "money_kind": money_kind,
            "items": [{ "item_type": "revenue", "revenue_type": "412106", "amount": amount,
                        "description": self.text("ค่าธรรมเนียม") }],
        });
        if money_kind == "cheque" {
            body["cheque_bank"] = json!("ธนาคารสมมติ");
            body["cheque_no"] = json!(format!("{:07}", self.next()));
            body["cheque_date"] = json!(today());
        }
        body
    }

    /// Money straight to the savings account.
    pub fn bank_receipt_body(&self, amount: &str) -> Value {
        json!({
            "bank_account_id": self.savings, "payer_id": self.public,
            "notice_no": self.text("ใบแจ้งโอน"),
            "items": [{ "item_type": "revenue", "revenue_type": "412106", "amount": amount,
                        "description": self.text("รับโอน") }],
        })
    }

    /// A request on the office's own line.
    pub fn request_body(&self, amount: &str) -> Value {
        self.request_on(self.lines[0], amount)
    }

    /// A request on a line.
    pub fn request_on(&self, line: Uuid, amount: &str) -> Value {
        json!({
            "request_kind": "uncommitted", "department_id": self.departments[0],
            "budget_line_id": line, "payee_id": self.supplier, "purpose": self.text("ซื้อน้ำมัน"),
            "items": [{ "description": self.text("ดีเซล"), "amount": amount }],
        })
    }

    /// A request for an advance on the office's own line, of a new borrower.
    pub fn advance_body(&self, amount: &str) -> Value {
        json!({
            "department_id": self.departments[0], "budget_line_id": self.lines[0],
            "borrower_name": self.text("ผู้ยืม"), "purpose": self.text("ฝึกอบรม"),
            "amount": amount, "due_on": "2025-11-14",
        })
    }

    /// The clearing of a paid advance: what was spent, what comes back in money.
    pub fn clearing_body(&self, advance: &Doc, spent: &str, returned: &str) -> Value {
        json!({
            "department_id": advance.body["department_id"], "advance_id": advance.id,
            "vouchers": [{ "description": self.text("ค่าลงทะเบียน"), "amount": spent }],
            "returned": returned,
        })
    }

    /// A receipt of money that is left of an advance.
    pub fn advance_return_body(&self, advance: &Doc, amount: &str) -> Value {
        json!({
            "payer_name": advance.body["borrower_name"], "money_kind": "cash",
            "items": [{ "item_type": "advance_return", "advance_id": advance.id,
                        "amount": amount }],
        })
    }

    /// One cheque for these requests.
    pub fn cheque_report_body(&self, requests: &[shared::DocumentId], item: Uuid) -> Value {
        json!({ "items": [{
            "item_id": item, "requests": requests, "method": "cheque",
            "bank_account_id": self.current, "cheque_no": format!("{:07}", self.next()),
        }] })
    }

    /// A transfer that pays these requests.
    pub fn transfer_body(&self, requests: &[shared::DocumentId]) -> Value {
        json!({ "method": "transfer", "requests": requests, "bank_account_id": self.current })
    }

    /// The hand-over of a cheque.
    pub fn cheque_payment_body(&self, item: Uuid) -> Value {
        json!({ "method": "cheque", "cheque_item_id": item, "received_by": self.text("ผู้รับ") })
    }

    /// The report of today, with reasons for whatever differs.
    pub fn daily_report_body(&self) -> Value {
        json!({
            "report_date": today(), "counted_cash": [{ "value": "100.00", "count": 3 }],
            "difference_reason": self.text("เหตุผล"), "unremitted_reason": self.text("เหตุผล"),
        })
    }

    /// The voiding of a document.
    pub fn cancellation_body(&self, target: shared::DocumentId) -> Value {
        json!({ "target_id": target, "reason": self.text("ผิดพลาด") })
    }
}
