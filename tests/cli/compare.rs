//! `compare` from outside: articles, records and its own results go in; a text, a table and a mergeable form come out.

use super::{ARTICLE, folder, onrecord};

const MORNING: &str = "Floods in Sylhet killed 14 people on Monday, the district police said.";
const EVENING: &str = "Floods in Sylhet killed 19 people on Monday, the Red Crescent said.";

#[test]
fn articles_records_and_results_are_compared_alike() {
    let dir = folder(&[("a.txt", MORNING.as_bytes()), ("b.txt", EVENING.as_bytes())]);
    let at = |name: &str| dir.path().join(name).display().to_string();
    let shown = onrecord(["compare", &at("a.txt"), &at("b.txt")]);
    assert_eq!(shown.status, 0, "{}", shown.messages);
    assert!(shown.out.starts_with("g1 contradict: people, killed (Sylhet): 14..19, 2 documents, 2 sources\n"), "{}", shown.out);
    assert!(shown.messages.starts_with("2 claims compared: 1 groups contradict"), "{}", shown.messages);

    for name in ["a", "b"] {
        let written = onrecord(["scan", &at(&format!("{name}.txt")), "-q", "--output", &at(&format!("{name}.jsonl"))]);
        assert_eq!(written.status, 0);
    }
    let of_records = onrecord(["compare", &at("b.jsonl"), &at("a.jsonl")]);
    assert_eq!(of_records.out, shown.out);
    let alone = onrecord(["compare", &at("b.txt"), "--output", &at("half.jsonl")]);
    assert_eq!((alone.status, alone.out.as_str()), (0, ""));
    let of_results = onrecord(["compare", &at("half.jsonl"), &at("a.jsonl"), "-q"]);
    assert_eq!((of_results.out, of_results.messages), (shown.out, String::new()));

    let table = onrecord(["compare", &at("a.txt"), &at("b.txt"), "-q", "--format", "csv"]);
    assert!(table.out.starts_with("group,relation,what,outcome,place,group_low,group_high,documents,sources,doc,"), "{}", table.out);
    assert_eq!(table.out.lines().count(), 3);
    let few = onrecord(["compare", &at("a.txt"), &at("b.txt"), "-q", "--format", "csv", "--documents", "3"]);
    assert_eq!(few.out.lines().count(), 1);
    let sheet = onrecord(["compare", &at("a.txt"), &at("b.txt"), "-q", "--output", &at("x.csv")]);
    assert_eq!(sheet.status, 0);
    let sheet = std::fs::read_to_string(at("x.csv")).expect("it is there");
    assert!(sheet.starts_with('\u{feff}') && sheet.ends_with("\r\n"));
}

#[test]
fn a_claim_that_nothing_compares_with_is_shown_when_asked_for() {
    let dir = folder(&[("a.txt", MORNING.as_bytes())]);
    let at = dir.path().join("a.txt").display().to_string();
    assert_eq!(onrecord(["compare", &at, "-q"]).out, "");
    assert!(onrecord(["compare", &at, "-q", "--alone"]).out.starts_with("g1 first: people, killed (Sylhet): 14, 1 document"));
}

#[test]
fn broken_records_are_named_with_file_and_line() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes()), ("b.txt", MORNING.as_bytes())]);
    let at = |name: &str| dir.path().join(name).display().to_string();
    let good = onrecord(["scan", &at("a.txt"), "-q", "--format", "jsonl"]).out;
    let without = onrecord(["scan", &at("b.txt"), "-q", "--format", "jsonl", "--kinds", "claims"]).out;
    let lines = [good.clone(), good.replacen("\"c1\"", "\"7\"", 1), good.replacen("\"comparator\"", "\"compared\"", 1), without].concat();
    std::fs::write(at("x.jsonl"), lines).expect("written");
    let run = onrecord(["compare", &at("x.jsonl"), "-q"]);
    assert_eq!(run.status, 2);
    let said: Vec<String> = run.said().iter().map(|line| line.replace(&at(""), "")).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("x.jsonl:2: not a record as `scan --format jsonl` writes it: invalid value: string \"7\""), "{said:?}");
    assert!(said[1].starts_with("x.jsonl:3: not a record as `scan --format jsonl` writes it: missing field `comparator`"), "{said:?}");
    assert!(said[2].starts_with("x.jsonl:4: the actors are missing"), "{said:?}");

    let table = onrecord(["scan", &at("a.txt"), "-q", "--output", &at("x.csv")]);
    assert_eq!(table.status, 0);
    let run = onrecord(["compare", &at("x.csv"), "-q"]);
    assert_eq!(run.status, 2);
    assert!(run.messages.contains("x.csv: a table of extractions, which lacks"), "{}", run.messages);
    let run = onrecord(["compare", &at("a.txt"), "--output", &at("x.xlsx")]);
    assert!(run.status == 2 && run.messages.contains("x.xlsx"), "{}", run.messages);
}
