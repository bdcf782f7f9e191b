//! `check` and `fixture` from outside: verdicts, exit statuses, what is said and where, and the files for other programs.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Run, finished, folder, onrecord, program};

const TEXT: &str = "Over 1,100 soldiers were killed, the ministry said.\n";
const HEADER: &str =
    "kind,text,at,low,high,comparator,measure,unit,counted,about,event,change,part_of,flags,source,content,certainty,actor,actor_type\n";
const RIGHT: &str = "claim,\"Over 1,100\",,1100,,more_than,count,soldier,soldiers,,killed,,,,ministry,,asserted,,\n";

/// Two articles with one claim each.
fn fixtures(second: &str, gates: &str) -> tempfile::TempDir {
    let (first, second) = (format!("{HEADER}{RIGHT}"), format!("{HEADER}{second}"));
    folder(&[
        ("f/a/article.txt", TEXT.as_bytes()),
        ("f/a/expected.csv", first.as_bytes()),
        ("f/a/fixture.toml", b"kinds = [\"claims\"]\n"),
        ("f/b/article.txt", TEXT.as_bytes()),
        ("f/b/expected.csv", second.as_bytes()),
        ("f/b/fixture.toml", b"kinds = [\"claims\"]\n"),
        ("f/gates.toml", gates.as_bytes()),
    ])
}

fn check(dir: &tempfile::TempDir, more: &[&str]) -> Run {
    let mut command = program();
    command.current_dir(dir.path()).env_remove("GITHUB_STEP_SUMMARY").arg("check").arg("f").args(more);
    finished(command.output().expect("the program starts"))
}

fn wrong() -> String {
    RIGHT.replace("1100,,more_than", "1500,,more_than").replace(",ministry,", ",army,")
}

#[test]
fn verdict_and_status_are_one() {
    let good = check(&fixtures(RIGHT, "[floors.claims]\nfound = 1.0\nall = 1.0\n"), &[]);
    assert_eq!(good.status, 0, "{}", good.out);
    assert!(good.out.ends_with("passed: 2 articles and 0 cases, all 2 gates hold\n"), "{}", good.out);
    let bad = check(&fixtures(&wrong(), "[floors.claims]\nfound = 1.0\nsource = 0.9\n"), &[]);
    assert_eq!(bad.status, 1);
    assert!(
        bad.out.ends_with("f/gates.toml:3: floor claims.source f1: 0.500 is below 0.900\nfailed: 1 of 2 gates not met\n"),
        "{}",
        bad.out
    );
    assert!(
        bad.out.contains("f/b/expected.csv:2: claim \"Over 1,100\": low should be \"1500\", is \"1100\"  [quantity/number]"),
        "{}",
        bad.out
    );
    assert!(bad.out.contains("⟦Over 1,100⟧ soldiers were killed"), "{}", bad.out);
    let none = check(&fixtures(RIGHT, ""), &[]);
    assert!(none.status == 0 && none.out.contains("no gate is set"), "{}", none.out);
    let given = check(&fixtures(&wrong(), ""), &["--floor", "claims.low.recall=0.75"]);
    assert!(given.status == 1 && given.out.contains("floor claims.low recall: 0.500 is below 0.750"), "{}", given.out);
}

#[test]
fn broken_fixtures_are_never_a_pass() {
    let dir = fixtures(&RIGHT.replace("Over 1,100", "Over 1,200"), "");
    let run = check(&dir, &[]);
    assert_eq!(run.status, 2);
    assert!(run.out.contains("f/b/expected.csv:2: \"Over 1,200\" does not stand in the article"), "{}", run.out);
    let twice = fixtures(&RIGHT.replace("\"Over 1,100\"", "e"), "");
    assert!(onrecord([Path::new("fixture"), Path::new("lint"), twice.path()]).out.contains("e\" does not stand in the article"));
    for (gates, line, what) in [
        ("floor = 1\n", 1, "\"floor\" is no key of gates.toml"),
        ("[floors.claims]\nfond = 0.9\n", 2, "\"claims.fond\" is no figure"),
        ("[floors.numbers]\nfound = 0.9\n", 2, "\"numbers.found\" is no figure"),
        ("[floors.claims]\n\nfound = 9\n", 3, "write a number from 0 to 1"),
    ] {
        let run = check(&fixtures(RIGHT, gates), &[]);
        assert!(run.status == 2 && run.out.contains(&format!("f/gates.toml:{line}: {what}")), "{gates}: {}", run.out);
    }
    let nothing = folder(&[("f/readme.md", b"nothing here")]);
    assert_eq!(check(&nothing, &[]).status, 2);
    assert_eq!(onrecord(["check", "no-such-folder"]).status, 2);
    let empty = folder(&[("f/a/article.txt", b""), ("f/a/fixture.toml", b"kinds = [\"claims\"]\n"), ("f/a/expected.csv", b"")]);
    assert_eq!(check(&empty, &[]).status, 2);
    fs::remove_file(dir.path().join("f/b/expected.csv")).expect("removed");
    assert_eq!(check(&dir, &[]).status, 2);
}

#[test]
fn a_baseline_holds_until_the_gold_changes() {
    let dir = fixtures(RIGHT, "# ours\nbaseline = \"baseline.json\"\nlargest_drop = 0.01\n\n[floors.claims]\nfound = 0.1 # low\n");
    let first = check(&dir, &[]);
    assert!(first.status == 2 && first.out.contains("--rebaseline"), "{}", first.out);
    let taken = check(&dir, &["--rebaseline", "--margin", "0.02"]);
    assert_eq!(taken.status, 0, "{}{}", taken.out, taken.messages);
    let gates = fs::read_to_string(dir.path().join("f/gates.toml")).expect("read");
    assert_eq!(gates, "# ours\nbaseline = \"baseline.json\"\nlargest_drop = 0.01\n\n[floors.claims]\nfound = 0.980 # low\n");
    assert_eq!(check(&dir, &[]).status, 0);
    // The program gets worse: a lexicon that does not know the comparator any more.
    fs::create_dir(dir.path().join("worse")).expect("created");
    fs::write(dir.path().join("worse/comparators.csv"), "entry,disabled\nover,true\n").expect("written");
    let worse = check(&dir, &["--lexicon", "worse"]);
    assert_eq!(worse.status, 1, "{}{}", worse.out, worse.messages);
    assert!(worse.out.contains("drop claims.comparator: 1.000 fell to 0.000, by more than 0.01"), "{}", worse.out);
    // The gold changes: no comparison.
    let changed = format!("{HEADER}{}", wrong());
    fs::write(dir.path().join("f/b/expected.csv"), changed).expect("written");
    let refused = check(&dir, &[]);
    assert_eq!(refused.status, 2);
    assert!(refused.out.contains("f/baseline.json: the gold has changed") && refused.out.contains("--rebaseline"), "{}", refused.out);
}

#[test]
fn cases_pass_fail_or_wait() {
    let case = |more: &str, low: u32| {
        format!("[[case]]\nid = \"a\"\n{more}text = \"Some 40 died.\"\nclaims = [\n    {{ text = \"Some 40\", low = {low} }},\n]\n")
    };
    for (text, status, says) in [
        (case("", 40), 0, "all 1 gate hold"),
        (case("", 41), 1, "f/x.toml:1: case a: \"Some 40 died.\": claim \"Some 40\": low should be \"41\", is \"40\""),
        (case("pending = \"later\"\n", 41), 0, "1 pending"),
        (case("pending = \"later\"\n", 40), 1, "take `pending` out"),
        (case("colour = \"red\"\n", 40), 2, "f/x.toml:1: case \"a\": \"colour\" is no key"),
        (case("", 40) + &case("", 40), 2, "the id \"a\" is taken"),
        ("[[case]\n".into(), 2, "f/x.toml:1:"),
    ] {
        let run = check(&folder(&[("f/x.toml", text.as_bytes())]), &[]);
        assert!(run.status == status && run.out.contains(says), "{text}\n{}", run.out);
    }
}

#[test]
fn a_draft_is_made_and_not_scored() {
    let dir = folder(&[("in/my article.txt", TEXT.as_bytes())]);
    let make = || {
        let mut command = program();
        command.current_dir(dir.path()).args(["fixture", "new", "in/my article.txt", "--into", "f"]);
        finished(command.output().expect("the program starts"))
    };
    let made = make();
    assert!(made.status == 0 && made.out.contains("a draft"), "{}", made.messages);
    assert_eq!(fs::read_to_string(dir.path().join("f/my article/article.txt")).expect("read"), TEXT);
    let rows = fs::read_to_string(dir.path().join("f/my article/expected.csv")).expect("read");
    assert!(rows.contains("claim,\"Over 1,100\",,1100,,more_than,count,soldier,soldiers"), "{rows}");
    let unscored = check(&dir, &[]);
    assert!(unscored.status == 2 && unscored.out.contains("not scored, because nobody has reviewed them: my article"), "{}", unscored.out);
    assert_eq!(make().status, 2, "a folder that is there is not written over");
    let settings = dir.path().join("f/my article/fixture.toml");
    let head = fs::read_to_string(&settings).expect("read");
    assert!(head.contains("draft") && head.contains("reviewed = false"));
    fs::write(&settings, head.replace("reviewed = false", "reviewed = true")).expect("written");
    let scored = check(&dir, &["--floor", "claims.all=1", "--floor", "attributions.all=1", "--floor", "actors.all=1"]);
    assert_eq!(scored.status, 0, "{}", scored.out);
}

#[test]
fn lint_finds_contradictions() {
    let rows = [
        RIGHT.to_string(),
        RIGHT.replace(",1100,,more_than", ",1200,,more_than"),
        RIGHT.replace("\"Over 1,100\"", "\"1,100\""),
        RIGHT.replace("more_than", "morethan"),
        "attribution,said,,,,,,,,,,,,,the minister,Over,asserted,ministry,\n".into(),
    ];
    let dir = fixtures(&rows.concat(), "");
    let run = onrecord([Path::new("fixture"), Path::new("lint"), dir.path()]);
    assert_eq!(run.status, 1, "{}", run.out);
    for what in [
        "f/b/expected.csv:3: claim \"Over 1,100\" contradicts line 2: low \"1100\" and \"1200\"",
        "f/b/expected.csv:4: claim \"1,100\" overlaps \"Over 1,100\" (line 2)",
        "f/b/expected.csv:5: claim \"Over 1,100\": \"morethan\" is no comparator",
        "f/b/expected.csv:6: attributions are written down but `kinds` does not list them",
        "f/b/expected.csv:6: attribution \"said\": \"the minister\" does not stand in the article",
    ] {
        assert!(run.out.contains(what), "{what}\n{}", run.out);
    }
    let clean = fixtures(RIGHT, "");
    assert_eq!(onrecord([Path::new("fixture"), Path::new("lint"), clean.path()]).status, 0);
    let twice = fixtures("attribution,e,,,,,,,,,,,,,,,,,\n", "");
    let told = onrecord([Path::new("fixture"), Path::new("lint"), twice.path()]);
    assert!(told.status == 1 && told.out.contains("expected.csv:2: \"e\""), "{}", told.out);
}

#[test]
fn own_articles_go_through_the_tools_and_back() {
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let before = onrecord([Path::new("check"), &articles, Path::new("--format"), Path::new("json")]);
    let before: Value = serde_json::from_str(&before.out).expect("JSON");
    let dir = tempfile::tempdir().expect("a folder");
    for tool in ["brat", "label-studio"] {
        let (there, back) = (dir.path().join(tool), dir.path().join(format!("{tool}-back")));
        let run = onrecord(["fixture", "export", &articles.to_string_lossy(), "--to", tool, "--into", &there.to_string_lossy()]);
        assert_eq!(run.status, 0, "{}", run.messages);
        let run = onrecord(["fixture", "import", &there.to_string_lossy(), "--into", &back.to_string_lossy()]);
        assert_eq!(run.status, 0, "{}", run.messages);
        // Read where it lies, and as folders again: the same gold, so the same hash and the same figures.
        for place in [there, back] {
            let after = onrecord([Path::new("check"), &place, Path::new("--format"), Path::new("json")]);
            let after: Value = serde_json::from_str(&after.out).expect("JSON");
            assert_eq!(after["gold"], before["gold"], "{}", place.display());
            assert_eq!(after["kinds"], before["kinds"], "{}", place.display());
        }
    }
}

#[test]
fn records_are_gold_too() {
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles/harlow-finch-profit/article.txt");
    let records = onrecord([Path::new("scan"), &articles, Path::new("--format"), Path::new("jsonl"), Path::new("--with-text")]);
    let dir = folder(&[("f/own.jsonl", records.out.as_bytes())]);
    let all = ["--floor", "claims.all=1", "--floor", "attributions.all=1", "--floor", "actors.strict=1", "--floor", "actors.clusters=1"];
    let run = check(&dir, &all);
    assert_eq!(run.status, 0, "{}", run.out);
    let bare = records.out.replacen("\"text\":\"", "\"words\":\"", usize::MAX);
    assert_eq!(check(&folder(&[("f/own.jsonl", bare.as_bytes())]), &[]).status, 2);
}

#[test]
fn junit_is_as_its_schema_says() {
    let dir = fixtures(&wrong(), "[floors.claims]\nfound = 1.0\nsource = 0.9\n");
    fs::write(dir.path().join("f/bad.toml"), "[[case]]\nid = \"<&\\\"\"\ntext = \"No number.\\u0001\"\nclaims = [{ text = \"7\" }]\n")
        .expect("written");
    let run = check(&dir, &["--format", "junit"]);
    assert_eq!(run.status, 1, "{}", run.messages);
    let document = roxmltree::Document::parse(&run.out).expect("well-formed XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        let count = |name: &str| suite.descendants().filter(|n| n.has_tag_name(name)).count().to_string();
        assert_eq!(suite.attribute("tests"), Some(count("testcase").as_str()));
        assert_eq!(suite.attribute("failures"), Some(count("failure").as_str()));
        assert_eq!(suite.attribute("errors"), Some(count("error").as_str()));
        assert_eq!(suite.attribute("skipped"), Some(count("skipped").as_str()));
        assert!(suite.attribute("name").is_some() && suite.attribute("time").is_some_and(|t| t.parse::<f64>().is_ok()));
        for case in suite.children().filter(roxmltree::Node::is_element) {
            let allowed: &[&str] = if case.has_tag_name("testcase") { &["failure", "error", "skipped"] } else { &[] };
            assert!(["testcase", "system-out"].contains(&case.tag_name().name()), "{case:?}");
            assert!(case.children().filter(roxmltree::Node::is_element).all(|n| allowed.contains(&n.tag_name().name())), "{case:?}");
            if case.has_tag_name("testcase") {
                assert!(case.attribute("classname").is_some() && case.attribute("name").is_some());
            }
        }
    }
    assert!(run.out.contains("floor claims.source f1") && run.out.contains("&lt;&amp;&quot;"), "{}", run.out);
}

#[test]
fn sarif_is_as_its_schema_says() {
    let dir = fixtures(&wrong(), "[floors.claims]\nsource = 0.9\n");
    let run = check(&dir, &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).expect("JSON");
    // The required properties and closed value sets of sections 3.13 to 3.30 of the standard, for all that is written here.
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let within = |value: &Value, known: &[&str]| assert!(keys(value).iter().all(|k| known.contains(&k.as_str())), "{:?}", keys(value));
    within(&log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    for run in log["runs"].as_array().expect("runs") {
        within(run, &["tool", "columnKind", "invocations", "results"]);
        assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&run["columnKind"].as_str().expect("a word")));
        assert!(run["invocations"].as_array().expect("a list").iter().all(|i| i["executionSuccessful"].is_boolean()));
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].is_string());
        let rules = driver["rules"].as_array().expect("rules");
        for rule in rules {
            assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        }
        let results = run["results"].as_array().expect("results");
        assert!(results.len() >= 3);
        for result in results {
            within(result, &["ruleId", "ruleIndex", "level", "message", "locations", "properties"]);
            let index = result["ruleIndex"].as_u64().expect("a number") as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().expect("a word")));
            assert!(result["message"]["text"].as_str().is_some_and(|t| !t.is_empty()));
            for location in result["locations"].as_array().expect("a list") {
                let place = &location["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
                assert!(uri.bytes().all(|b| b.is_ascii_graphic() && !b"\\ <>\"{}|^`".contains(&b)), "{uri}");
                assert!(place["region"]["startLine"].as_u64().is_none_or(|n| n >= 1));
            }
        }
        let missed = results.iter().any(|r| r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "f/b/expected.csv");
        assert!(missed, "a difference is told at the row of the gold");
    }
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let dir = fixtures(&wrong(), "[floors.claims]\nsource = 0.9\n");
    let summary = dir.path().join("summary.md");
    fs::write(&summary, "before\n").expect("written");
    let mut command = program();
    command.current_dir(dir.path()).env("GITHUB_STEP_SUMMARY", &summary).args(["check", "f", "--format", "github"]);
    let run = finished(command.output().expect("the program starts"));
    assert_eq!(run.status, 1);
    // ::level key=value,key=value::message, with everything escaped that would end it early.
    for line in run.out.lines() {
        let rest = line.strip_prefix("::").expect("a workflow command");
        let (head, message) = rest.split_once("::").expect("a message");
        let (level, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&level) && !message.is_empty(), "{line}");
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').expect("key=value");
            assert!(["file", "line", "title"].contains(&key) && !value.contains(':'), "{line}");
            assert!(key != "line" || value.parse::<u64>().is_ok_and(|n| n > 0), "{line}");
        }
    }
    assert!(run.out.contains("::error file=f/gates.toml,line=2,title=floor claims.source f1::0.500 is below 0.900"), "{}", run.out);
    assert!(run.out.contains("::warning file=f/b/expected.csv,line=2,title=claim incorrect::"), "{}", run.out);
    let page = fs::read_to_string(&summary).expect("read");
    assert!(page.starts_with("before\n## ❌ onrecord check failed"), "{page}");
    let rows: Vec<usize> = page.lines().filter(|l| l.starts_with("| found")).map(|l| l.matches('|').count()).collect();
    assert_eq!(rows, [6], "{page}");
}

#[test]
fn the_page_is_self_contained_and_escaped() {
    let text = "The firm <b>lost</b> 40 & more jobs, it said.\n";
    let rows = format!("{HEADER}claim,40,,41,41,exact,count,job,jobs,,lost,,,,,,asserted,,\n");
    let dir = folder(&[
        ("f/a/article.txt", text.as_bytes()),
        ("f/a/expected.csv", rows.as_bytes()),
        ("f/a/fixture.toml", b"kinds = [\"claims\"]\n"),
    ]);
    let page = check(&dir, &["--format", "html"]).out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("&lt;b&gt;lost&lt;/b&gt;") && page.contains("&amp;"), "{page}");
    assert!(!page.contains("<b>") && !page.contains("http"), "{page}");
    assert!(page.contains("<mark class=\"claim wrong\""), "{page}");
    for tag in ["mark", "div", "details", "table", "ul"] {
        let (open, close) = (page.matches(&format!("<{tag}")).count(), page.matches(&format!("</{tag}>")).count());
        assert_eq!(open, close, "{tag}");
    }
}
