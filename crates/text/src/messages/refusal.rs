//! Why a file of a unit below is not added up, and what to do. The name of the file stands beside it.

use crate::Language;

messages! {
    not_an_aggregate: "Đây không phải tệp số liệu tổng hợp. Bảng số liệu đã xuất hoặc công bố không cộng được: xin đơn vị cấp dưới gửi tệp số liệu tổng hợp.",
        "This is no aggregate. Tables of figures cannot be added up: please ask the unit below for its aggregate.";
    other_format: "Tệp do phiên bản mới hơn tạo ra. Xin cập nhật ứng dụng trên máy này rồi thử lại.",
        "The file was made by a newer version. Please update the app on this device and try again.";
    too_large: "Tệp quá lớn so với một tệp số liệu tổng hợp nên không đọc.",
        "The file is too large for an aggregate and was not read.";
    no_key: "Tệp được niêm phong. Xin chọn tệp khóa của đơn vị để mở.",
        "The file is sealed. Please choose the key file of the unit to open it.";
    not_for_us: "Khóa này không mở được tệp: tệp niêm phong gửi cho đơn vị khác, hoặc phần đầu của tệp bị hỏng. Xin kiểm tra tệp khóa; nếu đúng khóa, xin bên gửi xuất lại.",
        "This key does not open the file: it is sealed to another unit, or its beginning is damaged. Please check the key file; if it is the right one, ask the sender to export again.";
    damaged: "Tệp bị hỏng, bị sửa hoặc thiếu một phần. Xin bên gửi gửi lại.",
        "The file is damaged, was changed, or is not whole. Please ask the sender for it again.";
    forged: "Chữ ký không phải của khóa ghi trong đợt sơ kết: tệp bị giả mạo hoặc bị sửa. Xin hỏi lại bên gửi.",
        "The signature is not that of the key of the round: the file is forged or was changed. Please ask the sender.";
    demonstration: "Số liệu minh họa và số liệu thật không cộng được với nhau.",
        "Demonstration data and real figures cannot be added up.";
}

/// Some names of more.
pub fn and_more(language: Language, names: &str, more: &str) -> String {
    match language {
        Language::Vi => format!("{names} và {more} nữa"),
        Language::En => format!("{names} and {more} more"),
    }
}

/// Tallies that no responses can have given, at an indicator or form.
pub fn misfit(language: Language, place: &str) -> String {
    match language {
        Language::Vi => format!(
            "Trong tệp có số liệu mà không phiếu nào tạo ra được ({place}). Xin bên gửi xuất lại."
        ),
        Language::En => format!(
            "The file holds what no forms can have given ({place}). Please ask the sender to export again."
        ),
    }
}

/// The same of all files together.
pub fn too_many(language: Language, place: &str) -> String {
    match language {
        Language::Vi => format!(
            "Cộng lại, các tệp có số liệu mà không phiếu nào tạo ra được ({place}). Xin các bên gửi xuất lại."
        ),
        Language::En => format!(
            "All files together hold what no forms can have given ({place}). Please ask the senders to export again."
        ),
    }
}

/// A key that the round does not have, by its fingerprint.
pub fn unknown_signer(language: Language, fingerprint: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp ký bằng khóa không có trong đợt sơ kết (chữ ký {fingerprint}). Xin đối chiếu với bên gửi rồi báo người giữ gói đợt sơ kết."
        ),
        Language::En => format!(
            "The file is signed with a key that the round does not have (signed {fingerprint}). Please compare it with the sender’s and tell the keeper of the round package."
        ),
    }
}

/// The key of one unit under the figures of another.
pub fn signer_of_other_unit(language: Language, unit: &str, fingerprint: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp ghi là của {unit}, nhưng chữ ký {fingerprint} không phải của {unit} hay của đơn vị cấp trên. Xin hỏi lại bên gửi."
        ),
        Language::En => format!(
            "The file says that it is of {unit}, but the signature {fingerprint} is not that of {unit} or of a unit above it. Please ask the sender."
        ),
    }
}

/// No signature, though the round has a key for the unit.
pub fn unsigned(language: Language, unit: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp chưa ký, trong khi đợt sơ kết có khóa của {unit}. Xin bên gửi gửi tệp đã ký, hoặc chọn “Nhận cả tệp chưa ký”."
        ),
        Language::En => format!(
            "The file is not signed, and the round has a key for {unit}. Please ask for a signed one, or choose “Take files that are not signed”."
        ),
    }
}

/// Another round.
pub fn other_round(language: Language, is: &str, wanted: &str) -> String {
    match language {
        Language::Vi => format!("Tệp của đợt {is}, không phải đợt {wanted} đang mở ở đây."),
        Language::En => format!("The file is of round {is}, not of {wanted}, which is open here."),
    }
}

/// Figures of another day.
pub fn other_cutoff(language: Language, is: &str, wanted: &str) -> String {
    match language {
        Language::Vi => format!(
            "Số liệu trong tệp chốt ngày {is}, ở đây chốt ngày {wanted}. Hai bên phải dùng cùng một gói đợt sơ kết."
        ),
        Language::En => format!(
            "The file’s figures are of {is}, those here of {wanted}. Both sides have to use the same round package."
        ),
    }
}

/// Other versions of forms.
pub fn other_forms(language: Language, forms: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp tính theo phiên bản khác của mẫu phiếu: {forms}. Hai bên phải dùng cùng một gói đợt sơ kết."
        ),
        Language::En => format!(
            "The file is counted under another version of a form: {forms}. Both sides have to use the same round package."
        ),
    }
}

/// Indicators that are computed otherwise.
pub fn other_indicators(language: Language, codes: &str) -> String {
    match language {
        Language::Vi => format!(
            "Bên gửi tính khác các chỉ tiêu: {codes}. Hai bên phải dùng cùng một gói đợt sơ kết."
        ),
        Language::En => format!(
            "The sender computes indicators in another way: {codes}. Both sides have to use the same round package."
        ),
    }
}

/// Another population than is asked for.
pub fn other_population(language: Language, is: &str, wanted: &str) -> String {
    match language {
        Language::Vi => format!("Tệp là “{is}”, ở đây cần “{wanted}”."),
        Language::En => format!("The file has “{is}”; here “{wanted}” are asked for."),
    }
}

/// Provisional figures beside approved ones.
pub fn mixed(language: Language, is: &str, other: &str, other_is: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp này là “{is}”, còn tệp {other} là “{other_is}”: không cộng được với nhau. Xin các bên gửi cùng một loại số liệu."
        ),
        Language::En => format!(
            "This file has “{is}”, and {other} has “{other_is}”: they cannot be added up. Please ask all for the same kind of figures."
        ),
    }
}

/// A unit elsewhere.
pub fn outside_area(language: Language, unit: &str, area: &str) -> String {
    match language {
        Language::Vi => format!("Tệp của {unit}, không thuộc {area}."),
        Language::En => format!("The file is of {unit}, which is not in {area}."),
    }
}

/// Subjects that the register here does not have there.
pub fn strangers(language: Language, unit: &str, subjects: &str) -> String {
    match language {
        Language::Vi => format!(
            "Tệp tính cả những hội, cơ quan mà sổ hội ở đây không ghi ở {unit}: {subjects}. Hai bên phải dùng cùng một sổ hội."
        ),
        Language::En => format!(
            "The file counts associations or authorities that the register here does not have in {unit}: {subjects}. Both sides have to use the same register."
        ),
    }
}

/// Two files of one unit.
pub fn same_unit(language: Language, other: &str, unit: &str) -> String {
    match language {
        Language::Vi => format!("Tệp {other} cũng là của {unit}. Xin bỏ tệp cũ hơn."),
        Language::En => format!("{other} is of {unit}, too. Please take out the older one."),
    }
}

/// Subjects that another file counts.
pub fn overlap(language: Language, count: &str, other: &str, subjects: &str) -> String {
    match language {
        Language::Vi => format!(
            "{count} hội, cơ quan đã được tính trong tệp {other}: {subjects}. Xin bỏ một trong hai tệp."
        ),
        Language::En => format!(
            "{other} counts {count} of its associations or authorities already: {subjects}. Please take out one of the two files."
        ),
    }
}

/// Subjects that the account's own responses count.
pub fn counted_here(language: Language, count: &str, subjects: &str) -> String {
    match language {
        Language::Vi => format!(
            "{count} hội, cơ quan trong tệp cũng có phiếu trên máy này: {subjects}. Xin bỏ chọn “Tính cả phiếu trên máy này”, hoặc bỏ tệp."
        ),
        Language::En => format!(
            "{count} associations or authorities of the file have a form on this device, too: {subjects}. Please do not count the forms on this device, or take the file out."
        ),
    }
}
