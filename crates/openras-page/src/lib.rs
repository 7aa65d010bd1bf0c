//! What pages for people share: text made safe for HTML, and charts as SVG.
//!
//! A chart is one `svg` element with a role, a title and a description; the table behind it stands beside it, which is
//! for the page to see to. Colours are told apart by people who do not see all of them, and words and shapes say the same.
//! The same values give the same bytes.
#![forbid(unsafe_code)]

mod bars;
mod chart;
mod lines;
mod svg;

pub use bars::{Bar, Row, bars};
pub use chart::Chart;
pub use lines::lines;
pub use svg::{BLUE, GREY, LINES, VERMILION};

/// Text as it can stand in HTML, between tags and in an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
