//! The JSON Lines record as gold: the output of `scan --format jsonl --with-text`, corrected. A key that is not there is not
//! judged, one that is null or empty must come out empty; a list that is not there (`claims`, …) means that the kind is not
//! annotated.

use std::ops::Range;

use serde_json::Value;

use crate::score::{Gold, GoldError, Item, Kind, Offsets};

/// The golds of a file, a document a line.
pub fn records(file: &str) -> Vec<Result<Gold, GoldError>> {
    let lines = file.trim_start_matches('\u{feff}').lines().zip(1u64..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| record(line, number)).collect()
}

fn record(line: &str, number: u64) -> Result<Gold, GoldError> {
    let fail = |what: String| GoldError::new(number, what);
    let value: Value = serde_json::from_str(line).map_err(|e| fail(format!("broken JSON: {e}")))?;
    let id = value["doc"].as_str().or(value["id"].as_str()).map_or_else(|| number.to_string(), String::from);
    let text = value["text"].as_str().ok_or_else(|| fail("no `text`; write records with --with-text".into()))?;
    let reviewed = value["reviewed"].as_bool().unwrap_or(true);
    let mut gold =
        Gold { id, text: text.into(), reviewed, line: number, date: value["date"].as_str().map(String::from), ..Gold::default() };
    let reader = Reader { value: &value, text, offsets: Offsets::new(text), line: number };
    for kind in Kind::ALL {
        let Some(list) = value[kind.plural()].as_array() else { continue };
        gold.kinds.push(kind);
        for (n, entry) in list.iter().enumerate() {
            let place =
                |what: String| fail(format!("{} {}: {what}", kind.name(), entry["id"].as_str().map_or((n + 1).to_string(), String::from)));
            match kind {
                Kind::Claim => gold.items.push(reader.claim(entry).map_err(place)?),
                Kind::Attribution => gold.items.push(reader.attribution(entry).map_err(place)?),
                Kind::Actor => reader.mentions(entry, &mut gold.items).map_err(place)?,
            }
        }
    }
    if gold.kinds.is_empty() {
        return Err(fail("none of claims, attributions and actors is there: nothing is annotated".into()));
    }
    gold.settle();
    Ok(gold)
}

struct Reader<'v> {
    value: &'v Value,
    text: &'v str,
    offsets: Offsets,
    line: u64,
}

impl Reader<'_> {
    fn span(&self, start: &Value, end: &Value) -> Result<Range<usize>, String> {
        let pair = start.as_u64().zip(end.as_u64()).ok_or("it has no start and end")?;
        let bytes = self.offsets.bytes((pair.0 as usize, pair.1 as usize)).filter(|b| !b.is_empty());
        bytes.ok_or_else(|| format!("{}–{} is no span of the text", pair.0, pair.1))
    }

    fn spans(&self, list: &Value) -> Result<Vec<Range<usize>>, String> {
        list["spans"].as_array().map_or(&[][..], Vec::as_slice).iter().map(|pair| self.span(&pair[0], &pair[1])).collect()
    }

    fn item(&self, kind: Kind, span: Option<Range<usize>>) -> Item {
        let text = span.clone().map_or(String::new(), |s| self.text[s].to_string());
        Item { kind, line: self.line, text, span, fields: Vec::new(), cluster: None }
    }

    fn claim(&self, entry: &Value) -> Result<Item, String> {
        let span = self.span(&entry["start"], &entry["end"])?;
        if entry["text"].as_str().is_some_and(|text| text != &self.text[span.clone()]) {
            return Err(format!("{} does not stand at its offsets, {:?} does", entry["text"], &self.text[span]));
        }
        let mut item = self.item(Kind::Claim, Some(span));
        for field in Kind::Claim.fields() {
            let key = if field == "source" { "source_name" } else { field };
            let Some(value) = entry.get(key) else { continue };
            let written = match value {
                Value::Array(ids) if field == "actors" => self.actor_names(ids)?,
                Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(";"),
                Value::String(id) if field == "part_of" => self.claim_text(id)?,
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => String::new(),
            };
            item.fields.push((field.to_string(), written));
        }
        Ok(item)
    }

    fn actor_names(&self, ids: &[Value]) -> Result<String, String> {
        let all = self.value["actors"].as_array().map_or(&[][..], Vec::as_slice);
        let name = |id: &Value| {
            let actor = all.iter().find(|a| a["id"] == *id).ok_or_else(|| format!("it is about {id}, which is no actor here"))?;
            Ok(actor["name"].as_str().unwrap_or_default().to_string())
        };
        ids.iter().map(name).collect::<Result<Vec<_>, String>>().map(|names| names.join("; "))
    }

    fn claim_text(&self, id: &str) -> Result<String, String> {
        let all = self.value["claims"].as_array().map_or(&[][..], Vec::as_slice);
        let whole = all.iter().find(|c| c["id"] == id).ok_or_else(|| format!("it is part of {id:?}, which is no claim here"))?;
        Ok(self.text[self.span(&whole["start"], &whole["end"])?].to_string())
    }

    fn attribution(&self, entry: &Value) -> Result<Item, String> {
        let words = |ranges: &[Range<usize>], between: &str| ranges.iter().map(|r| &self.text[r.clone()]).collect::<Vec<_>>().join(between);
        let cue = self.spans(&entry["cue"])?;
        let mut item = self.item(Kind::Attribution, cue.first().cloned());
        item.text = words(&cue, " ");
        for (field, between) in [("source", " "), ("content", " … ")] {
            if entry.get(field).is_some() {
                item.fields.push((field.into(), words(&self.spans(&entry[field])?, between)));
            }
        }
        if let Some(certainty) = entry.get("certainty") {
            item.fields.push(("certainty".into(), certainty.as_str().unwrap_or_default().into()));
        }
        if let Some(actor) = entry["source"].get("actor") {
            let id = actor.as_str().unwrap_or_default();
            let all = self.value["actors"].as_array().map_or(&[][..], Vec::as_slice);
            let name = all.iter().find(|a| a["id"] == id).and_then(|a| a["name"].as_str());
            item.fields.push(("actor".into(), name.or(entry["source"]["text"].as_str()).unwrap_or_default().into()));
        }
        Ok(item)
    }

    fn mentions(&self, entry: &Value, items: &mut Vec<Item>) -> Result<(), String> {
        for mention in entry["mentions"].as_array().ok_or("it has no mentions")? {
            let mut item = self.item(Kind::Actor, Some(self.span(&mention["start"], &mention["end"])?));
            if let Some(name) = entry["name"].as_str() {
                item.fields.push(("actor".into(), name.into()));
            }
            if let Some(of) = mention["type"].as_str().or(entry["type"].as_str()) {
                item.fields.push(("actor_type".into(), of.into()));
            }
            item.cluster = entry["id"].as_str().map(String::from);
            items.push(item);
        }
        Ok(())
    }
}
