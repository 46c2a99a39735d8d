//! What commands say on the standard output.

use std::fmt::Display;
use std::io::{ErrorKind, Write, stdout};

/// Says a line. A reader that has heard enough, as `head` has, is no trouble; a full disk is.
pub fn say(line: impl Display) {
    match writeln!(stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => eprintln!("laas: {error}"),
        _ => {}
    }
}
