//! The lexicon: word lists as data, laid over by the user's, turned into the tables that the later stages ask.
//!
//! One look-up a token gives the word's number; its classes, tags and lemma hang on that number, and entries of several words
//! are a trie over such numbers.

mod aliases;
mod amounts;
mod appended;
mod class;
mod image;
mod inflect;
mod kinds;
mod laid;
mod names;
mod pairs;
mod phrases;
mod records;
mod table;
mod vocabulary;

pub(crate) use aliases::AliasAction;
pub(crate) use amounts::{
    Amounts, CalendarKind, ChangeKind, ComparatorPlace, Currency, CurrencyPlace, EventKind, LabelKind, NumberKind, NumberWord, Unit,
};
pub use class::{Class, FILES, FileSpec};
pub(crate) use image::{Packer, Unpacker, broken};
pub(crate) use inflect::{plural, singular, small_singular};
pub(crate) use names::{Gender, HeadPosition, Names};
pub(crate) use phrases::{IntMap, int_map};
pub use table::{DataError, DataFile, Row};
pub(crate) use table::{RowView, Table, Words};
#[doc(hidden)]
pub use vocabulary::Vocabulary;
pub(crate) use vocabulary::WordInfo;

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::text::{Landmarks, Tag, Token, WordId, tokenize};

/// The number of a row in its lexicon file, overlay included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct EntryId(pub u32);

/// All lexicon files in force.
///
/// ```
/// use onrecord::lexicon::Class;
///
/// let extractor = onrecord::Extractor::new()?;
/// let row = extractor.lexicon().rows(Class::Comparator).iter().find(|row| row.entry.as_str() == "more than");
/// assert!(row.is_some_and(|row| row.origin.contains("comparators.csv")));
/// # Ok::<(), onrecord::DataError>(())
/// ```
#[derive(Debug)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    phrases: phrases::Phrases,
    /// (class, word) of one-word entries to their rows, for the second and later classes of a word.
    words: pairs::Pairs,
    tables: Vec<Table>,
    names: Names,
    amounts: Amounts,
    /// An inflected form while the verbs are read.
    form: String,
}

impl Lexicon {
    /// The built-in lexicon with the user's files laid over, read from the files' text.
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    pub fn load(overlay: &[DataFile]) -> Result<Lexicon, DataError> {
        let mut lexicon = Lexicon {
            vocabulary: Vocabulary::default(),
            phrases: phrases::Phrases::default(),
            words: pairs::Pairs::default(),
            tables: Vec::new(),
            names: Names::default(),
            amounts: Amounts::default(),
            form: String::new(),
        };
        for spec in FILES {
            let files: Vec<&DataFile> = overlay.iter().filter(|f| f.name == spec.name).collect();
            let table = Table::load(spec.name, spec.columns, spec.text, &files)?;
            if !files.is_empty() {
                let mut kinds = kinds::Kinds::of(spec)?;
                table.each(|_, row| kinds.check(row))?;
            }
            lexicon.tables.push(table);
        }
        let tables = std::mem::take(&mut lexicon.tables);
        for (spec, table) in FILES.iter().zip(&tables) {
            lexicon.index(spec, table)?;
        }
        if overlay.iter().any(|f| f.name == Class::Alias.spec().name) {
            aliases::check(tables[Class::Alias as usize].rows())?;
        }
        lexicon.names.find_speech(&lexicon.vocabulary);
        lexicon.amounts = Amounts::read(&tables)?;
        lexicon.vocabulary.mark_numbers();
        lexicon.tables = tables;
        lexicon.spread_lemmas(Class::Cue);
        Ok(lexicon)
    }

    fn index(&mut self, spec: &FileSpec, table: &Table) -> Result<(), DataError> {
        table.each(|entry, row| {
            let (word, _) = self.add(row.entry, spec.class, entry);
            self.add_forms(row, spec, entry);
            match spec.class {
                Class::Word => self.index_tags(row, word)?,
                Class::Verb => self.index_verb(row, word, entry)?,
                Class::CueNoun => {
                    self.add(&plural(row.entry), spec.class, entry);
                }
                Class::Plural => {
                    let singular = self.vocabulary.intern(row.cells[0]);
                    let word = self.vocabulary.intern(row.entry);
                    self.vocabulary.add_tag(word, Tag::Plural, false);
                    self.vocabulary.change(word, |info| info.lemma = singular);
                }
                class => self.names.take(class, row)?,
            }
            Ok(())
        })
    }

    fn add_forms(&mut self, row: RowView<'_>, spec: &FileSpec, entry: EntryId) {
        for &column in spec.forms {
            for form in row.list(column) {
                self.add(form, spec.class, entry);
            }
        }
    }

    fn index_tags(&mut self, row: RowView<'_>, word: Option<WordId>) -> Result<(), DataError> {
        let word = match word {
            Some(word) => word,
            None if row.entry.contains(' ') => return Ok(()),
            None => self.vocabulary.intern(row.entry),
        };
        for name in row.list(0) {
            let tag = tag_named(name).ok_or_else(|| row.error(format!("unknown tag {name:?}")))?;
            self.vocabulary.add_tag(word, tag, false);
        }
        Ok(())
    }

    fn index_verb(&mut self, row: RowView<'_>, lemma: Option<WordId>, entry: EntryId) -> Result<(), DataError> {
        let lemma = lemma.unwrap_or_else(|| self.vocabulary.intern(row.entry));
        let mut forms = inflect::verb_forms(row.entry);
        if !row.cells[0].is_empty() {
            let given: Vec<&str> = row.list(0).collect();
            match *given.as_slice() {
                [past, participle] => (forms[1], forms[2]) = ((past, ""), (participle, "")),
                [third, past, participle, ing] => forms = [third, past, participle, ing].map(|form| (form, "")),
                _ => {
                    return Err(
                        row.error("forms must be empty, past;participle, or third;past;participle;ing; alternatives are parted by /")
                    );
                }
            }
        }
        let noun = row.cells[1];
        let (base_noun, base_first) = match noun {
            "" => (false, false),
            "base" | "also" => (true, false),
            "all" | "mostly" => (true, true),
            other => return Err(row.error(format!("noun is {other:?}; it must be empty, base, also, all or mostly"))),
        };
        let known = !self.vocabulary.info(lemma).tags.is_empty();
        if base_noun {
            self.vocabulary.add_tag(lemma, Tag::Noun, base_first && !known);
        }
        self.vocabulary.add_tag(lemma, Tag::Base, !base_first && !known);
        let tags = [Tag::Third, Tag::Past, Tag::Participle, Tag::Ing];
        for ((stem, ending), tag) in forms.into_iter().zip(tags) {
            self.form.clear();
            self.form.push_str(stem);
            self.form.push_str(ending);
            // Alternatives are few, so that most forms are taken as they are.
            let written = std::mem::take(&mut self.form);
            if written.bytes().all(|b| b.is_ascii_lowercase()) {
                self.index_form(&written, tag, lemma, entry, noun);
            } else {
                for form in written.split('/').filter(|form| !form.contains([' ', '-'])) {
                    self.index_form(form, tag, lemma, entry, noun);
                }
            }
            self.form = written;
        }
        Ok(())
    }

    fn index_form(&mut self, form: &str, tag: Tag, lemma: WordId, entry: EntryId, noun: &str) {
        let word = self.vocabulary.intern(form);
        if word != lemma && self.vocabulary.info(word).lemma == word {
            self.vocabulary.change(word, |info| info.lemma = lemma);
        }
        if tag == Tag::Third && matches!(noun, "all" | "mostly") {
            self.vocabulary.add_tag(word, Tag::Plural, noun == "mostly");
        }
        self.vocabulary.add_tag(word, tag, false);
        if tag == Tag::Third && noun == "also" {
            self.vocabulary.add_tag(word, Tag::Plural, false);
        }
        self.add_word(word, Class::Verb, entry);
    }

    /// Gives every form of a lemma that is an entry of `class` the class, and the lemma's row.
    fn spread_lemmas(&mut self, class: Class) {
        for n in 1..=self.vocabulary.len() as u32 {
            let word = WordId(n);
            let lemma = self.vocabulary.info(word).lemma;
            if lemma != word
                && let Some(entry) = self.row_of(lemma, class)
            {
                self.add_word(word, class, entry);
            }
        }
    }

    /// Makes `phrase` a form of `entry`, unless a row of the class has it already. A single word written in letters alone is returned,
    /// several words become a path of the trie; also the row that has the phrase now, none when it holds no word.
    pub(crate) fn add(&mut self, phrase: &str, class: Class, entry: EntryId) -> (Option<WordId>, Option<EntryId>) {
        if let Some(word) = self.vocabulary.intern_letters(phrase) {
            return (Some(word), Some(self.add_word(word, class, entry)));
        }
        let words = self.intern_phrase(phrase);
        let row = match *words {
            [] => None,
            [word] => Some(self.add_word(word, class, entry)),
            [first, ..] => {
                self.vocabulary.change(first, |info| info.begins |= class.bit());
                Some(self.phrases.insert(&words, class, entry))
            }
        };
        (None, row)
    }

    /// The first row that a word has in a class is the one that counts.
    fn add_word(&mut self, word: WordId, class: Class, entry: EntryId) -> EntryId {
        if let Some(known) = self.row_of(word, class) {
            return known;
        }
        let placed = self.vocabulary.change(word, |info| {
            info.classes |= class.bit();
            info.take_entry(class, entry)
        });
        if !placed {
            self.words.get_or_insert(class as u32, word.0, entry.0);
        }
        entry
    }

    /// The word numbers of a phrase, cut as a text would be.
    pub(crate) fn intern_phrase(&mut self, phrase: &str) -> SmallVec<[WordId; 8]> {
        if phrase.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ') {
            let (mut words, mut rest) = (SmallVec::new(), phrase);
            while !rest.is_empty() {
                let end = rest.bytes().position(|b| b == b' ').unwrap_or(rest.len());
                if end > 0 {
                    words.push(self.vocabulary.intern_folded(&rest[..end]));
                }
                rest = rest.get(end + 1..).unwrap_or("");
            }
            return words;
        }
        let mut tokens = Vec::new();
        tokenize(phrase, &(), &mut tokens, &mut Landmarks::default());
        tokens.iter().map(|t| self.vocabulary.intern(&phrase[t.start as usize..t.end as usize])).collect()
    }

    /// The vocabulary.
    #[doc(hidden)]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What is known of a token's word.
    #[inline]
    pub(crate) fn info(&self, token: &Token) -> WordInfo {
        self.vocabulary.info(token.word)
    }

    /// The base form of a token's word, folded; empty for an unknown word.
    pub(crate) fn lemma(&self, token: &Token) -> &str {
        self.vocabulary.word(self.info(token).lemma)
    }

    /// True when the token alone is an entry of `class`.
    #[inline]
    pub(crate) fn is(&self, token: &Token, class: Class) -> bool {
        self.info(token).classes & class.bit() != 0
    }

    /// True when the token is, or begins, an entry of one of `classes` (their bits).
    #[inline]
    pub(crate) fn begins(&self, token: &Token, classes: u64) -> bool {
        let info = self.info(token);
        (info.classes | info.begins) & classes != 0
    }

    /// The row of a one-word entry.
    #[inline]
    pub(crate) fn entry(&self, token: &Token, class: Class) -> Option<EntryId> {
        self.row_of(token.word, class)
    }

    /// Most words are none of a class, which whoever asks sees at once.
    #[inline]
    fn row_of(&self, word: WordId, class: Class) -> Option<EntryId> {
        let info = self.vocabulary.info(word);
        if info.classes & class.bit() == 0 { None } else { self.row_in(&info, word, class) }
    }

    #[inline(never)]
    fn row_in(&self, info: &WordInfo, word: WordId, class: Class) -> Option<EntryId> {
        info.entry_in(class).or_else(|| self.words.get(class as u32, word.0).map(EntryId))
    }

    /// The longest entry of `class` that begins at token `at`: its length in tokens and its row.
    #[inline]
    pub(crate) fn longest(&self, tokens: &[Token], at: usize, class: Class) -> Option<(usize, EntryId)> {
        let info = self.info(tokens.get(at)?);
        if (info.classes | info.begins) & class.bit() == 0 { None } else { self.longest_in(&info, tokens, at, class) }
    }

    #[inline(never)]
    fn longest_in(&self, info: &WordInfo, tokens: &[Token], at: usize, class: Class) -> Option<(usize, EntryId)> {
        if info.begins & class.bit() != 0
            && let Some(found) = self.phrases.longest(tokens, at, class)
        {
            return Some(found);
        }
        self.entry(&tokens[at], class).map(|e| (1, e))
    }

    /// Every entry of the classes in `mask` that begins at token `at`, words first, then phrases by length: one walk for a pass
    /// that would ask for each class.
    #[inline]
    pub(crate) fn entries_at(&self, tokens: &[Token], at: usize, mask: u64, mut found: impl FnMut(Class, usize, EntryId)) {
        let info = self.info(&tokens[at]);
        let mut left = info.classes & mask;
        while left != 0 {
            let class = FILES[left.trailing_zeros() as usize].class;
            left &= left - 1;
            if let Some(entry) = self.row_of(tokens[at].word, class) {
                found(class, 1, entry);
            }
        }
        if info.begins & mask != 0 {
            self.phrases.each(tokens, at, |class, length, entry| {
                if class.bit() & mask != 0 {
                    found(class, length, entry);
                }
            });
        }
    }

    /// The base form of a written word, folded: of a verb its lemma, of any other word its singular.
    pub(crate) fn base<'w>(&'w self, word: &'w str) -> Cow<'w, str> {
        let info = self.vocabulary.info(self.vocabulary.get(word));
        match self.vocabulary.word(info.lemma) {
            "" => small_singular(word),
            lemma => {
                let verb = info.tags.has(Tag::Past) || info.tags.has(Tag::Participle) || info.tags.has(Tag::Ing);
                if verb || !lemma.eq_ignore_ascii_case(word) { Cow::Borrowed(lemma) } else { singular(lemma) }
            }
        }
    }

    /// The row of a written word.
    pub(crate) fn entry_of(&self, word: &str, class: Class) -> Option<EntryId> {
        self.row_of(self.vocabulary.get(word), class)
    }

    /// The country of this name, as countries.csv writes it.
    pub(crate) fn country(&self, name: &str) -> Option<EntryId> {
        let named = |e: &EntryId| self.row(Class::Country, *e).entry == name;
        let found = self.entry_of(name, Class::Country).filter(named);
        found.or_else(|| (0..self.rows(Class::Country).len() as u32).map(EntryId).find(named))
    }

    /// The outcome that a written word or phrase names ("killed", "dead" and "deaths" name one).
    pub(crate) fn outcome(&self, word: &str) -> Option<&str> {
        let row = |word: &str| self.entry_of(word, Class::Outcome);
        let found = row(word).or_else(|| row(&self.base(word))).or_else(|| row(&small_singular(word)))?;
        Some(self.row(Class::Outcome, found).cells[0].as_str())
    }

    /// The typed rows of the name files.
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// The typed tables of numbers, units, currencies and the words around them.
    pub(crate) fn amounts(&self) -> &Amounts {
        &self.amounts
    }

    /// A row.
    pub(crate) fn row(&self, class: Class, entry: EntryId) -> &Row {
        self.tables[class as usize].row(entry)
    }

    /// Reads through the rows of a class; words that they name may be made known on the way.
    pub(crate) fn each_row(
        &mut self,
        class: Class,
        mut take: impl FnMut(&mut Lexicon, RowView<'_>) -> Result<(), DataError>,
    ) -> Result<(), DataError> {
        let tables = std::mem::take(&mut self.tables);
        let taken = tables[class as usize].each(|_, row| take(self, row));
        self.tables = tables;
        taken
    }

    /// The rows of a class.
    pub fn rows(&self, class: Class) -> &[Row] {
        self.tables[class as usize].rows()
    }
}

fn tag_named(name: &str) -> Option<Tag> {
    Some(match name {
        "det" => Tag::Det,
        "pron" => Tag::Pron,
        "poss" => Tag::Poss,
        "prep" => Tag::Prep,
        "conj" => Tag::Conj,
        "sub" => Tag::Sub,
        "wh" => Tag::Wh,
        "to" => Tag::To,
        "neg" => Tag::Neg,
        "aux" => Tag::Aux,
        "modal" => Tag::Modal,
        "adv" => Tag::Adv,
        "adj" => Tag::Adj,
        "noun" => Tag::Noun,
        "plural" => Tag::Plural,
        "num" => Tag::Num,
        "intj" => Tag::Intj,
        "part" => Tag::Particle,
        _ => return None,
    })
}
