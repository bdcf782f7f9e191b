//! One JSON document: its text, id, title and date, picked out without building the rest.
//!
//! Strings are borrowed from the line where they hold no escapes; everything else in the document is passed over.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::fields::{self, Fields, Role};

/// What a document of the input gives.
#[derive(Debug, Default, PartialEq)]
pub struct Given<'d> {
    /// The text; none when no field for it is there, empty when the field is null.
    pub text: Option<Cow<'d, str>>,
    /// The id or address.
    pub id: Option<Cow<'d, str>>,
    /// The headline.
    pub title: Option<Cow<'d, str>>,
    /// The date of publication.
    pub date: Option<Cow<'d, str>>,
    /// The author, where the input is a web page.
    pub author: Option<Cow<'d, str>>,
}

/// Reads one JSON object; a text with escapes takes the memory of `spare`.
///
/// # Errors
/// With the reason, when it is not one, or has no text.
pub fn read<'d>(json: &'d str, wanted: &Fields, spare: &mut String) -> Result<Given<'d>, String> {
    let mut from = serde_json::Deserializer::from_str(json);
    let given = Seed { wanted, spare }.deserialize(&mut from).and_then(|given| from.end().map(|()| given)).map_err(|e| reason(&e))?;
    if given.text.is_none() {
        return Err(format!("no text: none of the fields {} is there; name it with --text-field", wanted.json_text.join(", ")));
    }
    Ok(given)
}

/// The id in a JSON object that may be broken behind it, or have no text.
pub fn id(json: &str, wanted: &Fields) -> Option<String> {
    let mut found = None;
    let mut from = serde_json::Deserializer::from_str(json);
    // Whatever is wrong with the object has been told.
    let _ = from.deserialize_map(IdVisitor { wanted, found: &mut found });
    found.map(|(_, id)| id)
}

struct IdVisitor<'f> {
    wanted: &'f Fields,
    found: &'f mut Option<(usize, String)>,
}

impl<'d> Visitor<'d> for IdVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(role) = map.next_key_seed(Key { wanted: self.wanted })? {
            match role {
                Some(Role::Id(rank)) => {
                    let better = self.found.as_ref().is_none_or(|(known, _)| rank < *known);
                    if let (Scalar(Some(id)), true) = (map.next_value()?, better) {
                        *self.found = Some((rank, id.into_owned()));
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rfind(" at line ").map_or(text.as_str(), |at| &text[..at]);
    match error.column() {
        0 => format!("broken JSON: {what}"),
        column => format!("broken JSON: {what} at column {column}"),
    }
}

struct Seed<'f> {
    wanted: &'f Fields,
    spare: &'f mut String,
}

impl<'d> DeserializeSeed<'d> for Seed<'_> {
    type Value = Given<'d>;

    fn deserialize<D: Deserializer<'d>>(self, from: D) -> Result<Given<'d>, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'d> Visitor<'d> for Seed<'_> {
    type Value = Given<'d>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object with the fields of a document")
    }

    fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<Given<'d>, A::Error> {
        // Each with the rank of the name it was found under.
        let (mut text, mut id, mut title, mut date) = (None, None, None, None);
        while let Some(role) = map.next_key_seed(Key { wanted: self.wanted })? {
            match role {
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some(Role::Text(rank)) => keep(&mut text, rank, words(map.next_value()?, self.spare)?),
                Some(Role::Id(rank)) => keep(&mut id, rank, map.next_value()?),
                Some(Role::Title(rank)) => keep(&mut title, rank, map.next_value()?),
                Some(Role::Date(rank)) => keep(&mut date, rank, map.next_value()?),
            }
        }
        let given = |slot: Option<(usize, Scalar<'d>)>| slot.and_then(|(_, s)| s.0).filter(|s| !s.trim().is_empty());
        Ok(Given {
            text: text.map(|(_, scalar): (usize, Scalar<'d>)| scalar.0.unwrap_or_default()),
            id: given(id),
            title: given(title),
            date: given(date),
            author: None,
        })
    }
}

/// The value of a text field. A string is cut out as it stands and its escapes are resolved here, which costs half of what the
/// parser's way does: it gathers the pieces in a list of its own, anew for every document.
fn words<'d, E: Error>(raw: &'d RawValue, spare: &mut String) -> Result<Scalar<'d>, E> {
    let quoted = raw.get().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let Some(escaped) = quoted else { return serde_json::from_str(raw.get()).map_err(E::custom) };
    if memchr::memchr(b'\\', escaped.as_bytes()).is_none() {
        return Ok(Scalar(Some(Cow::Borrowed(escaped))));
    }
    let mut text = std::mem::take(spare);
    text.clear();
    text.reserve(escaped.len());
    match unescape(escaped, &mut text) {
        Some(()) => Ok(Scalar(Some(Cow::Owned(text)))),
        None => Err(E::custom("lone surrogate in a hex escape")),
    }
}

/// Resolves the escapes of a string that the parser has found in order; none for half a surrogate pair.
fn unescape(escaped: &str, text: &mut String) -> Option<()> {
    let mut rest = escaped;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let letter = *rest.as_bytes().get(at + 1)?;
        rest = &rest[at + 2..];
        text.push(match letter {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let mut units = [unit(rest)?, 0];
                rest = &rest[4..];
                let mut pair = 1;
                if (0xd800..0xdc00).contains(&units[0]) {
                    units[1] = unit(rest.strip_prefix("\\u")?)?;
                    rest = &rest[6..];
                    pair = 2;
                }
                char::decode_utf16(units[..pair].iter().copied()).next()?.ok()?
            }
            other => char::from(other),
        });
    }
    text.push_str(rest);
    Some(())
}

/// The four hexadecimal digits that `rest` begins with.
fn unit(rest: &str) -> Option<u16> {
    u16::from_str_radix(rest.get(..4)?, 16).ok()
}

/// Keeps the value of the better name; a null gives way to anything.
fn keep<'d>(slot: &mut Option<(usize, Scalar<'d>)>, rank: usize, value: Scalar<'d>) {
    let better = match slot {
        None => true,
        Some((_, Scalar(None))) => true,
        Some((known, _)) => rank < *known && value.0.is_some(),
    };
    if better {
        *slot = Some((rank, value));
    }
}

struct Key<'f> {
    wanted: &'f Fields,
}

impl<'d> DeserializeSeed<'d> for Key<'_> {
    type Value = Option<Role>;

    fn deserialize<D: Deserializer<'d>>(self, from: D) -> Result<Option<Role>, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<Role>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<Role>, E> {
        Ok(fields::json_role(self.wanted, name))
    }
}

/// A string, or a number or truth value as one; nothing for null, lists and objects.
struct Scalar<'d>(Option<Cow<'d, str>>);

impl<'d> Deserialize<'d> for Scalar<'d> {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'d> Visitor<'d> for ScalarVisitor {
    type Value = Scalar<'d>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'d str) -> Result<Scalar<'d>, E> {
        Ok(Scalar(Some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'d>, E> {
        Ok(Scalar(Some(Cow::Owned(text.to_string()))))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Scalar<'d>, E> {
        Ok(Scalar(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Scalar<'d>, E> {
        Ok(Scalar(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Scalar<'d>, E> {
        Ok(Scalar(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Scalar<'d>, E> {
        Ok(Scalar(Some(Cow::Owned(value.to_string()))))
    }

    fn visit_unit<E>(self) -> Result<Scalar<'d>, E> {
        Ok(Scalar(None))
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut list: A) -> Result<Scalar<'d>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }

    fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<Scalar<'d>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_the_fields() {
        let fields = Fields::default();
        let line = r#"{"authors": ["A", {"b": 1}], "maintext": "Said \"so\"\nagain.", "url": "https://example.org/1", "date_publish": "2024-12-23 10:00:00", "title": "Head"}"#;
        let given = read(line, &fields, &mut String::new()).expect("read");
        assert_eq!(given.text.as_deref(), Some("Said \"so\"\nagain."));
        assert_eq!(given.id.as_deref(), Some("https://example.org/1"));
        assert_eq!(given.title.as_deref(), Some("Head"));
        assert_eq!(given.date.as_deref(), Some("2024-12-23 10:00:00"));
    }

    #[test]
    fn the_best_name_wins_whatever_the_order() {
        let fields = Fields::default();
        for line in [r#"{"content": "c", "text": "t", "body": "b"}"#, r#"{"text": "t", "content": "c"}"#] {
            assert_eq!(read(line, &fields, &mut String::new()).expect("read").text.as_deref(), Some("t"));
        }
        for line in [r#"{"text": null, "maintext": "m"}"#, r#"{"maintext": "m", "text": null}"#] {
            assert_eq!(read(line, &fields, &mut String::new()).expect("read").text.as_deref(), Some("m"));
        }
        assert_eq!(
            read(r#"{"text": null, "id": 7}"#, &fields, &mut String::new()).expect("read"),
            Given { text: Some("".into()), id: Some("7".into()), ..Given::default() }
        );
        let borrowed = read(r#"{"text": "plain"}"#, &fields, &mut String::new()).expect("read");
        assert!(matches!(borrowed.text, Some(Cow::Borrowed("plain"))));
    }

    #[test]
    fn resolves_escapes() {
        let fields = Fields::default();
        let mut spare = String::from("of an earlier document");
        for (escaped, text) in
            [(r#"a\n\t\r\b\f\/\\\"z"#, "a\n\t\r\u{8}\u{c}/\\\"z"), (r"caf\u00e9 \uD83D\uDE00.", "café 😀."), (r"\u201cSo\u201d", "“So”")]
        {
            let line = format!(r#"{{"text": "{escaped}"}}"#);
            assert_eq!(read(&line, &fields, &mut spare).expect("read").text.as_deref(), Some(text));
            let parsed: String = serde_json::from_str(&format!("\"{escaped}\"")).expect("JSON");
            assert_eq!(parsed, text, "as the parser reads it");
        }
        for escaped in [r"\ud83d", r"\ud83dx", r"\ude00", r"\ud83d\u0041"] {
            assert!(read(&format!(r#"{{"text": "{escaped}"}}"#), &fields, &mut spare).is_err(), "{escaped}");
        }
        assert_eq!(read(r#"{"text": 1.5}"#, &fields, &mut spare).expect("read").text.as_deref(), Some("1.5"));
        assert_eq!(read(r#"{"text": ["x"]}"#, &fields, &mut spare).expect("read").text.as_deref(), Some(""));
    }

    #[test]
    fn says_what_is_wrong() {
        let fields = Fields::default();
        let fail = |line| read(line, &fields, &mut String::new()).expect_err("broken");
        assert!(fail(r#"{"text": "no end"#).starts_with("broken JSON: EOF while parsing a string at column"));
        assert!(fail(r#"{"headline": "x"}"#).contains("text, maintext, body, content"));
        assert!(fail(r#"["text"]"#).contains("expected a JSON object"));
        assert!(fail(r#"{"text": "x"} trailing"#).contains("trailing characters"));
    }

    #[test]
    fn the_id_of_a_broken_document_is_found() {
        let fields = Fields::default();
        assert_eq!(id(r#"{"id": 7, "text": "no end"#, &fields).as_deref(), Some("7"));
        assert_eq!(id(r#"{"url": "u", "id": "i", "headline": "x"}"#, &fields).as_deref(), Some("i"));
        assert_eq!(id(r#"{"text": "no end"#, &fields), None);
        assert_eq!(id("[1]", &fields), None);
    }
}
