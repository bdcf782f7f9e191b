//! The lexicon files: their names, columns and classes, in one list.
//!
//! A file is one class: a token or a phrase that stands in the file has its class, and the row is found through it.
//! To add a file: a line in `files!`, the CSV in `data/`, and, when the rows need more than their entry looked up, a typed
//! reading in `lexicon::typed`.

/// One lexicon file.
#[derive(Debug)]
pub struct FileSpec {
    /// The file's name.
    pub name: &'static str,
    /// The class of its entries.
    pub class: Class,
    /// Its columns after `entry`.
    pub columns: &'static [&'static str],
    /// Columns (by number) whose `;`-lists hold further forms of the entry.
    pub forms: &'static [usize],
    /// What it is for.
    pub doc: &'static str,
    /// The built-in text.
    pub text: &'static str,
}

macro_rules! files {
    ($($class:ident = $file:literal, [$($column:literal),*], forms [$($form:literal),*], $doc:literal;)*) => {
        /// The class of a lexicon entry: the file it stands in.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Class {
            $(#[doc = $doc] $class,)*
        }

        /// Every lexicon file, in the order of the classes.
        pub const FILES: &[FileSpec] = &[$(FileSpec {
            name: $file,
            class: Class::$class,
            columns: &[$($column),*],
            forms: &[$($form),*],
            doc: $doc,
            text: include_str!(concat!("data/", $file)),
        },)*];
    };
}

files! {
    Word = "words.csv", ["tags"], forms [], "Closed-class words and common words with their tags.";
    Verb = "verbs.csv", ["forms", "noun"], forms [], "Verbs with their irregular forms.";
    Abbreviation = "abbreviations.csv", ["kind"], forms [], "Abbreviations whose full stop does not end a sentence.";
    Plural = "plurals.csv", ["singular"], forms [], "Irregular plurals with their singulars.";
    CommonWord = "common_words.csv", [], forms [], "Words that news writes in lower case: capitals at the start of a sentence say nothing of them.";
    Country = "countries.csv", ["code", "aliases", "capital"], forms [1], "Countries with their news names.";
    Nationality = "nationalities.csv", ["country", "kind"], forms [], "Nationality words and the country of each.";
    FirstName = "first_names.csv", ["gender", "common_word"], forms [], "First names across cultures.";
    Title = "titles.csv", ["kind", "gender"], forms [], "Titles that stand before a person's name.";
    OrganizationHead = "organization_heads.csv", ["position", "weak"], forms [], "Words that open or close the name of an organisation.";
    OrganizationSuffix = "organization_suffixes.csv", [], forms [], "Legal forms of companies.";
    Organization = "organizations.csv", ["acronym", "aliases", "type", "country", "common_word"], forms [0, 1], "Well-known organisations.";
    OrganizationNoun = "organization_nouns.csv", ["acts", "refers"], forms [], "Common nouns for organisations; those that act are sources on their own (\"the ministry\"). Some refer to any organisation named before (any: \"the company\") or only say behind a name what it is (name: \"the Ferrymen's League union\").";
    DocumentNoun = "document_nouns.csv", [], forms [], "Documents that speak for whoever made them (\"an Ipsos poll\").";
    PlaceHead = "place_heads.csv", ["position", "weak"], forms [], "Words that open or close the name of a place.";
    PlaceNoun = "place_nouns.csv", [], forms [], "Common nouns that say of the name beside them that it is a place.";
    ThingHead = "thing_heads.csv", ["position", "weak"], forms [], "Words that open or close names of events, laws, works and other things that are no actors.";
    Vessel = "vessels.csv", [], forms [], "Nouns for ships and the letters before a ship's name.";
    Calendar = "calendar.csv", ["kind", "number"], forms [], "Months, days, holidays and time zones: capitals that name no actor.";
    Group = "groups.csv", ["members", "kind"], forms [0], "Peoples, religions, camps and their members.";
    Place = "places.csv", ["kind", "country", "common_word"], forms [], "Well-known cities, regions, waters and other places.";
    Surname = "surnames_korean_chinese.csv", ["common_word"], forms [], "East Asian family names, which stand before the first name.";
    NotName = "not_names.csv", ["why"], forms [], "Events, laws, products and other capitals that are no actors.";
    Role = "roles.csv", ["kind"], forms [], "Nouns for persons by office, trade or relation, and for groups of persons.";
    NameParticle = "name_particles.csv", [], forms [], "Lower-case words inside a person's name.";
    Cue = "cues.csv", ["class", "certainty", "takes", "with", "trust"], forms [], "Verbs of saying, thinking and the like, with what may follow them.";
    CueNoun = "cue_nouns.csv", ["class", "certainty", "takes", "light", "trust"], forms [], "Nouns that introduce what somebody says or thinks, with the verbs that carry them.";
    CueWord = "cue_words.csv", ["kind", "class", "certainty", "takes", "trust"], forms [], "Adjectives, adverbs and phrases that attribute.";
    AttributionWord = "attribution_words.csv", ["shape", "uses"], forms [], "Words that sentences with a source are built of: the shape of each between its neighbours, and what the rules use it for.";
    Number = "numbers.csv", ["kind", "low", "high"], forms [], "Number words: what each does in a number, and its value or bounds.";
    Unit = "units.csv", ["forms", "symbols", "measure"], forms [0, 1], "Units of measure by full name, with other forms and symbols.";
    Currency = "currencies.csv", ["code", "place", "factor", "countries"], forms [], "Currency signs, prefixes, codes and words.";
    Comparator = "comparators.csv", ["place", "comparator"], forms [], "Words that bound an amount, before or behind it.";
    Change = "changes.csv", ["direction", "kind"], forms [], "Verbs (by base form), nouns and adverbs of rising and falling.";
    Event = "events.csv", ["kind"], forms [], "Verbs (by base form), states and nouns that say what happened to the counted.";
    Outcome = "outcomes.csv", ["outcome"], forms [], "Words that say the same outcome (\"killed\", \"dead\", \"deaths\"), so that counts of it can be compared.";
    Label = "labels.csv", ["kind"], forms [], "Words that make the number behind them a label, not an amount.";
    Clock = "clock.csv", ["kind"], forms [], "Months, days, seasons, clock words and time zones.";
    Alias = "aliases.csv", ["action", "actor", "type"], forms [], "The user's own say on names: which are one actor, which are apart, what an actor is called, what is no actor. Empty as built in.";
    Spelling = "spellings.csv", ["forms"], forms [0], "Words that news writes in several ways, in names: Mohammed and Muhammad, Kyiv and Kiev, Defence and Defense.";
    Letters = "letters.csv", ["countries"], forms [], "Letters that bodies of several countries bear, with the codes of these: the text tells whose they are.";
    Nickname = "nicknames.csv", ["formal"], forms [], "Short first names with the first names that they stand for.";
    NumberIdiom = "number_idioms.csv", ["note"], forms [], "Phrases with a number word that count nothing.";
}

impl Class {
    /// Its bit in `WordInfo::classes`.
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }

    /// Its file.
    pub fn spec(self) -> &'static FileSpec {
        &FILES[self as usize]
    }
}
