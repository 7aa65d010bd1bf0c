//! Why a person's budget is another than it was: each answer and rule that changed, and how much of the difference is its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use openras_allocation::{Scheme, SchemeDocument};
use openras_core::document::{Entries, ParameterDocument, ValueDocument};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path};
use openras_plan::rounded_shares;
use openras_questionnaire::{Assessment, Given, Namespace, Questionnaire, QuestionnaireDocument};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::rulebook::Rulebook;

/// The most changes whose shares are worked out from every order in which they could have come.
pub const EVERY_ORDER_MAX: usize = 10;

/// Why a person's budget is another than it was.
#[derive(Clone, Debug)]
pub struct BudgetChange {
    /// The person, where both allocations say so.
    pub person: Option<String>,
    /// The older budget of a year.
    pub old: Exact,
    /// The newer budget of a year.
    pub new: Exact,
    /// What changed, each with its share of the difference: inputs first, then rules. The shares sum to the difference.
    pub shares: Vec<ChangeShare>,
    /// Whether the shares come from every order of the changes, or from the file's order and the other way round.
    pub every_order: bool,
}

/// One thing that changed, and how much of the difference is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeShare {
    /// `fact`, `answer`, `date`, `parameter`, `table`, `question`, `step` or `rules`.
    pub kind: &'static str,
    /// Its id; several with commas where they only change together.
    pub id: String,
    /// What it was; nothing where that is no short text.
    pub was: Option<String>,
    /// What it is.
    pub is: Option<String>,
    /// How much of the difference is its own, a year.
    pub share: Exact,
}

/// One thing that changed.
#[derive(Clone, Debug)]
enum Factor {
    Fact(String),
    Answer(String),
    Date,
    Parameter(String),
    Table(String),
    Question(String),
    Step(String),
    /// Everything else in the files.
    Rules,
}

impl Factor {
    const fn is_input(&self) -> bool {
        matches!(self, Factor::Fact(_) | Factor::Answer(_) | Factor::Date)
    }
}

/// Two allocations of one person, and everything that lies between them.
struct Between<'a> {
    old: (&'a Rulebook, &'a Assessment, Day),
    new: (&'a Rulebook, &'a Assessment, Day),
}

/// Which side each factor is taken from: true for the newer.
type Side<'s> = dyn Fn(&Factor) -> bool + 's;

/// Explains the difference between two budgets of one person.
///
/// Each thing that changed gets the mean of what it moves over every order in which the changes could have come (its Shapley
/// value); with more than [`EVERY_ORDER_MAX`] changes, over the files' order and its reverse. Changes that cannot stand alone, such as
/// an answer to a question that only one of the rulebooks asks, are taken together.
///
/// # Rounding
/// The shares are exact, then rounded to the currency's decimals so that they sum to the difference (largest remainder).
///
/// # Errors
/// Where one of the allocations cannot be worked out, or ends in no budget.
pub fn explain_change(
    (old, before): (&Rulebook, &Assessment),
    (new, after): (&Rulebook, &Assessment),
) -> Result<BudgetChange, Diagnostics> {
    let budget = |rulebook: &Rulebook, assessment: &Assessment| -> Result<(Exact, Day), Diagnostics> {
        let allocation = rulebook.allocate(assessment)?;
        let figures = allocation.money().figures.as_ref();
        let annual = figures.map(|figures| figures.annual.clone()).zip(assessment.on());
        annual.ok_or_else(|| {
            let message = format!("there is no budget to compare: it is {}", allocation.outcome().as_str());
            Diagnostic::new(Code::WrongType, Path::root(), message).into()
        })
    };
    let ((was, old_on), (is, new_on)) = (budget(old, before)?, budget(new, after)?);
    let between = Between { old: (old, before, old_on), new: (new, after, new_on) };
    let places = new.context().decimals;
    let (groups, exact, every_order) = between.shares(&was, &is);
    let (rounded, _) = rounded_shares(&exact, places);
    let shares = groups.iter().zip(rounded).map(|(group, share)| between.said(group, share));
    Ok(BudgetChange {
        person: after.person.clone().filter(|person| before.person.as_ref() == Some(person)),
        old: was,
        new: is,
        shares: shares.collect(),
        every_order,
    })
}

impl Between<'_> {
    /// What changed, in groups that can stand alone, the exact share of each, and whether every order was looked at.
    fn shares(&self, was: &Exact, is: &Exact) -> (Vec<Vec<Factor>>, Vec<Exact>, bool) {
        let factors = self.factors();
        let (inputs, rules): (Vec<Factor>, Vec<Factor>) = factors.iter().cloned().partition(Factor::is_input);
        let alone =
            |factors: &[Factor]| factors.iter().map(|factor| vec![factor.clone()]).collect::<Vec<_>>();
        let whole = |factors: &[Factor]| if factors.is_empty() { Vec::new() } else { vec![factors.to_vec()] };
        let ways = [
            alone(&factors),
            [whole(&inputs), alone(&rules)].concat(),
            [alone(&inputs), whole(&rules)].concat(),
            [whole(&inputs), whole(&rules)].concat(),
        ];
        for groups in ways {
            let every_order = groups.len() <= EVERY_ORDER_MAX;
            let worked = if every_order { self.every_order(&groups) } else { self.two_orders(&groups) };
            // What lies between must begin and end with the two budgets themselves.
            let sums = |shares: &Vec<Exact>| shares.iter().cloned().sum::<Exact>() == (is - was);
            if let Some(shares) = worked.filter(sums) {
                return (groups, shares, every_order);
            }
        }
        (vec![factors], vec![is - was], true)
    }

    /// The Shapley value of each group; nothing where a mixture has no budget.
    fn every_order(&self, groups: &[Vec<Factor>]) -> Option<Vec<Exact>> {
        let count = groups.len();
        let sets = 1usize.checked_shl(u32::try_from(count).ok()?)?;
        let worth: Option<Vec<Exact>> =
            (0..sets).map(|set| self.worth(groups, &|at| set >> at & 1 == 1)).collect();
        let worth = worth?;
        let mut shares = Vec::with_capacity(count);
        for at in 0..count {
            let bit = 1usize.checked_shl(u32::try_from(at).ok()?)?;
            let mut share = Exact::ZERO;
            for set in (0..sets).filter(|set| set & bit == 0) {
                let size = usize::try_from(set.count_ones()).ok()?;
                let moved = worth.get(set | bit)? - worth.get(set)?;
                share = &share + &(&moved * &weight(size, count)?);
            }
            shares.push(share);
        }
        Some(shares)
    }

    /// What each group moves in the files' order and in its reverse, in the mean.
    fn two_orders(&self, groups: &[Vec<Factor>]) -> Option<Vec<Exact>> {
        let count = groups.len();
        let half = Exact::ratio(1, 2)?;
        let mut shares = Vec::with_capacity(count);
        for at in 0..count {
            let forward =
                &self.worth(groups, &|other| other <= at)? - &self.worth(groups, &|other| other < at)?;
            let back =
                &self.worth(groups, &|other| other >= at)? - &self.worth(groups, &|other| other > at)?;
            shares.push(&(&forward + &back) * &half);
        }
        Some(shares)
    }

    /// The budget of a year with these groups as they are now and the others as they were.
    fn worth(&self, groups: &[Vec<Factor>], newer: &dyn Fn(usize) -> bool) -> Option<Exact> {
        let side = |factor: &Factor| {
            groups
                .iter()
                .enumerate()
                .any(|(at, group)| newer(at) && group.iter().any(|own| same(own, factor)))
        };
        let (questionnaire, scheme) = self.rules(&side)?;
        let assessment = self.assessment(&side);
        let allocation = scheme.allocate(&questionnaire, &self.new.0.stamp, &assessment).ok()?;
        allocation.money().figures.as_ref().map(|figures| figures.annual.clone())
    }

    fn assessment(&self, newer: &Side<'_>) -> Assessment {
        let (old, new) = (self.old.1, self.new.1);
        let mut mixed = old.clone();
        mixed.streams = BTreeMap::new();
        mixed.views = Vec::new();
        mixed.on = if newer(&Factor::Date) { new.on } else { old.on };
        let mix =
            |one: &BTreeMap<String, Given>, other: &BTreeMap<String, Given>, factor: fn(String) -> Factor| {
                let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
                let side = |key: &String| if newer(&factor(key.clone())) { other } else { one };
                keys.filter_map(|key| Some((key.clone(), side(key).get(key)?.clone()))).collect()
            };
        mixed.facts = mix(&old.facts, &new.facts, Factor::Fact);
        mixed.answers = mix(&old.answers, &new.answers, Factor::Answer);
        mixed
    }

    /// Questionnaire and scheme, mixed.
    fn rules(&self, newer: &Side<'_>) -> Option<(Arc<Questionnaire>, Arc<Scheme>)> {
        let (one, other) = (self.old.0, self.new.0);
        let (base, off) = if newer(&Factor::Rules) { (other, one) } else { (one, other) };
        let mut asked = base.questionnaire_document.clone();
        let mut scheme = base.scheme_document.clone();
        let from_off = |factor: &Factor| newer(factor) != newer(&Factor::Rules);
        for question in asked.section.iter_mut().flat_map(|section| section.question.iter_mut()) {
            let factor = Factor::Question(question.id.as_str().to_owned());
            if let Some(replaced) =
                question_of(&off.questionnaire_document, question.id.as_str()).filter(|_| from_off(&factor))
            {
                *question = replaced.clone();
            }
        }
        for step in &mut scheme.step {
            let factor = Factor::Step(step.id.as_str().to_owned());
            let replaced = off.scheme_document.step.iter().find(|known| known.id == step.id);
            if let Some(replaced) = replaced.filter(|_| from_off(&factor)) {
                *step = replaced.clone();
            }
        }
        let tables = scheme.tables.iter().map(|(id, table)| {
            let factor = Factor::Table(id.as_str().to_owned());
            let replaced = off.scheme_document.tables.get(id.as_str()).filter(|_| from_off(&factor));
            (id.clone(), replaced.unwrap_or(table).clone())
        });
        scheme.tables = tables.collect();
        scheme.parameters = self.parameters(&scheme, newer);
        let mut found = Diagnostics::new();
        let mut namespace = Namespace::new();
        let questionnaire = Questionnaire::build(&asked, &base.context, &mut namespace, &mut found);
        let mut built = Scheme::build(&scheme, &questionnaire, &base.context, &mut namespace, &mut found)?;
        if found.has_errors() {
            return None;
        }
        // The days of a rulebook do not matter to what lies between two of them.
        (built.effective_from, built.effective_to) = (None, None);
        Some((Arc::new(questionnaire), Arc::new(built)))
    }

    /// Each parameter with the one value that was in force, on whatever day.
    fn parameters(&self, scheme: &SchemeDocument, newer: &Side<'_>) -> Entries<ParameterDocument> {
        let pinned = |id: &str, own: &ParameterDocument| {
            let (rulebook, _, on) =
                if newer(&Factor::Parameter(id.to_owned())) { self.new } else { self.old };
            let document = rulebook.scheme_document.parameters.get(id).unwrap_or(own);
            let mut document = document.clone();
            if let Some(mut value) = in_force(&document, on).cloned() {
                value.from = serde_json::from_value(json!("0001-01-01")).unwrap_or(value.from);
                document.values = vec![value];
            }
            document
        };
        scheme.parameters.iter().map(|(id, own)| (id.clone(), pinned(id.as_str(), own))).collect()
    }

    /// Everything that changed: inputs first, then rules.
    fn factors(&self) -> Vec<Factor> {
        let (old, new) = (self.old.1, self.new.1);
        let mut factors = Vec::new();
        let changed = |one: &BTreeMap<String, Given>, other: &BTreeMap<String, Given>| -> Vec<String> {
            let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
            let canonical = |map: &BTreeMap<String, Given>, key: &String| {
                map.get(key).map(|given| given.canonical().into_owned())
            };
            keys.filter(|key| canonical(one, key) != canonical(other, key)).cloned().collect()
        };
        factors.extend(changed(&old.facts, &new.facts).into_iter().map(Factor::Fact));
        factors.extend(changed(&old.answers, &new.answers).into_iter().map(Factor::Answer));
        if self.old.2 != self.new.2 {
            factors.push(Factor::Date);
        }
        factors.extend(self.changed_rules());
        factors
    }

    fn changed_rules(&self) -> Vec<Factor> {
        let (one, other) = (&self.old.0.scheme_document, &self.new.0.scheme_document);
        let mut factors = Vec::new();
        let mut rest = false;
        for (id, new) in &other.parameters {
            let Some(old) = one.parameters.get(id.as_str()) else { continue };
            let value = |document, on| in_force(document, on).map(|value| bare(&value.is));
            if value(old, self.old.2) != value(new, self.new.2) {
                factors.push(Factor::Parameter(id.as_str().to_owned()));
            }
        }
        for (id, new) in &other.tables {
            if one.tables.get(id.as_str()).is_some_and(|old| bare(old) != bare(new)) {
                factors.push(Factor::Table(id.as_str().to_owned()));
            }
        }
        let ids =
            |scheme: &SchemeDocument| scheme.step.iter().map(|step| step.id.clone()).collect::<Vec<_>>();
        if ids(one) == ids(other) {
            let pairs = one.step.iter().zip(&other.step).filter(|(old, new)| bare(*old) != bare(*new));
            factors.extend(pairs.map(|(step, _)| Factor::Step(step.id.as_str().to_owned())));
        } else {
            rest = true;
        }
        let (asked, now) = (&self.old.0.questionnaire_document, &self.new.0.questionnaire_document);
        if outline(asked) == outline(now) {
            let new = now.section.iter().flat_map(|section| &section.question);
            let old = asked.section.iter().flat_map(|section| &section.question);
            let pairs = old.zip(new).filter(|(old, new)| bare(*old) != bare(*new));
            factors.extend(pairs.map(|(question, _)| Factor::Question(question.id.as_str().to_owned())));
        } else {
            rest = true;
        }
        let other_parts = |scheme: &SchemeDocument| {
            let names = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let parameters = names(scheme.parameters.iter().map(|(id, _)| id.as_str()).collect());
            let tables = names(scheme.tables.iter().map(|(id, _)| id.as_str()).collect());
            json!([
                bare(&scheme.year),
                bare(&scheme.exclusion),
                bare(&scheme.referral),
                scheme.result,
                parameters,
                tables
            ])
        };
        if rest || other_parts(one) != other_parts(other) || bare(&asked.fact) != bare(&now.fact) {
            factors.push(Factor::Rules);
        }
        factors
    }

    /// A group of changes in words.
    fn said(&self, group: &[Factor], share: Exact) -> ChangeShare {
        let given = |map: &BTreeMap<String, Given>, id: &String| {
            map.get(id).map(|given| text(&json!(given.canonical())))
        };
        let value = |side: (&Rulebook, &Assessment, Day), id: &str| {
            in_force(side.0.scheme_document.parameters.get(id)?, side.2).map(|value| text(&json!(value.is)))
        };
        let (old, new) = (self.old, self.new);
        let one = |kind: &'static str, id: &str, was: Option<String>, is: Option<String>| ChangeShare {
            kind,
            id: id.to_owned(),
            was,
            is,
            share: share.clone(),
        };
        match group {
            [Factor::Fact(id)] => one("fact", id, given(&old.1.facts, id), given(&new.1.facts, id)),
            [Factor::Answer(id)] => one("answer", id, given(&old.1.answers, id), given(&new.1.answers, id)),
            [Factor::Date] => one("date", "on", Some(old.2.to_string()), Some(new.2.to_string())),
            [Factor::Parameter(id)] => one("parameter", id, value(old, id), value(new, id)),
            [Factor::Table(id)] => one("table", id, None, None),
            [Factor::Question(id)] => one("question", id, None, None),
            [Factor::Step(id)] => one("step", id, None, None),
            [Factor::Rules] => one("rules", "rules", None, None),
            several => {
                let kind = if several.iter().all(Factor::is_input) { "answers" } else { "rules" };
                let kind =
                    if several.iter().any(Factor::is_input) && kind == "rules" { "everything" } else { kind };
                let ids: Vec<&str> = several.iter().map(name).collect();
                one(kind, &ids.join(","), None, None)
            }
        }
    }
}

impl BudgetChange {
    /// The newer budget less the older.
    pub fn difference(&self) -> Exact {
        &self.new - &self.old
    }
}

fn same(one: &Factor, other: &Factor) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other) && name(one) == name(other)
}

fn name(factor: &Factor) -> &str {
    match factor {
        Factor::Fact(id) | Factor::Answer(id) | Factor::Parameter(id) | Factor::Table(id) => id,
        Factor::Question(id) | Factor::Step(id) => id,
        Factor::Date => "on",
        Factor::Rules => "rules",
    }
}

/// In how many of all orders a set of `size` comes first and one more next, as a share: size! (count - size - 1)! / count!.
fn weight(size: usize, count: usize) -> Option<Exact> {
    let factorial =
        |whole: usize| (1..=i128::try_from(whole).unwrap_or(0)).try_fold(1i128, i128::checked_mul);
    let after = count.checked_sub(size)?.checked_sub(1)?;
    Exact::ratio(factorial(size)?.checked_mul(factorial(after)?)?, factorial(count)?)
}

/// The value of a parameter that is in force on a day.
fn in_force(document: &ParameterDocument, on: Day) -> Option<&ValueDocument> {
    let begun = document.values.iter().filter(|value| value.from.day().is_some_and(|from| from <= on));
    begun.max_by_key(|value| value.from.day())
}

fn question_of<'d>(
    document: &'d QuestionnaireDocument,
    id: &str,
) -> Option<&'d openras_questionnaire::QuestionDocument> {
    document.section.iter().flat_map(|section| &section.question).find(|question| question.id.as_str() == id)
}

/// Sections with the ids of their questions, and what else of a section counts.
fn outline(document: &QuestionnaireDocument) -> Vec<Json> {
    let section = |section: &openras_questionnaire::SectionDocument| {
        let questions: Vec<&str> = section.question.iter().map(|question| question.id.as_str()).collect();
        json!([section.id, section.need, section.part, questions])
    };
    document.section.iter().map(section).collect()
}

/// What of a part of a document can change a figure: no texts, no sources.
fn bare(part: &impl Serialize) -> Json {
    fn strip(value: &mut Json) {
        match value {
            Json::Object(map) => {
                for key in ["text", "title", "source", "illustrative"] {
                    map.remove(key);
                }
                map.values_mut().for_each(strip);
            }
            Json::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(part).unwrap_or_default();
    strip(&mut value);
    value
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
