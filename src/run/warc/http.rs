//! The answer of a web server as an archive keeps it: header, body, and what the body was wrapped in for the way.

use std::io::Read;

use super::super::stream::MAX_DOCUMENT;

/// The header fields of a record or of an answer that matter here.
#[derive(Default)]
pub struct Fields {
    /// The type of the record, in small letters.
    pub kind: String,
    /// The address.
    pub target: Option<String>,
    /// How many bytes follow.
    pub length: Option<u64>,
    /// The Content-Type, in small letters.
    pub content_type: String,
    transfer: String,
    coding: String,
}

impl Fields {
    /// Adds a line of a header.
    pub fn add(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => {
                let bare = value.trim_start_matches('<').trim_end_matches('>');
                self.target = Some(bare.to_string()).filter(|t| !t.is_empty());
            }
            "content-length" => self.length = value.parse().ok(),
            "content-type" => self.content_type = value.to_ascii_lowercase(),
            "transfer-encoding" => self.transfer = value.to_ascii_lowercase(),
            "content-encoding" => self.coding = value.to_ascii_lowercase(),
            _ => {}
        }
    }
}

/// True for HTML, false for plain text, nothing for what is neither.
pub fn is_html(content_type: &str) -> Option<bool> {
    match content_type.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" => Some(true),
        "text/plain" => Some(false),
        _ => None,
    }
}

/// An answer that was a page or a text: whether it is HTML, its Content-Type and its body. Nothing for redirections, errors,
/// pictures and the like.
///
/// # Errors
/// With the reason, when the answer cannot be read.
pub fn response(block: &[u8]) -> Result<Option<(bool, String, Vec<u8>)>, String> {
    let end = [&b"\r\n\r\n"[..], b"\n\n"]
        .into_iter()
        .filter_map(|gap| memchr::memmem::find(block, gap).map(|at| at + gap.len()))
        .min()
        .ok_or("the answer in it has no end of its header")?;
    let head = String::from_utf8_lossy(&block[..end]);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_whitespace().nth(1)).unwrap_or("");
    let mut fields = Fields::default();
    lines.for_each(|line| fields.add(line));
    let known = is_html(&fields.content_type);
    if !status.starts_with('2') || (known.is_none() && !fields.content_type.is_empty()) {
        return Ok(None);
    }
    let mut body = block[end..].to_vec();
    // Archives differ in whether they keep the answer as it came or as it was meant, whatever its header says.
    if fields.transfer.contains("chunked") {
        body = unchunked(&body).unwrap_or(body);
    }
    body = match fields.coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => inflated(flate2::read::MultiGzDecoder::new(body.as_slice()))?,
        "deflate" if body.first().is_some_and(|b| b & 0x0f == 8) => inflated(flate2::read::ZlibDecoder::new(body.as_slice()))?,
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            inflated(zstd::stream::read::Decoder::with_buffer(body.as_slice()).map_err(|e| e.to_string())?)?
        }
        "br" if std::str::from_utf8(&body).is_err() => return Err("the page in it is packed with br (Brotli), which is not read".into()),
        _ => body,
    };
    Ok(known.or_else(|| looks_like_html(&body).then_some(true)).map(|is_html| (is_html, fields.content_type, body)))
}

/// True when a body that nobody gave a type begins as pages do.
fn looks_like_html(body: &[u8]) -> bool {
    let head = body[..body.len().min(512)].trim_ascii_start().to_ascii_lowercase();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html")
}

fn inflated(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    let most = MAX_DOCUMENT as u64;
    match reader.take(most + 1).read_to_end(&mut body) {
        Err(error) => Err(format!("the page in it cannot be unpacked: {error}")),
        Ok(length) if length as u64 > most => Err(format!("a page of more than {} MB", MAX_DOCUMENT >> 20)),
        Ok(_) => Ok(body),
    }
}

/// A body that was sent in chunks; nothing when it was not.
fn unchunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut at, mut body) = (0, Vec::with_capacity(bytes.len()));
    loop {
        let line = bytes.get(at..)?;
        let end = memchr::memchr(b'\n', line)?;
        let size = std::str::from_utf8(&line[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        at += end + 1;
        if size == 0 {
            return Some(body);
        }
        let Some(chunk) = bytes.get(at..at.checked_add(size)?) else {
            // The last chunk was cut off.
            body.extend_from_slice(&bytes[at..]);
            return Some(body);
        };
        body.extend_from_slice(chunk);
        at += size;
        at += bytes.get(at..)?.iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn body(header: &str, body: &[u8]) -> Result<Option<String>, String> {
        let block = [format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n").as_bytes(), body].concat();
        response(&block).map(|found| found.map(|(_, _, body)| String::from_utf8_lossy(&body).into_owned()))
    }

    #[test]
    fn bodies_come_as_they_were_meant() {
        let page = b"<p>Rain fell";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(page).expect("packed");
        let gzip = gzip.finish().expect("packed");
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(page).expect("packed");
        let zlib = zlib.finish().expect("packed");
        let chunked = b"5\r\n<p>Ra\r\n7;x=1\r\nin fell\r\n0\r\n\r\n";
        let both = [format!("{:x}\r\n", gzip.len()).as_bytes(), &gzip, b"\r\n0\r\n\r\n"].concat();
        let rain = Ok(Some("<p>Rain fell".to_string()));
        let html = "Content-Type: text/html";
        assert_eq!(body(&format!("{html}\r\nTransfer-Encoding: chunked"), chunked), rain);
        assert_eq!(body(&format!("{html}\r\nTransfer-Encoding: chunked"), page), rain, "unwrapped by the archive");
        assert_eq!(body(&format!("{html}\r\nContent-Encoding: gzip"), &gzip), rain);
        assert_eq!(body(&format!("{html}\r\nContent-Encoding: gzip"), page), rain, "unpacked by the archive");
        assert_eq!(body(&format!("{html}\r\nContent-Encoding: deflate"), &zlib), rain);
        assert_eq!(body(&format!("{html}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"), &both), rain);
        assert!(body(&format!("{html}\r\nContent-Encoding: gzip"), &gzip[..20]).is_err(), "cut off");
        assert!(body(&format!("{html}\r\nContent-Encoding: br"), b"\xff\xfe").is_err());
        assert_eq!(
            body(&format!("{html}\r\nTransfer-Encoding: chunked"), b"ffffffffffffffff\r\nx"),
            Ok(Some("ffffffffffffffff\r\nx".into()))
        );
    }

    #[test]
    fn only_pages_and_texts_are_of_interest() {
        assert_eq!(body("Content-Type: image/png", b"x"), Ok(None));
        assert_eq!(body("Server: x", b" <!DOCTYPE html><p>x"), Ok(Some(" <!DOCTYPE html><p>x".into())));
        assert_eq!(body("Server: x", b"GIF89a"), Ok(None));
        assert!(response(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}
