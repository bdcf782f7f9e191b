//! Gold as annotation tools see it: labelled spans with attributes, and links between them.
//!
//! A claim and a mention are one span. An attribution is its cue, with links to the spans of source and content, so that an
//! annotator corrects them by dragging; a phrase that does not stand in the article to the letter is kept as an attribute.

use std::ops::Range;

use crate::score::{Gold, GoldError, Item, Kind};

/// A labelled span.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Claim, Cue, NoCue, Source, Content, Actor.
    pub label: String,
    /// Its fragments, in bytes, in order.
    pub ranges: Vec<Range<usize>>,
    /// Field and value; fields without a value are left out.
    pub attributes: Vec<(String, String)>,
    /// The line it was read from.
    pub line: u64,
}

/// All of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standoff {
    /// The spans.
    pub marks: Vec<Mark>,
    /// From, to, and what the target is to it: source or content.
    pub links: Vec<(usize, usize, String)>,
}

/// The fields with few values, and those: tools offer them as choices.
pub const CHOICES: [(&str, &[&str]); 5] = [
    ("comparator", &["exact", "about", "nearly", "more_than", "at_least", "less_than", "at_most", "between", "vague"]),
    (
        "measure",
        &[
            "count",
            "money",
            "percent",
            "length",
            "area",
            "volume",
            "mass",
            "temperature",
            "speed",
            "energy",
            "power",
            "data",
            "duration",
            "age",
            "ratio",
            "score",
            "other",
        ],
    ),
    ("change", &["up", "down"]),
    ("certainty", &["asserted", "hedged", "alleged", "denied", "expected"]),
    ("actor_type", &["person", "organization", "country", "location", "group"]),
];

/// The labels of our own spans.
pub const LABELS: [&str; 6] = ["Claim", "Cue", "NoCue", "Source", "Content", "Actor"];

/// The attribute that lists the fields that are not judged, where that is not all or nothing.
pub(super) const UNJUDGED: &str = "unjudged";

/// The attribute that lists the optional fields that are judged.
pub(super) const JUDGED: &str = "judged";

/// The gold as spans and links.
pub fn from_gold(gold: &Gold) -> Standoff {
    let mut all = Standoff::default();
    for item in &gold.items {
        let near = item.span.as_ref().map(|s| s.start);
        let mut attributes = Vec::new();
        let mut targets: Vec<(&str, &str, Vec<Range<usize>>)> = Vec::new();
        for (field, value) in item.fields.iter().filter(|(_, value)| !value.is_empty()) {
            let role = match (item.kind, field.as_str()) {
                (Kind::Attribution, "source") => Some(("source", "Source")),
                (Kind::Attribution, "content") => Some(("content", "Content")),
                _ => None,
            };
            let found = role.and_then(|(role, label)| Some((role, label, phrase(&gold.text, value, near.unwrap_or(0), role)?)));
            match found {
                Some(target) => targets.push(target),
                None => attributes.push((field.clone(), value.clone())),
            }
        }
        let missing: Vec<&str> = item.kind.judged().iter().copied().filter(|f| item.field(f).is_none()).collect();
        if !missing.is_empty() {
            attributes.push((UNJUDGED.into(), missing.join(",")));
        }
        let optional: Vec<&str> = item.kind.optional().iter().copied().filter(|f| item.field(f).is_some()).collect();
        if !optional.is_empty() {
            attributes.push((JUDGED.into(), optional.join(",")));
        }
        if let Some(cluster) = &item.cluster {
            attributes.push(("cluster".into(), cluster.clone()));
        }
        let (label, ranges) = match (item.kind, &item.span) {
            (Kind::Claim, Some(span)) => ("Claim", vec![span.clone()]),
            (Kind::Actor, Some(span)) => ("Actor", vec![span.clone()]),
            (Kind::Attribution, Some(span)) => ("Cue", vec![span.clone()]),
            // Anchored at what it has: the source, the content, or the first letter.
            _ => ("NoCue", vec![targets.first().map_or(first_letter(&gold.text), |(_, _, ranges)| ranges[0].clone())]),
        };
        let from = all.marks.len();
        all.marks.push(Mark { label: label.into(), ranges, attributes, line: item.line });
        for (role, label, ranges) in targets {
            all.links.push((from, all.marks.len(), role.into()));
            all.marks.push(Mark { label: label.into(), ranges, attributes: Vec::new(), line: item.line });
        }
    }
    all
}

fn first_letter(text: &str) -> Range<usize> {
    let start = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    start..start + text[start..].chars().next().map_or(0, char::len_utf8)
}

/// Where a phrase stands to the letter, near the cue; its pieces in text order and apart.
fn phrase(text: &str, value: &str, near: usize, role: &str) -> Option<Vec<Range<usize>>> {
    let pieces: Vec<&str> = if role == "content" { value.split(" … ").collect() } else { vec![value] };
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for piece in pieces.into_iter() {
        let all = text.match_indices(piece).map(|(n, _)| n..n + piece.len());
        let best = all.min_by_key(|r| if r.start > near { r.start - near } else { near.saturating_sub(r.end) })?;
        if best.is_empty() || ranges.last().is_some_and(|last| last.end >= best.start) {
            return None;
        }
        ranges.push(best);
    }
    Some(ranges)
}

/// The gold items of spans and links.
///
/// # Errors
/// A label that is none of ours and no common name of an entity type, a field that the kind does not have.
pub fn items(text: &str, all: &Standoff) -> Result<Vec<Item>, GoldError> {
    let mut items = Vec::new();
    for (n, mark) in all.marks.iter().enumerate() {
        let fail = |message: String| Err(GoldError::new(mark.line, message));
        let (kind, native) = match mark.label.as_str() {
            "Claim" => (Kind::Claim, true),
            "Cue" | "NoCue" => (Kind::Attribution, true),
            "Actor" => (Kind::Actor, true),
            "Source" | "Content" => continue,
            other => match entity_type(other) {
                Some(_) => (Kind::Actor, false),
                None => {
                    return fail(format!(
                        "{other:?} is no label that is known: {}, or the name of an entity type as Person",
                        LABELS.join(", ")
                    ));
                }
            },
        };
        let span = mark.ranges[0].start..mark.ranges[mark.ranges.len() - 1].end;
        let mut item = Item { kind, line: mark.line, text: text[span.clone()].into(), span: Some(span), fields: Vec::new(), cluster: None };
        if mark.label == "NoCue" {
            (item.text, item.span) = (String::new(), None);
        }
        if native {
            let judged = mark.attributes.iter().find(|(name, _)| name == JUDGED).map_or("", |(_, list)| list);
            let optional = |f: &&&str| judged.split(',').any(|name| name == **f);
            let fields = kind.judged().iter().chain(kind.optional().iter().filter(optional));
            item.fields = fields.map(|f| (f.to_string(), String::new())).collect();
        } else if let Some(Some(of)) = entity_type(&mark.label) {
            item.fields.push(("actor_type".into(), of.into()));
        }
        for (field, value) in &mark.attributes {
            match field.as_str() {
                UNJUDGED => item.fields.retain(|(f, _)| !value.split(',').any(|name| name == f)),
                JUDGED => {}
                "cluster" => item.cluster = Some(value.clone()),
                _ => match item.fields.iter_mut().find(|(f, _)| f == field) {
                    Some((_, own)) => own.clone_from(value),
                    None if native => return fail(format!("{field:?} is no field of {}", kind.plural())),
                    None => {}
                },
            }
        }
        for role in ["source", "content"] {
            let linked = all.links.iter().filter(|(from, _, name)| *from == n && name == role);
            let mut ranges: Vec<&Range<usize>> = linked.flat_map(|(_, to, _)| &all.marks[*to].ranges).collect();
            ranges.sort_by_key(|r| (r.start, r.end));
            if let (false, Some((_, own))) = (ranges.is_empty(), item.fields.iter_mut().find(|(f, _)| f == role)) {
                *own = ranges.iter().map(|r| &text[(*r).clone()]).collect::<Vec<_>>().join(" … ");
            }
        }
        items.push(item);
    }
    Ok(items)
}

/// The actor type that other tools' names for entities mean; `Some(None)` where they leave it open.
fn entity_type(label: &str) -> Option<Option<&'static str>> {
    Some(match label.to_lowercase().as_str() {
        "person" | "per" | "pers" => Some("person"),
        "organization" | "organisation" | "org" | "company" => Some("organization"),
        "location" | "loc" | "place" | "facility" | "fac" | "city" => Some("location"),
        "country" => Some("country"),
        "group" | "norp" | "nationality" => Some("group"),
        "gpe" => None,
        _ => return None,
    })
}

/// The values that a field can have; none for one that is free.
pub fn choices(field: &str) -> Option<&'static [&'static str]> {
    CHOICES.iter().find(|(name, _)| *name == field).map(|(_, values)| *values)
}
