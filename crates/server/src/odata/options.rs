//! The options behind `?`, read and limited before anything is computed.

use form_urlencoded::Serializer;

use super::Refused;
use super::filter::{Condition, parse};

/// The longest row of options, in bytes: `$select` of a wide table names hundreds of properties.
const LONGEST: usize = 32 * 1024;

/// What was asked, as far as it can be read without the table that it is asked of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Every option as it came, to be repeated in the link to the next page.
    pairs: Vec<(String, String)>,
    pub(super) filter: Option<Condition<String>>,
    /// Property, and whether from the end.
    pub(super) order: Vec<(String, bool)>,
    pub(super) select: Option<Vec<String>>,
    pub(super) top: Option<u64>,
    pub(super) skip: u64,
    pub(super) counts: bool,
    /// The key of the row that the page comes after.
    pub(super) after: Option<Vec<String>>,
    /// Whether numbers are asked for as text.
    pub(super) is_ieee754: bool,
}

impl Options {
    /// Reads the query of an address.
    ///
    /// # Errors
    ///
    /// An option that is not supported or not known, that comes twice, or whose value is none. Also
    /// one without `$`: a service should refuse what it does not understand (*OData 4.0 Part 1*, 6.1),
    /// and a forgotten `$` would answer something else than was asked.
    pub fn parse(query: &str) -> Result<Self, Refused> {
        if query.len() > LONGEST {
            return Err(Refused::TooLarge(format!(
                "the options are longer than {LONGEST} bytes"
            )));
        }
        let mut options = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let (name, value) = (name.into_owned(), value.into_owned());
            if options.pairs.iter().any(|(known, _)| *known == name) {
                return Err(Refused::Malformed(format!("{name} comes twice")));
            }
            options.take(&name, &value)?;
            options.pairs.push((name, value));
        }
        Ok(options)
    }

    /// Whether only the format was asked for, which is all that a document takes.
    ///
    /// # Errors
    ///
    /// The first option that is something else.
    pub fn only_format(&self) -> Result<(), Refused> {
        match self.pairs.iter().find(|(name, _)| name != "$format") {
            Some((name, _)) => Err(Refused::Unsupported(format!("{name} of a document"))),
            None => Ok(()),
        }
    }

    /// Whether numbers are asked for as text, so that none loses its last digits.
    pub fn is_ieee754(&self) -> bool {
        self.is_ieee754
    }

    /// The options of the page after the row with this key.
    pub(super) fn next(&self, key: &[&str], left: Option<u64>) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in &self.pairs {
            if !matches!(name.as_str(), "$skip" | "$top" | "$skiptoken") {
                query.append_pair(name, value);
            }
        }
        if let Some(left) = left {
            query.append_pair("$top", &left.to_string());
        }
        let key = serde_json::to_string(key).expect("texts can be written as JSON");
        query.append_pair("$skiptoken", &hex::encode(key));
        // Both ways to write it are right; some clients know only the second.
        query.finish().replace('+', "%20").replace("%24", "$")
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Refused> {
        match name {
            "$filter" => self.filter = Some(parse(value)?),
            "$orderby" => self.order = order(value)?,
            "$select" => self.select = select(value)?,
            "$top" => self.top = Some(whole(name, value)?),
            "$skip" => self.skip = whole(name, value)?,
            "$count" => {
                self.counts = match value {
                    "true" => true,
                    "false" => false,
                    _ => return Err(Refused::Malformed("$count is true or false".into())),
                }
            }
            "$skiptoken" => self.after = Some(key(value)?),
            "$format" => self.is_ieee754 = format(value)?,
            _ => return Err(Refused::Unsupported(format!("the option {name}"))),
        }
        Ok(())
    }
}

fn whole(name: &str, value: &str) -> Result<u64, Refused> {
    let number = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.then(|| value.parse().ok()).flatten();
    number.ok_or_else(|| Refused::Malformed(format!("{name} is a whole number")))
}

fn order(value: &str) -> Result<Vec<(String, bool)>, Refused> {
    value
        .split(',')
        .map(|part| {
            let mut words = part.split_whitespace();
            let found = (words.next(), words.next(), words.next());
            match found {
                (Some(name), None | Some("asc"), None) => Ok((name.to_owned(), false)),
                (Some(name), Some("desc"), None) => Ok((name.to_owned(), true)),
                _ => Err(Refused::Malformed(
                    "$orderby is a list of properties, each perhaps with asc or desc".into(),
                )),
            }
        })
        .collect()
}

/// `None` where all are meant.
fn select(value: &str) -> Result<Option<Vec<String>>, Refused> {
    let mut names = Vec::new();
    for name in value.split(',').map(str::trim) {
        match name {
            "" => {
                return Err(Refused::Malformed("$select is a list of properties".into()));
            }
            "*" => return Ok(None),
            _ if name.contains(['/', '(', '$', ';']) => {
                return Err(Refused::Unsupported(format!("`{name}` in $select")));
            }
            _ => names.push(name.to_owned()),
        }
    }
    Ok(Some(names))
}

fn key(value: &str) -> Result<Vec<String>, Refused> {
    let bytes = hex::decode(value).ok();
    let key = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    key.ok_or_else(|| Refused::Malformed("$skiptoken is not one that was given out here".into()))
}

/// Whether numbers are to be text.
fn format(value: &str) -> Result<bool, Refused> {
    let mut parts = value.split(';').map(str::trim);
    let mut is_ieee754 = false;
    if !matches!(parts.next(), Some("json" | "application/json")) {
        return Err(Refused::Unsupported(format!("$format={value}")));
    }
    for part in parts {
        match part.to_ascii_lowercase().as_str() {
            "odata.metadata=minimal" | "odata.streaming=true" | "odata.streaming=false" => {}
            "ieee754compatible=true" => is_ieee754 = true,
            "ieee754compatible=false" => is_ieee754 = false,
            _ => return Err(Refused::Unsupported(format!("$format={value}"))),
        }
    }
    Ok(is_ieee754)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    #[test]
    fn options_are_read() {
        let options = Options::parse(
            "$top=5&%24skip=2&$count=true&$select=a,%20b&$orderby=a+desc,b&$format=json",
        );
        let options = options.expect("it is right");
        assert_eq!(
            (options.top, options.skip, options.counts),
            (Some(5), 2, true)
        );
        assert_eq!(options.select, Some(vec!["a".into(), "b".into()]));
        assert_eq!(
            options.order,
            [("a".to_owned(), true), ("b".to_owned(), false)]
        );
        assert!(!options.is_ieee754);
        let json = "$format=application/json;odata.metadata=minimal;IEEE754Compatible=true";
        assert!(Options::parse(json).expect("it is right").is_ieee754);
        assert_eq!(
            Options::parse("$select=*"),
            Options::parse("$select=a,*").map(|it| Options {
                pairs: vec![("$select".into(), "*".into())],
                ..it
            })
        );
    }

    #[test]
    fn what_is_not_done_is_named() {
        for (query, is_unsupported, expected) in [
            ("$expand=Responses", true, "$expand"),
            ("$search=a", true, "$search"),
            ("$apply=aggregate(value)", true, "$apply"),
            ("$compute=a", true, "$compute"),
            ("$deltatoken=1", true, "$deltatoken"),
            ("$nothing=1", true, "$nothing"),
            ("top=5", true, "the option top"),
            ("$format=atom", true, "$format=atom"),
            (
                "$format=json;odata.metadata=full",
                true,
                "odata.metadata=full",
            ),
            ("$select=a/b", true, "`a/b` in $select"),
            ("$top=-1", false, "$top"),
            ("$top=1.5", false, "$top"),
            ("$top=99999999999999999999", false, "$top"),
            ("$skip=", false, "$skip"),
            ("$count=yes", false, "$count"),
            ("$select=", false, "$select"),
            ("$orderby=a up", false, "$orderby"),
            ("$orderby=", false, "$orderby"),
            ("$skiptoken=zz", false, "$skiptoken"),
            ("$skiptoken=00", false, "$skiptoken"),
            ("$top=1&$top=2", false, "$top comes twice"),
        ] {
            let refused = Options::parse(query).expect_err(query);
            let is = matches!(refused, Refused::Unsupported(_));
            assert_eq!(is, is_unsupported, "{query}: {refused}");
            assert!(refused.to_string().contains(expected), "{query}: {refused}");
        }
        let long = format!("$select={}", "a".repeat(LONGEST));
        assert!(matches!(Options::parse(&long), Err(Refused::TooLarge(_))));
    }

    #[test]
    fn the_next_page_asks_the_same_from_further_on() {
        let query = "$filter=contains(name,'a+%26 ộ')&$skip=3&$top=9&$count=true";
        let options = Options::parse(query).expect("it is right");
        let next = options.next(&["a/b", "ộ"], Some(4));
        assert!(!next.contains('+') && !next.contains(' '), "{next}");
        let further = Options::parse(&next).expect("it is right");
        assert_eq!(further.filter, options.filter);
        assert_eq!(
            (further.top, further.skip, further.counts),
            (Some(4), 0, true)
        );
        assert_eq!(further.after, Some(vec!["a/b".into(), "ộ".into()]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(22), cases: 1_000, ..ProptestConfig::default() })]

        #[test]
        fn no_query_ends_the_program(text in "\\PC{0,60}") {
            let _ = Options::parse(&text);
        }

        #[test]
        fn no_value_ends_the_program(name in prop::sample::select(vec![
            "$filter", "$orderby", "$select", "$top", "$skip", "$count", "$skiptoken", "$format",
        ]), value in "[-a-f0-9%&'(), ;=]{0,40}") {
            let _ = Options::parse(&format!("{name}={value}"));
        }
    }
}
