//! How often the pipeline asks for memory: a stage that keeps its tables from document to document goes on doing so.
//!
//! Counted on the project's own articles once every table has grown to its size. The bounds of the later stages are what is
//! reached today; they may be lowered, not raised.

use std::fs;
use std::path::Path;

use allocation_counter::measure;
use onrecord::emit::{Layout, Writer};
use onrecord::extract::extract;
use onrecord::{Extractor, Workspace};

fn articles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let entries = fs::read_dir(folder).expect("the fixtures");
    entries.map(|entry| fs::read_to_string(entry.expect("an entry").path().join("article.txt")).expect("an article")).collect()
}

#[test]
fn cutting_and_tagging_allocate_nothing() {
    let extractor = Extractor::new().expect("the built-in data are sound");
    let mut workspace = Workspace::default();
    let texts = articles();
    for text in &texts {
        extractor.context(text, &mut workspace);
    }
    for text in &texts {
        let counted = measure(|| {
            extractor.context(text, &mut workspace);
        });
        assert_eq!(counted.count_total, 0, "{}", text.lines().next().unwrap_or_default());
    }
}

#[test]
fn a_document_allocates_no_more_than_before() {
    let extractor = Extractor::new().expect("the built-in data are sound");
    let (mut workspace, mut writer, mut out) = (Workspace::default(), Writer::new(Layout::default()), Vec::new());
    let texts = articles();
    let (mut rules, mut all) = (0, 0);
    // The first round warms up.
    for _ in 0..2 {
        (rules, all) = (0, 0);
        for text in &texts {
            let context = extractor.context(text, &mut workspace);
            rules += measure(|| {
                extract(&context);
            })
            .count_total;
            out.clear();
            all += measure(|| {
                extractor.with_record(text, &mut workspace, |record| writer.record(record, &mut out));
            })
            .count_total;
        }
    }
    let [rules, all] = [rules, all].map(|count| count as f64 / texts.len() as f64);
    assert!(rules <= 20.0 && all <= 40.0, "allocations a document: {rules:.1} by the rules, {all:.1} in all");
}
