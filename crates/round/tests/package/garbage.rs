//! Whatever the bytes, compiling ends with a round or with problems.

use sohoi_round::{PackageFiles, compile};

use crate::small_package;

/// SplitMix64 with a fixed seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % limit
    }
}

/// Compiles and checks that a refusal names a file of the package or one that is missing.
fn survives(files: &PackageFiles, what: &str) {
    if let Err(problems) = compile(files) {
        assert!(!problems.is_empty(), "{what}");
        for problem in problems {
            let is_known = files.contains_key(&problem.file) || problem.message.contains("missing");
            assert!(is_known, "{what}: {problem}");
            assert!(!problem.message.is_empty(), "{what}: {problem}");
        }
    }
}

#[test]
fn survives_flipped_bytes() {
    let good = small_package();
    let names: Vec<&String> = good.keys().collect();
    let mut random = Random(17);
    for round in 0..150 {
        let mut files = good.clone();
        let name = names[random.below(names.len())];
        let bytes = files.get_mut(name).expect("a file of the package");
        let mut what = format!("round {round}, {name}:");
        for _ in 0..=random.below(3) {
            let place = random.below(bytes.len());
            let value =
                [b',', b'"', b'\n', b'$', 0, 0xff, b'a', b'(', b'[', b'='][random.below(10)];
            bytes[place] = value;
            what = format!("{what} byte {place} = {value};");
        }
        survives(&files, &what);
    }
}

#[test]
fn survives_files_cut_short() {
    let good = small_package();
    let mut random = Random(102);
    for name in good.keys() {
        for _ in 0..6 {
            let mut files = good.clone();
            let bytes = files.get_mut(name).expect("a file of the package");
            let length = random.below(bytes.len());
            bytes.truncate(length);
            survives(&files, &format!("{name} cut to {length} bytes"));
        }
    }
}

#[test]
fn survives_noise_in_place_of_each_file() {
    let good = small_package();
    let mut random = Random(267);
    for name in good.keys() {
        for length in [0, 1, 3, 2000] {
            let mut files = good.clone();
            let noise = (0..length).map(|_| random.below(256) as u8).collect();
            files.insert(name.clone(), noise);
            survives(&files, &format!("{length} bytes of noise as {name}"));
        }
    }
}

#[test]
fn names_every_missing_file() {
    let problems = compile(&PackageFiles::new()).expect_err("nothing to compile");
    let named: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "indicators.csv: the file is missing",
            "register.csv: the file is missing",
            "round.toml: the file is missing",
            "units.csv: the file is missing",
        ]
    );
}
