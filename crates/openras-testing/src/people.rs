//! Invented assessments: sound ones, ones with gaps, and ones with slips of every kind.

use std::collections::BTreeSet;

use openras_allocation::{Rows, Stream};
use openras_core::{Day, Exact, Period};
use openras_questionnaire::{Fact, FactKind, Question, QuestionKind};
use openras_rulebook::Rulebook;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::{Random, naive};

/// How an assessment is invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Everything is answered, in range.
    Sound,
    /// What is given is in range; much is missing.
    Gaps,
    /// Anything may be missing, out of range, of the wrong kind or unknown. Its form is still that of an assessment.
    Slips,
}

/// Invents people for one rulebook. The same seed invents the same person.
pub struct Inventor<'r> {
    rulebook: &'r Rulebook,
    /// Numbers at which something changes: the ends of tables' rows.
    edges: Vec<Exact>,
    /// Days on which something changes.
    turns: Vec<Day>,
}

impl<'r> Inventor<'r> {
    /// For a rulebook.
    pub fn new(rulebook: &'r Rulebook) -> Inventor<'r> {
        let scheme = rulebook.scheme();
        let mut edges = BTreeSet::new();
        for table in &scheme.tables {
            match &table.rows {
                Rows::Band(bands) => bands
                    .iter()
                    .for_each(|band| edges.extend([&band.from, &band.to].into_iter().flatten().cloned())),
                Rows::At(_, rows) => edges.extend(rows.iter().map(|row| row.at.clone())),
                Rows::Choice(_) => {}
            }
        }
        let values = scheme.parameters.iter().flat_map(|parameter| &parameter.values);
        edges.extend(values.clone().map(|value| value.is.value.clone()));
        let mut turns: BTreeSet<Day> = values.map(|value| value.from).collect();
        turns.extend([scheme.effective_from, scheme.effective_to].into_iter().flatten());
        Inventor { rulebook, edges: edges.into_iter().collect(), turns: turns.into_iter().collect() }
    }

    /// Any person: half of them sound.
    pub fn anybody(&self, seed: u64) -> Json {
        match seed % 6 {
            0 | 1 => self.somebody_inside(seed),
            2 => self.person(Care::Sound, seed),
            3 => self.person(Care::Gaps, seed),
            _ => self.person(Care::Slips, seed),
        }
    }

    /// A sound person, drawn again until a figure or a referral comes of it, if that is soon.
    pub fn somebody_inside(&self, seed: u64) -> Json {
        let again =
            |try_: u64| self.person(Care::Sound, seed.wrapping_add(try_.wrapping_mul(0x0100_0000_0001)));
        let inside = |person: &Json| {
            matches!(&*naive::allocate(self.rulebook, person).outcome, "allocated" | "referred")
        };
        (0..20).map(again).find(inside).unwrap_or_else(|| again(0))
    }

    /// Anybody, for proptest: a case that fails names its seed.
    pub fn strategy(&self) -> impl Strategy<Value = (u64, Json)> {
        any::<u64>().prop_map(|seed| (seed, self.anybody(seed)))
    }

    /// A person of this kind.
    pub fn person(&self, care: Care, seed: u64) -> Json {
        let mut draw = Draw { by: self, care, random: Random::new(seed) };
        let mut made = json!({ "format": 1, "person": format!("I-{seed}"), "on": draw.day().to_string() });
        made["facts"] = draw.facts();
        let not_asked = self.not_asked(&made);
        made["answers"] = draw.answers(&not_asked);
        let streams = draw.streams();
        if !streams.is_empty() {
            made["streams"] = Json::Object(streams);
        }
        draw.views(&mut made);
        draw.checked(&mut made);
        made
    }

    /// The questions that these facts leave out.
    fn not_asked(&self, made: &Json) -> BTreeSet<String> {
        let assessment =
            openras_questionnaire::Assessment::from_json(&made.to_string()).expect("it has the form of one");
        let questionnaire = self.rulebook.questionnaire();
        let (sheet, _) = questionnaire.check_what_fits(&assessment);
        let questions = questionnaire.questions.handles();
        let left_out =
            questions.filter(|(handle, _)| *sheet.asked(*handle) == openras_questionnaire::Asked::No);
        left_out.map(|(_, question)| question.id.clone()).collect()
    }
}

struct Draw<'i> {
    by: &'i Inventor<'i>,
    care: Care,
    random: Random,
}

impl Draw<'_> {
    fn slips(&mut self, times: usize) -> bool {
        self.care == Care::Slips && self.random.percent(times)
    }

    fn left_out(&mut self, optional: bool) -> bool {
        let times = match (self.care, optional) {
            (_, true) => 30,
            (Care::Sound, false) => 0,
            (Care::Gaps, false) => 15,
            (Care::Slips, false) => 4,
        };
        self.random.percent(times)
    }

    fn day(&mut self) -> Day {
        let scheme = self.by.rulebook.scheme();
        let (first, last) = (scheme.effective_from.expect("a first day"), scheme.effective_to);
        if self.slips(3) {
            let outside = [first.before(), last.and_then(Day::after)];
            return outside[self.random.below(2)].unwrap_or(first);
        }
        let mut day = *self.random.one(&self.by.turns);
        match self.random.below(4) {
            0 => day = day.before().unwrap_or(day),
            1 => day = day.after().unwrap_or(day),
            2 => {}
            _ => {
                let (month, of_month) = (self.random.below(12) as i8 + 1, self.random.below(28) as i8 + 1);
                let year = day.year() + self.random.below(3) as i16;
                day = Day::new(year, month, of_month).expect("a day");
            }
        }
        day.max(first).min(last.unwrap_or(day.max(first)))
    }

    fn facts(&mut self) -> Json {
        let mut facts = Map::new();
        for fact in &self.by.rulebook.questionnaire().facts {
            if !self.left_out(fact.default.is_some()) {
                let value = if self.slips(3) { self.oddity() } else { self.fact(fact) };
                facts.insert(fact.id.clone(), value);
            }
        }
        if self.slips(4) {
            facts.insert("shoe_size_unheard_of".to_owned(), json!(44));
        }
        Json::Object(facts)
    }

    fn fact(&mut self, fact: &Fact) -> Json {
        match &fact.kind {
            FactKind::Number { min, max, decimals, .. } => self.number(min, max, *decimals),
            FactKind::Choice { choices, .. } => json!(self.random.one(choices).id),
            FactKind::YesNo => json!(self.random.percent(50)),
            FactKind::Date => {
                let day = *self.random.one(&self.by.turns);
                let years = [-80, -65, -40, -18, -1, 0][self.random.below(6)];
                let day = day.plus_years(years).unwrap_or(day);
                let day = [Some(day), day.before(), day.after()][self.random.below(3)];
                json!(day.expect("a day").to_string())
            }
            FactKind::Broken => panic!("a loaded rulebook has no broken fact"),
        }
    }

    fn answers(&mut self, not_asked: &BTreeSet<String>) -> Json {
        let mut answers = Map::new();
        for question in &self.by.rulebook.questionnaire().questions {
            let left_out = self.left_out(question.unanswered.is_some());
            if left_out || (not_asked.contains(&question.id) && !self.slips(4)) {
                continue;
            }
            let answer = if self.slips(3) { self.oddity() } else { self.answer(question) };
            answers.insert(question.id.clone(), answer);
        }
        if self.slips(4) {
            answers.insert("favourite_colour_unheard_of".to_owned(), json!("blue"));
        }
        Json::Object(answers)
    }

    fn answer(&mut self, question: &Question) -> Json {
        let ids: Vec<&str> = question.statements().iter().map(|statement| statement.id.as_str()).collect();
        match &question.kind {
            QuestionKind::Number { min, max, decimals, .. } => self.number(min, max, *decimals),
            QuestionKind::Scale { from, to } => self.number(&Exact::from(*from), &Exact::from(*to), 0),
            QuestionKind::Many { .. } => {
                let mut ticked: Vec<&str> = ids.iter().copied().filter(|_| self.random.percent(45)).collect();
                if self.random.percent(50) {
                    ticked.reverse();
                }
                if self.slips(10) {
                    ticked.extend([ids[0], ids[0]]);
                }
                if self.slips(10) {
                    ticked.push("nothing_that_is_there");
                }
                json!(ticked)
            }
            QuestionKind::One { between, .. } => {
                if (*between && ids.len() > 1 && self.random.percent(40)) || self.slips(2) {
                    let low = self.random.below(ids.len());
                    let high =
                        if self.slips(20) { self.random.below(ids.len()) } else { (low + 1) % ids.len() };
                    if low.abs_diff(high) == 1 || self.care == Care::Slips {
                        return json!([ids[high], ids[low]]);
                    }
                }
                json!(self.random.one(&ids))
            }
            QuestionKind::Broken => panic!("a loaded rulebook has no broken question"),
        }
    }

    /// A number in range, or with slips also just outside it or with a decimal too many; written in one of several ways.
    fn number(&mut self, min: &Exact, max: &Exact, decimals: u32) -> Json {
        let step = Exact::decimal(1, decimals);
        if self.slips(8) {
            let beyond = [
                min - &step,
                max + &step,
                min + &Exact::decimal(1, decimals + 1),
                max + &Exact::decimal(1, decimals + 1),
            ];
            return json!(self.random.one(&beyond).to_string());
        }
        let fits = |edge: &&Exact| {
            *edge >= min && *edge <= max && edge.decimals().is_some_and(|own| own <= decimals)
        };
        let near: Vec<&Exact> = self.by.edges.iter().filter(fits).collect();
        let value = match self.random.below(8) {
            0 => min.clone(),
            1 => max.clone(),
            2 => (min + &step).min(max.clone()),
            3 if !near.is_empty() => (*self.random.one(&near)).clone(),
            4 if !near.is_empty() => (*self.random.one(&near) + &step).min(max.clone()),
            5 if !near.is_empty() => (*self.random.one(&near) - &step).max(min.clone()),
            _ => self.between(min, max, decimals),
        };
        match (value.to_string().parse::<i64>(), self.random.below(3)) {
            (Ok(whole), 0) => json!(whole),
            (_, 1) => json!(value.to_fixed(decimals)),
            _ => json!(value.to_string()),
        }
    }

    fn between(&mut self, min: &Exact, max: &Exact, decimals: u32) -> Exact {
        let part = Exact::decimal(self.random.below(1_000_001) as i128, 6);
        let value = min + &(&(max - min) * &part);
        value.round(openras_core::Rounding::Down, decimals as i32).max(min.clone())
    }

    /// A value that fits nothing, or next to nothing.
    fn oddity(&mut self) -> Json {
        let odd = [
            json!(true),
            json!(-1),
            json!(7),
            json!("maybe"),
            json!("1."),
            json!("£5"),
            json!("20%"),
            json!("1,200"),
            json!([]),
            json!(["maybe"]),
            json!(""),
            json!("1234567890123456"),
            json!(1_234_567_890_123_456_i64),
            json!("0.1234567890123"),
            json!("2008-02-30"),
            json!("2008-02-29"),
            json!("-0"),
            json!("007"),
            json!("1/3"),
        ];
        self.random.one(&odd).clone()
    }

    fn streams(&mut self) -> Map<String, Json> {
        let mut streams = Map::new();
        for stream in &self.by.rulebook.scheme().streams {
            if self.random.percent(35) {
                streams.insert(stream.id.clone(), self.award(stream));
            }
        }
        if self.slips(3) {
            streams.insert("lottery_unheard_of".to_owned(), json!({ "amount": "1.00" }));
        }
        streams
    }

    fn award(&mut self, stream: &Stream) -> Json {
        let places = self.by.rulebook.scheme().decimals;
        let penny = Exact::decimal(1, places);
        let top = stream.max.clone().unwrap_or(Exact::from(400));
        let mut amount = match self.random.below(6) {
            0 => Exact::ZERO,
            1 => top.clone(),
            2 => penny.clone(),
            _ => self.between(&Exact::ZERO, &top, places),
        };
        if self.slips(10) {
            let odd = [&top + &penny, -&penny, Exact::decimal(1, places + 1)];
            amount = self.random.one(&odd).clone();
        }
        let mut award = json!({ "amount": amount.to_fixed(places.max(amount.decimals().unwrap_or(0))) });
        let per = if self.random.percent(20) { Some(*self.random.one(&Period::ALL)) } else { stream.period };
        if let Some(per) = per.filter(|_| stream.period.is_some() || self.slips(10))
            && self.random.percent(70)
        {
            award["per"] = json!(per.as_str());
        }
        if self.random.percent(50) {
            let status = ["awarded", "awarded", "applied", "to_apply", "refused", "not_eligible"];
            award["status"] = json!(self.random.one(&status));
        }
        if award.get("status").is_some_and(|status| status != "awarded") && self.random.percent(30)
            || self.slips(5)
        {
            award.as_object_mut().expect("a table").remove("amount");
        }
        award
    }

    fn views(&mut self, made: &mut Json) {
        let questions: Vec<&Question> = self.by.rulebook.questionnaire().questions.iter().collect();
        let mut views = Vec::new();
        for _ in 0..2 {
            if self.random.percent(25) && !questions.is_empty() {
                let question = *self.random.one(&questions);
                let answer = if self.slips(10) { self.oddity() } else { self.answer(question) };
                views.push(json!({ "question": question.id, "by": "carer", "answer": answer, "reason": "what I see" }));
            }
        }
        if self.slips(3) {
            views.push(json!({ "question": "unheard_of_by_all", "by": "carer", "answer": "some" }));
        }
        if !views.is_empty() {
            made["views"] = json!(views);
        }
    }

    fn checked(&mut self, made: &mut Json) {
        if self.random.percent(50) {
            let mut roles = self.by.rulebook.questionnaire().checked_by.clone();
            roles.extend(["receptionist".to_owned(), "social_worker".to_owned()]);
            made["checked"] = json!({ "on": made["on"], "by": "W-1", "role": self.random.one(&roles) });
        }
    }
}
