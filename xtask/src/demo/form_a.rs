//! The answers of an association: organisation, members, money, congress.

use chrono::{Days, Months};

use super::association::{Association, Congress, Level, Support, cutoff, day};
use super::filling::{Filling, Tenths, YEARS};
use super::form_a_results;
use super::random::Random;

/// Every answer of an association's form.
pub(super) fn fill(association: &Association<'_>) -> Filling {
    let mut filling = Filling::default();
    let mut random = Random::of(&format!("answers of {}", association.subject.id));
    identity(association, &mut random, &mut filling);
    governance(association, &mut random, &mut filling);
    members(association, &mut random, &mut filling);
    finance(association, &mut random, &mut filling);
    congress(association, &mut random, &mut filling);
    form_a_results::fill(association, &mut random, &mut filling);
    filling
}

/// A chance in 1,000 that grows with strength: `low` for the weakest, `high` for the strongest.
pub(super) fn by_strength(association: &Association<'_>, low: i64, high: i64) -> i64 {
    low + (high - low) * association.strength / 100
}

fn identity(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    filling.put("consent_ack", "OK");
    filling.put("answered_by", answered_by(association));
    for (question, value) in &association.subject.attributes {
        filling.put(question, value);
    }
    filling.put("org_form", association.kind.form);
    filling.put("field_main", association.field);
    filling.put_yes("special_status", association.is_special);
    filling.put("founded_date", association.founded);
    if association.founded_year() >= 2010 {
        let minimum = match association.level {
            Level::Province => 50,
            Level::District => 20,
            Level::Commune => 10,
        };
        let registered = if random.chance(by_strength(association, 880, 990)) {
            minimum + random.around(minimum)
        } else {
            minimum * random.between(60, 95) / 100
        };
        filling.put("founding_members", registered);
    }
    let charter = random.weighted(&[
        ("approved_current", by_strength(association, 560, 860)),
        ("approved_outdated", 170),
        ("pending", 60),
        ("none", by_strength(association, 60, 4)),
    ]);
    filling.put("charter_status", charter);
    if association.level != Level::Commune {
        let scope = if association.includes_lower {
            "includes_lower"
        } else {
            "own_only"
        };
        filling.put("figures_scope", scope);
    }
    let branches = match association.level {
        Level::Province => random.between(4, 26),
        Level::District => random.between(6, 24),
        Level::Commune => (association.members[5] / 45).clamp(0, 12) + random.between(0, 2),
    };
    filling.put("branches_count", branches);
    let studied = random.weighted(&[
        ("within_6m", by_strength(association, 280, 520)),
        ("later", 340),
        ("partial", by_strength(association, 260, 90)),
        ("not", by_strength(association, 130, 15)),
    ]);
    filling.put("directive_studied", studied);
}

/// In which capacity somebody answers; drawn apart, so that no other answer follows from it.
fn answered_by(association: &Association<'_>) -> &'static str {
    let is_commune = association.level == Level::Commune;
    let by_others = if is_commune { 200 } else { 20 };
    Random::of(&format!("who answers for {}", association.subject.id)).weighted(&[
        ("chair", 430),
        ("vice_chair", 190),
        ("secretary", 160),
        ("other_officer", 60),
        ("as_told", by_others),
        ("per_records", by_others / 4),
    ])
}

fn governance(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let meetings = random.weighted(&[
        (0, by_strength(association, 60, 5)),
        (1, by_strength(association, 180, 40)),
        (2, 330),
        (4, by_strength(association, 240, 460)),
        (6, 90),
        (12, by_strength(association, 10, 60)),
    ]);
    filling.put("bch_meetings_12m", meetings);
    let has_board = random.chance(by_strength(association, 480, 930));
    filling.put_yes("inspection_board", has_board);
    let rules = random.some(&[
        ("working", by_strength(association, 620, 980)),
        ("finance", by_strength(association, 420, 900)),
        ("members", by_strength(association, 300, 720)),
        ("seal_office", by_strength(association, 200, 640)),
        ("reward", by_strength(association, 250, 700)),
        ("ethics", by_strength(association, 20, 180)),
    ]);
    filling.put_some("internal_rules", &rules);
    if association.level != Level::Commune {
        let leader = match association.support {
            Support::Payroll(_) => random.weighted(&[("payroll", 700), ("concurrent", 300)]),
            Support::Allowance => {
                random.weighted(&[("retired_allowance", 800), ("concurrent", 200)])
            }
            Support::Funds => random.weighted(&[("concurrent", 550), ("retired_allowance", 450)]),
            Support::None => {
                random.weighted(&[("concurrent", 450), ("volunteer", 380), ("own_paid", 170)])
            }
        };
        filling.put("leader_status", leader);
        let posts = match association.support {
            Support::Payroll(posts) => posts,
            _ => 0,
        };
        filling.put("staff_payroll", posts);
    }
    let allowances = match association.support {
        Support::Allowance => random.between(1, 2),
        Support::Payroll(_) => random.between(0, 1),
        Support::Funds if association.level == Level::Province => random.between(1, 2),
        _ => 0,
    };
    filling.put("staff_allowance", allowances);
    let reported = by_strength(association, 560, 985);
    let years: Vec<&str> = ["y2012", "y2013", "y2014", "y2015", "y2016"]
        .into_iter()
        .zip(YEARS)
        .filter(|(_, year)| *year >= association.founded_year() && random.chance(reported))
        .map(|(choice, _)| choice)
        .collect();
    filling.put_some("annual_report_years", &years);
    let autonomy = random.weighted(&[
        ("self", by_strength(association, 380, 820)),
        ("mixed", 280),
        ("external", by_strength(association, 260, 30)),
    ]);
    filling.put("decision_autonomy", autonomy);
    let disclosed = random.weighted(&[
        ("yearly", by_strength(association, 480, 900)),
        ("some_years", 190),
        ("never", by_strength(association, 170, 15)),
    ]);
    filling.put("finance_disclosed", disclosed);
}

/// Whether the form asks for a year's members (`is_stock`) or money.
fn is_asked(association: &Association<'_>, year: i64, is_stock: bool) -> bool {
    let founded = association.founded_year();
    let first = founded.max(*YEARS.start());
    let last = match is_stock {
        true => 2017,
        false if founded >= 2017 => 2017,
        false => 2016,
    };
    year >= founded && (association.level != Level::Commune || year == first || year == last)
}

fn members(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let female = match association.kind.id {
        "elderly" => random.between(50, 60),
        "study_promotion" | "former_teachers" | "nursing" | "red_cross" => random.between(44, 66),
        "truong_son" | "fisheries" | "construction" => random.between(4, 18),
        _ => random.between(22, 50),
    };
    let party = match association.kind.id {
        "lawyers" | "journalists" | "former_political_prisoners" | "retirees_club" => {
            random.between(280, 560)
        }
        "former_teachers" | "truong_son" => random.between(120, 300),
        _ => random.between(15, 95),
    };
    for year in YEARS.filter(|year| is_asked(association, *year, true)) {
        let total = association.members[(year - YEARS.start()) as usize];
        let mut put = |question, value: i64| {
            filling.put_in_year("membership_year", year, question, value);
        };
        put("members_total", total);
        put("members_female", total * female / 100);
        put("members_party", total * party / 1000);
    }
    let joined = random.weighted(&[
        ("all", by_strength(association, 330, 700)),
        ("most", 300),
        ("some", by_strength(association, 200, 40)),
        ("few", by_strength(association, 120, 10)),
    ]);
    filling.put("join_voluntary", joined);
    let register = random.weighted(&[
        ("digital", by_strength(association, 40, 260)),
        ("paper_current", 560),
        ("paper_old", by_strength(association, 300, 60)),
        ("none", by_strength(association, 60, 3)),
    ]);
    filling.put("member_register", register);
    let share = |random: &mut Random, low: i64, spread: i64| {
        let share = (low + association.strength * 45 / 100 + random.between(0, spread)).min(100);
        Tenths(
            share * 10
                - if share < 100 {
                    random.pick(&[0, 0, 0, 5])
                } else {
                    0
                },
        )
    };
    filling.put("fee_collection_rate", share(random, 38, 30));
    filling.put("active_member_rate", share(random, 34, 26));
    let economic = association.field == "economy";
    let benefits = random.some(&[
        ("loan", if economic { 520 } else { 160 }),
        ("training", by_strength(association, 280, 640)),
        ("job", if economic { 300 } else { 70 }),
        ("market", if economic { 620 } else { 50 }),
        ("legal", 240),
        ("health_visit", if economic { 300 } else { 780 }),
        ("culture", by_strength(association, 420, 760)),
    ]);
    filling.put_some("member_benefits", &benefits);
}

fn finance(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    // In tenths of a million đồng a full year.
    let regular = match (association.level, association.support) {
        (_, Support::None) => 0,
        (Level::Province, Support::Payroll(posts)) => posts * random.between(780, 980),
        (Level::District, Support::Payroll(posts)) => posts * random.between(640, 820),
        (Level::Province, _) => random.between(900, 2_600),
        (Level::District, _) => random.between(420, 760),
        (Level::Commune, _) => random.between(118, 214),
    };
    let task = if random.chance(by_strength(association, 160, 420)) {
        match association.level {
            Level::Province => random.around(850),
            Level::District => random.around(190),
            Level::Commune => random.around(32),
        }
    } else {
        0
    };
    let fee_per_member = random.pick(&[10, 12, 12, 18, 24]);
    let given = match association.level {
        Level::Province => random.around(1_900),
        Level::District => random.around(560),
        Level::Commune => random.around(165),
    };
    let services = match association.field {
        "economy" | "health" if association.level != Level::Commune => random.around(900),
        "economy" => random.around(60),
        _ if random.chance(250) => random.around(40),
        _ => 0,
    };
    for year in YEARS.filter(|year| is_asked(association, *year, false)) {
        let months = if year == 2017 { 6 } else { 12 };
        let trend = 80 + 5 * (year - 2012);
        let mut of_year = |value: i64| value * (trend + random.between(-7, 7)) * months / 1200;
        let members = association.members[(year - YEARS.start()) as usize];
        let members = members.min(3_000);
        let income = [
            ("inc_state_regular", of_year(regular)),
            ("inc_state_task", of_year(task)),
            ("inc_fees", of_year(members * fee_per_member / 100)),
            ("inc_donations", of_year(given)),
            ("inc_services", of_year(services)),
        ];
        let total: i64 = income.iter().map(|(_, value)| value).sum();
        for (question, value) in income {
            filling.put_in_year("finance_year", year, question, Tenths(value));
        }
        if association.level != Level::Commune {
            let spent = total * random.between(84, 100) / 100;
            let apparatus = (regular * months / 12 * 9 / 10 + spent * random.between(8, 22) / 100)
                .min(spent * 95 / 100);
            filling.put_in_year("finance_year", year, "exp_total", Tenths(spent));
            filling.put_in_year("finance_year", year, "exp_apparatus", Tenths(apparatus));
        }
    }
    state_support(association, task > 0, random, filling);
}

fn state_support(
    association: &Association<'_>,
    has_task: bool,
    random: &mut Random,
    filling: &mut Filling,
) {
    let mut kinds = match association.support {
        Support::Payroll(_) => vec!["payroll", "regular_fund"],
        Support::Funds => vec!["regular_fund"],
        Support::Allowance => vec!["allowance"],
        Support::None => vec![],
    };
    if association.support != Support::None && random.chance(420) {
        kinds.push("office");
    }
    if association.level != Level::Commune && !kinds.is_empty() && random.chance(240) {
        kinds.push("equipment");
    }
    if has_task {
        kinds.push("task_fund");
    }
    filling.put_some("state_support_kinds", &kinds);
    let is_supported = association.support != Support::None;
    if !kinds.is_empty() {
        let stop = if is_supported { 170 } else { 10 };
        let survive = random.weighted(&[
            ("full", by_strength(association, 160, 520)),
            ("reduced", 480),
            ("stop", stop + by_strength(association, 90, 0)),
        ]);
        filling.put("survive_without_state", survive);
    }
    let more = if is_supported { 260 } else { 120 };
    let expectation = random.weighted(&[
        ("none", by_strength(association, 150, 420)),
        ("task_only", 400),
        ("more_regular", more),
        ("more_payroll", if is_supported { 110 } else { 25 }),
    ]);
    filling.put("support_expectation", expectation);
    let has_plan = random.chance(by_strength(association, 140, 560));
    filling.put_yes("self_finance_plan", has_plan);
}

fn congress(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let last = match association.congress {
        Congress::OnTime(last) | Congress::Overdue(last) => Some(last),
        Congress::Never | Congress::NotYet => None,
    };
    filling.put_yes("ever_congress", last.is_some());
    filling.put("term_years", association.term);
    if let Some(last) = last {
        filling.put("last_congress_date", last);
        if association.level != Level::Commune {
            let reported = random.chance(by_strength(association, 800, 980));
            filling.put_yes("congress_reported_before", reported);
        }
    }
    if association.is_late() {
        let mut reasons = random.some(&[
            ("personnel", 520),
            ("funds", 380),
            ("waiting_upper", 340),
            ("dossier", 130),
            ("weak", by_strength(association, 420, 20)),
            ("merging", 110),
        ]);
        if reasons.is_empty() {
            reasons.push("other");
        }
        filling.put_some("congress_late_reasons", &reasons);
        filling.put_yes("congress_extension", random.chance(340));
        if random.chance(560) {
            let planned = cutoff() + Days::new(random.between(14, 190).unsigned_abs());
            filling.put("congress_plan_date", planned);
        }
    }
    // The congress that founds an association is not one of a term.
    let is_term_congress = last.is_some_and(|last| {
        last >= day(2012, 8, 28) && last > association.founded + Months::new(12)
    });
    filling.put("congresses_in_period", i64::from(is_term_congress));
    if is_term_congress {
        let was_late = random.chance(by_strength(association, 330, 60));
        filling.put("congresses_late", i64::from(was_late));
    }
}
