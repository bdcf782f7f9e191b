//! The linear model that ranks what the rules propose.
//!
//! Rules say what could be a cue, a source or an edge of a content; where several proposals are left, named features are added
//! up and the best sum wins. The weights are a table that can be read (`weights.csv`: feature, weight). A feature is a template
//! and one to three values; each template owns a stretch of one flat array, so that at run time a feature costs one load.

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

#[derive(Clone, Copy, Debug)]
struct Slot {
    offset: u32,
    sizes: [u32; 3],
}

/// The weights in force.
#[derive(Debug)]
pub struct Model {
    slots: Vec<Slot>,
    weights: Vec<f32>,
    templates: &'static [Template],
    cues: Vec<String>,
}

impl Model {
    /// Reads the weights table. `cues` are the names of the cue numbers.
    ///
    /// # Errors
    /// A line that is no feature and number.
    pub fn load(templates: &'static [Template], cues: Vec<String>, lexicon: &mut Lexicon, table: &str) -> Result<Model, DataError> {
        let rows = parse(table)?;
        for (line, feature, _) in &rows {
            intern_words(templates, feature, lexicon, *line)?;
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
        let mut model = Model { slots, weights: vec![0.0; offset as usize], templates, cues };
        for (line, feature, weight) in rows {
            // A cue or word that the user's overlay took away leaves its weights without a place.
            if let Some(index) = model.index_named(feature, lexicon).map_err(|why| fault(line, why))? {
                model.weights[index as usize] = weight;
            }
        }
        Ok(model)
    }

    fn index_named(&self, feature: &str, lexicon: &Lexicon) -> Result<Option<u32>, String> {
        let (n, values) = split(self.templates, feature)?;
        let mut at = [0usize; 3];
        for ((place, domain), value) in at.iter_mut().zip(self.templates[n].domains).zip(values) {
            let found = match domain {
                Domain::Word if value == "?" => Some(0),
                Domain::Word => Some(lexicon.vocabulary().get(value)).filter(|w| *w != WordId::UNKNOWN).map(|w| w.0 as usize),
                Domain::Cue => self.cues.iter().position(|c| c == value),
                Domain::Tag => TAGS.iter().position(|(name, _)| *name == value),
                Domain::Small(most) => value.parse().ok().filter(|v| v < &usize::from(*most)),
                Domain::Named(names) => names.iter().position(|name| *name == value),
            };
            match found {
                Some(found) => *place = found,
                None if matches!(domain, Domain::Word | Domain::Cue) => return Ok(None),
                None => return Err(format!("{feature:?} has a value {value:?} that its template does not know")),
            }
        }
        Ok(Some(self.index(n, at)))
    }

    #[inline]
    fn index(&self, template: usize, at: [usize; 3]) -> u32 {
        let slot = &self.slots[template];
        let [a, b, c] = at;
        slot.offset + ((a as u32 * slot.sizes[1]) + (b as u32).min(slot.sizes[1] - 1)) * slot.sizes[2] + (c as u32).min(slot.sizes[2] - 1)
    }

    /// How many weights there could be.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// True for a model without templates.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weights themselves, for the trainer.
    pub fn weights_mut(&mut self) -> &mut [f32] {
        &mut self.weights
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
        self.sum += self.model.weights[index as usize];
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

fn parse(table: &str) -> Result<Vec<(u64, &str, f32)>, DataError> {
    let mut rows = Vec::new();
    for (n, row) in table.lines().enumerate().skip(1) {
        let line = n as u64 + 1;
        let parsed = row.rsplit_once(',').and_then(|(feature, weight)| Some((line, feature, weight.parse().ok()?)));
        rows.push(parsed.ok_or_else(|| fault(line, format!("{row:?} is no feature and weight")))?);
    }
    Ok(rows)
}

fn split<'f>(templates: &[Template], feature: &'f str) -> Result<(usize, impl Iterator<Item = &'f str>), String> {
    let (name, values) = feature.split_once('=').ok_or_else(|| format!("{feature:?} has no value"))?;
    let n = templates.iter().position(|t| t.name == name).ok_or_else(|| format!("{name:?} is no template"))?;
    Ok((n, values.split('&')))
}

/// Words that only the weights name must be known before the sizes of the templates are.
fn intern_words(templates: &[Template], feature: &str, lexicon: &mut Lexicon, line: u64) -> Result<(), DataError> {
    let (n, values) = split(templates, feature).map_err(|why| fault(line, why))?;
    for (domain, value) in templates[n].domains.iter().zip(values) {
        if matches!(domain, Domain::Word) && value != "?" {
            lexicon.intern_phrase(value);
        }
    }
    Ok(())
}
