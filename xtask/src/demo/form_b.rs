//! The answers of a Party committee or an authority, in keeping with the associations of its level
//! and place.

use chrono::{Days, NaiveDate};
use sohoi_round::Subject;

use super::association::{Association, Support, cutoff, day};
use super::filling::{Filling, Tenths, YEARS};
use super::random::Random;
use super::words;

/// Every answer of an authority's form; `associations` are those of its own level and unit.
pub(super) fn fill(subject: &Subject, associations: &[&Association<'_>]) -> Filling {
    let mut random = Random::of(&format!("answers of {}", subject.id));
    let kind = subject
        .attributes
        .get("unit_kind")
        .map_or("", String::as_str);
    // The higher the body, the closer it stands to the directive.
    let least = match kind {
        "party_province" | "home_province" => 70,
        _ if kind.ends_with("_commune") => 0,
        _ => 40,
    };
    let care = (random.between(0, 100) + random.between(10, 100)) / 2;
    let mut authority = Authority {
        is_party: kind.starts_with("party_"),
        is_home: kind.starts_with("home_"),
        is_commune: kind.ends_with("_commune"),
        care: care.max(least),
        associations,
        random,
        filling: Filling::default(),
    };
    for (question, value) in &subject.attributes {
        authority.filling.put(question, value);
    }
    // Drawn apart, so that no other answer follows from it.
    let mut who = Random::of(&format!("who answers for {}", subject.id));
    let role = who.weighted(&[
        ("unit_head", 230),
        ("officer_in_charge", 610),
        ("other_officer", 120),
        ("per_records", 40),
    ]);
    authority.filling.put("answered_by", role);
    authority.dissemination();
    authority.plan();
    authority.oversight();
    if authority.is_home {
        authority.register();
        authority.rearrangement();
    }
    if authority.is_party {
        authority.party_organisations();
    }
    authority.conclusion();
    authority.filling
}

struct Authority<'a> {
    is_party: bool,
    is_home: bool,
    is_commune: bool,
    /// How much it cares for the associations, from 0 to 100.
    care: i64,
    associations: &'a [&'a Association<'a>],
    random: Random,
    filling: Filling,
}

impl Authority<'_> {
    /// A chance that grows with care.
    fn by_care(&self, low: i64, high: i64) -> i64 {
        low + (high - low) * self.care / 100
    }

    fn dissemination(&mut self) {
        let status = self.random.weighted(&[
            ("full", self.by_care(620, 950)),
            ("partial", self.by_care(300, 60)),
            (
                "not",
                if self.is_commune {
                    self.by_care(60, 2)
                } else {
                    0
                },
            ),
        ]);
        self.filling.put("dissem_status", status);
        if status != "not" {
            let in_time = self.random.chance(self.by_care(380, 820));
            let days = if in_time {
                self.random.between(25, 183)
            } else {
                self.random.between(184, 560)
            };
            self.filling
                .put("dissem_date", issued() + Days::new(days.unsigned_abs()));
        }
        let forms = self.random.some(&[
            ("conference", self.by_care(520, 880)),
            ("press_radio", self.by_care(300, 640)),
            ("leaflet", self.by_care(90, 360)),
            ("web_social", self.by_care(40, 280)),
            ("contest", self.by_care(20, 160)),
            ("meetings", self.by_care(560, 900)),
        ]);
        self.filling.put_some("propaganda_forms", &forms);
        let reach = if forms.is_empty() {
            0
        } else {
            (self.by_care(260, 780) + self.random.between(0, 220)).min(1000)
        };
        self.filling.put("propaganda_reach", Tenths(reach));
    }

    fn plan(&mut self) {
        let status = self.random.weighted(&[
            ("own_plan", self.by_care(280, 680)),
            ("integrated", self.by_care(480, 300)),
            ("none", self.by_care(200, 20)),
        ]);
        self.filling.put("plan_status", status);
        if status != "none" {
            let elements = self.random.some(&[
                ("targets", self.by_care(60, 420)),
                ("deadlines", self.by_care(240, 680)),
                ("assigned", self.by_care(420, 820)),
                ("measures", self.by_care(120, 560)),
                ("budget", self.by_care(30, 280)),
                ("monitoring", self.by_care(280, 700)),
            ]);
            self.filling.put_some("plan_elements", &elements);
        }
        let change = self
            .random
            .weighted(&[(2, 30), (3, 260), (4, 520), (5, 190)]);
        self.filling.put("awareness_change", change);
    }

    fn oversight(&mut self) {
        let size = self.associations.len().max(2) as i64;
        for year in YEARS {
            let inspected_at_all = self.random.chance(self.by_care(90, 560));
            let inspections = if inspected_at_all {
                self.random.weighted(&[(1, 76), (2, 20), (3, 4)])
            } else {
                0
            };
            let inspected = if inspections > 0 {
                self.random.between(1, (size / 2).clamp(1, 9))
            } else {
                0
            };
            let found = (0..inspected).filter(|_| self.random.chance(80)).count() as i64;
            let handled_share = self.by_care(450, 900);
            let handled = (0..found)
                .filter(|_| self.random.chance(handled_share))
                .count();
            let reviewed = self.random.chance(self.by_care(160, 740));
            let mut put = |question, value: String| {
                self.filling
                    .put_in_year("oversight_year", year, question, value);
            };
            put("thematic_inspections", inspections.to_string());
            put("assoc_inspected", inspected.to_string());
            put("violations_found_n", found.to_string());
            put("violations_handled_n", handled.to_string());
            put(
                "annual_review",
                if reviewed { "yes" } else { "no" }.to_owned(),
            );
        }
    }

    fn register(&mut self) {
        let posts: i64 = self
            .associations
            .iter()
            .map(|association| match association.support {
                Support::Payroll(posts) => posts,
                _ => 0,
            })
            .sum();
        let supported = self
            .associations
            .iter()
            .filter(|association| association.support != Support::None)
            .count() as i64;
        // Backwards from the register as it stands: what was founded later was not there yet.
        let mut total = self.associations.len() as i64;
        let on_register = total;
        for year in YEARS.rev() {
            let founded = self
                .associations
                .iter()
                .filter(|association| association.founded_year() == year)
                .count() as i64;
            let dissolved = i64::from(self.random.chance(28));
            let on_time = self.by_care(480, 930);
            let reports = if year == 2017 {
                0
            } else {
                (0..total).filter(|_| self.random.chance(on_time)).count() as i64
            };
            let months = if year == 2017 { 6 } else { 12 };
            let budget = (posts * 760 + supported * 190) * (80 + 5 * (year - 2012)) * months / 1200;
            let mut put = |question, value: String| {
                self.filling
                    .put_in_year("register_year", year, question, value);
            };
            put("reg_total", total.to_string());
            put("reg_new", founded.to_string());
            put("reg_dissolved", dissolved.to_string());
            put("reg_reports", reports.to_string());
            put("reg_payroll", posts.to_string());
            put("reg_budget", Tenths(budget).to_string());
            total = (total - founded + dissolved).max(0);
        }
        let late = self.associations.iter().filter(|it| it.is_late()).count() as i64;
        // Authorities miss some of them.
        let missed = i64::from(late > 0 && self.random.chance(self.by_care(400, 60)));
        self.filling
            .put("reg_overdue_now", (late - missed).clamp(0, on_register));
        let database = self.random.weighted(&[
            ("digital", self.by_care(60, 480)),
            ("paper", 460),
            ("none", self.by_care(160, 5)),
        ]);
        self.filling.put("reg_database", database);
    }

    fn rearrangement(&mut self) {
        let is_reviewed = self.random.chance(self.by_care(200, 640));
        self.filling.put_yes("merge_review_done", is_reviewed);
        if is_reviewed {
            let most = (self.associations.len() as i64 / 4).clamp(1, 8);
            self.filling
                .put("merge_candidates", self.random.between(0, most));
            // None has been re-arranged so far: the finding of the notice.
            self.filling.put("merge_completed", 0);
        }
        let obstacles = self.random.some(&[
            ("personnel", 560),
            ("assets", 240),
            ("charter_vertical", 520),
            ("members_refuse", 310),
            ("no_guidance", 470),
            ("legal", 180),
        ]);
        self.filling.put_some("merge_obstacles", &obstacles);
    }

    fn party_organisations(&mut self) {
        let (organisations, eligible) = if self.is_commune {
            let organisations = i64::from(self.random.chance(40));
            (organisations, i64::from(self.random.chance(120)))
        } else {
            (self.random.between(1, 5), self.random.between(0, 4))
        };
        self.filling.put("party_orgs_in_assoc", organisations);
        self.filling.put("assoc_eligible_no_org", eligible);
    }

    fn conclusion(&mut self) {
        let coordination = self
            .random
            .weighted(&[(2, 40), (3, 300), (4, 480), (5, 180)]);
        self.filling.put("mttq_coordination", coordination);
        let most = if self.is_commune { 14 } else { 60 };
        let commended = self.random.between(0, most) * self.care / 70;
        self.filling.put("commended_count", commended);
        let limits = self.random.some(&[
            ("slow", self.by_care(420, 90)),
            ("generic_plan", self.by_care(480, 160)),
            ("propaganda", self.by_care(520, 220)),
            ("inspection", self.by_care(620, 240)),
            ("review", self.by_care(540, 180)),
            ("lax_mgmt", self.by_care(320, 60)),
            ("late_congress", if self.is_home { 420 } else { 180 }),
            ("three_self", 400),
            ("quality", 380),
            ("merge", 460),
        ]);
        self.filling.put_some("limits", &limits);
        if self.random.chance(450) {
            let text = words::to_above(&mut self.random);
            self.filling.put("proposals", text);
        }
        self.filling.put("declare_true", "OK");
    }
}

/// The day on which the directive was issued.
fn issued() -> NaiveDate {
    let issued = day(2012, 8, 28);
    debug_assert!(issued < cutoff());
    issued
}
