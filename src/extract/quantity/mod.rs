//! Numeric claims: from every number or number word the amount it begins, its unit and comparator, and then what is counted,
//! what happened to it, and of what it is a share.
//!
//! The pass walks the tokens once and stops only at anchors: tokens that hold digits, and words of numbers.csv. Everything else
//! is looked up a few tokens around an anchor, so the cost follows the count of numbers and not the length of the text.

mod about;
mod bare_age;
mod beside;
mod clause;
mod comparator;
mod compound;
mod counted;
mod digits;
mod draft;
mod event;
mod flags;
mod fraction;
mod headless;
mod label;
mod measure;
mod number;
mod part;
mod power;
mod prime;
mod range;
mod reject;
mod spelled;
mod subject;
mod suffix;
mod view;
mod word_list;

use std::borrow::Cow;
use std::cell::OnceCell;

use draft::{Draft, Event};
use measure::Measured;
use number::{Amount, Form};
use view::View;
use word_list::words;

use crate::extract::rule::rule_ids;
use crate::extract::{Claim, Comparator, Context, Flag, FlagSet, Lost, Measure, Mention, Rejection};
use crate::text::{ByteSpan, Tag, TokenKind, TokenSpan};

rule_ids! {
    /// The rules of this family whose logic is Rust.
    pub struct QuantityRules {
        number = "quantity/number",
        spelled = "quantity/spelled-number",
        money = "quantity/money",
        percent = "quantity/percent",
        measure = "quantity/measure",
        age = "quantity/age",
        bare_age = "quantity/bare-age",
        range = "quantity/range",
        score = "quantity/score",
        fraction = "quantity/fraction",
        share = "quantity/share",
        vague = "quantity/vague",
        multiple = "quantity/multiple",
        zero = "quantity/zero",
        comparator_verb = "quantity/comparator-verb",
    }
}

/// Finds everything of this family, in text order. The numbers that are no claims go to `lost`, where somebody wants them.
pub fn extract<'a>(context: &Context<'a>, mentions: &[Mention<'a>], mut lost: Option<&mut Vec<Lost>>) -> Vec<Claim<'a>> {
    let named = OnceCell::new();
    let view = View { context, mentions, named: &named };
    let mut drafts: Vec<Draft<'a>> = Vec::with_capacity(context.doc.analysis.landmarks.numbers.len().min(64));
    let mut done = 0;
    for &anchor in &context.doc.analysis.landmarks.numbers {
        let at = anchor as usize;
        if at >= done {
            done = claim_at(view, at, &mut drafts, lost.as_deref_mut()).max(at + 1);
        }
    }
    merge_bounds(view, &mut drafts);
    for n in 0..drafts.len() {
        complete(view, &mut drafts, n);
    }
    for n in (1..drafts.len()).rev() {
        let (before, rest) = drafts.split_at_mut(n);
        headless::share_noun(view, &mut before[n - 1], &rest[0]);
    }
    drafts.iter().map(|d| claim(view, d)).collect()
}

/// Reads the claim that the anchor at `at` begins, and returns the token to go on from.
fn claim_at<'a>(view: View<'_, 'a>, at: usize, drafts: &mut Vec<Draft<'a>>, lost: Option<&mut Vec<Lost>>) -> usize {
    let Some(mut amount) = number::read(view, at) else { return at + 1 };
    let floor = drafts.last().map_or(0, |d| d.end);
    if amount.first < floor {
        return at + 1;
    }
    // "64 cents a dozen": the second belongs to the first.
    if drafts.last().is_some_and(|d| d.measured.per_unit && amount.first < d.next) {
        return amount.end;
    }
    if let Some(share) = range::share(view, &amount) {
        amount = share;
    }
    prime::feet(view, &mut amount);
    let Some(mut measured) = measure::measure(view, &amount, None) else {
        lose(lost, &amount, Rejection::Glued);
        return amount.end;
    };
    compound::join(view, &mut amount, &mut measured);
    headless::cents_of(view, &amount, &mut measured, drafts);
    if measured.first < floor {
        measured.first = amount.first;
        measured.start_byte = amount.start_byte;
    }
    if let Some((scale, unit)) = range::led_to(view, &amount, &measured) {
        (amount.low, amount.high) = (digits::scaled(amount.low, scale), digits::scaled(amount.high, scale));
        (amount.scale, measured) = (scale, unit);
    }
    let duration = measured.measure == Measure::Duration;
    let second = range::second(view, &amount, &measured);
    let rules = &view.context.rules.quantity;
    let mut draft = draft_of(view, amount, measured);
    draft.rule = rule(rules, &draft);
    if let Some(b) = second {
        if b.pair == range::Pair::Score {
            let (low, high) = (draft.amount.low.min(b.amount.low), draft.amount.low.max(b.amount.low));
            (draft.low, draft.high) = (Some(low), Some(high));
            draft.measured.measure = Measure::Score;
            draft.measured.unit = Cow::Borrowed(if range::voted(view, draft.first) { "vote" } else { "" });
            draft.rule = rules.score;
        } else {
            let scale = b.scale;
            if scale > 1.0 {
                draft.low = draft.low.map(|v| digits::scaled(v, scale));
            }
            // "15 to 20 cents": hundredths on both sides.
            if !draft.measured.own && b.measured.own && b.measured.factor < 1.0 {
                draft.low = draft.low.map(|v| value(v, b.measured.factor));
            }
            let low = draft.low.unwrap_or(0.0);
            let high = value(b.amount.high, b.measured.factor);
            draft.comparator = Comparator::Between;
            if low > high {
                draft.flags.insert(Flag::Descending);
            }
            (draft.low, draft.high) = (Some(low.min(high)), Some(low.max(high)));
            draft.rule = rules.range;
            if b.measured.own {
                let (first, start) = (draft.measured.first, draft.measured.start_byte);
                draft.measured = Measured { first, start_byte: start, ..b.measured.clone() };
            }
            if let Some(opened) = b.opened.filter(|&o| view.any(o, words!["between", "from"])) {
                let anywhere = opened > 0 && view.any(opened - 1, words!["anywhere", "somewhere"]);
                draft.first = opened - usize::from(anywhere);
            }
        }
        draft.end = b.amount.end;
        draft.next = b.measured.next;
        draft.amount.end = b.amount.end;
        draft.span = ByteSpan::new(view.tokens()[draft.first].start as usize, b.measured.end_byte);
        if draft.first == draft.measured.first {
            draft.span = ByteSpan::new(draft.measured.start_byte, b.measured.end_byte);
        }
    }
    let compared = compare(view, &mut draft, duration);
    // "30-plus years": the unit stands behind the comparator.
    if draft.counts() && !draft.measured.own && draft.end > draft.amount.end {
        measure::behind_comparator(view, &draft.amount, &mut draft.measured, draft.next);
        draft.next = draft.next.max(draft.measured.next);
    }
    if draft.rule != rules.score
        && draft.comparator != Comparator::Between
        && let Some(why) = reject::rejected(view, &draft.amount, &draft.measured, compared)
        && !(why == Rejection::Label && drafts.last().is_some_and(|d| clause::shared_verb(view, d, &draft)))
    {
        lose(lost, &draft.amount, why);
        return draft.amount.end.max(at + 1);
    }
    if draft.counts() && bare_age::bare_age(view, &draft) {
        draft.measured.measure = Measure::Age;
        draft.measured.unit = Cow::Borrowed("year of age");
        draft.rule = rules.bare_age;
    }
    draft.unit = draft.measured.unit.clone();
    let resume = draft.end.max(at + 1);
    drafts.push(draft);
    resume
}

fn lose(lost: Option<&mut Vec<Lost>>, amount: &Amount<'_>, why: Rejection) {
    if let Some(lost) = lost {
        lost.push(Lost::number(ByteSpan::new(amount.start_byte, amount.end_byte), why));
    }
}

/// "above 200 and below 350": a lower and an upper bound side by side are one range.
fn merge_bounds(view: View<'_, '_>, drafts: &mut Vec<Draft<'_>>) {
    let mut n = 1;
    while n < drafts.len() {
        let (a, b) = (&drafts[n - 1], &drafts[n]);
        let link = (a.next.min(b.first)..b.first).all(|t| view.any(t, words!["and", "but"]) || view.kind(t) == TokenKind::Comma);
        let same = a.unit == b.unit || a.unit.is_empty() || b.unit.is_empty();
        let close = b.first > a.next.saturating_sub(1) && b.first - a.end <= 3;
        let bounds = match (a.low, a.high, b.low, b.high) {
            (Some(low), None, None, Some(high)) | (None, Some(high), Some(low), None) if low < high => Some((low, high)),
            _ => None,
        };
        if let Some((low, high)) = bounds.filter(|_| link && same && close) {
            let b = drafts.remove(n);
            let a = &mut drafts[n - 1];
            (a.low, a.high, a.comparator, a.rule) = (Some(low), Some(high), Comparator::Between, view.context.rules.quantity.range);
            a.span = ByteSpan::new(a.span.start as usize, b.span.end as usize);
            (a.end, a.next, a.amount.end) = (b.end, b.next, b.amount.end);
            (a.unit, a.measured) = (b.unit, b.measured);
        } else {
            n += 1;
        }
    }
}

fn value(number: f64, factor: f64) -> f64 {
    if factor == 1.0 {
        number
    } else if factor < 1.0 {
        (number * factor * 1e9).round() / 1e9
    } else {
        digits::scaled(number, factor)
    }
}

fn draft_of<'a>(view: View<'_, 'a>, amount: Amount<'a>, measured: Measured<'a>) -> Draft<'a> {
    let negative = negative(view, &amount, &measured);
    let (mut first, mut start) = (measured.first, measured.start_byte);
    if let Some(sign) = negative {
        first = sign;
        start = view.tokens()[sign].start as usize;
    }
    let sign = if negative.is_some() { -1.0 } else { 1.0 };
    let (low, high) = (value(amount.low, measured.factor) * sign, value(amount.high, measured.factor) * sign);
    let mut flags = FlagSet::default();
    if amount.form == Form::Vague {
        flags.insert(Flag::Vague);
    }
    if amount.spelled && amount.form != Form::Zero {
        flags.insert(Flag::Spelled);
    }
    let end = view.context.doc.token_at(measured.end_byte.saturating_sub(1)) + 1;
    Draft {
        first,
        end,
        span: ByteSpan::new(start, measured.end_byte),
        low: Some(low),
        high: Some(high),
        comparator: if amount.form == Form::Vague { Comparator::Vague } else { Comparator::Exact },
        verb: false,
        flags,
        change: None,
        next: measured.next.max(end),
        counted: TokenSpan::new(end, end),
        borrowed: None,
        about: TokenSpan::new(end, end),
        event: Event::None,
        part_of: None,
        unit: Cow::Borrowed(""),
        rule: view.context.rules.quantity.number,
        amount,
        measured,
    }
}

/// The token of a minus sign or word before the number.
fn negative(view: View<'_, '_>, amount: &Amount<'_>, measured: &Measured<'_>) -> Option<usize> {
    let before = measured.first.checked_sub(1)?;
    if view.any(before, words!["minus", "negative"]) {
        // "plus or minus 3 points": to both sides.
        let both = view.is(before.wrapping_sub(1), "or") && view.is(before.wrapping_sub(2), "plus");
        return (!both).then_some(before);
    }
    if view.is(before, "\u{2212}") && view.adjoins(measured.first) && !view.adjoins(before) {
        return Some(before);
    }
    if view.kind(before) != TokenKind::Hyphen {
        return None;
    }
    // "convert - 20 degrees": a hyphen set apart ends no clause behind a preposition or a bare verb.
    if !view.adjoins(measured.first) {
        let open = before > 0 && matches!(view.tag(before - 1), Tag::Prep | Tag::To | Tag::Base);
        return (open && measured.measure == Measure::Temperature).then_some(before);
    }
    if before > 0 && view.adjoins(before) {
        return view.is(before - 1, "minus").then(|| before - 1);
    }
    let free = before == 0 || view.kind(before - 1) != TokenKind::Number;
    (free && !amount.spelled && (measured.own || view.kind(before.wrapping_sub(1)) != TokenKind::Word || before == 0)).then_some(before)
}

fn rule(rules: &QuantityRules, draft: &Draft<'_>) -> crate::extract::RuleId {
    match (draft.amount.form, draft.measured.measure) {
        (Form::Fraction, _) => rules.fraction,
        (Form::Share, _) => rules.share,
        (Form::Zero, _) => rules.zero,
        (Form::Multiple | Form::Growth | Form::Halved, _) => rules.multiple,
        (_, Measure::Money) => rules.money,
        (_, Measure::Percent) => rules.percent,
        (_, Measure::Age) => rules.age,
        (Form::Vague, _) => rules.vague,
        (_, Measure::Count) if draft.amount.spelled => rules.spelled,
        (_, Measure::Count) => rules.number,
        _ => rules.measure,
    }
}

/// Reads the comparators on both sides into the draft; true when there is one.
fn compare(view: View<'_, '_>, draft: &mut Draft<'_>, duration: bool) -> bool {
    let mut compared = false;
    // "The motion passed 212-198": the verb says what came of the vote.
    if draft.rule == view.context.rules.quantity.score {
        return false;
    }
    let range = draft.comparator == Comparator::Between;
    if let Some(before) = comparator::before(view, draft.first, duration)
        && !(range && before.comparator != Comparator::About)
    {
        let comparator = before.comparator;
        if draft.comparator != Comparator::Between {
            bound(draft, comparator);
            draft.verb = before.verb;
            if before.verb {
                draft.rule = view.context.rules.quantity.comparator_verb;
            }
            compared = true;
        }
        draft.first = before.first;
        draft.span = ByteSpan::new(view.tokens()[before.first].start as usize, draft.span.end as usize);
    }
    if !range && let Some((comparator, end)) = comparator::after(view, draft.amount.end.max(draft.end), draft.next, draft.amount.form) {
        bound(draft, comparator);
        compared = true;
        if let Some(end) = end {
            draft.end = end;
            draft.next = draft.next.max(end);
            draft.span = ByteSpan::new(draft.span.start as usize, view.tokens()[end - 1].end as usize);
        } else {
            draft.next += 2;
        }
    }
    compared
}

fn bound(draft: &mut Draft<'_>, comparator: Comparator) {
    let (low, high) = (draft.low, draft.high);
    let vague = draft.amount.form == Form::Vague;
    // "more than 12 at most": the first bound stands.
    if low.is_none() || high.is_none() {
        return;
    }
    match comparator {
        Comparator::MoreThan | Comparator::AtLeast => draft.high = None,
        Comparator::LessThan | Comparator::AtMost => draft.low = None,
        _ => {}
    }
    if vague {
        // "at least dozens": the vague bounds say more than the comparator.
        (draft.low, draft.high) = (low, high);
    } else {
        draft.comparator = comparator;
    }
}

/// Fills what depends on the claims before: unit and counted, event, about, change, flags and part.
fn complete<'a>(view: View<'_, 'a>, drafts: &mut [Draft<'a>], n: usize) {
    let (before, rest) = drafts.split_at_mut(n);
    let draft = &mut rest[0];
    if draft.counts() {
        counted::count(view, draft, before);
        headless::same_measure(view, draft, before);
        headless::same_currency(view, draft, before);
    }
    // A number that counts nothing named is a level: of what stands in `about`.
    // So do the points of an index or a poll.
    if !draft.counts() || draft.unit.is_empty() || draft.unit == "point" && !draft.measured.joined {
        draft.about = about::about(view, draft, before);
    } else {
        draft.about = about::holder(view, draft);
        // "has 900 doctors and 150 clinics"
        let joined = view.any(draft.first.wrapping_sub(1), words!["and"]) || view.kind(draft.first.wrapping_sub(1)) == TokenKind::Comma;
        let last = before.last().filter(|d| joined && d.counts() && d.counted.end as usize + 2 >= draft.first);
        if draft.about.is_empty()
            && let Some(last) = last
        {
            draft.about = last.about;
        }
    }
    same_bound(view, draft, before);
    draft.part_of = part::part_of(view, draft, before);
    draft.event = event::event(view, draft, before);
    part::of_group(view, draft, before);
    draft.change = flags::change(view, draft, before);
    flags::mark(view, draft);
    if draft.part_of.is_none() {
        let draft = &drafts[n];
        let whole = drafts.get(n + 1).filter(|next| part::holds_whole(view, draft, next)).map(|_| n + 1);
        drafts[n].part_of = whole;
    }
}

/// "more than 3.2 million crowns ($0.4 million)": the same amount again has the same bound.
fn same_bound(view: View<'_, '_>, draft: &mut Draft<'_>, before: &[Draft<'_>]) {
    let Some(d) = before.last().filter(|_| draft.comparator == Comparator::Exact && !draft.counts()) else { return };
    let again = view.kind(draft.first.wrapping_sub(1)) == TokenKind::Open && d.next + 1 == draft.first;
    let same = again && d.measured.measure == draft.measured.measure && view.kind(draft.next) == TokenKind::Close;
    if same && matches!(d.comparator, Comparator::MoreThan | Comparator::AtLeast | Comparator::LessThan | Comparator::AtMost) {
        bound(draft, d.comparator);
    }
}

fn claim<'a>(view: View<'_, 'a>, draft: &Draft<'a>) -> Claim<'a> {
    let text = |span: TokenSpan| (!span.is_empty()).then(|| Cow::Borrowed(view.context.doc.text_of(span)));
    let counts = draft.counts();
    Claim {
        span: draft.span,
        tokens: TokenSpan::new(draft.first, draft.end),
        low: draft.low,
        high: draft.high,
        comparator: draft.comparator,
        measure: draft.measured.measure,
        unit: draft.unit.clone(),
        counted: if counts { text(draft.counted) } else { None },
        counted_tokens: if counts && !draft.unit.is_empty() { draft.counted } else { draft.about },
        about: text(draft.about),
        event: draft.event.text().map(Cow::Borrowed),
        change: draft.change,
        flags: draft.flags,
        part_of: draft.part_of,
        rule: draft.rule,
    }
}
