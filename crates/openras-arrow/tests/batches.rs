//! Batches of every type come to what one by one comes to.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int32Array,
    Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray, UInt8Array,
};
use arrow_schema::DataType;
use openras_arrow::{BatchError, table, work};
use openras_questionnaire::{Assessment, Given};
use openras_testing::{fixtures, workload};

/// 1 March 2008, in days from 1 January 1970: 38 years of 365 days, 9 leap days before 2008, and 60 days of it.
const MARCH: i32 = 38 * 365 + 9 + 60;

fn texts(cells: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(cells.to_vec()))
}

/// Three people of the rulebook `contract`, alike but for what the second and third answer to `washing`.
fn plain() -> Vec<(&'static str, ArrayRef)> {
    let alike = |cell: &str| texts(&[cell; 3]);
    vec![
        ("person", texts(&["A-1", "A-2", "A-3"])),
        ("on", alike("2008-03-01")),
        ("age", alike("34")),
        ("living", alike("own_home")),
        ("region", alike("town")),
        ("lives_alone", alike("true")),
        ("moved_on", alike("2008-03-01")),
        ("washing", texts(&["some", "none", "lots"])),
        ("night_hours", alike("2.5")),
        ("pets", alike("cat|dog")),
        ("worry", alike("2")),
        ("shopping", alike("some")),
        ("visits", alike("3")),
        ("support_ratio", alike("one_to_one")),
        ("mother", alike("no")),
    ]
}

fn results(columns: Vec<(&'static str, ArrayRef)>) -> RecordBatch {
    let people = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    );
    let people = people.unwrap();
    let rulebook = fixtures::rulebook("contract");
    let table = table(rulebook.columns(), &people.schema(), None, None, &[]).unwrap();
    work(&table, &people).unwrap()
}

/// The cell as text, nothing where there is none.
fn cell(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let array = batch.column_by_name(name).unwrap();
    let there = !array.is_null(row);
    there.then(|| match array.data_type() {
        DataType::Decimal128(_, _) => {
            let text = array.as_primitive::<Decimal128Type>().value_as_string(row);
            if text.contains('.') {
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            } else {
                text
            }
        }
        _ => array.as_string::<i32>().value(row).to_owned(),
    })
}

#[test]
fn strings_come_to_what_one_by_one_comes_to() {
    let came = results(plain());
    let rulebook = fixtures::rulebook("contract");
    for (row, washing) in ["some", "none", "lots"].into_iter().enumerate() {
        let assessment = plain().into_iter().fold(Assessment::empty(), |one, (name, array)| {
            let text = array.as_string::<i32>().value(row).to_owned();
            match name {
                "person" => Assessment { person: Some(text), ..one },
                "on" => one.at(openras_core::Day::parse(&text)).unwrap(),
                "lives_alone" => one.fact(name, true),
                "age" | "living" | "region" | "moved_on" => one.fact(name, Given::Text(text)),
                "pets" => one.answer(name, ["cat", "dog"]),
                _ => one.answer(name, Given::Text(text)),
            }
        });
        match rulebook.allocate(&assessment) {
            Ok(done) => {
                assert_ne!(washing, "lots");
                assert_eq!(cell(&came, "outcome", row).as_deref(), Some("allocated"));
                assert_eq!(cell(&came, "error", row), None);
                for step in &rulebook.scheme().steps {
                    let expected = done.step(&step.id).map(ToString::to_string);
                    assert_eq!(cell(&came, &step.id, row), expected, "{} of {washing}", step.id);
                }
            }
            Err(found) => {
                assert_eq!(washing, "lots");
                assert_eq!(cell(&came, "outcome", row).as_deref(), Some("error"));
                assert_eq!(cell(&came, "error", row), Some(found.items().join(";")));
                assert_eq!(cell(&came, "indicative_budget", row), None);
            }
        }
    }
}

#[test]
fn every_type_of_a_column_comes_to_the_same() {
    let expected = results(plain());
    let words: DictionaryArray<Int8Type> = ["some", "none", "lots"].into_iter().collect();
    let decimals = |cells: Vec<i128>, scale| {
        Arc::new(Decimal128Array::from(cells).with_precision_and_scale(20, scale).unwrap()) as ArrayRef
    };
    let others: Vec<(&str, ArrayRef)> = vec![
        ("person", Arc::new(LargeStringArray::from(vec!["A-1", "A-2", "A-3"]))),
        ("on", Arc::new(Date32Array::from(vec![MARCH; 3]))),
        ("age", Arc::new(UInt8Array::from(vec![34; 3]))),
        ("age", Arc::new(Int64Array::from(vec![34; 3]))),
        ("age", decimals(vec![3400; 3], 2)),
        ("living", Arc::new(StringViewArray::from(vec!["own_home"; 3]))),
        ("living", Arc::new(Int32Array::from(vec![0; 3]))),
        ("lives_alone", Arc::new(BooleanArray::from(vec![true; 3]))),
        ("lives_alone", Arc::new(Int32Array::from(vec![1; 3]))),
        ("moved_on", Arc::new(Date32Array::from(vec![MARCH; 3]))),
        ("washing", Arc::new(words)),
        ("night_hours", decimals(vec![25; 3], 1)),
        ("night_hours", decimals(vec![25_000; 3], 4)),
        ("worry", Arc::new(Int64Array::from(vec![2; 3]))),
        ("shopping", Arc::new(["some"; 3].into_iter().collect::<DictionaryArray<Int32Type>>())),
    ];
    for (name, array) in others {
        let mut columns = plain();
        let kind = array.data_type().clone();
        columns.iter_mut().find(|(own, _)| *own == name).unwrap().1 = array;
        let came = results(columns);
        // What is passed through keeps its type.
        for at in 1..came.num_columns() {
            assert_eq!(came.column(at), expected.column(at), "{name} as {kind}: column {at}");
        }
    }
}

#[test]
fn numbers_that_do_not_fit_are_told_as_one_by_one() {
    let one = |name: &str, array: ArrayRef| {
        let mut columns = plain();
        columns.iter_mut().find(|(own, _)| *own == name).unwrap().1 = array;
        cell(&results(columns), "error", 0).unwrap_or_default()
    };
    let decimals = |cell: i128| {
        Arc::new(Decimal128Array::from(vec![cell; 3]).with_precision_and_scale(38, 1).unwrap()) as ArrayRef
    };
    assert_eq!(one("age", Arc::new(Int64Array::from(vec![121; 3]))), "out_of_range:age");
    assert_eq!(one("age", decimals(345)), "too_many_decimals:age");
    assert_eq!(one("age", decimals(i128::from(i64::MAX) * 20)), "wrong_type:age");
    assert_eq!(one("living", Arc::new(Int32Array::from(vec![3; 3]))), "unknown_choice:living");
    assert_eq!(one("living", Arc::new(Int32Array::from(vec![-1; 3]))), "unknown_choice:living");
    assert_eq!(one("age", Arc::new(BooleanArray::from(vec![true; 3]))), "wrong_type:age");
    assert_eq!(one("on", Arc::new(Date32Array::from(vec![None; 3]))), "missing_key:on");
    assert_eq!(
        one("washing", Arc::new(DictionaryArray::<Int8Type>::from_iter([None::<&str>; 3]))),
        "unanswered:washing"
    );
    assert_eq!(one("person", Arc::new(StringArray::new_null(3))), "missing_key:person");
}

#[test]
fn a_float_is_refused_because_it_is_not_what_was_written() {
    let mut columns = plain();
    columns.iter_mut().find(|(name, _)| *name == "night_hours").unwrap().1 =
        Arc::new(Float64Array::from(vec![2.5; 3]));
    let people = RecordBatch::try_from_iter(columns).unwrap();
    let rulebook = fixtures::rulebook("contract");
    let table = table(rulebook.columns(), &people.schema(), None, None, &[]).unwrap();
    let error = work(&table, &people).unwrap_err();
    assert!(matches!(&error, BatchError::Type { column, .. } if column == "night_hours"), "{error}");
}

#[test]
fn unknown_columns_are_told_and_kept_ones_pass_through_as_they_are() {
    let mut columns = plain();
    columns.push(("weight", Arc::new(Float64Array::from(vec![1.5, 2.5, 3.5]))));
    columns.push(("group", texts(&["east", "west", "west"])));
    let people = RecordBatch::try_from_iter(columns).unwrap();
    let rulebook = fixtures::rulebook("contract");
    let found = table(rulebook.columns(), &people.schema(), None, None, &[]).unwrap_err();
    assert_eq!(found.items(), ["unknown_name"]);
    let keep = ["weight".to_owned()];
    let table = table(rulebook.columns(), &people.schema(), None, Some("result"), &keep).unwrap();
    let came = work(&table, &people).unwrap();
    let names: Vec<String> = came.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names, ["person", "outcome", "error", "reason", "indicative_budget", "group", "weight"]);
    assert_eq!(came.column(6), people.column_by_name("weight").unwrap());
    assert_eq!(came.schema(), openras_arrow::schema(&table, Some(&people.schema())));
}

#[test]
fn the_common_workload_comes_to_the_right_penny() {
    const PEOPLE: u64 = 5_000;
    let answers: Vec<_> = (0..PEOPLE).map(workload::answers).collect();
    let header = workload::header();
    let mut columns: Vec<(&str, ArrayRef)> = Vec::new();
    for (at, name) in header.split(',').enumerate() {
        let array: ArrayRef = match at {
            0 => Arc::new((0..PEOPLE).map(|person| Some(person.to_string())).collect::<StringArray>()),
            1 => Arc::new(StringArray::from(vec!["2026-06-01"; 5_000])),
            _ => {
                let word = |place: usize| ["v", "w", "x", "y", "z"][place];
                let places = answers.iter().map(|answers| answers[at - 2]);
                match at % 3 {
                    0 => Arc::new(
                        places.map(|place| Some(word(place))).collect::<DictionaryArray<Int32Type>>(),
                    ),
                    1 => Arc::new(places.map(|place| Some(word(place))).collect::<StringArray>()),
                    _ => Arc::new(places.map(|place| Some(place as i32)).collect::<Int32Array>()),
                }
            }
        };
        columns.push((name, array));
    }
    let people = RecordBatch::try_from_iter(columns).unwrap();
    let rulebook = fixtures::rulebook("peers_common");
    let table = table(rulebook.columns(), &people.schema(), None, Some("result"), &[]).unwrap();
    let came = work(&table, &people).unwrap();
    let budgets = came.column_by_name("indicative_budget").unwrap().as_primitive::<Decimal128Type>();
    assert_eq!(budgets.data_type(), &DataType::Decimal128(18, 2));
    for (row, answers) in answers.iter().enumerate() {
        assert_eq!(budgets.value(row), i128::from(workload::pence(answers)), "person {row}");
    }
}
