//! Flaws of the manifest, the units and the register.

use super::{REGISTER, ROUND, UNITS, check};

#[test]
fn flaws_of_the_manifest() {
    check(&[
        (
            "not TOML",
            &[(ROUND, "[dates]", "[dates")],
            &["round.toml, row 11"],
        ),
        (
            "missing key",
            &[(ROUND, "\nid = \"ct17-2017\"", "")],
            &["round.toml, row 1, column id"],
        ),
        (
            "missing translation",
            &[(ROUND, ", en = \"Directive 17 review\"", "")],
            &["round.toml, row 5, column short_title.en"],
        ),
        (
            "unknown key",
            &[(ROUND, "[dates]\n", "[dates]\nopened = \"2017-06-01\"\n")],
            &["round.toml, row 12, column dates.opened"],
        ),
        (
            "number in place of a text",
            &[(ROUND, "version = \"2017.1\"", "version = 2017.1")],
            &["round.toml, row 18, column form.version"],
        ),
        (
            "no day of the calendar",
            &[(ROUND, "\"2017-06-30\"", "\"2017-06-31\"")],
            &["round.toml, row 13, column dates.cutoff"],
        ),
        (
            "due before the cut-off",
            &[(ROUND, "\"2017-07-10\"", "\"2017-06-10\"")],
            &["round.toml, row 14, column dates.due"],
        ),
        (
            "coverage by an unknown indicator",
            &[(ROUND, "\"QM03\"", "\"QM99\"")],
            &["round.toml, row 9, column coverage_indicator"],
        ),
        (
            "map by rows, and by nothing",
            &[(
                ROUND,
                "[map]\ndimension = \"district\"",
                "[map]\ndimension = \"year\"",
            )],
            &["round.toml, row 200, column map.dimension"],
        ),
        (
            "tiles that are no districts, and twice",
            &[
                (ROUND, "la_gi      .", "lagi       ."),
                (ROUND, "ham_tan    ham", "duc_linh   ham"),
            ],
            &[
                "round.toml, row 200, column map.tiles",
                "round.toml, row 200, column map.tiles",
            ],
        ),
        (
            "kind of subjects without a form",
            &[(
                ROUND,
                "form = \"hqc_a\"\n# The questions",
                "form = \"hqc_x\"\n# The questions",
            )],
            &["round.toml, row 32, column subject_kind.form"],
        ),
        (
            "larger unit of less than two",
            &[(ROUND, "factor = 1000", "factor = 1")],
            &["round.toml, row 77, column measure.larger.factor"],
        ),
        (
            "larger unit without a name",
            &[(
                ROUND,
                ", name = { vi = \"tỷ đồng\", en = \"billion VND\" }",
                "",
            )],
            &["round.toml, row 77, column measure.larger.name"],
        ),
        (
            "limitation twice",
            &[(ROUND, "id = \"L2\"", "id = \"L1\"")],
            &["round.toml, row 215, column limitation.id"],
        ),
        (
            "smallest count of one",
            &[(ROUND, "smallest = 5", "smallest = 1")],
            &["round.toml, row 884, column publication.smallest"],
        ),
        (
            "publication by an unknown level",
            &[(ROUND, "level = \"district\"", "level = \"ward\"")],
            &["round.toml, row 885, column publication.level"],
        ),
        (
            "persons by an unknown measure",
            &[(ROUND, "[\"nguoi\"]", "[\"nguoi\", \"nobody\"]")],
            &["round.toml, row 886, column publication.persons"],
        ),
        (
            "persons twice",
            &[(ROUND, "[\"nguoi\"]", "[\n  \"nguoi\",\n  \"nguoi\",\n]")],
            &["round.toml, row 888, column publication.persons"],
        ),
        (
            "persons by no measure",
            &[(ROUND, "[\"nguoi\"]", "[]")],
            &["round.toml, row 886, column publication.persons"],
        ),
        (
            "dimension of an unknown question",
            &[(ROUND, "hqc_a = \"org_form\"", "hqc_a = \"orgform\"")],
            &["round.toml, row 177, column dimension.question.names"],
        ),
        (
            "dimension of an unknown list",
            &[(ROUND, "list = \"org_form\"", "list = \"orgform\"")],
            &["round.toml, row 177, column dimension.question.list"],
        ),
        (
            "dimension of an unknown form",
            &[(ROUND, "form = \"hqc_b\", list", "form = \"hqc_x\", list")],
            &["round.toml, row 187, column dimension.question.form"],
        ),
        (
            "dimension without a source",
            &[(ROUND, "row_key = true", "row_key = false")],
            &["round.toml, row 193, column dimension.question"],
        ),
    ]);
}

#[test]
fn flaws_of_the_units() {
    check(&[
        (
            "duplicate unit",
            &[(UNITS, "\ntuy_phong__lien_huong,", "\nphan_thiet,")],
            &["units.csv, row 33, column id"],
        ),
        (
            "unknown level",
            &[(
                UNITS,
                "Thị trấn Liên Hương,Liên Hương Township,commune",
                "Thị trấn Liên Hương,Liên Hương Township,township",
            )],
            &["units.csv, row 33, column level"],
        ),
        (
            "unknown unit above",
            &[(
                UNITS,
                "Liên Hương Township,commune,tuy_phong",
                "Liên Hương Township,commune,tuy_fong",
            )],
            &["units.csv, row 33, column parent"],
        ),
        (
            "unit above of the wrong level",
            &[(
                UNITS,
                "Liên Hương Township,commune,tuy_phong",
                "Liên Hương Township,commune,binh_thuan",
            )],
            &["units.csv, row 33, column parent"],
        ),
        (
            "no unit above",
            &[(
                UNITS,
                "Liên Hương Township,commune,tuy_phong",
                "Liên Hương Township,commune,",
            )],
            &["units.csv, row 33, column parent"],
        ),
        (
            "unit above the first level",
            &[(
                UNITS,
                "Bình Thuận Province,province,,",
                "Bình Thuận Province,province,la_gi,",
            )],
            &["units.csv, row 2, column parent"],
        ),
        (
            "no name",
            &[(UNITS, "Tỉnh Bình Thuận,", ",")],
            &["units.csv, row 2, column name::vi"],
        ),
        (
            "no column for the unit above",
            &[(UNITS, ",parent,", ",above,")],
            &[
                "units.csv, row 1, column above",
                "units.csv, row 1, column parent",
            ],
        ),
    ]);
}

#[test]
fn flaws_of_the_register() {
    check(&[
        (
            "unknown unit",
            &[(
                REGISTER,
                ",association,bac_binh__phan_ri_thanh,",
                ",association,bac_binh__phan_ri,",
            )],
            &["register.csv, row 4, column unit"],
        ),
        (
            "unknown kind",
            &[(
                REGISTER,
                ",association,bac_binh__phan_ri_thanh,",
                ",society,bac_binh__phan_ri_thanh,",
            )],
            &["register.csv, row 4, column kind"],
        ),
        (
            "duplicate id",
            &[(REGISTER, "\nBTN-X-0426,", "\nBTN-T-0001,")],
            &["register.csv, row 4, column id"],
        ),
        (
            "code that the form refuses",
            &[(REGISTER, ",BTN-X-0426,", ",BTN-X-426,")],
            &["register.csv, row 4, column assoc_code"],
        ),
        (
            "unknown choice",
            &[(REGISTER, ",elderly,", ",old,")],
            &["register.csv, row 4, column assoc_type"],
        ),
        (
            "commune of another district",
            &[(REGISTER, ",commune,bac_binh,", ",commune,tuy_phong,")],
            &["register.csv, row 4, column commune"],
        ),
        (
            "commune of a provincial association",
            &[(
                REGISTER,
                ",red_cross,province,,,",
                ",red_cross,province,bac_binh,,",
            )],
            &["register.csv, row 2, column district"],
        ),
        (
            "value for a question of the other form",
            &[(
                REGISTER,
                ",red_cross,province,,,",
                ",red_cross,province,,,line_dept",
            )],
            &["register.csv, row 2, column unit_kind"],
        ),
        (
            "column of no question",
            &[(REGISTER, ",unit_kind", ",unit_sort")],
            &["register.csv, row 1, column unit_sort"],
        ),
        (
            "no name",
            &[(
                REGISTER,
                "Hội Chữ thập đỏ tỉnh Bình Thuận,association",
                ",association",
            )],
            &["register.csv, row 2, column name"],
        ),
        (
            "row with a comma too many",
            &[(REGISTER, ",elderly,", ",,elderly,")],
            &["register.csv, row 4"],
        ),
    ]);
}
