//! The comparison of many documents: the table that the fixture folder must give, and that no order and no cutting into runs
//! changes a byte.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use onrecord::Extractor;
use onrecord::compare::{DAYS, Key, Merge, Number, Reader, Relation, Scene, Sighting, lines, read_line, table, text};
use onrecord::emit::Dialect;
use onrecord::extract::{Certainty, Comparator, Measure};
use onrecord::run::{self, Comparison, Settings, Shape};
use proptest::prelude::*;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/compare").join(name)
}

/// Compares `paths` and returns what is written.
fn compared(paths: &[PathBuf], shape: Shape, threads: usize) -> String {
    let settings = Settings { paths: paths.to_vec(), threads, ..Settings::default() };
    let comparison = Comparison { shape, days: DAYS, documents: 1, alone: false };
    let (mut out, mut messages) = (Vec::new(), Vec::new());
    let (summary, _) = run::compare(&EXTRACTOR, &settings, comparison, &mut out, &mut messages).expect("it runs");
    assert_eq!((summary.failures, String::from_utf8_lossy(&messages).as_ref()), (0, ""));
    String::from_utf8(out).expect("UTF-8")
}

const PLAIN: Shape = Shape::Table(Dialect { separator: b',', spreadsheet: false });

#[test]
fn the_fixture_folder_gives_its_table() {
    let expected = std::fs::read_to_string(fixtures("expected.csv")).expect("the expected table");
    assert_eq!(compared(&[fixtures("articles")], PLAIN, 1), expected);
    assert_eq!(compared(&[fixtures("articles")], PLAIN, 3), expected);
}

#[test]
fn several_runs_give_the_same_as_one() {
    let mut articles: Vec<PathBuf> =
        std::fs::read_dir(fixtures("articles")).expect("the folder").map(|e| e.expect("an entry").path()).collect();
    articles.sort();
    let folder = tempfile::tempdir().expect("a folder");
    let mut parts = Vec::new();
    for (n, part) in articles.chunks(5).enumerate() {
        let path = folder.path().join(format!("part-{n}.jsonl"));
        std::fs::write(&path, compared(part, Shape::Lines, 1)).expect("it is written");
        parts.push(path);
    }
    for shape in [Shape::Lines, Shape::Text, PLAIN] {
        let whole = compared(&[fixtures("articles")], shape, 1);
        assert_eq!(compared(&parts, shape, 1), whole);
        parts.rotate_left(1);
        assert_eq!(compared(&parts, shape, 2), whole);
        // What is given twice counts once.
        assert_eq!(compared(&[&parts[..], &articles[..4]].concat(), shape, 1), whole);
    }
}

#[test]
fn a_record_read_back_is_the_record() {
    let text = "At least 40 North Korean soldiers were killed, 12 of them in Kursk, the ministry said. It denied that 3 jets were lost.";
    let mut record = EXTRACTOR.extract(text);
    record.doc = "a".into();
    record.text = Some(text.into());
    let written = serde_json::to_string(&record).expect("it is written");
    let back: onrecord::Record<'static> = serde_json::from_str(&written).expect("it is read");
    assert_eq!(serde_json::to_string(&back).expect("it is written"), written);
    let reader = Reader::new(EXTRACTOR.lexicon());
    assert_eq!(reader.sightings(&back), reader.sightings(&record));
    assert!(!reader.sightings(&back).is_empty());
    let broken = written.replace("\"c1\"", "\"x1\"");
    let error = serde_json::from_str::<onrecord::Record<'static>>(&broken).expect_err("no such id");
    assert!(error.to_string().contains("expected an id such as \"c1\""), "{error}");
}

/// What two texts, read on days that far apart, have to do with one another.
fn relation(first: &str, second: &str, dates: [Option<&str>; 2]) -> Option<Relation> {
    let reader = Reader::new(EXTRACTOR.lexicon());
    let mut merge = Merge::new();
    for (n, text) in [first, second].into_iter().enumerate() {
        let mut record = EXTRACTOR.extract(text);
        record.doc = format!("{n}").into();
        record.date = dates[n].map(|d| d.to_string().into());
        merge.extend(reader.sightings(&record));
    }
    let groups = merge.groups(DAYS);
    groups.iter().find(|g| g.documents == 2).map(|g| g.relation)
}

#[test]
fn what_belongs_together() {
    use Relation::*;
    let none = [None, None];
    let days = [Some("2024-03-01"), Some("2024-03-02")];
    let far = [Some("2024-03-01"), Some("2024-04-20")];
    for (first, second, dates, want) in [
        ("Floods in Sylhet killed 14 people.", "Floods in Sylhet left 14 dead.", none, Some(Repeat)),
        ("Floods in Sylhet killed at least 14 people.", "Floods in Sylhet killed 17 people.", none, Some(Refine)),
        ("Floods in Sylhet killed 14 people.", "Floods in Sylhet killed 17 people.", days, Some(Revise)),
        (
            "Floods in Sylhet killed 17 people, the police said.",
            "Floods in Sylhet killed 14 people, the Red Crescent said.",
            days,
            Some(Contradict),
        ),
        // Another outcome, another place, another time, another size, another rate, a part.
        ("Floods in Sylhet killed 14 people.", "Floods in Sylhet injured 17 people.", none, None),
        ("Floods in Sylhet killed 14 people.", "Floods in Chittagong killed 17 people.", none, None),
        ("Floods in Sylhet killed 14 people.", "Floods in Sylhet killed 17 people.", far, None),
        ("Floods in Sylhet killed 14 people.", "Floods in Sylhet have killed 3,000 people since 1990.", none, None),
        ("Floods in Sylhet displaced 500 families.", "Floods in Sylhet displaced 500 families a day.", none, None),
        (
            "Floods in Sylhet killed 14 people.",
            "Floods in Sylhet killed 40 people, including 12 people from one village.",
            none,
            Some(Contradict),
        ),
        ("Floodgate Steel will cut 850 jobs in Sylhet.", "Floodgate Steel will shed 900 jobs in Sylhet.", none, Some(Contradict)),
        ("Floodgate Steel will cut 850 jobs in Sylhet.", "Floodgate Steel will add 900 jobs in Sylhet.", none, None),
        // Whose: the nationality in the counted phrase.
        ("North Korean troops in Kursk lost 300 soldiers.", "Some 400 Russian soldiers were killed in Kursk.", none, None),
    ] {
        assert_eq!(relation(first, second, dates), want, "{first} | {second}");
    }
}

fn sighting() -> impl Strategy<Value = Sighting> {
    let name = prop::sample::select(vec!["Sylhet", "Goma", "Aden", "Red Cross"]);
    let names = |most| {
        let name = prop::sample::select(vec!["Aden", "Goma", "Red Cross", "Sylhet"]);
        prop::collection::btree_set(name, 0..most).prop_map(|set: BTreeSet<&str>| set.into_iter().map(String::from).collect::<Vec<_>>())
    };
    let date = prop::option::of(prop::sample::select(vec!["2024-01-01", "2024-01-03", "2024-02-20"]));
    let place = (date, 0..6u32, 1..4u32, 1..5u32);
    let amount = (prop::sample::select(vec![12.0, 13.5, 47.0, 1100.0]), any::<bool>(), any::<bool>(), prop::option::of(name));
    let about = (prop::sample::select(vec!["death", "injury"]), names(2), names(3), names(4));
    (place, amount, about).prop_map(|((date, doc, sentence, claim), (value, open, superseded, source), (action, actors, places, names))| {
        Sighting {
            date: date.map(String::from),
            doc: format!("d{doc}"),
            sentence,
            claim,
            text: value.to_string(),
            low: Some(Number(value)),
            high: (!open).then_some(Number(value)),
            comparator: if open { Comparator::AtLeast } else { Comparator::Exact },
            key: Key {
                what: "person".into(),
                action: action.into(),
                measure: Measure::Count,
                unit: String::new(),
                change: None,
                rate: false,
                share: false,
                additional: false,
            },
            kind: Vec::new(),
            counted: Some("people".into()),
            event: None,
            superseded,
            source: source.map(String::from),
            certainty: Certainty::Asserted,
            actors,
            near: places.clone(),
            places,
            scene: Scene { countries: vec!["Bangladesh".into()], names }.into(),
        }
    })
}

fn written(merge: &Merge) -> Vec<u8> {
    let groups = merge.groups(DAYS);
    let mut out = Vec::new();
    lines(&groups, &mut out);
    text(&groups, &mut out);
    table(&groups, Dialect { separator: b'\t', spreadsheet: true }, &mut out);
    out
}

proptest! {
    /// Whatever the order and however the claims are cut into runs: the same bytes.
    #[test]
    fn merging_is_associative_and_free_of_order(
        (claims, shuffled) in prop::collection::vec(sighting(), 0..40).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
        cuts in prop::collection::vec(0..40usize, 0..5),
    ) {
        let mut whole = Merge::new();
        whole.extend(claims);
        let want = written(&whole);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|c| c.min(shuffled.len())).chain([0, shuffled.len()]).collect();
        cuts.sort_unstable();
        let parts: Vec<Merge> = cuts.windows(2).map(|w| {
            let mut part = Merge::new();
            part.extend(shuffled[w[0]..w[1]].iter().cloned());
            part
        }).collect();
        // From the left, from the right, and through the written form.
        let left = parts.iter().cloned().fold(Merge::new(), |mut sum, part| { sum.merge(part); sum });
        let right = parts.iter().cloned().rev().reduce(|sum, mut part| { part.merge(sum); part }).unwrap_or_default();
        let mut read = Merge::new();
        for part in &parts {
            let mut out = Vec::new();
            lines(&part.groups(DAYS), &mut out);
            for line in String::from_utf8(out).expect("UTF-8").lines() {
                read.extend(read_line(line).expect("its own form"));
            }
        }
        for merged in [left, right, read] {
            prop_assert_eq!(&written(&merged), &want);
        }
        // Every claim is in one group.
        let groups = whole.groups(DAYS);
        prop_assert_eq!(groups.iter().map(|g| g.claims.len()).sum::<usize>(), whole.len());
    }

    /// Claims of different keys never meet, so each key can be compared alone.
    #[test]
    fn groups_are_of_one_key(claims in prop::collection::vec(sighting(), 0..30)) {
        let mut whole = Merge::new();
        whole.extend(claims);
        for group in whole.groups(DAYS) {
            prop_assert!(group.claims.iter().all(|(_, c)| c.key == *group.key()));
        }
    }
}
