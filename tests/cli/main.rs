//! The program from outside: what a user types, what comes out, what is said, and how it ends.

mod catalogue;
mod check;
mod compare;
mod conventions;
mod explain;
mod faults;
mod filter;
mod formats;
mod html;
mod outputs;
mod refusals;
mod report;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A finished run.
struct Run {
    status: i32,
    out: String,
    messages: String,
}

impl Run {
    /// The lines on standard error without the summary.
    fn said(&self) -> Vec<&str> {
        self.messages.lines().filter(|line| !is_summary(line)).collect()
    }

    /// The JSON records on standard output.
    fn records(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a JSON record a line")).collect()
    }

    /// One field of all records; "" for null.
    fn field(&self, name: &str) -> Vec<String> {
        self.records().iter().map(|r| r[name].as_str().unwrap_or("").to_string()).collect()
    }
}

fn is_summary(line: &str) -> bool {
    line.contains(" MB/s")
}

/// The program as it is started, with whatever settings file lies in the folder or above it.
fn with_settings() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("onrecord"));
    command.stdin(Stdio::null());
    command
}

/// The program without settings: a file above the checkout, or above the folder of temporary files, is none of a test's.
fn program() -> Command {
    let mut command = with_settings();
    command.arg("--no-config");
    command
}

fn finished(output: Output) -> Run {
    Run {
        status: output.status.code().expect("an exit status"),
        out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        messages: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

/// Runs the program with `arguments`.
fn onrecord<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    finished(program().args(arguments).output().expect("the program starts"))
}

/// Scans `paths` into JSON Lines with the texts.
fn scanned(paths: &[&Path]) -> Run {
    let arguments = ["scan", "--format", "jsonl", "--with-text"].map(AsRef::<Path>::as_ref);
    onrecord(arguments.iter().copied().chain(paths.iter().copied()))
}

/// A file of `fixtures/files`.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/files").join(name)
}

/// A new folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        std::fs::write(path, bytes).expect("written");
    }
    folder
}

/// An article that has claims, attributions and actors.
const ARTICLE: &str = "Over 1,100 soldiers were killed in the north, the Ministry of Defence said on Monday.\n\n\
    “We lost 40 vehicles,” General Anna Kowalska told reporters in Warsaw. She said 12 bridges were damaged.\n";
