//! What can be wrong with gold that is well formed: rows that repeat, overlap or contradict one another or themselves.
//!
//! Quotations that are absent or ambiguous are found when the gold is read.

use std::collections::HashMap;

use super::compare::agrees;
use super::formats::choices;
use super::gold::{Gold, GoldError, Item, Kind};

/// The faults of a gold, by line.
pub fn lint(gold: &Gold) -> Vec<GoldError> {
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        let items: Vec<&Item> = gold.items.iter().filter(|i| i.kind == kind).collect();
        if !items.is_empty() && !gold.kinds.contains(&kind) {
            faults.push(GoldError::new(items[0].line, format!("{} are written down but `kinds` does not list them", kind.plural())));
        }
        for item in &items {
            own_faults(gold, item, &mut faults);
        }
        overlaps(&items, &mut faults);
    }
    one_type_a_name(gold, &mut faults);
    faults.sort_by(|a, b| (a.line, &a.message).cmp(&(b.line, &b.message)));
    // A name that stands often would be told as often.
    faults.dedup();
    faults
}

fn own_faults(gold: &Gold, item: &Item, faults: &mut Vec<GoldError>) {
    let mut fault = |what: String| faults.push(GoldError::new(item.line, format!("{} {:?}: {what}", item.kind.name(), item.text)));
    for (field, value) in item.fields.iter().filter(|(_, value)| !value.is_empty()) {
        if let Some(values) = choices(field).filter(|values| !values.contains(&value.as_str())) {
            fault(format!("{value:?} is no {field}; there are {}", values.join(", ")));
        }
    }
    let field = |name: &str| item.field(name).filter(|value| !value.is_empty());
    match item.kind {
        Kind::Claim => {
            for name in ["low", "high"] {
                if field(name).is_some_and(|value| value.parse::<f64>().is_err()) {
                    fault(format!("{name} is no plain number"));
                }
            }
            let (low, high) = (field("low").and_then(|v| v.parse::<f64>().ok()), field("high").and_then(|v| v.parse::<f64>().ok()));
            let bounds = item.field("low").is_some() && item.field("high").is_some();
            match field("comparator") {
                _ if !bounds => {}
                _ if low.is_none() && high.is_none() => fault("it has neither low nor high".into()),
                _ if low.zip(high).is_some_and(|(low, high)| low > high) => fault("low is above high".into()),
                Some(c @ ("exact" | "about" | "nearly")) if low != high && field("measure") != Some("score") => {
                    fault(format!("{c} needs low and high to be the same"))
                }
                Some(c @ ("more_than" | "at_least")) if low.is_none() || high.is_some() => fault(format!("{c} has a low and no high")),
                Some(c @ ("less_than" | "at_most")) if high.is_none() || low.is_some() => fault(format!("{c} has a high and no low")),
                Some("between") if low.is_none() || high.is_none() => fault("between needs low and high".into()),
                _ => {}
            }
            match (field("measure"), field("unit").unwrap_or_default()) {
                (Some("money"), unit) if !(unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase())) => {
                    fault(format!("the unit of money is an ISO 4217 code, not {unit:?}"));
                }
                (Some("percent"), unit) if !unit.starts_with("percent") => {
                    fault(format!("the unit of a percentage is percent, not {unit:?}"))
                }
                _ => {}
            }
            if let Some(whole) = field("part_of") {
                let other = |i: &&Item| i.kind == Kind::Claim && i.span != item.span && agrees("part_of", whole, &i.text);
                if gold.items.iter().find(other).is_none() {
                    fault(format!("it is part of {whole:?}, which is no other claim here"));
                }
            }
        }
        Kind::Attribution => {
            let pieces = field("content").into_iter().flat_map(|c| c.split(" … ")).chain(field("source"));
            for piece in pieces.filter(|piece| !stands(&gold.text, piece)) {
                fault(format!("{piece:?} does not stand in the article"));
            }
        }
        Kind::Actor => {
            if item.field("actor").is_some_and(str::is_empty) {
                fault("the actor has no name".into());
            }
            if item.field("actor_type").is_some_and(str::is_empty) {
                fault("the actor has no type".into());
            }
        }
    }
}

/// True when the words stand in the text, whatever the white space between them.
fn stands(text: &str, words: &str) -> bool {
    text.contains(words) || {
        let fold = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        fold(text).contains(&fold(words))
    }
}

fn overlaps(items: &[&Item], faults: &mut Vec<GoldError>) {
    for (n, item) in items.iter().enumerate() {
        let Some(span) = &item.span else { continue };
        // Items stand in text order.
        for other in &items[n + 1..] {
            let Some(next) = &other.span else { continue };
            if next.start >= span.end {
                break;
            }
            // Two sayings may share a cue ("said and repeated" in one gold, "said" twice in another), one amount may not be two.
            let line = item.line.max(other.line);
            let (kind, a, b) = (item.kind.name(), &item.text, &other.text);
            if span == next && item.fields == other.fields {
                faults.push(GoldError::new(line, format!("{kind} {b:?} is written down twice (line {})", item.line.min(other.line))));
            } else if span == next && item.kind != Kind::Attribution {
                faults.push(GoldError::new(
                    line,
                    format!("{kind} {b:?} contradicts line {}: {}", item.line.min(other.line), parts(item, other)),
                ));
            } else if span != next {
                faults.push(GoldError::new(line, format!("{kind} {b:?} overlaps {a:?} (line {})", item.line.min(other.line))));
            }
        }
    }
}

fn parts(a: &Item, b: &Item) -> String {
    let parted = a.fields.iter().filter(|(field, value)| b.field(field).is_some_and(|other| other != value));
    parted.map(|(field, value)| format!("{field} {value:?} and {:?}", b.field(field).unwrap_or_default())).collect::<Vec<_>>().join(", ")
}

/// An actor is one type; only a nationality word is a group beside its country.
fn one_type_a_name(gold: &Gold, faults: &mut Vec<GoldError>) {
    let mut types: HashMap<&str, (&str, u64)> = HashMap::new();
    for item in gold.items.iter().filter(|i| i.kind == Kind::Actor) {
        let (Some(actor), Some(of)) = (item.field("actor"), item.field("actor_type")) else { continue };
        if of == "group" || of.is_empty() {
            continue;
        }
        let (first, line) = *types.entry(actor).or_insert((of, item.line));
        if first != of {
            faults.push(GoldError::new(item.line, format!("actor {actor:?} is a {of} here and a {first} in line {line}")));
        }
    }
}
