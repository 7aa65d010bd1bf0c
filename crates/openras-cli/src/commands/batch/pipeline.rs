//! Reads, works out and writes, a piece of the table at a time.
//!
//! Each thread takes the next piece of the table, works it out by itself, and writes it when its turn has come: the order
//! of the rows is kept, and there are never more pieces in memory than threads.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use openras::rulebook::Rulebook;
use openras::table::csv::{Malformed, Row};
use openras::table::{Record, Rows, Table, Tally};

use super::progress::Progress;
use super::sink::{Form, Sink, Written};
use super::workings::Workings;
use crate::status::Stop;
use crate::table::{Piece, Source};

/// The most threads: a machine may refuse to start many more.
const THREADS_MOST: usize = 256;

/// What reads, works out and writes one table.
pub(super) struct Pipeline<'a> {
    rulebook: &'a Rulebook,
    table: &'a Table,
    name: &'a str,
    form: Form,
    input: Mutex<Input>,
    rows: Turns<u64>,
    output: Turns<Came>,
    stopped: AtomicBool,
}

struct Input {
    source: Source,
    /// The number of the next piece.
    next: u64,
}

/// What came of the whole table.
pub(super) struct Came {
    pub(super) sink: Sink,
    pub(super) workings: Option<Workings>,
    pub(super) tally: Tally,
    /// The lines that cannot be read.
    pub(super) unread: Vec<(u64, Malformed)>,
    progress: Progress,
    bytes: u64,
}

impl Came {
    /// Nothing yet, and where it will go.
    pub(super) fn new(sink: Sink, workings: Option<Workings>, progress: Progress) -> Came {
        Came { sink, workings, tally: Tally::default(), unread: Vec::new(), progress, bytes: 0 }
    }
}

/// Something that each piece has in its turn.
struct Turns<T> {
    of: Mutex<(u64, T)>,
    changed: Condvar,
}

/// What a thread uses again for each piece.
pub(super) struct Desk<'a> {
    pub(super) piece: Piece,
    pub(super) rows: Rows<'a>,
    written: Written,
    pub(super) unread: Vec<(u64, Malformed)>,
    pub(super) empty_lines: u64,
    other_days: Vec<u64>,
}

impl<'a> Pipeline<'a> {
    pub(super) fn new(
        rulebook: &'a Rulebook,
        table: &'a Table,
        name: &'a str,
        form: Form,
        source: Source,
        came: Came,
    ) -> Pipeline<'a> {
        Pipeline {
            rulebook,
            table,
            name,
            form,
            input: Mutex::new(Input { source, next: 0 }),
            rows: Turns::new(0),
            output: Turns::new(came),
            stopped: AtomicBool::new(false),
        }
    }

    /// Works the whole table out with so many threads, 0 for as many as the machine has.
    pub(super) fn run(self, threads: usize) -> Result<Came, Stop> {
        let threads = match threads {
            0 => thread::available_parallelism().map_or(1, NonZero::get),
            threads => threads.min(THREADS_MOST),
        };
        let first = if threads == 1 {
            self.work()
        } else {
            thread::scope(|scope| {
                let threads: Vec<_> = (0..threads).map(|_| scope.spawn(|| self.work())).collect();
                let ends = threads.into_iter().map(|thread| {
                    thread.join().unwrap_or_else(|_| Err(Stop::Cannot("a thread has ended early".to_owned())))
                });
                // Every thread is waited for before the first reason is taken.
                ends.collect::<Vec<_>>().into_iter().collect()
            })
        };
        first?;
        let came = self.output.of.into_inner().unwrap_or_else(PoisonError::into_inner).1;
        came.progress.finish();
        Ok(came)
    }

    /// What each thread does.
    fn work(&self) -> Result<(), Stop> {
        let mut desk = Desk::new(self.table);
        let done = self.work_pieces(&mut desk);
        if done.is_err() {
            self.stopped.store(true, Ordering::Release);
            self.rows.wake();
            self.output.wake();
        }
        done
    }

    fn work_pieces(&self, desk: &mut Desk<'a>) -> Result<(), Stop> {
        while let Some(number) = self.read(&mut desk.piece)? {
            desk.take(self.name)?;
            let Some(mut first) = self.rows.wait(number, &self.stopped) else { break };
            let before = first.1;
            first.1 = first.1.saturating_add(u64::try_from(desk.rows.len()).unwrap_or(u64::MAX));
            self.rows.pass(first);
            let results = desk.rows.work().map_err(|error| Stop::Cannot(error.to_string()))?;
            desk.written.write(&results, self.form, &desk.piece)?;
            let Some(mut output) = self.output.wait(number, &self.stopped) else { break };
            let came = &mut output.1;
            if let Some(workings) = &mut came.workings {
                workings.write(self.rulebook, &desk.rows, before)?;
            }
            came.sink.write(&desk.written)?;
            came.tally.add(&results);
            came.tally.add_empty_lines(desk.empty_lines);
            came.unread.append(&mut desk.unread);
            came.bytes = came.bytes.saturating_add(desk.piece.size());
            came.progress.show(came.tally.people(), came.bytes);
            self.output.pass(output);
        }
        Ok(())
    }

    /// Takes the next piece of the table, and its number.
    fn read(&self, piece: &mut Piece) -> Result<Option<u64>, Stop> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        if self.stopped.load(Ordering::Acquire) || !input.source.next(piece, self.name)? {
            return Ok(None);
        }
        let number = input.next;
        input.next = number.saturating_add(1);
        Ok(Some(number))
    }
}

impl<T> Turns<T> {
    fn new(of: T) -> Turns<T> {
        Turns { of: Mutex::new((0, of)), changed: Condvar::new() }
    }

    /// Waits for the turn of a piece; nothing where another thread has stopped.
    fn wait(&self, number: u64, stopped: &AtomicBool) -> Option<MutexGuard<'_, (u64, T)>> {
        let of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = |of: &mut (u64, T)| of.0 != number && !stopped.load(Ordering::Acquire);
        let of = self.changed.wait_while(of, waiting).unwrap_or_else(PoisonError::into_inner);
        (of.0 == number && !stopped.load(Ordering::Acquire)).then_some(of)
    }

    /// It is the next one's turn.
    fn pass(&self, mut of: MutexGuard<'_, (u64, T)>) {
        of.0 = of.0.saturating_add(1);
        drop(of);
        self.changed.notify_all();
    }

    /// Has everybody look whether to stop. The lock makes sure that nobody is between looking and waiting.
    fn wake(&self) {
        drop(self.of.lock());
        self.changed.notify_all();
    }
}

impl<'a> Desk<'a> {
    /// With nothing on it.
    pub(super) fn new(table: &'a Table) -> Desk<'a> {
        Desk {
            piece: Piece::default(),
            rows: table.rows(),
            written: Written::default(),
            unread: Vec::new(),
            empty_lines: 0,
            other_days: Vec::new(),
        }
    }

    /// Makes columns of the piece.
    pub(super) fn take(&mut self, name: &str) -> Result<(), Stop> {
        let Desk { piece, rows, unread, empty_lines, other_days, .. } = self;
        rows.clear();
        unread.clear();
        other_days.clear();
        *empty_lines = 0;
        let mut one = |line: u64, row: Row, record: &Record<'_>| match row {
            Row::Empty => *empty_lines = empty_lines.saturating_add(1),
            Row::Good => {
                rows.push(record);
                if rows.other_days().len() > other_days.len() {
                    other_days.push(line);
                }
            }
            Row::Malformed(why) => {
                rows.push_refused(record, format!("syntax:line_{line}"));
                unread.push((line, why));
            }
        };
        match piece {
            Piece::Nothing => {}
            Piece::Csv(block) => block.each(one),
            Piece::Sheet(sheet) => sheet.each(&mut one),
            #[cfg(feature = "parquet")]
            Piece::Parquet(piece) => other_days.extend(piece.take(rows)?),
        }
        if other_days.is_empty() {
            return Ok(());
        }
        let lines = other_days.iter().zip(rows.other_days()).map(|(line, (_, day))| {
            format!("error[bad_date_range]: the row is on {day}, and another day was asked for with --on\n --> {name}:{line}\n")
        });
        Err(Stop::Input(lines.collect::<String>() + "  = help: leave one of the two out"))
    }
}
