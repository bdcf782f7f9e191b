//! brat standoff: `NAME.txt` beside `NAME.ann`. Spans count code points; a span in several fragments is written `0 5;9 12`.
//!
//! Fields with few values are attributes, the others one note a span, a JSON object that an annotator can edit.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::located::{Unit, Written, located};
use super::standoff::{CHOICES, LABELS, Mark, Standoff, from_gold, items};
use crate::score::{Gold, GoldError, Offsets};

/// The `.ann` file of a gold.
pub fn write(gold: &Gold) -> String {
    let (all, offsets) = (from_gold(gold), Offsets::new(&gold.text));
    let mut out = String::new();
    let (mut attributes, mut notes) = (0, 0);
    for (n, mark) in all.marks.iter().enumerate() {
        let id = n + 1;
        let spans: Vec<String> = mark.ranges.iter().map(|r| offsets.span(r)).map(|(start, end)| format!("{start} {end}")).collect();
        let words: Vec<String> = mark.ranges.iter().map(|r| gold.text[r.clone()].replace(['\n', '\r', '\t'], " ")).collect();
        let _ = writeln!(out, "T{id}\t{} {}\t{}", mark.label, spans.join(";"), words.join(" "));
        let (chosen, free): (Vec<_>, Vec<_>) = mark.attributes.iter().partition(|(field, value)| is_choice(field, value));
        for (field, value) in chosen {
            attributes += 1;
            let _ = writeln!(out, "A{attributes}\t{field} T{id} {value}");
        }
        if !free.is_empty() {
            notes += 1;
            let note: serde_json::Map<String, serde_json::Value> = free.into_iter().map(|(f, v)| (f.clone(), v.as_str().into())).collect();
            let _ = writeln!(out, "#{notes}\tAnnotatorNotes T{id}\t{}", serde_json::Value::Object(note));
        }
    }
    for (n, (from, to, role)) in all.links.iter().enumerate() {
        let _ = writeln!(out, "R{}\t{role} Arg1:T{} Arg2:T{}", n + 1, from + 1, to + 1);
    }
    out
}

fn is_choice(field: &str, value: &str) -> bool {
    CHOICES.iter().any(|(name, values)| *name == field && values.contains(&value))
}

/// `annotation.conf`, which tells brat the labels, links and attributes.
pub fn configuration() -> String {
    let mut out = format!("[entities]\n{}\n\n[relations]\n", LABELS.join("\n"));
    out.push_str("source\tArg1:Cue|NoCue, Arg2:Source\ncontent\tArg1:Cue|NoCue, Arg2:Content\n\n[events]\n\n[attributes]\n");
    for (field, values) in CHOICES {
        let of = match field {
            "certainty" => "Claim|Cue|NoCue",
            "actor_type" => "Actor",
            _ => "Claim",
        };
        let _ = writeln!(out, "{field}\tArg:{of}, Value:{}", values.join("|"));
    }
    out
}

/// Reads a `.ann` file into `gold`, which holds the text.
///
/// # Errors
/// A line that is not standoff, a label that is not known, words that do not stand where the offsets say.
pub fn read(gold: &mut Gold, ann: &str) -> Result<(), GoldError> {
    let mut all = Standoff::default();
    let (mut ids, mut spans, mut later) = (HashMap::new(), Vec::new(), Vec::new());
    for (line, number) in ann.trim_start_matches('\u{feff}').lines().zip(1..) {
        let broken = |what: &str| GoldError::new(number, format!("{line:?}: {what}"));
        let line = line.trim_end_matches('\r');
        let Some((id, rest)) = line.split_once('\t') else {
            if line.trim().is_empty() {
                continue;
            }
            return Err(broken("an annotation is an id, a tab and what it says"));
        };
        match id.as_bytes().first() {
            Some(b'T') => {
                let (place, words) = rest.split_once('\t').ok_or_else(|| broken("the words of the span are missing"))?;
                let (label, offsets) = place.split_once(' ').ok_or_else(|| broken("the offsets are missing"))?;
                let pair = |part: &str| part.split_once(' ').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
                let fragments: Option<Vec<(usize, usize)>> = offsets.split(';').map(pair).collect();
                let fragments = fragments.ok_or_else(|| broken("offsets are two numbers, fragments stand between semicolons"))?;
                ids.insert(id.to_string(), all.marks.len());
                all.marks.push(Mark { label: label.into(), ranges: Vec::new(), attributes: Vec::new(), line: number });
                spans.push(Written { fragments, words: Some(words.into()) });
            }
            Some(b'A' | b'M' | b'R' | b'#') => later.push((number, id, rest)),
            // Events, equivalences and normalisations say nothing that is judged.
            Some(b'E' | b'*' | b'N') => {}
            _ => return Err(broken("an id begins with T, A, R, E, M, N, * or #")),
        }
    }
    let places = located(&gold.text, &spans, Unit::CodePoint).map_err(|n| {
        let (line, words) = (all.marks[n].line, spans[n].words.as_deref().unwrap_or_default());
        GoldError::new(line, format!("{words:?} does not stand where the offsets say; is the .txt the one that was annotated?"))
    })?;
    for (mark, ranges) in all.marks.iter_mut().zip(places) {
        mark.ranges = ranges;
    }
    for (number, id, rest) in later {
        let broken = |what: &str| GoldError::new(number, format!("{id} {rest:?}: {what}"));
        let mut words = rest.splitn(3, [' ', '\t']);
        let (name, first, rest) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let target = |id: &str| ids.get(id.trim()).copied();
        if id.starts_with('R') {
            let argument = |text: &str| text.split_once(':').and_then(|(_, id)| target(id));
            let (from, to) = argument(first).zip(argument(rest)).ok_or_else(|| broken("it links a span that is not there"))?;
            all.links.push((from, to, name.into()));
        } else if id.starts_with('#') {
            let Some(mark) = target(first) else { continue };
            let note: Result<HashMap<String, String>, _> = serde_json::from_str(rest);
            match note {
                Ok(fields) => {
                    let mut fields: Vec<_> = fields.into_iter().collect();
                    fields.sort();
                    all.marks[mark].attributes.extend(fields);
                }
                // A remark of an annotator is no field, unless it was meant to be.
                Err(why) if rest.trim_start().starts_with('{') => return Err(broken(&format!("the note is broken JSON: {why}"))),
                Err(_) => {}
            }
        } else if let Some(mark) = target(first) {
            all.marks[mark].attributes.push((name.into(), rest.trim().into()));
        }
    }
    gold.items = items(&gold.text, &all)?;
    gold.settle();
    Ok(())
}
