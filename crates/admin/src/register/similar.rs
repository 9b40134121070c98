//! Associations that resemble each other, with what shows it.

use maud::{Markup, html};
use sohoi_text::Language;

use super::address;
use crate::field::{Field, hidden};
use crate::frame::{Frame, page};
use crate::table::{Cell, Table};

/// The page.
#[derive(Clone, Debug)]
pub struct SimilarPage {
    /// The id of the round.
    pub round: String,
    /// The groups.
    pub groups: Vec<Alike>,
    /// How many groups nobody has judged.
    pub open: usize,
    /// Whether those that were judged are shown, too.
    pub shows_all: bool,
}

/// A group.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The unit by name.
    pub unit: String,
    /// The associations.
    pub members: Vec<Member>,
    /// In what they are alike, in words.
    pub evidence: Vec<String>,
    /// What was said of the group before, in words.
    pub said: Option<String>,
    /// The note that was written.
    pub note: String,
}

/// An association of a group.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type, main field and activities, in words.
    pub facts: [String; 3],
    /// What it says about merging.
    pub merging: String,
}

/// The groups.
pub fn similar(frame: &Frame, shown: &SimilarPage) -> String {
    let language = frame.language;
    let other = if shown.shows_all { "" } else { "yes" };
    page(
        frame,
        &html! {
            p class="lead" {
                (language.pick(
                    "Các hội cùng địa bàn có tính chất, nhiệm vụ gần nhau (Kết luận số 102-KL/TW). Máy chỉ nêu để xem xét, không tự quyết định.",
                    "Associations of one area that are close in nature and tasks (Conclusion 102-KL/TW). They are only proposed; people decide.",
                ))
            }
            p class="buttons" {
                span { (language.pick("Chưa xem xét: ", "Not judged yet: ")) (shown.open) }
                a class="button" href=(address("/similar", &shown.round, &[("all", other)])) {
                    @if shown.shows_all { (language.pick("Chỉ nhóm chưa xem xét", "Only those not judged")) }
                    @else { (language.pick("Cả nhóm đã xem xét", "Those judged, too")) }
                }
                a class="button" href=(address("", &shown.round, &[])) { (language.pick("Về danh sách", "Back to the list")) }
            }
            @if shown.groups.is_empty() {
                p class="empty" { (language.pick("Không có nhóm nào.", "There is no group.")) }
            }
            @for (place, group) in shown.groups.iter().enumerate() {
                (one(shown, group, place, language))
            }
        },
    )
}

fn one(shown: &SimilarPage, group: &Alike, place: usize, language: Language) -> Markup {
    // What nobody of the group says anything of is left out.
    let facts = |member: &Member| {
        let [kind, field, activities] = member.facts.clone();
        [kind, field, activities, member.merging.clone()]
    };
    let all: Vec<[String; 4]> = group.members.iter().map(facts).collect();
    let is_said = |place: usize| all.iter().any(|facts| !facts[place].is_empty());
    let places: Vec<usize> = (0..4).filter(|place| is_said(*place)).collect();
    let named = [
        language.pick("Loại hội", "Type"),
        language.pick("Lĩnh vực chính", "Main field"),
        language.pick("Hoạt động", "Activities"),
        language.pick("Ý kiến về sáp nhập", "View on merging"),
    ];
    let mut headings = vec![
        language.pick("Hội", "Association"),
        language.pick("Mã", "Code"),
    ];
    headings.extend(places.iter().map(|place| named[*place]));
    let rows = group.members.iter().zip(&all).map(|(member, facts)| {
        let way = address("/line", &shown.round, &[("id", &member.id)]);
        let mut cells = vec![Cell::link(&way, &member.name), Cell::code(&member.id)];
        cells.extend(places.iter().map(|place| Cell::text(&facts[*place])));
        cells
    });
    let table = Table {
        caption: &group.unit,
        headings: &headings,
        rows: rows.collect(),
        empty: "",
    };
    let id = format!("note-{place}");
    let note = Field {
        name: "note",
        label: language.pick("Ghi chú", "Note"),
        value: &group.note,
        ..Field::default()
    };
    let lines: Vec<&str> = group
        .members
        .iter()
        .map(|member| member.id.as_str())
        .collect();
    html! {
        section class="card" {
            h2 { (group.unit) }
            (table.markup())
            ul { @for line in &group.evidence { li { (line) } } }
            @if let Some(said) = &group.said { p { b { (said) } } }
            form method="post" action="/admin/register/similar" {
                (hidden("round", &shown.round))
                @for line in lines { (hidden("line", line)) }
                div class="question" {
                    label class="question-label" for=(id) { (note.label) }
                    textarea class="input is-wide" id=(id) name="note" rows="2" { "\n" (note.value) }
                }
                p class="buttons" {
                    button class="button is-primary" type="submit" name="judged" value="accept" {
                        (language.pick("Đưa vào phương án sắp xếp", "Take into the plan"))
                    }
                    button class="button" type="submit" name="judged" value="dismiss" {
                        (language.pick("Không tương đồng", "Not alike"))
                    }
                }
            }
        }
    }
}
