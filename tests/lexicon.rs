//! The lexicon files are normalised, so that a change to one reads as what it is.

use onrecord::lexicon::FILES;
use onrecord::{DataFile, Extractor};

#[test]
fn files_are_sorted_and_clean() {
    for file in FILES {
        assert!(!file.text.contains('\r') && file.text.ends_with('\n'), "{}: lines end in LF, the last one too", file.name);
        let lines: Vec<&str> = file.text.lines().skip(1).collect();
        for (n, pair) in lines.windows(2).enumerate() {
            assert!(pair[0] < pair[1], "{}:{}: {:?} must stand after {:?}", file.name, n + 3, pair[0], pair[1]);
        }
        for (n, line) in file.text.lines().enumerate() {
            assert!(line.trim_end() == line && !line.is_empty(), "{}:{}: blank line or trailing blank", file.name, n + 1);
        }
        assert!(!file.doc.is_empty());
    }
}

fn overlay(name: &str, text: &str) -> String {
    let file = DataFile { name: name.into(), origin: format!("my/{name}"), text: text.into() };
    Extractor::with_overlay(&[file]).map(|_| String::new()).unwrap_or_else(|e| e.to_string())
}

#[test]
fn faults_of_overlays_name_file_line_and_mend() {
    for (name, text, want) in [
        ("verbs.csv", "entry,forms,noun\nsay,said;said,\nsay,,\n", "my/verbs.csv:3: \"say\" is here already in line 2"),
        ("verbs.csv", "entry,form\n", "my/verbs.csv:1: unknown column \"form\""),
        ("verbs.csv", "entry,forms,noun\nsay,said\n", "my/verbs.csv:2: 2 cells where the header has 3"),
        ("verbs.csv", "entry,forms,noun\nsay,a;b;c,\n", "my/verbs.csv:2: forms must be"),
        ("verbs.csv", "", "my/verbs.csv:1: the file is empty"),
        ("titles.csv", "entry,kind\nGrandmufti,religous\n", "my/titles.csv:2: kind is \"religous\"; it must be academic, business,"),
        (
            "places.csv",
            "entry,kind,country\nUpdale,city,GB\nLowdale,vilage,GB\n",
            "my/places.csv:3: kind is \"vilage\"; it must be area, city,",
        ),
        (
            "organizations.csv",
            "entry,type\nTidal Works,firm\n",
            "my/organizations.csv:2: type is \"firm\"; it must be group, organization or empty",
        ),
        (
            "comparators.csv",
            "entry,disabled\nat least,true\nAt Most,true\n",
            "my/comparators.csv:3: nothing to disable: no row has the entry \"At Most\" (there is one for \"at most\")",
        ),
        (
            "attribution_words.csv",
            "entry,shape,uses\ngrotesque,,verdict\nludicrous,,verdit\n",
            "my/attribution_words.csv:3: uses has \"verdit\"; it must be of seems, hedge, carrier,",
        ),
        ("words.csv", "entry,tags\nsay,verbish\n", "my/words.csv:2: unknown tag \"verbish\""),
        ("quantity.toml", "[[rule]]\nid = \"quantity/x\"\nwhat = 1\n", "my/quantity.toml:3: unknown field `what`"),
        ("quantity.toml", "\n[[rule]]\nid = \"quantity/x\"\npattern = \"[det]\"\n", "my/quantity.toml:2: rule \"quantity/x\": no anchor"),
        ("quantity.toml", "[[rule]]\nid = \"other/x\"\npattern = \"a b\"\n", "must be named quantity/"),
    ] {
        let got = overlay(name, text);
        assert!(got.contains(want), "{name}: {text:?}: wanted {want:?}, got {got:?}");
    }
}
