//! Claims that are shares of other claims: "40 killed, including 12 children", "three of the eight mills", "half of them".

use super::draft::{Draft, Event};
use super::view::View;
use super::{counted, headless};
use crate::text::{Tag, TokenKind, TokenSpan};

/// How many tokens the members of a group may take that stand before the number.
const MEMBERS: usize = 12;
/// How many numbers back one is taken up again.
const RECENT: usize = 64;
/// How many sentences back the number stands of whom a named group tells more.
const REACH: usize = 3;

/// The index of the first number before `draft` that stands close enough to be taken up again: in a long text most are far away.
pub(super) fn recent(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> usize {
    let doc = view.context.doc;
    let sentence = doc.sentence_index(draft.first);
    let near = |d: &&Draft<'_>| doc.sentence_index(d.first) + 1 >= sentence;
    drafts.len() - drafts.iter().rev().take(RECENT).take_while(near).count()
}

/// The index in `drafts` of the whole that `draft` is a part of.
pub(super) fn part_of(view: View<'_, '_>, draft: &Draft<'_>, drafts: &[Draft<'_>]) -> Option<usize> {
    let doc = view.context.doc;
    let sentence = doc.sentence_index(draft.first);
    let near = |d: &Draft<'_>| sentence - doc.sentence_index(d.first).min(sentence);
    let countable = |d: &Draft<'_>| d.counts() && d.amount.form != super::number::Form::Zero;
    let from = recent(view, draft, drafts);
    let recent = &drafts[from..];
    let before = draft.first.wrapping_sub(1);
    let including = view.any(before, &["including", "among"])
        || (1..=4).any(|back| {
            let at = draft.first.wrapping_sub(back);
            view.any(at, &["including"]) || view.is(at, "among") && view.any(at + 1, &["them", "whom"])
        });
    if including && draft.counts() {
        return recent.iter().rposition(|d| countable(d) && near(d) == 0 && bigger(d, draft)).map(|n| from + n);
    }
    // "including 12 children and three women": the second is a part of the same whole.
    let joined = view.is(before, "and") || view.kind(before) == TokenKind::Comma;
    if let Some(last) = drafts.last().filter(|d| joined && draft.counts() && d.counts() && d.counted.end as usize == before) {
        let open = view.any(last.first.wrapping_sub(1), &["including", "among", "them", "whom"])
            || drafts.len() > 1 && view.is(last.first.wrapping_sub(1), "and");
        if let Some(whole) = last.part_of.filter(|&n| open && n < drafts.len() && bigger(&drafts[n], draft)) {
            return Some(whole);
        }
    }
    // "of which only 1,200 are on show"
    let pronoun = if view.any(before, &["only", "just", "about", "some", "nearly"]) { before.wrapping_sub(1) } else { before };
    let of_them = view.is(draft.next, "of") && view.any(draft.next + 1, &["them", "whom", "which", "these", "those"])
        || view.any(pronoun, &["whom", "which"]) && view.is(pronoun.wrapping_sub(1), "of");
    // "3 percent of those given a placebo" says itself who they are.
    let told = view.is(draft.next + 1, "those") && matches!(view.tag(draft.next + 2), Tag::Participle | Tag::Past | Tag::Ing | Tag::Prep);
    if of_them && !told {
        return recent.iter().rposition(|d| countable(d) && bigger(d, draft)).map(|n| from + n);
    }
    // "$80 million, a quarter of it from Norway"
    if draft.is_share() && view.is(draft.next, "of") && view.any(draft.next + 1, &["it", "that"]) && !view.tag(draft.next + 2).is_noun() {
        let sum = |d: &Draft<'_>| !d.counts() && !d.is_share() && near(d) == 0;
        return recent.iter().rposition(sum).map(|n| from + n);
    }
    // "40 cabins; 25 were empty", "eight were hurt, three seriously", "of the $90 million pledged, only $14 million"
    let seriously = view.word(draft.next).ends_with("ly") && view.kind(before) == TokenKind::Comma;
    if let Some(whole) = draft.borrowed.filter(|_| seriously || view.kind(before) == TokenKind::Semicolon) {
        return Some(whole).filter(|&n| near(&drafts[n]) == 0 && bigger(&drafts[n], draft));
    }
    if view.is(doc.sentence(draft.first).tokens.start as usize, "of")
        && let Some(whole) = recent.iter().position(|d| near(d) == 0).map(|n| from + n)
        && drafts[whole].counts() == draft.counts()
        && !draft.is_share()
    {
        return Some(whole)
            .filter(|&n| bigger(&drafts[n], draft) && drafts[n].first <= doc.sentence(draft.first).tokens.start as usize + 3);
    }
    // "killed 12, five of them": read above; "six seriously" and the like are left alone.
    let apposed = view.kind(before) == TokenKind::Comma && draft.borrowed.is_some() && view.is(draft.next, "of");
    if apposed { draft.borrowed.filter(|&n| bigger(&drafts[n], draft)) } else { None }
}

/// "three of the eight mills", "half of the 970 growers": the next number is the whole.
pub(super) fn holds_whole(view: View<'_, '_>, draft: &Draft<'_>, next: &Draft<'_>) -> bool {
    let partitive = view.is(draft.next, "of") || view.is(draft.next, "out") && view.is(draft.next + 1, "of");
    // "five of the firm's seven directors"
    let owned = view.kind(next.first.wrapping_sub(1)) == TokenKind::Clitic;
    // "scores of cows and hundreds of sheep": not the cows of the hundreds
    let apart = (draft.next..next.first).any(|n| view.tag(n) == Tag::Conj);
    partitive
        && !apart
        && next.counts()
        && (draft.counts() || draft.is_share() || draft.measured.measure == crate::extract::Measure::Percent)
        && next.first > draft.next
        && next.first <= draft.next + if owned { 5 } else { 3 }
        && bigger(next, draft)
}

fn bigger(whole: &Draft<'_>, part: &Draft<'_>) -> bool {
    let most = whole.high.or(whole.low).unwrap_or(f64::INFINITY);
    let least = part.low.or(part.high).unwrap_or(0.0);
    part.is_share() || part.measured.measure == crate::extract::Measure::Percent || most >= least
}

/// "Among the dead were 12 children", "of those killed, nine were women", "the injured included a nurse and six guards", "seven of
/// the dead": what happened to the group happened to the counted, who are a share of the number that was given for the group.
pub(super) fn of_group<'a>(view: View<'_, 'a>, draft: &mut Draft<'a>, drafts: &[Draft<'a>]) {
    let Some(group) = group(view, draft).filter(|_| draft.counts()) else { return };
    let word = view.word(group);
    let lexicon = view.context.lexicon;
    let Some(outcome) = lexicon.outcome(word) else { return };
    let doc = view.context.doc;
    let sentence = doc.sentence_index(draft.first);
    let names = |words: &str| words.split(' ').any(|word| lexicon.outcome(word) == Some(outcome));
    let told = |d: &Draft<'_>| d.event.text().is_some_and(names) || names(&d.unit);
    let whole = (0..drafts.len())
        .rev()
        .take(RECENT)
        .take_while(|&n| sentence - doc.sentence_index(drafts[n].first).min(sentence) <= REACH)
        .find(|&n| drafts[n].counts() && drafts[n].part_of.is_none() && bigger(&drafts[n], draft) && told(&drafts[n]));
    let none = TokenSpan::new(draft.first, draft.first);
    (draft.about, draft.part_of, draft.event) = (none, whole, Event::Said(word));
    if draft.borrowed.is_none() && !draft.counted.is_empty() && !draft.counted.range().contains(&group) {
        return;
    }
    // "nine were women", "seven of the dead were tourists"
    let behind = if group > draft.next { group + 1 } else { draft.next };
    let told = counted::noun_phrase(view, behind + 1, view.sentence_end(draft.first))
        .filter(|p| view.any(behind, &["were", "are"]) && counted::plural(view, p.end as usize - 1));
    if let Some(phrase) = told {
        (draft.counted, draft.borrowed, draft.unit) = (phrase, None, counted::head_of(view, phrase));
    } else if let Some(whole) = whole {
        headless::borrow(draft, drafts, whole);
    } else {
        (draft.counted, draft.borrowed, draft.unit) = (none, None, "person".into());
    }
}

/// The word that names the group: "dead" of "among the dead were 12 children".
fn group(view: View<'_, '_>, draft: &Draft<'_>) -> Option<usize> {
    let start = view.sentence_start(draft.first);
    let open = |n: usize| view.any(n, &["the", "those"]);
    // "included a cook, two drivers and three medics": past the first members.
    let member = |n: usize| {
        view.tag(n).is_noun()
            || matches!(view.tag(n), Tag::Adj | Tag::Det | Tag::Num | Tag::Conj)
            || view.kind(n) == TokenKind::Comma && n + 1 < draft.first
    };
    let most = draft.first.saturating_sub(MEMBERS).max(start + 2);
    let verb = (most..draft.first).rev().find(|&n| !member(n)).filter(|&n| open(n - 2));
    if let Some(verb) = verb {
        let inverse = view.any(verb, &["were", "was", "are", "is"]) && verb > start + 2 && view.is(verb - 3, "among");
        if inverse || view.any(verb, &["included", "include", "includes"]) {
            return Some(verb - 1);
        }
    }
    if view.is(start, "of") && open(start + 1) && view.kind(start + 3) == TokenKind::Comma && draft.first == start + 4 {
        return Some(start + 2);
    }
    let after = draft.next;
    (view.is(after, "of") && open(after + 1) && !view.tag(after + 3).is_noun() && view.tag(after + 3) != Tag::Adj).then_some(after + 2)
}
