//! SARIF 2.1.0 (OASIS), which code scanning services read: a result for every gate that does not hold, every fault, and every
//! difference, at its place in the gold or the article.

use serde_json::{Value, json};

use super::place;
use crate::score::{Check, Verdict};

/// Code scanning takes no more than this many results of a run.
const MOST: usize = 5000;

/// What a result can be about: id, level and what it means.
const RULES: [(&str, &str, &str); 5] = [
    ("gate", "error", "A floor, a drop or a case does not hold"),
    ("fixture", "error", "A fixture cannot be read"),
    ("missing", "warning", "A finding is expected and not found"),
    ("unexpected", "warning", "A finding is not expected"),
    ("field", "note", "A field is not as expected"),
];

/// The check as a SARIF log.
pub fn sarif(check: &Check) -> String {
    let result = |rule: usize, file: &str, line: u64, message: String, properties: Value| {
        let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(file)}}});
        if line > 0 {
            location["physicalLocation"]["region"] = json!({"startLine": line});
        }
        let locations = if file.is_empty() { json!([]) } else { json!([location]) };
        json!({
            "ruleId": RULES[rule].0, "ruleIndex": rule, "level": RULES[rule].1, "message": {"text": message},
            "locations": locations, "properties": properties,
        })
    };
    let mut results: Vec<Value> = Vec::new();
    for breach in &check.breaches {
        results.push(result(0, &breach.file, breach.line, format!("{}: {}", breach.gate, breach.message), json!({"gate": breach.gate})));
    }
    for fault in &check.faults {
        results.push(result(1, &fault.file, fault.line, fault.message.clone(), json!({})));
    }
    for (gold, d) in check.worst() {
        let rule = match (&d.field, d.rule.is_empty()) {
            (Some(_), _) => 4,
            (None, true) => 2,
            (None, false) => 3,
        };
        let (file, line) = place(gold, d);
        let words = gold.text.get(d.span.clone()).unwrap_or_default();
        let message = format!("{}\n{}⟦{words}⟧{}", d.told(), d.around.0, d.around.1);
        results.push(result(rule, file, line, message, json!({"fixture": gold.id, "rule": d.rule, "grade": d.grade.name()})));
    }
    results.truncate(MOST);
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(id, level, text)| json!({"id": id, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}}))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "onrecord", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": check.verdict() != Verdict::Broken, "exitCode": check.verdict().status()}],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A path as a relative URI reference: slashes, and everything percent-encoded that a path may not hold.
fn uri(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    let path = file.replace('\\', "/");
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    if out.starts_with('/') { format!("file://{out}") } else { out }
}
