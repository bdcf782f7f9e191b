//! One self-contained page: figures, gates, and every article twice, the gold on the left and the program on the right, with what
//! differs marked and listed below.

use std::fmt::Write as _;

use super::{escaped, figures};
use crate::score::{Check, Gold, Kind, Mark, Report};

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c1c1c;background:#fff}\
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.15rem .7rem;border-bottom:1px solid #ddd;text-align:left}\
td.n{text-align:right;font-variant-numeric:tabular-nums}.two{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}\
.text{white-space:pre-wrap;overflow-wrap:anywhere}mark{border-radius:.2em;padding:0 .1em}mark.claim{background:#ffe9a8}\
mark.attribution{background:#cfe6ff}mark.actor{background:#d9f2d0}mark.wrong{outline:2px solid #c22}summary{cursor:pointer;font-weight:600}\
@media(max-width:50rem){.two{grid-template-columns:1fr}}\
@media(prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}td,th{border-color:#444}mark{color:#111}}";

/// The check as an HTML page.
pub fn html(check: &Check) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = page(check, &mut out);
    out
}

fn page(check: &Check, out: &mut String) -> std::fmt::Result {
    let line = escaped(&check.verdict_line());
    write!(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>onrecord check</title>")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head><body>")?;
    writeln!(out, "<h1>onrecord check</h1><p><strong>{line}</strong></p>")?;
    if check.faults.len() + check.breaches.len() > 0 {
        writeln!(out, "<ul>")?;
        for fault in &check.faults {
            writeln!(out, "<li>{}</li>", escaped(&fault.to_string()))?;
        }
        for breach in &check.breaches {
            writeln!(out, "<li>{}: {}</li>", escaped(&breach.gate), escaped(&breach.message))?;
        }
        writeln!(out, "</ul>")?;
    }
    for kind in Kind::ALL {
        let list = figures(check, kind);
        if list.is_empty() {
            continue;
        }
        writeln!(
            out,
            "<h2>{}</h2><table><tr><th></th><th>precision</th><th>recall</th><th>F1</th><th>95 % of F1</th></tr>",
            kind.plural()
        )?;
        for (name, figure) in list {
            let (r, (low, high)) = (&figure.ratio, figure.interval);
            write!(out, "<tr><td>{name}</td>")?;
            for value in [r.precision(), r.recall(), r.f1()] {
                write!(out, "<td class=\"n\">{value:.3}</td>")?;
            }
            writeln!(out, "<td class=\"n\">{low:.3}–{high:.3}</td></tr>")?;
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "<h2>Fixtures</h2><p>Red borders: not as the other side has it. Point at a mark to read its fields.</p>")?;
    for (gold, report) in check.scored.iter().filter(|(gold, report)| !gold.is_case || !report.differences.is_empty()) {
        document(gold, report, out)?;
    }
    writeln!(out, "</body></html>")
}

fn document(gold: &Gold, report: &Report, out: &mut String) -> std::fmt::Result {
    let open = if report.differences.is_empty() { "" } else { " open" };
    writeln!(out, "<details{open}><summary>{} ({} differences)</summary>", escaped(&gold.id), report.differences.len())?;
    writeln!(out, "<div class=\"two\"><div><h3>gold</h3><div class=\"text\">")?;
    marked(&gold.text, &report.wanted, out)?;
    writeln!(out, "</div></div><div><h3>onrecord</h3><div class=\"text\">")?;
    marked(&gold.text, &report.got, out)?;
    writeln!(out, "</div></div></div><ul>")?;
    for d in &report.differences {
        let rule = if d.rule.is_empty() { String::new() } else { format!(" <code>{}</code>", escaped(&d.rule)) };
        writeln!(out, "<li>{}{rule}</li>", escaped(&d.told()))?;
    }
    writeln!(out, "</ul></details>")
}

/// The text with its marks; a mark that cuts into one before it is left to the list.
fn marked(text: &str, marks: &[Mark], out: &mut String) -> std::fmt::Result {
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let (mut at, mut open): (usize, Vec<usize>) = (0, Vec::new());
    for mark in sorted {
        while open.last().is_some_and(|end| *end <= mark.span.start) {
            let end = open.pop().unwrap_or(at);
            write!(out, "{}</mark>", escaped(&text[at..end]))?;
            at = end;
        }
        if open.last().is_some_and(|end| mark.span.end > *end) {
            continue;
        }
        let wrong = if mark.right { "" } else { " wrong" };
        write!(out, "{}", escaped(&text[at..mark.span.start]))?;
        write!(out, "<mark class=\"{}{wrong}\" title=\"{}\">", mark.kind.name(), escaped(&mark.note))?;
        at = mark.span.start;
        open.push(mark.span.end);
    }
    while let Some(end) = open.pop() {
        write!(out, "{}</mark>", escaped(&text[at..end]))?;
        at = end;
    }
    writeln!(out, "{}", escaped(&text[at..]))
}
