//! Rule files as they are written: TOML, read and checked by itself, before anything is compiled.
//!
//! The built-in files are read when the program is built, which packs what stands in them; a start takes the pieces from there
//! without a copy. The user's files are read by the same code when the program runs.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use zerocopy::little_endian::U32;

use crate::lexicon::{DataError, DataFile, Packer, Unpacker};

/// Text that lies in the program, or was read from a file.
pub type Text = Cow<'static, str>;

/// An example: a text and what the rule finds in it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: Text,
    /// The claim's span, the attribution's cue or the mention that the rule must make.
    pub finds: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<toml::Spanned<Written>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Text,
    #[serde(default)]
    doc: Text,
    pattern: Option<Text>,
    #[serde(default)]
    set: HashMap<Text, Text>,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    counter: Vec<Text>,
    #[serde(default)]
    disabled: bool,
}

/// A rule as it is written.
#[derive(Debug, PartialEq)]
pub struct RawRule {
    /// "family/name".
    pub id: Text,
    /// What it says.
    pub doc: Text,
    /// Its pattern, when it has one.
    pub pattern: Option<Text>,
    /// Fixed values.
    pub set: HashMap<Text, Text>,
    /// Texts that it must find something in.
    pub examples: Vec<Example>,
    /// Texts that it must find nothing in.
    pub counter: Vec<Text>,
    /// It switches a rule off.
    pub disabled: bool,
    /// Its line in the file.
    pub line: u64,
}

/// The built-in rule files, each with its name.
pub const FILES: &[(&str, &str)] = &[
    ("quantity.toml", include_str!("rules/quantity.toml")),
    ("attribution.toml", include_str!("rules/attribution.toml")),
    ("actor.toml", include_str!("rules/actor.toml")),
];

/// The family that the rules of a file belong to.
pub fn family(file: &str) -> &str {
    file.trim_end_matches(".toml")
}

/// Reads a file.
///
/// # Errors
/// The first fault, with its line: what is no TOML, an unknown key, an id that stands twice or is of another family.
pub fn read(file: &DataFile) -> Result<Vec<RawRule>, DataError> {
    let line_at = |byte: usize| memchr::memchr_iter(b'\n', &file.text.as_bytes()[..byte]).count() as u64 + 1;
    let fail = |line, message: String| DataError { file: file.origin.clone(), line, message };
    let read: File = toml::from_str(&file.text).map_err(|e| fail(e.span().map_or(0, |s| line_at(s.start)), e.message().to_string()))?;
    let family = family(&file.name);
    let (mut seen, mut rules) = (HashMap::new(), Vec::with_capacity(read.rule.len()));
    for spanned in read.rule {
        let line = line_at(spanned.span().start);
        let Written { id, doc, pattern, set, examples, counter, disabled } = spanned.into_inner();
        if let Some(first) = seen.insert(id.clone(), line) {
            return Err(fail(line, format!("rule {id:?} is here already in line {first}")));
        }
        if !id.strip_prefix(family).is_some_and(|rest| rest.starts_with('/')) {
            return Err(fail(line, format!("rule {id:?} must be named {family}/…")));
        }
        rules.push(RawRule { id, doc, pattern, set, examples, counter, disabled, line });
    }
    Ok(rules)
}

/// Reads the built-in files.
///
/// # Errors
/// The first fault of one.
pub fn read_built_in() -> Result<Vec<Vec<RawRule>>, DataError> {
    let file = |&(name, text): &(&str, &str)| DataFile { name: name.into(), origin: origin(name), text: text.into() };
    FILES.iter().map(|built_in| read(&file(built_in))).collect()
}

/// What messages call a built-in file.
pub fn origin(name: &str) -> String {
    format!("built in {name}")
}

/// Parts the pieces of text in the packed form; no rule holds one.
const END: &str = "\0";

/// Appends the rules of one file: five numbers a rule, and all its pieces of text.
#[allow(dead_code, reason = "the build script packs")]
pub fn pack(rules: &[RawRule], to: &mut Packer) {
    let (mut numbers, mut pieces) = (Vec::new(), String::new());
    for rule in rules {
        let marks = usize::from(rule.disabled) << 1 | usize::from(rule.pattern.is_some());
        let counts = [rule.line as usize, marks, rule.set.len(), rule.examples.len(), rule.counter.len()];
        numbers.push(counts.map(|n| U32::new(n as u32)));
        let mut set: Vec<_> = rule.set.iter().collect();
        set.sort_unstable();
        let set = set.into_iter().flat_map(|(key, value)| [key, value]);
        let examples = rule.examples.iter().flat_map(|example| [&example.text, &example.finds]);
        for piece in [&rule.id, &rule.doc].into_iter().chain(&rule.pattern).chain(set).chain(examples).chain(&rule.counter) {
            pieces.push_str(piece);
            pieces.push_str(END);
        }
    }
    to.list(&numbers);
    to.list(pieces.as_bytes());
}

/// The rules of one file, as `pack` left them; none when they are broken.
pub fn unpack(from: &mut Unpacker) -> Option<Vec<RawRule>> {
    let numbers = from.list::<[U32; 5]>()?;
    let mut rest = from.text()?;
    let mut piece = move || {
        let (piece, behind) = rest.split_once(END)?;
        rest = behind;
        Some(Cow::Borrowed(piece))
    };
    let mut rules = Vec::with_capacity(numbers.len());
    for counts in numbers.iter() {
        let [line, marks, set, examples, counter] = counts.map(U32::get);
        rules.push(RawRule {
            id: piece()?,
            doc: piece()?,
            pattern: if marks & 1 == 1 { Some(piece()?) } else { None },
            set: (0..set).map(|_| Some((piece()?, piece()?))).collect::<Option<_>>()?,
            examples: (0..examples).map(|_| Some(Example { text: piece()?, finds: piece()? })).collect::<Option<_>>()?,
            counter: (0..counter).map(|_| piece()).collect::<Option<_>>()?,
            disabled: marks & 2 == 2,
            line: u64::from(line),
        });
    }
    Some(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_rules_are_the_written_ones() {
        let text = "[[rule]]\nid = \"actor/a\"\ndoc = \"A.\\nB\"\npattern = \"[title]\"\nset = { type = \"person\", b = \"\" }\n\
                    examples = [{ text = \"Dr Anna\", finds = \"Anna\" }]\ncounter = [\"none\", \"\"]\n[[rule]]\nid = \"actor/b\"\ndisabled = true\n";
        let file = DataFile { name: "actor.toml".into(), origin: "mine".into(), text: text.into() };
        for rules in read_built_in().expect("the built-in files").into_iter().chain([read(&file).expect("rules")]) {
            let mut packer = Packer::default();
            pack(&rules, &mut packer);
            let block: &'static [u8] = packer.into_bytes().leak();
            assert_eq!(unpack(&mut Unpacker::new(block)).expect("unpacked"), rules);
            assert_eq!(unpack(&mut Unpacker::new(&block[..block.len() / 2])), None);
        }
    }
}
