//! A person's own copy of their plan: their words, what the money buys, who does what.

use maud::{Markup, html};
use openras_core::{Day, Exact};
use openras_plan::document::{About, PerWord, ProviderKind, SupportDocument};
use openras_plan::{PlanCheck, Verdict};
use openras_rulebook::Rulebook;

use crate::council::{Council, PLAN_QUESTIONS};
use crate::letter::LetterOptions;
use crate::page::{Cell, Page, Section, lines, table_under};
use crate::phrase::Phrase;
use crate::speaker::{Place, Speaker};

/// A person's own copy of their plan: one page of HTML, complete in itself. The figures are those of the check.
pub fn own_plan(rulebook: &Rulebook, check: &PlanCheck, options: &LetterOptions) -> String {
    let own = OwnPlan { say: Speaker::new(options.language, rulebook.context()), rulebook, check };
    let mut sections = own.own_words();
    sections.extend([own.outcomes(), own.supports(), own.money(), own.managed()].into_iter().flatten());
    sections.extend([own.well(), own.wrong(), own.risks(), own.free(), own.actions()].into_iter().flatten());
    sections.extend([own.found(), own.disagree(&["disagree-lead"]), own.help()]);
    let days = check.plan.period.from.day().zip(check.plan.period.to.day());
    let person = Phrase::plain(&check.person);
    let mut under_title = vec![own.with("letter-for", &[("person", &person)]).stopped()];
    under_title.extend(days.map(|(from, to)| {
        own.with("own-plan-days", &[("from", &own.say.day(from)), ("to", &own.say.day(to))]).stopped()
    }));
    Page {
        say: &own.say,
        title: own.say.say("own-plan"),
        under_title,
        sections,
        footer: own.stamp(),
        easy: options.easy_read,
        contents: !options.easy_read,
    }
    .into_html()
}

struct OwnPlan<'a> {
    say: Speaker,
    rulebook: &'a Rulebook,
    check: &'a PlanCheck,
}

impl Council for OwnPlan<'_> {
    fn say(&self) -> &Speaker {
        &self.say
    }

    fn rulebook(&self) -> &Rulebook {
        self.rulebook
    }
}

impl OwnPlan<'_> {
    fn words(&self, words: Option<&String>) -> Phrase {
        words.map_or_else(Phrase::default, |words| self.say.own_words(words))
    }

    fn on(&self, day: Option<Day>) -> Phrase {
        day.map_or_else(Phrase::default, |day| self.say.day(day))
    }

    /// Whom or what a plan names: a role by its name, anything else as it is written.
    fn who(&self, who: Option<&String>) -> Phrase {
        who.map_or_else(Phrase::default, |who| self.say.role_to_person(who))
    }

    fn own_words(&self) -> Vec<Section> {
        let Some(about) = &self.check.plan.about else { return Vec::new() };
        let asked = PLAN_QUESTIONS.into_iter().zip(About::QUESTIONS);
        asked
            .filter_map(|(id, question)| {
                let answer = self.say.own_words(about.answer(question)?);
                Some(self.section(id, html! { p { (answer) } }))
            })
            .collect()
    }

    fn tabled(&self, id: &'static str, heads: &[&str], rows: Vec<Vec<Cell>>) -> Option<Section> {
        let heads: Vec<Phrase> = heads.iter().map(|head| self.say.say(head)).collect();
        (!rows.is_empty()).then(|| self.section(id, table_under(id, &heads, &rows)))
    }

    fn outcomes(&self) -> Option<Section> {
        let rows = self.check.plan.outcome.iter().map(|outcome| {
            vec![
                Cell::Head(match &outcome.text {
                    Some(text) => self.say.own_words(text),
                    None => self.say.id(outcome.id.as_str()),
                }),
                Cell::Words(self.words(outcome.measure.as_ref())),
                Cell::Words(self.on(outcome.review_on.as_ref().and_then(|day| day.day()))),
            ]
        });
        self.tabled(
            "own-plan-outcomes",
            &["form-outcome", "own-plan-measure", "own-plan-review"],
            rows.collect(),
        )
    }

    fn supports(&self) -> Option<Section> {
        let cost = &self.check.cost;
        let rows = cost.by_line.iter().map(|line| {
            let written = self.check.plan.support.iter().find(|support| support.id.as_str() == line.id);
            vec![
                Cell::Head(match written.and_then(|support| support.text.as_ref()) {
                    Some(text) => self.say.own_words(text),
                    None => self.say.own_words(&line.text),
                }),
                Cell::Words(written.map_or_else(Phrase::default, |support| self.how_much(support))),
                Cell::Words(self.provider(written)),
                Cell::Number(self.say.money(&line.total)),
            ]
        });
        self.tabled(
            "own-plan-supports",
            &["form-what", "form-how-much", "own-plan-who", "own-plan-cost"],
            rows.collect(),
        )
    }

    /// `6 hours a week`, `£120.00, once`.
    fn how_much(&self, support: &SupportDocument) -> Phrase {
        let amount = |amount: Option<&openras_core::document::AmountIn>| {
            amount.and_then(|amount| amount.amount()).map(|amount| amount.value.clone())
        };
        if let Some(once) = amount(support.one_off.as_ref()) {
            return self.with("own-plan-once", &[("amount", &self.say.money(&once))]);
        }
        let (Some(quantity), Some(unit)) = (amount(support.quantity.as_ref()), support.unit) else {
            return Phrase::default();
        };
        let number = quantity.to_string();
        let shown = self.say.points(&quantity);
        let id = format!("unit-{}", unit.as_str());
        let counted = self.say.with(&id, &[("n", Place::Number(&number)), ("shown", (&shown).into())]);
        let each = match support.per {
            Some(PerWord::Week) => "each-week",
            Some(PerWord::Month) => "each-month",
            Some(PerWord::Year) => "each-year",
            _ => "own-plan-once",
        };
        self.with(each, &[("amount", &counted)])
    }

    fn provider(&self, support: Option<&SupportDocument>) -> Phrase {
        let Some(kind) = support.and_then(|support| support.provider.as_ref()?.kind) else {
            return Phrase::default();
        };
        self.say.say(match kind {
            ProviderKind::PersonalAssistant => "provider-personal_assistant",
            ProviderKind::SelfEmployed => "provider-self_employed",
            ProviderKind::Agency => "provider-agency",
            ProviderKind::Council => "provider-council",
            ProviderKind::Nhs => "provider-nhs",
            ProviderKind::CareHome => "provider-care_home",
            ProviderKind::Shop => "provider-shop",
            ProviderKind::Club => "provider-club",
            ProviderKind::Family => "provider-family",
            ProviderKind::Other => "provider-other",
        })
    }

    fn money(&self) -> Option<Section> {
        let cost = &self.check.cost;
        let mut figures: Vec<(&str, Exact)> = vec![("own-plan-total", cost.total.clone())];
        if let (Some(budget), Some(difference)) = (&cost.budget, &cost.difference) {
            figures.push(("own-plan-budget", budget.clone()));
            let id = if difference.is_negative() { "own-plan-more" } else { "own-plan-left" };
            figures.push((id, difference.abs()));
        }
        figures.push(("own-plan-i-pay", cost.personal_budget.person_pays.clone()));
        figures.push(("own-plan-council-pays", cost.personal_budget.council_pays.clone()));
        let body = html! {
            dl {
                @for (id, amount) in &figures {
                    dt { (self.say.say(id)) }
                    dd .value data-figure=(id) { (self.say.money(amount)) }
                }
            }
        };
        Some(self.section("own-plan-money", body))
    }

    /// Pairs of a question of ours and what the plan says to it; nothing where it says nothing to any.
    fn pairs(&self, id: &'static str, pairs: &[(&str, Phrase)]) -> Option<Section> {
        let said: Vec<&(&str, Phrase)> = pairs.iter().filter(|(_, words)| !words.is_empty()).collect();
        let body: Markup = html! {
            dl {
                @for (question, words) in &said {
                    dt { (self.say.say(question)) }
                    dd { (words) }
                }
            }
        };
        (!said.is_empty()).then(|| self.section(id, body))
    }

    fn managed(&self) -> Option<Section> {
        let managed = self.check.plan.managed.as_ref()?;
        let way = managed.way.as_ref().and_then(|id| {
            let ways = &self.rulebook.plan_document()?.ways;
            ways.iter().find(|way| way.id.as_str() == id.as_str())?.text.as_ref()
        });
        let pairs = [
            ("form-ways", way.map_or_else(Phrase::default, |text| self.say.council(text))),
            ("form-money-who", self.who(managed.money.as_ref())),
            ("form-support-who", self.who(managed.support.as_ref())),
        ];
        self.pairs("form-ways", &pairs)
    }

    fn well(&self) -> Option<Section> {
        let well = self.check.plan.healthy_safe_well.as_ref()?;
        let pairs = [
            ("form-healthy", self.words(well.healthy.as_ref())),
            ("form-safe", self.words(well.safe.as_ref())),
            ("form-wellbeing", self.words(well.well.as_ref())),
            ("form-independence", self.words(well.independence.as_ref())),
            ("form-others", self.words(well.others_safe.as_ref())),
        ];
        self.pairs("form-well", &pairs)
    }

    fn wrong(&self) -> Option<Section> {
        let contingency = self.check.plan.contingency.as_ref()?;
        let kept = contingency.amount.as_ref().and_then(|amount| amount.amount());
        let cover =
            contingency.emergency_cover.as_deref().map(|who| self.say.own_words(&who.replace('_', " ")));
        let pairs = [
            ("form-wrong-1", kept.map_or_else(Phrase::default, |amount| self.say.money(&amount.value))),
            ("form-wrong-2", self.words(contingency.plan.as_ref())),
            ("form-wrong-3", cover.unwrap_or_default()),
        ];
        self.pairs("form-wrong", &pairs)
    }

    fn risks(&self) -> Option<Section> {
        let rows = self.check.plan.risk.iter().map(|risk| {
            vec![
                Cell::Head(match &risk.text {
                    Some(text) => self.say.own_words(text),
                    None => self.say.id(risk.id.as_str()),
                }),
                Cell::Words(self.words(risk.controls.as_ref())),
            ]
        });
        self.tabled("form-risks", &["form-risk", "form-risk-help"], rows.collect())
    }

    fn free(&self) -> Option<Section> {
        let sections = &self.rulebook.questionnaire().sections;
        let rows = self.check.plan.need_met_otherwise.iter().map(|met| {
            let section = sections.iter().find(|section| section.need.as_deref() == Some(met.need.as_str()));
            vec![
                Cell::Head(match section {
                    Some(section) => self.say.named(&section.title, &section.id),
                    None => self.say.id(met.need.as_str()),
                }),
                Cell::Words(
                    met.by
                        .as_deref()
                        .map_or_else(Phrase::default, |by| self.say.own_words(&by.replace('_', " "))),
                ),
            ]
        });
        self.tabled("own-plan-free", &["form-what", "own-plan-who"], rows.collect())
    }

    fn actions(&self) -> Option<Section> {
        let rows = self.check.plan.action.iter().map(|action| {
            vec![
                Cell::Head(self.say.own_words(&action.what)),
                Cell::Words(self.who(action.by.as_ref())),
                Cell::Words(self.on(action.when.as_ref().and_then(|day| day.day()))),
            ]
        });
        self.tabled("own-plan-actions", &["form-what", "view-who", "form-by-when"], rows.collect())
    }

    /// What came of holding the plan against the rules.
    fn found(&self) -> Section {
        let id = match self.check.verdict() {
            Verdict::Ready => "own-plan-is-ready",
            Verdict::Refer => "own-plan-is-refer",
            Verdict::Blocked => "own-plan-is-blocked",
        };
        self.section("own-plan-ready", lines(&[self.say.say(id)]))
    }
}
