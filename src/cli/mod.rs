//! The command line: arguments become settings, settings become a run, a run becomes an exit status.
//!
//! Nothing is opened before all arguments are known to be good. Only this room and `main` speak to the user.

mod about;
mod arguments;
mod catalogue;
mod check;
mod config;
mod explain;
mod fixture;
mod fixture_arguments;
mod help;
mod progress;
mod report;
mod settings;
mod signals;
mod terminal;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use clap::FromArgMatches as _;
use clap::error::ErrorKind;
use onrecord::run::{self, RunError};
use onrecord::{DataError, Extractor};

use arguments::{Arguments, Command, CompareArguments, ScanArguments};
use config::{Config, Fault};
use progress::Line;
use terminal::Terminal;

/// Usage or configuration is wrong, or an input could not be read.
const FAULT: u8 = 2;

/// What a command ends with.
enum Failure {
    /// Something is wrong with a file, or with what was asked.
    Said(String),
    /// Nobody reads the output any more.
    Closed,
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        Failure::Said(error.to_string())
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        Failure::Said(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Said(format!("standard output: {error}")),
        }
    }
}

/// Reads the command line and does what it asks for.
pub fn program() -> ExitCode {
    let typed: Vec<OsString> = env::args_os().collect();
    let command = help::command().color(terminal::asked(&typed));
    let done = match config::with_settings(&command, &typed) {
        Err(Fault::Usage(error)) => return usage(&error),
        Err(Fault::Settings(failure)) => Err(failure),
        Ok((matches, config)) => match Arguments::from_arg_matches(&matches) {
            Err(error) => return usage(&error),
            Ok(arguments) => carry_out(arguments, &command, config.as_ref()),
        },
    };
    match done {
        Ok(status) => status,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Said(what)) => {
            let _ = writeln!(io::stderr(), "onrecord: {what}");
            ExitCode::from(FAULT)
        }
    }
}

/// Prints a usage message or a text that was asked for. Whoever closed the pipe does not want to know.
fn usage(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::DisplayVersion {
        let _ = writeln!(io::stdout(), "onrecord {} (lexicon {})", env!("CARGO_PKG_VERSION"), onrecord::built_in_digest());
    } else {
        let _ = error.print();
    }
    if error.use_stderr() { ExitCode::from(FAULT) } else { ExitCode::SUCCESS }
}

fn carry_out(arguments: Arguments, command: &clap::Command, config: Option<&Config>) -> Result<ExitCode, Failure> {
    if matches!(arguments.command, Command::Scan(_) | Command::Report(_) | Command::Compare(_)) {
        signals::end_on_signals();
    }
    let color = arguments.general.color;
    match arguments.command {
        Command::Scan(arguments) => return scan(arguments),
        Command::Report(arguments) => return report::report(arguments),
        Command::Check(arguments) => return check::run(&arguments),
        Command::Fixture(command) => return fixture::run(command),
        Command::Explain(arguments) => explain::explain(&arguments, &Terminal::of_output(color))?,
        Command::Compare(arguments) => return compare(arguments),
        Command::Rules(arguments) => catalogue::rules(&arguments)?,
        Command::Lexicon(arguments) => catalogue::lexicon(&arguments)?,
        Command::Config(arguments) if arguments.schema => config::schema(command)?,
        Command::Config(_) => config::show(command, config)?,
        Command::Init(arguments) => config::init(command, arguments.force)?,
        Command::Completions(arguments) => help::completions(&arguments)?,
        Command::Man(arguments) => help::man(&arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn scan(arguments: ScanArguments) -> Result<ExitCode, Failure> {
    let extractor = extractor(arguments.inputs.reading.lexicon.as_deref())?;
    let (quiet, exit_zero) = (arguments.inputs.quiet, arguments.exit_zero);
    let mut settings = settings::settings(arguments, |arguments| about::scan(extractor, arguments))?;
    terminal::say_what_is_read(&settings.paths, quiet);
    // Rows that scroll over the terminal are progress enough.
    let rows_scroll = settings.output.is_none() && io::stdout().is_terminal();
    let line = Line::begin(&mut settings, quiet || rows_scroll);
    let mut messages = Line::messages(line.as_ref());
    let done = run::scan(extractor, &settings, &mut io::stdout(), &mut messages);
    if let Some(line) = line {
        line.end();
    }
    let summary = done?;
    if !quiet && !summary.closed {
        let _ = writeln!(messages, "{summary}");
    }
    Ok(if summary.failures > 0 && !exit_zero { ExitCode::from(FAULT) } else { ExitCode::SUCCESS })
}

fn compare(arguments: CompareArguments) -> Result<ExitCode, Failure> {
    let extractor = extractor(arguments.inputs.reading.lexicon.as_deref())?;
    let quiet = arguments.inputs.quiet;
    let (settings, comparison) = settings::comparison(arguments)?;
    terminal::say_what_is_read(&settings.paths, quiet);
    let mut messages = io::stderr();
    let (summary, compared) = run::compare(extractor, &settings, comparison, &mut io::stdout(), &mut messages)?;
    if !quiet && !summary.closed {
        let failures = if summary.failures == 0 { String::new() } else { format!("; failures: {}", summary.failures) };
        let _ = writeln!(messages, "{compared}{failures}");
    }
    Ok(if summary.failures > 0 { ExitCode::from(FAULT) } else { ExitCode::SUCCESS })
}

/// The extractor with the user's files laid over it. It lives as long as the program, which need not spend time on taking its
/// tables apart at the end.
fn extractor(overlay: Option<&std::path::Path>) -> Result<&'static Extractor, Failure> {
    let files = overlay.map(run::read_overlay).transpose()?.unwrap_or_default();
    Ok(Box::leak(Box::new(Extractor::with_files(files)?)))
}
