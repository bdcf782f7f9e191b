//! The findings of a record in the shape of the gold: a span, its words, and the judged fields by column name.

use crate::emit::Record;

use super::gold::{Gold, Item, Kind};
use super::offsets::Offsets;

/// One finding of the program.
#[derive(Clone, Debug)]
pub struct Found {
    /// The claim's span, the cue, or the mention.
    pub text: String,
    /// Its first code point, and one past its last.
    pub span: (usize, usize),
    /// The rule that made it.
    pub rule: String,
    /// The number of the actor that a mention is of.
    pub actor: usize,
    /// Every field that can be judged.
    pub fields: Vec<(&'static str, String)>,
}

impl Found {
    /// A field; empty when the finding has none of this name.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(f, _)| *f == name).map_or("", |(_, v)| v)
    }
}

/// The findings of a kind, in text order.
pub fn found(record: &Record<'_>, kind: Kind) -> Vec<Found> {
    match kind {
        Kind::Claim => claims(record),
        Kind::Attribution => attributions(record),
        Kind::Actor => mentions(record),
    }
}

/// A draft of gold from what the program found, for a person to correct.
pub fn draft(id: &str, text: &str, record: &Record<'_>) -> Gold {
    let offsets = Offsets::new(text);
    let mut gold = Gold { id: id.into(), text: text.into(), kinds: Kind::ALL.to_vec(), ..Gold::default() };
    for kind in Kind::ALL {
        for finding in found(record, kind) {
            let span = offsets.bytes(finding.span).filter(|s| !s.is_empty());
            let fields = kind.fields().map(|f| (f.to_string(), finding.field(f).to_string()));
            gold.items.push(Item { kind, line: 0, text: finding.text.clone(), span, fields: fields.collect(), cluster: None });
        }
    }
    gold.settle();
    gold
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
            actor: 0,
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
                ("actors", c.actors.iter().map(actor).collect::<Vec<_>>().join("; ")),
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
            actor: 0,
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
                actor: a.id as usize,
                fields: vec![
                    ("actor", a.name.to_string()),
                    ("actor_type", m.kind.unwrap_or(a.actor_type).name().into()),
                    ("country", a.country.as_deref().unwrap_or_default().into()),
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
