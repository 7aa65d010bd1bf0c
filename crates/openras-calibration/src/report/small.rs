//! Few people are not shown: not by themselves, and not as what is left when the others are taken from the whole.

use crate::effects::SHOWN_LEAST;

/// What stands in place of a figure of few people, or of one by which theirs could be found.
pub(super) const NOT_SHOWN: &str = "not shown";

/// Which of some counts that make up a known whole may be shown: none from one to four, and where only one is hidden, not
/// the next smallest either.
pub(super) fn shown(counts: &[usize]) -> Vec<bool> {
    let mut shown: Vec<bool> = counts.iter().map(|count| *count == 0 || *count >= SHOWN_LEAST).collect();
    if shown.iter().filter(|shown| !**shown).count() == 1 {
        let others =
            counts.iter().enumerate().filter(|(at, count)| **count > 0 && shown.get(*at) == Some(&true));
        let next = others.min_by_key(|(_, count)| **count).map(|(at, _)| at);
        if let Some(slot) = next.and_then(|at| shown.get_mut(at)) {
            *slot = false;
        }
    }
    shown
}

/// Counts that make up a known whole, as words.
pub(super) fn counts(counts: &[usize]) -> Vec<String> {
    let shown = shown(counts);
    let word = |(count, shown): (&usize, bool)| match shown {
        true => count.to_string(),
        false if *count < SHOWN_LEAST => fewer(),
        false => NOT_SHOWN.to_owned(),
    };
    counts.iter().zip(shown).map(word).collect()
}

/// A count that stands alone, as a word.
pub(super) fn counted(people: usize) -> String {
    if people > 0 && people < SHOWN_LEAST { fewer() } else { people.to_string() }
}

fn fewer() -> String {
    format!("fewer than {SHOWN_LEAST}")
}

#[cfg(test)]
mod tests {
    use super::{counts, shown};

    #[test]
    fn what_is_hidden_cannot_be_found_from_the_whole() {
        assert_eq!(shown(&[9, 14, 0]), [true, true, true]);
        assert_eq!(shown(&[9, 14, 1]), [false, true, false]);
        assert_eq!(shown(&[3, 14, 1]), [false, true, false]);
        assert_eq!(counts(&[9, 14, 1]), ["not shown", "14", "fewer than 5"]);
        assert_eq!(counts(&[24, 0, 2]), ["not shown", "0", "fewer than 5"]);
    }
}
