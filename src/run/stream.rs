//! A file of many documents, read piece by piece: each piece holds whole documents, and only one is in memory at a time.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{CoderResult, Decoder, Encoding};

use super::decode::{self, Repair};
use super::fields::{Fields, Role, table_role};
use super::formats::{self, InputFormat, Packing};
use super::summary::Message;
use super::{cut, plain};

/// How much is read before a piece is cut off.
const PIECE: usize = 1 << 16;

/// No document is longer than this: whatever is, is no news article.
pub const MAX_DOCUMENT: usize = 32 << 20;

/// What all pieces of a file share.
#[derive(Debug)]
pub struct RowFile {
    /// The path, for ids and messages.
    pub name: String,
    /// How the documents lie in it.
    pub shape: Shape,
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

/// The columns of a table that are read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The byte between two cells.
    pub separator: u8,
    /// How many columns the header has.
    pub width: usize,
    /// The text's column.
    pub text: usize,
    /// The id's column.
    pub id: Option<usize>,
    /// The title's column.
    pub title: Option<usize>,
    /// The date's column.
    pub date: Option<usize>,
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
}

impl Stream {
    /// Opens `path` and reads its beginning.
    ///
    /// # Errors
    /// With the reason, when it cannot be read or is no text.
    pub fn open(path: &Path, format: InputFormat, packing: Packing, messages: &mut Vec<Message>) -> Result<Self, String> {
        let file = File::open(path).map_err(|e| plain(&e))?;
        let reader = formats::unpacked(file, packing).map_err(|e| plain(&e))?;
        Self::new(path.display().to_string(), reader, format, messages)
    }

    fn new(name: String, reader: Box<dyn Read + Send>, format: InputFormat, messages: &mut Vec<Message>) -> Result<Self, String> {
        let shape = match format {
            InputFormat::Json => Shape::Values,
            InputFormat::Csv => Shape::Table(Table { separator: b',', ..Table::default() }),
            InputFormat::Tsv => Shape::Table(Table { separator: b'\t', ..Table::default() }),
            InputFormat::JsonLines | InputFormat::Text => Shape::Lines,
        };
        let mut stream = Stream {
            reader,
            file: Arc::new(RowFile { name, shape }),
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

    /// Reads until the buffer holds `wanted` bytes, or the file ends or breaks off.
    fn fill(&mut self, wanted: usize) {
        let mut have = self.buffer.len();
        if have >= wanted || self.at_end {
            return;
        }
        self.buffer.resize(wanted, 0);
        while have < wanted && !self.at_end {
            match self.reader.read(&mut self.buffer[have..]) {
                Ok(0) => self.at_end = true,
                Ok(n) => have += n,
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
                self.too_long(messages)?;
                wanted = PIECE;
            } else {
                wanted = self.buffer.len() * 2;
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

    /// Passes over a document that is too long; nothing when the file cannot be read on.
    fn too_long(&mut self, messages: &mut Vec<Message>) -> Option<()> {
        let place = format!("{}:{}", self.file.name, self.line);
        let reason = format!("a document of more than {} MB", MAX_DOCUMENT >> 20);
        if self.file.shape != Shape::Lines {
            let reason = format!("{reason}, probably a quotation mark or bracket that is never closed; the rest of the file is not read");
            messages.push(Message { place, reason, failure: true });
            self.buffer.clear();
            self.at_end = true;
            return None;
        }
        messages.push(Message { place, reason, failure: true });
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
        let Shape::Table(table) = &self.file.shape else { return true };
        if self.buffer.is_empty() {
            return true;
        }
        let mut table = table.clone();
        if table.separator == b',' {
            table.separator = shown_separator(&self.buffer);
        }
        let end = match cut::rows(&self.buffer, table.separator, true) {
            0 => self.buffer.len(),
            end => end,
        };
        let head: Vec<u8> = self.buffer.drain(..end).collect();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(table.separator).from_reader(head.as_slice());
        let mut names = csv::ByteRecord::new();
        let _ = reader.read_byte_record(&mut names);
        let names: Vec<String> = names.iter().map(|n| String::from_utf8_lossy(n).trim().to_string()).collect();
        table.width = names.len();
        let place = |wanted: fn(Role) -> Option<usize>| {
            let ranked = names.iter().enumerate().filter_map(|(n, name)| Some((wanted(table_role(fields, name)?)?, n)));
            ranked.min().map(|(_, n)| n)
        };
        let text = place(|role| if let Role::Text(rank) = role { Some(rank) } else { None });
        table.id = place(|role| if let Role::Id(rank) = role { Some(rank) } else { None });
        table.title = place(|role| if let Role::Title(rank) = role { Some(rank) } else { None });
        table.date = place(|role| if let Role::Date(rank) = role { Some(rank) } else { None });
        let Some(text) = text else {
            let wanted = fields.table_text.join(", ");
            let reason = format!("no column {wanted}; the columns are {}; name the text's with --text-column", names.join(", "));
            messages.push(self.message(reason, true));
            return false;
        };
        table.text = text;
        self.line += memchr::memchr_iter(b'\n', &head).count() as u64;
        self.file = Arc::new(RowFile { name: self.file.name.clone(), shape: Shape::Table(table) });
        true
    }
}

/// The separator that the header line uses: spreadsheets in much of Europe write semicolons.
fn shown_separator(bytes: &[u8]) -> u8 {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
    let count = |wanted: u8| line.iter().filter(|b| **b == wanted).count();
    match (count(b','), count(b';'), count(b'\t')) {
        (0, semicolons, tabs) if semicolons > 0 && semicolons >= tabs => b';',
        (0, _, tabs) if tabs > 0 => b'\t',
        _ => b',',
    }
}

/// A reader of another encoding as a reader of UTF-8.
struct Transcoded<R> {
    reader: R,
    decoder: Decoder,
    raw: Vec<u8>,
    at_end: bool,
    decoded: Vec<u8>,
    given: usize,
}

impl<R: Read> Transcoded<R> {
    fn new(reader: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Transcoded { reader, decoder, raw: vec![0; PIECE / 2], at_end: false, decoded: Vec::new(), given: 0 }
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() && !self.at_end {
            let got = self.reader.read(&mut self.raw)?;
            self.at_end = got == 0;
            self.given = 0;
            // Three bytes of UTF-8 for two of UTF-16 at most, and a replacement for a cut one.
            self.decoded.resize(got * 3 + 16, 0);
            let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..got], &mut self.decoded, self.at_end);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            self.decoded.truncate(written);
        }
        let count = into.len().min(self.decoded.len() - self.given);
        into[..count].copy_from_slice(&self.decoded[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(bytes: &[u8], format: InputFormat) -> (Vec<Piece>, Vec<String>) {
        let (mut messages, mut pieces) = (Vec::new(), Vec::new());
        let reader = Box::new(io::Cursor::new(bytes.to_vec()));
        match Stream::new("f".into(), reader, format, &mut messages) {
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
