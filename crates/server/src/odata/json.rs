//! Answers in JSON (*OData JSON Format 4.0*).

use super::page::Page;
use super::query::Query;
use super::table::{Kind, Table};

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// As numbers, digit for digit.
    Plain,
    /// As text: for clients whose numbers are doubles (`IEEE754Compatible=true`).
    Text,
}

/// The document that says which sets there are. `root` is the address of the feed.
pub fn service_json(root: &str, sets: &[String]) -> String {
    let sets: Vec<String> = sets
        .iter()
        .map(|set| {
            let set = text(set);
            format!("{{\"name\":{set},\"kind\":\"EntitySet\",\"url\":{set}}}")
        })
        .collect();
    let context = text(&format!("{root}$metadata"));
    format!(
        "{{\"@odata.context\":{context},\"value\":[{}]}}",
        sets.join(",")
    )
}

/// A page of a table.
pub fn page_json(
    root: &str,
    table: &Table,
    query: &Query,
    page: &Page<'_>,
    numbers: Numbers,
) -> String {
    let mut context = format!("{root}$metadata#{}", table.name);
    let all: Vec<usize> = (0..table.columns.len()).collect();
    let places = query.select.as_ref().unwrap_or(&all);
    if query.select.is_some() {
        let names = places.iter().map(|place| &*table.columns[*place].name);
        context += &format!("({})", names.collect::<Vec<_>>().join(","));
    }
    let mut json = format!("{{\"@odata.context\":{}", text(&context));
    if let Some(count) = page.count {
        json += &format!(",\"@odata.count\":{count}");
    }
    json += ",\"value\":[";
    let names: Vec<String> = places
        .iter()
        .map(|place| text(&table.columns[*place].name))
        .collect();
    for (row, number) in page.rows.iter().zip(0..) {
        json += if number == 0 { "{" } else { ",{" };
        for ((place, name), number) in places.iter().zip(&names).zip(0..) {
            if number > 0 {
                json.push(',');
            }
            let value = value(row[*place].as_deref(), table.columns[*place].kind, numbers);
            json += &format!("{name}:{value}");
        }
        json.push('}');
    }
    json.push(']');
    if let Some(next) = &page.next {
        let link = format!("{root}{}?{next}", table.name);
        json += &format!(",\"@odata.nextLink\":{}", text(&link));
    }
    json.push('}');
    json
}

fn value(value: Option<&str>, kind: Kind, numbers: Numbers) -> String {
    match (value, kind) {
        (None, _) => "null".to_owned(),
        (Some(value), Kind::Integer | Kind::Decimal) if numbers == Numbers::Plain => {
            value.to_owned()
        }
        (Some(value), Kind::Boolean) => value.to_owned(),
        (Some(value), _) => text(value),
    }
}

fn text(text: &str) -> String {
    serde_json::to_string(text).expect("a text can be written as JSON")
}
