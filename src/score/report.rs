//! The comparison of a record with its gold: pairs, missed and wrong findings, and the fields in which pairs part.

use crate::emit::Record;
use crate::score::{Gold, Kind, agrees};

/// Expected, found and right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Gold findings.
    pub gold: usize,
    /// Findings of the program.
    pub found: usize,
    /// Pairs that share text.
    pub paired: usize,
    /// Pairs in which every judged field agrees.
    pub right: usize,
}

impl Counts {
    /// F1 of detection.
    pub fn found_f1(&self) -> f64 {
        self.f1(self.paired)
    }

    /// F1 of findings with every judged field right.
    pub fn right_f1(&self) -> f64 {
        self.f1(self.right)
    }

    fn f1(&self, hits: usize) -> f64 {
        match self.gold + self.found {
            0 => 1.0,
            n => 2.0 * hits as f64 / n as f64,
        }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.found += other.found;
        self.paired += other.paired;
        self.right += other.right;
    }
}

/// One thing that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Expected and not found.
    Missing {
        /// Its kind.
        kind: Kind,
        /// The line of the gold.
        line: u64,
        /// Its words.
        text: String,
    },
    /// Found and not expected.
    Spurious {
        /// Its kind.
        kind: Kind,
        /// Its words.
        text: String,
        /// The rule that made it.
        rule: String,
    },
    /// A pair that disagrees in one field.
    Field {
        /// Its kind.
        kind: Kind,
        /// Its words.
        text: String,
        /// The field.
        field: String,
        /// What the gold says.
        want: String,
        /// What was found.
        got: String,
        /// The rule that made it.
        rule: String,
    },
}

/// The comparison of one document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By kind, in the order of `Kind::ALL`.
    pub counts: [Counts; 3],
    /// All differences, by kind.
    pub differences: Vec<Difference>,
}

struct Found {
    text: String,
    span: (usize, usize),
    rule: String,
    fields: Vec<(&'static str, String)>,
}

impl Found {
    fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(f, _)| *f == name).map_or("", |(_, v)| v)
    }
}

/// Compares a record with its gold, for the kinds that are annotated.
pub fn score(gold: &Gold, record: &Record<'_>) -> Report {
    let mut report = Report::default();
    for kind in Kind::ALL.into_iter().filter(|k| gold.kinds.contains(k)) {
        one_kind(gold, kind, &found(record, kind), &mut report);
    }
    report
}

fn one_kind(gold: &Gold, kind: Kind, system: &[Found], report: &mut Report) {
    let items: Vec<_> = gold.items.iter().filter(|i| i.kind == kind).collect();
    let to_chars = |byte: usize| gold.text[..byte].chars().count();
    let spans: Vec<_> = items.iter().map(|i| i.span.as_ref().map(|s| (to_chars(s.start), to_chars(s.end)))).collect();
    // The source of an attribution is a phrase of the text, that of a claim a name.
    let judged = |field: &str| if kind == Kind::Attribution && field == "source" { "source_phrase".to_string() } else { field.to_string() };
    let wrong = |i: usize, s: usize| items[i].fields.iter().filter(|(f, want)| !agrees(&judged(f), want, system[s].field(f))).count();
    let mut pairs = Vec::new();
    for (i, item) in items.iter().enumerate() {
        for (s, found) in system.iter().enumerate() {
            let shared = match spans[i] {
                Some(span) => span.1.min(found.span.1).saturating_sub(span.0.max(found.span.0)),
                // A speaker before a colon or after a dash has no words for a cue: the fields decide.
                None if item.text.is_empty() => 1,
                None => usize::from(item.text == found.text) * item.text.len(),
            };
            if shared > 0 && (kind != Kind::Actor || item.text == found.text) {
                pairs.push((wrong(i, s), usize::MAX - shared, i, s));
            }
        }
    }
    pairs.sort_unstable();
    let (mut item_of, mut pair_of) = (vec![None; system.len()], vec![None; items.len()]);
    for (_, _, i, s) in pairs {
        if pair_of[i].is_none() && item_of[s].is_none() {
            (pair_of[i], item_of[s]) = (Some(s), Some(i));
        }
    }
    let mut counts = Counts { gold: items.len(), found: system.len(), ..Counts::default() };
    for (i, item) in items.iter().enumerate() {
        let Some(s) = pair_of[i] else {
            report.differences.push(Difference::Missing { kind, line: item.line, text: item.text.clone() });
            continue;
        };
        counts.paired += 1;
        counts.right += usize::from(wrong(i, s) == 0);
        for (field, want) in item.fields.iter().filter(|(f, want)| !agrees(&judged(f), want, system[s].field(f))) {
            let got = system[s].field(field).to_string();
            let rule = system[s].rule.clone();
            report.differences.push(Difference::Field {
                kind,
                text: item.text.clone(),
                field: field.clone(),
                want: want.clone(),
                got,
                rule,
            });
        }
    }
    for (_, found) in system.iter().enumerate().filter(|(s, _)| item_of[*s].is_none()) {
        report.differences.push(Difference::Spurious { kind, text: found.text.clone(), rule: found.rule.clone() });
    }
    report.counts[kind as usize] = counts;
}

fn found(record: &Record<'_>, kind: Kind) -> Vec<Found> {
    match kind {
        Kind::Claim => claims(record),
        Kind::Attribution => attributions(record),
        Kind::Actor => mentions(record),
    }
}

fn claims(record: &Record<'_>) -> Vec<Found> {
    let plain = |n: Option<f64>| n.map_or(String::new(), |v| v.to_string());
    let text = |t: &Option<std::borrow::Cow<'_, str>>| t.as_deref().unwrap_or("").to_string();
    let actor = |id: &u32| record.actors[*id as usize - 1].name.to_string();
    record
        .claims
        .iter()
        .map(|c| Found {
            text: c.text.to_string(),
            span: (c.start, c.end),
            rule: c.rule.to_string(),
            fields: vec![
                ("low", plain(c.low)),
                ("high", plain(c.high)),
                ("comparator", c.comparator.name().into()),
                ("measure", c.measure.name().into()),
                ("unit", c.unit.to_string()),
                ("counted", text(&c.counted)),
                ("about", text(&c.about)),
                ("event", text(&c.event)),
                ("change", c.change.map_or("", |c| c.name()).into()),
                ("flags", c.flags.iter().map(|f| f.name()).collect::<Vec<_>>().join(";")),
                ("part_of", c.part_of.map_or(String::new(), |p| record.claims[p as usize - 1].text.to_string())),
                ("same_as", c.same_as.map_or(String::new(), |n| format!("c{n}"))),
                ("actors", c.actors.iter().map(actor).collect::<Vec<_>>().join(" … ")),
                ("source", text(&c.source_name)),
                ("certainty", c.certainty.name().into()),
            ],
        })
        .collect()
}

fn attributions(record: &Record<'_>) -> Vec<Found> {
    let name = |id: Option<u32>| id.and_then(|id| record.actors.get(id as usize - 1)).map(|a| a.name.to_string());
    record
        .attributions
        .iter()
        .map(|a| Found {
            text: a.cue.text.to_string(),
            span: a.cue.spans.first().copied().unwrap_or_default(),
            rule: a.rule.to_string(),
            fields: vec![
                ("source", a.source.text.to_string()),
                ("content", a.content.text.to_string()),
                ("certainty", a.certainty.name().into()),
                ("actor", name(a.source.actor).unwrap_or_else(|| a.source.text.to_string())),
            ],
        })
        .collect()
}

fn mentions(record: &Record<'_>) -> Vec<Found> {
    let names = |ids: &[u32]| ids.iter().map(|&id| record.actors[id as usize - 1].name.to_string()).collect::<Vec<_>>().join(" … ");
    let mut all: Vec<Found> = record
        .actors
        .iter()
        .flat_map(|a| {
            a.mentions.iter().map(|m| Found {
                text: m.text.to_string(),
                span: (m.start, m.end),
                rule: m.rule.to_string(),
                fields: vec![
                    ("actor", a.name.to_string()),
                    ("actor_type", m.kind.unwrap_or(a.actor_type).name().into()),
                    ("roles", a.roles.join(" … ")),
                    ("link", m.link.name().into()),
                    ("could_be", names(&a.could_be)),
                    ("belongs_to", names(&a.belongs_to)),
                ],
            })
        })
        .collect();
    all.sort_by_key(|f| f.span);
    all
}
