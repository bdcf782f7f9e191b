//! Short lists of words that the rules ask for around a number, as questions that mostly cost two looks.
//!
//! A rule asks of every number whether "roughly", "nearly", "some" … stand beside it, and mostly none does. What the words of a
//! list begin with and how long they are is gathered when the program is compiled, so that the words themselves are read only
//! where the word beside the number begins like one of them and is as long.

/// Words to compare with, in any capitals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'w> {
    /// What the words begin with, a bit for each first byte.
    first: u64,
    /// How long the words are, a bit for each length.
    lengths: u64,
    words: &'w [&'w str],
}

impl<'w> Words<'w> {
    /// The list of these words, none of them empty.
    pub const fn of(words: &'w [&'w str]) -> Self {
        let (mut first, mut lengths, mut n) = (0, 0, 0);
        while n < words.len() {
            first |= bit(words[n].as_bytes()[0] | CASE);
            lengths |= length_bit(words[n].len());
            n += 1;
        }
        Words { first, lengths, words }
    }

    /// True when `word` is one of them.
    #[inline]
    pub fn hold(self, word: &str) -> bool {
        let Some(first) = word.as_bytes().first() else { return false };
        bit(first | CASE) & self.first != 0 && length_bit(word.len()) & self.lengths != 0 && self.compare(word)
    }

    #[inline(never)]
    fn compare(self, word: &str) -> bool {
        self.words.iter().any(|w| w.eq_ignore_ascii_case(word))
    }
}

impl<'w> From<&'w [&'w str]> for Words<'w> {
    #[inline]
    fn from(words: &'w [&'w str]) -> Self {
        Words::of(words)
    }
}

impl<'w, const COUNT: usize> From<&'w [&'w str; COUNT]> for Words<'w> {
    #[inline]
    fn from(words: &'w [&'w str; COUNT]) -> Self {
        Words::of(words)
    }
}

/// Set in a small letter and not in its capital.
const CASE: u8 = 0x20;

const fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

const fn length_bit(length: usize) -> u64 {
    1 << if length < 63 { length } else { 63 }
}

/// A list of words that is put together when the program is compiled.
macro_rules! words {
    [$($word:expr),* $(,)?] => { const { $crate::extract::quantity::word_list::Words::of(&[$($word),*]) } };
}
pub(super) use words;

#[cfg(test)]
mod tests {
    #[test]
    fn a_list_holds_its_words_in_any_capitals_and_no_others() {
        let list = words!["half", "'s", "a", "kilometre", "’s", "£"];
        for word in ["half", "Half", "HALF", "'s", "'S", "A", "kilometre", "’s", "£"] {
            assert!(list.hold(word), "{word}");
        }
        for word in ["", "hale", "halves", "b", "s", "kilometer", "‘s", "€"] {
            assert!(!list.hold(word), "{word}");
        }
        assert!(!words![].hold("half"));
    }
}
