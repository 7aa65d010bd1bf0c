use openras_core::document::{AmountIn, Document, Id, Percentage, read};
use openras_core::{Amount, Code, Day, Diagnostic, Diagnostics, Exact, Path, Rounding, Text};

use crate::document::{ApprovedDocument, ContingencyDocument, Deduct, FundDocument, TopSliceDocument};

/// One year's money, checked and worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fund {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The currency, such as GBP.
    pub currency: String,
    /// The decimals of a payable amount.
    pub decimals: u32,
    /// The first day it is for.
    pub from: Day,
    /// The last day it is for.
    pub to: Day,
    /// What a percentage is of.
    pub deduct: Deduct,
    /// The money before anything is added or taken off.
    pub total: Exact,
    /// What is added.
    pub income: Vec<Part>,
    /// What is taken off first.
    pub tied: Vec<Part>,
    /// Total and income less tied money: what percentages begin from.
    pub base: Exact,
    /// What is taken off for other purposes, in order.
    pub top_slices: Vec<Slice>,
    /// What is held back.
    pub contingency: Option<ContingencyReserve>,
    /// What a calibration must leave free, as a share of the distributable.
    pub growth: Option<Amount>,
    /// What remains to be given out.
    pub distributable: Exact,
}

/// Money under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub text: String,
    /// How much.
    pub amount: Exact,
    /// For tied money: the last day.
    pub until: Option<Day>,
}

/// A deduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Its id.
    pub id: String,
    /// What for.
    pub purpose: String,
    /// The share, where it is one.
    pub percent: Option<Amount>,
    /// How much, to the penny.
    pub amount: Exact,
    /// Who agreed to it.
    pub approved: Option<Approved>,
}

/// What a fund holds back for what cannot be foreseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContingencyReserve {
    /// The share, where it is one.
    pub percent: Option<Amount>,
    /// How much, to the penny.
    pub amount: Exact,
    /// What it may be drawn for.
    pub purposes: Vec<String>,
    /// Who agreed to it.
    pub approved: Option<Approved>,
}

/// Who agreed to a deduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// Which body.
    pub by: String,
    /// The day.
    pub on: Day,
    /// Where it is written down.
    pub minute: Option<String>,
}

impl Fund {
    /// Reads a fund from its document.
    ///
    /// # Rounding
    /// Each deduction that is a percentage is rounded to the currency's decimals, half away from zero. The distributable is
    /// what remains, so the parts always sum to the whole.
    ///
    /// # Errors
    /// Every problem of form and meaning at once, each at its line.
    pub fn from_document(document: &mut Document) -> Result<Fund, Diagnostics> {
        let (shape, mut found) = read::<FundDocument>(document);
        let fund = shape.and_then(|shape| Reading { found: &mut found }.fund(&shape));
        document.locate(&mut found);
        match fund {
            Some(fund) if !found.has_errors() => Ok(fund),
            _ => Err(found),
        }
    }

    /// The same fund with another contingency: what the distributable would be at that share.
    ///
    /// # Rounding
    /// As [`Fund::from_document`].
    pub fn with_contingency(&self, share: &Exact) -> Fund {
        let mut fund = self.clone();
        let taken: Exact = fund.top_slices.iter().map(|slice| slice.amount.clone()).sum();
        let left = &fund.base - &taken;
        let of = if fund.deduct == Deduct::InTurn { &left } else { &fund.base };
        let amount = to_penny(&(of * share), fund.decimals);
        fund.distributable = &left - &amount;
        let percent = Amount { value: share.clone(), percent: true, decimals: share.decimals().unwrap_or(0) };
        let old = fund.contingency.take();
        fund.contingency = Some(ContingencyReserve {
            percent: Some(percent),
            amount,
            purposes: old.as_ref().map(|old| old.purposes.clone()).unwrap_or_default(),
            approved: old.and_then(|old| old.approved),
        });
        fund
    }

    /// The most that may be committed if the growth is to stay free; the distributable where no growth is asked for.
    pub fn limit_with_growth(&self) -> Exact {
        match &self.growth {
            Some(growth) => &self.distributable * &(&Exact::ONE - &growth.value),
            None => self.distributable.clone(),
        }
    }
}

struct Reading<'a> {
    found: &'a mut Diagnostics,
}

impl Reading<'_> {
    fn fund(&mut self, document: &FundDocument) -> Option<Fund> {
        let root = Path::root();
        self.ids(document);
        let currency = self.currency(document);
        let decimals = document.decimals.unwrap_or(2);
        let (from, to) = self.period(document);
        let total = self.money(&document.total, decimals, &root.key("total"));
        let mut income = Vec::new();
        for (at, part) in document.income.iter().enumerate() {
            let path = root.key("income").index(at).key("amount");
            let amount = self.money(&part.amount, decimals, &path);
            income.push(Part {
                id: part.id.known().into_owned(),
                text: words(part.text.as_ref()),
                amount,
                until: None,
            });
        }
        let mut tied = Vec::new();
        for (at, part) in document.tied.iter().enumerate() {
            let path = root.key("tied").index(at).key("amount");
            let amount = self.money(&part.amount, decimals, &path);
            let until = part.until.and_then(|until| until.day());
            if let Some((until, from)) = until.zip(from).filter(|(until, from)| until < from) {
                let message = format!("it is tied until {until}, and the fund begins on {from}");
                let path = root.key("tied").index(at).key("until");
                let problem = Diagnostic::new(Code::BadDateRange, path, message);
                self.found.push(problem.help("leave out what is no longer tied"));
            }
            tied.push(Part {
                id: part.id.known().into_owned(),
                text: words(part.text.as_ref()),
                amount,
                until,
            });
        }
        let sum = |parts: &[Part]| -> Exact { parts.iter().map(|part| part.amount.clone()).sum() };
        let base = &(&total + &sum(&income)) - &sum(&tied);
        let mut left = base.clone();
        // One more than there is must not make the next one negative, and so put it right again.
        let mut lowest = base.clone();
        let mut top_slices = Vec::new();
        for (at, slice) in document.top_slice.iter().enumerate() {
            let of = if document.deduct == Deduct::InTurn { left.clone() } else { base.clone() };
            let slice = self.top_slice(slice, &of, decimals, &root.key("top_slice").index(at));
            left = &left - &slice.amount;
            lowest = lowest.min(left.clone());
            top_slices.push(slice);
        }
        let of = if document.deduct == Deduct::InTurn { left.clone() } else { base.clone() };
        let contingency = document.contingency.as_ref();
        let contingency = contingency.map(|c| self.contingency(c, &of, decimals, &root.key("contingency")));
        let held = contingency.as_ref().map_or(Exact::ZERO, |reserve| reserve.amount.clone());
        let distributable = &left - &held;
        let lowest = lowest.min(distributable.clone());
        if lowest.is_negative() && !self.found.has_errors() {
            let over = (-&lowest).to_fixed(decimals);
            let message = format!("the deductions come to {over} more than there is");
            let help = "lower a top-slice, the contingency or the tied money";
            self.found.push(Diagnostic::new(Code::OutOfRange, root.key("total"), message).help(help));
        }
        let growth = document.growth.as_ref();
        let growth =
            growth.and_then(|growth| self.share(&growth.percent, &root.key("growth").key("percent")));
        let id = document.id.known().into_owned();
        let title = document.title.as_ref().map_or_else(|| id.clone(), |title| words(Some(title)));
        let fund = Fund {
            title,
            id,
            currency,
            decimals,
            from: from?,
            to: to?,
            deduct: document.deduct,
            total,
            income,
            tied,
            base,
            top_slices,
            contingency,
            growth,
            distributable,
        };
        Some(fund)
    }

    /// A name means one thing within a fund.
    fn ids(&mut self, document: &FundDocument) {
        let root = Path::root();
        let income = document.income.iter().map(|part| ("income", &part.id));
        let tied = document.tied.iter().map(|part| ("tied", &part.id));
        let slices = document.top_slice.iter().map(|slice| ("top_slice", &slice.id));
        let mut seen: Vec<&Id> = Vec::new();
        let mut counts = std::collections::BTreeMap::new();
        for (list, id) in income.chain(tied).chain(slices) {
            let at = counts.entry(list).or_insert(0usize);
            let path = root.key(list).index(*at).key("id");
            *at = at.saturating_add(1);
            self.once(id, &mut seen, path);
        }
        let mut seen: Vec<&Id> = Vec::new();
        for (at, id) in document.contingency.iter().flat_map(|reserve| reserve.purposes.iter().enumerate()) {
            self.once(id, &mut seen, root.key("contingency").key("purposes").index(at));
        }
    }

    fn once<'d>(&mut self, id: &'d Id, seen: &mut Vec<&'d Id>, path: Path) {
        if id.is_poisoned() {
            return;
        }
        if seen.contains(&id) {
            let message = format!("`{id}` is there twice");
            self.found
                .push(Diagnostic::new(Code::DuplicateId, path, message).help("give each a name of its own"));
        }
        seen.push(id);
    }

    fn currency(&mut self, document: &FundDocument) -> String {
        let currency = document.currency.clone().unwrap_or_else(|| "GBP".to_owned());
        let good = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
        if !good && !currency.starts_with('\0') {
            let message = format!("`{currency}` is not a currency");
            let help = "write its three capital letters (ISO 4217), such as GBP";
            self.found
                .push(Diagnostic::new(Code::WrongType, Path::root().key("currency"), message).help(help));
        }
        currency
    }

    fn period(&mut self, document: &FundDocument) -> (Option<Day>, Option<Day>) {
        let (from, to) = (document.period.from.day(), document.period.to.day());
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let message = format!("the period ends on {to}, before it begins on {from}");
            let path = Path::root().key("period").key("to");
            self.found
                .push(Diagnostic::new(Code::BadDateRange, path, message).help("put the later day in `to`"));
        }
        (from, to)
    }

    /// Money of zero or more, with no more decimals than can be paid.
    fn money(&mut self, amount: &AmountIn, decimals: u32, path: &Path) -> Exact {
        let Some(amount) = amount.amount() else { return Exact::ZERO };
        if amount.value.is_negative() {
            let message = format!("{} is below zero", amount.shortest());
            let help = "write what is added or taken off as an amount of zero or more";
            self.found.push(Diagnostic::new(Code::OutOfRange, path.clone(), message).help(help));
        }
        if amount.decimals > decimals {
            let message = format!("{} has more than {decimals} decimals", amount.shortest());
            let help = "money of a fund is in amounts that can be paid";
            self.found.push(Diagnostic::new(Code::TooManyDecimals, path.clone(), message).help(help));
        }
        amount.value.clone()
    }

    /// A share from nothing to all.
    fn share(&mut self, percent: &Percentage, path: &Path) -> Option<Amount> {
        let amount = percent.amount()?;
        if amount.value.is_negative() || amount.value > Exact::ONE {
            let message = format!("{} is not between 0% and 100%", amount.shortest());
            let help = "write a share such as \"5%\"";
            self.found.push(Diagnostic::new(Code::OutOfRange, path.clone(), message).help(help));
        }
        Some(amount.clone())
    }

    /// A share of `of`, or an amount: one of them.
    fn deduction(
        &mut self,
        percent: Option<&Percentage>,
        amount: Option<&AmountIn>,
        of: &Exact,
        decimals: u32,
        path: &Path,
    ) -> (Option<Amount>, Exact) {
        match (percent, amount) {
            (Some(percent), None) => {
                let share = self.share(percent, &path.key("percent"));
                let amount =
                    share.as_ref().map_or(Exact::ZERO, |share| to_penny(&(of * &share.value), decimals));
                (share, amount)
            }
            (None, Some(amount)) => (None, self.money(amount, decimals, &path.key("amount"))),
            (None, None) => {
                let help = "add percent = \"5%\" or amount = \"62500.00\"";
                let problem =
                    Diagnostic::new(Code::MissingKey, path.clone(), "there is no `percent` and no `amount`");
                self.found.push(problem.help(help));
                (None, Exact::ZERO)
            }
            (Some(_), Some(_)) => {
                let message = "`percent` and `amount` cannot both be the deduction";
                let problem = Diagnostic::new(Code::UnknownKey, path.key("amount"), message).on_key();
                self.found.push(problem.help("leave one out"));
                (None, Exact::ZERO)
            }
        }
    }

    fn top_slice(&mut self, slice: &TopSliceDocument, of: &Exact, decimals: u32, path: &Path) -> Slice {
        let (percent, amount) =
            self.deduction(slice.percent.as_ref(), slice.amount.as_ref(), of, decimals, path);
        Slice {
            id: slice.id.known().into_owned(),
            purpose: words(Some(&slice.purpose)),
            percent,
            amount,
            approved: slice.approved.as_ref().and_then(approved),
        }
    }

    fn contingency(
        &mut self,
        document: &ContingencyDocument,
        of: &Exact,
        decimals: u32,
        path: &Path,
    ) -> ContingencyReserve {
        let (percent, amount) =
            self.deduction(document.percent.as_ref(), document.amount.as_ref(), of, decimals, path);
        let purposes = document.purposes.iter().map(|purpose| purpose.known().into_owned()).collect();
        ContingencyReserve {
            percent,
            amount,
            purposes,
            approved: document.approved.as_ref().and_then(approved),
        }
    }
}

fn approved(document: &ApprovedDocument) -> Option<Approved> {
    Some(Approved { by: document.by.clone(), on: document.on.day()?, minute: document.minute.clone() })
}

fn words(text: Option<&Text>) -> String {
    text.map_or_else(String::new, |text| text.in_language("en", "en").to_owned())
}

/// To an amount that can be paid, half away from zero.
fn to_penny(value: &Exact, decimals: u32) -> Exact {
    value.round(Rounding::HalfAwayFromZero, i32::try_from(decimals).unwrap_or(2))
}
