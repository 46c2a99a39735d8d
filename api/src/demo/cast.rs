//! The made-up people of the demonstration.

use shared::permission::Role::{self, *};

/// One person of the demonstration.
pub struct Player {
    pub username: &'static str,
    /// Citizen number, made up; the first two digits are not given out.
    pub pid: &'static str,
    /// คำนำหน้า
    pub title: &'static str,
    pub given_name: &'static str,
    pub family_name: &'static str,
    /// ตำแหน่ง
    pub position: &'static str,
    /// Roles in the demonstration LAO, with the code of the department they are limited to.
    pub roles: &'static [(Role, Option<&'static str>)],
    /// False for people who log in for the first time, with ThaiD and a one-time code.
    pub has_password: bool,
    /// Holds the same post in the second LAO too.
    pub works_in_both: bool,
}

/// The password of everybody who has one; good for nothing but demonstration.
pub const PASSWORD: &str = "thung-tuayang-demo-42";

const fn player(
    username: &'static str,
    pid: &'static str,
    given_name: &'static str,
    position: &'static str,
    roles: &'static [(Role, Option<&'static str>)],
) -> Player {
    Player {
        username,
        pid,
        title: "คุณ",
        given_name,
        family_name: "สมมติ",
        position,
        roles,
        has_password: true,
        works_in_both: false,
    }
}

/// Everybody.
pub const CAST: &[Player] = &[
    Player {
        works_in_both: true,
        ..player(
            "head",
            "9900000000014",
            "คลัง",
            "ผู้อำนวยการกองคลัง",
            &[(FinanceHead, None)],
        )
    },
    player(
        "finance1",
        "9900000000022",
        "การเงินหนึ่ง",
        "เจ้าพนักงานการเงินและบัญชี",
        &[(FinanceOfficer, None)],
    ),
    player(
        "finance2",
        "9900000000031",
        "การเงินสอง",
        "นักวิชาการเงินและบัญชี",
        &[(FinanceOfficer, None)],
    ),
    player(
        "revenue",
        "9900000000049",
        "จัดเก็บ",
        "เจ้าพนักงานจัดเก็บรายได้",
        &[(RevenueOfficer, None)],
    ),
    player(
        "procurement",
        "9900000000057",
        "พัสดุ",
        "เจ้าพนักงานพัสดุ",
        &[(ProcurementOfficer, None)],
    ),
    player(
        "budget",
        "9900000000065",
        "งบประมาณ",
        "นักวิเคราะห์นโยบายและแผน",
        &[(BudgetOfficer, None)],
    ),
    player(
        "clerk",
        "9900000000073",
        "ธุรการ",
        "เจ้าพนักงานธุรการ สำนักปลัด",
        &[(DepartmentClerk, Some("01"))],
    ),
    player(
        "office",
        "9900000000081",
        "หัวหน้า",
        "หัวหน้าสำนักปลัด",
        &[(DepartmentHead, Some("01"))],
    ),
    player(
        "works",
        "9900000000090",
        "ช่าง",
        "ผู้อำนวยการกองช่าง",
        &[(DepartmentHead, Some("05")), (DepartmentClerk, Some("05"))],
    ),
    player(
        "palad",
        "9900000000103",
        "ปลัด",
        "ปลัดองค์การบริหารส่วนตำบล",
        &[(ChiefAdministrator, None)],
    ),
    player(
        "nayok",
        "9900000000111",
        "นายก",
        "นายกองค์การบริหารส่วนตำบล",
        &[(Executive, None)],
    ),
    player(
        "custodian1",
        "9900000000120",
        "กรรมการหนึ่ง",
        "กรรมการเก็บรักษาเงิน",
        &[(CashCustodian, None)],
    ),
    player(
        "custodian2",
        "9900000000138",
        "กรรมการสอง",
        "กรรมการเก็บรักษาเงิน",
        &[(CashCustodian, None)],
    ),
    player(
        "custodian3",
        "9900000000146",
        "กรรมการสาม",
        "กรรมการเก็บรักษาเงิน",
        &[(CashCustodian, None)],
    ),
    player(
        "auditor",
        "9900000000154",
        "ตรวจสอบ",
        "นักวิชาการตรวจสอบภายใน",
        &[(InternalAuditor, None)],
    ),
    player(
        "inspector",
        "9900000000162",
        "ผู้ตรวจ",
        "ผู้ตรวจสอบจากภายนอก",
        &[(StateAuditor, None)],
    ),
    Player {
        has_password: false,
        ..player(
            "newcomer",
            "9900000000171",
            "มาใหม่",
            "เจ้าพนักงานจัดเก็บรายได้",
            &[(RevenueOfficer, None)],
        )
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_citizen_number_has_its_check_digit_and_every_staff_role_a_player() {
        for player in CAST {
            assert!(shared::text::is_thai_id(player.pid), "{}", player.username);
        }
        for role in shared::permission::STAFF {
            let held = CAST
                .iter()
                .flat_map(|player| player.roles)
                .any(|(held, _)| held == role);
            assert!(held, "nobody plays {role}");
        }
    }
}
