//! The formula language of rulebooks.
#![forbid(unsafe_code)]

mod check;
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
pub use evaluate::{ArithmeticFault, Inputs, evaluate};
pub use fault::{Fault, Refusal};
pub use formula::Formula;
pub use functions::RESERVED;
pub use names::{
    DomainId, Found, Input, InputId, Key, Names, QuestionFunction, TableId, TableSignature, Word,
};
pub use tree::{Comparison, Decimals, Expr, Node, Side, Sign, Type, Value};
pub use words::{Describe, Words, words};
