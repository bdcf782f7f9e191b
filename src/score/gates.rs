//! Gates: what must hold for a check to pass. Floors under figures, a largest drop against a baseline, and cases as written.
//!
//! `gates.toml`:
//!
//! ```toml
//! baseline = "baseline.json"      # written by `check --rebaseline`
//! largest_drop = 0.02             # no figure may fall by more against the baseline
//!
//! [floors.claims]
//! found = 0.95                    # F1
//! "source.precision" = 0.80       # precision, recall or f1
//!
//! [drops.claims]
//! whole = 0.005                   # a drop of its own
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::gold::GoldError;
use super::tally::figure_names;
use super::totals::Totals;

/// One floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The figure, `claims.found`.
    pub figure: String,
    /// Precision, recall or f1.
    pub side: &'static str,
    /// The least that passes.
    pub least: f64,
    /// Its line in the file; 0 for one of the command line.
    pub line: u64,
    /// Where its number stands in the file, in bytes.
    pub at: std::ops::Range<usize>,
}

/// What must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gates {
    /// The file they come from; empty when there is none.
    pub file: String,
    /// The floors, in the order of the file.
    pub floors: Vec<Floor>,
    /// The file of the baseline, as written.
    pub baseline: Option<String>,
    /// The largest drop of any figure.
    pub largest_drop: Option<f64>,
    /// Drops of single figures, with their lines.
    pub drops: BTreeMap<String, (f64, u64)>,
}

const SIDES: [&str; 3] = ["precision", "recall", "f1"];

/// The figure and side of a dotted name.
fn figure(name: &str) -> Option<(String, &'static str)> {
    let (stem, side) = match name.rsplit_once('.').and_then(|(stem, side)| Some((stem, SIDES.into_iter().find(|s| *s == side)?))) {
        Some((stem, side)) => (stem, side),
        None => (name, "f1"),
    };
    figure_names().into_iter().find(|f| f == stem).map(|f| (f, side))
}

/// A floor as the command line writes it: `claims.found=0.95`.
///
/// # Errors
/// No figure of this name, no number from 0 to 1.
pub fn floor(written: &str) -> Result<Floor, String> {
    let (name, value) = written.split_once('=').ok_or_else(|| format!("{written:?}: write NAME=VALUE, as claims.found=0.95"))?;
    let (name, side) = figure(name.trim()).ok_or_else(|| unknown(name.trim()))?;
    let least =
        value.trim().parse().ok().filter(|v| (0.0..=1.0).contains(v)).ok_or_else(|| format!("{value:?} is no number from 0 to 1"))?;
    Ok(Floor { figure: name, side, least, line: 0, at: 0..0 })
}

fn unknown(name: &str) -> String {
    let kind = name.split('.').next().unwrap_or_default();
    let names = figure_names();
    let near: Vec<&str> =
        names.iter().filter(|f| f.split('.').next() == Some(kind)).filter_map(|f| f.split_once('.').map(|(_, part)| part)).collect();
    if near.is_empty() {
        format!("{name:?} is no figure; write claims, attributions or actors and a figure of theirs, as claims.found")
    } else {
        format!("{name:?} is no figure; of {kind} there are {}, each also with .precision or .recall", near.join(", "))
    }
}

/// Reads `gates.toml`.
///
/// # Errors
/// The first fault with its line: broken TOML, an unknown key or figure, a number outside 0 to 1.
pub fn gates(file: &str, text: &str) -> Result<Gates, GoldError> {
    let line_of = |byte: usize| text[..byte.min(text.len())].matches('\n').count() as u64 + 1;
    let table = DeTable::parse(text).map_err(|e| GoldError::new(e.span().map_or(0, |s| line_of(s.start)), e.message()))?.into_inner();
    let number = |value: &toml::Spanned<DeValue<'_>>| {
        let read = match value.get_ref() {
            DeValue::Integer(n) => n.as_str().parse::<f64>().ok(),
            DeValue::Float(n) => n.as_str().parse::<f64>().ok(),
            _ => None,
        };
        read.filter(|v| (0.0..=1.0).contains(v)).ok_or_else(|| GoldError::new(line_of(value.span().start), "write a number from 0 to 1"))
    };
    let mut gates = Gates { file: file.into(), ..Gates::default() };
    for (key, value) in &table {
        let line = line_of(key.span().start);
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("baseline", DeValue::String(path)) => gates.baseline = Some(path.to_string()),
            ("largest_drop", _) => gates.largest_drop = Some(number(value)?),
            (section @ ("floors" | "drops"), DeValue::Table(kinds)) => {
                for (kind, list) in kinds {
                    let DeValue::Table(list) = list.get_ref() else {
                        return Err(GoldError::new(line_of(kind.span().start), format!("write [{section}.claims] and figures below it")));
                    };
                    for (name, value) in list {
                        let line = line_of(name.span().start);
                        let full = format!("{}.{}", kind.get_ref(), name.get_ref());
                        let (figure, side) = figure(&full).ok_or_else(|| GoldError::new(line, unknown(&full)))?;
                        if section == "floors" {
                            gates.floors.push(Floor { figure, side, least: number(value)?, line, at: value.span() });
                        } else {
                            gates.drops.insert(figure, (number(value)?, line));
                        }
                    }
                }
            }
            (name, _) => {
                let known = "known are baseline, largest_drop, [floors.KIND] and [drops.KIND]";
                return Err(GoldError::new(line, format!("{name:?} is no key of gates.toml, or has the wrong type; {known}")));
            }
        }
    }
    gates.floors.sort_by_key(|floor| floor.line);
    Ok(gates)
}

/// `text` of a gates file with every floor set to what was reached less `margin`, rounded down to thousandths. All else stays.
pub fn raise(text: &str, gates: &Gates, totals: &Totals, margin: f64) -> String {
    let mut out = text.to_string();
    let mut floors: Vec<&Floor> = gates.floors.iter().collect();
    floors.sort_by_key(|floor| std::cmp::Reverse(floor.at.start));
    for floor in floors {
        if let Some(reached) = reached(totals, &floor.figure, floor.side) {
            let least = (((reached - margin).max(0.0) * 1000.0) + 1e-9).floor() / 1000.0;
            out.replace_range(floor.at.clone(), &format!("{least:.3}"));
        }
    }
    out
}

/// What was reached before, and on which gold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The hash of the gold that it was taken on.
    pub gold: String,
    /// How many articles that was.
    pub articles: usize,
    /// The program's version, and the digest of its lexicon and rules.
    pub made_by: String,
    /// F1 of every figure.
    pub figures: BTreeMap<String, f64>,
}

impl Baseline {
    /// The baseline of these totals.
    pub fn of(totals: &Totals, gold: &str, made_by: &str) -> Baseline {
        let round = |v: f64| (v * 1e6).round() / 1e6;
        Baseline {
            gold: gold.into(),
            articles: totals.articles,
            made_by: made_by.into(),
            figures: totals.figures.iter().map(|f| (f.name.clone(), round(f.ratio.f1()))).collect(),
        }
    }
}

/// A gate that did not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breach {
    /// Its name: `floor claims.found f1`, `drop actors.all`, `case part-including`.
    pub gate: String,
    /// What happened, with both numbers.
    pub message: String,
    /// The file that sets it.
    pub file: String,
    /// And the line, 0 when there is none.
    pub line: u64,
}

fn reached(totals: &Totals, figure: &str, side: &str) -> Option<f64> {
    let ratio = totals.figure(figure)?.ratio;
    Some(match side {
        "precision" => ratio.precision(),
        "recall" => ratio.recall(),
        _ => ratio.f1(),
    })
}

/// The floors and drops that do not hold.
pub fn breaches(gates: &Gates, baseline: Option<&Baseline>, totals: &Totals) -> Vec<Breach> {
    let mut all = Vec::new();
    for floor in &gates.floors {
        let gate = format!("floor {} {}", floor.figure, floor.side);
        let message = match reached(totals, &floor.figure, floor.side) {
            None => "no article is annotated for this kind".to_string(),
            Some(value) if value + 1e-9 < floor.least => format!("{value:.3} is below {:.3}", floor.least),
            Some(_) => continue,
        };
        all.push(Breach { gate, message, file: gates.file.clone(), line: floor.line });
    }
    let Some(baseline) = baseline else { return all };
    for (name, before) in &baseline.figures {
        let own = gates.drops.get(name).copied();
        let Some((largest, line)) = own.or(gates.largest_drop.map(|drop| (drop, 0))) else { continue };
        let Some(value) = reached(totals, name, "f1") else { continue };
        if before - value > largest + 1e-6 {
            let message = format!("{before:.3} fell to {value:.3}, by more than {largest}");
            all.push(Breach { gate: format!("drop {name}"), message, file: gates.file.clone(), line });
        }
    }
    all
}
