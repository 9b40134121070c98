//! `sohoi-server register`.

use std::fs;

use super::Data;

#[test]
fn a_register_is_imported_changed_exported_and_undone() {
    let data = Data::new();
    data.load_round();
    let file = data.0.path().join("hội.csv");
    let path = file.to_str().expect("it is text");
    let text = "Mã hội;Tên hội;Đơn vị;Loại hội\nZ-1;Hội Làm vườn;Thành phố Phan Thiết;red_cross\n\
                Z-2;Hội Nuôi ong;Phan Thiết;không có\nZ-1;Hội Khác;Phan Thiết;\n";
    fs::write(&file, text).expect("it is written");
    let said = data.does(&["register", "import", path, "--dry-run"]);
    assert!(
        said.contains("D3: ") && said.contains("A4: Row 2"),
        "{said}"
    );
    assert!(said.contains("1 would come in"), "{said}");
    let said = data.refuses(&["register", "import", path]);
    assert!(said.contains("2 problems; nothing was loaded"), "{said}");
    assert!(!data.does(&["register", "list"]).contains("Z-1"));
    let said = data.does(&["register", "import", path, "--skip-problems"]);
    let batch = said
        .trim()
        .rsplit(' ')
        .next()
        .expect("it has an id")
        .to_owned();
    assert!(
        data.does(&["register", "list", "--unit", "phan_thiet"])
            .contains("Z-1")
    );
    let past = data.does(&["register", "list", "--as-of", "2020-01-01"]);
    assert!(
        !past.contains("Z-1") && past.contains("1488 lines"),
        "{past}"
    );
    let said = data.refuses(&["register", "rename", "Z-1", "--to", "Hội CCB"]);
    assert!(said.contains("no association under the law"), "{said}");
    data.does(&[
        "register",
        "rename",
        "Z-1",
        "--to",
        "Hội Cây cảnh",
        "--decision",
        "1/QĐ",
    ]);
    let said = data.does(&["register", "history", "Z-1"]);
    assert!(said.contains("Renamed to Hội Cây cảnh"), "{said}");
    let said = data.refuses(&["register", "undo", &batch]);
    assert!(said.contains("Renamed to"), "{said}");
    fs::write(&file, "id,name,unit\nY-1,Hội Diều,phan_thiet\n").expect("it is written");
    let said = data.does(&["register", "import", path]);
    let batch = said
        .trim()
        .rsplit(' ')
        .next()
        .expect("it has an id")
        .to_owned();
    data.does(&["register", "undo", &batch]);
    assert!(!data.does(&["register", "list"]).contains("Y-1"));
    // What is exported changes nothing when it is taken in again.
    let exported = data
        .run(&["register", "export", "--format", "xlsx"], "")
        .stdout;
    let file = data.0.path().join("again.xlsx");
    fs::write(&file, exported).expect("it is written");
    let path = file.to_str().expect("it is text");
    let said = data.does(&["register", "import", path, "--dry-run"]);
    assert!(
        said.contains("0 would come in, 0 change, 1489 are so already, 0 have"),
        "{said}"
    );
    data.does(&["register", "merge", "Z-1", "--into", "BTN-T-0001"]);
    data.does(&["register", "dissolve", "BTN-T-0002", "--on", "2020-01-01"]);
    let said = data.does(&["register", "list", "--as-of", "2020-01-01"]);
    assert!(said.contains("1487 lines"), "{said}");
    data.does(&["register", "similar"]);
}
