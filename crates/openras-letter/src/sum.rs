//! The sum of a step in words, the reasons for it, and what tables said.

use openras_allocation::{
    Allocation, Asked, Because, Hit, InputKind, Near, Row, Rows, Step, Table, TableUsed, Worth,
};
use openras_core::{Exact, Handle, Period, Rounding, Unit};
use openras_formula::{Comparison, DomainId, Expr, InputId, Key, Node, Side, Sign, TableId, Type, Value};
use openras_questionnaire::{Answer, Asked as IsAsked, FactKind, FactValue, Points, Question, QuestionKind};

use crate::phrase::Phrase;
use crate::speaker::{Place, Speaker};

/// Between the items of a list.
const BETWEEN: &str = "; ";

/// Puts the sums of one allocation into words.
pub(crate) struct Sums<'a> {
    pub(crate) say: &'a Speaker,
    pub(crate) allocation: &'a Allocation,
    /// The lookups of the formula that is put into words.
    tables: &'a [TableUsed],
    /// The step whose formula it is.
    step: Option<Handle<Step>>,
}

/// How tightly a phrase holds together; what holds less than its surroundings ask for stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Phrase,
    Sum,
    Product,
    Power,
    Whole,
}

impl<'a> Sums<'a> {
    pub(crate) fn new(
        say: &'a Speaker,
        allocation: &'a Allocation,
        tables: &'a [TableUsed],
        step: Option<Handle<Step>>,
    ) -> Sums<'a> {
        Sums { say, allocation, tables, step }
    }

    /// The sum without the roundings of its whole result, and these in the order in which they are done.
    pub(crate) fn sum(&self, formula: &Expr) -> (Phrase, Vec<Phrase>) {
        let mut inner = formula;
        let mut roundings = Vec::new();
        while let Some((how, half, value)) = self.rounding(inner) {
            let sentence = self.say.with("round-sentence", &[("how", (&how).into())]);
            roundings.push(match half {
                Some(half) => Phrase::join(&[sentence, self.say.say(half)], " "),
                None => sentence,
            });
            inner = value;
        }
        roundings.reverse();
        (self.print(inner).0, roundings)
    }

    /// A condition that decided something, as it was.
    pub(crate) fn reason(say: &'a Speaker, allocation: &'a Allocation, because: &'a Because) -> Phrase {
        let sums = Sums::new(say, allocation, &because.tables, None);
        sums.condition(&because.condition, because.holds)
    }

    /// Several reasons as one line.
    pub(crate) fn reasons(say: &'a Speaker, allocation: &'a Allocation, because: &'a [Because]) -> Phrase {
        let mut once: Vec<Phrase> = Vec::new();
        for one in because {
            let reason = Sums::reason(say, allocation, one);
            if !once.contains(&reason) {
                once.push(reason);
            }
        }
        Phrase::join(&once, BETWEEN)
    }

    fn with(&self, id: &str, places: &[(&str, &Phrase)]) -> Phrase {
        let places: Vec<(&str, Place<'_>)> = places.iter().map(|(name, words)| (*name, (*words).into())).collect();
        self.say.with(id, &places)
    }

    fn print(&self, expr: &Expr) -> (Phrase, Hold) {
        match &expr.node {
            Node::Literal(amount) => {
                let unit = unit_of(expr);
                (bracketed(self.say.amount(amount, &unit)), Hold::Whole)
            }
            Node::Input(id) => (self.input(*id), Hold::Whole),
            Node::Choice(place) => match expr.ty {
                Type::Choice(domain) => (self.choice(domain, *place), Hold::Whole),
                _ => (Phrase::default(), Hold::Whole),
            },
            Node::Number(part) | Node::Recode(part, _) => self.print(part),
            Node::Lookup { table, .. } => (self.lookup(*table, expr), Hold::Whole),
            Node::Negate(part) => (signed("−", &self.at_least(part, Hold::Power)), Hold::Sum),
            Node::Add(terms) => (self.added(terms.iter().map(|(sign, term)| (*sign, term))), Hold::Sum),
            Node::Sum(terms) => (self.added(terms.iter().map(|term| (Sign::Plus, term))), Hold::Sum),
            Node::Multiply(factors) => (self.multiplied(factors), Hold::Product),
            Node::Power(base, exponent) => {
                let base = self.at_least(base, Hold::Whole);
                let exponent = Phrase::plain(&exponent.to_string());
                (Phrase::join(&[base, exponent], " ^ "), Hold::Power)
            }
            Node::Min(parts) => self.extreme(parts, "sum-smallest"),
            Node::Max(parts) => self.extreme(parts, "sum-largest"),
            Node::Per { to, from, factor, value } => self.per(*from, *to, factor, value),
            Node::Round { .. } | Node::RoundTo { .. } => match self.rounding(expr) {
                Some((how, _, value)) => {
                    let value = self.at_least(value, Hold::Whole);
                    (self.with("sum-rounded", &[("value", &value), ("how", &how)]), Hold::Phrase)
                }
                None => (Phrase::default(), Hold::Phrase),
            },
            // A decided formula has no `if`, and conditions are told one by one.
            Node::If(_, otherwise) => self.print(otherwise),
            Node::Compare(..) | Node::In(..) | Node::And(_) | Node::Or(_) | Node::Not(_) => {
                (self.condition(expr, true), Hold::Phrase)
            }
        }
    }

    fn at_least(&self, expr: &Expr, hold: Hold) -> Phrase {
        match self.print(expr) {
            (text, own) if own >= hold => text,
            (text, _) => Phrase::join(&[Phrase::plain("("), text, Phrase::plain(")")], ""),
        }
    }

    fn added<'e>(&self, terms: impl Iterator<Item = (Sign, &'e Expr)>) -> Phrase {
        terms.enumerate().fold(Phrase::default(), |text, (at, (sign, term))| match (at, sign) {
            (0, _) => self.at_least(term, Hold::Sum),
            (_, Sign::Plus) => Phrase::join(&[text, self.at_least(term, Hold::Product)], " + "),
            (_, Sign::Minus) => Phrase::join(&[text, self.at_least(term, Hold::Product)], " − "),
        })
    }

    fn multiplied(&self, factors: &[(Side, Expr)]) -> Phrase {
        factors.iter().enumerate().fold(Phrase::default(), |text, (at, (side, factor))| match (at, side) {
            (0, _) => self.at_least(factor, Hold::Product),
            (_, Side::Above) => Phrase::join(&[text, self.at_least(factor, Hold::Power)], " × "),
            (_, Side::Below) => Phrase::join(&[text, self.at_least(factor, Hold::Power)], " ÷ "),
        })
    }

    fn extreme(&self, parts: &[Expr], id: &str) -> (Phrase, Hold) {
        match parts {
            [only] => self.print(only),
            _ => (self.with(id, &[("list", &self.list(parts))]), Hold::Phrase),
        }
    }

    fn list(&self, parts: &[Expr]) -> Phrase {
        let parts: Vec<Phrase> = parts.iter().map(|part| self.at_least(part, Hold::Sum)).collect();
        Phrase::join(&parts, BETWEEN)
    }

    fn per(&self, from: Period, to: Period, factor: &Exact, value: &Expr) -> (Phrase, Hold) {
        if from == to {
            return self.print(value);
        }
        let inverse = Exact::ONE.checked_div(factor);
        let how = match (factor.decimals(), inverse, factor.parts()) {
            (Some(_), _, _) => format!("× {factor}"),
            (None, Some(inverse), _) if inverse.decimals().is_some() => format!("÷ {inverse}"),
            (None, _, Some((above, below))) => format!("× {above} ÷ {below}"),
            (None, _, None) => format!("× {factor}"),
        };
        let id = match to {
            Period::Day => "sum-daily",
            Period::Week => "sum-weekly",
            Period::Month => "sum-monthly",
            Period::Year => "sum-yearly",
        };
        let value = self.at_least(value, Hold::Product);
        (self.with(id, &[("value", &value), ("how", &Phrase::plain(&how))]), Hold::Phrase)
    }

    /// Where it rounds: how, where halves go, and what is rounded.
    fn rounding<'e>(&self, expr: &'e Expr) -> Option<(Phrase, Option<&'static str>, &'e Expr)> {
        let (how, value) = match &expr.node {
            Node::Round { how, value, .. } | Node::RoundTo { how, value, .. } => (*how, value),
            _ => return None,
        };
        let way = match how {
            Rounding::Down => "down",
            Rounding::Up => "up",
            _ => "nearest",
        };
        let half = match how {
            Rounding::Down | Rounding::Up => None,
            Rounding::HalfEven => Some("round-half-even"),
            _ => Some("round-half-away"),
        };
        let words = match &expr.node {
            Node::RoundTo { multiple, .. } => {
                let step = match &multiple.node {
                    Node::Literal(amount) => self.say.quantity(&amount.value, &unit_of(value)),
                    _ => self.at_least(multiple, Hold::Sum),
                };
                self.with(&format!("round-{way}-to"), &[("step", &step)])
            }
            Node::Round { places, .. } => self.to_places(way, *places, &unit_of(value)),
            _ => return None,
        };
        Some((words, half, value))
    }

    fn to_places(&self, way: &str, places: i32, unit: &Unit) -> Phrase {
        let own = format!("round-{way}-{}-{places}", unit.currency().unwrap_or("none"));
        match usize::try_from(places) {
            _ if self.say.has(&own) => self.say.say(&own),
            Ok(count) => self.say.with(&format!("round-{way}-places"), &[("places", count.into())]),
            Err(_) => {
                let step = Exact::from(10).pow(places.unsigned_abs());
                self.with(&format!("round-{way}-to"), &[("step", &self.say.quantity(&step, unit))])
            }
        }
    }

    fn lookup(&self, table: TableId, expr: &Expr) -> Phrase {
        let Some(used) = self.tables.iter().find(|used| used.span == expr.span) else {
            return Phrase::default();
        };
        let _ = table;
        let value = self.table_value(used);
        let name = self.table_name(&self.allocation.scheme().tables[used.table]);
        self.with("sum-table", &[("value", &value), ("name", &name)])
    }

    fn table_name(&self, table: &Table) -> Phrase {
        self.say.quoted(&self.say.named(&table.text, &table.id))
    }

    fn table_value(&self, used: &TableUsed) -> Phrase {
        let table = &self.allocation.scheme().tables[used.table];
        let worth = match table.find(&used.keys) {
            Hit::Row(row) => Some(&row.is),
            Hit::Beyond(worth) => Some(worth),
            _ => None,
        };
        match worth {
            Some(worth) => self.worth(table, worth),
            None => self.say.quantity(&used.value, &table.value),
        }
    }

    fn worth(&self, table: &Table, worth: &Worth) -> Phrase {
        let scheme = self.allocation.scheme();
        let amount = match worth {
            Worth::Amount(amount) => Some(amount),
            Worth::Parameter(id) => scheme.parameters[*id].on(self.allocation.on()).map(|dated| &dated.is),
        };
        amount.map_or_else(Phrase::default, |amount| self.say.amount(amount, &table.value))
    }

    /// What a table said, and which of its rows.
    pub(crate) fn told_table(&self, used: &TableUsed) -> Phrase {
        let table = &self.allocation.scheme().tables[used.table];
        let keys: Vec<Phrase> =
            used.keys.iter().zip(&table.keys).map(|(value, key)| self.key(value, key)).collect();
        let says = self.with(
            "table-says",
            &[
                ("name", &self.table_name(table)),
                ("key", &Phrase::join(&keys, ", ")),
                ("value", &self.table_value(used)),
            ],
        );
        match self.row(table, used) {
            Some(row) => Phrase::join(&[says, row], " "),
            None => says,
        }
    }

    fn key(&self, value: &Value, key: &Key) -> Phrase {
        match (value, key) {
            (Value::Number(number), Key::Number(unit)) => self.say.quantity(number, unit),
            (Value::Choice(at), Key::Choice(domain)) => self.choice(*domain, *at),
            (Value::Condition(yes), _) => self.yes_no(*yes),
            (Value::Date(day), _) => self.say.day(*day),
            (Value::Number(number), _) => Phrase::plain(&number.to_string()),
            (Value::Choice(at), _) => self.yes_no(*at == 1),
        }
    }

    fn row(&self, table: &Table, used: &TableUsed) -> Option<Phrase> {
        let at = |number: &Exact| match table.keys.first() {
            Some(Key::Number(unit)) => self.say.quantity(number, unit),
            _ => Phrase::plain(&number.to_string()),
        };
        match (table.find(&used.keys), &table.rows) {
            (Hit::Beyond(_), _) => Some(self.say.say("table-row-beyond")),
            (Hit::Between(lower, upper), _) => {
                let (low, high) = (self.worth(table, &lower.row.is), self.worth(table, &upper.row.is));
                let ends = (at(&lower.at), at(&upper.at));
                let places = [("from", &ends.0), ("low", &low), ("to", &ends.1), ("high", &high)];
                Some(self.with("table-row-between", &places))
            }
            (Hit::Row(row), Rows::Band(bands)) => {
                let band = bands.iter().find(|band| same(&band.row, row))?;
                Some(match (&band.from, &band.to) {
                    (Some(from), Some(to)) => self.with("table-row", &[("from", &at(from)), ("to", &at(to))]),
                    (Some(from), None) => self.with("table-row-from", &[("from", &at(from))]),
                    (None, Some(to)) => self.with("table-row-up-to", &[("to", &at(to))]),
                    (None, None) => return None,
                })
            }
            (Hit::Row(row), Rows::At(near, rows)) => {
                let found = rows.iter().find(|other| same(&other.row, row))?;
                let words = at(&found.at);
                Some(match near {
                    Near::Floor => self.with("table-row-from", &[("from", &words)]),
                    Near::Ceiling => self.with("table-row-up-to", &[("to", &words)]),
                    Near::Nearest => self.with("table-row-nearest", &[("at", &words)]),
                    Near::Exact | Near::Linear => self.with("table-row-at", &[("at", &words)]),
                })
            }
            _ => None,
        }
    }

    fn input(&self, id: InputId) -> Phrase {
        let scheme = self.allocation.scheme();
        match scheme.input(id) {
            Some(InputKind::Fact(handle)) => {
                let fact = &self.allocation.questionnaire().facts[*handle];
                let value = self.fact_value(*handle);
                self.value_named(&value, &self.say.named(&fact.text, &fact.id))
            }
            Some(InputKind::Answer(handle)) => {
                let question = &self.allocation.questionnaire().questions[*handle];
                let value = self.answer(*handle);
                self.value_named(&value, &self.say.named(&question.text, &question.id))
            }
            Some(InputKind::Ticked(handle, at)) => {
                let question = &self.allocation.questionnaire().questions[*handle];
                let statement = question.statements().get(usize::from(*at));
                let words = statement.map(|one| self.say.named(&one.text, &one.id));
                self.say.quoted(&words.unwrap_or_default())
            }
            Some(InputKind::Points(asked)) => self.points(id, asked),
            Some(InputKind::MostPoints(asked)) => self.end(asked, Question::points_most, "sum-most"),
            Some(InputKind::LeastPoints(asked)) => self.end(asked, Question::points_least, "sum-least"),
            Some(InputKind::Parameter(handle)) => {
                let parameter = &scheme.parameters[*handle];
                let value = parameter.on(self.allocation.on()).map(|dated| self.say.amount(&dated.is, &parameter.unit));
                bracketed(value.unwrap_or_default())
            }
            Some(InputKind::Step(handle)) => self.step_value(*handle),
            Some(InputKind::InYear(period)) => {
                let unit = Unit::period(*period).over(&Unit::period(Period::Year));
                self.say.quantity(&scheme.year.count(*period), &unit)
            }
            Some(InputKind::On) => self.say.day(self.allocation.on()),
            None => Phrase::default(),
        }
    }

    fn value_named(&self, value: &Phrase, name: &Phrase) -> Phrase {
        self.with("sum-named", &[("value", value), ("name", &self.say.quoted(name))])
    }

    fn step_value(&self, handle: Handle<Step>) -> Phrase {
        let step = &self.allocation.scheme().steps[handle];
        let mut done = self.allocation.steps().iter().enumerate();
        match done.find(|(_, done)| done.step == handle) {
            Some((at, done)) => {
                let value = bracketed(self.say.quantity(&done.value, &step.unit));
                let number = Place::Count(at.saturating_add(1));
                self.say.with("sum-step", &[("value", (&value).into()), ("number", number)])
            }
            None => self.say.named(&step.text, &step.id),
        }
    }

    /// The points of some questions; a step above that is exactly them stands for them.
    fn points(&self, id: InputId, asked: &Asked) -> Phrase {
        let scheme = self.allocation.scheme();
        let own = self.step.map_or(usize::MAX, Handle::index);
        let above = self.allocation.steps().iter().find(|done| {
            let step = &scheme.steps[done.step];
            done.applied && done.step.index() < own && step.formula.expr.node == Node::Input(id)
        });
        match above {
            Some(done) => self.step_value(done.step),
            None => self.say.quantity(&self.total(asked), &Unit::point()),
        }
    }

    /// The points of these questions together.
    pub(crate) fn total(&self, asked: &Asked) -> Exact {
        asked.questions.iter().map(|question| known(self.allocation.sheet().points(*question))).sum()
    }

    fn end(&self, asked: &Asked, end: impl Fn(&Question) -> Exact, id: &str) -> Phrase {
        let sheet = self.allocation.sheet();
        let there = asked.questions.iter().filter(|question| sheet.asked(**question) != &IsAsked::No);
        let total: Exact = there.map(|question| end(&self.allocation.questionnaire().questions[*question])).sum();
        self.with(id, &[("value", &self.say.quantity(&total, &Unit::point()))])
    }

    /// What is known, in words.
    pub(crate) fn fact_value(&self, handle: Handle<openras_questionnaire::Fact>) -> Phrase {
        let fact = &self.allocation.questionnaire().facts[handle];
        match (self.allocation.sheet().fact(handle), &fact.kind) {
            (Some(FactValue::Number(value)), FactKind::Number { unit, .. }) => {
                bracketed(self.say.quantity(value, unit))
            }
            (Some(FactValue::Choice(at)), FactKind::Choice { choices, .. }) => choices
                .get(usize::from(*at))
                .map_or_else(Phrase::default, |choice| self.say.named(&choice.text, &choice.id)),
            (Some(FactValue::Date(day)), _) => self.say.day(*day),
            (Some(FactValue::YesNo(yes)), _) => self.yes_no(*yes),
            _ => self.say.say("not-known"),
        }
    }

    /// What was answered, in words.
    pub(crate) fn answer(&self, handle: Handle<Question>) -> Phrase {
        let question = &self.allocation.questionnaire().questions[handle];
        match (self.allocation.sheet().answer(handle), self.allocation.sheet().asked(handle)) {
            (Some(answer), _) => self.answered(question, answer),
            (None, IsAsked::No) => self.say.say("not-asked"),
            (None, _) => self.say.say("not-answered"),
        }
    }

    pub(crate) fn answered(&self, question: &Question, answer: &Answer) -> Phrase {
        let statement = |at: &u16| {
            let statement = question.statements().get(usize::from(*at));
            statement.map_or_else(Phrase::default, |one| self.say.named(&one.text, &one.id))
        };
        match (answer, &question.kind) {
            (Answer::One(at), _) => statement(at),
            (Answer::Between(low, high), _) => {
                self.with("answer-between", &[("low", &statement(low)), ("high", &statement(high))])
            }
            (Answer::Many(ticks), _) if ticks.is_empty() => self.say.say("nothing-ticked"),
            (Answer::Many(ticks), _) => Phrase::join(&ticks.iter().map(statement).collect::<Vec<_>>(), BETWEEN),
            (Answer::Number(number), QuestionKind::Number { unit, .. }) => self.say.quantity(number, unit),
            (Answer::Number(number), _) => self.say.points(number),
        }
    }

    fn choice(&self, domain: DomainId, at: u16) -> Phrase {
        let questionnaire = self.allocation.questionnaire();
        let place = usize::try_from(domain.0).unwrap_or(usize::MAX);
        let at = usize::from(at);
        let named = match place.checked_sub(questionnaire.facts.len()) {
            None => questionnaire.facts.handle(place).and_then(|fact| match &questionnaire.facts[fact].kind {
                FactKind::Choice { choices, .. } => {
                    choices.get(at).map(|choice| self.say.named(&choice.text, &choice.id))
                }
                _ => None,
            }),
            Some(place) => questionnaire
                .questions
                .handle(place)
                .and_then(|question| questionnaire.questions[question].statements().get(at))
                .map(|statement| self.say.named(&statement.text, &statement.id)),
        };
        self.say.quoted(&named.unwrap_or_default())
    }

    fn yes_no(&self, yes: bool) -> Phrase {
        self.say.say(if yes { "yes" } else { "no" })
    }

    fn condition(&self, expr: &Expr, holds: bool) -> Phrase {
        match &expr.node {
            Node::Not(part) => self.condition(part, !holds),
            Node::And(parts) | Node::Or(parts) => {
                let parts: Vec<Phrase> = parts.iter().map(|part| self.condition(part, holds)).collect();
                Phrase::join(&parts, BETWEEN)
            }
            Node::Compare(Comparison::Equal | Comparison::NotEqual, left, right) => {
                self.is(left, right).or_else(|| self.is(right, left)).unwrap_or_else(|| self.compared(expr, holds))
            }
            Node::In(value, list) => match list.first().and_then(|first| self.is(value, first)) {
                Some(is) => is,
                None => {
                    let id = if holds { "why-one-of" } else { "why-not-one-of" };
                    let left = self.at_least(value, Hold::Sum);
                    self.with(id, &[("left", &left), ("list", &self.list(list))])
                }
            },
            Node::Compare(..) => self.compared(expr, holds),
            Node::Input(id) => self.held(*id, holds),
            _ => self.print(expr).0,
        }
    }

    /// A fact that is so or not, a statement that is ticked or not.
    fn held(&self, id: InputId, holds: bool) -> Phrase {
        let questionnaire = self.allocation.questionnaire();
        match self.allocation.scheme().input(id) {
            Some(InputKind::Fact(handle)) => {
                let fact = &questionnaire.facts[*handle];
                let name = self.say.named(&fact.text, &fact.id);
                self.with("why-is", &[("name", &name), ("value", &self.yes_no(holds))])
            }
            Some(InputKind::Ticked(handle, _)) => {
                let question = &questionnaire.questions[*handle];
                let name = self.say.named(&question.text, &question.id);
                let id_said = if holds { "why-ticked" } else { "why-not-ticked" };
                self.with(id_said, &[("name", &name), ("statement", &self.input(id))])
            }
            _ => self.input(id),
        }
    }

    /// `Where the person lives: A home of their own`, where a fact or answer is held against a choice that is written.
    fn is(&self, value: &Expr, written: &Expr) -> Option<Phrase> {
        let (Node::Input(id), Node::Choice(_)) = (&value.node, &written.node) else {
            return None;
        };
        let questionnaire = self.allocation.questionnaire();
        let (name, value) = match self.allocation.scheme().input(*id)? {
            InputKind::Fact(handle) => {
                let fact = &questionnaire.facts[*handle];
                (self.say.named(&fact.text, &fact.id), self.fact_value(*handle))
            }
            InputKind::Answer(handle) => {
                let question = &questionnaire.questions[*handle];
                (self.say.named(&question.text, &question.id), self.answer(*handle))
            }
            _ => return None,
        };
        Some(self.with("why-is", &[("name", &name), ("value", &value)]))
    }

    fn compared(&self, expr: &Expr, holds: bool) -> Phrase {
        let Node::Compare(comparison, left, right) = &expr.node else {
            return self.print(expr).0;
        };
        let dates = left.ty == Type::Date;
        let id = match (comparison, holds, dates) {
            (Comparison::Equal, true, _) | (Comparison::NotEqual, false, _) => "why-same",
            (Comparison::Equal, false, _) | (Comparison::NotEqual, true, _) => "why-not-same",
            (Comparison::Less, true, false) | (Comparison::AtLeast, false, false) => "why-less",
            (Comparison::Less, false, false) | (Comparison::AtLeast, true, false) => "why-not-less",
            (Comparison::More, true, false) | (Comparison::AtMost, false, false) => "why-more",
            (Comparison::More, false, false) | (Comparison::AtMost, true, false) => "why-not-more",
            (Comparison::Less, true, true) | (Comparison::AtLeast, false, true) => "why-before",
            (Comparison::Less, false, true) | (Comparison::AtLeast, true, true) => "why-not-before",
            (Comparison::More, true, true) | (Comparison::AtMost, false, true) => "why-after",
            (Comparison::More, false, true) | (Comparison::AtMost, true, true) => "why-not-after",
        };
        let (left, right) = (self.side(left), self.side(right));
        self.with(id, &[("left", &left), ("right", &right)])
    }

    /// A side of a comparison; a number of the council tells its name too.
    fn side(&self, expr: &Expr) -> Phrase {
        let value = self.at_least(expr, Hold::Sum);
        match &expr.node {
            Node::Input(id) => match self.allocation.scheme().input(*id) {
                Some(InputKind::Parameter(handle)) => {
                    let parameter = &self.allocation.scheme().parameters[*handle];
                    self.value_named(&value, &self.say.named(&parameter.text, &parameter.id))
                }
                _ => value,
            },
            _ => value,
        }
    }
}

/// The points that count; nothing where there are none.
pub(crate) fn known(points: &Points) -> Exact {
    match points {
        Points::Known(points) => points.clone(),
        _ => Exact::ZERO,
    }
}

fn same(one: &Row, other: &Row) -> bool {
    one.number == other.number
}

fn unit_of(expr: &Expr) -> Unit {
    match &expr.ty {
        Type::Number(unit) => unit.clone(),
        _ => Unit::default(),
    }
}

fn signed(sign: &str, value: &Phrase) -> Phrase {
    Phrase::join(&[Phrase::plain(sign), value.clone()], "")
}

/// What is below zero in brackets, so that two signs never meet.
fn bracketed(value: Phrase) -> Phrase {
    if value.text().starts_with('−') {
        Phrase::join(&[Phrase::plain("("), value, Phrase::plain(")")], "")
    } else {
        value
    }
}
