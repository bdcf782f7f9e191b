//! A gate is worth what it notices: break a rule, a lexicon row and a link on purpose, one at a time, and the check of our own
//! fixtures fails each time and names the place.

use std::path::{Path, PathBuf};

use onrecord::run::fixtures::{CheckSettings, check, load};
use onrecord::score::{Check, Gates, Totals, Verdict, breaches, gates, score, write};
use onrecord::{DataFile, Extractor, Workspace};

fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The check of our own fixtures by a program with one file laid over.
fn with_overlay(name: &str, text: &str) -> Check {
    let file = DataFile { name: name.into(), origin: name.into(), text: text.into() };
    let extractor = Extractor::with_overlay(&[file]).expect("the overlay loads");
    let settings = CheckSettings {
        paths: vec![fixtures("articles"), fixtures("cases")],
        gates: Some(fixtures("gates.toml")),
        ..CheckSettings::default()
    };
    check(&extractor, &settings)
}

#[track_caller]
fn fails_at(done: &Check, gate: &str, difference: &str) {
    let text = write::text(done, usize::MAX);
    assert_eq!(done.verdict(), Verdict::Failed, "{text}");
    assert!(done.breaches.iter().any(|b| b.gate.starts_with(gate) && b.line > 0), "no {gate} in\n{text}");
    assert!(text.contains(difference), "no {difference} in\n{text}");
}

#[test]
fn a_rule_that_is_switched_off_is_noticed() {
    let done = with_overlay("quantity.toml", "[[rule]]\nid = \"quantity/money\"\ndisabled = true\n");
    fails_at(&done, "floor claims.found", "budget-vote-lisbon/expected.csv:6: claim \"€50\" is missing");
    let done = with_overlay("attribution.toml", "[[rule]]\nid = \"attribution/according-to\"\ndisabled = true\n");
    fails_at(&done, "case according-to-after", "attribution \"according to\" is missing");
}

#[test]
fn a_lexicon_row_that_is_gone_is_noticed() {
    let done = with_overlay("comparators.csv", "entry,disabled\nat least,true\n");
    fails_at(&done, "case ", "comparator should be \"at_least\", is \"exact\"");
}

#[test]
fn a_broken_link_is_noticed() {
    let extractor = Extractor::new().expect("the built-in data load");
    let loaded = load(&[fixtures("articles")]);
    let path = fixtures("gates.toml");
    let floors: Gates = gates("gates.toml", &std::fs::read_to_string(path).expect("read")).expect("gates");
    let mut workspace = Workspace::default();
    let mut done = Check { gates: floors.floors.len(), ..Check::default() };
    for gold in loaded.golds {
        let report = extractor.with_record(&gold.text, &mut workspace, |mut record| {
            // Every number is said by whoever spoke first.
            let first = record.claims.iter().find_map(|c| c.source_name.clone());
            record.claims.iter_mut().filter(|c| c.source_name.is_some()).for_each(|c| c.source_name.clone_from(&first));
            score(&gold, &record)
        });
        done.scored.push((gold, report));
    }
    done.totals = Totals::of(done.scored.iter().map(|(gold, report)| (gold, report)));
    done.breaches = breaches(&floors, None, &done.totals);
    fails_at(
        &done,
        "floor claims.source",
        "budget-vote-lisbon/expected.csv:10: claim \"€600 million\": source should be \"Inês Quadros\", is \"Helena Vasques\"",
    );
    assert!(done.breaches.iter().all(|b| !b.gate.contains("claims.found")), "only links are broken: {:?}", done.breaches);
}
