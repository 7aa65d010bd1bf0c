//! Reads a `review.toml`: every problem of it at its place.

use std::collections::BTreeSet;

use openras_core::document::{FormulaIn, Id, Reference, sources_of_parameters};
use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path, Text, nearest};
use openras_formula::{Conditions, Expr, Parameter};

use crate::document::{
    Basis, CadenceKind, Collect, DurationIn, HeldKind, LimitIn, OptionsAt, ReviewPolicyDocument,
};
use crate::interval::Interval;
use crate::policy::{Asked, Cadence, Limit, Monitoring, OptionsRule, Reclaim, ReviewContext, Rhythm};
use crate::standpoint::WORDS;

pub(crate) struct Reader<'a> {
    pub(crate) document: &'a ReviewPolicyDocument,
    pub(crate) context: &'a ReviewContext,
    pub(crate) found: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The source named here, or else that of the whole file.
    fn source(&mut self, source: Option<&Reference>, path: &Path) -> Option<String> {
        if let Some(id) = source.and_then(Reference::name)
            && !self.context.sources.contains(id)
        {
            let help = match nearest(id, self.context.sources.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add a [[source]] with this id to rulebook.toml".to_owned(),
            };
            let message = format!("there is no source `{id}`");
            self.found.push(Diagnostic::new(Code::UnknownSource, path.key("source"), message).help(help));
        }
        source.or(self.document.source.as_ref()).and_then(Reference::name).map(str::to_owned)
    }

    fn twice(&mut self, id: &Id, seen: &mut BTreeSet<String>, what: &str, path: Path) {
        if !id.is_poisoned() && !seen.insert(id.as_str().to_owned()) {
            let message = format!("the {what} `{id}` is there twice");
            self.found.push(Diagnostic::new(Code::DuplicateId, path, message).help("name each once"));
        }
    }

    /// Ids of a list, each once.
    fn ids(&mut self, ids: &[Id], what: &str, path: &Path) -> Vec<String> {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.iter().enumerate() {
            self.twice(id, &mut seen, what, path.index(at));
        }
        words(ids)
    }

    fn text(&self, text: Option<&Text>, id: &str) -> String {
        let language = &self.context.language;
        let words = text.map(|text| text.in_language(language, language));
        words.filter(|words| !words.starts_with('\0')).unwrap_or(id).to_owned()
    }

    /// Tells where not exactly one of `given` is there.
    fn one_of(&mut self, given: &[(&str, bool)], path: &Path) -> bool {
        let there: Vec<&str> = given.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
        let all: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
        match there.as_slice() {
            [_] => true,
            [] => {
                let message = format!("there is none of {}", all.join(", "));
                let problem = Diagnostic::new(Code::MissingKey, path.clone(), message);
                self.found.push(problem.help("give exactly one"));
                false
            }
            [first, second, ..] => {
                let message = format!("`{second}` stands beside `{first}`");
                let problem = Diagnostic::new(Code::UnknownKey, path.key(*second), message).on_key();
                self.found.push(problem.help("give exactly one"));
                false
            }
        }
    }

    fn interval(&mut self, duration: &DurationIn, path: &Path) -> Option<Interval> {
        let parts = [
            ("days", duration.days),
            ("weeks", duration.weeks),
            ("months", duration.months),
            ("years", duration.years),
        ];
        let given: Vec<(&str, bool)> = parts.iter().map(|(name, count)| (*name, count.is_some())).collect();
        if !self.one_of(&given, path) {
            return None;
        }
        let count = |count: u32, times: i32| i32::try_from(count).ok()?.checked_mul(times);
        match parts {
            [(_, Some(days)), ..] => count(days, 1).map(Interval::Days),
            [_, (_, Some(weeks)), ..] => count(weeks, 7).map(Interval::Days),
            [_, _, (_, Some(months)), _] => count(months, 1).map(Interval::Months),
            [_, _, _, (_, years)] => count(years?, 12).map(Interval::Months),
        }
    }

    pub(crate) fn parameters(&mut self) -> Vec<Parameter> {
        for (source, path) in sources_of_parameters(&self.document.parameters) {
            self.source(Some(source), &path);
        }
        Parameter::all(&self.document.parameters, &self.context.currency, self.found)
    }

    fn condition(
        &mut self,
        when: Option<&FormulaIn>,
        parameters: &[Parameter],
        levels: &[String],
        path: &Path,
    ) -> Option<Expr> {
        let source = when?.source()?;
        let currency = &self.context.currency;
        let conditions = Conditions { vocabulary: &WORDS, parameters, currency, choices: levels };
        conditions.read(source, &path.key("when"), self.found)
    }

    pub(crate) fn monitoring(&mut self, parameters: &[Parameter]) -> Vec<Monitoring> {
        let mut rows = Vec::new();
        for (at, row) in self.document.monitoring.iter().enumerate() {
            let path = Path::root().key("monitoring").index(at);
            rows.push(Monitoring {
                level: row.level.as_str().to_owned(),
                when: self.condition(row.when.as_ref(), parameters, &[], &path),
                ask: self.ids(&row.ask, "paper", &path.key("ask")),
                every: row.every.as_ref().and_then(|every| self.interval(every, &path.key("every"))),
                papers_within_days: row.papers_within_days,
                source: self.source(row.source.as_ref(), &path),
            });
        }
        rows
    }

    pub(crate) fn cadences(&mut self, parameters: &[Parameter], levels: &[String]) -> Vec<Cadence> {
        let mut seen = BTreeSet::new();
        let mut cadences = Vec::new();
        for (at, cadence) in self.document.cadence.iter().enumerate() {
            let path = Path::root().key("cadence").index(at);
            self.twice(&cadence.id, &mut seen, "cadence", path.key("id"));
            let given = [("after", cadence.after.is_some()), ("every", cadence.every.is_some())];
            let one = self.one_of(&given, &path);
            let after = cadence.after.as_ref().and_then(|after| self.interval(after, &path.key("after")));
            let every = cadence.every.as_ref().and_then(|every| self.interval(every, &path.key("every")));
            let prompt = cadence.prompt_before.as_ref();
            let prompt_before = prompt.and_then(|before| self.interval(before, &path.key("prompt_before")));
            let when = self.condition(cadence.when.as_ref(), parameters, levels, &path);
            let source = self.source(cadence.source.as_ref(), &path);
            let rhythm = after.map(Rhythm::After).or(every.map(Rhythm::Every));
            cadences.extend(rhythm.filter(|_| one).map(|rhythm| Cadence {
                id: cadence.id.as_str().to_owned(),
                text: self.text(cadence.text.as_ref(), cadence.id.as_str()),
                rhythm,
                anchor: cadence.anchor,
                kind: cadence.kind.unwrap_or(CadenceKind::Plan),
                when_asked: cadence.when_asked.unwrap_or(false),
                when,
                repeat_questionnaire: cadence.repeat_questionnaire.unwrap_or(false),
                prompt_before,
                source,
            }));
        }
        cadences
    }

    pub(crate) fn options(&mut self) -> Option<OptionsRule> {
        let options = self.document.options.as_ref()?;
        let path = Path::root().key("options");
        let at = |word: OptionsAt| options.at.contains(&word);
        Some(OptionsRule {
            from: options.from.as_ref().and_then(|from| from.day()),
            at_assessment: at(OptionsAt::Assessment),
            at_review: options.at.is_empty() || at(OptionsAt::Review),
            must_offer: self.ids(&options.must_offer, "option", &path.key("must_offer")),
            source: self.source(options.source.as_ref(), &path),
        })
    }

    pub(crate) fn asked(&mut self) -> Option<Asked> {
        let asked = self.document.review.as_ref()?;
        let path = Path::root().key("review");
        Some(Asked {
            principles: self.ids(&asked.principles, "principle", &path.key("principles")),
            topics: self.ids(&asked.topics, "topic", &path.key("topics")),
            consider: self.ids(&asked.consider, "thing to consider", &path.key("consider")),
            source: self.source(asked.source.as_ref(), &path),
        })
    }

    pub(crate) fn reclaim(&mut self) -> Option<Reclaim> {
        let reclaim = self.document.reclaim.as_ref()?;
        let path = Path::root().key("reclaim");
        let keep = self.limit(&reclaim.keep, &path.key("keep"));
        let low = reclaim.low.as_ref().and_then(|low| self.limit(low, &path.key("low")));
        let mut reserve = BTreeSet::new();
        for (at, kind) in reclaim.reserve.iter().flatten().enumerate() {
            if !reserve.insert(*kind) {
                let path = path.key("reserve").index(at);
                let message = format!("`{}` is there twice", kind.as_str());
                self.found.push(Diagnostic::new(Code::DuplicateId, path, message).help("name each once"));
            }
        }
        if reclaim.reserve.is_none() {
            reserve = BTreeSet::from(HeldKind::ALL);
        }
        let source = self.source(reclaim.source.as_ref(), &path);
        Some(Reclaim {
            keep: keep?,
            mode: reclaim.mode,
            basis: reclaim.basis.unwrap_or(Basis::CouncilShare),
            person_money: reclaim.person_money,
            collect: reclaim.collect.unwrap_or(Collect::Repay),
            reserve,
            low,
            notice_days: reclaim.notice_days,
            repay_within_days: reclaim.repay_within_days,
            review_first: reclaim.review_first.unwrap_or(true),
            agreement_term: reclaim.agreement_term.unwrap_or(false),
            source,
        })
    }

    fn limit(&mut self, limit: &LimitIn, path: &Path) -> Option<Limit> {
        let given = [
            ("percent_of_annual", limit.percent_of_annual.is_some()),
            ("weeks", limit.weeks.is_some()),
            ("amount", limit.amount.is_some()),
            ("payments", limit.payments.is_some()),
        ];
        if !self.one_of(&given, path) {
            return None;
        }
        let plain = |amount: Option<&openras_core::document::AmountIn>| Some(amount?.amount()?.value.clone());
        let (key, limit) = if let Some(percent) = &limit.percent_of_annual {
            ("percent_of_annual", Limit::PercentOfAnnual(percent.amount()?.value.clone()))
        } else if let Some(weeks) = plain(limit.weeks.as_ref()) {
            ("weeks", Limit::Weeks(weeks))
        } else if let Some(amount) = plain(limit.amount.as_ref()) {
            ("amount", Limit::Amount(amount))
        } else {
            ("payments", Limit::Payments(plain(limit.payments.as_ref())?))
        };
        let value = match &limit {
            Limit::PercentOfAnnual(value)
            | Limit::Weeks(value)
            | Limit::Amount(value)
            | Limit::Payments(value) => value,
        };
        let too_much = matches!(&limit, Limit::PercentOfAnnual(share) if *share > Exact::ONE);
        if value.is_negative() || too_much {
            let message =
                if too_much { "it is more than the whole year's budget" } else { "it is below zero" };
            let help =
                if too_much { "a share is written \"20%\" or \"0.2\"" } else { "write 0 to keep nothing" };
            self.found.push(Diagnostic::new(Code::OutOfRange, path.key(key), message).help(help));
        }
        Some(limit)
    }
}

pub(crate) fn words(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}
