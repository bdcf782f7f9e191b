//! Everything that was counted, for programs.

use serde_json::{Map, Value, json};

use super::{figures, place};
use crate::score::{Check, Kind};

/// The check as one JSON object.
pub fn json(check: &Check) -> String {
    let kinds: Map<String, Value> = Kind::ALL
        .into_iter()
        .filter(|kind| !figures(check, *kind).is_empty())
        .map(|kind| (kind.plural().to_string(), of_kind(check, kind)))
        .collect();
    let labels: Vec<Value> = check
        .totals
        .labels
        .iter()
        .map(|((kind, label), t)| json!({"kind": kind.plural(), "label": label, "gold": t.gold, "found": t.found, "both": t.both}))
        .collect();
    let differences: Vec<Value> = check
        .worst()
        .into_iter()
        .map(|(gold, d)| {
            let (file, line) = place(gold, d);
            json!({
                "id": gold.id, "file": file, "line": line, "kind": d.kind.name(), "field": d.field, "grade": d.grade.name(), "text": d.text,
                "want": d.want, "got": d.got, "rule": d.rule, "before": d.around.0, "after": d.around.1, "weight": d.weight,
            })
        })
        .collect();
    let documents: Vec<Value> = check.scored.iter().filter(|(gold, _)| !gold.is_case).map(document).collect();
    let cases: Vec<Value> = check
        .cases()
        .map(|(gold, report)| json!({"id": gold.id, "as_written": report.differences.is_empty(), "pending": gold.pending}))
        .collect();
    let whole = json!({
        "verdict": check.verdict().name(), "status": check.verdict().status(), "says": check.verdict_line(),
        "made_by": check.made_by, "gold": check.gold_hash, "articles": check.totals.articles,
        "kinds": kinds, "rules": check.totals.rules, "labels": labels, "documents": documents, "cases": cases,
        "drafts": check.drafts, "faults": check.faults, "breaches": check.breaches, "differences": differences,
    });
    format!("{whole:#}\n")
}

fn of_kind(check: &Check, kind: Kind) -> Value {
    let tally = &check.totals.tallies[kind as usize];
    let figures: Map<String, Value> = figures(check, kind)
        .into_iter()
        .map(|(name, figure)| {
            let (r, (low, high)) = (&figure.ratio, figure.interval);
            (name.into(), json!({"precision": r.precision(), "recall": r.recall(), "f1": r.f1(), "interval": [low, high]}))
        })
        .collect();
    let fields: Map<String, Value> = kind.fields().zip(&tally.fields).map(|(name, grades)| (name.to_string(), json!(grades))).collect();
    let schemes: Map<String, Value> = tally.schemes().into_iter().map(|(name, grades)| (name.into(), json!(grades))).collect();
    json!({"gold": tally.gold, "found": tally.found, "paired": tally.paired, "figures": figures, "fields": fields, "schemes": schemes})
}

fn document((gold, report): &(crate::score::Gold, crate::score::Report)) -> Value {
    let kinds: Map<String, Value> = gold
        .kinds
        .iter()
        .map(|kind| {
            let t = &report.tallies[*kind as usize];
            let counts = json!({"gold": t.gold, "found": t.found, "paired": t.paired, "whole": t.whole, "all": t.right});
            (kind.plural().to_string(), counts)
        })
        .collect();
    json!({"id": gold.id, "text_file": gold.text_file, "gold_file": gold.gold_file, "kinds": kinds})
}
