use openras_core::Exact;
use openras_formula::Decimals;

use crate::table::Band;

/// Two neighbouring bands that do not touch for a key of these decimals: the end of one and the beginning of the next.
///
/// Bands touch when the next begins at most one step above the end, a step being 1 in the last decimal that the key can
/// have; for a key of any number of decimals none touch.
pub(crate) fn gap(bands: &[Band], decimals: Decimals) -> Option<(Exact, Exact)> {
    let step = match decimals {
        Decimals::AtMost(places) => Exact::decimal(1, places),
        Decimals::Any => Exact::ZERO,
    };
    bands.iter().zip(bands.iter().skip(1)).find_map(|(band, next)| {
        let (to, from) = (band.to.as_ref()?, next.from.as_ref()?);
        (from - to > step).then(|| (to.clone(), from.clone()))
    })
}
