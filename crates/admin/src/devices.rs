//! `/admin/devices`: the tablets and laptops that exchange with this server.

use maud::{Markup, html};
use sohoi_text::Language;

use crate::accounts;
use crate::frame::{Frame, page};
use crate::table::{Cell, Table};

/// A device as a line of the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub device: String,
    /// Its account.
    pub account: String,
    /// When it came first and last, as people read it.
    pub seen: (String, String),
    /// Its program; empty where it did not say.
    pub program: String,
    /// Changes that were not sent yet.
    pub unsent: Option<String>,
    /// Whether its browser promised to keep its data.
    pub is_persisted: Option<bool>,
    /// The room it has.
    pub free: Option<String>,
    /// `good`, `revoked` or `wipe`.
    pub standing: &'static str,
    /// Who decided that, and when.
    pub decided: Option<(String, String)>,
    /// When it was told to forget its data.
    pub told: Option<String>,
}

/// The list of all.
pub fn list(frame: &Frame, lines: &[Line]) -> String {
    page(frame, &table(frame.language, lines, true))
}

/// A list, with the accounts where they are not all the same.
pub(crate) fn table(language: Language, lines: &[Line], has_accounts: bool) -> Markup {
    let mut headings = vec![
        language.pick("Máy", "Device"),
        language.pick("Lần cuối", "Last seen"),
        language.pick("Phiên bản", "Program"),
        language.pick("Chưa gửi", "Unsent"),
        language.pick("Lưu giữ", "Storage"),
    ];
    if has_accounts {
        headings.insert(1, language.pick("Tài khoản", "Account"));
    }
    let table = Table {
        caption: language.pick("Các máy", "Devices"),
        headings: &headings,
        rows: lines
            .iter()
            .map(|line| row(language, line, has_accounts))
            .collect(),
        empty: language.pick("Chưa có máy nào gửi, nhận.", "No device has exchanged yet."),
    };
    table.markup()
}

fn row(language: Language, line: &Line, has_accounts: bool) -> Vec<Cell> {
    let first = html! {
        a href=(address(&line.device)) { (short(&line.device)) }
        @if line.standing != "good" {
            " " span class="badge is-problem" { (standing_name(line.standing, language)) }
        }
    };
    let mut cells = vec![
        Cell::of(first),
        Cell::text(&line.seen.1),
        Cell::text(&line.program),
        Cell::number(line.unsent.as_deref().unwrap_or("–")),
        Cell::text(storage(language, line)),
    ];
    if has_accounts {
        cells.insert(
            1,
            Cell::link(&accounts::address(&line.account), &line.account),
        );
    }
    cells
}

/// One device, and what can be done about it.
pub fn one(frame: &Frame, line: &Line) -> String {
    let language = frame.language;
    page(
        frame,
        &html! {
            (facts(language, line))
            h2 { (language.pick("Chặn hoặc xóa dữ liệu", "Stop it or delete its data")) }
            (decisions(language, line))
        },
    )
}

fn facts(language: Language, line: &Line) -> Markup {
    html! {
        dl class="facts" {
            dt { (language.pick("Mã máy", "Id")) }
            dd { (line.device) }
            dt { (language.pick("Tài khoản", "Account")) }
            dd { a href=(accounts::address(&line.account)) { (line.account) } }
            dt { (language.pick("Lần đầu", "First seen")) }
            dd { (line.seen.0) }
            dt { (language.pick("Lần cuối", "Last seen")) }
            dd { (line.seen.1) }
            dt { (language.pick("Phiên bản", "Program")) }
            dd { (said(language, &line.program)) }
            dt { (language.pick("Thay đổi chưa gửi", "Unsent changes")) }
            dd { (said(language, line.unsent.as_deref().unwrap_or_default())) }
            dt { (language.pick("Lưu giữ", "Storage")) }
            dd { (said(language, &storage(language, line))) }
            dt { (language.pick("Tình trạng", "Standing")) }
            dd {
                (standing_name(line.standing, language))
                @if let Some((by, at)) = &line.decided { " · " (by) ", " (at) }
            }
            @if line.standing == "wipe" {
                dt { (language.pick("Máy đã được báo", "Told so")) }
                dd { (line.told.as_deref().unwrap_or(language.pick("chưa", "not yet"))) }
            }
        }
    }
}

fn decisions(language: Language, line: &Line) -> Markup {
    let own = address(&line.device);
    html! {
        @if line.standing == "good" {
            form method="post" action={ (own) "/revoke" } {
                p {
                    (language.pick(
                        "Chặn máy: máy chủ không gửi, nhận với máy này nữa; dữ liệu trên máy vẫn còn.",
                        "Revoke it: the server exchanges with it no more; what is on the device stays there.",
                    ))
                }
                button class="button" type="submit" { (language.pick("Chặn máy này", "Revoke this device")) }
            }
        } @else {
            form method="post" action={ (own) "/allow" } {
                button class="button" type="submit" {
                    (language.pick("Cho máy này gửi, nhận lại", "Let it exchange again"))
                }
            }
        }
        @if line.standing != "wipe" {
            (wiping(language, &own))
        }
    }
}

/// What cannot be taken back once the device has heard of it.
fn wiping(language: Language, own: &str) -> Markup {
    let warning = language.pick(
        "Xóa dữ liệu: khi kết nối lần tới, máy xóa mọi dữ liệu của tài khoản này trên máy, kể cả bản nháp báo cáo. Việc \
         này không lấy lại được. Còn thay đổi chưa gửi thì người dùng máy được mời lưu ra tệp trước. Máy không kết nối, \
         hoặc đã hết phiên đăng nhập, thì không nhận được yêu cầu: máy bị mất thì nên đặt mật khẩu mới cho tài khoản.",
        "Delete its data: when it connects next, the device deletes everything of this account that is on it, drafts of \
         reports too. This cannot be taken back. With unsent changes, whoever uses it is offered to save them to a file \
         first. A device that does not connect, or whose session has ended, does not hear of it: for a lost one, set a \
         new password for the account.",
    );
    html! {
        form method="post" action={ (own) "/wipe" } {
            p { (warning) }
            button class="button" type="submit" {
                (language.pick("Xóa dữ liệu trên máy này", "Delete the data on this device"))
            }
        }
    }
}

/// The address of a device's page.
pub fn address(device: &str) -> String {
    format!("/admin/devices/{device}")
}

/// Enough of an id to tell devices apart in a list.
fn short(device: &str) -> String {
    let mut short: String = device.chars().take(8).collect();
    if device.chars().count() > 8 {
        short.push('…');
    }
    short
}

fn said(language: Language, text: &str) -> &str {
    if text.is_empty() {
        language.pick("máy chưa báo", "it did not say")
    } else {
        text
    }
}

fn storage(language: Language, line: &Line) -> String {
    let kept = line.is_persisted.map(|is_persisted| {
        if is_persisted {
            language.pick("được giữ lâu dài", "kept for good")
        } else {
            language.pick("trình duyệt có thể xóa", "the browser may delete it")
        }
    });
    let free = line.free.as_ref().map(|free| match language {
        Language::Vi => format!("còn trống {free}"),
        Language::En => format!("{free} free"),
    });
    let parts: Vec<String> = kept.map(str::to_owned).into_iter().chain(free).collect();
    parts.join(", ")
}

const fn standing_name(standing: &str, language: Language) -> &'static str {
    match (standing.as_bytes(), language) {
        (b"revoked", Language::Vi) => "Đã chặn",
        (b"revoked", Language::En) => "Revoked",
        (b"wipe", Language::Vi) => "Chờ xóa dữ liệu",
        (b"wipe", Language::En) => "To be wiped",
        (_, Language::Vi) => "Được gửi, nhận",
        (_, Language::En) => "May exchange",
    }
}
