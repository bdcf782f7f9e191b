//! Typed readings of the number, unit, currency, comparator, change, event, label and calendar files.
//!
//! The rows are read once, when the lexicon is loaded, so that the quantity pass compares enums and numbers, not cells. Symbols
//! ("MB" against "Mb", "RM", "p") are found by their exact capitals, which the vocabulary's folded words cannot tell apart.

use std::collections::HashMap;

use crate::lexicon::{Class, DataError, EntryId, Row, Table};

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            fn read(row: &Row, column: usize) -> Result<Self, DataError> {
                match &*row.cells[column] {
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
    pub name: String,
    /// The name of its measure.
    pub measure: String,
}

/// A currency by one of its names.
#[derive(Clone, Debug)]
pub struct Currency {
    /// The ISO 4217 code when the article says nothing else.
    pub code: String,
    /// Where the name stands.
    pub place: CurrencyPlace,
    /// What one of these is in the currency (a cent is 0.01).
    pub factor: f64,
    /// Country code to currency code, for words that several currencies share ("peso").
    pub countries: Vec<(String, String)>,
}

/// A comparator.
#[derive(Clone, Debug)]
pub struct ComparatorWord {
    /// Where it stands.
    pub place: ComparatorPlace,
    /// The comparator's name.
    pub comparator: String,
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
    unit_exact: HashMap<String, EntryId>,
    unit_folded: HashMap<String, EntryId>,
    currency_exact: HashMap<String, EntryId>,
    currency_folded: HashMap<String, EntryId>,
}

impl Amounts {
    /// Reads the rows of the loaded tables.
    ///
    /// # Errors
    /// The first cell that cannot be read, with its line.
    pub(super) fn read(tables: &[Table]) -> Result<Amounts, DataError> {
        let rows = |class: Class| tables[class as usize].rows();
        let mut amounts = Amounts::default();
        for row in rows(Class::Number) {
            amounts.numbers.push(NumberWord { kind: NumberKind::read(row, 0)?, low: number(row, 1)?, high: number(row, 2)? });
        }
        for (n, row) in rows(Class::Unit).iter().enumerate() {
            let entry = EntryId(n as u32);
            for form in std::iter::once(&*row.entry).chain(row.list(0)) {
                amounts.unit_folded.entry(form.to_lowercase()).or_insert(entry);
            }
            for symbol in row.list(1) {
                amounts.unit_exact.entry(symbol.into()).or_insert(entry);
            }
            amounts.units.push(Unit { name: row.entry.to_string(), measure: row.cells[2].to_string() });
        }
        for row in rows(Class::Unit) {
            for symbol in row.list(1).filter(|s| s.len() > 1) {
                let entry = amounts.unit_exact[symbol];
                amounts.unit_folded.entry(symbol.to_lowercase()).or_insert(entry);
            }
        }
        for (n, row) in rows(Class::Currency).iter().enumerate() {
            let entry = EntryId(n as u32);
            let place = CurrencyPlace::read(row, 1)?;
            let countries =
                row.list(3).map(|pair| pair.split_once('=').map(|(a, b)| (a.to_string(), b.to_string()))).collect::<Option<Vec<_>>>();
            let countries = countries.ok_or_else(|| row.error("countries must be country=currency pairs joined by ;"))?;
            match place {
                CurrencyPlace::Prefix | CurrencyPlace::Code => amounts.currency_exact.entry(row.entry.to_string()).or_insert(entry),
                CurrencyPlace::Symbol | CurrencyPlace::Word => amounts.currency_folded.entry(row.entry.to_lowercase()).or_insert(entry),
            };
            amounts.currencies.push(Currency { code: row.cells[0].to_string(), place, factor: number(row, 2)?, countries });
        }
        for row in rows(Class::Comparator) {
            amounts.comparators.push(ComparatorWord { place: ComparatorPlace::read(row, 0)?, comparator: row.cells[1].to_string() });
        }
        for row in rows(Class::Change) {
            let up = match &*row.cells[0] {
                "up" => true,
                "down" => false,
                other => return Err(row.error(format!("{other:?} is not up or down"))),
            };
            amounts.changes.push((up, ChangeKind::read(row, 1)?));
        }
        for row in rows(Class::Event) {
            amounts.events.push(EventKind::read(row, 0)?);
        }
        for row in rows(Class::Label) {
            amounts.labels.push(LabelKind::read(row, 0)?);
        }
        for row in rows(Class::Clock) {
            amounts.calendar.push(CalendarKind::read(row, 0)?);
        }
        Ok(amounts)
    }

    /// The unit of a single word or symbol as written: by its exact capitals first, then in any.
    pub fn unit(&self, written: &str) -> Option<&Unit> {
        let entry = self.unit_exact.get(written).or_else(|| self.unit_folded.get(written.to_lowercase().as_str()))?;
        Some(&self.units[entry.0 as usize])
    }

    /// The currency of a sign, code, prefix or word as written.
    pub fn currency(&self, written: &str) -> Option<&Currency> {
        // "$" and "pounds" are what they are in small letters.
        let small = written.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let folded = || if small { self.currency_folded.get(written) } else { self.currency_folded.get(written.to_lowercase().as_str()) };
        let entry = self.currency_exact.get(written).or_else(folded)?;
        Some(&self.currencies[entry.0 as usize])
    }
}

fn number(row: &Row, column: usize) -> Result<f64, DataError> {
    row.cells[column].parse().map_err(|_| row.error(format!("{:?} is not a number", row.cells[column])))
}
