//! Parts of formulas made into columns: tables, sums, choices between columns.

use num_integer::Integer;
use openras_core::Exact;
use openras_formula::{Expr, Node as Formula, Sign, Type, Value};

use super::compile::Compiler;
use super::node::{By, Divisor, IndexId, Kind, NodeId, Op, Scale, Table, Tables, VarId};
use super::part::{On, Part, union};

/// The greatest denominator that a table's numbers are put over.
const DEN_MAX: i128 = 1_000_000_000_000_000;

/// The numbers of a table, over one denominator.
pub(super) struct Tabled {
    pub(super) index: IndexId,
    pub(super) numbers: Vec<i128>,
    pub(super) scale: Scale,
    /// Where there is none.
    pub(super) fails: Option<NodeId>,
}

impl Compiler<'_> {
    /// The values of a part for every combination of its variables.
    fn values(&mut self, part: &Part, vars: &[VarId]) -> (Vec<Option<Exact>>, Option<NodeId>) {
        let values = self.trial().tabulate(&part.expr, vars);
        let numbers: Vec<Option<Exact>> = values
            .into_iter()
            .map(|value| match value {
                Some(Value::Number(number)) => Some(number),
                // Choices stand in columns as their places.
                Some(Value::Choice(at)) => Some(Exact::from(u32::from(at))),
                _ => None,
            })
            .collect();
        let fails = numbers.iter().map(|number| u8::from(number.is_none())).collect();
        let fails = self.holds(vars, fails);
        (numbers, fails)
    }

    /// The table of a part, over a denominator that all its numbers have, and `over` if that is given.
    fn tabled(&mut self, part: &Part, over: Option<i128>) -> Result<Tabled, Vec<Option<Exact>>> {
        let vars = part.vars().unwrap_or(&[]).to_vec();
        let (values, fails) = self.values(part, &vars);
        let dens = values.iter().flatten().map(|value| value.parts().map(|(_, den)| den));
        let den = dens.into_iter().try_fold(over.unwrap_or(1), |all, den| {
            let den = all.checked_mul(den?.checked_div(all.gcd(&den?))?)?;
            (den <= DEN_MAX && over.is_none_or(|over| over == den)).then_some(den)
        });
        let numbers = den.and_then(|den| over_den(&values, den).map(|numbers| (den, numbers)));
        let Some((den, numbers)) = numbers else {
            return Err(values);
        };
        let known = || numbers.iter().flatten().copied();
        let (low, high) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
        let numbers = numbers.iter().map(|number| number.unwrap_or(low)).collect();
        let index = self.index(&vars);
        Ok(Tabled { index, numbers, scale: Scale { den, low, high }, fails })
    }

    /// A part as a column of numbers or fractions, and where it has no value.
    pub(super) fn number(&mut self, part: &Part) -> (NodeId, Vec<NodeId>) {
        if let Some(node) = self.node_of(&part.expr) {
            return (node, part.fails.clone());
        }
        match self.tabled(part, None) {
            Ok(tabled) => {
                let fails = with(&part.fails, tabled.fails);
                (self.of_table(tabled), fails)
            }
            Err(values) => {
                let vars = part.vars().unwrap_or(&[]).to_vec();
                let index = self.index(&vars);
                let node = self.node(Kind::Fraction, Op::Fractions(index, values));
                let lacks = self.node(Kind::Condition, Op::Lacks(node));
                (node, with(&part.fails, Some(lacks)))
            }
        }
    }

    fn of_table(&mut self, tabled: Tabled) -> NodeId {
        let Tabled { index, numbers, scale, .. } = tabled;
        if scale.low == scale.high {
            return self.node(Kind::Number(scale), Op::Number(scale.low));
        }
        let size = self.size(index);
        self.node(Kind::Number(scale), Op::Tables(Tables::new(vec![(index, Table::new(numbers, size))])))
    }

    fn size(&self, index: IndexId) -> u32 {
        self.program.indices.get(index.0).map_or(0, |index| index.size)
    }

    /// A part as a column over this denominator, where all its values are whole numbers over it.
    pub(super) fn number_over(&mut self, part: &Part, den: i128) -> Option<NodeId> {
        if let Some(node) = self.node_of(&part.expr) {
            return self.over(node, den);
        }
        let tabled = self.tabled(part, Some(den)).ok()?;
        Some(self.of_table(tabled))
    }

    /// A column over another denominator that its values are whole numbers over; none for fractions.
    pub(super) fn over(&mut self, node: NodeId, den: i128) -> Option<NodeId> {
        let Kind::Number(scale) = self.kind(node) else {
            return None;
        };
        let shared = den.gcd(&scale.den);
        let (times, by) = (den.checked_div(shared)?, scale.den.checked_div(shared)?);
        let put = |bound: i128| bound.checked_mul(times)?.checked_div(by);
        let put = Scale { den, low: put(scale.low)?, high: put(scale.high)? };
        if !put.fits() {
            return None;
        }
        Some(match (times, by) {
            (1, 1) => node,
            (_, 1) => self.node(Kind::Number(put), Op::Linear(vec![(node, times)], 0)),
            _ => {
                let by = Divisor { times, by: By::Number(by), after: 1 };
                let how = openras_core::Rounding::Down;
                self.node(Kind::Number(put), Op::Round { value: node, by, how })
            }
        })
    }

    /// Columns over one denominator; none where one of them is fractions, or where the numbers become too large.
    pub(super) fn alike(&mut self, nodes: &[NodeId]) -> Option<(i128, Vec<NodeId>)> {
        let mut den = 1i128;
        for node in nodes {
            let Kind::Number(scale) = self.kind(*node) else {
                return None;
            };
            den = den.checked_mul(scale.den.checked_div(den.gcd(&scale.den))?)?;
        }
        let nodes = nodes.iter().map(|node| self.over(*node, den)).collect::<Option<Vec<NodeId>>>()?;
        Some((den, nodes))
    }

    /// The range of a column of numbers.
    pub(super) fn scale(&self, node: NodeId) -> Option<Scale> {
        match self.kind(node) {
            Kind::Number(scale) => Some(scale),
            Kind::Fraction | Kind::Condition => None,
        }
    }

    /// The same number everywhere.
    pub(super) fn same(&mut self, number: i128, den: i128) -> NodeId {
        self.node(Kind::Number(Scale { den, low: number, high: number }), Op::Number(number))
    }

    /// A condition by combination of these variables; none where it holds nowhere.
    pub(super) fn holds(&mut self, vars: &[VarId], holds: Vec<u8>) -> Option<NodeId> {
        if holds.iter().all(|holds| *holds == 0) {
            return None;
        }
        let index = self.index(vars);
        let same = |op: &Op| matches!(op, Op::Holds(other, held) if *other == index && *held == holds);
        if let Some(at) = self.program.nodes.iter().position(|node| same(&node.op)) {
            return Some(NodeId(at));
        }
        Some(self.node(Kind::Condition, Op::Holds(index, holds)))
    }

    /// A part as a column of conditions, and where it has no value.
    pub(super) fn condition(&mut self, part: &Part) -> (NodeId, Vec<NodeId>) {
        if let Some(node) = self.node_of(&part.expr) {
            return (node, part.fails.clone());
        }
        let vars = part.vars().unwrap_or(&[]).to_vec();
        let values = self.trial().tabulate(&part.expr, &vars);
        let is = |value: &Option<Value>, so: bool| u8::from(*value == Some(Value::Condition(so)));
        let holds: Vec<u8> = values.iter().map(|value| is(value, true)).collect();
        let fails = values.iter().map(|value| u8::from(is(value, true) == is(value, false))).collect();
        let fails = self.holds(&vars, fails);
        let always = holds.iter().all(|holds| *holds == 1);
        let node = match self.holds(&vars, holds) {
            Some(_) if always => self.node(Kind::Condition, Op::Always(true)),
            Some(node) => node,
            None => self.node(Kind::Condition, Op::Always(false)),
        };
        (node, with(&part.fails, fails))
    }

    /// The sum of parts: those that few variables decide go together into tables.
    pub(super) fn add(&mut self, terms: Vec<(Sign, Part)>, whole: &Expr) -> Part {
        let mut groups: Vec<(Vec<VarId>, Vec<(Sign, Part)>)> = Vec::new();
        let mut columns: Vec<(Sign, Part)> = Vec::new();
        let mut fails = Vec::new();
        for (sign, part) in terms {
            fails = union(&fails, &part.fails);
            match part.vars() {
                Some(vars) => {
                    let vars = vars.to_vec();
                    match groups.iter().position(|(others, _)| self.go_together(others, &vars)) {
                        Some(at) => {
                            if let Some((others, terms)) = groups.get_mut(at) {
                                *others = union(others, &vars);
                                terms.push((sign, part));
                            }
                        }
                        None => groups.push((vars, vec![(sign, part)])),
                    }
                }
                None => columns.push((sign, part)),
            }
        }
        let mut groups: Vec<Part> =
            groups.into_iter().map(|(vars, terms)| sum_part(vars, terms, whole)).collect();
        if columns.is_empty() && groups.len() <= 1 {
            let one = groups.pop().unwrap_or_else(|| super::compile::constant(whole, Exact::ZERO));
            return Part { fails, ..one };
        }
        match self.sum(&groups, &columns) {
            Some((node, more)) => self.column(node, whole, union(&fails, &more)),
            None => {
                let parts = groups.into_iter().map(|part| (Sign::Plus, part)).chain(columns).collect();
                self.each_sum(parts, whole)
            }
        }
    }

    /// Whether terms with these variables share a table: where it is tiny, or no larger than one of the two.
    fn go_together(&self, one: &[VarId], other: &[VarId]) -> bool {
        let count = |vars: &[VarId]| self.combinations(vars);
        let all = union(one, other);
        count(&all).is_some_and(|size| size <= 256 || all.len() == one.len() || all.len() == other.len())
    }

    /// Tables over one denominator, and columns, in one sum.
    fn sum(&mut self, groups: &[Part], columns: &[(Sign, Part)]) -> Option<(NodeId, Vec<NodeId>)> {
        let mut tables = Vec::new();
        let mut nodes: Vec<(i128, NodeId)> = Vec::new();
        let mut fails = Vec::new();
        for part in groups {
            match self.node_of(&part.expr) {
                Some(node) => nodes.push((1, node)),
                None => tables.push(self.tabled(part, None).ok()?),
            }
        }
        for (sign, part) in columns {
            let (node, more) = self.number(part);
            fails = union(&fails, &more);
            nodes.push((if *sign == Sign::Plus { 1 } else { -1 }, node));
        }
        let mut dens: Vec<i128> = tables.iter().map(|table| table.scale.den).collect();
        for (_, node) in &nodes {
            dens.push(self.scale(*node)?.den);
        }
        let den =
            dens.into_iter().try_fold(1i128, |all, den| all.checked_mul(den.checked_div(all.gcd(&den))?))?;
        let mut constant = 0i128;
        let mut parts = Vec::new();
        let (mut low, mut high) = (0i128, 0i128);
        for table in tables {
            fails.extend(table.fails);
            let times = den.checked_div(table.scale.den)?;
            let numbers = table.numbers.iter().map(|number| number.checked_mul(times));
            let numbers = numbers.collect::<Option<Vec<i128>>>()?;
            if table.scale.low == table.scale.high {
                constant = constant.checked_add(table.scale.low.checked_mul(times)?)?;
                continue;
            }
            low = low.checked_add(table.scale.low.checked_mul(times)?)?;
            high = high.checked_add(table.scale.high.checked_mul(times)?)?;
            parts.push((table.index, Table::new(numbers, self.size(table.index))));
        }
        let scale = Scale { den, low, high };
        let mut linear: Vec<(NodeId, i128)> = Vec::new();
        if !parts.is_empty() {
            linear.push((self.node(Kind::Number(scale), Op::Tables(Tables::new(parts))), 1));
        }
        if nodes.is_empty() && constant == 0 {
            return scale.fits().then(|| linear.first().map(|(node, _)| (*node, fails))).flatten();
        }
        let (mut low, mut high) = (low.checked_add(constant)?, high.checked_add(constant)?);
        for (sign, node) in nodes {
            let own = self.scale(node)?;
            let times = sign.checked_mul(den.checked_div(own.den)?)?;
            let (one, other) = (own.low.checked_mul(times)?, own.high.checked_mul(times)?);
            low = low.checked_add(one.min(other))?;
            high = high.checked_add(one.max(other))?;
            linear.push((node, times));
        }
        let scale = Scale { den, low, high };
        scale.fits().then(|| (self.node(Kind::Number(scale), Op::Linear(linear, constant)), fails))
    }

    /// A part times a number.
    pub(super) fn scaled(&mut self, part: Part, times: &Exact, whole: &Expr) -> Part {
        let factor = super::compile::constant(whole, times.clone());
        let factors = vec![(openras_formula::Side::Above, part), (openras_formula::Side::Above, factor)];
        self.multiply(factors, whole)
    }

    /// The first part whose condition holds.
    pub(super) fn branch(&mut self, arms: Vec<(Part, Part)>, otherwise: Part, whole: &Expr) -> Part {
        let parts = || arms.iter().flat_map(|(when, then)| [when, then]).chain([&otherwise]);
        if let Some(vars) = self.few(parts()) {
            let fails = self.fails_of_branch(&arms, &otherwise);
            let arms = arms.into_iter().map(|(when, then)| (when.expr, then.expr)).collect();
            let node = Formula::If(arms, Box::new(otherwise.expr));
            return Part { expr: Expr { node, ..whole.clone() }, on: On::Vars(vars), fails };
        }
        if whole.ty == Type::Condition {
            return self.branch_of_conditions(&arms, &otherwise, whole);
        }
        let mut whens = Vec::new();
        let mut values = Vec::new();
        let mut more = Vec::new();
        let mut guards: Vec<NodeId> = Vec::new();
        for (when, then) in &arms {
            let (when, lacks) = self.condition(when);
            more = union(&more, &self.guarded(&guards, &lacks));
            whens.push(when);
            let (value, lacks) = self.number(then);
            let taken: Vec<NodeId> = guards.iter().copied().chain([when]).collect();
            more = union(&more, &self.guarded(&taken, &lacks));
            values.push(value);
            guards.push(self.node(Kind::Condition, Op::Not(when)));
        }
        let (value, lacks) = self.number(&otherwise);
        more = union(&more, &self.guarded(&guards, &lacks));
        values.push(value);
        match self.alike(&values) {
            Some((den, values)) => {
                let ends = values.iter().filter_map(|node| self.scale(*node)).collect::<Vec<Scale>>();
                let low = ends.iter().map(|scale| scale.low).min().unwrap_or(0);
                let high = ends.iter().map(|scale| scale.high).max().unwrap_or(0);
                let kind = Kind::Number(Scale { den, low, high });
                let mut values = values.into_iter().rev();
                let mut node = values.next().unwrap_or(NodeId(0));
                for (when, then) in whens.into_iter().rev().zip(values) {
                    node = self.node(kind, Op::Select { when, then, otherwise: node });
                }
                self.column(node, whole, more)
            }
            None => {
                let exprs = arms.iter().map(|(when, then)| (when.expr.clone(), then.expr.clone())).collect();
                let node = Formula::If(exprs, Box::new(otherwise.expr.clone()));
                let parts: Vec<Part> =
                    arms.into_iter().flat_map(|(when, then)| [when, then]).chain([otherwise]).collect();
                self.each(&Expr { node, ..whole.clone() }, &parts, Some(more))
            }
        }
    }

    fn branch_of_conditions(&mut self, arms: &[(Part, Part)], otherwise: &Part, whole: &Expr) -> Part {
        let mut fails = Vec::new();
        let mut guards: Vec<NodeId> = Vec::new();
        let mut any = Vec::new();
        for (when, then) in arms {
            let (when, lacks) = self.condition(when);
            fails = union(&fails, &self.guarded(&guards, &lacks));
            let (then, lacks) = self.condition(then);
            let taken: Vec<NodeId> = guards.iter().copied().chain([when]).collect();
            fails = union(&fails, &self.guarded(&taken, &lacks));
            let holds: Vec<NodeId> = taken.iter().copied().chain([then]).collect();
            any.push(self.node(Kind::Condition, Op::All(holds)));
            guards.push(self.node(Kind::Condition, Op::Not(when)));
        }
        let (last, lacks) = self.condition(otherwise);
        fails = union(&fails, &self.guarded(&guards, &lacks));
        let holds: Vec<NodeId> = guards.iter().copied().chain([last]).collect();
        any.push(self.node(Kind::Condition, Op::All(holds)));
        let node = self.node(Kind::Condition, Op::Any(any));
        self.column(node, whole, fails)
    }

    /// Where a branch has no value because of what its parts bring with them.
    fn fails_of_branch(&mut self, arms: &[(Part, Part)], otherwise: &Part) -> Vec<NodeId> {
        let quiet = arms.iter().all(|(_, then)| then.fails.is_empty()) && otherwise.fails.is_empty();
        let mut guards: Vec<NodeId> = Vec::new();
        let mut fails = Vec::new();
        for (when, then) in arms {
            fails = union(&fails, &self.guarded(&guards, &when.fails));
            let later = arms.iter().any(|(when, _)| !when.fails.is_empty());
            if quiet && !later {
                continue;
            }
            let (when, _) = self.condition(when);
            let taken: Vec<NodeId> = guards.iter().copied().chain([when]).collect();
            fails = union(&fails, &self.guarded(&taken, &then.fails));
            guards.push(self.node(Kind::Condition, Op::Not(when)));
        }
        union(&fails, &self.guarded(&guards, &otherwise.fails))
    }

    /// Conditions that count only where all the guards hold.
    pub(super) fn guarded(&mut self, guards: &[NodeId], fails: &[NodeId]) -> Vec<NodeId> {
        if guards.is_empty() {
            return fails.to_vec();
        }
        let fails = fails.iter().map(|fail| guards.iter().copied().chain([*fail]).collect::<Vec<NodeId>>());
        let fails: Vec<Vec<NodeId>> = fails.collect();
        fails.into_iter().map(|all| self.node(Kind::Condition, Op::All(all))).collect()
    }
}

/// The sum of parts that the same variables decide.
fn sum_part(vars: Vec<VarId>, terms: Vec<(Sign, Part)>, whole: &Expr) -> Part {
    let expr = match <[(Sign, Part); 1]>::try_from(terms) {
        Ok([(Sign::Plus, part)]) => part.expr,
        Ok([(Sign::Minus, part)]) => Expr { node: Formula::Negate(Box::new(part.expr)), ..whole.clone() },
        Err(terms) => {
            let mut terms: Vec<(Sign, Expr)> =
                terms.into_iter().map(|(sign, part)| (sign, part.expr)).collect();
            // The first of a sum is added.
            if terms.first().is_some_and(|(sign, _)| *sign == Sign::Minus) {
                terms.insert(0, (Sign::Plus, super::compile::constant(whole, Exact::ZERO).expr));
            }
            Expr { node: Formula::Add(terms), ..whole.clone() }
        }
    };
    Part { expr, on: On::Vars(vars), fails: Vec::new() }
}

fn over_den(values: &[Option<Exact>], den: i128) -> Option<Vec<Option<i128>>> {
    const FAR: i128 = 1 << 100;
    let one = |value: &Option<Exact>| match value {
        None => Some(None),
        Some(value) => {
            let (num, own) = value.parts()?;
            let number = num.checked_mul(den.checked_div(own)?)?;
            (-FAR < number && number < FAR).then_some(Some(number))
        }
    };
    values.iter().map(one).collect()
}

fn with(fails: &[NodeId], more: Option<NodeId>) -> Vec<NodeId> {
    match more {
        Some(node) => union(fails, &[node]),
        None => fails.to_vec(),
    }
}
