//! How money and support are managed, what is kept for a bad day, and the person's own words.

use super::{Checks, listed, said};
use crate::document::{About, Frequency};
use crate::finding::Finding;
use crate::place::Place;
use crate::policy::Criterion;
use crate::schedule::{UndecidedStart, undecided_start};
use crate::{FindingCode as Code, Gravity};

impl Checks<'_, '_> {
    pub(super) fn managing(&mut self) {
        self.contingency();
        self.managers();
        self.ways();
        self.agreed();
        self.payment_details();
        self.healthy_safe_well();
        self.benefit_check();
        self.about();
        self.free_services();
    }

    /// `good`: noted as seen; otherwise told.
    fn wanted(&mut self, good: bool, code: Code, path: Place, message: &str, help: &str) {
        if good {
            self.seen(code, path);
        } else {
            self.find(Finding::new(code, path, message).help(help));
        }
    }

    fn contingency(&mut self) {
        let path = Place::root().key("contingency");
        let kept = self.prepared.plan.contingency.as_ref();
        let amount = kept.and_then(|kept| kept.amount.as_ref());
        let help = "add `amount` under [contingency]; write \"0\" where the person wants none";
        let message = "no amount is kept for what goes wrong";
        self.wanted(amount.is_some(), Code::NoContingencyAmount, path.key("amount"), message, help);
        let plan = said(kept.and_then(|kept| kept.plan.as_deref()));
        let message = "nothing says what happens when something goes wrong";
        let help = "add `plan` under [contingency]: who does what, and after how long";
        self.wanted(plan, Code::NoContingencyPlan, path.key("plan"), message, help);
        let cover = said(kept.and_then(|kept| kept.emergency_cover.as_deref()));
        let message = "nothing says from where help comes in an emergency";
        let help = "add `emergency_cover` under [contingency]";
        self.wanted(cover, Code::NoEmergencyCover, path.key("emergency_cover"), message, help);
    }

    fn managers(&mut self) {
        let path = Place::root().key("managed");
        let managed = self.prepared.plan.managed.as_ref();
        let money = said(managed.and_then(|managed| managed.money.as_deref()));
        let message = "nobody is named who manages the money";
        self.wanted(
            money,
            Code::MoneyManagerMissing,
            path.key("money"),
            message,
            "add `money` under [managed]",
        );
        let support = said(managed.and_then(|managed| managed.support.as_deref()));
        let message = "nobody is named who manages the support from day to day";
        let help = "add `support` under [managed]";
        self.wanted(support, Code::SupportManagerMissing, path.key("support"), message, help);
    }

    fn ways(&mut self) {
        let plan = self.prepared.plan;
        let path = Place::root().key("managed").key("way");
        let of_lines = self.prepared.lines.iter().any(|line| line.way.is_none());
        if self.prepared.way.is_none() && (of_lines || plan.support.is_empty()) {
            let message = "nothing says in which way the budget is managed";
            let known: Vec<&str> = self.prepared.policy.ways.iter().map(|way| way.id.as_str()).collect();
            self.find(
                Finding::new(Code::WayNeedsDecision, path, message)
                    .help(format!("add `way` under [managed]: one of {}", listed(&known))),
            );
        }
        let decisions = plan.managed.as_ref().map_or(&[][..], |managed| &managed.decisions);
        let mut told: Vec<&str> = Vec::new();
        let ways = self.prepared.way.map(|way| (path, way)).into_iter();
        let lines = self.prepared.lines.iter();
        let ways: Vec<_> =
            ways.chain(lines.filter_map(|line| Some((line.path().key("way"), line.way?)))).collect();
        for (path, way) in ways {
            if told.contains(&way.id.as_str()) {
                continue;
            }
            told.push(&way.id);
            for need in &way.needs {
                if decisions.contains(need) {
                    self.seen(Code::WayNeedsDecision, path);
                    continue;
                }
                let message = format!("the way `{}` needs a decision first: {need}", way.id);
                self.find(
                    Finding::new(Code::WayNeedsDecision, path, message)
                        .help(format!(
                            "record the decision, and name `{need}` under `decisions` of [managed]"
                        ))
                        .fact("way", way.id.clone())
                        .fact("decision", need.clone()),
                );
            }
            if way.needs.is_empty() {
                self.seen(Code::WayNeedsDecision, path);
            }
        }
    }

    fn agreed(&mut self) {
        let path = Place::root().key("managed").key("agreed_by_person");
        let managed = self.prepared.plan.managed.as_ref();
        let cannot = self.prepared.way.is_some_and(|way| !way.needs.is_empty());
        if cannot || managed.and_then(|managed| managed.agreed_by_person) == Some(true) {
            self.seen(Code::NotAgreedByPerson, path);
            return;
        }
        let refused = managed.and_then(|managed| managed.agreed_by_person) == Some(false);
        let direct = self.prepared.lines.iter().any(|line| line.is_direct());
        let (message, help, gravity) = if refused && direct {
            let help = "choose another way: nobody can be made to take a direct payment";
            ("the person has not agreed to a direct payment", help, Gravity::PolicyBlock)
        } else {
            let help = "ask the person, and write `agreed_by_person` under [managed]";
            ("nothing says that the person agrees to how the money is managed", help, Gravity::Refer)
        };
        self.find(Finding::new(Code::NotAgreedByPerson, path, message).help(help).gravity(gravity));
    }

    /// A direct payment states its amount and its frequency.
    fn payment_details(&mut self) {
        let lines: Vec<_> = self.prepared.lines.iter().filter(|line| line.is_direct()).collect();
        if lines.is_empty() {
            return;
        }
        let payment = self.prepared.plan.payment.as_ref();
        let policy = self.prepared.policy;
        let row = policy.law.on("plan_contents.payments", self.prepared.period.from);
        let path = Place::root().key("payment");
        let frequency = payment.and_then(|payment| payment.frequency);
        let limit = payment.and_then(|payment| payment.yearly_limit.as_ref());
        let mut problems: Vec<(Place, String, &str)> = Vec::new();
        match frequency {
            None => problems.push((
                path.key("frequency"),
                "nothing says how often the direct payment is made".to_owned(),
                "add `frequency` under [payment]",
            )),
            Some(Frequency::AsNeeded) if limit.is_none() => problems.push((
                path.key("yearly_limit"),
                "payments are made as they are needed, without a yearly limit".to_owned(),
                "add `yearly_limit` under [payment]",
            )),
            Some(_) => {}
        }
        if let Some(start) = undecided_start(self.prepared.plan, self.prepared.period) {
            problems.push((UndecidedStart::path(), start.message(), UndecidedStart::HELP));
        }
        for line in lines {
            let support = line.support;
            let stated = support.rate.is_some() || support.one_off.is_some() || support.sleep_in.is_some();
            if !stated {
                let message = format!("nothing says how much `{}` costs", support.id);
                problems.push((
                    line.path(),
                    message,
                    "add `quantity`, `unit`, `per` and `rate`, or `one_off`",
                ));
            }
        }
        if problems.is_empty() {
            self.seen(Code::PaymentDetailsMissing, path);
        }
        for (path, message, help) in problems {
            let mut finding = Finding::new(Code::PaymentDetailsMissing, path, message).help(help);
            if let Some(row) = row {
                finding = finding.law(row);
            }
            self.find(finding);
        }
    }

    fn healthy_safe_well(&mut self) {
        let path = Place::root().key("healthy_safe_well");
        let said_of = self.prepared.plan.healthy_safe_well.as_ref();
        let mut missing: Vec<&str> = Vec::new();
        for (word, text) in [
            ("healthy", said_of.and_then(|all| all.healthy.as_deref())),
            ("safe", said_of.and_then(|all| all.safe.as_deref())),
            ("well", said_of.and_then(|all| all.well.as_deref())),
        ] {
            if said(text) {
                self.seen(Code::HealthySafeWellMissing, path.key(word));
            } else {
                missing.push(word);
            }
        }
        if !missing.is_empty() {
            let message = format!("nothing says how the person stays {}", listed(&missing));
            self.find(
                Finding::new(Code::HealthySafeWellMissing, path, message)
                    .help("say it under [healthy_safe_well]")
                    .fact("missing", missing.join(",")),
            );
        }
    }

    fn benefit_check(&mut self) {
        let based_on = self.prepared.plan.based_on.as_ref();
        let done = based_on.is_some_and(|based| based.benefit_check.is_some());
        let path = Place::root().key("based_on").key("benefit_check");
        let message = "nothing says that the person's benefits were checked";
        self.wanted(done, Code::BenefitCheckMissing, path, message, "check them, and write the day");
    }

    /// The questions of the person's own that a criterion asks for.
    fn about(&mut self) {
        for question in About::QUESTIONS {
            if !self.asked.iter().any(|criterion| asks_about(criterion, question)) {
                continue;
            }
            let path = Place::root().key("about").key(question);
            let answer = self.prepared.plan.about.as_ref().and_then(|about| about.answer(question));
            if answer.is_some() {
                self.seen(Code::AboutMissing, path);
            } else {
                let message = format!("the person's words on `{question}` are missing");
                self.find(
                    Finding::new(Code::AboutMissing, path, message)
                        .help("add them under [about]")
                        .fact("question", question),
                );
            }
        }
    }

    /// What is free is neither in the budget nor charged for.
    fn free_services(&mut self) {
        let prepared = self.prepared;
        for row in prepared.policy.law.free_services(prepared.period.from) {
            let is_free = |category: &str| row.categories.iter().any(|free| free == category);
            if row.word() == Some("left_out") {
                for line in prepared.lines.iter().filter(|line| is_free(line.category_id())) {
                    let id = line.support.id.as_str();
                    let message = format!("`{id}` is free, and must not be in the budget");
                    self.find(
                        Finding::new(Code::FreeServiceCharged, line.path().key("category"), message)
                            .help("take it out, and name it under `need_met_otherwise`")
                            .fact("category", line.category_id())
                            .line(id)
                            .law(row),
                    );
                }
                continue;
            }
            let charged = self.prepared.lines.iter().zip(&self.cost.totals);
            let charged = charged.filter(|(line, _)| !is_free(line.category_id()));
            let charged: openras_core::Exact = charged.map(|(_, total)| total.clone()).sum();
            let pays = self.contribution.over(self.prepared, &self.prepared.period, self.cost.total());
            if pays > charged && self.prepared.lines.iter().any(|line| is_free(line.category_id())) {
                let message = format!(
                    "the person would pay {}, and only {} of the plan may be charged for",
                    self.pounds(&pays),
                    self.pounds(&charged)
                );
                let fixed = self.fixed(&charged);
                self.find(
                    Finding::new(Code::FreeServiceCharged, Place::root().key("contribution"), message)
                        .help("take the free services out of what is charged")
                        .fact("chargeable", fixed)
                        .law(row),
                );
            }
        }
    }
}

/// Whether a criterion of the council asks for the person's words on a question; one that names none asks for all.
fn asks_about(criterion: &Criterion, question: &str) -> bool {
    let named = &criterion.about;
    let wanted = named.is_empty() || named.iter().any(|own| own == question);
    wanted && !criterion.is_test && criterion.codes.contains(&Code::AboutMissing)
}
