//! The built-in lexicon as it stands after loading, in one block of bytes.
//!
//! Cutting a megabyte of word lists and numbering their words costs more than the rest of a start. The build script does it
//! once and packs the tables; a start without lexicon files of the user's own only unpacks them. Numbers are little-endian, every
//! list begins with its length in bytes, and both directions go through the tables in the same order.

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
    /// Appends a list of bytes.
    pub fn bytes(&mut self, list: &[u8]) {
        self.0.extend_from_slice(&(list.len() as u32).to_le_bytes());
        self.0.extend_from_slice(list);
    }

    /// Appends a list of numbers.
    pub fn numbers(&mut self, list: impl Iterator<Item = u32>) {
        let list: Vec<u8> = list.flat_map(u32::to_le_bytes).collect();
        self.bytes(&list);
    }

    /// Appends a list of wide numbers.
    pub fn wide(&mut self, list: impl Iterator<Item = u64>) {
        let list: Vec<u8> = list.flat_map(u64::to_le_bytes).collect();
        self.bytes(&list);
    }
}

/// Takes the lists from the block again, in their order; none when it ends too early.
pub struct Unpacker<'b>(&'b [u8]);

impl<'b> Unpacker<'b> {
    /// The next list of bytes.
    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (list, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(list)
    }

    /// The next list of numbers, as it lies there.
    pub fn numbers(&mut self) -> Option<&'b [[u8; 4]]> {
        Some(self.bytes()?.as_chunks().0)
    }

    /// The next list of wide numbers, as it lies there.
    pub fn wide(&mut self) -> Option<&'b [[u8; 8]]> {
        Some(self.bytes()?.as_chunks().0)
    }
}

impl Lexicon {
    /// The tables as a block of bytes, rows of the files aside.
    pub fn pack(&self) -> Vec<u8> {
        let mut to = Packer::default();
        self.vocabulary.pack(&mut to);
        self.phrases.pack(&mut to);
        self.words.pack(&mut to);
        self.names.pack(&mut to);
        to.0
    }

    /// The built-in lexicon from the block that `pack` made of it.
    ///
    /// # Errors
    /// When the block is none of this program's.
    pub fn unpack(block: &[u8]) -> Result<Lexicon, DataError> {
        let mut tables = Vec::with_capacity(FILES.len());
        for spec in FILES {
            tables.push(Table::load(spec.name, spec.columns, spec.text, &[])?);
        }
        let mut lexicon = Self::of_tables(&mut Unpacker(block)).ok_or_else(|| DataError {
            file: "built in lexicon".into(),
            line: 0,
            message: "its packed tables are broken; build the program anew".into(),
        })?;
        lexicon.amounts = Amounts::read(&tables)?;
        lexicon.tables = tables;
        Ok(lexicon)
    }

    fn of_tables(from: &mut Unpacker<'_>) -> Option<Lexicon> {
        Some(Lexicon {
            vocabulary: Vocabulary::unpack(from)?,
            phrases: Phrases::unpack(from)?,
            words: Pairs::unpack(from)?,
            tables: Vec::new(),
            names: Names::unpack(from)?,
            amounts: Amounts::default(),
            form: String::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_lexicon_is_the_loaded_one() {
        let loaded = Lexicon::load(&[]).expect("the built-in lexicon loads");
        let block = loaded.pack();
        let unpacked = Lexicon::unpack(&block).expect("it unpacks");
        assert_eq!(loaded.vocabulary, unpacked.vocabulary);
        assert_eq!(loaded.phrases, unpacked.phrases);
        assert_eq!(loaded.words, unpacked.words);
        assert_eq!(loaded.names, unpacked.names);
        assert_eq!(block.as_slice(), crate::PACKED_LEXICON, "the block in the program is the one of these files");
        assert!(Lexicon::unpack(&block[..block.len() / 2]).is_err(), "half a block is an error");
    }
}
