//! Web pages and web archives: the article comes out, with its title, author and date, and nothing of what stands around it.

use std::io::Write as _;

use super::{finished, folder, program, scanned};

/// A page as newsrooms make them: scripts, menus, a banner, a table in a table, entities, related stories.
const PAGE: &str = r##"<!DOCTYPE html>
<html lang="en"><head><title>Flood cuts off valley | The Korva Times</title>
<meta property="og:title" content="Flood cuts off valley">
<meta name="author" content="Mira Halden">
<meta property="article:published_time" content="2024-11-02T08:15:00+01:00">
<script>var x = "<p>999 bogus people were killed, the script said.</p>"; if (1 < 2) { document.write("<div>"); }</script>
<style>p { color: red } /* 888 styles */</style></head>
<body>
<div id="cookie-banner" class="cookie-consent"><p>We and our 777 partners use cookies, the publisher said.</p><button>Accept</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li><li><a href="/s">Sport: 666 results</a></li></ul></nav>
<main><article>
<h1>Flood cuts off valley</h1>
<p>At least 14 people were hurt when the river Korva burst its banks on Saturday, the rescue service said. More than
   2,000 homes in the valley were without power, and trains were halted until further notice on both lines.</p>
<p>&ldquo;We were lucky,&rdquo; said mayor Jos&eacute; Mar&iacute;a Lund, who spoke of damage worth &pound;3&nbsp;million &amp; more. The
   bridge at Sund had been closed an hour before the water came, and the school next to it stood empty.</p>
<table><tr><td><table><tr><td>Rain in 24 hours</td><td>112 mm</td></tr></table></td></tr></table>
<p>Officials expect the water to fall by Monday. &#8220;The dam held,&#8221; engineer Ana Roux said, adding that 40 of her
   colleagues had worked through the night to keep the gates open.</p>
</article></main>
<aside class="related sidebar"><h3>Most read</h3><ul><li><a href="/1">555 things to do in spring</a></li></ul></aside>
<footer><p>&copy; 2024 The Korva Times. 444 staff.</p></footer>
</body></html>"##;

#[test]
fn the_article_comes_out_of_the_page() {
    let dir = folder(&[("page.html", PAGE.as_bytes())]);
    let run = scanned(&[dir.path()]);
    assert_eq!((run.status, run.said().len()), (0, 0), "{}", run.messages);
    let record = &run.records()[0];
    assert_eq!(
        (&record["title"], &record["date"], &record["author"]),
        (&"Flood cuts off valley".into(), &"2024-11-02".into(), &"Mira Halden".into())
    );
    let text = record["text"].as_str().expect("a text");
    for words in ["At least 14 people were hurt", "“We were lucky,” said mayor José María Lund", "£3", "& more", "“The dam held,”"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    for words in ["999", "888", "777", "666", "555", "444", "bogus", "<"] {
        assert!(!text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("both lines.\n\n“We were lucky"), "paragraphs stay apart: {text}");
    let letters: Vec<char> = text.chars().collect();
    let claims = record["claims"].as_array().expect("claims");
    assert!(claims.len() >= 4, "{claims:?}");
    for claim in claims {
        let at = |key: &str| claim[key].as_u64().expect("an offset") as usize;
        assert_eq!(letters[at("start")..at("end")].iter().collect::<String>(), claim["text"].as_str().expect("words"));
    }
}

#[test]
fn the_page_says_its_character_set() {
    let page = |meta: &str| {
        let html = format!(
            "<html><head>{meta}</head><body><article><p>The caf\u{e9} of Jos\u{e9} closed, its owner said.</p></article></body></html>"
        );
        html.chars().map(|c| c as u8).collect::<Vec<u8>>()
    };
    let utf_8 = "<meta charset=iso-8859-1><p>The café of José closed, its owner said.";
    let dir = folder(&[
        ("a.htm", &page("<meta charset=\"windows-1252\">")),
        ("b.html", &page("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-15'>")),
        ("c.html", utf_8.as_bytes()),
    ]);
    let run = scanned(&[dir.path()]);
    assert_eq!(run.status, 0);
    assert_eq!(run.field("text"), vec!["The café of José closed, its owner said."; 3]);
    let said = run.said();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].ends_with("a.htm: not UTF-8, read as windows-1252, as it says"), "{said:?}");
    assert!(said[1].ends_with("b.html: not UTF-8, read as ISO-8859-15, as it says"), "{said:?}");
}

#[test]
fn pages_without_an_article_are_read_and_told() {
    let dir = folder(&[
        ("a.html", b"<html><p>Two ships sank, police said."),
        ("b.html", b"<<<>>><!-- <p>3 <script>4"),
        ("c.html", b"<html><body><script>1</script></body></html>"),
        ("d.html", b""),
        ("e.html", b"<html>\0</html>"),
    ]);
    let run = scanned(&[dir.path()]);
    assert_eq!((run.status, run.records().len()), (2, 4), "{}", run.messages);
    assert_eq!(run.field("text")[0], "Two ships sank, police said.");
    for line in ["c.html: no text on this page", "d.html: the file is empty", "e.html: binary file (it holds NUL bytes), not text"] {
        assert!(run.said().iter().any(|said| said.ends_with(line)), "{line}: {}", run.messages);
    }
}

#[test]
fn a_packed_page_and_one_on_standard_input() {
    let dir = folder(&[("page.html.gz", &member(PAGE.as_bytes()))]);
    let packed = scanned(&[dir.path()]);
    let mut child = program()
        .args(["scan", "-", "--input", "html", "--format", "jsonl", "--with-text"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(PAGE.as_bytes()).expect("written");
    let piped = finished(child.wait_with_output().expect("it ends"));
    assert_eq!((packed.status, piped.status), (0, 0));
    assert_eq!(piped.field("doc"), ["-"]);
    assert_eq!(packed.field("text"), piped.field("text"));
}

/// Pages that make a parser, or what looks for the article, go over the same again and again.
#[test]
fn hostile_pages_take_no_time() {
    let sorts: [(&str, String); 14] = [
        ("deep", "<div>".repeat(100_000)),
        ("deep and closed", "<div>".repeat(100_000) + "word" + &"</div>".repeat(100_000)),
        ("marks", "<b>x<i>".repeat(100_000)),
        ("fonts", (0..20_000).map(|n| format!("<font color=c{n}>x<p>")).collect()),
        ("links", "<a href=x>y".repeat(100_000)),
        ("links in tables", "<a href=x><table><td>y".repeat(30_000)),
        ("closed wrongly", "<div><table><td></div>y".repeat(30_000)),
        ("attributes", format!("<p {}>y", (0..200_000).map(|n| format!(" a{n}=1")).collect::<String>())),
        ("bodies", (0..100_000).map(|n| format!("<body a{n}>")).collect()),
        ("comments", "<!--".repeat(200_000)),
        ("drawings", "<svg>".repeat(200_000)),
        ("quotation marks", "<a b='".repeat(200_000)),
        ("facts", format!("<script type='application/ld+json'>{}</script>", "[".repeat(500_000))),
        ("entities", "&amp;&#x110000;&nosuch".repeat(50_000)),
    ];
    for (name, page) in &sorts {
        let dir = folder(&[("page.html", page.as_bytes())]);
        let started = std::time::Instant::now();
        let run = scanned(&[dir.path()]);
        assert_eq!((run.status, run.records().len()), (0, 1), "{name}: {}", run.messages);
        // A fraction of a second when nothing else runs; hours for one that is gone over again and again.
        assert!(started.elapsed().as_secs() < 20, "{name}: {:?}", started.elapsed());
    }
}

fn record(kind: &str, target: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2025-01-31T00:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn member(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

#[test]
fn archives_hold_a_page_a_record() {
    let http =
        |content_type: &str, body: &[u8]| [format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n").as_bytes(), body].concat();
    let records = [
        record("warcinfo", "urn:x", "application/warc-fields", b"software: x"),
        record(
            "response",
            "https://example.org/flood",
            "application/http; msgtype=response",
            &http("text/html; charset=utf-8", PAGE.as_bytes()),
        ),
        record("response", "https://example.org/logo", "application/http; msgtype=response", &http("image/png", b"\x89PNG\0")),
        record(
            "response",
            "https://example.org/cafe",
            "application/http; msgtype=response",
            &http("text/html; charset=windows-1252", b"<p>The caf\xe9 closed."),
        ),
        record("conversion", "https://example.org/text", "text/plain", "Snow fell on 3 towns.".as_bytes()),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|r| member(r)).collect();
    let broken = [&records[4][..], b"garbage\r\n", &records[4], &records[1][..400]].concat();
    let dir = folder(&[("a.warc", &records.concat()), ("b.warc.gz", &packed), ("c.warc", &broken)]);
    let path = |name: &str| dir.path().join(name);
    let plain = scanned(&[&path("a.warc")]);
    assert_eq!(plain.status, 0, "{}", plain.messages);
    assert_eq!(plain.field("doc"), ["https://example.org/flood", "https://example.org/cafe", "https://example.org/text"]);
    assert_eq!(plain.field("date"), ["2024-11-02", "", ""], "the day of the fetch is not that of publication");
    assert_eq!(plain.field("text")[1..], ["The café closed.", "Snow fell on 3 towns."]);
    assert_eq!(scanned(&[&path("b.warc.gz")]).out, plain.out);
    let run = scanned(&[&path("c.warc")]);
    assert_eq!((run.status, run.records().len()), (2, 2));
    let said = run.said();
    assert!(
        said.len() == 2
            && said[0].ends_with("c.warc#2: no WARC record begins here; looked for the next one")
            && said[1].ends_with("c.warc#4: the file ends inside this record, it is cut off"),
        "{said:?}"
    );

    // Damage in one member of a packed archive spoils that record only.
    let members: Vec<Vec<u8>> = records.iter().map(|r| member(r)).collect();
    let mut damaged = members.concat();
    let second = members[0].len() + members[1].len() / 2;
    damaged[second..second + 40].fill(0xaa);
    damaged.truncate(damaged.len() - 30);
    std::fs::write(path("d.warc.gz"), damaged).expect("written");
    let run = scanned(&[&path("d.warc.gz")]);
    assert_eq!((run.status, run.field("doc")), (2, vec!["https://example.org/cafe".to_string()]), "{}", run.messages);
    let said: Vec<&str> = run.said().into_iter().filter(|line| !line.contains("not UTF-8")).collect();
    assert!(said.len() == 2 && said[0].contains("d.warc.gz#2: the packed data is damaged"), "{said:?}");
    assert!(said[1].contains("d.warc.gz#5: ") && said[1].ends_with("the file is cut off"), "{said:?}");

    let mut child = program()
        .args(["scan", "--input", "warc", "--format", "jsonl", "--with-text", "--quiet"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(&records.concat()).expect("written");
    assert_eq!(finished(child.wait_with_output().expect("it ends")).out, plain.out);
}
