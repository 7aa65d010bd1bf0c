//! The formula language of rulebooks: a formula reads like one in a spreadsheet, is checked for units and types before
//! anybody's figures are near it, and is worked out exactly.
//!
//! ```text
//! round(needs_points * pounds_per_point, 2)
//! if(living in ('own_home', 'family_home'), standard_rate, 0)
//! max(0, per_year(hourly_rate * hours) - contribution)
//! ```
//!
//! It can be used by itself: it knows no questionnaire and no file. [`Conditions`] are formulas over what is known of a
//! plan, a review or a case on a day.
//!
//! 1. [`Formula::parse`] reads a text; a slip is a [`Fault`] with its place and the right way to write it.
//! 2. [`Formula::check`] asks [`Names`] what each name stands for, and gives an [`Expr`]: a small typed tree in which
//!    every part has its unit and the most decimals that it can have. Everything that is wrong is listed, and nothing
//!    that only follows from something else.
//! 3. [`evaluate`] works the tree out with the values that [`Inputs`] gives, [`words`] puts it into plain English, and
//!    anybody else may read it too: a node is what it says.
//!
//! # Examples
//! A shop of parameters and figures: each name has an amount and a unit.
//!
//! ```
//! use std::ops::Range;
//!
//! use openras_core::{Exact, Unit};
//! use openras_formula::*;
//!
//! /// The names in a formula, in order; an input's id is its place.
//! struct Figures(Vec<(&'static str, &'static str, Unit)>);
//!
//! impl Names for Figures {
//!     fn name(&mut self, name: &str) -> Found<Input> {
//!         match self.0.iter().position(|(known, _, _)| *known == name) {
//!             None => Found::Unknown,
//!             Some(place) => Found::Known(Input {
//!                 id: InputId(place as u32),
//!                 ty: Type::Number(self.0[place].2.clone()),
//!                 decimals: Decimals::AtMost(2),
//!             }),
//!         }
//!     }
//! }
//!
//! impl Inputs for Figures {
//!     fn input(&mut self, id: InputId) -> Option<Value> {
//!         Exact::parse(self.0[id.0 as usize].1).map(Value::Number)
//!     }
//!     fn lookup(&mut self, _: TableId, _: &[Value]) -> Option<Value> {
//!         None
//!     }
//!     fn fault(&mut self, fault: ArithmeticFault, _: &Range<usize>) {
//!         eprintln!("{fault}");
//!     }
//! }
//!
//! let unit = |text| Unit::parse(text, "GBP");
//! let mut figures = Figures(vec![
//!     ("needs_points", "62", unit("point")?),
//!     ("pounds_per_point", "214.38", unit("GBP/point/year")?),
//! ]);
//!
//! let formula = Formula::parse("round(needs_points * pounds_per_point, 1)")?;
//! let budget = formula.check(&mut figures).map_err(|faults| faults[0].clone())?;
//! assert_eq!(budget.ty, Type::Number(unit("GBP/year")?));
//! assert_eq!(budget.decimals, Decimals::AtMost(1));
//!
//! // 62 x 214.38 = 13,291.56
//! let worth = evaluate(&budget, &mut figures);
//! assert_eq!(worth, Exact::parse("13291.6").map(Value::Number));
//!
//! // Points are not pounds, and a bare number is neither.
//! let faults = Formula::parse("needs_points > 100 or needs_points > pounds_per_point")?.check(&mut figures);
//! let messages: Vec<String> = faults.unwrap_err().into_iter().map(|fault| fault.message).collect();
//! assert_eq!(messages, [
//!     "`100` is a bare number but `needs_points` is point",
//!     "`pounds_per_point` is GBP/point/year but `needs_points` is point",
//! ]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//! No loops, no functions of one's own, no text, no clock: a formula always ends. Nothing is rounded but where it says
//! so, and nothing is cut off; a number in between with some twenty thousand digits is refused.
#![forbid(unsafe_code)]

mod check;
mod conditions;
mod evaluate;
mod fault;
mod formula;
mod functions;
mod lexer;
mod names;
mod parser;
mod slips;
mod syntax;
mod tree;
mod words;

pub use check::unit_help;
pub use conditions::{Conditions, Known, Parameter, Vocabulary};
pub use evaluate::{ArithmeticFault, Inputs, evaluate};
pub use fault::{Fault, Refusal};
pub use formula::Formula;
pub use functions::RESERVED;
pub use names::{
    DomainId, Found, Input, InputId, Key, Names, QuestionFunction, TableId, TableSignature, Word,
};
pub use tree::{Comparison, Decimals, Expr, Node, Side, Sign, Type, Value};
pub use words::{Describe, Words, words};
