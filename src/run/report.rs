//! The report of a run: records are collected block by block in a temporary file, pages are written when all are known.
//!
//! What a page shows of the whole (charts, totals, links to the other pages) is known only at the end, and the articles of a page
//! are too many to keep; so the blocks wait in a file of their own.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::output::Output;
use super::{RunError, Settings, Summary, plain, scan};
use crate::compare::{DAYS, Merge, Reader, Relation};
use crate::emit::report::{Block, Tally, lexicon_rows, page};
use crate::emit::{Format, Kinds, Layout};
use crate::{Extractor, Record, Workspace};

/// How many articles a page of a report that needs several holds at most.
const ARTICLES: usize = 1_000;
/// How large a page becomes: a browser opens 10 MB in a second or two, and some mail servers take no more.
const PAGE_BYTES: u64 = 9_500_000;
/// How large a block becomes, the last article aside. Pages are made of whole blocks, and each block has words of its own.
const BLOCK_BYTES: usize = 1_000_000;
/// How many groups the comparison shows, the strongest contradictions first.
const GROUPS: usize = 500;
/// A report of no more articles than this is one page.
const ONE_PAGE: usize = 2_000;

/// Scans the inputs of `settings` and writes the report to `output`, with more pages beside it (`report-2.html`, …) where one
/// would hold more than 2,000 articles or 9.5 MB.
///
/// # Errors
/// When a page or a temporary file cannot be written. An input that cannot be read is counted in the summary.
pub fn report(
    extractor: &Extractor,
    settings: &Settings,
    title: &str,
    output: &Path,
    messages: &mut (dyn Write + Send),
) -> Result<Summary, RunError> {
    let fail = |path: &Path, error: &io::Error| RunError { path: path.to_path_buf(), reason: plain(error) };
    let mut collector = Collector::new(extractor).map_err(|e| fail(output, &e))?;
    // Nobody wants to wait for a report that cannot be written.
    let first = Output::file(output).map_err(|e| fail(output, &e))?;
    let layout = Layout { format: Format::Jsonl, with_text: true, kinds: Kinds::default(), ..Layout::default() };
    let settings = Settings { output: None, layout, ..settings.clone() };
    let summary = scan(extractor, &settings, &mut collector, messages)?;
    if summary.documents == 0 && summary.failures > 0 {
        return Ok(summary);
    }
    collector.spool().map_err(|e| fail(output, &e))?;
    let mut about = collector.about(title, settings.about.facts.as_slice());
    let pages = collector.pages(output, &about).map_err(|e| fail(output, &e))?;
    about.insert("pages".into(), pages.iter().map(|page| json!([page.name(), page.from, page.to])).collect());
    // The first page comes last: who sees it sees them all.
    let mut waiting = vec![(first, output.to_path_buf())];
    for page in &pages[1..] {
        waiting.push((Output::file(&page.path).map_err(|e| fail(&page.path, &e))?, page.path.clone()));
    }
    for (number, ((mut out, path), page)) in waiting.into_iter().zip(&pages).enumerate().rev() {
        collector.write(&about, number, page, &mut out).and_then(|()| out.commit()).map_err(|e| fail(&path, &e))?;
    }
    Ok(summary)
}

/// A page to be written.
struct Page {
    path: PathBuf,
    /// Its blocks.
    blocks: std::ops::Range<usize>,
    /// Its first article, from 1, and its last.
    from: usize,
    to: usize,
}

impl Page {
    fn name(&self) -> String {
        self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// A block in the temporary file.
struct Spooled {
    start: u64,
    length: u64,
    documents: usize,
}

/// Takes records as JSON Lines.
struct Collector<'x> {
    extractor: &'x Extractor,
    workspace: Workspace,
    block: Block,
    tally: Tally,
    /// What can be compared, across all documents.
    reader: Reader<'x>,
    merge: Merge,
    file: File,
    spooled: Vec<Spooled>,
    /// How many documents the spooled blocks hold.
    documents: usize,
}

impl<'x> Collector<'x> {
    fn new(extractor: &'x Extractor) -> io::Result<Self> {
        let (workspace, block, tally) = (Workspace::default(), Block::default(), Tally::default());
        let (reader, merge) = (Reader::new(extractor.lexicon()), Merge::new());
        let (file, spooled) = (tempfile::tempfile()?, Vec::new());
        Ok(Collector { extractor, workspace, block, tally, reader, merge, file, spooled, documents: 0 })
    }

    fn add(&mut self, line: &[u8]) -> io::Result<()> {
        let record: Value = serde_json::from_slice(line)?;
        let context = self.extractor.context(record["text"].as_str().unwrap_or(""), &mut self.workspace);
        self.block.add(&record, &lexicon_rows(&context, &record));
        self.tally.add(&record);
        self.merge.extend(self.reader.sightings(&serde_json::from_slice::<Record<'static>>(line)?));
        let full = self.block.bytes() >= BLOCK_BYTES || (self.documents + self.block.len()).is_multiple_of(ARTICLES);
        if full { self.spool() } else { Ok(()) }
    }

    fn spool(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        let documents = self.block.len();
        let json = self.block.take();
        let start = self.spooled.last().map_or(0, |last| last.start + last.length);
        self.spooled.push(Spooled { start, length: json.len() as u64, documents });
        self.documents += documents;
        self.file.write_all(json.as_bytes())
    }

    /// The pages: each as many blocks as fit in beside what every page carries.
    fn pages(&self, first: &Path, about: &Map<String, Value>) -> io::Result<Vec<Page>> {
        let mut frame = Vec::new();
        page::begin("", &Value::Object(about.clone()), &mut frame)?;
        page::end(&mut frame)?;
        let articles = if self.documents <= ONE_PAGE { ONE_PAGE } else { ARTICLES };
        let stem = first.file_stem().map_or("report".into(), |s| s.to_string_lossy());
        let ending = first.extension().map_or("html".into(), |e| e.to_string_lossy());
        let ranges = share(&self.spooled, articles, PAGE_BYTES.saturating_sub(frame.len() as u64));
        let mut from = 1;
        let pages = ranges.into_iter().enumerate().map(|(n, blocks)| {
            let path = if n == 0 { first.to_path_buf() } else { first.with_file_name(format!("{stem}-{}.{ending}", n + 1)) };
            let documents: usize = self.spooled[blocks.clone()].iter().map(|block| block.documents).sum();
            let page = Page { path, blocks, from, to: from + documents - 1 };
            from += documents;
            page
        });
        Ok(pages.collect())
    }

    /// What every page knows of the whole report.
    fn about(&self, title: &str, facts: &[(String, String)]) -> Map<String, Value> {
        let mut about = match self.tally.summary() {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let rules: Map<String, Value> =
            self.extractor.rules().set.iter().map(|(_, rule)| (rule.id.to_string(), rule.doc.as_ref().into())).collect();
        about.insert("title".into(), title.into());
        about.insert("facts".into(), json!(facts));
        about.insert("rules".into(), rules.into());
        about.insert("groups".into(), same(&self.merge));
        about
    }

    fn write(&mut self, about: &Map<String, Value>, number: usize, page: &Page, out: &mut Output<'_>) -> io::Result<()> {
        let mut about = about.clone();
        let title = about["title"].as_str().unwrap_or_default().to_string();
        about.insert("page".into(), number.into());
        let mut bytes = Vec::new();
        page::begin(&title, &Value::Object(about), &mut bytes)?;
        for block in &self.spooled[page.blocks.clone()] {
            let mut json = vec![0; block.length as usize];
            self.file.seek(SeekFrom::Start(block.start))?;
            self.file.read_exact(&mut json)?;
            page::block(&json, &mut bytes)?;
        }
        page::end(&mut bytes)?;
        out.write_all(&bytes)
    }
}

/// Shares blocks out to pages of at most so many articles and bytes; a page has at least one block, and there is at least one page.
fn share(blocks: &[Spooled], articles: usize, bytes: u64) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let (mut begin, mut documents, mut length) = (0, 0, 0);
    for (n, block) in blocks.iter().enumerate() {
        if n > begin && (documents + block.documents > articles || length + block.length > bytes) {
            ranges.push(begin..n);
            (begin, documents, length) = (n, 0, 0);
        }
        documents += block.documents;
        length += block.length;
    }
    ranges.push(begin..blocks.len());
    ranges
}

/// The table of "same thing, different numbers": the claims of every group that not all documents agree about, or null.
fn same(merge: &Merge) -> Value {
    let mut groups = merge.groups(DAYS);
    groups.retain(|group| group.documents > 1 && !matches!(group.relation, Relation::First | Relation::Repeat));
    let left_out = groups.len().saturating_sub(GROUPS);
    groups.truncate(GROUPS);
    if groups.is_empty() {
        return Value::Null;
    }
    let mut rows = Vec::new();
    for (group, n) in groups.iter().zip(1..) {
        let (first, place) = (group.told(), group.places.join("; "));
        let what = first.counted.as_deref().unwrap_or(&first.key.what);
        for (stands, claim) in &group.claims {
            rows.push(json!([
                n,
                group.relation.name(),
                what,
                first.key.action,
                place,
                group.low.map(|v| v.0),
                group.high.map(|v| v.0),
                claim.date,
                claim.text,
                claim.low.map(|v| v.0),
                claim.source,
                stands.name(),
                claim.doc,
                format!("c{}", claim.claim),
            ]));
        }
    }
    let columns = [
        "group",
        "relation",
        "what",
        "outcome",
        "place",
        "smallest",
        "largest",
        "date",
        "number",
        "low",
        "source",
        "this claim",
        "article",
        "claim",
    ];
    json!({ "columns": columns, "rows": rows, "left_out": left_out })
}

impl Write for Collector<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            self.add(line)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
