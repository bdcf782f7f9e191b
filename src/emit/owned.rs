//! Records that outlive the text they were made from: every borrowed string is copied.
//!
//! The pipeline never does this; it is for callers of the library who want to keep a record or send it to another thread.

use std::borrow::Cow;

use super::{ActorRecord, AttributionRecord, ClaimRecord, ContentRecord, CueRecord, MentionRecord, Record, SourceRecord};
use crate::link::Few;

fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

fn own_some(text: Option<Cow<'_, str>>) -> Option<Cow<'static, str>> {
    text.map(own)
}

fn own_all(list: Few<Cow<'_, str>>) -> Few<Cow<'static, str>> {
    list.into_iter().map(own).collect()
}

impl Record<'_> {
    /// The same record, borrowing nothing.
    pub fn into_owned(self) -> Record<'static> {
        Record {
            doc: own(self.doc),
            title: own_some(self.title),
            date: own_some(self.date),
            claims: self.claims.into_iter().map(ClaimRecord::into_owned).collect(),
            attributions: self.attributions.into_iter().map(AttributionRecord::into_owned).collect(),
            actors: self.actors.into_iter().map(ActorRecord::into_owned).collect(),
            text: own_some(self.text),
            author: own_some(self.author),
        }
    }
}

impl ClaimRecord<'_> {
    /// The same claim, borrowing nothing.
    pub fn into_owned(self) -> ClaimRecord<'static> {
        ClaimRecord {
            text: own(self.text),
            unit: own(self.unit),
            counted: own_some(self.counted),
            about: own_some(self.about),
            event: own_some(self.event),
            source_name: own_some(self.source_name),
            rule: own(self.rule),
            context: own(self.context),
            ..self
        }
    }
}

impl AttributionRecord<'_> {
    /// The same attribution, borrowing nothing.
    pub fn into_owned(self) -> AttributionRecord<'static> {
        AttributionRecord {
            source: SourceRecord { text: own(self.source.text), ..self.source },
            cue: CueRecord { text: own(self.cue.text), lemma: own(self.cue.lemma), ..self.cue },
            content: ContentRecord { text: own(self.content.text), ..self.content },
            rule: own(self.rule),
            context: own(self.context),
            ..self
        }
    }
}

impl ActorRecord<'_> {
    /// The same actor, borrowing nothing.
    pub fn into_owned(self) -> ActorRecord<'static> {
        ActorRecord {
            name: own(self.name),
            country: own_some(self.country),
            roles: own_all(self.roles),
            aliases: own_all(self.aliases),
            mentions: self.mentions.into_iter().map(MentionRecord::into_owned).collect(),
            rule: own(self.rule),
            ..self
        }
    }
}

impl MentionRecord<'_> {
    /// The same mention, borrowing nothing.
    pub fn into_owned(self) -> MentionRecord<'static> {
        MentionRecord { text: own(self.text), context: own(self.context), rule: own(self.rule), ..self }
    }
}
