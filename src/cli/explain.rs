//! `explain`: the text of an article with everything that was found in it and why, or one rule.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use onrecord::emit::{self, Explain, Format, Layout};
use onrecord::extract::Rule;
use onrecord::run::{self, Settings};
use onrecord::{Extractor, Workspace};

use super::arguments::ExplainArguments;
use super::terminal::{self, Terminal};
use super::{Failure, extractor, settings};

/// A document that was read, not analysed.
#[derive(Debug, serde::Deserialize)]
struct Read {
    doc: String,
    title: Option<String>,
    date: Option<String>,
    text: String,
}

/// Explains a rule, or the documents of a file.
pub fn explain(arguments: &ExplainArguments, terminal: &Terminal) -> Result<(), Failure> {
    let extractor = extractor(arguments.inputs.lexicon.as_deref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    match &arguments.rule {
        Some(id) => rule(extractor, id, &mut out)?,
        None => articles(arguments, extractor, terminal, &mut out)?,
    }
    Ok(out.flush()?)
}

fn articles(arguments: &ExplainArguments, extractor: &Extractor, terminal: &Terminal, out: &mut impl Write) -> Result<(), Failure> {
    let (path, line) = place(arguments.file.as_deref().unwrap_or(Path::new("-")));
    terminal::say_what_is_read(std::slice::from_ref(&path), false);
    let mut documents = Documents { wanted: line.map(|n| format!("{}:{n}", path.display())), ..Documents::default() };
    let settings = Settings {
        paths: vec![path.clone()],
        layout: Layout { format: Format::Documents, ..Layout::default() },
        threads: 1,
        fields: settings::fields(&arguments.inputs),
        ..Settings::default()
    };
    let summary = run::scan(extractor, &settings, &mut documents, &mut io::stderr())?;
    let single = !documents.many;
    if documents.found.is_empty() {
        let place = path.display();
        return Err(Failure::Said(match line {
            _ if summary.failures > 0 => format!("{place}: nothing could be read"),
            Some(n) => format!("{place}:{n}: no document begins in this line"),
            None => format!("{place}: no document"),
        }));
    }
    let lines = line.filter(|_| single).map(|n| n..=n);
    let how = Explain { color: terminal.color, width: terminal.width, lines };
    let mut workspace = Workspace::default();
    for read in &documents.found {
        let last = read.text.lines().count();
        if let Some(n) = line.filter(|&n| single && (n > last || n == 0)) {
            let lines = if last == 1 { "line" } else { "lines" };
            return Err(Failure::Said(format!("{}:{n}: the article has {last} {lines}", path.display())));
        }
        let heading = [Some(&read.doc), read.title.as_ref(), read.date.as_ref()].into_iter().flatten().map(String::as_str);
        writeln!(out, "{}\n", terminal.paint(&heading.collect::<Vec<_>>().join(" · "), "1"))?;
        let context = extractor.context(&read.text, &mut workspace);
        let text = emit::explain(&context, &how);
        if text.is_empty() {
            writeln!(out, "      nothing stands here")?;
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// Collects documents as they are read: all, or, of a file of many, the one of a line.
#[derive(Default)]
struct Documents {
    wanted: Option<String>,
    found: Vec<Read>,
    /// The file holds documents line by line.
    many: bool,
}

impl Write for Documents {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            let (place, read): (String, Read) = serde_json::from_slice(line)?;
            let of_line = self.wanted.as_deref().is_some_and(|wanted| place == wanted);
            let path = self.wanted.as_deref().and_then(|wanted| wanted.rsplit_once(':')).map(|(path, _)| path);
            self.many |= path.is_some_and(|path| place != path);
            if self.wanted.is_none() || of_line || !self.many {
                self.found.push(read);
            }
            if of_line {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Splits "file:12"; a file that has such a name is that file.
fn place(typed: &Path) -> (PathBuf, Option<usize>) {
    let text = typed.to_string_lossy();
    match text.rsplit_once(':') {
        Some((path, line)) if !typed.exists() => match line.parse() {
            Ok(line) => (PathBuf::from(path), Some(line)),
            Err(_) => (typed.to_path_buf(), None),
        },
        _ => (typed.to_path_buf(), None),
    }
}

/// Prints one rule with its examples.
fn rule(extractor: &Extractor, id: &str, out: &mut impl Write) -> Result<(), Failure> {
    let rules = || extractor.rules().set.iter().map(|(_, rule)| rule);
    let Some(rule) = rules().find(|rule| rule.id == id) else {
        let near: Vec<&str> = rules().map(|r| r.id.as_ref()).filter(|known| known.contains(id)).collect();
        let mend = if near.is_empty() { "`onrecord rules` lists them all".into() } else { format!("there is {}", near.join(", ")) };
        return Err(Failure::Said(format!("no rule has the id {id:?}; {mend}")));
    };
    let Rule { doc, pattern_text, set, examples, counter, origin, line, enabled, .. } = rule;
    writeln!(out, "{id}{}\n    {doc}", if *enabled { "" } else { " (switched off)" })?;
    match pattern_text {
        Some(pattern) => writeln!(out, "    pattern: {pattern}")?,
        None => writeln!(out, "    no pattern: its logic is part of the program")?,
    }
    let mut set: Vec<_> = set.iter().collect();
    set.sort();
    for (name, value) in set {
        writeln!(out, "    sets {name} to {value}")?;
    }
    for example in examples {
        writeln!(out, "    finds “{}” in: {}", example.finds, example.text)?;
    }
    for text in counter {
        writeln!(out, "    finds nothing in: {text}")?;
    }
    writeln!(out, "    from {origin}:{line}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_behind_the_last_colon() {
        assert_eq!(place(Path::new("no/such.txt:12")), (PathBuf::from("no/such.txt"), Some(12)));
        assert_eq!(place(Path::new("no/such:x.txt")), (PathBuf::from("no/such:x.txt"), None));
        assert_eq!(place(Path::new("-")), (PathBuf::from("-"), None));
    }
}
