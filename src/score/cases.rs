//! One-sentence cases in TOML: the smallest thing to write down when a rule is added or a bug is found.

use super::gold::{Gold, GoldError, Item, Kind};

/// The cases of one TOML file.
///
/// # Errors
/// Broken TOML, an unknown key, a value of the wrong type, a missing id or text.
pub fn cases(text: &str) -> Result<Vec<Gold>, GoldError> {
    let line_of = |byte: usize| text[..byte.min(text.len())].matches('\n').count() as u64 + 1;
    let spanned = toml::de::DeTable::parse(text).map_err(|e| GoldError::new(e.span().map_or(0, |s| line_of(s.start)), e.message()))?;
    let file: toml::Table =
        text.parse().map_err(|e: toml::de::Error| GoldError::new(e.span().map_or(0, |s| line_of(s.start)), e.message()))?;
    if let Some((key, _)) = spanned.get_ref().iter().find(|(key, _)| key.get_ref() != "case") {
        return Err(GoldError::new(line_of(key.span().start), format!("{:?} is no key of a file of cases; write [[case]]", key.get_ref())));
    }
    let list = file.get("case").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    let places = spanned.get_ref().get("case").and_then(|value| value.get_ref().as_array());
    let mut all = Vec::with_capacity(list.len());
    for (n, value) in list.iter().enumerate() {
        let place = places.and_then(|list| list.get(n));
        let line = place.map_or(0, |p| line_of(p.span().start));
        let table = place.and_then(|p| p.get_ref().as_table());
        let entry_line = |key: &str, n: usize| -> u64 {
            let list = table.and_then(|t| t.get(key)).and_then(|v| v.get_ref().as_array());
            list.and_then(|list| list.get(n)).map_or(line, |entry| line_of(entry.span().start))
        };
        all.push(case(value, line, entry_line)?);
    }
    Ok(all)
}

fn case(value: &toml::Value, line: u64, entry_line: impl Fn(&str, usize) -> u64) -> Result<Gold, GoldError> {
    let Some(table) = value.as_table() else { return Err(GoldError::new(line, "a case must be a table")) };
    let mut gold = Gold { is_case: true, reviewed: true, line, ..Gold::default() };
    gold.id = table.get("id").and_then(toml::Value::as_str).unwrap_or_default().to_string();
    for (key, value) in table {
        let kind = Kind::ALL.into_iter().find(|k| k.plural() == key);
        match (key.as_str(), kind, value) {
            ("id", _, toml::Value::String(_)) => {}
            ("text", _, toml::Value::String(s)) => gold.text = s.clone(),
            ("pending", _, toml::Value::String(s)) => gold.pending = s.clone(),
            (_, Some(kind), toml::Value::Array(list)) => {
                gold.kinds.push(kind);
                for (n, entry) in list.iter().enumerate() {
                    let line = entry_line(key, n);
                    let item = item(kind, line, entry).map_err(|why| GoldError::new(line, format!("case {:?}: {why}", gold.id)))?;
                    gold.items.push(item);
                }
            }
            _ => return Err(GoldError::new(line, format!("case {:?}: {key:?} is no key of a case, or has the wrong type", gold.id))),
        }
    }
    if gold.id.is_empty() || gold.text.is_empty() {
        return Err(GoldError::new(line, "a case needs an id and a text"));
    }
    gold.kinds.sort_unstable();
    Ok(gold)
}

fn item(kind: Kind, line: u64, entry: &toml::Value) -> Result<Item, String> {
    let table = entry.as_table().ok_or("an entry is no table")?;
    let mut item = Item { kind, line, text: String::new(), span: None, fields: Vec::new(), cluster: None };
    for (key, value) in table {
        let value = match value {
            toml::Value::String(s) if s == "open" => String::new(),
            toml::Value::String(s) => s.clone(),
            toml::Value::Integer(i) => i.to_string(),
            toml::Value::Float(f) => f.to_string(),
            toml::Value::Array(list) => {
                let pieces: Option<Vec<&str>> = list.iter().map(toml::Value::as_str).collect();
                pieces.ok_or("a list holds words only")?.join(if key == "flags" { ";" } else { " … " })
            }
            _ => return Err(format!("{key:?} has the wrong type")),
        };
        match (kind, key.as_str()) {
            (Kind::Attribution, "cue") | (Kind::Claim | Kind::Actor, "text") => item.text = value,
            (Kind::Actor, "type") => item.fields.push(("actor_type".into(), value)),
            (Kind::Actor, "name") => item.fields.push(("actor".into(), value)),
            // Links between the findings of one text, which whole articles leave open.
            (Kind::Claim, "same_as") | (Kind::Actor, "country" | "roles" | "link" | "could_be" | "belongs_to") => {
                item.fields.push((key.clone(), value));
            }
            (_, field) if kind.fields().any(|f| f == field) => item.fields.push((key.clone(), value)),
            _ => return Err(format!("{key:?} is no field of {}", kind.plural())),
        }
    }
    Ok(item)
}
