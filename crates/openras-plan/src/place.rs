//! Where something stands in a plan, as the checks name it: four steps at most, and nothing to take or give back.

use openras_core::Path;

/// A place in a plan, in the order of the paths that they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place([Option<Step>; DEPTH]);

/// The deepest place that a check names: `payment/suspension/0/to`.
const DEPTH: usize = 4;

// In the order of the steps of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(&'static str),
    Index(usize),
}

impl Place {
    /// The whole plan.
    pub(crate) const fn root() -> Place {
        Place([None; DEPTH])
    }

    /// The value under `key` of what is here.
    pub(crate) fn key(&self, key: &'static str) -> Place {
        self.with(Step::Key(key))
    }

    /// The value at `index` of the list that is here.
    pub(crate) fn index(&self, index: usize) -> Place {
        self.with(Step::Index(index))
    }

    /// As the path that a reader follows.
    pub fn path(self) -> Path {
        self.0.into_iter().flatten().fold(Path::root(), |path, step| match step {
            Step::Key(key) => path.key(key),
            Step::Index(index) => path.index(index),
        })
    }

    fn with(mut self, step: Step) -> Place {
        if let Some(free) = self.0.iter_mut().find(|step| step.is_none()) {
            *free = Some(step);
        }
        self
    }
}

impl From<Place> for Path {
    fn from(place: Place) -> Path {
        place.path()
    }
}
