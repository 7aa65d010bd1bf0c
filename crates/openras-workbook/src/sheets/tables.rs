//! The sheet of the scheme's tables, and of what each answer scores.

use openras_allocation::{Edge, Near, Row, Rows, Table, Worth, choices};
use openras_core::Exact;
use openras_formula::Key;
use openras_questionnaire::{FactKind, QuestionKind};
use rust_xlsxwriter::Workbook;

use super::{origin, words};
use crate::WorkbookError;
use crate::ground::Ground;
use crate::lines::{Shown, ranks};
use crate::lookup::ANY;
use crate::pen::Pen;
use crate::places::{letters, name};
use crate::style::{Look, Style};
use crate::words::REFER;

/// Beyond every key that a table can have.
const FAR: i64 = 1_000_000_000_000_000;

/// A column in which texts, keys and ends of bands stand; where the values do, and what comes after them.
const IS: u16 = 4;
const RANK: u16 = 5;
const PARAMETER: u16 = 6;
const SOURCE: u16 = 7;

/// Writes the sheet. Gives the names that formulas call its cells by, each with what it stands for.
pub(crate) fn write(
    book: &mut Workbook,
    style: &Style,
    ground: &Ground<'_>,
    parameters: Option<&[Shown]>,
) -> Result<Vec<(String, String)>, WorkbookError> {
    let pen = Pen::begin(book, style, "Tables", &[26, 26, 26, 26, 16, 10, 12, 22], 0)?;
    let mut sheet = TablesSheet { pen, ground, parameters, row: 0, names: Vec::new() };
    sheet.begin()?;
    for table in &ground.scheme.tables {
        sheet.table(table)?;
    }
    sheet.questions()?;
    sheet.facts()?;
    Ok(sheet.names)
}

struct TablesSheet<'w, 'g> {
    pen: Pen<'w>,
    ground: &'g Ground<'g>,
    /// What each parameter is worth on the day; none where every row of the workbook has its own.
    parameters: Option<&'g [Shown]>,
    row: u32,
    names: Vec<(String, String)>,
}

type Done = Result<(), WorkbookError>;

impl TablesSheet<'_, '_> {
    fn begin(&mut self) -> Done {
        self.pen.text(0, 0, "Tables, and what each answer scores", Look::Title)?;
        self.pen.text(2, 0, "A person decides", Look::Text)?;
        let format = self.pen.style.of(Look::Value);
        self.pen.formula(2, 1, "10^400", &Shown::Refers, &format)?;
        self.pen.loose(2, 2, "No number, on purpose: what leads here has no figure.")?;
        self.names.push((REFER.to_owned(), "Tables!$B$3".to_owned()));
        self.row = 4;
        Ok(())
    }

    fn range(&mut self, called: String, column: u16, first: u32) {
        let column = letters(column);
        let (from, to) = (first.saturating_add(1), self.row);
        self.names.push((called, format!("Tables!${column}${from}:${column}${to}")));
    }

    fn cell(&mut self, called: String, column: u16) {
        let at = self.row.saturating_add(1);
        self.names.push((called, format!("Tables!${}${at}", letters(column))));
    }

    fn heading(&mut self, id: &str, what: &str) -> Done {
        self.pen.texts(self.row, &[id, what, "", "", "", "", "", ""], Look::Section)?;
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    fn head(&mut self, texts: [&str; 8]) -> Done {
        self.pen.texts(self.row, &texts, Look::Head)?;
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Done {
        let what = words(self.ground, &table.text).to_owned();
        let how = match &table.rows {
            Rows::Band(_) => "the band that the key lies in",
            Rows::At(Near::Floor, _) => "the greatest that is not above the key",
            Rows::At(Near::Ceiling, _) => "the smallest that is not below the key",
            Rows::At(Near::Nearest, _) => "the nearest; a tie takes the higher",
            Rows::At(Near::Exact, _) => "the same as the key",
            Rows::At(Near::Linear, _) => "a straight line between two rows",
            Rows::Choice(_) => "the row that fits; of several the highest rank",
        };
        self.heading(&table.id, &format!("{what} ({how})"))?;
        let value = table.value_text.clone();
        match &table.rows {
            Rows::Band(_) => self.head(["from", "to", "", "", &value, "", "parameter", "source"])?,
            Rows::At(..) => self.head(["at", "", "", "", &value, "", "parameter", "source"])?,
            Rows::Choice(_) => self.head([
                "key",
                "second key",
                "third key",
                "fourth key",
                &value,
                "rank",
                "parameter",
                "source",
            ])?,
        }
        let first = self.row;
        match &table.rows {
            Rows::Band(bands) => {
                for band in bands {
                    self.end(0, band.from.as_ref(), -FAR)?;
                    self.end(1, band.to.as_ref(), FAR)?;
                    self.row_value(table, &band.row)?;
                }
                self.range(name("tableto", &table.id), 1, first);
            }
            Rows::At(_, rows) => {
                for at in rows {
                    self.end(0, Some(&at.at), 0)?;
                    self.row_value(table, &at.row)?;
                }
            }
            Rows::Choice(rows) => {
                let ranks = ranks(table);
                for row in rows {
                    self.choice_keys(table, &row.choices)?;
                    let rank = ranks.iter().find(|(number, _)| *number == row.row.number);
                    let format = self.pen.style.of(Look::Part);
                    let rank = Exact::from(rank.map_or(0, |(_, rank)| *rank));
                    self.pen.number(self.row, RANK, &rank, &format)?;
                    self.row_value(table, &row.row)?;
                }
                for at in 0..table.keys.len() {
                    let column = u16::try_from(at).unwrap_or(0);
                    let called = format!("tablekey{}", at.saturating_add(1));
                    self.range(name(&called, &table.id), key_column(column), first);
                }
                self.range(name("tablerank", &table.id), RANK, first);
            }
        }
        if !matches!(table.rows, Rows::Choice(_)) {
            self.range(name("tablefrom", &table.id), 0, first);
        }
        self.range(name("tableis", &table.id), IS, first);
        self.range(name("tableparameter", &table.id), PARAMETER, first);
        for (edge, label, called) in
            [(&table.below, "below all rows", "tablebelow"), (&table.above, "above all rows", "tableabove")]
        {
            self.edge(table, edge, label, called)?;
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    fn edge(&mut self, table: &Table, edge: &Edge, label: &str, called: &str) -> Done {
        let says = match edge {
            Edge::Refuse => return Ok(()),
            Edge::Refer => "a person decides",
            Edge::Is(_) => "",
        };
        self.pen.text(self.row, 0, label, Look::Note)?;
        self.pen.text(self.row, 1, says, Look::Note)?;
        if let Edge::Is(worth) = edge {
            self.worth(table, worth)?;
            self.cell(name(called, &table.id), IS);
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// An end of a band, or the number that a row is at.
    fn end(&mut self, column: u16, end: Option<&Exact>, far: i64) -> Done {
        match end {
            Some(end) => {
                let format = self.pen.style.of(Look::Value);
                self.pen.number(self.row, column, end, &format)
            }
            None => {
                let format = self.pen.style.open(Look::Value);
                self.pen.number(self.row, column, &Exact::from(far), &format)
            }
        }
    }

    fn choice_keys(&mut self, table: &Table, keys: &[Option<u16>]) -> Done {
        for (column, (key, place)) in (0u16..).zip(table.keys.iter().zip(keys)) {
            let text = match (key, place) {
                (_, None) => ANY,
                (Key::Choice(domain), Some(at)) => choices(self.ground.questionnaire(), *domain)
                    .get(usize::from(*at))
                    .map_or("", String::as_str),
                (_, Some(0)) => "no",
                (_, Some(_)) => "yes",
            };
            self.pen.text(self.row, key_column(column), text, Look::Value)?;
        }
        Ok(())
    }

    fn row_value(&mut self, table: &Table, row: &Row) -> Done {
        self.worth(table, &row.is)?;
        self.pen.text(self.row, SOURCE, origin(&row.origin), Look::Note)?;
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// A value, to be changed; or the parameter that keeps it dated.
    fn worth(&mut self, table: &Table, worth: &Worth) -> Done {
        match worth {
            Worth::Amount(amount) => {
                let shown = Shown::Number(amount.value.clone());
                let format = self.pen.style.counted(Look::Input, &table.value, &shown);
                let format = if amount.percent { self.pen.style.share(Look::Input) } else { format };
                self.pen.number(self.row, IS, &amount.value, &format)
            }
            Worth::Parameter(parameter) => {
                let named = &self.ground.scheme.parameters[*parameter];
                match self.parameters {
                    Some(all) => {
                        let shown = all.get(parameter.index()).cloned().unwrap_or(Shown::Missing);
                        let format = self.pen.style.counted(Look::Value, &table.value, &shown);
                        self.pen.formula(self.row, IS, &name("param", &named.id), &shown, &format)?;
                    }
                    None => self.pen.text(self.row, IS, &named.id, Look::Value)?,
                }
                let place = i64::try_from(parameter.index()).unwrap_or(0).saturating_add(1);
                let format = self.pen.style.of(Look::Part);
                self.pen.number(self.row, PARAMETER, &Exact::from(place), &format)
            }
        }
    }

    /// What each answer scores.
    fn questions(&mut self) -> Done {
        for (_, question) in self.ground.questionnaire().questions.handles() {
            let what = format!("points of: {}", words(self.ground, &question.text));
            self.heading(&question.id, &what)?;
            let first = self.row.saturating_add(1);
            match &question.kind {
                QuestionKind::One { statements, .. } | QuestionKind::Many { statements, .. } => {
                    self.head(["statement", "what it says", "", "", "points", "", "", "source"])?;
                    for statement in statements {
                        self.pen.text(self.row, 0, &statement.id, Look::Value)?;
                        let says = words(self.ground, &statement.text).to_owned();
                        self.says(&says)?;
                        self.points(&statement.points)?;
                        self.pen.text(self.row, SOURCE, origin(&statement.origin), Look::Note)?;
                        self.row = self.row.saturating_add(1);
                    }
                    self.range(name("statements", &question.id), 0, first);
                    self.range(name("saying", &question.id), 1, first);
                    self.range(name("scores", &question.id), IS, first);
                }
                QuestionKind::Number { points_each, .. } => {
                    self.pen.text(self.row, 0, "points of one", Look::Value)?;
                    self.points(points_each)?;
                    self.cell(name("each", &question.id), IS);
                    self.row = self.row.saturating_add(1);
                }
                QuestionKind::Scale { .. } | QuestionKind::Broken => {
                    self.pen.text(self.row, 0, "the number is the points", Look::Note)?;
                    self.row = self.row.saturating_add(1);
                }
            }
            if let Some(points) = &question.unanswered {
                self.pen.text(self.row, 0, "without an answer", Look::Note)?;
                self.points(points)?;
                self.cell(name("noanswer", &question.id), IS);
                self.row = self.row.saturating_add(1);
            }
            self.row = self.row.saturating_add(1);
        }
        Ok(())
    }

    /// What a choice says, over the columns up to the values.
    fn says(&mut self, text: &str) -> Done {
        let format = self.pen.style.words(Look::Value);
        self.pen.across(self.row, (1, IS.saturating_sub(1)), text, &format)
    }

    fn points(&mut self, points: &Exact) -> Done {
        let format = self.pen.style.number(Look::Input);
        self.pen.number(self.row, IS, points, &format)
    }

    /// What the facts that are choices may be.
    fn facts(&mut self) -> Done {
        for (_, fact) in self.ground.questionnaire().facts.handles() {
            let FactKind::Choice { choices, .. } = &fact.kind else { continue };
            let what = format!("choices of: {}", words(self.ground, &fact.text));
            self.heading(&fact.id, &what)?;
            let first = self.row;
            for choice in choices {
                self.pen.text(self.row, 0, &choice.id, Look::Value)?;
                let says = words(self.ground, &choice.text).to_owned();
                self.says(&says)?;
                self.row = self.row.saturating_add(1);
            }
            self.range(name("choices", &fact.id), 0, first);
            self.range(name("meaning", &fact.id), 1, first);
            self.row = self.row.saturating_add(1);
        }
        Ok(())
    }
}

/// The column of a key: the first four stand before the value, further ones behind everything.
fn key_column(at: u16) -> u16 {
    if at < IS { at } else { at.saturating_add(SOURCE).saturating_sub(3) }
}
