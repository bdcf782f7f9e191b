//! What each stage costs on the project's own articles, and all of them together, so that a change shows where it is paid for.
//!
//! Throughput is per byte of article text; the stages are measured one after the other on the same documents.
//!
//!     cargo bench --bench stages
//!     ONRECORD_BENCH_TEXTS=articles.jsonl cargo bench --bench stages
//!
//! `ONRECORD_BENCH_TEXTS` points them at texts of one's own: a folder of text files, or a JSON Lines file with a `text` in each
//! line. A few hundred articles are enough.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use onrecord::emit::{Format, Layout, Writer};
use onrecord::extract::{actor, attribution, quantity};
use onrecord::run::{self, Settings};
use onrecord::text::{Analysis, Landmarks, tokenize};
use onrecord::{Document, Extractor, Workspace, annotate, emit, extract, link, segment};

fn articles() -> Vec<String> {
    if let Some(own) = std::env::var_os("ONRECORD_BENCH_TEXTS") {
        return own_texts(Path::new(&own));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    files(&folder).iter().map(|path| fs::read_to_string(path.join("article.txt")).expect("an article")).collect()
}

fn own_texts(path: &Path) -> Vec<String> {
    let texts: Vec<String> = if path.is_dir() {
        files(path).iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
    } else {
        let lines = fs::read_to_string(path).expect("ONRECORD_BENCH_TEXTS names a folder or a JSON Lines file");
        let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_string);
        lines.lines().filter_map(text).collect()
    };
    assert!(!texts.is_empty(), "{}: no text files, or no line with a text", path.display());
    texts
}

/// The files and folders in a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn analyse(criterion: &mut Criterion) {
    let extractor = Extractor::new().expect("the built-in data are sound");
    let lexicon = extractor.lexicon();
    let texts = articles();
    let mut group = criterion.benchmark_group("analyse");
    group.throughput(Throughput::Bytes(texts.iter().map(|t| t.len() as u64).sum()));

    let (mut tokens, mut landmarks) = (Vec::new(), Landmarks::default());
    group.bench_function("tokenize", |bencher| {
        bencher.iter(|| {
            for text in &texts {
                tokenize(text, lexicon.vocabulary(), &mut tokens, &mut landmarks);
                black_box(tokens.len());
            }
        });
    });
    let mut analysis = Analysis::default();
    group
        .bench_function("segment", |bencher| bencher.iter(|| texts.iter().for_each(|text| segment::segment(text, lexicon, &mut analysis))));
    let mut analyses: Vec<Analysis> = texts.iter().map(|_| Analysis::default()).collect();
    for (text, analysis) in texts.iter().zip(&mut analyses) {
        segment::segment(text, lexicon, analysis);
    }
    group.bench_function("annotate", |bencher| {
        bencher.iter(|| texts.iter().zip(&mut analyses).for_each(|(text, analysis)| annotate::annotate(text, lexicon, analysis)));
    });

    let contexts: Vec<extract::Context<'_>> = texts
        .iter()
        .zip(&analyses)
        .map(|(text, analysis)| extract::Context { doc: Document { text, analysis }, lexicon, rules: extractor.rules() })
        .collect();
    let mentions: Vec<_> = contexts.iter().map(actor::extract).collect();
    let both = || contexts.iter().zip(&mentions);
    group.bench_function("actor", |bencher| bencher.iter(|| contexts.iter().map(|c| actor::extract(c).len()).sum::<usize>()));
    group.bench_function("quantity", |bencher| bencher.iter(|| both().map(|(c, m)| quantity::extract(c, m, None).len()).sum::<usize>()));
    group.bench_function("attribution", |bencher| {
        bencher.iter(|| both().map(|(c, m)| attribution::extract(c, m, None).len()).sum::<usize>())
    });
    let findings: Vec<_> = contexts.iter().map(extract::extract).collect();
    group.bench_function("link", |bencher| {
        bencher.iter(|| contexts.iter().zip(&findings).map(|(c, f)| link::link(c, &mut f.clone()).actors.len()).sum::<usize>());
    });
    let links: Vec<_> = contexts.iter().zip(&findings).map(|(c, f)| link::link(c, &mut f.clone())).collect();
    let records = || contexts.iter().zip(&findings).zip(&links).map(|((c, f), l)| emit::record(c, f, l.clone()));
    group.bench_function("record", |bencher| bencher.iter(|| records().map(|r| r.claims.len()).sum::<usize>()));
    for (name, format) in [("csv", Format::Csv), ("jsonl", Format::Jsonl)] {
        let mut writer = Writer::new(Layout { format, spreadsheet: true, ..Layout::default() });
        let mut out = Vec::new();
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || records().collect::<Vec<_>>(),
                |records| {
                    out.clear();
                    for record in records {
                        writer.record(record, &mut out);
                    }
                    out.len()
                },
                criterion::BatchSize::LargeInput,
            );
        });
    }
    let mut workspace = Workspace::default();
    group.bench_function("all", |bencher| {
        bencher.iter(|| texts.iter().map(|text| extractor.with_record(text, &mut workspace, |r| r.claims.len())).sum::<usize>());
    });
    group.finish();
}

fn scan(criterion: &mut Criterion) {
    let extractor = Extractor::new().expect("the built-in data are sound");
    let texts = articles();
    let folder = tempfile::tempdir().expect("a folder");
    let lines: String = texts
        .iter()
        .enumerate()
        .map(|(n, text)| serde_json::json!({ "id": n, "text": text }).to_string() + "\n")
        .collect::<String>()
        .repeat(20);
    let (files, rows) = (folder.path().join("files"), folder.path().join("rows.jsonl"));
    fs::create_dir(&files).expect("created");
    fs::write(&rows, lines).expect("written");
    for n in 0..20 {
        for (k, text) in texts.iter().enumerate() {
            fs::write(files.join(format!("{n:02}-{k:02}.txt")), text).expect("written");
        }
    }
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(20 * texts.iter().map(|t| t.len() as u64).sum::<u64>()));
    for (name, path) in [("files", files), ("jsonl", rows)] {
        let settings = Settings { paths: vec![path], threads: 1, ..Settings::default() };
        group.bench_function(name, |bencher| {
            bencher
                .iter(|| run::scan(&extractor, &settings, &mut std::io::sink(), &mut std::io::sink()).expect("a sink takes all").documents);
        });
    }
    group.finish();
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("start", |bencher| bencher.iter(|| Extractor::new().is_ok()));
}

criterion_group!(benches, analyse, scan, start);
criterion_main!(benches);
