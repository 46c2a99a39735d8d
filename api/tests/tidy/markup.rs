//! The markup of the browser: no text of a program becomes text of a page.
//!
//! In `view!` an unguarded `>` of an expression ends the tag it stands in, and the rest of the tag
//! is shown to people: `disabled=page >= pages on:click=…`. Words for people are always in quotes
//! or braces here, so whatever else stands between tags is such a rest.

use super::{Source, all_pass, sees, sources};

/// Walks over the letters of one file.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(1, char::len_utf8);
    }

    /// Past what is no markup: blanks, comments, texts, letters in quotes, and groups in brackets.
    /// False when something else stands here.
    fn skip(&mut self) -> bool {
        let rest = self.rest();
        let length = match self.peek() {
            Some(c) if c.is_whitespace() => c.len_utf8(),
            Some('/') if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            Some('"') => return self.text_in_quotes(),
            Some('\'') => letter(rest),
            Some('{' | '(' | '[') => return self.group(),
            _ => 0,
        };
        self.at += length;
        length > 0
    }

    fn text_in_quotes(&mut self) -> bool {
        self.at += 1;
        loop {
            match self.peek() {
                None => return true,
                Some('\\') => self.at += 1,
                Some('"') => break,
                Some(_) => {}
            }
            self.step();
        }
        self.at += 1;
        true
    }

    fn group(&mut self) -> bool {
        self.at += 1;
        while let Some(c) = self.peek() {
            if matches!(c, '}' | ')' | ']') {
                self.at += 1;
                return true;
            }
            if !self.skip() {
                self.step();
            }
        }
        true
    }

    /// From `<` to the `>` that ends the tag; what is wrong inside, if anything.
    fn tag(&mut self) -> Option<&'static str> {
        self.at += 1;
        let mut before = '<';
        while let Some(c) = self.peek() {
            if !matches!(c, '"') && self.skip() {
                before = ' ';
                continue;
            }
            match c {
                '"' => {
                    self.text_in_quotes();
                    before = '"';
                    continue;
                }
                '>' if !matches!(before, '-' | '=') => {
                    self.at += 1;
                    let ended = self.rest().starts_with('=');
                    return ended.then_some("`>=` ends the tag: put it in braces");
                }
                '<' if before != ':' => {
                    return Some("`<` within a tag: put the comparison in braces");
                }
                _ => {}
            }
            before = c;
            self.step();
        }
        None
    }
}

/// The length of a letter in quotes; 0 for a lifetime.
fn letter(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    let escaped = letters.next().is_some_and(|(_, c)| c == '\\');
    let mut end = letters.filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    match end.next() {
        Some(end) if escaped || end <= 6 => end,
        _ => 0,
    }
}

/// The first fault of a `view!` whose content begins at `start`.
fn fault(text: &str, start: usize) -> Option<(usize, &'static str)> {
    let mut reader = Reader { text, at: start };
    while let Some(c) = reader.peek() {
        let here = reader.at;
        match c {
            '}' => return None,
            '<' => {
                if let Some(what) = reader.tag() {
                    return Some((reader.at, what));
                }
            }
            '"' | '{' | '/' => drop(reader.skip()),
            _ if c.is_whitespace() => reader.step(),
            _ => return Some((here, "text of a program between tags")),
        }
    }
    None
}

fn program_text(source: &Source) -> Vec<String> {
    let text = &source.text;
    let views = text.match_indices("view! {");
    let found = views.filter_map(|(at, word)| fault(text, at + word.len()));
    found
        .map(|(at, what)| {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            source.at(line, what)
        })
        .collect()
}

#[test]
fn no_program_text_is_rendered() {
    let files = sources(&["frontend/src"], &[".rs"]);
    let views: usize = files
        .iter()
        .map(|source| source.text.matches("view! {").count())
        .sum();
    assert!(views > 150, "{views} views");
    all_pass(&files, program_text);
    let path = "frontend/src/components/x.rs";
    let view = |tag: &str| format!("fn x() {{ view! {{ <p>{tag}{{t(NEXT)}}</p> }} }}\n");
    for (bad, good) in [
        (
            "<button disabled=page >= pages on:click=move |_| go.run(page + 1)>",
            "<button disabled={page >= pages} on:click=move |_| go.run(page + 1)>",
        ),
        (
            "<a hidden=count > 3 on:click=go>",
            "<a hidden=(count > 3) on:click=go>",
        ),
        (
            "<a class:over=left < right on:click=go>",
            "<a class:over=move || { left < right } on:click=go>",
        ),
        (
            "<b>total</b>",
            "<b title=\"1 > 0\" f=|x| -> u8 { x }>\"total\"</b>",
        ),
        (
            "<i>'>'</i>",
            "<i x='>'>{a.iter().collect::<Vec<_>>()}</i> // c: d\n",
        ),
    ] {
        sees(program_text, path, &view(bad), &view(good));
    }
}
