use super::mended::Mended;
use super::shape::{Shape, ShapeId, Shapes};
use super::words::Marker;

impl Shapes {
    /// What stands for a required value that was bad or missing.
    pub(crate) fn poisoned(&self, shape: ShapeId) -> Mended {
        match self.get(shape) {
            Shape::Any | Shape::Nullable(_) => Mended::Null,
            Shape::Bool => Mended::Bool(false),
            Shape::Whole { least, .. } => Mended::Whole(least.unwrap_or(0).max(0)),
            Shape::Text { .. } => Mended::poison(),
            Shape::Choice(choices) => Mended::Text(choices.first().cloned().unwrap_or_default()),
            Shape::Word(Marker::Format) => Mended::Whole(1),
            Shape::Word(_) => Mended::poison(),
            Shape::List { .. } => Mended::List(Vec::new()),
            Shape::Table(table) => Mended::Table(
                table
                    .required
                    .iter()
                    .filter_map(|key| Some((key.clone(), self.poisoned(*table.keys.get(key)?))))
                    .collect(),
            ),
            Shape::Either(branches) => branches
                .iter()
                .find_map(|branch| self.own_poison(*branch))
                .or_else(|| branches.first().map(|branch| self.poisoned(*branch)))
                .unwrap_or(Mended::Null),
        }
    }

    /// What stands for a bad value whether required or not: nothing where the shape has no poison of its own.
    pub(crate) fn own_poison(&self, shape: ShapeId) -> Option<Mended> {
        match self.get(shape) {
            Shape::Text { .. } | Shape::Table(_) => Some(self.poisoned(shape)),
            Shape::Word(marker) => (*marker != Marker::Format).then(Mended::poison),
            Shape::Nullable(shape) => self.own_poison(*shape),
            Shape::Either(branches) => branches.iter().find_map(|branch| self.own_poison(*branch)),
            Shape::Any | Shape::Bool | Shape::Whole { .. } | Shape::Choice(_) | Shape::List { .. } => None,
        }
    }
}
