//! What of a rulebook is looked at: which steps, which facts, which questions, on which days.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Day, Exact, Handle};
use openras_formula::{Expr, InputId};
use openras_questionnaire::{Fact, FactKind, FactValue, Question, Questionnaire};

use crate::lint::domain::{Edges, is_fact_place, values};
use crate::lint::options::Use;
use crate::model::{InputKind, Scheme, Step};
use crate::uses::Uses;

/// What is worked out.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// By the step's place: whether it is worked out.
    pub(super) steps: Vec<bool>,
    /// The steps whose values count as something that an answer can change.
    pub(super) watched: Vec<Handle<Step>>,
    /// Whether the conditions of streams count too.
    pub(super) streams: bool,
}

/// What of a rulebook is looked at.
pub(super) struct Model<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) scope: Scope,
    /// A day of each stretch in which no parameter changes.
    pub(super) days: Vec<Day>,
    /// What is asked of each question, by its place.
    pub(super) uses: Vec<Use>,
    /// Questions that share everything that is asked of them, which is their points alone; or one question.
    pub(super) pools: Vec<Vec<Handle<Question>>>,
    /// Whether each step hangs on answers, by its place.
    pub(super) on_answers: Vec<bool>,
    /// The facts that formulas which hang on answers name themselves.
    pub(super) beside_answers: BTreeSet<Handle<Fact>>,
    /// The facts that formulas and conditions name.
    facts: BTreeSet<Handle<Fact>>,
    /// How many facts among those are dates.
    dates: usize,
    /// What each fact that is a number is compared with, where it is used in no other way.
    edges: BTreeMap<usize, Vec<Exact>>,
}

/// The first day of each stretch of `effective` in which no parameter changes.
pub(super) fn days(scheme: &Scheme) -> Vec<Day> {
    let Some(from) = scheme.effective_from else {
        return Vec::new();
    };
    let changes =
        scheme.parameters.iter().flat_map(|parameter| parameter.values.iter().map(|value| value.from));
    let within = |day: &Day| from < *day && scheme.effective_to.is_none_or(|to| *day <= to);
    let days: BTreeSet<Day> = changes.filter(within).chain([from]).collect();
    days.into_iter().collect()
}

impl<'a> Model<'a> {
    pub(super) fn new(scheme: &'a Scheme, questionnaire: &'a Questionnaire, scope: Scope) -> Model<'a> {
        let days = days(scheme);
        let formulas = formulas(scheme, &scope);
        let mut uses = Uses::default();
        formulas.iter().for_each(|expr| uses.add(expr));
        let (uses, facts) = sort_out(scheme, questionnaire, &uses);
        let dates =
            facts.iter().filter(|fact| matches!(questionnaire.facts[**fact].kind, FactKind::Date)).count();
        let mut edges = BTreeMap::new();
        let finder = Edges::new(scheme, questionnaire, &days);
        for fact in
            facts.iter().filter(|fact| matches!(questionnaire.facts[**fact].kind, FactKind::Number { .. }))
        {
            let mut compared = Vec::new();
            let is = |id: InputId| scheme.input(id) == Some(&InputKind::Fact(*fact));
            let mut alone = formulas.iter().all(|expr| finder.of(expr, &is, false, &mut compared));
            for condition in
                questionnaire.questions.iter().filter_map(|question| question.asked_when.as_ref())
            {
                alone &= finder.of(condition, &|id| is_fact_place(*fact, id), true, &mut compared);
            }
            if alone {
                edges.insert(fact.index(), compared);
            }
        }
        let (pools, on_answers) = (pools(questionnaire, &uses), on_answers(scheme));
        let beside_answers = beside_answers(scheme, &formulas, &on_answers);
        Model {
            scheme,
            questionnaire,
            scope,
            days,
            uses,
            pools,
            on_answers,
            beside_answers,
            facts,
            dates,
            edges,
        }
    }

    /// The values that a fact may have on a day, as far as they can be told apart; none where they are too many.
    pub(super) fn fact_values(&self, handle: Handle<Fact>, day: Day) -> Option<Vec<FactValue>> {
        let fact = &self.questionnaire.facts[handle];
        if self.facts.contains(&handle) {
            return values(fact, self.edges.get(&handle.index()).map(Vec::as_slice), self.dates, day);
        }
        // Nothing looks at it: any value does.
        let any = match (&fact.default, &fact.kind) {
            (Some(default), _) => Some(default.clone()),
            (None, FactKind::Number { min, max, decimals, .. }) => {
                super::domain::beside(&[], min, max, *decimals).into_iter().next().map(FactValue::Number)
            }
            (None, FactKind::Choice { .. }) => Some(FactValue::Choice(0)),
            (None, FactKind::YesNo) => Some(FactValue::YesNo(false)),
            (None, FactKind::Date) => Some(FactValue::Date(day)),
            (None, FactKind::Broken) => None,
        };
        Some(any.into_iter().collect())
    }

    /// Whether a formula or condition names a fact.
    pub(super) fn names(&self, fact: Handle<Fact>) -> bool {
        self.facts.contains(&fact)
    }

    /// The questions of which nothing is asked.
    pub(super) fn idle(&self) -> impl Iterator<Item = Handle<Question>> {
        let questions = self.questionnaire.questions.handles();
        questions.filter(|(handle, _)| self.wanted(*handle).is_none()).map(|(handle, _)| handle)
    }

    /// What is asked of a question.
    pub(super) fn wanted(&self, question: Handle<Question>) -> &Use {
        static NOTHING: Use = Use { sums: BTreeSet::new(), answer: false, ticked: BTreeSet::new() };
        self.uses.get(question.index()).unwrap_or(&NOTHING)
    }
}

/// Every formula within the scope.
fn formulas<'s>(scheme: &'s Scheme, scope: &Scope) -> Vec<&'s Expr> {
    let mut formulas = Vec::new();
    for (handle, step) in scheme.steps.handles() {
        if scope.steps.get(handle.index()).copied().unwrap_or(false) {
            formulas.push(&step.formula.expr);
            if let Some((when, otherwise)) = &step.when {
                formulas.extend([&when.expr, &otherwise.expr]);
            }
        }
    }
    formulas.extend(scheme.exclusions.iter().chain(&scheme.referrals).map(|rule| &rule.when.expr));
    if scope.streams {
        formulas
            .extend(scheme.streams.iter().filter_map(|stream| stream.when.as_ref()).map(|when| &when.expr));
    }
    formulas
}

/// What is asked of each question, and the facts that are named.
fn sort_out(
    scheme: &Scheme,
    questionnaire: &Questionnaire,
    uses: &Uses,
) -> (Vec<Use>, BTreeSet<Handle<Fact>>) {
    let mut wanted: Vec<Use> = questionnaire.questions.iter().map(|_| Use::default()).collect();
    let mut facts = BTreeSet::new();
    for id in &uses.inputs {
        match scheme.input(*id) {
            Some(InputKind::Fact(fact)) => drop(facts.insert(*fact)),
            Some(InputKind::Answer(question)) => {
                wanted.get_mut(question.index()).into_iter().for_each(|place| place.answer = true);
            }
            Some(InputKind::Ticked(question, at)) => {
                wanted.get_mut(question.index()).into_iter().for_each(|place| place.ticked.extend([*at]));
            }
            Some(InputKind::Points(asked)) => {
                for question in &asked.questions {
                    wanted.get_mut(question.index()).into_iter().for_each(|place| place.sums.extend([*id]));
                }
            }
            _ => {}
        }
    }
    for condition in questionnaire.questions.iter().filter_map(|question| question.asked_when.as_ref()) {
        let mut uses = Uses::default();
        uses.add(condition);
        let places = uses.inputs.iter().filter_map(|id| usize::try_from(id.0).ok());
        facts.extend(places.filter_map(|place| questionnaire.facts.handle(place)));
    }
    (wanted, facts)
}

fn pools(questionnaire: &Questionnaire, uses: &[Use]) -> Vec<Vec<Handle<Question>>> {
    let mut shared: BTreeMap<&Use, Vec<Handle<Question>>> = BTreeMap::new();
    let mut alone = Vec::new();
    for ((handle, _), wanted) in
        questionnaire.questions.handles().zip(uses).filter(|(_, wanted)| !wanted.is_none())
    {
        if wanted.is_points_alone() {
            shared.entry(wanted).or_default().push(handle);
        } else {
            alone.push(vec![handle]);
        }
    }
    shared.into_values().chain(alone).collect()
}

/// Whether what is used hangs on answers, where it is known which steps do.
fn hangs(scheme: &Scheme, uses: &Uses, on_answers: &[bool]) -> bool {
    uses.inputs.iter().any(|id| match scheme.input(*id) {
        Some(InputKind::Answer(_) | InputKind::Ticked(..) | InputKind::Points(_)) => true,
        Some(InputKind::Step(above)) => on_answers.get(above.index()).copied().unwrap_or(false),
        _ => false,
    })
}

fn on_answers(scheme: &Scheme) -> Vec<bool> {
    let mut on_answers: Vec<bool> = Vec::with_capacity(scheme.steps.len());
    for step in &scheme.steps {
        on_answers.push(hangs(scheme, &Uses::of_step(step), &on_answers));
    }
    on_answers
}

/// The facts that stand in one step or condition together with something that hangs on answers.
///
/// The parts of a step are looked at one by one, but a part that hangs on no answer may still decide about one that does.
fn beside_answers(scheme: &Scheme, formulas: &[&Expr], on_answers: &[bool]) -> BTreeSet<Handle<Fact>> {
    let steps = scheme.steps.iter().map(Uses::of_step);
    let others = formulas.iter().map(|expr| {
        let mut uses = Uses::default();
        uses.add(expr);
        uses
    });
    let hanging = steps.chain(others).filter(|uses| hangs(scheme, uses, on_answers));
    let inputs = hanging.flat_map(|uses| uses.inputs);
    inputs
        .filter_map(|id| if let Some(InputKind::Fact(fact)) = scheme.input(id) { Some(*fact) } else { None })
        .collect()
}

/// These steps, and every step that they need.
pub(super) fn closure(scheme: &Scheme, wanted: &[Handle<Step>]) -> Vec<bool> {
    let mut needed: Vec<bool> = scheme.steps.iter().map(|_| false).collect();
    let mut reached = wanted.to_vec();
    while let Some(handle) = reached.pop() {
        if let Some(place) = needed.get_mut(handle.index()).filter(|place| !**place) {
            *place = true;
            reached.extend(scheme.steps_used(&scheme.steps[handle]));
        }
    }
    needed
}
