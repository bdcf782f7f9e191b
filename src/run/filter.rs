//! A filter between two programs: JSON Lines on standard input, JSON Lines on standard output, one line for each.
//!
//! Whoever writes to the filter counts on an answer to every line, in order and at once; so a line that cannot be used is
//! answered too, with its id and what is wrong, beside the message that every failure gets.

use std::path::Path;

use serde::Serialize;

use super::Settings;
use super::formats::InputFormat;
use crate::emit::Format;

/// True when the run is such a filter: nothing but standard input is read, as JSON Lines, and JSON Lines are written.
pub fn is_filter(settings: &Settings) -> bool {
    let only_stdin = settings.paths.is_empty() || settings.paths.len() == 1 && settings.paths[0] == Path::new("-");
    only_stdin && settings.input == Some(InputFormat::JsonLines) && settings.layout.format == Format::Jsonl
}

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
