//! What a review lacks to close, and what is still to be offered.

use openras_core::Day;
use openras_core::document::Id;

use crate::document::{AssessmentMade, OptionOffered, ReviewHeld};
use crate::due::Standpoint;
use crate::policy::OptionsRule;

/// The indicators of wellbeing by which a child's outcomes are reviewed.
pub const SHANARRI: [&str; 8] =
    ["safe", "healthy", "achieving", "nurtured", "active", "respected", "responsible", "included"];

/// What a review lacks to close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewGaps {
    /// The day of the review; of an assessment where `kind` says so.
    pub on: Day,
    /// Its kind.
    pub kind: String,
    /// Whether it says that something was decided.
    pub decided: bool,
    /// What is missing, each with its code: `option:option_1`.
    pub lacks: Vec<Lack>,
}

/// One thing that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// What, as a code: `option:option_1`.
    pub code: String,
    /// In words.
    pub message: String,
    /// Where the rule comes from.
    pub source: Option<String>,
}

impl OptionsRule {
    fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    /// What is neither offered nor said to be unavailable, with a reason.
    fn missing(&self, recorded: &[OptionOffered]) -> Vec<Lack> {
        let reasoned = |option: &OptionOffered| {
            option.unavailable_because.as_deref().is_some_and(|reason| !reason.trim().is_empty())
        };
        let mut lacks = Vec::new();
        for id in &self.must_offer {
            let recorded = recorded.iter().find(|option| option.id.as_str() == id);
            let message = match recorded {
                Some(option) if option.offered || reasoned(option) => continue,
                Some(_) => format!("{id} was not offered, and no reason says why it is unavailable"),
                None => format!("{id} is not recorded as offered, or as unavailable with a reason"),
            };
            lacks.push(Lack { code: format!("option:{id}"), message, source: self.source.clone() });
        }
        lacks
    }
}

impl Standpoint<'_> {
    /// What each review, and each assessment at which options are offered, lacks.
    pub(crate) fn gaps(&self) -> Vec<ReviewGaps> {
        let mut gaps = Vec::new();
        let options = self.policy.options.as_ref().filter(|options| options.at_assessment);
        // An assessment that is named for its decision about capacity alone offers nothing.
        let whole = |assessment: &&AssessmentMade| {
            assessment.capacity_review_on.is_none() || !assessment.options.is_empty()
        };
        for assessment in self.casefile.assessment.iter().filter(whole) {
            let day = assessment.on.day().filter(|day| *day <= self.on);
            let Some((day, rule)) = day.zip(options).filter(|(day, rule)| rule.holds_on(*day)) else {
                continue;
            };
            let lacks = rule.missing(&assessment.options);
            gaps.push(ReviewGaps { on: day, kind: "assessment".to_owned(), decided: true, lacks });
        }
        gaps.extend(self.reviews.iter().map(|(day, review)| ReviewGaps {
            on: *day,
            kind: review.kind.as_str().to_owned(),
            decided: review.decision.is_some(),
            lacks: self.lacks(*day, review),
        }));
        gaps.retain(|gaps| !gaps.lacks.is_empty());
        gaps
    }

    /// What a review lacks to close.
    fn lacks(&self, day: Day, review: &ReviewHeld) -> Vec<Lack> {
        let mut lacks = Vec::new();
        let mut lack = |code: String, message: String, source: Option<&String>| {
            lacks.push(Lack { code, message, source: source.cloned() });
        };
        if let Some(asked) = &self.policy.asked {
            let source = asked.source.as_ref();
            for id in
                asked.consider.iter().filter(|id| !review.considered.iter().any(|had| had.as_str() == *id))
            {
                lack(format!("consider:{id}"), format!("{id} was not considered"), source);
            }
            let said = |id: &&String| {
                review.views.iter().any(|view| view.topic.as_str() == *id && !view.said.trim().is_empty())
            };
            for id in asked.topics.iter().filter(|id| !said(id)) {
                lack(format!("topic:{id}"), format!("nobody's view of {id} is recorded"), source);
            }
            let kept = |id: &&String| review.principles.get(id).is_some_and(|words| !words.trim().is_empty());
            for id in asked.principles.iter().filter(|id| !kept(id)) {
                lack(format!("principle:{id}"), format!("how {id} was kept to is not recorded"), source);
            }
        }
        let cadence = self.policy.cadences.iter().find(|cadence| cadence.id == review.kind.as_str());
        if let Some(cadence) =
            cadence.filter(|cadence| cadence.repeat_questionnaire && review.questionnaire.is_none())
        {
            let message = "the questionnaire was not filled in again".to_owned();
            lack("questionnaire".to_owned(), message, cadence.source.as_ref());
        }
        self.plan_in_force(day, review, &mut lack);
        self.child(review, &mut lack);
        if review.decision.is_none() {
            lack("decision".to_owned(), "nothing was decided".to_owned(), None);
        }
        if review.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            lack("reason".to_owned(), "no reason for the decision is given".to_owned(), None);
        }
        let options =
            self.policy.options.as_ref().filter(|options| options.at_review && options.holds_on(day));
        lacks.extend(options.map(|options| options.missing(&review.options)).unwrap_or_default());
        lacks
    }

    /// A review looks at the newest plan of before its day, and says what became of each of its outcomes.
    fn plan_in_force(
        &self,
        day: Day,
        review: &ReviewHeld,
        lack: &mut impl FnMut(String, String, Option<&String>),
    ) {
        let plans = self.casefile.plan.iter().filter_map(|plan| Some((plan.on.day()?, plan)));
        let Some((on, plan)) = plans.filter(|(on, _)| *on < day).max_by_key(|(on, _)| *on) else { return };
        if review.plan.as_ref() != Some(&plan.sha256) {
            let what = if review.plan.is_none() {
                "which plan was looked at is not recorded"
            } else {
                "another plan was looked at"
            };
            let message = format!("{what}; the newest is that of {}, {}", on.long(), plan.sha256);
            lack("plan".to_owned(), message, None);
        }
        let said = |id: &Id| review.outcomes.iter().any(|outcome| outcome.id.as_str() == id.as_str());
        for id in plan.outcomes.iter().filter(|id| !said(id)) {
            lack(format!("outcome:{id}"), format!("nothing says what became of the outcome {id}"), None);
        }
        // A plan whose outcomes are not listed says nothing about those of the review.
        let known =
            |id: &Id| plan.outcomes.is_empty() || plan.outcomes.iter().any(|own| own.as_str() == id.as_str());
        for outcome in review.outcomes.iter().filter(|outcome| !known(&outcome.id)) {
            let id = &outcome.id;
            lack(format!("outcome:{id}"), format!("{id} is no outcome of the newest plan"), None);
        }
    }

    /// A child's outcomes are reviewed by the indicators of wellbeing.
    fn child(&self, review: &ReviewHeld, lack: &mut impl FnMut(String, String, Option<&String>)) {
        if self.casefile.child != Some(true) {
            return;
        }
        for outcome in &review.outcomes {
            let unknown: Vec<&str> =
                outcome.indicators.iter().map(|id| id.as_str()).filter(|id| !SHANARRI.contains(id)).collect();
            if outcome.indicators.is_empty() || !unknown.is_empty() {
                let message = match unknown.as_slice() {
                    [] => format!("the outcome {} names no indicator of wellbeing", outcome.id),
                    _ => format!(
                        "the outcome {} names {}, which is none of {}",
                        outcome.id,
                        unknown.join(", "),
                        SHANARRI.join(", ")
                    ),
                };
                lack(format!("indicator:{}", outcome.id), message, None);
            }
        }
    }

    /// What is to be offered: at the review that is open what it has not recorded yet, else at the next everything.
    pub(crate) fn options_to_offer(&self) -> Vec<String> {
        let rule = self.policy.options.as_ref().filter(|rule| rule.at_review && rule.holds_on(self.on));
        let Some(rule) = rule else { return Vec::new() };
        match self.reviews.last().filter(|(_, review)| review.decision.is_none()) {
            Some((_, review)) => {
                let missing = rule.missing(&review.options);
                missing
                    .iter()
                    .filter_map(|lack| lack.code.split_once(':'))
                    .map(|(_, id)| id.to_owned())
                    .collect()
            }
            None => rule.must_offer.clone(),
        }
    }
}
