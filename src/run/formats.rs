//! What a file is, told from its name alone: the ending says the format, a second ending the compression.

use std::io::{self, Read};
use std::path::Path;

/// How documents lie in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InputFormat {
    /// One document: the whole file.
    Text,
    /// One JSON document, or an array of them.
    Json,
    /// A JSON document a line.
    JsonLines,
    /// A document a row, cells between commas (or what the header line shows).
    Csv,
    /// A document a row, cells between tabs.
    Tsv,
    /// One document: the main text of a web page.
    Html,
    /// A web archive, a document a record.
    Warc,
}

impl InputFormat {
    /// True when a file is one document.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, InputFormat::Text | InputFormat::Html)
    }

    /// The format that an option's word or an ending names.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "txt" | "md" => InputFormat::Text,
            "json" => InputFormat::Json,
            "jsonl" | "ndjson" => InputFormat::JsonLines,
            "csv" => InputFormat::Csv,
            "tsv" => InputFormat::Tsv,
            "html" | "htm" | "xhtml" => InputFormat::Html,
            "warc" => InputFormat::Warc,
            _ => return None,
        })
    }
}

/// How a file is packed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Packing {
    /// Not at all.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// The packing that the name says.
pub fn packing(path: &Path) -> Packing {
    match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("gz") => Packing::Gzip,
        Some(ending) if ending.eq_ignore_ascii_case("zst") => Packing::Zstd,
        _ => Packing::None,
    }
}

/// The format and packing that the name says; none when its ending is not one of ours.
pub fn told_by_name(path: &Path) -> Option<(InputFormat, Packing)> {
    let packing = packing(path);
    let name = Path::new(path.file_name()?);
    let name = if packing == Packing::None { name } else { Path::new(name.file_stem()?) };
    // A name that begins with its only full stop has no ending.
    let ending = name.extension()?.to_str()?.to_ascii_lowercase();
    let format = InputFormat::named(&ending)?;
    Some((format, packing))
}

/// The bytes inside the packing.
///
/// # Errors
/// When the decompressor cannot be set up.
pub fn unpacked<'a, R: Read + Send + 'a>(reader: R, packing: Packing) -> io::Result<Box<dyn Read + Send + 'a>> {
    Ok(match packing {
        Packing::None => Box::new(reader),
        Packing::Gzip => Box::new(Named(flate2::read::MultiGzDecoder::new(begun(reader, &[0x1f, 0x8b], "gzip")?))),
        Packing::Zstd => Box::new(Named(zstd::stream::read::Decoder::with_buffer(begun(reader, &[], "Zstandard")?)?)),
    })
}

/// The reader, if what it reads begins as packed data does (a Zstandard file may begin in several ways).
///
/// # Errors
/// When it does not, or cannot be read.
pub(super) fn begun<R: Read>(reader: R, start: &[u8], name: &str) -> io::Result<io::BufReader<R>> {
    let mut reader = io::BufReader::with_capacity(1 << 16, reader);
    let head = io::BufRead::fill_buf(&mut reader)?;
    let zstd = head.get(1..4).is_some_and(|b| b == [0xb5, 0x2f, 0xfd] || b == [0x2a, 0x4d, 0x18]);
    let begins = if start.is_empty() { zstd } else { head.starts_with(start) };
    match (begins, head.is_empty()) {
        (true, _) => Ok(reader),
        (false, true) => Err(io::Error::other(format!("the file is empty, no {name} data as its ending says"))),
        (false, false) => Err(io::Error::other(format!("not {name} data, as its ending says"))),
    }
}

/// A decompressor whose errors say that it is the packed data that is at fault.
struct Named<R>(R);

impl<R: Read> Read for Named<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), "the packed data ends too early, the file is cut off"),
            kind => io::Error::new(kind, format!("the packed data is damaged: {error}")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_the_format() {
        let told = |name: &str| told_by_name(Path::new(name));
        assert_eq!(told("a/b.txt"), Some((InputFormat::Text, Packing::None)));
        assert_eq!(told("a.MD.gz"), Some((InputFormat::Text, Packing::Gzip)));
        assert_eq!(told("a.ndjson.zst"), Some((InputFormat::JsonLines, Packing::Zstd)));
        assert_eq!(told("a.json"), Some((InputFormat::Json, Packing::None)));
        assert_eq!(told("a.gz"), None);
        assert_eq!(told("txt"), None);
        assert_eq!(told("a.html"), Some((InputFormat::Html, Packing::None)));
        assert_eq!(told("a.warc.gz"), Some((InputFormat::Warc, Packing::Gzip)));
        assert_eq!(told("a.pdf"), None);
    }
}
