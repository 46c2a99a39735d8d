//! Amounts in words, as they stand under every total and beside great amounts while they are typed.

const DIGITS: [&str; 10] = [
    "ศูนย์",
    "หนึ่ง",
    "สอง",
    "สาม",
    "สี่",
    "ห้า",
    "หก",
    "เจ็ด",
    "แปด",
    "เก้า",
];

/// Value and name of the places of a group of six digits, highest first.
const PLACES: [(u64, &str); 6] = [
    (100_000, "แสน"),
    (10_000, "หมื่น"),
    (1_000, "พัน"),
    (100, "ร้อย"),
    (10, "สิบ"),
    (1, ""),
];

const MILLION: u64 = 1_000_000;

crate::codes! {
    /// When a final one is called เอ็ด in amounts in words: a setting of the organisation.
    pub enum AmountWords {
        /// After any higher digit, also one of a higher group: 101 is หนึ่งร้อยเอ็ด.
        RoyalSociety = "royal_society" ("เอ็ดเมื่อมีหลักใดอยู่ข้างหน้า", "Et after any higher digit"),
        /// After tens alone: 101 is หนึ่งร้อยหนึ่ง.
        AfterTens = "after_tens" ("เอ็ดเมื่อมีหลักสิบอยู่ข้างหน้า", "Et after tens alone"),
    }
}

/// As the Royal Society answered (interop.md D4).
impl Default for AmountWords {
    fn default() -> AmountWords {
        AmountWords::RoyalSociety
    }
}

/// An amount of satang in words: 182,346.03 baht are
/// หนึ่งแสนแปดหมื่นสองพันสามร้อยสี่สิบหกบาทสามสตางค์. A negative amount starts with ลบ
/// (forms-and-reports, section 1).
pub fn baht_text(satang: i64, style: AmountWords) -> String {
    let absolute = satang.unsigned_abs();
    let is_negative = satang < 0;
    let (baht, satang) = (absolute / 100, absolute % 100);
    let mut text = String::new();
    if is_negative {
        text.push_str("ลบ");
    }
    match (baht, satang) {
        (0, 0) => text.push_str("ศูนย์บาท"),
        (0, _) => {}
        _ => {
            read(baht, style, &mut text);
            text.push_str("บาท");
        }
    }
    if satang == 0 {
        text.push_str("ถ้วน");
    } else {
        read_group(satang, false, style, &mut text);
        text.push_str("สตางค์");
    }
    text
}

/// Reads a number above zero in groups of six digits joined by ล้าน.
fn read(number: u64, style: AmountWords, text: &mut String) {
    let millions = number / MILLION;
    if millions > 0 {
        read(millions, style, text);
        text.push_str("ล้าน");
    }
    read_group(number % MILLION, millions > 0, style, text);
}

/// Reads up to six digits. A final 1 is เอ็ด when any higher digit stands before it, also one
/// of a higher group: 1,000,001 is หนึ่งล้านเอ็ด; in the other style when it stands after tens.
fn read_group(group: u64, has_higher_group: bool, style: AmountWords, text: &mut String) {
    for (value, name) in PLACES {
        let digit = group / value % 10;
        let is_after_higher = match style {
            AmountWords::RoyalSociety => has_higher_group || group >= 10,
            AmountWords::AfterTens => group % 100 >= 10,
        };
        match (digit, value) {
            (0, _) => continue,
            (1, 1) if is_after_higher => text.push_str("เอ็ด"),
            (1, 10) => {}
            (2, 10) => text.push_str("ยี่"),
            // A digit is below ten, so it always has a name.
            _ => text.push_str(DIGITS.get(digit as usize).copied().unwrap_or_default()),
        }
        text.push_str(name);
    }
}
