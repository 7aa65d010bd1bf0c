//! The people of the common workload, `peers_common`, and their budgets by plain arithmetic in whole pence.
//!
//! Eight sections of three answers: two needs, and the help of family that takes a percentage off. Their points come to
//! pounds on a line of five pieces, an eighth is kept back, and two answers add a fixed amount. What somebody answers
//! follows from their number alone.

/// A section's name, the points of each need's statements, and the percentage that the help of family takes off.
type Section = (&'static str, [i64; 4], [i64; 5], [i64; 5]);

const SECTIONS: [Section; 8] = [
    ("home", [0, 2, 5, 9], [0, 1, 3, 6, 10], [0, 10, 25, 50, 75]),
    ("eating", [0, 1, 4, 8], [0, 1, 2, 4, 7], [0, 10, 25, 50, 75]),
    ("personal", [0, 3, 7, 12], [0, 2, 4, 8, 11], [0, 10, 25, 50, 75]),
    ("relationships", [0, 1, 3, 6], [0, 1, 2, 3, 5], [0, 10, 25, 50, 75]),
    ("community", [0, 2, 4, 7], [0, 1, 3, 5, 8], [0, 5, 20, 35, 60]),
    ("decisions", [0, 1, 2, 5], [0, 1, 2, 4, 6], [0, 5, 20, 35, 60]),
    ("risk", [0, 4, 8, 14], [0, 3, 6, 9, 13], [0, 5, 20, 35, 60]),
    ("work", [0, 1, 3, 5], [0, 1, 2, 3, 4], [0, 5, 20, 35, 60]),
];
/// Where each piece of the line begins, in points, and the pence of a point on it.
const PIECES: [(i64, i64); 5] = [(0, 0), (10, 6137), (40, 8321), (80, 12745), (110, 21490)];
/// The pence at the start of the second piece.
const BASE: i64 = 104_000;
/// What an answer adds, in pence.
const EATING_B: [i64; 5] = [0, 0, 0, 52_000, 104_000];
const WORK_A: [i64; 4] = [0, 0, 31_200, 114_400];
/// The statements' ids, in order.
const STATEMENTS: [&str; 5] = ["v", "w", "x", "y", "z"];
const SEED: u64 = 20_260_401;

/// The splitmix64 step.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// What person number `person` answers: the place of a statement for each of the 24 questions.
pub fn answers(person: u64) -> [usize; 24] {
    let own = mix(person * 64 + SEED);
    let need = own >> 48;
    std::array::from_fn(|at| {
        let chance = mix(own.wrapping_add(at as u64 + 1)) >> 48;
        let (value, statements) = match at % 3 {
            0 => ((need * 60 + chance * 40) / 100, 4),
            1 => ((need * 60 + chance * 40) / 100, 5),
            _ => (chance, 5),
        };
        ((value * statements) >> 16) as usize
    })
}

/// The budget in pence that these answers come to.
pub fn pence(answers: &[usize; 24]) -> i64 {
    let sections = SECTIONS.iter().enumerate();
    let hundredths: i64 = sections
        .map(|(at, (_, a, b, off))| {
            (a[answers[3 * at]] + b[answers[3 * at + 1]]) * (100 - off[answers[3 * at + 2]])
        })
        .sum();
    let mut base = 0;
    let mut on_the_line = 0;
    for (at, (from, price)) in PIECES.iter().enumerate() {
        match at {
            0 => {}
            1 => base = BASE,
            _ => base += (from - PIECES[at - 1].0) * PIECES[at - 1].1,
        }
        if from * 100 <= hundredths {
            on_the_line = base * 100 + (hundredths - from * 100) * price;
        }
    }
    // Pence times 100, seven eighths of it, half up: nothing is below zero.
    (on_the_line * 875 + 50_000) / 100_000 + EATING_B[answers[4]] + WORK_A[answers[21]]
}

/// The names of a table of these people.
pub fn header() -> String {
    let questions = SECTIONS.iter().flat_map(|(id, ..)| ["a", "b", "c"].map(|part| format!(",{id}_{part}")));
    format!("person,on{}", questions.collect::<String>())
}

/// One person's row.
pub fn row(person: u64) -> String {
    let answers = answers(person).map(|at| STATEMENTS[at]);
    format!("P{person:08},2026-06-01,{}", answers.join(","))
}
