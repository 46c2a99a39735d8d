//! Rows copied from a spreadsheet go into the cells of a grid as if they were typed, so that every
//! cell reads and judges them in its own way.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent, InputEventInit,
};

/// What a list that drops down finds on itself when a word is pasted into it.
pub const PASTED: &str = "data-pasted";
/// The boxes of a grid that take something.
pub const CONTROLS: &str = "input, select, textarea";

/// What was copied, as rows of cells; nothing when it is a text for one cell.
pub fn cells(text: &str) -> Option<Vec<Vec<String>>> {
    let text = text.trim_end_matches(['\n', '\r']);
    if !text.contains(['\t', '\n']) {
        return None;
    }
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().filter(|c| *c != '\r').peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut()?;
        let cell = row.last_mut()?;
        match letter {
            // A cell with line breaks comes in quotes, and its own quotes twice.
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\n' => cell.push(' '),
            other => cell.push(other),
        }
    }
    Some(rows)
}

/// Puts rows into a grid from the box at `start` on, to its right and below; `add` makes a row
/// where one is missing. Gives how many cells found nothing that fits them.
pub async fn put(
    grid: Element,
    start: Element,
    rows: Vec<Vec<String>>,
    add: Callback<()>,
) -> usize {
    let Some((first, column)) = place(&grid, &start) else {
        return 0;
    };
    let mut chosen = Vec::new();
    for (index, cells) in rows.into_iter().enumerate() {
        let at = first + index;
        if at >= all(&grid, "tbody tr").len() {
            add.run(());
            // Until the row is drawn.
            TimeoutFuture::new(0).await;
        }
        let trs = all(&grid, "tbody tr");
        let Some(tr) = trs.get(at) else { break };
        let boxes = all(tr, CONTROLS).into_iter().skip(column);
        for (box_, text) in boxes.zip(cells).filter(|(_, text)| !text.trim().is_empty()) {
            fill(&box_, text.trim());
            chosen.push(box_);
        }
    }
    // Until the boxes say whether they could read it.
    TimeoutFuture::new(0).await;
    let unknown = |box_: &&Element| {
        let is = |name: &str, value: &str| box_.get_attribute(name).as_deref() == Some(value);
        let has_list = is("role", "combobox") || box_.has_type::<HtmlSelectElement>();
        has_list && is("aria-invalid", "true")
    };
    chosen.iter().filter(unknown).count()
}

fn all(inside: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = inside.query_selector_all(selector) else {
        return Vec::new();
    };
    let one = |at| found.item(at)?.dyn_into().ok();
    (0..found.length()).filter_map(one).collect()
}

/// The row and the place in it of a box.
fn place(grid: &Element, start: &Element) -> Option<(usize, usize)> {
    let tr = start.closest("tr").ok()??;
    let row = all(grid, "tbody tr")
        .iter()
        .position(|other| *other == tr)?;
    let column = all(&tr, CONTROLS).iter().position(|box_| box_ == start)?;
    Some((row, column))
}

/// Types into a box and leaves it.
fn fill(box_: &Element, text: &str) {
    if let Some(input) = box_.dyn_ref::<HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(area) = box_.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    }
    // Both fail only for names that are none.
    if box_.has_type::<HtmlSelectElement>() {
        let _ = box_.set_attribute(PASTED, text);
    }
    let _ = tell_of_paste(box_);
}

/// The events of a box into which something is pasted and that is left.
fn tell_of_paste(box_: &Element) -> Result<(), JsValue> {
    let pasted = InputEventInit::new();
    pasted.set_bubbles(true);
    pasted.set_input_type("insertFromPaste");
    let event = InputEvent::new_with_event_init_dict("input", &pasted)?;
    box_.dispatch_event(&event)?;
    for name in ["change", "blur"] {
        let event = document().create_event("Event")?;
        event.init_event_with_bubbles(name, true);
        box_.dispatch_event(&event)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_cell_is_left_to_the_browser() {
        assert_eq!(cells("ค่าน้ำมัน"), None);
        assert_eq!(cells("1,250.50\r\n"), None);
    }

    #[test]
    fn rows_and_cells_are_told_apart() {
        let read = cells("ก\t\t1,000.00\r\nข\t2\t3\r\n");
        let wanted = [vec!["ก", "", "1,000.00"], vec!["ข", "2", "3"]];
        assert_eq!(read, Some(wanted.iter().map(|row| text(row)).collect()));
    }

    #[test]
    fn a_cell_in_quotes_is_one_cell() {
        let read = cells("\"บรรทัดหนึ่ง\nสอง \"\"สาม\"\"\"\t5");
        assert_eq!(read, Some(vec![text(&["บรรทัดหนึ่ง สอง \"สาม\"", "5"])]));
    }

    fn text(row: &[&str]) -> Vec<String> {
        row.iter().map(|cell| (*cell).to_owned()).collect()
    }
}
