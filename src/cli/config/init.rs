//! A settings file to begin with: every setting with its help text, commented out, so that it changes nothing yet.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use clap::{Arg, Command};

use super::super::Failure;
use super::show::value;
use super::{FILE_NAME, is_flag, is_list, is_number, long, sections, settings, shared};

/// Writes the file into the present folder.
pub fn init(command: &Command, force: bool) -> Result<(), Failure> {
    let path = Path::new(FILE_NAME);
    let fail = |error: std::io::Error| Failure::Said(format!("{FILE_NAME}: {error}"));
    let mut options = fs::File::options();
    let file = options.write(true).create(true).truncate(force).create_new(!force).open(path);
    let mut file = match file {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Failure::Said(format!("{FILE_NAME} is here already; --force writes over it")));
        }
        other => other.map_err(fail)?,
    };
    file.write_all(text(command).as_bytes()).map_err(fail)?;
    let _ = writeln!(std::io::stderr(), "{FILE_NAME}: written; take the # from the settings that you want");
    Ok(())
}

fn text(command: &Command) -> String {
    let mut text = String::from(
        "# Settings of onrecord for this folder and all below it. Options that are typed come before them;\n\
         # --no-config leaves them out, `onrecord config` shows what is in force. Paths are meant from here.\n\n\
         # For every command that has the option:\n",
    );
    let shared = shared(command);
    for arg in &shared {
        add(arg, &mut text);
    }
    for sub in sections(command) {
        let own: Vec<&Arg> = settings(sub).filter(|arg| shared.iter().all(|s| long(s) != long(arg))).collect();
        if own.is_empty() {
            continue;
        }
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("\n# {about}.\n[{}]\n", sub.get_name()));
        for arg in own {
            add(arg, &mut text);
        }
    }
    text
}

fn add(arg: &Arg, text: &mut String) {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let names: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_string()).collect();
    text.push_str(&format!("\n# {help}"));
    if !names.is_empty() && !is_flag(arg) {
        text.push_str(&format!(" ({})", names.join(", ")));
    }
    text.push_str(&format!("\n# {} = {}\n", long(arg), example(arg, &names)));
}

/// The default where there is one, else something that could stand there.
fn example(arg: &Arg, names: &[String]) -> String {
    let presets: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    if is_flag(arg) {
        return "true".into();
    }
    if let [preset] = presets.as_slice() {
        let all: Vec<String> = if is_list(arg) { preset.split(',').map(str::to_string).collect() } else { vec![preset.clone()] };
        return value(arg, &all);
    }
    match names.first() {
        Some(name) => value(arg, std::slice::from_ref(name)),
        None if is_number(arg) => "4".into(),
        None => value(arg, &[arg.get_value_names().and_then(|n| n.first()).map_or("…".into(), |n| n.to_lowercase())]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::help;
    use super::super::read;
    use super::*;

    #[test]
    fn the_file_is_good_as_it_is_and_with_every_setting_taken() {
        let command = help::command();
        let text = text(&command);
        assert!(read(&text, Path::new(FILE_NAME), &command).is_ok_and(|config| config.entries.is_empty()));
        let taken: Vec<&str> = text.lines().map(|line| line.strip_prefix("# ").filter(|l| l.contains(" = ")).unwrap_or(line)).collect();
        match read(&taken.join("\n"), Path::new(FILE_NAME), &command) {
            Ok(config) => assert!(config.entries.len() > 8, "{config:?}"),
            Err(Failure::Said(what)) => panic!("{what}\n{text}"),
            Err(Failure::Closed) => unreachable!("nothing is written"),
        }
    }
}
