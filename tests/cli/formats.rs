//! Every input format, packing and encoding comes in as the text that its author wrote.

use super::{file, finished, folder, onrecord, program, scanned};

fn text_of(name: &str) -> (String, Vec<String>) {
    let run = scanned(&[&file(name)]);
    assert_eq!(run.status, 0, "{name}: {}", run.messages);
    let path = file(name).display().to_string();
    assert_eq!(run.field("doc"), [path.as_str()]);
    let said = run.said().iter().map(|line| line.replace(&path, "FILE")).collect();
    (run.field("text").remove(0), said)
}

#[test]
fn line_ends_and_odd_spaces_survive() {
    let (text, said) = text_of("crlf-and-spaces.txt");
    assert!(text.starts_with("Ferry runs aground off Korva\r\n\r\nKORVA (Agency)\u{a0}— At least 14 people"));
    assert!(text.contains("coast\u{ad}guard"));
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn encodings_are_recognised_and_told() {
    for (name, words, said) in [
        ("windows-1252.txt", "The café owners’ union in Malmö", "not UTF-8, read as windows-1252"),
        ("utf-16.txt", "Turnout reached 61 percent, Zürich’s election office", "not UTF-8, read as UTF-16LE"),
        ("utf-16-without-mark.txt", "Turnout reached 61 percent, Zürich’s", "not UTF-8, read as UTF-16BE"),
        ("damaged-utf-8.txt", "“The dam will hold,” engineer Anaïs Roux", "damaged UTF-8, 1 broken piece replaced by U+FFFD"),
    ] {
        let (text, messages) = text_of(name);
        assert!(text.starts_with(words), "{name}: {text:?}");
        assert_eq!(messages, [format!("FILE: {said}")], "{name}");
    }
    let (text, said) = text_of("byte-order-mark.txt");
    assert_eq!(text, "Two miners were rescued on Friday, the operator said.\n");
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn packed_files_are_unpacked() {
    assert_eq!(text_of("two-members.txt.gz").0, "The first half, the second half, the editor said.\n");
    assert_eq!(text_of("turnout.txt.zst").0, "Turnout reached 61 percent, Zürich’s election office said on Sunday.\n");
}

#[test]
fn json_lines_with_the_usual_names() {
    for name in ["articles.jsonl", "articles.jsonl.gz"] {
        let run = scanned(&[&file(name)]);
        assert_eq!((run.status, run.said().len()), (0, 0), "{}", run.messages);
        let path = file(name).display().to_string();
        assert_eq!(run.field("doc"), ["a-1", "https://example.org/flood", &format!("{path}:3"), "4", "nothing"]);
        assert_eq!(run.field("title")[..2], ["Mill closes", "Flood"]);
        assert_eq!(run.field("date"), ["2024-03-05", "2024-11-02", "", "2024-11-02", ""]);
        let texts = run.field("text");
        assert_eq!(texts[0], "The mill in Torsby will close, its owner said on Tuesday.\n\nSome 230 workers will lose their jobs.");
        assert!(texts[1].ends_with("“We were lucky,” she added."));
        assert_eq!(texts[4], "");
    }
}

#[test]
fn other_field_names_can_be_given() {
    let dir = folder(&[("in.jsonl", b"{\"story\": \"Rain fell.\", \"number\": 12, \"text\": \"not this\"}\n")]);
    let path = dir.path().join("in.jsonl");
    let run = onrecord(
        ["scan", "--format", "jsonl", "--with-text", "--text-field", "story", "--id-field", "number", path.to_str().expect("a path")]
            .iter(),
    );
    assert_eq!((run.field("doc"), run.field("text")), (vec!["12".to_string()], vec!["Rain fell.".to_string()]));
}

#[test]
fn json_files_hold_one_document_or_several() {
    let one = scanned(&[&file("one.json")]);
    assert_eq!(one.field("doc"), ["https://example.org/flood"]);
    let several = scanned(&[&file("several.json")]);
    let path = file("several.json").display().to_string();
    assert_eq!(several.field("doc"), ["a-1", &format!("{path}#2"), "4"]);
    let dir = folder(&[("alone.json", b"{\"text\": \"One.\"}")]);
    let alone = scanned(&[&dir.path().join("alone.json")]);
    assert_eq!(alone.field("doc"), [dir.path().join("alone.json").display().to_string()]);
}

#[test]
fn tables_with_a_document_a_row() {
    let run = scanned(&[&file("articles.csv")]);
    assert_eq!(run.field("doc"), ["x-1", "x-2"]);
    assert_eq!(
        run.field("text"),
        ["The mill will close, its owner said.\r\n\r\n\"It is over,\" she added.", "Two trains collided near Pesco."]
    );
    assert_eq!(run.field("title"), ["Mill closes", "Short"]);
    assert_eq!(run.field("date"), ["2024-03-05", ""]);

    let run = scanned(&[&file("semicolons.csv")]);
    let path = file("semicolons.csv").display().to_string();
    assert_eq!(run.field("doc"), ["https://example.org/1", &format!("{path}:3")]);
    assert_eq!(run.field("text")[0], "Prices rose; wages did not, the bank said.");

    let run = scanned(&[&file("articles.tsv")]);
    assert_eq!(run.field("text"), ["The port, closed since May, reopened.", "A 5\" shell was found."]);

    let path = file("articles.csv").display().to_string();
    let run = onrecord(["scan", "--format", "jsonl", "--with-text", "--text-column", "title", "--id-column", "date", &path]);
    assert_eq!(run.field("text"), ["Mill closes", "Short"]);
    assert_eq!(run.field("doc"), ["2024-03-05", &format!("{path}:5")]);
}

#[test]
fn standard_input_is_one_article() {
    for arguments in [&["scan", "--format", "jsonl", "--with-text", "-"][..], &["scan", "--format", "jsonl", "--with-text"][..]] {
        let mut child = program()
            .args(arguments)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), "Café owners met.\n".as_bytes()).expect("written");
        let run = finished(child.wait_with_output().expect("it ends"));
        assert_eq!(run.status, 0);
        assert_eq!((run.field("doc"), run.field("text")), (vec!["-".to_string()], vec!["Café owners met.\n".to_string()]));
    }
}

#[test]
fn folders_are_read_in_order_without_hidden_files() {
    let dir = folder(&[
        ("b.txt", b"B."),
        ("a/two.md", b"Two."),
        ("a/one.txt", b"One."),
        ("a/.draft.txt", b"Hidden."),
        (".gitignore", b"*"),
        ("c.jsonl", b"{\"text\": \"C.\", \"id\": \"c\"}\n"),
        ("picture.png", b"\0\0"),
    ]);
    let run = scanned(&[dir.path()]);
    assert_eq!(run.field("text"), ["One.", "Two.", "B.", "C."]);
    assert_eq!(run.field("doc")[0], dir.path().join("a/one.txt").display().to_string());
    assert!(run.messages.contains("1 file of other kinds left out"), "{}", run.messages);
    let again = scanned(&[&dir.path().join("b.txt"), &dir.path().join("a")]);
    assert_eq!(again.field("text"), ["B.", "One.", "Two."], "what is named comes in the order of the names");
}
