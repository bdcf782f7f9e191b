//! `fixture`: makes, checks and moves the fixtures that `check` scores.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use onrecord::run::fixtures::{Loaded, Tool, export, import, load, new_fixture};
use onrecord::score::{Fault, lint};

use super::fixture_arguments::{FixtureCommand, ToolName};
use super::{FAULT, Failure, extractor};

/// Does it.
pub fn run(command: FixtureCommand) -> Result<ExitCode, Failure> {
    let mut out = io::stdout();
    match command {
        FixtureCommand::New(arguments) => {
            let extractor = extractor(arguments.lexicon.as_deref())?;
            for article in &arguments.articles {
                let folder = new_fixture(extractor, article, &arguments.into, None)?;
                let (path, rows) = (folder.display(), folder.join("expected.csv"));
                writeln!(out, "{path}: a draft; correct {}, then set reviewed = true in {path}/fixture.toml", rows.display())?;
            }
            Ok(ExitCode::SUCCESS)
        }
        FixtureCommand::Lint(arguments) => lint_all(&arguments.paths),
        FixtureCommand::Export(arguments) => {
            let loaded = complete(&arguments.paths)?;
            let tool = if arguments.to == ToolName::Brat { Tool::Brat } else { Tool::LabelStudio };
            let written = export(&loaded.golds, tool, &arguments.into)?;
            writeln!(out, "wrote {written} articles into {}", arguments.into.display())?;
            Ok(ExitCode::SUCCESS)
        }
        FixtureCommand::Import(arguments) => {
            let loaded = complete(&arguments.paths)?;
            for folder in import(&loaded.golds, &arguments.into, arguments.replace)? {
                writeln!(out, "wrote {}", folder.display())?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Everything under the paths, or nothing: half an export would be taken for a whole one.
fn complete(paths: &[PathBuf]) -> Result<Loaded, Failure> {
    let loaded = load(paths);
    if loaded.faults.is_empty() {
        return Ok(loaded);
    }
    Err(Failure::Said(loaded.faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")))
}

fn lint_all(paths: &[PathBuf]) -> Result<ExitCode, Failure> {
    let loaded = load(paths);
    let mut out = io::stdout();
    let mut all = loaded.faults;
    for gold in &loaded.golds {
        all.extend(lint(gold).into_iter().map(|e| Fault { file: gold.gold_file.clone(), line: e.line, message: e.message }));
    }
    for fault in &all {
        writeln!(out, "{fault}")?;
    }
    let drafts = loaded.golds.iter().filter(|gold| !gold.reviewed).count();
    let (articles, faults) = (loaded.golds.len(), all.len());
    let waiting = if drafts > 0 { format!(", {drafts} drafts wait for review") } else { String::new() };
    let word = if faults == 1 { "fault" } else { "faults" };
    writeln!(out, "{articles} fixtures read, {faults} {word}{waiting}")?;
    Ok(match (faults, articles) {
        (_, 0) => ExitCode::from(FAULT),
        (0, _) => ExitCode::SUCCESS,
        _ => ExitCode::from(1),
    })
}
