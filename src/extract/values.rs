//! The words that stand in columns and data files for a kind of something: each an enum that knows the names of its values.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Its name in records and data files.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value of that name.
            pub fn named(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'d> serde::Deserialize<'d> for $name {
            fn deserialize<D: serde::Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
                let name = std::borrow::Cow::<'d, str>::deserialize(from)?;
                $name::named(&name).ok_or_else(|| serde::de::Error::unknown_variant(&name, &[$($text),*]))
            }
        }
    };
}

named! {
    /// How the amount bounds the value (SPEC.md, claims).
    Comparator {
        /// Just the number.
        Exact = "exact",
        /// "about", "some", "roughly".
        About = "about",
        /// "nearly", "almost".
        Nearly = "nearly",
        /// "over", "more than".
        MoreThan = "more_than",
        /// "at least".
        AtLeast = "at_least",
        /// "under", "fewer than".
        LessThan = "less_than",
        /// "up to", "as many as".
        AtMost = "at_most",
        /// A range.
        Between = "between",
        /// "dozens".
        Vague = "vague",
    }
}

named! {
    /// What kind of amount it is.
    Measure {
        /// Things or people.
        Count = "count",
        /// A sum of money.
        Money = "money",
        /// A percentage or share.
        Percent = "percent",
        /// Length or distance.
        Length = "length",
        /// Area.
        Area = "area",
        /// Volume.
        Volume = "volume",
        /// Mass.
        Mass = "mass",
        /// Temperature.
        Temperature = "temperature",
        /// Speed.
        Speed = "speed",
        /// Energy.
        Energy = "energy",
        /// Power.
        Power = "power",
        /// Data and data rates.
        Data = "data",
        /// A stretch of time.
        Duration = "duration",
        /// The age of a person or thing.
        Age = "age",
        /// A multiple ("three times", "doubled").
        Ratio = "ratio",
        /// A result of a match or a vote.
        Score = "score",
        /// Any other measure (pressure, frequency, …).
        Other = "other",
    }
}

named! {
    /// The direction of a change.
    Change {
        /// It grew.
        Up = "up",
        /// It shrank.
        Down = "down",
    }
}

named! {
    /// Marks on a claim.
    Flag {
        /// A vague amount.
        Vague = "vague",
        /// "could", "may", "feared".
        Hedged = "hedged",
        /// The number is rejected ("eleven, not three").
        Negated = "negated",
        /// A rate ("300 a day").
        PerUnit = "per_unit",
        /// A reference, not news ("the two countries").
        Definite = "definite",
        /// Written in words.
        Spelled = "spelled",
        /// A range from the larger to the smaller number.
        Descending = "descending",
        /// An earlier figure that the text replaces ("rose to 52 from 47").
        Superseded = "superseded",
        /// On top of others that are counted elsewhere ("another 12", "9 more bodies").
        Additional = "additional",
    }
}

named! {
    /// How sure the text is of what it says.
    Certainty {
        /// Said plainly.
        Asserted = "asserted",
        /// "may", "reportedly", "believed".
        Hedged = "hedged",
        /// "alleged", "claimed", "accused".
        Alleged = "alleged",
        /// "denied".
        Denied = "denied",
        /// "expects", "will", "forecast".
        Expected = "expected",
    }
}

named! {
    /// What kind of phrase a source is.
    SourceKind {
        /// Holds a name.
        Named = "named",
        /// "officials", "a UN report".
        Nominal = "nominal",
        /// "he", "who".
        Pronoun = "pronoun",
        /// No source is given.
        None = "none",
    }
}

named! {
    /// The class of a cue.
    CueClass {
        /// "said", "told".
        Say = "say",
        /// "reported", "according to".
        Report = "report",
        /// "believes", "thinks".
        Believe = "believe",
        /// "asked".
        Ask = "ask",
        /// "denied".
        Deny = "deny",
        /// "promised".
        Promise = "promise",
        /// "expects".
        Expect = "expect",
        /// "saw", "heard".
        Perceive = "perceive",
        /// "shows", "suggests".
        Show = "show",
    }
}

named! {
    /// How the content is given.
    ContentKind {
        /// All in quotation marks.
        Direct = "direct",
        /// In the author's words.
        Indirect = "indirect",
        /// Partly quoted.
        Mixed = "mixed",
    }
}

named! {
    /// What an actor is.
    ActorType {
        /// A person.
        Person = "person",
        /// An organisation, company, agency, armed or political group with a name.
        Organization = "organization",
        /// A country as a place or a government.
        Country = "country",
        /// Any other place.
        Location = "location",
        /// A nationality, people, religion or camp.
        Group = "group",
    }
}
