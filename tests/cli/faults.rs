//! One bad input never stops the others, each is named with a reason, and the exit status tells.

use std::path::Path;

use super::{ARTICLE, Run, file, finished, folder, onrecord, program, scanned};

/// The messages with the folder taken out of the paths.
fn said(run: &Run, folder: &Path) -> Vec<String> {
    run.said().iter().map(|line| line.replace(&format!("{}/", folder.display()), "")).collect()
}

fn fixture_messages(name: &str) -> (Run, Vec<String>) {
    let run = scanned(&[&file(name)]);
    let folder = file("");
    let said = said(&run, Path::new(folder.to_str().expect("a path").trim_end_matches('/')));
    (run, said)
}

#[test]
fn broken_lines_are_named_and_the_others_read() {
    let (run, said) = fixture_messages("broken-line.ndjson");
    assert_eq!(run.status, 2);
    assert_eq!(run.field("text").len(), 2);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("broken-line.ndjson:2: broken JSON: EOF while parsing a string at column"), "{said:?}");
    assert!(said[1].starts_with("broken-line.ndjson:4: no text: none of the fields text, maintext, body, content"), "{said:?}");
    assert!(said[2].starts_with("broken-line.ndjson:5: broken JSON: invalid type: sequence, expected a JSON object"), "{said:?}");
}

#[test]
fn crooked_rows_are_named_and_the_others_read() {
    let (run, said) = fixture_messages("crooked.csv");
    assert_eq!((run.status, run.field("doc")), (2, vec!["r-1".to_string(), "r-4".to_string()]));
    assert_eq!(
        said,
        [
            "crooked.csv:3: 3 cells where the header has 2; is a quotation mark missing?",
            "crooked.csv:4: 1 cells where the header has 2, none for the text"
        ]
    );
    let (run, said) = fixture_messages("no-text-column.csv");
    assert_eq!(run.status, 2);
    assert!(said[0].contains("no column text, maintext, body, content; the columns are id, headline"), "{said:?}");
}

#[test]
fn an_open_quotation_mark_takes_one_row() {
    let csv = b"id,text\n1,\"The mill\nwill close.\"\n2,\"The port reopened.\n3,Rain fell.\n4,\"He said \"\"no\"\".\"\n5,\"Open\n6,Last.\n";
    let dir = folder(&[("open.csv", csv)]);
    let run = scanned(&[dir.path()]);
    assert_eq!((run.status, run.field("doc")), (2, ["1", "3", "4", "6"].map(String::from).to_vec()));
    assert_eq!(run.field("text"), ["The mill\nwill close.", "Rain fell.", "He said \"no\".", "Last."]);
    let reason = "a quotation mark is opened and never closed; this row is left out";
    assert_eq!(said(&run, dir.path()), [format!("open.csv:4: {reason}"), format!("open.csv:7: {reason}")]);
    // In a file that is too large to hold, too.
    let mut long = b"id,text\n1,\"open\n".to_vec();
    long.extend(b"2,\"\"\"so\"\"\"\n".repeat(10));
    long.extend([b"3,", "x".repeat(100_000).as_bytes(), b"\n"].concat().repeat(340));
    let dir = folder(&[("long.csv", &long)]);
    let run = onrecord([Path::new("scan"), dir.path(), Path::new("--kinds"), Path::new("claims")]);
    assert_eq!((run.status, said(&run, dir.path())), (2, vec![format!("long.csv:2: {reason}")]));
    assert!(run.messages.contains("350 documents"), "{}", run.messages);
}

#[test]
fn results_in_a_folder_are_no_articles() {
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    for name in ["old.csv", "old.tsv", "old.jsonl", "semicolons.csv"] {
        let target = dir.path().join(name);
        let run = onrecord(
            [Path::new("scan"), &dir.path().join("a.txt"), Path::new("--output"), &target, Path::new("--with-text")]
                .into_iter()
                .filter(|word| name == "old.jsonl" || *word != Path::new("--with-text")),
        );
        assert_eq!(run.status, 0, "{}", run.messages);
    }
    let expected = dir.path().join("expected.csv");
    std::fs::write(&expected, "kind,text,at,low,high,comparator,measure,unit\nclaim,40 vehicles,1,40,40,exact,count,vehicle\n")
        .expect("written");
    let run = scanned(&[dir.path()]);
    assert_eq!((run.status, run.field("doc").len()), (0, 1));
    let said = said(&run, dir.path());
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said.iter().all(|line| line.contains(": left out: it holds extractions, not articles")), "{said:?}");
    // Whoever names the column means it.
    let run = onrecord(["scan", "--text-column", "text", &expected.display().to_string()]);
    assert!(run.messages.starts_with("1 document: "), "{}", run.messages);
}

#[test]
fn endings_that_promise_too_much_are_told() {
    let dir = folder(&[("a.txt.gz", b"plain text"), ("b.jsonl.gz", b"{}"), ("c.txt.zst", b"plain text"), ("d.txt.gz", b"")]);
    let run = scanned(&[dir.path()]);
    assert_eq!((run.status, run.records().len()), (2, 0));
    assert_eq!(
        said(&run, dir.path()),
        [
            "a.txt.gz: not gzip data, as its ending says",
            "b.jsonl.gz: not gzip data, as its ending says",
            "c.txt.zst: not Zstandard data, as its ending says",
            "d.txt.gz: the file is empty, no gzip data as its ending says"
        ]
    );
}

#[test]
fn a_cut_off_file_gives_what_it_has() {
    let (run, said) = fixture_messages("cut-off.jsonl.gz");
    assert_eq!(run.status, 2);
    assert!(run.records().len() > 100);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("cut-off.jsonl.gz: reading broke off: "), "{said:?}");
}

#[test]
fn an_empty_file_is_a_document_and_a_binary_one_is_none() {
    let (run, said) = fixture_messages("empty.txt");
    assert_eq!((run.status, run.records().len()), (0, 1));
    assert_eq!(said, ["empty.txt: the file is empty"]);
    let (run, said) = fixture_messages("binary.txt");
    assert_eq!((run.status, run.records().len()), (2, 0));
    assert_eq!(said, ["binary.txt: binary file (it holds NUL bytes), not text"]);
}

#[test]
fn a_folder_with_broken_files_is_done_but_for_them() {
    let articles: Vec<(String, String)> = (0..300).map(|n| (format!("{:02}/{n:03}.txt", n / 20), format!("{n}. {ARTICLE}"))).collect();
    let mut files: Vec<(&str, &[u8])> = articles.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let long = vec![b'x'; 40 << 20];
    let table = b"1,234 ".repeat(260_000);
    files.extend([
        ("03/binary.txt", &b"MZ\0\0\x03"[..]),
        ("07/latin.txt", &b"The caf\xe9 of Jos\xe9 Mar\xeda closed.\n"[..]),
        ("09/empty.txt", &b""[..]),
        ("11/long.txt", &long[..]),
        ("13/table.txt", &table[..]),
    ]);
    let dir = folder(&files);
    let mut failed =
        vec!["03/binary.txt: binary", "11/long.txt: a document of more than 32 MB", "13/table.txt: more than 500 thousand numbers"];
    #[cfg(unix)]
    {
        // A link that leads nowhere cannot be read by anyone, not even by root.
        std::os::unix::fs::symlink("nowhere", dir.path().join("05/unreadable.txt")).expect("linked");
        failed.insert(1, "05/unreadable.txt: No such file or directory");
    }
    let expected = [&failed[..2], &["07/latin.txt: not UTF-8", "09/empty.txt: the file is empty"], &failed[2..]].concat();
    let mut outputs = Vec::new();
    for threads in ["1", "2", "5"] {
        let target = dir.path().join(format!("out-{threads}.csv"));
        let paths = [dir.path(), Path::new("--output"), &target, Path::new("--threads"), Path::new(threads)];
        let run = onrecord([Path::new("scan")].into_iter().chain(paths));
        assert_eq!(run.status, 2, "{}", run.messages);
        let said = said(&run, dir.path());
        let said: Vec<&String> = said.iter().filter(|line| !line.contains("out-")).collect();
        assert_eq!(said.len(), expected.len(), "{said:?}");
        for (line, start) in said.iter().zip(&expected) {
            assert!(line.starts_with(start), "{line:?} {start:?}");
        }
        assert!(run.messages.contains("302 documents: "), "{}", run.messages);
        outputs.push(std::fs::read(&target).expect("the output"));
        std::fs::remove_file(&target).expect("removed");
    }
    assert!(outputs.windows(2).all(|pair| pair[0] == pair[1]), "every number of threads writes the same bytes");
}

#[test]
fn what_is_not_there_is_said() {
    let run = onrecord(["scan", "/nowhere/at/all", "--quiet"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.messages, "/nowhere/at/all: No such file or directory\n");
    assert!(run.out.starts_with("doc,kind,id,"));
}

#[test]
fn usage_faults_end_with_2() {
    for arguments in
        [&["scan", "--nonsense"][..], &["scan", "--threads", "0"], &["scan", "--kinds", "verbs"], &["scan", "--with-text"], &["paint"], &[]]
    {
        let run = onrecord(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.messages.is_empty());
    }
    let help = onrecord(["scan", "--help"]);
    assert_eq!(help.status, 0);
    assert!(help.out.contains("--text-column"));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read as _;
    let text = ARTICLE.repeat(50);
    let files: Vec<(String, &[u8])> = (0..200).map(|n| (format!("{n}.txt"), text.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let dir = folder(&files);
    for threads in ["1", "2"] {
        let mut child = program()
            .args(["scan", "--format", "jsonl", "--with-text", "--threads", threads])
            .arg(dir.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut pipe = child.stdout.take().expect("a pipe");
        pipe.read_exact(&mut [0; 100]).expect("some bytes");
        drop(pipe);
        let run = finished(child.wait_with_output().expect("it ends"));
        assert_eq!((run.status, run.messages.as_str()), (0, ""));
    }
}

/// The signals that end a run, with its status. Started in the background of a shell this test ignores Ctrl-C, and so does the
/// program then, as it should.
#[cfg(unix)]
fn signals() -> Vec<(&'static str, i32)> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok()).unwrap_or(0);
    let interrupt = (ignored & 1 << 1 == 0).then_some(("INT", 130));
    interrupt.into_iter().chain([("TERM", 143)]).collect()
}

/// Starts a scan that waits for more on standard input, having written some of its output.
#[cfg(unix)]
fn waiting(target: &Path, threads: &str) -> (std::process::Child, std::process::ChildStdin) {
    use std::io::Write as _;
    let mut child = program()
        .args(["scan", "--input", "jsonl", "--threads", threads, "--output"])
        .arg(target)
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let line = format!("{}\n", serde_json::json!({ "text": ARTICLE }));
    pipe.write_all(line.repeat(200).as_bytes()).expect("written");
    let folder = target.parent().expect("a folder");
    let written = || {
        std::fs::read_dir(folder).expect("listed").flatten().any(|entry| {
            entry.file_name().to_string_lossy().starts_with(".onrecord-") && entry.metadata().is_ok_and(|meta| meta.len() > 10_000)
        })
    };
    let started = std::time::Instant::now();
    while !written() {
        assert!(started.elapsed().as_secs() < 60, "nothing was written");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    (child, pipe)
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_run_and_leaves_nothing_half_written() {
    for (signal, status) in signals() {
        for threads in ["1", "2"] {
            let dir = folder(&[("old.csv", b"an earlier result")]);
            let target = dir.path().join("old.csv");
            let (mut child, pipe) = waiting(&target, threads);
            let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("kill runs");
            assert!(sent.success());
            // The pipe stays open: the program must not wait for it.
            assert_eq!(child.wait().expect("it ends").code(), Some(status));
            drop(pipe);
            assert_eq!(std::fs::read_dir(dir.path()).expect("listed").count(), 1, "the hidden file is gone");
            assert_eq!(std::fs::read(&target).expect("read"), b"an earlier result");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_filter_between_two_lines() {
    use std::io::{Read as _, Write as _};
    for (signal, status) in signals() {
        let mut child = program()
            .args(["scan", "-", "--input", "jsonl", "--format", "jsonl", "--threads", "2", "--quiet"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (mut input, mut output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let line = format!("{}\n", serde_json::json!({ "text": ARTICLE }));
        // More lines than it can answer before the signal, until it is gone.
        let writer = std::thread::spawn(move || (0..20_000).all(|_| input.write_all(line.as_bytes()).is_ok()));
        let mut answered = vec![0; 100_000];
        output.read_exact(&mut answered).expect("answers");
        let reader = std::thread::spawn(move || output.read_to_end(&mut answered).map(|_| answered));
        let sent = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        assert_eq!(child.wait().expect("it ends").code(), Some(status));
        writer.join().expect("it ends");
        let answered = String::from_utf8(reader.join().expect("it ends").expect("read")).expect("UTF-8");
        assert!(answered.ends_with("}\n"), "a line was cut off");
        assert!(answered.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    }
}

#[cfg(unix)]
#[test]
fn a_signal_that_is_ignored_stays_so() {
    if !Path::new("/proc/self/status").exists() {
        return;
    }
    // As a shell starts what runs in the background: Ctrl-C is for others.
    let script = "trap '' INT; exec \"$0\" scan --quiet";
    let mut child = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(assert_cmd::cargo::cargo_bin!("onrecord"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("sh starts");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert!(std::process::Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().expect("kill runs").success());
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(child.try_wait().expect("asked").is_none(), "it goes on");
    drop(child.stdin.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_kill_leaves_the_earlier_result() {
    let dir = folder(&[("old.csv", b"an earlier result")]);
    let target = dir.path().join("old.csv");
    let (mut child, pipe) = waiting(&target, "2");
    child.kill().expect("killed");
    assert_eq!(child.wait().expect("it ends").code(), None);
    drop(pipe);
    assert_eq!(std::fs::read(&target).expect("read"), b"an earlier result");
    // The next run is not hindered by what the killed one left, and does not read it.
    std::fs::write(dir.path().join("a.txt"), ARTICLE).expect("written");
    let run = onrecord([Path::new("scan"), dir.path(), Path::new("--output"), &target]);
    assert_eq!(run.status, 0, "{}", run.messages);
    assert!(run.messages.starts_with("1 document: "), "{}", run.messages);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let dir = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let run = onrecord([Path::new("scan"), dir.path(), Path::new("--output"), Path::new("/dev/full")]);
    assert_eq!((run.status, run.messages.as_str()), (2, "onrecord: /dev/full: No space left on device\n"));
}

#[cfg(unix)]
#[test]
fn loops_of_links_and_endless_paths_are_named() {
    let dir = folder(&[("z.txt", ARTICLE.as_bytes())]);
    let root = dir.path();
    std::os::unix::fs::symlink("b.txt", root.join("a.txt")).expect("linked");
    std::os::unix::fs::symlink("a.txt", root.join("b.txt")).expect("linked");
    let run = scanned(&[root]);
    assert_eq!((run.status, run.records().len()), (2, 1));
    let loops = "Too many levels of symbolic links";
    let told: Vec<String> = said(&run, root).iter().map(|line| line.split(" (").next().unwrap_or(line).to_string()).collect();
    assert_eq!(told, [format!("a.txt: {loops}"), format!("b.txt: {loops}")]);
    // Deeper than a path may be long, so made from the inside out.
    let name = "d".repeat(200);
    let (inner, outer) = (root.join(&name), root.join("outer"));
    std::fs::create_dir(&inner).expect("created");
    for _ in 0..30 {
        std::fs::create_dir(&outer).expect("created");
        std::fs::rename(&inner, outer.join(&name)).expect("moved");
        std::fs::rename(&outer, &inner).expect("moved");
    }
    let run = scanned(&[root]);
    assert_eq!((run.status, run.records().len()), (2, 1));
    assert!(run.messages.contains(": File name too long"), "{}", run.messages);
}
