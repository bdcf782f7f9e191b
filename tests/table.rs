//! The rows of the table, from a record written by hand: which cell says what, in which order, joined how.

use std::borrow::Cow;

use onrecord::Record;
use onrecord::emit::{
    ActorRecord, AttributionRecord, COLUMNS, ClaimRecord, ContentRecord, CueRecord, Format, Kinds, Layout, MentionRecord, SourceRecord,
    Writer,
};
use onrecord::extract::{ActorType, Certainty, Change, Comparator, ContentKind, CueClass, Flag, FlagSet, Measure, SourceKind};
use onrecord::link::{Few, LinkReason};
use smallvec::smallvec;

const SENTENCE: &str = "Output fell to 3.5 million tonnes,\n down from  4 million, Minister Jana Horak, the \"iron lady\", said.";

fn record<'t>() -> Record<'t> {
    let mut flags = FlagSet::default();
    flags.insert(Flag::Hedged);
    flags.insert(Flag::PerUnit);
    let claim = |id: u32, start: usize, text: &'t str, low: Option<f64>, high: Option<f64>| ClaimRecord {
        id,
        sentence: 1,
        start,
        end: start + text.len(),
        text: text.into(),
        low,
        high,
        comparator: Comparator::Exact,
        measure: Measure::Mass,
        unit: "tonne".into(),
        counted: None,
        about: Some("output".into()),
        event: None,
        change: None,
        flags: FlagSet::default(),
        part_of: None,
        same_as: None,
        attribution: Some(1),
        source: Some(1),
        source_name: Some("Jana Horak".into()),
        certainty: Certainty::Asserted,
        actors: smallvec![],
        rule: "quantity/measure".into(),
        context: SENTENCE.into(),
    };
    let mention = |start: usize, text: &'t str, link, kind| MentionRecord {
        start,
        end: start + text.len(),
        text: text.into(),
        link,
        kind,
        sentence: 1,
        context: SENTENCE.into(),
        rule: "actor/titled".into(),
    };
    let actor = |id: u32, name: &'t str, actor_type, mentions: Vec<MentionRecord<'t>>| ActorRecord {
        id,
        name: name.into(),
        kind: SourceKind::Named,
        actor_type,
        country: None,
        roles: Few::new(),
        belongs_to: Default::default(),
        could_be: Default::default(),
        aliases: Few::new(),
        mentions: mentions.into(),
        rule: "actor/titled".into(),
    };
    Record {
        doc: Cow::Borrowed("a.txt"),
        title: Some("=Output, falls".into()),
        date: Some("2025-03-02".into()),
        claims: vec![
            ClaimRecord {
                flags,
                part_of: Some(2),
                same_as: Some(2),
                actors: smallvec![1, 2],
                ..claim(1, 15, "3.5 million", Some(3.5e6), None)
            },
            ClaimRecord {
                change: Some(Change::Down),
                attribution: None,
                source: None,
                source_name: None,
                ..claim(2, 50, "-4 million", Some(-4e6), Some(-4e6))
            },
        ],
        attributions: vec![AttributionRecord {
            id: 1,
            sentence: 1,
            source: SourceRecord {
                spans: smallvec![(60, 90)],
                text: "Minister Jana Horak, the \"iron lady\",".into(),
                kind: SourceKind::Named,
                actor: Some(1),
            },
            cue: CueRecord { spans: smallvec![(95, 99)], text: "said".into(), lemma: "say".into(), class: CueClass::Say },
            content: ContentRecord { spans: smallvec![(0, 55)], text: "Output fell …".into(), kind: ContentKind::Indirect },
            certainty: Certainty::Asserted,
            rule: "attribution/say".into(),
            context: SENTENCE.into(),
        }],
        actors: vec![
            ActorRecord {
                country: Some("CZ".into()),
                roles: vec!["minister".into(), "engineer".into()].into(),
                aliases: vec!["Horak".into()].into(),
                ..actor(
                    1,
                    "Jana Horak",
                    ActorType::Person,
                    vec![mention(69, "Jana Horak", LinkReason::Full, None), mention(120, "Horak", LinkReason::Surname, None)],
                )
            },
            actor(2, "Czechia", ActorType::Country, vec![mention(15, "Czech", LinkReason::Nationality, Some(ActorType::Group))]),
            ActorRecord { kind: SourceKind::Nominal, ..actor(3, "spokesman", ActorType::Person, vec![]) },
        ],
        text: None,
        author: None,
    }
}

fn written(layout: Layout) -> String {
    let mut out = Vec::new();
    let mut writer = Writer::new(layout);
    writer.header(&mut out);
    let counts = writer.record(record(), &mut out);
    let text = String::from_utf8(out).expect("UTF-8");
    if layout.format != Format::Jsonl {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(if layout.format == Format::Tsv { b'\t' } else { b',' }).from_reader(text.as_bytes());
        assert_eq!(reader.records().count() as u64, counts.claims + counts.attributions + counts.actors);
    }
    text
}

/// The cells of the rows by column name.
fn rows(layout: Layout) -> Vec<impl Fn(&str) -> String> {
    let text = written(layout);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let place = |name: &str| COLUMNS.iter().position(|c| c.name == name).unwrap_or_else(|| panic!("no column {name}"));
    rows.into_iter().map(|row| move |name: &str| row[place(name)].to_string()).collect()
}

#[test]
fn rows_stand_in_the_order_of_the_text() {
    let order: Vec<String> = rows(Layout::default()).iter().map(|row| format!("{} {}", row("start"), row("id"))).collect();
    assert_eq!(order, [" a3", "15 c1", "15 a2", "50 c2", "69 a1", "95 s1"]);
    let order: Vec<String> =
        rows(Layout { mentions: true, ..Layout::default() }).iter().map(|row| format!("{} {}", row("start"), row("id"))).collect();
    assert_eq!(order, [" a3", "15 c1", "15 a2", "50 c2", "69 a1", "95 s1", "120 a1"]);
}

#[test]
fn a_claim_can_be_read_alone() {
    let rows = rows(Layout::default());
    let row = &rows[1];
    for (column, wanted) in [
        ("doc", "a.txt"),
        ("kind", "claim"),
        ("id", "c1"),
        ("sentence", "1"),
        ("start", "15"),
        ("end", "26"),
        ("text", "3.5 million"),
        ("low", "3500000"),
        ("high", ""),
        ("comparator", "exact"),
        ("measure", "mass"),
        ("unit", "tonne"),
        ("about", "output"),
        ("change", ""),
        ("part_of", "c2"),
        ("flags", "hedged; per_unit"),
        ("source", "Jana Horak"),
        ("source_id", "a1"),
        ("source_kind", "named"),
        ("cue", "said"),
        ("quote", "indirect"),
        ("certainty", "asserted"),
        ("content", ""),
        ("actor", ""),
        ("actors", "Jana Horak; Czechia"),
        ("date", "2025-03-02"),
        ("title", "=Output, falls"),
        ("rule", "quantity/measure"),
        ("same_as", "c2"),
        ("context", "Output fell to 3.5 million tonnes, down from 4 million, Minister Jana Horak, the \"iron lady\", said."),
    ] {
        assert_eq!(row(column), wanted, "{column}");
    }
    let own = &rows[3];
    for (column, wanted) in [("low", "-4000000"), ("change", "down"), ("source", ""), ("source_kind", ""), ("cue", ""), ("quote", "")] {
        assert_eq!(own(column), wanted, "{column}");
    }
}

#[test]
fn an_attribution_shows_its_cue_and_what_was_said() {
    let rows = rows(Layout::default());
    for (column, wanted) in [
        ("kind", "attribution"),
        ("start", "95"),
        ("end", "99"),
        ("text", "said"),
        ("source", "Jana Horak"),
        ("source_id", "a1"),
        ("source_kind", "named"),
        ("cue", "said"),
        ("quote", "indirect"),
        ("content", "Output fell …"),
        ("rule", "attribution/say"),
    ] {
        assert_eq!(rows[5](column), wanted, "{column}");
    }
}

#[test]
fn an_actor_shows_its_first_mention_or_each() {
    let once = rows(Layout::default());
    for (column, wanted) in [
        ("kind", "actor"),
        ("text", "Jana Horak"),
        ("actor", "Jana Horak"),
        ("actor_type", "person"),
        ("country", "CZ"),
        ("roles", "minister; engineer"),
        ("aliases", "Horak"),
        ("mentions", "2"),
    ] {
        assert_eq!(once[4](column), wanted, "{column}");
    }
    assert_eq!((once[2]("text"), once[2]("actor_type")), ("Czech".into(), "country".into()));
    let each = rows(Layout { mentions: true, ..Layout::default() });
    assert_eq!((each[2]("text"), each[2]("actor_type")), ("Czech".into(), "group".into()));
    assert_eq!((each[6]("text"), each[6]("actor"), each[6]("mentions")), ("Horak".into(), "Jana Horak".into(), "2".into()));
}

#[test]
fn spreadsheets_get_guarded_text_and_plain_numbers() {
    let sheet = rows(Layout { spreadsheet: true, ..Layout::default() });
    assert_eq!(sheet[1]("title"), "'=Output, falls");
    assert_eq!((sheet[3]("text"), sheet[3]("low")), ("'-4 million".into(), "-4000000".into()));
    let text = written(Layout { spreadsheet: true, ..Layout::default() });
    assert!(text.starts_with("\u{feff}doc,kind") && text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn json_lines_keep_their_shape_whatever_the_kinds() {
    let kinds = Kinds { claims: false, attributions: true, actors: false };
    let line = written(Layout { format: Format::Jsonl, kinds, ..Layout::default() });
    let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!((value["claims"].as_array().map(Vec::len), value["attributions"].as_array().map(Vec::len)), (Some(0), Some(1)));
    assert_eq!(value["attributions"][0]["source"]["actor"], "a1");
    assert!(value.get("text").is_none());
    let full = written(Layout { format: Format::Jsonl, ..Layout::default() });
    let value: serde_json::Value = serde_json::from_str(&full).expect("JSON");
    assert_eq!(value["claims"][0]["low"], 3_500_000);
    assert_eq!(value["claims"][0]["high"], serde_json::Value::Null);
    assert_eq!(value["claims"][0]["part_of"], "c2");
    assert_eq!(value["claims"][0]["same_as"], "c2");
    assert!(value["claims"][1]["same_as"].is_null());
    assert_eq!(value["actors"][1]["mentions"][0]["type"], "group");
}

#[test]
fn a_source_is_named_when_a_name_heads_it() {
    let extractor = onrecord::Extractor::new().expect("the built-in data load");
    let kind = |text: &str| extractor.extract(text).attributions.first().map(|a| a.source.kind);
    for (text, wanted) in [
        ("A U.N. report said the camp was full.", SourceKind::Nominal),
        ("European Union observers said the vote was fair.", SourceKind::Nominal),
        ("Analysts at the Centre for Public Integrity said the vote was fair.", SourceKind::Nominal),
        ("The mission's head, Laura Cereza, said the vote was fair.", SourceKind::Named),
        ("Laura Cereza of Avila said the vote was fair.", SourceKind::Named),
        ("South Korea's Joint Chiefs of Staff said the sea was calm.", SourceKind::Named),
        ("She said the vote was fair.", SourceKind::Pronoun),
    ] {
        assert_eq!(kind(text), Some(wanted), "{text}");
    }
}
