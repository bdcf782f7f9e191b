//! The annotated cases and articles of `fixtures/`: a case is added there, without touching this file.
//!
//! A case must come out as written. One that does not yet says so in `pending`, with the reason, and must then still fail, so
//! that the list of open cases is always true.

#![allow(clippy::print_stdout)] // the figures, for whoever runs it with --nocapture

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use onrecord::score::{Counts, Difference, Gold, Kind, article, cases, score};
use onrecord::{Extractor, Workspace};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in data load"));

fn folder(name: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    let mut list: Vec<PathBuf> = std::fs::read_dir(&path)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        .map(|e| e.expect("a readable folder").path())
        .collect();
    list.sort();
    list
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn differences(gold: &Gold, workspace: &mut Workspace) -> (Vec<Difference>, [Counts; 3]) {
    EXTRACTOR.with_record(&gold.text, workspace, |record| {
        let report = score(gold, &record);
        (report.differences, report.counts)
    })
}

#[test]
fn cases_come_out_as_written() {
    let mut workspace = Workspace::default();
    let (mut faults, mut total, mut pending, mut ids) = (Vec::new(), 0, 0, std::collections::HashSet::new());
    for path in folder("cases") {
        for case in cases(&read(&path)).unwrap_or_else(|e| panic!("{}:{e}", path.display())) {
            total += 1;
            assert!(ids.insert(case.id.clone()), "{}: the id {:?} is taken", path.display(), case.id);
            let (found, _) = differences(&case, &mut workspace);
            match (found.is_empty(), case.pending.is_empty()) {
                (true, true) => {}
                (false, false) => pending += 1,
                (true, false) => faults.push(format!("{} {}: passes now; take `pending` out", path.display(), case.id)),
                (false, true) => faults.push(format!("{} {}: {:?}\n    {found:?}", path.display(), case.id, case.text)),
            }
        }
    }
    assert!(total > 0);
    assert!(faults.is_empty(), "{} of {total} cases ({pending} pending) are not as written:\n{}", faults.len(), faults.join("\n"));
}

/// Floors under the whole set of articles: (kind, F1 of detection, F1 with every judged field right).
const FLOORS: [(Kind, f64, f64); 3] = [(Kind::Claim, 0.97, 0.48), (Kind::Attribution, 0.95, 0.74), (Kind::Actor, 0.97, 0.91)];

#[test]
fn articles_stay_above_their_floors() {
    let mut workspace = Workspace::default();
    let mut sums = [Counts::default(); 3];
    let mut lines = Vec::new();
    for path in folder("articles") {
        let id = path.file_name().and_then(|n| n.to_str()).expect("a folder name in UTF-8").to_string();
        let gold = article(&id, &read(&path.join("article.txt")), &read(&path.join("fixture.toml")), &read(&path.join("expected.csv")))
            .unwrap_or_else(|e| panic!("{id}/expected.csv:{e}"));
        let (found, counts) = differences(&gold, &mut workspace);
        for (sum, count) in sums.iter_mut().zip(counts) {
            sum.add(count);
        }
        lines.extend(found.iter().map(|d| format!("{id}: {d:?}")));
    }
    let figures: Vec<String> = Kind::ALL
        .iter()
        .map(|k| {
            format!(
                "{} found {:.3} right {:.3} ({:?})",
                k.plural(),
                sums[*k as usize].found_f1(),
                sums[*k as usize].right_f1(),
                sums[*k as usize]
            )
        })
        .collect();
    println!("{}", figures.join("\n"));
    for (kind, found, right) in FLOORS {
        let c = sums[kind as usize];
        assert!(
            c.found_f1() >= found && c.right_f1() >= right,
            "{} below the floor {found} / {right}:\n{}\n{}",
            kind.plural(),
            figures.join("\n"),
            lines.join("\n")
        );
    }
}
