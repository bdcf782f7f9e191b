//! The user's alias file: what each action does, and what its faults say.

use onrecord::{DataFile, Extractor, Record};

const TEXT: &str = "Piet Harker founded Tidal Works in Riga. Harker sold it. Later Olga Renner bought the Tide Company. \
    Nora Quist said Quist was sold. Moonbeam Corp. was dropped by Piet Harker.";

fn overlay(rows: &str) -> Result<Extractor, String> {
    let text = format!("entry,action,actor,type\n{rows}");
    let file = DataFile { name: "aliases.csv".into(), origin: "my/aliases.csv".into(), text };
    Extractor::with_overlay(&[file]).map_err(|e| e.to_string())
}

fn with(rows: &str) -> Record<'static> {
    overlay(rows).expect("the rows are right").extract(TEXT)
}

/// The name, type and mentions (with their reasons) of every actor.
fn actors(record: &Record<'_>) -> Vec<String> {
    let mentions = |a: &onrecord::emit::ActorRecord<'_>| {
        a.mentions.iter().map(|m| format!("{}/{}", m.text, m.link.name())).collect::<Vec<_>>().join(", ")
    };
    record.actors.iter().map(|a| format!("{} ({}): {}", a.name, a.actor_type.name(), mentions(a))).collect()
}

fn find<'r>(list: &'r [String], name: &str) -> Option<&'r str> {
    list.iter().find(|line| line.starts_with(&format!("{name} ("))).map(String::as_str)
}

#[test]
fn merge_makes_one_actor_of_two() {
    let list = actors(&with("Tide Company,merge,Tidal Works,\n"));
    let merged = find(&list, "Tidal Works").unwrap_or_else(|| panic!("{list:?}"));
    assert!(merged.contains("Tidal Works/full") && merged.contains("Tide Company/alias-file"), "{merged}");
    assert!(find(&list, "Tide Company").is_none(), "{list:?}");
}

#[test]
fn merge_into_a_name_that_the_text_lacks_renames() {
    let list = actors(&with("Tide Company,,Tide Holding plc,\n"));
    assert!(find(&list, "Tide Holding plc").is_some_and(|line| line.contains("Tide Company/alias-file")), "{list:?}");
}

#[test]
fn split_parts_a_short_form_from_its_actor() {
    let before = actors(&with(""));
    assert!(find(&before, "Piet Harker").is_some_and(|line| line.contains("Harker/surname")), "{before:?}");
    let list = actors(&with("Harker,split,Harker the Elder,\n"));
    assert_eq!(find(&list, "Harker the Elder"), Some("Harker the Elder (person): Harker/alias-file"), "{list:?}");
    assert!(find(&list, "Piet Harker").is_some_and(|line| !line.contains("Harker/surname")), "{list:?}");
}

#[test]
fn rename_changes_the_name_that_is_shown() {
    let list = actors(&with("Riga,rename,City of Riga,organization\n"));
    assert_eq!(find(&list, "City of Riga"), Some("City of Riga (organization): Riga/alias-file"), "{list:?}");
}

#[test]
fn rename_to_the_name_of_another_actor_joins_the_two() {
    let list = actors(&with("Tide Company,rename,Tidal Works,\n"));
    let joined: Vec<&String> = list.iter().filter(|line| line.starts_with("Tidal Works (")).collect();
    assert!(joined.len() == 1 && joined[0].contains("Tide Company/alias-file"), "{list:?}");
}

#[test]
fn drop_leaves_the_actor_out_and_keeps_the_rest() {
    let before = with("");
    let record = with("Piet Harker,drop,,\n");
    let list = actors(&record);
    assert!(find(&list, "Piet Harker").is_none() && list.len() + 1 == before.actors.len(), "{list:?}");
    for actor in &record.actors {
        for m in &actor.mentions {
            let text: String = TEXT.chars().skip(m.start).take(m.end - m.start).collect();
            assert_eq!(text, m.text);
        }
    }
}

#[test]
fn capitals_of_an_entry_do_not_matter() {
    let list = actors(&with("TIDE COMPANY,merge,Tidal Works,\n"));
    assert!(find(&list, "Tide Company").is_none(), "{list:?}");
}

#[test]
fn faults_name_file_line_and_mend() {
    for (rows, want) in [
        ("Riga,join,Riga City,\n", "my/aliases.csv:2: action is \"join\"; it must be merge, split, rename, drop or empty (merge)"),
        ("Riga,merge,,\n", "my/aliases.csv:2: \"Riga\" has no actor; name the actor"),
        ("Riga,drop,Riga City,\n", "my/aliases.csv:2: a dropped name has no actor"),
        ("Riga,rename,Riga City,town\n", "my/aliases.csv:2: type is \"town\"; it must be person, organization"),
        ("A Corp,merge,B Corp,\nB Corp,merge,C Corp,\n", "my/aliases.csv:2: \"B Corp\" is itself merged into \"C Corp\" in line 3"),
        ("Riga,drop,,\nRiga,drop,,\n", "my/aliases.csv:3: \"Riga\" is here already in line 2"),
        ("Riga,drop\n", "my/aliases.csv:2: 2 cells where the header has 4"),
    ] {
        let got = overlay(rows).err().unwrap_or_default();
        assert!(got.contains(want), "{rows:?}: wanted {want:?}, got {got:?}");
    }
}
