//! From bytes to text: byte order mark, UTF-8, else detection; and what has to be said about it.
//!
//! Text that is not UTF-8 is never changed in silence: whatever is not plain UTF-8 comes with a note that names what was read
//! or replaced. Bytes that are no text at all are an error.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are not a text.
pub const BINARY: &str = "binary file (it holds NUL bytes), not text";

/// A text and what has to be said about its encoding.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// What to tell the user.
    pub note: Option<String>,
}

/// Decodes a whole file.
///
/// # Errors
/// With the reason, when the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    if let Some(encoding) = utf_16(bytes) {
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        let note = if broken { "; broken pieces replaced by U+FFFD" } else { "" };
        return Ok(Decoded { text, note: Some(format!("not UTF-8, read as {}{note}", encoding.name())) });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if memchr::memchr(0, bytes).is_some() {
        return Err(BINARY);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), note: None });
    }
    let mut repair = Repair::default();
    let text = repair.whole(bytes);
    Ok(Decoded { note: repair.note(), text: Cow::Owned(text) })
}

/// Decodes a whole page, whose author says that it is in `declared`; sound UTF-8 with letters beyond ASCII is not doubted, for
/// it does not come about by chance.
///
/// # Errors
/// With the reason, when the bytes are no text.
pub fn decode_declared<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Result<Decoded<'b>, &'static str> {
    match declared {
        Some(encoding) if encoding != UTF_8 && utf_16(bytes).is_none() && std::str::from_utf8(bytes).is_err() => {
            if memchr::memchr(0, bytes).is_some() {
                return Err(BINARY);
            }
            let (text, broken) = encoding.decode_without_bom_handling(bytes);
            let note = if broken { "; broken pieces replaced by U+FFFD" } else { "" };
            Ok(Decoded { text, note: Some(format!("not UTF-8, read as {}, as it says{note}", encoding.name())) })
        }
        _ => decode(bytes),
    }
}

/// UTF-16 by its byte order mark, or by the zero bytes that plain letters have in it.
pub fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(256) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // English in UTF-16 has a zero byte beside nearly every letter, always on the same side.
    let most = head.len() / 2 * 3 / 4;
    if head.len() < 8 {
        None
    } else if even == 0 && odd > most {
        Some(UTF_16LE)
    } else if odd == 0 && even > most {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Reads what is not UTF-8 in one file: detects once, keeps to it, and knows what to tell the user.
#[derive(Debug, Default)]
pub struct Repair {
    detected: Option<&'static Encoding>,
    replaced: usize,
}

impl Repair {
    /// Decodes bytes that are not UTF-8 as a whole.
    fn whole(&mut self, bytes: &[u8]) -> String {
        let (mut good, mut bad) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        // Sequences of UTF-8 do not come about by chance: where most are sound, the file is UTF-8 with damage.
        if good > 4 * bad {
            self.replaced += bad;
            return String::from_utf8_lossy(bytes).into_owned();
        }
        let encoding = self.detect(bytes);
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// Decodes a piece of a larger file, line by line: a line that is UTF-8 stays as it is.
    pub fn lines(&mut self, bytes: &[u8]) -> String {
        if self.detected.is_none() {
            let strange: Vec<u8> =
                bytes.split_inclusive(|b| *b == b'\n').filter(|line| std::str::from_utf8(line).is_err()).flatten().copied().collect();
            let before = self.replaced;
            if !strange.is_empty() {
                self.whole(&strange);
            }
            if self.replaced > before {
                return String::from_utf8_lossy(bytes).into_owned();
            }
        }
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            match std::str::from_utf8(line) {
                Ok(line) => text.push_str(line),
                Err(_) => text.push_str(&self.detect(line).decode_without_bom_handling(line).0),
            }
        }
        text
    }

    fn detect(&mut self, bytes: &[u8]) -> &'static Encoding {
        self.detected.get_or_insert_with(|| {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let guess = detector.guess(None, Utf8Detection::Deny);
            if guess == UTF_8 { encoding_rs::WINDOWS_1252 } else { guess }
        })
    }

    /// What to tell the user of the file.
    pub fn note(&self) -> Option<String> {
        match (self.detected, self.replaced) {
            (Some(encoding), _) => Some(format!("not UTF-8, read as {}", encoding.name())),
            (None, 0) => None,
            (None, 1) => Some("damaged UTF-8, 1 broken piece replaced by U+FFFD".into()),
            (None, n) => Some(format!("damaged UTF-8, {n} broken pieces replaced by U+FFFD")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes).expect("a text");
        (decoded.text.into_owned(), decoded.note)
    }

    #[test]
    fn utf_8_and_marks() {
        assert_eq!(text(b"\xef\xbb\xbfOne"), ("One".into(), None));
        assert_eq!(text("Zagr\u{ad}eb\r\n’s".as_bytes()), ("Zagr\u{ad}eb\r\n’s".into(), None));
        assert_eq!(text(b""), (String::new(), None));
    }

    #[test]
    fn utf_16_with_and_without_mark() {
        let little: Vec<u8> = "\u{feff}Café".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&little), ("Café".into(), Some("not UTF-8, read as UTF-16LE".into())));
        let big: Vec<u8> = "The minister said 12 people".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&big).0, "The minister said 12 people");
    }

    #[test]
    fn old_encodings_are_detected() {
        let (decoded, note) = text(b"The caf\xe9 in Malm\xf6 \x93reopened\x94, the mayor\x92s office said.");
        assert_eq!(decoded, "The café in Malmö “reopened”, the mayor’s office said.");
        assert_eq!(note.as_deref(), Some("not UTF-8, read as windows-1252"));
    }

    #[test]
    fn damage_in_utf_8_is_replaced_and_told() {
        let mut bytes = "“One” — “two” — “three” — café".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let (decoded, note) = text(&bytes);
        assert!(decoded.starts_with("“One” — “two”") && decoded.ends_with("caf\u{fffd}"));
        assert_eq!(note.as_deref(), Some("damaged UTF-8, 1 broken piece replaced by U+FFFD"));
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"PK\x03\x04\0\0\x08text").unwrap_err(), BINARY);
    }

    #[test]
    fn lines_of_two_encodings() {
        let mut repair = Repair::default();
        assert_eq!(repair.lines("naïve\nplain\n".as_bytes()), "naïve\nplain\n");
        assert_eq!(repair.note(), None);
        assert_eq!(repair.lines(b"\xc3\xa9t\xc3\xa9\nla caf\xe9 est ferm\xe9e\nplain\n"), "été\nla café est fermée\nplain\n");
        assert_eq!(repair.note().as_deref(), Some("not UTF-8, read as windows-1252"));
    }
}
