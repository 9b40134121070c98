//! Every flaw of a package is reported at its place, and nothing else is.

mod form;
mod indicators;
mod report;
mod seal;
mod similar;
mod tables;

use sohoi_round::{PackageFiles, PackageProblem, compile};

use crate::small_package;

const A: &str = "forms/hqc_a/survey.csv";
const A_CHOICES: &str = "forms/hqc_a/choices.csv";
const B: &str = "forms/hqc_b/survey.csv";
const ROUND: &str = "round.toml";
const UNITS: &str = "units.csv";
const INDICATORS: &str = "indicators.csv";
const REGISTER: &str = "register.csv";
const REPORT: &str = "report.csv";

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
            (REGISTER, ",elderly,", ",old,"),
        ],
        &[
            "forms/hqc_a/choices.csv, row 250, column name",
            "forms/hqc_a/survey.csv, row 9, column label::en",
            "indicators.csv, row 2, column theme",
            "register.csv, row 4, column assoc_type",
            "register.csv, row 4, column unit",
            "round.toml, row 14, column dates.due",
            "units.csv, row 2, column name::vi",
        ],
    )]);
}
