//! The pages that people hold: the same figures as everywhere else, words that can be read, pages that can be used.

mod figures;
mod language;
mod others;
mod people;
mod read;
mod reading_age;
mod structure;
