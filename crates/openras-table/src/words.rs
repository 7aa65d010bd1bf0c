//! The place of a word among the few that a column may hold, found without comparing it with each.

use std::collections::HashMap;

/// Up to so many words have slots of their own; more go to a map.
const FEW: usize = 64;
/// Slots for every word before that is given up: 2 to the 12.
const BITS_MOST: u32 = 12;
/// How many multipliers are tried for each number of slots.
const TRIES: u64 = 64;

/// The words that a column may hold.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    ids: Vec<Box<[u8]>>,
    /// The place of each word of one byte, by that byte.
    ones: Box<[Option<u8>; 256]>,
    found: Lookup,
}

#[derive(Clone, Debug)]
enum Lookup {
    /// Each word alone in its slot.
    Slots { multiplier: u64, shift: u32, slots: Vec<(Key, u32)> },
    /// Too many words for that.
    Map(HashMap<Box<[u8]>, u32>),
}

/// A word of up to 16 bytes, whole; of a longer one the first and the last eight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    first: u64,
    last: u64,
    length: u32,
}

/// The longest word that its key says whole.
const WHOLE: usize = 16;

impl Key {
    fn of(word: &[u8]) -> Key {
        let length = u32::try_from(word.len()).unwrap_or(u32::MAX);
        let (first, last) = if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        } else if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
            (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
        } else if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
            (u64::from(u16::from_le_bytes(*first)), u64::from(u16::from_le_bytes(*last)))
        } else {
            (word.first().copied().map_or(0, u64::from), 0)
        };
        Key { first, last, length }
    }

    fn slot(self, multiplier: u64, shift: u32) -> usize {
        let mixed = self.first ^ self.last.rotate_left(29) ^ u64::from(self.length).rotate_left(59);
        usize::try_from(mixed.wrapping_mul(multiplier) >> shift).unwrap_or(0)
    }
}

impl Words {
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Words {
        let ids: Vec<Box<[u8]>> = words.into_iter().map(|word| word.as_bytes().into()).collect();
        let found = slots(&ids).unwrap_or_else(|| {
            let places = (0u32..).zip(&ids).map(|(place, id)| (id.clone(), place));
            Lookup::Map(places.collect())
        });
        let one = |byte: usize| {
            let mut ids = ids.iter();
            ids.position(|id| matches!(**id, [own] if usize::from(own) == byte))
                .and_then(|place| u8::try_from(place).ok())
        };
        Words { ones: Box::new(std::array::from_fn(one)), ids, found }
    }

    /// How many words there are.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }

    /// The place of a word of one byte.
    #[inline]
    pub(crate) fn one(&self, word: &[u8]) -> Option<u8> {
        match word {
            [byte] => self.ones.get(usize::from(*byte)).copied().flatten(),
            _ => None,
        }
    }

    /// The place of a word.
    #[inline]
    pub(crate) fn place(&self, word: &[u8]) -> Option<u32> {
        if let Some(place) = self.one(word) {
            return Some(u32::from(place));
        }
        match &self.found {
            Lookup::Slots { multiplier, shift, slots } => {
                let key = Key::of(word);
                let (own, place) = slots.get(key.slot(*multiplier, *shift))?;
                let same = *own == key && (word.len() <= WHOLE || self.is(*place, word));
                same.then_some(*place)
            }
            Lookup::Map(map) => map.get(word).copied(),
        }
    }

    fn is(&self, place: u32, word: &[u8]) -> bool {
        let id = usize::try_from(place).ok().and_then(|place| self.ids.get(place));
        id.is_some_and(|id| **id == *word)
    }
}

/// A multiplier that puts every word in a slot of its own.
fn slots(ids: &[Box<[u8]>]) -> Option<Lookup> {
    if ids.len() > FEW {
        return None;
    }
    let keys: Vec<Key> = ids.iter().map(|id| Key::of(id)).collect();
    (1..=BITS_MOST).find_map(|bits| {
        let shift = 64u32.saturating_sub(bits);
        (0..TRIES).find_map(|attempt| {
            let multiplier = attempt.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17) | 1;
            let mut slots = vec![None; 1usize.checked_shl(bits)?];
            for (place, key) in (0u32..).zip(&keys) {
                let slot = slots.get_mut(key.slot(multiplier, shift))?;
                if slot.is_some() {
                    return None;
                }
                *slot = Some((*key, place));
            }
            // No word is as long as this.
            let nobody = (Key { length: u32::MAX, ..Key::default() }, 0);
            let slots = slots.into_iter().map(|slot| slot.unwrap_or(nobody)).collect();
            Some(Lookup::Slots { multiplier, shift, slots })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str]) {
        let found = Words::new(words.iter().copied());
        for (place, word) in words.iter().enumerate() {
            assert_eq!(found.place(word.as_bytes()), u32::try_from(place).ok(), "{word}");
            for other in [format!("{word}x"), format!("x{word}"), word.replace('a', "b"), word.to_uppercase()]
            {
                let place = words.iter().position(|word| *word == other);
                assert_eq!(found.place(other.as_bytes()), place.and_then(|at| u32::try_from(at).ok()));
            }
        }
        for other in [&b""[..], b"\0", b"\xff\xff", b"a\0"] {
            assert_eq!(found.place(other), None, "{other:?}");
        }
    }

    #[test]
    fn every_word_is_found_and_no_other() {
        check(&["v", "w", "x", "y", "z"]);
        check(&["none", "some", "a_lot", "all_of_the_time"]);
        check(&["ab", "abc", "abcd", "abcde", "abcdefgh", "abcdefghi", "abcdefghijklmnop"]);
        check(&["two_to_one", "a"]);
        check(&[]);
    }

    #[test]
    fn words_that_begin_and_end_alike_are_told_apart() {
        check(&["abcdefgh_one_ijklmnop", "abcdefgh_two_ijklmnop"]);
        let both = Words::new(["abcdefgh_one_ijklmnop"]);
        assert_eq!(both.place(b"abcdefgh_two_ijklmnop"), None);
    }

    #[test]
    fn many_words_go_to_a_map() {
        let words: Vec<String> = (0..500).map(|at| format!("area_{at}")).collect();
        check(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let sixty: Vec<String> = (0..60).map(|at| format!("statement_{at}")).collect();
        let found = Words::new(sixty.iter().map(String::as_str));
        assert!(matches!(found.found, Lookup::Slots { .. }));
    }
}
