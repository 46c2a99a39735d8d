//! Makes one file of the articles of help, which the browser fetches once and keeps.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Parser, html};
use shared::help::{Book, File};

use crate::Result;
use crate::site::files_below;

/// Reads `shared/help`; whatever does not fit there is told, and nothing is built.
pub fn compile(folder: &Path) -> Result<String> {
    let book = Book::read(&files(folder)?, &files(&folder.join("letters"))?);
    let book = book.map_err(|wrong| format!("the help does not fit:\n{}", wrong.join("\n")))?;
    Ok(serde_json::to_string(&book.rendered(html_of))?)
}

/// The articles right in a folder, without what explains it to people.
fn files(folder: &Path) -> Result<Vec<File>> {
    let mut found = Vec::new();
    for path in files_below(folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let is_article = path.extension().is_some_and(|ending| ending == "md") && name != "README";
        if is_article && path.parent() == Some(folder) {
            found.push((name.into_owned(), fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// Markdown as HTML. HTML in it is shown as it was written, never obeyed.
fn html_of(markdown: &str) -> String {
    let events = Parser::new(markdown).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_not_obeyed() {
        assert_eq!(html_of("ก **ข**"), "<p>ก <strong>ข</strong></p>\n");
        assert!(!html_of("<script>x</script>\n\nก <b>").contains("<script"));
        assert!(!html_of("ก <b onclick=x>").contains("<b"));
    }

    #[test]
    fn the_articles_fit() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/help");
        let file = compile(&folder).map_err(|why| why.to_string());
        assert!(file.is_ok_and(|file| file.contains("disbursement_request")));
    }
}
