//! In which language somebody reads the pages: as the address says, else as it said last time,
//! else as the browser asks; Vietnamese where nothing is said.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use sohoi_text::Language;

/// The cookie that remembers the choice.
const COOKIE: &str = "sohoi_lang";
/// The parameter that chooses.
const PARAMETER: &str = "lang";
/// The parameter that says what was just done; it is of no use later.
pub(super) const SAID: &str = "said";

/// The language of a request.
pub(super) fn of(uri: &Uri, headers: &HeaderMap) -> Language {
    chosen(uri)
        .or_else(|| remembered(headers))
        .or_else(|| accepted(headers))
        .unwrap_or_default()
}

/// The cookie that remembers what the address chooses, if it does.
pub(super) fn to_remember(uri: &Uri) -> Option<HeaderValue> {
    let code = chosen(uri)?.code();
    let cookie = format!("{COOKIE}={code}; HttpOnly; SameSite=Lax; Path=/admin; Max-Age=31536000");
    HeaderValue::try_from(cookie).ok()
}

/// The address of the same page in the other language.
pub(super) fn other(uri: &Uri, language: Language) -> String {
    let other = match language {
        Language::Vi => Language::En,
        Language::En => Language::Vi,
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in parameters(uri) {
        if name != PARAMETER && name != SAID {
            query.append_pair(&name, &value);
        }
    }
    query.append_pair(PARAMETER, other.code());
    format!("{}?{}", uri.path(), query.finish())
}

/// The first value of a parameter of an address; empty where there is none.
pub(super) fn parameter(uri: &Uri, name: &str) -> String {
    let mut all = parameters(uri);
    let found = all.find(|(own, _)| own == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn parameters(uri: &Uri) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
}

fn chosen(uri: &Uri) -> Option<Language> {
    known(&parameter(uri, PARAMETER))
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|cookie| cookie.to_str().ok())
        .flat_map(|cookie| cookie.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, code)| (name == COOKIE).then(|| known(code))?)
}

/// The first language of the browser that is one of ours.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    let wishes = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut codes = wishes.split([',', ';']).map(str::trim);
    codes.find_map(|code| known(code.split('-').next()?))
}

fn known(code: &str) -> Option<Language> {
    match code {
        "vi" => Some(Language::Vi),
        "en" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_comes_before_the_cookie_and_the_cookie_before_the_browser() {
        let cases = [
            ("/admin", "", "", "vi"),
            ("/admin", "", "en-US,en;q=0.9,vi;q=0.8", "en"),
            ("/admin", "", "fr, vi", "vi"),
            ("/admin", "", "de", "vi"),
            ("/admin", "a=b; sohoi_lang=vi", "en", "vi"),
            ("/admin?lang=en", "sohoi_lang=vi", "vi", "en"),
            ("/admin?lang=xx", "sohoi_lang=en", "vi", "en"),
        ];
        for (address, cookie, accepts, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, cookie.parse().unwrap());
            headers.insert(header::ACCEPT_LANGUAGE, accepts.parse().unwrap());
            let language = of(&address.parse().unwrap(), &headers);
            assert_eq!(language.code(), expected, "{address} {cookie} {accepts}");
        }
    }

    #[test]
    fn the_other_language_keeps_the_place() {
        let uri = "/admin/accounts?q=%C4%91%C3%B4ng+y&lang=vi&said=added";
        let other = other(&uri.parse().unwrap(), Language::Vi);
        assert_eq!(other, "/admin/accounts?q=%C4%91%C3%B4ng+y&lang=en");
    }
}
