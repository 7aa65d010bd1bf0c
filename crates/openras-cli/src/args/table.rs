//! How tables, amounts and shares are written on the command line.

use clap::Args;
use openras::core::{Amount, Exact};

use crate::table::Writing;

/// How tables are written.
#[derive(Clone, Debug, Args)]
pub(crate) struct WritingArguments {
    /// The sheet of a workbook; the first if left out
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// What stands between the cells of a csv, such as ';' or tab
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(crate) delimiter: Option<char>,
    /// Numbers have a comma before their decimals
    #[arg(long)]
    pub(crate) decimal_comma: bool,
}

impl WritingArguments {
    pub(crate) fn writing(&self) -> Writing {
        Writing { sheet: self.sheet.clone(), delimiter: self.delimiter, decimal_comma: self.decimal_comma }
    }
}

pub(crate) fn amount(text: &str) -> Result<Amount, String> {
    match Amount::parse(text) {
        Ok(amount) if !amount.value.is_negative() && !amount.percent => Ok(amount),
        _ => Err("write an amount of zero or more, such as 2.5".to_owned()),
    }
}

pub(crate) fn share(text: &str) -> Result<Amount, String> {
    match Amount::parse(text) {
        Ok(share) if !share.value.is_negative() && (share.percent || share.value <= Exact::ONE) => Ok(share),
        _ => Err("write a share such as 80%".to_owned()),
    }
}

fn delimiter(text: &str) -> Result<char, String> {
    let mut letters = text.chars();
    match (text, letters.next(), letters.next()) {
        ("tab", ..) => Ok('\t'),
        (_, Some(only), None) => Ok(only),
        _ => Err("write one character, or tab".to_owned()),
    }
}
