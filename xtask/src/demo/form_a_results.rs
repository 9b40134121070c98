//! The answers of an association: results, Party work, inspection, renewal, proposals.

use super::association::{Association, Level, Support};
use super::filling::{Filling, Tenths, YEARS};
use super::form_a::by_strength;
use super::random::Random;
use super::words;

pub(super) fn fill(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    activities(association, random, filling);
    emulation(association, random, filling);
    party(association, random, filling);
    inspection(association, random, filling);
    renewal(association, random, filling);
    similar(association, random, filling);
    difficulties(association, random, filling);
}

/// The column of the yearly table that each field opens, and its usual value a year by level.
const RESULTS: [(&str, &str, [i64; 3]); 6] = [
    ("economy", "econ_supported", [260, 120, 26]),
    ("scientific_critique", "critique_docs", [7, 4, 2]),
    ("science_tech", "training_sessions", [14, 6, 2]),
    ("culture_education", "edu_beneficiaries", [900, 420, 95]),
    ("health", "health_beneficiaries", [3_800, 1_500, 130]),
    ("legal", "legal_advice_cases", [240, 110, 14]),
];

fn activities(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    const FIELDS: [(&str, i64); 9] = [
        ("economy", 130),
        ("scientific_critique", 90),
        ("science_tech", 70),
        ("culture_education", 190),
        ("health", 120),
        ("humanitarian", 220),
        ("charity", 260),
        ("legal", 40),
        ("people_diplomacy", 15),
    ];
    let also = random.some(&FIELDS);
    let fields: Vec<&str> = FIELDS
        .iter()
        .map(|(field, _)| *field)
        .filter(|field| association.kind.active.contains(field) || also.contains(field))
        .collect();
    filling.put("activity_fields", fields.join(" "));

    let cares = fields.contains(&"humanitarian") || fields.contains(&"charity");
    let mut documents = 0;
    for (field, question, medians) in RESULTS {
        if !fields.contains(&field) {
            continue;
        }
        let usual = random.around(medians[association.level as usize] * 10);
        for year in YEARS.filter(|year| *year >= association.founded_year()) {
            let months = if year == 2017 { 6 } else { 12 };
            let trend = 78 + 6 * (year - 2012) + random.between(-12, 12);
            let value = (usual * trend * months / 1200 + 5) / 10;
            if field == "scientific_critique" {
                documents += value;
            }
            filling.put_in_year("activity_year", year, question, value);
        }
    }
    if cares {
        for (year, value) in YEARS.zip(association.humanitarian) {
            if year >= association.founded_year() {
                let helped = value * random.between(18, 32) / 100 + random.between(2, 9);
                filling.put_in_year("activity_year", year, "humanitarian_value", Tenths(value));
                filling.put_in_year("activity_year", year, "humanitarian_beneficiaries", helped);
            }
        }
    }
    if fields.contains(&"scientific_critique") {
        filling.put(
            "critique_accepted",
            documents * random.between(45, 85) / 100,
        );
    }
    let problems = random.some(&[
        ("poverty", by_strength(association, 260, 560)),
        ("land_clearance", 110),
        ("mediation", by_strength(association, 160, 380)),
        ("security", 210),
        ("environment", by_strength(association, 180, 420)),
        ("drought", 140),
        (
            "production",
            if association.field == "economy" {
                520
            } else {
                60
            },
        ),
        (
            "dropout",
            if association.field == "culture_education" {
                480
            } else {
                110
            },
        ),
        ("ethnic", 70),
    ]);
    filling.put_some("local_problems", &problems);
}

fn emulation(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let is = |id: &str| association.kind.id == id;
    let movements = random.some(&[
        ("new_rural", by_strength(association, 480, 820)),
        ("poor_fund", by_strength(association, 420, 720)),
        (
            "tet_poor_ao",
            if is("red_cross") || is("agent_orange") {
                960
            } else {
                240
            },
        ),
        ("hcm_example", by_strength(association, 460, 860)),
        ("study", if is("study_promotion") { 990 } else { 230 }),
        ("blood", if is("red_cross") { 990 } else { 90 }),
        ("elder_model", if is("elderly") { 990 } else { 20 }),
        (
            "humanitarian_address",
            if is("red_cross") { 980 } else { 160 },
        ),
        ("sector", by_strength(association, 120, 340)),
    ]);
    filling.put_some("emulation_movements", &movements);
    let most = match association.level {
        Level::Province => 26,
        Level::District => 14,
        Level::Commune => 5,
    };
    filling.put(
        "awards_count",
        random.between(0, most) * association.strength / 80,
    );
    filling.put(
        "good_models",
        random.between(0, most / 2) * association.strength / 90,
    );
}

fn party(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let office = match (association.level, association.support) {
        (Level::Province, Support::Payroll(posts)) => (posts - random.between(0, 2)).max(1),
        (Level::Province, _) => random.between(0, 4),
        (Level::District, Support::Payroll(posts)) => random.between(1, posts + 1),
        (Level::District, _) => random.weighted(&[(0, 20), (1, 45), (2, 25), (3, 10)]),
        (Level::Commune, _) => random.weighted(&[(0, 42), (1, 38), (2, 15), (3, 5)]),
    };
    let form = if office >= 3 {
        random.weighted(&[
            ("own_cell", 480),
            ("joint_cell", 200),
            (
                "party_group",
                if association.level == Level::Province {
                    160
                } else {
                    0
                },
            ),
            ("elsewhere", 300),
        ])
    } else if association.members[5] < 30 && office == 0 {
        random.weighted(&[("none", 500), ("elsewhere", 500)])
    } else {
        random.weighted(&[("elsewhere", 930), ("joint_cell", 70)])
    };
    filling.put("party_org_form", form);
    filling.put("party_members_office", office);
    let has_organisation = ["own_cell", "joint_cell", "party_group"].contains(&form);
    if office >= 3 && !has_organisation {
        let obstacle = random.weighted(&[
            ("part_time", 380),
            ("retired", 320),
            ("not_directed", 160),
            ("unstable", 100),
            ("other", 40),
        ]);
        filling.put("party_cell_obstacle", obstacle);
    }
    let admitted = match association.level {
        Level::Province => random.weighted(&[(0, 80), (1, 13), (2, 7)]),
        Level::District => random.weighted(&[(0, 88), (1, 9), (2, 3)]),
        Level::Commune => random.weighted(&[(0, 962), (1, 38)]),
    };
    if association.level != Level::Commune {
        filling.put(
            "party_sources_trained",
            admitted + random.weighted(&[(0, 60), (1, 25), (3, 15)]),
        );
    }
    filling.put("party_admitted_total", admitted);
    let contact = random.weighted(&[
        ("quarterly", by_strength(association, 90, 330)),
        ("half_year", by_strength(association, 220, 340)),
        ("yearly", 260),
        ("ad_hoc", by_strength(association, 320, 120)),
        ("never", by_strength(association, 90, 8)),
    ]);
    filling.put("party_committee_contact", contact);
}

fn inspection(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let times = random.weighted(&[(0, 44), (1, 30), (2, 15), (3, 7), (5, 4)]);
    filling.put("inspections_count", times);
    if times > 0 {
        let found = random.chance(by_strength(association, 130, 15));
        filling.put_yes("violations_found", found);
        if found {
            let mut kinds = random.some(&[
                ("beyond_purpose", 60),
                ("charter", 260),
                ("finance", 320),
                ("no_report", 360),
                ("unauth_congress", 90),
                ("fundraising", 110),
                ("internal", 80),
            ]);
            if kinds.is_empty() {
                kinds.push("no_report");
            }
            filling.put_some("violation_types", &kinds);
            let status = random.weighted(&[
                ("fixed_timely", 520),
                ("fixed_late", 270),
                ("in_progress", 140),
                ("not_yet", 70),
            ]);
            filling.put("violation_status", status);
        }
    }
    let programmes = random.weighted(&[
        (0, by_strength(association, 380, 160)),
        (1, 330),
        (2, by_strength(association, 160, 280)),
        (3, 110),
        (5, 40),
    ]);
    filling.put("mttq_joint_programmes", programmes);
    let rating = random.weighted(&[(1, 10), (2, 50), (3, 290), (4, 470), (5, 180)]);
    filling.put("state_guidance_rating", rating);
}

fn renewal(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    if association.level != Level::Commune {
        let forms = random.some(&[
            ("needs_survey", by_strength(association, 140, 480)),
            ("clubs", by_strength(association, 260, 640)),
            (
                "services",
                if association.field == "economy" {
                    420
                } else {
                    110
                },
            ),
            ("digital", by_strength(association, 60, 380)),
            ("contract", by_strength(association, 60, 260)),
            ("outreach", by_strength(association, 280, 680)),
        ]);
        filling.put_some("innovation_forms", &forms);
    }
    let speed = random.weighted(&[
        ("very_slow", by_strength(association, 90, 5)),
        ("slow", by_strength(association, 380, 90)),
        ("normal", 420),
        ("good", by_strength(association, 90, 430)),
        ("excellent", by_strength(association, 2, 70)),
    ]);
    filling.put("innovation_speed", speed);
    let signs = random.some(&[
        ("office_like", by_strength(association, 320, 90)),
        ("meetings_paper", by_strength(association, 480, 120)),
        ("top_down", by_strength(association, 380, 80)),
        ("budget_bound", by_strength(association, 420, 90)),
        ("far_members", by_strength(association, 360, 40)),
    ]);
    filling.put_some("admin_signs", &signs);
    let quality = random.weighted(&[
        ("excellent", by_strength(association, 5, 260)),
        ("good", by_strength(association, 160, 560)),
        ("fair", 360),
        ("average", by_strength(association, 330, 60)),
        ("weak", by_strength(association, 110, 2)),
    ]);
    filling.put("quality_self_rating", quality);
}

fn similar(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let similar: Vec<(&str, i64)> = association
        .kind
        .similar
        .iter()
        .map(|id| (*id, 330))
        .collect();
    let similar = random.some(&similar);
    filling.put_some("similar_types", &similar);
    if !similar.is_empty() {
        let view = random.weighted(&[
            ("agree", 130),
            ("conditional", 290),
            ("disagree", 360),
            ("unknown", 220),
        ]);
        filling.put("merge_attitude", view);
    }
}

fn difficulties(association: &Association<'_>, random: &mut Random, filling: &mut Filling) {
    let difficulties = random.some(&[
        ("funds", by_strength(association, 860, 560)),
        ("office", by_strength(association, 460, 260)),
        ("staff", 480),
        ("policy", 410),
        ("members", by_strength(association, 430, 80)),
        ("legal", 130),
        ("coordination", by_strength(association, 260, 90)),
        ("skills", by_strength(association, 320, 150)),
    ]);
    filling.put_some("difficulties", &difficulties);
    let place = association.level;
    if random.chance(340) {
        filling.put("proposals_party", words::to_the_party(place, random));
    }
    if random.chance(420) {
        filling.put("proposals_state", words::to_the_state(place, random));
    }
    filling.put("declare_true", "OK");
}
