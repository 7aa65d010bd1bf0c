//! What the money may not buy, and who may not have it.

use super::{Checks, said};
use crate::document::ProviderKind;
use crate::finding::{Finding, Lifting};
use crate::place::Place;
use crate::prepared::{Line, SOCIAL_CARE};
use crate::{FindingCode as Code, Gravity};

impl Checks<'_, '_> {
    pub(super) fn spending(&mut self) {
        let prepared = self.prepared;
        for line in &prepared.lines {
            self.forbidden(line);
            self.registered(line);
            self.nhs(line);
            self.council(line);
            self.ring_fence(line);
            self.option(line);
        }
        self.orders();
    }

    fn forbidden(&mut self, line: &Line<'_>) {
        let Some(category) = line.support.category.as_deref() else { return };
        let path = line.path().key("category");
        let policy = self.prepared.policy;
        let mut any = false;
        for rule in policy.forbidden.iter().filter(|rule| rule.category == category) {
            any = true;
            let id = line.support.id.as_str();
            let message = format!("`{category}` may not be bought: {}", rule.because.words());
            let finding = Finding::new(Code::ForbiddenCategory, path, message)
                .gravity(rule.gravity)
                .help("take it out of the plan; the person may pay for it with money of their own")
                .source(rule.source.clone())
                .fact("category", category)
                .line(id);
            let never = rule.gravity == Gravity::StatutoryBlock;
            self.find(if never { finding.lifted_by(Lifting::Never) } else { finding });
        }
        if !any {
            self.seen(Code::ForbiddenCategory, path);
        }
    }

    fn registered(&mut self, line: &Line<'_>) {
        let regulated = line.category.is_some_and(|category| category.regulated);
        let exempt = matches!(
            line.kind(),
            Some(
                ProviderKind::PersonalAssistant
                    | ProviderKind::SelfEmployed
                    | ProviderKind::Council
                    | ProviderKind::Nhs
                    | ProviderKind::Family
            )
        );
        if !regulated || exempt {
            return;
        }
        let path = line.path().key("provider");
        let provider = line.support.provider.as_ref();
        if said(provider.and_then(|provider| provider.registration.as_deref())) {
            self.seen(Code::UnregisteredProvider, path.key("registration"));
            return;
        }
        let id = line.support.id.as_str();
        let message = format!("`{id}` is a regulated service, and the provider's registration is not stated");
        let mut finding = Finding::new(Code::UnregisteredProvider, path, message)
            .help("write the provider's `registration`, or choose one that is registered")
            .fact("category", line.category_id())
            .line(id);
        finding = match self.prepared.policy.law.on("registration.home_care", line.days.from) {
            Some(row) => finding.law(row),
            None => finding.gravity(Gravity::PolicyBlock),
        };
        self.find(finding);
    }

    fn nhs(&mut self, line: &Line<'_>) {
        let pays = line.streams.iter().any(|(id, share)| *id == SOCIAL_CARE && share.is_positive());
        if line.kind() != Some(ProviderKind::Nhs) || !pays {
            return;
        }
        let id = line.support.id.as_str();
        let message = format!("`{id}` buys a service of the National Health Service with social care money");
        let mut finding = Finding::new(Code::NhsService, line.path().key("provider"), message)
            .help("ask the health service to give it, or to pay for it from a health stream")
            .line(id);
        if let Some(row) = self.prepared.policy.law.on("nhs_services", line.days.from) {
            finding = finding.law(row);
        }
        self.find(finding);
    }

    fn council(&mut self, line: &Line<'_>) {
        if line.kind() != Some(ProviderKind::Council) || !line.is_direct() {
            return;
        }
        let id = line.support.id.as_str();
        let message = format!("`{id}` buys the council's own service with a direct payment");
        let mut finding = Finding::new(Code::CouncilService, line.path().key("provider"), message)
            .help("give the line a way in which the council arranges it, or record why it may be as an [[exception]]")
            .line(id);
        match self.prepared.policy.law.on("council_services", line.days.from) {
            Some(row) => finding = finding.lifted_by(Lifting::of(row)).law(row),
            None => finding = finding.gravity(Gravity::Refer),
        }
        self.find(finding);
    }

    /// A stream's money goes to what it is for.
    fn ring_fence(&mut self, line: &Line<'_>) {
        let policy = self.prepared.policy;
        for (id, share) in &line.streams {
            let rule = policy.context.streams.iter().find(|rule| rule.id == *id);
            let Some(spend_on) = rule.and_then(|rule| rule.spend_on.as_ref()) else { continue };
            let path = line.path().key("stream");
            if !share.is_positive() || spend_on.iter().any(|category| category == line.category_id()) {
                self.seen(Code::RingFenceBroken, path);
                continue;
            }
            let message = format!(
                "the stream `{id}` pays for `{}`, and is only for {}",
                line.category_id(),
                spend_on.join(", ")
            );
            self.find(
                Finding::new(Code::RingFenceBroken, path, message)
                    .help("let another stream pay for this line")
                    .fact("stream", *id)
                    .fact("category", line.category_id())
                    .line(line.support.id.as_str()),
            );
        }
    }

    /// Scotland: each line records which of the four options it is under.
    fn option(&mut self, line: &Line<'_>) {
        let policy = self.prepared.policy;
        let Some(row) = policy.law.on("options.recorded", line.days.to) else { return };
        let path = line.path().key("way");
        if line.way.is_some_and(|way| way.option.is_some()) {
            self.seen(Code::OptionNotRecorded, path);
            return;
        }
        let id = line.support.id.as_str();
        let message = format!("nothing says under which of the four options `{id}` is");
        self.find(
            Finding::new(Code::OptionNotRecorded, path, message)
                .help("give the line a `way` that says its option; a plan with several is option 4")
                .line(id)
                .law(row),
        );
    }

    /// Court orders that bar a direct payment, or ask that somebody else manages it.
    fn orders(&mut self) {
        let plan = self.prepared.plan;
        let direct: Vec<&Line<'_>> = self.prepared.lines.iter().filter(|line| line.is_direct()).collect();
        if direct.is_empty() {
            return;
        }
        let managed_by_person = direct.iter().any(|line| line.way.is_some_and(|way| way.paid_to == "person"))
            || plan.managed.as_ref().is_none_or(|managed| managed.money.as_deref() == Some("person"));
        let from = self.prepared.period.from;
        for (at, order) in plan.person_orders.iter().enumerate() {
            let path = Place::root().key("person_orders").index(at);
            let Some(row) = self.prepared.policy.law.on("excluded_persons", from) else {
                self.law_not_known("excluded_persons", "the law on people under court orders", from, None);
                continue;
            };
            if !row.orders.contains(order) {
                self.law_not_known(
                    "excluded_persons",
                    &format!("what follows from the order `{order}`"),
                    from,
                    None,
                );
                continue;
            }
            let block = row.word() == Some("block");
            if !block && !managed_by_person {
                self.seen(Code::NeedsThirdPartyManager, path);
                continue;
            }
            let finding = if block {
                Finding::new(
                    Code::PersonExcludedByOrder,
                    path,
                    format!("the order `{order}` bars the person from direct payments"),
                )
                .help("choose a way that is no direct payment")
            } else {
                let message =
                    format!("because of the order `{order}` somebody else must manage the direct payment");
                Finding::new(Code::NeedsThirdPartyManager, path, message)
                    .help("choose a way in which the money goes to somebody whom person and council agree on")
            };
            self.find(finding.fact("order", order.clone()).law(row));
        }
    }
}
