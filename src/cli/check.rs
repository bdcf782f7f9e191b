//! `check`: fixtures are scored, gates tried, and the outcome written for whoever asked; verdict and exit status are one value.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::process::ExitCode;

use onrecord::run::fixtures::{CheckSettings, check, rebaseline};
use onrecord::score::{Check, floor, write};

use super::fixture_arguments::{CheckArguments, CheckFormat};
use super::{Failure, extractor};

/// Does it.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let floors: Result<Vec<_>, String> = arguments.floor.iter().map(|written| floor(written)).collect();
    let settings = CheckSettings {
        paths: arguments.paths.clone(),
        gates: arguments.gates.clone(),
        floors: floors.map_err(|why| Failure::Said(format!("--floor {why}")))?,
        threads: arguments.threads.unwrap_or(0),
        without_baseline: arguments.rebaseline,
    };
    if arguments.margin.is_some_and(|margin| !(0.0..=1.0).contains(&margin)) {
        return Err(Failure::Said("--margin is a number from 0 to 1".into()));
    }
    let extractor = extractor(arguments.lexicon.as_deref())?;
    let mut done = check(extractor, &settings);
    if arguments.rebaseline {
        for file in rebaseline(&settings, &done, arguments.margin)? {
            writeln!(io::stderr(), "wrote {}", file.display())?;
        }
        // Against the gates as they are now.
        done = check(extractor, &CheckSettings { without_baseline: false, ..settings });
    }
    let text = match arguments.format {
        CheckFormat::Text => write::text(&done, arguments.errors),
        CheckFormat::Json => write::json(&done),
        CheckFormat::Junit => write::junit(&done),
        CheckFormat::Github => write::github(&done),
        CheckFormat::Sarif => write::sarif(&done),
        CheckFormat::Markdown => write::markdown(&done),
        CheckFormat::Html => write::html(&done),
    };
    match &arguments.output {
        Some(path) => std::fs::write(path, text).map_err(|e| Failure::Said(format!("{}: {e}", path.display())))?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    if arguments.format == CheckFormat::Github {
        step_summary(&done)?;
    }
    if arguments.format != CheckFormat::Text || arguments.output.is_some() {
        let _ = writeln!(io::stderr(), "{}", done.verdict_line());
    }
    Ok(ExitCode::from(done.verdict().status()))
}

/// The page that GitHub shows for a step is appended to the file it names.
fn step_summary(done: &Check) -> Result<(), Failure> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let append = || OpenOptions::new().create(true).append(true).open(&path)?.write_all(write::markdown(done).as_bytes());
    append().map_err(|e: io::Error| Failure::Said(format!("GITHUB_STEP_SUMMARY {}: {e}", path.display())))
}
