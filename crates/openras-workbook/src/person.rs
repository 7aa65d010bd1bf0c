//! One person in a workbook: what stands in the cells that are filled in, and what the engine says of the others.

use openras_allocation::{Figures, Outcome, Probe};
use openras_core::{Amount, Day, Diagnostics, Exact, Handle};
use openras_questionnaire::{
    Answer, Asked, Assessment, Fact, FactKind, FactValue, Points, Question, QuestionKind, Sheet, StreamAward,
    StreamStatus,
};

use crate::ground::Ground;
use crate::lines::{Line, Shown, payable, serial};
use crate::places::Thing;
use crate::sheets::words;

/// What is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    Nothing,
    Text(String),
    Number(Exact),
    Day(i64),
}

/// One person: their assessment as it stands in the cells, and what the engine makes of it.
pub(crate) struct Person<'g> {
    ground: &'g Ground<'g>,
    assessment: &'g Assessment,
    sheet: Sheet,
    found: Diagnostics,
    on: Day,
    outcome: Option<Outcome>,
    figures: Option<Figures>,
}

impl<'g> Person<'g> {
    /// `None` where neither the assessment nor the rulebook has a day.
    pub(crate) fn new(ground: &'g Ground<'g>, assessment: &'g Assessment) -> Option<Person<'g>> {
        let on = assessment.on().or(ground.scheme.effective_from)?;
        let questionnaire = ground.questionnaire();
        let (sheet, _) = questionnaire.check_what_fits(assessment);
        let found = ground.scheme.check_assessment(questionnaire, assessment);
        let allocation = ground.rulebook.allocate(assessment).ok();
        let outcome = allocation.as_ref().map(openras_allocation::Allocation::outcome);
        let figures = allocation.and_then(|allocation| allocation.money().figures.clone());
        Some(Person { ground, assessment, sheet, found, on, outcome, figures })
    }

    /// What stands in a cell that is filled in.
    pub(crate) fn filled(&self, thing: Thing) -> Filled {
        match thing {
            Thing::Person => self.assessment.person.clone().map_or(Filled::Nothing, Filled::Text),
            Thing::On => self.assessment.on().and_then(serial).map_or(Filled::Nothing, Filled::Day),
            Thing::FactGiven(fact) => self.fact_given(fact),
            Thing::Given(question) => self.answer_given(question),
            Thing::Second(question) => match self.sheet.answer(question) {
                Some(Answer::Between(_, high)) => self.statement(question, *high),
                _ => Filled::Nothing,
            },
            Thing::Tick(question, at) => match self.sheet.answer(question) {
                Some(Answer::Many(ticks)) if ticks.contains(&at) => Filled::Text("yes".to_owned()),
                _ => Filled::Nothing,
            },
            Thing::Amount(stream) => {
                let amount = self.award(stream).and_then(|award| award.amount.as_ref());
                let amount = amount.and_then(|amount| amount.amount());
                amount.map_or(Filled::Nothing, |amount| Filled::Number(amount.value.clone()))
            }
            Thing::Per(stream) => {
                let per = self.award(stream).and_then(|award| award.per);
                let per = per.map(|per| openras_core::Period::from(per).as_str().to_owned());
                per.map_or(Filled::Nothing, Filled::Text)
            }
            Thing::Status(stream) => {
                let status = self.award(stream).and_then(|award| award.status);
                status.map_or(Filled::Nothing, |status| Filled::Text(status.as_str().to_owned()))
            }
            _ => Filled::Nothing,
        }
    }

    fn fact_given(&self, handle: Handle<Fact>) -> Filled {
        let fact = &self.ground.questionnaire().facts[handle];
        let Some(given) = self.assessment.facts.get(&fact.id) else { return Filled::Nothing };
        match self.sheet.fact(handle) {
            Some(FactValue::Number(number)) => Filled::Number(number.clone()),
            Some(FactValue::YesNo(yes)) => Filled::Text(if *yes { "yes" } else { "no" }.to_owned()),
            Some(FactValue::Date(day)) => {
                serial(*day).map_or_else(|| Filled::Text(day.to_string()), Filled::Day)
            }
            Some(FactValue::Choice(at)) => {
                let ids = fact.choice_ids().and_then(|ids| ids.get(usize::from(*at)));
                ids.map_or(Filled::Nothing, |id| Filled::Text(id.clone()))
            }
            None => as_written(&given.to_string()),
        }
    }

    fn answer_given(&self, handle: Handle<Question>) -> Filled {
        let question = &self.ground.questionnaire().questions[handle];
        let Some(given) = self.assessment.answers.get(&question.id) else { return Filled::Nothing };
        match self.sheet.answer(handle) {
            Some(Answer::One(at) | Answer::Between(at, _)) => self.statement(handle, *at),
            Some(Answer::Many(_)) => Filled::Text("answered".to_owned()),
            Some(Answer::Number(number)) => Filled::Number(number.clone()),
            None => as_written(&given.to_string()),
        }
    }

    fn statement(&self, question: Handle<Question>, at: u16) -> Filled {
        let statements = self.ground.questionnaire().questions[question].statements();
        let statement = statements.get(usize::from(at));
        statement.map_or(Filled::Nothing, |statement| Filled::Text(statement.id.clone()))
    }

    fn award(&self, stream: Handle<openras_allocation::Stream>) -> Option<&StreamAward> {
        self.assessment.streams.get(&self.ground.scheme.streams[stream].id)
    }

    /// What the engine says of a cell with a formula.
    pub(crate) fn shown(&self, thing: Thing) -> Shown {
        match thing {
            Thing::Fact(fact) => match self.sheet.fact(fact) {
                Some(FactValue::Choice(at)) => {
                    let ids = self.ground.questionnaire().facts[fact].choice_ids();
                    ids.and_then(|ids| ids.get(usize::from(*at))).map_or(Shown::Missing, Shown::text)
                }
                Some(FactValue::Number(number)) => Shown::Number(number.clone()),
                Some(FactValue::YesNo(yes)) => Shown::YesNo(*yes),
                Some(FactValue::Date(day)) => day_shown(*day),
                None => Shown::Missing,
            },
            Thing::FactCheck(fact) => self.code(&self.ground.questionnaire().facts[fact].id),
            Thing::AnswerCheck(question) => self.code(&self.ground.questionnaire().questions[question].id),
            Thing::StreamCheck(stream) => self.code(&self.ground.scheme.streams[stream].id),
            Thing::DayCheck => self.code("on"),
            Thing::Asked(question) => match self.sheet.asked(question) {
                Asked::Yes => Shown::YesNo(true),
                Asked::No => Shown::YesNo(false),
                Asked::Unknown(_) | Asked::Faulty(_) => Shown::Missing,
            },
            Thing::Answer(question) => self.answer(question),
            Thing::Points(question) => match self.sheet.points(question) {
                Points::Known(points) => Shown::Number(points.clone()),
                Points::Unanswered | Points::Unknown => Shown::Missing,
            },
            Thing::Most(question) => self.attainable(question, Question::points_most),
            Thing::Least(question) => self.attainable(question, Question::points_least),
            Thing::Parameter(parameter) => match self.ground.scheme.parameters[parameter].on(self.on) {
                Some(dated) => Shown::Number(dated.is.value.clone()),
                None => Shown::Missing,
            },
            Thing::StreamAnnual(stream) => self.stream_annual(stream),
            Thing::Outcome => Shown::text(self.outcome.map_or("error", Outcome::as_str)),
            Thing::Problems => {
                let about: std::collections::BTreeSet<&str> =
                    self.found.iter().filter_map(|problem| problem.about.as_deref()).collect();
                Shown::Number(Exact::from(i64::try_from(about.len()).unwrap_or(0)))
            }
            Thing::Annual => self.figure(|figures| &figures.annual),
            Thing::Weekly => self.figure(|figures| &figures.weekly),
            Thing::SocialCare => self.figure(|figures| &figures.social_care),
            Thing::IndividualBudget => self.figure(|figures| &figures.individual_budget),
            _ => Shown::Missing,
        }
    }

    /// The words of what is chosen in a cell.
    pub(crate) fn in_words(&self, thing: Thing) -> Shown {
        let questionnaire = self.ground.questionnaire();
        let Filled::Text(id) = self.filled(thing) else { return Shown::text("") };
        let text = match thing {
            Thing::FactGiven(fact) => match &questionnaire.facts[fact].kind {
                FactKind::Choice { choices, .. } => {
                    choices.iter().find(|choice| choice.id == id).map(|choice| &choice.text)
                }
                _ => None,
            },
            Thing::Given(question) | Thing::Second(question) => {
                let statements = questionnaire.questions[question].statements().iter();
                statements.into_iter().find(|statement| statement.id == id).map(|statement| &statement.text)
            }
            _ => None,
        };
        Shown::text(text.map_or("", |text| words(self.ground, text)))
    }

    /// What the engine says of every line of the workings.
    pub(crate) fn lines(&self, lines: &[Line<'_>]) -> Vec<Shown> {
        let (scheme, questionnaire) = (&self.ground.scheme, self.ground.questionnaire());
        let mut probe = Probe::new(scheme, questionnaire, &self.sheet, self.on);
        let mut shown = Vec::with_capacity(lines.len());
        for line in lines {
            let one = line.says.shown(scheme, questionnaire, &mut probe, &shown);
            shown.push(one);
        }
        shown
    }

    /// Whether there is money from elsewhere.
    pub(crate) fn has_streams(&self) -> bool {
        !self.assessment.streams.is_empty()
    }

    fn code(&self, id: &str) -> Shown {
        let problem = self.found.iter().find(|problem| problem.about.as_deref() == Some(id));
        Shown::text(problem.map_or("", |problem| problem.code.as_str()))
    }

    fn answer(&self, handle: Handle<Question>) -> Shown {
        let question = &self.ground.questionnaire().questions[handle];
        let answer = self.sheet.answer(handle).filter(|_| self.sheet.asked(handle) == &Asked::Yes);
        match (answer, &question.kind) {
            (Some(Answer::One(at)), QuestionKind::One { .. }) => {
                let statement = question.statements().get(usize::from(*at));
                statement.map_or(Shown::Missing, |statement| Shown::text(&*statement.id))
            }
            (Some(Answer::Number(number)), _) => Shown::Number(number.clone()),
            _ => Shown::Missing,
        }
    }

    fn attainable(&self, handle: Handle<Question>, end: fn(&Question) -> Exact) -> Shown {
        match self.sheet.asked(handle) {
            Asked::Yes => Shown::Number(end(&self.ground.questionnaire().questions[handle])),
            Asked::No => Shown::Number(Exact::ZERO),
            Asked::Unknown(_) | Asked::Faulty(_) => Shown::Missing,
        }
    }

    fn stream_annual(&self, handle: Handle<openras_allocation::Stream>) -> Shown {
        let scheme = &self.ground.scheme;
        let stream = &scheme.streams[handle];
        let award = self
            .award(handle)
            .filter(|award| !stream.once && award.status.unwrap_or_default() == StreamStatus::Awarded);
        let per = award.and_then(|award| award.per.map(openras_core::Period::from).or(stream.period));
        let amount = award.and_then(|award| award.amount.as_ref()).and_then(|amount| amount.amount());
        let annual = amount.zip(per).map(|(amount, per)| &amount.value * &scheme.year.count(per));
        Shown::Number(annual.map_or(Exact::ZERO, |annual| payable(&annual, scheme.decimals)))
    }

    fn figure(&self, of: fn(&Figures) -> &Exact) -> Shown {
        let figures = self.figures.as_ref().filter(|_| self.outcome == Some(Outcome::Allocated));
        figures.map_or(Shown::text(""), |figures| Shown::Number(of(figures).clone()))
    }
}

fn day_shown(day: Day) -> Shown {
    serial(day).map_or(Shown::Missing, |day| Shown::Number(Exact::from(day)))
}

/// What does not fit stands in its cell as it was written, so that it is seen.
fn as_written(text: &str) -> Filled {
    Amount::read(text).map_or_else(|| Filled::Text(text.to_owned()), |amount| Filled::Number(amount.value))
}
