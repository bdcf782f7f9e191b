//! Typed readings of the number, unit, currency, comparator, change, event, label and calendar files.
//!
//! The rows are read once, when the lexicon is loaded, so that the quantity pass compares enums and numbers, not cells. Symbols
//! ("MB" against "Mb", "RM", "p") are found by their exact capitals, which the vocabulary's folded words cannot tell apart.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::table::{WordHasher, Words};
use crate::lexicon::{Class, DataError, EntryId, RowView, Table};
use crate::text::small_letters;

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            fn read(row: RowView<'_>, column: usize) -> Result<Self, DataError> {
                match row.cells[column] {
                    $($text => Ok(Self::$variant),)*
                    other => Err(row.error(format!("{other:?} is not one of {}", [$($text),*].join(", ")))),
                }
            }
        }
    };
}

kinds! {
    /// What a number word does in a number.
    NumberKind {
        /// zero
        Zero = "zero",
        /// one to nine
        Unit = "unit",
        /// ten to nineteen
        Teen = "teen",
        /// twenty to ninety
        Ten = "ten",
        /// hundred
        Hundred = "hundred",
        /// thousand, million, lakh
        Scale = "scale",
        /// dozen
        Dozen = "dozen",
        /// half, third, quarter: one part of so many
        Part = "part",
        /// thirds, quarters
        Parts = "parts",
        /// dozens, hundreds of thousands
        Vague = "vague",
        /// twice, double, threefold
        Multiple = "multiple",
        /// doubled, tripling
        Growth = "growth",
        /// halved: half of it is gone
        Halving = "halving",
        /// no, none
        None = "none",
        /// nobody, no one
        Nobody = "nobody",
        /// (a) couple
        Couple = "couple",
        /// several, few, many: makes a vague amount of the scale behind it
        Several = "several",
    }
}

kinds! {
    /// Where the name or sign of a currency stands.
    CurrencyPlace {
        /// A sign, before or behind the amount.
        Symbol = "symbol",
        /// Letters right before the amount, in these capitals ("RM79").
        Prefix = "prefix",
        /// An ISO 4217 code.
        Code = "code",
        /// A word behind the amount.
        Word = "word",
    }
}

kinds! {
    /// Where a comparator stands.
    ComparatorPlace {
        /// Before the amount.
        Before = "before",
        /// Behind the amount.
        After = "after",
        /// On either side.
        Both = "both",
        /// A verb that compares, before the amount.
        Verb = "verb",
    }
}

kinds! {
    /// The sort of word that says a change.
    ChangeKind {
        /// A verb.
        Verb = "verb",
        /// A noun.
        Noun = "noun",
        /// A verb that is a noun in the same form.
        Both = "both",
        /// "up", "down", "higher".
        Adverb = "adverb",
    }
}

kinds! {
    /// What an event word says of the counted.
    EventKind {
        /// A verb of killing and hurting: its object is people when nothing else is said.
        Harm = "harm",
        /// Any other verb whose object is people when nothing else is said.
        Person = "person",
        /// A state that people are in ("dead", "missing").
        State = "state",
        /// A noun that names the event ("deaths").
        Noun = "noun",
        /// A count of such events ("toll").
        Toll = "toll",
    }
}

kinds! {
    /// How a word makes a label of the number behind it.
    LabelKind {
        /// Always.
        Any = "any",
        /// When nothing is counted behind the number.
        Bare = "bare",
    }
}

kinds! {
    /// What a calendar or clock word is.
    CalendarKind {
        /// A month.
        Month = "month",
        /// A day of the week.
        Weekday = "weekday",
        /// A time zone.
        Zone = "zone",
        /// "a.m.", "o'clock".
        Clock = "clock",
        /// "summer"
        Season = "season",
        /// "early", "Christmas": a word that a year follows
        Yearly = "yearly",
    }
}

/// A number word.
#[derive(Clone, Copy, Debug)]
pub struct NumberWord {
    /// What it does.
    pub kind: NumberKind,
    /// Its value, or the lower bound of a vague word.
    pub low: f64,
    /// Its value, or the upper bound of a vague word.
    pub high: f64,
}

/// A unit of measure.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its full singular name.
    pub name: Words,
    /// The name of its measure.
    pub measure: Words,
}

/// A currency by one of its names.
#[derive(Clone, Debug)]
pub struct Currency {
    /// The ISO 4217 code when the article says nothing else.
    pub code: Words,
    /// Where the name stands.
    pub place: CurrencyPlace,
    /// What one of these is in the currency (a cent is 0.01).
    pub factor: f64,
    /// Country code to currency code, for words that several currencies share ("peso").
    pub countries: Vec<(Words, Words)>,
}

/// A comparator.
#[derive(Clone, Debug)]
pub struct ComparatorWord {
    /// Where it stands.
    pub place: ComparatorPlace,
    /// The comparator's name.
    pub comparator: Words,
}

/// The typed tables, each indexed by the row number of its file.
#[derive(Debug, Default)]
pub struct Amounts {
    /// numbers.csv
    pub numbers: Vec<NumberWord>,
    /// units.csv
    pub units: Vec<Unit>,
    /// currencies.csv
    pub currencies: Vec<Currency>,
    /// comparators.csv
    pub comparators: Vec<ComparatorWord>,
    /// changes.csv: true is up
    pub changes: Vec<(bool, ChangeKind)>,
    /// events.csv
    pub events: Vec<EventKind>,
    /// labels.csv
    pub labels: Vec<LabelKind>,
    /// clock.csv
    pub calendar: Vec<CalendarKind>,
    unit_exact: Places,
    unit_folded: Places,
    currency_exact: Places,
    currency_folded: Places,
}

/// The rows of written words.
type Places = HashMap<Words, EntryId, BuildHasherDefault<WordHasher>>;

impl Amounts {
    /// Reads the rows of the loaded tables.
    ///
    /// # Errors
    /// The first cell that cannot be read, with its line.
    pub(super) fn read(tables: &[Table]) -> Result<Amounts, DataError> {
        let each = |class: Class, take: &mut dyn FnMut(EntryId, RowView<'_>) -> Result<(), DataError>| tables[class as usize].each(take);
        let mut amounts = Amounts::default();
        each(Class::Number, &mut |_, row| {
            amounts.numbers.push(NumberWord { kind: NumberKind::read(row, 0)?, low: number(row, 1)?, high: number(row, 2)? });
            Ok(())
        })?;
        let mut symbols = Vec::new();
        each(Class::Unit, &mut |entry, row| {
            for form in std::iter::once(row.entry).chain(row.list(0)) {
                amounts.unit_folded.entry(small(form)).or_insert(entry);
            }
            for symbol in row.list(1).map(Words::new) {
                let first = *amounts.unit_exact.entry(symbol.clone()).or_insert(entry);
                symbols.push((symbol, first));
            }
            amounts.units.push(Unit { name: Words::new(row.entry), measure: Words::new(row.cells[2]) });
            Ok(())
        })?;
        for (symbol, entry) in symbols.into_iter().filter(|(symbol, _)| symbol.len() > 1) {
            amounts.unit_folded.entry(small(&symbol)).or_insert(entry);
        }
        each(Class::Currency, &mut |entry, row| {
            let place = CurrencyPlace::read(row, 1)?;
            let pair = |pair: &str| pair.split_once('=').map(|(a, b)| (Words::new(a), Words::new(b)));
            let countries = row.list(3).map(pair).collect::<Option<Vec<_>>>();
            let countries = countries.ok_or_else(|| row.error("countries must be country=currency pairs joined by ;"))?;
            match place {
                CurrencyPlace::Prefix | CurrencyPlace::Code => amounts.currency_exact.entry(Words::new(row.entry)).or_insert(entry),
                CurrencyPlace::Symbol | CurrencyPlace::Word => amounts.currency_folded.entry(small(row.entry)).or_insert(entry),
            };
            amounts.currencies.push(Currency { code: Words::new(row.cells[0]), place, factor: number(row, 2)?, countries });
            Ok(())
        })?;
        each(Class::Comparator, &mut |_, row| {
            amounts.comparators.push(ComparatorWord { place: ComparatorPlace::read(row, 0)?, comparator: Words::new(row.cells[1]) });
            Ok(())
        })?;
        each(Class::Change, &mut |_, row| {
            let up = match row.cells[0] {
                "up" => true,
                "down" => false,
                other => return Err(row.error(format!("{other:?} is not up or down"))),
            };
            amounts.changes.push((up, ChangeKind::read(row, 1)?));
            Ok(())
        })?;
        each(Class::Event, &mut |_, row| {
            amounts.events.push(EventKind::read(row, 0)?);
            Ok(())
        })?;
        each(Class::Label, &mut |_, row| {
            amounts.labels.push(LabelKind::read(row, 0)?);
            Ok(())
        })?;
        each(Class::Clock, &mut |_, row| {
            amounts.calendar.push(CalendarKind::read(row, 0)?);
            Ok(())
        })?;
        Ok(amounts)
    }

    /// The unit of a single word or symbol as written: by its exact capitals first, then in any.
    pub fn unit(&self, written: &str) -> Option<&Unit> {
        let entry = self.unit_exact.get(written).or_else(|| self.unit_folded.get(&*small_letters(written)))?;
        Some(&self.units[entry.0 as usize])
    }

    /// The currency of a sign, code, prefix or word as written.
    pub fn currency(&self, written: &str) -> Option<&Currency> {
        // "$" and "pounds" are what they are in small letters.
        let entry = self.currency_exact.get(written).or_else(|| self.currency_folded.get(&*small_letters(written)))?;
        Some(&self.currencies[entry.0 as usize])
    }
}

/// The words in small letters.
fn small(words: &str) -> Words {
    Words::new(&small_letters(words))
}

fn number(row: RowView<'_>, column: usize) -> Result<f64, DataError> {
    row.cells[column].parse().map_err(|_| row.error(format!("{:?} is not a number", row.cells[column])))
}
