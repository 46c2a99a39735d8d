//! Dates in the Buddhist era. The calendar is computed in the common era and only then shifted.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

const MONTHS: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];

/// Years between the common and the Buddhist era.
const BUDDHIST_ERA: i32 = 543;

fn month(date: NaiveDate) -> (&'static str, &'static str) {
    // `month0` is 0 to 11, so the fallback is never taken.
    let index = date.month0() as usize;
    MONTHS.get(index).copied().unwrap_or(("", ""))
}

/// The full name of the month: ตุลาคม.
pub fn month_name(date: NaiveDate) -> &'static str {
    month(date).0
}

/// Long date for documents: 31 ตุลาคม 2568.
pub fn long_date(date: NaiveDate) -> String {
    let year = date.year() + BUDDHIST_ERA;
    format!("{} {} {year}", date.day(), month(date).0)
}

/// Short date for tables: 31 ต.ค. 2568. The year always has four digits.
pub fn short_date(date: NaiveDate) -> String {
    let year = date.year() + BUDDHIST_ERA;
    format!("{} {} {year}", date.day(), month(date).1)
}

/// Short date with the time of day: 31 ต.ค. 2568 16:45 น.
pub fn short_date_time(moment: NaiveDateTime) -> String {
    let date = short_date(moment.date());
    format!("{date} {:02}:{:02} น.", moment.hour(), moment.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_in_the_buddhist_era() {
        assert_eq!(long_date(date(2025, 10, 31)), "31 ตุลาคม 2568");
        assert_eq!(short_date(date(2025, 10, 31)), "31 ต.ค. 2568");
        assert_eq!(long_date(date(2026, 1, 1)), "1 มกราคม 2569");
        assert_eq!(short_date(date(2026, 12, 9)), "9 ธ.ค. 2569");
    }

    #[test]
    fn the_leap_day_is_that_of_the_common_era() {
        assert_eq!(long_date(date(2024, 2, 29)), "29 กุมภาพันธ์ 2567");
    }

    #[test]
    fn time_follows_the_date() {
        let moment = date(2025, 10, 31).and_hms_opt(8, 5, 59).unwrap();
        assert_eq!(short_date_time(moment), "31 ต.ค. 2568 08:05 น.");
    }
}
