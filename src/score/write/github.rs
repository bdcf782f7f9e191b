//! Workflow commands of GitHub Actions: faults, gates that do not hold and the worst ten differences as annotations of the files.
//! GitHub shows ten errors and ten warnings of a step, so a longer list would push others out.

use std::fmt::Write as _;

use super::text_place;
use crate::score::Check;

const MOST: usize = 10;

/// The check as workflow commands, one a line, and the verdict.
pub fn github(check: &Check) -> String {
    let mut out = String::new();
    let mut command = |level: &str, file: &str, line: u64, title: &str, message: &str| {
        let place = if file.is_empty() { String::new() } else { format!("file={},line={},", property(file), line.max(1)) };
        let _ = writeln!(out, "::{level} {place}title={}::{}", property(title), data(message));
    };
    let faults = check.faults.iter().map(|f| (&f.file, f.line, "fixture".to_string(), &f.message));
    let breaches = check.breaches.iter().map(|b| (&b.file, b.line, b.gate.clone(), &b.message));
    for (file, line, title, message) in faults.chain(breaches).take(MOST) {
        command("error", file, line, &title, message);
    }
    for (gold, difference) in check.worst().into_iter().take(MOST) {
        // The gold's line where there is one; a spurious finding stands in the text only.
        let (file, line) = super::place(gold, difference);
        let (text, at) = text_place(gold, difference);
        let rule = if difference.rule.is_empty() { String::new() } else { format!(" by rule {}", difference.rule) };
        let (before, after) = &difference.around;
        let words = gold.text.get(difference.span.clone()).unwrap_or_default();
        let message = format!("{}{rule}\n{before}⟦{words}⟧{after}\n{text}:{at}", difference.told());
        command("warning", file, line, &format!("{} {}", difference.kind.name(), difference.grade.name()), &message);
    }
    let level = if check.verdict().status() == 0 { "notice" } else { "error" };
    let _ = writeln!(out, "::{level} title=onrecord check::{}", data(&check.verdict_line()));
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
