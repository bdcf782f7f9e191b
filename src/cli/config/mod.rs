//! The settings file: `onrecord.toml`, found in this folder or the nearest one above.
//!
//! Its keys are the long names of the options, as the command line describes them: at the top those that several commands
//! share, in a table named as a command those of that command. So a new option can be set in the file without a line here, and a
//! value is judged by whoever judges the option. What is typed comes before what stands in the file.

mod apply;
mod init;
mod schema;
mod show;

use std::any::TypeId;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Failure;

pub use apply::{Fault, with_settings};
pub use init::init;
pub use schema::schema;
pub use show::show;

/// The name of the file.
pub const FILE_NAME: &str = "onrecord.toml";

/// Options that are decided anew for every run, and none of them a setting.
const NO_SETTINGS: &[&str] = &[
    "help",
    "version",
    "config",
    "no-config",
    "output",
    "show",
    "schema",
    "force",
    "dir",
    "json",
    "input",
    "shard",
    "rebaseline",
    "margin",
];

/// The same for an option of one command, where another has a setting of that name.
const NO_SETTING_OF: &[(&str, &str)] = &[("check", "format")];

/// A settings file that was read and found good.
#[derive(Debug)]
pub struct Config {
    /// Where it is.
    pub path: PathBuf,
    entries: Vec<Entry>,
}

/// One key of the file.
#[derive(Debug)]
struct Entry {
    /// The command whose table it stands in; none at the top.
    section: Option<String>,
    key: String,
    values: Vec<String>,
    line: usize,
}

/// The options of a command that the file can set.
fn settings(command: &Command) -> impl Iterator<Item = &Arg> {
    command
        .get_arguments()
        .filter(|arg| !NO_SETTING_OF.contains(&(command.get_name(), long(arg))))
        .filter(|arg| arg.get_long().is_some_and(|long| !NO_SETTINGS.contains(&long)) && !arg.is_hide_set() && !arg.is_positional())
}

/// The commands that take settings.
fn takers(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| settings(sub).any(|arg| !arg.is_global_set()))
}

/// The commands that have a table of their own: those with a setting that no other command shares.
fn sections(command: &Command) -> impl Iterator<Item = &Command> {
    takers(command).filter(move |sub| settings(sub).any(|arg| !arg.is_global_set() && takers_of(command, long(arg)).count() == 1))
}

fn takers_of<'c>(command: &'c Command, key: &str) -> impl Iterator<Item = &'c Command> {
    let key = key.to_string();
    takers(command).filter(move |sub| settings(sub).any(|arg| long(arg) == key))
}

fn long(arg: &Arg) -> &str {
    arg.get_long().unwrap_or_default()
}

/// The options that can stand at the top: those of the program, and those that several commands share.
fn shared(command: &Command) -> Vec<&Arg> {
    let values = |arg: &Arg| -> Vec<String> { arg.get_possible_values().iter().map(|v| v.get_name().to_string()).collect() };
    let mut found: Vec<&Arg> = settings(command).collect();
    for arg in takers(command).flat_map(settings) {
        // What one command takes may be no value of the other ("format").
        let alike = takers(command).flat_map(settings).filter(|a| long(a) == long(arg)).all(|a| values(a) == values(arg));
        if alike && takers_of(command, long(arg)).count() > 1 && !found.iter().any(|a| long(a) == long(arg)) {
            found.push(arg);
        }
    }
    found
}

fn is_flag(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::SetTrue)
}

fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append) || arg.get_value_delimiter().is_some()
}

fn is_path(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == TypeId::of::<PathBuf>()
}

fn is_number(arg: &Arg) -> bool {
    let id = arg.get_value_parser().type_id();
    [TypeId::of::<usize>(), TypeId::of::<u64>(), TypeId::of::<u32>(), TypeId::of::<u16>(), TypeId::of::<f64>()].iter().any(|t| id == *t)
}

/// The settings file of `folder`, or of the nearest folder above that has one.
pub fn discover(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|above| above.join(FILE_NAME)).find(|path| path.is_file())
}

/// Reads and checks a settings file.
pub fn load(path: &Path, command: &Command) -> Result<Config, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::Said(format!("{}: {error}", path.display())))?;
    read(&text, path, command)
}

fn read(text: &str, path: &Path, command: &Command) -> Result<Config, Failure> {
    let reader = Reader { text, path, command };
    let table = DeTable::parse(text).map_err(|error| reader.fail(error.span().map_or(0, |s| s.start), error.message().trim()))?;
    let mut config = Config { path: path.to_path_buf(), entries: Vec::new() };
    let top = shared(command);
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        if let Some(sub) = sections(command).find(|sub| sub.get_name() == name) {
            let DeValue::Table(inner) = value.get_ref() else {
                return Err(reader.fail(key.span().start, &format!("{name} is a table: write [{name}] and its settings below it")));
            };
            let known: Vec<&Arg> = settings(sub).collect();
            for (key, value) in inner {
                config.entries.push(reader.entry(Some(sub), &known, key.get_ref(), key.span().start, value)?);
            }
        } else {
            config.entries.push(reader.entry(None, &top, name, key.span().start, value)?);
        }
    }
    Ok(config)
}

/// Judges the entries of one file.
struct Reader<'r> {
    text: &'r str,
    path: &'r Path,
    command: &'r Command,
}

impl Reader<'_> {
    fn line(&self, byte: usize) -> usize {
        self.text.as_bytes()[..byte.min(self.text.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    fn fail(&self, byte: usize, what: &str) -> Failure {
        Failure::Said(format!("{}:{}: {what}", self.path.display(), self.line(byte)))
    }

    fn entry(
        &self,
        section: Option<&Command>,
        known: &[&Arg],
        key: &str,
        at: usize,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Entry, Failure> {
        let Some(arg) = known.iter().find(|arg| long(arg) == key) else { return Err(self.fail(at, &self.unknown(section, known, key))) };
        let values = self.values(arg, key, value)?;
        let entry = Entry { section: section.map(|s| s.get_name().to_string()), key: key.to_string(), values, line: self.line(at) };
        let of = section.or_else(|| takers_of(self.command, key).next());
        if let Some(sub) = of {
            self.judge(sub, &entry, value.span().start)?;
        }
        Ok(entry)
    }

    fn unknown(&self, section: Option<&Command>, known: &[&Arg], key: &str) -> String {
        let place = section.map_or("at the top".to_string(), |s| format!("in [{}]", s.get_name()));
        let names: Vec<&str> =
            known.iter().map(|arg| long(arg)).chain(sections(self.command).filter(|_| section.is_none()).map(Command::get_name)).collect();
        let homes: Vec<String> =
            sections(self.command).filter(|sub| settings(sub).any(|a| long(a) == key)).map(|sub| format!("[{}]", sub.get_name())).collect();
        let mend = match homes.as_slice() {
            [] => format!("known are {}", names.join(", ")),
            homes => format!("it belongs in {}", homes.join(" or ")),
        };
        format!("unknown key {key:?} {place}; {mend}")
    }

    /// The words that the option would be given on the command line.
    fn values(&self, arg: &Arg, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, Failure> {
        let at = value.span().start;
        if is_flag(arg) {
            return match value.get_ref() {
                DeValue::Boolean(yes) => Ok(vec![yes.to_string()]),
                _ => Err(self.fail(at, &format!("{key} must be true or false"))),
            };
        }
        let one = |value: &DeValue<'_>| match value {
            DeValue::String(text) if is_path(arg) => Some(self.path_of(text)),
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) if is_number(arg) => Some(self.text[value_range(value, at, self.text)].to_string()),
            _ => None,
        };
        let words: Option<Vec<String>> = match value.get_ref() {
            DeValue::Array(items) if is_list(arg) => items.iter().map(|item| one(item.get_ref())).collect(),
            single => one(single).map(|word| vec![word]),
        };
        let kind = match (is_list(arg), is_number(arg)) {
            (true, _) => "a list of strings",
            (_, true) => "a number",
            _ => "a string",
        };
        words.ok_or_else(|| self.fail(at, &format!("{key} must be {kind}")))
    }

    /// Paths are meant from the folder of the file.
    fn path_of(&self, text: &str) -> String {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        folder.join(text).display().to_string()
    }

    /// Lets the option itself judge the value.
    fn judge(&self, sub: &Command, entry: &Entry, at: usize) -> Result<(), Failure> {
        let words = ["onrecord".into(), sub.get_name().to_string()].into_iter().chain(entry.words());
        match self.command.clone().try_get_matches_from(words) {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation) => {
                let value = error.get(ContextKind::InvalidValue).map_or(String::new(), |v| format!(" {:?}", v.to_string()));
                let valid = error.get(ContextKind::ValidValue).map_or(String::new(), |v| format!("; possible are {v}"));
                Err(self.fail(at, &format!("{} cannot be{value}{valid}", entry.key)))
            }
            _ => Ok(()),
        }
    }
}

/// The digits of a number as they stand in the file.
fn value_range(value: &DeValue<'_>, at: usize, text: &str) -> std::ops::Range<usize> {
    let _ = value;
    let end = text[at..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '_'))).map_or(text.len(), |n| at + n);
    at..end
}

impl Entry {
    /// What would be typed for it.
    fn words(&self) -> Vec<String> {
        match self.values.as_slice() {
            [yes] if yes == "true" => vec![format!("--{}", self.key)],
            [no] if no == "false" => Vec::new(),
            values => values.iter().map(|value| format!("--{}={value}", self.key)).collect(),
        }
    }
}

impl Config {
    /// The entry that holds for an option of a command: the command's own, or the one at the top.
    fn entry(&self, section: &str, key: &str) -> Option<&Entry> {
        let of = |wanted: Option<&str>| self.entries.iter().find(|e| e.key == key && e.section.as_deref() == wanted);
        of(Some(section)).or_else(|| of(None))
    }

    /// The file and line of an entry, for people.
    fn place(&self, entry: &Entry) -> String {
        let name: Cow<'_, str> = self.path.file_name().map_or(FILE_NAME.into(), |n| n.to_string_lossy());
        format!("{name}:{}", entry.line)
    }
}

#[cfg(test)]
mod tests {
    use super::super::help;
    use super::*;

    pub fn problem(text: &str) -> String {
        match read(text, Path::new("conf/onrecord.toml"), &help::command()) {
            Ok(config) => panic!("{config:?}"),
            Err(Failure::Said(what)) => what,
            Err(Failure::Closed) => String::new(),
        }
    }

    #[test]
    fn every_fault_names_its_place_and_the_mend() {
        for (text, said) in [
            ("\n[scan]\nformt = \"csv\"\n", "conf/onrecord.toml:3: unknown key \"formt\" in [scan]; known are "),
            ("format = \"csv\"\n", "conf/onrecord.toml:1: unknown key \"format\" at the top; it belongs in [scan]"),
            ("[scna]\n", "conf/onrecord.toml:1: unknown key \"scna\" at the top; known are "),
            ("[scan]\nformat = \"doc\"\n", "conf/onrecord.toml:2: format cannot be \"doc\"; possible are csv, tsv, jsonl, xlsx"),
            ("[scan]\nmentions = \"yes\"\n", "conf/onrecord.toml:2: mentions must be true or false"),
            ("[scan]\n\nthreads = \"many\"\n", "conf/onrecord.toml:3: threads cannot be \"many\""),
            ("color = 3\n", "conf/onrecord.toml:1: color must be a string"),
            ("scan = 3\n", "conf/onrecord.toml:1: scan is a table: write [scan] and its settings below it"),
            ("[scan]\nkinds = [\"claims\",\n", "conf/onrecord.toml:2: "),
        ] {
            let found = problem(text);
            assert!(found.starts_with(said), "{text}: {found}");
        }
    }

    #[test]
    fn paths_are_meant_from_the_file() {
        let config = read("lexicon = \"own\"\n[scan]\nthreads = 2\n", Path::new("conf/onrecord.toml"), &help::command());
        let Ok(config) = config else { panic!("a good file") };
        assert_eq!(config.entry("rules", "lexicon").map(|e| e.values.clone()), Some(vec!["conf/own".to_string()]));
        assert_eq!(config.entry("scan", "threads").map(|e| e.words()), Some(vec!["--threads=2".to_string()]));
        assert!(config.entry("rules", "threads").is_none());
    }
}
