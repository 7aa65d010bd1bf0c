//! A table of people held against a scheme.

use std::sync::OnceLock;

use openras_allocation::Scheme;
use openras_allocation::Step;
use openras_allocation::columns::{Columns, Wanted};
use openras_allocation::lint::farthest;
use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Handle, Path, nearest};
use openras_questionnaire::Questionnaire;

use crate::layout::Layout;
use crate::rows::Rows;

/// A table of people: what its columns mean, the scheme that works it out, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Columns,
    layout: Layout,
    on: Option<Day>,
    steps: Vec<Handle<Step>>,
    only: bool,
    /// Worked out when somebody asks.
    farthest: OnceLock<Vec<Option<Exact>>>,
}

impl Table {
    /// A table of this layout. `on` is the day of rows that have none; with `only`, that step's column is the only one of
    /// results, `result` for the scheme's own.
    ///
    /// # Errors
    /// `unknown_name` where the scheme has no such step.
    pub fn new(
        columns: Columns,
        layout: Layout,
        on: Option<Day>,
        only: Option<&str>,
    ) -> Result<Table, Diagnostics> {
        let farthest = OnceLock::new();
        let Some(name) = only else {
            let columns = columns.wanted(Wanted::Steps);
            let steps = columns.steps();
            return Ok(Table { columns, layout, on, steps, only: false, farthest });
        };
        let scheme = columns.scheme();
        let step = if name == "result" { Some(scheme.result) } else { scheme.step(name) };
        let Some(step) = step else {
            let near = nearest(name, scheme.steps.iter().map(|step| step.id.as_str()));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the result is `{}`", scheme.steps[scheme.result].id),
            };
            let message = format!("the scheme has no step `{name}`");
            return Err(Diagnostic::new(Code::UnknownName, Path::root(), message).help(help).into());
        };
        let wanted = if step == scheme.result { Wanted::Result } else { Wanted::Steps };
        Ok(Table { columns: columns.wanted(wanted), layout, on, steps: vec![step], only: true, farthest })
    }

    /// A batch with no rows yet. It is used again for the next batch.
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(self)
    }

    /// What its columns mean.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The scheme, ready for columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        self.columns.scheme()
    }

    /// What is asked.
    pub fn questionnaire(&self) -> &Questionnaire {
        self.columns.questionnaire()
    }

    /// The day of rows that have none.
    pub fn on(&self) -> Option<Day> {
        self.on
    }

    /// The steps that have a column, in order.
    pub fn steps(&self) -> &[Handle<Step>] {
        &self.steps
    }

    /// What no value of a step is farther from zero than; nothing where no bound is known.
    pub fn farthest(&self, step: Handle<Step>) -> Option<&Exact> {
        let farthest = self.farthest.get_or_init(|| farthest(self.scheme(), self.questionnaire()));
        farthest.get(step.index())?.as_ref()
    }

    /// Whether the figures of streams have columns.
    pub fn has_money(&self) -> bool {
        self.layout.has_streams() && !self.only
    }

    /// The names of the columns of results, in order: what is always there, the steps, with streams the money, then what is
    /// passed through.
    pub fn header(&self) -> Vec<String> {
        let fixed = ["person", "outcome", "error", "reason"].map(str::to_owned);
        let steps = self.steps.iter().map(|step| self.scheme().steps[*step].id.clone());
        let money = ["money.annual", "money.social_care", "money.individual_budget"];
        let money = money.into_iter().filter(|_| self.has_money()).map(str::to_owned);
        let group = self.layout.has_groups().then(|| "group".to_owned());
        let kept = self.layout.kept().iter().filter_map(|at| self.layout.names().get(*at)).cloned();
        fixed.into_iter().chain(steps).chain(money).chain(group).chain(kept).collect()
    }
}
