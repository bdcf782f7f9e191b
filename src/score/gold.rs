//! Gold: annotated cases (TOML) and articles (CSV), read into one shape.

use std::fmt;
use std::ops::Range;

/// What is annotated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Numeric claims.
    Claim,
    /// Attributions.
    Attribution,
    /// Mentions of actors.
    Actor,
}

impl Kind {
    /// All kinds, in their fixed order.
    pub const ALL: [Kind; 3] = [Kind::Claim, Kind::Attribution, Kind::Actor];

    /// Its name in the `kind` column.
    pub fn name(self) -> &'static str {
        ["claim", "attribution", "actor"][self as usize]
    }

    /// Its name as a list.
    pub fn plural(self) -> &'static str {
        ["claims", "attributions", "actors"][self as usize]
    }

    /// The fields of `expected.csv` that are judged.
    fn judged(self) -> &'static [&'static str] {
        match self {
            Kind::Claim => &[
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
                "certainty",
            ],
            Kind::Attribution => &["source", "content", "certainty", "actor"],
            Kind::Actor => &["actor", "actor_type"],
        }
    }
}

/// One expected finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// The line of the file it stands in; for cases its number in the list.
    pub line: u64,
    /// The claim's span, the cue, or the mention.
    pub text: String,
    /// Where that stands, in bytes of the article; none when it was not looked for (cases).
    pub span: Option<Range<usize>>,
    /// The fields that are judged, by column name.
    pub fields: Vec<(String, String)>,
}

/// A text with what is expected of it.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The case's id or the folder's name.
    pub id: String,
    /// The text.
    pub text: String,
    /// Why the case does not pass yet; empty when it does.
    pub pending: String,
    /// The kinds that are annotated completely.
    pub kinds: Vec<Kind>,
    /// What is expected.
    pub items: Vec<Item>,
}

/// What is wrong with a gold file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldError {
    /// The line, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

impl std::error::Error for GoldError {}

fn fail<T>(line: u64, message: impl Into<String>) -> Result<T, GoldError> {
    Err(GoldError { line, message: message.into() })
}

/// The cases of one TOML file.
///
/// # Errors
/// Broken TOML, an unknown key, a value of the wrong type.
pub fn cases(text: &str) -> Result<Vec<Gold>, GoldError> {
    let line_of = |byte: usize| text[..byte].matches('\n').count() as u64 + 1;
    let file: toml::Table = text
        .parse()
        .map_err(|e: toml::de::Error| GoldError { line: e.span().map_or(0, |s| line_of(s.start)), message: e.message().into() })?;
    let list = file.get("case").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter().enumerate().map(|(n, value)| case(n, value)).collect()
}

fn case(n: usize, value: &toml::Value) -> Result<Gold, GoldError> {
    let Some(table) = value.as_table() else { return fail(0, format!("case {} is no table", n + 1)) };
    let mut gold = Gold::default();
    for (key, value) in table {
        let kind = Kind::ALL.into_iter().find(|k| k.plural() == key);
        match (key.as_str(), kind, value) {
            ("id", _, toml::Value::String(s)) => gold.id = s.clone(),
            ("text", _, toml::Value::String(s)) => gold.text = s.clone(),
            ("pending", _, toml::Value::String(s)) => gold.pending = s.clone(),
            (_, Some(kind), toml::Value::Array(list)) => {
                gold.kinds.push(kind);
                for (n, entry) in list.iter().enumerate() {
                    let item =
                        case_item(kind, n, entry).map_err(|why| GoldError { line: 0, message: format!("case {:?}: {why}", gold.id) })?;
                    gold.items.push(item);
                }
            }
            _ => return fail(0, format!("case {:?}: {key:?} is no key of a case, or has the wrong type", gold.id)),
        }
    }
    if gold.id.is_empty() || gold.text.is_empty() {
        return fail(0, format!("case {} needs an id and a text", n + 1));
    }
    Ok(gold)
}

fn case_item(kind: Kind, n: usize, entry: &toml::Value) -> Result<Item, String> {
    let table = entry.as_table().ok_or("an entry is no table")?;
    let mut item = Item { kind, line: n as u64 + 1, text: String::new(), span: None, fields: Vec::new() };
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
            (Kind::Claim, "same_as" | "actors") | (Kind::Actor, "roles" | "link" | "could_be" | "belongs_to") => {
                item.fields.push((key.clone(), value))
            }
            (_, field) if kind.judged().contains(&field) => item.fields.push((key.clone(), value)),
            _ => return Err(format!("{key:?} is no field of {}", kind.plural())),
        }
    }
    Ok(item)
}

/// The columns of `expected.csv`.
const COLUMNS: [&str; 19] = [
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
];

/// An annotated article: its text, its `fixture.toml` and its `expected.csv`.
///
/// # Errors
/// A wrong column or kind, a quotation that is not in the article, or that stands in it more than once without a place (`at`).
pub fn article(id: &str, text: &str, settings: &str, expected: &str) -> Result<Gold, GoldError> {
    let settings: toml::Table =
        settings.parse().map_err(|e: toml::de::Error| GoldError { line: 0, message: format!("fixture.toml: {}", e.message()) })?;
    let listed: Vec<&str> =
        settings.get("kinds").and_then(toml::Value::as_array).map_or(Vec::new(), |l| l.iter().filter_map(toml::Value::as_str).collect());
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|k| listed.contains(&k.plural())).collect();
    if kinds.is_empty() || kinds.len() != listed.len() {
        return fail(0, "fixture.toml: `kinds` must list claims, attributions or actors");
    }
    let mut gold = Gold { id: id.into(), text: text.into(), kinds, ..Gold::default() };
    let mut reader = csv::Reader::from_reader(expected.as_bytes());
    let header = reader.headers().map_err(|e| GoldError { line: 1, message: e.to_string() })?.clone();
    if header.iter().ne(COLUMNS) {
        return fail(1, format!("the header must be {}", COLUMNS.join(",")));
    }
    for row in reader.records() {
        let row = row.map_err(|e| GoldError { line: e.position().map_or(0, csv::Position::line), message: e.to_string() })?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |name: &str| COLUMNS.iter().position(|c| *c == name).and_then(|n| row.get(n)).unwrap_or("");
        let Some(kind) = Kind::ALL.into_iter().find(|k| k.name() == cell("kind")) else {
            return fail(line, format!("{:?} is no kind; write claim, attribution or actor", cell("kind")));
        };
        let fields: Vec<(String, String)> = kind.judged().iter().map(|f| (f.to_string(), cell(f).to_string())).collect();
        for span in places(text, cell("text"), cell("at"), kind).map_err(|message| GoldError { line, message })? {
            gold.items.push(Item { kind, line, text: cell("text").into(), span, fields: fields.clone() });
        }
    }
    // A longer name hides the shorter one inside it ("North Korean" hides "North Korea").
    let names: Vec<Range<usize>> = gold.items.iter().filter(|i| i.kind == Kind::Actor).filter_map(|i| i.span.clone()).collect();
    gold.items.retain(|i| {
        let Some(own) = i.span.as_ref().filter(|_| i.kind == Kind::Actor) else { return true };
        !names.iter().any(|s| s.len() > own.len() && s.start <= own.start && own.end <= s.end)
    });
    gold.items.sort_by_key(|i| (i.kind, i.span.as_ref().map(|s| (s.start, s.end))));
    Ok(gold)
}

/// Where the quoted words stand: inside `at` when it is given, everywhere for a name, else in the one place there is.
fn places(text: &str, quoted: &str, at: &str, kind: Kind) -> Result<Vec<Option<Range<usize>>>, String> {
    if quoted.is_empty() {
        // A speaker after a dash or before a colon has no words for a cue.
        return if kind == Kind::Attribution { Ok(vec![None]) } else { Err("the column `text` is empty".into()) };
    }
    if !at.is_empty() {
        let starts: Vec<usize> = text.match_indices(at).map(|(n, _)| n).collect();
        let [start] = starts[..] else {
            return Err(format!("the place {at:?} stands {} times in the article; it must stand once", starts.len()));
        };
        let inside = whole_words(at, quoted);
        let Some(first) = inside.first() else { return Err(format!("{quoted:?} does not stand in the place {at:?}")) };
        return Ok(vec![Some(start + first..start + first + quoted.len())]);
    }
    let found = whole_words(text, quoted);
    match (found.len(), kind) {
        (0, _) => Err(format!("{quoted:?} does not stand in the article")),
        (1, _) | (_, Kind::Actor) => Ok(found.into_iter().map(|n| Some(n..n + quoted.len())).collect()),
        (n, _) => Err(format!("{quoted:?} stands {n} times in the article; say which with `at`")),
    }
}

/// Where `quoted` stands without touching another letter or digit, except that a sign may touch what it likes.
fn whole_words(text: &str, quoted: &str) -> Vec<usize> {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (quoted.chars().next(), quoted.chars().next_back());
    let free = |n: usize| {
        let before = word(text[..n].chars().next_back()) && word(first);
        let after = word(text[n + quoted.len()..].chars().next()) && word(last);
        !before && (!after || last.is_some_and(|c| c.is_ascii_digit()))
    };
    text.match_indices(quoted).map(|(n, _)| n).filter(|&n| free(n)).collect()
}
