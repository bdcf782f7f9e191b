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

/// The format and packing that the name says; none when its ending is not one of ours.
pub fn told_by_name(path: &Path) -> Option<(InputFormat, Packing)> {
    let name = path.file_name()?.to_str().map(str::to_ascii_lowercase)?;
    let (name, packing) = match name.rsplit_once('.') {
        Some((rest, "gz")) => (rest, Packing::Gzip),
        Some((rest, "zst")) => (rest, Packing::Zstd),
        _ => (name.as_str(), Packing::None),
    };
    let format = match name.rsplit_once('.')?.1 {
        "txt" | "md" => InputFormat::Text,
        "json" => InputFormat::Json,
        "jsonl" | "ndjson" => InputFormat::JsonLines,
        "csv" => InputFormat::Csv,
        "tsv" => InputFormat::Tsv,
        _ => return None,
    };
    Some((format, packing))
}

/// The bytes inside the packing.
///
/// # Errors
/// When the decompressor cannot be set up.
pub fn unpacked<'a, R: Read + Send + 'a>(reader: R, packing: Packing) -> io::Result<Box<dyn Read + Send + 'a>> {
    Ok(match packing {
        Packing::None => Box::new(reader),
        Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, reader))),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::new(reader)?),
    })
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
        assert_eq!(told("a.html"), None);
    }
}
