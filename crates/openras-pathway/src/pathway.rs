//! A council's steps, checked.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Diagnostics, Exact};
use openras_formula::{Expr, Parameter};

use crate::document::PathwayDocument;
use crate::kind::{Decision, Kind};
use crate::meets::Meets;
use crate::reader::Reader;
use crate::role::Role;
use crate::stage::Stage;

/// A council's steps, checked against the library's stages.
#[derive(Clone, Debug)]
pub struct Pathway {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What else the council says of what can be recorded at any stage: who may, and who not besides.
    pub kinds: BTreeMap<Kind, Step>,
    /// Why an agreed budget may differ: the id and the text of each reason.
    pub reasons: BTreeMap<String, String>,
    /// Roles of the council's own, and whether each stands outside the council.
    pub roles: BTreeMap<String, bool>,
    /// How many people are to reach a stage each month.
    pub monthly_target: Option<(u32, Stage)>,
    /// From which amounts a year a budget is medium and high.
    pub cost_bands: Option<(Exact, Exact)>,
    /// Where and in what money.
    pub context: PathwayContext,
    /// As it is written.
    pub document: PathwayDocument,
    pub(crate) parameters: Vec<Parameter>,
}

/// What a pathway takes from its rulebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathwayContext {
    /// The currency of its amounts.
    pub currency: String,
    /// How many decimals the currency has.
    pub decimals: u32,
    /// The language of its texts.
    pub language: String,
    /// Where it holds: `scotland` asks for more at a review.
    pub jurisdiction: String,
    /// The sources that it may name; nothing where the pathway is read back from a case, which was checked before.
    pub sources: Option<BTreeSet<String>>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id, the name of its event.
    pub id: String,
    /// What people read.
    pub text: String,
    /// The roles that may take it.
    pub by: Vec<String>,
    /// The stage that is reached.
    pub stage: Option<Stage>,
    /// Whether later steps can be taken without it.
    pub optional: bool,
    /// How many days after which step or stage it is meant to be.
    pub target: Option<(u32, String)>,
    /// Steps that may not have been taken by the same one.
    pub not_same_as: Vec<String>,
    /// How far above the indicative budget whoever signs off may decide alone.
    pub limit: Option<Limit>,
    /// When a panel meets.
    pub meets: Option<Meets>,
    /// What can be decided.
    pub decisions: Vec<Decision>,
    /// Who must be present.
    pub members: Vec<String>,
    /// How many meetings a year are expected at most.
    pub expected_most_a_year: Option<u32>,
    pub(crate) when: Option<Expr>,
}

impl Step {
    /// Whether it is needed only where a condition holds.
    pub fn is_conditional(&self) -> bool {
        self.when.is_some()
    }
}

/// The smaller of these over the indicative budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// A share of the indicative budget.
    pub share: Option<Exact>,
    /// An amount for a year.
    pub amount: Option<Exact>,
}

impl Limit {
    /// How much more than `indicative`, an amount for a year, may be decided alone.
    pub fn over(&self, indicative: &Exact) -> Exact {
        let share = self.share.as_ref().map(|share| share * indicative);
        [share, self.amount.clone()].into_iter().flatten().min().unwrap_or(Exact::ZERO)
    }
}

impl Pathway {
    /// Checks a pathway.
    pub fn build(document: &PathwayDocument, context: PathwayContext, found: &mut Diagnostics) -> Pathway {
        let mut reader = Reader { document, context: &context, found };
        let parameters = reader.parameters();
        let roles = reader.roles();
        let reasons = reader.reasons();
        let (steps, kinds) = reader.steps(&roles, &parameters);
        let monthly_target =
            document.monthly_target.as_ref().map(|target| (target.people, target.stage.into()));
        let cost_bands = reader.cost_bands();
        reader.whole_sources();
        Pathway {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            steps,
            kinds,
            reasons,
            roles,
            monthly_target,
            cost_bands,
            document: document.clone(),
            parameters,
            context,
        }
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<(usize, &Step)> {
        self.steps.iter().enumerate().find(|(_, step)| step.id == id)
    }

    /// The stage that an event of this name reaches: that of its step, or the stage with its name where no step has it.
    pub fn stage_of(&self, event: &str) -> Option<Stage> {
        match self.step(event) {
            Some((_, step)) => step.stage,
            None => self.bare_stage(event),
        }
    }

    /// The stage with this name, where no step reaches it: it may be recorded under its own name.
    pub fn bare_stage(&self, event: &str) -> Option<Stage> {
        let stage = Stage::from_word(event)?;
        (!self.steps.iter().any(|step| step.stage == Some(stage))).then_some(stage)
    }

    /// The place of the step with this name, or of the first step that reaches `stage` or more.
    pub(crate) fn first_step(&self, event: &str, stage: Stage) -> usize {
        let own = self.step(event).map(|(at, _)| at);
        let later = || self.steps.iter().position(|step| step.stage.is_some_and(|other| other >= stage));
        own.or_else(later).unwrap_or(0)
    }

    /// Every name that an event may have, in order: the steps, then stages without one, then what is recorded at any stage.
    pub fn events(&self) -> Vec<&str> {
        let steps = self.steps.iter().map(|step| step.id.as_str());
        let bare =
            Stage::all_words().filter(|word| self.step(word).is_none() && self.bare_stage(word).is_some());
        steps.chain(bare).chain(Kind::all_words()).collect()
    }

    /// Whether there is such a role.
    pub fn has_role(&self, role: &str) -> bool {
        Role::from_word(role).is_some() || self.roles.contains_key(role)
    }

    /// Whether a role stands on the person's side, or sells support.
    pub fn is_outside(&self, role: &str) -> bool {
        Role::from_word(role).map_or_else(|| self.roles.get(role) == Some(&true), Role::is_outside)
    }
}
