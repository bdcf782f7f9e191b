//! Claims to attributions: who says the number.
//!
//! Claims and the pieces of attributions (sources, cues, contents) are swept once, both in text order, with the pieces that are
//! still open in hand; so the cost follows their number and not the product. Whom a claim is about is told in `about`.

use smallvec::SmallVec;

use super::{Links, about, tail};
use crate::extract::{Claim, Context, Findings, Flag, Measure};
use crate::text::ByteSpan;

/// How many pieces can be open at one place; more are found only in texts that nobody wrote.
const MOST_OPEN: usize = 64;

/// What a piece of an attribution is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// Of the source or the cue.
    Frame,
    /// Of the content.
    Content,
}

/// A piece of an attribution.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: ByteSpan,
    attribution: u32,
    role: Role,
}

/// Fills `links.claim_attribution` and `links.claim_actors`; `actor_of` has the actor of each mention.
pub(super) fn claims<'a>(context: &Context<'a>, findings: &Findings<'a>, links: &mut Links<'a>, actor_of: &[usize]) {
    if findings.claims.is_empty() {
        return;
    }
    attributions(context, findings, links);
    links.claim_actors = about::all(context, findings, &links.claim_attribution, actor_of);
}

fn attributions(context: &Context<'_>, findings: &Findings<'_>, links: &mut Links<'_>) {
    let mut pieces: SmallVec<[Piece; 64]> = SmallVec::new();
    for (a, n) in findings.attributions.iter().zip(0..) {
        let frame = a.source.iter().chain(&a.cue).map(|&span| Piece { span, attribution: n, role: Role::Frame });
        pieces.extend(frame.chain(a.content.iter().map(|&span| Piece { span, attribution: n, role: Role::Content })));
    }
    pieces.sort_unstable_by_key(|p| (p.span.start, p.attribution));
    let mut next = pieces.iter().peekable();
    let mut open: SmallVec<[Piece; 16]> = SmallVec::new();
    for (n, claim) in findings.claims.iter().enumerate() {
        open.retain(|p: &mut Piece| p.span.end > claim.span.start);
        while let Some(piece) = next.next_if(|p| p.span.start <= claim.span.start) {
            if piece.span.end > claim.span.start && open.len() < MOST_OPEN {
                open.push(*piece);
            }
        }
        links.claim_attribution[n] = innermost(context, findings, claim, &open);
    }
}

/// The innermost attribution whose content holds the claim; none when the claim stands in a source or a cue that nobody else
/// reports.
fn innermost(context: &Context<'_>, findings: &Findings<'_>, claim: &Claim<'_>, open: &[Piece]) -> Option<usize> {
    let holds = |p: &&Piece| p.span.covers(claim.span);
    let framed = open.iter().filter(holds).find(|p| p.role == Role::Frame).map(|p| p.attribution);
    let mut best: Option<(Rank, usize)> = None;
    for piece in open.iter().filter(holds).filter(|p| p.role == Role::Content) {
        let n = piece.attribution as usize;
        let a = &findings.attributions[n];
        // "The poll found that 72 percent of voters said …": the poll says the number, whatever the voters say.
        if framed.is_some_and(|f| !reports(findings, n, f as usize)) {
            continue;
        }
        let length: usize = a.content.iter().map(|p| p.len()).sum();
        let rank = (a.source.is_empty(), !speaks(context, findings, n), length);
        if best.is_none_or(|(least, _)| rank <= least) {
            best = Some((rank, n));
        }
    }
    if best.is_none() && framed.is_none() {
        return tail::reported(context, findings, claim);
    }
    best.filter(|((_, mute, _), n)| !mute || !counted_source(findings, *n)).map(|(_, n)| n)
}

/// What makes an attribution the one of a claim, the best first: it has a source ("reportedly" inside what somebody says hedges
/// it; the one who says it is still the source), the source can be one, its content is the shortest; of equals the last, who is
/// cited by the one before.
type Rank = (bool, bool, usize);

/// The content of `outer` holds the source of `inner`.
fn reports(findings: &Findings<'_>, outer: usize, inner: usize) -> bool {
    let inner = &findings.attributions[inner];
    let Some(source) = inner.source.first() else { return false };
    findings.attributions[outer].content.iter().any(|c| c.covers(*source))
}

/// The source of the attribution can be the source of a number: not the "I" of a quotation, which is whoever is quoted, and not
/// people who are a number themselves.
fn speaks(context: &Context<'_>, findings: &Findings<'_>, n: usize) -> bool {
    let Some(&source) = findings.attributions[n].source.first() else { return true };
    !matches!(context.doc.slice(source), "I" | "We" | "we" | "You" | "you" | "me" | "us") && !counted_source(findings, n)
}

/// The source is a share or a bare number of people in figures ("70 percent believe that …, up from 60 percent"): polls set such
/// shares side by side, and the poll gives them all. In words ("one in nine said") they are people who speak.
fn counted_source(findings: &Findings<'_>, n: usize) -> bool {
    let Some(&source) = findings.attributions[n].source.first() else { return false };
    let first = findings.claims.partition_point(|c| c.span.start < source.start);
    let counted = findings.claims[first..].iter().take_while(|c| c.span.start < source.end).find(|c| source.covers(c.span));
    counted.is_some_and(|c| !c.flags.has(Flag::Spelled) && (c.measure == Measure::Percent || c.span.covers(source)))
}
