//! Web archives (WARC 1.0 and 1.1): the pages in them one after the other, each with the address it was fetched from.
//!
//! Of the records those are read that hold a page or plain text: responses, resources and conversions. A record that cannot be
//! read is named with its number, and the next one is looked for, as archives are written over days and often cut off. The
//! date of a record is that of the fetch and not of publication, so it is not used.

mod http;
mod members;

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use encoding_rs::Encoding;

use super::formats::{self, Packing};
use super::stream::MAX_DOCUMENT;
use super::{page, plain};
use http::Fields;

/// A page or a text from an archive.
#[derive(Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its place among the records, from 1.
    pub number: u64,
    /// The address; none when the record has none.
    pub target: Option<String>,
    /// HTML; otherwise plain text.
    pub is_html: bool,
    /// The character set in its Content-Type.
    pub charset: Option<&'static Encoding>,
    /// What was fetched.
    pub body: Vec<u8>,
}

/// A record that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Bad {
    /// Its place among the records, from 1.
    pub number: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads an archive record by record.
pub struct Archive {
    reader: Box<dyn BufRead + Send>,
    number: u64,
    at_end: bool,
    /// The line that begins the next record, when it was found while one was looked for.
    found: Option<Vec<u8>>,
}

/// No line of a header is longer.
const LONGEST_LINE: u64 = 1 << 16;

/// A record is longer than the document in it by its headers.
const LONGEST_RECORD: u64 = MAX_DOCUMENT as u64 + LONGEST_LINE;

const CUT_OFF: &str = "the file ends inside this record, it is cut off";

impl Archive {
    /// Opens `path`.
    ///
    /// # Errors
    /// With the reason, when it cannot be read.
    pub fn open(path: &Path, packing: Packing) -> Result<Self, String> {
        let file = File::open(path).map_err(|e| plain(&e))?;
        match packing {
            // Each record is packed by itself, so that damage in one need not spoil the next.
            Packing::Gzip => {
                let packed = formats::begun(file, &[0x1f, 0x8b], "gzip").map_err(|e| plain(&e))?;
                Ok(Archive::new(Box::new(members::Members::new(packed))))
            }
            _ => formats::unpacked(file, packing).map(Archive::new).map_err(|e| plain(&e)),
        }
    }

    /// Reads `reader`, which is unpacked.
    pub fn new(reader: Box<dyn Read + Send>) -> Self {
        Archive { reader: Box::new(io::BufReader::with_capacity(1 << 16, reader)), number: 0, at_end: false, found: None }
    }

    /// The next page or text, or a record that cannot be read.
    pub fn next(&mut self) -> Option<Result<Fetched, Bad>> {
        while !self.at_end {
            match self.record() {
                Ok(None) => {}
                Ok(Some(fetched)) => return Some(Ok(fetched)),
                Err(reason) => return Some(Err(Bad { number: self.number.max(1), reason })),
            }
        }
        None
    }

    /// One record; nothing when it is of no interest.
    fn record(&mut self) -> Result<Option<Fetched>, String> {
        let mut line = self.found.take().unwrap_or_default();
        while line.trim_ascii().is_empty() {
            line.clear();
            // A checksum that does not fit shows here, behind its record.
            self.line(&mut line).map_err(|reason| {
                self.number += 1;
                format!("this record or the one before it: {reason}")
            })?;
            if self.at_end {
                return Ok(None);
            }
        }
        self.number += 1;
        if !begins_record(&line) {
            return Err(self.seek_record("no WARC record begins here"));
        }
        let mut fields = Fields::default();
        loop {
            line.clear();
            self.line(&mut line)?;
            if self.at_end {
                return Err(CUT_OFF.into());
            }
            if line.trim_ascii().is_empty() {
                break;
            }
            fields.add(&String::from_utf8_lossy(&line));
        }
        let Some(length) = fields.length else {
            return Err(self.seek_record("the record has no Content-Length"));
        };
        let wanted = match fields.kind.as_str() {
            "response" => true,
            "resource" | "conversion" => http::is_html(&fields.content_type).is_some(),
            _ => false,
        };
        if !wanted || length > LONGEST_RECORD {
            let passed = self.copy(length, &mut io::sink())?;
            return match (passed == length, wanted) {
                (false, _) => Err(CUT_OFF.into()),
                (true, true) => Err(format!("a record of more than {} MB", MAX_DOCUMENT >> 20)),
                (true, false) => Ok(None),
            };
        }
        let mut block = Vec::new();
        if self.copy(length, &mut block)? < length {
            return Err(CUT_OFF.into());
        }
        let target = fields.target.take();
        let found = if fields.kind == "response" {
            http::response(&block)?
        } else {
            http::is_html(&fields.content_type).map(|is_html| (is_html, fields.content_type, block))
        };
        Ok(found.map(|(is_html, content_type, body)| {
            let charset = page::charset(content_type.as_bytes());
            Fetched { number: self.number, target, is_html, charset, body }
        }))
    }

    /// Reads a line, or what there is of one that is far too long.
    fn line(&mut self, line: &mut Vec<u8>) -> Result<(), String> {
        match self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', line) {
            Ok(0) => self.at_end = true,
            Ok(_) => {}
            Err(error) => return Err(self.broken(&error)),
        }
        Ok(())
    }

    fn copy(&mut self, length: u64, into: &mut dyn io::Write) -> Result<u64, String> {
        io::copy(&mut self.reader.by_ref().take(length), into)
            .inspect(|copied| self.at_end |= *copied < length)
            .map_err(|error| self.broken(&error))
    }

    /// Behind a damaged member of a packed archive the next one can be read; nothing behind any other place where reading fails.
    fn broken(&mut self, error: &io::Error) -> String {
        if error.kind() == members::DAMAGED {
            return format!("{error}; looked for the next one");
        }
        self.at_end = true;
        format!("reading broke off: {}", plain(error))
    }

    /// Goes to the next line that begins a record.
    fn seek_record(&mut self, reason: &str) -> String {
        let mut line = Vec::new();
        while !self.at_end {
            line.clear();
            if let Err(another) = self.line(&mut line) {
                return format!("{reason}; {another}");
            }
            if begins_record(&line) {
                self.found = Some(line);
                return format!("{reason}; looked for the next one");
            }
        }
        format!("{reason}, nor behind it")
    }
}

fn begins_record(line: &[u8]) -> bool {
    line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: Vec<u8>) -> Vec<Result<Fetched, Bad>> {
        let mut archive = Archive::new(Box::new(io::Cursor::new(bytes)));
        std::iter::from_fn(|| archive.next()).collect()
    }

    fn record(kind: &str, content_type: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/a>\r\nContent-Type: {content_type}\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    #[test]
    fn pages_and_texts_are_taken_and_the_rest_passed_over() {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n<p>Rain fell";
        let moved = "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\nmoved";
        let found = all([
            record("warcinfo", "application/warc-fields", "software: x"),
            record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
            record("response", "application/http; msgtype=response", http),
            record("response", "application/http; msgtype=response", moved),
            record("conversion", "text/plain", "Snow fell."),
            record("resource", "image/png", "x"),
        ]
        .concat()
        .into_bytes());
        let bodies: Vec<(u64, bool, &[u8])> = found.iter().flatten().map(|f| (f.number, f.is_html, f.body.as_slice())).collect();
        assert_eq!(bodies, [(3, true, &b"<p>Rain fell"[..]), (5, false, b"Snow fell.")]);
        let first = found[0].as_ref().expect("a page");
        assert_eq!((first.target.as_deref(), first.charset.map(Encoding::name)), (Some("https://example.org/a"), Some("windows-1252")));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn bad_records_are_numbered_and_the_next_one_found() {
        let good = record("conversion", "text/plain", "Snow fell.");
        let no_length = "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n\r\n";
        let rubbish = "x".repeat(70_000) + "\r\nmore\r\n";
        let cut = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nx";
        let found = all(format!("{good}{rubbish}{good}{no_length}{good}{cut}").into_bytes());
        let told: Vec<Result<u64, (u64, &str)>> =
            found.iter().map(|f| f.as_ref().map(|f| f.number).map_err(|b| (b.number, b.reason.as_str()))).collect();
        assert_eq!(
            told,
            [
                Ok(1),
                Err((2, "no WARC record begins here; looked for the next one")),
                Ok(3),
                Err((4, "the record has no Content-Length; looked for the next one")),
                Ok(5),
                Err((6, CUT_OFF))
            ]
        );
        let told = all(b"no archive at all\n".to_vec());
        assert_eq!(told, [Err(Bad { number: 1, reason: "no WARC record begins here, nor behind it".into() })]);
    }
}
