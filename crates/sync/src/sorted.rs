//! Sets as sorted vectors: small code, and quick enough where values come nearly in order.

/// Puts a value in its place. Answers whether it was not there yet.
pub(crate) fn insert<T: Ord>(values: &mut Vec<T>, value: T) -> bool {
    match values.binary_search(&value) {
        Ok(_) => false,
        Err(place) => {
            values.insert(place, value);
            true
        }
    }
}

/// Takes a value out.
pub(crate) fn remove<T: Ord>(values: &mut Vec<T>, value: &T) {
    if let Ok(place) = values.binary_search(value) {
        values.remove(place);
    }
}
