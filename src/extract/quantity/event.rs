//! What happened to the counted: the verb it is the object or the subject of, the participle behind it, or the noun that names
//! the event.

use super::beside::{change_adverb, participle_behind, state_behind, toll};
use super::clause::{copula, finite, governor, main_verb, noun_group, predicate_of, says_when, verb_group};
use super::draft::{Draft, Event};
use super::number::Form;
use super::view::View;
use super::word_list::words;
use crate::extract::Measure;
use crate::lexicon::{ChangeKind, EventKind};
use crate::text::{Chunk, Tag, TokenKind, TokenSpan};

/// Verbs that only carry another verb or a state ("are thought to have fled", "was reported missing").
const CARRIERS: &[&str] = &[
    "fear",
    "believe",
    "report",
    "list",
    "know",
    "think",
    "presume",
    "expect",
    "estimate",
    "appear",
    "seem",
    "continue",
    "begin",
    "start",
    "declare",
    "consider",
    "suppose",
    "allege",
    "understand",
    "assume",
    "set",
    "manage",
    "describe",
    "say",
    "need",
    "go",
    "have",
];

/// Verbs whose object does what an infinitive behind it says.
const CAUSES: &[&str] = &["force", "cause", "lead", "prompt", "allow", "help", "enable", "drive", "push", "order"];

/// Verbs of saying and finding: what follows them without "that" is a clause of its own.
const SAYING: &[&str] = &[
    "say", "tell", "report", "add", "claim", "believe", "warn", "announce", "estimate", "show", "insist", "note", "write", "find", "reveal",
];

/// Verbs with a receiver and a thing behind them.
const GIVING: &[&str] = &["give", "hand", "offer", "award", "grant", "deny", "send"];

/// Verbs of a forecast: the level that they give is no event.
const FORECASTS: &[&str] = &["see", "project", "forecast", "predict", "expect"];

/// Verbs that leave it to a participle to say what happened ("found 12 trucks burnt").
const LIGHT: &[&str] = &["leave", "keep", "find", "see", "get", "have", "make", "hold", "report", "show"];

/// Nouns that name harm and are the event of whatever they count.
const HARM_NOUNS: &[&str] = &[
    "death",
    "casualty",
    "fatality",
    "injury",
    "killing",
    "murder",
    "homicide",
    "suicide",
    "arrest",
    "infection",
    "aftershock",
    "tremor",
    "layoff",
    "execution",
    "evacuation",
    "abduction",
    "kidnapping",
    "redundancy",
];

/// The event of `draft`, whose claims before are `drafts`.
pub(super) fn event<'a>(view: View<'_, 'a>, draft: &Draft<'a>, drafts: &[Draft<'a>]) -> Event<'a> {
    match around(view, draft, drafts) {
        // Who says it is the source, and saying it is nothing that happened to the counted.
        Event::Said(word) if ["said", "say", "says", "saying", "told"].iter().any(|w| word.eq_ignore_ascii_case(w)) => Event::None,
        found => found,
    }
}

/// What the words around the amount say of it.
fn around<'a>(view: View<'_, 'a>, draft: &Draft<'a>, drafts: &[Draft<'a>]) -> Event<'a> {
    if draft.measured.measure == Measure::Age {
        return of_person(view, draft);
    }
    if draft.verb {
        return Event::None;
    }
    if matches!(draft.amount.form, Form::Growth | Form::Halved) {
        return Event::Said(view.word(draft.amount.first));
    }
    let end = view.sentence_end(draft.first);
    let own = draft.borrowed.is_none() && !draft.counted.is_empty() && draft.counted.start as usize >= draft.first;
    let described = !draft.counts()
        && draft.about.start as usize >= draft.next
        && draft.about.start as usize <= draft.next + 4
        && !draft.about.is_empty();
    let after = if own {
        draft.counted.end as usize
    } else if described && (draft.is_share() || draft.measured.joined || draft.measured.measure == Measure::Percent) {
        draft.about.end as usize
    } else {
        past_of_them(view, draft.next)
    };
    let participle = participle_behind(view, draft, after, end);
    if own && draft.counts() && HARM_NOUNS.contains(&draft.unit.as_ref()) && participle.is_none() {
        return Event::Said(view.word(draft.counted.end as usize - 1));
    }
    if let Some(toll) = toll(view, draft) {
        return toll;
    }
    if let Some(state) = state_behind(view, after, end) {
        return state;
    }
    if draft.measured.measure == Measure::Duration && view.any(draft.next, words!["later", "earlier"]) {
        return Event::Said(view.word(draft.next));
    }
    // "900 million kronor ($85 million)": the same sum again.
    if view.kind(draft.first.wrapping_sub(1)) == TokenKind::Open
        && let Some(d) = drafts.last().filter(|d| d.next + 1 >= draft.first && d.counts() == draft.counts())
    {
        return d.event;
    }
    // "accepted a 10 percent pay cut": the change has its own noun.
    let change_noun =
        |at: usize| view.change(at).is_some_and(|c| matches!(c.1, ChangeKind::Noun | ChangeKind::Both)) && view.tag(at).is_noun();
    if described
        && !draft.about.is_empty()
        && change_noun(draft.about.end as usize - 1)
        && draft.about.start as usize == view.past_hyphen(draft.next)
    {
        return Event::Said(view.word(draft.about.end as usize - 1));
    }
    if let Some(adverb) = change_adverb(view, draft) {
        return adverb;
    }
    // "seized 2.3 tonnes of amber sewn into coats": the verb of the object says what happened, the participle which.
    let object = || {
        let verb = governor(view, draft.first, false).filter(|g| g.nouns == 0 && g.preposition.is_none() && !draft.counts())?;
        let says = !copula(view, verb.head) && !LIGHT.contains(&view.lemma(verb.head)) && view.tag(verb.head).is_verb();
        says.then(|| Event::Said(view.word(verb.head)))
    };
    // "gave two traders suspended sentences": what they were given follows them.
    let giver = draft.first.checked_sub(1).filter(|&n| draft.counts() && GIVING.contains(&view.lemma(n)) && view.tag(n).is_verb());
    if let Some(verb) = giver {
        return Event::Said(view.word(verb));
    }
    let predicate_behind = predicate_of(view, after, end, 0).filter(|_| subject_place(view, draft));
    // "carried 2.3 tonnes of resin packed in drums": of two past forms without a link the first is the verb of the clause.
    let described_by = |g: &Chunk| g.tokens.len() == 1 && can_be_participle(view, g.head as usize) && view.is(draft.next, "of");
    if let Some(group) = predicate_behind.filter(|g| finite(view, g) && !described_by(g) || object().is_none()) {
        return said(view, predicate(view, group, end, 0));
    }
    if let Some(group) = behind_insertion(view, draft, after, end).filter(|_| subject_place(view, draft)) {
        return said(view, predicate(view, group, end, 0));
    }
    if let Some(state) = state_of_them(view, draft, after) {
        return state;
    }
    if let Some(whole) = draft.part_of.filter(|&n| n < drafts.len()) {
        let verb = predicate_of(view, after, end, 1)
            .filter(|g| view.tag(g.tokens.start as usize) != Tag::Participle && draft.amount.form != Form::Fraction);
        // "launched 40 drones and downed 26 of them": the verb right before has its own object.
        let own = draft.first.checked_sub(1).and_then(|n| verb_group(view, n)).filter(|g| {
            let head = g.head as usize;
            !copula(view, head) && !LIGHT.contains(&view.lemma(head)) && view.tag(head).is_verb() && !view.any(head, words!["including"])
        });
        return match verb.and_then(|g| predicate(view, g, end, 0)).or(own.map(|g| g.head as usize)) {
            Some(at) => Event::Said(view.word(at)),
            None => drafts[whole].event,
        };
    }
    if let Some(at) = participle {
        return object().unwrap_or(Event::Said(view.word(at)));
    }
    if let Some(event) = left(view, draft, drafts, after, end) {
        return event;
    }
    match predicate_of(view, after, end, 2).filter(|_| !after_preposition(view, draft)) {
        Some(group) => said(view, predicate(view, group, end, 0)),
        None => Event::None,
    }
}

fn said<'a>(view: View<'_, 'a>, at: Option<usize>) -> Event<'a> {
    at.map_or(Event::None, |at| {
        let phrase = view.tag(at).is_noun() && at > 0 && view.tag(at - 1) == Tag::Prep;
        // "lost their lives"
        let lives = view.lemma(at) == "lose" && view.tag(at + 1) == Tag::Poss && view.any(at + 2, words!["lives", "life"]);
        Event::Said(view.context.doc.text_of(TokenSpan::new(at - usize::from(phrase), at + if lives { 3 } else { 1 })))
    })
}

/// What happened to the person whose age it is: harm, or what a passive says.
fn of_person<'a>(view: View<'_, 'a>, draft: &Draft<'a>) -> Event<'a> {
    let end = view.sentence_end(draft.first);
    let own = draft.about.start as usize >= draft.next && !draft.about.is_empty();
    let mut after = if own { draft.about.end as usize } else { draft.next };
    if view.kind(after) == TokenKind::Comma && view.kind(after + 1) == TokenKind::Word {
        after += 1;
    }
    let inserted = || {
        let closes = (after..end.min(after + 6)).find(|&n| view.kind(n) == TokenKind::Comma)?;
        verb_group(view, closes + 1).filter(|g| harms(view, g.head as usize) && view.tag(g.tokens.start as usize) != Tag::Ing)
    };
    let group = predicate_of(view, after, end, 1).or_else(inserted).filter(|g| {
        let head = g.head as usize;
        let passive =
            view.tag(head) == Tag::Participle && g.tokens.range().any(|n| copula(view, n)) && !CARRIERS.contains(&view.lemma(head));
        passive || harms(view, head)
    });
    if let Some(group) = group {
        return said(view, predicate(view, group, end, 0));
    }
    match governor(view, draft.first, false).filter(|g| !own && harms(view, g.head) && g.nouns <= 2) {
        Some(verb) => Event::Said(view.word(verb.head)),
        None => Event::None,
    }
}

fn harms(view: View<'_, '_>, at: usize) -> bool {
    matches!(view.event(at), Some(EventKind::Harm | EventKind::Person))
}

/// Past "of them", "of the group", "others": where the verb of a headless number stands.
fn past_of_them(view: View<'_, '_>, at: usize) -> usize {
    if !view.is(at, "of") {
        return at + usize::from(view.any(at, words!["others", "more"]));
    }
    if view.any(at + 1, words!["them", "whom", "which", "these", "those", "us"]) {
        return at + 2;
    }
    (at + 1..at + 4).find_map(|n| noun_group(view, n)).map_or(at, |c| c.tokens.end as usize)
}

/// "three of them in custody", "300 of them without roofs": a state in a phrase without a verb.
fn state_of_them<'a>(view: View<'_, 'a>, draft: &Draft<'_>, after: usize) -> Option<Event<'a>> {
    let apposed = view.kind(draft.first.wrapping_sub(1)) == TokenKind::Comma && after > draft.next;
    let place = view.capital(after + 1) || matches!(view.tag(after + 1), Tag::Det | Tag::Poss | Tag::Num);
    let state = apposed && view.any(after, words!["in", "beyond", "under", "without", "on", "at"]) && !place;
    let phrase = noun_group(view, after + 1).filter(|g| state && !says_when(view, g))?;
    Some(Event::Said(view.context.doc.text_of(TokenSpan::new(after, phrase.tokens.end as usize))))
}

fn after_preposition(view: View<'_, '_>, draft: &Draft<'_>) -> bool {
    !subject_place(view, draft)
}

/// "One rider, a cook from Turin, has left": the predicate behind an insertion between commas.
fn behind_insertion<'a>(view: View<'_, 'a>, draft: &Draft<'_>, after: usize, end: usize) -> Option<&'a Chunk> {
    let sentence_start = view.sentence_start(draft.first);
    let opens = draft.first == sentence_start
        || matches!(view.tag(draft.first - 1), Tag::Sub | Tag::Conj | Tag::Adv | Tag::Det)
        || view.kind(draft.first - 1) == TokenKind::Comma;
    let mut after = after;
    for _ in 0..2 {
        if view.tag(after) == Tag::Prep
            && let Some(group) = noun_group(view, after + 1)
        {
            after = group.tokens.end as usize;
        }
    }
    let mark = view.kind(after);
    if !opens || !matches!(mark, TokenKind::Comma | TokenKind::Dash) {
        return None;
    }
    let closes = (after + 1..end.min(after + 14)).find(|&n| view.kind(n) == mark && view.kind(n + 1) == TokenKind::Word)?;
    let inserted = matches!(view.tag(after + 1), Tag::Det | Tag::Num | Tag::Participle | Tag::Wh | Tag::Ing | Tag::Adv | Tag::Prep)
        || view.any(after + 1, words!["aged", "all", "both", "according"])
        || mark == TokenKind::Dash;
    let group = verb_group(view, closes + 1)?;
    (inserted && matches!(view.tag(group.tokens.start as usize), Tag::Aux | Tag::Modal | Tag::Past | Tag::Third | Tag::Base))
        .then_some(group)
}

/// No preposition governs the amount, so a verb behind it can be its own.
fn subject_place(view: View<'_, '_>, draft: &Draft<'_>) -> bool {
    let start = view.sentence_start(draft.first);
    if draft.first == start {
        return true;
    }
    let mut before = draft.first - 1;
    while before > start && matches!(view.tag(before), Tag::Det | Tag::Poss | Tag::Adv) {
        before -= 1;
    }
    // "a total of 50 homes burned"
    let total = view.is(before, "of") && view.any(before.wrapping_sub(1), words!["total", "estimated"]);
    view.tag(before) != Tag::Prep || view.is(before, "than") || total
}

/// The event that stands to the left: the verb of an object, the noun before "of".
fn left<'a>(view: View<'_, 'a>, draft: &Draft<'a>, drafts: &[Draft<'a>], after: usize, end: usize) -> Option<Event<'a>> {
    let start = view.sentence_start(draft.first);
    let before = draft.first.checked_sub(1).filter(|&n| n >= start)?;
    if view.is(before, "of") && before > start {
        let noun = before - 1;
        // "claimed the lives of 12 monks"
        if view.any(noun, words!["lives", "life"])
            && noun >= start + 2
            && view.is(noun - 1, "the")
            && ["claim", "cost", "take"].contains(&view.lemma(noun - 2))
        {
            return Some(Event::Said(view.context.doc.text_of(TokenSpan::new(noun - 2, noun + 1))));
        }
        let plural = view.tag(noun) == Tag::Third;
        // "forecasts growth of 2 per cent"
        let opens = noun_group(view, noun).map_or(noun, |g| g.tokens.start as usize).wrapping_sub(1);
        if verb_group(view, opens).is_some_and(|g| FORECASTS.contains(&view.lemma(main_verb(view, g.head as usize)))) {
            return Some(Event::None);
        }
        let change = view.change(noun).is_some_and(|c| matches!(c.1, ChangeKind::Noun | ChangeKind::Both));
        if view.tag(noun).is_noun() && (view.event(noun) == Some(EventKind::Noun) || nominal(view.word(noun)) || change) {
            return Some(Event::Said(view.word(noun)));
        }
        if (view.tag(noun).is_verb() || view.tag(noun) == Tag::Adj) && !plural {
            return Some(Event::Said(view.word(noun)));
        }
        // "paid a ransom of $2m": what is done with the sum is done with its noun.
        let sum = matches!(draft.measured.measure, Measure::Money | Measure::Duration) && (view.tag(noun).is_noun() || plural);
        if !sum {
            return None;
        }
        let start = noun_group(view, noun).map_or(noun, |g| g.tokens.start as usize);
        let verb = verb_group(view, start.checked_sub(1)?)?;
        return (!copula(view, verb.head as usize)).then(|| Event::Said(view.word(main_verb(view, verb.head as usize))));
    }
    // "6 of the 9 ferries", "one in four of its 60 cooks": the whole is only what the share is taken of.
    let mut of = before;
    while of > start && (matches!(view.tag(of), Tag::Det | Tag::Poss) || view.any(of, words!["last", "past", "own"])) {
        of -= 1;
    }
    if of < before && view.is(of, "of") && (drafts.last().is_some_and(|d| d.next == of) || view.tag(of - 1) == Tag::Num) {
        return Some(Event::None);
    }
    let comma = |n: usize| view.kind(n) == TokenKind::Comma;
    if view.tag(before) == Tag::Prep && before > start && comma(before - 1) && !draft.counts() && view.is(before, "at") {
        return Some(Event::None);
    }
    // "killing four officers": a verb right before the number, whatever the tagger made of it.
    let ing = view.word(before).ends_with("ing")
        && !view.any(before, words!["opening", "following", "remaining", "including", "existing"])
        && view.is_class(before, crate::lexicon::Class::Verb)
        && view.small(before);
    if ing || matches!(view.event(before), Some(EventKind::Harm | EventKind::Person)) && view.tag(before) != Tag::Plural {
        return Some(Event::Said(view.word(before)));
    }
    if view.is(before, "worth") {
        return Some(Event::Said("worth"));
    }
    let subject = predicate_of(view, after, end, 0).is_some();
    let governor = governor(view, draft.first, subject)?;
    if view.is(governor.head, "compared") {
        return Some(drafts.last().map_or(Event::None, |d| d.event));
    }
    // "in the closing 10 minutes"
    let mut early = before;
    while draft.measured.measure == Measure::Duration && early > start && matches!(view.tag(early), Tag::Det | Tag::Adj | Tag::Ing) {
        early -= 1;
    }
    if let Some(preposition) = governor.preposition.or_else(|| (early < before && view.tag(early) == Tag::Prep).then_some(early)) {
        let stays = draft.counts() || draft.measured.measure == Measure::Duration;
        let loose = words![
            "in", "with", "from", "within", "during", "after", "between", "under", "before", "among", "like", "than", "into", "against",
            "across",
        ];
        // "will bring in 14 million euros"
        let particle = preposition == governor.head + 1 && ["bring", "take", "rake", "pull"].contains(&view.lemma(governor.head));
        let says_nothing = view.any(preposition, loose) && !particle;
        if stays && says_nothing || !stays && !particle && view.any(preposition, words!["in", "of", "after", "like"]) {
            return Some(Event::None);
        }
    }
    // "killed by a 6.4-magnitude quake", "caught in a three-night search": which one, not what happened to it.
    let inside = noun_group(view, draft.first).and_then(|g| (g.tokens.start as usize).checked_sub(1));
    let governed = governor.preposition.is_some() || inside.is_some_and(|n| view.tag(n) == Tag::Prep);
    if draft.measured.joined && draft.measured.measure != Measure::Score && governed {
        return Some(Event::None);
    }
    let head = main_verb(view, governor.head);
    let lemma = view.lemma(head);
    // A forecast of a level is no event.
    if FORECASTS.contains(&lemma) {
        return Some(Event::None);
    }
    // "put the toll at nine": an estimate.
    if lemma == "put" && governor.preposition.is_some_and(|p| view.is(p, "at")) {
        return Some(Event::None);
    }
    if lemma == "leave" {
        // "left 4,500 homes without power"
        if view.any(after, words!["without", "in"])
            && let Some(group) = noun_group(view, after + 1).filter(|g| g.tokens.len() == 1 && view.small(g.head as usize))
        {
            return Some(Event::Said(view.context.doc.text_of(TokenSpan::new(after, group.tokens.end as usize))));
        }
        let state = (after..end.min(after + 5))
            .take_while(|&n| !view.any(n, super::about::DIMENSIONS))
            .find(|&n| matches!(view.event(n), Some(EventKind::State | EventKind::Harm | EventKind::Person)) || view.tag(n) == Tag::Adj);
        return Some(Event::Said(view.word(state.unwrap_or(head))));
    }
    if CAUSES.contains(&lemma) && view.tag(after) == Tag::To {
        let verb = (after + 1..end.min(after + 4)).find(|&n| view.tag(n).is_verb());
        return Some(Event::Said(view.word(verb.unwrap_or(head))));
    }
    if copula(view, head) || view.tag(head) == Tag::Modal {
        // "there were over 70 hikers aboard": nothing happens, unless a state follows.
        let there = view.any(governor.group.start as usize - usize::from(governor.group.start as usize > start), words!["there"]);
        let inside = there && view.tag(after) == Tag::Adv || view.any(after, words!["inside", "aboard"]);
        return inside.then(|| Event::Said(view.word(after)));
    }
    // "wrote the editor of a 300-page guide": what stands behind the verb is who says it.
    if SAYING.contains(&lemma) && (subject || comma(before) || governor.nouns > 0 && draft.measured.joined) {
        return None;
    }
    Some(Event::Said(view.word(head)))
}

/// The lexicon knows the word as a participle, whatever it is tagged.
fn can_be_participle(view: View<'_, '_>, at: usize) -> bool {
    view.get(at).is_some_and(|t| view.context.lexicon.info(t).tags.has(Tag::Participle))
}

/// Nouns made of verbs name what happens.
fn nominal(word: &str) -> bool {
    word.len() > 6 && (word.ends_with("ation") || word.ends_with("ment") || word.ends_with("sion"))
}

/// The word that says what happens in a verb group: its main verb, or what a copula or carrier leads to.
fn predicate(view: View<'_, '_>, group: &Chunk, end: usize, depth: usize) -> Option<usize> {
    let head = main_verb(view, group.head as usize);
    let next = (group.tokens.end as usize).max(head + 1);
    let lemma = view.lemma(head);
    let copula = copula(view, head);
    // "half of them said they would stay": what they do is in the clause behind.
    if matches!(lemma, "say" | "tell") && depth == 0 {
        let own = (next..end.min(next + 6)).find(|&n| view.any(n, words!["they", "he", "she", "it"]));
        if let Some(verb) = own.and_then(|n| (n + 1..end.min(n + 3)).find_map(|n| verb_group(view, n))) {
            return predicate(view, verb, end, depth + 1);
        }
    }
    if depth > 3 || !(copula || CARRIERS.contains(&lemma)) {
        return Some(head);
    }
    let mut n = next;
    while n < end.min(next + 5) {
        if let Some(group) = verb_group(view, n).filter(|_| n == next || view.tag(n) == Tag::To || !copula) {
            return predicate(view, group, end, depth + 1);
        }
        if view.kind(n) == TokenKind::Quote {
            n += 1;
            continue;
        }
        let tag = view.tag(n);
        if copula
            && tag == Tag::Prep
            && view.any(n, words!["at", "in", "under", "without", "beyond"])
            && let Some(noun) = noun_group(view, n + 1).filter(|g| g.tokens.len() == 1 && view.small(g.head as usize))
        {
            return Some(noun.head as usize);
        }
        if view.event(n) == Some(EventKind::State)
            || copula && harms(view, n)
            || copula
                && (matches!(tag, Tag::Adj | Tag::Participle | Tag::Past | Tag::Ing)
                    || n == next && can_be_participle(view, n)
                    || view.is(n, "worth"))
                && noun_group(view, n).is_none_or(|c| c.head as usize == n)
        {
            return Some(n);
        }
        if view.kind(n) == TokenKind::Comma
            || !(matches!(tag, Tag::Adv | Tag::Neg | Tag::Det) || view.any(n, words!["as", "among", "longer"]))
        {
            break;
        }
        n += 1;
    }
    if copula { None } else { Some(head) }
}
