//! Which field of a JSON document, or column of a table, holds the text, the id, the title and the date.
//!
//! The usual names of news collections are known; the first name in the list that a document has wins. A name that the user
//! gives replaces the list.

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
}

const TEXT: [&str; 4] = ["text", "maintext", "body", "content"];
const ID: [&str; 2] = ["id", "url"];
const TITLE: [&str; 1] = ["title"];
const DATE: [&str; 4] = ["date", "date_publish", "date_published", "published"];

impl Default for Fields {
    fn default() -> Self {
        Fields { json_text: owned(&TEXT), json_id: owned(&ID), table_text: owned(&TEXT), table_id: owned(&ID) }
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

/// A date as the record carries it: the day alone where the input gives a day and a time in ISO 8601, else as given.
pub fn day(date: &str) -> &str {
    let date = date.trim();
    let bytes = date.as_bytes();
    let iso = bytes.len() > 10
        && bytes[..10].iter().enumerate().all(|(n, b)| if n == 4 || n == 7 { *b == b'-' } else { b.is_ascii_digit() })
        && matches!(bytes[10], b'T' | b't' | b' ');
    if iso { &date[..10] } else { date }
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
        assert_eq!(day("23 December 2024"), "23 December 2024");
    }
}
