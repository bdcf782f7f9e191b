//! Groups: templates that are always asked together share one number, so that one look-up adds up the weights of all of them.
//!
//! The weights table and the trainer know templates alone. When the table is read, the weight of a feature is added to every
//! value of its group that holds it; sums are whole numbers, so that a group says exactly what its templates say. Every start
//! pays for that, so only groups whose templates share most of their values are worth it.

use crate::extract::attribution::cues::KINDS;
use crate::extract::attribution::features::{CUES, Slot};
use crate::extract::attribution::shapes::SHAPES;
use crate::extract::attribution::templates::{self as t, CLASSES, FEATURES, FORMS, PLACES, QUOTES, SIDES, SLOTS, SORTS, TRUSTS, ZONES};

/// The most values that a group has.
pub const MOST_VALUES: usize = 6;

/// A group by its place among the numbers: `N` values tell one of its features.
#[derive(Clone, Copy, Debug)]
pub struct Group<const N: usize> {
    /// Its number.
    pub number: usize,
    offset: usize,
    strides: [usize; MOST_VALUES],
}

impl<const N: usize> Group<N> {
    /// The number of a feature.
    #[inline(always)]
    pub const fn at(self, values: [usize; N]) -> usize {
        let (mut n, mut at) = (0, self.offset);
        while n < N {
            at += values[n] * self.strides[n];
            n += 1;
        }
        at
    }
}

/// A template in a group.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The template.
    pub slot: Slot,
    /// For each of its values the group's value that it is, and how many it tells apart: the last stands for all above.
    pub values: &'static [(usize, usize)],
}

/// What a group is made of.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// How many values each place can have.
    pub sizes: &'static [usize],
    /// Its templates.
    pub parts: &'static [Part],
    /// Its first number.
    pub offset: usize,
    /// How far apart neighbours stand at each place.
    pub strides: [usize; MOST_VALUES],
}

impl Part {
    /// The feature of the template for a group's values.
    pub fn feature(&self, values: &[usize]) -> usize {
        let mut own = [0; 3];
        for (to, (place, most)) in own.iter_mut().zip(self.values) {
            *to = values[*place].min(most - 1);
        }
        self.slot.at(own[0], own[1], own[2])
    }
}

const fn lay_out<const N: usize>(groups: [(&'static [usize], &'static [Part]); N]) -> ([Layout; N], usize) {
    let mut layouts = [Layout { sizes: &[], parts: &[], offset: 0, strides: [0; MOST_VALUES] }; N];
    let (mut n, mut offset) = (0, FEATURES);
    while n < N {
        let (sizes, parts) = groups[n];
        let mut strides = [0; MOST_VALUES];
        let (mut k, mut stride) = (sizes.len(), 1);
        while k > 0 {
            k -= 1;
            strides[k] = stride;
            stride *= sizes[k];
        }
        layouts[n] = Layout { sizes, parts, offset, strides };
        offset = (offset + stride).next_multiple_of(16);
        n += 1;
    }
    (layouts, offset)
}

/// Tells all values of a domain apart.
const ALL: usize = usize::MAX;

macro_rules! groups {
    (@value ($place:expr, $most:expr)) => { ($place, $most) };
    (@value $place:literal) => { ($place, ALL) };
    ($($(#[$doc:meta])* $name:ident ($count:literal) = [$($size:expr),*] of { $($template:ident [$($value:tt),*],)* };)*) => {
        #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
        enum Number { $($name,)* Count }
        const LAID_OUT: ([Layout; Number::Count as usize], usize) =
            lay_out([$((&[$($size),*], &[$(Part { slot: t::$template, values: &[$(groups!(@value $value)),*] },)*]),)*]);
        /// Every group.
        pub static GROUPS: [Layout; Number::Count as usize] = LAID_OUT.0;
        /// How many numbers there are, those of the groups included.
        pub const NUMBERS: usize = LAID_OUT.1;
        $($(#[$doc])* pub const $name: Group<$count> = Group {
            number: Number::$name as usize,
            offset: LAID_OUT.0[Number::$name as usize].offset,
            strides: LAID_OUT.0[Number::$name as usize].strides,
        };)*
    };
}

const SHAPE: usize = SHAPES.len();
const FORM: usize = FORMS.len();
const PLACE: usize = PLACES.len();
const SIDE: usize = SIDES.len();

groups! {
    /// Kind, state of quotation, trust, zone.
    CUE_KIND (4) = [KINDS.len(), QUOTES.len(), TRUSTS.len(), ZONES.len()] of { CUE_KIND [0], CUE_QUOTE [0, 1, 2], CUE_ZONE [3, 0], };
    /// Class, form, next shape, whether it takes a clause.
    CUE_CLASS (4) = [CLASSES.len(), FORM, SHAPE, 2] of { CUE_CLASS_NEXT [0, 1, 2], CUE_TAKES [3, 2, 1], };

    /// Place, verbs, commas and marks between.
    SOURCE_GAP (4) = [PLACE, 4, 4, 16] of { SOURCE_GAP [0, 1, 2], SOURCE_BETWEEN [0, 3], };
    /// Place, form, shape behind.
    SOURCE_FORM (3) = [PLACE, FORM, SHAPE] of { SOURCE_PLACE_FORM [0, 1], SOURCE_GAP_FIRST [0, 2, 1], };
    /// Place, state of quotation, left, distance.
    SOURCE_NEAR (4) = [PLACE, QUOTES.len(), 2, 8] of { SOURCE_QUOTE [0, 1], SOURCE_DISTANCE [2, 3], };
    /// Place, form, the head's shape, plural.
    SOURCE_HEAD (4) = [PLACE, FORM, SHAPE, 2] of { SOURCE_HEAD_SHAPE [0, 2, 1], SOURCE_AGREES [1, 2, 3], };
    /// Entry, place, sort.
    SOURCE_ENTRY (3) = [CUES, PLACE, SORTS.len()] of { SOURCE_PLACE_ENTRY [1, 0], SOURCE_SORT_ENTRY [2, 0], };
    /// Of a source on the right: place, shape before the cue, shape behind the source.
    SOURCE_RIGHT (3) = [PLACE, SHAPE, SHAPE] of { SOURCE_GAP_LAST [0, 1], SOURCE_INVERTED [0, 1, 2], };

    /// Entry, shape, behind hearers and times, the first place.
    START_ENTRY (4) = [CUES, SHAPE, 3, 2] of { START_ENTRY [0, 1, 3], START_QUIET_ENTRY [2, 0, 1], };
    /// State of quotation, inverted, groups and prepositions passed over, shape.
    START_PASSED (5) = [QUOTES.len(), 2, 4, 4, SHAPE] of { START_QUOTE [0, 4, 1], START_SKIPPED [2, 3, 4], };

    /// Next shape, commas, verbs, verbs behind, a cue ahead, end of the sentence.
    END_SHAPE (6) = [SHAPE, 4, 4, 4, 4, 2] of {
        END_NTH [(1, 3), 0, 5], END_FINITE [2, 3, 0], END_COMMAS [1, 3, 0], END_CUE [0, 4, 2],
    };
    /// Inside a sentence: the rest of it, next two shapes.
    END_NEXT (3) = [6, SHAPE, SHAPE] of { END_AT [1, 2], END_REST [0, 1, 2], };
    /// Last shape, length, next shape.
    END_LAST (3) = [SHAPE, 8, SHAPE] of { END_BEFORE [0, 2], END_LENGTH [1, 2], };
    /// Form, side, verbs, next shape.
    END_FORM (4) = [FORM, SIDE, 4, SHAPE] of { END_FORM [0, 3, 2], END_SIDE [1, 3, 2], };

    /// Shape before, kind and closing mark, shape.
    LEFT_AT (3) = [SHAPE, 8, SHAPE] of { LEFT_AT [0, 2], LEFT_BEFORE [0, 1], };
    /// Form, kind, shape.
    LEFT_FORM (3) = [FORM, 4, SHAPE] of { LEFT_NTH [1, 2], LEFT_FORM [0, 2, 1], };
    /// Length, kind, verbs, closing mark.
    LEFT_LENGTH (4) = [8, 4, 4, 2] of { LEFT_LENGTH [0, 1], LEFT_FINITE [2, 1, 3], };
}

/// For each template the group that it stands in, and its place there.
pub static PART_OF: [Option<(usize, usize)>; SLOTS.len()] = {
    let mut found = [None; SLOTS.len()];
    let (mut template, mut group, mut part) = (0, 0, 0);
    while template < SLOTS.len() {
        while group < LAID_OUT.0.len() {
            while part < LAID_OUT.0[group].parts.len() {
                if LAID_OUT.0[group].parts[part].slot.offset() == SLOTS[template].offset() {
                    found[template] = Some((group, part));
                }
                part += 1;
            }
            (group, part) = (group + 1, 0);
        }
        (template, group) = (template + 1, 0);
    }
    found
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::attribution::Tables;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_group_says_what_its_templates_say() {
        let mut lexicon = Lexicon::load(&[]).expect("the built-in data load");
        let tables = Tables::load(&mut lexicon).expect("the built-in tables load");
        let model = tables.model();
        let mut heard = 0;
        for group in &GROUPS {
            let count: usize = group.sizes.iter().product();
            for n in 0..count {
                let values: Vec<usize> = group.sizes.iter().zip(group.strides).map(|(size, stride)| n / stride % size).collect();
                let sum: i32 = group.parts.iter().map(|part| model.weight(part.feature(&values))).sum();
                assert_eq!(model.weight(group.offset + n), sum, "{values:?} of {:?}", group.sizes);
                heard += usize::from(sum != 0);
            }
        }
        assert!(heard > 5_000, "{heard}");
    }

    #[test]
    fn a_template_stands_in_one_group_at_most_and_names_known_places() {
        let parts: Vec<&Part> = GROUPS.iter().flat_map(|g| g.parts).collect();
        let mut offsets: Vec<usize> = parts.iter().map(|p| p.slot.offset()).collect();
        offsets.sort_unstable();
        offsets.dedup();
        assert_eq!(offsets.len(), parts.len());
        for group in &GROUPS {
            assert!(group.sizes.len() <= MOST_VALUES);
            assert!(group.parts.iter().flat_map(|p| p.values).all(|(place, _)| *place < group.sizes.len()));
        }
    }
}
