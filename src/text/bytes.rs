//! What single bytes mean to the tokenizer, and how letters are found eight bytes at a time.

use super::TokenKind;
use super::words::{CASE_BITS, HIGH_BITS, ONES, SEED, mix, mix_letters};

pub(super) const LOWER: u8 = 1;
pub(super) const UPPER: u8 = 2;
pub(super) const DIGIT: u8 = 4;
const UNDERSCORE: u8 = 8;
pub(super) const WORD: u8 = LOWER | UPPER | DIGIT | UNDERSCORE;
pub(super) const SPACE: u8 = 16;
pub(super) const LINE: u8 = 32;
pub(super) const MARK: u8 = 64;
pub(super) const HIGH: u8 = 128;

/// What a byte means to the fast path.
const CLASS: [u8; 256] = {
    let mut table = [MARK; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'\n' | b'\r' => LINE,
            b' ' | b'\t' | 0x0b | 0x0c => SPACE,
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            0x80.. => HIGH,
            _ => MARK,
        };
        i += 1;
    }
    table
};

#[inline]
pub(super) fn class(byte: u8) -> u8 {
    CLASS[byte as usize]
}

/// The hashes of the marks of one byte.
pub(super) const MARK_HASH: [u64; 128] = {
    let mut table = [0; 128];
    let mut i = 0;
    while i < 128 {
        table[i] = mix(SEED, i as u64, 1);
        i += 1;
    }
    table
};

/// What the marks of one byte are.
pub(super) const MARKS: [TokenKind; 128] = {
    let mut table = [TokenKind::Other; 128];
    let mut i = 0;
    while i < 128 {
        table[i] = match i as u8 {
            b'.' => TokenKind::Period,
            b',' => TokenKind::Comma,
            b':' => TokenKind::Colon,
            b';' => TokenKind::Semicolon,
            b'?' => TokenKind::Question,
            b'!' => TokenKind::Exclamation,
            b'-' => TokenKind::Hyphen,
            b'(' | b'[' | b'{' => TokenKind::Open,
            b')' | b']' | b'}' => TokenKind::Close,
            b'"' => TokenKind::Quote,
            b'\'' | b'`' => TokenKind::Apostrophe,
            b'$' => TokenKind::Currency,
            b'%' => TokenKind::Percent,
            b'/' => TokenKind::Slash,
            b'&' => TokenKind::Ampersand,
            _ => TokenKind::Other,
        };
        i += 1;
    }
    table
};

/// The eight bytes at `at`, and the high bit of each that is an ASCII letter; none near the end of the text.
#[inline(always)]
pub(super) fn letters_at(bytes: &[u8], at: usize) -> Option<(u64, u64)> {
    let chunk = u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
    // Added to so that a..=z, and nothing else, carries.
    let lower = (chunk | CASE_BITS) & !HIGH_BITS;
    Some((chunk, (lower + (0x80 - 0x61) * ONES) & !(lower + (0x80 - 0x7b) * ONES) & !chunk & HIGH_BITS))
}

/// The rest of a word of letters from its ninth byte on: its end, the hash of all of it, and whether there are capitals.
#[inline(never)]
pub(super) fn long(bytes: &[u8], mut at: usize, mut hash: u64) -> Option<(usize, u64, bool)> {
    let mut capitals = 0;
    loop {
        let (chunk, letters) = letters_at(bytes, at)?;
        let upper = letters & !(chunk << 2);
        let others = letters ^ HIGH_BITS;
        if others != 0 {
            let count = others.trailing_zeros() as usize / 8;
            if count > 0 {
                let kept = (others ^ (others - 1)) >> 8;
                hash = mix_letters(hash, (chunk | CASE_BITS) & kept);
                capitals |= upper & kept;
            }
            return Some((at + count, hash, capitals != 0));
        }
        hash = mix_letters(hash, chunk | CASE_BITS);
        capitals |= upper;
        at += 8;
    }
}
