//! Documents as a page carries them: lists in place of objects, and every repeated word once for many documents.
//!
//! What can be cut out of the text again (the words of a span) is left out. `data.js` reads this shape, field by field in the
//! same order; both change together.

use std::collections::HashMap;

use serde_json::{Value, json};

/// The documents of a part of the report.
#[derive(Debug, Default)]
pub struct Block {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
    /// The documents as JSON that can stand inside a page, with commas between them.
    documents: String,
    count: usize,
    word_bytes: usize,
}

impl Block {
    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.count
    }

    /// About how many bytes it takes in a page.
    pub fn bytes(&self) -> usize {
        self.documents.len() + self.word_bytes
    }

    /// True when it holds none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The block as JSON that can stand inside a page; it is empty afterwards.
    pub fn take(&mut self) -> String {
        let block = std::mem::take(self);
        let words = super::page::harmless(&Value::from(block.words).to_string());
        format!("{{\"w\":{words},\"d\":[{}]}}", block.documents)
    }

    /// Adds a document: its record with the text, and for each claim, attribution and actor the lexicon rows behind it.
    pub fn add(&mut self, record: &Value, lexicon: &Lexicon) {
        let claims: Vec<Value> = items(record, "claims").zip(&lexicon.claims).map(|(c, rows)| self.claim(c, rows)).collect();
        let said: Vec<Value> =
            items(record, "attributions").zip(&lexicon.attributions).map(|(a, rows)| self.attribution(a, rows)).collect();
        let actors: Vec<Value> = items(record, "actors").zip(&lexicon.actors).map(|(a, rows)| self.actor(a, rows)).collect();
        let document = json!([record["doc"], record["title"], record["date"], record["text"], claims, said, actors]).to_string();
        if self.count > 0 {
            self.documents.push(',');
        }
        self.documents.push_str(&super::page::harmless(&document));
        self.count += 1;
    }

    fn word(&mut self, value: &Value) -> Value {
        let Some(text) = value.as_str() else { return Value::Null };
        let next = self.words.len();
        let number = *self.numbers.entry(text.to_string()).or_insert(next);
        if number == next {
            self.words.push(text.to_string());
            self.word_bytes += text.len() + "\"\",".len();
        }
        number.into()
    }

    fn list(&mut self, value: &Value) -> Value {
        value.as_array().into_iter().flatten().map(|item| self.word(item)).collect()
    }

    fn rows(&mut self, rows: &[String]) -> Value {
        rows.iter().map(|row| self.word(&Value::from(row.as_str()))).collect()
    }

    fn claim(&mut self, c: &Value, rows: &[String]) -> Value {
        json!([
            c["start"],
            c["end"],
            c["sentence"],
            c["low"],
            c["high"],
            self.word(&c["comparator"]),
            self.word(&c["measure"]),
            self.word(&c["unit"]),
            self.word(&c["counted"]),
            self.word(&c["about"]),
            self.word(&c["event"]),
            self.word(&c["change"]),
            self.list(&c["flags"]),
            number(&c["part_of"]),
            number(&c["attribution"]),
            number(&c["source"]),
            self.word(&c["source_name"]),
            self.word(&c["certainty"]),
            numbers(&c["actors"]),
            self.word(&c["rule"]),
            number(&c["same_as"]),
            self.rows(rows),
        ])
    }

    fn attribution(&mut self, a: &Value, rows: &[String]) -> Value {
        json!([
            a["sentence"],
            flat(&a["source"]["spans"]),
            self.word(&a["source"]["kind"]),
            number(&a["source"]["actor"]),
            flat(&a["cue"]["spans"]),
            self.word(&a["cue"]["lemma"]),
            self.word(&a["cue"]["class"]),
            flat(&a["content"]["spans"]),
            self.word(&a["content"]["kind"]),
            self.word(&a["certainty"]),
            self.word(&a["rule"]),
            self.rows(rows),
        ])
    }

    fn actor(&mut self, a: &Value, rows: &[String]) -> Value {
        let mentions: Vec<Value> =
            items(a, "mentions").flat_map(|m| [m["start"].clone(), m["end"].clone(), self.word(&m["link"])]).collect();
        json!([
            self.word(&a["name"]),
            self.word(&a["kind"]),
            self.word(&a["type"]),
            self.word(&a["country"]),
            self.list(&a["roles"]),
            self.list(&a["aliases"]),
            mentions,
            self.word(&a["rule"]),
            self.rows(rows),
            numbers(&a["could_be"]),
            numbers(&a["belongs_to"]),
        ])
    }
}

/// The lexicon rows behind the extractions of a document.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// For each claim.
    pub claims: Vec<Vec<String>>,
    /// For each attribution.
    pub attributions: Vec<Vec<String>>,
    /// For each actor.
    pub actors: Vec<Vec<String>>,
}

/// The items of a list of a record.
pub fn items<'v>(record: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    record[name].as_array().into_iter().flatten()
}

/// "a12" as 12.
fn number(id: &Value) -> Value {
    id.as_str().and_then(|id| id.get(1..)?.parse::<u64>().ok()).map_or(Value::Null, Value::from)
}

fn numbers(ids: &Value) -> Value {
    ids.as_array().into_iter().flatten().map(number).collect()
}

fn flat(spans: &Value) -> Value {
    spans.as_array().into_iter().flatten().flat_map(|span| span.as_array().cloned().unwrap_or_default()).collect()
}
