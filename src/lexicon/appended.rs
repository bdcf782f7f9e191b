//! The user's rows that only come behind the built-in ones, as those of a list of names do.
//!
//! Such a list may be long, so nothing is made of a row before somebody asks for it: the text stays as it was read, with the place
//! of each row, and its words are numbered behind those of the packed lexicon. Files that replace or disable rows, or are of a class
//! that other tables are made from, go through the whole lexicon anew.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use smallvec::SmallVec;

use super::kinds::Kinds;
use super::laid::Header;
use super::records;
use super::table::{DataError, DataFile, Row, RowView, Table, WordHasher};
use super::{Class, EntryId, FILES, FileSpec, Lexicon, aliases};

/// The rows of one file, in its own text.
#[derive(Clone, Debug)]
pub struct Appended {
    files: Arc<[DataFile]>,
    file: usize,
    header: Header,
    origin: Arc<str>,
    /// Where each row begins.
    starts: Vec<u32>,
    /// The rows that stand further down than the rows before say, by empty lines or cells of several lines: once for each line.
    gaps: Vec<u32>,
}

impl Appended {
    /// The rows of a file, none taken so far.
    ///
    /// # Errors
    /// What is wrong with the header.
    fn of(files: &Arc<[DataFile]>, file: usize, columns: &[&str]) -> Result<Appended, DataError> {
        let (text, origin) = (text_of(files, file), &files[file].origin);
        let header = Header::of(text, columns, origin)?;
        let starts = Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count());
        Ok(Appended { files: Arc::clone(files), file, header, origin: origin.as_str().into(), starts, gaps: Vec::new() })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    fn push(&mut self, at: records::Place) {
        let n = self.len();
        let gaps = (at.line as usize).saturating_sub(n + self.gaps.len() + 2);
        self.gaps.extend(std::iter::repeat_n(n as u32, gaps));
        self.starts.push(at.start as u32);
    }

    fn with<R>(&self, n: usize, then: impl FnOnce(RowView<'_>) -> R) -> R {
        let line = (n + self.gaps.partition_point(|gap| *gap as usize <= n) + 2) as u64;
        records::with_row(text_of(&self.files, self.file), self.starts[n] as usize, |written| {
            let entry = self.header.entry(written, line).map_or("", |(entry, _)| entry);
            let cells: SmallVec<[&str; 8]> = self.header.cells(written).collect();
            then(RowView::new(entry, &cells, &self.origin, line))
        })
    }

    /// A row.
    pub fn row(&self, n: usize) -> Row {
        self.with(n, |row| row.to_row())
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        (0..self.len()).map(|n| self.row(n))
    }
}

fn text_of(files: &[DataFile], file: usize) -> &str {
    files[file].text.trim_start_matches('\u{feff}')
}

/// Nothing is made from the rows of such a class but the places of their entries.
const fn is_plain(class: Class) -> bool {
    use Class::{
        AttributionWord, Change, Clock, Comparator, Cue, CueNoun, CueWord, Currency, Event, Label, Number, Plural, Unit, Verb, Word,
    };
    !matches!(
        class,
        Word | Verb
            | Plural
            | Cue
            | CueNoun
            | CueWord
            | AttributionWord
            | Number
            | Unit
            | Currency
            | Comparator
            | Change
            | Event
            | Label
            | Clock
    )
}

/// The rows of a file that an earlier row has the words of, so that no word leads to them.
#[derive(Default)]
struct Hidden {
    own: HashMap<String, usize, BuildHasherDefault<WordHasher>>,
    /// The entries of the rows before the file, once somebody asked for them.
    before: Option<HashSet<String>>,
}

impl Hidden {
    fn is_before(&mut self, table: &Table, entry: &str) -> Result<bool, DataError> {
        if self.before.is_none() {
            let mut known = HashSet::with_capacity(table.len());
            table.each(|_, row| {
                known.insert(row.entry.to_string());
                Ok(())
            })?;
            self.before = Some(known);
        }
        Ok(self.before.as_ref().is_some_and(|known| known.contains(entry)))
    }
}

impl Lexicon {
    /// Puts the rows of the user's files behind those of the packed lexicon. False when they do more than that; the lexicon is of no
    /// use then.
    ///
    /// # Errors
    /// The first fault of a file, with its line.
    pub(crate) fn append(&mut self, overlay: &Arc<[DataFile]>) -> Result<bool, DataError> {
        let of = |spec: &'static FileSpec| (0..overlay.len()).filter(|n| overlay[*n].name == spec.name).map(move |n| (spec, n));
        let files: Vec<(&FileSpec, usize)> = FILES.iter().flat_map(of).collect();
        if !files.iter().all(|(spec, _)| is_plain(spec.class)) {
            return Ok(false);
        }
        let count = |byte: u8| files.iter().map(|(_, n)| memchr::memchr_iter(byte, overlay[*n].text.as_bytes()).count()).sum::<usize>();
        let (rows, spaces) = (count(b'\n'), count(b' '));
        // A row of a long list brings about one word that nobody knows.
        self.vocabulary.reserve(rows + rows / 4);
        self.phrases.reserve(rows, spaces + rows.min(spaces));
        let mut tables = std::mem::take(&mut self.tables);
        for (spec, n) in &files {
            match self.append_file(spec, &tables[spec.class as usize], overlay, *n)? {
                Some(rows) => tables[spec.class as usize].append(rows),
                None => return Ok(false),
            }
        }
        self.tables = tables;
        if files.iter().any(|(spec, _)| spec.class == Class::Alias) {
            aliases::check(self.rows(Class::Alias))?;
        }
        Ok(true)
    }

    fn append_file(&mut self, spec: &FileSpec, table: &Table, files: &Arc<[DataFile]>, file: usize) -> Result<Option<Appended>, DataError> {
        let (first, mut kinds) = (table.len(), Kinds::of(spec)?);
        let mut own = Appended::of(files, file, spec.columns)?;
        if own.header.disables() {
            return Ok(None);
        }
        let (mut hidden, mut only_adds) = (Hidden::default(), true);
        let done = records::rows(text_of(files, file), &files[file].origin, |written, at| {
            let (name, _) = own.header.entry(written, at.line)?;
            let cells: SmallVec<[&str; 8]> = own.header.cells(written).collect();
            let row = RowView::new(name, &cells, &own.origin, at.line);
            kinds.check(row)?;
            let n = own.len();
            let entry = EntryId((first + n) as u32);
            let taken_by = self.add(name, spec.class, entry).1;
            if taken_by != Some(entry) {
                let same = taken_by.and_then(|by| (by.0 as usize).checked_sub(first)).filter(|by| own.with(*by, |row| row.entry == name));
                if let Some(other) = same.or_else(|| hidden.own.insert(name.to_string(), n)) {
                    let line = own.with(other, |row| row.line());
                    return Err(row.error(format!("{name:?} is here already in line {line}; keep one of the two rows")));
                }
                if hidden.is_before(table, name)? {
                    only_adds = false;
                    // What is wrong here does not matter: no further row is read.
                    return Err(row.error("replaces"));
                }
            }
            self.add_forms(row, spec, entry);
            self.names.take(spec.class, row)?;
            own.push(at);
            Ok(())
        });
        if !only_adds {
            return Ok(None);
        }
        done.map(|()| Some(own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Packer, Unpacker};

    fn packed() -> Lexicon {
        let mut packer = Packer::default();
        Lexicon::load(&[]).expect("the built-in lexicon loads").pack(&mut packer);
        Lexicon::unpack(&mut Unpacker::new(packer.into_bytes().leak())).expect("it unpacks")
    }

    fn files(files: &[(&str, &str)]) -> Arc<[DataFile]> {
        files.iter().map(|(name, text)| DataFile { name: (*name).into(), origin: "mine".into(), text: (*text).into() }).collect()
    }

    /// What each phrase leads to in each class, with its row.
    fn found(lexicon: &Lexicon, phrases: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for phrase in phrases {
            let (mut tokens, mut landmarks) = (Vec::new(), Default::default());
            crate::text::tokenize(phrase, lexicon.vocabulary(), &mut tokens, &mut landmarks);
            lexicon.entries_at(&tokens, 0, u64::MAX, |class, length, entry| {
                all.push(format!("{phrase}: {class:?} {length} {:?}", lexicon.row(class, entry)));
            });
        }
        all
    }

    #[test]
    fn appended_rows_are_those_of_the_whole_lexicon_loaded_anew() {
        let organizations =
            "\u{feff}aliases,entry,acronym\r\n\r\nTarn Union;Wole,Tarn Valley Growers,TVG\r\n,Grubenwerk,\r\n,Red Cross Oberau,";
        let places = "entry,kind\n\"Tarn Valley\nGrowers\",city\n\n\nOberau am Tarn,\n\"Röhrenbach\",city\n";
        let overlay = files(&[("organizations.csv", organizations), ("places.csv", places)]);
        let mut appended = packed();
        assert!(appended.append(&overlay).expect("no fault"), "rows are only added");
        let loaded = Lexicon::load(&overlay).expect("no fault");
        let phrases = [
            "Tarn Valley Growers",
            "TVG",
            "Tarn Union",
            "Wole",
            "Grubenwerk",
            "Red Cross Oberau",
            "Oberau am Tarn",
            "Röhrenbach",
            "Red Cross",
            "Berlin",
        ];
        let expected = found(&loaded, &phrases);
        assert_eq!(found(&appended, &phrases), expected);
        assert!(expected.iter().any(|line| line.contains("Oberau am Tarn") && line.contains("line: 6")), "{expected:#?}");
        for class in [Class::Organization, Class::Place] {
            let lines = |lexicon: &Lexicon| lexicon.rows(class).iter().map(|row| format!("{row:?}")).collect::<Vec<_>>();
            assert_eq!(lines(&appended), lines(&loaded));
        }
    }

    #[test]
    fn files_that_do_more_are_left_to_the_whole_lexicon() {
        for (name, text) in [
            ("places.csv", "entry,kind\nOberau am Tarn,\nBerlin,city\n"),
            ("places.csv", "entry,disabled\nBerlin,true\n"),
            ("words.csv", "entry,tags\ngrubbed,adj\n"),
        ] {
            assert!(!packed().append(&files(&[(name, text)])).expect("no fault"), "{text:?}");
        }
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for (name, text, line) in [
            ("places.csv", "entry,kind\nOberau,\n\nTarn,\nOberau,\n", 5),
            ("places.csv", "entry,kind\nOberau,\nOBERAU,\nTarn,\nOBERAU,\n", 5),
            ("places.csv", "entry,kind\nOberau,hamlet of sorts\n", 2),
            ("places.csv", "entry,kind\nOberau\n", 2),
            ("places.csv", "entry,sort\nOberau,\n", 1),
            ("places.csv", "entry,common_word\nTarn,\nOberau,maybe\n", 3),
            ("places.csv", "", 1),
        ] {
            assert_eq!(packed().append(&files(&[(name, text)])).expect_err(text).line, line, "{text:?}");
        }
    }
}
