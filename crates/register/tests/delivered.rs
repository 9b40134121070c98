//! The delivered round: its names, and its units over the years.

use chrono::NaiveDate;
use sohoi_register::{DatedUnit, Units, excluded};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The delivered units; some communes end as they did. Which three wards ended in 2024 does not matter here.
fn units() -> Units {
    let csv = include_str!("../../../rounds/ct17-2017/units.csv");
    let in_2020 = [
        "tuy_phong__hoa_phu",
        "duc_linh__duc_chinh",
        "tanh_linh__duc_tan",
    ];
    let in_2024 = [
        "phan_thiet__duc_nghia",
        "phan_thiet__duc_thang",
        "phan_thiet__hung_long",
    ];
    let units = csv.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let until = match cells[0] {
            id if in_2020.contains(&id) => Some(day("2020-03-01")),
            id if in_2024.contains(&id) => Some(day("2024-12-01")),
            _ if cells[3] != "province" => Some(day("2025-07-01")),
            _ => None,
        };
        DatedUnit {
            id: cells[0].to_owned(),
            name: cells[1].to_owned(),
            level: cells[3].to_owned(),
            parent: Some(cells[4].to_owned()).filter(|parent| !parent.is_empty()),
            code: None,
            from: None,
            until,
        }
    });
    Units::new(units)
}

#[test]
fn units_of_a_level_are_counted_by_day() {
    let units = units();
    assert_eq!(units.flaws(), []);
    let count = |level: &str, on| units.on(day(on)).filter(|unit| unit.level == level).count();
    for (on, communes, districts) in [
        ("2017-06-30", 127, 10),
        ("2020-02-29", 127, 10),
        ("2020-03-01", 124, 10),
        ("2024-12-01", 121, 10),
        ("2025-06-30", 121, 10),
        ("2025-07-01", 0, 0),
    ] {
        assert_eq!(
            (count("commune", on), count("district", on)),
            (communes, districts),
            "{on}"
        );
    }
}

#[test]
fn no_line_of_the_register_is_taken_for_an_excluded_organisation() {
    let units = units();
    let register = include_str!("../../../rounds/ct17-2017/register.csv");
    let mut names = 0;
    for line in register.lines().skip(1) {
        let name = line.split(',').nth(1).expect("a name");
        assert_eq!(excluded(name, &units), None, "{name}");
        names += 1;
    }
    assert!(names > 1400, "{names}");
}

#[test]
fn excluded_organisations_are_known_in_every_unit() {
    let units = units();
    for unit in units.on(day("2017-06-30")) {
        let kinds = [
            "Thành phố ",
            "Thị xã ",
            "Thị trấn ",
            "Tỉnh ",
            "Huyện ",
            "Phường ",
            "Xã ",
        ];
        let bare = kinds.iter().find_map(|kind| unit.name.strip_prefix(kind));
        let bare = bare.expect("a kind and a name");
        for name in [
            format!("Hội Nông dân {}", unit.name),
            format!("HỘI LHPN {bare}"),
            format!("hoi ccb {bare}"),
        ] {
            assert!(excluded(&name, &units).is_some(), "{name}");
        }
    }
}
