//! The values of facts that a scheme can tell apart.

use openras_core::{Day, Exact, Handle};
use openras_formula::{Expr, InputId, Node, Value, evaluate};
use openras_questionnaire::{Fact, FactKind, FactValue, Questionnaire, Sheet};

use crate::inputs::Work;
use crate::lint::options::{down_to_grid, grid, up_to_grid};
use crate::model::{InputKind, Scheme};
use crate::table::{Near, Rows, Table};

/// Where the formulas of a scheme change their mind about a number: the numbers that it is compared with.
pub(super) struct Edges<'a> {
    scheme: &'a Scheme,
    questionnaire: &'a Questionnaire,
    days: &'a [Day],
    sheet: Sheet,
}

impl<'a> Edges<'a> {
    pub(super) fn new(scheme: &'a Scheme, questionnaire: &'a Questionnaire, days: &'a [Day]) -> Edges<'a> {
        let facts = questionnaire.facts.iter().map(|_| None).collect();
        let answers = questionnaire.questions.iter().map(|_| None).collect();
        Edges { scheme, questionnaire, days, sheet: Sheet::new(questionnaire, facts, answers) }
    }

    /// Adds to `edges` what `expr` compares the input with; `false` where it is used in any other way.
    ///
    /// `is` tells the input, `None` of `scheme` inputs stands for a condition on facts alone.
    pub(super) fn of(
        &self,
        expr: &Expr,
        is: &dyn Fn(InputId) -> bool,
        facts_alone: bool,
        edges: &mut Vec<Exact>,
    ) -> bool {
        let bare = |part: &Expr| matches!(part.node, Node::Input(id) if is(id));
        match &expr.node {
            Node::Input(id) => !is(*id),
            Node::Compare(_, left, right) if bare(left) => self.constant(right, facts_alone, edges),
            Node::Compare(_, left, right) if bare(right) => self.constant(left, facts_alone, edges),
            Node::In(value, list) if bare(value) => {
                list.iter().all(|item| self.constant(item, facts_alone, edges))
            }
            Node::Lookup { table, keys } if keys.iter().any(bare) => {
                let handle = usize::try_from(table.0).ok().and_then(|at| self.scheme.tables.handle(at));
                handle.is_some_and(|handle| keys_of(&self.scheme.tables[handle], edges))
            }
            _ => expr.parts().into_iter().all(|part| self.of(part, is, facts_alone, edges)),
        }
    }

    /// The values of an expression of parameters and literals on all days; `false` where it is no such thing.
    fn constant(&self, expr: &Expr, facts_alone: bool, edges: &mut Vec<Exact>) -> bool {
        let mut constant = true;
        expr.walk(&mut |part| match &part.node {
            Node::Input(id) => {
                let fixed =
                    matches!(self.scheme.input(*id), Some(InputKind::Parameter(_) | InputKind::InYear(_)));
                constant &= fixed && !facts_alone;
            }
            Node::Lookup { .. } => constant = false,
            _ => {}
        });
        if constant {
            for day in self.days {
                let mut work = Work::new(self.scheme, self.questionnaire, &self.sheet, *day);
                if let Some(Value::Number(value)) = evaluate(expr, &mut work) {
                    edges.push(value);
                }
            }
        }
        constant
    }
}

/// Adds the keys at which a table goes over to another row; `false` for a straight line, which never stays in one.
fn keys_of(table: &Table, edges: &mut Vec<Exact>) -> bool {
    match &table.rows {
        Rows::Choice(_) | Rows::At(Near::Linear, _) => false,
        Rows::Band(bands) => {
            edges.extend(bands.iter().flat_map(|band| [band.from.clone(), band.to.clone()]).flatten());
            true
        }
        Rows::At(near, rows) => {
            edges.extend(rows.iter().map(|row| row.at.clone()));
            if *near == Near::Nearest {
                let half = Exact::decimal(5, 1);
                edges.extend(
                    rows.iter().zip(rows.iter().skip(1)).map(|(low, high)| &(&low.at + &high.at) * &half),
                );
            }
            true
        }
    }
}

/// The numbers of a range that lie at these edges and beside them, and its ends.
pub(super) fn beside(edges: &[Exact], min: &Exact, max: &Exact, decimals: u32) -> Vec<Exact> {
    let step = Exact::decimal(1, decimals);
    let (first, last) = (up_to_grid(min, decimals), down_to_grid(max, decimals));
    let mut values = vec![first.clone(), last.clone()];
    for edge in edges {
        let (down, up) = (down_to_grid(edge, decimals), up_to_grid(edge, decimals));
        values.extend([&down - &step, down, up.clone(), &up + &step]);
    }
    values.retain(|value| &first <= value && value <= &last);
    values.sort();
    values.dedup();
    values
}

/// The values of a fact that can be told apart on a day; none where they are too many.
///
/// `edges`: what a number is compared with, where it is used in no other way. `dates`: how many dates are compared, with
/// each other and with the day. So many days before and after it, and the day itself, stand for every order of them.
pub(super) fn values(fact: &Fact, edges: Option<&[Exact]>, dates: usize, day: Day) -> Option<Vec<FactValue>> {
    match &fact.kind {
        FactKind::Number { min, max, decimals, .. } => {
            let all = edges.map(|edges| beside(edges, min, max, *decimals));
            let values = match (all, grid(min, max, *decimals)) {
                (Some(some), Some(all)) if all.len() < some.len() => all,
                (Some(some), _) => some,
                (None, all) => all?,
            };
            Some(values.into_iter().map(FactValue::Number).collect())
        }
        FactKind::Choice { ids, .. } => {
            Some((0..ids.len()).filter_map(|at| u16::try_from(at).ok()).map(FactValue::Choice).collect())
        }
        FactKind::YesNo => Some(vec![FactValue::YesNo(false), FactValue::YesNo(true)]),
        FactKind::Date => {
            let mut days = vec![day];
            let (mut before, mut after) = (Some(day), Some(day));
            for _ in 0..dates {
                before = before.and_then(Day::before);
                after = after.and_then(Day::after);
                days.extend(before.into_iter().chain(after));
            }
            days.sort();
            Some(days.into_iter().map(FactValue::Date).collect())
        }
        FactKind::Broken => Some(Vec::new()),
    }
}

/// The handle's place among the inputs of `asked_when`, which are facts by their place.
pub(super) fn is_fact_place(fact: Handle<Fact>, id: InputId) -> bool {
    usize::try_from(id.0).is_ok_and(|at| at == fact.index())
}
