//! `case cohort` and `case sample`: many cases at once.

use std::path::Path;

use openras::pathway::{Case, Cohort, Store, Supported, sample as drawn};
use openras::table::csv::push_row;

use super::{Place, Refused, opened};
use crate::args::case::{By, CohortFormat, StoreArguments};
use crate::commands::fund::json;
use crate::output::answer;
use crate::status::{Answer, Stop};
use crate::table::{Writing, cells as read};

pub(crate) fn run(
    store: &StoreArguments,
    cases: &[String],
    by: Option<By>,
    supported: Option<&Path>,
    format: CohortFormat,
    out: Option<&Path>,
) -> Result<Answer, Refused> {
    let supported = supported.map(people).transpose()?.unwrap_or_default();
    let places = places(store, cases)?;
    let cases = places.iter().map(named).collect::<Result<Vec<_>, Refused>>()?;
    let cohort = Cohort::new(cases.iter().map(Case::state));
    let record = cohort.record(by.map(By::cohort), &supported);
    let text = match format {
        CohortFormat::Text => record.explain(),
        CohortFormat::Csv => record.csv(),
        CohortFormat::Svg => record.chart() + "\n",
        CohortFormat::Json => json(&Ok(&record))?,
    };
    answer(&text, out)?;
    Ok(if record.findings.is_empty() { Answer::Yes } else { Answer::No })
}

/// Each case once; files of free text that a shell names along are no cases.
fn places(store: &StoreArguments, cases: &[String]) -> Result<Vec<Place>, Refused> {
    let mut cases: Vec<&String> = cases.iter().filter(|case| !case.ends_with(".text.jsonl")).collect();
    cases.sort_unstable();
    cases.dedup();
    Ok(cases.into_iter().map(|case| store.place(case)).collect::<Result<Vec<Place>, Stop>>()?)
}

/// A case; what is wrong with it is told with its name.
fn named(place: &Place) -> Result<Case<'_, dyn Store>, Refused> {
    opened(place).map_err(|refused| match refused {
        Refused::No(why) => Refused::No(format!("{}: {why}", place.name)),
        stop => stop,
    })
}

/// How many people of each group are supported in all.
fn people(path: &Path) -> Result<Supported, Refused> {
    let cells = read(path, &Writing::default())?;
    let (group, count) = (cells.column("group"), cells.column("people"));
    let wrong = |what: String| {
        let name = path.display();
        let help = "write the columns group and people, such as older_people,700";
        Refused::Stop(Stop::Input(format!("error[wrong_type]: {what}\n  {name}\n  help: {help}")))
    };
    if group.is_none() || count.is_none() {
        return Err(wrong("there is no column `group` or no column `people`".to_owned()));
    }
    let mut supported = Supported::new();
    for row in &cells.rows {
        let own = row.text(group).zip(row.text(count).and_then(|text| text.parse::<u64>().ok()));
        let Some((group, people)) = own else {
            return Err(wrong(format!("row {} has no group, or no number of people", row.number)));
        };
        if supported.insert(group.to_owned(), people).is_some() {
            return Err(wrong(format!("row {}: the group `{group}` is there twice", row.number)));
        }
    }
    Ok(supported)
}

pub(crate) fn sample(
    store: &StoreArguments,
    cases: &[String],
    seed: u64,
    size: usize,
) -> Result<Answer, Refused> {
    let places = places(store, cases)?;
    let mut cases = places.iter().map(named).collect::<Result<Vec<_>, Refused>>()?;
    let mut names: Vec<String> = cases.iter().map(|case| case.name().to_owned()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair.first() == pair.last()) {
        return Err(Refused::Stop(Stop::Cannot(
            "two cases have one name; draw from one folder at a time".to_owned(),
        )));
    }
    let drawn = drawn(&names, seed, size);
    cases.retain(|case| drawn.iter().any(|name| name == case.name()));
    let mut text = b"case,person,events,head\n".to_vec();
    for name in &drawn {
        if let Some(case) = cases.iter().find(|case| case.name() == name) {
            let head = case.head();
            let (person, n) = (case.state().opened.person.as_str(), head.n.to_string());
            push_row([name.as_str(), person, &n, &head.sha256], &mut text);
        }
    }
    answer(&String::from_utf8_lossy(&text), None)?;
    Ok(Answer::Yes)
}
