//! What becomes of it all, as formulas: rules and steps in order, the outcome, the figures beside the steps.

use openras_allocation::{Position, Stream};
use openras_core::{Exact, Handle, Period};
use openras_formula::{Decimals, Expr};

use crate::ground::Ground;
use crate::lines::{Doubt, Says};
use crate::places::{Thing, name};
use crate::rounding::whole;
use crate::rules::STATES;
use crate::size::Size;
use crate::words::{sum, written, year};
use crate::writer::Writer;

/// So many lines are counted in one formula.
const COUNTED: usize = 30;

/// What a line of the workings counts over the lines above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counts {
    /// The exclusions, or the referrals, that hold.
    Holding,
    /// The rules and steps that have a problem.
    Problems,
    /// The steps about which a table says that a person decides.
    Refers,
}

impl<'a> Writer<'a> {
    /// Every rule and step in order, then what is counted over them. Gives the lines that hold the counts: exclusions,
    /// problems, referrals.
    pub(crate) fn scheme_lines(&mut self, ground: &'a Ground<'_>) -> [String; 3] {
        let scheme = &ground.scheme;
        let there = scheme.streams.handles().map(|(handle, _)| handle);
        let there: Vec<_> = there.filter(|one| self.places.spot(Thing::Amount(*one)).is_some()).collect();
        let mut rule = |says: Says<'a>, expr: &'a Expr, id: &str, source: &str| {
            self.owner = (id.to_owned(), source.to_owned());
            let piece = self.piece(expr);
            let at = self.lines.len();
            self.line(says, piece.text, id.to_owned());
            at
        };
        let exclusions = scheme.exclusions.iter();
        let exclusions: Vec<usize> = exclusions
            .map(|one| rule(Says::Exclusion(&one.when.expr), &one.when.expr, &one.id, &one.when.source))
            .collect();
        let referrals = scheme.referrals.iter();
        let referrals: Vec<usize> = referrals
            .map(|one| rule(Says::Referral(&one.when.expr), &one.when.expr, &one.id, &one.when.source))
            .collect();
        let streams: Vec<(Handle<Stream>, usize)> = scheme
            .streams
            .handles()
            .filter(|(handle, _)| there.contains(handle))
            .filter_map(|(handle, stream)| {
                let when = stream.when.as_ref()?;
                Some((handle, rule(Says::Stream(&when.expr), &when.expr, &stream.id, &when.source)))
            })
            .collect();
        let steps: Vec<usize> =
            scheme.steps.handles().map(|(handle, _)| self.step_lines(ground, handle)).collect();
        self.owner = ("outcome".to_owned(), String::new());
        let excluded = self.counting(Counts::Holding, &exclusions, "exclusions that hold", &[]);
        let mut others: Vec<String> =
            streams.iter().map(|(stream, at)| self.cannot_have(*stream, *at)).collect();
        if let Some(result) = steps.get(scheme.result.index()) {
            let result = self.places.called(Thing::Line(*result));
            others.push(format!("IF(ISERROR({result}),0,IF({result}<0,1,0))"));
        }
        let all: Vec<usize> = exclusions.iter().chain(&referrals).chain(&steps).copied().collect();
        let problems = self.counting(Counts::Problems, &all, "rules and steps with a problem", &others);
        let holding = self.counting(Counts::Holding, &referrals, "referrals that hold", &[]);
        let refers = self.counting(Counts::Refers, &steps, "steps that end in: a person decides", &[]);
        [excluded, problems, format!("{holding}+{refers}")]
    }

    fn step_lines(&mut self, ground: &'a Ground<'_>, handle: Handle<openras_allocation::Step>) -> usize {
        let step = &ground.scheme.steps[handle];
        self.owner = (step.id.clone(), step.formula.source.clone());
        let own = self.piece(&step.formula.expr);
        let own = self.settled(&step.formula.expr, step.decimals, own);
        let mut clean = own.clean;
        let formula = match &step.when {
            None => own.text,
            Some((when, otherwise)) => {
                self.owner.1.clone_from(&when.source);
                let condition = self.piece(&when.expr);
                let condition = self.line(Says::When(&when.expr), condition.text, when.source.clone());
                self.owner.1.clone_from(&otherwise.source);
                let other = self.piece(&otherwise.expr);
                let other = self.settled(&otherwise.expr, step.decimals, other);
                clean &= other.clean;
                format!("IF({condition},{},{})", own.text, other.text)
            }
        };
        if clean {
            self.clean_steps.insert(handle);
        }
        let at = self.lines.len();
        self.line(Says::Step(handle), formula, step.id.clone());
        let mut spot = self.places.spot(Thing::Line(at)).cloned();
        if let Some(spot) = spot.as_mut().filter(|spot| spot.row.is_some()) {
            spot.name = Some(name("step", &step.id));
        }
        if let Some(spot) = spot {
            self.places.put(Thing::Step(handle), spot);
        }
        at
    }

    /// A step's value as the double nearest to it, where it has so many decimals at most.
    fn settled(
        &mut self,
        expr: &Expr,
        decimals: Decimals,
        piece: crate::piece::Piece,
    ) -> crate::piece::Piece {
        match (decimals, expr.decimals) {
            (Decimals::AtMost(_), Decimals::AtMost(own)) if self.holds(expr, own) => {
                self.cleaned(expr, piece)
            }
            _ => piece,
        }
    }

    /// A problem where somebody has money from elsewhere who cannot have it.
    fn cannot_have(&self, stream: Handle<Stream>, at: usize) -> String {
        let cell = self.places.called(Thing::Line(at));
        format!("IF({},IF(ISERROR({cell}),1,IF({cell},0,1)),0)", self.is_awarded(stream))
    }

    fn counting(&mut self, counts: Counts, of: &[usize], label: &str, others: &[String]) -> String {
        let cells = of.iter().map(|at| self.places.called(Thing::Line(*at)));
        let terms: Vec<String> = cells
            .map(|cell| match counts {
                Counts::Holding => format!("IF(ISERROR({cell}),0,IF({cell},1,0))"),
                Counts::Problems => format!("IF(ISERROR({cell}),IF(ERROR.TYPE({cell})=6,0,1),0)"),
                Counts::Refers => format!("IF(ISERROR({cell}),IF(ERROR.TYPE({cell})=6,1,0),0)"),
            })
            .collect();
        let all: Vec<String> = terms.iter().chain(others).cloned().collect();
        let mut total = Vec::new();
        for (some, lines) in all.chunks(COUNTED).zip((0usize..).step_by(COUNTED)) {
            let counted = of.iter().copied().skip(lines).take(some.len()).collect();
            let label = label.to_owned();
            total.push(self.line(Says::Count(counts, counted), sum(some), label));
        }
        sum(&total)
    }

    /// Whether money from elsewhere counts: it is there and awarded.
    fn is_awarded(&self, stream: Handle<Stream>) -> String {
        let (amount, status) =
            (self.places.called(Thing::Amount(stream)), self.places.called(Thing::Status(stream)));
        format!("AND({amount}<>\"\",OR({status}=\"\",{status}=\"awarded\"))")
    }

    /// How many of the period that stands in a cell there are in a year; of `own` where the cell is empty.
    fn in_year(cell: &str, own: Period) -> String {
        let of = |period| year(period).unwrap_or("1");
        format!(
            "IF({cell}=\"\",{},IF({cell}=\"year\",1,IF({cell}=\"month\",{},IF({cell}=\"week\",{},{}))))",
            of(own),
            of(Period::Month),
            of(Period::Week),
            of(Period::Day)
        )
    }

    /// What a stream counts for a year.
    pub(crate) fn stream_annual(&mut self, handle: Handle<Stream>) -> String {
        let stream = &self.scheme.streams[handle];
        let Some(own) = stream.period.filter(|_| !stream.once) else { return "0".to_owned() };
        let amount = self.places.called(Thing::Amount(handle));
        let count = Self::in_year(&self.places.called(Thing::Per(handle)), own);
        format!("IF({},{},0)", self.is_awarded(handle), self.payable(&format!("{amount}*{count}"), 4))
    }

    /// The code of what is wrong with money from elsewhere.
    pub(crate) fn stream_check(&self, handle: Handle<Stream>) -> String {
        let stream = &self.scheme.streams[handle];
        let cell = |thing: fn(Handle<Stream>) -> Thing| self.places.called(thing(handle));
        let (amount, per, status) = (cell(Thing::Amount), cell(Thing::Per), cell(Thing::Status));
        let counts = format!("OR({status}=\"\",{status}=\"awarded\")");
        let most = match (&stream.max, stream.period) {
            (None, _) => "\"\"".to_owned(),
            (Some(max), Some(own)) => {
                let own_period = year(own).unwrap_or("1");
                let over = format!("{amount}*{}/{own_period}-{}", Self::in_year(&per, own), written(max));
                format!("IF(ROUND({over},6)>0,\"out_of_range\",\"\")")
            }
            (Some(max), None) => format!("IF({amount}>{},\"out_of_range\",\"\")", written(max)),
        };
        let periods = match stream.period {
            Some(_) => format!("{per}=\"\",{per}=\"day\",{per}=\"week\",{per}=\"month\",{per}=\"year\""),
            None => format!("{per}=\"\""),
        };
        let states: Vec<String> = STATES.iter().map(|state| format!("{status}=\"{state}\"")).collect();
        let words = format!("AND(OR({periods}),OR({status}=\"\",{}))", states.join(","));
        let decimals = self.scheme.decimals;
        format!(
            "IF(AND({amount}=\"\",{per}=\"\",{status}=\"\"),\"\",IF({words},IF({amount}=\"\",\
             IF({counts},\"missing_key\",\"\"),IF(ISNUMBER({amount}),IF(ROUND({amount},{decimals})={amount},\
             IF({counts},IF({amount}<0,\"out_of_range\",{most}),\"\"),\"too_many_decimals\"),\"wrong_type\")),\
             \"wrong_type\"))"
        )
    }

    /// Whether the day lies within those on which the rulebook holds.
    pub(crate) fn day_check(&self) -> String {
        let on = self.places.called(Thing::On);
        let ended = self.scheme.effective_to.map_or(String::new(), |_| format!(",{on}>effective_to"));
        format!(
            "IF(ISNUMBER({on}),IF(OR({on}<effective_from,{on}<>INT({on}){ended}),\"no_value_on_date\",\"\"),\"missing_key\")"
        )
    }

    /// The outcome, from the lines that count.
    pub(crate) fn outcome(&self, counts: &[String; 3]) -> String {
        let problems = self.places.called(Thing::Problems);
        let [excluded, wrong, referred] = counts;
        format!(
            "IF({problems}>0,\"error\",IF({excluded}>0,\"excluded\",IF({wrong}>0,\"error\",\
             IF({referred}>0,\"referred\",\"allocated\"))))"
        )
    }

    /// The figures beside the steps, in the order of the record: a year, a week, without the money inside it, with that
    /// on top of it.
    pub(crate) fn figures(&mut self) -> [(Thing, String); 4] {
        let result = self.places.called(Thing::Step(self.scheme.result));
        let size = self.size_of_result();
        let period = self.scheme.result_period;
        let a_year = format!("{result}{}", year(period).map_or(String::new(), |name| format!("*{name}")));
        let by_week = format!("{a_year}/{}", year(Period::Week).unwrap_or("1"));
        let one = |period| size.as_ref().map(|size| size.by(&self.scheme.year.count(period)));
        let yearly = one(period).flatten();
        let weekly = yearly.as_ref().and_then(|size| size.over(&self.scheme.year.weeks));
        let (annual, weekly) =
            (self.figure("annual", &a_year, yearly), self.figure("weekly", &by_week, weekly));
        let together = |position: Position| {
            let there = self.scheme.streams.handles().filter(|(handle, stream)| {
                stream.position == position && self.places.spot(Thing::Amount(*handle)).is_some()
            });
            let cells: Vec<String> =
                there.map(|(handle, _)| self.places.called(Thing::StreamAnnual(handle))).collect();
            if cells.is_empty() { String::new() } else { format!("({})", cells.join("+")) }
        };
        let (inside, on_top) = (together(Position::Inside), together(Position::OnTop));
        let own = self.places.called(Thing::Annual);
        let decimals = self.scheme.decimals;
        let less =
            if inside.is_empty() { own.clone() } else { format!("MAX(0,ROUND({own}-{inside},{decimals}))") };
        let more = if on_top.is_empty() { own } else { format!("ROUND({own}+{on_top},{decimals})") };
        let outcome = self.places.called(Thing::Outcome);
        let given = |text: &str| format!("IF({outcome}=\"allocated\",{text},\"\")");
        [
            (Thing::Annual, given(&annual)),
            (Thing::Weekly, given(&weekly)),
            (Thing::SocialCare, given(&less)),
            (Thing::IndividualBudget, given(&more)),
        ]
    }

    fn figure(&mut self, what: &str, text: &str, size: Option<Size>) -> String {
        let shift = i32::try_from(self.scheme.decimals).unwrap_or(0);
        let places = size.as_ref().map_or(4, |size| size.places(shift));
        if !size.is_some_and(|size| size.told_apart(shift, places)) {
            self.doubts.push(Doubt { owner: what.to_owned(), part: what.to_owned() });
        }
        self.payable(text, places)
    }

    /// Rounded to payable decimals, half away from zero.
    fn payable(&self, text: &str, places: i32) -> String {
        use openras_core::Rounding::HalfAwayFromZero;
        match self.scheme.decimals {
            0 => whole(HalfAwayFromZero, &format!("ROUND({text},{places})")),
            decimals => {
                let ten = Exact::from(10).pow(decimals);
                format!("{}/{ten}", whole(HalfAwayFromZero, &format!("ROUND({text}*{ten},{places})")))
            }
        }
    }
}
