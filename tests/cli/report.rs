//! `report`: pages that stand alone, hold the article's text as data only, and are the same for every number of threads.

use std::fmt::Write as _;
use std::fs;

use super::{folder, onrecord};

const HOSTILE: &str =
    "Mayor </script><script>alert(1)</script> spoke\n\nOver 1,100 people were moved, the ministry said. </textarea><!-- x\n";

#[test]
fn a_page_stands_alone_and_text_is_only_data() {
    let dir = folder(&[("in/a.txt", HOSTILE.as_bytes()), ("in/b.txt", b"Some 40 villages were flooded, mayor Ruth Adeyemi said.\n")]);
    let input = dir.path().join("in").display().to_string();
    let write = |name: &str, threads: &str| {
        let target = dir.path().join(name).display().to_string();
        let run = onrecord(["report", &input, "--output", &target, "--title", "A <b> & B", "--threads", threads]);
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.messages);
        fs::read_to_string(target).expect("the page")
    };
    let page = write("one.html", "1");
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).and_then(|p| p.split('"').next()).expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.matches("<script").count(), 3, "what the page knows, one block, the script; none of an article");
    assert!(page.contains("<title>A &lt;b&gt; &amp; B</title>"));
    assert!(!page.contains("alert(1)</script>") && page.contains("alert(1)\\u003c/script\\u003e"));
    assert!(page.contains("quantity/number") && page.contains("comparators.csv:"), "rules and lexicon rows are on the cards");
    assert_eq!(write("four.html", "4").replace("four.html", "one.html"), page);
    let left = fs::read_dir(dir.path()).expect("listed").count();
    assert_eq!(left, 3, "two pages and the folder");
    let said = onrecord(["report", &input, "--output", &dir.path().join("said.html").display().to_string()]).messages;
    assert!(said.contains("said.html: written\n2 documents: "), "{said}");
}

#[test]
fn many_articles_make_several_pages() {
    let mut lines = String::new();
    for n in 0..2_100 {
        let _ = writeln!(lines, "{{\"id\": \"n{n}\", \"text\": \"The council hired {n} nurses, it said.\"}}");
    }
    let dir = folder(&[("in.jsonl", lines.as_bytes())]);
    let (input, output) = (dir.path().join("in.jsonl"), dir.path().join("out.html"));
    let run = onrecord(["report", input.to_str().expect("a path"), "-o", output.to_str().expect("a path")]);
    assert_eq!(run.status, 0, "{}", run.messages);
    let pages: Vec<String> =
        ["out.html", "out-2.html", "out-3.html"].iter().map(|name| fs::read_to_string(dir.path().join(name)).expect("a page")).collect();
    assert!(pages[0].contains("[\"out-3.html\",2001,2100]"), "a page names the others");
    assert!(pages[1].contains("\"n1000\"") && !pages[1].contains("\"n999\"") && pages[2].contains("\"n2099\""));
    assert!(pages.iter().all(|page| page.contains("\"documents\":2100")), "totals are of all");
}

#[test]
fn a_page_stays_under_ten_megabytes() {
    let mut lines = String::new();
    // A character that takes six bytes where no tag may begin.
    let angles = "<".repeat(100_000);
    for n in 0..40 {
        let _ = writeln!(lines, "{{\"id\": \"n{n}\", \"text\": \"The council hired {n} nurses, it said.\\n\\n{angles}\"}}");
    }
    let dir = folder(&[("in.jsonl", lines.as_bytes())]);
    let (input, output) = (dir.path().join("in.jsonl"), dir.path().join("out.html"));
    let run = onrecord(["report", input.to_str().expect("a path"), "-o", output.to_str().expect("a path")]);
    assert_eq!(run.status, 0, "{}", run.messages);
    let pages: Vec<String> =
        ["out.html", "out-2.html", "out-3.html"].iter().map(|name| fs::read_to_string(dir.path().join(name)).expect("a page")).collect();
    assert!(!dir.path().join("out-4.html").exists(), "no page is without need");
    assert!(pages.iter().all(|page| page.len() < 10_000_000), "{:?}", pages.iter().map(String::len).collect::<Vec<_>>());
    assert!(pages.iter().all(|page| page.contains("\"documents\":40") && page.contains("[\"out-3.html\",")), "pages know each other");
    for n in 0..40 {
        let id = format!("\"n{n}\"");
        assert_eq!(pages.iter().filter(|page| page.contains(&id)).count(), 1, "{id} is on one page");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_said_at_once() {
    let dir = folder(&[("a.txt", HOSTILE.as_bytes())]);
    let (input, output) = (dir.path().join("a.txt"), dir.path().join("no/such/page.html"));
    let run = onrecord(["report", input.to_str().expect("a path"), "-o", output.to_str().expect("a path")]);
    assert!(run.status == 2 && run.messages.contains("no/such/page.html: there is no folder "), "{}", run.messages);
}

#[test]
fn what_articles_count_differently_has_a_table() {
    let articles = "{\"id\": \"one\", \"date\": \"2025-03-02\", \"text\": \"Floods in Sylhet killed 14 people, the district police said.\"}\n\
        {\"id\": \"two\", \"date\": \"2025-03-03\", \"text\": \"Floods in Sylhet killed 19 people, the Red Crescent said.\"}\n";
    let dir = folder(&[("in.jsonl", articles.as_bytes()), ("alone.txt", HOSTILE.as_bytes())]);
    let write = |input: &str| {
        let (input, output) = (dir.path().join(input), dir.path().join("page.html"));
        let run = onrecord(["report", input.to_str().expect("a path"), "-o", output.to_str().expect("a path")]);
        assert_eq!(run.status, 0, "{}", run.messages);
        fs::read_to_string(output).expect("the page")
    };
    let page = write("in.jsonl");
    assert!(page.contains("[1,\"revise\",\"people\",\"death\",\"Sylhet\",14.0,19.0,\"2025-03-02\",\"14\",14.0,"), "both numbers are told");
    assert!(write("alone.txt").contains("\"groups\":null"));
}
