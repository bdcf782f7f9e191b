//! Every rule shows what it finds and what it leaves alone; both are run here.

use onrecord::{DataFile, Extractor, Record, Workspace};

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
            if !got.iter().any(|found| *found == example.finds) {
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

/// What the user's rule file makes of a text, and what was said to be taken away.
fn laid_over(file: &str, rules: &str, text: &str) -> (Record<'static>, Vec<String>) {
    let overlay = DataFile { name: file.into(), origin: format!("my/{file}"), text: rules.into() };
    let extractor = Extractor::with_overlay(&[overlay]).expect("the rules load");
    let mut workspace = Workspace::default();
    let lost = onrecord::extract::extract_and_explain(&extractor.context(text, &mut workspace)).1.lost;
    (extractor.extract(text), lost.into_iter().filter(|l| l.reason == "rule").map(|l| l.doc).collect())
}

#[test]
fn a_pattern_makes_a_name() {
    let rule = "[[rule]]\nid = \"actor/watch\"\ndoc = \"A watch is a group of volunteers.\"\npattern = \"the actor:( [capital]{1,3} watch )\"\n\
        set = { type = \"organization\" }\n";
    let (record, _) = laid_over("actor.toml", rule, "Twelve boats were lost, the Kelder Sands watch said.");
    let watch = record.actors.iter().find(|a| a.name == "Kelder Sands watch").expect("the watch");
    assert_eq!((watch.actor_type.name(), watch.rule.as_ref()), ("organization", "actor/watch"));
    assert_eq!(record.claims[0].source_name.as_deref(), Some("Kelder Sands watch"));
    assert_eq!(record.actors.len(), 1, "nothing overlaps it: {:?}", record.actors);
}

#[test]
fn a_pattern_takes_a_name_away() {
    let rule = "[[rule]]\nid = \"actor/operation\"\ndoc = \"An operation is nobody.\"\npattern = \"operation [capital]\"\nset = { finds = \"nothing\" }\n";
    let text = "Soldiers of Operation Ruth Adeyemi met Anna Kowalska in Warsaw.";
    let (record, lost) = laid_over("actor.toml", rule, text);
    let names: Vec<&str> = record.actors.iter().map(|a| a.name.as_ref()).collect();
    assert_eq!(names, ["Anna Kowalska", "Warsaw"]);
    assert_eq!(lost, ["actor/operation: An operation is nobody."]);
}

#[test]
fn a_pattern_changes_a_claim_or_takes_it_away() {
    let rules = "[[rule]]\nid = \"quantity/wickets\"\ndoc = \"Wickets are taken.\"\npattern = \"[digits|numbers] wickets\"\n\
        set = { unit = \"wicket\", event = \"taken\", measure = \"score\" }\n\
        [[rule]]\nid = \"quantity/freestyle\"\ndoc = \"A distance that names a race is no measure.\"\npattern = \"[digits] metres freestyle\"\n\
        set = { finds = \"nothing\" }\n";
    let (record, lost) =
        laid_over("quantity.toml", rules, "Bowler Tom Harker had 5 wickets. His sister swam the 400 metres freestyle and won 3 medals.");
    let told: Vec<_> = record.claims.iter().map(|c| (c.text.as_ref(), c.unit.as_ref(), c.event.as_deref(), c.rule.as_ref())).collect();
    assert_eq!(told[0], ("5", "wicket", Some("taken"), "quantity/wickets"));
    assert_eq!(record.claims[0].measure.name(), "score");
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!((told[1].0, told[1].1), ("3", "medal"));
    assert_eq!(lost, ["quantity/freestyle: A distance that names a race is no measure."]);
}

#[test]
fn a_pattern_makes_an_attribution() {
    let rule = "[[rule]]\nid = \"attribution/on-record\"\ndoc = \"To go on record is to say.\"\n\
        pattern = \"source:( [capital]{1,3} ) cue:( ~go on record ) that\"\nset = { class = \"report\", certainty = \"alleged\" }\n";
    let (record, _) = laid_over("attribution.toml", rule, "It rained. Ruth Adeyemi went on record that 12 houses fell in Aksu.");
    let said = record.attributions.iter().find(|a| a.rule == "attribution/on-record").expect("an attribution");
    assert_eq!((said.source.text.as_ref(), said.cue.text.as_ref()), ("Ruth Adeyemi", "went on record"));
    assert_eq!((said.content.text.as_ref(), said.content.kind.name()), ("12 houses fell in Aksu", "indirect"));
    let claim = &record.claims[0];
    assert_eq!((claim.source_name.as_deref(), claim.certainty.name()), (Some("Ruth Adeyemi"), "alleged"));
}

#[test]
fn a_capture_that_holds_nothing_makes_nothing() {
    let text = "The Kelder Sands council met. Anna Kowalska said that 12 houses fell.";
    let actor =
        "[[rule]]\nid = \"actor/hollow\"\ndoc = \"A council.\"\npattern = \"actor:( grand? ) the\"\nset = { type = \"organization\" }\n";
    let (record, _) = laid_over("actor.toml", actor, text);
    assert!(record.actors.iter().all(|a| !a.name.is_empty() && a.rule != "actor/hollow"), "{:?}", record.actors);
    let cue = "[[rule]]\nid = \"attribution/hollow\"\ndoc = \"A cue.\"\npattern = \"cue:( openly? ) said that\"\n";
    let (record, _) = laid_over("attribution.toml", cue, text);
    let cues: Vec<(&str, &str)> = record.attributions.iter().map(|a| (a.source.text.as_ref(), a.cue.text.as_ref())).collect();
    assert_eq!(cues, [("Anna Kowalska", "said")]);
    let (record, _) = laid_over("actor.toml", actor, "They praised the grand the council had.");
    let named: Vec<&str> = record.actors.iter().filter(|a| a.rule == "actor/hollow").map(|a| a.name.as_ref()).collect();
    assert_eq!(named, ["grand"]);
}

#[test]
fn faults_of_pattern_rules_say_what_is_known() {
    let fault = |file: &str, rest: &str| {
        let text = format!("[[rule]]\nid = \"{}/x\"\n{rest}\n", file.trim_end_matches(".toml"));
        let overlay = DataFile { name: file.into(), origin: format!("my/{file}"), text };
        Extractor::with_overlay(&[overlay]).expect_err("a fault").to_string()
    };
    for (file, rest, want) in [
        ("actor.toml", "pattern = \"a b\"", "my/actor.toml:1: rule \"actor/x\": set = { type = \"…\" } is missing"),
        ("actor.toml", "pattern = \"a b\"\nset = { type = \"cat\" }", "\"cat\" is no type of an actor"),
        ("actor.toml", "pattern = \"cue:( a b )\"\nset = { type = \"person\" }", "no capture \"cue\" is known here; known are [\"actor\"]"),
        ("attribution.toml", "pattern = \"a b\"", "need a capture: cue:( … )"),
        ("attribution.toml", "pattern = \"cue:( a b )\"\nset = { certainty = \"sure\" }", "certainty = \"sure\" is no certainty"),
        ("quantity.toml", "pattern = \"a b\"", "nothing is set"),
        (
            "quantity.toml",
            "pattern = \"a b\"\nset = { unit = \"x\", colour = \"red\" }",
            "colour cannot be set here; known are unit, measure, event",
        ),
        ("quantity.toml", "pattern = \"a b\"\nset = { finds = \"gold\" }", "finds can only be \"nothing\""),
    ] {
        let got = fault(file, rest);
        assert!(got.contains(want), "wanted {want:?}, got {got:?}");
    }
}
