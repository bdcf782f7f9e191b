//! Numbers that are no claims: each is handed over with the reason that an English reader would give.

use onrecord::extract::{self, Family, Rejection};
use onrecord::{Extractor, Workspace};

fn reasons(text: &str) -> Vec<(String, &'static str)> {
    let extractor = Extractor::new().expect("the built-in data are good");
    let mut workspace = Workspace::default();
    let context = extractor.context(text, &mut workspace);
    let (_, reasons) = extract::extract_and_explain(&context);
    let claims = reasons.lost.iter().filter(|l| l.family == Family::Claim);
    claims.map(|l| (text[l.span.range()].to_string(), l.reason)).collect()
}

#[test]
fn a_number_that_is_no_claim_has_a_reason() {
    for (text, number, reason) in [
        ("The dam was finished in 1987.", "1987", "year"),
        ("The hearing resumes on March 14.", "14", "calendar"),
        ("The ferry leaves at 9:15 each morning.", "9", "clock"),
        ("She lives off Highway 61.", "61", "label"),
        ("He came in 12th.", "12", "glued"),
        ("It was her twenty-first book.", "twenty", "ordinal"),
        ("No one knows why.", "No one", "no"),
        ("One of the best players is leaving.", "One", "idiom"),
        ("The new bridge replaces the old one.", "one", "pronoun"),
        ("The two sides met again.", "two", "resumed"),
        ("The rate is 12.4 cases per 100,000 residents.", "100,000", "per"),
    ] {
        let found = reasons(text);
        assert!(found.contains(&(number.to_string(), reason)), "{text}: {found:?}");
    }
    assert!(reasons("Over 2,300 soldiers were killed.").is_empty());
}

#[test]
fn every_reason_has_a_name_and_a_sentence_of_its_own() {
    let mut names: Vec<&str> = Rejection::ALL.iter().map(|r| r.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Rejection::ALL.len());
    assert!(Rejection::ALL.iter().all(|r| r.doc().ends_with('.')));
}

#[test]
fn asking_for_reasons_changes_nothing() {
    let extractor = Extractor::new().expect("the built-in data are good");
    let text = "In 1987 some 40 dams were built, engineer Ruth Adeyemi said on March 14. None has failed since.";
    let (mut one, mut two) = (Workspace::default(), Workspace::default());
    let plain = extract::extract(&extractor.context(text, &mut one));
    let (explained, _) = extract::extract_and_explain(&extractor.context(text, &mut two));
    assert_eq!(format!("{plain:?}"), format!("{explained:?}"));
}
