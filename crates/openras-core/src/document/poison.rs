use super::mended::Mended;
use super::shape::{Others, Shape, ShapeId, Shapes, TableShape};
use super::words::{Marker, POISON};

impl Shapes {
    /// What stands for a required value that was bad or missing.
    pub(crate) fn poisoned(&self, shape: ShapeId) -> Mended {
        match self.get(shape) {
            Shape::Any | Shape::Nullable(_) => Mended::Null,
            Shape::Bool => Mended::Bool(false),
            Shape::Whole { least, most } => Mended::Whole(whole(*least, *most)),
            Shape::Text { .. } | Shape::Choice(_) => Mended::poison(),
            Shape::Word(Marker::Format) => Mended::Whole(1),
            Shape::Word(_) => Mended::poison(),
            // In the place of things with ids stands one whose id is bad: any name may be its.
            Shape::List { item, .. } if self.has_id(*item) => Mended::List(vec![self.poisoned(*item)]),
            Shape::List { .. } => Mended::List(Vec::new()),
            Shape::Table(TableShape { others: Others::Ids(value), .. })
                if matches!(self.get(*value), Shape::Table(_)) =>
            {
                Mended::Table(vec![(POISON.to_owned(), self.poisoned(*value))])
            }
            Shape::Table(table) => Mended::Table(
                table
                    .required
                    .iter()
                    .filter_map(|key| Some((key.clone(), self.poisoned(*table.keys.get(key)?))))
                    .collect(),
            ),
            Shape::Either(branches) => self
                .own_poison(shape)
                .or_else(|| branches.first().map(|branch| self.poisoned(*branch)))
                .unwrap_or(Mended::Null),
        }
    }

    /// Whether it is a table that must say its id.
    fn has_id(&self, shape: ShapeId) -> bool {
        match self.get(shape) {
            Shape::Table(table) => table.required.iter().any(|key| {
                let value = table.keys.get(key).map(|value| self.get(*value));
                key == "id" && matches!(value, Some(Shape::Word(Marker::Id)))
            }),
            _ => false,
        }
    }

    /// What stands for a bad value whether required or not: nothing where the shape has no poison of its own.
    pub(crate) fn own_poison(&self, shape: ShapeId) -> Option<Mended> {
        match self.get(shape) {
            Shape::Text { .. }
            | Shape::Choice(_)
            | Shape::Whole { .. }
            | Shape::List { .. }
            | Shape::Table(_) => Some(self.poisoned(shape)),
            Shape::Word(marker) => (*marker != Marker::Format).then(Mended::poison),
            Shape::Nullable(shape) => self.own_poison(*shape),
            // A text that no document can hold tells more than a number that none can hold.
            Shape::Either(branches) => {
                let poisons = || branches.iter().filter_map(|branch| self.own_poison(*branch));
                poisons().find(|poison| *poison == Mended::poison()).or_else(|| poisons().next())
            }
            Shape::Any | Shape::Bool => None,
        }
    }
}

/// What stands for a bad whole number: a count is as large as it may be, so that nothing seems to go beyond it; of a number
/// that may be below zero it is one that no document can hold.
fn whole(least: Option<i64>, most: Option<i64>) -> i64 {
    match (least, most) {
        (Some(least), Some(most)) if least >= 0 => most,
        (Some(least), _) if least >= 0 => least,
        _ => i64::MIN,
    }
}
