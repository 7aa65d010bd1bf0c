//! `plan`: support plans held against their budgets, the law and what the council asks.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use openras::core::{Amount, Period};
use openras::plan::{Budget, Circumstances, SupportPlan, TogetherCheck, Verdict};
use openras::rulebook::Rulebook;
use openras_letter::own_plan;

use crate::args::plan::{PlanArguments, PlanFor, PlanFormat};
use crate::input::{Source, rulebook};
use crate::output::answer;
use crate::status::{Answer, Stop};

/// Whose page it is, and how it is written, says nothing where no such page is asked for.
fn check_page(arguments: &PlanArguments) -> Result<(), Stop> {
    match (arguments.format, arguments.whom) {
        (PlanFormat::Html, PlanFor::Person) if arguments.plans.len() == 1 => Ok(()),
        (PlanFormat::Html, PlanFor::Person) => Err(Stop::Input(
            "error: a person's own copy is of one plan\n  = help: print each by itself".to_owned(),
        )),
        (_, PlanFor::Person) => {
            Err(Stop::Input("error: --for person is a page\n  = help: add --format html".to_owned()))
        }
        (_, PlanFor::Panel) => arguments.page.only_for_pages().map_err(|_| {
            Stop::Input(
                "error: --lang and --easy-read are for the person's own copy\n  = help: add --format html --for person"
                    .to_owned(),
            )
        }),
    }
}

pub(crate) fn run(arguments: &PlanArguments) -> Result<Answer, Stop> {
    check_page(arguments)?;
    let rulebook = rulebook(&arguments.rulebook)?;
    let mut plans: Vec<SupportPlan> = Vec::new();
    let mut sources: Vec<Source> = Vec::new();
    let mut stops: Vec<Stop> = Vec::new();
    for path in &arguments.plans {
        match read_plan(path) {
            Ok((source, plan)) => {
                sources.push(source);
                plans.push(plan);
            }
            Err(stop) => stops.push(stop),
        }
    }
    let budgets = match budgets(&rulebook, &plans, &arguments.allocation, arguments.budget.as_deref()) {
        Ok(budgets) => budgets,
        Err(stop) => {
            stops.push(stop);
            vec![None; plans.len()]
        }
    };
    let pairs: Vec<(&SupportPlan, Option<&Budget>)> =
        plans.iter().zip(&budgets).map(|(plan, budget)| (plan, budget.as_ref())).collect();
    let check = match rulebook.check_plans_together(&pairs) {
        Ok(check) => check,
        Err(misfits) => {
            for (source, found) in
                misfits.into_iter().filter_map(|(at, found)| Some((sources.get(at)?, found)))
            {
                stops.push(source.refuse_at(&source.document()?, found));
            }
            return Err(Stop::all(stops));
        }
    };
    if !stops.is_empty() {
        return Err(Stop::all(stops));
    }
    answer(&written(&rulebook, &check, arguments)?, arguments.out.as_deref())?;
    let blocked = check.plans.iter().any(|plan| plan.verdict() == Verdict::Blocked);
    Ok(if blocked { Answer::No } else { Answer::Yes })
}

/// Reads a plan, and its text for messages.
pub(crate) fn read_plan(path: &Path) -> Result<(Source, SupportPlan), Stop> {
    let source = Source::read(path)?;
    let mut document = source.document()?;
    match SupportPlan::from_document(&mut document) {
        Ok(plan) => Ok((source, plan)),
        Err(found) => Err(source.refuse_at(&document, found)),
    }
}

/// The codes of what blocks a plan, whatever its budget; nothing where nothing does.
pub(crate) fn blocked_by(
    rulebook: &Rulebook,
    source: &Source,
    plan: &SupportPlan,
) -> Result<Option<String>, Stop> {
    let check = match rulebook.check_plan_with(plan, None, Circumstances::default()) {
        Ok(check) => check,
        Err(found) => return Err(source.refuse_at(&source.document()?, found)),
    };
    if check.verdict() != Verdict::Blocked {
        return Ok(None);
    }
    let mut codes: Vec<&str> = Vec::new();
    for finding in check.findings.iter().filter(|finding| finding.gravity.blocks()) {
        if !codes.contains(&finding.code.as_str()) {
            codes.push(finding.code.as_str());
        }
    }
    Ok(Some(codes.join(", ")))
}

/// The budget of each plan: the one that was agreed, or that of the allocation of the same person.
fn budgets(
    rulebook: &Rulebook,
    plans: &[SupportPlan],
    allocations: &[PathBuf],
    agreed: Option<&str>,
) -> Result<Vec<Option<Budget>>, Stop> {
    let mut records: Vec<Budget> = Vec::new();
    for path in allocations {
        let source = Source::read(path)?;
        let budget = rulebook.budget_of_record(&source.text);
        records.push(budget.map_err(|found| source.refuse(found))?);
    }
    let alone = plans.len() == 1;
    let mut budgets = Vec::new();
    for plan in plans {
        let own = |budget: &&Budget| alone || budget.person.as_deref() == Some(plan.person.as_str());
        let record = records.iter().find(own).cloned();
        budgets.push(match agreed {
            Some(text) => {
                let agreed = agreed_budget(rulebook, text)?;
                let needs = record.as_ref().map_or(Vec::new(), |record| record.needs.clone());
                let streams = record.map_or(Vec::new(), |record| record.streams);
                Some(Budget { needs, streams, ..agreed })
            }
            None => record,
        });
    }
    Ok(budgets)
}

fn agreed_budget(rulebook: &Rulebook, text: &str) -> Result<Budget, Stop> {
    let (amount, per) = text.split_once('/').unwrap_or((text, ""));
    let amount = Amount::parse(amount).ok().filter(|amount| !amount.percent && !amount.value.is_negative());
    let read = amount.zip(Period::from_word(per));
    match read {
        Some((amount, per)) => Ok(rulebook.agreed_budget(amount.value, per)),
        None => Err(Stop::Input(format!(
            "error: `{text}` is not a budget\n  help: write an amount and its period, such as 250.00/week or 13000.00/year"
        ))),
    }
}

fn written(rulebook: &Rulebook, check: &TogetherCheck, asked: &PlanArguments) -> Result<String, Stop> {
    let cannot = |error: String| Stop::Cannot(format!("the record cannot be written: {error}"));
    let mut text = String::new();
    match asked.format {
        PlanFormat::Json => {
            let Some(stamp) = rulebook.plan_stamp() else { return Ok(text) };
            return match check.plans.as_slice() {
                [only] => only.to_json(stamp).map_err(|error| cannot(error.to_string())),
                _ => check.to_json(stamp).map_err(|error| cannot(error.to_string())),
            };
        }
        PlanFormat::Text => {
            for plan in &check.plans {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&plan.to_text());
            }
        }
        PlanFormat::Html => {
            return Ok(match (asked.whom, check.plans.as_slice()) {
                (PlanFor::Person, [own]) => own_plan(rulebook, own, &asked.page.options()),
                _ => check.to_html(),
            });
        }
    }
    if let Some(first) = check.plans.first().filter(|_| !check.shared.is_empty()) {
        text.push_str("\nShared\n");
        for sentence in
            check.shared.iter().flat_map(|shared| shared.sentences(&first.currency, first.decimals))
        {
            let _ = writeln!(text, "  {sentence}");
        }
    }
    Ok(text)
}
