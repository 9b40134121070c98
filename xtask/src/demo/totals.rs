//! Brings members and humanitarian values to the sums that are known of the province.

use std::collections::BTreeMap;

use super::association::{Association, Level};

/// Members of all associations at the end of 2012 and on 30 June 2017: estimates from the
/// members known of 2014 and 2018.
const MEMBERS: [i64; 2] = [275_400, 337_300];

/// Humanitarian value of a usual district in 2014, in tenths of a million đồng; the province's
/// own associations raise as much as four districts.
const HUMANITARIAN: i64 = 33_000;

/// Scales every association, so that the counted ones make the sums.
pub(super) fn fit(associations: &mut [Association<'_>]) {
    let sum = |associations: &[Association<'_>], year: usize| -> i64 {
        let counted = associations.iter().filter(|it| it.is_counted());
        counted.map(|it| it.members[year]).sum::<i64>().max(1)
    };
    let sums = [sum(associations, 0), sum(associations, 5)];
    for association in associations.iter_mut() {
        for (year, members) in association.members.iter_mut().enumerate() {
            if *members == 0 {
                continue;
            }
            // Between the two years the factor moves evenly from one to the other.
            let (year, sums) = (year as i64, sums.map(i128::from));
            let [first, last] = MEMBERS.map(i128::from);
            let (first, last) = (
                first * sums[1] * i128::from(5 - year),
                last * sums[0] * i128::from(year),
            );
            let scaled = i128::from(*members) * (first + last) / (5 * sums[0] * sums[1]);
            *members = i64::try_from(scaled).unwrap_or_default().max(10);
        }
        if association.includes_lower {
            // The figures of the whole vertical, not of its own level.
            for members in &mut association.members {
                *members *= if association.level == Level::Province {
                    90
                } else {
                    22
                };
            }
        }
    }
    fit_humanitarian(associations);
}

fn fit_humanitarian(associations: &mut [Association<'_>]) {
    let mut sums: BTreeMap<Option<String>, i64> = BTreeMap::new();
    for association in associations.iter() {
        let district = association.district.map(str::to_owned);
        *sums.entry(district).or_default() += association.humanitarian[2];
    }
    for association in associations.iter_mut() {
        let district = association.district.map(str::to_owned);
        let size = match association.district {
            None => 400,
            Some("phan_thiet") => 138,
            Some("la_gi" | "tuy_phong" | "ham_thuan_bac") => 112,
            Some("phu_quy") => 66,
            Some(_) => 92,
        };
        let sum = sums.get(&district).copied().unwrap_or_default().max(1);
        for value in &mut association.humanitarian {
            if *value > 0 {
                *value = (*value * (HUMANITARIAN * size / 100) / sum).max(5);
            }
        }
    }
}
