//! A file of many documents, read piece by piece: each piece holds whole documents, and only one is in memory at a time.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::cut::RowEnd;
use super::decode::{self, Repair};
use super::fields::Fields;
use super::formats::{self, InputFormat, Packing};
use super::shard::{self, Shard};
use super::summary::Message;
use super::table::{self, Header, Table};
use super::transcode::Transcoded;
use super::{cut, plain};

/// How much is read before a piece is cut off.
const PIECE: usize = 1 << 16;

/// No document is longer than this: whatever is, is no news article.
pub const MAX_DOCUMENT: usize = 32 << 20;

/// Why a file is left out that would otherwise be read as articles.
const RESULTS: &str = "left out: it holds extractions, not articles (name its text with --text-field or --text-column to read it)";

/// Why a table cannot be compared.
const TABLE: &str = "a table of extractions, which lacks what claims are compared by; write them with --format jsonl";

/// What all pieces of a file share.
#[derive(Clone, Debug)]
pub struct RowFile {
    /// The path, for ids and messages.
    pub name: String,
    /// How the documents lie in it.
    pub shape: Shape,
    /// The share of the documents that is wanted, with the hash of the path.
    share: Option<(Shard, u64)>,
}

impl RowFile {
    /// True when the document with this number (its line, or place among the values) is wanted.
    pub fn takes(&self, number: u64) -> bool {
        self.share.is_none_or(|(shard, hash)| shard.takes(hash, number))
    }
}

/// How the documents of a file lie in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A JSON document a line.
    Lines,
    /// JSON documents one after the other, or in an array.
    Values,
    /// A document a row.
    Table(Table),
}

/// Whole documents of a file.
#[derive(Debug)]
pub struct Piece {
    /// The file.
    pub file: Arc<RowFile>,
    /// The documents as they stand in it, decoded.
    pub text: String,
    /// The line that `text` begins with, from 1.
    pub line: u64,
    /// How many JSON values of the file come before.
    pub before: u64,
    /// This is all of the file, and it is one value.
    pub sole: bool,
}

/// An open file of many documents.
pub struct Stream {
    reader: Box<dyn Read + Send>,
    file: Arc<RowFile>,
    buffer: Vec<u8>,
    at_end: bool,
    /// Why reading broke off.
    broken: Option<String>,
    started: bool,
    line: u64,
    before: u64,
    repair: Repair,
    told: bool,
    /// Somebody may be waiting for an answer: a line that is there is not kept until more follow.
    live: bool,
}

impl Stream {
    /// Opens `path` and reads its beginning; of its documents those in `shard` are wanted.
    ///
    /// # Errors
    /// With the reason, when it cannot be read or is no text.
    pub fn open(
        path: &Path,
        format: InputFormat,
        packing: Packing,
        shard: Option<Shard>,
        messages: &mut Vec<Message>,
    ) -> Result<Self, String> {
        let file = File::open(path).map_err(|e| plain(&e))?;
        let live = file.metadata().is_ok_and(|meta| !meta.is_file());
        let reader = formats::unpacked(file, packing).map_err(|e| plain(&e))?;
        Self::new(path.display().to_string(), reader, format, shard, live, messages)
    }

    /// Reads the beginning of standard input.
    ///
    /// # Errors
    /// With the reason, when it cannot be read or is no text.
    pub fn stdin(format: InputFormat, shard: Option<Shard>, messages: &mut Vec<Message>) -> Result<Self, String> {
        Self::new("-".into(), Box::new(io::stdin()), format, shard, true, messages)
    }

    fn new(
        name: String,
        reader: Box<dyn Read + Send>,
        format: InputFormat,
        shard: Option<Shard>,
        live: bool,
        messages: &mut Vec<Message>,
    ) -> Result<Self, String> {
        let shape = match format {
            InputFormat::Json => Shape::Values,
            InputFormat::Csv => Shape::Table(Table { separator: b',', ..Table::default() }),
            InputFormat::Tsv => Shape::Table(Table { separator: b'\t', ..Table::default() }),
            InputFormat::JsonLines | InputFormat::Text | InputFormat::Html | InputFormat::Warc => Shape::Lines,
        };
        let mut stream = Stream {
            reader,
            live: live && shape == Shape::Lines,
            file: Arc::new(RowFile { share: shard.map(|shard| (shard, shard::hash(&name))), name, shape }),
            buffer: Vec::new(),
            at_end: false,
            broken: None,
            started: false,
            line: 1,
            before: 0,
            repair: Repair::default(),
            told: false,
        };
        stream.fill(PIECE);
        if let Some(encoding) = decode::utf_16(&stream.buffer) {
            let head = io::Cursor::new(std::mem::take(&mut stream.buffer));
            let rest = std::mem::replace(&mut stream.reader, Box::new(io::empty()));
            stream.reader = Box::new(Transcoded::new(head.chain(rest), encoding));
            stream.at_end = false;
            stream.told = true;
            messages.push(stream.message(format!("not UTF-8, read as {}", encoding.name()), false));
            stream.fill(PIECE);
        } else if stream.buffer.starts_with(b"\xef\xbb\xbf") {
            stream.buffer.drain(..3);
        }
        if memchr::memchr(0, &stream.buffer).is_some() {
            return Err(decode::BINARY.into());
        }
        if stream.buffer.is_empty() {
            match stream.broken.take() {
                Some(reason) => return Err(reason),
                None => messages.push(stream.message("the file is empty".into(), false)),
            }
        }
        Ok(stream)
    }

    fn message(&self, reason: String, failure: bool) -> Message {
        Message { place: self.file.name.clone(), reason, failure }
    }

    /// Reads until the buffer holds `wanted` bytes, or the file ends or breaks off; if somebody waits, only until a line ends.
    fn fill(&mut self, wanted: usize) {
        let mut have = self.buffer.len();
        let ends_here = |live: bool, new: &[u8]| live && memchr::memchr(b'\n', new).is_some();
        if have >= wanted || self.at_end || ends_here(self.live, &self.buffer) {
            return;
        }
        self.buffer.resize(wanted, 0);
        while have < wanted && !self.at_end {
            match self.reader.read(&mut self.buffer[have..]) {
                Ok(0) => self.at_end = true,
                Ok(n) => {
                    have += n;
                    if ends_here(self.live, &self.buffer[have - n..have]) {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.broken = Some(plain(&error));
                    self.at_end = true;
                }
            }
        }
        self.buffer.truncate(have);
    }

    /// The end of the last whole document in the buffer, and how many JSON values end there.
    fn cut(&self) -> (usize, u64) {
        match &self.file.shape {
            Shape::Lines => (cut::lines(&self.buffer), 0),
            Shape::Table(table) => (cut::rows(&self.buffer, table.separator, false), 0),
            Shape::Values => cut::values(&self.buffer),
        }
    }

    /// The next piece; what has to be said about the file is added to `messages`.
    pub fn next(&mut self, fields: &Fields, messages: &mut Vec<Message>) -> Option<Piece> {
        let mut wanted = PIECE;
        if !self.started && !self.header(fields, messages) {
            return None;
        }
        let (end, values) = loop {
            self.fill(wanted);
            if let Some(reason) = self.broken.take() {
                messages.push(self.message(format!("reading broke off: {reason}"), true));
                // Half a document is none.
                self.buffer.truncate(self.cut().0);
            }
            if self.buffer.is_empty() {
                return None;
            }
            let (end, values) = self.cut();
            if self.at_end {
                break (self.buffer.len(), values);
            }
            // Whether a JSON file holds one document only shows at its end.
            let lone = values == 1 && self.before == 0 && self.buffer[end..].iter().all(u8::is_ascii_whitespace);
            if end > 0 && !lone {
                break (end, values);
            }
            if self.buffer.len() > MAX_DOCUMENT {
                if let Some(end) = self.torn_row() {
                    break (end, 0);
                }
                self.too_long(messages)?;
                wanted = PIECE;
            } else {
                wanted = (self.buffer.len() * 2).min(MAX_DOCUMENT + 1);
            }
        };
        let rest = self.buffer.split_off(end);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => self.repair.lines(error.as_bytes()),
        };
        if let Some(note) = self.repair.note().filter(|_| !self.told) {
            self.told = true;
            messages.push(self.message(note, false));
        }
        let sole = self.before == 0 && values == 1 && self.at_end && self.buffer.is_empty();
        let piece = Piece { file: Arc::clone(&self.file), line: self.line, before: self.before, sole, text };
        self.line += memchr::memchr_iter(b'\n', piece.text.as_bytes()).count() as u64;
        self.before += values;
        Some(piece)
    }

    /// The end of the first line, when the buffer is a table that begins with a quotation mark without an end: the worker says
    /// so and leaves out that line alone.
    fn torn_row(&self) -> Option<usize> {
        let Shape::Table(table) = &self.file.shape else { return None };
        match cut::row(&self.buffer, 0, table.separator, true) {
            RowEnd::Torn(end) => Some(end),
            _ => None,
        }
    }

    /// Passes over a document that is too long; nothing when the file cannot be read on.
    fn too_long(&mut self, messages: &mut Vec<Message>) -> Option<()> {
        let place = format!("{}:{}", self.file.name, self.line);
        let reason = format!("a document of more than {} MB", MAX_DOCUMENT >> 20);
        if self.file.shape == Shape::Values {
            let reason = format!("{reason}, probably a bracket that is never closed; the rest of the file is not read");
            messages.push(Message { place, reason, failure: true });
            self.buffer.clear();
            self.at_end = true;
            return None;
        }
        if self.file.takes(self.line) {
            messages.push(Message { place, reason, failure: true });
        }
        loop {
            self.buffer.clear();
            self.fill(PIECE);
            if self.buffer.is_empty() {
                return None;
            }
            if let Some(at) = memchr::memchr(b'\n', &self.buffer) {
                self.buffer.drain(..=at);
                self.line += 1;
                return Some(());
            }
        }
    }

    /// Reads the header line of a table; false when the file cannot be used.
    fn header(&mut self, fields: &Fields, messages: &mut Vec<Message>) -> bool {
        self.started = true;
        let (reason, failure) = match &self.file.shape {
            Shape::Lines if !fields.results && self.holds_results(fields) => (RESULTS.to_string(), false),
            Shape::Table(table) if !self.buffer.is_empty() => match table::header(&self.buffer, table.separator, fields) {
                Header::Articles(table, end, lines) => {
                    self.buffer.drain(..end);
                    self.line += lines;
                    self.file = Arc::new(RowFile { shape: Shape::Table(table), ..(*self.file).clone() });
                    return true;
                }
                Header::Extractions if fields.results => (TABLE.to_string(), true),
                Header::Extractions => (RESULTS.to_string(), false),
                Header::Unusable(reason) => (reason, true),
            },
            _ => return true,
        };
        messages.push(self.message(reason, failure));
        false
    }

    /// True when the lines are records that this program wrote. A filter answers every line, so what it is given is read.
    fn holds_results(&self, fields: &Fields) -> bool {
        let line = self.buffer.split(|b| *b == b'\n').next().unwrap_or_default();
        line.starts_with(b"{\"doc\":")
            && !self.live
            && fields.json_text == Fields::default().json_text
            && memchr::memmem::find(line, b",\"claims\":[").is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], format: InputFormat) -> (Vec<Piece>, Vec<String>) {
        let (mut messages, mut pieces) = (Vec::new(), Vec::new());
        let reader = Box::new(io::Cursor::new(bytes.to_vec()));
        match Stream::new("f".into(), reader, format, None, false, &mut messages) {
            Ok(mut stream) => {
                while let Some(piece) = stream.next(&Fields::default(), &mut messages) {
                    pieces.push(piece);
                }
            }
            Err(reason) => messages.push(Message { place: "f".into(), reason, failure: true }),
        }
        (pieces, messages.iter().map(Message::to_string).collect())
    }

    #[test]
    fn pieces_hold_whole_lines_and_know_their_place() {
        let line = format!("{{\"text\": \"{}\"}}\n", "x".repeat(3000));
        let (pieces, messages) = pieces(line.repeat(100).as_bytes(), InputFormat::JsonLines);
        assert!(pieces.len() > 3 && messages.is_empty());
        assert!(pieces.iter().all(|p| p.text.ends_with("}\n") && p.text.len() <= PIECE));
        let lines: Vec<usize> = pieces.iter().map(|p| p.text.lines().count()).collect();
        assert_eq!(lines.iter().sum::<usize>(), 100);
        assert_eq!(pieces[2].line as usize, 1 + lines[0] + lines[1]);
    }

    #[test]
    fn one_json_document_is_told_from_many() {
        let (one, _) = pieces(b" {\"text\": \"x\"}\n\n", InputFormat::Json);
        assert!(one[0].sole);
        let (many, _) = pieces(b"[{\"text\": \"x\"}, {\"text\": \"y\"}]", InputFormat::Json);
        assert!(!many[0].sole);
        let long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(200_000));
        let (long_one, _) = pieces(long.as_bytes(), InputFormat::Json);
        assert!(long_one.len() == 1 && long_one[0].sole);
        let (long_two, _) = pieces(long.repeat(2).as_bytes(), InputFormat::Json);
        assert_eq!(long_two.iter().map(|p| p.before).collect::<Vec<_>>().len(), long_two.len());
        assert!(long_two.iter().all(|p| !p.sole));
    }

    #[test]
    fn tables_name_their_columns() {
        let (found, _) = pieces("\u{feff}Title;Body;url\nA;\"x\ny\";u\nB;z;v\n".as_bytes(), InputFormat::Csv);
        let Shape::Table(table) = &found[0].file.shape else { panic!("a table") };
        assert_eq!((table.separator, table.text, table.id, table.title, table.date), (b';', 1, Some(2), Some(0), None));
        assert_eq!((found[0].line, found[0].text.as_str()), (2, "A;\"x\ny\";u\nB;z;v\n"));
        let (_, messages) = pieces(b"a,b\n1,2\n", InputFormat::Csv);
        assert_eq!(messages, ["f: no column text, maintext, body, content; the columns are a, b; name the text's with --text-column"]);
    }

    #[test]
    fn encodings_are_told_once() {
        let utf_16: Vec<u8> = "\u{feff}{\"text\": \"Café “so”\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (found, messages) = pieces(&utf_16, InputFormat::JsonLines);
        assert_eq!(found[0].text, "{\"text\": \"Café “so”\"}\n");
        assert_eq!(messages, ["f: not UTF-8, read as UTF-16LE"]);
        let latin = b"{\"text\": \"caf\xe9 au lait, s'il vous pla\xeet\"}\n".repeat(4000);
        let (found, messages) = pieces(&latin, InputFormat::JsonLines);
        assert!(found.len() > 1 && found.iter().all(|p| p.text.starts_with("{\"text\": \"café au lait, s'il vous plaît")));
        assert_eq!(messages, ["f: not UTF-8, read as windows-1252"]);
        assert_eq!(pieces(b"\x00\x01\x02", InputFormat::Csv).1, [format!("f: {}", decode::BINARY)]);
        assert_eq!(pieces(b"", InputFormat::JsonLines).1, ["f: the file is empty"]);
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let mut bytes = b"{\"text\": \"one\"}\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', MAX_DOCUMENT * 2 + PIECE * 2));
        bytes.extend_from_slice(b"\n{\"text\": \"three\"}\n");
        let (found, messages) = pieces(&bytes, InputFormat::JsonLines);
        assert_eq!(found.iter().map(|p| p.text.as_str()).collect::<String>(), "{\"text\": \"one\"}\n{\"text\": \"three\"}\n");
        assert_eq!(found[1].line, 3);
        assert_eq!(messages, ["f:2: a document of more than 32 MB"]);
    }
}
