//! Amounts in words, written under every total.

use crate::amount::Amount;
use shared::text::AmountWords;

/// The amount in words of a style, as the screens say it.
pub fn baht_text(amount: Amount, style: AmountWords) -> String {
    shared::text::baht_text(amount.satang(), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amount: &str, words: &str) {
        check_in(AmountWords::RoyalSociety, amount, words);
    }

    #[track_caller]
    fn check_in(style: AmountWords, amount: &str, words: &str) {
        let amount: Amount = amount.parse().unwrap();
        assert_eq!(baht_text(amount, style), words, "{amount}");
    }

    /// The vectors of interop.md D4.
    #[test]
    fn the_answer_of_the_royal_society_holds() {
        check("101.00", "หนึ่งร้อยเอ็ดบาทถ้วน");
        check("2501.00", "สองพันห้าร้อยเอ็ดบาทถ้วน");
        check("101000000.00", "หนึ่งร้อยเอ็ดล้านบาทถ้วน");
        check("0.01", "หนึ่งสตางค์");
        check("11111.00", "หนึ่งหมื่นหนึ่งพันหนึ่งร้อยสิบเอ็ดบาทถ้วน");
        check("10034567.00", "สิบล้านสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทถ้วน");
        check("1.50", "หนึ่งบาทห้าสิบสตางค์");
        check("1000000.00", "หนึ่งล้านบาทถ้วน");
    }

    #[test]
    fn in_the_other_style_a_final_one_is_et_after_tens_alone() {
        let check = |amount, words| check_in(AmountWords::AfterTens, amount, words);
        check("1.00", "หนึ่งบาทถ้วน");
        check("11.11", "สิบเอ็ดบาทสิบเอ็ดสตางค์");
        check("21.01", "ยี่สิบเอ็ดบาทหนึ่งสตางค์");
        check("101.00", "หนึ่งร้อยหนึ่งบาทถ้วน");
        check("2501.00", "สองพันห้าร้อยหนึ่งบาทถ้วน");
        check("1000001.00", "หนึ่งล้านหนึ่งบาทถ้วน");
        check("101000011.00", "หนึ่งร้อยหนึ่งล้านสิบเอ็ดบาทถ้วน");
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
