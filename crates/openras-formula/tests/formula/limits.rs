use std::time::{Duration, Instant};

use openras_formula::{ArithmeticFault, Formula, evaluate};

use crate::world::{World, checked, codes, fault, worth};

#[test]
fn a_formula_has_at_most_4000_characters() {
    let of_length = |length: usize| format!("{}1", " ".repeat(length - 1));
    assert_eq!(worth(&of_length(3_999)), "1");
    assert_eq!(worth(&of_length(4_000)), "1");
    assert_eq!(fault(&of_length(4_001)).message, "a formula has at most 4000 characters");
    // Characters, not bytes: two thousand pound signs are refused for what they are.
    assert_eq!(codes(&"£".repeat(4_000))[0].1, "£");
}

#[test]
fn a_formula_nests_at_most_64_deep() {
    let in_brackets = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    let in_calls = |depth: usize| format!("{}1{}", "max(".repeat(depth), ")".repeat(depth));
    let negated = |depth: usize| format!("{}1", "-".repeat(depth));
    let denied = |depth: usize| format!("{}couple", "not ".repeat(depth));
    for nested in [&in_brackets as &dyn Fn(usize) -> String, &in_calls, &negated, &denied] {
        for depth in [1, 63, 64] {
            assert_eq!(codes(&nested(depth)), [], "{}", nested(depth));
        }
        for depth in [65, 66, 700] {
            assert_eq!(fault(&nested(depth)).message, "a formula nests at most 64 deep");
        }
    }
}

#[test]
fn no_text_is_too_deep_for_a_small_stack() {
    let texts = [
        "(".repeat(4_000),
        "-".repeat(4_000),
        "not ".repeat(1_000),
        "max(".repeat(1_000),
        "half+".repeat(799) + "half",
        "1-".repeat(1_999) + "1",
        "half/".repeat(799) + "1",
        "couple and ".repeat(300) + "couple",
        "if(couple,1,".repeat(64) + "1" + &")".repeat(64),
        "if(not couple or -(half*1+1)^2<1 and single,1,".repeat(32) + "1" + &")".repeat(32),
        "if(".repeat(64),
        "1<".repeat(2_000),
        "1^".repeat(2_000),
    ];
    let work = move || {
        for text in texts {
            if let Ok(formula) = Formula::parse(&text)
                && let Ok(expr) = formula.check(&mut World::new())
            {
                evaluate(&expr, &mut World::new());
                let mut count = 0;
                expr.walk(&mut |_| count += 1);
                assert!(count > 64);
            }
        }
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn long_chains_are_worked_from_the_left() {
    assert_eq!(worth(&("1+".repeat(1_999) + "1")), "2000");
    assert_eq!(worth(&("1-".repeat(1_999) + "1")), "-1998");
    assert_eq!(worth(&("1/2*".repeat(900) + "1")), worth(&format!("{}1", "0.5*".repeat(900))));
}

#[test]
fn no_formula_can_run_away() {
    for source in [
        format!("{}2{}", "(".repeat(20), "^99)".repeat(20)),
        format!("{}3{}", "(".repeat(5), "^99)".repeat(5)),
        format!("{}(2/3){}", "(".repeat(5), "^99)".repeat(5)),
        format!("1/({}7{})", "(".repeat(5), "^99)".repeat(5)),
        format!("sum({}0.1{}, 1)", "(".repeat(5), "^99)".repeat(5)),
    ] {
        let expr = checked(&source);
        let mut world = World::new();
        let start = Instant::now();
        assert_eq!(evaluate(&expr, &mut world), None, "{source}");
        assert_eq!(world.faults[0].0, ArithmeticFault::TooLarge, "{source}");
        assert!(start.elapsed() < Duration::from_secs(2), "{source}: {:?}", start.elapsed());
    }
}

#[test]
fn what_is_large_only_in_between_is_worked_out() {
    assert_eq!(worth("(2 ^ 99) ^ 20 / (2 ^ 99) ^ 20"), "1");
    assert_eq!(worth("(3 ^ 99 + 1) - 3 ^ 99"), "1");
    assert_eq!(worth("round(1 / 3 ^ 99 * 3 ^ 98, 4)"), "0.3333");
}
