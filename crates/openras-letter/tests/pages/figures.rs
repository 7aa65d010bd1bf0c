//! The text, the record, the letters and the workbook say the same figures for the same steps. Another kind of page is one more
//! reader.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use openras_allocation::{Allocation, Outcome};
use openras_letter::{Language, LetterOptions, letter};
use openras_rulebook::Rulebook;
use serde_json::Value as Json;

use crate::people::{Person, everybody};
use crate::read::{lines, steps_of};

/// The figures of an answer: of each step by its id, and of the year and the week; numbers alone, as they are written.
type Figures = BTreeMap<String, String>;

/// Reads the figures off one kind of answer. The steps that the record has are looked for; what is missing is missing.
type Reader = fn(&Rulebook, &Allocation, &[String]) -> Figures;

const READERS: [(&str, Reader); 6] = [
    ("text", from_text),
    ("letter", |rulebook, allocation, ids| from_letter(rulebook, allocation, ids, LetterOptions::default())),
    ("Welsh letter", |rulebook, allocation, ids| {
        from_letter(rulebook, allocation, ids, LetterOptions { language: Language::Welsh, easy_read: false })
    }),
    ("easy-read letter", |rulebook, allocation, ids| {
        from_letter(rulebook, allocation, ids, LetterOptions { language: Language::English, easy_read: true })
    }),
    ("Welsh easy-read letter", |rulebook, allocation, ids| {
        from_letter(rulebook, allocation, ids, LetterOptions { language: Language::Welsh, easy_read: true })
    }),
    ("workbook", from_workbook),
];

/// The first number in words: `£1,234.50 a year` as `1234.50`.
fn number(words: &str) -> String {
    let begins = words
        .find(|letter: char| letter.is_ascii_digit())
        .unwrap_or_else(|| panic!("no number in `{words}`"));
    let less = words[..begins].contains('−') || words[..begins].contains('-');
    let digits = words[begins..]
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.' | '…'));
    let digits: String = digits.filter(|letter| *letter != ',').collect();
    format!("{}{}", if less { "-" } else { "" }, digits.trim_end_matches('.'))
}

/// `1234.50` and `1234.5` are one number.
fn shortest(number: &str) -> String {
    match number.contains('.') && !number.ends_with('…') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number.to_owned(),
    }
}

fn from_record(record: &Json) -> Figures {
    let mut figures = Figures::new();
    for step in record["steps"].as_array().expect("there are steps") {
        let id = step["id"].as_str().expect("a step has an id");
        figures.insert(id.to_owned(), shortest(&number(step["shown"].as_str().expect("it is shown"))));
    }
    for key in ["annual", "weekly"] {
        if let Some(amount) = record[key].as_str() {
            figures.insert(format!("/{key}"), shortest(amount));
        }
    }
    figures
}

/// Entries such as ` 2  Your indicative budget    £13,291.56`, in the order of the steps that were worked out.
fn from_text(_: &Rulebook, allocation: &Allocation, ids: &[String]) -> Figures {
    let text = allocation.to_string();
    let mut figures = Figures::new();
    for (at, id) in ids.iter().enumerate() {
        let mark = format!("{:>2}  ", at + 1);
        let entry = text
            .lines()
            .find(|line| line.starts_with(&mark))
            .unwrap_or_else(|| panic!("no step {id} in\n{text}"));
        let right = entry.rsplit("  ").next().expect("there is something");
        figures.insert(id.clone(), shortest(&number(right)));
    }
    if let Some((_, sums)) = text.lines().next().and_then(|first| first.split_once(" a year (")) {
        let year = text.lines().next().unwrap().rsplit_once("  ").expect("the figure stands at the right").1;
        figures.insert("/annual".to_owned(), shortest(&number(year)));
        figures.insert("/weekly".to_owned(), shortest(&number(sums)));
    }
    figures
}

fn from_letter(
    rulebook: &Rulebook,
    allocation: &Allocation,
    ids: &[String],
    options: LetterOptions,
) -> Figures {
    let page = letter(rulebook, allocation, &options);
    let mut figures: Figures =
        steps_of(&page).into_iter().map(|(id, words)| (id, shortest(&number(&words)))).collect();
    assert_eq!(figures.len(), ids.len(), "as many steps as the record has");
    if allocation.outcome() == Outcome::Allocated {
        let lines = lines(&page, false);
        let year = lines.iter().position(|line| line.ends_with(" a year") || line.ends_with(" y flwyddyn"));
        let year = year.expect("the figure stands on the page");
        figures.insert("/annual".to_owned(), shortest(&number(&lines[year])));
        figures.insert("/weekly".to_owned(), shortest(&number(&lines[year + 1])));
    }
    figures
}

/// What stands in the cells before any program recalculates them: the lines `step` of the sheet Workings by their names, and the
/// figures of the sheet Summary. For somebody who is excluded the workings go on; OpenRAS works none of those steps out.
fn from_workbook(rulebook: &Rulebook, allocation: &Allocation, ids: &[String]) -> Figures {
    let bytes = openras_workbook::person(rulebook, allocation).expect("it can be written");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let workings = book.worksheet_range("Workings").expect("there are workings");
    let head = workings.rows().position(|row| row[0] == Data::String("kind".to_owned())).expect("a head");
    let column =
        |name: &str| workings.rows().nth(head).and_then(|row| row.iter().position(|cell| cell == name));
    let (name, value) = (column("name").expect("names"), column("value").expect("values"));
    let mut figures = Figures::new();
    for row in workings.rows().skip(head + 1).filter(|row| row[0] == Data::String("step".to_owned())) {
        let id = row[name].to_string();
        if !ids.contains(&id) {
            assert_ne!(allocation.outcome(), Outcome::Allocated, "{id} stands in the workbook alone");
            continue;
        }
        let Data::Float(number) = row[value] else { panic!("step {id} is {:?}", row[value]) };
        assert_eq!(figures.insert(id.clone(), as_shown(number)), None, "{id} stands twice");
    }
    let summary = book.worksheet_range("Summary").expect("there is a summary");
    for row in summary.rows() {
        let key = match row[0].to_string().as_str() {
            "a year" => "/annual",
            "a week" => "/weekly",
            _ => continue,
        };
        if let Data::Float(number) = row[1] {
            figures.insert(key.to_owned(), as_shown(number));
        }
    }
    figures
}

/// The figures without what lies beyond fifteen digits: a spreadsheet's numbers hold no more, and its first sheet says so.
fn fifteen(figures: &Figures) -> Figures {
    let cut = |figure: &String| {
        let mut digits = 0;
        let within = |letter: &char| {
            digits += usize::from(letter.is_ascii_digit());
            digits <= 15
        };
        figure.chars().take_while(within).collect::<String>()
    };
    figures.iter().map(|(id, figure)| (id.clone(), cut(figure))).collect()
}

/// A double as the pages show numbers: what has more than six decimals is cut off after them, and a sign says so.
fn as_shown(number: f64) -> String {
    let whole = number.to_string();
    match whole.split_once('.') {
        Some((before, decimals)) if decimals.len() > 6 => {
            format!("{before}.{}…", decimals[..6].trim_end_matches('0'))
        }
        _ => whole,
    }
}

#[test]
fn every_way_of_telling_it_has_the_same_figures_for_the_same_steps() {
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for (rulebook, people) in everybody() {
        for Person { name, allocation } in &people {
            let record: Json = serde_json::from_str(&allocation.to_json().unwrap()).unwrap();
            let expected = from_record(&record);
            let steps = record["steps"].as_array().unwrap().iter();
            let ids: Vec<String> = steps.map(|step| step["id"].as_str().unwrap().to_owned()).collect();
            for (kind, read) in READERS {
                let figures = read(&rulebook, allocation, &ids);
                match kind {
                    "workbook" => assert_eq!(fifteen(&figures), fifteen(&expected), "{name}: {kind}"),
                    _ => assert_eq!(figures, expected, "{name}: {kind}"),
                }
            }
            *outcomes.entry(allocation.outcome().as_str()).or_default() += 1;
        }
    }
    assert!(
        ["allocated", "excluded", "referred"].iter().all(|outcome| outcomes[outcome] > 2),
        "{outcomes:?}"
    );
}

#[test]
fn the_readers_read_what_is_written() {
    assert_eq!(number("−£1,234.50 a year"), "-1234.50");
    assert_eq!(number("0.333333… hours"), "0.333333…");
    assert_eq!(shortest("1234.50"), "1234.5");
    assert_eq!(shortest("100"), "100");
    assert_eq!(as_shown(2.0 / 3.0), "0.666666…");
    assert_eq!(as_shown(9.962_630_136), "9.96263…");
    assert_eq!((as_shown(13_291.56), as_shown(62.0)), ("13291.56".to_owned(), "62".to_owned()));
}
