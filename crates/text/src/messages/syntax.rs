//! What scripts for SPSS and R say about themselves.

messages! {
    sps_reads: "Tệp lệnh SPSS: đọc phiếu trả lời dạng bảng (CSV) của một mẫu phiếu.",
        "SPSS syntax file: reads the responses of one form, one a line (CSV).";
    r_reads: "Tệp lệnh R: đọc phiếu trả lời dạng bảng (CSV) của một mẫu phiếu vào bảng responses.",
        "R script: reads the responses of one form, one a line (CSV), into the data frame responses.";
    sps_where: "Sửa tên tệp CSV ở dòng FILE nếu tệp có tên khác hoặc ở thư mục khác.",
        "Where the CSV has another name or lies in another folder, change the line FILE.";
    r_where: "Nếu tệp CSV có tên khác hoặc ở thư mục khác, đặt csv_file trước khi chạy.",
        "Where the CSV has another name or lies in another folder, set csv_file before running this.";
    r_encoding: "Cần R 4.2 trở lên hoặc môi trường UTF-8: source(\"...\", encoding = \"UTF-8\").",
        "Needs R 4.2 or an UTF-8 locale: source(\"...\", encoding = \"UTF-8\").";
    column_of: "Mỗi biến là một cột của tệp CSV, theo đúng thứ tự. Thuộc tính column ghi tên cột: dấu / thành dấu chấm, chữ không dấu, thêm mã băm nếu trùng.",
        "Each variable is a column of the CSV, in its order. The attribute column has the name of the column: a stroke became a dot, letters lost their marks, a hash stands behind where names would be the same.";
    made_for: "Kiểu và độ rộng của biến theo các phiếu lúc tạo tệp này: hãy tạo lại cùng với tệp CSV.",
        "Types and widths are those of the responses when this was made: make it anew together with the CSV.";
    blank: "Ô trống: không trả lời hoặc không áp dụng.",
        "Blank: not answered, or does not apply.";
    sps_apostrophe: "Bỏ dấu nháy đơn mà tệp CSV đặt trước chữ bắt đầu như công thức.",
        "Takes off the apostrophe that the CSV has before text that begins like a formula.";
    sps_several: "Câu chọn nhiều: mỗi lựa chọn thêm một biến 0/1 sau các cột của tệp CSV.",
        "Several choices: a variable of 0 and 1 for each, behind the columns of the CSV.";
    r_several: "Câu chọn nhiều: trong responses là chữ như tệp CSV, trong multiple mỗi lựa chọn một cột.",
        "Several choices: text as in the CSV in responses, a column for each choice in multiple.";
    other_columns: "Tệp CSV có các cột khác với tệp lệnh này: hãy xuất lại cả hai.",
        "The CSV has other columns than this script: export both anew.";
    chosen: "Có chọn", "Chosen";
    not_chosen: "Không chọn", "Not chosen";
}

/// How many cells hold a line break, at which SPSS ends a case.
pub fn broken_cells(language: crate::Language, count: usize) -> String {
    match language {
        crate::Language::Vi => format!(
            "CHÚ Ý: {count} ô của tệp CSV có xuống dòng, SPSS sẽ đọc sai: hãy thay xuống dòng bằng dấu cách trước."
        ),
        crate::Language::En => format!(
            "NOTE: cells of the CSV with line breaks: {count}. SPSS misreads them: put spaces for line breaks first."
        ),
    }
}
