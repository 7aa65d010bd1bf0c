use openras_core::Text;
use openras_core::document::{
    AmountIn, Cell, DayIn, Entries, Format, FormulaIn, Id, ParameterDocument, Percentage, Reference,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PerWord, SupportUnit};
use crate::Gravity;

/// What a council asks of a support plan.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "plan.toml")]
pub struct PlanPolicyDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// Where the rules of this file come from.
    pub source: Option<Reference>,
    /// The rules of this file are made up, for show.
    pub illustrative: Option<bool>,
    /// The law packs that hold, by id.
    #[serde(default)]
    pub law: Vec<Id>,
    /// The ways in which a budget may be managed.
    #[serde(default)]
    pub ways: Vec<WayDocument>,
    /// The categories of spending: a vocabulary, not a menu.
    #[serde(default)]
    pub categories: Vec<CategoryIn>,
    /// What is paid while a person is in hospital.
    pub hospital: Option<HospitalDocument>,
    /// What a panel expects to see.
    #[serde(default)]
    pub checklist: Vec<ChecklistDocument>,
    /// Conditions of the council's own.
    #[serde(default)]
    pub condition: Vec<ConditionDocument>,
    /// The dated numbers of those conditions, by id.
    #[serde(default)]
    pub parameters: Entries<ParameterDocument>,
    /// What may not be bought.
    #[serde(default)]
    pub forbidden: Vec<ForbiddenDocument>,
    /// What support costs here.
    #[serde(default)]
    pub reference_rate: Vec<ReferenceRateDocument>,
    /// What is added to an employee's rate.
    pub oncosts: Option<OnCostsDocument>,
    /// How a plan is held against its budget.
    pub affordable: Option<AffordableDocument>,
}

/// A way in which a budget may be managed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WayDocument {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub text: Option<Text>,
    /// Whether it is a direct payment; false if left out.
    pub direct_payment: Option<bool>,
    /// Who gets the money: `person`, `nominee`, `trust`, `provider`.
    pub paid_to: Option<String>,
    /// To whom whoever gets it accounts for it.
    pub accounts_to: Option<String>,
    /// Whether it needs an account of its own.
    pub own_account: Option<bool>,
    /// Whether the council keeps the money.
    #[serde(rename = "virtual")]
    pub held_by_council: Option<bool>,
    /// Decisions without which it cannot be used.
    #[serde(default)]
    pub needs: Vec<Id>,
    /// Which of Scotland's four options it is.
    #[schemars(range(min = 1, max = 4))]
    pub option: Option<u32>,
}

/// A category: its id, or what is to know about it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum CategoryIn {
    /// Its id.
    Id(Id),
    /// Its id and more.
    Table(CategoryDocument),
}

/// A category of spending.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryDocument {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub text: Option<Text>,
    /// Whether somebody is employed for it.
    pub employs: Option<bool>,
    /// Whether the law asks for a registered provider.
    pub regulated: Option<bool>,
}

/// What is paid while a person is in hospital.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HospitalDocument {
    /// For how many weeks employees are kept on.
    #[schemars(range(min = 0, max = 520))]
    pub pay_retainer_weeks: u32,
}

/// What a panel expects to see.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistDocument {
    /// Its id.
    pub id: Id,
    /// One of the library's checks, or several.
    pub check: ChecksIn,
    /// How much it matters to this council; as the check says if left out.
    pub severity: Option<GravityWord>,
    /// What people read.
    pub text: Option<Text>,
    /// A condition on which it is asked; always if left out.
    pub when: Option<FormulaIn>,
    /// For `about_answered`: which questions.
    #[serde(default)]
    pub about: Vec<Id>,
    /// For `needs_met`: these too, whoever is found eligible.
    #[serde(default)]
    pub needs: Vec<Id>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// One check, or several.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ChecksIn {
    /// One.
    One(Id),
    /// Several.
    Many(Vec<Id>),
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GravityWord {
    /// The law forbids it.
    StatutoryBlock,
    /// The council forbids it.
    PolicyBlock,
    /// Somebody must decide.
    Refer,
    /// Worth mending.
    Warning,
    /// Worth knowing.
    Note,
}

impl From<GravityWord> for Gravity {
    fn from(word: GravityWord) -> Gravity {
        match word {
            GravityWord::StatutoryBlock => Gravity::StatutoryBlock,
            GravityWord::PolicyBlock => Gravity::PolicyBlock,
            GravityWord::Refer => Gravity::Refer,
            GravityWord::Warning => Gravity::Warning,
            GravityWord::Note => Gravity::Note,
        }
    }
}

/// A condition of the council's own: where it holds there is a finding.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionDocument {
    /// Its id.
    pub id: Id,
    /// The condition, over the plan's figures.
    pub when: FormulaIn,
    /// What people read where it holds.
    pub text: Text,
    /// How much it matters; `refer` if left out.
    pub severity: Option<GravityWord>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// Something that may not be bought.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForbiddenDocument {
    /// The category.
    pub category: String,
    /// Why.
    pub because: ForbiddenBecause,
    /// How much it matters; `policy_block` if left out.
    pub severity: Option<GravityWord>,
    /// What people read.
    pub text: Option<Text>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// Why something may not be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForbiddenBecause {
    /// The law forbids it.
    Illegal,
    /// It puts the money at risk.
    PutsMoneyAtRisk,
    /// Somebody else must pay for it.
    SomeoneElseMustPay,
    /// It meets no need.
    NotANeed,
    /// The council says so.
    CouncilPolicy,
}

impl ForbiddenBecause {
    /// In plain words.
    pub const fn words(self) -> &'static str {
        match self {
            ForbiddenBecause::Illegal => "it is against the law",
            ForbiddenBecause::PutsMoneyAtRisk => "it puts the money at risk",
            ForbiddenBecause::SomeoneElseMustPay => "somebody else must pay for it",
            ForbiddenBecause::NotANeed => "it meets no need",
            ForbiddenBecause::CouncilPolicy => "the council's policy says so",
        }
    }
}

/// What a kind of support costs here.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRateDocument {
    /// The category.
    pub category: String,
    /// What one pays for.
    pub unit: SupportUnit,
    /// The rates, each from a day on.
    #[schemars(length(min = 1))]
    pub values: Vec<ReferenceValue>,
}

/// A rate from a day on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceValue {
    /// The first day it holds.
    pub from: DayIn,
    /// The rate.
    pub is: AmountIn,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// What is added to an employee's rate, unless that is all in.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnCostsDocument {
    /// Paid leave: `law`, or a share of the wages; a stated `"0%"` says that it is covered elsewhere.
    pub holiday: Option<Cell>,
    /// The employer's National Insurance: `law`, or a share of the wages.
    pub employer_ni: Option<Cell>,
    /// The employer's pension contribution: `law`, or a share of the wages.
    pub pension: Option<Cell>,
    /// The employer's liability insurance.
    pub insurance: Option<InsuranceDocument>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// What insurance costs.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InsuranceDocument {
    /// How much.
    pub amount: AmountIn,
    /// How often.
    pub per: PerWord,
}

/// How a plan is held against its budget.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AffordableDocument {
    /// How much dearer a plan may be: the larger of the two.
    pub over: Option<OverDocument>,
    /// How much cheaper it may be before that is noted.
    pub under: Option<UnderDocument>,
    /// How weekly amounts are counted.
    pub weekly_lines: Option<WeeklyLinesWord>,
    /// Reasons for which a panel may agree to more.
    #[serde(default)]
    pub reasons_to_exceed: Vec<Id>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// How much dearer a plan may be than its budget.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverDocument {
    /// A share of the budget.
    pub percent: Option<Percentage>,
    /// An amount.
    pub amount: Option<AmountIn>,
}

/// How much cheaper a plan may be than its budget before that is noted.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnderDocument {
    /// A share of the budget.
    pub percent: Percentage,
}

/// How weekly amounts are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeeklyLinesWord {
    /// The weekly amount x days / 7.
    Days,
    /// The scheme's weeks in a whole year.
    SchemeYear,
}
