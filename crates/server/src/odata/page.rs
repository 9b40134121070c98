//! One page of what was asked for, and where the next one begins.

use super::options::Options;
use super::query::Query;
use super::table::{Row, Table};

/// The most rows of a page. A client may ask for fewer (`Prefer: odata.maxpagesize`).
pub const PAGE: usize = 2_000;

/// Rows of a table.
#[derive(Debug)]
pub struct Page<'t> {
    /// The rows.
    pub rows: Vec<&'t Row>,
    /// How many rows all pages have together, whatever `$top` and `$skip` say; where it was asked for.
    pub count: Option<usize>,
    /// The options of the next page.
    pub next: Option<String>,
}

/// The page of `most` rows that was asked for.
///
/// Pages go on after a key, not after a number of rows: whoever reads on while responses come and go
/// sees every row that stays, and none twice.
pub fn page<'t>(table: &'t Table, query: &Query, options: &Options, most: usize) -> Page<'t> {
    let mut met: Vec<&Row> = table.rows.iter().filter(|row| query.is_met(row)).collect();
    let count = query.counts.then_some(met.len());
    met.sort_by(|a, b| query.compare(a, b));
    met.retain(|row| query.is_further(row));
    let skip = usize::try_from(query.skip).unwrap_or(usize::MAX);
    let top = query
        .top
        .map_or(usize::MAX, |top| usize::try_from(top).unwrap_or(usize::MAX));
    let wanted: Vec<&Row> = met.into_iter().skip(skip).take(top).collect();
    let is_more = wanted.len() > most;
    let rows: Vec<&Row> = wanted.into_iter().take(most).collect();
    let next = rows.last().filter(|_| is_more).map(|last| {
        let key: Vec<&str> = last[..table.keys]
            .iter()
            .map(|cell| cell.as_deref().unwrap_or_default())
            .collect();
        let left = query.top.map(|top| top - rows.len() as u64);
        options.next(&key, left)
    });
    Page { rows, count, next }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;
    use crate::odata::{Column, Kind};

    fn table(rows: usize) -> Table {
        let column = |name: &str| Column {
            name: name.into(),
            kind: Kind::Text,
        };
        let row = |n: usize| vec![Some((n % 3).to_string()), Some(n.to_string()), None];
        let columns = vec![column("group"), column("code"), column("name")];
        let rows = (0..rows).map(row).collect();
        Table::new("Things".into(), "Thing".into(), 2, columns, rows)
    }

    /// All pages, each as the codes of its rows.
    fn pages(table: &Table, query: &str, most: usize) -> Vec<Vec<String>> {
        let mut pages = Vec::new();
        let mut next = Some(query.to_owned());
        while let Some(query) = next {
            let options = Options::parse(&query).expect("it is right");
            let query = Query::of(&options, table).expect("it is right");
            let page = page(table, &query, &options, most);
            assert!(page.rows.len() <= most);
            let codes = page.rows.iter().filter_map(|row| row[1].clone());
            pages.push(codes.collect());
            assert!(pages.len() <= 100, "pages lead in a circle");
            next = page.next;
        }
        pages
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(22), ..ProptestConfig::default() })]

        /// Pages of any size put together are what one page would be.
        #[test]
        fn pages_add_up_to_all(
            rows in 0_usize..40,
            most in 1_usize..12,
            top in prop::option::of(0_usize..50),
            skip in 0_usize..50,
            order in prop::sample::select(vec!["", "group", "code desc", "group desc,code", "code,group desc"]),
            filter in prop::sample::select(vec!["", "group eq '1'", "name ne null", "code gt '2'"]),
        ) {
            let table = table(rows);
            let mut query = format!("$skip={skip}");
            for (option, value) in [("$orderby", order), ("$filter", filter)] {
                if !value.is_empty() {
                    query += &format!("&{option}={value}");
                }
            }
            let all = pages(&table, &query, usize::MAX).concat();
            if let Some(top) = top {
                query += &format!("&$top={top}");
            }
            let wanted = &all[..top.unwrap_or(usize::MAX).min(all.len())];
            let found = pages(&table, &query, most);
            prop_assert_eq!(found.len(), wanted.len().div_ceil(most).max(1));
            prop_assert_eq!(found.concat(), wanted);
        }
    }

    #[test]
    fn the_order_is_that_of_the_key_unless_it_is_turned() {
        let table = table(5);
        let all = |query: &str| pages(&table, query, 2).concat().concat();
        assert_eq!(all(""), "03142");
        assert_eq!(all("$orderby=code"), "01234");
        assert_eq!(all("$orderby=code desc"), "43210");
        assert_eq!(all("$orderby=group desc"), "21403");
    }

    #[test]
    fn a_row_that_goes_between_two_pages_moves_no_other() {
        let mut table = table(6);
        let options = Options::parse("").expect("it is right");
        let query = Query::of(&options, &table).expect("it is right");
        let next = page(&table, &query, &options, 3)
            .next
            .expect("there is more");
        let before = pages(&table, &next, 3).concat();
        table.rows.remove(0);
        assert_eq!(pages(&table, &next, 3).concat(), before);
    }

    #[test]
    fn the_count_is_of_what_is_met_on_all_pages() {
        let table = table(6);
        let options = Options::parse("$count=true&$top=1&$skip=1&$filter=group ne '0'");
        let options = options.expect("it is right");
        let query = Query::of(&options, &table).expect("it is right");
        let page = page(&table, &query, &options, 3);
        assert_eq!((page.rows.len(), page.count), (1, Some(4)));
    }
}
