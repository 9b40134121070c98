//! Files of two communes, added up in the browser of their province.

mod area;

use sohoi_aggregate::{Identity, write};
use sohoi_form::Engine;
use sohoi_json::{from_bytes, to_text};
use sohoi_stats::compute;
use sohoi_sync::Scope;
use sohoi_worker_office::{Asked, Failure, FileTold, Merge, MergeRequest, MergeSaid, Said, What};

use area::{Area, CLUBS, ONE, OTHER, PROVINCE, account, key};

/// Why each file is refused; blank where it is not.
fn reasons(merge: &Merge) -> Vec<&str> {
    let files = merge.files.iter();
    let refused = files.map(|file: &FileTold| file.refused.as_ref());
    refused
        .map(|refused| refused.map_or("", |own| own.sentence.as_str()))
        .collect()
}

#[test]
fn files_and_own_responses_make_the_figures_of_all() {
    let area = Area::new();
    let round = &area.compiled.round;
    let engines = [Engine::compile(round.forms[0].clone()).expect("a sound form")];
    let figures = |subjects: &[&str]| {
        let counted = area.counted(subjects);
        compute(&round.indicators, &round.dimensions, &engines, &counted)
            .expect("sound indicators")
            .indicators
    };
    let files = [
        ("mot", area.file(ONE, &["BTN-T-0001", "BTN-T-0002"])),
        ("hai", area.file(OTHER, &["BTN-T-0003"])),
    ];
    // The other commune has no key in the round, and that above may not sign for another one.
    let merge = area.merged(&files, None);
    assert_eq!(reasons(&merge)[0], "");
    assert!(reasons(&merge)[1].starts_with("Tệp ký bằng khóa không có trong đợt sơ kết"));
    let aggregate = area.aggregate(OTHER, &["BTN-T-0003"]);
    let unsigned = write(&aggregate, None, Some(&area.identity.recipient()));
    let files = [files[0].clone(), ("hai", unsigned)];

    let merge = area.merged(&files, None);
    assert_eq!(reasons(&merge), ["", ""]);
    let merged = merge.merged.expect("all are good");
    assert_eq!(
        merged.tables,
        figures(&["BTN-T-0001", "BTN-T-0002", "BTN-T-0003"])
    );
    assert_eq!(
        (merged.responses, merged.own, merged.is_unsigned),
        (3, None, true)
    );
    assert_eq!(
        merged.progress,
        [("club".to_owned(), (2, 3)), ("house".to_owned(), (1, 1))]
    );
    assert_eq!(
        merged.made_of,
        "cộng từ 2 tệp số liệu tổng hợp, 1 tệp chưa ký"
    );
    let told: Vec<_> = merge
        .files
        .iter()
        .map(|file| file.told.as_ref().expect("read"))
        .collect();
    assert_eq!((told[0].unit.as_str(), told[1].unit.as_str()), (ONE, OTHER));
    assert_eq!(told[0].fingerprint, Some(key(ONE).signer().fingerprint()));
    assert_eq!(
        (told[1].fingerprint.as_ref(), told[1].is_sealed),
        (None, true)
    );
    let key_told = merge.key.expect("it was given");
    assert_eq!(key_told.units, [PROVINCE]);

    let merge = area.merged(&files, Some(&["BTN-T-0004"]));
    let merged = merge.merged.expect("all are good");
    let all: Vec<&str> = CLUBS.iter().map(|club| club.0).collect();
    assert_eq!(merged.tables, figures(&all));
    assert_eq!((merged.responses, merged.own), (4, Some(1)));
}

#[test]
fn one_refused_file_is_enough_and_each_has_its_reason() {
    let area = Area::new();
    let good = area.file(ONE, &["BTN-T-0001"]);
    let mut damaged = good.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let unsigned = write(
        &area.aggregate(ONE, &["BTN-T-0002"]),
        None,
        Some(&area.identity.recipient()),
    );
    let files = [
        ("tốt", good.clone()),
        ("hỏng", damaged),
        ("lần hai", good.clone()),
        ("chưa ký", unsigned),
        ("bảng", "Mã,Chỉ tiêu".into()),
    ];
    let merge = area.merged(&files, None);
    assert_eq!(merge.merged, None);
    let found = reasons(&merge);
    for (reason, expected) in found.iter().zip([
        "",
        "Tệp bị hỏng",
        "Tệp tốt cũng là của Xã Bình Minh",
        "Tệp chưa ký, trong khi đợt sơ kết có khóa của Xã Bình Minh",
        "Đây không phải tệp số liệu tổng hợp",
    ]) {
        assert!(reason.starts_with(expected), "{reason}");
        assert_eq!(reason.is_empty(), expected.is_empty(), "{reason}");
    }
    assert!(
        merge.files[3]
            .refused
            .as_ref()
            .expect("refused")
            .lacks_signature
    );
    // No file is made of such files.
    let request = MergeRequest {
        what: Some(What::FiguresCsv),
        ..area.request(&files)
    };
    assert_eq!(area.said(&request, &files, &[]), Err(Failure::NotHere));

    // What is counted here is not counted again.
    let files = [("tốt", good)];
    let merge = area.merged(&files, Some(&["BTN-T-0001"]));
    let reason = "1 hội, cơ quan trong tệp cũng có phiếu trên máy này: Câu lạc bộ Đờn ca tài tử Bình Minh \
                  (BTN-T-0001).";
    assert!(
        reasons(&merge)[0].starts_with(reason),
        "{:?}",
        reasons(&merge)
    );
    assert_eq!(merge.merged, None);
}

#[test]
fn a_key_is_told_by_its_unit_and_nothing_is_opened_without_one() {
    let area = Area::new();
    let files = [("một", area.file(ONE, &["BTN-T-0001"]))];
    let stranger = Identity::generate();
    for (key, recipient, units, reason) in [
        (
            String::new(),
            None,
            None,
            "Tệp được niêm phong. Xin chọn tệp khóa",
        ),
        (
            "không".to_owned(),
            Some(None),
            Some(0),
            "Tệp được niêm phong. Xin chọn tệp khóa",
        ),
        (
            stranger.secret(),
            Some(Some(stranger.recipient().to_string())),
            Some(0),
            "Khóa này không mở được tệp",
        ),
    ] {
        let request = MergeRequest {
            key,
            ..area.request(&files)
        };
        let merge = area.told(&request, &files, &[]);
        assert!(
            reasons(&merge)[0].starts_with(reason),
            "{:?}",
            reasons(&merge)
        );
        assert_eq!(
            merge.key.as_ref().map(|key| key.recipient.clone()),
            recipient
        );
        assert_eq!(merge.key.as_ref().map(|key| key.units.len()), units);
    }
    // An open file needs none.
    let open = write(&area.aggregate(ONE, &["BTN-T-0001"]), Some(&key(ONE)), None);
    let files = [("một", open)];
    let request = MergeRequest {
        key: String::new(),
        ..area.request(&files)
    };
    let merge = area.told(&request, &files, &[]);
    assert_eq!(merge.merged.map(|it| it.responses), Some(1));
    assert!(!format!("{request:?}").contains("key"));
    assert!(!format!("{:?}", area.request(&files)).contains(&area.identity.secret()));
}

#[test]
fn what_makes_no_sense_is_not_understood() {
    let area = Area::new();
    let files = [("một", area.file(ONE, &["BTN-T-0001"]))];
    let good = area.request(&files);
    let mut short = good.clone();
    short.files[0].length -= 1;
    let mut long = good.clone();
    long.files[0].length += 1;
    let of_one = MergeRequest {
        account: account(Scope::Subject("BTN-T-0001".to_owned())),
        ..good.clone()
    };
    let day = MergeRequest {
        today: "today".to_owned(),
        ..good.clone()
    };
    let elsewhere = MergeRequest {
        round: "elsewhere".to_owned(),
        ..good
    };
    for (request, expected) in [
        (short, Failure::NotUnderstood),
        (long, Failure::NotUnderstood),
        (day, Failure::NotUnderstood),
        (of_one, Failure::NotHere),
        (elsewhere, Failure::NotHere),
    ] {
        assert_eq!(area.said(&request, &files, &[]), Err(expected));
    }
}

#[test]
fn what_is_said_about_files_is_what_is_heard() {
    let area = Area::new();
    let files = [
        ("một", area.file(ONE, &["BTN-T-0001"])),
        ("bảng", "Mã".into()),
    ];
    let request = MergeRequest {
        what: Some(What::Report),
        layout: "state".to_owned(),
        counts_own: true,
        ..area.request(&files)
    };
    let asked = Asked::Merge(request);
    let text = to_text(&asked);
    assert_eq!(from_bytes(text.as_bytes()), Ok(asked), "{text}");
    for merge in [
        area.merged(&files, None),
        area.merged(&files[..1], Some(&[])),
    ] {
        let said = Said::Merge(Box::new(merge));
        let text = to_text(&said);
        assert_eq!(from_bytes(text.as_bytes()), Ok(said), "{text}");
    }
}

#[test]
fn files_of_merged_figures_say_what_they_are_made_of() {
    let area = Area::new();
    let files = [("một.sohoi", area.file(ONE, &["BTN-T-0001"]))];
    let made = |what| {
        let request = MergeRequest {
            what: Some(what),
            ..area.request(&files)
        };
        match area.said(&request, &files, &[]) {
            Ok(MergeSaid::File(bytes)) => Ok(bytes),
            Ok(MergeSaid::Figures(_)) => panic!("a file was asked for"),
            Err(failure) => Err(failure),
        }
    };
    let csv = String::from_utf8(made(What::FiguresCsv).expect("made")).expect("text");
    assert!(csv.contains("cộng từ 1 tệp số liệu tổng hợp"), "{csv}");
    assert!(
        made(What::FiguresWorkbook)
            .expect("made")
            .starts_with(b"PK")
    );
    // The round has none.
    assert_eq!(made(What::Report), Err(Failure::NotHere));
    assert_eq!(made(What::ResponsesLong), Err(Failure::NotUnderstood));
}
