//! Every rule shows what it finds and what it leaves alone; both are run here.

use onrecord::{Extractor, Record, Workspace};

/// The texts that a rule found in a record: claim spans, cues, mentions.
fn found(record: &Record<'_>, rule: &str) -> Vec<String> {
    let claims = record.claims.iter().filter(|c| c.rule == rule).map(|c| c.text.to_string());
    let cues = record.attributions.iter().filter(|a| a.rule == rule).map(|a| a.cue.text.to_string());
    let mentions = record.actors.iter().flat_map(|a| &a.mentions).filter(|m| m.rule == rule).map(|m| m.text.to_string());
    claims.chain(cues).chain(mentions).collect()
}

#[test]
fn examples_and_counter_examples_hold() {
    let extractor = Extractor::new().expect("the built-in data load");
    let mut workspace = Workspace::default();
    let mut faults = Vec::new();
    for (_, rule) in extractor.rules().set.iter() {
        for example in &rule.examples {
            let got = extractor.with_record(&example.text, &mut workspace, |r| found(&r, &rule.id));
            if !got.contains(&example.finds) {
                let all = extractor.with_record(&example.text, &mut workspace, |r| {
                    let claims = r.claims.iter().map(|c| format!("{} ({})", c.text, c.rule));
                    let cues = r.attributions.iter().map(|a| format!("{} ({})", a.cue.text, a.rule));
                    let mentions = r.actors.iter().flat_map(|a| &a.mentions).map(|m| format!("{} ({})", m.text, m.rule));
                    claims.chain(cues).chain(mentions).collect::<Vec<_>>().join(", ")
                });
                faults.push(format!("{}: {:?} must find {:?}; found by it: {got:?}; by all: {all}", rule.id, example.text, example.finds));
            }
        }
        for text in &rule.counter {
            let got = extractor.with_record(text, &mut workspace, |r| found(&r, &rule.id));
            if !got.is_empty() {
                faults.push(format!("{}: {text:?} must find nothing; found {got:?}", rule.id));
            }
        }
    }
    assert!(faults.is_empty(), "{} examples fail:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_is_documented_and_shown() {
    let extractor = Extractor::new().expect("the built-in data load");
    for (_, rule) in extractor.rules().set.iter() {
        assert!(!rule.doc.trim().is_empty(), "{} has no doc", rule.id);
        let suppresses = rule.set.get("finds").is_some_and(|v| v == "nothing");
        assert!(suppresses || !rule.examples.is_empty(), "{} has no example", rule.id);
        assert!(!rule.counter.is_empty(), "{} has no counter-example", rule.id);
    }
}
