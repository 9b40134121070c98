//! Reading the two sheets of a form, one behaviour a test.

use sohoi_form::{Form, QuestionType};
use sohoi_xlsform::{FormHead, FormSheet, ReadForm, read_form};

const CHOICES: &str = "list_name,name,label::vi,label::en,warm\n\
    colour,red,Đỏ,Red,yes\n\
    colour,blue,Xanh,Blue,\n";

fn read(survey: &str) -> ReadForm {
    let head = FormHead {
        id: "small".to_owned(),
        ..FormHead::default()
    };
    read_form(head, survey.as_bytes(), CHOICES.as_bytes())
}

/// Reads lines of type, name and both labels, and some cells more, under a fixed header.
fn read_lines(lines: &str) -> ReadForm {
    read(&format!(
        "type,name,label::vi,label::en,relevant,calculation,repeat_count,row_key,seed\n{lines}"
    ))
}

fn whole(read: ReadForm) -> Form {
    assert_eq!(read.problems, []);
    read.form
}

/// The places of the problems: row and column.
fn places(read: &ReadForm) -> Vec<(u64, &str)> {
    read.problems
        .iter()
        .map(|found| {
            assert_eq!(found.sheet, FormSheet::Survey);
            let place = &found.problem;
            (
                place.row.unwrap_or_default(),
                place.column.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

#[test]
fn groups_become_sections() {
    let form = whole(read_lines(
        "begin_group,one,Một,One,${a} = 1,,,,L1 L2\n\
         text,a,A,A,,,,,\n\
         end_group,,,,,,,,\n\
         begin group,two,Hai,Two,,,,,\n\
         integer,b,B,B,,,,,\n\
         end group,two,,,,,,,\n",
    ));
    let ids: Vec<&str> = form.sections.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["one", "two"]);
    assert_eq!(form.sections[0].title.vi, "Một");
    assert_eq!(form.sections[0].relevant.as_deref(), Some("${a} = 1"));
    assert_eq!(form.sections[0].seed, ["L1", "L2"]);
    assert_eq!(form.sections[1].questions[0].kind, QuestionType::Integer);
}

#[test]
fn repeats_hold_their_questions() {
    let form = whole(read_lines(
        "begin_group,one,Một,One,,,,,\n\
         begin_repeat,years,Năm,Years,,,6,y,\n\
         calculate,y,Năm,Year,,2011 + position(..),,,\n\
         decimal,x,X,X,,,,,\n\
         end_repeat,years,,,,,,,\n\
         date,after,Ngày,Day,,,,,\n\
         end_group,one,,,,,,,\n",
    ));
    let [years, after] = form.sections[0].questions.as_slice() else {
        panic!("a repeat and a question");
    };
    assert_eq!(years.kind, QuestionType::Repeat);
    assert_eq!(years.repeat_count.as_deref(), Some("6"));
    assert_eq!(years.row_key.as_deref(), Some("y"));
    assert_eq!(years.questions.len(), 2);
    assert_eq!(after.kind, QuestionType::Date);
}

#[test]
fn further_columns_of_choices_are_attributes() {
    let form = whole(read_lines(
        "begin_group,one,Một,One,,,,,\n\
         select_multiple colour,c,Màu,Colours,,,,,\n\
         end_group,one,,,,,,,\n",
    ));
    let question = &form.sections[0].questions[0];
    assert_eq!(question.kind, QuestionType::SelectMultiple);
    assert_eq!(question.list.as_deref(), Some("colour"));
    let [red, blue] = form.choice_lists.get("colour").unwrap().as_slice() else {
        panic!("two choices");
    };
    assert_eq!(red.attributes.get("warm").unwrap(), "yes");
    assert!(blue.attributes.is_empty(), "a blank cell is no attribute");
}

#[test]
fn blank_rows_count_but_say_nothing() {
    let read = read_lines(
        "begin_group,one,Một,One,,,,,\n\
         ,,,,,,,,\n\
         \n\
         colour,a,A,A,,,,,\n\
         end_group,one,,,,,,,\n",
    );
    assert_eq!(places(&read), [(5, "type")]);
}

#[test]
fn a_line_of_unknown_type_still_gives_its_name() {
    let read = read_lines(
        "begin_group,one,Một,One,,,,,\n\
         geopoint,here,Đây,Here,,,,,\n\
         end_group,one,,,,,,,\n",
    );
    assert_eq!(places(&read), [(3, "type")]);
    assert_eq!(read.places.find("here"), Some((FormSheet::Survey, 3)));
    assert_eq!(read.places.find("colour"), Some((FormSheet::Choices, 2)));
    assert_eq!(read.places.find("nowhere"), None);
}

#[test]
fn cells_without_meaning_are_reported() {
    let read = read_lines(
        "begin_group,one,Một,One,,,,,\n\
         text,a,A,A,,1 + 1,6,,\n\
         end_group,one,Hết,End,,,,,\n",
    );
    assert_eq!(
        places(&read),
        [
            (3, "calculation"),
            (3, "repeat_count"),
            (4, "label::en"),
            (4, "label::vi"),
        ]
    );
}

#[test]
fn everything_left_open_is_reported_where_it_begins() {
    let read = read_lines(
        "begin_group,one,Một,One,,,,,\n\
         begin_repeat,years,Năm,Years,,,,,\n\
         text,a,A,A,,,,,\n",
    );
    assert_eq!(places(&read), [(2, "type"), (3, "type")]);
    assert_eq!(read.form.sections[0].questions[0].questions.len(), 1);
}

#[test]
fn groups_and_repeats_do_not_nest() {
    let read = read_lines(
        "begin_group,one,Một,One,,,,,\n\
         text,a,A,A,,,,,\n\
         begin_group,two,Hai,Two,,,,,\n\
         begin_repeat,r,R,R,,,,,\n\
         text,b,B,B,,,,,\n\
         begin_repeat,s,S,S,,,,,\n\
         text,c,C,C,,,,,\n\
         end_repeat,,,,,,,,\n\
         end_group,,,,,,,,\n",
    );
    assert_eq!(places(&read), [(4, "type"), (7, "type")]);
}

#[test]
fn empty_groups_and_repeats_are_reported() {
    let read = read_lines(
        "begin_group,one,Một,One,,,,,\n\
         begin_repeat,r,R,R,,,,,\n\
         end_repeat,,,,,,,,\n\
         end_group,,,,,,,,\n\
         begin_group,two,Hai,Two,,,,,\n\
         end_group,,,,,,,,\n",
    );
    assert_eq!(places(&read), [(3, ""), (6, "")]);
}

#[test]
fn a_sheet_without_groups_is_no_form() {
    let read = read("type,name,label::vi,label::en\n");
    assert_eq!(read.problems.len(), 1);
    assert_eq!(read.problems[0].problem.row, None);
}
