//! `report`: a scan whose result is a page to look at.

use std::io::Write as _;
use std::process::ExitCode;

use onrecord::emit::About;
use onrecord::run::{self, InputFormat, Settings};

use super::arguments::ReportArguments;
use super::progress::Line;
use super::{FAULT, Failure, about, extractor, settings, terminal};

/// Writes the report.
pub fn report(arguments: ReportArguments) -> Result<ExitCode, Failure> {
    let extractor = extractor(arguments.inputs.reading.lexicon.as_deref())?;
    let (quiet, output) = (arguments.inputs.quiet, arguments.output);
    let mut settings = Settings {
        threads: settings::threads(arguments.inputs.threads)?,
        fields: settings::fields(&arguments.inputs.reading),
        input: arguments.inputs.input.map(InputFormat::from),
        shard: arguments.inputs.shard,
        paths: arguments.inputs.paths,
        about: About { facts: about::general(extractor) },
        ..Settings::default()
    };
    terminal::say_what_is_read(&settings.paths, quiet);
    let line = Line::begin(&mut settings, quiet);
    let mut messages = Line::messages(line.as_ref());
    let done = run::report(extractor, &settings, &arguments.title, &output, &mut messages);
    if let Some(line) = line {
        line.end();
    }
    let summary = done?;
    if !quiet {
        if summary.documents > 0 || summary.failures == 0 {
            let _ = writeln!(messages, "{}: written", output.display());
        }
        let _ = writeln!(messages, "{summary}");
    }
    Ok(if summary.failures > 0 { ExitCode::from(FAULT) } else { ExitCode::SUCCESS })
}
