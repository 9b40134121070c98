//! The median of numbers that come from elsewhere than an indicator.

use crate::decimal::Amount;
use crate::indicator::Aggregate;
use crate::tally::{Gift, Tally};

/// The median, exact until it is rounded to `digits` places, half away from zero: the mean of the middle
/// two where their number is even. Numbers that are not finite are none. `None` where there are none, or
/// where one is too large to be held exactly.
///
/// ```
/// use sohoi_stats::median;
///
/// assert_eq!(median([3.0, 1.0, 2.5], 1).as_deref(), Some("2.5"));
/// assert_eq!(median([0.1, 0.2], 2).as_deref(), Some("0.15"));
/// assert_eq!(median([], 1), None);
/// ```
pub fn median(numbers: impl IntoIterator<Item = f64>, digits: u8) -> Option<String> {
    let mut tally = Tally::new(Aggregate::Median);
    for number in numbers {
        tally.add(Gift::Value(Amount::from_number(number)));
    }
    tally.print(digits)
}
