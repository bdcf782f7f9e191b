//! One pass from bytes to tokens.
//!
//! Word boundaries are those of Unicode Standard Annex 29: ASCII and the usual typographic marks are cut by a byte table, any
//! other stretch between white space by `unicode-segmentation`, and a property test holds both to the same boundaries. On top
//! of the annex, contracted endings ('s, 're, 'll …) are split off, so that "Korea's" is the name and its mark, a colon
//! always parts words, and a missing space after a full stop ("dead.The") does not join two words.

use unicode_segmentation::UnicodeSegmentation;

use super::{Flags, Tag, Token, TokenKind, WordId};

/// Lower case, straight apostrophes, no soft hyphens: the form in which words are compared.
pub fn fold(text: &str) -> String {
    text.chars().filter(|&c| c != '\u{ad}').map(|c| if c == '’' || c == '‘' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

const SEED: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

#[inline]
fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(PRIME)
}

/// FNV-1a over the folded text.
pub fn fold_hash(text: &str) -> u32 {
    if text.is_ascii() {
        return text.bytes().fold(SEED, |h, b| step(h, b.to_ascii_lowercase()));
    }
    let mut buffer = [0; 4];
    let mut hash = SEED;
    for c in text.chars().filter(|&c| c != '\u{ad}') {
        let c = if c == '’' || c == '‘' { '\'' } else { c };
        for lower in c.to_lowercase() {
            hash = lower.encode_utf8(&mut buffer).bytes().fold(hash, step);
        }
    }
    hash
}

/// What a byte means to the fast path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Space,
    Line,
    Lower,
    Upper,
    Digit,
    Underscore,
    Mark,
    High,
}

const CLASS: [Byte; 256] = {
    let mut table = [Byte::Mark; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'\n' | b'\r' => Byte::Line,
            b' ' | b'\t' | 0x0b | 0x0c => Byte::Space,
            b'a'..=b'z' => Byte::Lower,
            b'A'..=b'Z' => Byte::Upper,
            b'0'..=b'9' => Byte::Digit,
            b'_' => Byte::Underscore,
            0x80.. => Byte::High,
            _ => Byte::Mark,
        };
        i += 1;
    }
    table
};

/// Appends the tokens of `text` to `tokens`. Word numbers and tags are left for later stages.
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    Tokenizer { text, bytes: text.as_bytes(), tokens, pending: Flags::NONE }.run();
}

struct Tokenizer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: &'a mut Vec<Token>,
    /// White space seen since the last token.
    pending: Flags,
}

impl Tokenizer<'_> {
    fn run(mut self) {
        let mut at = 0;
        // Where the stretch without white space began, and how many tokens there were: the slow path starts again from there.
        let (mut stretch, mut stretch_tokens, mut stretch_pending) = (0, self.tokens.len(), Flags::SPACE);
        self.pending = Flags::SPACE | Flags::LINE | Flags::BLANK;
        stretch_pending |= self.pending;
        while at < self.bytes.len() {
            match CLASS[self.bytes[at] as usize] {
                Byte::Space => {
                    self.pending |= Flags::SPACE;
                    at += 1;
                    (stretch, stretch_tokens, stretch_pending) = (at, self.tokens.len(), self.pending);
                }
                Byte::Line => {
                    at = self.line_break(at);
                    (stretch, stretch_tokens, stretch_pending) = (at, self.tokens.len(), self.pending);
                }
                Byte::Lower | Byte::Upper | Byte::Digit | Byte::Underscore => match self.word(at) {
                    Some(end) => at = end,
                    None => at = self.slow(stretch, stretch_tokens, stretch_pending),
                },
                Byte::Mark => at = self.mark(at),
                Byte::High => match self.high(at) {
                    Some((end, space)) => {
                        at = end;
                        if space {
                            (stretch, stretch_tokens, stretch_pending) = (at, self.tokens.len(), self.pending);
                        }
                    }
                    None => at = self.slow(stretch, stretch_tokens, stretch_pending),
                },
            }
        }
    }

    fn line_break(&mut self, at: usize) -> usize {
        let end = if self.bytes[at] == b'\r' && self.bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 };
        if self.pending.has(Flags::LINE) {
            self.pending |= Flags::BLANK;
        }
        self.pending |= Flags::SPACE | Flags::LINE;
        end
    }

    fn push(&mut self, start: usize, end: usize, hash: u32, flags: Flags, kind: TokenKind) {
        let flags = flags | self.pending;
        self.pending = Flags::NONE;
        self.tokens.push(Token { start: start as u32, end: end as u32, hash, word: WordId::UNKNOWN, flags, kind, tag: Tag::Mark });
    }

    /// A word or number that begins at `at`; none when a character that the table does not know belongs to it.
    fn word(&mut self, at: usize) -> Option<usize> {
        let bytes = self.bytes;
        let (mut hash, mut end) = (SEED, at);
        let (mut upper, mut lower, mut digit, mut mixed) = (0u32, 0u32, false, false);
        // The clitic that the word may end in: where its apostrophe stands, and the hash before it.
        let mut apostrophe: Option<(usize, u32, usize)> = None;
        let mut non_ascii = false;
        while end < bytes.len() {
            let b = bytes[end];
            match CLASS[b as usize] {
                Byte::Lower => lower += 1,
                Byte::Upper => {
                    mixed |= lower > 0;
                    upper += 1;
                }
                Byte::Digit => digit = true,
                Byte::Underscore => {}
                Byte::Mark => {
                    let (Some(&before), Some(&after)) = (bytes.get(end.wrapping_sub(1)), bytes.get(end + 1)) else { break };
                    if end == at {
                        break;
                    }
                    let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
                    let digits = before.is_ascii_digit() && after.is_ascii_digit();
                    let joins = match b {
                        b'.' => digits || (letters && !missing_space(bytes, at, end)),
                        b'\'' => letters || digits,
                        b',' | b';' => digits,
                        _ => false,
                    };
                    if !joins {
                        // A character above ASCII after the mark may join where a letter would: let the full algorithm decide.
                        if matches!(b, b'.' | b'\'' | b',' | b';') && after >= 0x80 && !known_high(&bytes[end + 1..]) {
                            return None;
                        }
                        break;
                    }
                    if b == b'\'' && letters {
                        apostrophe = Some((end, hash, 1));
                    }
                }
                Byte::High => {
                    let right_quote = bytes[end..].starts_with("’".as_bytes()) || bytes[end..].starts_with("‘".as_bytes());
                    if !right_quote {
                        if known_high(&bytes[end..]) {
                            break;
                        }
                        return None;
                    }
                    let after = bytes.get(end + 3).copied().unwrap_or(b' ');
                    let before = bytes[end - 1];
                    if after >= 0x80 && !known_high(&bytes[end + 3..]) {
                        return None;
                    }
                    let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
                    if !(letters || before.is_ascii_digit() && after.is_ascii_digit()) {
                        break;
                    }
                    if letters {
                        apostrophe = Some((end, hash, 3));
                    }
                    non_ascii = true;
                    hash = step(hash, b'\'');
                    end += 3;
                    continue;
                }
                Byte::Space | Byte::Line => break,
            }
            hash = step(hash, b.to_ascii_lowercase());
            end += 1;
        }
        let first = bytes[at];
        let mut flags = Flags::NONE;
        if first.is_ascii_uppercase() {
            flags |= Flags::CAPITAL;
        }
        if digit {
            flags |= Flags::DIGIT;
        }
        let kind = if upper + lower == 0 && !digit {
            TokenKind::Other // underscores alone
        } else if first.is_ascii_digit() {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        if let Some((mark, before, width)) = apostrophe.filter(|&(mark, _, width)| is_clitic(&bytes[mark + width..end])) {
            let tail = (end - mark - width) as u32;
            let body_upper = upper - bytes[mark + width..end].iter().filter(|b| b.is_ascii_uppercase()).count() as u32;
            let body_lower = lower - (tail - (upper - body_upper));
            self.push(at, mark, before, flags | shape(body_upper, body_lower, mixed), kind);
            let clitic = bytes[mark + width..end].iter().fold(step(SEED, b'\''), |h, b| step(h, b.to_ascii_lowercase()));
            self.push(mark, end, clitic, Flags::NONE, TokenKind::Clitic);
        } else {
            if non_ascii {
                flags |= Flags::NON_ASCII;
            }
            self.push(at, end, hash, flags | shape(upper, lower, mixed), kind);
        }
        Some(end)
    }

    fn mark(&mut self, at: usize) -> usize {
        let b = self.bytes[at];
        let run = || self.bytes[at..].iter().take_while(|&&x| x == b).count();
        let (kind, len) = match b {
            b'.' => match run() {
                1 => (TokenKind::Period, 1),
                n => (TokenKind::Ellipsis, n),
            },
            b',' => (TokenKind::Comma, 1),
            b':' => (TokenKind::Colon, 1),
            b';' => (TokenKind::Semicolon, 1),
            b'?' => (TokenKind::Question, 1),
            b'!' => (TokenKind::Exclamation, 1),
            b'-' => match run() {
                1 => (TokenKind::Hyphen, 1),
                n => (TokenKind::Dash, n),
            },
            b'(' | b'[' | b'{' => (TokenKind::Open, 1),
            b')' | b']' | b'}' => (TokenKind::Close, 1),
            b'"' => (TokenKind::Quote, 1),
            b'\'' | b'`' if self.bytes.get(at + 1) == Some(&b) => (TokenKind::Quote, 2),
            b'\'' | b'`' => (TokenKind::Apostrophe, 1),
            b'$' => (TokenKind::Currency, 1),
            b'%' => (TokenKind::Percent, 1),
            b'/' => (TokenKind::Slash, 1),
            b'&' => (TokenKind::Ampersand, 1),
            _ => (TokenKind::Other, 1),
        };
        let hash = self.bytes[at..at + len].iter().fold(SEED, |h, &x| step(h, x));
        self.push(at, at + len, hash, Flags::NONE, kind);
        at + len
    }

    /// A known mark or space above ASCII: its end, and whether it was space. None when the full algorithm must decide.
    fn high(&mut self, at: usize) -> Option<(usize, bool)> {
        let rest = &self.bytes[at..];
        let (kind, flags, len) = match rest {
            [0xc2, 0xa0, ..] => {
                self.pending |= Flags::SPACE;
                return Some((at + 2, true));
            }
            [0xc2, 0xa3 | 0xa5, ..] => (TokenKind::Currency, Flags::NONE, 2),
            [0xc2, 0xab, ..] => (TokenKind::Quote, Flags::OPENS, 2),
            [0xc2, 0xbb, ..] => (TokenKind::Quote, Flags::CLOSES, 2),
            [0xe2, 0x80, 0x90 | 0x91, ..] => (TokenKind::Hyphen, Flags::NONE, 3),
            [0xe2, 0x80, 0x92..=0x95, ..] => (TokenKind::Dash, Flags::NONE, 3),
            [0xe2, 0x80, 0x98, ..] => (TokenKind::Apostrophe, Flags::OPENS, 3),
            [0xe2, 0x80, 0x99, ..] => (TokenKind::Apostrophe, Flags::CLOSES, 3),
            [0xe2, 0x80, 0x9c | 0x9e, ..] => (TokenKind::Quote, Flags::OPENS, 3),
            [0xe2, 0x80, 0x9d, ..] => (TokenKind::Quote, Flags::CLOSES, 3),
            [0xe2, 0x80, 0xa6, ..] => (TokenKind::Ellipsis, Flags::NONE, 3),
            [0xe2, 0x82, 0xac | 0xb9, ..] => (TokenKind::Currency, Flags::NONE, 3),
            _ => return None,
        };
        if rest.get(len).is_some_and(|&b| b >= 0x80) && !known_high(&rest[len..]) {
            return None; // a combining mark may belong to it
        }
        self.push(at, at + len, fold_hash(&self.text[at..at + len]), flags | Flags::NON_ASCII, kind);
        Some((at + len, false))
    }

    /// Cuts the stretch from `from` to the next ASCII white space with the full algorithm, and returns its end.
    fn slow(&mut self, from: usize, keep: usize, pending: Flags) -> usize {
        self.tokens.truncate(keep);
        self.pending = pending;
        let end = self.bytes[from..]
            .iter()
            .position(|b| matches!(CLASS[*b as usize], Byte::Space | Byte::Line))
            .map_or(self.bytes.len(), |n| from + n);
        let mut marks = from;
        for (offset, piece) in self.text[from..end].split_word_bound_indices() {
            let start = from + offset;
            if start < marks {
                continue; // swallowed by a run of equal marks
            }
            let Some(first) = piece.chars().find(|c| *c != '\u{ad}') else { continue };
            if piece.chars().all(char::is_whitespace) {
                self.pending |= Flags::SPACE;
            } else if piece.chars().any(char::is_alphanumeric) {
                self.slow_words(start, piece, first);
            } else if piece.len() == 1 && piece.is_ascii() {
                marks = self.mark(start);
            } else if self.high_in_slow(start, piece) {
            } else {
                self.push(start, start + piece.len(), fold_hash(piece), Flags::NON_ASCII, TokenKind::Other);
            }
        }
        end
    }

    /// The annex joins letters over a colon (a Swedish habit); in English a colon parts a speaker from the words.
    fn slow_words(&mut self, start: usize, piece: &str, first: char) {
        let Some(colon) = piece.find(':') else { return self.slow_word(start, piece, first) };
        if colon > 0 {
            self.slow_word(start, &piece[..colon], first);
        }
        self.mark(start + colon);
        let rest = &piece[colon + 1..];
        if let Some(first) = rest.chars().find(|c| *c != '\u{ad}') {
            self.slow_words(start + colon + 1, rest, first);
        }
    }

    fn high_in_slow(&mut self, start: usize, piece: &str) -> bool {
        if !known_high(piece.as_bytes()) || piece.chars().count() != 1 {
            let currency = piece.chars().count() == 1 && piece.chars().all(|c| ('\u{20a0}'..='\u{20cf}').contains(&c));
            if currency {
                self.push(start, start + piece.len(), fold_hash(piece), Flags::NON_ASCII, TokenKind::Currency);
            }
            return currency;
        }
        let bytes = self.bytes;
        // Alone, so no combining mark can follow: the piece would have held it.
        let end = start + piece.len();
        let cut = Tokenizer { text: &self.text[..end], bytes: &bytes[..end], tokens: &mut *self.tokens, pending: self.pending }.high(start);
        self.pending = if cut.is_some_and(|(_, space)| space) { Flags::SPACE } else { Flags::NONE };
        cut.is_some()
    }

    fn slow_word(&mut self, start: usize, piece: &str, first: char) {
        let mut flags = Flags::NON_ASCII;
        if first.is_uppercase() {
            flags |= Flags::CAPITAL;
        }
        let (mut upper, mut lower, mut mixed) = (0, 0, false);
        for c in piece.chars() {
            if c.is_uppercase() {
                mixed |= lower > 0;
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            } else if c.is_numeric() {
                flags |= Flags::DIGIT;
            }
        }
        let kind = if first.is_numeric() { TokenKind::Number } else { TokenKind::Word };
        let clitic = piece.rfind(['\'', '’']).filter(|&n| n > 0 && is_clitic(piece[n..].trim_start_matches(['\'', '’']).as_bytes()));
        match clitic {
            Some(n) => {
                self.push(start, start + n, fold_hash(&piece[..n]), flags | shape(upper, lower, mixed), kind);
                self.push(start + n, start + piece.len(), fold_hash(&piece[n..]), Flags::NONE, TokenKind::Clitic);
            }
            None => self.push(start, start + piece.len(), fold_hash(piece), flags | shape(upper, lower, mixed), kind),
        }
    }
}

fn shape(upper: u32, lower: u32, mixed: bool) -> Flags {
    let mut flags = Flags::NONE;
    if upper >= 2 && lower == 0 {
        flags |= Flags::UPPER;
    }
    if mixed {
        flags |= Flags::MIXED;
    }
    flags
}

/// The ending after an apostrophe that is a word of its own.
fn is_clitic(tail: &[u8]) -> bool {
    matches!(tail, b"s" | b"S" | b"re" | b"RE" | b"ve" | b"VE" | b"ll" | b"LL" | b"d" | b"D" | b"m" | b"M")
}

/// "dead.The": a full stop whose space was lost, not the dot of "U.S" or "example.com".
fn missing_space(bytes: &[u8], word: usize, dot: usize) -> bool {
    let before = &bytes[word..dot];
    let long = before.len() >= 3 && before[before.len() - 2..].iter().all(u8::is_ascii_lowercase);
    long && bytes[dot + 1].is_ascii_uppercase() && bytes.get(dot + 2).is_none_or(|b| b.is_ascii_lowercase() || b.is_ascii_whitespace())
}

/// True when the bytes begin with a mark that `Tokenizer::high` knows: it never joins what stands before it, apostrophes aside.
fn known_high(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xc2, 0xa0 | 0xa3 | 0xa5 | 0xab | 0xbb, ..] | [0xe2, 0x80, 0x90..=0x95 | 0x98 | 0x99 | 0x9c..=0x9e | 0xa6, ..] | [0xe2, 0x82, 0xac | 0xb9, ..]
    )
}
