//! The vocabulary: every word that a lexicon file or a rule names, under one number, found with one probe a token.
//!
//! Open addressing over the hash that the tokenizer computes anyway. The hash is wide enough to stand for the word, so a token
//! costs one probe and no comparison of letters.

use std::borrow::Cow;

use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::image::{Packer, Unpacker};
use crate::lexicon::{Class, EntryId};
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
    /// The class of its first entry (`NO_CLASS` = it has none), and that entry; most words have one only.
    class: u8,
    entry: EntryId,
}

impl WordInfo {
    /// The row of its first entry, when that is of `class`.
    #[inline]
    pub(super) fn entry_in(&self, class: Class) -> Option<EntryId> {
        (self.class == class as u8).then_some(self.entry)
    }

    /// Makes a row the first entry, unless there is one.
    pub(super) fn take_entry(&mut self, class: Class, entry: EntryId) -> bool {
        let free = self.class == NO_CLASS;
        if free {
            (self.class, self.entry) = (class as u8, entry);
        }
        free
    }
}

/// The same as it lies in the program and in memory, to be read with no step between.
#[derive(Clone, Copy, PartialEq, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Stored {
    classes: U64,
    begins: U64,
    tags: U32,
    lemma: U32,
    entry: U32,
    first: u8,
    class: u8,
    room: [u8; 2],
}

impl Stored {
    #[inline(always)]
    fn read(&self) -> WordInfo {
        WordInfo {
            classes: self.classes.get(),
            begins: self.begins.get(),
            tags: TagSet(self.tags.get()),
            first: Tag::ALL.get(usize::from(self.first)).copied().unwrap_or(Tag::Mark),
            lemma: WordId(self.lemma.get()),
            class: self.class,
            entry: EntryId(self.entry.get()),
        }
    }
}

impl From<WordInfo> for Stored {
    fn from(info: WordInfo) -> Stored {
        Stored {
            classes: info.classes.into(),
            begins: info.begins.into(),
            tags: info.tags.0.into(),
            lemma: info.lemma.0.into(),
            entry: info.entry.0.into(),
            first: info.first as u8,
            class: info.class,
            room: [0; 2],
        }
    }
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
    WordInfo { classes: 0, begins: 0, tags: TagSet(0), first: Tag::Mark, lemma: WordId::UNKNOWN, class: NO_CLASS, entry: EntryId(0) };

/// The low bits of a slot hold the word's number, the others the high bits of its hash.
const ID_BITS: u32 = 24;
const ID_MASK: u64 = (1 << ID_BITS) - 1;

/// Stands for no class.
const NO_CLASS: u8 = u8::MAX;

/// The built-in words come to about this number; room for them at once is cheaper than growing to it.
const ROOM: usize = 1 << 16;

/// A quarter of the slots stays free.
fn is_full(words: usize, slots: usize) -> bool {
    words * 4 > slots * 3
}

/// Makes a list that can grow by so much without moving.
fn make_room<T: Clone>(list: &mut Cow<'static, [T]>, more: usize) {
    let mut larger = Vec::with_capacity(list.len() + more);
    larger.extend_from_slice(list);
    *list = Cow::Owned(larger);
}

fn with_room<T: Clone>(first: T) -> Cow<'static, [T]> {
    let mut list = Vec::with_capacity(ROOM);
    list.push(first);
    Cow::Owned(list)
}

/// Words and their numbers. The lists lie in the program until somebody adds to them.
#[derive(Debug, PartialEq)]
pub struct Vocabulary {
    /// A power of two of slots; the low bits of the hash say where to begin, so that place and slot together hold it all.
    slots: Cow<'static, [U64]>,
    infos: Cow<'static, [Stored]>,
    briefs: Cow<'static, [u8]>,
    ends: Cow<'static, [U32]>,
    arena: Cow<'static, str>,
    one_byte: [WordId; 128],
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            slots: vec![U64::ZERO; 1 << 17].into(),
            infos: with_room(UNKNOWN.into()),
            briefs: with_room(Brief::NONE.0),
            ends: with_room(U32::ZERO),
            arena: String::with_capacity(1 << 20).into(),
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
    pub(super) fn intern_folded(&mut self, word: &str) -> WordId {
        let hash = folded_hash(word);
        let found = LookUp::word(self, hash);
        if found != WordId::UNKNOWN {
            return found;
        }
        if is_full(self.infos.len(), self.slots.len()) {
            self.resize(self.slots.len() * 2);
        }
        let id = WordId(self.infos.len() as u32);
        self.infos.to_mut().push(WordInfo { lemma: id, ..UNKNOWN }.into());
        self.briefs.to_mut().push(Brief::NONE.0);
        let from = self.arena.len();
        let arena = self.arena.to_mut();
        arena.push_str(word);
        arena[from..].make_ascii_lowercase();
        self.ends.to_mut().push((arena.len() as u32).into());
        self.insert(hash, id);
        if let [b] = self.arena.as_bytes()[from..] {
            self.one_byte[b as usize] = id;
        }
        id
    }

    /// Makes room for about so many words more, so that a long list need not grow into it.
    pub(crate) fn reserve(&mut self, words: usize) {
        let (known, mut slots) = (self.infos.len(), self.slots.len());
        while is_full(known + words, slots) {
            slots *= 2;
        }
        if slots > self.slots.len() {
            self.resize(slots);
        }
        make_room(&mut self.infos, words);
        make_room(&mut self.briefs, words);
        make_room(&mut self.ends, words);
        let mut arena = String::with_capacity(self.arena.len() + 8 * words);
        arena.push_str(&self.arena);
        self.arena = Cow::Owned(arena);
    }

    fn resize(&mut self, slots: usize) {
        self.slots = vec![U64::ZERO; slots].into();
        for n in 1..self.infos.len() {
            let id = WordId(n as u32);
            self.insert(wide_hash(self.word(id)), id);
        }
    }

    fn insert(&mut self, hash: u64, id: WordId) {
        let slots = self.slots.to_mut();
        let mask = slots.len() - 1;
        let mut at = hash as usize & mask;
        while slots[at] != U64::ZERO {
            at = (at + 1) & mask;
        }
        slots[at] = (hash & !ID_MASK | u64::from(id.0)).into();
    }

    fn find(&self, hash: u64, folded: &str) -> WordId {
        self.probe(hash, |id| self.word(id) == folded)
    }

    #[inline]
    fn probe(&self, hash: u64, same: impl Fn(WordId) -> bool) -> WordId {
        let slots: &[U64] = &self.slots;
        let mask = slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = slots[at].get();
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
        if word.is_ascii() {
            return self.probe(folded_hash(word), |id| self.word(id).eq_ignore_ascii_case(word));
        }
        let folded = fold(word);
        self.find(wide_hash(&folded), &folded)
    }

    /// The folded text of a known word; empty for the unknown one.
    pub fn word(&self, id: WordId) -> &str {
        if id == WordId::UNKNOWN {
            return "";
        }
        let n = id.0 as usize;
        &self.arena[self.ends[n - 1].get() as usize..self.ends[n].get() as usize]
    }

    /// What is known of a word.
    #[inline(always)]
    pub fn info(&self, id: WordId) -> WordInfo {
        self.infos[id.0 as usize].read()
    }

    /// What the tagger asks of a word.
    #[inline]
    pub(crate) fn brief(&self, id: WordId) -> Brief {
        Brief(self.briefs[id.0 as usize])
    }

    /// Changes what is known of a word.
    pub(crate) fn change<R>(&mut self, id: WordId, change: impl FnOnce(&mut WordInfo) -> R) -> R {
        let stored = &mut self.infos.to_mut()[id.0 as usize];
        let mut info = stored.read();
        let result = change(&mut info);
        *stored = info.into();
        result
    }

    /// Adds a tag; the first one added is the most common one unless `first` overrides it.
    pub(crate) fn add_tag(&mut self, id: WordId, tag: Tag, first: bool) {
        let info = self.change(id, |info| {
            if info.tags.is_empty() || first {
                info.first = tag;
            }
            info.tags = info.tags.with(tag);
            *info
        });
        let by_context = matches!(info.first, Tag::Past | Tag::Participle | Tag::Ing);
        let settled =
            info.tags == TagSet::of(info.first) && !by_context || matches!(info.first, Tag::Aux | Tag::Modal | Tag::Neg | Tag::Conj);
        let tag = if settled { info.first as u8 } else { Brief::TAG };
        let brief = &mut self.briefs.to_mut()[id.0 as usize];
        *brief = *brief & !Brief::TAG | tag;
    }

    /// Marks the words that are numbers, once all entries are in.
    pub(super) fn mark_numbers(&mut self) {
        for (brief, info) in self.briefs.to_mut().iter_mut().zip(self.infos.iter()) {
            if info.classes.get() & Class::Number.bit() != 0 {
                *brief |= Brief::NUMBER;
            }
        }
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        to.list(&self.slots);
        to.list(&self.infos);
        to.list(&self.briefs);
        to.list(&self.ends);
        to.list(self.arena.as_bytes());
        to.list(&self.one_byte.map(|word| U32::new(word.0)));
    }

    pub(super) fn unpack(from: &mut Unpacker) -> Option<Self> {
        let (slots, infos, briefs, ends) = (from.list()?, from.list::<Stored>()?, from.list()?, from.list()?);
        let arena = Cow::Borrowed(from.text()?);
        let mut one_byte = [WordId::UNKNOWN; 128];
        for (word, number) in one_byte.iter_mut().zip(from.list::<U32>()?.iter()) {
            *word = WordId(number.get());
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
