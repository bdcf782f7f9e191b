//! The settings in force, written as a settings file, each with the place it comes from.

use std::io::{self, BufWriter, Write as _};

use clap::{Arg, Command};

use super::super::Failure;
use super::{Config, FILE_NAME, is_flag, is_list, is_number, long, settings, takers};

/// Prints the settings of every command.
pub fn show(command: &Command, config: Option<&Config>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match config {
        Some(config) => writeln!(out, "# settings of {}", config.path.display())?,
        None => writeln!(out, "# no {FILE_NAME} here or above; `onrecord init` writes one")?,
    }
    for sub in takers(command) {
        let name = sub.get_name();
        writeln!(out, "\n[{name}]")?;
        let mut general: Vec<&Arg> = settings(command).filter(|arg| settings(sub).all(|own| long(own) != long(arg))).collect();
        general.splice(0..0, settings(sub));
        for arg in general {
            let key = long(arg);
            let entry = config.and_then(|config| config.entry(name, key).map(|entry| (config, entry)));
            let (line, from) = match entry {
                Some((config, entry)) => (format!("{key} = {}", value(arg, &entry.values)), config.place(entry)),
                None => (preset(arg), "default".to_string()),
            };
            writeln!(out, "{line:<44} # {from}")?;
        }
    }
    Ok(out.flush()?)
}

/// The line of an option that nobody has set: with its value, or, where that depends, as a comment.
pub(super) fn preset(arg: &Arg) -> String {
    let presets: Vec<String> =
        arg.get_default_values().iter().flat_map(|v| v.to_string_lossy().split(',').map(str::to_string).collect::<Vec<_>>()).collect();
    match (is_flag(arg), presets.is_empty()) {
        (true, _) => format!("{} = false", long(arg)),
        (false, false) => format!("{} = {}", long(arg), value(arg, &presets)),
        (false, true) => format!("# {} is not set", long(arg)),
    }
}

/// A value as it is written in the file.
pub(super) fn value(arg: &Arg, values: &[String]) -> String {
    let one = |text: &String| if is_flag(arg) || is_number(arg) { text.clone() } else { toml::Value::String(text.clone()).to_string() };
    match values {
        [single] if !is_list(arg) => one(single),
        many => format!("[{}]", many.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}
