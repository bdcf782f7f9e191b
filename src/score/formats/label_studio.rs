//! Label Studio JSON: a list of tasks, each with its text, regions and relations. Its offsets count UTF-16 units, because it runs
//! in a browser; what others wrote in code points is read too.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::located::{Unit, Written, located};
use super::standoff::{CHOICES, JUDGED, LABELS, Mark, Standoff, UNJUDGED, from_gold, items};
use crate::score::{Gold, GoldError, Kind, Offsets};

/// The tasks of several golds, for importing with their annotations.
pub fn write(all: &[Gold]) -> String {
    let tasks: Vec<Value> = all.iter().map(task).collect();
    format!("{:#}\n", Value::Array(tasks))
}

fn task(gold: &Gold) -> Value {
    let (all, offsets) = (from_gold(gold), Offsets::new(&gold.text));
    let mut result = Vec::new();
    // A region has one span: a mark in fragments becomes several regions, and the links go to each.
    let id = |mark: usize, fragment: usize| format!("m{mark}-{fragment}");
    for (n, mark) in all.marks.iter().enumerate() {
        for (k, range) in mark.ranges.iter().enumerate() {
            let (start, end) = offsets.units(range);
            let value = json!({"start": start, "end": end, "text": &gold.text[range.clone()], "labels": [mark.label]});
            result.push(json!({"id": id(n, k), "from_name": "label", "to_name": "text", "type": "labels", "value": value}));
        }
        for (field, written) in &mark.attributes {
            let (start, end) = offsets.units(&mark.ranges[0]);
            let choice = CHOICES.iter().any(|(name, values)| name == field && values.contains(&written.as_str()));
            let (of, key) = if choice { ("choices", "choices") } else { ("textarea", "text") };
            let value = json!({"start": start, "end": end, key: [written]});
            result.push(json!({"id": id(n, 0), "from_name": field, "to_name": "text", "type": of, "value": value}));
        }
    }
    for (from, to, role) in &all.links {
        for k in 0..all.marks[*to].ranges.len() {
            result.push(json!({"from_id": id(*from, 0), "to_id": id(*to, k), "type": "relation", "direction": "right", "labels": [role]}));
        }
    }
    let kinds: Vec<&str> = gold.kinds.iter().map(|k| k.plural()).collect();
    let data = json!({"text": gold.text, "id": gold.id, "kinds": kinds, "date": gold.date, "reviewed": gold.reviewed});
    json!({"data": data, "annotations": [{"result": result}]})
}

/// The labelling configuration to paste into a project.
pub fn configuration() -> String {
    let mut out =
        String::from("<View>\n  <Relations>\n    <Relation value=\"source\"/>\n    <Relation value=\"content\"/>\n  </Relations>\n");
    out.push_str("  <Labels name=\"label\" toName=\"text\">\n");
    for label in LABELS {
        let _ = writeln!(out, "    <Label value=\"{label}\"/>");
    }
    out.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n");
    for (field, values) in CHOICES {
        let _ = writeln!(out, "  <Choices name=\"{field}\" toName=\"text\" perRegion=\"true\" choice=\"single\" showInline=\"true\">");
        for value in values {
            let _ = writeln!(out, "    <Choice value=\"{value}\"/>");
        }
        out.push_str("  </Choices>\n");
    }
    let mut free: Vec<&str> = Kind::ALL.iter().flat_map(|k| k.fields()).chain([JUDGED, UNJUDGED]).collect();
    free.retain(|field| CHOICES.iter().all(|(name, _)| name != field));
    free.sort_unstable();
    free.dedup();
    for field in free {
        let _ = writeln!(
            out,
            "  <TextArea name=\"{field}\" toName=\"text\" perRegion=\"true\" editable=\"true\" maxSubmissions=\"1\" placeholder=\"{field}\"/>"
        );
    }
    out.push_str("</View>\n");
    out
}

/// Reads an export.
///
/// # Errors
/// Broken JSON, a task without a text, a region whose words do not stand where it says.
pub fn read(json: &str) -> Result<Vec<Gold>, GoldError> {
    let file: Value = serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|e| GoldError::new(e.line() as u64, format!("broken JSON: {e}")))?;
    let tasks = match file {
        Value::Array(tasks) => tasks,
        one => vec![one],
    };
    tasks.iter().enumerate().map(|(n, task)| one(task, n + 1)).collect()
}

fn one(task: &Value, number: usize) -> Result<Gold, GoldError> {
    let data = &task["data"];
    let name = data["id"].as_str().map(String::from).or(task["id"].as_u64().map(|id| id.to_string())).unwrap_or(number.to_string());
    let fail = |what: &str| GoldError::new(0, format!("task {name:?}: {what}"));
    let text =
        data["text"].as_str().or_else(|| data.as_object()?.values().find_map(Value::as_str)).ok_or_else(|| fail("no text in `data`"))?;
    let mut gold = Gold { id: name.clone(), text: text.into(), ..Gold::default() };
    gold.date = data["date"].as_str().map(String::from);
    let list = |key: &str| task[key].as_array().filter(|l| !l.is_empty());
    let done = list("annotations").or(list("completions"));
    gold.reviewed = data["reviewed"].as_bool().unwrap_or(done.is_some());
    let kept = |a: &&Value| a["was_cancelled"].as_bool() != Some(true);
    let annotation = done.or(list("predictions")).and_then(|list| list.iter().rfind(kept));
    let results = annotation.and_then(|a| a["result"].as_array()).map_or(&[][..], Vec::as_slice);
    let (mut all, mut ids, mut spans) = (Standoff::default(), HashMap::new(), Vec::new());
    for region in results.iter().filter(|r| r["value"]["labels"].is_array()) {
        let value = &region["value"];
        let label = value["labels"][0].as_str().ok_or_else(|| fail("a region has no label"))?;
        let (start, end) = value["start"].as_u64().zip(value["end"].as_u64()).ok_or_else(|| fail("a region has no start and end"))?;
        ids.insert(region["id"].as_str().unwrap_or_default(), all.marks.len());
        all.marks.push(Mark { label: label.into(), ranges: Vec::new(), attributes: Vec::new(), line: 0 });
        spans.push(Written { fragments: vec![(start as usize, end as usize)], words: value["text"].as_str().map(String::from) });
    }
    let places = located(text, &spans, Unit::Utf16).map_err(|n| {
        let words = spans[n].words.as_deref().unwrap_or_default();
        fail(&format!("{words:?} does not stand where its start and end say; is `data` the text that was annotated?"))
    })?;
    for (mark, ranges) in all.marks.iter_mut().zip(places) {
        mark.ranges = ranges;
    }
    for result in results {
        let target = |key: &str| result[key].as_str().and_then(|id| ids.get(id)).copied();
        let value = &result["value"];
        match result["type"].as_str() {
            Some("relation") => {
                let (from, to) =
                    target("from_id").zip(target("to_id")).ok_or_else(|| fail("a relation links a region that is not there"))?;
                // Drawn from the content to the cue as often as the other way round: the labels tell.
                let (from, to) = if all.marks[to].label.ends_with("Cue") { (to, from) } else { (from, to) };
                let role = result["labels"][0].as_str().map_or_else(|| all.marks[to].label.to_lowercase(), String::from);
                all.links.push((from, to, role));
            }
            Some("choices" | "textarea") => {
                let written = value["choices"][0].as_str().or(value["text"][0].as_str()).or(value["text"].as_str());
                if let (Some(mark), Some(field), Some(written)) = (target("id"), result["from_name"].as_str(), written) {
                    all.marks[mark].attributes.push((field.into(), written.into()));
                }
            }
            _ => {}
        }
    }
    gold.items = items(text, &all).map_err(|e| fail(&e.message))?;
    let listed = data["kinds"].as_array().map(|l| l.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    let annotated = |k: &Kind| match &listed {
        Some(list) => list.contains(&k.plural()),
        None => gold.items.iter().any(|i| i.kind == *k),
    };
    gold.kinds = Kind::ALL.into_iter().filter(annotated).collect();
    gold.settle();
    Ok(gold)
}
