//! Every kind of problem, told at its place: the folders and edits of `fixtures/diagnostics`, and `fixtures/refused`.

mod coverage;
mod edits;
mod folders;
mod rulebooks;
mod world;
