//! Which field of a JSON document, or column of a table, holds the text, the id, the title and the date.
//!
//! The usual names of news collections are known; the first name in the list that a document has wins. A name that the user
//! gives replaces the list.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// The field names to look for, best first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fields {
    /// The text in JSON.
    pub json_text: Vec<String>,
    /// The id in JSON.
    pub json_id: Vec<String>,
    /// The text's column in a table.
    pub table_text: Vec<String>,
    /// The id's column in a table.
    pub table_id: Vec<String>,
    /// Results of earlier runs are read, and not left out.
    pub results: bool,
}

const TEXT: [&str; 4] = ["text", "maintext", "body", "content"];
const ID: [&str; 2] = ["id", "url"];
const TITLE: [&str; 1] = ["title"];
const DATE: [&str; 4] = ["date", "date_publish", "date_published", "published"];

impl Default for Fields {
    fn default() -> Self {
        Fields { json_text: owned(&TEXT), json_id: owned(&ID), table_text: owned(&TEXT), table_id: owned(&ID), results: false }
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_string()).collect()
}

/// What a field is for, with its rank among the names for the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// The text.
    Text(usize),
    /// The id.
    Id(usize),
    /// The title.
    Title(usize),
    /// The date.
    Date(usize),
}

/// What a field of a JSON document is for.
pub fn json_role(fields: &Fields, name: &str) -> Option<Role> {
    role(name, &fields.json_text, &fields.json_id)
}

/// What a column of a table is for.
pub fn table_role(fields: &Fields, name: &str) -> Option<Role> {
    role(name, &fields.table_text, &fields.table_id)
}

fn role(name: &str, text: &[String], id: &[String]) -> Option<Role> {
    let among = |names: &[String]| names.iter().position(|n| n.eq_ignore_ascii_case(name));
    let listed = |names: &[&str]| names.iter().position(|n| n.eq_ignore_ascii_case(name));
    among(text)
        .map(Role::Text)
        .or_else(|| among(id).map(Role::Id))
        .or_else(|| listed(&TITLE).map(Role::Title))
        .or_else(|| listed(&DATE).map(Role::Date))
}

/// "23 December 2024", "Mon, 23 Dec 2024 10:15:00 GMT", "Dec. 23, 2024": day and month in either order, then the year.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    Regex::new(&format!(r"(?i-u)\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+{month}|{month}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?),?\.?\s+(\d{{4}})\b"))
        .unwrap_or_else(|e| unreachable!("the pattern is fixed: {e}"))
});

/// A date as the record carries it, ISO 8601: the day of a date with a time, the day of a date in English words; any other form
/// stays as it is given, rather than be read wrongly (3/4/2024 is two days).
pub fn day(date: &str) -> Cow<'_, str> {
    let date = date.trim();
    let bytes = date.as_bytes();
    let iso = bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(n, b)| if n == 4 || n == 7 { *b == b'-' } else { b.is_ascii_digit() })
        && bytes.get(10).is_none_or(|b| matches!(b, b'T' | b't' | b' '));
    if iso {
        return Cow::Borrowed(&date[..10]);
    }
    written(date).map_or(Cow::Borrowed(date), Cow::Owned)
}

fn written(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts = WRITTEN.captures(date)?;
    let day: u32 = parts.get(1).or(parts.get(4))?.as_str().parse().ok().filter(|d| (1..=31).contains(d))?;
    let name = parts.get(2).or(parts.get(3))?.as_str().to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| *m == name)? + 1;
    Some(format!("{}-{month:02}-{day:02}", &parts[5]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_and_given_names() {
        let mut fields = Fields::default();
        assert_eq!(json_role(&fields, "maintext"), Some(Role::Text(1)));
        assert_eq!(json_role(&fields, "URL"), Some(Role::Id(1)));
        assert_eq!(json_role(&fields, "date_publish"), Some(Role::Date(1)));
        assert_eq!(json_role(&fields, "author"), None);
        fields.json_text = vec!["story".into()];
        assert_eq!(json_role(&fields, "story"), Some(Role::Text(0)));
        assert_eq!(json_role(&fields, "text"), None);
        assert_eq!(table_role(&fields, "text"), Some(Role::Text(0)));
    }

    #[test]
    fn a_day_without_its_time() {
        assert_eq!(day("2024-12-23 10:15:00"), "2024-12-23");
        assert_eq!(day("2024-12-23T10:15:00Z"), "2024-12-23");
        assert_eq!(day(" 2024-12-23 "), "2024-12-23");
        for written in ["23 December 2024", "Mon, 23 Dec 2024 10:15:00 GMT", "Dec. 23, 2024", "December 23rd, 2024"] {
            assert_eq!(day(written), "2024-12-23", "{written}");
        }
        for other in ["3/4/2024", "Christmas", "99 May 2024"] {
            assert_eq!(day(other), other);
        }
    }
}
