//! What a worker does with a piece of work: read, decode, analyse, format. Every fault stays with its document.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::Encoding;

use super::decode;
use super::fields;
use super::filter;
use super::formats::{self, InputFormat, Packing};
use super::json::{self, Given};
use super::page;
use super::panics;
use super::source::{Task, Work};
use super::stream::{MAX_DOCUMENT, Piece, Shape};
use super::summary::{Message, Summary};
use super::warc::Fetched;
use super::{Settings, compare, cut, plain};
use crate::compare::Reader;
use crate::emit::{Format, Layout, RowCounts, Writer};
use crate::{Extractor, Workspace};

/// A document of more numbers is no article.
const MOST_NUMBERS: usize = 500_000;
/// A document of more attributions is no article: each is a row with its sentence, and all rows of a document are held at once.
const MOST_ATTRIBUTIONS: usize = 100_000;
/// Tables that a larger document filled are not kept.
const KEEP_WORKSPACE: usize = 1 << 20;

/// The result of a piece of work.
#[derive(Debug, Default)]
pub struct Batch {
    /// The formatted rows.
    pub bytes: Vec<u8>,
    /// What has to be said.
    pub messages: Vec<Message>,
    /// Its counts.
    pub counts: Summary,
    /// Bytes of input that it is of, unpacked.
    pub read: u64,
}

impl Batch {
    /// Empties it, keeping its memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.messages.clear();
        self.counts = Summary::default();
        self.read = 0;
    }

    /// Notes what is worth knowing of a document.
    fn tell(&mut self, place: String, reason: String) {
        self.messages.push(Message { place, reason, failure: false });
    }

    /// Notes a document or file that cannot be used.
    pub fn fail(&mut self, place: String, reason: String) {
        self.messages.push(Message { place, reason, failure: true });
    }
}

/// Analyses and formats, with tables of its own.
pub struct Worker<'r> {
    extractor: &'r Extractor,
    settings: &'r Settings,
    /// Every line is answered.
    filter: bool,
    tables: Tables,
    file: Vec<u8>,
    /// The memory of the last text that had escapes.
    spare: String,
    /// Takes from the records what a comparison needs; none when they are written themselves.
    reader: Option<Reader<'r>>,
}

/// What one document after the other fills.
struct Tables {
    workspace: Workspace,
    writer: Writer,
}

impl Tables {
    fn new(layout: Layout) -> Self {
        Tables { workspace: Workspace::default(), writer: Writer::new(layout) }
    }
}

impl<'r> Worker<'r> {
    /// A worker with empty tables.
    pub fn new(extractor: &'r Extractor, settings: &'r Settings) -> Self {
        let tables = Tables::new(settings.layout);
        Worker { extractor, settings, filter: settings.filter, tables, file: Vec::new(), spare: String::new(), reader: None }
    }

    /// A worker that hands on what claims are compared by.
    pub fn comparing(extractor: &'r Extractor, settings: &'r Settings) -> Self {
        Worker { reader: Some(Reader::new(extractor.lexicon())), ..Worker::new(extractor, settings) }
    }

    /// Does a piece of work.
    pub fn process(&mut self, work: Work, batch: &mut Batch) {
        for message in work.messages {
            if message.failure && self.filter {
                filter::refuse(&message.place, &message.reason, &mut batch.bytes);
            }
            batch.messages.push(message);
        }
        match work.task {
            Task::Nothing => {}
            Task::Stdin(format) => self.whole("-", format, io::stdin().lock(), || 0, batch),
            Task::File(path, format, packing) => self.file(&path, format, packing, batch),
            Task::Fetched(name, fetched) => self.fetched(&name, &fetched, batch),
            Task::Piece(piece) => self.piece(&piece, batch),
        }
    }

    fn file(&mut self, path: &Path, format: InputFormat, packing: Packing, batch: &mut Batch) {
        let name = path.to_string_lossy();
        let opened = File::open(path)
            .and_then(|file| if packing == Packing::None { Ok(Err(file)) } else { formats::unpacked(file, packing).map(Ok) });
        match opened {
            Ok(Err(file)) => {
                let length = || file.metadata().map_or(0, |meta| meta.len());
                self.whole(&name, format, &file, length, batch);
            }
            Ok(Ok(reader)) => self.whole(&name, format, reader, || 0, batch),
            Err(error) => batch.fail(name.into_owned(), plain(&error)),
        }
    }

    /// A document that is all of `reader`; `length` says how long that will be, as far as anyone knows.
    fn whole(&mut self, name: &str, format: InputFormat, reader: impl Read, length: impl Fn() -> u64, batch: &mut Batch) {
        let mut bytes = std::mem::take(&mut self.file);
        match read_all(reader, length, &mut bytes) {
            Err(reason) => batch.fail(name.into(), reason),
            Ok(length) => {
                batch.read += length as u64;
                if length == 0 {
                    batch.tell(name.into(), "the file is empty".into());
                }
                let place = || name.to_string();
                match format {
                    InputFormat::Html => self.page(&bytes[..length], None, None, place, batch),
                    _ => self.text(&bytes[..length], None, None, place, batch),
                }
            }
        }
        if bytes.capacity() > KEEP_WORKSPACE {
            bytes = Vec::new();
        }
        self.file = bytes;
    }

    /// A document that is the text in `bytes`; `declared` is the character set that came with it.
    fn text(&mut self, bytes: &[u8], declared: Option<&'static Encoding>, id: Option<&str>, place: impl Fn() -> String, batch: &mut Batch) {
        match decode::decode_declared(bytes, declared) {
            Err(reason) => batch.fail(place(), reason.into()),
            Ok(decoded) => {
                decoded.note.into_iter().for_each(|note| batch.tell(place(), note));
                let given = Given { text: Some(decoded.text), id: id.map(Cow::Borrowed), ..Given::default() };
                self.document(&given, place, batch);
            }
        }
    }

    /// A document that is the main text of a page in `bytes`; `declared` is the character set that came with it.
    fn page(&mut self, bytes: &[u8], declared: Option<&'static Encoding>, id: Option<&str>, place: impl Fn() -> String, batch: &mut Batch) {
        let decoded = match decode::decode_declared(bytes, declared.or_else(|| page::declared(bytes))) {
            Err(reason) => return batch.fail(place(), reason.into()),
            Ok(decoded) => decoded,
        };
        decoded.note.into_iter().for_each(|note| batch.tell(place(), note));
        let page = page::page(&decoded.text);
        page.note.into_iter().filter(|_| !bytes.is_empty()).for_each(|note| batch.tell(place(), note));
        let given = Given {
            text: Some(Cow::Owned(page.text)),
            id: id.map(Cow::Borrowed),
            title: page.title.map(Cow::Owned),
            date: page.date.map(Cow::Owned),
            author: page.author.map(Cow::Owned),
        };
        self.document(&given, place, batch);
    }

    fn fetched(&mut self, name: &str, fetched: &Fetched, batch: &mut Batch) {
        batch.read += fetched.body.len() as u64;
        let place = || format!("{name}#{}", fetched.number);
        let id = fetched.target.as_deref();
        if fetched.is_html {
            self.page(&fetched.body, fetched.charset, id, place, batch);
        } else {
            self.text(&fetched.body, fetched.charset, id, place, batch);
        }
    }

    fn piece(&mut self, piece: &Piece, batch: &mut Batch) {
        let name = &piece.file.name;
        batch.read += piece.text.len() as u64;
        match &piece.file.shape {
            Shape::Lines => {
                for (line, number) in lines(&piece.text).zip(piece.line..) {
                    if piece.file.takes(number) && (self.filter || !line.trim_ascii().is_empty()) {
                        self.json(line, || format!("{name}:{number}"), batch);
                    }
                }
            }
            Shape::Values => self.values(piece, batch),
            Shape::Table(table) => self.rows(piece, table, batch),
        }
    }

    fn values(&mut self, piece: &Piece, batch: &mut Batch) {
        let (name, bytes) = (&piece.file.name, piece.text.as_bytes());
        let (mut at, mut number) = (0, piece.before);
        while let Some((start, end)) = cut::value(bytes, at) {
            number += 1;
            at = end;
            if piece.file.takes(number) {
                let place = || if piece.sole { name.clone() } else { format!("{name}#{number}") };
                self.json(&piece.text[start..end], place, batch);
            }
        }
        if cut::value_start(bytes, at) < bytes.len() {
            batch.fail(format!("{name}#{}", number + 1), "broken JSON: the file ends inside a document".into());
        }
    }

    fn json(&mut self, json: &str, place: impl Fn() -> String, batch: &mut Batch) {
        let before = batch.bytes.len();
        if let Some(done) = self.reader.as_ref().and_then(|reader| compare::earlier(json, reader, &mut batch.bytes)) {
            match done {
                Ok(()) => batch.counts.documents += 1,
                Err(reason) => {
                    batch.bytes.truncate(before);
                    batch.fail(place(), reason);
                }
            }
            return;
        }
        match json::read(json, &self.settings.fields, &mut self.spare) {
            Ok(given) => {
                self.document(&given, place, batch);
                if let Some(Cow::Owned(text)) = given.text
                    && text.capacity() <= KEEP_WORKSPACE
                {
                    self.spare = text;
                }
            }
            Err(reason) => {
                let id = if self.filter { json::id(json, &self.settings.fields) } else { None };
                self.refuse(id.as_deref(), place(), reason, batch);
            }
        }
    }

    /// Notes a document that cannot be used, and answers its line in a filter.
    fn refuse(&self, id: Option<&str>, place: String, reason: String, batch: &mut Batch) {
        if self.filter {
            filter::refuse(id.unwrap_or(&place), &reason, &mut batch.bytes);
        }
        batch.fail(place, reason);
    }

    /// Analyses one document and appends its rows.
    pub(super) fn document(&mut self, given: &Given<'_>, place: impl Fn() -> String, batch: &mut Batch) {
        let text = given.text.as_deref().unwrap_or("");
        let refused = if text.len() > MAX_DOCUMENT {
            Some(too_long())
        } else {
            is_data(text).then(|| format!("more than {} thousand numbers: a table of data, not an article", MOST_NUMBERS / 1000))
        };
        if let Some(reason) = refused {
            self.refuse(given.id.as_deref(), place(), reason, batch);
            return;
        }
        let reader = self.reader.as_ref();
        let (extractor, with_text) = (self.extractor, self.settings.layout.with_text);
        let id: Cow<'_, str> = given.id.as_deref().map_or_else(|| Cow::Owned(place()), Cow::Borrowed);
        if self.settings.layout.format == Format::Documents {
            let read = serde_json::json!([place(), { "doc": id, "title": given.title, "date": given.date, "text": text }]);
            batch.bytes.extend_from_slice(format!("{read}\n").as_bytes());
            batch.counts.documents += 1;
            return;
        }
        let done = isolated(&mut self.tables, self.settings.layout, &mut batch.bytes, |tables, bytes| {
            extractor.with_record(text, &mut tables.workspace, |mut record| {
                record.doc = Cow::Borrowed(&id);
                if let Some(title) = &given.title {
                    record.title = Some(Cow::Borrowed(title));
                }
                if let Some(date) = &given.date {
                    record.date = Some(fields::day(date));
                }
                record.author = given.author.as_deref().map(Cow::Borrowed);
                record.text = with_text.then_some(Cow::Borrowed(text));
                if record.attributions.len() > MOST_ATTRIBUTIONS {
                    return Err(format!(
                        "more than {} thousand attributions: no article; split what was joined into its articles",
                        MOST_ATTRIBUTIONS / 1000
                    ));
                }
                Ok(match reader {
                    None => tables.writer.record(record, bytes),
                    Some(reader) => {
                        compare::sightings(reader, &record, bytes);
                        RowCounts::default()
                    }
                })
            })
        });
        if text.len() > KEEP_WORKSPACE {
            self.tables = Tables::new(self.settings.layout);
        }
        match done {
            Ok(rows) => {
                batch.counts.documents += 1;
                batch.counts.bytes += text.len() as u64;
                batch.counts.rows.add(rows);
            }
            Err(reason) => self.refuse(given.id.as_deref(), place(), reason, batch),
        }
    }
}

/// The lines of a text, as `str::lines` cuts them, with a quicker search.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = memchr::memchr(b'\n', rest.as_bytes()).or_else(|| rest.len().checked_sub(1))?;
        let (line, behind) = rest.split_at(at + 1);
        rest = behind;
        Some(line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line)))
    })
}

/// Runs `job` for one document; when it panics or refuses the document, its rows are taken back and the tables, which may be half
/// filled, made anew.
fn isolated(
    tables: &mut Tables,
    layout: Layout,
    bytes: &mut Vec<u8>,
    job: impl FnOnce(&mut Tables, &mut Vec<u8>) -> Result<RowCounts, String>,
) -> Result<RowCounts, String> {
    let before = bytes.len();
    panics::caught(|| job(tables, bytes)).and_then(|done| done).inspect_err(|_| {
        bytes.truncate(before);
        *tables = Tables::new(layout);
    })
}

/// More numbers than prose of the longest document has. Each becomes a claim, and 30 MB of them would take more memory than most
/// machines have.
fn is_data(text: &str) -> bool {
    let begins = |pair: &[u8]| pair[1].is_ascii_digit() && !pair[0].is_ascii_digit();
    text.len() > 2 * MOST_NUMBERS && text.as_bytes().windows(2).filter(|pair| begins(pair)).nth(MOST_NUMBERS).is_some()
}

fn too_long() -> String {
    format!("a document of more than {} MB", MAX_DOCUMENT >> 20)
}

/// Reads everything into the beginning of `bytes`, which keeps its size, and says how much that is; asks the system as little
/// as it can, for there are many small files.
fn read_all(mut reader: impl Read, length: impl Fn() -> u64, bytes: &mut Vec<u8>) -> Result<usize, String> {
    if bytes.is_empty() {
        bytes.resize(1 << 16, 0);
    }
    let mut have = 0;
    loop {
        match reader.read(&mut bytes[have..]) {
            Ok(0) => return Ok(have),
            Ok(n) => have += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(plain(&error)),
        }
        if have == bytes.len() {
            // Few files come here; those that are far too long need not be read.
            if have.max(length() as usize) > MAX_DOCUMENT {
                return Err(too_long());
            }
            bytes.resize(have * 2, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_takes_only_its_own_rows() {
        let layout = Layout::default();
        let mut tables = Tables::new(layout);
        let mut bytes = b"row of an earlier document\n".to_vec();
        let failed = isolated(&mut tables, layout, &mut bytes, |_, bytes| {
            bytes.extend_from_slice(b"half a row");
            panic!("a broken rule");
        });
        assert!(failed.expect_err("it panicked").contains("a broken rule"));
        assert_eq!(bytes, b"row of an earlier document\n");
        let rows = isolated(&mut tables, layout, &mut bytes, |_, bytes| {
            bytes.extend_from_slice(b"next\n");
            Ok(RowCounts { claims: 1, ..RowCounts::default() })
        });
        assert_eq!(rows.map(|r| r.claims), Ok(1));
        assert_eq!(bytes, b"row of an earlier document\nnext\n");
        let refused = isolated(&mut tables, layout, &mut bytes, |_, bytes| {
            bytes.extend_from_slice(b"half a row");
            Err("too many".into())
        });
        assert_eq!((refused, &bytes[..]), (Err("too many".into()), &b"row of an earlier document\nnext\n"[..]));
    }

    #[test]
    fn reading_reuses_the_buffer() {
        let mut bytes = vec![b'x'; 10];
        assert_eq!(read_all(&b"short"[..], || 0, &mut bytes), Ok(5));
        assert_eq!(&bytes[..5], b"short");
        let long = vec![b'y'; 200_000];
        assert_eq!(read_all(&long[..], || 0, &mut bytes), Ok(200_000));
        assert_eq!(bytes[..200_000], long);
        let endless = io::repeat(b'z');
        assert_eq!(read_all(endless, || 1 << 40, &mut bytes), Err("a document of more than 32 MB".into()));
        assert!(bytes.len() < 1 << 20, "it was not read");
    }
}
