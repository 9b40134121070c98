//! Every flaw of a package is reported at its place, and nothing else is.

use sohoi_round::{PackageFiles, PackageProblem, compile};

use crate::small_package;

const A: &str = "forms/hqc_a/survey.csv";
const A_CHOICES: &str = "forms/hqc_a/choices.csv";
const B: &str = "forms/hqc_b/survey.csv";
const ROUND: &str = "round.toml";
const UNITS: &str = "units.csv";
const INDICATORS: &str = "indicators.csv";
const REGISTER: &str = "register.csv";

/// The file of an edit, what is replaced and by what.
type Edit<'e> = (&'e str, &'e str, &'e str);

/// The delivered package with the first occurrence of each text replaced.
fn edited(edits: &[Edit<'_>]) -> PackageFiles {
    let mut files = small_package();
    for (file, from, to) in edits {
        let text = String::from_utf8(files[*file].clone()).expect("text");
        assert!(text.contains(from), "{file} has no {from:?}");
        files.insert((*file).to_owned(), text.replacen(from, to, 1).into_bytes());
    }
    files
}

fn problems(files: &PackageFiles) -> Vec<PackageProblem> {
    compile(files).err().unwrap_or_default()
}

/// Where a problem is, e.g. `units.csv, row 3, column level`.
fn place(problem: &PackageProblem) -> String {
    let whole = problem.to_string();
    let end = whole.len() - problem.message.len() - 2;
    whole[..end].to_owned()
}

/// A flaw: what it is, the edits that make it, the places that must be reported.
type Flaw<'f> = (&'f str, &'f [Edit<'f>], &'f [&'f str]);

/// Makes each flaw in a package of its own and checks that exactly its places are reported.
fn check(flaws: &[Flaw<'_>]) {
    let mut failures = String::new();
    for (what, edits, places) in flaws {
        let problems = problems(&edited(edits));
        let found: Vec<String> = problems.iter().map(place).collect();
        if found != *places {
            failures.push_str(&format!("\n{what}: expected {places:#?}, found"));
            for problem in problems {
                failures.push_str(&format!("\n    {problem}"));
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn the_delivered_package_has_no_problem() {
    assert_eq!(problems(&small_package()), []);
}

#[test]
fn flaws_of_a_survey_sheet() {
    check(&[
        (
            "unknown type",
            &[(A, "\ntext,assoc_code", "\ntxt,assoc_code")],
            &["forms/hqc_a/survey.csv, row 8, column type"],
        ),
        (
            "no type",
            &[(A, "\ntext,assoc_code", "\n,assoc_code")],
            &["forms/hqc_a/survey.csv, row 8, column type"],
        ),
        (
            "group never closed before the next",
            &[(A, "\nend_group,a0,,,,,,,,,,,,,,,,,,,,", "")],
            &["forms/hqc_a/survey.csv, row 6, column type"],
        ),
        (
            "last group never closed",
            &[(A, "\nend_group,a13,,,,,,,,,,,,,,,,,,,,", "")],
            &["forms/hqc_a/survey.csv, row 157, column type"],
        ),
        (
            "end of a group that is not open",
            &[(
                A,
                "\nend_group,a0,",
                "\nend_group,a0,,,,,,,,,,,,,,,,,,,,\nend_group,a0,",
            )],
            &["forms/hqc_a/survey.csv, row 7, column type"],
        ),
        (
            "end of another group",
            &[(A, "\nend_group,a0,", "\nend_group,a2,")],
            &["forms/hqc_a/survey.csv, row 6, column name"],
        ),
        (
            "end of a repeat that is not open",
            &[(
                A,
                "\nend_group,a0,",
                "\nend_repeat,,,,,,,,,,,,,,,,,,,,,\nend_group,a0,",
            )],
            &["forms/hqc_a/survey.csv, row 6, column type"],
        ),
        (
            "question outside every group",
            &[(
                A,
                "\nbegin_group,a1,",
                "\ntext,stray,x,x,,,,,,,,,,,,,,,,,,\nbegin_group,a1,",
            )],
            &["forms/hqc_a/survey.csv, row 7, column type"],
        ),
        (
            "duplicate name",
            &[(A, "\ninteger,branches_count,", "\ninteger,charter_status,")],
            &["forms/hqc_a/survey.csv, row 26, column name"],
        ),
        (
            "name with a space",
            &[(
                B,
                "\ninteger,commended_count,",
                "\ninteger,commended count,",
            )],
            &["forms/hqc_b/survey.csv, row 66, column name"],
        ),
        (
            "no label in one language",
            &[(A, "Mã hội,Association code", "Mã hội,")],
            &["forms/hqc_a/survey.csv, row 8, column label::en"],
        ),
        (
            "hint in one language",
            &[(A, "\"Mức tối thiểu: tỉnh 50, huyện 20, xã 10.\"", "")],
            &["forms/hqc_a/survey.csv, row 22, column hint::vi"],
        ),
        (
            "message without a constraint",
            &[(A, ",string-length(.) >= 5,", ",,")],
            &["forms/hqc_a/survey.csv, row 9, column constraint"],
        ),
        (
            "unknown choice list",
            &[(A, "\nselect_one org_form,", "\nselect_one orgform,")],
            &["forms/hqc_a/survey.csv, row 11, column type"],
        ),
        (
            "select without a list",
            &[(A, "\nselect_one org_form,", "\nselect_one,")],
            &["forms/hqc_a/survey.csv, row 11, column type"],
        ),
        (
            "calculate without an expression",
            &[(A, ",date('2012-08-28'),", ",,")],
            &["forms/hqc_a/survey.csv, row 4, column calculation"],
        ),
        (
            "expression that cannot be read",
            &[(A, ",${founded_year} >= 2010,", ",(${founded_year} >= 2010,")],
            &["forms/hqc_a/survey.csv, row 22, column relevant"],
        ),
        (
            "reference to nothing",
            &[(A, ",${founded_year} >= 2010,", ",${founded_yaer} >= 2010,")],
            &["forms/hqc_a/survey.csv, row 22, column relevant"],
        ),
        (
            "unknown function",
            &[(A, ",string-length(.) >= 5,", ",length-of(.) >= 5,")],
            &["forms/hqc_a/survey.csv, row 9, column constraint"],
        ),
        (
            "choice filter by an attribute that no choice has",
            &[(A, ",district = ${district},", ",distrct = ${district},")],
            &["forms/hqc_a/survey.csv, row 14, column choice_filter"],
        ),
        (
            "calculation of a question",
            &[(
                A,
                "\ntext,assoc_code,Mã hội,Association code,,,yes,,\"regex(., '^BTN-(T|H|X)-[0-9]{4}$')\",\"Mã có dạng BTN-T-0001 (T: tỉnh, H: huyện, X: xã).\",\"Format BTN-T-0001 (T province, H district, X commune).\",,",
                "\ntext,assoc_code,Mã hội,Association code,,,yes,,\"regex(., '^BTN-(T|H|X)-[0-9]{4}$')\",\"Mã có dạng BTN-T-0001 (T: tỉnh, H: huyện, X: xã).\",\"Format BTN-T-0001 (T province, H district, X commune).\",1,",
            )],
            &["forms/hqc_a/survey.csv, row 8, column calculation"],
        ),
        (
            "unit of measure that the round does not name",
            &[(A, ",trieu_dong,", ",ty_dong,")],
            &["forms/hqc_a/survey.csv, row 68, column unit"],
        ),
        (
            "row key that is not calculated in the repeat",
            &[(A, ",S1.4,m_year", ",S1.4,f_year")],
            &["forms/hqc_a/survey.csv, row 46, column row_key"],
        ),
        (
            "unknown class of personal data",
            &[(A, ",core,none,L9,", ",core,secret,L9,")],
            &["forms/hqc_a/survey.csv, row 8, column pii"],
        ),
        (
            "row with a comma too many",
            &[(A, "\ncalculate,founded_year,", "\ncalculate,founded_year,,")],
            &["forms/hqc_a/survey.csv, row 18"],
        ),
        (
            "quote left out",
            &[(A, ",\"regex(., ", ",regex(., ")],
            &["forms/hqc_a/survey.csv, row 8"],
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

#[test]
fn flaws_of_the_manifest() {
    check(&[
        (
            "not TOML",
            &[(ROUND, "[dates]", "[dates")],
            &["round.toml, row 11"],
        ),
        (
            "missing key",
            &[(ROUND, "\nid = \"ct17-2017\"", "")],
            &["round.toml, row 1, column id"],
        ),
        (
            "missing translation",
            &[(ROUND, ", en = \"Directive 17 review\"", "")],
            &["round.toml, row 5, column short_title.en"],
        ),
        (
            "unknown key",
            &[(ROUND, "[dates]\n", "[dates]\nopened = \"2017-06-01\"\n")],
            &["round.toml, row 12, column dates.opened"],
        ),
        (
            "number in place of a text",
            &[(ROUND, "version = \"2017.1\"", "version = 2017.1")],
            &["round.toml, row 18, column form.version"],
        ),
        (
            "no day of the calendar",
            &[(ROUND, "\"2017-06-30\"", "\"2017-06-31\"")],
            &["round.toml, row 13, column dates.cutoff"],
        ),
        (
            "due before the cut-off",
            &[(ROUND, "\"2017-07-10\"", "\"2017-06-10\"")],
            &["round.toml, row 14, column dates.due"],
        ),
        (
            "coverage by an unknown indicator",
            &[(ROUND, "\"QM03\"", "\"QM99\"")],
            &["round.toml, row 9, column coverage_indicator"],
        ),
        (
            "kind of subjects without a form",
            &[(
                ROUND,
                "form = \"hqc_a\"\n\n[[subject_kind]]",
                "form = \"hqc_x\"\n\n[[subject_kind]]",
            )],
            &["round.toml, row 32, column subject_kind.form"],
        ),
        (
            "limitation twice",
            &[(ROUND, "id = \"L2\"", "id = \"L1\"")],
            &["round.toml, row 200, column limitation.id"],
        ),
        (
            "dimension of an unknown question",
            &[(ROUND, "hqc_a = \"org_form\"", "hqc_a = \"orgform\"")],
            &["round.toml, row 172, column dimension.question.names"],
        ),
        (
            "dimension of an unknown list",
            &[(ROUND, "list = \"org_form\"", "list = \"orgform\"")],
            &["round.toml, row 172, column dimension.question.list"],
        ),
        (
            "dimension of an unknown form",
            &[(ROUND, "form = \"hqc_b\", list", "form = \"hqc_x\", list")],
            &["round.toml, row 182, column dimension.question.form"],
        ),
        (
            "dimension without a source",
            &[(ROUND, "row_key = true", "row_key = false")],
            &["round.toml, row 188, column dimension.question"],
        ),
    ]);
}

#[test]
fn flaws_of_the_units() {
    check(&[
        (
            "duplicate unit",
            &[(UNITS, "\ntuy_phong__lien_huong,", "\nphan_thiet,")],
            &["units.csv, row 33, column id"],
        ),
        (
            "unknown level",
            &[(
                UNITS,
                "Thị trấn Liên Hương,Liên Hương Township,commune",
                "Thị trấn Liên Hương,Liên Hương Township,township",
            )],
            &["units.csv, row 33, column level"],
        ),
        (
            "unknown unit above",
            &[(
                UNITS,
                "Liên Hương Township,commune,tuy_phong",
                "Liên Hương Township,commune,tuy_fong",
            )],
            &["units.csv, row 33, column parent"],
        ),
        (
            "unit above of the wrong level",
            &[(
                UNITS,
                "Liên Hương Township,commune,tuy_phong",
                "Liên Hương Township,commune,binh_thuan",
            )],
            &["units.csv, row 33, column parent"],
        ),
        (
            "no unit above",
            &[(
                UNITS,
                "Liên Hương Township,commune,tuy_phong",
                "Liên Hương Township,commune,",
            )],
            &["units.csv, row 33, column parent"],
        ),
        (
            "unit above the first level",
            &[(
                UNITS,
                "Bình Thuận Province,province,,",
                "Bình Thuận Province,province,la_gi,",
            )],
            &["units.csv, row 2, column parent"],
        ),
        (
            "no name",
            &[(UNITS, "Tỉnh Bình Thuận,", ",")],
            &["units.csv, row 2, column name::vi"],
        ),
        (
            "no column for the unit above",
            &[(UNITS, ",parent,", ",above,")],
            &[
                "units.csv, row 1, column above",
                "units.csv, row 1, column parent",
            ],
        ),
    ]);
}

#[test]
fn flaws_of_the_indicators() {
    check(&[
        (
            "duplicate code",
            &[(INDICATORS, "\nQM02,", "\nQM01,")],
            &["indicators.csv, row 3, column code"],
        ),
        (
            "unknown calculation",
            &[(INDICATORS, ",hội,value,count,", ",hội,number,count,")],
            &["indicators.csv, row 2, column calc"],
        ),
        (
            "share without a second term",
            &[(INDICATORS, ",hội,value,count,", ",hội,pct,count,")],
            &["indicators.csv, row 2, column b.op"],
        ),
        (
            "value with a second term",
            &[(
                INDICATORS,
                ",%,pct,count,hqc_a,,,,,sum,",
                ",%,value,count,hqc_a,,,,,sum,",
            )],
            &["indicators.csv, row 4, column b.op"],
        ),
        (
            "unknown form",
            &[(
                INDICATORS,
                ",hội,value,count,hqc_a,",
                ",hội,value,count,hqc_x,",
            )],
            &["indicators.csv, row 2, column a.form"],
        ),
        (
            "unknown aggregate",
            &[(INDICATORS, ",hội,value,count,", ",hội,value,total,")],
            &["indicators.csv, row 2, column a.op"],
        ),
        (
            "sum of nothing",
            &[(
                INDICATORS,
                ",hội,value,sum,hqc_b,register_year,${reg_total},",
                ",hội,value,sum,hqc_b,register_year,,",
            )],
            &["indicators.csv, row 3, column a.field"],
        ),
        (
            "unknown repeat",
            &[(
                INDICATORS,
                ",hội,value,sum,hqc_b,register_year,",
                ",hội,value,sum,hqc_b,register_years,",
            )],
            &["indicators.csv, row 3, column a.repeat"],
        ),
        (
            "row condition on something else than the row key",
            &[(
                INDICATORS,
                ",${reg_total},${r_year} = 2017,,,",
                ",${reg_total},${reg_new} = 2017,,,",
            )],
            &["indicators.csv, row 3, column a.row_where"],
        ),
        (
            "condition that cannot be read",
            &[(
                INDICATORS,
                "${special_status} = 'yes'",
                "${special_status} = 'yes",
            )],
            &["indicators.csv, row 8, column a.where"],
        ),
        (
            "condition on a question of the other form",
            &[(
                INDICATORS,
                "${special_status} = 'yes'",
                "${unit_kind} = 'yes'",
            )],
            &["indicators.csv, row 8, column a.where"],
        ),
        (
            "unknown breakdown",
            &[(
                INDICATORS,
                ",0,level district field_main special_status org_form assoc_type,up,,yes,I.1,S1.4,",
                ",0,level region,up,,yes,I.1,S1.4,",
            )],
            &["indicators.csv, row 2, column breakdowns"],
        ),
        (
            "breakdown that the form does not have",
            &[(
                INDICATORS,
                ",0,unit_level district year,",
                ",0,org_form district year,",
            )],
            &["indicators.csv, row 3, column breakdowns"],
        ),
        (
            "breakdown by row without a repeat",
            &[(
                INDICATORS,
                ",0,level district field_main special_status org_form assoc_type,up,,yes,I.1,S1.4,",
                ",0,level year,up,,yes,I.1,S1.4,",
            )],
            &["indicators.csv, row 2, column breakdowns"],
        ),
        (
            "digits that are no number",
            &[(INDICATORS, ",,,,0,level", ",,,,x,level")],
            &["indicators.csv, row 2, column digits"],
        ),
        (
            "scale of a share",
            &[(
                INDICATORS,
                ",${r_year} = 2017,,,,1,level district,",
                ",${r_year} = 2017,,,1000,1,level district,",
            )],
            &["indicators.csv, row 4, column scale"],
        ),
        (
            "growth over no years",
            &[(INDICATORS, ",4.5,,2,", ",,,2,")],
            &["indicators.csv, row 11, column years"],
        ),
        (
            "unknown theme",
            &[(INDICATORS, "\nQM01,QM,", "\nQM01,QN,")],
            &["indicators.csv, row 2, column theme"],
        ),
        (
            "unknown direction",
            &[(
                INDICATORS,
                "org_form assoc_type,up,",
                "org_form assoc_type,upward,",
            )],
            &["indicators.csv, row 2, column direction"],
        ),
    ]);
}

#[test]
fn flaws_of_the_register() {
    check(&[
        (
            "unknown unit",
            &[(
                REGISTER,
                ",association,bac_binh__phan_ri_thanh,",
                ",association,bac_binh__phan_ri,",
            )],
            &["register.csv, row 4, column unit"],
        ),
        (
            "unknown kind",
            &[(
                REGISTER,
                ",association,bac_binh__phan_ri_thanh,",
                ",society,bac_binh__phan_ri_thanh,",
            )],
            &["register.csv, row 4, column kind"],
        ),
        (
            "duplicate id",
            &[(REGISTER, "\nBTN-X-0426,", "\nBTN-T-0001,")],
            &["register.csv, row 4, column id"],
        ),
        (
            "code that the form refuses",
            &[(REGISTER, ",BTN-X-0426,", ",BTN-X-426,")],
            &["register.csv, row 4, column assoc_code"],
        ),
        (
            "unknown choice",
            &[(REGISTER, ",elderly,", ",old,")],
            &["register.csv, row 4, column assoc_type"],
        ),
        (
            "commune of another district",
            &[(REGISTER, ",commune,bac_binh,", ",commune,tuy_phong,")],
            &["register.csv, row 4, column commune"],
        ),
        (
            "commune of a provincial association",
            &[(
                REGISTER,
                ",red_cross,province,,,",
                ",red_cross,province,bac_binh,,",
            )],
            &["register.csv, row 2, column district"],
        ),
        (
            "value for a question of the other form",
            &[(
                REGISTER,
                ",red_cross,province,,,",
                ",red_cross,province,,,line_dept",
            )],
            &["register.csv, row 2, column unit_kind"],
        ),
        (
            "column of no question",
            &[(REGISTER, ",unit_kind", ",unit_sort")],
            &["register.csv, row 1, column unit_sort"],
        ),
        (
            "no name",
            &[(
                REGISTER,
                "Hội Chữ thập đỏ tỉnh Bình Thuận,association",
                ",association",
            )],
            &["register.csv, row 2, column name"],
        ),
        (
            "row with a comma too many",
            &[(REGISTER, ",elderly,", ",,elderly,")],
            &["register.csv, row 4"],
        ),
    ]);
}

#[test]
fn flaws_of_whole_files() {
    let check = |what: &str, change: &dyn Fn(&mut PackageFiles), expected: &[&str]| {
        let mut files = small_package();
        change(&mut files);
        let found: Vec<String> = problems(&files).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{what}");
    };
    check(
        "missing sheet",
        &|files| drop(files.remove("forms/hqc_b/choices.csv")),
        &["forms/hqc_b/choices.csv: the file is missing"],
    );
    check(
        "form that the manifest does not name",
        &|files| drop(files.insert("forms/hqc_c/survey.csv".to_owned(), Vec::new())),
        &["forms/hqc_c/survey.csv: round.toml names no form `hqc_c`"],
    );
    check(
        "legacy encoding",
        &|files| {
            let bytes = files.get_mut(UNITS).expect("units");
            let line_two = bytes
                .iter()
                .position(|&byte| byte == b'\n')
                .expect("a line")
                + 1;
            bytes.insert(line_two, 0xd3);
        },
        &["units.csv: must be UTF-8, but line 2 is not: save it as “CSV UTF-8”"],
    );
    check(
        "UTF-16",
        &|files| drop(files.insert(A_CHOICES.to_owned(), vec![0xff, 0xfe, b'a', 0])),
        &["forms/hqc_a/choices.csv: is UTF-16, but must be UTF-8: save it as “CSV UTF-8”"],
    );
    check(
        "semicolons",
        &|files| drop(files.insert(UNITS.to_owned(), b"id;name::vi;level\n".to_vec())),
        &["units.csv, row 1: is not separated by commas: export it as CSV with commas"],
    );
    check(
        "empty file",
        &|files| drop(files.insert(REGISTER.to_owned(), Vec::new())),
        &["register.csv: has no header: row 1 names the columns"],
    );
}

#[test]
fn several_flaws_are_all_reported() {
    check(&[(
        "one in each file",
        &[
            (A, "Mã hội,Association code", "Mã hội,"),
            (A_CHOICES, "\norg_form,social,", "\norg_form,so cial,"),
            (ROUND, "\"2017-07-10\"", "\"10/7/2017\""),
            (UNITS, "Tỉnh Bình Thuận,", ","),
            (INDICATORS, "\nQM01,QM,", "\nQM01,QN,"),
            (
                REGISTER,
                ",association,bac_binh__phan_ri_thanh,",
                ",association,nowhere,",
            ),
        ],
        &[
            "forms/hqc_a/choices.csv, row 250, column name",
            "forms/hqc_a/survey.csv, row 8, column label::en",
            "indicators.csv, row 2, column theme",
            "register.csv, row 4, column unit",
            "round.toml, row 14, column dates.due",
            "units.csv, row 2, column name::vi",
        ],
    )]);
}
