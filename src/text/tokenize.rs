//! One pass from bytes to tokens.
//!
//! Word boundaries are those of Unicode Standard Annex 29: ASCII and the usual typographic marks are cut by a byte table, any
//! other stretch between white space by `unicode-segmentation`, and a property test holds both to the same boundaries. On top
//! of the annex, contracted endings ('s, 're, 'll …) are split off, so that "Korea's" is the name and its mark, a colon
//! always parts words, and a missing space after a full stop ("dead.The") does not join two words.

use unicode_segmentation::UnicodeSegmentation;

use super::bytes::{DIGIT, HIGH, LINE, LOWER, MARK, MARK_HASH, MARKS, SPACE, UPPER, WORD, class, letters_at, long};
use super::words::{CASE_BITS, HIGH_BITS, LookUp, SEED, hash_bytes, mix_letters, wide_hash};
use super::{Flags, Landmarks, Tag, Token, TokenKind, WordId};

/// Fills `tokens` with the tokens of `text`, each with its word number, and `landmarks` with the rare ones among them. Tags are
/// left for later stages.
pub fn tokenize(text: &str, vocabulary: &impl LookUp, tokens: &mut Vec<Token>, landmarks: &mut Landmarks) {
    tokens.clear();
    landmarks.truncate(0);
    tokens.reserve(text.len() / 4);
    Tokenizer { text, bytes: text.as_bytes(), vocabulary, tokens, landmarks, pending: Flags::NONE }.run();
}

struct Tokenizer<'a, V> {
    text: &'a str,
    bytes: &'a [u8],
    vocabulary: &'a V,
    tokens: &'a mut Vec<Token>,
    landmarks: &'a mut Landmarks,
    /// White space seen since the last token.
    pending: Flags,
}

impl<V: LookUp> Tokenizer<'_, V> {
    fn run(mut self) {
        let mut at = 0;
        self.pending = Flags::SPACE | Flags::LINE | Flags::BLANK;
        while let Some(&byte) = self.bytes.get(at) {
            let kind = class(byte);
            at = if kind & (LOWER | UPPER) != 0
                && let Some(end) = self.letters(at)
            {
                end
            } else if kind == SPACE {
                self.pending |= Flags::SPACE;
                at + 1
            } else if kind == MARK {
                self.mark(at)
            } else if kind == LINE {
                self.line_break(at)
            } else {
                let end = if kind == HIGH { self.high(at) } else { self.word(at) };
                end.unwrap_or_else(|| self.slow(at))
            };
        }
    }

    /// Where the stretch without white space began that `at` stands in.
    fn stretch(&self, at: usize) -> usize {
        let before = |at: usize| match self.bytes[..at] {
            [.., 0xc2, 0xa0] => true,
            [.., last] => class(last) & (SPACE | LINE) != 0,
            [] => true,
        };
        (0..=at).rev().find(|&at| before(at)).unwrap_or(0)
    }

    fn line_break(&mut self, at: usize) -> usize {
        let end = if self.bytes[at] == b'\r' && self.bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 };
        if self.pending.has(Flags::LINE) {
            self.pending |= Flags::BLANK;
        }
        self.pending |= Flags::SPACE | Flags::LINE;
        end
    }

    #[inline(always)]
    fn push(&mut self, start: usize, end: usize, hash: u64, flags: Flags, kind: TokenKind) {
        let word = match kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic => self.vocabulary.word(hash),
            TokenKind::Apostrophe => self.vocabulary.mark(b'\''),
            _ if end == start + 1 => self.vocabulary.mark(self.bytes[start]),
            TokenKind::Currency | TokenKind::Other => self.vocabulary.word(hash),
            _ => WordId::UNKNOWN,
        };
        let number = self.tokens.len() as u32;
        if self.pending.has(Flags::LINE) {
            self.landmarks.lines.push(number);
        }
        self.landmarks.note(kind, number);
        let flags = flags | self.pending;
        self.pending = Flags::NONE;
        self.tokens.push(Token { start: start as u32, end: end as u32, hash: hash as u32, word, flags, kind, tag: Tag::Mark });
    }

    /// A word of nothing but ASCII letters that begins at `at`, eight bytes at a time; its end, or none when anything else may
    /// belong to it and the general way must decide.
    #[inline]
    fn letters(&mut self, at: usize) -> Option<usize> {
        let bytes = self.bytes;
        let (chunk, letters) = letters_at(bytes, at)?;
        let others = letters ^ HIGH_BITS;
        // Capitals in the first eight bytes, a bit each, and whether there are any behind.
        let (end, hash, capitals, more) = if others != 0 {
            // All bytes before the first that is no letter.
            let kept = (others ^ (others - 1)) >> 8;
            let end = at + others.trailing_zeros() as usize / 8;
            (end, mix_letters(SEED, (chunk | CASE_BITS) & kept), letters & !(chunk << 2) & kept, false)
        } else {
            let (end, hash, more) = long(bytes, at + 8, mix_letters(SEED, chunk | CASE_BITS))?;
            (end, hash, letters & !(chunk << 2), more)
        };
        let next = *bytes.get(end)?;
        let ends = match class(next) {
            SPACE | LINE => true,
            MARK => next != b'\'' && (next != b'.' || bytes.get(end + 1).is_some_and(|&b| class(b) & (LOWER | UPPER | HIGH) == 0)),
            _ => false,
        };
        if !ends {
            return None;
        }
        let flags = match capitals {
            0 if !more => Flags::NONE,
            0x80 if !more && end > at + 1 => Flags::CAPITAL,
            _ => looks(&bytes[at..end]),
        };
        self.push(at, end, hash, flags, TokenKind::Word);
        Some(self.blank(end))
    }

    /// Most words and marks are followed by a blank, which is taken along.
    #[inline(always)]
    fn blank(&mut self, at: usize) -> usize {
        if self.bytes.get(at) != Some(&b' ') {
            return at;
        }
        self.pending = Flags::SPACE;
        at + 1
    }

    /// A word or number that begins at `at`; none when a character that the table does not know belongs to it.
    fn word(&mut self, at: usize) -> Option<usize> {
        let bytes = self.bytes;
        let first = class(bytes[at]);
        // `rest` gathers the classes behind the first byte; `joint` is the last apostrophe inside, with its width.
        let (mut rest, mut end, mut joint, mut curly) = (0u8, at + 1, None, false);
        loop {
            while let Some(&b) = bytes.get(end)
                && class(b) & WORD != 0
            {
                rest |= class(b);
                end += 1;
            }
            let Some(&b) = bytes.get(end) else { break };
            let width = match b {
                b'.' | b',' | b';' | b'\'' => 1,
                0xe2 if bytes[end..].starts_with("’".as_bytes()) || bytes[end..].starts_with("‘".as_bytes()) => 3,
                0x80.. if !known_high(&bytes[end..]) => return None,
                _ => break,
            };
            let Some(&after) = bytes.get(end + width) else { break };
            // A character above ASCII after the mark may join where a letter would: let the full algorithm decide.
            if after >= 0x80 && !known_high(&bytes[end + width..]) {
                return None;
            }
            let sides = (class(bytes[end - 1]), class(after));
            let letters = sides.0 & (LOWER | UPPER) != 0 && sides.1 & (LOWER | UPPER) != 0;
            let digits = sides == (DIGIT, DIGIT);
            let joins = match b {
                b'.' => digits || letters && !missing_space(bytes, at, end),
                b',' | b';' => digits,
                _ => letters || digits,
            };
            if !joins {
                break;
            }
            if letters && b != b'.' {
                joint = Some((end, width));
            }
            curly |= width == 3;
            end += width;
        }
        let kind = if (first | rest) & (LOWER | UPPER | DIGIT) == 0 {
            TokenKind::Other // underscores alone
        } else if first == DIGIT {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        match joint.filter(|&(mark, width)| is_clitic(&bytes[mark + width..end])) {
            Some((mark, width)) => {
                self.push(at, mark, wide_hash(&self.text[at..mark]), looks(&bytes[at..mark]), kind);
                let mut clitic = [b'\''; 3];
                let tail = &bytes[mark + width..end];
                clitic[1..=tail.len()].copy_from_slice(tail);
                self.push(mark, end, hash_bytes(&clitic[..=tail.len()]), Flags::NONE, TokenKind::Clitic);
            }
            None if curly => self.push(at, end, wide_hash(&self.text[at..end]), looks(&bytes[at..end]) | Flags::NON_ASCII, kind),
            None => {
                let flags = if rest | first == LOWER { Flags::NONE } else { capitals(first, rest, &bytes[at..end]) };
                self.push(at, end, hash_bytes(&bytes[at..end]), flags, kind);
            }
        }
        Some(end)
    }

    fn mark(&mut self, at: usize) -> usize {
        let b = self.bytes[at];
        if matches!(b, b'.' | b'-' | b'\'' | b'`') && self.bytes.get(at + 1) == Some(&b) {
            return self.marks(at);
        }
        let n = b as usize & 127;
        self.push(at, at + 1, MARK_HASH[n], Flags::NONE, MARKS[n]);
        self.blank(at + 1)
    }

    /// A run of full stops or hyphens, or a quotation mark of two apostrophes.
    fn marks(&mut self, at: usize) -> usize {
        let b = self.bytes[at];
        let run = || self.bytes[at..].iter().take_while(|&&x| x == b).count();
        let (kind, len) = match b {
            b'.' => (TokenKind::Ellipsis, run()),
            b'-' => (TokenKind::Dash, run()),
            _ => (TokenKind::Quote, 2),
        };
        self.push(at, at + len, hash_bytes(&self.bytes[at..at + len]), Flags::NONE, kind);
        at + len
    }

    /// The end of a known mark or space above ASCII; none when the full algorithm must decide.
    fn high(&mut self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..];
        let (kind, flags, len) = match rest {
            [0xc2, 0xa0, ..] => {
                self.pending |= Flags::SPACE;
                return Some(at + 2);
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
        let folded = if kind == TokenKind::Apostrophe { b"'" } else { &rest[..len] };
        self.push(at, at + len, hash_bytes(folded), flags | Flags::NON_ASCII, kind);
        Some(at + len)
    }

    /// Cuts the stretch that `at` stands in, to the next ASCII white space, with the full algorithm, and returns its end.
    fn slow(&mut self, at: usize) -> usize {
        let from = self.stretch(at);
        while let Some(token) = self.tokens.pop_if(|token| token.start as usize >= from) {
            self.pending = Flags(token.flags.0 & (Flags::SPACE | Flags::LINE | Flags::BLANK).0);
        }
        self.landmarks.truncate(self.tokens.len() as u32);
        let end = self.bytes[from..].iter().position(|b| class(*b) & (SPACE | LINE) != 0).map_or(self.bytes.len(), |n| from + n);
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
                self.push(start, start + piece.len(), wide_hash(piece), Flags::NON_ASCII, TokenKind::Other);
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
                self.push(start, start + piece.len(), wide_hash(piece), Flags::NON_ASCII, TokenKind::Currency);
            }
            return currency;
        }
        let bytes = self.bytes;
        // Alone, so no combining mark can follow: the piece would have held it.
        let end = start + piece.len();
        let mut alone = Tokenizer {
            text: &self.text[..end],
            bytes: &bytes[..end],
            vocabulary: self.vocabulary,
            tokens: &mut *self.tokens,
            landmarks: &mut *self.landmarks,
            pending: self.pending,
        };
        let cut = alone.high(start);
        self.pending = alone.pending;
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
                self.push(start, start + n, wide_hash(&piece[..n]), flags | shape(upper, lower, mixed), kind);
                self.push(start + n, start + piece.len(), wide_hash(&piece[n..]), Flags::NONE, TokenKind::Clitic);
            }
            None => self.push(start, start + piece.len(), wide_hash(piece), flags | shape(upper, lower, mixed), kind),
        }
    }
}

/// The flags of an ASCII word whose first byte is of class `first` and whose other bytes are of the classes `rest`.
#[inline]
fn capitals(first: u8, rest: u8, word: &[u8]) -> Flags {
    if first == UPPER && rest == LOWER { Flags::CAPITAL } else { looks(word) }
}

/// The flags of a word, byte by byte.
fn looks(word: &[u8]) -> Flags {
    let (mut upper, mut lower, mut mixed, mut flags) = (0, 0, false, Flags::NONE);
    for &b in word {
        match class(b) {
            UPPER => {
                mixed |= lower > 0;
                upper += 1;
            }
            LOWER => lower += 1,
            DIGIT => flags |= Flags::DIGIT,
            _ => {}
        }
    }
    if word[0].is_ascii_uppercase() {
        flags |= Flags::CAPITAL;
    }
    flags | shape(upper, lower, mixed)
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
