//! Which row of a table was used, in words.

use openras_core::Exact;
use openras_formula::{DomainId, Key};
use openras_questionnaire::{Answer, Origin, Question};

use super::page::Page;
use super::quantity::{quantity, written};
use super::terms::{Used, listed, quoted, said, spaced, yes_no};
use crate::allocation::Allocation;
use crate::names::choices;
use crate::table::{Hit, Near, Row, Rows, Worth};

impl Allocation {
    /// The text of a choice of a fact or question.
    pub(super) fn choice_text(&self, domain: DomainId, at: u16) -> String {
        let questionnaire = &self.questionnaire;
        let place = usize::try_from(domain.0).unwrap_or(usize::MAX);
        let at = usize::from(at);
        let text = match place.checked_sub(questionnaire.facts.len()) {
            None => {
                questionnaire.facts.handle(place).and_then(|fact| match &questionnaire.facts[fact].kind {
                    openras_questionnaire::FactKind::Choice { choices, .. } => {
                        choices.get(at).map(|choice| &choice.text)
                    }
                    _ => None,
                })
            }
            Some(place) => questionnaire
                .questions
                .handle(place)
                .and_then(|question| questionnaire.questions[question].statements().get(at))
                .map(|statement| &statement.text),
        };
        let id = choices(questionnaire, domain).get(at).map_or("", String::as_str);
        text.map_or_else(|| spaced(id), |text| said(self, text, id))
    }

    /// What was answered, in the statement's words.
    pub(super) fn answer_text(&self, question: &Question, answer: &Answer) -> String {
        let statement = |at: &u16| {
            let statement = question.statements().get(usize::from(*at));
            statement.map_or(String::new(), |statement| quoted(&said(self, &statement.text, &statement.id)))
        };
        match answer {
            Answer::One(at) => statement(at),
            Answer::Between(low, high) => format!("between {} and {}", statement(low), statement(high)),
            Answer::Many(ticks) if ticks.is_empty() => "nothing ticked".to_owned(),
            Answer::Many(ticks) => ticks.iter().map(statement).collect::<Vec<_>>().join(", "),
            Answer::Number(number) => number.to_string(),
        }
    }

    /// What a table gave, as it is written there; between two rows, what was worked out.
    pub(super) fn worth_text(&self, used: &Used) -> String {
        let table = &self.scheme.tables[used.table];
        let worth = match table.find(&used.values) {
            Hit::Row(row) => Some(&row.is),
            Hit::Beyond(worth) => Some(worth),
            _ => None,
        };
        worth.map_or_else(
            || quantity(&used.value, &table.value, self.scheme.decimals),
            |worth| self.worth(used, worth),
        )
    }

    fn worth(&self, used: &Used, worth: &Worth) -> String {
        let unit = &self.scheme.tables[used.table].value;
        let amount = match worth {
            Worth::Amount(amount) => Some(amount),
            Worth::Parameter(parameter) => {
                self.scheme.parameters[*parameter].on(self.on).map(|dated| &dated.is)
            }
        };
        amount.map_or(String::new(), |amount| written(amount, unit, self.scheme.decimals))
    }

    /// Which row of which table, and where its number comes from if that is not `around`.
    pub(super) fn row_text(&self, page: &mut Page, used: &Used, around: &Origin) -> String {
        let table = &self.scheme.tables[used.table];
        let name = spaced(self.in_first(&table.text));
        let key = listed(used.keys.clone(), "and");
        let (row, number) = match table.find(&used.values) {
            Hit::Row(row) => (self.found_row(used, row), Some(row.number)),
            Hit::Between(lower, upper) => {
                let end = |at: &Exact, row: &Row| {
                    format!("row {} ({}: {})", row.number, self.key(used, at), self.worth(used, &row.is))
                };
                let (low, high) = (end(&lower.at, &lower.row), end(&upper.at, &upper.row));
                (format!("on the line from {low} to {high}"), Some(lower.row.number))
            }
            Hit::Beyond(_) => ("what it says beyond its rows".to_owned(), None),
            Hit::Refer | Hit::Outside => (String::new(), None),
        };
        let origin = table.row_origin(number);
        let source = if origin == around { String::new() } else { page.cite(origin) };
        let source = if source.is_empty() { source } else { format!(" ({source})") };
        format!("from the table {}, for {key}: {row}{source}", quoted(&name))
    }

    fn key(&self, used: &Used, at: &Exact) -> String {
        match self.scheme.tables[used.table].keys.first() {
            Some(Key::Number(unit)) => quantity(at, unit, self.scheme.decimals),
            _ => at.to_string(),
        }
    }

    fn found_row(&self, used: &Used, row: &Row) -> String {
        let table = &self.scheme.tables[used.table];
        let number = row.number;
        match &table.rows {
            Rows::Band(bands) => {
                let band = bands.iter().find(|band| band.row.number == number);
                let ends = band.map(|band| (band.from.as_ref(), band.to.as_ref()));
                match ends {
                    Some((Some(from), Some(to))) => {
                        format!("row {number}, from {from} to {}", self.key(used, to))
                    }
                    Some((Some(from), None)) => format!("row {number}, {} and over", self.key(used, from)),
                    Some((None, Some(to))) => format!("row {number}, up to {}", self.key(used, to)),
                    _ => format!("row {number}"),
                }
            }
            Rows::At(near, rows) => {
                let at =
                    rows.iter().find(|other| other.row.number == number).map(|at| self.key(used, &at.at));
                let at = at.unwrap_or_default();
                match near {
                    Near::Floor => format!("row {number}, from {at} on"),
                    Near::Ceiling => format!("row {number}, up to {at}"),
                    Near::Nearest => format!("row {number}, {at}, which is the nearest"),
                    Near::Exact | Near::Linear => format!("row {number}, {at}"),
                }
            }
            Rows::Choice(rows) => {
                let choice = rows.iter().find(|other| other.row.number == number);
                let own = choice.filter(|choice| choice.choices.iter().any(Option::is_none)).map(|choice| {
                    let cells = choice.choices.iter().zip(&table.keys);
                    cells.map(|(cell, key)| self.cell(*cell, key)).collect::<Vec<_>>().join(", ")
                });
                own.map_or(format!("row {number}"), |own| format!("row {number} ({own})"))
            }
        }
    }

    fn cell(&self, cell: Option<u16>, key: &Key) -> String {
        match (cell, key) {
            (None, _) => "any".to_owned(),
            (Some(at), Key::Choice(domain)) => quoted(&self.choice_text(*domain, at)),
            (Some(at), _) => yes_no(at == 1).to_owned(),
        }
    }
}
