//! Words as the program compares them: folded, and by a hash that stands for the folded word.
//!
//! The tokenizer hashes each word while it has its bytes at hand, and whoever knows words by that hash needs no second look at
//! the letters.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::WordId;

/// Lower case, straight apostrophes, no soft hyphens: the form in which words are compared.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    folded(text).collect()
}

/// A word in small letters; most are already.
pub fn small_letters(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&c| c != '\u{ad}').map(|c| if c == '’' || c == '‘' { '\'' } else { c }).flat_map(char::to_lowercase)
}

pub(super) const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FACTOR: u64 = 0xff51_afd7_ed55_8ccd;
pub(super) const ONES: u64 = 0x0101_0101_0101_0101;
pub(super) const HIGH_BITS: u64 = 0x80 * ONES;
pub(super) const CASE_BITS: u64 = 0x20 * ONES;

/// Eight bytes at a time, the last ones padded with zeros (which no word holds), the case bit of ASCII letters set.
#[inline]
pub(super) fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = SEED;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        hash = mix(hash, chunk.try_into().map_or(0, u64::from_le_bytes), 8);
    }
    let tail = chunks.remainder();
    if !tail.is_empty() {
        hash = mix(hash, padded(tail), tail.len());
    }
    hash
}

/// One to seven bytes as the low bytes of a number. Both ends are read at once and may overlap, so that no byte is looked at alone.
#[inline]
pub(super) fn padded(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(&first), Some(&last)) => u64::from(u32::from_le_bytes(first)) | u64::from(u32::from_le_bytes(last)) << (8 * (n - 4)),
        _ => {
            let byte = |at: usize| u64::from(bytes[at]) << (8 * at);
            byte(0) | byte(n / 2) | byte(n - 1)
        }
    }
}

/// One step of the hash over the first `length` bytes of a chunk (1 to 8).
#[inline]
pub(super) const fn mix(hash: u64, chunk: u64, length: usize) -> u64 {
    let kept = u64::MAX >> (64 - 8 * length);
    mix_letters(hash, (chunk | (CASE_BITS & !((chunk & HIGH_BITS) >> 2))) & kept)
}

/// The same for a chunk that is folded and cut already.
#[inline]
pub(super) const fn mix_letters(hash: u64, folded: u64) -> u64 {
    let product = (hash ^ folded).wrapping_mul(FACTOR);
    product ^ product >> 32
}

/// Hash of the folded text, wide enough to stand for the word: two different words agree with a chance of one in 10^19.
pub fn wide_hash(text: &str) -> u64 {
    if text.is_ascii() {
        return hash_bytes(text.as_bytes());
    }
    let mut bytes = SmallVec::<[u8; 64]>::new();
    for c in folded(text) {
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    hash_bytes(&bytes)
}

/// The same for a text whose letters above ASCII are folded already.
pub(crate) fn folded_hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// The short form of the hash, which every token carries.
pub fn fold_hash(text: &str) -> u32 {
    wide_hash(text) as u32
}

/// The same for a word of at most eight small ASCII letters that stands in the program, so that a token is compared with it by one
/// look.
pub(crate) const fn hash_of(word: &str) -> u32 {
    let (bytes, mut chunk, mut n) = (word.as_bytes(), 0, 0);
    assert!(!bytes.is_empty() && bytes.len() <= 8, "one chunk");
    while n < bytes.len() {
        chunk |= (bytes[n] as u64) << (8 * n);
        n += 1;
    }
    mix(SEED, chunk, bytes.len()) as u32
}

/// Whoever knows words by their hashes: the lexicon's vocabulary.
pub trait LookUp {
    /// The number of the word with this `wide_hash`.
    fn word(&self, hash: u64) -> WordId;
    /// The number of a mark of one ASCII character.
    fn mark(&self, byte: u8) -> WordId;
}

/// Knows no word.
impl LookUp for () {
    fn word(&self, _hash: u64) -> WordId {
        WordId::UNKNOWN
    }
    fn mark(&self, _byte: u8) -> WordId {
        WordId::UNKNOWN
    }
}

#[cfg(test)]
mod tests {
    use super::{fold_hash, hash_of};

    #[test]
    fn words_of_the_program_have_the_hashes_of_tokens() {
        for word in ["a", "to", "her", "that", "would", "though", "because", "although"] {
            assert_eq!(hash_of(word), fold_hash(&word.to_uppercase()), "{word}");
        }
    }
}
