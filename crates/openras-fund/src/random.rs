//! Draws that anybody can repeat from the seed: SplitMix64 (Steele, Lea and Flood, 2014).

/// A row of draws from a seed.
#[derive(Clone, Debug)]
pub struct Draws(u64);

impl Draws {
    /// The row for one repetition: each has its own, whatever the order they are made in.
    pub fn new(seed: u64, repetition: u64) -> Draws {
        let mut draws = Draws(seed);
        let first = draws.next_bits();
        Draws(first ^ Draws(repetition).next_bits())
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A place below `count`, each as likely but for less than one in 2^64 / count.
    pub fn below(&mut self, count: usize) -> usize {
        let wide = u128::from(self.next_bits()).saturating_mul(count as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// Whether something happens that happens `num` times in `den`.
    pub fn happens(&mut self, num: u64, den: u64) -> bool {
        u128::from(self.next_bits()).saturating_mul(u128::from(den)) < u128::from(num) << 64
    }
}

/// The chances of at most 0, 1, 2 … of what happens once on average (Poisson), in parts of 2^64.
const POISSON_ONE: [u64; 9] = [
    6_786_177_901_268_885_274,
    13_572_355_802_537_770_549,
    16_965_444_753_172_213_186,
    18_096_474_403_383_694_065,
    18_379_231_815_936_564_285,
    18_435_783_298_447_138_329,
    18_445_208_545_532_234_003,
    18_446_555_009_401_533_385,
    18_446_723_317_385_195_808,
];

impl Draws {
    /// How often something happens that happens once on average: 9 at the most, which one draw in a million would be above.
    pub fn poisson_one(&mut self) -> u32 {
        let draw = self.next_bits();
        let count = POISSON_ONE.iter().filter(|limit| draw >= **limit).count();
        u32::try_from(count).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::Draws;

    /// The first draws of SplitMix64 from 1234567, as published with its reference program.
    #[test]
    fn the_draws_are_those_of_the_published_program() {
        let mut draws = Draws(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| draws.next_bits()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
