//! A share of the work: n runs over the same inputs, each with another share, together do what one run does.
//!
//! A document belongs to a share by its place alone: the file's path as it was given, hashed, plus the number of the line, row
//! or value in it, modulo the number of shares. So one large file of many documents is dealt out in turn, a folder of small
//! files evenly by their paths, and nothing depends on what the other runs do.

use std::str::FromStr;

/// One share of several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    /// Which, from 0.
    index: u64,
    /// Of how many.
    count: u64,
}

impl Shard {
    /// True when document `number` of the file with this hash is in the share; a file that is one document has number 0.
    pub(super) fn takes(self, file: u64, number: u64) -> bool {
        file.wrapping_add(number) % self.count == self.index
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(index, count)| Some((index.parse::<u64>().ok()?, count.parse::<u64>().ok()?)));
        match parts {
            Some((index, count)) if (1..=count).contains(&index) => Ok(Shard { index: index - 1, count }),
            _ => Err("it must be a share and how many there are, such as 2/8".into()),
        }
    }
}

/// FNV-1a in 64 bits, which is the same on every machine and in every version.
pub(super) fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_from_one() {
        assert_eq!("2/8".parse(), Ok(Shard { index: 1, count: 8 }));
        for wrong in ["0/8", "9/8", "1/0", "1", "a/b", "-1/2", ""] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_document_is_in_one_share() {
        let shards: Vec<Shard> = (1..=3).map(|n| format!("{n}/3").parse().expect("a share")).collect();
        for file in [hash("a.jsonl"), u64::MAX] {
            for number in 0..100 {
                assert_eq!(shards.iter().filter(|s| s.takes(file, number)).count(), 1);
            }
        }
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
