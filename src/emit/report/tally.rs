//! What the charts show, counted over all pages: claims over time by source, sources by claims and certainty, actors by source.
//!
//! A source is known by its name, across documents too.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::compact::items;

/// How many sources a chart tells apart by colour, and how many it lists.
const BANDS: usize = 6;
const LISTED: usize = 20;
const SQUARE: usize = 12;
/// How many columns the chart over time may have before days become months, and months years.
const COLUMNS: usize = 62;

/// Certainties in the order in which charts stack them.
const CERTAINTIES: [&str; 5] = ["asserted", "expected", "hedged", "alleged", "denied"];

/// The counts so far.
#[derive(Debug, Default)]
pub struct Tally {
    documents: u64,
    claims: u64,
    sourced: u64,
    attributions: u64,
    actors: u64,
    undated: u64,
    sources: HashMap<String, Source>,
    /// Claims by day and source; the article itself is "".
    days: BTreeMap<String, HashMap<String, u64>>,
    pairs: HashMap<(String, String), u64>,
}

#[derive(Debug, Default)]
struct Source {
    claims: u64,
    attributions: u64,
    certainty: [u64; CERTAINTIES.len()],
}

impl Tally {
    /// Counts a record.
    pub fn add(&mut self, record: &Value) {
        self.documents += 1;
        let names: Vec<&str> = items(record, "actors").map(|a| a["name"].as_str().unwrap_or("")).collect();
        let name = |id: &Value| {
            let number = id.as_str()?.get(1..)?.parse::<usize>().ok()?;
            names.get(number.checked_sub(1)?).copied()
        };
        self.actors += names.len() as u64;
        let day = record["date"].as_str().filter(|d| is_day(d));
        for said in items(record, "attributions") {
            self.attributions += 1;
            if let Some(source) = name(&said["source"]["actor"]) {
                self.sources.entry(source.to_string()).or_default().attributions += 1;
            }
        }
        for claim in items(record, "claims") {
            self.claims += 1;
            let source = claim["source_name"].as_str().unwrap_or("");
            match day {
                Some(day) => *self.days.entry(day.to_string()).or_default().entry(source.to_string()).or_default() += 1,
                None => self.undated += 1,
            }
            if source.is_empty() {
                continue;
            }
            self.sourced += 1;
            let counted = self.sources.entry(source.to_string()).or_default();
            counted.claims += 1;
            let certainty = claim["certainty"].as_str().and_then(|c| CERTAINTIES.iter().position(|known| *known == c));
            counted.certainty[certainty.unwrap_or(0)] += 1;
            for actor in claim["actors"].as_array().into_iter().flatten().filter_map(name) {
                *self.pairs.entry((actor.to_string(), source.to_string())).or_default() += 1;
            }
        }
    }

    /// The counts as the page reads them.
    pub fn summary(&self) -> Value {
        let ranked = self.ranked();
        json!({
            "totals": {
                "documents": self.documents, "claims": self.claims, "sourced": self.sourced,
                "attributions": self.attributions, "actors": self.actors,
            },
            "time": self.time(&ranked),
            "sources": ranked.iter().take(LISTED).map(|(name, s)| json!([name, s.claims, s.attributions, s.certainty])).collect::<Vec<_>>(),
            "certainties": CERTAINTIES,
            "heat": self.heat(),
        })
    }

    /// The sources, those of most claims first.
    fn ranked(&self) -> Vec<(&str, &Source)> {
        let mut ranked: Vec<(&str, &Source)> = self.sources.iter().map(|(name, source)| (name.as_str(), source)).collect();
        ranked.sort_by(|a, b| (b.1.claims, b.1.attributions).cmp(&(a.1.claims, a.1.attributions)).then(a.0.cmp(b.0)));
        ranked
    }

    fn time(&self, ranked: &[(&str, &Source)]) -> Value {
        let bands: Vec<&str> = ranked.iter().filter(|(_, s)| s.claims > 0).take(BANDS).map(|(name, _)| *name).collect();
        let columns = |length: usize| {
            let mut columns: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
            for (day, counts) in &self.days {
                // The last two: other sources, and the article itself.
                let column = columns.entry(&day[..length]).or_insert_with(|| vec![0; bands.len() + 2]);
                for (source, count) in counts {
                    let band = bands.iter().position(|b| b == source).unwrap_or(bands.len() + usize::from(source.is_empty()));
                    column[band] += count;
                }
            }
            columns
        };
        // Days, months or years: the finest that fits.
        let fitting = [10, 7, 4].into_iter().map(columns).find(|columns| columns.len() <= COLUMNS);
        let columns = fitting.unwrap_or_else(|| columns(4));
        json!({ "bands": bands, "columns": columns.into_iter().map(|(at, counts)| json!([at, counts])).collect::<Vec<_>>(), "undated": self.undated })
    }

    fn heat(&self) -> Value {
        let top = |of: fn(&(String, String)) -> &str| {
            let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
            for (pair, count) in &self.pairs {
                *sums.entry(of(pair)).or_default() += count;
            }
            let mut names: Vec<(&str, u64)> = sums.into_iter().collect();
            names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            names.into_iter().take(SQUARE).map(|(name, _)| name).collect::<Vec<_>>()
        };
        let (actors, sources) = (top(|pair| &pair.0), top(|pair| &pair.1));
        let count = |actor: &str, source: &str| self.pairs.get(&(actor.to_string(), source.to_string())).copied().unwrap_or(0);
        let cells: Vec<Vec<u64>> = actors.iter().map(|actor| sources.iter().map(|source| count(actor, source)).collect()).collect();
        json!({ "actors": actors, "sources": sources, "cells": cells })
    }
}

/// Begins like "2024-12-23".
fn is_day(date: &str) -> bool {
    let bytes = date.as_bytes();
    bytes.len() >= 10 && bytes[..10].iter().enumerate().all(|(n, b)| if n == 4 || n == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(date: &str, source: &str) -> Value {
        json!({
            "date": date,
            "actors": [{ "name": "Ruth Adeyemi" }, { "name": "Aksu" }],
            "attributions": [{ "source": { "actor": "a1" } }],
            "claims": [
                { "source_name": source, "certainty": "hedged", "actors": ["a2"] },
                { "source_name": null, "certainty": "asserted", "actors": [] },
            ],
        })
    }

    #[test]
    fn counts_by_source_time_and_actor() {
        let mut tally = Tally::default();
        tally.add(&record("2024-12-23", "Ruth Adeyemi"));
        tally.add(&record("2024-12-24", "Ruth Adeyemi"));
        tally.add(&record("soon", "the council"));
        let summary = tally.summary();
        assert_eq!(summary["totals"]["claims"], 6);
        assert_eq!(summary["totals"]["sourced"], 3);
        assert_eq!(summary["sources"][0], json!(["Ruth Adeyemi", 2, 3, [0, 0, 2, 0, 0]]));
        assert_eq!(summary["time"]["bands"], json!(["Ruth Adeyemi", "the council"]));
        assert_eq!(summary["time"]["columns"], json!([["2024-12-23", [1, 0, 0, 1]], ["2024-12-24", [1, 0, 0, 1]]]));
        assert_eq!(summary["time"]["undated"], 2);
        assert_eq!(summary["heat"], json!({ "actors": ["Aksu"], "sources": ["Ruth Adeyemi", "the council"], "cells": [[2, 1]] }));
    }

    #[test]
    fn long_times_are_counted_in_longer_steps() {
        let mut tally = Tally::default();
        for month in 1..=12 {
            for day in 1..=20 {
                tally.add(&record(&format!("2024-{month:02}-{day:02}"), "Ruth Adeyemi"));
            }
        }
        assert_eq!(tally.summary()["time"]["columns"].as_array().map(Vec::len), Some(12));
    }
}
