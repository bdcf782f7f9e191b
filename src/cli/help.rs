//! What the help texts teach: examples first, then the options.
//!
//! Completions and manual pages are made from the same description of the command line, so that none of them can fall behind.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::{Command, CommandFactory as _};

use super::Failure;
use super::arguments::{Arguments, CompletionsArguments, ManArguments};

/// Examples of each command, the commonest first; "" is the program itself.
pub const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "",
        &[
            ("onrecord scan articles/ -o extractions.xlsx", "a folder of articles as a workbook"),
            ("onrecord scan article.txt", "one article as CSV"),
            ("onrecord explain article.txt", "the article with everything that was found, and why"),
        ],
    ),
    (
        "scan",
        &[
            ("onrecord scan articles/ -o extractions.csv", "every article of a folder, for a spreadsheet"),
            ("onrecord scan articles/ -o extractions.xlsx --kinds claims", "only the numbers, as a workbook"),
            ("onrecord scan news.jsonl.gz --text-field story -o out.jsonl", "a document a line, with a field of your own"),
            ("onrecord scan < article.txt", "one article from standard input"),
        ],
    ),
    (
        "report",
        &[
            ("onrecord report articles/ -o report.html", "a folder of articles as a page to look at"),
            ("onrecord report news.jsonl --title \"Floods, March\"", "with a heading of your own"),
        ],
    ),
    (
        "explain",
        &[
            ("onrecord explain article.txt", "every extraction of an article, and why"),
            ("onrecord explain article.txt:3", "only what stands in its third line"),
            ("onrecord explain news.jsonl:17", "the document of line 17"),
            ("onrecord explain --rule quantity/money", "one rule with its examples"),
        ],
    ),
    (
        "check",
        &[
            ("onrecord check fixtures/", "score the fixtures, hold them against fixtures/gates.toml"),
            ("onrecord check fixtures/ --floor claims.found=0.95", "with a floor of the moment"),
            ("onrecord check fixtures/ --format github", "annotations and a step summary in GitHub Actions"),
            ("onrecord check fixtures/ --format html -o check.html", "gold and program side by side"),
            ("onrecord check fixtures/ --rebaseline --margin 0.01", "take what was reached as what must be reached"),
        ],
    ),
    (
        "fixture",
        &[
            ("onrecord fixture new articles/*.txt --into fixtures", "a folder an article, with a draft to correct"),
            ("onrecord fixture lint fixtures/", "find faults in the gold"),
            ("onrecord fixture export fixtures/ --to brat --into brat/", "correct it in an annotation tool"),
            ("onrecord fixture import brat/ --into fixtures --replace", "and take it back"),
        ],
    ),
    (
        "compare",
        &[
            ("onrecord compare articles/", "who says which number, as a text to read"),
            ("onrecord compare monday.jsonl tuesday.jsonl -o conflicts.csv", "extractions of earlier runs, as a table"),
            ("onrecord compare articles/ --documents 2 --days 3", "only what two documents tell, within three days"),
        ],
    ),
    (
        "rules",
        &[
            ("onrecord rules", "all rules"),
            ("onrecord rules money", "those whose id holds a word"),
            ("onrecord rules --json", "with examples"),
        ],
    ),
    (
        "lexicon",
        &[
            ("onrecord lexicon", "the files and how long they are"),
            ("onrecord lexicon cues", "the rows of one file, as CSV"),
            ("onrecord lexicon \"according to\"", "where a word stands"),
        ],
    ),
    ("config", &[("onrecord config", "what is in force, and why"), ("onrecord config --schema", "a schema for editors")]),
    ("init", &[("onrecord init", "an onrecord.toml with every setting explained")]),
    (
        "completions",
        &[
            ("onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord", "for bash"),
            ("onrecord completions zsh > ~/.zfunc/_onrecord", "for zsh, with ~/.zfunc in fpath"),
            ("onrecord completions fish > ~/.config/fish/completions/onrecord.fish", "for fish"),
        ],
    ),
    ("man", &[("onrecord man | man -l -", "read the page"), ("onrecord man --dir ~/.local/share/man/man1", "install all pages")]),
];

const TEMPLATE: &str = "{about-section}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// The command line with its examples.
pub fn command() -> Command {
    let with = |command: Command, name: &str| {
        let examples = EXAMPLES.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, list)| list);
        command.before_help(listed(examples)).help_template(TEMPLATE)
    };
    let command = with(Arguments::command(), "");
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    names.iter().fold(command, |command, name| command.mut_subcommand(name, |sub| with(sub, name)))
}

fn listed(examples: &[(&str, &str)]) -> String {
    if examples.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = examples.iter().map(|(line, what)| format!("  # {what}\n  {line}")).collect();
    format!("Examples:\n{}", lines.join("\n"))
}

/// Prints completions.
pub fn completions(arguments: &CompletionsArguments) -> Result<(), Failure> {
    // The generator cannot say that the pipe is closed, so that the text is made first.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "onrecord", &mut text);
    let mut out = io::stdout().lock();
    out.write_all(&text)?;
    Ok(out.flush()?)
}

/// Prints a manual page, or writes them all.
pub fn man(arguments: &ManArguments) -> Result<(), Failure> {
    let mut command = command();
    command.build();
    if let Some(folder) = &arguments.dir {
        return pages(&command, folder);
    }
    let page = match &arguments.command {
        None => page(command.clone())?,
        Some(name) => match command.find_subcommand(name) {
            Some(sub) => page(sub.clone())?,
            None => return Err(Failure::Said(format!("{name:?} is no command; `onrecord --help` lists them"))),
        },
    };
    let mut out = io::stdout().lock();
    out.write_all(&page)?;
    Ok(out.flush()?)
}

/// A page has its examples at the end, as manual pages do.
fn page(command: Command) -> io::Result<Vec<u8>> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_string();
    let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let command = command.before_help("").after_help(examples);
    let mut text = Vec::new();
    clap_mangen::Man::new(command).title(name).date("").render(&mut text)?;
    Ok(text)
}

fn pages(command: &Command, folder: &Path) -> Result<(), Failure> {
    let fail = |path: &Path, error: io::Error| Failure::Said(format!("{}: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|e| fail(folder, e))?;
    let subcommands = command.get_subcommands().filter(|sub| sub.get_name() != "help");
    for command in std::iter::once(command).chain(subcommands) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        let path = folder.join(format!("{name}.1"));
        fs::write(&path, page(command.clone())?).map_err(|e| fail(&path, e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let command = command();
        for sub in command.get_subcommands() {
            assert!(EXAMPLES.iter().any(|(name, list)| *name == sub.get_name() && !list.is_empty()), "{} has no example", sub.get_name());
        }
        for (line, _) in EXAMPLES.iter().flat_map(|(_, list)| *list) {
            let typed = line.split(['|', '>', '<']).next().unwrap_or(line).trim();
            let words = typed.split(' ').map(|word| word.trim_matches('"'));
            if let Err(error) = command.clone().try_get_matches_from(words) {
                assert!(typed.contains('"'), "{line}: {error}");
            }
        }
    }
}
