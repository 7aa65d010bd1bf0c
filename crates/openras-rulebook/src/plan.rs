//! Support plans, held against a rulebook that says what its council asks of one.

use openras_allocation::{Allocation, Position};
use openras_core::document::Document;
use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path, Period, Unit, digest};
use openras_plan::{
    Agreement, Budget, BudgetStanding, BudgetStream, Circumstances, PlanCheck, PlanPolicy,
    PlanPolicyDocument, PlanStamp, Schedule, StreamStanding, SupportPlan, TogetherCheck, YearCount,
};
use openras_questionnaire::StreamStatus;
use serde_json::Value as Json;

use crate::rulebook::Rulebook;

/// What a rulebook asks of a plan, and the digests of that.
#[derive(Clone, Debug)]
pub(crate) struct PlanPart {
    pub(crate) document: PlanPolicyDocument,
    pub(crate) policy: PlanPolicy,
    pub(crate) stamp: PlanStamp,
}

impl Rulebook {
    /// What the council asks of a support plan; nothing where the rulebook has no `plan.toml`.
    pub fn plan_policy(&self) -> Option<&PlanPolicy> {
        self.plan.as_deref().map(|part| &part.policy)
    }

    /// `plan.toml` as it is written, with its texts in every language; nothing where the rulebook has none.
    pub fn plan_document(&self) -> Option<&PlanPolicyDocument> {
        self.plan.as_deref().map(|part| &part.document)
    }

    /// The digests that a findings record carries; nothing where the rulebook has no `plan.toml`.
    pub fn plan_stamp(&self) -> Option<&PlanStamp> {
        self.plan.as_deref().map(|part| &part.stamp)
    }

    fn policy(&self) -> Result<&PlanPolicy, Diagnostics> {
        self.plan_policy().ok_or_else(|| {
            let message = format!("the rulebook `{}` does not say what a support plan is to be", self.id());
            let problem = Diagnostic::new(Code::MissingFile, Path::root(), message);
            problem.help("add a plan.toml to its folder").in_file("plan.toml").into()
        })
    }

    pub(crate) fn policy_and_stamp(&self) -> Result<(&PlanPolicy, &PlanStamp), Diagnostics> {
        let policy = self.policy()?;
        // Whoever has the one has the other.
        self.plan_stamp().map(|stamp| (policy, stamp)).ok_or_else(Diagnostics::new)
    }

    /// Holds a support plan against its budget, the law and what the council asks.
    ///
    /// # Errors
    /// Where the plan does not fit the rulebook: every problem at once. What is wrong with a plan that fits is a finding,
    /// never an error.
    pub fn check_plan(&self, plan: &SupportPlan, budget: &Budget) -> Result<PlanCheck, Diagnostics> {
        self.policy()?.check(plan, Some(budget), Circumstances::default())
    }

    /// As [`Rulebook::check_plan`], without a budget where there is none, and with what is known beside the plan.
    ///
    /// # Errors
    /// As [`Rulebook::check_plan`].
    pub fn check_plan_with(
        &self,
        plan: &SupportPlan,
        budget: Option<&Budget>,
        circumstances: Circumstances,
    ) -> Result<PlanCheck, Diagnostics> {
        self.policy()?.check(plan, budget, circumstances)
    }

    /// Holds many plans against their budgets, the law and each other: what those say of a support that they share must agree.
    ///
    /// # Errors
    /// As [`Rulebook::check_plan`]: of every plan that does not fit its place in `plans` and all its problems.
    pub fn check_plans_together(
        &self,
        plans: &[(&SupportPlan, Option<&Budget>)],
    ) -> Result<TogetherCheck, Vec<(usize, Diagnostics)>> {
        match self.policy() {
            Ok(policy) => policy.check_together(plans, Circumstances::default()),
            Err(found) => Err((0..plans.len()).map(|at| (at, found.clone())).collect()),
        }
    }

    /// The payments of a plan, dated.
    ///
    /// # Errors
    /// Where the plan does not fit the rulebook, or payments begin before the agreement without a decision.
    pub fn schedule(&self, plan: &SupportPlan, budget: Option<&Budget>) -> Result<Schedule, Diagnostics> {
        self.policy()?.schedule(plan, budget)
    }

    /// The payment agreement of a plan. That money which is left over may be taken back stands in it where the rules of reviews
    /// say that it does.
    ///
    /// # Errors
    /// As [`Rulebook::schedule`].
    pub fn agreement(&self, plan: &SupportPlan) -> Result<Agreement, Diagnostics> {
        let mut agreement = self.policy()?.agreement(plan, None)?;
        let reclaim = self.review_policy().and_then(|policy| policy.reclaim());
        agreement.surplus_may_be_taken_back = reclaim.is_some_and(|reclaim| reclaim.agreement_term);
        Ok(agreement)
    }

    /// How a person disagrees, in the rulebook's first language.
    pub fn how_to_challenge(&self) -> Option<&str> {
        let first = self.context.first_language();
        let how = self.document.challenge.as_ref().and_then(|challenge| challenge.how.as_ref());
        how.map(|how| how.in_language(first, first))
    }

    /// The findings as a JSON record, with the digests of rulebook, `plan.toml` and law.
    ///
    /// # Errors
    /// Where the rulebook has no `plan.toml`.
    pub fn findings_json(&self, check: &PlanCheck) -> Result<String, Diagnostics> {
        let (_, stamp) = self.policy_and_stamp()?;
        check
            .to_json(stamp)
            .map_err(|error| Diagnostic::new(Code::WrongType, Path::root(), error.to_string()).into())
    }

    /// The budget in which an allocation ends, for planning.
    ///
    /// # Errors
    /// Where it ends in none: the person is excluded, or somebody decides.
    pub fn budget_of(&self, allocation: &Allocation) -> Result<Budget, Diagnostics> {
        let Some(figures) = allocation.money().figures.as_ref() else {
            let message = format!("the allocation has no budget: it is {}", allocation.outcome().as_str());
            let problem = Diagnostic::new(Code::WrongType, Path::root(), message);
            return Err(problem.help("a plan needs a budget to be held against").into());
        };
        let streams = allocation.money().streams.iter();
        let streams = streams.filter_map(|stream| {
            Some(BudgetStream {
                id: stream.id.clone(),
                inside: stream.position == Position::Inside,
                amount: stream.amount.clone(),
                per: stream.per,
                standing: standing(stream.status.as_str())?,
            })
        });
        let eligible = allocation.assessment().checked.as_ref().and_then(|checked| checked.eligible.as_ref());
        let needs = match eligible {
            Some(ids) => ids.iter().map(|id| id.as_str().to_owned()).collect(),
            None => {
                allocation.sheet().needs(allocation.questionnaire()).into_iter().map(str::to_owned).collect()
            }
        };
        Ok(Budget {
            standing: BudgetStanding::Indicative,
            person: allocation.assessment().person.clone(),
            amount: figures.result.clone(),
            per: self.scheme.result_period,
            weekly: Some(figures.weekly.clone()),
            year: self.year_count(),
            streams: streams.collect(),
            needs,
            allocation: allocation.record().ok().and_then(|record| record.sha256),
        })
    }

    /// How the scheme counts a year.
    pub fn year_count(&self) -> YearCount {
        let year = &self.scheme.year;
        YearCount { weeks: year.weeks.clone(), months: year.months.clone(), days: year.days.clone() }
    }

    /// A budget that somebody agreed, in the way the scheme counts a year.
    pub fn agreed_budget(&self, amount: Exact, per: Period) -> Budget {
        Budget::of(amount, per, self.year_count(), BudgetStanding::Agreed)
    }

    /// The budget of an allocation record.
    ///
    /// # Errors
    /// Where the text is no allocation record, was altered since it was written, is of another rulebook, or ends in no
    /// budget.
    pub fn budget_of_record(&self, text: &str) -> Result<Budget, Diagnostics> {
        let document = Document::from_json("record", text)?;
        let refuse = |key: Option<&str>, message: String, help: &str| {
            let path = key.map_or_else(Path::root, |key| Path::root().key(key));
            let problem = Diagnostic::new(Code::WrongType, path, message);
            let mut found = Diagnostics::from(problem.help(help));
            document.locate(&mut found);
            found
        };
        let help = "give a record written by allocate with format json";
        let record: Json = serde_json::from_str(text).unwrap_or_default();
        let word = |key: &str| record.get(key).and_then(Json::as_str);
        if word("record") != Some(openras_allocation::RECORD) {
            return Err(refuse(Some("record"), "this is no allocation record".to_owned(), help));
        }
        let mut without = record.clone();
        if let Some(map) = without.as_object_mut() {
            map.remove("sha256");
        }
        if digest::sha256(&without).ok().as_deref() != word("sha256") {
            let message =
                "the record does not have the digest that it says: somebody has altered it".to_owned();
            return Err(refuse(Some("sha256"), message, help));
        }
        let id = record.get("rulebook").and_then(|rulebook| rulebook.get("id")?.as_str()).unwrap_or_default();
        if id != self.id() {
            let message = format!("the record is of the rulebook `{id}`, and this is `{}`", self.id());
            return Err(refuse(Some("rulebook"), message, "give the rulebook that made the record"));
        }
        let amount = |value: Option<&Json>| value.and_then(Json::as_str).and_then(Exact::parse);
        let result = record.get("result");
        let value = amount(result.and_then(|result| result.get("value")));
        let unit = result.and_then(|result| result.get("unit")?.as_str()).unwrap_or_default();
        let per = Unit::parse(unit, &self.scheme.currency).ok().and_then(|unit| unit.payment_period());
        let Some((value, per)) = value.zip(per) else {
            let outcome = word("outcome").unwrap_or("not known");
            let message = format!("the allocation has no budget: it is {outcome}");
            return Err(refuse(Some("result"), message, "a plan needs a budget to be held against"));
        };
        Ok(Budget {
            standing: BudgetStanding::Indicative,
            person: record.pointer("/assessment/person").and_then(Json::as_str).map(str::to_owned),
            amount: value,
            per,
            weekly: amount(record.get("weekly")),
            year: self.year_count(),
            streams: record
                .get("streams")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(stream)
                .collect(),
            needs: needs(&record),
            allocation: word("sha256").map(str::to_owned),
        })
    }
}

/// The needs found eligible, else those that the answers show.
fn needs(record: &Json) -> Vec<String> {
    let eligible = record.pointer("/assessment/checked/eligible").or_else(|| record.get("needs"));
    let ids = eligible.and_then(Json::as_array).into_iter().flatten();
    ids.filter_map(Json::as_str).map(str::to_owned).collect()
}

fn stream(record: &Json) -> Option<BudgetStream> {
    let word = |key: &str| record.get(key).and_then(Json::as_str);
    Some(BudgetStream {
        id: word("id")?.to_owned(),
        inside: word("position") == Some(Position::Inside.as_str()),
        amount: word("amount").and_then(Exact::parse),
        per: word("per").and_then(Period::from_word),
        standing: standing(word("status").unwrap_or(StreamStatus::Awarded.as_str()))?,
    })
}

/// How far a stream has come; one that the person cannot have is as good as refused.
fn standing(status: &str) -> Option<StreamStanding> {
    match status {
        "awarded" => Some(StreamStanding::Awarded),
        "applied" => Some(StreamStanding::Applied),
        "to_apply" => Some(StreamStanding::ToApply),
        _ => Some(StreamStanding::Refused),
    }
}
