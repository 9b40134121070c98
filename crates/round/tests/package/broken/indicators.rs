//! Flaws of the indicators.

use super::{INDICATORS, check};

#[test]
fn flaws_of_the_indicators() {
    check(&[
        (
            "duplicate code",
            &[(INDICATORS, "\nQM02,", "\nQM01,")],
            &["indicators.csv, row 3, column code"],
        ),
        (
            "unknown calculation",
            &[(
                INDICATORS,
                ",associations,value,count,",
                ",associations,number,count,",
            )],
            &["indicators.csv, row 2, column calc"],
        ),
        (
            "share without a second term",
            &[(
                INDICATORS,
                ",associations,value,count,",
                ",associations,pct,count,",
            )],
            &["indicators.csv, row 2, column b.op"],
        ),
        (
            "value with a second term",
            &[(
                INDICATORS,
                ",%,%,pct,count,hqc_a,,,,,sum,",
                ",%,%,value,count,hqc_a,,,,,sum,",
            )],
            &["indicators.csv, row 4, column b.op"],
        ),
        (
            "unknown form",
            &[(
                INDICATORS,
                ",associations,value,count,hqc_a,",
                ",associations,value,count,hqc_x,",
            )],
            &["indicators.csv, row 2, column a.form"],
        ),
        (
            "unknown aggregate",
            &[(
                INDICATORS,
                ",associations,value,count,",
                ",associations,value,total,",
            )],
            &["indicators.csv, row 2, column a.op"],
        ),
        (
            "sum of nothing",
            &[(
                INDICATORS,
                ",associations,value,sum,hqc_b,register_year,${reg_total},",
                ",associations,value,sum,hqc_b,register_year,,",
            )],
            &["indicators.csv, row 3, column a.field"],
        ),
        (
            "unknown repeat",
            &[(
                INDICATORS,
                ",associations,value,sum,hqc_b,register_year,",
                ",associations,value,sum,hqc_b,register_years,",
            )],
            &["indicators.csv, row 3, column a.repeat"],
        ),
        (
            "row condition on something else than the row key",
            &[(
                INDICATORS,
                ",${reg_total},${r_year} = 2017,,,",
                ",${reg_total},${reg_new} = 2017,,,",
            )],
            &["indicators.csv, row 3, column a.row_where"],
        ),
        (
            "condition that cannot be read",
            &[(
                INDICATORS,
                "${special_status} = 'yes'",
                "${special_status} = 'yes",
            )],
            &["indicators.csv, row 8, column a.where"],
        ),
        (
            "condition on a question of the other form",
            &[(
                INDICATORS,
                "${special_status} = 'yes'",
                "${unit_kind} = 'yes'",
            )],
            &["indicators.csv, row 8, column a.where"],
        ),
        (
            "unknown breakdown",
            &[(
                INDICATORS,
                ",0,level district field_main special_status org_form assoc_type,up,,yes,I.1,S1.4,",
                ",0,level region,up,,yes,I.1,S1.4,",
            )],
            &["indicators.csv, row 2, column breakdowns"],
        ),
        (
            "breakdown that the form does not have",
            &[(
                INDICATORS,
                ",0,unit_level district year,",
                ",0,org_form district year,",
            )],
            &["indicators.csv, row 3, column breakdowns"],
        ),
        (
            "breakdown by row without a repeat",
            &[(
                INDICATORS,
                ",0,level district field_main special_status org_form assoc_type,up,,yes,I.1,S1.4,",
                ",0,level year,up,,yes,I.1,S1.4,",
            )],
            &["indicators.csv, row 2, column breakdowns"],
        ),
        (
            "digits that are no number",
            &[(INDICATORS, ",,,,0,level", ",,,,x,level")],
            &["indicators.csv, row 2, column digits"],
        ),
        (
            "scale of a share",
            &[(
                INDICATORS,
                ",${r_year} = 2017,,,,1,level district,",
                ",${r_year} = 2017,,,1000,1,level district,",
            )],
            &["indicators.csv, row 4, column scale"],
        ),
        (
            "growth over no years",
            &[(INDICATORS, ",4.5,,2,", ",,,2,")],
            &["indicators.csv, row 11, column years"],
        ),
        (
            "unknown theme",
            &[(INDICATORS, "\nQM01,QM,", "\nQM01,QN,")],
            &["indicators.csv, row 2, column theme"],
        ),
        (
            "unknown direction",
            &[(
                INDICATORS,
                "org_form assoc_type,up,",
                "org_form assoc_type,upward,",
            )],
            &["indicators.csv, row 2, column direction"],
        ),
    ]);
}
