//! The vocabulary: every word that a lexicon file or a rule names, under one number, found with one probe a token.
//!
//! Open addressing over the hash that the tokenizer computed anyway; the folded text is compared only when hashes agree.

use crate::lexicon::Class;
use crate::text::{Tag, TagSet, Token, TokenKind, WordId, fold, fold_hash};

/// What the lexicon knows of one word.
#[derive(Clone, Copy, Debug)]
pub struct WordInfo {
    /// The classes it belongs to, a bit each, and bit 63 when it begins a longer entry.
    pub classes: u64,
    /// The tags it can have.
    pub tags: TagSet,
    /// The tag it most often has.
    pub first: Tag,
    /// Its base form when it is an inflected verb or an irregular plural; itself otherwise.
    pub lemma: WordId,
}

/// The bit that says a word begins an entry of several words.
pub const BEGINS_PHRASE: u64 = 1 << 63;

/// Words and their numbers.
#[derive(Debug)]
pub struct Vocabulary {
    slots: Vec<(u32, u32)>,
    infos: Vec<WordInfo>,
    ends: Vec<u32>,
    arena: String,
    one_byte: [WordId; 128],
}

impl Default for Vocabulary {
    fn default() -> Self {
        let unknown = WordInfo { classes: 0, tags: TagSet::default(), first: Tag::Mark, lemma: WordId::UNKNOWN };
        Vocabulary {
            slots: vec![(0, 0); 1 << 12],
            infos: vec![unknown],
            ends: vec![0],
            arena: String::new(),
            one_byte: [WordId::UNKNOWN; 128],
        }
    }
}

impl Vocabulary {
    /// The number of `word`, made known if it was not.
    pub fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        let hash = fold_hash(&folded);
        let found = self.find(hash, &folded);
        if found != WordId::UNKNOWN {
            return found;
        }
        if self.infos.len() * 2 > self.slots.len() {
            self.grow();
        }
        let id = WordId(self.infos.len() as u32);
        self.infos.push(WordInfo { classes: 0, tags: TagSet::default(), first: Tag::Mark, lemma: id });
        self.arena.push_str(&folded);
        self.ends.push(self.arena.len() as u32);
        self.insert(hash, id);
        if let [b] = folded.as_bytes() {
            self.one_byte[*b as usize] = id;
        }
        id
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0); old.len() * 2];
        for (hash, id) in old {
            if id != 0 {
                self.insert(hash, WordId(id));
            }
        }
    }

    fn insert(&mut self, hash: u32, id: WordId) {
        let mask = self.slots.len() - 1;
        let mut at = spread(hash) & mask;
        while self.slots[at].1 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash, id.0);
    }

    fn find(&self, hash: u32, folded: &str) -> WordId {
        self.probe(hash, |known| known == folded)
    }

    #[inline]
    fn probe(&self, hash: u32, same: impl Fn(&str) -> bool) -> WordId {
        let mask = self.slots.len() - 1;
        let mut at = spread(hash) & mask;
        loop {
            let (h, id) = self.slots[at];
            if id == 0 {
                return WordId::UNKNOWN;
            }
            if h == hash && same(self.word(WordId(id))) {
                return WordId(id);
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a word in any capitals; unknown when the vocabulary lacks it.
    pub fn get(&self, word: &str) -> WordId {
        let folded = fold(word);
        self.find(fold_hash(&folded), &folded)
    }

    /// Sets the word number of every token of `text`.
    pub fn look_up(&self, text: &str, tokens: &mut [Token]) {
        for t in tokens {
            let surface = &text[t.start as usize..t.end as usize];
            t.word = match t.kind {
                TokenKind::Word | TokenKind::Clitic => {
                    self.probe(t.hash, |known| known.eq_ignore_ascii_case(surface) || (!surface.is_ascii() && known == fold(surface)))
                }
                TokenKind::Number => self.probe(t.hash, |known| known.eq_ignore_ascii_case(surface)),
                _ if surface.len() == 1 => self.one_byte[surface.as_bytes()[0] as usize & 127],
                TokenKind::Quote | TokenKind::Dash | TokenKind::Ellipsis => WordId::UNKNOWN,
                _ => self.probe(t.hash, |known| known == fold(surface)),
            };
        }
    }

    /// The folded text of a known word; empty for the unknown one.
    pub fn word(&self, id: WordId) -> &str {
        if id == WordId::UNKNOWN {
            return "";
        }
        let n = id.0 as usize;
        &self.arena[self.ends[n - 1] as usize..self.ends[n] as usize]
    }

    /// What is known of a word.
    #[inline]
    pub fn info(&self, id: WordId) -> &WordInfo {
        &self.infos[id.0 as usize]
    }

    /// The same, to change.
    pub(crate) fn info_mut(&mut self, id: WordId) -> &mut WordInfo {
        &mut self.infos[id.0 as usize]
    }

    /// Adds a tag; the first one added is the most common one unless `first` overrides it.
    pub(crate) fn add_tag(&mut self, id: WordId, tag: Tag, first: bool) {
        let info = self.info_mut(id);
        if info.tags.is_empty() || first {
            info.first = tag;
        }
        info.tags = info.tags.with(tag);
    }

    pub(crate) fn add_class(&mut self, id: WordId, class: Class) {
        self.info_mut(id).classes |= class.bit();
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.infos.len() - 1
    }

    /// True when no word is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[inline]
fn spread(hash: u32) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> 7) as usize ^ hash as usize
}
