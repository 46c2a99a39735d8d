//! Scripts and style sheets without what only their readers need: remarks and indentation.

/// A style sheet without remarks and indentation.
pub fn style(text: &str) -> String {
    let mut parts = text.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let bare = parts.fold(first, |text, part| {
        text + part.split_once("*/").map_or("", |(_, after)| after)
    });
    lines(&bare)
}

/// A script without remarks that fill their lines, and without indentation; as it is where a text may go
/// over lines.
pub fn script(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut bare = String::with_capacity(text.len());
    let mut is_remark = false;
    for line in text.lines() {
        let start = line.trim_start();
        is_remark |= start.starts_with("/*");
        if !is_remark && !start.starts_with("//") {
            bare.push_str(line);
            bare.push('\n');
        }
        is_remark &= !line.contains("*/");
    }
    lines(&bare)
}

fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut slim = lines.collect::<Vec<_>>().join("\n");
    slim.push('\n');
    slim
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_readers_need_is_left_out() {
        let sheet = "/* What it is. */\na,\n  b {\n  color: red; /* why */\n}\n";
        assert_eq!(style(sheet), "a,\nb {\ncolor: red;\n}\n");
        let code =
            "/**\n * @returns {number}\n */\nfunction f() {\n    // why\n    return 2 * 3;\n}\n";
        assert_eq!(script(code), "function f() {\nreturn 2 * 3;\n}\n");
        let text = "const a = `one\n  two`;\n";
        assert_eq!(script(text), text, "a text over lines is left alone");
    }
}
