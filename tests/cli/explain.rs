//! `explain`: the text with its marks, and for every extraction the rule, the links and what lost.

use super::{ARTICLE, file, folder, onrecord};

const TOWN: &str = "The dam was finished in 1987.\n\nOver 40 villages were flooded, mayor Ruth Adeyemi said. She said 12 bridges fell.\n";

#[test]
fn every_extraction_has_its_reason() {
    let dir = folder(&[("a.txt", TOWN.as_bytes())]);
    let path = dir.path().join("a.txt").display().to_string();
    let run = onrecord(["explain", &path]);
    assert_eq!((run.status, run.messages.as_str()), (0, ""));
    for part in [
        "   1  The dam was finished in 1987.",
        "× “1987”: no claim, year: A year.",
        "c1 “Over 40” is 40 to … village (count, more_than); counted “villages”",
        "rule     quantity/number: ",
        "lexicon  “Over” comparators.csv:",
        "source   Ruth Adeyemi: the number stands in what s1 says",
        "the source holds its name, the full name",
        "the pronoun takes the last source",
        "a1 Ruth Adeyemi (person)",
    ] {
        assert!(run.out.contains(part), "{part:?} in\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "a pipe gets no colours");
    let colored = onrecord(["explain", &path, "--color", "always"]).out;
    assert!(colored.contains("\u{1b}[1;33;4mOver 40\u{1b}[0m"), "a number that is said has both colours: {colored:?}");
    let line = onrecord(["explain", &format!("{path}:1")]).out;
    assert!(line.contains("1987") && !line.contains("villages"), "{line}");
}

#[test]
fn every_link_has_its_reason() {
    let text = "Maria Falk and her brother Jonas Falk sold the mill to the Dorne Works Authority (DWA), of which Lena Voss is director.\n\n\
        Falk said 40 of the 90 looms were new, 12 of them Dutch. Voss said the DWA paid for 90 looms. The Netherlands was silent.\n";
    let dir = folder(&[("a.txt", text.as_bytes())]);
    let shown = onrecord(["explain", &dir.path().join("a.txt").display().to_string()]).out;
    for part in [
        "could be a1 Maria Falk or a2 Jonas Falk: each bears this name, and no title beside it tells which is meant",
        "link     the full name",
        "Dorne Works Authority again, as “DWA”: the acronym in brackets behind the name",
        "Lena Voss again, as “Voss”: the surname alone",
        "as “DWA”: an acronym of the name",
        "link     the nationality word of the country",
        "part of  c2 “90”: the words around it count some of those",
        "source   Lena Voss: the number stands in what s2 says",
    ] {
        assert!(shown.contains(part), "{part:?} in\n{shown}");
    }
    let twice = "Floods in Aksu kill 41 people\n\nFloods in Aksu killed 41 people on Monday, mayor Ruth Adeyemi said.\n";
    let dir = folder(&[("a.txt", twice.as_bytes())]);
    let shown = onrecord(["explain", &dir.path().join("a.txt").display().to_string()]).out;
    assert!(shown.contains("same as  c1 “41”: the same number of the same thing, told before"), "{shown}");
}

#[test]
fn an_attribution_shows_what_decided_and_what_lost() {
    let text = "The army got calls from the harbour.\n\nThe council met, and the mayor said on Monday that 12 people died.\n";
    let dir = folder(&[("a.txt", text.as_bytes())]);
    let path = dir.path().join("a.txt").display().to_string();
    let run = onrecord(["explain", &format!("{path}:3")]);
    assert_eq!((run.status, run.messages.as_str()), (0, ""));
    for part in [
        "decided  a cue here (+",
        "cue “said” (+",
        "not “said on” (",
        "decided  source “the mayor” (+",
        "“The council” (+",
        "decided  content right (+",
        "decided  content from “that 12 people died",
        "decided  kept as a whole (+",
        ": source/",
    ] {
        assert!(run.out.contains(part), "{part:?} in\n{}", run.out);
    }
    let lost = onrecord(["explain", &format!("{path}:1")]).out;
    assert!(lost.contains("× “calls”: no attribution, no-cue: The word is no cue here (-"), "{lost}");
    assert!(lost.contains("cue/"), "the features that spoke against it: {lost}");
}

#[test]
fn a_line_of_a_file_of_documents_is_a_document() {
    let path = file("articles.jsonl").display().to_string();
    let all = onrecord(["explain", &path]);
    let second = onrecord(["explain", &format!("{path}:2")]);
    assert_eq!((all.status, second.status), (0, 0), "{}", second.messages);
    assert!(second.out.len() < all.out.len() && all.out.contains(second.out.trim_end()));
    let none = onrecord(["explain", &format!("{path}:4000")]);
    assert!(none.status == 2 && none.messages.contains(":4000: no document"), "{}", none.messages);
}

#[test]
fn a_rule_shows_its_examples() {
    let run = onrecord(["explain", "--rule", "quantity/percent"]);
    assert!(run.out.contains("finds “70.9” in: Turnout reached 70.9 percent."), "{}", run.out);
    let near = onrecord(["explain", "--rule", "percent"]);
    assert!(near.status == 2 && near.messages.contains("there is quantity/percent"), "{}", near.messages);
    assert_eq!(onrecord(["explain", "--rule", "quantity/percent", "a.txt"]).status, 2);
}

#[test]
fn what_cannot_be_read_is_said() {
    let run = onrecord(["explain", "no/such.txt"]);
    assert!(run.status == 2 && run.messages.contains("no/such.txt"), "{}", run.messages);
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let beyond = onrecord(["explain", &dir.path().join("a.txt:900").display().to_string()]);
    assert!(beyond.status == 2 && beyond.messages.contains("a.txt:900: the article has"), "{} {}", beyond.out, beyond.messages);
    assert_eq!(beyond.out, "");
    let empty = folder(&[("b.txt", b"Rain fell.\n\n\nIt went on for hours.\n")]);
    let between = onrecord(["explain", &empty.path().join("b.txt:2").display().to_string()]);
    assert!(between.status == 0 && between.out.contains("nothing stands here"), "{} {}", between.out, between.messages);
}
