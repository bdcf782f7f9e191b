//! The house keeps its order: a room uses only rooms before it, families of rules do not know one another, files stay small.
//!
//! Checked from the source text itself: every `crate::` path counts, in `use` lines and elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library, each with the number of its place. Rooms of one place may not use each other.
const ROOMS: &[(&str, u32)] = &[
    ("text", 0),
    ("lexicon", 1),
    ("segment", 2),
    ("annotate", 3),
    ("extract", 4),
    ("link", 5),
    ("emit", 6),
    ("score", 7),
    ("compare", 7),
    ("run", 8),
    ("python", 9),
];

/// Rooms that a room may use although they come after it, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

const FAMILIES: &[&str] = &["quantity", "attribution", "actor"];

const MOST_LINES: usize = 500;

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("src"), root.join("tests"), root.join("benches")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                found.push((path.strip_prefix(root).expect("below the root").to_path_buf(), text));
            }
        }
    }
    found.sort();
    found
}

/// The room that a file of the library is in.
fn room(path: &Path) -> Option<String> {
    let inside = path.strip_prefix("src").ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_string())
}

/// What a line names behind `crate::`: one name, or those of a braced list; only the first part of each path.
fn named(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        let parts = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or(list).split(',').collect(),
            None => vec![rest],
        };
        for part in parts {
            let part = part.trim_start();
            names.push(part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(part));
        }
    }
    names
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..tests].lines().zip(1..).map(|(line, n)| (n, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn rooms_use_only_rooms_before_them() {
    let place = |name: &str| ROOMS.iter().find(|(room, _)| *room == name).map(|(_, place)| *place);
    for (path, text) in sources() {
        let Some(here) = room(&path) else { continue };
        let Some(own) = place(&here) else { continue };
        for (number, line) in code_lines(&text) {
            for name in named(line) {
                let Some(other) = place(name) else { continue };
                let excused = EXCEPTIONS.contains(&(here.as_str(), name));
                assert!(name == here || other < own || excused, "{}:{number}: `{here}` may not use `{name}`", path.display());
            }
        }
    }
}

#[test]
fn families_do_not_know_one_another() {
    for (path, text) in sources() {
        let Some(family) = FAMILIES.iter().find(|f| path.starts_with(Path::new("src/extract").join(f))) else { continue };
        for (number, line) in code_lines(&text) {
            for other in FAMILIES.iter().filter(|other| *other != family) {
                let uses =
                    [format!("extract::{other}::"), format!("super::super::{other}")].iter().any(|path| line.contains(path.as_str()));
                assert!(!uses, "{}:{number}: `{family}` may not use `{other}`", path.display());
            }
        }
    }
}

#[test]
fn only_run_and_the_program_touch_files_and_threads() {
    for (path, text) in sources() {
        let Some(here) = room(&path) else { continue };
        if ["run", "python", "cli", "main", "train"].contains(&here.as_str()) {
            continue;
        }
        for (number, line) in code_lines(&text) {
            for forbidden in ["std::fs", "std::thread", "std::process", "std::env::", "rayon::", "stdout()", "stderr()"] {
                assert!(!line.contains(forbidden), "{}:{number}: `{here}` may not use {forbidden}", path.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_say_why_they_exist() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{}: {lines} lines", path.display());
        assert!(text.starts_with("//! "), "{}: it must open with a paragraph on why it exists", path.display());
    }
}

#[test]
fn the_check_reads_paths() {
    assert_eq!(named("use crate::text::{Tag, Token};"), ["text"]);
    assert_eq!(named("use crate::{emit, link::Links};"), ["emit", "link"]);
    assert_eq!(named("fn f(x: crate::run::Settings) -> crate::Record {"), ["run", "Record"]);
    assert_eq!(named("let x = 1;"), [""; 0]);
}
