//! The annotated cases and articles of `fixtures/`: a case is added there, without touching this file.
//!
//! A case must come out as written. One that does not yet says so in `pending`, with the reason, and must then still fail, so
//! that the list of open cases is always true. The articles must stay above the floors of `fixtures/gates.toml`. It is the same
//! check that `onrecord check` runs.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use onrecord::Extractor;
use onrecord::run::fixtures::{CheckSettings, check, load};
use onrecord::score::{Verdict, lint, write};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn settings() -> CheckSettings {
    CheckSettings { paths: vec![fixtures("articles"), fixtures("cases")], gates: Some(fixtures("gates.toml")), ..CheckSettings::default() }
}

#[test]
fn cases_come_out_as_written_and_articles_stay_above_their_floors() {
    let done = check(&EXTRACTOR, &settings());
    assert!(done.totals.articles >= 40 && done.cases().count() > 300, "{}", done.verdict_line());
    assert_eq!(done.verdict(), Verdict::Passed, "\n{}", write::text(&done, 40));
}

#[test]
fn the_gold_has_no_faults() {
    let loaded = load(&[fixtures("articles"), fixtures("cases")]);
    let told: Vec<String> = loaded.faults.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    let faults: Vec<String> = loaded
        .golds
        .iter()
        .filter(|gold| !gold.is_case)
        .flat_map(|gold| lint(gold).into_iter().map(|fault| format!("{}:{fault}", gold.gold_file)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_outcome_is_the_same_for_every_number_of_threads() {
    let of = |threads| write::json(&check(&EXTRACTOR, &CheckSettings { threads, ..settings() }));
    assert_eq!(of(1), of(4));
}
