//! What the system refuses: files that may not be read or are gone, folders that may not be written, a disk that is full.

#![cfg(unix)]

use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{ARTICLE, Run, file, finished, folder, program};

/// Runs the program as somebody who owns nothing, because root may do everything; nothing where that cannot be done.
fn as_nobody(arguments: &[&Path]) -> Option<Run> {
    const NOBODY: u32 = 65_534;
    let root =
        Path::new("/proc/self").exists() && std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    let mut command = program();
    if root {
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.args(arguments).output() {
        Ok(output) => Some(finished(output)),
        // The program itself may lie where nobody may go.
        Err(error) if root && error.kind() == std::io::ErrorKind::PermissionDenied => None,
        Err(error) => panic!("{error}"),
    }
}

fn allow(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
}

#[test]
fn what_may_not_be_read_is_named_and_the_rest_read() {
    let dir = folder(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("b.txt", ARTICLE.as_bytes()),
        ("c/d.txt", b"x"),
        ("e.jsonl", b"{}"),
        ("f.txt", b"Rain fell."),
    ]);
    allow(dir.path(), 0o755);
    for name in ["b.txt", "c", "e.jsonl"] {
        allow(&dir.path().join(name), 0);
    }
    let run = as_nobody(&[Path::new("scan"), Path::new("--format"), Path::new("jsonl"), dir.path()]);
    allow(&dir.path().join("c"), 0o755);
    let Some(run) = run else { return };
    assert_eq!((run.status, run.records().len()), (2, 2), "{}", run.messages);
    let place = |name: &str| format!("{}: Permission denied", dir.path().join(name).display());
    assert_eq!(run.said(), [place("b.txt"), place("c"), place("e.jsonl")]);
}

#[test]
fn a_folder_that_may_not_be_written_is_said_before_anything_is_read() {
    let dir = folder(&[("out/old.csv", b"an earlier result")]);
    let out = dir.path().join("out");
    allow(dir.path(), 0o755);
    allow(&out, 0o555);
    let input = file("articles.jsonl");
    for name in ["old.csv", "new.csv", "new.xlsx"] {
        let target = out.join(name);
        let Some(run) = as_nobody(&[Path::new("scan"), &input, Path::new("--output"), &target]) else { return };
        assert_eq!(run.status, 2);
        assert_eq!(run.messages, format!("onrecord: {}: Permission denied\n", target.display()));
    }
    assert_eq!(std::fs::read_dir(&out).expect("listed").count(), 1);
    assert_eq!(std::fs::read(out.join("old.csv")).expect("read"), b"an earlier result");
}

#[test]
fn a_file_that_vanishes_is_named_and_the_rest_read() {
    let line = format!("{}\n", serde_json::json!({ "text": ARTICLE }));
    let lines = line.repeat(3000);
    let dir = folder(&[("a.jsonl", lines.as_bytes()), ("b.txt", ARTICLE.as_bytes()), ("c.txt", ARTICLE.as_bytes())]);
    let mut child = program()
        .args(["scan", "--format", "jsonl", "--threads", "1", "--quiet"])
        .arg(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The folder is listed, and the program waits in the first file until its answers are read.
    child.stdout.as_mut().expect("a pipe").read_exact(&mut [0]).expect("an answer");
    std::fs::remove_file(dir.path().join("b.txt")).expect("removed");
    let run = finished(child.wait_with_output().expect("it ends"));
    assert_eq!((run.status, run.out.lines().count()), (2, 3001));
    assert_eq!(run.messages, format!("{}: No such file or directory\n", dir.path().join("b.txt").display()));
}

/// The largest file that the program may write, in blocks of 512 bytes: the disk that is full before the end.
#[test]
fn a_disk_that_fills_up_leaves_the_earlier_result() {
    let line = format!("{}\n", serde_json::json!({ "text": ARTICLE }));
    let lines = line.repeat(2000);
    for name in ["old.csv", "old.jsonl", "old.xlsx"] {
        let dir = folder(&[("in/a.jsonl", lines.as_bytes()), (name, b"an earlier result")]);
        let target = dir.path().join(name);
        let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" scan \"$1\" --output \"$2\" --quiet";
        let run = Command::new("sh")
            .args(["-c", script])
            .arg(assert_cmd::cargo::cargo_bin!("onrecord"))
            .args([&dir.path().join("in"), &target])
            .output()
            .expect("sh starts");
        let run = finished(run);
        assert_eq!(run.status, 2, "{}", run.messages);
        let why = if name.ends_with("xlsx") { "is the disk full" } else { "File too large" };
        assert!(run.messages.starts_with(&format!("onrecord: {}: ", target.display())) && run.messages.contains(why), "{}", run.messages);
        assert_eq!(std::fs::read(&target).expect("read"), b"an earlier result");
        assert_eq!(std::fs::read_dir(dir.path()).expect("listed").count(), 2, "nothing half written is left");
    }
}
