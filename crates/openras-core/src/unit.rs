use std::fmt;

use thiserror::Error;

/// A stretch of time below the line of an amount of money: pounds a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// Every period, shortest first.
    pub const ALL: [Period; 4] = [Period::Day, Period::Week, Period::Month, Period::Year];

    /// `day`, `week`, `month`, `year`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Year => "year",
        }
    }

    /// The period with this name.
    pub fn from_word(word: &str) -> Option<Period> {
        Period::ALL.into_iter().find(|period| period.as_str() == word)
    }
}

/// The bases in the order in which a unit is written.
const BASES: [&str; 9] = ["point", "hour", "visit", "mile", "person", "day", "week", "month", "year"];

/// What a number counts: `GBP/point/year`, `hour/week`, or nothing (`number`).
///
/// A product of whole powers of the currency, `point`, `hour`, `visit`, `mile`, `person`, `day`, `week`, `month` and
/// `year`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {
    currency: Option<[u8; 3]>,
    currency_power: i32,
    powers: [i32; 9],
}

/// Why a text is not a unit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnitError {
    /// A `*` after a `/`, an empty name, a character that no unit has.
    #[error("`{0}` is not written like a unit")]
    Form(String),
    /// A name that is neither a unit nor the rulebook's currency.
    #[error("`{0}` is not a unit")]
    Name(String),
}

impl Unit {
    /// The unit of a bare number.
    pub fn number() -> Unit {
        Unit::default()
    }

    /// Reads a unit: names joined by `*`, then names each after a `/`. `currency` is the rulebook's own.
    ///
    /// # Errors
    /// [`UnitError::Form`] where it is not written so, [`UnitError::Name`] for a name that is no unit.
    pub fn parse(text: &str, currency: &str) -> Result<Unit, UnitError> {
        let mut parts = text.split('/');
        let above = parts.next().unwrap_or_default();
        let mut unit = Unit::number();
        for name in above.split('*') {
            unit = unit.times(&Self::base(name, currency, text)?);
        }
        for name in parts {
            if name.contains('*') {
                return Err(UnitError::Form(text.to_owned()));
            }
            unit = unit.over(&Self::base(name, currency, text)?);
        }
        Ok(unit)
    }

    fn base(name: &str, currency: &str, whole: &str) -> Result<Unit, UnitError> {
        let mut unit = Unit::number();
        if name == "number" {
            return Ok(unit);
        }
        if !currency.is_empty() && name == currency {
            return Ok(Unit::money(currency));
        }
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return Err(UnitError::Form(whole.to_owned()));
        }
        let power = BASES.iter().zip(unit.powers.iter_mut()).find(|(base, _)| **base == name);
        match power {
            Some((_, power)) => *power = 1,
            None => return Err(UnitError::Name(name.to_owned())),
        }
        Ok(unit)
    }

    /// An amount of this currency.
    pub fn money(currency: &str) -> Unit {
        let currency = <[u8; 3]>::try_from(currency.as_bytes()).ok();
        Unit { currency, currency_power: i32::from(currency.is_some()), powers: [0; 9] }
    }

    /// One of this period.
    pub fn period(period: Period) -> Unit {
        Self::base(period.as_str(), "", "").unwrap_or_default()
    }

    /// Points.
    pub fn point() -> Unit {
        Self::base("point", "", "").unwrap_or_default()
    }

    /// Multiplied by `other`.
    #[must_use]
    pub fn times(&self, other: &Unit) -> Unit {
        self.combined(other, 1)
    }

    /// Divided by `other`.
    #[must_use]
    pub fn over(&self, other: &Unit) -> Unit {
        self.combined(other, -1)
    }

    /// Raised to a whole power.
    #[must_use]
    pub fn pow(&self, exponent: u32) -> Unit {
        let exponent = i32::try_from(exponent).unwrap_or(i32::MAX);
        let mut unit = self.clone();
        unit.currency_power = unit.currency_power.saturating_mul(exponent);
        for power in &mut unit.powers {
            *power = power.saturating_mul(exponent);
        }
        unit.normal()
    }

    /// Whether this counts nothing.
    pub fn is_number(&self) -> bool {
        self.currency_power == 0 && self.powers.iter().all(|power| *power == 0)
    }

    /// The one period below the line, where there is exactly one and none above it.
    pub fn period_below(&self) -> Option<Period> {
        let mut below = None;
        for period in Period::ALL {
            match self.power(period.as_str()) {
                0 => {}
                -1 if below.is_none() => below = Some(period),
                _ => return None,
            }
        }
        below
    }

    /// The same with its one period changed to `period`.
    #[must_use]
    pub fn with_period(&self, period: Period) -> Unit {
        match self.period_below() {
            Some(old) => self.times(&Unit::period(old)).over(&Unit::period(period)),
            None => self.clone(),
        }
    }

    /// The currency, where this is an amount of money, of anything or over anything.
    pub fn currency(&self) -> Option<&str> {
        if self.currency_power != 1 || self.powers.iter().any(|power| *power > 0) {
            return None;
        }
        self.currency.as_ref().and_then(|code| std::str::from_utf8(code).ok())
    }

    /// Whether this is money over one period and nothing else: a rate of payment. Gives the period.
    pub fn payment_period(&self) -> Option<Period> {
        let period = self.period_below()?;
        let rest = self.times(&Unit::period(period));
        (rest.currency().is_some() && rest.powers.iter().all(|power| *power == 0)).then_some(period)
    }

    /// Whether this is a plain amount of money.
    pub fn is_money(&self) -> bool {
        self.currency_power == 1 && self.powers.iter().all(|power| *power == 0)
    }

    fn power(&self, base: &str) -> i32 {
        BASES.iter().zip(self.powers).find(|(name, _)| **name == base).map_or(0, |(_, power)| power)
    }

    fn combined(&self, other: &Unit, sign: i32) -> Unit {
        let mut unit = self.clone();
        unit.currency = self.currency.or(other.currency);
        unit.currency_power = self.currency_power.saturating_add(other.currency_power.saturating_mul(sign));
        for (power, more) in unit.powers.iter_mut().zip(other.powers) {
            *power = power.saturating_add(more.saturating_mul(sign));
        }
        unit.normal()
    }

    fn normal(mut self) -> Unit {
        if self.currency_power == 0 {
            self.currency = None;
        }
        self
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let currency = self.currency.as_ref().and_then(|code| std::str::from_utf8(code).ok()).unwrap_or("");
        let powers =
            || std::iter::once((currency, self.currency_power)).chain(BASES.into_iter().zip(self.powers));
        let mut above = String::new();
        for (name, power) in powers() {
            for _ in 0..power.max(0) {
                if !above.is_empty() {
                    above.push('*');
                }
                above.push_str(name);
            }
        }
        f.write_str(if above.is_empty() { "number" } else { &above })?;
        for (name, power) in powers() {
            for _ in power..0 {
                write!(f, "/{name}")?;
            }
        }
        Ok(())
    }
}
