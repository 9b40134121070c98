//! Flaws of the sheets of a form.

use super::{A, A_CHOICES, B, check};

#[test]
fn flaws_of_a_survey_sheet() {
    check(&[
        (
            "unknown type",
            &[(A, "\ntext,assoc_code", "\ntxt,assoc_code")],
            &["forms/hqc_a/survey.csv, row 9, column type"],
        ),
        (
            "no type",
            &[(A, "\ntext,assoc_code", "\n,assoc_code")],
            &["forms/hqc_a/survey.csv, row 9, column type"],
        ),
        (
            "group never closed before the next",
            &[(A, "\nend_group,a0,,,,,,,,,,,,,,,,,,,,", "")],
            &["forms/hqc_a/survey.csv, row 7, column type"],
        ),
        (
            "last group never closed",
            &[(A, "\nend_group,a13,,,,,,,,,,,,,,,,,,,,", "")],
            &["forms/hqc_a/survey.csv, row 166, column type"],
        ),
        (
            "end of a group that is not open",
            &[(
                A,
                "\nend_group,a0,",
                "\nend_group,a0,,,,,,,,,,,,,,,,,,,,\nend_group,a0,",
            )],
            &["forms/hqc_a/survey.csv, row 8, column type"],
        ),
        (
            "end of another group",
            &[(A, "\nend_group,a0,", "\nend_group,a2,")],
            &["forms/hqc_a/survey.csv, row 7, column name"],
        ),
        (
            "end of a repeat that is not open",
            &[(
                A,
                "\nend_group,a0,",
                "\nend_repeat,,,,,,,,,,,,,,,,,,,,,\nend_group,a0,",
            )],
            &["forms/hqc_a/survey.csv, row 7, column type"],
        ),
        (
            "question outside every group",
            &[(
                A,
                "\nbegin_group,a1,",
                "\ntext,stray,x,x,,,,,,,,,,,,,,,,,,\nbegin_group,a1,",
            )],
            &["forms/hqc_a/survey.csv, row 8, column type"],
        ),
        (
            "duplicate name",
            &[(A, "\ninteger,branches_count,", "\ninteger,charter_status,")],
            &["forms/hqc_a/survey.csv, row 28, column name"],
        ),
        (
            "name with a space",
            &[(
                B,
                "\ninteger,commended_count,",
                "\ninteger,commended count,",
            )],
            &["forms/hqc_b/survey.csv, row 67, column name"],
        ),
        (
            "no label in one language",
            &[(A, "Mã hội,Association code", "Mã hội,")],
            &["forms/hqc_a/survey.csv, row 9, column label::en"],
        ),
        (
            "hint in one language",
            &[(A, "\"Mức tối thiểu: tỉnh 50, huyện 20, xã 10.\"", "")],
            &["forms/hqc_a/survey.csv, row 23, column hint::vi"],
        ),
        (
            "message without a constraint",
            &[(A, ",string-length(.) >= 5,", ",,")],
            &["forms/hqc_a/survey.csv, row 10, column constraint"],
        ),
        (
            "unknown choice list",
            &[(A, "\nselect_one org_form,", "\nselect_one orgform,")],
            &["forms/hqc_a/survey.csv, row 12, column type"],
        ),
        (
            "select without a list",
            &[(A, "\nselect_one org_form,", "\nselect_one,")],
            &["forms/hqc_a/survey.csv, row 12, column type"],
        ),
        (
            "calculate without an expression",
            &[(A, ",date('2012-08-28'),", ",,")],
            &["forms/hqc_a/survey.csv, row 4, column calculation"],
        ),
        (
            "expression that cannot be read",
            &[(A, ",${founded_year} >= 2010,", ",(${founded_year} >= 2010,")],
            &["forms/hqc_a/survey.csv, row 23, column relevant"],
        ),
        (
            "reference to nothing",
            &[(A, ",${founded_year} >= 2010,", ",${founded_yaer} >= 2010,")],
            &["forms/hqc_a/survey.csv, row 23, column relevant"],
        ),
        (
            "unknown function",
            &[(A, ",string-length(.) >= 5,", ",length-of(.) >= 5,")],
            &["forms/hqc_a/survey.csv, row 10, column constraint"],
        ),
        (
            "choice filter by an attribute that no choice has",
            &[(A, ",district = ${district},", ",distrct = ${district},")],
            &["forms/hqc_a/survey.csv, row 15, column choice_filter"],
        ),
        (
            "calculation of a question",
            &[(
                A,
                "\ntext,assoc_code,Mã hội,Association code,,,yes,,\"regex(., '^BTN-(T|H|X)-[0-9]{4}$')\",\"Mã có dạng BTN-T-0001 (T: tỉnh, H: huyện, X: xã).\",\"Format BTN-T-0001 (T province, H district, X commune).\",,",
                "\ntext,assoc_code,Mã hội,Association code,,,yes,,\"regex(., '^BTN-(T|H|X)-[0-9]{4}$')\",\"Mã có dạng BTN-T-0001 (T: tỉnh, H: huyện, X: xã).\",\"Format BTN-T-0001 (T province, H district, X commune).\",1,",
            )],
            &["forms/hqc_a/survey.csv, row 9, column calculation"],
        ),
        (
            "unit of measure that the round does not name",
            &[(A, ",trieu_dong,", ",ty_dong,")],
            &["forms/hqc_a/survey.csv, row 72, column unit"],
        ),
        (
            "row key that is not calculated in the repeat",
            &[(A, ",S1.4,m_year", ",S1.4,f_year")],
            &["forms/hqc_a/survey.csv, row 48, column row_key"],
        ),
        (
            "unknown class of personal data",
            &[(A, ",core,none,L9,", ",core,secret,L9,")],
            &["forms/hqc_a/survey.csv, row 9, column pii"],
        ),
        (
            "row with a comma too many",
            &[(A, "\ncalculate,founded_year,", "\ncalculate,founded_year,,")],
            &["forms/hqc_a/survey.csv, row 19"],
        ),
        (
            "quote left out",
            &[(A, ",\"regex(., ", ",regex(., ")],
            &["forms/hqc_a/survey.csv, row 9"],
        ),
        (
            "misspelt heading",
            &[(A, "label::en,hint::vi", "label::eng,hint::vi")],
            &[
                "forms/hqc_a/survey.csv, row 1, column label::en",
                "forms/hqc_a/survey.csv, row 1, column label::eng",
            ],
        ),
    ]);
}

#[test]
fn flaws_of_a_choices_sheet() {
    check(&[
        (
            "duplicate choice",
            &[(A_CHOICES, "\norg_form,social,", "\norg_form,economic,")],
            &["forms/hqc_a/choices.csv, row 250, column name"],
        ),
        (
            "choice of no list",
            &[(A_CHOICES, "\norg_form,social,", "\n,social,")],
            &["forms/hqc_a/choices.csv, row 250, column list_name"],
        ),
        (
            "choice with a space",
            &[(A_CHOICES, "\norg_form,social,", "\norg_form,so cial,")],
            &["forms/hqc_a/choices.csv, row 250, column name"],
        ),
        (
            "choice without a label",
            &[(
                A_CHOICES,
                "\norg_form,social,Tổ chức xã hội,",
                "\norg_form,social,,",
            )],
            &["forms/hqc_a/choices.csv, row 250, column label::vi"],
        ),
        (
            "row cut short",
            &[(
                A_CHOICES,
                "Social organisation,,,,,",
                "Social organisation,,,",
            )],
            &["forms/hqc_a/choices.csv, row 250"],
        ),
        (
            "column without a heading",
            &[(A_CHOICES, ",usually_special", ",")],
            &["forms/hqc_a/choices.csv, row 1"],
        ),
    ]);
}
