//! The output: whole or not at all, in the profile that its reader needs, the same for every number of threads.

use std::path::Path;

use super::{ARTICLE, folder, onrecord};

const HEADER: &str = "doc,kind,id,sentence,start,end,text,low,high,comparator,measure,unit,counted,about,event,change,part_of,flags,\
    source,source_id,source_kind,cue,quote,certainty,content,actor,actor_type,country,roles,aliases,mentions,actors,date,title,rule,context,same_as";

#[test]
fn the_profile_follows_the_reader() {
    let dir = folder(&[("in/a.txt", ARTICLE.as_bytes())]);
    let input = dir.path().join("in").display().to_string();
    let write = |name: &str, more: &[&str]| {
        let target = dir.path().join(name).display().to_string();
        let run = onrecord([&["scan", input.as_str(), "--output", target.as_str()][..], more].concat());
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.messages);
        String::from_utf8(std::fs::read(target).expect("the output")).expect("UTF-8")
    };
    let sheet = write("a.csv", &[]);
    assert!(sheet.starts_with(&format!("\u{feff}{HEADER}\r\n")));
    assert!(sheet.ends_with("\r\n"));
    let plain = write("b.csv", &["--plain"]);
    assert!(plain.starts_with(&format!("{HEADER}\n")) && !plain.contains("\r\n"));
    let tabs = write("c.tsv", &["--plain"]);
    assert!(tabs.starts_with(&HEADER.replace(',', "\t")));
    let json = write("d.jsonl", &[]);
    assert!(json.starts_with("{\"doc\":\"") && json.lines().count() == 1);
    let piped = onrecord(["scan", &input]);
    assert_eq!(piped.out, plain, "a pipe gets what --plain writes");
    let named = write("e.csv", &["--format", "jsonl"]);
    assert_eq!(named, json);
}

#[test]
fn an_output_appears_whole_or_not_at_all() {
    let dir = folder(&[("in/a.txt", ARTICLE.as_bytes()), ("old.csv", b"older result")]);
    let input = dir.path().join("in").display().to_string();
    let into = |target: &Path| onrecord(["scan", &input, "--output", target.to_str().expect("a path")]);
    let run = into(&dir.path().join("no/such/folder/out.csv"));
    assert_eq!(run.status, 2);
    assert!(run.messages.contains("no/such/folder/out.csv: there is no folder "), "{}", run.messages);
    let run = into(&dir.path().join("in"));
    assert!(run.status == 2 && run.messages.contains("is a folder"), "{}", run.messages);
    assert_eq!(into(&dir.path().join("old.csv")).status, 0);
    assert!(std::fs::read_to_string(dir.path().join("old.csv")).expect("read").contains("doc,kind"));
    let left: Vec<_> = std::fs::read_dir(dir.path()).expect("listed").map(|e| e.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 2, "nothing else is left: {left:?}");
}

#[test]
fn a_run_that_read_nothing_leaves_the_older_result() {
    let dir = folder(&[("old.csv", b"older result")]);
    let (missing, old) = (dir.path().join("missing.txt"), dir.path().join("old.csv"));
    let run = onrecord(["scan", missing.to_str().expect("a path"), "--output", old.to_str().expect("a path")]);
    assert_eq!(run.status, 2);
    assert_eq!(std::fs::read_to_string(old).expect("read"), "older result");
}

#[test]
fn an_ending_that_cannot_be_written_is_refused() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    for (name, ending) in [("out.ods", ".ods"), ("out.csv.gz", ".gz"), ("out.docx", ".docx")] {
        let (input, output) = (dir.path().join("a.txt"), dir.path().join(name));
        let run = onrecord(["scan", input.to_str().expect("a path"), "--output", output.to_str().expect("a path")]);
        assert_eq!(run.status, 2);
        assert!(run.messages.contains(&format!("{ending} is no format that can be written")) && !output.exists(), "{}", run.messages);
    }
}

#[cfg(unix)]
#[test]
fn an_output_is_an_ordinary_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = folder(&[("a.txt", b"Rain fell."), ("plain", b""), ("kept.csv", b"")]);
    let mode = |name: &str| std::fs::metadata(dir.path().join(name)).expect("there").permissions().mode() & 0o777;
    std::fs::set_permissions(dir.path().join("kept.csv"), std::fs::Permissions::from_mode(0o640)).expect("set");
    std::os::unix::fs::symlink("kept.csv", dir.path().join("link.csv")).expect("linked");
    for name in ["new.csv", "link.csv"] {
        let run = onrecord([Path::new("scan"), &dir.path().join("a.txt"), Path::new("--output"), &dir.path().join(name)]);
        assert_eq!(run.status, 0, "{}", run.messages);
    }
    assert_eq!(mode("new.csv"), mode("plain"), "as any file that the user makes");
    assert_eq!(mode("kept.csv"), 0o640, "as it was");
    assert!(std::fs::symlink_metadata(dir.path().join("link.csv")).expect("there").is_symlink());
    assert!(std::fs::read_to_string(dir.path().join("kept.csv")).expect("read").contains("doc,kind"));
}

#[test]
fn the_output_is_no_input_of_the_next_run() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let target = dir.path().join("extractions.csv");
    let arguments = [Path::new("scan"), dir.path(), Path::new("--output"), &target];
    assert_eq!(onrecord(arguments).status, 0);
    let first = std::fs::read(&target).expect("the output");
    let run = onrecord(arguments);
    assert_eq!((run.status, run.said().len()), (0, 0), "{}", run.messages);
    assert!(run.messages.starts_with("1 document: "));
    assert_eq!(std::fs::read(&target).expect("the output"), first);
}

#[test]
fn quiet_runs_and_empty_folders() {
    let dir = folder(&[]);
    let path = dir.path().display().to_string();
    let run = onrecord(["scan", &path, "--quiet"]);
    // Not the summary, but what may be a mistake is said.
    assert_eq!((run.status, run.messages), (0, format!("{path}: nothing to read in this folder\n")));
    assert_eq!(run.out, format!("{HEADER}\n"));
    let run = onrecord(["scan", &path]);
    assert!(run.messages.contains("\n0 documents: 0 claims, 0 attributions, 0 actors; 0 failures; "), "{}", run.messages);
}

#[test]
fn kinds_choose_the_rows() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let path = dir.path().display().to_string();
    for (kinds, wanted) in [("claims", &["claim"][..]), ("attributions,actors", &["attribution", "actor"])] {
        let run = onrecord(["scan", &path, "--kinds", kinds]);
        let mut rows = csv::Reader::from_reader(run.out.as_bytes());
        for row in rows.records() {
            let row = row.expect("a row");
            assert!(wanted.contains(&&row[1]), "{row:?}");
        }
        let run = onrecord(["scan", &path, "--kinds", kinds, "--format", "jsonl"]);
        for (kind, list) in [("claim", "claims"), ("attribution", "attributions"), ("actor", "actors")] {
            let list = run.records()[0][list].as_array().expect("a list").len();
            assert!(list == 0 || wanted.contains(&kind));
        }
    }
}

#[test]
fn a_workbook_is_the_same_for_every_number_of_threads() {
    let files: Vec<(String, String)> =
        (0..40).map(|n| (format!("in/{n:02}.txt"), format!("{ARTICLE}\nSome {n} more trucks were seen.\n"))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let dir = folder(&files);
    let input = dir.path().join("in").display().to_string();
    let write = |name: &str, threads: &str| {
        let target = dir.path().join(name).display().to_string();
        let run = onrecord(["scan", &input, "--output", &target, "--threads", threads]);
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.messages);
        std::fs::read(target).expect("the output")
    };
    let one = write("one.xlsx", "1");
    assert!(one.starts_with(b"PK"));
    assert!(one == write("four.XLSX", "4"));
}
