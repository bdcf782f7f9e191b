//! Ids as records write them: a letter for the kind and a number ("c1", "s1", "a1"), read back the same way.

use serde::de::{Deserializer, Error, Unexpected, Visitor};

macro_rules! ids {
    ($($module:ident, $letter:literal;)*) => {
        $(
            /// Ids with the letter of their kind.
            pub mod $module {
                use serde::{Deserializer, Serializer};

                pub fn serialize<S: Serializer>(n: &u32, s: S) -> Result<S::Ok, S::Error> {
                    s.collect_str(&format_args!(concat!($letter, "{}"), n))
                }

                pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<u32, D::Error> {
                    super::read(from, $letter)
                }

                /// An id or none.
                pub mod some {
                    use serde::{Deserialize, Deserializer, Serializer};

                    #[derive(Deserialize)]
                    struct Id(#[serde(deserialize_with = "super::deserialize")] u32);

                    pub fn serialize<S: Serializer>(n: &Option<u32>, s: S) -> Result<S::Ok, S::Error> {
                        match n {
                            Some(n) => super::serialize(n, s),
                            None => s.serialize_none(),
                        }
                    }

                    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<u32>, D::Error> {
                        Ok(Option::<Id>::deserialize(from)?.map(|id| id.0))
                    }
                }

                /// A list of ids.
                pub mod list {
                    use serde::{Deserialize, Deserializer, Serializer};
                    use smallvec::SmallVec;

                    #[derive(Deserialize)]
                    struct Id(#[serde(deserialize_with = "super::deserialize")] u32);

                    #[allow(dead_code)] // not every kind of id stands in lists
                    pub fn serialize<S: Serializer>(list: &[u32], s: S) -> Result<S::Ok, S::Error> {
                        s.collect_seq(list.iter().map(|n| format!(concat!($letter, "{}"), n)))
                    }

                    #[allow(dead_code)]
                    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<SmallVec<[u32; 4]>, D::Error> {
                        Ok(Vec::<Id>::deserialize(from)?.into_iter().map(|id| id.0).collect())
                    }
                }
            }
        )*
    };
}

ids! {
    claim, "c";
    attribution, "s";
    actor, "a";
}

/// Reads `letter` and a number from 1.
fn read<'d, D: Deserializer<'d>>(from: D, letter: &'static str) -> Result<u32, D::Error> {
    struct Id(&'static str);

    impl Visitor<'_> for Id {
        type Value = u32;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "an id such as \"{}1\"", self.0)
        }

        fn visit_str<E: Error>(self, id: &str) -> Result<u32, E> {
            let number = id.strip_prefix(self.0).and_then(|n| n.parse().ok()).filter(|n| *n > 0);
            number.ok_or_else(|| E::invalid_value(Unexpected::Str(id), &self))
        }
    }

    from.deserialize_str(Id(letter))
}
