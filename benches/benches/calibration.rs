//! Pounds for points on made people: a hundred and twenty, and a hundred thousand, with the report and without the bootstrap.
#![allow(missing_docs, reason = "criterion's macros make functions without docs")]
#![allow(clippy::expect_used, reason = "a bench stops where its fixture is not as it must be")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use openras::calibration::{CellRow, Cells, Method, Options, Sample, SampleOptions, calibrate, read_sample};
use openras::fund::Fund;
use openras::rulebook::toml_document;

/// Made people of 5 to 204 points, whose cost is a line with two slopes, off by up to a quarter either way.
fn sample(people: usize) -> Sample {
    let mut dice = 2_009u64;
    let mut draw = |below: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33).checked_rem(below).unwrap_or(0)
    };
    let row = |at: usize| {
        let points = draw(200).saturating_add(5);
        let truth = points.saturating_mul(70).saturating_add(points.saturating_sub(140).saturating_mul(250));
        let pence = truth.saturating_mul(draw(50).saturating_add(75));
        let cost = format!("{}.{:02}", pence / 100, pence % 100);
        CellRow { number: at.saturating_add(2), cells: vec![format!("p{at}"), points.to_string(), cost] }
    };
    let head = ["person", "points", "cost"].map(str::to_owned).to_vec();
    let cells = Cells { name: "made".to_owned(), head, rows: (0..people).map(row).collect() };
    read_sample(&cells, &SampleOptions { money_decimals: 2, ..SampleOptions::default() }).expect("a sample")
}

fn calibration(c: &mut Criterion) {
    for people in [120usize, 100_000] {
        let sample = sample(people);
        let text = format!(
            "id = \"made\"\ntotal = \"{}\"\ndeduct = \"of_total\"\nperiod = {{ from = 2026-04-01, to = 2027-03-31 }}\n\
             [contingency]\npercent = \"5%\"\npurposes = [\"unmet_need\"]\n",
            sample.cost().to_fixed(2)
        );
        let mut document = toml_document("fund.toml", text).expect("it is TOML");
        let fund = Fund::from_document(&mut document).expect("a fund");
        for method in [Method::Flat, Method::Percentile, Method::Curve] {
            c.bench_function(
                &format!("calibrate: {people} people by {}, with record and report", method.as_str()),
                |b| {
                    b.iter(|| {
                        let made = calibrate(black_box(&sample), &fund, &Options::new(method))
                            .expect("a calibration");
                        let record = made.record(&sample, &fund).expect("a record");
                        (made.to_html(&sample, &fund, record.sha256.as_deref().unwrap_or_default()), record)
                    });
                },
            );
        }
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = calibration }
criterion_main!(benches);
