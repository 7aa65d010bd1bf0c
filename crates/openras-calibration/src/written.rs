//! A calibration as a piece of `scheme.toml`.

use std::fmt::Write as _;

use openras_fund::Fund;

use crate::calibration::Calibration;
use crate::rule::Rule;

impl Calibration {
    /// The parameters or the table as TOML, ready to be put into `scheme.toml`, in force from the first day of the fund.
    ///
    /// `sha256` is the digest of the calibration's record: the source says where each number comes from.
    pub fn to_toml(&self, fund: &Fund, sha256: &str) -> String {
        let source = format!("calibration_{}", fund.id);
        let mut text = String::new();
        let method = self.options.method.as_str();
        let _ = writeln!(text, "# Pounds for points by the method {method}, from the fund {}.", fund.id);
        let _ = writeln!(text, "#\n# For rulebook.toml:\n#\n# [[source]]\n# id = \"{source}\"");
        let _ = writeln!(text, "# title = \"Pounds for points from {} by {method}\"", fund.id);
        let _ = writeln!(text, "# locator = \"calibration record {sha256}\"");
        let _ = writeln!(text, "#\n# For scheme.toml:");
        let decimals = self.options.price_decimals.unwrap_or(fund.decimals);
        let currency = &fund.currency;
        match &self.rule {
            Rule::Price(_) => {
                let _ =
                    writeln!(text, "# formula = \"round(points() * pounds_per_point, {})\"", fund.decimals);
            }
            Rule::Prices(_) => {
                let _ = writeln!(
                    text,
                    "# formula = \"round(points() * price_for_group(group_of_person), {})\"\n\
                     # where `group_of_person` is a choice fact with the groups below",
                    fund.decimals
                );
            }
            Rule::Table(_) => {
                let _ =
                    writeln!(text, "# formula = \"round(budget_for_points(points()), {})\"", fund.decimals);
            }
        }
        for (id, price) in self.parameters() {
            let words = match id.strip_prefix("pounds_per_point_") {
                Some(group) => format!("Money for each point: {}", group.replace('_', " ")),
                None => "Money for each point".to_owned(),
            };
            let _ =
                writeln!(text, "\n[parameters.{id}]\ntext = \"{words}\"\nunit = \"{currency}/point/year\"");
            let _ = writeln!(text, "source = \"{source}\"");
            let _ = writeln!(
                text,
                "values = [{{ from = {}, is = \"{}\" }}]",
                fund.from,
                price.to_fixed(decimals)
            );
        }
        match &self.rule {
            Rule::Prices(prices) => {
                let _ =
                    writeln!(text, "\n[tables.price_for_group]\ntext = \"Money for each point, by group\"");
                let _ = writeln!(text, "key = \"group_of_person\"\nvalue = \"{currency}/point/year\"");
                let _ = writeln!(text, "lookup = \"choice\"\nsource = \"{source}\"\nrows = [");
                for group in prices.keys() {
                    let _ = writeln!(text, "  {{ for = \"{group}\", is = \"pounds_per_point_{group}\" }},");
                }
                let _ = writeln!(text, "]");
            }
            Rule::Table(table) => {
                let _ = writeln!(
                    text,
                    "\n[tables.budget_for_points]\ntext = \"Budget for a year for a number of points\""
                );
                let _ = writeln!(text, "key = \"point\"\nvalue = \"{currency}/year\"\nlookup = \"linear\"");
                let _ =
                    writeln!(text, "below = \"refer\"\nabove = \"refer\"\nsource = \"{source}\"\nrows = [");
                for row in &table.rows {
                    let is = table.is(row).to_fixed(table.money_decimals);
                    let _ = writeln!(text, "  {{ at = \"{}\", is = \"{is}\" }},", table.at(row));
                }
                let _ = writeln!(text, "]");
            }
            Rule::Price(_) => {}
        }
        text
    }
}
