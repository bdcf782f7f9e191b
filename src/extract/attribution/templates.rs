//! The feature templates: every question the model may ask of a proposal, by name.

use crate::extract::attribution::cues::KINDS;
use crate::extract::attribution::features::{Domain, Slot, Template, lay_out};
use crate::extract::attribution::shapes::SHAPES;
use crate::extract::attribution::sorts::SORTS;

/// The forms of a cue.
pub const FORMS: &[&str] = &["base", "third", "past", "participle", "ing", "passive", "to", "noun", "modal", "other"];
/// Where a source stands, seen from the cue.
pub const PLACES: &[&str] =
    &["none", "left1", "left2", "left3", "left4", "left5", "left6", "right1", "right2", "right3", "possessor", "by", "from"];
/// On which side the content is.
pub const SIDES: &[&str] = &["right", "left", "both", "none"];
/// How the cue stands to quotations.
pub const QUOTES: &[&str] = &["none", "inside", "closes-before", "opens-after", "elsewhere", "both"];
const TRUSTS: &[&str] = &["low", "medium", "high"];
const ZONES: &[&str] = &["headline", "byline", "body", "furniture"];
const CLASSES: &[&str] = &["say", "report", "believe", "ask", "deny", "promise", "expect", "perceive", "show"];
const YES: &[&str] = &["no", "yes"];

const WORD: Domain = Domain::Word;
const CUE: Domain = Domain::Cue;
const SHAPE: Domain = Domain::Named(SHAPES);
const FORM: Domain = Domain::Named(FORMS);
const PLACE: Domain = Domain::Named(PLACES);
const SORT: Domain = Domain::Named(SORTS);
const SIDE: Domain = Domain::Named(SIDES);
const KIND: Domain = Domain::Named(KINDS);
const QUOTE: Domain = Domain::Named(QUOTES);
const TRUST: Domain = Domain::Named(TRUSTS);
const ZONE: Domain = Domain::Named(ZONES);
const CLASS: Domain = Domain::Named(CLASSES);
const BOOL: Domain = Domain::Named(YES);

const fn n(most: usize) -> Domain {
    Domain::Small(most)
}

macro_rules! templates {
    ($($name:ident = $text:literal [$($domain:expr),*];)*) => {
        #[allow(clippy::upper_case_acronyms, non_camel_case_types, dead_code)]
        enum Number { $($name,)* Count }
        /// Every template, by number.
        pub const TEMPLATES: [Template; Number::Count as usize] = [$(Template { name: $text, domains: &[$($domain),*] },)*];
        const LAYOUT: ([Slot; Number::Count as usize], usize) = lay_out(&TEMPLATES);
        /// Where the features of every template stand.
        pub const SLOTS: [Slot; Number::Count as usize] = LAYOUT.0;
        /// How many feature numbers there are.
        pub const FEATURES: usize = LAYOUT.1;
        $(#[doc = $text] pub const $name: Slot = SLOTS[Number::$name as usize];)*
    };
}

templates! {
    CUE_KIND = "cue/kind" [KIND];
    CUE_ENTRY = "cue/entry" [CUE];
    CUE_ENTRY_FORM = "cue/entry-form" [CUE, FORM];
    CUE_ENTRY_NEXT = "cue/entry-next" [CUE, SHAPE];
    CUE_ENTRY_BEFORE = "cue/entry-before" [CUE, SHAPE];
    CUE_FORM_AROUND = "cue/form-around" [FORM, SHAPE, SHAPE];
    CUE_NEXT = "cue/next" [FORM, SHAPE, SHAPE];
    CUE_BEFORE = "cue/before" [FORM, SHAPE, SHAPE];
    CUE_WORD_NEXT = "cue/word-next" [WORD];
    CUE_WORD_BEFORE = "cue/word-before" [WORD];
    CUE_TRUST_NEXT = "cue/trust-next" [TRUST, KIND, SHAPE];
    CUE_CLASS_NEXT = "cue/class-next" [CLASS, FORM, SHAPE];
    CUE_QUOTE = "cue/quote" [KIND, QUOTE, TRUST];
    CUE_ENTRY_QUOTE = "cue/entry-quote" [CUE, QUOTE];
    CUE_ZONE = "cue/zone" [ZONE, KIND];
    CUE_NEGATED = "cue/negated" [CUE];
    CUE_MODAL = "cue/modal" [FORM, CLASS];
    CUE_SUBJECT = "cue/subject" [WORD];
    CUE_SUBJECT_NEXT = "cue/subject-next" [SHAPE, SHAPE, TRUST];
    CUE_TAKES = "cue/takes" [BOOL, SHAPE, FORM];
    CUE_QUIET = "cue/quiet" [FORM, SHAPE, SHAPE];
    CUE_QUIET_ENTRY = "cue/quiet-entry" [CUE, SHAPE];
    CUE_SORT = "cue/sort" [CUE, SORT];
    CUE_SORT_FORM = "cue/sort-form" [SORT, FORM, SHAPE];
    CUE_PLACE = "cue/place" [n(4), n(4), FORM];

    CUE_END = "cue-end/code" [n(3)];
    CUE_END_WORD = "cue-end/word" [n(3), WORD];
    CUE_END_ENTRY = "cue-end/entry" [n(3), CUE];
    CUE_END_KNOWN = "cue-end/known" [n(3), BOOL];
    CUE_END_AFTER = "cue-end/after" [n(3), SHAPE, SHAPE];
    CUE_END_FORM = "cue-end/form" [n(3), FORM, SHAPE];
    CUE_END_ENTRY_SHAPE = "cue-end/entry-shape" [n(3), CUE, SHAPE];

    SOURCE_PLACE_FORM = "source/place-form" [PLACE, FORM];
    SOURCE_PLACE_ENTRY = "source/place-entry" [PLACE, CUE];
    SOURCE_NONE_AROUND = "source/none-around" [FORM, SHAPE, SHAPE];
    SOURCE_GAP = "source/gap" [PLACE, n(4), n(4)];
    SOURCE_GAP_FIRST = "source/gap-first" [PLACE, SHAPE, FORM];
    SOURCE_GAP_LAST = "source/gap-last" [PLACE, SHAPE];
    SOURCE_BEFORE = "source/before" [PLACE, SHAPE, SHAPE];
    SOURCE_HEAD = "source/head" [WORD];
    SOURCE_HEAD_SHAPE = "source/head-shape" [PLACE, SHAPE, FORM];
    SOURCE_BETWEEN = "source/between" [PLACE, n(16)];
    SOURCE_AGREES = "source/agrees" [FORM, SHAPE, BOOL];
    SOURCE_INVERTED = "source/inverted" [PLACE, SHAPE, SHAPE];
    SOURCE_DISTANCE = "source/distance" [BOOL, n(8)];
    SOURCE_AFTER_BEFORE = "source/after-before" [SHAPE, SHAPE, BOOL];
    SOURCE_FIRST = "source/first" [BOOL, SHAPE, SHAPE];
    SOURCE_SORT = "source/sort" [PLACE, SORT, FORM];
    SOURCE_SORT_CLASS = "source/sort-class" [SORT, CLASS, BOOL];
    SOURCE_SORT_ENTRY = "source/sort-entry" [SORT, CUE];
    SOURCE_QUOTE = "source/quote" [PLACE, QUOTE];

    SOURCE_END_FIRST = "source-end/first" [n(8), SHAPE, SHAPE];
    SOURCE_END_NEXT = "source-end/next" [BOOL, SHAPE, SHAPE];
    SOURCE_END_FULL = "source-end/full" [BOOL, n(8), SHAPE];
    SOURCE_END_LENGTH = "source-end/length" [BOOL, n(8)];
    SOURCE_END_COMMAS = "source-end/commas" [BOOL, n(4), n(4)];
    SOURCE_END_WORD = "source-end/word" [BOOL, WORD];
    SOURCE_END_HEAD = "source-end/head" [n(3), SHAPE, SHAPE];

    SIDE_KIND = "side/kind" [KIND, SIDE];
    SIDE_ENTRY = "side/entry" [CUE, SIDE];
    SIDE_EDGES = "side/edges" [SHAPE, SHAPE, SIDE];
    SIDE_RIGHT = "side/right" [SHAPE, SHAPE, SIDE];
    SIDE_LEFT = "side/left" [SHAPE, SHAPE, SIDE];
    SIDE_ENTRY_RIGHT = "side/entry-right" [CUE, SHAPE, SIDE];
    SIDE_QUOTE = "side/quote" [QUOTE, SHAPE, SIDE];
    SIDE_FORM = "side/form" [FORM, SHAPE, SIDE];
    SIDE_PLACE = "side/place" [PLACE, QUOTE, SIDE];
    SIDE_ROOM = "side/room" [n(5), n(5), SIDE];
    SIDE_NEXT = "side/next" [n(4), SHAPE, SIDE];
    SIDE_FINITE = "side/finite" [n(4), FORM, SIDE];
    SIDE_QUIET = "side/quiet" [SHAPE, SHAPE, SIDE];
    SIDE_QUIET_ENTRY = "side/quiet-entry" [CUE, SHAPE, SIDE];
    SIDE_QUIET_FORM = "side/quiet-form" [FORM, SHAPE, SIDE];
    SIDE_ENTRY_FINITE = "side/entry-finite" [CUE, n(4), SIDE];
    SIDE_FORM_ROOM = "side/form-room" [FORM, n(5), SIDE];

    START_AT = "start/at" [n(4), SHAPE, SHAPE];
    START_ENTRY = "start/entry" [CUE, SHAPE, n(2)];
    START_WORD = "start/word" [n(3), WORD];
    START_BEFORE = "start/before" [n(3), WORD];
    START_SKIPPED = "start/skipped" [n(4), n(4), SHAPE];
    START_FIRST = "start/first" [n(4), SHAPE, FORM];
    START_SIDE = "start/side" [SIDE, n(4), SHAPE];
    START_QUOTE = "start/quote" [QUOTE, SHAPE, BOOL];
    START_QUIET = "start/quiet" [n(3), SHAPE, SHAPE];
    START_QUIET_ENTRY = "start/quiet-entry" [n(3), CUE, SHAPE];
    START_AHEAD = "start/ahead" [SHAPE, SHAPE, n(2)];

    END_AT = "end/at" [SHAPE, SHAPE];
    END_BEFORE = "end/before" [SHAPE, SHAPE];
    END_WORD = "end/word" [WORD];
    END_QUOTE = "end/quote" [n(8), SHAPE, SHAPE];
    END_NTH = "end/nth" [n(6), SHAPE, BOOL];
    END_SENTENCE = "end/sentence" [n(8), n(16)];
    END_ENTRY = "end/entry" [CUE, SHAPE];
    END_START = "end/start" [SHAPE, SHAPE, n(6)];
    END_LENGTH = "end/length" [n(8), SHAPE];
    END_FINITE = "end/finite" [n(4), n(4), SHAPE];
    END_FORM = "end/form" [FORM, SHAPE, n(4)];
    END_COMMAS = "end/commas" [n(4), n(4), SHAPE];
    END_REST = "end/rest" [n(6), SHAPE, SHAPE];
    END_ENTRY_FINITE = "end/entry-finite" [CUE, n(4), BOOL];
    END_TAKES = "end/takes" [n(8), n(4), SHAPE];
    END_SIDE = "end/side" [SIDE, SHAPE, n(8)];
    END_CUE = "end/cue" [SHAPE, n(4), n(4)];

    LEFT_AT = "left/at" [SHAPE, SHAPE];
    LEFT_BEFORE = "left/before" [SHAPE, n(8)];
    LEFT_QUOTE = "left/quote" [n(16), n(8)];
    LEFT_NTH = "left/nth" [n(6), SHAPE];
    LEFT_SENTENCE = "left/sentence" [n(8), n(16)];
    LEFT_WORD = "left/word" [n(2), WORD];
    LEFT_ENTRY = "left/entry" [CUE, n(4)];
    LEFT_FORM = "left/form" [FORM, SHAPE, n(4)];
    LEFT_LENGTH = "left/length" [n(8), n(4)];
    LEFT_FINITE = "left/finite" [n(4), n(4), n(4)];
    LEFT_SIDE = "left/side" [SIDE, SHAPE, SHAPE];

    KEEP_CUE = "keep/cue" [n(24)];
    KEEP_CUE_KIND = "keep/cue-kind" [n(24), KIND];
    KEEP_ENTRY = "keep/entry" [CUE];
    KEEP_ENTRY_SIDE = "keep/entry-side" [CUE, SIDE];
    KEEP_ENTRY_PLACE = "keep/entry-place" [CUE, PLACE];
    KEEP_FORM_PLACE = "keep/form-place" [FORM, PLACE, SIDE];
    KEEP_SOURCE = "keep/source" [n(8), PLACE];
    KEEP_SIDE = "keep/side" [n(8), SIDE];
    KEEP_EDGE = "keep/edge" [n(8), n(3)];
    KEEP_HEAD = "keep/head" [WORD];
    KEEP_HEAD_SHAPE = "keep/head-shape" [SHAPE, FORM, PLACE];
    KEEP_CONTENT = "keep/content" [SHAPE, FORM, BOOL];
    KEEP_CONTENT_ENTRY = "keep/content-entry" [CUE, SHAPE];
    KEEP_SORT = "keep/sort" [SORT, CLASS, SIDE];
    KEEP_SORT_ENTRY = "keep/sort-entry" [CUE, SORT];
    KEEP_NUMBER = "keep/number" [CLASS, BOOL, BOOL];
    KEEP_FINITE = "keep/finite" [CUE, BOOL];
    KEEP_LENGTH = "keep/length" [n(8), TRUST, KIND];
    KEEP_QUOTED = "keep/quoted" [CUE, n(4)];
    KEEP_QUOTE_TRUST = "keep/quote-trust" [TRUST, n(4), QUOTE];
    KEEP_CUE_PLACE = "keep/cue-place" [n(24), PLACE];
    KEEP_CUE_SIDE = "keep/cue-side" [n(24), SIDE];
}
