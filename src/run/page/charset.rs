//! The character set that a page says it is in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memmem};

/// How far into a page its character set is looked for; browsers look at 1,024 bytes.
const HEAD: usize = 4096;

/// The character set that a page declares near its beginning.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memmem::find(rest, b"<meta") {
        let end = memchr(b'>', &rest[at..]).map_or(rest.len(), |n| at + n);
        if let Some(found) = charset(&rest[at..end]) {
            // Whoever can read these letters one byte each sees that it is not so; the standard takes it for UTF-8.
            return Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found });
        }
        rest = &rest[end..];
    }
    None
}

/// The character set behind "charset=", in a meta element or a Content-Type header.
pub fn charset(text: &[u8]) -> Option<&'static Encoding> {
    let text = text.to_ascii_lowercase();
    let at = memmem::find(&text, b"charset")? + "charset".len();
    let value = text[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let label = value.split(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b))).next()?;
    Encoding::for_label_no_replacement(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_sets_are_declared_in_many_ways() {
        for html in [
            "<html><head><META CHARSET='windows-1252'>",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\">",
            "<meta name=x content=y><meta charset = latin1 >",
        ] {
            assert_eq!(declared(html.as_bytes()).map(Encoding::name), Some("windows-1252"), "{html}");
        }
        assert_eq!(declared(b"<p>charset=utf-8</p>"), None);
        assert_eq!(declared(b"<meta charset=utf-16>").map(Encoding::name), Some("UTF-8"));
        assert_eq!(charset(b"text/html;charset=UTF-8").map(Encoding::name), Some("UTF-8"));
        assert_eq!(charset(b"text/html"), None);
        assert_eq!(charset(b"text/html; charset=no-such-set"), None);
    }
}
