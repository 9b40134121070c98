//! What a form's author hears before anybody fills the form in.

use sohoi_form::DefinitionProblem;

use crate::scenario::compile;

/// The problems as `name.property@offset: message`.
fn problems(form: &str) -> Vec<String> {
    let problems = compile(form).expect_err(form);
    problems
        .into_iter()
        .map(
            |DefinitionProblem {
                 name,
                 property,
                 offset,
                 message,
             }| {
                let at = offset
                    .map(|offset| format!("@{offset}"))
                    .unwrap_or_default();
                format!("{name}.{property}{at}: {message}")
            },
        )
        .collect()
}

/// One problem that begins so.
fn one(form: &str, begins: &str) {
    let problems = problems(form);
    assert_eq!(problems.len(), 1, "{form}: {problems:#?}");
    assert!(problems[0].starts_with(begins), "{form}: {}", problems[0]);
}

#[test]
fn names_are_unique_and_can_be_written() {
    one("integer a\ntext a", "a.name: there are two questions `a`");
    one(
        "integer a\nrepeat r | repeat_count: 1\ninteger a\nend",
        "a.name: there are two questions `a`",
    );
    one("integer a/b", "a/b.name: `a/b` is no name");
    one("integer 1a", "1a.name: `1a` is no name");
    one("integer a-", "a-.name: `a-` is no name");
    one("section s\nsection s", "s.name: there are two sections `s`");
    assert!(compile("integer số_hội\ncalculate b | calculation: ${số_hội} + 1").is_ok());
}

#[test]
fn lists_are_there_and_whole() {
    one("select_one a", "a.type: a select needs a choice list");
    one(
        "select_one nothing a",
        "a.type: there is no choice list `nothing`",
    );
    one(
        "list c: x\ninteger c a",
        "a.type: only a select has a choice list",
    );
    one(
        "list c:\nselect_one c a",
        "c.list_name: the choice list is empty",
    );
    one(
        "list c: x y x\nselect_one c a",
        "c.name: the choice `x` is in the list twice",
    );
    one(
        "list c: x(name=y)\nselect_one c a",
        "c.name: the choice `x` has a second column `name`",
    );
}

#[test]
fn properties_belong_to_their_types() {
    one(
        "calculate a",
        "a.calculation: a calculate needs a calculation",
    );
    one(
        "integer a | calculation: 1",
        "a.calculation: only a calculate has a calculation",
    );
    one(
        "calculate a | calculation: 1 | constraint: . > 0",
        "a.constraint: only an answer has a constraint",
    );
    one(
        "calculate a required | calculation: 1",
        "a.required: only an answer can be required",
    );
    one(
        "integer a | choice_filter: 1 = 1",
        "a.choice_filter: only a select",
    );
    one(
        "integer a | repeat_count: 1",
        "a.repeat_count: only a repeat has rows",
    );
    one(
        "integer a | row_key: a",
        "a.row_key: only a repeat has rows",
    );
}

#[test]
fn repeats_have_rows_and_questions() {
    let repeat = |count: &str| format!("integer n\nrepeat r{count}\ninteger x\nend");
    one(
        &repeat(""),
        "r.repeat_count: the repeat needs the number of its rows",
    );
    for count in ["0", "-1", "2.5", "1001", "'many'", "5 - 5", "0 div 0"] {
        let form = repeat(&format!(" | repeat_count: {count}"));
        assert!(problems(&form)[0].contains("repeat_count@0"), "{count}");
    }
    one(
        &repeat(" | repeat_count: ${x}"),
        "r.repeat_count@0: `x` is asked once a row",
    );
    one(
        &repeat(" | repeat_count: 2 | row_key: n"),
        "r.row_key: the repeat has no question `n`",
    );
    one(
        "repeat r | repeat_count: 2\nend",
        "r.type: the repeat has no questions",
    );
    assert!(compile(&repeat(" | repeat_count: ${n} + 1")).is_ok());
    assert!(compile(&repeat(" | repeat_count: 1000")).is_ok());
}

#[test]
fn expressions_are_checked_with_their_place() {
    one(
        "integer a | relevant: ${b} > 1",
        "a.relevant@0: the form has no question `b`",
    );
    one(
        "integer a | constraint: . >",
        "a.constraint@3: expected a value",
    );
    one(
        "calculate a | calculation: 1 + foo()",
        "a.calculation@4: there is no function `foo`",
    );
    one(
        "integer a | relevant: . > 1",
        "a.relevant@0: `.` is the answer",
    );
    one(
        "list c: x(d=1)\nselect_one c a | choice_filter: e = 1",
        "a.choice_filter@0: no choice of the list has a column `e`",
    );
    one(
        "list c: x\nselect_one c a\ninteger b | relevant: ${a} = 'z'",
        "b.relevant@7: `a` can never be 'z'",
    );
    one(
        "integer a
         calculate late | calculation: if(${a} > 0, 'overdue', if(${a} = 0, 'on_time', ''))
         integer b | relevant: ${late} = 'overdu'",
        "b.relevant@10: `late` can never be 'overdu': did you mean 'overdue'?",
    );
    one(
        "section s | relevant: ${b}\ninteger a",
        "s.relevant@0: the form has no question `b`",
    );
    one(
        "repeat r | repeat_count: 2\ninteger x\nend\ncalculate a | calculation: ${x} + 1",
        "a.calculation@0: `x` is asked once a row",
    );
}

#[test]
fn circles_are_named() {
    one(
        "integer a | relevant: ${a} > 1",
        "a.relevant: depends on itself: a → a",
    );
    one(
        "calculate a | calculation: ${b}
         calculate b | calculation: ${c}
         integer c | relevant: ${a} > 1",
        "a.calculation: depends on itself: a → b → c → a",
    );
    one(
        "section s | relevant: ${a} > 1\ninteger a",
        "s.relevant: depends on itself: s → a → s",
    );
    one(
        "repeat r | repeat_count: sum(${x})\ninteger x\nend",
        "r.repeat_count: depends on itself: r → x → r",
    );
    one(
        "repeat r | repeat_count: 3
           calculate x | calculation: indexed-repeat(${x}, ${r}, position(..) - 1) + 1
         end",
        "x.calculation: depends on itself: x → x",
    );
}

#[test]
fn a_constraint_on_each_other_is_no_circle() {
    let form = "integer a | constraint: . < ${b}\ninteger b | constraint: . > ${a}";
    assert!(compile(form).is_ok());
}

#[test]
fn two_circles_are_two_problems() {
    let found = problems(
        "calculate a | calculation: ${b}
         calculate b | calculation: ${a}
         calculate c | calculation: ${d}
         calculate d | calculation: ${c}",
    );
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn every_problem_is_told_at_once() {
    let found = problems(
        "select_one nothing a | relevant: ${x} > 1
         integer a
         calculate b
         integer c | constraint: foo(.) > bar(.)",
    );
    let places: Vec<_> = found
        .iter()
        .map(|problem| problem.split(':').next().unwrap())
        .collect();
    assert_eq!(
        places,
        [
            "a.type",
            "a.name",
            "b.calculation",
            "a.relevant@0",
            "c.constraint@0",
            "c.constraint@9"
        ]
    );
}
