//! The listings: which rules and which lexicon rows are in force, and where each of them comes from.

use std::io::{self, BufWriter, Write};

use onrecord::Extractor;
use onrecord::extract::Rule;
use onrecord::lexicon::{FILES, FileSpec, Row};

use super::arguments::{LexiconArguments, RulesArguments};
use super::{Failure, extractor};

/// Lists the rules.
pub fn rules(arguments: &RulesArguments) -> Result<(), Failure> {
    let extractor = extractor(arguments.lexicon.as_deref())?;
    let wanted = arguments.id.as_deref().unwrap_or("");
    let rules: Vec<&Rule> = extractor.rules().set.iter().map(|(_, rule)| rule).filter(|rule| rule.id.contains(wanted)).collect();
    if rules.is_empty() && !wanted.is_empty() {
        return Err(Failure::Said(format!("no rule has {wanted:?} in its id; `onrecord rules` lists them all")));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        let list: Vec<serde_json::Value> = rules.iter().map(|rule| as_json(rule)).collect();
        serde_json::to_writer_pretty(&mut out, &list).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for rule in rules {
            let off = if rule.enabled { "" } else { " (switched off)" };
            writeln!(out, "{}{off}\n    {}", rule.id, rule.doc)?;
            if let Some(pattern) = &rule.pattern_text {
                writeln!(out, "    pattern: {pattern}")?;
            }
            writeln!(out, "    from {}", place(&rule.origin, rule.line))?;
        }
    }
    Ok(out.flush()?)
}

fn as_json(rule: &Rule) -> serde_json::Value {
    let examples: Vec<_> = rule.examples.iter().map(|e| serde_json::json!({ "text": e.text, "finds": e.finds })).collect();
    serde_json::json!({
        "id": rule.id,
        "doc": rule.doc,
        "pattern": rule.pattern_text,
        "set": rule.set,
        "examples": examples,
        "counter": rule.counter,
        "enabled": rule.enabled,
        "origin": rule.origin,
        "line": rule.line,
    })
}

/// Lists the lexicon's files, the rows of one, or the rows that a word stands in.
pub fn lexicon(arguments: &LexiconArguments) -> Result<(), Failure> {
    let extractor = extractor(arguments.lexicon.as_deref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.what.as_deref() {
        None => {
            for spec in FILES {
                writeln!(out, "{:<24} {:>6} rows  {}", spec.name, extractor.lexicon().rows(spec.class).len(), spec.doc)?;
            }
        }
        Some(what) => match FILES.iter().find(|f| f.name == what || f.name.strip_suffix(".csv") == Some(what)) {
            Some(spec) => file_rows(extractor, spec, &mut out)?,
            None => word_rows(extractor, what, &mut out)?,
        },
    }
    Ok(out.flush()?)
}

fn file_rows(extractor: &Extractor, spec: &FileSpec, out: &mut impl Write) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    let header = std::iter::once("entry").chain(spec.columns.iter().copied()).chain(["origin"]);
    table.write_record(header).map_err(written)?;
    for row in extractor.lexicon().rows(spec.class) {
        let origin = place(&row.origin, row.line);
        let cells = std::iter::once(&*row.entry).chain(row.cells.iter().map(|c| &**c)).chain([origin.as_str()]);
        table.write_record(cells).map_err(written)?;
    }
    Ok(table.flush()?)
}

fn word_rows(extractor: &Extractor, word: &str, out: &mut impl Write) -> Result<(), Failure> {
    let same = |text: &str| text.to_lowercase() == word.to_lowercase();
    let holds = |spec: &FileSpec, row: &Row| same(&row.entry) || spec.forms.iter().any(|&column| row.list(column).any(same));
    let mut found = false;
    for spec in FILES {
        for row in extractor.lexicon().rows(spec.class).iter().filter(|row| holds(spec, row)) {
            found = true;
            let cells: Vec<String> =
                spec.columns.iter().zip(&*row.cells).filter(|(_, c)| !c.is_empty()).map(|(name, cell)| format!("{name}={cell}")).collect();
            writeln!(out, "{}: {} {}  (from {})", spec.name, row.entry, cells.join(" "), place(&row.origin, row.line))?;
        }
    }
    if found { Ok(()) } else { Err(Failure::Said(format!("{word:?} is neither a lexicon file nor a word of one"))) }
}

fn place(origin: &str, line: u64) -> String {
    format!("{origin}:{line}")
}

/// The error of the output itself, so that a closed pipe is known as one.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
