//! The program: arguments, settings, run, exit status.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    onrecord::run::keep_panics_quiet();
    cli::program()
}
