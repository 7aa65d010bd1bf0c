//! How a record is filled.

use openras_core::{Exact, digest};

use super::{
    AmountRecord, ChecklistRecord, CostLineRecord, CostRecord, FINDINGS, FindingRecord, FindingsRecord,
    LawRecord, MonthRecord, PersonalBudgetRecord, PlanStamp, SharedRecord, SharedWithRecord,
    StreamCostRecord, TOGETHER, TestsRecord, TogetherRecord,
};
use crate::check::{ChecklistItem, PlanCheck};
use crate::cost::{CostLine, MonthCost, NamedAmount, StreamCost};
use crate::document::SupportUnit;
use crate::finding::{Finding, LawUsed};
use crate::shared::{SharedWith, TogetherCheck};
use crate::{Gravity, Test};

impl TogetherCheck {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record<'a>(&'a self, stamp: &'a PlanStamp) -> Result<TogetherRecord<'a>, serde_json::Error> {
        let places = self.plans.first().map_or(2, |plan| plan.decimals);
        let with = |part: &'a SharedWith| SharedWithRecord {
            person: &part.person,
            support: &part.support,
            pays: part.pays.to_fixed(places),
            alone: part.alone.as_ref().map(|alone| alone.to_fixed(places)),
            saves: part.saves.as_ref().map(|saves| saves.to_fixed(places)),
        };
        let shared = self.shared.iter().map(|shared| SharedRecord {
            reference: &shared.reference,
            unit: shared.unit.map_or("unit", SupportUnit::as_str),
            together: shared.together.to_fixed(places),
            with: shared.with.iter().map(with).collect(),
        });
        let plans: Result<Vec<_>, _> = self.plans.iter().map(|plan| plan.record(stamp)).collect();
        let mut record =
            TogetherRecord { record: TOGETHER, plans: plans?, shared: shared.collect(), sha256: None };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }
}

impl TogetherCheck {
    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self, stamp: &PlanStamp) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record(stamp)?).map(|json| json + "\n")
    }
}

impl PlanCheck {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record<'a>(&'a self, stamp: &'a PlanStamp) -> Result<FindingsRecord<'a>, serde_json::Error> {
        let test = |test: Test| self.test(test).of_test();
        let mut record = FindingsRecord {
            record: FINDINGS,
            engine: env!("CARGO_PKG_VERSION"),
            rulebook: stamp,
            person: &self.person,
            plan: super::input::written(&self.plan)?,
            budget: self.budget.as_ref().map(super::BudgetRecord::from),
            circumstances: self.circumstances.into(),
            verdict: self.verdict().as_str(),
            tests: TestsRecord {
                effective: test(Test::Effective),
                legal: test(Test::Legal),
                affordable: test(Test::Affordable),
            },
            findings: self.findings.iter().map(finding).collect(),
            cost: self.cost_record(),
            checklist: self.checklist.iter().map(checklist).collect(),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self, stamp: &PlanStamp) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record(stamp)?).map(|json| json + "\n")
    }

    fn cost_record(&self) -> CostRecord<'_> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        let cost = &self.cost;
        CostRecord {
            annual: money(&cost.annual),
            weekly: money(&cost.weekly),
            one_off: money(&cost.one_off),
            contingency: money(&cost.contingency),
            total: money(&cost.total),
            budget: cost.budget.as_ref().map(money),
            difference: cost.difference.as_ref().map(money),
            by_line: cost.by_line.iter().map(|line| self.line(line)).collect(),
            by_category: cost.by_category.iter().map(|named| self.amount(named)).collect(),
            by_stream: cost.by_stream.iter().map(|stream| self.stream(stream)).collect(),
            by_month: cost.by_month.iter().map(|month| self.month(month)).collect(),
            personal_budget: PersonalBudgetRecord {
                total: money(&cost.personal_budget.total),
                person_pays: money(&cost.personal_budget.person_pays),
                council_pays: money(&cost.personal_budget.council_pays),
                other_money: cost
                    .personal_budget
                    .other_money
                    .iter()
                    .map(|named| self.amount(named))
                    .collect(),
            },
        }
    }

    fn line<'a>(&self, line: &'a CostLine) -> CostLineRecord<'a> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        CostLineRecord {
            id: &line.id,
            category: &line.category,
            workings: &line.workings,
            own: money(&line.own),
            holiday: money(&line.holiday),
            employer_ni: money(&line.employer_ni),
            pension: money(&line.pension),
            total: money(&line.total),
        }
    }

    fn amount<'a>(&self, named: &'a NamedAmount) -> AmountRecord<'a> {
        AmountRecord { id: &named.id, amount: named.amount.to_fixed(self.decimals) }
    }

    fn stream<'a>(&self, stream: &'a StreamCost) -> StreamCostRecord<'a> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        StreamCostRecord { id: &stream.id, spent: money(&stream.spent), has: stream.has.as_ref().map(money) }
    }

    fn month(&self, month: &MonthCost) -> MonthRecord {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        MonthRecord {
            from: month.from.to_string(),
            spent: money(&month.spent),
            paid: money(&month.paid),
            left: money(&month.left),
        }
    }
}

fn finding(finding: &Finding) -> FindingRecord<'_> {
    FindingRecord {
        code: finding.code.as_str(),
        test: finding.code.test().as_str(),
        severity: Gravity::as_str(finding.gravity),
        at: finding.at.pointer(),
        message: &finding.message,
        help: finding.help.as_deref(),
        source: finding.source.as_deref(),
        facts: finding.facts.iter().map(|(name, value)| (*name, value.as_str())).collect(),
        law: finding.law.as_ref().map(law),
        exception: finding.exception.map(|at| format!("/exception/{at}")),
    }
}

fn law(law: &LawUsed) -> LawRecord<'_> {
    LawRecord {
        pack: &law.pack,
        key: &law.key,
        jurisdiction: &law.jurisdiction,
        from: law.from.to_string(),
        until: law.until.map(|until| until.to_string()),
        source: &law.source,
        confidence: law.confidence,
    }
}

fn checklist(item: &ChecklistItem) -> ChecklistRecord<'_> {
    ChecklistRecord {
        id: &item.id,
        text: &item.text,
        met: item.met,
        evidence: item.evidence.iter().map(|place| place.path().pointer()).collect(),
        missing: item.missing.iter().map(|code| code.as_str()).collect(),
        source: item.source.as_deref(),
    }
}
