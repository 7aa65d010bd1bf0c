use openras_fund::Draws;

/// So many of `names`, drawn by chance from a seed: whoever has the names and the seed draws the same, in whatever order the
/// names are given. They come in the order in which they were drawn.
///
/// # Examples
/// ```
/// let names = ["a", "b", "c", "d"].map(str::to_owned);
/// let mut turned = names.clone();
/// turned.reverse();
/// assert_eq!(openras_pathway::sample(&names, 7, 2), openras_pathway::sample(&turned, 7, 2));
/// ```
pub fn sample(names: &[String], seed: u64, size: usize) -> Vec<String> {
    let mut left = names.to_vec();
    left.sort_unstable();
    left.dedup();
    let mut draws = Draws::new(seed, 0);
    let mut drawn = Vec::new();
    while drawn.len() < size && !left.is_empty() {
        drawn.push(left.remove(draws.below(left.len())));
    }
    drawn
}
