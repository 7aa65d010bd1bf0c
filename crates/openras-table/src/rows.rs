//! A batch of rows as columns.

use std::borrow::Cow;
use std::collections::BTreeMap;

use openras_allocation::columns::{ColumnError, On, People};
use openras_core::document::DayIn;
use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};
use openras_questionnaire::Assessment;

use crate::column::Column;
use crate::given;
use crate::layout::Role;
use crate::results::Results;
use crate::table::Table;
use crate::texts::Texts;

/// One row of a table: its bytes, and where each cell begins and ends in them.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// Where each cell begins and ends.
    pub cells: &'a [(usize, usize)],
}

impl<'a> Record<'a> {
    /// The bytes of a cell: none is an empty one.
    #[inline]
    pub fn cell(&self, at: usize) -> &'a [u8] {
        self.cells.get(at).and_then(|(start, end)| self.bytes.get(*start..*end)).unwrap_or_default()
    }
}

/// A batch of rows.
#[derive(Clone, Debug)]
pub struct Rows<'t> {
    table: &'t Table,
    count: usize,
    /// One for each column of a fact or question, with its place in the table.
    columns: Vec<(usize, Role, Column)>,
    days: Vec<Option<Day>>,
    last_day: (Vec<u8>, Option<Day>),
    person: Option<usize>,
    on: Option<usize>,
    streams: Vec<usize>,
    texts: Vec<(usize, Texts)>,
    whole: BTreeMap<usize, Assessment>,
    refused: BTreeMap<usize, Vec<String>>,
    other_days: Vec<(usize, Day)>,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(table: &'t Table) -> Rows<'t> {
        let layout = table.layout();
        let roles = || layout.roles().iter().copied().enumerate();
        let find = |wanted: Role| roles().find(|(_, role)| *role == wanted).map(|(at, _)| at);
        let columns = roles().filter_map(|(at, role)| match role {
            Role::Fact(fact) => Some((at, role, Column::of_fact(&table.questionnaire().facts[fact]))),
            Role::Answer(question) => {
                Some((at, role, Column::of_question(&table.questionnaire().questions[question])))
            }
            _ => None,
        });
        let through =
            find(Role::Person).into_iter().chain(find(Role::Group)).chain(layout.kept().iter().copied());
        Rows {
            table,
            count: 0,
            columns: columns.collect(),
            days: Vec::new(),
            last_day: (Vec::new(), None),
            person: find(Role::Person),
            on: find(Role::On),
            streams: roles().filter(|(_, role)| matches!(role, Role::Stream(_))).map(|(at, _)| at).collect(),
            texts: through.map(|at| (at, Texts::default())).collect(),
            whole: BTreeMap::new(),
            refused: BTreeMap::new(),
            other_days: Vec::new(),
        }
    }

    /// Forgets all rows.
    pub fn clear(&mut self) {
        self.count = 0;
        self.columns.iter_mut().for_each(|(_, _, column)| column.clear());
        self.texts.iter_mut().for_each(|(_, texts)| texts.clear());
        self.days.clear();
        self.whole.clear();
        self.refused.clear();
        self.other_days.clear();
    }

    /// The table that they are rows of.
    pub fn table(&self) -> &'t Table {
        self.table
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a row.
    pub fn push(&mut self, record: &Record<'_>) {
        let mut fits = true;
        for (at, _, column) in &mut self.columns {
            fits &= column.push(record.cell(*at));
        }
        for (at, texts) in &mut self.texts {
            texts.push(record.cell(*at));
        }
        fits &= self.push_day(self.on.map_or(&[], |on| record.cell(on)));
        fits &= self.streams.iter().all(|at| record.cell(*at).is_empty());
        fits &= self.person.is_some_and(|at| !record.cell(at).is_empty());
        let row = self.count;
        self.count = row.saturating_add(1);
        if !fits {
            self.settle(row, &|at| String::from_utf8_lossy(record.cell(at)));
        }
    }

    /// Adds a row of texts.
    pub fn push_texts(&mut self, texts: &[String]) {
        let bytes = texts.concat();
        let mut start = 0usize;
        let cells = texts.iter().map(|text| {
            let from = start;
            start = start.saturating_add(text.len());
            (from, start)
        });
        let cells: Vec<(usize, usize)> = cells.collect();
        self.push(&Record { bytes: bytes.as_bytes(), cells: &cells });
    }

    /// Adds a row that cannot be read, for a reason that is an item of its `error`. What is passed through still is.
    pub fn push_refused(&mut self, record: &Record<'_>, item: String) {
        self.columns.iter_mut().for_each(|(_, _, column)| column.push_nothing());
        for (at, texts) in &mut self.texts {
            texts.push(String::from_utf8_lossy(record.cell(*at)).as_bytes());
        }
        self.days.push(None);
        self.refused.insert(self.count, vec![item]);
        self.whole.insert(self.count, Assessment::empty());
        self.count = self.count.saturating_add(1);
    }

    /// Adds `count` rows a column at a time: `fill` adds the cells of each column of a fact or question and marks the rows
    /// in which one does not fit; `day` gives the day of a row where its cell is known to be one; `text` gives the cell of a
    /// row and column in words, for what is passed through, for a day in words, and for rows that do not fit.
    pub fn push_columns<'a>(
        &mut self,
        count: usize,
        mut fill: impl FnMut(usize, &mut Column, &mut [bool]),
        day: impl Fn(usize) -> Option<Day>,
        text: impl Fn(usize, usize) -> Cow<'a, str>,
    ) {
        let first = self.count;
        let mut misfits = vec![false; count];
        for (at, _, column) in &mut self.columns {
            fill(*at, column, &mut misfits);
        }
        for (row, misfit) in misfits.into_iter().enumerate() {
            for (at, texts) in &mut self.texts {
                texts.push(text(row, *at).as_bytes());
            }
            let mut fits = !misfit;
            fits &= match self.on.map(|on| (on, day(row))) {
                Some((_, Some(day))) => self.push_read_day(Some(day)),
                Some((on, None)) => self.push_day(text(row, on).as_bytes()),
                None => self.push_day(&[]),
            };
            fits &= self.streams.iter().all(|at| text(row, *at).is_empty());
            fits &= self
                .texts
                .iter()
                .any(|(at, texts)| Some(*at) == self.person && !texts.get(self.count).is_empty());
            self.count = self.count.saturating_add(1);
            if !fits {
                self.settle(first.saturating_add(row), &|at| text(row, at));
            }
        }
    }

    /// Adds the day of a row; `false` where it is none, or not the one that was asked for.
    fn push_day(&mut self, cell: &[u8]) -> bool {
        let asked = self.table.on();
        if cell.is_empty() {
            self.days.push(asked);
            return true;
        }
        if cell != self.last_day.0 {
            self.last_day.0.clear();
            self.last_day.0.extend_from_slice(cell);
            self.last_day.1 = std::str::from_utf8(cell).ok().and_then(Day::parse);
        }
        self.push_read_day(self.last_day.1)
    }

    fn push_read_day(&mut self, day: Option<Day>) -> bool {
        self.days.push(day);
        match (self.table.on(), day) {
            (Some(asked), Some(day)) if asked != day => {
                self.other_days.push((self.count, day));
                true
            }
            _ => day.is_some(),
        }
    }

    /// The rows that have another day than the one that was asked for.
    pub fn other_days(&self) -> &[(usize, Day)] {
        &self.other_days
    }

    /// Has a row worked out one by one: its cells are read as the values of an assessment are.
    fn settle<'a>(&mut self, row: usize, cell: &dyn Fn(usize) -> Cow<'a, str>) {
        let (assessment, own) = self.assessment(row, cell);
        if own.is_empty() {
            self.whole.insert(row, assessment);
            return;
        }
        let bad_day = self.days.get(row).copied().flatten().is_none();
        let (scheme, questionnaire) = (self.table.scheme(), self.table.questionnaire());
        let mut found = own;
        // A day that is bad is told already: it is not missing as well.
        let also = scheme.check_assessment(questionnaire, &assessment);
        let told = found.iter().any(|problem| problem.about.as_deref() == Some("on"));
        let missing =
            |problem: &Diagnostic| problem.code == Code::MissingKey && problem.about.as_deref() == Some("on");
        found.extend(also.iter().filter(|problem| !(bad_day && told && missing(problem))).cloned());
        self.refused.insert(row, found.items());
        self.whole.insert(row, Assessment::empty());
    }

    /// The assessment of a row from its cells, and what they lack that an assessment of a table must have.
    fn assessment<'a>(&self, row: usize, cell: &dyn Fn(usize) -> Cow<'a, str>) -> (Assessment, Diagnostics) {
        let table = self.table;
        let (scheme, questionnaire) = (table.scheme(), table.questionnaire());
        let mut own = Diagnostics::new();
        let mut assessment = Assessment::empty();
        assessment.person = self.person.map(cell).filter(|person| !person.is_empty()).map(Cow::into_owned);
        if assessment.person.is_none() {
            let problem = Diagnostic::new(Code::MissingKey, Path::root(), "the row has no `person`");
            own.push(problem.about("person"));
        }
        assessment.on = self.days.get(row).copied().flatten().map(DayIn::from);
        if let Some(text) = self.on.map(cell).filter(|text| !text.is_empty() && assessment.on.is_none()) {
            let message = format!("`{text}` is not a day");
            own.push(Diagnostic::new(Code::WrongType, Path::root().key("on"), message).about("on"));
        }
        for (at, role, _) in &self.columns {
            let text = cell(*at);
            match role {
                _ if text.is_empty() => {}
                Role::Fact(fact) => {
                    let fact = &questionnaire.facts[*fact];
                    assessment.facts.insert(fact.id.clone(), given::of_fact(fact, &text));
                }
                Role::Answer(question) => {
                    let question = &questionnaire.questions[*question];
                    assessment.answers.insert(question.id.clone(), given::of_answer(question, &text));
                }
                _ => {}
            }
        }
        for at in &self.streams {
            let text = cell(*at);
            let Some(Role::Stream(stream)) = table.layout().roles().get(*at).filter(|_| !text.is_empty())
            else {
                continue;
            };
            let id = &scheme.streams[*stream].id;
            match given::of_stream(&text) {
                Some(award) => drop(assessment.streams.insert(id.clone(), award)),
                None => {
                    let path = Path::root().key("streams").key(id.clone());
                    let message = format!("`{text}` is not an amount");
                    own.push(Diagnostic::new(Code::WrongType, path, message).about(id.clone()));
                }
            }
        }
        (assessment, own)
    }

    /// The rows as the engine takes them.
    ///
    /// # Errors
    /// Only where a column was not filled as long as the others.
    pub fn people(&self) -> Result<People<'_>, ColumnError> {
        let same = self.days.first().copied().flatten();
        let on = match same {
            Some(day) if self.days.iter().all(|other| *other == same) => On::Same(day),
            _ => On::Each(&self.days),
        };
        let mut people = People::new(self.table.questionnaire(), self.count, on)?;
        for (_, role, column) in &self.columns {
            match role {
                Role::Fact(fact) => people.fact(*fact, column.cells())?,
                Role::Answer(question) => people.answer(*question, column.cells())?,
                _ => {}
            }
        }
        for (row, assessment) in &self.whole {
            people.instead(*row, assessment.clone());
        }
        Ok(people)
    }

    /// Works everybody out.
    ///
    /// # Errors
    /// Only where a column was not filled as long as the others.
    pub fn work(&self) -> Result<Results<'_>, ColumnError> {
        let people = self.people()?;
        let worked = self.table.columns().work(&people);
        Ok(Results::new(self, worked))
    }

    /// The assessment of a row, with its person; nothing where the row cannot be read.
    ///
    /// # Errors
    /// As [`Rows::people`].
    pub fn assessment_of(&self, people: &People<'_>, row: usize) -> Option<Assessment> {
        let person = self.text(Role::Person).map(|texts| texts.text(row).into_owned());
        let readable = !self.refused.contains_key(&row);
        readable.then(|| Assessment { person, ..people.assessment(row) })
    }

    /// The items of a row that cannot be read.
    pub(crate) fn refused(&self) -> &BTreeMap<usize, Vec<String>> {
        &self.refused
    }

    /// The texts of the column of persons or of groups.
    pub fn text(&self, role: Role) -> Option<&Texts> {
        let at = self.table.layout().roles().iter().position(|own| *own == role)?;
        self.through(at)
    }

    /// The texts of a column that is passed through.
    pub fn through(&self, at: usize) -> Option<&Texts> {
        self.texts.iter().find(|(own, _)| *own == at).map(|(_, texts)| texts)
    }
}
