//! Who somebody is: the offices, trades and relations that stand beside a person's name.
//!
//! Before the name a role closes a noun group ("South Korean lawmaker Lee Seong-kwun", "the company's chief executive, Tom
//! Berg"), behind it stands between commas ("Anna Weber, a spokeswoman for the Harbour Council, said"). A role keeps its
//! modifiers and the body that it belongs to, because "spokeswoman" alone says little; its article is left out.

use crate::extract::{ActorType, Context, Mention};
use crate::lexicon::Class;
use crate::text::{Flags, Tag, TokenKind, TokenSpan};

/// How many tokens a role may have before its head, and between its head and the end of what it belongs to.
const LONGEST: usize = 7;

/// Participles that say how somebody holds an office, or no longer does.
const STANDING: &[&str] = &["acting", "deposed", "elected", "exiled", "ousted", "outgoing", "retired", "retiring", "suspended"];

/// Fills the roles of the persons among `mentions`.
pub(super) fn fill(context: &Context<'_>, mentions: &mut [Mention<'_>]) {
    let roles = Roles { context };
    for n in 0..mentions.len() {
        if mentions[n].kind != ActorType::Person {
            continue;
        }
        let before = roles.before(mentions, n);
        let behind = roles.behind(mentions, n);
        mentions[n].roles.extend([before, behind].into_iter().flatten());
    }
}

struct Roles<'c, 'a> {
    context: &'c Context<'a>,
}

impl Roles<'_, '_> {
    fn is(&self, at: usize, class: Class) -> bool {
        self.context.doc.get(at).is_some_and(|t| self.context.lexicon.is(t, class))
    }

    fn word(&self, at: usize) -> &str {
        self.context.doc.get(at).map_or("", |_| self.context.doc.word(at))
    }

    /// A noun for one person in an office, trade or relation that ends at `at`: how many tokens it has.
    fn role_to(&self, at: usize) -> Option<usize> {
        let doc = &self.context.doc;
        if doc.kind(at) != TokenKind::Word || doc.tag(at) == Tag::Plural {
            return None;
        }
        let longer = (at.saturating_sub(3)..at).find(|&k| self.role_from(k) == Some(at + 1 - k));
        match longer {
            Some(k) => Some(at + 1 - k),
            None => (self.role_from(at) == Some(1)).then_some(1),
        }
    }

    /// The same for one that begins at `at`.
    fn role_from(&self, at: usize) -> Option<usize> {
        let (doc, lexicon) = (&self.context.doc, self.context.lexicon);
        if !lexicon.begins(doc.get(at)?, Class::Title.bit() | Class::Role.bit()) {
            return None;
        }
        let title = lexicon.longest(doc.tokens(), at, Class::Title).filter(|(_, e)| lexicon.row(Class::Title, *e).cells[0] != "honorific");
        let role = lexicon.longest(doc.tokens(), at, Class::Role).filter(|(_, e)| lexicon.names().person_role(*e));
        match (title, role) {
            (Some((a, _)), Some((b, _))) => Some(a.max(b)),
            (Some((n, _)), None) | (None, Some((n, _))) => Some(n),
            (None, None) => None,
        }
    }

    /// The role that ends where the name begins.
    fn before(&self, mentions: &[Mention<'_>], n: usize) -> Option<TokenSpan> {
        let doc = &self.context.doc;
        let start = mentions[n].tokens.start as usize;
        if let Some(title) = mentions[n].title {
            let entry = self.context.lexicon.longest(doc.tokens(), title.start as usize, Class::Title);
            let honorific = entry.is_some_and(|(_, e)| self.context.lexicon.row(Class::Title, e).cells[0] == "honorific");
            return (!honorific).then(|| TokenSpan::new(self.modifiers(mentions, n, title.start as usize), title.end as usize));
        }
        let sentence = doc.sentence(start).tokens.start as usize;
        if start <= sentence {
            return None;
        }
        if let Some(length) = self.role_to(start - 1) {
            return Some(TokenSpan::new(self.modifiers(mentions, n, start - length), start));
        }
        // "The president, Jane Roe, said", "the head of the Harbour Council, Jane Roe, said"
        if doc.kind(start - 1) != TokenKind::Comma || start < sentence + 3 {
            return None;
        }
        let end = start - 1;
        let head_end = match mentions[..n].last().filter(|m| m.tokens.end as usize == end) {
            Some(owner) => {
                let mut at = owner.tokens.start as usize;
                at -= usize::from(at > sentence && self.word(at - 1) == "the");
                (at > sentence + 1 && self.belongs(at - 1)).then(|| at - 1)?
            }
            None => end,
        };
        let length = self.role_to(head_end - 1)?;
        let from = self.modifiers(mentions, n, head_end - length);
        let determined = from > sentence && (matches!(doc.tag(from - 1), Tag::Det | Tag::Poss) || doc.kind(from - 1) == TokenKind::Clitic);
        let owned = mentions[..n].iter().rev().take(2).any(|m| m.tokens.start as usize == from);
        (determined || owned).then(|| TokenSpan::new(from, end))
    }

    /// "of", "for", "at", "from", "in", "with" behind a role's head.
    fn belongs(&self, at: usize) -> bool {
        matches!(self.word(at), "of" | "for" | "at" | "from" | "in" | "with")
    }

    /// Where the modifiers of the noun at `at` begin: adjectives, nouns and names, and a name that owns it.
    fn modifiers(&self, mentions: &[Mention<'_>], n: usize, at: usize) -> usize {
        let doc = &self.context.doc;
        let sentence = doc.sentence(at).tokens.start as usize;
        let bound = at.saturating_sub(LONGEST).max(sentence);
        let mut from = at;
        let mut left = mentions[..n].iter().rev().take(3);
        let mut name = left.next();
        while from > bound {
            while name.is_some_and(|m| m.tokens.start as usize >= from) {
                name = left.next();
            }
            let k = from - 1;
            if let Some(m) = name.filter(|m| m.tokens.end as usize == from) {
                // A person's name before the role is somebody else.
                if m.kind == ActorType::Person {
                    break;
                }
                from = m.tokens.start as usize;
                continue;
            }
            if doc.kind(k) == TokenKind::Clitic && self.word(k).ends_with('s') {
                match name.filter(|m| m.tokens.end as usize == k && m.kind != ActorType::Person) {
                    Some(m) => return m.tokens.start as usize,
                    None => break,
                }
            }
            if doc.kind(k) == TokenKind::Hyphen && k > bound && !doc.token(k).spaced() && !doc.token(from).spaced() {
                from = k - 1;
                continue;
            }
            let modifies = match doc.tag(k) {
                Tag::Noun | Tag::Adj => true,
                Tag::Name => doc.token(k).capital() && !self.is(k, Class::Calendar),
                Tag::Participle | Tag::Past | Tag::Ing => STANDING.iter().any(|word| word.eq_ignore_ascii_case(doc.word(k))),
                _ => false,
            };
            if doc.kind(k) != TokenKind::Word || !modifies {
                break;
            }
            from = k;
        }
        from
    }

    /// The role between the comma behind the name and the next one.
    fn behind(&self, mentions: &[Mention<'_>], n: usize) -> Option<TokenSpan> {
        let doc = &self.context.doc;
        let mut at = mentions[n].tokens.end as usize;
        if doc.kind(at) == TokenKind::Open {
            at = (at + 1..at + 8).find(|&k| doc.kind(k) == TokenKind::Close)? + 1;
        }
        if doc.kind(at) != TokenKind::Comma {
            return None;
        }
        at += 1;
        if doc.kind(at) == TokenKind::Number && doc.kind(at + 1) == TokenKind::Comma {
            at += 2;
        }
        let sentence = doc.get(at).map(|_| doc.sentence(at).tokens.end as usize)?;
        let article = matches!(self.word(at), "a" | "an" | "the");
        let from = at + usize::from(article);
        let mut next = mentions[n + 1..].iter();
        let mut name = next.next();
        let mut k = from;
        let head = loop {
            if k >= sentence || k > from + LONGEST {
                return None;
            }
            if let Some(length) = self.role_from(k) {
                let end = k + length;
                let closed = !(matches!(doc.tag(end), Tag::Noun | Tag::Name) && doc.kind(end) == TokenKind::Word)
                    && doc.tag(end - 1) != Tag::Plural
                    && !matches!(doc.kind(end), TokenKind::Hyphen | TokenKind::Clitic);
                if closed && !(doc.token(end - 1).capital() && doc.token(end - 1).flags.has(Flags::SENTENCE)) {
                    break end;
                }
            }
            while name.is_some_and(|m| (m.tokens.start as usize) < k) {
                name = next.next();
            }
            if let Some(m) = name.filter(|m| m.tokens.start as usize == k && m.kind != ActorType::Person) {
                k = m.tokens.end as usize;
                continue;
            }
            let inside = matches!(doc.tag(k), Tag::Noun | Tag::Adj | Tag::Name | Tag::Participle | Tag::Num)
                || matches!(doc.kind(k), TokenKind::Hyphen | TokenKind::Clitic);
            if !inside {
                return None;
            }
            k += 1;
        };
        let end = self.owner(&mentions[n + 1..], head, sentence);
        let closes = matches!(
            doc.kind(end),
            TokenKind::Comma | TokenKind::Period | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Quote | TokenKind::Close
        ) || end >= sentence
            || matches!(doc.tag(end), Tag::Wh | Tag::Sub | Tag::Conj | Tag::Prep);
        closes.then(|| TokenSpan::new(from, end))
    }

    /// The end of "for the Harbour Council", "of research at Halden Institute" behind a role's head.
    fn owner(&self, behind: &[Mention<'_>], head: usize, sentence: usize) -> usize {
        let doc = &self.context.doc;
        let mut end = head;
        for _ in 0..2 {
            if end >= sentence || !self.belongs(end) {
                break;
            }
            let mut at = end + 1;
            at += usize::from(matches!(doc.tag(at), Tag::Det | Tag::Poss));
            let from = at;
            while at < sentence && at < head + 2 * LONGEST {
                if let Some(m) = behind.iter().take(4).find(|m| m.tokens.start as usize == at) {
                    at = m.tokens.end as usize;
                    continue;
                }
                let inside = matches!(doc.tag(at), Tag::Noun | Tag::Plural | Tag::Adj | Tag::Name) && doc.kind(at) == TokenKind::Word
                    || matches!(doc.kind(at), TokenKind::Hyphen | TokenKind::Clitic)
                    || doc.word(at) == "and" && at > from && doc.token(at - 1).capital() && doc.get(at + 1).is_some_and(|t| t.capital());
                if !inside {
                    break;
                }
                at += 1;
            }
            if at == from {
                break;
            }
            end = at;
        }
        end
    }
}
