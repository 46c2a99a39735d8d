//! Amounts in words, written under every total.

use crate::amount::Amount;

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

/// The amount in words: 182,346.03 is หนึ่งแสนแปดหมื่นสองพันสามร้อยสี่สิบหกบาทสามสตางค์.
/// A negative amount starts with ลบ.
pub fn baht_text(amount: Amount) -> String {
    let absolute = amount.satang().unsigned_abs();
    let (baht, satang) = (absolute / 100, absolute % 100);
    let mut text = String::new();
    if amount.satang() < 0 {
        text.push_str("ลบ");
    }
    match (baht, satang) {
        (0, 0) => text.push_str("ศูนย์บาท"),
        (0, _) => {}
        _ => {
            read(baht, &mut text);
            text.push_str("บาท");
        }
    }
    if satang == 0 {
        text.push_str("ถ้วน");
    } else {
        read_group(satang, false, &mut text);
        text.push_str("สตางค์");
    }
    text
}

/// Reads a number above zero in groups of six digits joined by ล้าน.
fn read(number: u64, text: &mut String) {
    let millions = number / MILLION;
    if millions > 0 {
        read(millions, text);
        text.push_str("ล้าน");
    }
    read_group(number % MILLION, millions > 0, text);
}

/// Reads up to six digits. A final 1 is เอ็ด when any higher digit stands before it, also one
/// of a higher group: 1,000,001 is หนึ่งล้านเอ็ด.
fn read_group(group: u64, has_higher_group: bool, text: &mut String) {
    for (value, name) in PLACES {
        let digit = group / value % 10;
        let is_after_higher = has_higher_group || group >= 10;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amount: &str, words: &str) {
        let amount: Amount = amount.parse().unwrap();
        assert_eq!(baht_text(amount), words, "{amount}");
    }

    /// The table of forms-and-reports, section 1, row by row.
    #[test]
    fn the_table_of_the_conventions_holds() {
        check("0.00", "ศูนย์บาทถ้วน");
        check("0.25", "ยี่สิบห้าสตางค์");
        check("1.00", "หนึ่งบาทถ้วน");
        check("11.01", "สิบเอ็ดบาทหนึ่งสตางค์");
        check("21458.00", "สองหมื่นหนึ่งพันสี่ร้อยห้าสิบแปดบาทถ้วน");
        check("182346.03", "หนึ่งแสนแปดหมื่นสองพันสามร้อยสี่สิบหกบาทสามสตางค์");
        check("1000000.00", "หนึ่งล้านบาทถ้วน");
        check("14432802.40", "สิบสี่ล้านสี่แสนสามหมื่นสองพันแปดร้อยสองบาทสี่สิบสตางค์");
        check("101000001.21", "หนึ่งร้อยเอ็ดล้านเอ็ดบาทยี่สิบเอ็ดสตางค์");
    }

    #[test]
    fn a_final_one_after_a_higher_digit_is_et() {
        check("11.00", "สิบเอ็ดบาทถ้วน");
        check("21.00", "ยี่สิบเอ็ดบาทถ้วน");
        check("101.00", "หนึ่งร้อยเอ็ดบาทถ้วน");
        check("1001.00", "หนึ่งพันเอ็ดบาทถ้วน");
        check("1000001.00", "หนึ่งล้านเอ็ดบาทถ้วน");
        check("11000000.00", "สิบเอ็ดล้านบาทถ้วน");
        check("21000011.00", "ยี่สิบเอ็ดล้านสิบเอ็ดบาทถ้วน");
        check("100001.00", "หนึ่งแสนเอ็ดบาทถ้วน");
    }

    #[test]
    fn satang_count_on_their_own() {
        check("0.01", "หนึ่งสตางค์");
        check("0.10", "สิบสตางค์");
        check("0.11", "สิบเอ็ดสตางค์");
        check("0.21", "ยี่สิบเอ็ดสตางค์");
        check("100.01", "หนึ่งร้อยบาทหนึ่งสตางค์");
        check("20.20", "ยี่สิบบาทยี่สิบสตางค์");
    }

    #[test]
    fn millions_of_millions_repeat_the_word() {
        check("1000000000000.00", "หนึ่งล้านล้านบาทถ้วน");
        check("1000001000000.00", "หนึ่งล้านเอ็ดล้านบาทถ้วน");
        check("2000000000001.00", "สองล้านล้านเอ็ดบาทถ้วน");
        check("10000000.00", "สิบล้านบาทถ้วน");
        check(
            "999999.99",
            "เก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าบาทเก้าสิบเก้าสตางค์",
        );
    }

    #[test]
    fn a_negative_amount_says_so() {
        check("-21.01", "ลบยี่สิบเอ็ดบาทหนึ่งสตางค์");
        check("-0.50", "ลบห้าสิบสตางค์");
    }
}
