//! Rulebooks of other kinds than the workload's, with invented people: many questions, straight lines and division,
//! fractions that no table holds. Their numbers are made up.

use std::fmt::Write;

use openras::allocation::columns::{CellKind, Cells, ColumnError, Columns, On, People};
use openras::prelude::{Folder, Rulebook};
use openras::questionnaire::{Question, QuestionKind};

use crate::workload::{day, mix};

const RULEBOOK: &str = r#"format = 1
version = "1.0.0"
jurisdiction = "england"
currency = "GBP"
decimals = 2
effective = { from = 2026-04-01 }
illustrative = true
"#;
const SCHEME: &str = r#"format = 1
id = "wider"
version = "1"
result = "budget"
illustrative = true

[year]
weeks = "52"
months = "12"
days = "365"
"#;
const QUESTIONNAIRE: &str =
    "format = 1\nid = \"wider\"\nversion = \"1\"\ntitle = \"Questions\"\nillustrative = true\n";

/// A rulebook and the cells of invented people, a column a question.
pub struct Wider {
    /// What it is called in the table.
    pub name: &'static str,
    /// The rulebook.
    pub rulebook: Rulebook,
    people: usize,
    cells: Vec<Column>,
}

enum Column {
    Places(Vec<u8>),
    Numbers(Vec<i64>),
}

/// Each of them.
pub const MADE: [fn(usize) -> Wider; 4] = [many_questions, lines_and_division, fractions, numbers_in_pieces];

impl Wider {
    fn new(name: &'static str, people: usize, questionnaire: &str, scheme: &str) -> Wider {
        let files = [
            ("rulebook.toml", format!("{RULEBOOK}id = \"{name}\"\ntitle = \"{name}\"\n")),
            ("questionnaire.toml", format!("{QUESTIONNAIRE}{questionnaire}")),
            ("scheme.toml", format!("{SCHEME}{scheme}")),
        ];
        let files = files.map(|(file, text)| (file.to_owned(), text));
        let rulebook =
            Rulebook::from_folder(Folder::new(name, files)).unwrap_or_else(|wrong| panic!("{wrong}"));
        let questions = rulebook.questionnaire().questions.iter().enumerate();
        let cells = questions.map(|(at, question)| Column::invented(question, at as u64, people)).collect();
        Wider { name, rulebook, people, cells }
    }

    /// How many people.
    pub fn people(&self) -> usize {
        self.people
    }

    /// The columns of numbers.
    pub fn numbers(&self) -> Vec<&[i64]> {
        let numbers = self.cells.iter().filter_map(|column| match column {
            Column::Numbers(numbers) => Some(numbers.as_slice()),
            Column::Places(_) => None,
        });
        numbers.collect()
    }

    /// The people as the engine takes them.
    ///
    /// # Errors
    /// None: the cells were made for this questionnaire.
    pub fn for_engine<'a>(&'a self, columns: &'a Columns) -> Result<People<'a>, ColumnError> {
        let questionnaire = columns.questionnaire();
        let mut people = People::new(questionnaire, self.people, On::Same(day()))?;
        for ((question, _), cells) in questionnaire.questions.handles().zip(&self.cells) {
            let cells = match cells {
                Column::Places(places) => Cells::Places(places),
                Column::Numbers(numbers) => Cells::Numbers(numbers),
            };
            people.answer(question, cells)?;
        }
        Ok(people)
    }
}

impl Column {
    fn invented(question: &Question, at: u64, people: usize) -> Column {
        let chance = |person: usize| mix(mix(at).wrapping_add(person as u64)) >> 16;
        match (&question.kind, CellKind::of_question(question)) {
            (_, CellKind::Places { count }) => {
                Column::Places((0..people).map(|person| (chance(person) % u64::from(count)) as u8).collect())
            }
            (QuestionKind::Number { min, max, .. }, CellKind::Number { decimals }) => {
                let whole = |bound: &openras::core::Exact| {
                    bound.to_string().parse::<i64>().expect("a whole bound") * 10_i64.pow(decimals)
                };
                let (low, high) = (whole(min), whole(max));
                let width = (high - low + 1) as u64;
                Column::Numbers((0..people).map(|person| low + (chance(person) % width) as i64).collect())
            }
            (_, kind) => panic!("no cells are invented for {kind:?}"),
        }
    }
}

/// So many sections of so many questions of five statements each.
fn sections(sections: usize, questions: usize) -> String {
    let mut text = String::new();
    for s in 0..sections {
        write!(text, "\n[[section]]\nid = \"s{s}\"\ntitle = \"s{s}\"\n").expect("memory");
        for q in 0..questions {
            let points = [0, 1, 2 + (s + q) % 3, 5 + (s * q) % 4, 9 + s % 5];
            let statements = points
                .iter()
                .enumerate()
                .map(|(at, points)| format!("{{ id = \"p{at}\", points = {points} }}"));
            let statements = statements.collect::<Vec<_>>().join(", ");
            write!(
                text,
                "\n[[section.question]]\nid = \"s{s}_q{q}\"\ntext = \"q\"\nstatements = [{statements}]\n"
            )
            .expect("memory");
        }
    }
    text
}

/// Numbers that are asked for, with a least, a greatest and decimals.
fn numbers(asked: &[(&str, u32, u32, u32)]) -> String {
    let mut text = "\n[[section]]\nid = \"amounts\"\ntitle = \"Amounts\"\n".to_owned();
    for (id, min, max, decimals) in asked {
        write!(text, "\n[[section.question]]\nid = \"{id}\"\ntext = \"q\"\nkind = \"number\"\nmin = {min}\nmax = {max}\ndecimals = {decimals}\npoints_each = \"0\"\n").expect("memory");
    }
    text
}

fn step(id: &str, unit: &str, formula: &str) -> String {
    format!("\n[[step]]\nid = \"{id}\"\ntext = \"{id}\"\nunit = \"{unit}\"\nformula = \"{formula}\"\n")
}

/// 200 questions in 20 sections, each section weighted; a table of five pieces over the total.
pub fn many_questions(people: usize) -> Wider {
    let mut scheme = String::new();
    for s in 0..20 {
        let weight = 60 + 5 * (s % 9);
        write!(scheme, "\n[parameters.weight_{s}]\nunit = \"number\"\nvalues = [{{ from = 2026-04-01, is = \"{weight}%\" }}]\n").expect("memory");
    }
    scheme += r#"
[tables.price]
key = "point"
value = "GBP/point/year"
lookup = "floor"
rows = [{ at = 0, is = "10.00" }, { at = 300, is = "17.35" }, { at = 500, is = "19.99" }, { at = 700, is = "23.45" }, { at = 900, is = "30.00" }]
"#;
    for s in 0..20 {
        scheme += &step(&format!("s{s}_points"), "point", &format!("points(s{s}) * weight_{s}"));
    }
    let names: Vec<String> = (0..20).map(|s| format!("s{s}_points")).collect();
    scheme += &step("total", "point", &format!("sum({})", names.join(", ")));
    scheme += &step("budget", "GBP/year", "round(total * price(total), 2)");
    Wider::new("many_questions", people, &sections(20, 10), &scheme)
}

/// Eight sections of three questions, straight lines between rows, and a division by a number that somebody gives.
pub fn lines_and_division(people: usize) -> Wider {
    let questionnaire = sections(8, 3) + &numbers(&[("household", 1, 9, 0), ("hours", 0, 100, 1)]);
    let scheme = r#"
[tables.pounds]
key = "point"
value = "GBP/year"
lookup = "linear"
rows = [{ at = 0, is = "0.00" }, { at = 37, is = "1500.00" }, { at = 80, is = "9000.55" }, { at = 151, is = "25000.00" }, { at = 400, is = "99000.00" }]

[tables.of_hours]
key = "number"
value = "GBP/year"
lookup = "linear"
rows = [{ at = 0, is = "0.00" }, { at = 7, is = "350.00" }, { at = 30, is = "4100.00" }, { at = 100, is = "12345.67" }]
"#
    .to_owned()
        + &step("needs", "GBP/year", "pounds(points())")
        + &step("shared", "GBP/year", "of_hours(answer(hours)) / answer(household)")
        + &step("budget", "GBP/year", "round(needs + shared, 2)");
    Wider::new("lines_and_division", people, &questionnaire, &scheme)
}

/// Quotients of numbers that people give, added up: no table holds them, and no number of decimals.
pub fn fractions(people: usize) -> Wider {
    let asked = ["a", "b", "c", "d"].map(|id| (id, 1, 997, 2));
    let scheme = step("first", "number", "answer(a) / answer(b)")
        + &step("second", "number", "answer(c) / answer(d)")
        + &step("both", "number", "first + second")
        + "\n[parameters.price]\nunit = \"GBP/year\"\nvalues = [{ from = 2026-04-01, is = \"123.45\" }]\n"
        + &step("budget", "GBP/year", "round(both * price, 2)");
    Wider::new("fractions", people, &numbers(&asked), &scheme)
}

/// The weight of each number in per cent.
pub const WEIGHTS: [i64; 8] = [100, 85, 120, 60, 145, 75, 90, 110];
/// Where each piece begins, and the pence of a unit in it.
pub const PIECES: [(i64, i64); 5] = [(0, 500), (200, 850), (500, 1275), (800, 2149), (1200, 2500)];
/// What is left after the contingency, in thousandths.
pub const KEPT: i64 = 875;

/// Eight numbers of two decimals, weighted and added up, and a price by the total: far too many totals for a table.
pub fn numbers_in_pieces(people: usize) -> Wider {
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let rows =
        PIECES.map(|(from, pence)| format!("{{ at = {from}, is = \"{}.{:02}\" }}", pence / 100, pence % 100));
    let mut scheme = format!(
        "\n[tables.price]\nkey = \"number\"\nvalue = \"GBP/year\"\nlookup = \"floor\"\nrows = [{}]\n",
        rows.join(", ")
    );
    for (id, weight) in ids.iter().zip(WEIGHTS) {
        write!(scheme, "\n[parameters.of_{id}]\nunit = \"number\"\nvalues = [{{ from = 2026-04-01, is = \"{weight}%\" }}]\n").expect("memory");
    }
    write!(
        scheme,
        "\n[parameters.kept]\nunit = \"number\"\nvalues = [{{ from = 2026-04-01, is = \"0.{KEPT}\" }}]\n"
    )
    .expect("memory");
    let weighted = ids.map(|id| format!("answer({id}) * of_{id}"));
    scheme += &step("total", "number", &weighted.join(" + "));
    scheme += &step("budget", "GBP/year", "round(total * price(total) * kept, 2)");
    Wider::new("numbers_in_pieces", people, &numbers(&ids.map(|id| (id, 0, 250, 2))), &scheme)
}
