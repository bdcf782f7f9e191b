//! Alias clusters: are the mentions of one actor together, and those of two apart? B-cubed (Bagga and Baldwin 1998).
//!
//! Each mention is asked which share of its cluster is right, in precision of the program's cluster, in recall of the gold's. A
//! mention that only one side has, counts as wrong, so that finding fewer names cannot help.

use std::collections::HashMap;

use super::tally::Ratio;

/// B-cubed of two clusterings. A mention is known by its span.
pub fn b_cubed(gold: &[((usize, usize), &str)], found: &[((usize, usize), usize)]) -> Ratio {
    let own: HashMap<(usize, usize), usize> = found.iter().copied().collect();
    let wanted: HashMap<(usize, usize), &str> = gold.iter().copied().collect();
    let (mut gold_sizes, mut found_sizes, mut shared) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (span, cluster) in &wanted {
        *gold_sizes.entry(*cluster).or_insert(0u32) += 1;
        if let Some(actor) = own.get(span) {
            *shared.entry((*cluster, *actor)).or_insert(0u32) += 1;
        }
    }
    for actor in own.values() {
        *found_sizes.entry(*actor).or_insert(0u32) += 1;
    }
    // A cell of n shared mentions gives each of them n over the size of the cluster. Added up in a fixed order.
    let mut cells: Vec<_> = shared.into_iter().collect();
    cells.sort_unstable();
    let mut ratio = Ratio { precision: (0.0, own.len() as f64), recall: (0.0, wanted.len() as f64) };
    for ((cluster, actor), n) in cells {
        ratio.precision.0 += f64::from(n * n) / f64::from(found_sizes[&actor]);
        ratio.recall.0 += f64::from(n * n) / f64::from(gold_sizes[cluster]);
    }
    ratio
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_that_one_side_lacks_count_as_wrong() {
        let gold = [((0, 4), "Ann"), ((5, 8), "Ann"), ((9, 12), "Bob")];
        let whole = b_cubed(&gold, &[((0, 4), 1), ((5, 8), 1), ((9, 12), 2)]);
        assert_eq!((whole.precision(), whole.recall()), (1.0, 1.0));
        let merged = b_cubed(&gold, &[((0, 4), 1), ((5, 8), 1), ((9, 12), 1)]);
        assert!((merged.precision() - 5.0 / 9.0).abs() < 1e-12 && merged.recall() == 1.0);
        let split = b_cubed(&gold, &[((0, 4), 1), ((5, 8), 2)]);
        assert_eq!((split.precision(), split.recall()), (1.0, 1.0 / 3.0));
    }
}
