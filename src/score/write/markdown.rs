//! A summary in Markdown, for the step summary of GitHub and for comments on a change.

use std::fmt::Write as _;

use super::{figures, place};
use crate::score::{Check, Kind, Verdict};

const MOST: usize = 25;

/// The check as Markdown.
pub fn markdown(check: &Check) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(check, &mut out);
    out
}

fn write(check: &Check, out: &mut String) -> std::fmt::Result {
    let sign = match check.verdict() {
        Verdict::Passed => "✅",
        Verdict::Failed => "❌",
        Verdict::Broken => "⚠️",
    };
    writeln!(out, "## {sign} onrecord check {}\n", cell(&check.verdict_line()))?;
    if !check.faults.is_empty() {
        writeln!(out, "| file | fault |\n| --- | --- |")?;
        for fault in check.faults.iter().take(MOST) {
            writeln!(out, "| `{}:{}` | {} |", code(&fault.file), fault.line, cell(&fault.message))?;
        }
        writeln!(out)?;
    }
    if !check.breaches.is_empty() {
        writeln!(out, "| gate | what happened | set in |\n| --- | --- | --- |")?;
        for b in check.breaches.iter().take(MOST) {
            writeln!(out, "| {} | {} | `{}:{}` |", cell(&b.gate), cell(&b.message), code(&b.file), b.line)?;
        }
        writeln!(out)?;
    }
    for kind in Kind::ALL {
        let list = figures(check, kind);
        if list.is_empty() {
            continue;
        }
        let tally = &check.totals.tallies[kind as usize];
        writeln!(out, "### {} ({} expected, {} found)\n", kind.plural(), tally.gold, tally.found)?;
        writeln!(out, "| | precision | recall | F1 | 95 % of F1 |\n| --- | ---: | ---: | ---: | :---: |")?;
        for (name, figure) in list {
            let (r, (low, high)) = (&figure.ratio, figure.interval);
            writeln!(out, "| {name} | {:.3} | {:.3} | {:.3} | {low:.3}–{high:.3} |", r.precision(), r.recall(), r.f1())?;
        }
        writeln!(out)?;
    }
    let worst = check.worst();
    if !worst.is_empty() {
        writeln!(out, "<details><summary>worst {} of {} differences</summary>\n", worst.len().min(MOST), worst.len())?;
        writeln!(out, "| where | what | text | rule |\n| --- | --- | --- | --- |")?;
        for (gold, d) in worst.into_iter().take(MOST) {
            let (file, line) = place(gold, d);
            let words = gold.text.get(d.span.clone()).unwrap_or_default();
            let text = format!("{}**{}**{}", cell(&d.around.0), cell(words), cell(&d.around.1));
            writeln!(out, "| `{}:{line}` | {} | {text} | `{}` |", code(file), cell(&d.told()), code(&d.rule))?;
        }
        writeln!(out, "\n</details>")?;
    }
    Ok(())
}

/// Text between backticks.
fn code(text: &str) -> String {
    text.replace(['`', '|', '\n', '\r'], " ")
}

/// Text for a cell of a table.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '*' | '_' | '[' | ']' | '\\' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
