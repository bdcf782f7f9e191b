//! What the terminal can show: whether there is one, whether it has colours, and how wide it is.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::ColorChoice;

/// The colours that were typed, for the help text, which is printed before anything is parsed.
pub fn asked(typed: &[OsString]) -> ColorChoice {
    let mut words = typed.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next().map(|w| w.to_string()),
            Some(rest) => rest.strip_prefix('=').map(str::to_string),
            None => None,
        };
        match value.as_deref() {
            Some("always") => return ColorChoice::Always,
            Some("never") => return ColorChoice::Never,
            _ => {}
        }
    }
    ColorChoice::Auto
}

/// Who named no file and sees nothing happen learns that the program waits for words.
pub fn say_what_is_read(paths: &[PathBuf], quiet: bool) {
    let typed = paths.is_empty() || paths.iter().any(|path| path == Path::new("-"));
    if typed && !quiet && io::stdin().is_terminal() {
        let _ = writeln!(io::stderr(), "reading what you type; Ctrl-D on a line of its own ends it (or name files and folders)");
    }
}

/// Where the answers go.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Colours are wanted.
    pub color: bool,
    /// Characters in a line.
    pub width: usize,
}

/// The width of a line where nothing else is known.
const WIDTH: usize = 100;

impl Terminal {
    /// Standard output: colours as `choice` says; `auto` has them on a terminal, unless NO_COLOR is set or the terminal is dumb.
    pub fn of_output(choice: ColorChoice) -> Terminal {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb"),
        };
        let columns = set("COLUMNS").and_then(|c| c.to_str()?.parse().ok());
        Terminal { color, width: columns.unwrap_or(WIDTH).clamp(40, 200) }
    }

    /// Paints `text`, where colours are wanted.
    pub fn paint(&self, text: &str, code: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }
}
