//! A small world of names with values, by which the formulas of these tests are checked and worked out.

use std::ops::Range;

use openras_core::{Code, Day, Exact, Period, Unit};
use openras_formula::{
    ArithmeticFault, Decimals, DomainId, Expr, Fault, Formula, Found, Input, InputId, Inputs, Key, Names,
    QuestionFunction, Refusal, TableId, TableSignature, Type, Value, Word, evaluate,
};

/// Each name with its unit, its decimals and its value; one without a value is missing.
const NUMBERS: [(&str, &str, Decimals, &str); 13] = [
    ("weekly", "GBP/week", Decimals::AtMost(2), "10"),
    ("yearly", "GBP/year", Decimals::AtMost(0), "100"),
    ("daily", "GBP/day", Decimals::AtMost(2), "3"),
    ("price", "GBP/point/year", Decimals::AtMost(2), "214.38"),
    ("hours", "hour/week", Decimals::AtMost(1), "7.5"),
    ("hourly", "GBP/hour", Decimals::AtMost(2), "12.40"),
    ("needs", "point", Decimals::AtMost(0), "62"),
    ("low", "point", Decimals::AtMost(0), "5"),
    ("half", "number", Decimals::AtMost(1), "0.5"),
    ("nothing", "number", Decimals::AtMost(0), "0"),
    ("third", "number", Decimals::Any, "1/3"),
    ("weeks_in_year", "week/year", Decimals::AtMost(0), "52"),
    ("absent", "number", Decimals::AtMost(0), ""),
];

/// The other names: their ids follow on those of the numbers.
const OTHERS: [&str; 13] = [
    "couple", "single", "unsaid", "living", "moved_to", "house", "tenure", "wash", "agrees", "born", "moved",
    "on", "spoilt",
];

/// The choices by domain: a fact, the same ids in another order, a question, a question of yes and no, fewer of the ids.
const CHOICES: [&[&str]; 5] = [
    &["own_home", "family_home", "residential"],
    &["residential", "own_home", "family_home"],
    &["none", "some"],
    &["no", "yes"],
    &["own_home", "family_home"],
];

const TABLES: [&str; 6] = ["bands", "by_home", "by_couple", "by_both", "broken_table", "closed_table"];

pub(crate) struct World {
    choices: Vec<Vec<String>>,
    /// What was asked for when a formula was worked out, in order.
    pub asked: Vec<String>,
    /// What could not be done, each with the words of the formula that it was about.
    pub faults: Vec<(ArithmeticFault, Range<usize>)>,
    /// The decimals with which tables are looked up.
    pub keys: Vec<(usize, Decimals)>,
}

impl World {
    pub(crate) fn new() -> World {
        let choices = CHOICES.iter().map(|ids| ids.iter().map(|id| (*id).to_owned()).collect()).collect();
        World { choices, asked: Vec::new(), faults: Vec::new(), keys: Vec::new() }
    }

    pub(crate) fn name_of(id: InputId) -> &'static str {
        let id = id.0 as usize;
        NUMBERS.get(id).map_or_else(|| OTHERS[id - NUMBERS.len()], |number| number.0)
    }

    fn other(name: &str) -> Option<Type> {
        Some(match name {
            "couple" | "single" | "unsaid" => Type::Condition,
            "living" | "moved_to" => Type::Choice(DomainId(0)),
            "house" => Type::Choice(DomainId(1)),
            "tenure" => Type::Choice(DomainId(4)),
            "wash" => Type::Choice(DomainId(2)),
            "agrees" => Type::Choice(DomainId(3)),
            "born" | "moved" | "on" => Type::Date,
            "spoilt" => Type::Unknown,
            _ => return None,
        })
    }

    fn found(name: &str) -> Option<Input> {
        let number = NUMBERS.iter().position(|number| number.0 == name);
        if let Some(at) = number {
            let (_, unit, decimals, _) = NUMBERS[at];
            let unit = Unit::parse(unit, "GBP").unwrap();
            return Some(Input { id: InputId(at as u32), ty: Type::Number(unit), decimals });
        }
        let at = NUMBERS.len() + OTHERS.iter().position(|other| *other == name)?;
        Some(Input { id: InputId(at as u32), ty: Self::other(name)?, decimals: Decimals::NONE })
    }
}

impl Names for World {
    fn name(&mut self, name: &str) -> Found<Input> {
        match name {
            "poisoned" => Found::Poisoned,
            "later" => Found::Refused(Refusal::new(Code::StepOrder, "`later` is below").help("move it up")),
            // Questions' ids are names, but stand only inside `points` and its kin.
            "wash" | "agrees" => {
                Found::Refused(Refusal::new(Code::TypeMismatch, format!("`{name}` is a question")))
            }
            _ => Self::found(name).map_or(Found::Unknown, Found::Known),
        }
    }

    fn question(
        &mut self,
        function: QuestionFunction,
        names: &[Word<'_>],
        statement: Option<&Word<'_>>,
    ) -> Result<Found<Input>, Vec<Fault>> {
        let known = ["wash", "agrees", "pets"];
        let unknown: Vec<Fault> = names
            .iter()
            .filter(|word| !known.contains(&word.text))
            .map(|word| Refusal::new(Code::UnknownName, "no such question").at(word.span.clone()))
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        if let Some(word) = statement.filter(|word| word.text != "some") {
            return Err(vec![
                Refusal::new(Code::UnknownStatement, "no such statement").at(word.span.clone()),
            ]);
        }
        Ok(match (function, names) {
            (QuestionFunction::Answer, [word]) if word.text == "pets" => {
                Found::Refused(Refusal::new(Code::TypeMismatch, "many may be ticked"))
            }
            (QuestionFunction::Answer, [word]) => Self::found(word.text).map_or(Found::Unknown, Found::Known),
            (QuestionFunction::Ticked, _) => Self::found("couple").map_or(Found::Unknown, Found::Known),
            _ => Self::found("needs").map_or(Found::Unknown, Found::Known),
        })
    }

    fn table(&mut self, name: &str) -> Found<TableSignature> {
        let Some(at) = TABLES.iter().position(|table| *table == name) else { return Found::Unknown };
        let keys = match name {
            "bands" => vec![Key::Number(Unit::point())],
            "by_home" => vec![Key::Choice(DomainId(0))],
            "by_couple" => vec![Key::Condition],
            "by_both" => vec![Key::Choice(DomainId(0)), Key::Number(Unit::number())],
            "broken_table" => return Found::Poisoned,
            _ => return Found::Refused(Refusal::new(Code::TypeMismatch, "tables cannot be used here")),
        };
        let value = Unit::parse("GBP/year", "GBP").unwrap();
        Found::Known(TableSignature { id: TableId(at as u32), keys, value, decimals: Decimals::AtMost(2) })
    }

    fn table_key(&mut self, _: TableId, position: usize, decimals: Decimals) -> Result<(), Refusal> {
        self.keys.push((position, decimals));
        match decimals {
            Decimals::AtMost(0..=2) => Ok(()),
            _ => Err(Refusal::new(Code::Gap, "the bands leave a gap")),
        }
    }

    fn choices(&self, domain: DomainId) -> &[String] {
        &self.choices[domain.0 as usize]
    }

    fn domain_is_question(&self, domain: DomainId) -> bool {
        matches!(domain.0, 2 | 3)
    }

    fn suggest(&self, name: &str) -> Option<String> {
        let numbers = NUMBERS.iter().map(|number| number.0);
        openras_core::nearest(name, numbers.chain(OTHERS).chain(TABLES)).map(str::to_owned)
    }

    fn per(&self, from: Period, to: Period) -> Option<Exact> {
        let count = |period| match period {
            Period::Day => Exact::from(365),
            Period::Week => Exact::from(52),
            Period::Month => Exact::from(12),
            Period::Year => Exact::ONE,
        };
        count(from).checked_div(&count(to))
    }
}

impl Inputs for World {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let name = Self::name_of(id);
        self.asked.push(name.to_owned());
        if let Some((_, _, _, value)) = NUMBERS.get(id.0 as usize) {
            return Exact::parse(value).map(Value::Number);
        }
        let day = |text| Day::parse(text).map(Value::Date);
        match name {
            "couple" => Some(Value::Condition(true)),
            "single" => Some(Value::Condition(false)),
            "living" => Some(Value::Choice(1)),
            "moved_to" => Some(Value::Choice(2)),
            "house" => Some(Value::Choice(2)),
            "wash" => Some(Value::Choice(1)),
            "agrees" => Some(Value::Choice(1)),
            "born" => day("1950-06-15"),
            "moved" => day("2008-03-01"),
            "on" => day("2008-03-01"),
            _ => None,
        }
    }

    /// A table gives the sum of its numeric keys and the places of its choices, plus one for each that holds.
    fn lookup(&mut self, _: TableId, keys: &[Value]) -> Option<Value> {
        let worth = |key: &Value| match key {
            Value::Number(number) => number.clone(),
            Value::Choice(place) => Exact::from(u32::from(*place)),
            Value::Condition(holds) => Exact::from(u32::from(*holds)),
            Value::Date(_) => unreachable!("no table has a date for a key"),
        };
        Some(Value::Number(keys.iter().map(worth).sum()))
    }

    fn fault(&mut self, fault: ArithmeticFault, span: &Range<usize>) {
        self.faults.push((fault, span.clone()));
    }
}

/// The checked formula.
pub(crate) fn checked(source: &str) -> Expr {
    let formula = Formula::parse(source).unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
    formula.check(&mut World::new()).unwrap_or_else(|faults| panic!("{source}: {faults:?}"))
}

/// Every fault of a formula.
pub(crate) fn faults(source: &str) -> Vec<Fault> {
    match Formula::parse(source) {
        Err(fault) => vec![fault],
        Ok(formula) => formula.check(&mut World::new()).err().unwrap_or_default(),
    }
}

/// Each fault as its code and the words of the formula that it is about.
pub(crate) fn codes(source: &str) -> Vec<(&'static str, &str)> {
    faults(source).iter().map(|fault| (fault.code.as_str(), &source[fault.span.clone()])).collect()
}

/// The one fault of a formula, in full.
pub(crate) fn fault(source: &str) -> Fault {
    let mut faults = faults(source);
    assert_eq!(faults.len(), 1, "{source}: {faults:?}");
    faults.remove(0)
}

/// The help of the one fault of a formula.
pub(crate) fn help(source: &str) -> String {
    fault(source).help.unwrap_or_default()
}

/// What a formula is worth: a number in its shortest form, or whether it holds.
pub(crate) fn worth(source: &str) -> String {
    let mut world = World::new();
    let value = evaluate(&checked(source), &mut world);
    assert!(world.faults.is_empty(), "{source}: {:?}", world.faults);
    match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Condition(holds)) => holds.to_string(),
        Some(other) => format!("{other:?}"),
        None => "nothing".to_owned(),
    }
}

/// The unit of a formula that gives a number.
pub(crate) fn unit(source: &str) -> String {
    match checked(source).ty {
        Type::Number(unit) => unit.to_string(),
        other => format!("{other:?}"),
    }
}
