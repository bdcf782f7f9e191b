//! The vocabulary: every word that a lexicon file or a rule names, under one number, found with one probe a token.
//!
//! Open addressing over the hash that the tokenizer computes anyway. The hash is wide enough to stand for the word, so a token
//! costs one probe and no comparison of letters.

use super::image::{Packer, Unpacker};
use crate::lexicon::{Class, EntryId, FILES};
use crate::text::{LookUp, Tag, TagSet, WordId, fold, folded_hash, wide_hash};

/// What the lexicon knows of one word.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WordInfo {
    /// The classes it belongs to, a bit each.
    pub classes: u64,
    /// The classes of the longer entries that it begins.
    pub begins: u64,
    /// The tags it can have.
    pub tags: TagSet,
    /// The tag it most often has.
    pub first: Tag,
    /// Its base form when it is an inflected verb or an irregular plural; itself otherwise.
    pub lemma: WordId,
    /// The class of its first entry, and that entry; most words have one only.
    pub(crate) class: Option<Class>,
    pub(crate) entry: EntryId,
}

/// What the tagger asks of every word, apart from the rest so that it stays in the processor's nearest memory.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Brief(u8);

impl Brief {
    /// Of a word that is no number and whose tag is not settled.
    const NONE: Brief = Brief(Brief::TAG);
    /// The bits of the tag; all of them set stand for none.
    const TAG: u8 = 31;
    /// A word of numbers.csv.
    const NUMBER: u8 = 128;

    /// The tag of a word that can have no other, whatever stands around it.
    #[inline]
    pub fn settled(self) -> Option<Tag> {
        Tag::ALL.get(usize::from(self.0 & Brief::TAG)).copied()
    }

    /// The word is or begins a number.
    #[inline]
    pub fn is_number(self) -> bool {
        self.0 & Brief::NUMBER != 0
    }
}

const UNKNOWN: WordInfo =
    WordInfo { classes: 0, begins: 0, tags: TagSet(0), first: Tag::Mark, lemma: WordId::UNKNOWN, class: None, entry: EntryId(0) };

/// The low bits of a slot hold the word's number, the others the high bits of its hash.
const ID_BITS: u32 = 24;
const ID_MASK: u64 = (1 << ID_BITS) - 1;

/// Stands for no class in the packed form.
const NO_CLASS: u8 = u8::MAX;

/// Room for the words that the rules add to the packed ones.
const SPARE: usize = 1 << 12;

/// The built-in words come to about this number; room for them at once is cheaper than growing to it.
const ROOM: usize = 1 << 16;

fn with_room<T>(first: T) -> Vec<T> {
    let mut list = Vec::with_capacity(ROOM);
    list.push(first);
    list
}

/// Words and their numbers.
#[derive(Debug, PartialEq)]
pub struct Vocabulary {
    /// A power of two of slots; the low bits of the hash say where to begin, so that place and slot together hold it all.
    slots: Vec<u64>,
    infos: Vec<WordInfo>,
    briefs: Vec<Brief>,
    ends: Vec<u32>,
    arena: String,
    one_byte: [WordId; 128],
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            slots: vec![0; 1 << 17],
            infos: with_room(UNKNOWN),
            briefs: with_room(Brief::NONE),
            ends: with_room(0),
            arena: String::with_capacity(1 << 20),
            one_byte: [WordId::UNKNOWN; 128],
        }
    }
}

impl Vocabulary {
    /// The number of `word`, made known if it was not.
    pub fn intern(&mut self, word: &str) -> WordId {
        if !word.is_ascii() {
            return self.intern_folded(&fold(word));
        }
        self.intern_folded(word)
    }

    /// The same for a word of ASCII letters alone; none when there is anything else in it.
    pub(crate) fn intern_letters(&mut self, word: &str) -> Option<WordId> {
        word.bytes().all(|b| b.is_ascii_alphabetic()).then(|| self.intern_folded(word))
    }

    /// The same for a word whose letters above ASCII are folded; ASCII capitals are folded here.
    fn intern_folded(&mut self, word: &str) -> WordId {
        let hash = folded_hash(word);
        let found = self.probe(hash, |_| true);
        if found != WordId::UNKNOWN {
            return found;
        }
        if self.infos.len() * 2 > self.slots.len() {
            self.resize(self.slots.len() * 2);
        }
        let id = WordId(self.infos.len() as u32);
        self.infos.push(WordInfo { lemma: id, ..UNKNOWN });
        self.briefs.push(Brief::NONE);
        let from = self.arena.len();
        self.arena.push_str(word);
        self.arena[from..].make_ascii_lowercase();
        self.ends.push(self.arena.len() as u32);
        self.insert(hash, id);
        if let [b] = self.arena.as_bytes()[from..] {
            self.one_byte[b as usize] = id;
        }
        id
    }

    /// Makes room for so many words more, so that a long list need not grow into it.
    pub(crate) fn reserve(&mut self, words: usize) {
        let slots = ((self.infos.len() + words) * 2).next_power_of_two();
        if slots > self.slots.len() {
            self.resize(slots);
        }
        self.infos.reserve(words);
        self.briefs.reserve(words);
        self.ends.reserve(words);
    }

    fn resize(&mut self, slots: usize) {
        self.slots = vec![0; slots];
        for n in 1..self.infos.len() {
            let id = WordId(n as u32);
            self.insert(wide_hash(self.word(id)), id);
        }
    }

    fn insert(&mut self, hash: u64, id: WordId) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = hash & !ID_MASK | u64::from(id.0);
    }

    fn find(&self, hash: u64, folded: &str) -> WordId {
        self.probe(hash, |id| self.word(id) == folded)
    }

    #[inline]
    fn probe(&self, hash: u64, same: impl Fn(WordId) -> bool) -> WordId {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return WordId::UNKNOWN;
            }
            let id = WordId((slot & ID_MASK) as u32);
            if slot & !ID_MASK == hash & !ID_MASK && same(id) {
                return id;
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a word in any capitals; unknown when the vocabulary lacks it.
    pub fn get(&self, word: &str) -> WordId {
        let folded = fold(word);
        self.find(wide_hash(&folded), &folded)
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

    /// What the tagger asks of a word.
    #[inline]
    pub(crate) fn brief(&self, id: WordId) -> Brief {
        self.briefs[id.0 as usize]
    }

    /// What is known of a word, to change.
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
        let by_context = matches!(info.first, Tag::Past | Tag::Participle | Tag::Ing);
        let settled =
            info.tags == TagSet::of(info.first) && !by_context || matches!(info.first, Tag::Aux | Tag::Modal | Tag::Neg | Tag::Conj);
        let tag = if settled { info.first as u8 } else { Brief::TAG };
        let brief = &mut self.briefs[id.0 as usize];
        brief.0 = brief.0 & !Brief::TAG | tag;
    }

    /// Marks the words that are numbers, once all entries are in.
    pub(super) fn mark_numbers(&mut self) {
        for (brief, info) in self.briefs.iter_mut().zip(&self.infos) {
            if info.classes & Class::Number.bit() != 0 {
                brief.0 |= Brief::NUMBER;
            }
        }
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        to.wide(self.slots.iter().copied());
        to.wide(self.infos.iter().flat_map(|info| {
            let class = info.class.map_or(NO_CLASS, |class| class as u8);
            let small = [info.first as u8, class, 0, 0];
            let pair = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
            [info.classes, info.begins, pair(info.tags.0, info.lemma.0), pair(info.entry.0, u32::from_le_bytes(small))]
        }));
        to.bytes(&self.briefs.iter().map(|brief| brief.0).collect::<Vec<u8>>());
        to.numbers(self.ends.iter().copied());
        to.bytes(self.arena.as_bytes());
        to.numbers(self.one_byte.iter().map(|word| word.0));
    }

    pub(super) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let slots: Vec<u64> = from.wide()?.iter().map(|slot| u64::from_le_bytes(*slot)).collect();
        let (packed, _) = from.wide()?.as_chunks::<4>();
        let mut infos = Vec::with_capacity(packed.len() + SPARE);
        for words in packed {
            let [classes, begins, tags_lemma, entry_small] = words.map(u64::from_le_bytes);
            let [first, class, ..] = ((entry_small >> 32) as u32).to_le_bytes();
            infos.push(WordInfo {
                classes,
                begins,
                tags: TagSet(tags_lemma as u32),
                first: *Tag::ALL.get(first as usize)?,
                lemma: WordId((tags_lemma >> 32) as u32),
                class: if class == NO_CLASS { None } else { Some(FILES.get(class as usize)?.class) },
                entry: EntryId(entry_small as u32),
            });
        }
        let mut briefs = Vec::with_capacity(packed.len() + SPARE);
        briefs.extend(from.bytes()?.iter().copied().map(Brief));
        let mut ends = Vec::with_capacity(packed.len() + SPARE);
        ends.extend(from.numbers()?.iter().map(|end| u32::from_le_bytes(*end)));
        let letters = std::str::from_utf8(from.bytes()?).ok()?;
        let mut arena = String::with_capacity(letters.len() + 8 * SPARE);
        arena.push_str(letters);
        let mut one_byte = [WordId::UNKNOWN; 128];
        for (word, number) in one_byte.iter_mut().zip(from.numbers()?) {
            *word = WordId(u32::from_le_bytes(*number));
        }
        let whole = slots.len().is_power_of_two() && ends.len() == infos.len() && briefs.len() == infos.len();
        whole.then_some(Vocabulary { slots, infos, briefs, ends, arena, one_byte })
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

impl LookUp for Vocabulary {
    #[inline]
    fn word(&self, hash: u64) -> WordId {
        self.probe(hash, |_| true)
    }

    #[inline]
    fn mark(&self, byte: u8) -> WordId {
        self.one_byte[byte as usize & 127]
    }
}
