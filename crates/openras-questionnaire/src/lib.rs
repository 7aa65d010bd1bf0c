//! The questionnaire of self-directed support, and one person's answers to it.
//!
//! * [`QuestionnaireDocument`] is `questionnaire.toml` as it is written; [`Questionnaire`] is what it means.
//! * [`Assessment`] is one person's facts and answers on a date, as a document.
//! * [`Questionnaire::check`] holds an assessment against the questionnaire and gives a [`Sheet`]: every answer with its
//!   points, or every problem at once.
//! * [`Questionnaire::form`] is what a page shows while the questionnaire is being filled in.
//!
//! Nothing here knows pounds: what points are worth is the scheme's.
#![forbid(unsafe_code)]

mod asked;
mod assessment;
mod build;
mod canonical;
mod check;
mod context;
mod document;
mod fact;
mod form;
mod given;
mod model;
mod namespace;
mod points;
mod sheet;

pub use asked::fact_type;
pub use assessment::{
    Assessment, CapacityReference, CarerAssessment, Change, Checked, Completed, PeriodWord, StreamAward,
    StreamStatus, View,
};
pub use canonical::CanonicalAssessment;
pub use context::{Context, Origin};
pub use document::{Purpose, QuestionDocument, QuestionnaireDocument, SectionDocument};
pub use fact::{Choice, Fact, FactKind, FactValue, Misfit};
pub use form::{Form, FormQuestion, FormSection, FormStatement, QuestionState};
pub use given::Given;
pub use model::{Part, Question, QuestionKind, Questionnaire, Section, Standing, Statement};
pub use namespace::{NameKind, Namespace};
pub use points::Points;
pub use sheet::{Answer, Asked, Sheet};
