//! A second round with other years, other units and no district level: nothing of the delivered
//! one is built in.

use sohoi_form::{Answers, Engine, Path, Session};
use sohoi_round::{PackageFiles, compile};

const ROUND: &str = r#"
id = "small-2031"
title = { vi = "Sơ kết nhỏ", en = "A small review" }
short_title = { vi = "Nhỏ", en = "Small" }
owner = { vi = "Ban A", en = "Committee A" }
area = { vi = "Vùng Một", en = "Region One" }
coverage_indicator = "AB01"
[dates]
period_start = "2029-01-01"
cutoff = "2031-02-28"
due = "2031-03-31"
[[form]]
id = "club"
version = "1"
title = { vi = "Phiếu câu lạc bộ", en = "Club form" }
description = { vi = "Mỗi câu lạc bộ một phiếu", en = "One form for each club" }
respondent = { vi = "Câu lạc bộ", en = "The club" }
[[subject_kind]]
id = "club"
name = { vi = "Câu lạc bộ", en = "Clubs" }
form = "club"
[[unit_level]]
id = "region"
name = { vi = "Vùng", en = "Region" }
[[unit_level]]
id = "ward"
name = { vi = "Phường", en = "Ward" }
[[measure]]
code = "pieces"
name = { vi = "cái", en = "pieces" }
[[theme]]
id = "AB"
name = { vi = "Sách", en = "Books" }
[[dimension]]
id = "colour"
name = { vi = "Màu", en = "Colour" }
question = { names = { club = "hue" }, form = "club", list = "hues" }
[[dimension]]
id = "season"
name = { vi = "Mùa", en = "Season" }
row_key = true
[[limitation]]
id = "X"
quote = "ít sách"
gloss = "few books"
"#;

const SURVEY: &str = "\
type,name,label::vi,label::en,required,calculation,repeat_count,row_key,unit,prefill
begin_group,all,Tất cả,All,,,,,,
select_one hues,hue,Màu,Hue,yes,,,,,registry
begin_repeat,seasons,Theo mùa,By season,,,3,which,,
calculate,which,Mùa,Season,,2028 + position(..),,,,
integer,books,Số sách,Books,yes,,,,pieces,
end_repeat,seasons,,,,,,,,
end_group,all,,,,,,,,
";

const CHOICES: &str = "\
list_name,name,label::vi,label::en
hues,red,Đỏ,Red
hues,blue,Xanh,Blue
";

const INDICATORS: &str = "\
code,theme,name::vi,name::en,unit,calc,a.op,a.form,a.repeat,a.field,a.row_where,a.where,digits,breakdowns,direction,weak_point,headline
AB01,AB,Tổng số sách,Books,cái,value,sum,club,seasons,${books},${which} = 2031,,0,colour season,up,,yes
";

const UNITS: &str = "\
id,name::vi,name::en,level,parent
one,Vùng Một,Region One,region,
w-1,Phường Một,Ward One,ward,one
";

const REGISTER: &str = "\
id,name,kind,unit,hue
C-1,Câu lạc bộ Sách,club,w-1,red
";

fn package() -> PackageFiles {
    [
        ("round.toml", ROUND),
        ("forms/club/survey.csv", SURVEY),
        ("forms/club/choices.csv", CHOICES),
        ("indicators.csv", INDICATORS),
        ("units.csv", UNITS),
        ("register.csv", REGISTER),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .collect()
}

#[test]
fn compiles_and_is_filled_in() {
    let compiled = compile(&package()).expect("a whole package");
    assert_eq!(compiled.round.id, "small-2031");
    assert_eq!(compiled.round.units[1].parent.as_deref(), Some("one"));
    assert_eq!(compiled.register[0].attributes["hue"], "red");

    let engine = Engine::compile(compiled.round.forms[0].clone()).expect("a whole form");
    let answers: Answers = [
        (Path::top("hue"), "red".to_owned()),
        (Path::in_row("seasons", "1", "books"), "4".to_owned()),
        (Path::in_row("seasons", "2", "books"), "5".to_owned()),
        (Path::in_row("seasons", "3", "books"), "6".to_owned()),
    ]
    .into_iter()
    .collect();
    let session = Session::new(engine.clone(), answers);
    assert_eq!(session.problems(), []);

    let counted = sohoi_stats::Counted {
        id: "r".to_owned(),
        form: "club".to_owned(),
        session,
    };
    let round = &compiled.round;
    let book = sohoi_stats::compute(&round.indicators, &round.dimensions, &[engine], &[counted])
        .expect("whole indicators");
    let table = &book.indicators[0];
    assert_eq!(table.total.value.as_deref(), Some("6"));
    let seasons: Vec<(&str, Option<&str>)> = table.breakdowns[1]
        .rows
        .iter()
        .map(|(season, figure)| (season.as_str(), figure.value.as_deref()))
        .collect();
    assert_eq!(
        seasons,
        [
            ("2029", Some("4")),
            ("2030", Some("5")),
            ("2031", Some("6"))
        ]
    );
}

#[test]
fn problems_use_the_words_of_its_own_tables() {
    let mut files = package();
    files.insert(
        "units.csv".to_owned(),
        UNITS.replace("ward,one", "ward,two").into_bytes(),
    );
    let problems = compile(&files).expect_err("a unit above that is not there");
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        ["units.csv, row 3, column parent: there is no unit `two`"]
    );
}
