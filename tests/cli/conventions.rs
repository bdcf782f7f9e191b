//! What users of a command line take for granted: a settings file, completions, a manual page, a version that tells builds apart.

use std::path::Path;

use super::{ARTICLE, Run, finished, folder, onrecord, with_settings};

/// Runs the program where the folder has settings of its own, or is told to use none.
fn within(folder: &Path, arguments: &[&str]) -> Run {
    finished(with_settings().args(arguments).current_dir(folder).output().expect("the program starts"))
}

#[test]
fn settings_are_found_upwards_and_what_is_typed_comes_before_them() {
    let dir = folder(&[
        ("onrecord.toml", b"[scan]\nformat = \"jsonl\"\nkinds = [\"claims\"]\nquiet = true\n"),
        ("deep/down/a.txt", ARTICLE.as_bytes()),
    ]);
    let deep = dir.path().join("deep/down");
    let run = within(&deep, &["scan", "a.txt"]);
    assert_eq!((run.status, run.messages.as_str()), (0, ""));
    assert!(run.out.starts_with("{\"doc\":\"a.txt\"") && run.out.contains("\"attributions\":[]"), "{}", run.out);
    let typed = within(&deep, &["scan", "a.txt", "--format", "tsv"]);
    assert!(typed.out.starts_with("doc\tkind\t") && !typed.out.contains("\tattribution\t"), "{}", typed.out);
    let without = within(&deep, &["scan", "a.txt", "--no-config"]);
    assert!(without.out.starts_with("doc,kind,") && without.out.contains(",attribution,"));
    let shown = within(&deep, &["config", "--show"]);
    assert!(shown.out.contains("format = \"jsonl\"") && shown.out.contains("# onrecord.toml:2"), "{}", shown.out);
    assert!(shown.out.contains("mentions = false"), "{}", shown.out);
}

#[test]
fn a_named_settings_file_is_read_and_paths_are_meant_from_it() {
    let dir = folder(&[
        ("conf/own.toml", b"lexicon = \"words\"\n"),
        ("conf/words/cues.csv", b"entry,lemma,class,kind,position,pattern\nchirped,chirp,say,verb,,\n"),
        ("a.txt", ARTICLE.as_bytes()),
    ]);
    let run = within(dir.path(), &["--config", "conf/own.toml", "lexicon", "chirped"]);
    // Whatever the columns of the file are, it is this file that is read.
    assert!(run.out.contains("chirped") || run.messages.contains("conf/words/cues.csv:"), "{} {}", run.out, run.messages);
    let missing = within(dir.path(), &["scan", "a.txt", "--config", "none.toml"]);
    assert_eq!(missing.status, 2);
    assert!(missing.messages.starts_with("onrecord: none.toml: "), "{}", missing.messages);
}

#[test]
fn an_unknown_key_is_an_error_with_its_place() {
    let dir = folder(&[("onrecord.toml", b"# mine\n\n[scan]\nfromat = \"csv\"\n"), ("a.txt", ARTICLE.as_bytes())]);
    let run = within(dir.path(), &["scan", "a.txt"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.messages.contains("onrecord.toml:4: unknown key \"fromat\" in [scan]; known are "), "{}", run.messages);
}

#[test]
fn a_commented_settings_file_can_be_had_once() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let before = within(dir.path(), &["--no-config", "scan", "a.txt"]).out;
    assert_eq!(within(dir.path(), &["init"]).status, 0);
    let file = std::fs::read_to_string(dir.path().join("onrecord.toml")).expect("written");
    assert!(file.contains("\n[scan]\n") && file.contains("\n# mentions = true\n"), "{file}");
    assert_eq!(within(dir.path(), &["scan", "a.txt"]).out, before, "it changes nothing yet");
    let again = within(dir.path(), &["init"]);
    assert!(again.status == 2 && again.messages.contains("--force"), "{}", again.messages);
    assert_eq!(within(dir.path(), &["init", "--force"]).status, 0);
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let run = onrecord(["completions", shell]);
        assert_eq!(run.status, 0);
        assert!(run.out.contains("scan") && run.out.contains("mentions"), "{shell}");
    }
    let page = onrecord(["man", "scan"]).out;
    assert!(page.contains(".TH onrecord") && page.contains("Examples") && page.contains("mentions"), "{page}");
    assert_eq!(onrecord(["man", "verbs"]).status, 2);
    let dir = folder(&[]);
    assert_eq!(onrecord(["man", "--dir", dir.path().to_str().expect("a path")]).status, 0);
    for name in ["onrecord.1", "onrecord-scan.1", "onrecord-config.1"] {
        assert!(dir.path().join(name).is_file(), "{name}");
    }
}

#[test]
fn the_version_names_the_lexicon_and_help_begins_with_examples() {
    let version = onrecord(["--version"]).out;
    let digest = version.trim_end().rsplit_once("(lexicon ").and_then(|(_, rest)| rest.strip_suffix(')')).expect("a digest");
    assert!(digest.len() == 16 && digest.bytes().all(|b| b.is_ascii_hexdigit()), "{version}");
    let help = onrecord(["scan", "--help"]).out;
    let (examples, options) = (help.find("Examples:").expect("examples"), help.find("Options:").expect("options"));
    assert!(examples < options);
}

#[test]
fn colours_are_for_those_who_want_them() {
    let help = |arguments: &[&str]| onrecord(arguments).out;
    assert!(!help(&["scan", "--help"]).contains('\u{1b}'), "nothing for a pipe");
    assert!(help(&["--color", "always", "scan", "--help"]).contains('\u{1b}'));
    assert!(!help(&["--color=never", "scan", "--help"]).contains('\u{1b}'));
    assert_eq!(onrecord(["--color", "blue", "scan"]).status, 2);
}
