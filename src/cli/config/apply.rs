//! The settings of the file, laid under what was typed: each becomes the words of its option, right behind the command, unless
//! the option was typed.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::super::Failure;
use super::{Config, discover, load, settings};

/// Why the command line stands not.
pub enum Fault {
    /// What was typed.
    Usage(clap::Error),
    /// The settings file.
    Settings(Failure),
}

/// Parses `typed`, with the settings of the file in force.
pub fn with_settings(command: &Command, typed: &[OsString]) -> Result<(ArgMatches, Option<Config>), Fault> {
    let parse = |words: &[OsString]| command.clone().try_get_matches_from(words).map_err(Fault::Usage);
    let matches = parse(typed)?;
    let Some((name, given)) = matches.subcommand() else { return Ok((matches, None)) };
    if given.get_flag("no_config") || name == "init" {
        return Ok((matches, None));
    }
    let path = match given.get_one::<PathBuf>("config") {
        Some(path) => Some(path.clone()),
        None => env::current_dir().ok().and_then(|folder| discover(&folder)),
    };
    let Some(path) = path else { return Ok((matches, None)) };
    let config = load(&path, command).map_err(Fault::Settings)?;
    let Some(sub) = command.find_subcommand(name) else { return Ok((matches, Some(config))) };
    let mut more = Vec::new();
    for arg in settings(sub).chain(settings(command)) {
        let is_typed = given.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine);
        if let Some(entry) = arg.get_long().and_then(|key| config.entry(name, key)).filter(|_| !is_typed) {
            more.extend(entry.words().into_iter().map(OsString::from));
        }
    }
    if more.is_empty() {
        return Ok((matches, Some(config)));
    }
    let behind = behind_command(typed, name);
    let words: Vec<OsString> = typed[..behind].iter().cloned().chain(more).chain(typed[behind..].iter().cloned()).collect();
    Ok((parse(&words)?, Some(config)))
}

/// The place behind the name of the command; options of the program may stand before it.
fn behind_command(typed: &[OsString], name: &str) -> usize {
    let mut at = 1;
    while at < typed.len() {
        let word = typed[at].to_string_lossy();
        if word == "--config" || word == "--color" {
            at += 2;
        } else if word == name {
            return at + 1;
        } else {
            at += 1;
        }
    }
    typed.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_found_behind_options_of_the_program() {
        let place = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            behind_command(&words, "scan")
        };
        assert_eq!(place("onrecord scan a"), 2);
        assert_eq!(place("onrecord --config scan scan a"), 4);
        assert_eq!(place("onrecord --color=never --no-config scan scan"), 4);
    }
}
