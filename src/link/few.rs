//! A list that mostly has one item, which then stands in the list itself.
//!
//! Most actors of an article are named once and have no role and no other name, so that a vector for each would be asked for and
//! given back for next to nothing.

use std::ops::Deref;
use std::{iter, option, slice, vec};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list of few items. It is read as a slice.
#[derive(Clone, PartialEq, Debug)]
pub enum Few<T> {
    /// One item.
    One(T),
    /// None, or several.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// An empty list.
    pub const fn new() -> Few<T> {
        Few::Many(Vec::new())
    }

    /// Adds an item at the end.
    pub fn push(&mut self, item: T) {
        match std::mem::take(self) {
            Few::One(first) => *self = Few::Many(vec![first, item]),
            Few::Many(items) if items.is_empty() => *self = Few::One(item),
            Few::Many(mut items) => {
                items.push(item);
                *self = Few::Many(items);
            }
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Few<T> {
        Few::new()
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Few::One(item) => slice::from_ref(item),
            Few::Many(items) => items,
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Few<T> {
        let mut items = items.into_iter();
        let Some(first) = items.next() else { return Few::new() };
        let Some(second) = items.next() else { return Few::One(first) };
        let mut all = Vec::with_capacity(2 + items.size_hint().0);
        all.extend([first, second]);
        all.extend(items);
        Few::Many(all)
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(items: Vec<T>) -> Few<T> {
        if items.len() == 1 { items.into_iter().collect() } else { Few::Many(items) }
    }
}

impl<T> IntoIterator for Few<T> {
    type Item = T;
    type IntoIter = iter::Chain<option::IntoIter<T>, vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, many) = match self {
            Few::One(item) => (Some(item), Vec::new()),
            Few::Many(items) => (None, items),
        };
        one.into_iter().chain(many)
    }
}

impl<'l, T> IntoIterator for &'l Few<T> {
    type Item = &'l T;
    type IntoIter = slice::Iter<'l, T>;

    fn into_iter(self) -> slice::Iter<'l, T> {
        self.iter()
    }
}

impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self[..].serialize(serializer)
    }
}

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Few<T> {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Few::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_a_vector_would() {
        for count in 0..5 {
            let all: Vec<u32> = (0..count).collect();
            let mut pushed = Few::new();
            all.iter().for_each(|&n| pushed.push(n));
            let collected: Few<u32> = all.iter().copied().collect();
            assert_eq!((&*pushed, &*collected), (&all[..], &all[..]));
            assert_eq!(pushed, collected);
            let written = serde_json::to_string(&pushed).expect("numbers are written");
            assert_eq!(written, serde_json::to_string(&all).expect("numbers are written"));
            assert_eq!(serde_json::from_str::<Few<u32>>(&written).expect("numbers are read"), pushed);
            assert_eq!(pushed.into_iter().collect::<Vec<_>>(), all);
        }
    }
}
