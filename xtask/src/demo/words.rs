//! Sentences that people write: proposals, notes of returned responses. They name nobody.

use super::association::{Association, Level};
use super::random::Random;

const TO_THE_PARTY: [&str; 16] = [
    "Đề nghị cấp ủy định kỳ 6 tháng làm việc với hội để nắm tình hình và định hướng hoạt động.",
    "Đề nghị phân công cấp ủy viên theo dõi, phụ trách công tác hội quần chúng.",
    "Đề nghị quan tâm bồi dưỡng, kết nạp hội viên ưu tú vào Đảng.",
    "Đề nghị đưa kết quả lãnh đạo công tác hội vào đánh giá chi bộ hằng năm.",
    "Đề nghị giới thiệu đảng viên có uy tín, còn sức khỏe tham gia ban chấp hành hội.",
    "Đề nghị hướng dẫn cụ thể việc thành lập chi bộ trong hội khi đủ điều kiện.",
    "Đề nghị tổ chức học tập lại Chỉ thị 17-CT/TW cho cán bộ hội mới tham gia nhiệm kỳ này.",
    "Đề nghị thông tin kịp thời chủ trương mới về hội quần chúng đến cơ sở.",
    "Đề nghị có ý kiến sớm về nhân sự để hội tiến hành đại hội đúng nhiệm kỳ.",
    "Đề nghị chỉ đạo Mặt trận và các đoàn thể ký chương trình phối hợp với hội.",
    "Đề nghị tăng cường kiểm tra việc thực hiện Chỉ thị tại các chi bộ thôn, khu phố.",
    "Đề nghị quan tâm công tác quy hoạch, trẻ hóa cán bộ lãnh đạo hội.",
    "Đề nghị cấp ủy chỉ đạo thống nhất lộ trình sắp xếp các hội tương đồng, tránh xáo trộn hội viên.",
    "Đề nghị tạo điều kiện cho hội tham gia góp ý các nghị quyết chuyên đề của địa phương.",
    "Đề nghị biểu dương kịp thời những chi hội làm tốt để nhân rộng.",
    "Đề nghị có quy chế làm việc giữa cấp ủy và hội, trong đó nêu rõ chế độ báo cáo.",
];

const TO_THE_STATE: [&str; 20] = [
    "Đề nghị hỗ trợ kinh phí theo nhiệm vụ được giao, thanh toán gọn trong năm.",
    "Đề nghị bố trí nơi làm việc chung cho các hội tại nhà văn hóa.",
    "Đề nghị hướng dẫn thủ tục đại hội và rút ngắn thời gian trả lời hồ sơ.",
    "Đề nghị xem xét nâng mức thù lao cho chủ tịch hội đã nghỉ hưu.",
    "Đề nghị mở lớp tập huấn nghiệp vụ kế toán cho cán bộ hội.",
    "Đề nghị có văn bản hướng dẫn thống nhất về mẫu báo cáo năm của hội.",
    "Đề nghị giao hội tham gia giám sát, phản biện các đề án liên quan đến hội viên.",
    "Đề nghị hỗ trợ máy vi tính để hội quản lý danh sách hội viên.",
    "Đề nghị tạo điều kiện cho hội viên vay vốn phát triển sản xuất từ Ngân hàng Chính sách xã hội.",
    "Đề nghị khảo sát lại các hội hoạt động kém để có hướng củng cố hoặc giải thể.",
    "Đề nghị Mặt trận phối hợp hướng dẫn công tác vận động quỹ đúng quy định.",
    "Đề nghị quan tâm khen thưởng cán bộ hội làm việc lâu năm.",
    "Đề nghị phê duyệt sớm điều lệ sửa đổi của hội.",
    "Đề nghị hỗ trợ thẻ bảo hiểm y tế cho hội viên có hoàn cảnh khó khăn.",
    "Đề nghị bảo đảm kinh phí thăm hỏi, chúc thọ đúng mức quy định.",
    "Đề nghị Phòng Nội vụ kiểm tra định kỳ và góp ý để hội khắc phục thiếu sót.",
    "Đề nghị phối hợp chuyển giao kỹ thuật, tìm đầu ra cho nông sản của hội viên.",
    "Đề nghị sớm có hướng dẫn về chế độ cho cán bộ sau khi sắp xếp hội.",
    "Đề nghị công khai danh mục dịch vụ công có thể giao cho hội thực hiện.",
    "Đề nghị duy trì hội nghị gặp mặt các hội hằng năm để tháo gỡ vướng mắc.",
];

const TO_ABOVE: [&str; 14] = [
    "Đề nghị cấp trên hướng dẫn cụ thể tiêu chí hội tương đồng để làm cơ sở sắp xếp.",
    "Đề nghị sớm ban hành quy định thống nhất về chế độ, chính sách đối với người làm công tác hội.",
    "Đề nghị tổ chức tập huấn nghiệp vụ quản lý nhà nước về hội cho công chức cấp xã.",
    "Đề nghị xây dựng cơ sở dữ liệu dùng chung về hội trong toàn tỉnh.",
    "Đề nghị phân cấp rõ trách nhiệm theo dõi hội giữa các ngành.",
    "Đề nghị đưa kiểm tra chuyên đề về công tác hội vào chương trình kiểm tra hằng năm.",
    "Đề nghị có cơ chế khoán kinh phí theo nhiệm vụ thay cho cấp thường xuyên.",
    "Đề nghị chỉ đạo các hội quá hạn nhiệm kỳ tổ chức đại hội dứt điểm trong năm 2017.",
    "Đề nghị hướng dẫn xử lý hội không còn hoạt động nhưng chưa giải thể.",
    "Đề nghị tăng cường phối hợp giữa Ban Dân vận và ngành Nội vụ trong theo dõi hội.",
    "Đề nghị bố trí biên chế chuyên trách theo dõi công tác hội ở cấp huyện.",
    "Đề nghị nhân rộng mô hình phối hợp giữa Mặt trận và các hội trên địa bàn.",
    "Đề nghị sơ kết Chỉ thị hằng năm lồng ghép với tổng kết công tác dân vận.",
    "Đề nghị có hình thức khen thưởng chuyên đề về công tác hội quần chúng.",
];

/// What an association asks of the Party committee.
pub(super) fn to_the_party(level: Level, random: &mut Random) -> String {
    fit_level(sentences(&TO_THE_PARTY, random), level)
}

/// What an association asks of the authorities and the Front.
pub(super) fn to_the_state(level: Level, random: &mut Random) -> String {
    fit_level(sentences(&TO_THE_STATE, random), level)
}

/// What an authority asks of those above it.
pub(super) fn to_above(random: &mut Random) -> String {
    sentences(&TO_ABOVE, random)
}

/// A word on what is unusual in an answer, by the question that asks for it.
pub(super) fn explanation(question: &str, random: &mut Random) -> &'static str {
    let words: &[&str] = match question {
        "why_lower_included" => &[
            "Báo cáo các năm trước gộp chung toàn hệ thống, hội đang tách lại số của cấp mình.",
            "Sổ hội viên do chi hội quản lý, chưa tách kịp; xin gửi bổ sung khi được trả lại.",
        ],
        "why_members_jump" => &[
            "Trong năm thành lập thêm chi hội và kết nạp đợt lớn theo kế hoạch.",
            "Rà soát lại sổ hội viên, xóa tên người đã chuyển đi và người không còn sinh hoạt.",
            "Nhận bàn giao hội viên của chi hội sau khi sắp xếp lại thôn, khu phố.",
        ],
        "why_members_change" => &[
            "Hội vận động được thêm hội viên sau khi củng cố các chi hội.",
            "Nhiều hội viên cao tuổi qua đời, chuyển đi nơi khác; lớp trẻ đi làm xa.",
            "Năm đầu mới thành lập nên ít hội viên, các năm sau tăng dần.",
        ],
        "why_spent_without_income" => &[
            "Chi từ số dư năm trước chuyển sang.",
            "Ban chấp hành tự đóng góp, không ghi sổ thu.",
        ],
        "why_payroll_without_posts" => {
            &["Biên chế được giao nhưng chưa tuyển, đang dùng cán bộ kiêm nhiệm."]
        }
        "why_special_unsupported" => &[
            "Được công nhận là hội đặc thù nhưng địa phương chưa bố trí được kinh phí.",
            "Mới được công nhận trong năm, đã có tờ trình xin hỗ trợ.",
        ],
        "why_all_accepted" => &[
            "Góp ý dự thảo nghị quyết và đề án của địa phương, cơ quan soạn thảo có văn bản trả lời tiếp thu toàn bộ.",
            "Số lượng ít, đều là góp ý theo đề nghị của Ủy ban nhân dân; danh mục lưu tại văn phòng hội.",
        ],
        _ => &[
            "Ban chấp hành đã họp và thống nhất mức đánh giá này.",
            "Căn cứ kết quả phân loại cuối năm và biên bản họp ban chấp hành.",
        ],
    };
    random.pick(words)
}

/// Why a response was returned.
pub(super) fn return_note(association: Option<&Association<'_>>, random: &mut Random) -> String {
    if association.is_some_and(|association| association.includes_lower) {
        return "Số liệu đã gồm cả hội cấp dưới. Đề nghị tách, chỉ kê phần của cấp mình rồi gửi lại."
            .to_owned();
    }
    let notes: &[&str] = match association {
        Some(_) => &[
            "Đề nghị đối chiếu lại số hội viên năm 2017 với sổ hội viên của chi hội.",
            "Số thu hội phí chưa khớp với báo cáo tài chính năm 2016, đề nghị kiểm tra lại.",
            "Ngày đại hội gần nhất chưa khớp với quyết định phê duyệt, đề nghị xem lại.",
            "Đề nghị giải trình giá trị nhân đạo tăng cao so với các năm trước.",
            "Đề nghị bổ sung các năm đã gửi báo cáo, kèm số văn bản lưu tại đơn vị.",
        ],
        None => &[
            "Số hội quá hạn đại hội chưa khớp với phiếu của các hội, đề nghị rà soát lại.",
            "Đề nghị kiểm tra lại số cuộc kiểm tra chuyên đề, không tính cuộc kiểm tra chung.",
            "Đề nghị thống nhất số liệu sổ theo dõi hội với Phòng Nội vụ trước khi gửi lại.",
        ],
    };
    random.pick(notes).to_owned()
}

/// One or two different sentences.
fn sentences(all: &[&str], random: &mut Random) -> String {
    let last = all.len() as i64 - 1;
    let first = random.between(0, last);
    if random.chance(600) {
        return all[first as usize].to_owned();
    }
    let second = (first + random.between(1, last)) % (last + 1);
    format!("{} {}", all[first as usize], all[second as usize])
}

/// Names the bodies as they are called at the level of the association.
fn fit_level(text: String, level: Level) -> String {
    match level {
        Level::Province => text
            .replace("Phòng Nội vụ", "Sở Nội vụ")
            .replace("chi bộ thôn, khu phố", "đảng bộ trực thuộc"),
        Level::District | Level::Commune => text,
    }
}
