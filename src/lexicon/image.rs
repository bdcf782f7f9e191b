//! The built-in lexicon as it stands after loading, in one block of bytes.
//!
//! Cutting a megabyte of word lists and numbering their words costs more than the rest of a start. The build script does it
//! once and packs the tables; a start without lexicon files of the user's own uses them where they lie in the program, so that
//! pages of memory are only taken by what the text at hand asks for. Numbers are little-endian wherever the program runs, every
//! list begins with its length in bytes, and both directions go through the tables in the same order.

use std::borrow::Cow;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::amounts::Amounts;
use super::names::Names;
use super::pairs::Pairs;
use super::phrases::Phrases;
use super::table::{DataError, Table};
use super::vocabulary::Vocabulary;
use super::{FILES, Lexicon};

/// Appends lists to the block.
#[derive(Default)]
pub struct Packer(Vec<u8>);

impl Packer {
    /// Appends a list.
    pub fn list<T: IntoBytes + Immutable>(&mut self, list: &[T]) {
        let bytes = list.as_bytes();
        self.0.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    /// All of it.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Takes the lists from the block again, in their order; none when it ends too early.
pub struct Unpacker(&'static [u8]);

impl Unpacker {
    /// Begins with the first list.
    pub fn new(block: &'static [u8]) -> Unpacker {
        Unpacker(block)
    }

    fn bytes(&mut self) -> Option<&'static [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (list, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(list)
    }

    /// The next list, as it lies there.
    pub fn list<T: FromBytes + Immutable + KnownLayout + Unaligned + Clone>(&mut self) -> Option<Cow<'static, [T]>> {
        <[T]>::ref_from_bytes(self.bytes()?).ok().map(Cow::Borrowed)
    }

    /// The next list, when it is as long as this table is.
    pub fn fixed<T: FromBytes + Immutable + KnownLayout + Unaligned>(&mut self) -> Option<&'static T> {
        T::ref_from_bytes(self.bytes()?).ok()
    }

    /// The next list as text.
    pub fn text(&mut self) -> Option<&'static str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

impl Lexicon {
    /// Appends the tables, rows of the files aside.
    pub fn pack(&self, to: &mut Packer) {
        self.vocabulary.pack(to);
        self.phrases.pack(to);
        self.words.pack(to);
        self.names.pack(to);
    }

    /// The built-in lexicon as `pack` left it.
    ///
    /// # Errors
    /// When the block is none of this program's.
    pub fn unpack(from: &mut Unpacker) -> Result<Lexicon, DataError> {
        let tables = FILES.iter().map(|spec| Table::built_in(spec.name, spec.columns, spec.text)).collect();
        let mut lexicon = Self::of_tables(from, tables).ok_or_else(broken)?;
        lexicon.amounts = Amounts::read(&lexicon.tables)?;
        Ok(lexicon)
    }

    fn of_tables(from: &mut Unpacker, tables: Vec<Table>) -> Option<Lexicon> {
        Some(Lexicon {
            vocabulary: Vocabulary::unpack(from)?,
            phrases: Phrases::unpack(from)?,
            words: Pairs::unpack(from)?,
            tables,
            names: Names::unpack(from)?,
            amounts: Amounts::default(),
            form: String::new(),
        })
    }
}

/// What to say of a block that is none of this program's.
pub fn broken() -> DataError {
    let message = "its packed tables are broken; build the program anew".into();
    DataError { file: "built in lexicon".into(), line: 0, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_lexicon_is_the_loaded_one() {
        let loaded = Lexicon::load(&[]).expect("the built-in lexicon loads");
        let mut packer = Packer::default();
        loaded.pack(&mut packer);
        let block: &'static [u8] = packer.into_bytes().leak();
        let unpacked = Lexicon::unpack(&mut Unpacker::new(block)).expect("it unpacks");
        assert_eq!(loaded.vocabulary, unpacked.vocabulary);
        assert_eq!(loaded.phrases, unpacked.phrases);
        assert_eq!(loaded.words, unpacked.words);
        assert_eq!(loaded.names, unpacked.names);
        assert!(Lexicon::unpack(&mut Unpacker::new(&block[..block.len() / 2])).is_err(), "half a block is an error");
    }
}
