//! Texts as parts of an address, and members of its query.

/// The first member of a query by its name.
pub(super) fn member(query: &str, name: &str) -> Option<String> {
    members(query, name).next()
}

/// Every member of a query by its name.
pub(super) fn members<'q>(query: &'q str, name: &'q str) -> impl Iterator<Item = String> + 'q {
    let members = query.split('&').filter_map(|member| member.split_once('='));
    let own = members.filter(move |(own, _)| *own == name);
    own.map(|(_, value)| decoded(value))
}

/// A text as part of an address: everything but plain letters, digits, `-`, `_` and `.` by its bytes.
pub(super) fn encoded(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut address = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.push(char::from(DIGITS[usize::from(byte >> 4)]));
            address.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    address
}

/// The text of a part of an address; what is no text is left as it stands.
pub(super) fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |place: usize| char::from(*after.get(place)?).to_digit(16);
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}
