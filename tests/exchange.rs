//! Gold survives every format it can be written in: brat, Label Studio and `expected.csv`, whatever the text holds — CRLF, emoji
//! outside the basic plane, double blanks, combining marks, words that repeat.

use onrecord::score::{Gold, Item, Kind, expected, formats, settings, write_expected, write_settings};
use proptest::prelude::*;

/// Pieces that texts are put together from.
const PIECES: &[&str] = &[
    "40",
    "40 killed",
    " ",
    "  ",
    "\r\n",
    "\n\n",
    "\t",
    "👩‍🚒",
    "💩",
    "e\u{301}",
    "Zoë",
    "said",
    "said ",
    "“quoted, text”",
    "the army",
    ", ",
    "@3",
    "naïve",
    "\u{ad}",
    "Iran",
    "Iranian",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 3..40).prop_map(|pieces| pieces.concat())
}

/// A gold over a text: spans between characters, with values that are hard to write down.
fn golds() -> impl Strategy<Value = Gold> {
    let value = prop::sample::select(&["", "", "hedged", "a;b", "\"x\", y\n", "a … b", "40", "🙂", "count", "exact", "person", "{", "\\n"]);
    let one = (0..3usize, any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::collection::vec(value, 14));
    (texts(), prop::collection::vec(one, 0..12), any::<bool>()).prop_map(|(text, raw, optional)| {
        let places: Vec<usize> = text.char_indices().map(|(n, _)| n).chain([text.len()]).collect();
        let mut gold = Gold { id: "a".into(), kinds: Kind::ALL.to_vec(), reviewed: true, ..Gold::default() };
        for (kind, a, b, values) in raw {
            let kind = Kind::ALL[kind];
            let (a, b) = (*a.get(&places), *b.get(&places));
            let span = Some(a.min(b)..a.max(b)).filter(|s| !s.is_empty());
            if span.is_none() && kind != Kind::Attribution {
                continue;
            }
            let mut fields: Vec<(String, String)> = Vec::new();
            let count = kind.judged().len() + kind.optional().len() * usize::from(optional);
            for (field, value) in kind.fields().take(count).zip(values) {
                // Source and content of an attribution are phrases of the text, now and then.
                let phrase = matches!(field, "source" | "content") && kind == Kind::Attribution && value.is_empty();
                let value = if phrase { text[a.min(b)..].trim().to_string() } else { value.to_string() };
                fields.push((field.to_string(), value));
            }
            let words = span.clone().map_or(String::new(), |s| text[s].to_string());
            gold.items.push(Item { kind, line: 0, text: words, span, fields, cluster: None });
        }
        gold.text = text;
        gold.settle();
        gold
    })
}

/// The items without the lines they were read from, and in an order of their own: two can share a span.
fn items(gold: &Gold) -> Vec<Item> {
    let mut items: Vec<Item> = gold.items.iter().map(|item| Item { line: 0, ..item.clone() }).collect();
    items.sort_by_key(|i| (i.kind, i.span.as_ref().map(|s| (s.start, s.end)), i.fields.clone()));
    items
}

fn unread(gold: &Gold) -> Gold {
    Gold { items: Vec::new(), ..gold.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn brat_gives_back_what_it_got(gold in golds()) {
        let written = formats::brat::write(&gold);
        let mut back = unread(&gold);
        formats::brat::read(&mut back, &written).map_err(|e| TestCaseError::fail(format!("{e}\n{written}")))?;
        prop_assert_eq!(items(&back), items(&gold), "{}", written);
    }

    #[test]
    fn label_studio_gives_back_what_it_got(gold in golds()) {
        let written = formats::label_studio::write(std::slice::from_ref(&gold));
        let back = formats::label_studio::read(&written).map_err(|e| TestCaseError::fail(format!("{e}\n{written}")))?;
        prop_assert_eq!(back.len(), 1);
        prop_assert_eq!((&back[0].id, &back[0].text, &back[0].kinds), (&gold.id, &gold.text, &gold.kinds));
        prop_assert_eq!(items(&back[0]), items(&gold), "{}", written);
        // The tool throws away what its configuration does not name.
        let (tasks, known): (serde_json::Value, _) = (serde_json::from_str(&written).expect("JSON"), formats::label_studio::configuration());
        for region in tasks[0]["annotations"][0]["result"].as_array().expect("a list") {
            if let Some(name) = region["from_name"].as_str() {
                prop_assert!(known.contains(&format!(" name=\"{name}\" ")), "{} is not in {}", name, known);
            }
        }
    }

    #[test]
    fn the_table_gives_back_what_it_got(gold in golds()) {
        let written = write_expected(&gold);
        let mut back = unread(&gold);
        let faults = expected(&mut back, &written);
        prop_assert!(faults.is_empty(), "{:?}\n{}", faults, written);
        // Mentions that are told twice are one row.
        let (mut got, mut want) = (items(&back), items(&gold));
        got.dedup();
        want.dedup();
        prop_assert_eq!(got, want, "{}", written);
    }
}

#[test]
fn offsets_count_what_the_tool_counts() {
    let text = "💩 Zoe\u{301}\r\n40  killed";
    let start = text.find("40").expect("there");
    let fields: Vec<(String, String)> = Kind::Claim.judged().iter().map(|f| (f.to_string(), String::new())).collect();
    let item = Item { kind: Kind::Claim, line: 0, text: "40  killed".into(), span: Some(start..text.len()), fields, cluster: None };
    let gold = Gold { id: "a".into(), text: text.into(), kinds: vec![Kind::Claim], items: vec![item], ..Gold::default() };
    // One code point for the emoji in brat, two UTF-16 units in Label Studio; CRLF is two of either.
    assert_eq!(formats::brat::write(&gold).lines().next(), Some("T1\tClaim 8 18\t40  killed"));
    let tasks: serde_json::Value = serde_json::from_str(&formats::label_studio::write(&[gold])).expect("JSON");
    let value = &tasks[0]["annotations"][0]["result"][0]["value"];
    assert_eq!((value["start"].as_u64(), value["end"].as_u64()), (Some(9), Some(19)));
}

#[test]
fn other_ways_of_counting_are_told_by_the_words() {
    let read = |start: usize, end: usize| {
        let task = serde_json::json!([{"data": {"text": "💩 one\r\ntwo 💩 three"}, "annotations": [{"result": [
            {"id": "x", "type": "labels", "value": {"start": start, "end": end, "text": "three", "labels": ["Person"]}}]}]}]);
        formats::label_studio::read(&task.to_string()).map(|golds| golds[0].items[0].text.clone())
    };
    // UTF-16 units, UTF-16 units with CRLF as one, code points, code points with CRLF as one.
    for start in [15, 14, 13, 12] {
        assert_eq!(read(start, start + 5).as_deref(), Ok("three"), "{start}");
    }
    let error = read(3, 8).expect_err("the words stand elsewhere");
    assert!(error.message.contains("does not stand where"), "{error}");
}

#[test]
fn broken_files_say_where() {
    let mut gold = Gold { text: "Ann said 40 died.".into(), ..Gold::default() };
    for (ann, line, what) in [
        ("T1\tClaim 9 11\t40\nT2\tActor 0 3\tBob\n", 2, "does not stand where"),
        ("T1\tClaim 9\t40\n", 1, "offsets"),
        ("T1\tVehicle 0 3\tAnn\n", 1, "no label"),
        ("T1\tClaim 9 11\t40\n\nA1\tcolour T1 red\n", 1, "no field"),
        ("R1\tsource Arg1:T1 Arg2:T2\n", 1, "not there"),
        ("hello\n", 1, "a tab"),
    ] {
        let error = formats::brat::read(&mut gold, ann).expect_err(ann);
        assert!(error.line == line && error.message.contains(what), "{ann:?}: {error}");
    }
    assert!(formats::label_studio::read("[{]").is_err_and(|e| e.line == 1));
}

#[test]
fn entity_labels_of_other_tools_are_mentions() {
    let mut gold = Gold { text: "Ann Lee left Oslo.".into(), ..Gold::default() };
    formats::brat::read(&mut gold, "T1\tPER 0 7\tAnn Lee\nT2\tGPE 13 17\tOslo\n").expect("standoff");
    let fields: Vec<_> = gold.items.iter().map(|i| (i.kind, i.fields.clone())).collect();
    let person = vec![("actor_type".to_string(), "person".to_string())];
    assert_eq!(fields, [(Kind::Actor, person), (Kind::Actor, Vec::new())]);
}

#[test]
fn settings_are_written_as_they_are_read() {
    for (reviewed, date) in [(true, None), (false, Some("2025-03-01".to_string()))] {
        let gold = Gold { kinds: vec![Kind::Claim, Kind::Actor], reviewed, date, ..Gold::default() };
        assert_eq!(settings(&write_settings(&gold)).expect("read"), gold);
    }
    let error = settings("kinds = [\"claims\"]\nreviewd = true\n").expect_err("an unknown key");
    assert!(error.line == 2 && error.message.contains("reviewd"), "{error}");
}
