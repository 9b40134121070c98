//! `/admin/audit`: what people did to the server.

use maud::html;
use sohoi_text::Language;

use crate::field::{Choice, Field, Typing};
use crate::frame::{Frame, page};
use crate::table::{Cell, Table};

/// A row as people read it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub detail: String,
}

/// What was looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// The first day, as `2017-06-30`.
    pub since: String,
    /// The last day.
    pub until: String,
}

/// The page. `actions` are those that there are, `older` the address of the rows before.
pub fn list(
    frame: &Frame,
    filter: &Filter,
    actions: &[String],
    lines: &[Line],
    older: Option<&str>,
) -> String {
    let language = frame.language;
    let rows = lines.iter().map(|line| {
        vec![
            Cell::text(&line.at),
            Cell::text(actor_name(&line.actor, language)),
            Cell::text(action_name(&line.action, language)),
            Cell::text(&line.detail),
            Cell::number(&line.id),
        ]
    });
    let table = Table {
        caption: language.pick("Nhật ký quản trị", "Audit"),
        headings: &[
            language.pick("Lúc", "When"),
            language.pick("Ai", "Who"),
            language.pick("Việc", "What"),
            language.pick("Chi tiết", "Detail"),
            language.pick("Số", "No."),
        ],
        rows: rows.collect(),
        empty: language.pick("Không có dòng nào như vậy.", "There is no such row."),
    };
    page(
        frame,
        &html! {
            p class="lead" {
                (language.pick(
                    "Mỗi dòng được móc nối với dòng trước; dòng nào bị sửa thì lệnh “sohoi-server audit verify” chỉ ra.",
                    "Each row is chained to the one before; “sohoi-server audit verify” names the first that was changed.",
                ))
            }
            (filter_form(language, filter, actions))
            (table.markup())
            @if let Some(older) = older {
                p class="buttons" {
                    a class="button" href=(older) { (language.pick("Các dòng cũ hơn", "Older rows")) }
                }
            }
        },
    )
}

fn filter_form(language: Language, filter: &Filter, actions: &[String]) -> maud::Markup {
    let actor = Field {
        name: "actor",
        label: language.pick("Ai", "Who"),
        value: &filter.actor,
        ..Field::default()
    };
    let action = Field {
        name: "action",
        label: language.pick("Việc", "What"),
        value: &filter.action,
        ..Field::default()
    };
    let every = Choice {
        value: "",
        label: language.pick("Mọi việc", "Everything"),
        hint: "",
    };
    let actions = actions.iter().map(|action| Choice {
        value: action,
        label: action_name(action, language),
        hint: "",
    });
    let actions: Vec<Choice<'_>> = [every].into_iter().chain(actions).collect();
    let since = Field {
        name: "since",
        label: language.pick("Từ ngày", "From"),
        value: &filter.since,
        ..Field::default()
    };
    let until = Field {
        name: "until",
        label: language.pick("Đến ngày", "To"),
        value: &filter.until,
        ..Field::default()
    };
    html! {
        form method="get" action="/admin/audit" class="filter-form" {
            (actor.line(Typing::Text))
            (action.list(&actions))
            (since.line(Typing::Date))
            (until.line(Typing::Date))
            button class="button" type="submit" { (language.pick("Lọc", "Filter")) }
        }
    }
}

fn actor_name(actor: &str, language: Language) -> &str {
    match (actor, language) {
        ("command line", Language::Vi) => "dòng lệnh trên máy chủ",
        _ => actor,
    }
}

/// What was done, in words; as the program calls it where there are none.
fn action_name(action: &str, language: Language) -> &str {
    let vi = match action {
        "sign in" => "Đăng nhập",
        "add account" => "Thêm tài khoản",
        "suspend account" => "Tạm khóa tài khoản",
        "resume account" => "Mở lại tài khoản",
        "reset password" => "Đặt lại mật khẩu",
        "move account" => "Đổi vai trò, phạm vi",
        "revoke device" => "Chặn máy",
        "wipe device" => "Xóa dữ liệu trên máy",
        "allow device" => "Cho máy gửi, nhận lại",
        "device told to wipe" => "Máy đã nhận lệnh xóa",
        "move response" => "Đổi trạng thái phiếu",
        "pull responses" => "Máy nhận phiếu của người khác",
        "read responses" => "Đọc phiếu bằng mã truy cập",
        "export" => "Xuất tệp",
        "add token" => "Cấp mã truy cập dữ liệu",
        "revoke token" => "Thu hồi mã truy cập dữ liệu",
        "load round" => "Nạp đợt sơ kết",
        "load demonstration" => "Nạp dữ liệu minh họa",
        "retry quarantine" => "Thử lại việc để riêng",
        "backup" => "Sao lưu",
        "restore" => "Khôi phục",
        _ => action,
    };
    language.pick(vi, action)
}
