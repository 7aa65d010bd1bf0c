//! How far it has come: on a terminal, and nowhere else.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar with rows a second and the time left.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    since: Instant,
}

impl Progress {
    /// A bar over so much to read; without that, a counter. Hidden where standard error is no terminal.
    pub(super) fn new(size: Option<u64>) -> Progress {
        let bar = match size {
            Some(size) => ProgressBar::new(size),
            None => ProgressBar::no_length(),
        };
        let form =
            if size.is_some() { "[{wide_bar}] {percent}% {msg}, {eta} left" } else { "{spinner} {msg}" };
        let style = ProgressStyle::with_template(form).map(|style| style.progress_chars("=> "));
        let bar = style.map(|style| bar.with_style(style)).ok().filter(|bar| !bar.is_hidden());
        Progress { bar, since: Instant::now() }
    }

    /// So many rows, from so much that was read.
    pub(super) fn show(&self, rows: u64, read: u64) {
        let Some(bar) = &self.bar else { return };
        let millis = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        let each_second = rows.saturating_mul(1000).checked_div(millis).unwrap_or(0);
        bar.set_position(read);
        bar.set_message(format!("{rows} rows, {each_second} a second"));
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
