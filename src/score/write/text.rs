//! The table for a terminal: figures with their intervals, gates that do not hold, rules that cost most, and the worst errors with
//! the text around them.

use std::fmt::Write as _;

use super::{figures, place};
use crate::score::{Check, Kind};

/// The check as text; `errors` says how many differences are shown.
pub fn text(check: &Check, errors: usize) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(check, errors, &mut out);
    out
}

fn write(check: &Check, errors: usize, out: &mut String) -> std::fmt::Result {
    for fault in &check.faults {
        writeln!(out, "{fault}")?;
    }
    for kind in Kind::ALL {
        let tally = &check.totals.tallies[kind as usize];
        let list = figures(check, kind);
        if list.is_empty() {
            continue;
        }
        writeln!(out, "{}: {} expected, {} found, {} paired", kind.plural(), tally.gold, tally.found, tally.paired)?;
        writeln!(out, "  {:<12} {:>9} {:>9} {:>9}  {:^15}", "", "precision", "recall", "F1", "95 % of F1")?;
        for (name, figure) in list {
            let (r, (low, high)) = (&figure.ratio, figure.interval);
            let (p, c, f) = (r.precision(), r.recall(), r.f1());
            writeln!(out, "  {name:<12} {p:>9.3} {c:>9.3} {f:>9.3}  {low:.3} – {high:.3}")?;
        }
        writeln!(out)?;
    }
    let cases = check.cases().count();
    if cases > 0 {
        let pending = check.cases().filter(|(gold, _)| !gold.pending.is_empty()).count();
        let wrong = check.breaches.iter().filter(|b| b.gate.starts_with("case ")).count();
        writeln!(out, "cases: {} as written, {pending} pending, {wrong} wrong\n", cases - pending.min(cases) - wrong.min(cases - pending))?;
    }
    costly_rules(check, out)?;
    if !check.drafts.is_empty() {
        writeln!(out, "not scored, because nobody has reviewed them: {}\n", check.drafts.join(", "))?;
    }
    let worst = check.worst();
    if !worst.is_empty() && errors > 0 {
        writeln!(out, "worst {} of {} differences:", errors.min(worst.len()), worst.len())?;
        for (gold, difference) in worst.iter().take(errors) {
            let (file, line) = place(gold, difference);
            let rule = if difference.rule.is_empty() { String::new() } else { format!("  [{}]", difference.rule) };
            let (before, after) = &difference.around;
            writeln!(out, "{file}:{line}: {}{rule}", difference.told())?;
            writeln!(out, "    {before}⟦{}⟧{after}", difference_text(difference, gold))?;
        }
        writeln!(out)?;
    }
    for breach in &check.breaches {
        let place = if breach.file.is_empty() { String::new() } else { format!("{}:{}: ", breach.file, breach.line) };
        writeln!(out, "{place}{}: {}", breach.gate, breach.message)?;
    }
    writeln!(out, "{}", check.verdict_line())
}

fn difference_text(difference: &crate::score::Difference, gold: &crate::score::Gold) -> String {
    gold.text.get(difference.span.clone()).map_or(String::new(), |t| t.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn costly_rules(check: &Check, out: &mut String) -> std::fmt::Result {
    let mut rules: Vec<_> = check.totals.rules.iter().filter(|(_, t)| t.spurious + t.wrong_fields > 0).collect();
    rules.sort_by_key(|(name, t)| (std::cmp::Reverse(t.spurious * 2 + t.wrong_fields), name.as_str()));
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "rules that cost most         paired  usable  unexpected  wrong fields")?;
    for (name, t) in rules.iter().take(8) {
        writeln!(out, "  {name:<26} {:>6}  {:>6}  {:>10}  {:>12}", t.paired, t.whole, t.spurious, t.wrong_fields)?;
    }
    writeln!(out)
}
