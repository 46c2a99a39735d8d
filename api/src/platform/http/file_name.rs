//! The name a file is saved under, in any script (RFC 6266, RFC 8187).

use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};

/// Longer names are cut: systems allow 255 bytes, and a Thai letter has three.
const LONGEST: usize = 70;
/// What no system, or not every one, takes in the name of a file.
const FORBIDDEN: [char; 9] = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];

/// The header that gives a file its name: `stem.ending`, made fit to be kept anywhere. `how` says
/// whether the browser shows it or saves it at once.
pub fn named(how: DispositionType, stem: &str, ending: &str) -> ContentDisposition {
    let name = format!("{}.{ending}", fit(stem));
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii() { c } else { '_' })
        .collect();
    let whole = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.into_bytes(),
    };
    let parameters = vec![
        // For programs that know no other letters.
        DispositionParam::Filename(plain),
        DispositionParam::FilenameExt(whole),
    ];
    ContentDisposition {
        disposition: how,
        parameters,
    }
}

fn fit(stem: &str) -> String {
    let kept = stem.chars().filter(|c| !is_unseen(*c));
    let safe: String = kept
        .map(|c| if FORBIDDEN.contains(&c) { '-' } else { c })
        .take(LONGEST)
        .collect();
    let words: Vec<&str> = safe.split_whitespace().collect();
    match words.join(" ").trim_matches(['.', ' ']) {
        "" => "file".to_owned(),
        name => name.to_owned(),
    }
}

/// Letters without a shape of their own, among them those that turn the direction: with one of
/// these a name does not read as what it is.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_its_own_script() {
        let header = named(DispositionType::Inline, "ใบเสร็จ 1/69", "pdf");
        let text = header.to_string();
        assert!(text.starts_with("inline; filename=\"_______ 1-69.pdf\"; filename*=UTF-8''"));
        assert!(text.ends_with("%201%2D69.pdf"), "{text}");
    }

    #[test]
    fn what_hides_or_breaks_a_name_is_gone() {
        assert_eq!(fit("ใบ\u{202E}fdp.\n\"..\\x"), "ใบfdp.-..-x");
        assert_eq!(fit(" .. "), "file");
        assert_eq!(fit(&"ก".repeat(300)).chars().count(), LONGEST);
    }
}
