//! The documents of this crate as they are written: a council's steps, and one event of a case.

mod event;
mod pathway;

pub use event::{
    About, CoversDocument, DrawDocument, EventDocument, FoundDocument, Handed, OptionDocument, PaidTo,
    PerWord, PresentDocument, SumDocument, VerdictWord, WorkedDocument,
};
pub use pathway::{
    CostBandsDocument, LimitDocument, MeetsDocument, MeetsEvery, MonthlyTargetDocument, PathwayDocument,
    ReasonDocument, RoleDocument, StageWord, StepDocument, TargetDocument, Weekday,
};
