//! Reads a `pathway.toml`: every problem of it at its place.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::document::{Id, Reference, sources_of_parameters};
use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path, Text, nearest};
use openras_formula::{Conditions, Parameter};

use crate::document::{LimitDocument, PathwayDocument, StageWord, StepDocument};
use crate::kind::{Decision, Kind};
use crate::meets::Meets;
use crate::pathway::{Limit, PathwayContext, Step};
use crate::role::Role;
use crate::rules::WORDS;
use crate::stage::Stage;

/// Names that the log itself uses.
pub(crate) const RESERVED: [&str; 2] = ["opened", "disposed"];

/// What must have been before a stage: no council's order takes that away.
pub(crate) const NEEDS: [(Stage, Stage); 5] = [
    (Stage::PlanAgreed, Stage::BudgetTold),
    (Stage::Decided, Stage::BudgetTold),
    (Stage::AgreementSigned, Stage::Decided),
    (Stage::Started, Stage::AgreementSigned),
    (Stage::UnderReview, Stage::Started),
];

pub(crate) struct Reader<'a> {
    pub(crate) document: &'a PathwayDocument,
    pub(crate) context: &'a PathwayContext,
    pub(crate) found: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn text(&self, text: Option<&Text>, id: &str) -> String {
        let language = &self.context.language;
        let words = text.map(|text| text.in_language(language, language));
        words.filter(|words| !words.starts_with('\0')).unwrap_or(id).to_owned()
    }

    fn problem(&mut self, code: Code, path: Path, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::new(code, path, message).help(help));
    }

    fn source(&mut self, source: Option<&Reference>, path: &Path) {
        let Some((id, sources)) = source.and_then(Reference::name).zip(self.context.sources.as_ref()) else {
            return;
        };
        if !sources.contains(id) {
            let help = match nearest(id, sources.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add a [[source]] with this id to rulebook.toml".to_owned(),
            };
            self.problem(Code::UnknownSource, path.key("source"), format!("there is no source `{id}`"), help);
        }
    }

    pub(crate) fn whole_sources(&mut self) {
        let document = self.document;
        self.source(document.source.as_ref(), &Path::root());
        let target = document.monthly_target.as_ref().and_then(|target| target.source.as_ref());
        self.source(target, &Path::root().key("monthly_target"));
        let bands = document.cost_bands.as_ref().and_then(|bands| bands.source.as_ref());
        self.source(bands, &Path::root().key("cost_bands"));
    }

    fn new_id(&mut self, id: &Id, seen: &mut BTreeSet<String>, what: &str, path: &Path) {
        if !id.is_poisoned() && !seen.insert(id.as_str().to_owned()) {
            let message = format!("the {what} `{id}` is there twice");
            self.problem(Code::DuplicateId, path.key("id"), message, "give each an id of its own");
        }
    }

    pub(crate) fn parameters(&mut self) -> Vec<Parameter> {
        for (source, path) in sources_of_parameters(&self.document.parameters) {
            self.source(Some(source), &path);
        }
        Parameter::all(&self.document.parameters, &self.context.currency, self.found)
    }

    pub(crate) fn roles(&mut self) -> BTreeMap<String, bool> {
        let mut seen = BTreeSet::new();
        let mut roles = BTreeMap::new();
        for (at, role) in self.document.role.iter().enumerate() {
            let path = Path::root().key("role").index(at);
            self.new_id(&role.id, &mut seen, "role", &path);
            if Role::from_word(role.id.as_str()).is_some() {
                let message = format!("`{}` is a role already", role.id);
                self.problem(
                    Code::DuplicateId,
                    path.key("id"),
                    message,
                    "leave it out, or choose another id",
                );
            }
            roles.insert(role.id.known().into_owned(), role.outside.unwrap_or(false));
        }
        roles
    }

    pub(crate) fn reasons(&mut self) -> BTreeMap<String, String> {
        let mut seen = BTreeSet::new();
        let mut reasons = BTreeMap::new();
        for (at, reason) in self.document.reason.iter().enumerate() {
            let path = Path::root().key("reason").index(at);
            self.new_id(&reason.id, &mut seen, "reason", &path);
            self.source(reason.source.as_ref(), &path);
            let text = self.text(Some(&reason.text), reason.id.as_str());
            reasons.insert(reason.id.known().into_owned(), text);
        }
        reasons
    }

    pub(crate) fn cost_bands(&mut self) -> Option<(Exact, Exact)> {
        let bands = self.document.cost_bands.as_ref()?;
        let (medium, high) = (&bands.medium_from.amount()?.value, &bands.high_from.amount()?.value);
        if medium >= high || medium.is_negative() {
            let message = format!("`{high}` is not above `{medium}`");
            let path = Path::root().key("cost_bands").key("high_from");
            self.problem(Code::OutOfRange, path, message, "write the amount from which a budget is high");
            return None;
        }
        Some((medium.clone(), high.clone()))
    }

    /// The steps in order, and what is said of events at any stage.
    pub(crate) fn steps(
        &mut self,
        roles: &BTreeMap<String, bool>,
        parameters: &[Parameter],
    ) -> (Vec<Step>, BTreeMap<Kind, Step>) {
        let mut seen = BTreeSet::new();
        let (mut steps, mut kinds) = (Vec::new(), BTreeMap::new());
        for (at, document) in self.document.step.iter().enumerate() {
            let path = Path::root().key("step").index(at);
            self.new_id(&document.id, &mut seen, "step", &path);
            let kind = Kind::from_word(document.id.as_str());
            self.step_name(document, kind, &path);
            let step = self.step(document, roles, parameters, &path);
            match kind {
                Some(kind) => drop(kinds.insert(kind, step)),
                None => steps.push(step),
            }
        }
        self.order(&steps);
        (steps, kinds)
    }

    fn step_name(&mut self, document: &StepDocument, kind: Option<Kind>, path: &Path) {
        let id = document.id.as_str();
        if RESERVED.contains(&id) {
            let message = format!("`{id}` is an event of the log itself");
            self.problem(Code::BadId, path.key("id"), message, "choose another id");
        }
        let named = Stage::from_word(id);
        if named.is_some() && named != document.stage.map(Stage::from) {
            let message = format!("the step `{id}` has the name of a stage and does not reach it");
            self.problem(
                Code::BadId,
                path.key("id"),
                message,
                format!("add stage = \"{id}\", or choose another id"),
            );
        }
        if kind.is_some() && document.stage.is_some() {
            let message = format!("`{id}` can be recorded at any stage, and reaches none");
            self.problem(
                Code::UnknownKey,
                path.key("stage"),
                message,
                "leave `stage` out, or choose another id",
            );
        }
    }

    fn step(
        &mut self,
        document: &StepDocument,
        roles: &BTreeMap<String, bool>,
        parameters: &[Parameter],
        path: &Path,
    ) -> Step {
        self.source(document.source.as_ref(), path);
        let own = |role: &str| Role::from_word(role).is_some() || roles.contains_key(role);
        let known: Vec<&str> = Role::all_words().chain(roles.keys().map(String::as_str)).collect();
        for (at, role) in document.by.iter().enumerate() {
            if !role.is_poisoned() && !own(role.as_str()) {
                self.unknown("role", role, &known, "add a [[role]] with this id", path.key("by").index(at));
            }
        }
        let events = self.names();
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        for (at, other) in document.not_same_as.iter().enumerate() {
            if !other.is_poisoned() && !events.contains(&other.as_str()) {
                let path = path.key("not_same_as").index(at);
                self.unknown("step", other, &events, "name a step or a stage", path);
            }
        }
        if let Some(target) = &document.target
            && !target.after.is_poisoned()
            && !events.contains(&target.after.as_str())
        {
            let path = path.key("target").key("after");
            self.unknown("step", &target.after, &events, "name a step or a stage", path);
        }
        let when = document.when.as_ref().and_then(|when| when.source());
        let when = when.and_then(|when| {
            let currency = &self.context.currency;
            let conditions = Conditions { vocabulary: &WORDS, parameters, currency, choices: &[] };
            conditions.read(when, &path.key("when"), self.found)
        });
        Step {
            id: document.id.known().into_owned(),
            text: self.text(document.text.as_ref(), document.id.as_str()),
            by: words(&document.by),
            stage: document.stage.map(Stage::from),
            optional: document.optional.unwrap_or(false),
            target: document.target.as_ref().map(|target| (target.days, target.after.known().into_owned())),
            not_same_as: words(&document.not_same_as),
            limit: self.limit(document, path),
            meets: document.meets.as_ref().map(|meets| Meets {
                every: meets.every,
                day: meets.day,
                papers_days_before: meets.papers_days_before.unwrap_or(0),
            }),
            decisions: self.decisions(document, path),
            members: words(&document.members),
            expected_most_a_year: document.expected_most_a_year,
            when,
        }
    }

    fn limit(&mut self, document: &StepDocument, path: &Path) -> Option<Limit> {
        let limit = document.limit.as_ref()?;
        let path = path.key("limit");
        if document.stage != Some(StageWord::SignedOff) {
            let message = "only who signs off can have a limit up to which they decide alone".to_owned();
            let help = "move it to the step with stage = \"signed_off\"";
            self.found.push(Diagnostic::new(Code::UnknownKey, path.clone(), message).on_key().help(help));
        }
        let LimitDocument { percent, amount } = limit;
        if percent.is_none() && amount.is_none() {
            let message = "a limit is a percentage, an amount, or the smaller of both".to_owned();
            self.problem(
                Code::MissingKey,
                path.clone(),
                message,
                "add percent = \"5%\" or amount = \"500.00\"",
            );
        }
        let share = percent.as_ref().and_then(|percent| percent.amount());
        let most = amount.as_ref().and_then(|amount| amount.amount());
        for (key, value) in [("percent", share), ("amount", most)] {
            if value.is_some_and(|value| value.value.is_negative()) {
                let message = "a limit is not below zero".to_owned();
                self.problem(Code::OutOfRange, path.key(key), message, "write 0 where nobody decides alone");
            }
        }
        Some(Limit { share: share.map(|a| a.value.clone()), amount: most.map(|a| a.value.clone()) })
    }

    fn decisions(&mut self, document: &StepDocument, path: &Path) -> Vec<Decision> {
        let fits = |decision: &Decision| match document.stage {
            Some(StageWord::Decided) => !decision.resolves(),
            Some(StageWord::RiskPanel) => decision.resolves() || *decision == Decision::Deferred,
            _ => true,
        };
        let known: Vec<&str> = Decision::ALL.iter().filter(|own| fits(own)).map(|own| own.as_str()).collect();
        let mut decisions = Vec::new();
        for (at, word) in document.decisions.iter().enumerate() {
            match Decision::from_word(word.as_str()).filter(|own| fits(own)) {
                Some(decision) => decisions.push(decision),
                None if word.is_poisoned() => {}
                None => {
                    let path = path.key("decisions").index(at);
                    let help = format!("what can stand here is {}", known.join(", "));
                    self.unknown("decision", word, &known, &help, path);
                }
            }
        }
        if document.decisions.is_empty()
            && matches!(document.stage, Some(StageWord::Decided | StageWord::RiskPanel))
        {
            decisions = Decision::ALL.iter().copied().filter(|own| fits(own)).collect();
        }
        decisions
    }

    fn unknown(&mut self, what: &str, id: &Id, known: &[&str], otherwise: &str, path: Path) {
        let help = match nearest(id.as_str(), known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => otherwise.to_owned(),
        };
        self.problem(Code::UnknownName, path, format!("there is no {what} `{id}`"), help);
    }

    /// Steps and stages by name.
    fn names(&self) -> Vec<String> {
        let steps = self.document.step.iter().map(|step| step.id.known().into_owned());
        steps
            .chain(Stage::all_words().map(str::to_owned))
            .chain(Kind::all_words().map(str::to_owned))
            .collect()
    }

    /// A step that can never be taken, because what it needs comes after it.
    fn order(&mut self, steps: &[Step]) {
        for (at, step) in steps.iter().enumerate() {
            let needs = NEEDS.iter().filter(|(stage, _)| step.stage == Some(*stage));
            for (_, needed) in needs {
                let before = steps.iter().take(at).any(|other| other.stage == Some(*needed));
                let after = steps.iter().skip(at).find(|other| other.stage == Some(*needed));
                let Some(after) = after.filter(|after| !before && !after.is_conditional()) else {
                    continue;
                };
                let message = format!(
                    "the step `{}` can never be taken: it needs `{needed}`, which `{}` after it reaches",
                    step.id, after.id
                );
                let place = self.document.step.iter().position(|document| document.id.known() == step.id);
                let path = Path::root().key("step").index(place.unwrap_or(at)).key("id");
                self.problem(
                    Code::StepOrder,
                    path,
                    message,
                    "put the steps in the order in which they are taken",
                );
            }
        }
    }
}

fn words(ids: &[Id]) -> Vec<String> {
    ids.iter().filter(|id| !id.is_poisoned()).map(|id| id.as_str().to_owned()).collect()
}

impl From<StageWord> for Stage {
    fn from(word: StageWord) -> Stage {
        match word {
            StageWord::Referred => Stage::Referred,
            StageWord::Invited => Stage::Invited,
            StageWord::Visited => Stage::Visited,
            StageWord::TakingPart => Stage::TakingPart,
            StageWord::SelfAssessment => Stage::SelfAssessment,
            StageWord::Checked => Stage::Checked,
            StageWord::BudgetTold => Stage::BudgetTold,
            StageWord::PlanMade => Stage::PlanMade,
            StageWord::PlanAgreed => Stage::PlanAgreed,
            StageWord::SignedOff => Stage::SignedOff,
            StageWord::RiskPanel => Stage::RiskPanel,
            StageWord::Decided => Stage::Decided,
            StageWord::AgreementSigned => Stage::AgreementSigned,
            StageWord::Started => Stage::Started,
            StageWord::UnderReview => Stage::UnderReview,
            StageWord::Ended => Stage::Ended,
        }
    }
}
