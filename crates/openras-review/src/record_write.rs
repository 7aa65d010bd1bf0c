//! How the record of a reconciliation is filled.

use openras_core::{Day, Exact, digest};

use crate::account::Flow;
use crate::notice::Notice;
use crate::reconcile::{Reconciliation, StreamMoney};
use crate::record::{
    MoneyFindingRecord, NamedAmount, NextOpening, NoticeRecord, PayerRecord, PeriodRecord, RECONCILIATION,
    ReconciliationRecord, ReviewStamp, StreamMoneyRecord, WorkingRecord,
};

impl Reconciliation {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record<'a>(
        &'a self,
        stamp: &'a ReviewStamp,
    ) -> Result<ReconciliationRecord<'a>, serde_json::Error> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        let named = |id: &'a str, amount: &Exact| NamedAmount { id, amount: money(amount) };
        let (council, person) = self.next_opening();
        let mut record = ReconciliationRecord {
            record: RECONCILIATION,
            engine: env!("CARGO_PKG_VERSION"),
            rulebook: stamp,
            person: &self.person,
            statement: &self.statement,
            period: PeriodRecord { from: self.period.from.to_string(), to: self.period.to.to_string() },
            opening: money(&self.main.opening),
            paid: money(&self.main.paid),
            received: money(&self.main.received),
            spent: money(&self.main.spent),
            unspent: money(&self.unspent()),
            reserved: self.reserved.iter().map(|(id, amount)| named(id, amount)).collect(),
            limit: self.limit.as_ref().map(money),
            kept: money(&self.kept),
            reclaim: money(&self.reclaim),
            by_payer: vec![self.payer("council", &self.council), self.payer("person", &self.person_money)],
            by_stream: self.streams.iter().map(|stream| self.stream(stream)).collect(),
            refund_to_person: money(&self.refund_to_person),
            next_payment: self.next_payment.as_ref().map(money),
            carried: self.carried.as_ref().map(|(id, amount)| named(id, amount)),
            proposed: self.proposed.as_str(),
            blocked_by: self.blocked_by().into_iter().map(|code| code.as_str()).collect(),
            findings: self
                .findings
                .iter()
                .map(|finding| MoneyFindingRecord {
                    code: finding.code.as_str(),
                    blocks: finding.code.blocks(),
                    at: finding.at.pointer(),
                    message: &finding.message,
                    help: finding.help.as_deref(),
                    amount: finding.amount.as_ref().map(money),
                })
                .collect(),
            notice_on: self.notice_on.map(|day| day.to_string()),
            notice: self.notice.as_ref().map(|notice| self.notice_record(notice)),
            next_opening: NextOpening { council: money(&council), person: money(&person) },
            workings: self
                .workings
                .iter()
                .map(|line| WorkingRecord { text: &line.text, amount: money(&line.amount) })
                .collect(),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self, stamp: &ReviewStamp) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record(stamp)?).map(|json| json + "\n")
    }

    fn payer<'a>(&self, id: &'a str, flow: &Flow) -> PayerRecord<'a> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        PayerRecord {
            id,
            opening: money(&flow.opening),
            paid: money(&flow.paid),
            received: money(&flow.received),
            spent: money(&flow.spent),
            held: money(&flow.held),
            left: money(&flow.left()),
        }
    }

    fn stream<'a>(&self, stream: &'a StreamMoney) -> StreamMoneyRecord<'a> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        let flow = &stream.flow;
        StreamMoneyRecord {
            id: &stream.id,
            opening: money(&flow.opening),
            paid: money(&flow.paid),
            received: money(&flow.received),
            spent: money(&flow.spent),
            held: money(&flow.held),
            left: money(&flow.left()),
            kept: money(&stream.kept),
            returned: money(&stream.returned),
        }
    }

    fn notice_record<'a>(&self, notice: &'a Notice) -> NoticeRecord<'a> {
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        NoticeRecord {
            reasons: &notice.reasons,
            amount: notice.amount.to_fixed(self.decimals),
            first_amount: notice.first_amount.as_ref().map(|amount| amount.to_fixed(self.decimals)),
            repay_by: day(notice.repay_by),
            payments_change_from: day(notice.payments_change_from),
            payer: notice.payer,
            how_to_challenge: &notice.how_to_challenge,
        }
    }
}
