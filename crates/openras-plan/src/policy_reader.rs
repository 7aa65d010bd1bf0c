//! Reads a `plan.toml`: every problem of it at its place.

use std::collections::BTreeSet;

use openras_core::document::{Cell, FormulaIn, Id, Reference, sources_of_parameters};
use openras_core::{Code, Diagnostic, Diagnostics, Path, Text, nearest};
use openras_formula::{Conditions, Expr, Parameter};

use crate::checks::WORDS;
use crate::document::{
    About, CategoryIn, ChecklistDocument, ChecksIn, ForbiddenBecause, GravityWord, PlanPolicyDocument,
};
use crate::policy::{
    Category, Condition, Criterion, Forbidden, OnCost, OnCosts, PolicyContext, ReferenceRate, Way, period,
};
use crate::{FindingCode, Gravity, Test};

pub(crate) struct Reader<'a> {
    pub(crate) document: &'a PlanPolicyDocument,
    pub(crate) context: &'a PolicyContext,
    pub(crate) found: &'a mut Diagnostics,
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

    pub(crate) fn ways(&mut self) -> Vec<Way> {
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

    pub(crate) fn categories(&mut self) -> Vec<Category> {
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

    pub(crate) fn parameters(&mut self) -> Vec<Parameter> {
        for (source, path) in sources_of_parameters(&self.document.parameters) {
            self.source(Some(source), &path);
        }
        Parameter::all(&self.document.parameters, &self.context.currency, self.found)
    }

    fn condition(&mut self, when: &FormulaIn, parameters: &[Parameter], path: &Path) -> Option<Expr> {
        let currency = &self.context.currency;
        let conditions = Conditions { vocabulary: &WORDS, parameters, currency, choices: &[] };
        conditions.read(when.source()?, &path.key("when"), self.found)
    }

    pub(crate) fn checklist(&mut self, parameters: &[Parameter]) -> Vec<Criterion> {
        let mut seen = BTreeSet::new();
        let mut checklist = Vec::new();
        for (at, item) in self.document.checklist.iter().enumerate() {
            let path = Path::root().key("checklist").index(at);
            self.new_id(&item.id, &mut seen, "checklist item", &path);
            let when = item.when.as_ref().and_then(|when| self.condition(when, parameters, &path));
            for (at, question) in item.about.iter().enumerate() {
                if !question.is_poisoned() && !About::QUESTIONS.contains(&question.as_str()) {
                    let path = path.key("about").index(at);
                    self.unknown("question about the person", question.as_str(), &About::QUESTIONS, path);
                }
            }
            let codes = self.codes(item, &path);
            let whole = |test: &Test| FindingCode::of_check(test.as_str()).eq(codes.iter().copied());
            checklist.push(Criterion {
                id: item.id.as_str().to_owned(),
                text: self.text(item.text.as_ref(), item.id.as_str()),
                is_test: Test::ALL.iter().any(whole),
                codes,
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

    pub(crate) fn conditions(&mut self, parameters: &[Parameter]) -> Vec<Condition> {
        let mut seen = BTreeSet::new();
        let mut conditions = Vec::new();
        for (at, condition) in self.document.condition.iter().enumerate() {
            let path = Path::root().key("condition").index(at);
            self.new_id(&condition.id, &mut seen, "condition", &path);
            let source = self.source(condition.source.as_ref(), &path);
            let when = self.condition(&condition.when, parameters, &path);
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

    pub(crate) fn forbidden(&mut self) -> Vec<Forbidden> {
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

    pub(crate) fn references(&mut self) -> Vec<ReferenceRate> {
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

    pub(crate) fn oncosts(&mut self) -> OnCosts {
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

pub(crate) fn words(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}
