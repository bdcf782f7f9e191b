//! Which of its possible tags a word has here, decided by its neighbours.

use crate::lexicon::Lexicon;
use crate::text::{Flags, Tag, TagSet, Token, TokenKind, hash_of};

/// A word among its neighbours; the tags to its left are decided, those to its right are not.
pub(super) struct Around<'a> {
    pub lexicon: &'a Lexicon,
    pub tokens: &'a [Token],
    pub n: usize,
    pub start: usize,
    pub end: usize,
}

impl Around<'_> {
    pub(super) fn token(&self) -> &Token {
        &self.tokens[self.n]
    }

    /// The next token of the sentence.
    pub(super) fn next(&self) -> Option<&Token> {
        self.tokens.get(self.n + 1).filter(|_| self.n + 1 < self.end)
    }

    /// The tag most common for the token `ahead` places to the right; a capital makes a name of an open-class word.
    fn ahead(&self, ahead: usize) -> Tag {
        let Some(t) = self.tokens.get(self.n + ahead).filter(|_| self.n + ahead < self.end) else { return Tag::Mark };
        match t.kind {
            TokenKind::Number | TokenKind::Currency => Tag::Num,
            TokenKind::Word => {
                let info = self.lexicon.info(t);
                let open = info.tags.is_empty()
                    || matches!(
                        info.first,
                        Tag::Noun | Tag::Plural | Tag::Adj | Tag::Base | Tag::Third | Tag::Past | Tag::Participle | Tag::Ing
                    );
                if t.capital() && open {
                    Tag::Name
                } else if info.tags.is_empty() {
                    Tag::Noun
                } else {
                    info.first
                }
            }
            _ => Tag::Mark,
        }
    }

    fn ahead_set(&self, ahead: usize) -> TagSet {
        self.tokens.get(self.n + ahead).filter(|_| self.n + ahead < self.end).map_or(TagSet::default(), |t| self.lexicon.info(t).tags)
    }

    /// The tag `back` places to the left; `Mark` before the sentence.
    fn back(&self, back: usize) -> Tag {
        if self.n < self.start + back { Tag::Mark } else { self.tokens[self.n - back].tag }
    }

    /// The tag to the left, adverbs and negation passed over.
    fn before(&self) -> Tag {
        (1..=4).map(|b| self.back(b)).find(|t| !matches!(t, Tag::Adv | Tag::Neg)).unwrap_or(Tag::Mark)
    }

    /// First word of its sentence or quotation.
    pub(super) fn opens_sentence(&self) -> bool {
        let mut n = self.n;
        while n > self.start {
            let t = &self.tokens[n - 1];
            match t.kind {
                TokenKind::Quote | TokenKind::Apostrophe | TokenKind::Open | TokenKind::Dash | TokenKind::Ellipsis | TokenKind::Colon => {
                    n -= 1
                }
                _ => return false,
            }
        }
        true
    }

    /// True among words that are all in capitals.
    pub(super) fn shouting(&self) -> bool {
        let upper = |n: Option<&Token>| n.is_some_and(|t| t.kind == TokenKind::Word && t.flags.has(Flags::UPPER));
        let before = self.n.checked_sub(1).filter(|n| *n >= self.start).and_then(|n| self.tokens.get(n));
        upper(before) && upper(self.next())
    }

    /// "have", "be" among the four tokens to the left, with only adverbs, negation and pronouns between.
    fn auxiliary(&self) -> Option<&str> {
        for back in 1..=4 {
            match self.back(back) {
                Tag::Aux => return Some(self.lexicon.lemma(&self.tokens[self.n - back])),
                Tag::Adv | Tag::Neg => {}
                Tag::Pron if self.opens_question(back) => {}
                Tag::Participle if self.is_been(back) => return Some("be"),
                _ => return None,
            }
        }
        None
    }

    fn opens_question(&self, back: usize) -> bool {
        self.back(back + 1) == Tag::Aux && self.n - back == self.start + 1
    }

    fn is_been(&self, back: usize) -> bool {
        self.lexicon.vocabulary().word(self.tokens[self.n - back].word) == "been"
    }

    /// "a study published on Monday by the bank found": behind prepositional groups alone comes another finite verb, so that this
    /// one is no finite verb.
    fn reduced(&self) -> bool {
        // "those surveyed said": the verb stands right behind.
        if matches!(self.ahead(1), Tag::Past) && self.ahead_set(1).has(Tag::Participle) && self.subject_opens_clause() {
            return true;
        }
        let mut in_group = false;
        for ahead in 1..=16 {
            match self.ahead(ahead) {
                Tag::Prep | Tag::To => in_group = true,
                Tag::Det | Tag::Adj | Tag::Num | Tag::Noun | Tag::Plural | Tag::Name | Tag::Poss if in_group => {}
                Tag::Adv => {}
                Tag::Aux | Tag::Modal | Tag::Past | Tag::Third => return in_group && ahead > 2,
                _ => return false,
            }
        }
        false
    }

    /// The group to the left opens its clause, so that no relative clause without its word can stand there ("the sum the mayor paid was").
    fn subject_opens_clause(&self) -> bool {
        let group =
            |back: &usize| matches!(self.back(*back), Tag::Noun | Tag::Plural | Tag::Adj | Tag::Num | Tag::Det | Tag::Poss | Tag::Pron);
        let first = (1..=8).find(|back| !group(back)).unwrap_or(9);
        self.back(first) == Tag::Mark
    }

    /// "according to police", "due to": the word before makes "to" a preposition, whatever follows.
    fn behind_a_preposition(&self) -> bool {
        let before = self.n.checked_sub(1).filter(|n| *n >= self.start).map(|n| self.tokens[n].word);
        before.is_some_and(|word| {
            matches!(self.lexicon.vocabulary().word(word), "according" | "due" | "owing" | "thanks" | "contrary" | "prior" | "opposed")
        })
    }

    /// "…, a review by the bank shows.": a subject with its article behind a comma, and nothing behind the word.
    fn closes_inversion(&self) -> bool {
        let group =
            |back: &usize| matches!(self.back(*back), Tag::Noun | Tag::Plural | Tag::Adj | Tag::Num | Tag::Name | Tag::Poss | Tag::Prep);
        let first = (1..=8).find(|back| !group(back)).unwrap_or(9);
        let comma = self.n > self.start + first && self.tokens[self.n - first - 1].kind == TokenKind::Comma;
        self.back(first) == Tag::Det && comma
    }

    /// "those surveyed"
    fn behind_those(&self) -> bool {
        self.n > self.start && self.lexicon.vocabulary().word(self.tokens[self.n - 1].word) == "those"
    }

    /// A noun group begins to the right.
    fn noun_group_follows(&self) -> bool {
        matches!(self.ahead(1), Tag::Det | Tag::Poss | Tag::Pron | Tag::Num | Tag::Adj | Tag::Noun | Tag::Plural | Tag::Name)
    }
}

// The words that are read for themselves.
const THAT: u32 = hash_of("that");
const TO: u32 = hash_of("to");
const HER: u32 = hash_of("her");
const HIS: u32 = hash_of("his");

/// Tags that a word keeps wherever it stands.
const CLOSED: TagSet = TagSet::all(&[Tag::Aux, Tag::Modal, Tag::Neg, Tag::Conj]);
const NOMINAL: TagSet = TagSet::all(&[Tag::Noun, Tag::Plural, Tag::Name, Tag::Adj, Tag::Num]);

/// The tag of the word in its place.
pub(super) fn choose(around: &Around<'_>, tags: TagSet, first: Tag) -> Tag {
    match around.token().hash {
        THAT => return that(around),
        TO => return to(around),
        HER | HIS if !CLOSED.has(first) => return if nominal(around.ahead(1)) { Tag::Poss } else { Tag::Pron },
        _ => {}
    }
    if CLOSED.has(first) {
        return first;
    }
    let finite_or_noun = tags.has(Tag::Noun) && tags.has(Tag::Base) || tags.has(Tag::Plural) && tags.has(Tag::Third);
    if finite_or_noun {
        return verb_or_noun(around, tags, first);
    }
    if tags.has(Tag::Past) || tags.has(Tag::Participle) {
        return past(around, tags, first);
    }
    if tags.has(Tag::Ing) {
        return ing(around, tags);
    }
    if tags.has(Tag::Base) {
        return base(around, tags, first);
    }
    if tags.has(Tag::Det) && tags.has(Tag::Pron) {
        return if nominal(around.ahead(1)) || matches!(around.ahead(1), Tag::Ing | Tag::Participle) { Tag::Det } else { Tag::Pron };
    }
    if tags.has(Tag::Prep) && (tags.has(Tag::Particle) || tags.has(Tag::Adv)) && !tags.has(Tag::Sub) {
        return preposition(around, first);
    }
    if tags.has(Tag::Prep) && tags.has(Tag::Sub) {
        return sub_or_prep(around, first);
    }
    if tags.has(Tag::Adj) && (tags.has(Tag::Noun) || tags.has(Tag::Adv)) {
        return adjective(around, tags, first);
    }
    first
}

fn nominal(tag: Tag) -> bool {
    NOMINAL.has(tag)
}

/// "that" before a noun and not after a verb points at the noun; elsewhere it opens a clause.
fn that(around: &Around<'_>) -> Tag {
    let before = around.back(1);
    let noun_next = matches!(around.ahead(1), Tag::Noun | Tag::Adj);
    match before {
        Tag::Prep | Tag::Mark | Tag::Conj if noun_next => Tag::Det,
        Tag::Prep => Tag::Pron,
        Tag::Mark | Tag::Conj | Tag::Sub
            if matches!(around.ahead(1), Tag::Aux | Tag::Modal | Tag::Third | Tag::Past)
                || around.next().is_some_and(|t| t.kind == TokenKind::Clitic) =>
        {
            Tag::Pron
        }
        Tag::Aux | Tag::To => Tag::Pron,
        _ => Tag::Sub,
    }
}

fn to(around: &Around<'_>) -> Tag {
    let set = around.ahead_set(1);
    let base = set.has(Tag::Base)
        || set.has(Tag::Aux) && matches!(around.next().map(|t| around.lexicon.vocabulary().word(t.word)), Some("be" | "have" | "do"));
    let adverb =
        matches!(around.ahead(1), Tag::Adv | Tag::Neg) && (around.ahead_set(2).has(Tag::Base) || around.ahead_set(2).has(Tag::Aux));
    let capital = around.next().is_some_and(Token::capital);
    if !capital && (base || adverb) && !around.behind_a_preposition() { Tag::To } else { Tag::Prep }
}

/// "report", "claims", "plan": a verb after to, modals and subjects, a noun after articles, adjectives and prepositions.
fn verb_or_noun(around: &Around<'_>, tags: TagSet, first: Tag) -> Tag {
    // "police" and "address" are bases that end like third persons, and the one is a plural, the other none.
    let noun = if first == Tag::Plural || !tags.has(Tag::Noun) { Tag::Plural } else { Tag::Noun };
    let verb = if tags.has(Tag::Base) { Tag::Base } else { Tag::Third };
    let mostly_noun = first == noun;
    let clause_next = matches!(around.ahead(1), Tag::Det | Tag::Sub | Tag::Pron | Tag::Poss | Tag::Wh | Tag::To)
        || around.ahead(1) == Tag::Name
        || around.next().is_some_and(|t| t.kind == TokenKind::Quote);
    // "the storm hit the coast", "the bank cut its rate": a subject on the left, an object on the right.
    if tags.has(Tag::Past)
        && matches!(around.back(1), Tag::Noun | Tag::Plural | Tag::Name | Tag::Pron)
        && matches!(around.ahead(1), Tag::Det | Tag::Poss)
    {
        return Tag::Past;
    }
    match around.before() {
        Tag::To | Tag::Modal => return if verb == Tag::Base { verb } else { noun },
        Tag::Aux if around.auxiliary() == Some("do") => return verb,
        // "had cut its debt", "has put 40 on trial": a noun without article cannot stand there.
        Tag::Aux if tags.has(Tag::Participle) && matches!(around.auxiliary(), Some("have" | "'ve")) => return Tag::Participle,
        // "has been forecast to fall", "was cut to 5 percent"
        Tag::Aux | Tag::Participle
            if tags.has(Tag::Participle)
                && around.auxiliary() == Some("be")
                && matches!(around.ahead(1), Tag::To | Tag::Prep)
                && around.next().is_some_and(|t| around.lexicon.vocabulary().word(t.word) != "of") =>
        {
            return Tag::Participle;
        }
        Tag::Det | Tag::Poss | Tag::Adj | Tag::Num | Tag::Prep => {
            return if tags.has(Tag::Adj) && nominal(around.ahead(1)) { Tag::Adj } else { noun };
        }
        _ => {}
    }
    // "the yacht hit a reef": a past that looks like the base, with its subject before it and its object behind it.
    let object_next = clause_next || around.ahead(1) == Tag::Num;
    if tags.has(Tag::Past) && object_next && matches!(around.back(1), Tag::Noun | Tag::Name | Tag::Plural | Tag::Pron) {
        return Tag::Past;
    }
    // "lorries per week cross the pass": the subject is the plural before the prepositional phrase.
    let plural_of = around.back(2) == Tag::Prep && around.back(3) == Tag::Plural;
    if verb == Tag::Base && clause_next && plural_of && matches!(around.back(1), Tag::Noun | Tag::Name) {
        return verb;
    }
    match around.back(1) {
        Tag::Adv if matches!(around.back(2), Tag::Pron | Tag::Name | Tag::Plural | Tag::Noun | Tag::Wh) => verb,
        Tag::Pron | Tag::Wh => verb,
        Tag::Sub => {
            // "after sources said", but "the firm that reports"
            let subject = matches!(around.ahead(1), Tag::Past | Tag::Aux | Tag::Modal);
            if verb == Tag::Third && !subject { verb } else { noun }
        }
        Tag::Name if verb == Tag::Third => {
            if clause_next || !mostly_noun {
                verb
            } else {
                noun
            }
        }
        Tag::Noun if verb == Tag::Third => {
            if clause_next || !mostly_noun && (around.ahead(1) != Tag::Mark || around.closes_inversion()) {
                verb
            } else {
                noun
            }
        }
        Tag::Plural if verb == Tag::Base => {
            if clause_next || !mostly_noun || matches!(around.ahead(1), Tag::Plural | Tag::Num) {
                verb
            } else {
                noun
            }
        }
        // "a television show “Harbour Lights”": a singular noun takes no base form.
        Tag::Noun if verb == Tag::Base && !mostly_noun && !plural_of && matches!(around.ahead(1), Tag::Name | Tag::Mark) => noun,
        Tag::Name if verb == Tag::Base => {
            if !mostly_noun && clause_next {
                verb
            } else {
                noun
            }
        }
        Tag::Conj if around.back(2).is_verb() => {
            if verb == around.back(2) || !mostly_noun {
                verb
            } else {
                noun
            }
        }
        Tag::Mark if verb == Tag::Base && around.opens_sentence() => {
            if mostly_noun || !clause_next {
                noun
            } else {
                verb
            }
        }
        Tag::Mark if verb == Tag::Third => {
            if clause_next {
                verb
            } else {
                noun
            }
        }
        _ => {
            if mostly_noun || !clause_next {
                noun
            } else {
                verb
            }
        }
    }
}

/// Past tense or participle, or an adjective made of one.
fn past(around: &Around<'_>, tags: TagSet, first: Tag) -> Tag {
    if tags.has(Tag::Noun) && matches!(around.back(1), Tag::Det | Tag::Adj | Tag::Poss | Tag::Prep) && !nominal(around.ahead(1)) {
        return Tag::Noun;
    }
    if (tags.has(Tag::Base) || tags.has(Tag::Third)) && matches!(around.before(), Tag::To | Tag::Modal) {
        return Tag::Base;
    }
    if tags.has(Tag::Adj)
        && first == Tag::Adj
        && matches!(around.back(1), Tag::Det | Tag::Adj | Tag::Poss | Tag::Adv)
        && nominal(around.ahead(1))
    {
        return Tag::Adj;
    }
    if !tags.has(Tag::Participle) {
        return Tag::Past;
    }
    if !tags.has(Tag::Past) {
        return Tag::Participle;
    }
    match around.auxiliary() {
        Some("have" | "be" | "'s" | "'ve" | "'re" | "'m" | "get") => return Tag::Participle,
        Some(_) => return Tag::Participle,
        None => {}
    }
    let by = around.next().is_some_and(|t| around.lexicon.vocabulary().word(t.word) == "by");
    match around.back(1) {
        Tag::Det | Tag::Poss | Tag::Adj | Tag::Prep | Tag::Num => Tag::Participle,
        _ if by => Tag::Participle,
        Tag::Noun | Tag::Plural if around.reduced() => Tag::Participle,
        Tag::Pron if around.behind_those() && around.reduced() => Tag::Participle,
        Tag::Mark if around.opens_sentence() => Tag::Participle,
        Tag::Sub => Tag::Participle,
        _ => Tag::Past,
    }
}

/// -ing: a noun after an article unless a noun follows.
fn ing(around: &Around<'_>, tags: TagSet) -> Tag {
    let determined = matches!(around.back(1), Tag::Det | Tag::Poss | Tag::Adj) || around.back(1) == Tag::Num;
    if determined && !around.noun_group_follows() && (tags.has(Tag::Noun) || around.ahead(1) != Tag::Mark) {
        return Tag::Noun;
    }
    if determined && tags.has(Tag::Adj) { Tag::Adj } else { Tag::Ing }
}

/// A base form that can be an adjective or another part of speech too.
fn base(around: &Around<'_>, tags: TagSet, first: Tag) -> Tag {
    match around.before() {
        Tag::To | Tag::Modal => return Tag::Base,
        Tag::Aux if around.auxiliary() == Some("do") => return Tag::Base,
        Tag::Pron | Tag::Plural | Tag::Wh if first == Tag::Base => return Tag::Base,
        _ if first == Tag::Adv => return first,
        _ => {}
    }
    if tags.has(Tag::Adj) && (nominal(around.ahead(1)) || matches!(around.back(1), Tag::Det | Tag::Aux | Tag::Adv | Tag::Prep)) {
        return Tag::Adj;
    }
    if tags.has(Tag::Prep) && around.noun_group_follows() {
        return Tag::Prep;
    }
    first
}

/// "in", "up", "over": before a noun group a preposition, else a particle or an adverb.
fn preposition(around: &Around<'_>, first: Tag) -> Tag {
    if around.noun_group_follows()
        || matches!(around.ahead(1), Tag::Ing | Tag::Wh | Tag::Participle)
        || around.next().is_some_and(|t| matches!(t.kind, TokenKind::Quote | TokenKind::Apostrophe))
    {
        return if first == Tag::Adv { Tag::Adv } else { Tag::Prep };
    }
    if around.back(1).is_verb() || around.back(2).is_verb() { Tag::Particle } else { first }
}

/// "after", "since", "before": a conjunction when a verb comes before the clause is over.
fn sub_or_prep(around: &Around<'_>, first: Tag) -> Tag {
    if matches!(around.ahead(1), Tag::Ing | Tag::Num) {
        return Tag::Prep;
    }
    for ahead in 1..=8 {
        match around.ahead(ahead) {
            Tag::Aux | Tag::Modal | Tag::Past | Tag::Third => return Tag::Sub,
            Tag::Mark | Tag::Prep | Tag::To | Tag::Conj | Tag::Sub | Tag::Wh => break,
            _ => {}
        }
    }
    if around.ahead(1) == Tag::Pron || first == Tag::Sub { Tag::Sub } else { Tag::Prep }
}

/// An adjective before a noun, otherwise what the word mostly is.
fn adjective(around: &Around<'_>, tags: TagSet, first: Tag) -> Tag {
    let noun_next = matches!(around.ahead(1), Tag::Noun | Tag::Plural) || around.ahead(1) == Tag::Name && around.back(1) == Tag::Det;
    if noun_next && !(first == Tag::Adv && around.back(1).is_verb()) {
        return Tag::Adj;
    }
    let determined = matches!(around.back(1), Tag::Det | Tag::Poss | Tag::Adj | Tag::Name | Tag::Noun);
    if tags.has(Tag::Noun) && determined && !nominal(around.ahead(1)) {
        return Tag::Noun;
    }
    if tags.has(Tag::Adj) && tags.has(Tag::Adv) && around.back(1) == Tag::Aux && first == Tag::Adj {
        return Tag::Adj;
    }
    first
}
