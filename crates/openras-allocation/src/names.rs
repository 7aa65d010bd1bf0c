//! What the names in a scheme's formulas stand for.

use std::collections::{BTreeSet, HashMap};

use openras_core::{Arena, Code, Exact, Handle, Period, Unit, nearest};
use openras_formula::{
    Decimals, DomainId, Fault, Found, Input, InputId, Key, Names, QuestionFunction, Refusal, TableId,
    TableSignature, Type, Word,
};
use openras_questionnaire::{NameKind, Namespace, Question, Questionnaire, fact_type};

use crate::model::{InputKind, Parameter, Step, Year};
use crate::table::{Rows, Table};

/// What a formula may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// Everything, steps above included.
    Step,
    /// Facts, answers, points and parameters: neither steps nor tables.
    Condition,
}

/// A step that has been declared: its unit, and its decimals once its formula has been read.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) id: String,
    pub(crate) unit: Option<Unit>,
    pub(crate) decimals: Decimals,
    pub(crate) handle: Option<Handle<Step>>,
}

/// The names of a scheme while it is being read.
pub(crate) struct SchemeNames<'a> {
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) namespace: &'a Namespace,
    pub(crate) parameters: &'a Arena<Parameter>,
    /// Parameters, tables and facts that are declared but broken: what follows from that is silent.
    pub(crate) broken: &'a BTreeSet<String>,
    pub(crate) tables: &'a Arena<Table>,
    /// Tables whose gap is reported already.
    pub(crate) gap_reported: BTreeSet<String>,
    pub(crate) steps: Vec<Declared>,
    /// How many steps stand above the formula that is being read.
    pub(crate) above: usize,
    pub(crate) allowed: Allowed,
    pub(crate) year: Option<&'a Year>,
    pub(crate) inputs: Vec<InputKind>,
    pub(crate) known: HashMap<InputKind, InputId>,
}

impl SchemeNames<'_> {
    pub(crate) fn input(&mut self, kind: InputKind, ty: Type, decimals: Decimals) -> Input {
        let next = InputId(u32::try_from(self.inputs.len()).unwrap_or(u32::MAX));
        let id = *self.known.entry(kind.clone()).or_insert(next);
        if id == next {
            self.inputs.push(kind);
        }
        Input { id, ty, decimals }
    }

    fn step_named(&mut self, name: &str) -> Found<Input> {
        let Some(at) = self.steps.iter().position(|step| step.id == name) else {
            return Found::Poisoned;
        };
        if self.allowed == Allowed::Condition {
            let refusal = Refusal::new(
                Code::StepOrder,
                format!("`{name}` is a step, and no step is worked out yet here"),
            );
            return Found::Refused(refusal.help("use facts, answers, points and parameters"));
        }
        if at >= self.above {
            let message = format!("`{name}` is not worked out yet: a step may use only steps above it");
            return Found::Refused(
                Refusal::new(Code::StepOrder, message).help(format!("move `{name}` above this step")),
            );
        }
        match self.steps.get(at) {
            Some(Declared { unit: Some(unit), decimals, handle: Some(handle), .. }) => {
                let (handle, unit, decimals) = (*handle, unit.clone(), *decimals);
                Found::Known(self.input(InputKind::Step(handle), Type::Number(unit), decimals))
            }
            _ => Found::Poisoned,
        }
    }
}

/// The domain of a question's statements: those of the facts come first.
pub(crate) fn question_domain(questionnaire: &Questionnaire, question: Handle<Question>) -> DomainId {
    let at = questionnaire.facts.len().saturating_add(question.index());
    DomainId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The ids of a domain's choices: the domains of facts come first, then those of questions.
pub fn choices(questionnaire: &Questionnaire, domain: DomainId) -> &[String] {
    let at = usize::try_from(domain.0).unwrap_or(usize::MAX);
    match at.checked_sub(questionnaire.facts.len()) {
        None => questionnaire
            .facts
            .handle(at)
            .and_then(|fact| questionnaire.facts[fact].choice_ids())
            .map_or(&[], |ids| ids),
        Some(at) => questionnaire
            .questions
            .handle(at)
            .and_then(|question| questionnaire.questions[question].statement_ids())
            .map_or(&[], |ids| ids),
    }
}

impl Names for SchemeNames<'_> {
    fn name(&mut self, name: &str) -> Found<Input> {
        let year = |period: Period| Type::Number(Unit::period(period).over(&Unit::period(Period::Year)));
        let in_year = match name {
            "weeks_in_year" => Some(Period::Week),
            "months_in_year" => Some(Period::Month),
            "days_in_year" => Some(Period::Day),
            _ => None,
        };
        if let Some(period) = in_year {
            return match self.year {
                Some(counts) => {
                    let decimals = counts.count(period).decimals().map_or(Decimals::Any, Decimals::AtMost);
                    Found::Known(self.input(InputKind::InYear(period), year(period), decimals))
                }
                None => Found::Poisoned,
            };
        }
        if name == "on" {
            return Found::Known(self.input(InputKind::On, Type::Date, Decimals::Any));
        }
        if self.broken.contains(name) {
            return Found::Poisoned;
        }
        let wrong = |what: &str, help: String| {
            Found::Refused(
                Refusal::new(Code::TypeMismatch, format!("`{name}` is {what}, not a value")).help(help),
            )
        };
        match self.namespace.kind(name) {
            Some(NameKind::Fact) => match self.questionnaire.fact(name) {
                Some(fact) => match fact_type(self.questionnaire, fact) {
                    (Type::Unknown, _) => Found::Poisoned,
                    (ty, decimals) => Found::Known(self.input(InputKind::Fact(fact), ty, decimals)),
                },
                None => Found::Poisoned,
            },
            Some(NameKind::Parameter) => match self.parameters.find(|parameter| parameter.id == name) {
                Some(handle) => {
                    let parameter = &self.parameters[handle];
                    let decimals = parameter.decimals();
                    Found::Known(self.input(
                        InputKind::Parameter(handle),
                        Type::Number(parameter.unit.clone()),
                        decimals,
                    ))
                }
                None => Found::Poisoned,
            },
            Some(NameKind::Step) => self.step_named(name),
            Some(NameKind::Question) => {
                wrong("a question", format!("write points({name}) or answer({name})"))
            }
            Some(NameKind::Section) => wrong("a section", format!("write points({name})")),
            Some(NameKind::Table) => wrong("a table", format!("write {name}(key)")),
            None if self.namespace.may_be(&[NameKind::Fact, NameKind::Parameter, NameKind::Step]) => {
                Found::Unnamed
            }
            Some(NameKind::Stream) | None => Found::Unknown,
        }
    }

    fn question(
        &mut self,
        function: QuestionFunction,
        names: &[Word<'_>],
        statement: Option<&Word<'_>>,
    ) -> Result<Found<Input>, Vec<Fault>> {
        self.asked(function, names, statement).map(Found::Known)
    }

    fn table(&mut self, name: &str) -> Found<TableSignature> {
        match self.namespace.kind(name) {
            Some(NameKind::Table) => {}
            None if self.namespace.may_be(&[NameKind::Table]) => return Found::Unnamed,
            _ => return Found::Unknown,
        }
        if self.allowed == Allowed::Condition {
            let refusal = Refusal::new(
                Code::TypeMismatch,
                format!("`{name}` is a table, and conditions here use none"),
            );
            return Found::Refused(refusal.help("use facts, answers, points and parameters"));
        }
        match self.tables.find(|table| table.id == name) {
            Some(handle) => {
                let table = &self.tables[handle];
                Found::Known(TableSignature {
                    id: TableId(u32::try_from(handle.index()).unwrap_or(u32::MAX)),
                    keys: table.keys.clone(),
                    value: table.value.clone(),
                    decimals: table.decimals,
                })
            }
            None => Found::Poisoned,
        }
    }

    fn table_key(&mut self, table: TableId, _: usize, decimals: Decimals) -> Result<(), Refusal> {
        let Some(handle) = usize::try_from(table.0).ok().and_then(|at| self.tables.handle(at)) else {
            return Ok(());
        };
        let table = &self.tables[handle];
        let Rows::Band(bands) = &table.rows else {
            return Ok(());
        };
        if self.gap_reported.contains(&table.id) {
            return Ok(());
        }
        match crate::decimals::gap(bands, decimals) {
            None => Ok(()),
            Some((to, from)) => {
                let finest = match decimals {
                    Decimals::Any => "any number of decimals".to_owned(),
                    Decimals::AtMost(1) => "1 decimal".to_owned(),
                    Decimals::AtMost(most) => format!("{most} decimals"),
                };
                let message =
                    format!("`{}` has a gap from {to} to {from} for a key that can have {finest}", table.id);
                Err(Refusal::new(Code::Gap, message)
                    .help("round the key, make the bands touch, or use lookup = \"floor\""))
            }
        }
    }

    fn choices(&self, domain: DomainId) -> &[String] {
        choices(self.questionnaire, domain)
    }

    fn domain_is_question(&self, domain: DomainId) -> bool {
        usize::try_from(domain.0).is_ok_and(|at| at >= self.questionnaire.facts.len())
    }

    fn advice(&self) -> Option<&str> {
        Some("name a fact, a parameter or a step above, or add one")
    }

    fn suggest(&self, name: &str) -> Option<String> {
        let built_in = ["weeks_in_year", "months_in_year", "days_in_year", "on"];
        nearest(name, self.namespace.names().chain(built_in)).map(str::to_owned)
    }

    fn per(&self, from: Period, to: Period) -> Option<Exact> {
        // A year that is broken is told where it stands, and its scheme is never worked out.
        self.year.map_or(Some(Exact::ONE), |year| year.count(from).checked_div(&year.count(to)))
    }
}

impl Parameter {
    /// The most decimals of its values.
    pub fn decimals(&self) -> Decimals {
        let most = self.values.iter().map(|value| value.is.decimals).max();
        Decimals::AtMost(most.unwrap_or(0))
    }
}

/// Whether a key is a choice of this domain's ids, for callers that read rows.
pub(crate) fn key_choices<'q>(questionnaire: &'q Questionnaire, key: &Key) -> Option<&'q [String]> {
    match key {
        Key::Choice(domain) => Some(choices(questionnaire, *domain)),
        _ => None,
    }
}
