use std::fmt;

use serde::Serialize;

/// How much a [`Code`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document cannot be used as it stands.
    Error,
    /// Worth a look; nothing is refused for it.
    Warning,
}

macro_rules! codes {
    ($($variant:ident $text:literal $severity:ident $meaning:literal;)*) => {
        /// The stable name of a kind of problem. Files, scripts and tests rely on these words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, errors first.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The word that stands in files and records: `unit_mismatch`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)* }
            }

            /// Whether it refuses a document or only warns.
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What it means, in a sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    Syntax "syntax" Error "The text cannot be read: a slip in TOML, JSON, a formula or a unit.";
    UnknownKey "unknown_key" Error "A key that the format does not have.";
    MissingKey "missing_key" Error "A key that must be there is not.";
    WrongType "wrong_type" Error "A value of another kind than the format asks for.";
    FloatAmount "float_amount" Error "An amount written as a bare decimal number, which loses digits before it can be read.";
    BadId "bad_id" Error "An id that is not lower-case letters, digits and `_`, or that is reserved.";
    DuplicateId "duplicate_id" Error "The same id, statement or question twice where it may stand once.";
    UnknownName "unknown_name" Error "A formula or a key names something that there is not.";
    UnknownSource "unknown_source" Error "A `source` that no `[[source]]` has.";
    UnitMismatch "unit_mismatch" Error "Two amounts of different units where they must agree.";
    TypeMismatch "type_mismatch" Error "A number, a choice, a condition or a date where another of them belongs.";
    Unrounded "unrounded" Error "The result step can have more decimals than a payable amount.";
    StepOrder "step_order" Error "A step is used above its own place, or where steps may not be used.";
    Overlap "overlap" Error "Two rows of a table hold for the same key.";
    Gap "gap" Error "Neighbouring bands do not touch for the keys they can meet.";
    BadDateRange "bad_date_range" Error "Dates that end before they begin, or one date twice.";
    NoValueOnDate "no_value_on_date" Error "Nothing is in force on the day of the assessment.";
    MissingFact "missing_fact" Error "A fact that is needed was not given.";
    Unanswered "unanswered" Error "A question that is needed was not answered.";
    UnknownQuestion "unknown_question" Error "A question that the questionnaire does not have.";
    UnknownStatement "unknown_statement" Error "A statement that the question does not have.";
    UnknownFact "unknown_fact" Error "A fact that the questionnaire does not have.";
    UnknownChoice "unknown_choice" Error "A choice that the fact does not have.";
    UnknownStream "unknown_stream" Error "A stream that the scheme does not have.";
    NotAsked "not_asked" Error "An answer to a question that is not asked of this person.";
    MissingFile "missing_file" Error "A file or folder that must be there is not.";
    OutOfRange "out_of_range" Error "A number outside the range that was set for it.";
    TooManyDecimals "too_many_decimals" Error "A number with more decimals than were set for it.";
    OutsideTable "outside_table" Error "A key for which the table has no row.";
    DivideByZero "divide_by_zero" Error "A division by zero.";
    NotPayable "not_payable" Error "A result below zero.";
    Overflow "overflow" Error "A step's value has more than 28 digits above or below the line.";
    CaseFailed "case_failed" Error "A worked example that the rulebook does not reproduce.";
    Unsourced "unsourced" Warning "A number that names no source and is not marked illustrative.";
    Unused "unused" Warning "Something that nothing uses.";
    Untranslated "untranslated" Warning "A text without one of the rulebook's languages.";
    Cliff "cliff" Warning "The least change of points moves the money far more than points do on the whole.";
    Falling "falling" Warning "More points of need give less money.";
    DeadQuestion "dead_question" Warning "A question whose answer changes nothing.";
    UnreachableRow "unreachable_row" Warning "A row that no answers and facts can reach.";
    Stale "stale" Warning "A parameter whose newest value is more than two years old.";
    MagicNumber "magic_number" Warning "A number in a formula that would be better as a named, dated, sourced parameter.";
}

impl Code {
    /// The code with this word.
    pub fn from_word(word: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str() == word)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
