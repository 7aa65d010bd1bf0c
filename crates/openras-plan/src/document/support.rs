use openras_core::document::{AmountIn, DayIn, Entries, Id, Percentage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::relation::Relation;

/// Something that the budget buys.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportDocument {
    /// Its id, known within the plan.
    pub id: Id,
    /// What it is.
    pub text: Option<String>,
    /// Its category: one of the council's, or one of the plan's own.
    pub category: Option<String>,
    /// The way of this line, where it is another than the plan's.
    pub way: Option<Id>,
    /// The needs that it meets.
    #[serde(default)]
    pub needs: Vec<Id>,
    /// The outcomes that it serves.
    #[serde(default)]
    pub outcomes: Vec<Id>,
    /// For the person (the default) or for their carer.
    #[serde(rename = "for")]
    pub whom: Option<ForWhom>,
    /// Who gives it.
    pub provider: Option<ProviderDocument>,
    /// What the rate is: a wage, a fee, or the expenses of somebody who is not paid.
    pub pays: Option<Pays>,
    /// How many units in each `per`.
    pub quantity: Option<AmountIn>,
    /// What is counted.
    pub unit: Option<SupportUnit>,
    /// How often the quantity comes.
    pub per: Option<PerWord>,
    /// What this budget pays for one unit.
    pub rate: Option<AmountIn>,
    /// What the same unit costs where it is not shared.
    pub rate_alone: Option<AmountIn>,
    /// Whether `rate` covers what an employer pays besides the wage too; `wage` then says what the worker earns.
    pub all_in: Option<bool>,
    /// What the worker earns for one unit, of this budget's `rate`, where that is all in.
    pub wage: Option<AmountIn>,
    /// In how many weeks of its dates it is used; all of them if left out. Only for what comes by the week.
    pub weeks: Option<AmountIn>,
    /// Whether the hours differ from week to week, so that leave is earned by the hour.
    pub irregular_hours: Option<bool>,
    /// How many people share the worker at the same time.
    #[schemars(range(min = 1, max = 100))]
    pub shared_by: Option<u32>,
    /// Who employs the worker: `this_person`, `jointly`, `agency`, or `shared_with:` and a person.
    pub employer: Option<String>,
    /// The other plans that share it, by person.
    #[serde(default)]
    pub shared_with: Vec<String>,
    /// Nights on which the worker sleeps in.
    pub sleep_in: Option<SleepInDocument>,
    /// The stream that pays: one, or each with its share; social care if left out.
    pub stream: Option<StreamIn>,
    /// The first day, where it is not that of the plan.
    pub from: Option<DayIn>,
    /// The last day, where it is not that of the plan.
    pub to: Option<DayIn>,
    /// An amount that is paid once.
    pub one_off: Option<AmountIn>,
    /// The day on which it is paid; the first day of the plan if left out.
    pub on: Option<DayIn>,
}

/// For whom a support is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ForWhom {
    /// The person.
    Person,
    /// Their carer.
    Carer,
}

/// What the rate is to whoever gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pays {
    /// A wage.
    Wage,
    /// The price of a service or a thing.
    Fee,
    /// Fares, meals and tickets of somebody who is not paid.
    Expenses,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupportUnit {
    /// Hours.
    Hour,
    /// Nights.
    Night,
    /// Days.
    Day,
    /// Visits.
    Visit,
    /// Miles.
    Mile,
    /// Weeks.
    Week,
    /// Things.
    Item,
}

impl SupportUnit {
    /// `hour`, `night`, …
    pub const fn as_str(self) -> &'static str {
        match self {
            SupportUnit::Hour => "hour",
            SupportUnit::Night => "night",
            SupportUnit::Day => "day",
            SupportUnit::Visit => "visit",
            SupportUnit::Mile => "mile",
            SupportUnit::Week => "week",
            SupportUnit::Item => "item",
        }
    }

    /// `an hour`, `a night`, …
    pub const fn one(self) -> &'static str {
        match self {
            SupportUnit::Hour => "an hour",
            SupportUnit::Night => "a night",
            SupportUnit::Day => "a day",
            SupportUnit::Visit => "a visit",
            SupportUnit::Mile => "a mile",
            SupportUnit::Week => "a week",
            SupportUnit::Item => "an item",
        }
    }
}

/// How often a quantity comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PerWord {
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every year.
    Year,
    /// Once.
    Once,
}

/// Who gives a support.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderDocument {
    /// What kind of provider.
    pub kind: Option<ProviderKind>,
    /// An opaque reference.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The registration of a regulated service.
    pub registration: Option<String>,
    /// The worker's age in years on the day the plan is put forward.
    #[schemars(range(min = 0, max = 120))]
    pub age: Option<u32>,
    /// The worker's next birthday after that day.
    pub older_on: Option<DayIn>,
    /// What the worker is to the person.
    pub relation: Option<Relation>,
    /// Whether they live together.
    pub same_household: Option<bool>,
}

/// What kind of provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Somebody whom the person employs.
    PersonalAssistant,
    /// Somebody who works for themselves.
    SelfEmployed,
    /// An agency.
    Agency,
    /// The council itself.
    Council,
    /// The National Health Service.
    Nhs,
    /// A care home.
    CareHome,
    /// A shop.
    Shop,
    /// A club.
    Club,
    /// Family.
    Family,
    /// Anybody else.
    Other,
}

/// Nights on which a worker sleeps in.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SleepInDocument {
    /// How many nights in each `per` of the line.
    pub nights: AmountIn,
    /// What a night is paid.
    pub flat: AmountIn,
    /// Hours of a night on which the worker is awake and works; paid at the line's rate on top, where it has one.
    pub waking_hours: Option<AmountIn>,
}

/// The stream that pays for a line.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum StreamIn {
    /// One pays all.
    One(Id),
    /// Each pays its share.
    Shares(Entries<Percentage>),
}
