//! A small round of its own: a city with two wards, one form, four clubs.

use serde_json::json;
use sha2::{Digest, Sha256};
use sohoi_form::Form;
use sohoi_round::{CompiledRound, FiguresPart, RoundPart, Subject, UnitTime};

/// The id of the round.
pub(crate) const ROUND: &str = "clubs-2030";
/// The id of its form.
pub(crate) const FORM: &str = "club";

/// A line of the register.
pub(crate) fn club(id: &str, unit: &str) -> Subject {
    Subject {
        id: id.into(),
        name: format!("Câu lạc bộ {id}"),
        kind: "club".into(),
        unit: unit.into(),
        attributes: [("title".to_owned(), format!("Câu lạc bộ {id}"))].into(),
    }
}

/// The register: three clubs in ward 1, one in ward 2.
pub(crate) fn register() -> Vec<Subject> {
    vec![
        club("C-1", "ward_1"),
        club("C-2", "ward_1"),
        club("C-3", "ward_1"),
        club("C-4", "ward_2"),
    ]
}

/// The round with this register.
pub(crate) fn compiled(register: Vec<Subject>) -> CompiledRound {
    version("1", register)
}

/// The same with its form in another version.
pub(crate) fn version(version: &str, register: Vec<Subject>) -> CompiledRound {
    let text = |vi: &str| json!({"vi": vi, "en": vi});
    let form: Form = serde_json::from_value(json!({
        "id": FORM,
        "version": version,
        "title": text("Phiếu câu lạc bộ"),
        "sections": [{
            "id": "about",
            "title": text("Chung"),
            "questions": [
                {"name": "title", "type": "text", "label": text("Tên"), "required": true},
                {"name": "members", "type": "integer", "label": text("Hội viên"),
                 "constraint": ". >= 0"},
                {"name": "active", "type": "select_one", "list": "yes_no",
                 "label": text("Còn hoạt động"), "required": true},
                {"name": "why", "type": "text", "label": text("Vì sao"), "required": true,
                 "relevant": "${active} = 'no'"},
                {"name": "page", "type": "image", "label": text("Trang ký")},
                {"name": "years", "type": "repeat", "label": text("Từng năm"),
                 "repeat_count": "2", "questions": [
                    {"name": "meetings", "type": "integer", "label": text("Số lần họp")},
                 ]},
            ],
        }],
        "choice_lists": {"yes_no": [
            {"name": "yes", "label": text("có")},
            {"name": "no", "label": text("không")},
        ]},
    }))
    .expect("the fixture is a form");
    let round: RoundPart = serde_json::from_value(json!({
        "id": ROUND,
        "title": text("Rà soát câu lạc bộ"),
        "short_title": text("Câu lạc bộ"),
        "owner": text("Thành phố"),
        "area": text("Thành phố"),
        "dates": {"period_start": "2026-01-01", "cutoff": "2030-12-31", "due": "2031-01-31"},
        "subject_kinds": [{"id": "club", "name": text("câu lạc bộ"), "form": FORM}],
        "unit_levels": [
            {"id": "city", "name": text("thành phố")},
            {"id": "ward", "name": text("phường")},
        ],
        "units": [
            {"id": "city", "name": text("Thành phố"), "level": "city"},
            {"id": "ward_1", "name": text("Phường 1"), "level": "ward", "parent": "city"},
            {"id": "ward_2", "name": text("Phường 2"), "level": "ward", "parent": "city"},
        ],
        "forms": [],
        "figures": "",
    }))
    .expect("the fixture is a round");
    let figures: FiguresPart = serde_json::from_value(json!({
        "themes": [],
        "dimensions": [],
        "indicators": [],
        "coverage_indicator": "",
    }))
    .expect("the fixture has figures");
    let round = round.into_whole(vec![form], figures);
    CompiledRound {
        units: round.units.iter().cloned().map(UnitTime::always).collect(),
        branches: Vec::new(),
        parts: round.parts(),
        round,
        register,
    }
}

/// The hash of the form version.
pub(crate) fn form_hash() -> String {
    compiled(Vec::new()).parts.forms[FORM].hash.clone()
}

/// SHA-256 as lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
