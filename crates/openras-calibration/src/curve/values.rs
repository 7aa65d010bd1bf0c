//! The best amounts at given rows: a linear program whose objective is refined, cut by cut, until it is exact.
#![allow(clippy::float_arithmetic, reason = "it searches; amounts are rounded down and checked afterwards")]

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Solution, Variable};

use super::Search;
use super::relaxed::distance_and_slope;
use crate::tally::Cluster;
use crate::trouble::Trouble;

/// How often the objective is refined.
const ROUNDS: u32 = 100;
/// How near the program's objective comes to the true one, as a share of it.
const NEAR: f64 = 1e-5;

/// What the best amounts are to keep to.
pub(crate) struct Asked<'a> {
    /// The points of the rows, in units of the sample's last decimal, fewest first.
    pub(crate) rows: &'a [i128],
    /// How much more an amount short counts than an amount over, at each joined cluster.
    pub(crate) shortfall: &'a [f64],
    /// The least budget at each cluster, where there is one.
    pub(crate) least: Option<&'a [i64]>,
    /// The weighted distance that is to be undercut: where that cannot be, the search ends early.
    pub(crate) beat: f64,
    /// Amounts at the rows to begin from.
    pub(crate) start: &'a [f64],
}

/// The best amounts at the rows, in smallest units; nothing where none keep to what was asked.
pub(crate) fn values(search: &Search<'_>, asked: &Asked<'_>) -> Result<Option<Vec<f64>>, Trouble> {
    let Some(program) = Program::new(search, asked) else { return Ok(None) };
    let mut solution = match program.problem.solve() {
        Ok(outcome) => {
            outcome.into_solution().map_err(|_| Trouble::Optimiser("it did not end".to_owned()))?
        }
        Err(Error::Infeasible) => return Ok(None),
        Err(error) => return Err(Trouble::Optimiser(error.to_string())),
    };
    let mut best: Option<(f64, Vec<f64>)> = None;
    for _ in 0..ROUNDS {
        let at = program.amounts(&solution);
        let (true_objective, cuts) = program.cuts(&at, &solution);
        if best.as_ref().is_none_or(|(least, _)| true_objective < *least) {
            best = Some((true_objective, at));
        }
        let least = best.as_ref().map_or(f64::INFINITY, |(least, _)| *least);
        let hopeless = solution.objective() * program.scale >= asked.beat;
        if hopeless || cuts.is_empty() || least - solution.objective() <= NEAR * least.max(1e-12) {
            break;
        }
        match program.refined(solution, cuts) {
            Ok(next) => solution = next,
            // What has been found is good, if not the best; it is checked like every other.
            Err(_) => break,
        }
    }
    Ok(best.map(|(_, at)| at.into_iter().map(|share| share * program.unit).collect()))
}

/// A cluster as the program sees it: between which rows it stands, and how far along.
struct Seat {
    cluster: usize,
    line: usize,
    part: f64,
}

struct Program<'a> {
    search: &'a Search<'a>,
    shortfall: &'a [f64],
    /// Amounts in the program are shares of this.
    unit: f64,
    /// Distances in the program are shares of this.
    scale: f64,
    problem: Problem,
    amounts: Vec<Variable>,
    distances: Vec<Variable>,
    /// Where each cluster stands among the rows, and where each joined one does.
    seats: Vec<Seat>,
    joined_seats: Vec<Seat>,
}

/// A line below the distance of one stretch of the table.
struct Cut {
    line: usize,
    slopes: (f64, f64),
    least: f64,
}

impl<'a> Program<'a> {
    fn new(search: &'a Search<'a>, asked: &Asked<'a>) -> Option<Program<'a>> {
        let joined_seats = seats(&search.joined, asked.rows)?;
        let seats = seats(&search.clusters, asked.rows)?;
        let weight: i128 = search.clusters.iter().map(|cluster| cluster.weight).sum();
        let dearest =
            search.clusters.iter().filter_map(|cluster| cluster.costs.last()).max().copied().unwrap_or(0);
        let unit = (dearest as f64).max(1.0);
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let amounts: Vec<Variable> = asked.rows.iter().map(|_| problem.add_var(0.0, (0.0, 4.0))).collect();
        let lines = asked.rows.len().checked_sub(1)?;
        let distances = (0..lines).map(|_| problem.add_var(1.0, (0.0, f64::INFINITY))).collect();
        let mut program = Program {
            search,
            shortfall: asked.shortfall,
            unit,
            scale: unit * weight as f64,
            problem,
            amounts,
            distances,
            seats,
            joined_seats,
        };
        program.shape(asked)?;
        program.money(weight);
        if let Some(least) = asked.least {
            program.enough(least);
        }
        program.begin(asked);
        Some(program)
    }

    /// No fall, no step too steep.
    fn shape(&mut self, asked: &Asked<'_>) -> Option<()> {
        let (rise_most, _) = self.search.rise_most.parts().map(|(n, d)| (n as f64 / d as f64, ()))?;
        for (pair, rows) in self.amounts.windows(2).zip(asked.rows.windows(2)) {
            let ([one, other], [a, b]) = (pair, rows) else { continue };
            let rise = [(*other, 1.0), (*one, -1.0)];
            let most = rise_most * (b.saturating_sub(*a)) as f64 / self.unit;
            self.problem.add_constraint(rise, ComparisonOp::Ge, 0.0);
            if most < 4.0 {
                self.problem.add_constraint(rise, ComparisonOp::Le, most);
            }
        }
        Some(())
    }

    /// The budgets together stay within the money, even if every one of them is rounded up.
    fn money(&mut self, weight: i128) {
        let mut shares = vec![0.0; self.amounts.len()];
        for seat in &self.seats {
            let own = self.search.clusters.get(seat.cluster).map_or(0.0, |cluster| cluster.weight as f64);
            for (row, part) in [(seat.line, 1.0 - seat.part), (seat.line.saturating_add(1), seat.part)] {
                if let Some(share) = shares.get_mut(row) {
                    *share += own * part / weight as f64;
                }
            }
        }
        let most = (self.search.capacity as f64 - weight as f64 / 2.0) / self.scale;
        let terms: Vec<(Variable, f64)> =
            self.amounts.iter().copied().zip(shares).filter(|(_, share)| *share > 1e-9).collect();
        self.problem.add_constraint(terms.as_slice(), ComparisonOp::Le, most);
    }

    /// The least budgets. Within one stretch only those that no straight line between two others implies matter.
    fn enough(&mut self, least: &[i64]) {
        let mut hull: Vec<(usize, f64, f64)> = Vec::new();
        for seat in &self.seats {
            let Some(wanted) = least.get(seat.cluster).filter(|wanted| **wanted > 0) else { continue };
            // One unit more, so that a budget that is rounded down is still enough.
            let wanted = (*wanted as f64 + 1.0) / self.unit;
            while let [.., (line, x0, y0), (_, x1, y1)] = hull.as_slice() {
                let above = (y1 - y0) * (seat.part - x0) > (wanted - y0) * (x1 - x0);
                if *line == seat.line && !above {
                    hull.pop();
                } else {
                    break;
                }
            }
            hull.push((seat.line, seat.part, wanted));
        }
        for (line, part, wanted) in hull {
            let terms = self.terms(line, 1.0 - part, part);
            self.problem.add_constraint(terms.as_slice(), ComparisonOp::Ge, wanted);
        }
    }

    fn terms(&self, line: usize, low: f64, high: f64) -> Vec<(Variable, f64)> {
        let pair = [(line, low), (line.saturating_add(1), high)];
        let terms = pair.into_iter().filter(|(_, share)| share.abs() > 1e-9);
        terms.filter_map(|(row, share)| Some((*self.amounts.get(row)?, share))).collect()
    }

    /// The first cuts: at nothing, at what was there to begin from, a little below and above it.
    fn begin(&mut self, asked: &Asked<'_>) {
        let start: Vec<f64> = asked.start.iter().map(|amount| amount / self.unit).collect();
        for share in [0.0, 0.5, 0.8, 0.9, 0.96, 1.0, 1.04, 1.1, 1.25, 1.6] {
            let at: Vec<f64> = start.iter().map(|amount| amount * share).collect();
            for cut in self.cuts_at(&at).1 {
                let (terms, least) = self.row(&cut);
                self.problem.add_constraint(terms.as_slice(), ComparisonOp::Ge, least);
            }
        }
    }

    fn amounts(&self, solution: &Solution) -> Vec<f64> {
        self.amounts.iter().map(|amount| solution.var_value(*amount)).collect()
    }

    /// The true objective at these amounts, and the cuts where the program is below it.
    fn cuts(&self, at: &[f64], solution: &Solution) -> (f64, Vec<Cut>) {
        let (distances, cuts) = self.cuts_at(at);
        let below = |cut: &Cut| {
            let known = self.distances.get(cut.line).map_or(0.0, |variable| solution.var_value(*variable));
            let now = distances.get(cut.line).copied().unwrap_or(0.0);
            now - known > NEAR * now.max(1e-9)
        };
        (distances.iter().sum(), cuts.into_iter().filter(below).collect())
    }

    /// The distance of each stretch at these amounts, and a cut for each.
    fn cuts_at(&self, at: &[f64]) -> (Vec<f64>, Vec<Cut>) {
        let lines = self.distances.len();
        let mut distances = vec![0.0; lines];
        let mut slopes = vec![(0.0, 0.0); lines];
        for seat in &self.joined_seats {
            let (Some(cluster), Some(shortfall), Some(low), Some(high)) = (
                self.search.joined.get(seat.cluster),
                self.shortfall.get(seat.cluster),
                at.get(seat.line),
                at.get(seat.line.saturating_add(1)),
            ) else {
                continue;
            };
            let budget = (low + (high - low) * seat.part) * self.unit;
            let (far, rise) = distance_and_slope(cluster, budget, *shortfall);
            let rise = rise * self.unit / self.scale;
            if let (Some(sum), Some(slope)) = (distances.get_mut(seat.line), slopes.get_mut(seat.line)) {
                *sum += far / self.scale;
                slope.0 += rise * (1.0 - seat.part);
                slope.1 += rise * seat.part;
            }
        }
        let cut = |(line, (now, slopes)): (usize, (&f64, &(f64, f64)))| {
            let (low, high) = (at.get(line).unwrap_or(&0.0), at.get(line.saturating_add(1)).unwrap_or(&0.0));
            Cut { line, slopes: *slopes, least: now - slopes.0 * low - slopes.1 * high }
        };
        let cuts = distances.iter().zip(&slopes).enumerate().map(cut).collect();
        (distances, cuts)
    }

    /// A cut as a row of the program: the distance less the slopes is at least this.
    fn row(&self, cut: &Cut) -> (Vec<(Variable, f64)>, f64) {
        let mut terms = self.terms(cut.line, -cut.slopes.0, -cut.slopes.1);
        terms.extend(self.distances.get(cut.line).map(|distance| (*distance, 1.0)));
        (terms, cut.least)
    }

    fn refined(&self, solution: Solution, cuts: Vec<Cut>) -> Result<Solution, Error> {
        let mut solution = solution;
        for cut in cuts {
            let (terms, least) = self.row(&cut);
            let outcome = solution.add_constraint(terms.as_slice(), ComparisonOp::Ge, least)?;
            solution =
                outcome.into_solution().map_err(|_| Error::InternalError("it did not end".to_owned()))?;
        }
        Ok(solution)
    }
}

/// Where each cluster stands among the rows; nothing where the rows do not reach over all of them.
fn seats(clusters: &[Cluster], rows: &[i128]) -> Option<Vec<Seat>> {
    let mut seats = Vec::with_capacity(clusters.len());
    let mut line = 0usize;
    for (cluster, people) in clusters.iter().enumerate() {
        let points = i128::from(people.points);
        while *rows.get(line.saturating_add(1))? < points {
            line = line.saturating_add(1);
        }
        let (a, b) = (*rows.get(line)?, *rows.get(line.saturating_add(1))?);
        if points < a {
            return None;
        }
        let part = points.saturating_sub(a) as f64 / b.saturating_sub(a) as f64;
        seats.push(Seat { cluster, line, part });
    }
    Some(seats)
}
