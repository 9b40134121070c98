//! `/admin/invitations`: who of a unit is invited, who came, who handed in their form.

use maud::{Markup, html};
use sohoi_sync::State;
use sohoi_text::Language;
use sohoi_text::messages::work;

use crate::field::{Choice, Field, Typing, hidden};
use crate::frame::{Frame, Tone, notice, page};
use crate::table::{Cell, Table};

/// The address of the page, where its forms send what they hold, too.
pub const ADDRESS: &str = "/admin/invitations";
/// Where the form that revokes is.
pub const REVOKE: &str = "/admin/invitations/revoke";

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The units to choose from, each with its id and its name.
    pub units: Vec<(String, String)>,
    /// The id of the one that is shown.
    pub unit: String,
    /// Its associations, as many as a page holds.
    pub lines: Vec<Line>,
    /// How many there are.
    pub all: usize,
    /// The last day of new invitations, as it was typed or is proposed: `2027-12-31`.
    pub until: String,
    /// What is wrong with that day.
    pub problem: Option<&'static str>,
}

/// An association of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its code in the register.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// The unit that it is in, where that is another one than the one shown.
    pub unit: String,
    /// Its newest invitation.
    pub invitation: Option<Invitation>,
    /// How far its form is.
    pub form: Option<State>,
}

/// An invitation, without its secret.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The beginning of its code, by which people name it.
    pub id: String,
    /// What it is good for.
    pub standing: Standing,
    /// Its last day.
    pub last_day: String,
    /// The day on which it was used; empty where it was not.
    pub used_on: String,
}

/// What an invitation is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be used.
    Open,
    /// It was used.
    Used,
    /// It is locked after wrong codes.
    Locked,
    /// Its last day is over.
    Ended,
    /// It was taken back.
    Revoked,
}

impl Standing {
    /// Whether there is something to take back.
    const fn is_revocable(self) -> bool {
        matches!(self, Self::Open | Self::Used | Self::Locked)
    }
}

/// The list of a unit with the forms that make invitations.
pub fn list(frame: &Frame, listing: &Listing) -> String {
    let language = frame.language;
    page(
        frame,
        &html! {
            (chooser(language, listing))
            @if let Some(locked) = locked(language, &listing.lines) { (locked) }
            (make(language, listing))
            p class="hint is-count" { (counted(language, listing)) }
            (table(language, listing).markup())
        },
    )
}

fn chooser(language: Language, listing: &Listing) -> Markup {
    let choices: Vec<Choice<'_>> = listing
        .units
        .iter()
        .map(|(id, name)| Choice {
            value: id,
            label: name,
            hint: "",
        })
        .collect();
    let field = Field {
        name: "unit",
        label: language.pick("Đơn vị", "Unit"),
        value: &listing.unit,
        ..Field::default()
    };
    html! {
        form method="get" action=(ADDRESS) class="search-form" {
            (field.list(&choices))
            button class="button" type="submit" { (language.pick("Xem", "Show")) }
        }
    }
}

/// Somebody tried codes, or an association mistyped its own: whoever invites is told.
fn locked(language: Language, lines: &[Line]) -> Option<Markup> {
    let is_locked = |line: &&Line| {
        let invitation = line.invitation.as_ref();
        invitation.is_some_and(|it| it.standing == Standing::Locked)
    };
    let names: Vec<&str> = lines
        .iter()
        .filter(is_locked)
        .map(|line| line.name.as_str())
        .collect();
    if names.is_empty() {
        return None;
    }
    let sentence = language.pick(
        "Mã của các hội sau bị khóa vì có người nhập sai 10 lần. Xin hỏi lại hội, rồi tạo mã mới:",
        "The codes of these associations are locked: somebody entered them wrongly ten times. Please ask \
         the association, then make a new one:",
    );
    let content = html! {
        p { (sentence) }
        ul { @for name in names { li { (name) } } }
    };
    Some(notice(Tone::Attention, &content))
}

fn make(language: Language, listing: &Listing) -> Markup {
    let until = Field {
        name: "until",
        label: language.pick("Dùng được đến hết ngày", "Good until the end of"),
        value: &listing.until,
        problem: listing.problem,
        ..Field::default()
    };
    html! {
        form method="post" action=(ADDRESS) id="make" class="is-slim" {
            h2 { (language.pick("Tạo mã mời và in", "Make invitations and print them")) }
            p {
                (language.pick(
                    "Mỗi hội một mã, dùng một lần. Bỏ qua hội đã nộp phiếu, đã vào, hoặc đang có mã dùng được. \
                     Mã chỉ hiện một lần, trên tờ để in.",
                    "One code for each association, good once. Those that handed in their form, came in, or have \
                     a code are left out. Codes are seen only once, on the sheet to be printed.",
                ))
            }
            (hidden("unit", &listing.unit))
            (until.line(Typing::Date))
            button class="button is-primary" type="submit" {
                (language.pick("Tạo mã cho cả đơn vị", "Make them for the whole unit"))
            }
        }
    }
}

fn counted(language: Language, listing: &Listing) -> String {
    let (shown, all) = (listing.lines.len(), listing.all);
    match (shown == all, language) {
        (true, Language::Vi) => format!("{all} hội"),
        (true, Language::En) => format!("{all} associations"),
        (false, Language::Vi) => {
            format!("{shown} trong {all} hội. Xin chọn đơn vị nhỏ hơn để xem đủ.")
        }
        (false, Language::En) => {
            format!("{shown} of {all} associations. Choose a smaller unit to see all.")
        }
    }
}

fn table<'t>(language: Language, listing: &Listing) -> Table<'t> {
    Table {
        caption: language.pick("Các hội và mã mời", "Associations and their invitations"),
        headings: match language {
            Language::Vi => &["Hội", "Mã mời", "Phiếu", "Việc"],
            Language::En => &["Association", "Invitation", "Form", "Do"],
        },
        rows: listing
            .lines
            .iter()
            .map(|line| row(language, listing, line))
            .collect(),
        empty: language.pick(
            "Đơn vị này không có hội nào.",
            "This unit has no associations.",
        ),
    }
}

fn row(language: Language, listing: &Listing, line: &Line) -> Vec<Cell> {
    let invitation = line.invitation.as_ref();
    let revocable = invitation.filter(|it| it.standing.is_revocable());
    let name = html! {
        (line.name)
        @if !line.unit.is_empty() { span class="choice-hint" { (line.unit) } }
    };
    let standing = html! {
        span data-invitation=(invitation.map_or("none", |it| word(it.standing))) {
            (invitation.map_or_else(
                || language.pick("Chưa có", "None").to_owned(),
                |it| in_words(language, it),
            ))
        }
    };
    // The form above has the day; the button is a part of it.
    let tasks = html! {
        div class="row-tasks" {
            button class="button is-small" type="submit" form="make" name="subject" value=(line.subject) {
                (match invitation {
                    None => language.pick("Tạo mã", "Make a code"),
                    Some(_) => language.pick("Tạo mã mới", "New code"),
                })
                span class="visually-hidden" { ": " (line.name) }
            }
            @if let Some(invitation) = revocable {
                a class="button is-small" href=(revoke_address(&invitation.id, &listing.unit)) {
                    (language.pick("Thu hồi", "Take back"))
                    span class="visually-hidden" { ": " (line.name) }
                }
            }
        }
    };
    let form = line.form.map_or_else(
        || work::not_started(language),
        |state| state_name(language, state),
    );
    vec![
        Cell::of(name),
        Cell::of(standing),
        Cell::text(form),
        Cell::of(tasks),
    ]
}

fn state_name(language: Language, state: State) -> &'static str {
    match state {
        State::Draft => work::draft(language),
        State::Returned => work::returned(language),
        State::Submitted => work::submitted(language),
        State::Checked => work::checked(language),
        State::Approved => work::approved(language),
        State::Locked => work::locked(language),
    }
}

/// A standing for programs that read the page.
const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Used => "used",
        Standing::Locked => "locked",
        Standing::Ended => "ended",
        Standing::Revoked => "revoked",
    }
}

fn in_words(language: Language, invitation: &Invitation) -> String {
    let Invitation {
        id,
        standing,
        last_day,
        used_on,
    } = invitation;
    match (standing, language) {
        (Standing::Open, Language::Vi) => format!("{id}: chưa dùng, đến hết {last_day}"),
        (Standing::Open, Language::En) => format!("{id}: not used, until {last_day}"),
        (Standing::Used, Language::Vi) => format!("{id}: đã vào {used_on}, đến hết {last_day}"),
        (Standing::Used, Language::En) => format!("{id}: came in on {used_on}, until {last_day}"),
        (Standing::Locked, Language::Vi) => format!("{id}: bị khóa"),
        (Standing::Locked, Language::En) => format!("{id}: locked"),
        (Standing::Ended, Language::Vi) => format!("{id}: hết hạn {last_day}"),
        (Standing::Ended, Language::En) => format!("{id}: ended on {last_day}"),
        (Standing::Revoked, Language::Vi) => format!("{id}: đã thu hồi"),
        (Standing::Revoked, Language::En) => format!("{id}: taken back"),
    }
}

fn revoke_address(id: &str, unit: &str) -> String {
    // Both are of letters, digits and `_`, as codes and ids of units are.
    format!("{REVOKE}?id={id}&unit={unit}")
}

/// Asks before an invitation is taken back.
pub fn revoke(frame: &Frame, name: &str, invitation: &Invitation, unit: &str) -> String {
    let language = frame.language;
    let what = match (invitation.standing, language) {
        (Standing::Used, Language::Vi) => {
            "Hội đã vào bằng mã này. Thu hồi thì máy đó không gửi được nữa; phần đã gửi vẫn giữ, phần chưa gửi nằm \
             lại trên máy đó cho đến khi hội nhận mã mới."
        }
        (Standing::Used, Language::En) => {
            "The association came in by this code. Taken back, that device sends no more; what was sent stays, \
             and what was not stays on that device until the association gets a new code."
        }
        (_, Language::Vi) => "Thu hồi thì mã trên giấy không dùng được nữa.",
        (_, Language::En) => "Taken back, the code on paper is good for nothing.",
    };
    page(
        frame,
        &html! {
            div class="asked" {
                p { b { (name) } " – " (in_words(language, invitation)) }
                p { (what) }
            }
            form method="post" action=(REVOKE) {
                (hidden("id", &invitation.id))
                (hidden("unit", unit))
                div class="buttons" {
                    button class="button is-primary" type="submit" {
                        (language.pick("Thu hồi mã", "Take the code back"))
                    }
                    a class="button" href={ (ADDRESS) "?unit=" (unit) } {
                        (language.pick("Không thu hồi", "Keep it"))
                    }
                }
            }
        },
    )
}

/// What is said where a unit needs no new invitations.
pub fn none_needed(language: Language) -> &'static str {
    language.pick(
        "Không tạo mã nào: mọi hội ở đây đã nộp phiếu, đã vào, hoặc đang có mã dùng được.",
        "None was made: every association here handed in its form, came in, or has a code.",
    )
}

/// What is said after one was taken back.
pub fn revoked(language: Language) -> &'static str {
    language.pick("Đã thu hồi mã.", "The code was taken back.")
}

/// What is said of a day that is over or is none.
pub fn wrong_day(language: Language) -> &'static str {
    language.pick(
        "Xin chọn một ngày từ hôm nay trở đi.",
        "Please choose a day from today on.",
    )
}

/// What is said where there are too many to be made at once.
pub fn too_many(language: Language, most: usize) -> String {
    match language {
        Language::Vi => format!("Mỗi lần tạo nhiều nhất {most} mã. Xin chọn đơn vị nhỏ hơn."),
        Language::En => format!("At most {most} are made at once. Please choose a smaller unit."),
    }
}
