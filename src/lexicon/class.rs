//! The lexicon files: their names, columns and classes, in one list.
//!
//! A file is one class: a token or a phrase that stands in the file has its class, and the row is found through it.
//! To add a file: a line in `files!`, the CSV in `data/`, and, when the rows need more than their entry looked up, a typed
//! reading in `lexicon::typed`.

/// One lexicon file.
#[derive(Debug)]
pub struct FileSpec {
    /// The file's name.
    pub name: &'static str,
    /// The class of its entries.
    pub class: Class,
    /// Its columns after `entry`.
    pub columns: &'static [&'static str],
    /// Columns (by number) whose `;`-lists hold further forms of the entry.
    pub forms: &'static [usize],
    /// What it is for.
    pub doc: &'static str,
    /// The built-in text.
    pub text: &'static str,
}

macro_rules! files {
    ($($class:ident = $file:literal, [$($column:literal),*], forms [$($form:literal),*], $doc:literal;)*) => {
        /// The class of a lexicon entry: the file it stands in.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Class {
            $(#[doc = $doc] $class,)*
        }

        /// Every lexicon file, in the order of the classes.
        pub const FILES: &[FileSpec] = &[$(FileSpec {
            name: $file,
            class: Class::$class,
            columns: &[$($column),*],
            forms: &[$($form),*],
            doc: $doc,
            text: include_str!(concat!("data/", $file)),
        },)*];
    };
}

files! {
    Word = "words.csv", ["tags"], forms [], "Closed-class words and common words with their tags.";
    Verb = "verbs.csv", ["forms", "noun"], forms [], "Verbs with their irregular forms.";
    Abbreviation = "abbreviations.csv", ["kind"], forms [], "Abbreviations whose full stop does not end a sentence.";
    Plural = "plurals.csv", ["singular"], forms [], "Irregular plurals with their singulars.";
}

impl Class {
    /// Its bit in `WordInfo::classes`.
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }

    /// Its file.
    pub fn spec(self) -> &'static FileSpec {
        &FILES[self as usize]
    }
}
