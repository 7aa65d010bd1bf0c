//! The columnar program: what is worked out for a chunk of people, node by node.

use openras_core::{Day, Exact, Rounding};
use openras_formula::{Comparison, Expr, InputId};

use super::domain::Domain;

/// The place of a [`Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(pub(super) usize);

/// The place of a [`Var`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct VarId(pub(super) usize);

/// The place of an [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct IndexId(pub(super) usize);

/// Something with few values, of which tables are made.
#[derive(Clone, Debug)]
pub(super) struct Var {
    pub(super) source: Source,
    /// Its values are 0 to below this.
    pub(super) count: u32,
}

/// Where the value of a [`Var`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The place of a fact's value or an answer in its domain, by the place of the domain.
    Cell(usize),
    /// A whole number that was worked out, counted from its lowest.
    Number(NodeId),
    /// 1 where a condition holds.
    Condition(NodeId),
}

/// The place in a table: the sum of each variable times its stride.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Index {
    pub(super) parts: Vec<(VarId, u32)>,
    /// How many places there are.
    pub(super) size: u32,
}

/// Whole numbers over one denominator, and the least and the most that they can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// Above zero.
    pub(super) den: i128,
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Scale {
    /// Whether every number fits an `i64` with room to add a few.
    pub(super) fn is_small(&self) -> bool {
        const FAR: i128 = 1 << 61;
        -FAR < self.low && self.high < FAR
    }

    /// Whether every number fits an `i128` with room.
    pub(super) fn fits(&self) -> bool {
        const FAR: i128 = 1 << 120;
        -FAR < self.low && self.high < FAR && self.den < FAR
    }

    /// How many numbers there are, where they can be counted through.
    pub(super) fn count(&self, most: u32) -> Option<u32> {
        let count = self.high.checked_sub(self.low)?.checked_add(1)?;
        u32::try_from(count).ok().filter(|count| *count <= most)
    }
}

/// What a node gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers over a denominator: `i64` where all fit, else `i128`.
    Number(Scale),
    /// Fractions; none where there is no value.
    Fraction,
    /// Conditions.
    Condition,
}

/// A column that is worked out.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) op: Op,
}

/// How a column is worked out. A row that has no value has any value of the scale, and is marked by a condition beside it.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// The same number everywhere.
    Number(i128),
    /// The cells of a fact or a question that has too many values to count through, by the place of its domain.
    Cells(usize),
    /// The days of the rows, as numbers in order.
    On,
    /// The sum of tables.
    Tables(Tables),
    /// The sum of columns, each times a number, and a number.
    Linear(Vec<(NodeId, i128)>, i128),
    Product(NodeId, NodeId),
    /// Rounded.
    Round {
        value: NodeId,
        by: Divisor,
        how: Rounding,
    },
    /// The greater of two, or the less.
    Extreme {
        most: bool,
        one: NodeId,
        other: NodeId,
    },
    Select {
        when: NodeId,
        then: NodeId,
        otherwise: NodeId,
    },
    /// A straight line in each stretch of the key.
    Pieces(NodeId, Pieces),
    /// Fractions by place.
    Fractions(IndexId, Vec<Option<Exact>>),
    /// A formula over other columns, worked out row by row.
    Each(Expr, Vec<Slot>),
    /// Fractions as whole numbers over the denominator of this column.
    Scaled(NodeId),
    /// The same everywhere.
    Always(bool),
    /// Conditions by place.
    Holds(IndexId, Vec<u8>),
    /// Whether a cell has something in it, by the place of its domain.
    Given(usize),
    Compare(Comparison, NodeId, NodeId),
    All(Vec<NodeId>),
    Any(Vec<NodeId>),
    Not(NodeId),
    /// A formula over other columns that is a condition: holds, does not, or has no value.
    EachHolds(Expr, Vec<Slot>),
    /// Where [`Op::EachHolds`] has no value.
    EachLacks(Expr, Vec<Slot>),
    /// Where fractions have no value.
    Lacks(NodeId),
    /// Where fractions have no value or are no whole numbers near enough over this denominator.
    Strays(NodeId, i128),
    /// Where fractions are no value of a step: too many digits, or below zero where nothing below zero can be.
    Unfit {
        value: NodeId,
        not_below_zero: bool,
    },
}

/// A column that a formula asks for row by row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) id: InputId,
    pub(super) node: NodeId,
    /// Its numbers are places of choices.
    pub(super) choice: bool,
}

/// What a rounding divides by: the value times `times` over `by`, either a number or a column above it, and the whole
/// number nearest to that, times `after`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Divisor {
    pub(super) times: i128,
    pub(super) by: By,
    pub(super) after: i128,
}

/// See [`Divisor`].
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    /// Above zero.
    Number(i128),
    /// A column that is nowhere zero but where the row is marked.
    Column(NodeId),
}

/// Four tiny tables, and by what they are looked up.
pub(super) type Four = ([IndexId; 4], Box<[[i32; 256]; 4]>);

/// Tables whose values are added.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    /// Tiny ones, four together: side by side in memory they are looked up with one address.
    pub(super) fours: Vec<Four>,
    pub(super) rest: Vec<(IndexId, Table)>,
}

impl Tables {
    pub(super) fn new(tables: Vec<(IndexId, Table)>) -> Tables {
        let (mut tiny, mut rest) = (Vec::new(), Vec::new());
        for (index, table) in tables {
            match table {
                // Four of these stay inside an `i32` together.
                Table::Tiny(values) if values.iter().all(|value| value.unsigned_abs() < 1 << 29) => {
                    tiny.push((index, values));
                }
                table => rest.push((index, table)),
            }
        }
        let mut fours = Vec::new();
        while let Some(at) = tiny.len().checked_sub(4)
            && let Ok([a, b, c, d]) = <[(IndexId, Box<[i32; 256]>); 4]>::try_from(tiny.split_off(at))
        {
            fours.push(([a.0, b.0, c.0, d.0], Box::new([*a.1, *b.1, *c.1, *d.1])));
        }
        rest.extend(tiny.into_iter().map(|(index, values)| (index, Table::Tiny(values))));
        Tables { fours, rest }
    }

    /// The places that are looked up.
    pub(super) fn indices(&self) -> impl Iterator<Item = IndexId> {
        let fours = self.fours.iter().flat_map(|(indices, _)| indices);
        fours.chain(self.rest.iter().map(|(index, _)| index)).copied()
    }
}

/// A table of whole numbers.
#[derive(Clone, Debug)]
pub(super) enum Table {
    /// For places below 256 and numbers that fit an `i32`.
    Tiny(Box<[i32; 256]>),
    /// For numbers that fit an `i32`.
    Short(Vec<i32>),
    /// For numbers that fit an `i64`.
    Long(Vec<i64>),
    /// For the rest.
    Huge(Vec<i128>),
}

impl Table {
    pub(super) fn new(values: Vec<i128>, size: u32) -> Table {
        match values.iter().map(|value| i32::try_from(*value).ok()).collect::<Option<Vec<i32>>>() {
            Some(short) if size <= 256 => {
                let mut tiny = Box::new([0; 256]);
                tiny.iter_mut().zip(short).for_each(|(place, value)| *place = value);
                Table::Tiny(tiny)
            }
            Some(short) => Table::Short(short),
            None => match values.iter().map(|value| i64::try_from(*value).ok()).collect() {
                Some(long) => Table::Long(long),
                None => Table::Huge(values),
            },
        }
    }
}

/// Starts, and the lines from each on.
type SmallPieces = (Vec<i64>, Vec<(i64, i64)>);

/// Straight lines: from each start on, `base + slope × key`.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// Rising; the first is the lowest key.
    pub(super) starts: Vec<i128>,
    pub(super) lines: Vec<(i128, i128)>,
    /// The same, where all of it fits.
    pub(super) small: Option<SmallPieces>,
}

impl Pieces {
    pub(super) fn new(starts: Vec<i128>, lines: Vec<(i128, i128)>) -> Pieces {
        let small = |number: &i128| i64::try_from(*number).ok();
        let small_starts = starts.iter().map(small).collect::<Option<Vec<i64>>>();
        let line = |(base, slope): &(i128, i128)| Some((small(base)?, small(slope)?));
        let small_lines = lines.iter().map(line).collect::<Option<Vec<(i64, i64)>>>();
        Pieces { small: small_starts.zip(small_lines), starts, lines }
    }
}

/// A program for a stretch of days.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    /// A day of the stretch; parameters have the same values on all its days.
    pub(super) on: Option<Day>,
    pub(super) domains: Vec<Domain>,
    pub(super) vars: Vec<Var>,
    pub(super) indices: Vec<Index>,
    /// In an order in which each uses only those before it.
    pub(super) nodes: Vec<Node>,
    /// Conditions that mark a row.
    pub(super) marks: Vec<NodeId>,
    /// The columns that are given back.
    pub(super) outputs: Vec<Output>,
}

impl Program {
    /// The least that a column of numbers can be.
    pub(super) fn low(&self, node: NodeId) -> i128 {
        match self.nodes.get(node.0).map(|node| node.kind) {
            Some(Kind::Number(scale)) => scale.low,
            _ => 0,
        }
    }
}

/// A column that is given back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    pub(super) node: NodeId,
    /// The column's denominator is ten to this; any where there is none.
    pub(super) decimals: Option<u32>,
}
