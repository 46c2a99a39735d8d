//! Entities to practise in, ready for receipts and disbursement requests.

use crate::client::{Call, Client, PATIENCE};
use anyhow::{Context, Result, bail};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// Who works there, in the order of founding.
#[derive(Debug, Clone, Copy)]
pub enum Person {
    /// ผอ.กองคลัง
    FinanceHead,
    /// จนท.การเงิน
    FinanceOfficer,
    /// จนท.จัดเก็บรายได้
    RevenueOfficer,
    /// จนท.งบประมาณ
    BudgetOfficer,
    /// ปลัด
    ChiefAdministrator,
    /// นายก
    Executive,
    /// จนท.หน่วยงาน
    Clerk,
    /// หน.หน่วยงาน
    Head,
    /// จนท.จัดเก็บรายได้อีกคน
    OtherRevenueOfficer,
    /// จนท.การเงินอีกคน: whoever examined a request does not pay it.
    OtherFinanceOfficer,
}

const ROLES: [&str; 10] = [
    "finance_head",
    "finance_officer",
    "revenue_officer",
    "budget_officer",
    "chief_administrator",
    "executive",
    "department_clerk",
    "department_head",
    "revenue_officer",
    "finance_officer",
];

const YEAR: i64 = 2569;

/// A founded entity.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its place in the list of offices.
    pub index: usize,
    /// Its id.
    pub entity: Uuid,
    sessions: Vec<String>,
    department: Uuid,
    supplier: Uuid,
    bank_account: Uuid,
    line: Uuid,
}

/// What a writer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Drawn up and issued: one number.
    Receipt,
    /// The same, and cancelled: its number stays used.
    Spoiled,
    /// Drawn up, submitted, registered: two numbers and an entry in the journal.
    Request,
    /// The same along its whole route.
    Approved,
    /// Pays an approved request.
    Payment,
    /// Takes a payment back: its entry is mirrored, the request is there to be paid again.
    Cancellation,
}

impl Paper {
    /// Its place in addresses.
    fn path(self) -> &'static str {
        match self {
            Paper::Receipt | Paper::Spoiled => "receipts",
            Paper::Request | Paper::Approved => "disbursement-requests",
            Paper::Payment => "payments",
            Paper::Cancellation => "cancellations",
        }
    }

    /// What is done after drawing up, and who does each step, the drawing up included.
    fn steps(self) -> &'static [(&'static str, Person)] {
        match self {
            Paper::Receipt => &[
                ("", Person::RevenueOfficer),
                ("/submit", Person::RevenueOfficer),
            ],
            Paper::Spoiled => &[
                ("", Person::RevenueOfficer),
                ("/submit", Person::RevenueOfficer),
                ("/cancel", Person::RevenueOfficer),
            ],
            Paper::Request => &[
                ("", Person::Clerk),
                ("/submit", Person::Head),
                ("/examine", Person::FinanceOfficer),
            ],
            Paper::Approved => &[
                ("", Person::Clerk),
                ("/submit", Person::Head),
                ("/examine", Person::FinanceOfficer),
                ("/examine", Person::FinanceOfficer),
                ("/examine", Person::FinanceHead),
                ("/examine", Person::ChiefAdministrator),
                ("/approve", Person::Executive),
            ],
            Paper::Payment => &[
                ("", Person::OtherFinanceOfficer),
                ("/submit", Person::OtherFinanceOfficer),
                ("/examine", Person::FinanceHead),
                ("/examine", Person::ChiefAdministrator),
                ("/approve", Person::Executive),
                ("/post", Person::OtherFinanceOfficer),
            ],
            Paper::Cancellation => &[
                ("", Person::FinanceOfficer),
                ("/submit", Person::FinanceOfficer),
                ("/approve", Person::FinanceHead),
            ],
        }
    }
}

impl Office {
    /// Founds one and gives it an opening balance and a budget.
    pub async fn found(client: &Client, index: usize) -> Result<Office> {
        let ids: Vec<Uuid> = (0..4).map(|_| Uuid::now_v7()).collect();
        let &[department, supplier, bank_account, line] = ids.as_slice() else {
            bail!("no ids")
        };
        let people: Vec<Value> = ROLES
            .iter()
            .map(|role| {
                let limit = role.starts_with("department").then_some(department);
                json!({ "name_th": format!("บุคคลสมมติ {role}"), "position_th": role,
                        "roles": [{ "role": role, "department_id": limit }] })
            })
            .collect();
        let practice = json!({
            "entity_type": "sao", "name_th": format!("อบต.สมมติ {index}"), "today": "2025-10-01",
            "departments": [{ "id": department, "code": "01", "name_th": "สำนักปลัด" }],
            "parties": [{ "id": supplier, "code": "S1", "name_th": "ร้านสมมติ", "kind": "supplier",
                          "taxpayer_kind": "juristic", "vat_registered": true,
                          "bank": "KTB", "bank_account_no": "1234567890" }],
            "bank_accounts": [{ "id": bank_account, "code": "B1", "name_th": "ธนาคารสมมติ",
                                "bank": "KTB", "account": "1101030102" }],
            "people": people });
        let founded = post(client, "/practice/entities", "", &practice).await?;
        let sessions = founded["sessions"].as_array().context("no sessions")?;
        let office = Office {
            index,
            entity: serde_json::from_value(founded["entity_id"].clone())?,
            sessions: sessions
                .iter()
                .filter_map(|s| s.as_str().map(str::to_owned))
                .collect(),
            department,
            supplier,
            bank_account,
            line,
        };
        office.furnish(client).await?;
        Ok(office)
    }

    async fn furnish(&self, client: &Client) -> Result<()> {
        let amount = "900000000.00";
        let opening = json!({ "as_at": "2025-10-01", "reserve": "0.00", "lines": [{
            "account": "1101030102", "bank_account_id": self.bank_account, "debit": amount }] });
        let officers = [
            Person::FinanceOfficer,
            Person::FinanceOfficer,
            Person::FinanceHead,
        ];
        self.walk(
            client,
            "openings",
            opening,
            &officers,
            &["submit", "approve"],
        )
        .await?;
        let ordinance = json!({
            "ordinance_no": "1/2568", "approved_on": "2025-09-15", "total": amount,
            "estimates": [{ "revenue_type": "412106", "amount": amount }],
            "lines": [{ "budget_line_id": self.line, "code": "L01", "fund": "bud",
                        "work": "00111", "expenditure_type": "330800",
                        "department_id": self.department, "name_th": "น้ำมัน",
                        "explanation": "ค่าน้ำมัน", "amount": amount }] });
        let officers = [
            Person::BudgetOfficer,
            Person::BudgetOfficer,
            Person::ChiefAdministrator,
            Person::Executive,
        ];
        let actions = ["submit", "examine", "approve"];
        self.walk(client, "ordinances", ordinance, &officers, &actions)
            .await
    }

    /// Draws up a document and takes it along its route.
    async fn walk(
        &self,
        client: &Client,
        path: &str,
        body: Value,
        people: &[Person],
        actions: &[&str],
    ) -> Result<()> {
        let id = Uuid::now_v7();
        let new = json!({ "id": id, "fiscal_year": YEAR, "body": body });
        let mut people = people.iter().map(|person| self.session(*person));
        let maker = people.next().unwrap_or_default();
        let mut document = post(client, &format!("/{path}"), maker, &new).await?;
        for (action, session) in actions.iter().zip(people) {
            let request = json!({ "version": document["header"]["version"], "comment": null });
            let address = format!("/{path}/{id}/{action}");
            document = post(client, &address, session, &request).await?;
        }
        Ok(())
    }

    /// The session of a person.
    pub fn session(&self, person: Person) -> &str {
        self.sessions
            .get(person as usize)
            .map_or("", String::as_str)
    }

    fn body(&self, paper: Paper, target: Option<Uuid>, satang: u32) -> Value {
        let amount = format!("{}.{:02}", 1 + satang / 100, satang % 100);
        match paper {
            Paper::Receipt | Paper::Spoiled => json!({ "payer_name": format!("ผู้ชำระ {satang}"),
                "money_kind": "cash",
                "items": [{ "item_type": "revenue", "revenue_type": "412106",
                            "amount": amount }] }),
            Paper::Request | Paper::Approved => json!({ "request_kind": "uncommitted",
                "department_id": self.department, "budget_line_id": self.line,
                "payee_id": self.supplier, "purpose": "ค่าน้ำมัน", "withholding": "supply_hire",
                "items": [{ "description": "ดีเซล", "amount": amount }] }),
            Paper::Payment => json!({ "method": "transfer", "requests": [target],
                "bank_account_id": self.bank_account }),
            Paper::Cancellation => json!({ "target_id": target, "reason": "ผิดพลาด" }),
        }
    }

    /// The call that takes a paper from a version to the next; none when it is finished.
    pub fn call(&self, paper: Paper, document: Uuid, version: i64, satang: u32) -> Option<Call> {
        self.call_about(paper, (document, None), version, satang)
    }

    /// The same of a paper about another document: the one that it pays or takes back.
    pub fn call_about(
        &self,
        paper: Paper,
        (document, target): (Uuid, Option<Uuid>),
        version: i64,
        satang: u32,
    ) -> Option<Call> {
        let step = usize::try_from(version).ok()?;
        let (action, person) = *paper.steps().get(step)?;
        let kind = paper.path();
        let (path, body) = match step {
            0 => {
                let body = self.body(paper, target, satang);
                let new = json!({ "id": document, "fiscal_year": YEAR, "body": body });
                (format!("/{kind}"), new)
            }
            _ => (
                format!("/{kind}/{document}{action}"),
                json!({ "version": version, "comment": (action == "/cancel").then_some("ผิดพลาด") }),
            ),
        };
        Some(Call {
            key: Uuid::new_v4().to_string(),
            office: self.index,
            session: self.session(person).to_owned(),
            path,
            body: body.to_string(),
            kind: kind.to_owned(),
            document,
            about: target,
            version,
        })
    }
}

async fn post(client: &Client, path: &str, session: &str, body: &Value) -> Result<Value> {
    let body = body.to_string();
    let answer = client
        .request(Method::POST, path, session, Some(&body), None, PATIENCE)
        .await?;
    match answer.status {
        200..=299 => Ok(serde_json::from_slice(&answer.body)?),
        status => bail!("{path}: {status} {}", String::from_utf8_lossy(&answer.body)),
    }
}
