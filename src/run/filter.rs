//! A filter between two programs: JSON Lines on standard input, JSON Lines on standard output, one line for each.
//!
//! Whoever writes to the filter counts on an answer to every line, in order and at once; so a line that cannot be used is
//! answered too, with its id and what is wrong, beside the message that every failure gets.

use serde::Serialize;

/// The answer to a line that cannot be used.
#[derive(Serialize)]
struct Refusal<'a> {
    id: &'a str,
    error: &'a str,
}

/// Appends the answer to a line that cannot be used.
pub fn refuse(id: &str, error: &str, out: &mut Vec<u8>) {
    // Two strings into a vector of bytes: this cannot fail.
    let _ = serde_json::to_writer(&mut *out, &Refusal { id, error });
    out.push(b'\n');
}
