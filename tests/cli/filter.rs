//! As a filter between two programs: every line is answered, in order and at once, and shares of the work add up.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{ARTICLE, Run, finished, folder, onrecord, program};

fn started(arguments: &[&str]) -> Child {
    program().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// Gives `input` to the program while its output is read.
fn piped(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = started(arguments);
    let mut pipe = child.stdin.take().expect("a pipe");
    thread::scope(|scope| {
        scope.spawn(move || pipe.write_all(input).expect("written"));
        finished(child.wait_with_output().expect("it ends"))
    })
}

const FILTER: [&str; 6] = ["scan", "-", "--input", "jsonl", "--format", "jsonl"];

#[test]
fn every_line_is_answered_in_order() {
    let text = serde_json::to_string(ARTICLE).expect("JSON");
    let mut input = String::new();
    for n in 0..400 {
        match n % 8 {
            3 => input.push_str(&format!("{{\"id\": \"n{n}\", \"headline\": \"no text\"}}\n")),
            5 => input.push_str(&format!("{{\"id\": \"n{n}\", \"text\": \"no end\n")),
            6 => input.push('\n'),
            7 => input.push_str(&format!("{{\"text\": {text}}}\r\n")),
            _ => input.push_str(&format!("{{\"id\": \"n{n}\", \"text\": {text}}}\n")),
        }
    }
    let mut outputs = BTreeSet::new();
    for threads in ["1", "2", "5"] {
        let run = piped(&[&FILTER[..], &["--threads", threads]].concat(), input.as_bytes());
        assert_eq!(run.status, 2);
        assert_eq!(run.messages.lines().filter(|line| line.starts_with("-:")).count(), 150, "{}", run.messages);
        assert!(run.messages.contains("250 documents: ") && run.messages.contains("; 150 failures; "), "{}", run.messages);
        outputs.insert(run.out);
    }
    assert_eq!(outputs.len(), 1, "every number of threads writes the same");
    let lines: Vec<serde_json::Value> =
        outputs.iter().flat_map(|out| out.lines()).map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 400);
    for (n, line) in lines.iter().enumerate() {
        let place = format!("-:{}", n + 1);
        match n % 8 {
            3 | 5 => {
                assert_eq!(line["id"], format!("n{n}"));
                let wanted = if n % 8 == 3 { "no text: " } else { "broken JSON: " };
                assert!(line["error"].as_str().is_some_and(|e| e.starts_with(wanted)), "{line}");
                assert_eq!(line.as_object().map(serde_json::Map::len), Some(2));
            }
            6 => assert!(line["id"] == place && line["error"].is_string(), "{line}"),
            7 => assert_eq!(line["doc"], place),
            _ => assert_eq!(line["doc"], format!("n{n}")),
        }
    }
    // No line leaves anything behind for the next.
    let claims: BTreeSet<String> = lines.iter().filter(|l| l.get("doc").is_some()).map(|l| l["claims"].to_string()).collect();
    assert_eq!(claims.len(), 1);
}

#[test]
fn failures_can_be_kept_out_of_the_status() {
    let run = piped(&[&FILTER[..], &["--exit-zero"]].concat(), b"{\"text\": 1}\nnothing\n");
    assert_eq!((run.status, run.out.lines().count()), (0, 2));
    assert!(run.messages.starts_with("-:2: broken JSON"), "{}", run.messages);
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    for threads in ["1", "2"] {
        let mut child = started(&[&FILTER[..], &["--threads", threads, "--quiet"]].concat());
        let mut pipe = child.stdin.take().expect("a pipe");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (send, receive) = mpsc::channel();
        let reader = thread::spawn(move || {
            let mut line = String::new();
            while out.read_line(&mut line).is_ok_and(|n| n > 0) {
                let _ = send.send(std::mem::take(&mut line));
            }
        });
        for n in 0..5 {
            let line = if n == 2 { "broken\n".to_string() } else { format!("{{\"id\": \"n{n}\", \"text\": \"He said 12 died.\"}}\n") };
            pipe.write_all(line.as_bytes()).expect("written");
            // A tenth of a second when nothing else runs; what matters is that it comes although the pipe stays open.
            let answer = receive.recv_timeout(Duration::from_secs(20)).expect("an answer");
            assert!(answer.contains(&if n == 2 { "\"error\":".to_string() } else { format!("\"n{n}\"") }), "{answer}");
        }
        drop(pipe);
        reader.join().expect("it ends");
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("read");
        assert_eq!(child.wait().expect("it ends").code(), Some(2));
        assert!(said.starts_with("-:3: broken JSON"), "{said}");
    }
}

#[test]
fn a_line_that_is_far_too_long_is_answered() {
    let mut input = b"{\"text\": \"one\"}\n".to_vec();
    input.extend(std::iter::repeat_n(b'x', 33 << 20));
    input.extend_from_slice(b"\n{\"text\": \"three\"}\n");
    let run = piped(&FILTER, &input);
    let lines = run.records();
    assert_eq!((run.status, lines.len()), (2, 3));
    assert_eq!((&lines[0]["doc"], &lines[2]["doc"]), (&"-:1".into(), &"-:3".into()));
    assert_eq!(lines[1], serde_json::json!({ "id": "-:2", "error": "a document of more than 32 MB" }));
}

#[test]
fn standard_input_may_hold_any_format() {
    let texts = |input: &str, bytes: &[u8]| {
        let run = piped(&["scan", "--input", input, "--format", "jsonl", "--with-text", "--quiet"], bytes);
        assert_eq!((run.status, run.messages.as_str()), (0, ""));
        (run.field("doc"), run.field("text"))
    };
    let words = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<String>>();
    assert_eq!(texts("csv", b"text;id\nRain fell.;7\n"), (words(&["7"]), words(&["Rain fell."])));
    assert_eq!(texts("TSV", b"text\nRain fell.\n"), (words(&["-:2"]), words(&["Rain fell."])));
    assert_eq!(texts("json", b"[{\"text\": \"a\"}, {\"text\": \"b\"}]"), (words(&["-#1", "-#2"]), words(&["a", "b"])));
    assert_eq!(texts("txt", b"{}"), (words(&["-"]), words(&["{}"])));
}

#[test]
fn the_option_goes_before_the_ending_of_a_named_file() {
    let dir = folder(&[("articles.data", b"{\"text\": \"one\"}\n"), ("more.txt", b"{\"text\": \"two\"}\n")]);
    let path = |name: &str| dir.path().join(name).display().to_string();
    let texts = |arguments: &[&str]| {
        let run = onrecord([&["scan", "--format", "jsonl", "--with-text", "--input", "jsonl"], arguments].concat());
        assert_eq!(run.status, 0, "{}", run.messages);
        run.field("text")
    };
    assert_eq!(texts(&[&path("articles.data"), &path("more.txt")]), ["one", "two"]);
    // In a folder the endings count, and the option says what the others hold.
    assert_eq!(texts(&[&path("")]), ["one", "{\"text\": \"two\"}\n"]);
}

#[test]
fn shares_add_up_to_the_whole() {
    let line = |n: usize| format!("{{\"id\": \"line {n}\", \"text\": \"{n} people were hurt, police said.\"}}\n");
    let lines: String = (0..500).map(line).collect();
    let rows: String = std::iter::once("text\n".to_string()).chain((0..40).map(|n| format!("{n} ships sank.\n"))).collect();
    let values: String = format!("[{}]", (0..9).map(|n| format!("{{\"text\": \"{n}\"}}")).collect::<Vec<_>>().join(","));
    let texts: Vec<(String, String)> = (0..60).map(|n| (format!("{n}.txt"), format!("{n} trains were late."))).collect();
    let mut files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.extend([("big.jsonl", lines.as_bytes()), ("rows.csv", rows.as_bytes()), ("values.json", values.as_bytes())]);
    files.push(("bad.ndjson", b"{\"text\": \"a\"}\nbad\n{\"text\": \"b\"}\n"));
    files.push(("binary.txt", b"\0\0"));
    let dir = folder(&files);
    let path = dir.path().display().to_string();
    let run = |more: &[&str]| onrecord([&["scan", &path, "--format", "jsonl"], more].concat());
    let whole = run(&[]);
    let said = |run: &Run| run.said().iter().map(ToString::to_string).collect::<Vec<String>>();
    let (mut records, mut messages) = (Vec::new(), Vec::new());
    for share in ["1/3", "2/3", "3/3"] {
        let part = run(&["--shard", share]);
        let count = part.out.lines().count();
        assert!((150..260).contains(&count), "{share}: {count} of {}", whole.out.lines().count());
        // The order is that of the whole.
        let mut all = whole.out.lines();
        assert!(part.out.lines().all(|line| all.any(|other| other == line)), "{share}");
        records.extend(part.out.lines().map(str::to_string));
        messages.extend(said(&part));
    }
    records.sort();
    let mut wanted: Vec<&str> = whole.out.lines().collect();
    wanted.sort_unstable();
    assert_eq!(records, wanted);
    messages.sort();
    let mut wanted = said(&whole);
    wanted.sort();
    assert_eq!(messages, wanted, "each failure is told by one share");
    for wrong in ["0/3", "4/3", "x"] {
        assert_eq!(run(&["--shard", wrong]).status, 2);
    }
}
