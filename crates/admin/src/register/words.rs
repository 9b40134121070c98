//! Why the register does not take something, in words.

use chrono::NaiveDate;
use sohoi_register::import::{CellFlaw, Column, Field};
use sohoi_register::{Change, Charset, Event, Excluded, Legacy, NotNoted, Refusal};
use sohoi_text::Language;

/// A day as people write it: `30/6/2017`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d/%-m/%Y").to_string()
}

/// Why a change is refused, as a sentence that says what to do.
pub fn refusal(refusal: &Refusal, language: Language) -> String {
    let vi = language == Language::Vi;
    match refusal {
        Refusal::NoCode => language
            .pick("Chưa có mã hội.", "The code is missing.")
            .into(),
        Refusal::NoName => language
            .pick("Chưa có tên hội.", "The name is missing.")
            .into(),
        Refusal::CodeTaken { code } if vi => {
            format!("Mã {code} đã cấp cho hội khác (kể cả hội đã giải thể). Xin dùng mã khác.")
        }
        Refusal::CodeTaken { code } => format!(
            "The code {code} was given to another association, maybe one that has ended: take another one."
        ),
        Refusal::NoSuchLine { line } if vi => format!("Vào ngày đó danh sách không có hội {line}."),
        Refusal::NoSuchLine { line } => {
            format!("The register has no association {line} on that day.")
        }
        Refusal::Ended { line, ended } if vi => format!(
            "Hội {line} không còn trong danh sách từ ngày {}.",
            day(*ended)
        ),
        Refusal::Ended { line, ended } => format!(
            "The association {line} is not in the register any more since {}.",
            day(*ended)
        ),
        Refusal::NotProvisional { line } if vi => {
            format!("Hội {line} đã có trong danh sách chính thức, không còn chờ xác nhận.")
        }
        Refusal::NotProvisional { line } => {
            format!("The association {line} is in the register and waits for nothing.")
        }
        Refusal::StillProvisional { line } if vi => {
            format!("Hội {line} còn chờ xác nhận. Xin xác nhận trước rồi mới sáp nhập vào.")
        }
        Refusal::StillProvisional { line } => format!(
            "The association {line} waits to be confirmed: confirm it before others are merged into it."
        ),
        Refusal::NoSuchUnit { unit, day: on } if vi => {
            format!("Ngày {} không có đơn vị {unit}.", day(*on))
        }
        Refusal::NoSuchUnit { unit, day: on } => {
            format!("There is no unit {unit} on {}.", day(*on))
        }
        Refusal::Excluded { organisation } if vi => format!(
            "{} không thuộc diện đăng ký hội (Nghị định 45/2010/NĐ-CP, Điều 1), nên không đưa vào danh sách.",
            excluded(*organisation, language)
        ),
        Refusal::Excluded { organisation } => format!(
            "{} is no association under the law (Decree 45/2010/NĐ-CP, article 1) and stays out of the register.",
            excluded(*organisation, language)
        ),
        Refusal::NameTaken { line } if vi => format!(
            "Hội {line} cùng đơn vị đã có tên này (Nghị định 45/2010/NĐ-CP, Điều 5). Nếu là một hội, xin sáp nhập; nếu là hội khác, xin đổi tên."
        ),
        Refusal::NameTaken { line } => format!(
            "The association {line} of the same unit has this name (Decree 45/2010/NĐ-CP, article 5): if they are one, merge them; otherwise give another name."
        ),
        Refusal::NotOthers => language
            .pick(
                "Xin chọn ít nhất một hội, khác với hội được sáp nhập vào.",
                "Choose at least one association, other than the one it is merged into.",
            )
            .into(),
        Refusal::NoReason => language
            .pick("Xin ghi lý do từ chối.", "Please say why it is refused.")
            .into(),
        Refusal::NoSuchBatch { batch } if vi => {
            format!("Không có lần nhập {batch}, hoặc đã hoàn tác rồi.")
        }
        Refusal::NoSuchBatch { batch } => {
            format!("There is no import {batch}, or it was undone before.")
        }
    }
}

/// An organisation that the law keeps out of the register.
pub fn excluded(organisation: Excluded, language: Language) -> &'static str {
    match organisation {
        Excluded::FatherlandFront => {
            language.pick("Mặt trận Tổ quốc Việt Nam", "The Vietnam Fatherland Front")
        }
        Excluded::TradeUnion => language.pick("Công đoàn", "The trade union"),
        Excluded::YouthUnion => language.pick(
            "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
            "The Ho Chi Minh Communist Youth Union",
        ),
        Excluded::Farmers => language.pick("Hội Nông dân", "The Farmers' Union"),
        Excluded::Veterans => language.pick("Hội Cựu chiến binh", "The Veterans' Association"),
        Excluded::Women => language.pick("Hội Liên hiệp Phụ nữ", "The Women's Union"),
    }
}

/// Why an event is not noted.
pub fn not_noted(flaw: &NotNoted, language: Language) -> String {
    match flaw {
        NotNoted::Itself { refusal: why, .. } => refusal(why, language),
        NotNoted::Breaks { refusal: why, .. } => {
            let why = refusal(why, language);
            match language {
                Language::Vi => {
                    format!("Một thay đổi đã ghi cho ngày sau đó sẽ không còn đúng: {why}")
                }
                Language::En => {
                    format!("A change that is noted for a later day would not hold: {why}")
                }
            }
        }
        NotNoted::Twice { .. } | NotNoted::OutOfOrder { .. } => language
            .pick(
                "Thay đổi này đã được ghi. Xin tải lại trang.",
                "This change was noted before. Please load the page again.",
            )
            .into(),
    }
}

/// What is wrong with a cell, and what to do.
pub fn cell_flaw(flaw: &CellFlaw, language: Language) -> String {
    let vi = language == Language::Vi;
    match flaw {
        CellFlaw::Blank => language
            .pick(
                "Ô trống. Xin điền vào (ô gộp chỉ có giá trị ở ô đầu).",
                "It is blank: fill it in (of merged cells only the first has a value).",
            )
            .into(),
        CellFlaw::UnknownUnit => language
            .pick(
                "Không có đơn vị nào tên như vậy vào ngày này. Xin ghi tên đầy đủ hoặc mã đơn vị.",
                "No unit is called so on this day: write its full name or its code.",
            )
            .into(),
        CellFlaw::AmbiguousUnit { units } if vi => format!(
            "Có {} đơn vị cùng tên ({}). Xin thêm cột đơn vị cấp trên, hoặc ghi mã.",
            units.len(),
            units.join(", ")
        ),
        CellFlaw::AmbiguousUnit { units } => format!(
            "{} units are called so ({}): add a column with the unit above, or write the code.",
            units.len(),
            units.join(", ")
        ),
        CellFlaw::UnknownKind => language
            .pick(
                "Không có loại đối tượng này trong đợt tổng kết.",
                "The round has no such kind.",
            )
            .into(),
        CellFlaw::OtherKind { kind } if vi => {
            format!("Dòng này trong danh sách là loại {kind}, không đổi loại được.")
        }
        CellFlaw::OtherKind { kind } => {
            format!("In the register the line is of the kind {kind}, which does not change.")
        }
        CellFlaw::Twice { row } if vi => {
            format!("Mã này đã có ở dòng {row}. Xin bỏ một dòng hoặc sửa mã.")
        }
        CellFlaw::Twice { row } => {
            format!("Row {row} has this code already: delete one of them or correct the code.")
        }
        CellFlaw::NotOffered => language
            .pick(
                "Không phải một lựa chọn của câu hỏi. Xin ghi như trong phiếu.",
                "It is none of the choices: write it as the form does.",
            )
            .into(),
        CellFlaw::WrongType { wanted } => match wanted.as_str() {
            "date" => language.pick(
                "Không phải ngày. Xin ghi như 30/06/2017.",
                "It is no day: write it as 2017-06-30.",
            ),
            "integer" => language.pick("Không phải số nguyên.", "It is no whole number."),
            _ => language.pick("Không phải số.", "It is no number."),
        }
        .into(),
        CellFlaw::TooLong { most } if vi => format!("Dài quá (tối đa {most} byte). Xin viết gọn."),
        CellFlaw::TooLong { most } => format!("It is too long (at most {most} bytes): shorten it."),
        CellFlaw::Formula { error } if vi => {
            format!("Công thức trong ô bị lỗi ({error}). Xin ghi giá trị thay cho công thức.")
        }
        CellFlaw::Formula { error } => {
            format!("The formula of the cell failed ({error}): write the value instead.")
        }
        CellFlaw::OutOfReach { unit } if vi => {
            format!("Đơn vị {unit} ngoài phạm vi tài khoản của bạn.")
        }
        CellFlaw::OutOfReach { unit } => {
            format!("The unit {unit} is outside of what your account keeps.")
        }
        CellFlaw::Refused { refusal: why } => refusal(why, language),
    }
}

/// What a column means.
pub fn column(column: &Column, language: Language) -> String {
    match column {
        Column::Id => language.pick("Mã hội", "Code").into(),
        Column::Name => language.pick("Tên hội", "Name").into(),
        Column::Kind => language.pick("Loại đối tượng", "Kind").into(),
        Column::Unit => language.pick("Đơn vị", "Unit").into(),
        Column::UnitAbove => language.pick("Đơn vị cấp trên", "Unit above").into(),
        Column::Attribute(name) => name.clone(),
        Column::Ignored => language.pick("(không dùng)", "(not used)").into(),
    }
}

/// What a row changes of a line.
pub fn field(field: &Field, language: Language) -> String {
    match field {
        Field::Name => column(&Column::Name, language),
        Field::Unit => column(&Column::Unit, language),
        Field::Attribute(name) => name.clone(),
    }
}

/// How a text file was read.
pub fn charset(charset: Charset) -> &'static str {
    match charset {
        Charset::Utf8 => "UTF-8",
        Charset::Utf16Le | Charset::Utf16Be => "UTF-16",
        Charset::Windows1258 => "Windows-1258",
        Charset::Windows1252 => "Windows-1252",
    }
}

/// The columns that were in old encodings, by their letters.
pub fn legacy(columns: &[(String, Legacy)], language: Language) -> Option<String> {
    if columns.is_empty() {
        return None;
    }
    let named: Vec<String> = columns
        .iter()
        .map(|(letters, encoding)| format!("{letters}: {}", encoding.name()))
        .collect();
    let named = named.join(", ");
    Some(match language {
        Language::Vi => format!("Đã chuyển phông chữ cũ sang Unicode ({named})."),
        Language::En => format!("Columns of old fonts were converted to Unicode ({named})."),
    })
}

/// What happened, in a few words; units and lines by their ids, or as `named` calls them.
pub fn event(event: &Event, language: Language, named: &dyn Fn(&str) -> String) -> String {
    change(&event.change, language, named)
}

/// What changes, in a few words.
pub fn change(change: &Change, language: Language, named: &dyn Fn(&str) -> String) -> String {
    let vi = language == Language::Vi;
    match change {
        Change::Add { line } | Change::Stand { line } if vi => {
            format!("Đưa vào danh sách: {} ({})", line.name, named(&line.unit))
        }
        Change::Add { line } | Change::Stand { line } => {
            format!("Entered: {} ({})", line.name, named(&line.unit))
        }
        Change::AddProvisional { line } if vi => {
            format!(
                "Cơ sở bổ sung, chờ xác nhận: {} ({})",
                line.name,
                named(&line.unit)
            )
        }
        Change::AddProvisional { line } => {
            format!(
                "Added in the field, to be confirmed: {} ({})",
                line.name,
                named(&line.unit)
            )
        }
        Change::Rename { name, .. } if vi => format!("Đổi tên thành {name}"),
        Change::Rename { name, .. } => format!("Renamed to {name}"),
        Change::Move { unit, .. } if vi => format!("Chuyển về {}", named(unit)),
        Change::Move { unit, .. } => format!("Moved to {}", named(unit)),
        Change::Amend { attributes, .. } => {
            let said: Vec<String> = attributes
                .iter()
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            match language {
                Language::Vi => format!("Bổ sung thông tin: {}", said.join("; ")),
                Language::En => format!("Amended: {}", said.join("; ")),
            }
        }
        Change::Merge { lines, into } if vi => {
            format!("Sáp nhập {} vào {into}", lines.join(", "))
        }
        Change::Merge { lines, into } => format!("Merged {} into {into}", lines.join(", ")),
        Change::Dissolve { .. } => language.pick("Giải thể", "Dissolved").into(),
        Change::Confirm { code, .. } if vi => format!("Xác nhận, mã {code}"),
        Change::Confirm { code, .. } => format!("Confirmed under the code {code}"),
        Change::Refuse { reason, .. } if vi => format!("Từ chối: {reason}"),
        Change::Refuse { reason, .. } => format!("Refused: {reason}"),
        Change::Undo { batch } if vi => format!("Hoàn tác lần nhập {batch}"),
        Change::Undo { batch } => format!("The import {batch} undone"),
    }
}
