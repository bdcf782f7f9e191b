//! The linear model that ranks what the rules propose.
//!
//! Rules say what could be a cue, a source or an edge of a content; where several proposals are left, named features are added
//! up and the best sum wins. The weights are a table that can be read (`weights.csv`: feature, weight). A feature is a template
//! and one to three values; each template owns a stretch of one range of numbers. Few numbers have a weight, so only the pages that hold
//! one are kept: the table stays in the cache, and at run time a feature costs two loads.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::lexicon::{DataError, Lexicon};
use crate::text::{Tag, WordId};

/// What a value of a template counts.
#[derive(Clone, Copy, Debug)]
pub enum Domain {
    /// A word of the vocabulary.
    Word,
    /// A cue of the cue tables.
    Cue,
    /// A tag.
    Tag,
    /// A small number.
    Small(u16),
    /// One of these.
    Named(&'static [&'static str]),
}

/// A template: its name and the domains of its values.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its name in the weights table.
    pub name: &'static str,
    /// What its values count.
    pub domains: &'static [Domain],
}

const TAGS: [(&str, Tag); 26] = [
    ("mark", Tag::Mark),
    ("det", Tag::Det),
    ("pron", Tag::Pron),
    ("poss", Tag::Poss),
    ("prep", Tag::Prep),
    ("conj", Tag::Conj),
    ("sub", Tag::Sub),
    ("wh", Tag::Wh),
    ("to", Tag::To),
    ("neg", Tag::Neg),
    ("aux", Tag::Aux),
    ("modal", Tag::Modal),
    ("adv", Tag::Adv),
    ("adj", Tag::Adj),
    ("noun", Tag::Noun),
    ("plural", Tag::Plural),
    ("name", Tag::Name),
    ("num", Tag::Num),
    ("intj", Tag::Intj),
    ("base", Tag::Base),
    ("third", Tag::Third),
    ("past", Tag::Past),
    ("participle", Tag::Participle),
    ("ing", Tag::Ing),
    ("particle", Tag::Particle),
    ("?", Tag::Mark),
];

/// Feature numbers in a page.
const PAGE: usize = 16;

#[derive(Clone, Copy, Debug)]
struct Slot {
    offset: u32,
    sizes: [u32; 3],
}

/// The weights in force.
#[derive(Debug)]
pub struct Model {
    slots: Vec<Slot>,
    /// For each page of feature numbers where its weights stand, in pages; page 0 is empty and shared.
    pages: Vec<u16>,
    /// The weights of the pages that hold any.
    packed: Vec<f32>,
    /// A weight for every feature while the model is trained; empty otherwise.
    taught: Vec<f32>,
    templates: &'static [Template],
    cues: Vec<String>,
}

impl Model {
    /// Reads the weights table. `cues` are the names of the cue numbers.
    ///
    /// # Errors
    /// A line that is no feature and number.
    pub fn load(templates: &'static [Template], cues: Vec<String>, lexicon: &mut Lexicon, table: &str) -> Result<Model, DataError> {
        let mut reader = Reader::new(templates, &cues);
        let mut rows = Vec::with_capacity(table.len() / 24);
        for (row, line) in table.lines().zip(1..).skip(1) {
            rows.extend(reader.row(row, lexicon).map_err(|why| fault(line, why))?);
        }
        let words = lexicon.vocabulary().len() + 1;
        let mut slots = Vec::new();
        let mut offset = 0u32;
        for template in templates {
            let mut sizes = [1; 3];
            for (size, domain) in sizes.iter_mut().zip(template.domains) {
                *size = match domain {
                    Domain::Word => words as u32,
                    Domain::Cue => cues.len() as u32,
                    Domain::Tag => TAGS.len() as u32,
                    Domain::Small(n) => u32::from(*n),
                    Domain::Named(names) => names.len() as u32,
                };
            }
            slots.push(Slot { offset, sizes });
            offset += sizes.iter().product::<u32>();
        }
        let pages = vec![0; offset as usize / PAGE + 1];
        let mut model = Model { slots, pages, packed: vec![0.0; PAGE], taught: Vec::new(), templates, cues };
        for (template, at, weight) in rows {
            model.insert(model.index(template, at) as usize, weight);
        }
        Ok(model)
    }

    fn insert(&mut self, feature: usize, weight: f32) {
        let page = &mut self.pages[feature / PAGE];
        if *page == 0 {
            *page = (self.packed.len() / PAGE) as u16;
            self.packed.resize(self.packed.len() + PAGE, 0.0);
        }
        self.packed[*page as usize * PAGE + feature % PAGE] = weight;
    }

    #[inline]
    fn weight(&self, feature: usize) -> f32 {
        self.packed[self.pages[feature / PAGE] as usize * PAGE + feature % PAGE]
    }

    #[inline]
    fn index(&self, template: usize, at: [usize; 3]) -> u32 {
        let slot = &self.slots[template];
        let [a, b, c] = at;
        slot.offset + ((a as u32 * slot.sizes[1]) + (b as u32).min(slot.sizes[1] - 1)) * slot.sizes[2] + (c as u32).min(slot.sizes[2] - 1)
    }

    /// How many weights there could be.
    pub fn len(&self) -> usize {
        self.pages.len() * PAGE
    }

    /// True for a model without templates.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The weights themselves, for the trainer.
    pub fn weights_mut(&mut self) -> &mut [f32] {
        if self.taught.is_empty() {
            self.taught = (0..self.len()).map(|feature| self.weight(feature)).collect();
        }
        &mut self.taught
    }

    /// The name of a feature.
    pub fn name(&self, feature: u32, lexicon: &Lexicon) -> String {
        let n = self.slots.partition_point(|s| s.offset <= feature) - 1;
        let (slot, template) = (&self.slots[n], &self.templates[n]);
        let rest = feature - slot.offset;
        let at = [rest / slot.sizes[2] / slot.sizes[1], rest / slot.sizes[2] % slot.sizes[1], rest % slot.sizes[2]];
        let mut name = template.name.to_string();
        for (k, (domain, value)) in template.domains.iter().zip(at).enumerate() {
            name.push(if k == 0 { '=' } else { '&' });
            let _ = match domain {
                Domain::Word if value == 0 => write!(name, "?"),
                Domain::Word => write!(name, "{}", lexicon.vocabulary().word(WordId(value))),
                Domain::Cue => write!(name, "{}", self.cues[value as usize]),
                Domain::Tag => write!(name, "{}", TAGS[value as usize].0),
                Domain::Small(_) => write!(name, "{value}"),
                Domain::Named(names) => write!(name, "{}", names[value as usize]),
            };
        }
        name
    }

    /// Adds up features; with `trace` they are also listed.
    pub fn sink(&self) -> Sink<'_> {
        Sink { model: self, sum: 0.0, trace: None }
    }
}

/// Takes the features of one proposal and adds up their weights.
#[derive(Debug)]
pub struct Sink<'m> {
    model: &'m Model,
    /// The sum.
    pub sum: f32,
    /// The features, when they are asked for.
    pub trace: Option<Vec<u32>>,
}

impl Sink<'_> {
    #[inline]
    fn add(&mut self, template: usize, at: [usize; 3]) {
        let index = self.model.index(template, at);
        self.sum += match self.model.taught.get(index as usize) {
            Some(weight) => *weight,
            None => self.model.weight(index as usize),
        };
        if let Some(trace) = &mut self.trace {
            trace.push(index);
        }
    }

    /// A feature of one value.
    #[inline]
    pub fn one(&mut self, template: usize, a: usize) {
        self.add(template, [a, 0, 0]);
    }

    /// A feature of two values.
    #[inline]
    pub fn two(&mut self, template: usize, a: usize, b: usize) {
        self.add(template, [a, b, 0]);
    }

    /// A feature of three values.
    #[inline]
    pub fn three(&mut self, template: usize, a: usize, b: usize, c: usize) {
        self.add(template, [a, b, c]);
    }
}

fn fault(line: u64, message: String) -> DataError {
    DataError { file: "built in weights.csv".into(), line, message }
}

/// Reads rows of the weights table. The table is sorted, so that a row mostly has the template, and often the first values, of
/// the row before: those are not looked up again.
struct Reader<'r> {
    templates: &'static [Template],
    cues: HashMap<&'r str, usize>,
    template: usize,
    last: [(&'r str, usize); 3],
}

impl<'r> Reader<'r> {
    fn new(templates: &'static [Template], cues: &'r [String]) -> Self {
        let mut numbers = HashMap::with_capacity(cues.len());
        for (n, cue) in cues.iter().enumerate() {
            numbers.entry(cue.as_str()).or_insert(n);
        }
        Reader { templates, cues: numbers, template: 0, last: [("", 0); 3] }
    }

    /// The template, values and weight of a row; none when it names a cue or word that the user's overlay took away.
    fn row(&mut self, row: &'r str, lexicon: &mut Lexicon) -> Result<Option<(usize, [usize; 3], f32)>, String> {
        let parsed = row.rsplit_once(',').and_then(|(feature, weight)| Some((feature, number(weight)?)));
        let (feature, weight) = parsed.ok_or_else(|| format!("{row:?} is no feature and weight"))?;
        let values = match feature.strip_prefix(self.templates[self.template].name).and_then(|rest| rest.strip_prefix('=')) {
            Some(values) => values,
            None => {
                let (name, values) = feature.split_once('=').ok_or_else(|| format!("{feature:?} has no value"))?;
                let known = self.templates.iter().position(|t| t.name == name);
                self.template = known.ok_or_else(|| format!("{name:?} is no template"))?;
                self.last = [("", 0); 3];
                values
            }
        };
        let (mut at, mut rest) = ([0; 3], values);
        let mut all = true;
        for (k, &domain) in self.templates[self.template].domains.iter().enumerate() {
            let end = rest.bytes().position(|b| b == b'&').unwrap_or(rest.len());
            let value = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or("");
            if value == self.last[k].0 && !value.is_empty() {
                at[k] = self.last[k].1;
                continue;
            }
            match self.number_of(domain, value, lexicon) {
                Some(found) => (at[k], self.last[k]) = (found, (value, found)),
                None if matches!(domain, Domain::Word | Domain::Cue) => all = false,
                None => return Err(format!("{feature:?} has a value {value:?} that its template does not know")),
            }
        }
        Ok(all.then_some((self.template, at, weight)))
    }

    fn number_of(&self, domain: Domain, value: &str, lexicon: &mut Lexicon) -> Option<usize> {
        match domain {
            Domain::Word if value == "?" => Some(0),
            // Words that only the weights name must be known before the sizes of the templates are.
            Domain::Word => match lexicon.intern_phrase(value)[..] {
                [word] => Some(word.0 as usize),
                _ => Some(lexicon.vocabulary().get(value)).filter(|w| *w != WordId::UNKNOWN).map(|w| w.0 as usize),
            },
            Domain::Cue => self.cues.get(value).copied(),
            Domain::Tag => TAGS.iter().position(|(name, _)| *name == value),
            Domain::Small(most) => value.parse().ok().filter(|v| v < &usize::from(most)),
            Domain::Named(names) => names.iter().position(|name| *name == value),
        }
    }
}

/// A weight. Those that the trainer writes have two decimals: such a number is an integer divided by a hundred, and the division
/// rounds as reading the whole would.
fn number(weight: &str) -> Option<f32> {
    let (digits, negative) = weight.strip_prefix('-').map_or((weight, false), |digits| (digits, true));
    if let [whole @ .., b'.', tenths, hundredths] = digits.as_bytes()
        && (1..=4).contains(&whole.len())
        && whole.iter().chain([tenths, hundredths]).all(u8::is_ascii_digit)
    {
        let hundred = whole.iter().chain([tenths, hundredths]).fold(0u32, |n, d| n * 10 + u32::from(d - b'0')) as f32 / 100.0;
        return Some(if negative { -hundred } else { hundred });
    }
    weight.parse().ok()
}
