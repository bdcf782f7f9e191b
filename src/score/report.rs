//! The comparison of one record with its gold: pairs, counts, and every difference with the place it stands and the rule it
//! comes from.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::emit::Record;

use super::clusters::b_cubed;
use super::compare::{Grade, agrees, grade, same_amount, same_head, token_f1};
use super::found::{Found, found};
use super::gold::{Gold, Item, Kind};
use super::offsets::{Offsets, line_and_column};
use super::tally::Tally;

/// One thing that is not as expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its kind.
    pub kind: Kind,
    /// The field in which a pair parts, `span` for the mention itself; none when a whole finding is missing or spurious.
    pub field: Option<String>,
    /// What is wrong.
    pub grade: Grade,
    /// The words of the finding.
    pub text: String,
    /// What the gold says.
    pub want: String,
    /// What was found.
    pub got: String,
    /// The rule that made the finding; empty when there is none.
    pub rule: String,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// The line of the gold; 0 when the gold knows nothing of it.
    pub gold_line: u64,
    /// The line and the column of the text, from 1.
    pub place: (u64, u64),
    /// The text just before and just after, white space folded.
    pub around: (String, String),
    /// How bad it is, from 1 for a lost finding down: what sorts the worst first.
    pub weight: f64,
}

/// What became of the findings of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RuleTally {
    /// Findings that have gold.
    pub paired: usize,
    /// Of these, how many can be used as they stand.
    pub whole: usize,
    /// Findings that nobody expected.
    pub spurious: usize,
    /// Fields that are not as expected.
    pub wrong_fields: usize,
}

/// What became of the gold and the findings of one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct LabelTally {
    /// Gold with this label.
    pub gold: usize,
    /// Findings with this label.
    pub found: usize,
    /// Pairs in which both have it.
    pub both: usize,
}

/// A span of the gold or of the program, for showing both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its kind.
    pub kind: Kind,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// True when it has a partner with nothing wrong.
    pub right: bool,
    /// Its fields, for reading.
    pub note: String,
}

/// The comparison of one document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By kind, in the order of `Kind::ALL`; empty for a kind that is not annotated.
    pub tallies: [Tally; 3],
    /// All differences, by kind.
    pub differences: Vec<Difference>,
    /// By rule.
    pub rules: BTreeMap<String, RuleTally>,
    /// By kind and label.
    pub labels: BTreeMap<(Kind, String), LabelTally>,
    /// The spans of the gold.
    pub wanted: Vec<Mark>,
    /// The spans of the program.
    pub got: Vec<Mark>,
}

/// Compares a record with its gold, for the kinds that are annotated.
///
/// ```
/// use onrecord::score::{COLUMNS, Kind, expected, score, settings};
///
/// let mut gold = settings("kinds = [\"claims\"]\nreviewed = true\n")?;
/// gold.text = "Some 40 soldiers were wounded.".into();
/// let row = "claim,Some 40,,40,40,about,count,soldier,soldiers,,wounded,,,,,,asserted,,,";
/// let faults = expected(&mut gold, &format!("{}\n{row}\n", COLUMNS.join(",")));
/// assert!(faults.is_empty(), "{faults:?}");
/// let record = onrecord::Extractor::new()?.extract(&gold.text);
/// let report = score(&gold, &record);
/// assert!(report.differences.iter().all(|difference| difference.kind != Kind::Claim));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn score(gold: &Gold, record: &Record<'_>) -> Report {
    let mut report = Report { tallies: Kind::ALL.map(Tally::new), ..Report::default() };
    let offsets = Offsets::new(&gold.text);
    for kind in Kind::ALL.into_iter().filter(|k| gold.kinds.contains(k)) {
        let judged = gold.judged(kind);
        let items: Vec<&Item> = gold.items.iter().filter(|i| i.kind == kind).collect();
        Comparison { gold, kind, judged, offsets: &offsets, items, system: found(record, kind) }.run(&mut report);
    }
    report
}

/// One kind of one document.
struct Comparison<'g> {
    gold: &'g Gold,
    kind: Kind,
    judged: Vec<&'g str>,
    offsets: &'g Offsets,
    items: Vec<&'g Item>,
    system: Vec<Found>,
}

impl Comparison<'_> {
    /// The name that a field is compared by: the source of an attribution is a phrase of the text, that of a claim a name.
    fn compared<'f>(&self, field: &'f str) -> &'f str {
        if self.kind == Kind::Attribution && field == "source" { "source_phrase" } else { field }
    }

    fn wrong(&self, i: usize, s: usize) -> usize {
        let fields = &self.items[i].fields;
        let wrong = fields.iter().filter(|(f, want)| !agrees(self.compared(f), want, self.system[s].field(f))).count();
        wrong + usize::from(self.moved(i, s))
    }

    fn exact(&self, i: usize, s: usize) -> bool {
        match &self.items[i].span {
            Some(span) => self.offsets.span(span) == self.system[s].span,
            None => self.items[i].text == self.system[s].text,
        }
    }

    /// A mention is its span; claims and cues may be bounded a word wider or narrower.
    fn moved(&self, i: usize, s: usize) -> bool {
        self.kind == Kind::Actor && !self.exact(i, s)
    }

    /// Pairs one to one: the pair with the fewest wrong fields first, then the one that shares most text.
    fn pairs(&self) -> Vec<Option<usize>> {
        let mut pairs = Vec::new();
        for (i, item) in self.items.iter().enumerate() {
            let span = item.span.as_ref().map(|span| self.offsets.span(span));
            for (s, found) in self.system.iter().enumerate() {
                let shared = match span {
                    Some(span) => span.1.min(found.span.1).saturating_sub(span.0.max(found.span.0)),
                    // A speaker before a colon or after a dash has no words for a cue: the fields decide.
                    None if item.text.is_empty() => usize::from(found.text.chars().all(|c| !c.is_alphanumeric())),
                    None => usize::from(item.text == found.text) * item.text.len(),
                };
                if shared > 0 {
                    pairs.push((self.wrong(i, s), usize::MAX - shared, i, s));
                }
            }
        }
        pairs.sort_unstable();
        let (mut pair_of, mut taken) = (vec![None; self.items.len()], vec![false; self.system.len()]);
        for (_, _, i, s) in pairs {
            if pair_of[i].is_none() && !taken[s] {
                (pair_of[i], taken[s]) = (Some(s), true);
            }
        }
        pair_of
    }

    fn whole(&self, i: usize, s: usize) -> bool {
        let (item, found) = (self.items[i], &self.system[s]);
        let agree = |field: &str| item.field(field).is_none_or(|want| agrees(self.compared(field), want, found.field(field)));
        match self.kind {
            Kind::Claim => {
                let amount = ["low", "high", "comparator"];
                let want = amount.map(|field| item.field(field).unwrap_or(found.field(field)));
                same_amount(want, amount.map(|field| found.field(field))) && agree("unit") && agree("source")
            }
            Kind::Attribution => {
                let source = item.field("source").is_none_or(|want| same_head(want, found.field("source")));
                source && item.field("content").is_none_or(|want| token_f1(want, found.field("content")) >= 0.5)
            }
            Kind::Actor => self.exact(i, s) && agree("actor") && agree("actor_type"),
        }
    }

    fn run(self, report: &mut Report) {
        let pair_of = self.pairs();
        let mut tally = Tally::new(self.kind);
        (tally.gold, tally.found) = (self.items.len(), self.system.len());
        let mut partner = vec![None; self.system.len()];
        for (i, s) in pair_of.iter().enumerate() {
            match s {
                Some(s) => {
                    partner[*s] = Some(i);
                    self.pair(i, *s, &mut tally, report);
                }
                None => self.missing(i, &mut tally, report),
            }
        }
        for (s, found) in self.system.iter().enumerate() {
            let rule = report.rules.entry(found.rule.clone()).or_default();
            match partner[s] {
                Some(i) => {
                    rule.paired += 1;
                    rule.whole += usize::from(self.whole(i, s));
                    rule.wrong_fields += self.wrong(i, s);
                }
                None => {
                    rule.spurious += 1;
                    self.spurious(s, &mut tally, report);
                }
            }
        }
        self.by_label(&pair_of, report);
        self.marks(&pair_of, &partner, report);
        if self.kind == Kind::Actor {
            let own: Vec<_> = self.system.iter().map(|f| (f.span, f.actor)).collect();
            let wanted: Vec<_> = self.items.iter().filter_map(|i| Some((self.offsets.span(i.span.as_ref()?), i.actor()?))).collect();
            if wanted.len() == self.items.len() {
                tally.clusters = b_cubed(&wanted, &own);
            }
        }
        report.tallies[self.kind as usize] = tally;
    }

    fn pair(&self, i: usize, s: usize, tally: &mut Tally, report: &mut Report) {
        let (item, found) = (self.items[i], &self.system[s]);
        let (exact, typed) = (self.exact(i, s), item.field(self.kind.label()).is_none_or(|want| want == found.field(self.kind.label())));
        tally.paired += 1;
        tally.exact += usize::from(exact);
        tally.typed += usize::from(typed);
        tally.strict += usize::from(exact && typed);
        tally.whole += usize::from(self.whole(i, s));
        tally.right += usize::from(self.wrong(i, s) == 0);
        if self.moved(i, s) {
            report.differences.push(self.difference(Some(i), Some(s), Some("span"), Grade::Partial));
        }
        for (field, want) in &item.fields {
            let Some(grade) = grade(self.compared(field), want, found.field(field)) else { continue };
            self.count(field, grade, tally);
            if grade != Grade::Correct {
                report.differences.push(self.difference(Some(i), Some(s), Some(field), grade));
            }
        }
    }

    fn missing(&self, i: usize, tally: &mut Tally, report: &mut Report) {
        for (field, want) in &self.items[i].fields {
            if grade(self.compared(field), want, "").is_some() {
                self.count(field, Grade::Missing, tally);
            }
        }
        report.differences.push(self.difference(Some(i), None, None, Grade::Missing));
    }

    fn spurious(&self, s: usize, tally: &mut Tally, report: &mut Report) {
        for (field, got) in self.system[s].fields.iter().filter(|(field, _)| self.judged.contains(field)) {
            if grade(self.compared(field), "", got).is_some() {
                self.count(field, Grade::Spurious, tally);
            }
        }
        report.differences.push(self.difference(None, Some(s), None, Grade::Spurious));
    }

    fn count(&self, field: &str, grade: Grade, tally: &mut Tally) {
        if let Some(n) = self.kind.fields().position(|f| f == field) {
            tally.fields[n].count(grade);
        }
    }

    fn by_label(&self, pair_of: &[Option<usize>], report: &mut Report) {
        let label = self.kind.label();
        if !self.judged.contains(&label) {
            return;
        }
        let mut tally = |name: &str, count: fn(&mut LabelTally)| count(report.labels.entry((self.kind, name.to_string())).or_default());
        for (item, pair) in self.items.iter().zip(pair_of) {
            let want = item.field(label).unwrap_or_default();
            tally(want, |t| t.gold += 1);
            if pair.is_some_and(|s| self.system[s].field(label) == want) {
                tally(want, |t| t.both += 1);
            }
        }
        for found in &self.system {
            tally(found.field(label), |t| t.found += 1);
        }
    }

    fn marks(&self, pair_of: &[Option<usize>], partner: &[Option<usize>], report: &mut Report) {
        let shown = |fields: Vec<(&str, &str)>| {
            let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
            filled.map(|(field, value)| format!("{field}: {value}")).collect::<Vec<_>>().join(" · ")
        };
        for (i, item) in self.items.iter().enumerate() {
            let Some(span) = item.span.clone() else { continue };
            let right = pair_of[i].is_some_and(|s| self.wrong(i, s) == 0);
            let note = shown(item.fields.iter().map(|(f, v)| (f.as_str(), v.as_str())).collect());
            report.wanted.push(Mark { kind: self.kind, span, right, note });
        }
        for (s, found) in self.system.iter().enumerate() {
            let Some(span) = self.offsets.bytes(found.span).filter(|span| !span.is_empty()) else { continue };
            let right = partner[s].is_some_and(|i| self.wrong(i, s) == 0);
            let fields = found.fields.iter().filter(|(f, _)| self.judged.contains(f)).map(|(f, v)| (*f, v.as_str()));
            report.got.push(Mark { kind: self.kind, span, right, note: format!("{} · {}", found.rule, shown(fields.collect())) });
        }
    }

    fn difference(&self, i: Option<usize>, s: Option<usize>, field: Option<&str>, grade: Grade) -> Difference {
        let (item, found) = (i.map(|i| self.items[i]), s.map(|s| &self.system[s]));
        let text = &self.gold.text;
        let own = || found.and_then(|f| self.offsets.bytes(f.span));
        let quoted = || item.and_then(|i| text.find(&i.text).map(|n| n..n + i.text.len()));
        let span = item.and_then(|i| i.span.clone()).or_else(own).or_else(quoted).unwrap_or(0..0);
        let (want, got) = match field {
            None => (item.map_or("", |i| &i.text), found.map_or("", |f| f.text.as_str())),
            Some("span") => (item.map_or("", |i| &i.text), found.map_or("", |f| f.text.as_str())),
            Some(field) => (item.and_then(|i| i.field(field)).unwrap_or(""), found.map_or("", |f| f.field(field))),
        };
        let weight = match (field, grade) {
            (None, _) => 1.0,
            (Some("low" | "high" | "source" | "content"), Grade::Incorrect | Grade::Missing | Grade::Spurious) => 0.8,
            (Some(_), Grade::Partial) => 0.2,
            (Some(_), _) => 0.5,
        };
        Difference {
            kind: self.kind,
            field: field.map(String::from),
            grade,
            text: item.map_or_else(|| found.map_or(String::new(), |f| f.text.clone()), |i| i.text.clone()),
            want: want.into(),
            got: got.into(),
            rule: found.map_or(String::new(), |f| f.rule.clone()),
            gold_line: item.map_or(0, |i| i.line),
            place: line_and_column(text, span.start),
            around: around(text, &span),
            span,
            weight,
        }
    }
}

/// About forty characters before and after, cut at blanks.
fn around(text: &str, span: &Range<usize>) -> (String, String) {
    const WIDTH: usize = 40;
    let fold = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let before: String = text[..span.start].chars().rev().take(WIDTH).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[span.end..].chars().take(WIDTH).collect();
    let left = if before.starts_with(char::is_whitespace) || before.len() == span.start { "" } else { "…" };
    let right = if span.end + after.len() == text.len() { "" } else { "…" };
    let (blank_before, blank_after) = (before.ends_with(char::is_whitespace), after.starts_with(char::is_whitespace));
    let before = format!("{left}{}{}", fold(&before), if blank_before { " " } else { "" });
    (before, format!("{}{}{right}", if blank_after { " " } else { "" }, fold(&after)))
}
