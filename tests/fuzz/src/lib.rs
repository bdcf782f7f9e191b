//! What each fuzz target does with its input, and what must hold whatever the input is.
//!
//! A panic inside a document is that document's failure in a run; here it must show, so readers are asked whether any failure was
//! an internal error.

use std::path::PathBuf;
use std::sync::LazyLock;

use onrecord::emit::{Format, Layout};
use onrecord::run::{self, Fields, InputFormat, Settings};
use onrecord::{DataFile, Extractor, Workspace};
use serde_json::Value;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

/// A file in memory that this process writes its inputs to.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = if cfg!(target_os = "linux") { PathBuf::from("/dev/shm") } else { std::env::temp_dir() };
    folder.join(format!("onrecord-fuzz-{}", std::process::id()))
});

/// Reads `bytes` as a file of this format: every document comes out as a sound line with a text, and nothing panics.
pub fn read(bytes: &[u8], input: InputFormat) {
    std::fs::write(&*FILE, bytes).expect("written");
    let settings = Settings {
        paths: vec![FILE.clone()],
        layout: Layout { format: Format::Documents, ..Layout::default() },
        threads: 1,
        fields: Fields::default(),
        input: Some(input),
        ..Settings::default()
    };
    let (mut out, mut messages) = (Vec::new(), Vec::new());
    let summary = run::scan(&EXTRACTOR, &settings, &mut out, &mut messages).expect("the output can be written");
    let messages = String::from_utf8(messages).expect("UTF-8");
    assert!(!messages.contains("internal error"), "{messages}");
    let lines: Vec<Value> =
        out.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).expect("JSON")).collect();
    assert_eq!(lines.len() as u64, summary.documents);
    assert!(lines.iter().all(|line| line[1]["text"].is_string()));
    assert!(
        summary.documents > 0 || !messages.is_empty() || bytes.trim_ascii().is_empty() || nothing_to_say(bytes, input),
        "lost in silence"
    );
}

/// Where no document is nothing to tell: a table with a header alone, an empty list, an archive without pages.
fn nothing_to_say(bytes: &[u8], input: InputFormat) -> bool {
    match input {
        InputFormat::Text | InputFormat::Html | InputFormat::JsonLines => bytes.starts_with(b"\xef\xbb\xbf"),
        InputFormat::Json | InputFormat::Csv | InputFormat::Tsv | InputFormat::Warc => true,
    }
}

/// Cuts a text: tokens and sentences lie in order inside it.
pub fn segment(text: &str) {
    let mut workspace = Workspace::default();
    let context = EXTRACTOR.context(text, &mut workspace);
    let analysis = context.doc.analysis;
    let mut last = 0;
    for token in &analysis.tokens {
        let (start, end) = (token.start as usize, token.end as usize);
        assert!(last <= start && start < end && text.is_char_boundary(start) && text.is_char_boundary(end));
        last = end;
    }
    assert!(last <= text.len());
    assert_eq!(analysis.sentence_of.len(), analysis.tokens.len());
}

/// Analyses a text: every offset is in it and gives the words of the record; every reference leads somewhere.
pub fn extract(text: &str) {
    let mut workspace = Workspace::default();
    let record = EXTRACTOR.with_record(text, &mut workspace, |record| serde_json::to_value(&record).expect("JSON"));
    let letters: Vec<char> = text.chars().collect();
    let words = |item: &Value| {
        let at = |key: &str| item[key].as_u64().expect("an offset") as usize;
        letters[at("start")..at("end")].iter().collect::<String>()
    };
    let list = |key: &str| record[key].as_array().expect("a list").clone();
    let ids = |key: &str| list(key).iter().map(|item| item["id"].as_str().expect("an id").to_string()).collect::<Vec<_>>();
    let (actors, attributions) = (ids("actors"), ids("attributions"));
    let known = |id: &Value, ids: &[String]| id.is_null() || ids.iter().any(|known| id == known.as_str());
    for claim in list("claims") {
        assert_eq!(words(&claim), claim["text"].as_str().expect("words"));
        assert!(known(&claim["attribution"], &attributions) && known(&claim["source"], &actors), "{claim}");
    }
    for actor in list("actors") {
        for mention in actor["mentions"].as_array().expect("mentions") {
            assert_eq!(words(mention), mention["text"].as_str().expect("words"));
        }
    }
}

/// Loads a user's file: the first line names it, the rest is what it holds. It loads or says what is wrong, with a line.
pub fn overlay(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((name, text)) = text.split_once('\n') else { return };
    if !onrecord::lexicon::FILES.iter().any(|file| file.name == name) && !onrecord::extract::RuleSet::file_names().any(|n| n == name) {
        return;
    }
    let file = DataFile { name: name.into(), origin: name.into(), text: text.into() };
    match Extractor::with_overlay(&[file]) {
        Ok(extractor) => drop(extractor.extract("Over 40 people were hurt, Mayor Anna Roux of Riga said on Monday.")),
        Err(fault) => assert!(fault.to_string().starts_with(name), "{fault}"),
    }
}
