//! What a council asks of a plan, read and checked.

use std::collections::BTreeSet;

use openras_core::document::{Cell, Id, Reference};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Period, Text, nearest};
use openras_formula::Expr;

use crate::condition::{Parameter, compile};
use crate::days::WeeklyLines;
use crate::document::{
    About, CategoryIn, ChecklistDocument, ChecksIn, ForbiddenBecause, GravityWord, PerWord,
    PlanPolicyDocument, SupportUnit, WeeklyLinesWord,
};
use crate::prepared::Line;
use crate::{FindingCode, Gravity, Law, Test};

/// What the rest of a rulebook says, against which its `plan.toml` is checked.
#[derive(Clone, Debug)]
pub struct PolicyContext {
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// The rulebook's first language.
    pub language: String,
    /// `england`, `wales`, `scotland`, `northern_ireland`, or a country by its two letters.
    pub jurisdiction: String,
    /// The ids of its sources.
    pub sources: BTreeSet<String>,
    /// The needs of its questionnaire.
    pub needs: Vec<String>,
    /// The streams of its scheme.
    pub streams: Vec<StreamRule>,
}

/// What a stream may be spent on.
#[derive(Clone, Debug)]
pub struct StreamRule {
    /// Its id.
    pub id: String,
    /// The categories that it is for; nothing where it may pay for any.
    pub spend_on: Option<Vec<String>>,
}

/// What a council asks of a plan, and the law that holds.
#[derive(Clone, Debug)]
pub struct PlanPolicy {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The dated law.
    pub law: Law,
    pub(crate) context: PolicyContext,
    pub(crate) ways: Vec<Way>,
    pub(crate) categories: Vec<Category>,
    pub(crate) hospital_weeks: Option<u32>,
    pub(crate) checklist: Vec<Criterion>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) forbidden: Vec<Forbidden>,
    pub(crate) references: Vec<ReferenceRate>,
    pub(crate) oncosts: OnCosts,
    pub(crate) over_percent: Exact,
    pub(crate) over_amount: Exact,
    pub(crate) under_percent: Option<Exact>,
    pub(crate) weekly_lines: Option<WeeklyLines>,
    pub(crate) reasons_to_exceed: Vec<String>,
}

/// A way in which a budget may be managed.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Its id.
    pub id: String,
    /// What it is, in the rulebook's first language.
    pub text: String,
    /// Whether it is a direct payment.
    pub direct_payment: bool,
    /// Who gets the money.
    pub paid_to: String,
    /// Whether the council keeps the money.
    pub held_by_council: bool,
    /// Decisions without which it cannot be used.
    pub needs: Vec<String>,
    /// Which of Scotland's four options it is.
    pub option: Option<u32>,
}

#[derive(Clone, Debug)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) employs: bool,
    pub(crate) regulated: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) codes: Vec<FindingCode>,
    pub(crate) gravity: Option<Gravity>,
    pub(crate) when: Option<Expr>,
    pub(crate) about: Vec<String>,
    pub(crate) needs: Vec<String>,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) id: String,
    pub(crate) when: Expr,
    pub(crate) text: String,
    pub(crate) gravity: Gravity,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Forbidden {
    pub(crate) category: String,
    pub(crate) because: ForbiddenBecause,
    pub(crate) gravity: Gravity,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct ReferenceRate {
    pub(crate) category: String,
    pub(crate) unit: SupportUnit,
    /// By the first day, with the source.
    pub(crate) values: Vec<(Day, Exact, Option<String>)>,
}

/// How an on-cost is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OnCost {
    /// As the law says.
    Law,
    /// A share of the wages.
    Share(Exact),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct OnCosts {
    pub(crate) holiday: Option<OnCost>,
    pub(crate) employer_ni: Option<OnCost>,
    pub(crate) pension: Option<OnCost>,
    pub(crate) insurance: Option<(Exact, Period)>,
    pub(crate) source: Option<String>,
}

impl PlanPolicy {
    /// Reads what a `plan.toml` means, with the law of its packs.
    ///
    /// Every problem is noted in `found`, each at its place; what survives goes on.
    pub fn build(
        document: &PlanPolicyDocument,
        context: PolicyContext,
        law: Law,
        found: &mut Diagnostics,
    ) -> PlanPolicy {
        let mut reader = Reader { document, context: &context, found };
        let parameters = reader.parameters();
        let checklist = reader.checklist(&parameters);
        let conditions = reader.conditions(&parameters);
        let affordable = document.affordable.as_ref();
        let over = affordable.and_then(|affordable| affordable.over.as_ref());
        let amount = |value: Option<&openras_core::Amount>| value.map(|amount| amount.value.clone());
        PlanPolicy {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            ways: reader.ways(),
            categories: reader.categories(),
            hospital_weeks: document.hospital.as_ref().map(|hospital| hospital.pay_retainer_weeks),
            forbidden: reader.forbidden(),
            references: reader.references(),
            oncosts: reader.oncosts(),
            over_percent: amount(over.and_then(|over| over.percent.as_ref()?.amount()))
                .unwrap_or(Exact::ZERO),
            over_amount: amount(over.and_then(|over| over.amount.as_ref()?.amount())).unwrap_or(Exact::ZERO),
            under_percent: amount(
                affordable.and_then(|affordable| affordable.under.as_ref()?.percent.amount()),
            ),
            weekly_lines: affordable.and_then(|affordable| affordable.weekly_lines).map(|word| match word {
                WeeklyLinesWord::Days => WeeklyLines::Days,
                WeeklyLinesWord::SchemeYear => WeeklyLines::SchemeYear,
            }),
            reasons_to_exceed: affordable
                .map_or(Vec::new(), |affordable| words(&affordable.reasons_to_exceed)),
            law,
            checklist,
            conditions,
            parameters,
            context,
        }
    }

    /// The ways in which a budget may be managed.
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// The way with this id.
    pub fn way(&self, id: &str) -> Option<&Way> {
        self.ways.iter().find(|way| way.id == id)
    }

    /// ISO 4217.
    pub fn currency(&self) -> &str {
        &self.context.currency
    }

    /// Decimal places of a payable amount.
    pub fn decimals(&self) -> u32 {
        self.context.decimals
    }

    /// What a line's kind of support costs here on a day, and where that comes from.
    pub(crate) fn reference_on(&self, line: &Line<'_>, day: Day) -> Option<(Exact, Option<String>)> {
        let unit = line.support.unit?;
        let mut rates = self.references.iter();
        let rate = rates.find(|rate| rate.category == line.category_id() && rate.unit == unit)?;
        let after = rate.values.partition_point(|(from, _, _)| *from <= day);
        let (_, value, source) = rate.values.get(after.checked_sub(1)?)?;
        Some((value.clone(), source.clone()))
    }

    pub(crate) fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }
}

struct Reader<'a> {
    document: &'a PlanPolicyDocument,
    context: &'a PolicyContext,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn text(&self, text: Option<&Text>, id: &str) -> String {
        let language = &self.context.language;
        let words = text.map(|text| text.in_language(language, language));
        words.filter(|words| !words.starts_with('\0')).unwrap_or(id).to_owned()
    }

    /// The source named here, or else that of the whole file.
    fn source(&mut self, source: Option<&Reference>, path: &Path) -> Option<String> {
        if let Some(id) = source.and_then(Reference::name)
            && !self.context.sources.contains(id)
        {
            let near = nearest(id, self.context.sources.iter().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add a [[source]] with this id to rulebook.toml".to_owned(),
            };
            let message = format!("there is no source `{id}`");
            self.found.push(Diagnostic::new(Code::UnknownSource, path.key("source"), message).help(help));
        }
        source.or(self.document.source.as_ref()).and_then(Reference::name).map(str::to_owned)
    }

    fn new_id(&mut self, id: &Id, seen: &mut BTreeSet<String>, what: &str, path: &Path) {
        if !id.is_poisoned() && !seen.insert(id.as_str().to_owned()) {
            let message = format!("the {what} `{id}` is there twice");
            let problem = Diagnostic::new(Code::DuplicateId, path.key("id"), message);
            self.found.push(problem.help("give each an id of its own"));
        }
    }

    fn ways(&mut self) -> Vec<Way> {
        let mut seen = BTreeSet::new();
        let mut ways = Vec::new();
        for (at, way) in self.document.ways.iter().enumerate() {
            self.new_id(&way.id, &mut seen, "way", &Path::root().key("ways").index(at));
            let direct = way.direct_payment.unwrap_or(false);
            let paid_to = way.paid_to.clone();
            ways.push(Way {
                id: way.id.as_str().to_owned(),
                text: self.text(way.text.as_ref(), way.id.as_str()),
                direct_payment: direct,
                paid_to: paid_to
                    .unwrap_or_else(|| if direct { "person".to_owned() } else { "provider".to_owned() }),
                held_by_council: way.held_by_council.unwrap_or(false),
                needs: words(&way.needs),
                option: way.option,
            });
        }
        ways
    }

    fn categories(&mut self) -> Vec<Category> {
        let mut seen = BTreeSet::new();
        let mut categories = Vec::new();
        for (at, category) in self.document.categories.iter().enumerate() {
            let (id, employs, regulated) = match category {
                CategoryIn::Id(id) => (id, None, None),
                CategoryIn::Table(table) => (&table.id, table.employs, table.regulated),
            };
            self.new_id(id, &mut seen, "category", &Path::root().key("categories").index(at));
            categories.push(Category {
                id: id.as_str().to_owned(),
                employs: employs.unwrap_or(false),
                regulated: regulated.unwrap_or(false),
            });
        }
        categories
    }

    fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for (id, document) in &self.document.parameters {
            let path = Path::root().key("parameters").key(id.as_str());
            let read = Parameter::build(id.as_str(), document, &self.context.currency, &path, self.found);
            self.source(document.source.as_ref(), &path);
            for (at, value) in document.values.iter().enumerate() {
                self.source(value.source.as_ref(), &path.key("values").index(at));
            }
            parameters.extend(read);
        }
        parameters
    }

    fn checklist(&mut self, parameters: &[Parameter]) -> Vec<Criterion> {
        let mut seen = BTreeSet::new();
        let mut checklist = Vec::new();
        for (at, item) in self.document.checklist.iter().enumerate() {
            let path = Path::root().key("checklist").index(at);
            self.new_id(&item.id, &mut seen, "checklist item", &path);
            let when = item.when.as_ref().and_then(|when| when.source());
            let when = when.and_then(|when| {
                compile(when, parameters, &self.context.currency, &path.key("when"), self.found)
            });
            for (at, question) in item.about.iter().enumerate() {
                if !question.is_poisoned() && !About::QUESTIONS.contains(&question.as_str()) {
                    let path = path.key("about").index(at);
                    self.unknown("question about the person", question.as_str(), &About::QUESTIONS, path);
                }
            }
            checklist.push(Criterion {
                id: item.id.as_str().to_owned(),
                text: self.text(item.text.as_ref(), item.id.as_str()),
                codes: self.codes(item, &path),
                gravity: item.severity.map(Gravity::from),
                when,
                about: words(&item.about),
                needs: words(&item.needs),
                source: self.source(item.source.as_ref(), &path),
            });
        }
        checklist
    }

    fn codes(&mut self, item: &ChecklistDocument, path: &Path) -> Vec<FindingCode> {
        let checks: Vec<(&Id, Path)> = match &item.check {
            ChecksIn::One(id) => vec![(id, path.key("check"))],
            ChecksIn::Many(ids) => {
                ids.iter().enumerate().map(|(at, id)| (id, path.key("check").index(at))).collect()
            }
        };
        let mut codes = Vec::new();
        for (check, path) in checks {
            let before = codes.len();
            codes.extend(FindingCode::of_check(check.as_str()));
            if codes.len() == before && !check.is_poisoned() {
                self.unknown("check", check.as_str(), &FindingCode::checks(), path);
            }
        }
        codes
    }

    fn unknown(&mut self, what: &str, word: &str, known: &[&str], path: Path) {
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", known.join(", ")),
        };
        let message = format!("there is no {what} `{word}`");
        self.found.push(Diagnostic::new(Code::UnknownName, path, message).help(help));
    }

    fn conditions(&mut self, parameters: &[Parameter]) -> Vec<Condition> {
        let mut seen = BTreeSet::new();
        let mut conditions = Vec::new();
        for (at, condition) in self.document.condition.iter().enumerate() {
            let path = Path::root().key("condition").index(at);
            self.new_id(&condition.id, &mut seen, "condition", &path);
            let source = self.source(condition.source.as_ref(), &path);
            let Some(when) = condition.when.source() else { continue };
            let when = compile(when, parameters, &self.context.currency, &path.key("when"), self.found);
            conditions.extend(when.map(|when| Condition {
                id: condition.id.as_str().to_owned(),
                when,
                text: self.text(Some(&condition.text), condition.id.as_str()),
                gravity: condition.severity.map_or(Gravity::Refer, Gravity::from),
                source,
            }));
        }
        conditions
    }

    fn forbidden(&mut self) -> Vec<Forbidden> {
        let mut forbidden = Vec::new();
        for (at, item) in self.document.forbidden.iter().enumerate() {
            let path = Path::root().key("forbidden").index(at);
            let illegal = item.because == ForbiddenBecause::Illegal;
            let usual = if illegal { GravityWord::StatutoryBlock } else { GravityWord::PolicyBlock };
            forbidden.push(Forbidden {
                category: item.category.clone(),
                because: item.because,
                gravity: item.severity.unwrap_or(usual).into(),
                source: self.source(item.source.as_ref(), &path),
            });
        }
        forbidden
    }

    fn references(&mut self) -> Vec<ReferenceRate> {
        let mut references = Vec::new();
        for (at, rate) in self.document.reference_rate.iter().enumerate() {
            let path = Path::root().key("reference_rate").index(at).key("values");
            let mut values = Vec::new();
            for (at, value) in rate.values.iter().enumerate() {
                let source = self.source(value.source.as_ref(), &path.index(at));
                if let (Some(from), Some(amount)) = (value.from.day(), value.is.amount()) {
                    values.push((from, amount.value.clone(), source));
                }
            }
            values.sort_by_key(|(from, _, _)| *from);
            references.push(ReferenceRate { category: rate.category.clone(), unit: rate.unit, values });
        }
        references
    }

    fn oncosts(&mut self) -> OnCosts {
        let Some(document) = self.document.oncosts.as_ref() else { return OnCosts::default() };
        let path = Path::root().key("oncosts");
        let mut on_cost = |cell: Option<&Cell>, key: &str| match cell? {
            Cell::Word(word) if word == "law" => Some(OnCost::Law),
            Cell::Amount(amount) => Some(OnCost::Share(amount.value.clone())),
            Cell::Word(word) => {
                let message = format!("`{word}` is not how an on-cost is counted");
                let problem = Diagnostic::new(Code::UnknownName, path.key(key), message);
                self.found.push(problem.help("write \"law\" or a share of the wages such as \"5%\""));
                None
            }
            Cell::Poisoned => None,
        };
        OnCosts {
            holiday: on_cost(document.holiday.as_ref(), "holiday"),
            employer_ni: on_cost(document.employer_ni.as_ref(), "employer_ni"),
            pension: on_cost(document.pension.as_ref(), "pension"),
            insurance: document.insurance.as_ref().and_then(|insurance| {
                Some((insurance.amount.amount()?.value.clone(), period(insurance.per)?))
            }),
            source: self.source(document.source.as_ref(), &path),
        }
    }
}

/// The period of a `per`; nothing where it is once.
pub(crate) fn period(per: PerWord) -> Option<Period> {
    match per {
        PerWord::Week => Some(Period::Week),
        PerWord::Month => Some(Period::Month),
        PerWord::Year => Some(Period::Year),
        PerWord::Once => None,
    }
}

fn words(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}

impl Criterion {
    /// Whether it asks for one of the three tests as a whole.
    pub(crate) fn is_test(&self) -> bool {
        Test::ALL.iter().any(|test| FindingCode::of_check(test.as_str()).eq(self.codes.iter().copied()))
    }
}
