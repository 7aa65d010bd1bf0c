//! Bars of points, each beneath the words that say the same.

use maud::{Markup, html};
use openras_core::{Exact, Rounding};

use crate::phrase::Phrase;

/// One bar: what it says, how much there is, and the most that there can be.
pub(crate) struct Bar {
    pub(crate) words: Phrase,
    pub(crate) got: Exact,
    pub(crate) most: Exact,
}

/// The width of the longest bar.
const WIDTH: i128 = 1000;

/// The bars on one scale. The words beside each say everything that it shows, so that nothing is lost without them.
pub(crate) fn bars(bars: &[Bar]) -> Markup {
    let longest = bars.iter().flat_map(|bar| [&bar.got, &bar.most]).max().cloned().unwrap_or(Exact::ZERO);
    html! {
        ul .bars {
            @for bar in bars {
                li {
                    (bar.words)
                    svg viewBox={ "0 0 " (WIDTH) " 40" } preserveAspectRatio="none" aria-hidden="true" {
                        rect .rest width=(width(&bar.most, &longest)) height="40" {}
                        rect .got width=(width(&bar.got, &longest)) height="40" {}
                    }
                }
            }
        }
    }
}

/// # Rounding
/// To whole units of the picture, half away from zero; less than nothing has no bar.
fn width(value: &Exact, longest: &Exact) -> i128 {
    if !longest.is_positive() || !value.is_positive() {
        return 0;
    }
    let share =
        value.checked_div(longest).map(|share| &share * &Exact::ratio(WIDTH, 1).unwrap_or(Exact::ONE));
    let whole = share.map(|share| share.round(Rounding::HalfAwayFromZero, 0));
    whole.and_then(|whole| whole.parts()).map_or(0, |(whole, _)| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let number = |text| Exact::parse(text).unwrap();
        assert_eq!(width(&number("17"), &number("68")), 250);
        assert_eq!(width(&number("68"), &number("68")), 1000);
        assert_eq!(width(&number("-2"), &number("68")), 0);
        assert_eq!(width(&number("1"), &number("0")), 0);
    }

    #[test]
    fn every_bar_has_its_words() {
        let bar = Bar { words: Phrase::plain("Meals: 3 of 6"), got: Exact::from(3), most: Exact::from(6) };
        let drawn = bars(&[bar]).into_string();
        assert!(drawn.contains("Meals: 3 of 6<svg"));
        assert!(drawn.contains("class=\"got\" width=\"500\""));
    }
}
