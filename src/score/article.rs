//! An annotated article: `article.txt` beside `fixture.toml`, which says what is annotated, and `expected.csv`, which says what is
//! expected. Both are read here and written here, so that what is written is read back the same.

use super::gold::{Gold, GoldError, Item, Kind};
use super::quotation::{place_of, places};

/// The columns of `expected.csv`. The last may be left out, and then it is not judged.
pub const COLUMNS: [&str; 20] = [
    "kind",
    "text",
    "at",
    "low",
    "high",
    "comparator",
    "measure",
    "unit",
    "counted",
    "about",
    "event",
    "change",
    "part_of",
    "flags",
    "source",
    "content",
    "certainty",
    "actor",
    "actor_type",
    "actors",
];

/// How many columns there are without the one that may be left out.
const NEEDED: usize = COLUMNS.len() - 1;

/// What `fixture.toml` says.
///
/// # Errors
/// Broken TOML, an unknown key, a value of the wrong type, kinds that are none.
pub fn settings(text: &str) -> Result<Gold, GoldError> {
    let line_of = |byte: usize| text[..byte.min(text.len())].matches('\n').count() as u64 + 1;
    let table =
        toml::de::DeTable::parse(text).map_err(|e| GoldError::new(e.span().map_or(0, |s| line_of(s.start)), e.message()))?.into_inner();
    let mut gold = Gold { reviewed: true, ..Gold::default() };
    for (key, value) in &table {
        let line = line_of(key.span().start);
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("kinds", toml::de::DeValue::Array(list)) => {
                for entry in list {
                    let known = Kind::ALL.into_iter().find(|k| entry.get_ref().as_str() == Some(k.plural()));
                    gold.kinds.push(known.ok_or_else(|| GoldError::new(line, "`kinds` lists claims, attributions and actors only"))?);
                }
            }
            ("date", toml::de::DeValue::String(date)) => gold.date = Some(date.to_string()),
            ("reviewed", toml::de::DeValue::Boolean(reviewed)) => gold.reviewed = *reviewed,
            (name, _) => {
                let what = format!("{name:?} is no key of fixture.toml, or has the wrong type; known are kinds, date and reviewed");
                return Err(GoldError::new(line, what));
            }
        }
    }
    gold.kinds.sort_unstable();
    gold.kinds.dedup();
    if gold.kinds.is_empty() {
        return Err(GoldError::new(0, "`kinds` must list what is annotated completely: claims, attributions, actors"));
    }
    Ok(gold)
}

/// `fixture.toml` as text.
pub fn write_settings(gold: &Gold) -> String {
    let kinds: Vec<String> = gold.kinds.iter().map(|k| format!("{:?}", k.plural())).collect();
    let date = gold.date.as_ref().map_or(String::new(), |date| format!("date = {}\n", toml::Value::from(date.as_str())));
    let note = if gold.reviewed {
        ""
    } else {
        "# A draft that the program made, not gold: it is never scored. Correct expected.csv against the article, then set this to true.\n"
    };
    format!("kinds = [{}]\n{date}{note}reviewed = {}\n", kinds.join(", "), gold.reviewed)
}

/// Reads `expected.csv` into `gold`, which holds the settings and the text. Every faulty row is told, not only the first.
pub fn expected(gold: &mut Gold, expected: &str) -> Vec<GoldError> {
    let mut faults = Vec::new();
    let mut reader = csv::Reader::from_reader(expected.trim_start_matches('\u{feff}').as_bytes());
    let columns = match reader.headers() {
        Err(e) => return vec![GoldError::new(1, e.to_string())],
        Ok(header) if header.iter().eq(COLUMNS) => &COLUMNS[..],
        Ok(header) if header.iter().eq(COLUMNS[..NEEDED].iter().copied()) => &COLUMNS[..NEEDED],
        Ok(_) => {
            let (needed, last) = (COLUMNS[..NEEDED].join(","), COLUMNS[NEEDED]);
            return vec![GoldError::new(1, format!("the header must be {needed}, and may have {last} behind it"))];
        }
    };
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                faults.push(GoldError::new(e.position().map_or(0, csv::Position::line), e.to_string()));
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |name: &str| columns.iter().position(|c| *c == name).and_then(|n| row.get(n)).unwrap_or("");
        let Some(kind) = Kind::ALL.into_iter().find(|k| k.name() == cell("kind")) else {
            faults.push(GoldError::new(line, format!("{:?} is no kind; write claim, attribution or actor", cell("kind"))));
            continue;
        };
        let fields: Vec<(String, String)> =
            kind.fields().filter(|f| columns.contains(f)).map(|f| (f.to_string(), cell(f).to_string())).collect();
        match places(&gold.text, cell("text"), cell("at"), kind) {
            Err(why) => faults.push(GoldError::new(line, why)),
            Ok(spans) => gold.items.extend(spans.into_iter().map(|span| Item {
                kind,
                line,
                text: cell("text").into(),
                span,
                fields: fields.clone(),
                cluster: None,
            })),
        }
    }
    gold.settle();
    faults
}

/// `expected.csv` of a gold: a row a finding, but one row for all mentions of a name that stand for one actor.
pub fn write_expected(gold: &Gold) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    let optional = gold.items.iter().any(|i| i.field(COLUMNS[NEEDED]).is_some());
    let columns = if optional { &COLUMNS[..] } else { &COLUMNS[..NEEDED] };
    let mut rows: Vec<Vec<String>> = vec![columns.iter().map(|c| c.to_string()).collect()];
    let mut written: Vec<&Item> = Vec::new();
    for item in &gold.items {
        let same = |other: &&Item| other.kind == item.kind && other.text == item.text && other.fields == item.fields;
        let mut at = String::new();
        if item.kind == Kind::Actor {
            if written.iter().any(same) {
                continue;
            }
            let alike: Vec<&Item> = gold.items.iter().filter(same).collect();
            if alone(gold, &alike) {
                written.push(item);
            } else {
                at = item.span.as_ref().map_or(String::new(), |span| place_of(&gold.text, span, false));
            }
        } else if let Some(span) = &item.span {
            at = place_of(&gold.text, span, true);
        }
        let cell = |column: &str| match column {
            "kind" => item.kind.name().to_string(),
            "text" => item.text.clone(),
            "at" => at.clone(),
            field => item.field(field).unwrap_or_default().to_string(),
        };
        rows.push(columns.iter().map(|c| cell(c)).collect());
    }
    for row in rows {
        // Writing to memory cannot fail.
        let _ = out.write_record(row);
    }
    out.into_inner().map_or(String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// True when one row with this name means exactly these mentions and no others.
fn alone(gold: &Gold, alike: &[&Item]) -> bool {
    let Some(first) = alike.first() else { return false };
    let Ok(found) = places(&gold.text, &first.text, "", Kind::Actor) else { return false };
    let longer = |span: &std::ops::Range<usize>| {
        let hides = |other: &std::ops::Range<usize>| other.len() > span.len() && other.start <= span.start && span.end <= other.end;
        gold.items.iter().any(|i| i.kind == Kind::Actor && i.span.as_ref().is_some_and(hides))
    };
    let shown: Vec<_> = found.into_iter().filter(|span| span.as_ref().is_some_and(|span| !longer(span))).collect();
    shown.len() == alike.len() && alike.iter().all(|item| shown.contains(&item.span))
}
