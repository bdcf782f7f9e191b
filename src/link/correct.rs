//! The user's alias file: what it says of a name goes before what the text seems to say.
//!
//! Its rows are matched with the words of mentions. A merge joins the whole actor that a name stands for to another one, a split
//! takes the mentions so written out of theirs, a rename changes the name that is shown, a drop leaves out what is no actor.

use smallvec::{SmallVec, smallvec};

use super::LinkReason;
use super::alias::Cluster;
use crate::extract::{ActorType, Context, Mention};
use crate::lexicon::{AliasAction, Class, Row};
use crate::text::{TokenKind, TokenSpan};

/// Applies the alias file to the actors of one document.
pub(super) fn apply<'a>(context: &Context<'a>, mentions: &mut Vec<Mention<'a>>, clusters: &mut Vec<Cluster<'a>>) {
    if context.lexicon.rows(Class::Alias).is_empty() {
        return;
    }
    let rows: Vec<Option<&'a Row>> = mentions.iter().map(|m| row(context, m.tokens)).collect();
    let mut correct = Correct { context, rows, clusters };
    correct.split();
    correct.rename(mentions);
    correct.merge(mentions);
    let dropped = correct.dropped(mentions);
    correct.retype(mentions);
    if !dropped.is_empty() {
        remove(&dropped, mentions, clusters);
    }
}

/// The row whose entry a mention is.
fn row<'a>(context: &Context<'a>, tokens: TokenSpan) -> Option<&'a Row> {
    let (length, entry) = context.lexicon.longest(context.doc.tokens(), tokens.start as usize, Class::Alias)?;
    // A stop behind an abbreviation belongs to the mention, and is not always written in the file.
    let stop = usize::from(context.doc.kind(tokens.end as usize - 1) == TokenKind::Period);
    (length == tokens.len() || length + stop == tokens.len()).then(|| context.lexicon.row(Class::Alias, entry))
}

struct Correct<'c, 'a> {
    context: &'c Context<'a>,
    /// The row of each mention.
    rows: Vec<Option<&'a Row>>,
    clusters: &'c mut Vec<Cluster<'a>>,
}

impl<'a> Correct<'_, 'a> {
    fn acts(&self, mention: usize, action: AliasAction) -> Option<&'a Row> {
        self.rows[mention].filter(|row| AliasAction::of(row) == Some(action))
    }

    /// The first row with this action among the mentions of a cluster.
    fn first(&self, cluster: usize, action: AliasAction) -> Option<&'a Row> {
        self.clusters[cluster].mentions.iter().find_map(|&(n, _)| self.acts(n, action))
    }

    fn split(&mut self) {
        let mut made: Vec<(&'a str, usize)> = Vec::new();
        for c in 0..self.clusters.len() {
            let mut k = 0;
            while k < self.clusters[c].mentions.len() {
                let n = self.clusters[c].mentions[k].0;
                let Some(row) = self.acts(n, AliasAction::Split) else {
                    k += 1;
                    continue;
                };
                self.clusters[c].mentions.remove(k);
                if let Some(&(_, own)) = made.iter().find(|(entry, _)| *entry == &*row.entry) {
                    self.clusters[own].mentions.push((n, LinkReason::AliasFile));
                    continue;
                }
                made.push((&row.entry, self.clusters.len()));
                self.clusters.push(Cluster {
                    full: n,
                    forms: SmallVec::new(),
                    kind: self.clusters[c].kind,
                    mentions: smallvec![(n, LinkReason::AliasFile)],
                    could_be: SmallVec::new(),
                    name: Some(&*row.cells[1]).filter(|name| !name.is_empty()),
                    owner: None,
                });
            }
        }
    }

    /// Renames; an actor that gets the name of another is that other one, as with a merge.
    fn rename(&mut self, mentions: &[Mention<'a>]) {
        for c in 0..self.clusters.len() {
            let Some(row) = self.first(c, AliasAction::Rename) else { continue };
            self.explain(c);
            let into = self.join(c, &row.cells[1], mentions);
            self.clusters[into].name = Some(&row.cells[1]);
        }
    }

    /// Joins a cluster to the other one that bears the name, and tells which it is now.
    fn join(&mut self, c: usize, target: &str, mentions: &[Mention<'a>]) -> usize {
        let named = |cluster: &Cluster<'_>| {
            cluster.name.is_some_and(|name| name.eq_ignore_ascii_case(target))
                || cluster.mentions.iter().any(|&(n, _)| self.context.doc.slice(mentions[n].span).eq_ignore_ascii_case(target))
        };
        let Some(into) = (0..self.clusters.len()).find(|&o| o != c && named(&self.clusters[o])) else { return c };
        let moved = std::mem::take(&mut self.clusters[c].mentions);
        self.clusters[into].mentions.extend(moved.into_iter().map(|(n, _)| (n, LinkReason::AliasFile)));
        into
    }

    /// Marks the mentions that the file names.
    fn explain(&mut self, c: usize) {
        for (n, why) in &mut self.clusters[c].mentions {
            if self.rows[*n].is_some() {
                *why = LinkReason::AliasFile;
            }
        }
    }

    fn merge(&mut self, mentions: &[Mention<'a>]) {
        for c in 0..self.clusters.len() {
            let Some(row) = self.first(c, AliasAction::Merge) else { continue };
            let target: &'a str = &row.cells[1];
            self.explain(c);
            let into = self.join(c, target, mentions);
            // What it is merged into may have a new name of its own.
            if self.first(into, AliasAction::Rename).is_none() {
                self.clusters[into].name = Some(target);
            }
        }
    }

    /// The mentions that are left out: those so written, and all of an actor whose name is so written.
    fn dropped(&mut self, mentions: &[Mention<'a>]) -> Vec<usize> {
        let mut dropped = Vec::new();
        for c in 0..self.clusters.len() {
            let cluster = &self.clusters[c];
            let longest = cluster.mentions.iter().map(|&(n, _)| n).max_by_key(|&n| (mentions[n].span.len(), std::cmp::Reverse(n)));
            let whole = longest.is_some_and(|n| self.acts(n, AliasAction::Drop).is_some());
            let out = |n: usize| whole || self.acts(n, AliasAction::Drop).is_some();
            dropped.extend(cluster.mentions.iter().map(|&(n, _)| n).filter(|&n| out(n)));
        }
        dropped.sort_unstable();
        dropped
    }

    fn retype(&mut self, mentions: &mut [Mention<'a>]) {
        for cluster in self.clusters.iter_mut() {
            let typed = cluster.mentions.iter().find_map(|&(n, _)| self.rows[n].and_then(|row| actor_type(&row.cells[2])));
            let Some(kind) = typed else { continue };
            let old = std::mem::replace(&mut cluster.kind, kind);
            for &(n, _) in &cluster.mentions {
                if mentions[n].kind == old {
                    mentions[n].kind = kind;
                }
            }
        }
    }
}

fn actor_type(cell: &str) -> Option<ActorType> {
    Some(match cell {
        "person" => ActorType::Person,
        "organization" => ActorType::Organization,
        "country" => ActorType::Country,
        "location" => ActorType::Location,
        "group" => ActorType::Group,
        _ => return None,
    })
}

/// Takes the mentions out and counts the others anew.
fn remove(dropped: &[usize], mentions: &mut Vec<Mention<'_>>, clusters: &mut [Cluster<'_>]) {
    for cluster in clusters.iter_mut() {
        cluster.mentions.retain(|(n, _)| dropped.binary_search(n).is_err());
        for (n, _) in &mut cluster.mentions {
            *n -= dropped.partition_point(|d| d < n);
        }
        let first = cluster.mentions.first().map_or(0, |m| m.0);
        let full = cluster.full;
        cluster.full = if dropped.binary_search(&full).is_ok() { first } else { full - dropped.partition_point(|d| *d < full) };
    }
    let mut n = 0;
    mentions.retain(|_| {
        n += 1;
        dropped.binary_search(&(n - 1)).is_err()
    });
}
