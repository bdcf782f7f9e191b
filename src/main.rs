//! The program: arguments, settings, run, exit status.

use std::process::ExitCode;

mod cli;

/// A document makes some hundreds of short lists, and a start as many again: this allocator takes a fraction of the system's time.
#[cfg(not(feature = "wheel"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    onrecord::run::keep_panics_quiet();
    cli::program()
}
