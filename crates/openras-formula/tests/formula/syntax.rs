use openras_core::Code;
use openras_formula::{Formula, RESERVED};

use crate::world::{codes, fault, help, worth};

#[test]
fn every_slip_is_answered_with_the_right_way_to_write_it() {
    for (source, about, right) in [
        ("ROUND(1, 2)", "ROUND", "write `round(`"),
        ("1 + Half", "Half", "write `half`"),
        ("couple AND single", "AND", "write `and`"),
        ("-half ^ 2", "-half ^", "write `-(half ^ 2)` or `(-half) ^ 2`"),
        ("-2 ^ 2", "-2 ^", "write `-(2 ^ 2)` or `(-2) ^ 2`"),
        ("1 - -half ^ 3", "-half ^", "write `-(half ^ 3)` or `(-half) ^ 3`"),
        ("if(1 < 2 < 3, 1, 0)", "<", "write `1 < 2 and 2 < …`"),
        ("living = 'own_home' = couple", "=", "write `living = 'own_home' and 'own_home' = …`"),
        ("half == 1", "==", "write `=`"),
        ("half != 1", "!=", "write `<>`"),
        ("couple && single", "&&", "write `and`"),
        ("couple || single", "||", "write `or`"),
        ("half => 1", "=>", "write `>=`"),
        ("half =< 1", "=<", "write `<=`"),
        ("half ≤ 1", "≤", "write `<=`"),
        ("half ** 2", "**", "write `^`"),
        ("half × 2", "×", "write `*`"),
        ("half ÷ 2", "÷", "write `/`"),
        ("half − 2", "−", "write `-`"),
        ("if(couple; 1; 2)", ";", "write `,`"),
        ("[half]", "[", "write `(`"),
        ("living = \"own_home\"", "\"", "write `'own_home'`"),
        ("living = ‘own_home’", "‘", "write `'own_home'`"),
        ("living = 'own_home", "'", "close it with `'`"),
        ("half * 20 %", "%", "write `20%`"),
        ("half * 0,5", ",", "decimals have a point: write `0.5`"),
        ("half * 12,5%", ",", "decimals have a point: write `12.5%`"),
        ("half * .5", ".5", "write `0.5`"),
        ("half * 5.", "5.", "write `5`"),
        ("2half", "2half", "for a product write `2 * half`"),
        ("£5 * half", "£", "leave it out: a number's unit is known from the parameter it stands in"),
        ("=half", "=", "leave out the `=` at the beginning"),
        ("1 000", "000", "numbers have no spaces: write `1000`"),
        ("half half", "half", "an operator such as `*` or `+` is missing before it"),
        ("2 (half)", "(", "an operator such as `*` or `+` is missing before it"),
        ("+half", "+", "leave it out"),
        ("half * 1,200", ",", "numbers have no commas: write `1200`, or for decimals `1.200`"),
        ("half in (1) = 2", "=", "write `half in (1) and …`"),
        ("half in (1 = 2)", "=", ""),
        ("half in (1 and 2)", "and", ""),
        ("half, half", ",", "commas stand only between arguments in brackets"),
        ("half)", ")", "there is no `(` for it"),
        ("(half", "(", "close it with `)`"),
        ("min(half, 2", "(", "close it with `)`"),
        ("1 + not couple", "not", "put it in brackets: `(not …)`"),
        (
            "living not in ('own_home')",
            "not",
            "`not` stands before a whole comparison: `not x in ('a', 'b')`",
        ),
        ("or couple", "or", "`or` stands between two conditions: `a or b`"),
        ("living in 'own_home'", "'own_home'", "write `x in ('a', 'b')`"),
        ("half ^ -1", "-", "for a negative power write `1 / (x ^ n)`"),
        ("half ^ 2 ^ 3", "^", "write `(half ^ 2) ^ …`"),
        ("half + ", "", ""),
        ("", "", ""),
        ("  \n ", "", ""),
        ("()", ")", "a number, a name or a bracket is missing before it"),
        ("min(half,)", ")", "a number, a name or a bracket is missing before it"),
        ("min(,half)", ",", "a number, a name or a bracket is missing before it"),
        ("half * * 2", "*", "a number, a name or a bracket is missing before it"),
        ("half ? 2", "?", ""),
        ("prénom + 1", "prénom", "names are written with a to z, digits and `_`"),
        ("half % 2", "%", ""),
        ("half ^ half", "half", ""),
        ("half ^ 100", "100", ""),
        ("half ^ 1.5", "1.5", ""),
        ("half ^ 5%", "5%", ""),
        ("living in ()", ")", ""),
    ] {
        let fault = fault(source);
        assert_eq!(fault.code, Code::Syntax, "{source}: {fault:?}");
        assert_eq!(
            (&source[fault.span.clone()], fault.help.as_deref().unwrap_or("")),
            (about, right),
            "{source}"
        );
    }
}

#[test]
fn messages_are_lower_case_without_a_full_stop() {
    for source in [
        "ROUND(1)",
        "-half ^ 2",
        "1 <",
        "half 2",
        "nowhere + 1",
        "half + couple",
        "weekly + yearly",
        "bands(1)",
    ] {
        let fault = fault(source);
        assert!(!fault.message.ends_with('.'), "{}", fault.message);
        assert!(!fault.message.starts_with(|c: char| c.is_uppercase()), "{}", fault.message);
        assert_eq!(fault.to_string(), fault.message);
    }
}

#[test]
fn a_decimal_comma_among_arguments_is_seen() {
    assert_eq!(help("round(half * 0,5, 2)"), "write `round(x, 2)`");
    assert_eq!(help("round(0,5, 2)"), "decimals have a point: write `0.5`");
    assert_eq!(worth("min(0,5)"), "0");
}

#[test]
fn operators_bind_as_the_grammar_says() {
    for (source, value) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("2 * 3 ^ 2", "18"),
        ("(2 * 3) ^ 2", "36"),
        ("10 - 4 - 3", "3"),
        ("10 - (4 - 3)", "9"),
        ("24 / 4 / 2", "3"),
        ("24 / 4 * 2", "12"),
        ("24 / (4 * 2)", "3"),
        ("1 - -2", "3"),
        ("2 * -3", "-6"),
        ("--3", "3"),
        ("(-2) ^ 2", "4"),
        ("-(2 ^ 2)", "-4"),
        ("not 1 = 2", "true"),
        ("not not couple", "true"),
        ("1 + 1 = 2 and 2 * 2 = 4", "true"),
        ("couple or couple and single", "true"),
        ("(couple or couple) and single", "false"),
        ("not single and single", "false"),
        ("not (single and single)", "true"),
        ("if(not couple or half > 18, 1, 0)", "0"),
        ("half\n  + half\n\t+ 1", "2"),
        ("1+1", "2"),
        ("round ( 2.5 , 0 )", "3"),
        ("half ^ 0", "1"),
        ("nothing ^ 0", "1"),
        ("2 ^ 99", "633825300114114700748351602688"),
        ("20%", "0.2"),
        ("100% + 0.50", "1.5"),
        ("3 - 1 + 1", "3"),
    ] {
        assert_eq!(worth(source), value, "{source}");
    }
}

#[test]
fn a_number_has_the_digits_of_an_amount() {
    assert_eq!(worth("999999999999999.123456789012"), "999999999999999.123456789012");
    assert_eq!(codes("1000000000000000"), [("syntax", "1000000000000000")]);
    assert_eq!(codes("0.1234567890123"), [("syntax", "0.1234567890123")]);
    assert_eq!(codes("1.2.3"), [("syntax", "1.2.3")]);
    assert_eq!(codes("1e5"), [("syntax", "1e5")]);
}

#[test]
fn names_are_listed_from_left_to_right_without_functions() {
    let formula = Formula::parse(
        "if(living in ('own_home', moved_to), bands(points(wash, personal_care)) ^ 2, -min(half, answer(pets)) / low) + on",
    )
    .unwrap();
    assert_eq!(codes("(nowhere) * 2"), [("unknown_name", "nowhere")]);
    let names: Vec<&str> = formula.names().map(|word| word.text).collect();
    assert_eq!(names, ["living", "moved_to", "bands", "wash", "personal_care", "half", "pets", "low", "on"]);
    assert!(formula.names().all(|word| &formula.source()[word.span.clone()] == word.text));
}

#[test]
fn no_reserved_word_but_the_built_in_names_can_be_a_name_of_its_own() {
    for word in RESERVED {
        let built_in = matches!(*word, "weeks_in_year" | "months_in_year" | "days_in_year" | "on");
        let operator = matches!(*word, "and" | "or" | "not" | "in");
        let code = fault_code(word);
        assert_eq!(code == Some(Code::Syntax), operator, "{word}");
        assert!(built_in || code.is_some(), "{word}");
    }
}

fn fault_code(word: &str) -> Option<Code> {
    crate::world::faults(word).first().map(|fault| fault.code)
}
