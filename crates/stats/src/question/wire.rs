//! Figures of questions as JSON for a page: see [`sohoi_json`].

use sohoi_json::{read_members, write_members};

use super::figures::{QuestionFigures, QuestionLine, QuestionTable, Spread};

read_members! {
    QuestionTable: columns, whole, rows;
    QuestionLine: total, cells;
    QuestionFigures: not_asked, blank, answered, counts | spread;
    Spread: count, sum, mean, least, lower, median, upper, most;
}

write_members! {
    QuestionTable: columns, whole, rows;
    QuestionLine: total, cells;
    QuestionFigures: not_asked, blank, answered, counts, [spread];
    Spread: count, sum, mean, least, lower, median, upper, most;
}

#[cfg(test)]
mod tests {
    use sohoi_json::{from_bytes, to_text};

    use super::*;
    use crate::figure::Figure;

    #[test]
    fn reads_what_is_written() {
        let figure = Figure {
            value: Some("4.76".to_owned()),
            a: Some("136".to_owned()),
            b: Some("2860".to_owned()),
            quartiles: None,
        };
        let numbers = QuestionFigures {
            spread: Some(Spread {
                count: 3,
                sum: Some("-1.5".to_owned()),
                ..Spread::default()
            }),
            ..QuestionFigures::default()
        };
        let choices = QuestionFigures {
            not_asked: 1,
            blank: 2,
            answered: 2860,
            counts: vec![("rod".to_owned(), figure)],
            spread: None,
        };
        let line = |total, cells| QuestionLine { total, cells };
        let table = QuestionTable {
            columns: vec!["west".to_owned(), String::new()],
            whole: line(numbers.clone(), vec![choices.clone(), numbers]),
            rows: vec![("2017".to_owned(), line(choices, Vec::new()))],
        };
        let text = to_text(&table);
        assert_eq!(
            from_bytes::<QuestionTable>(text.as_bytes()).unwrap(),
            table,
            "{text}"
        );
    }
}
