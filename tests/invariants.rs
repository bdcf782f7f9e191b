//! What holds for every record, whatever the text: offsets, words, ids and references, and the time that it takes.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use onrecord::segment::segment;
use onrecord::text::Analysis;
use onrecord::{Extractor, Workspace};
use proptest::prelude::*;
use serde_json::Value;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

/// Pieces of news prose, of mark-up and of writing that nobody expects, in any order.
fn text() -> impl Strategy<Value = String> {
    let phrases = vec![
        "Over 1,100 soldiers were killed",
        "the Ministry of Defence said",
        "said",
        "according to ",
        "Anna Kowalska",
        "President ",
        "She ",
        "“We lost 40 vehicles,” ",
        "“",
        "”",
        "\"",
        "‘",
        "’s",
        "North Korean",
        "U.S. ",
        "£3.5bn",
        "$5 ",
        "up 3% to 118",
        "between 5 and 10 ",
        "dozens of ",
        "a third of them ",
        "JCS",
        " (JCS) ",
        "\n\n",
        "\n",
        "\r\n",
        ", ",
        ". ",
        "…",
        "—",
        "told reporters in Warsaw",
        "not ",
        "twenty-two ",
        "5 × 10⁶ ",
        "km²",
        "٣",
        "e\u{301}",
        "\u{200d}",
        "👨\u{200d}👩\u{200d}👧",
        "\u{202e}",
        "ß",
        "İ",
        "\u{ad}",
        "日本",
        "\u{feff}",
    ];
    let piece = prop_oneof![8 => prop::sample::select(phrases).prop_map(String::from), 1 => any::<char>().prop_map(String::from), 1 => "[ -~]{0,6}"];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The characters from `start` to `end`; a failure when there are no such.
fn cut(text: &[char], start: &Value, end: &Value) -> String {
    let at = |value: &Value| value.as_u64().expect("an offset") as usize;
    text[at(start)..at(end)].iter().collect()
}

fn list<'v>(record: &'v Value, key: &str) -> &'v [Value] {
    record[key].as_array().expect("a list")
}

/// The ids of a list, each of which is there once.
fn ids(record: &Value, key: &str) -> Vec<String> {
    let ids: Vec<String> = list(record, key).iter().map(|item| item["id"].as_str().expect("an id").to_string()).collect();
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "an id stands twice");
    ids
}

fn refers(value: &Value, ids: &[String]) {
    assert!(value.is_null() || value.as_str().is_some_and(|id| ids.iter().any(|known| known == id)), "{value} refers to nothing");
}

fn check(text: &str) {
    let record = serde_json::to_value(EXTRACTOR.extract(text)).expect("JSON");
    let letters: Vec<char> = text.chars().collect();
    let (claims, attributions, actors) = (ids(&record, "claims"), ids(&record, "attributions"), ids(&record, "actors"));
    for claim in list(&record, "claims") {
        assert_eq!(cut(&letters, &claim["start"], &claim["end"]), claim["text"].as_str().expect("words"));
        refers(&claim["part_of"], &claims);
        refers(&claim["attribution"], &attributions);
        refers(&claim["source"], &actors);
        list(claim, "actors").iter().for_each(|actor| refers(actor, &actors));
        if let (Some(low), Some(high)) = (claim["low"].as_f64(), claim["high"].as_f64()) {
            let descending = list(claim, "flags").iter().any(|flag| flag == "descending");
            assert!(low <= high || descending, "{claim}");
        }
        assert!(claim["rule"].as_str().is_some_and(|rule| rule.contains('/')), "{claim}");
    }
    for attribution in list(&record, "attributions") {
        refers(&attribution["source"]["actor"], &actors);
        for part in ["source", "cue", "content"] {
            let mut last = 0;
            for span in list(&attribution[part], "spans") {
                let words = cut(&letters, &span[0], &span[1]);
                let whole = attribution[part]["text"].as_str().expect("words");
                assert!(whole.contains(&words) && !words.is_empty(), "{words:?} in {whole:?}");
                assert!(span[0].as_u64() >= Some(last), "spans are in order: {attribution}");
                last = span[1].as_u64().expect("an offset");
            }
        }
    }
    for actor in list(&record, "actors") {
        // A source without a name is an actor that no mention names.
        assert_eq!(list(actor, "mentions").is_empty(), actor["kind"] == "nominal", "{actor}");
        for mention in list(actor, "mentions") {
            assert_eq!(cut(&letters, &mention["start"], &mention["end"]), mention["text"].as_str().expect("words"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn records_refer_to_what_is_there(text in text()) {
        check(&text);
    }

    #[test]
    fn any_writing_at_all_is_read(text in "\\PC{0,200}") {
        check(&text);
    }
}

/// What is no prose, by the piece that it repeats.
const TIRESOME: [&str; 20] = [
    "a",
    "7",
    "\"",
    "“",
    "A",
    "Anna ",
    "(",
    "[",
    "\u{301}",
    "😀",
    " ",
    "\n",
    "“‘",
    "the man said that ",
    "$5 ",
    "said ",
    "five and ",
    "according to ",
    "Anna and ",
    "1,",
];

#[test]
fn no_sentence_is_without_end() {
    for piece in TIRESOME {
        let text = piece.repeat(4000);
        let mut analysis = Analysis::default();
        segment(&text, EXTRACTOR.lexicon(), &mut analysis);
        let mut next = 0;
        for sentence in &analysis.sentences {
            assert!(sentence.tokens.start == next && sentence.tokens.len() <= 300, "{piece:?}: {:?}", sentence.tokens);
            next = sentence.tokens.end;
        }
        assert_eq!(next as usize, analysis.tokens.len(), "{piece:?}: every token is in a sentence");
    }
}

#[test]
fn time_grows_with_the_text() {
    let mut workspace = Workspace::default();
    let mut time = |text: &str| {
        let run = |workspace: &mut Workspace| {
            let started = Instant::now();
            EXTRACTOR.with_record(text, workspace, |record| assert!(record.doc.is_empty()));
            started.elapsed()
        };
        (0..3).map(|_| run(&mut workspace)).min().unwrap_or(Duration::MAX)
    };
    for piece in TIRESOME {
        let text = piece.repeat(40_000 / piece.len());
        let (small, large) = (time(&text[..piece.len() * (text.len() / piece.len() / 10)]), time(&text));
        // Ten times the text; a hundred times the time would be quadratic. A machine may be busy, so there is room between.
        let most = small * 35 + Duration::from_millis(50);
        assert!(large <= most, "{piece:?}: {small:?} for a tenth, {large:?} for the whole");
    }
}
