//! `rules` and `lexicon` list what is in force and where it comes from, the user's own files included.

use std::path::Path;

use super::{folder, onrecord};

#[test]
fn built_in_files_are_listed() {
    let run = onrecord(["lexicon"]);
    assert_eq!(run.status, 0);
    for name in ["words.csv", "verbs.csv", "abbreviations.csv"] {
        assert!(run.out.lines().any(|line| line.starts_with(name)), "{}", run.out);
    }
    let rows = onrecord(["lexicon", "verbs.csv"]).out;
    assert!(rows.starts_with("entry,forms,noun,origin\n"));
    assert!(rows.contains(",built in verbs.csv:"));
    assert_eq!(onrecord(["lexicon", "verbs"]).out, rows);
    let word = onrecord(["lexicon", "rise"]);
    assert!(word.out.contains("verbs.csv: rise forms=rose;risen"), "{}", word.out);
    let unknown = onrecord(["lexicon", "qwertz"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (2, ""));
}

#[test]
fn rules_are_listed_as_text_and_json() {
    let run = onrecord(["rules"]);
    assert_eq!(run.status, 0);
    let json = onrecord(["rules", "--json"]);
    let rules: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    for rule in rules.as_array().expect("a list") {
        let id = rule["id"].as_str().expect("an id");
        assert!(run.out.contains(id));
        assert!(rule["line"].as_u64().is_some_and(|line| line > 0) && rule["enabled"] == true, "{rule}");
    }
    assert_eq!(onrecord(["rules", "no-rule-of-this-name"]).status, 2);
}

#[test]
fn own_files_are_laid_over_the_built_in_ones() {
    let dir = folder(&[("verbs.csv", b"entry,forms,noun\nfrobnicate,,\n"), ("notes.md", b"ours"), ("in/a.txt", b"They frobnicated.")]);
    let overlay = dir.path().display().to_string();
    let run = onrecord(["lexicon", "frobnicate", "--lexicon", &overlay]);
    assert_eq!(run.status, 0, "{}", run.messages);
    assert_eq!(run.out, format!("verbs.csv: frobnicate   (from {overlay}/verbs.csv:2)\n"));
    let run = onrecord([Path::new("scan"), &dir.path().join("in"), Path::new("--lexicon"), dir.path()]);
    assert_eq!(run.status, 0, "{}", run.messages);
}

#[test]
fn faults_in_own_files_are_said_with_their_place() {
    for (name, text, wanted) in [
        ("verb.csv", "entry\n", "verb.csv: no lexicon or rule file has this name; known are "),
        ("quantities.toml", "", "quantities.toml: no lexicon or rule file has this name"),
        ("verbs.csv", "entry,forms,noun\nsay,said\n", "verbs.csv:2: 2 cells where the header has 3"),
        ("quantity.toml", "[[rule]]\nid = \"quantity/x\"\nwhat = 1\n", "quantity.toml:3: unknown field `what`"),
    ] {
        let dir = folder(&[(name, text.as_bytes())]);
        let overlay = dir.path().display().to_string();
        for command in ["scan", "rules", "lexicon"] {
            let run = onrecord([command, "--lexicon", &overlay]);
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{command} {name}");
            assert!(run.messages.starts_with(&format!("onrecord: {overlay}/{wanted}")), "{}", run.messages);
        }
    }
    assert_eq!(onrecord(["rules", "--lexicon", "/nowhere"]).messages, "onrecord: /nowhere: No such file or directory\n");
}
