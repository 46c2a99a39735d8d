//! The letter that carries a code.

use crate::identity::mail::Letter;

/// The letter with a code; it is not in the subject, which shows on locked screens.
pub fn with_code(code: &str) -> Letter {
    Letter {
        subject: "รหัสยืนยันอีเมลสำหรับ OpenLAAS",
        text: format!(
            "รหัสใช้ครั้งเดียวของท่านคือ {code}\n\n\
             ใช้ได้ภายใน 5 นาที โปรดใส่รหัสนี้ในหน้าจอที่ท่านเปิดค้างไว้\n\
             อย่าบอกรหัสนี้แก่ผู้ใด เจ้าหน้าที่จะไม่ขอรหัสนี้จากท่าน\n\n\
             หากท่านไม่ได้ขอรหัสนี้ ไม่ต้องทำอะไร\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_only_number_of_six_digits_and_not_in_the_subject() {
        let letter = with_code("123456");
        let numbers = letter
            .text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| part.len() == 6);
        assert_eq!(numbers.collect::<Vec<_>>(), ["123456"]);
        assert!(!letter.subject.chars().any(|c| c.is_ascii_digit()));
    }
}
