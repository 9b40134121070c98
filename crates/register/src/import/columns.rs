//! What the columns of a table mean, as far as their headers tell.

use serde::{Deserialize, Serialize};
use sohoi_text::fold;

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "name", rename_all = "snake_case")]
pub enum Column {
    /// The code of the line.
    Id,
    /// The name.
    Name,
    /// The kind of subject.
    Kind,
    /// The unit: its id, official code or name.
    Unit,
    /// A unit above, which tells units of one name apart.
    UnitAbove,
    /// An attribute of this name.
    Attribute(String),
    /// Nothing that the register holds.
    Ignored,
}

/// How headers name what is no attribute, folded.
const HEADERS: [(Column, &str); 5] = [
    (Column::Id, "id|ma|ma hoi|ma so|ma so hoi|code"),
    (
        Column::Name,
        "name|ten|ten hoi|ten to chuc hoi|ten to chuc|hoi|ten goi|association",
    ),
    (Column::Kind, "kind|loai doi tuong|doi tuong"),
    (
        Column::Unit,
        "unit|don vi|dia ban|xa|xa phuong|xa phuong thi tran|ten xa|phuong xa|commune|don vi hanh chinh",
    ),
    (
        Column::UnitAbove,
        "unit above|huyen|huyen thi xa thanh pho|ten huyen|quan huyen|huyen thi thanh pho|district|cap tren",
    ),
];

/// What each column seems to mean; every meaning is given once, to the first that fits.
///
/// `attributes` are names and what people call them. A header that is the name of an attribute comes
/// before the words known here: the form may well have a question `district`.
pub fn propose(header: &[String], attributes: &[(&str, &str)]) -> Vec<Column> {
    let mut given: Vec<Column> = Vec::new();
    for cell in header {
        let is_free = |column: &Column| !given.contains(column);
        let column = meaning(cell, attributes).filter(is_free);
        given.push(column.unwrap_or(Column::Ignored));
    }
    given
}

fn meaning(header: &str, attributes: &[(&str, &str)]) -> Option<Column> {
    let by_name = attributes.iter().find(|(name, _)| *name == header);
    if let Some((name, _)) = by_name {
        return Some(Column::Attribute((*name).to_owned()));
    }
    let folded = fold(header);
    let known = HEADERS
        .iter()
        .find(|(_, names)| names.split('|').any(|name| name == folded));
    if let Some((column, _)) = known {
        return Some(column.clone());
    }
    let by_label = attributes.iter().find(|(_, label)| fold(label) == folded);
    by_label.map(|(name, _)| Column::Attribute((*name).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_tell_what_columns_mean() {
        let attribute = |name: &str| Column::Attribute(name.to_owned());
        let cases = [
            (
                "id|name|kind|unit",
                vec![Column::Id, Column::Name, Column::Kind, Column::Unit],
            ),
            (
                "STT|Mã hội|TÊN HỘI|Xã, phường, thị trấn|Huyện|Loại hội|assoc_type",
                vec![
                    Column::Ignored,
                    Column::Id,
                    Column::Name,
                    Column::Unit,
                    Column::UnitAbove,
                    attribute("assoc_type"),
                    Column::Ignored,
                ],
            ),
            (
                "ten hoi|Tên|in_district",
                vec![Column::Name, Column::Ignored, attribute("in_district")],
            ),
            ("||", vec![Column::Ignored; 3]),
        ];
        let attributes = [("assoc_type", "Loại hội"), ("in_district", "Huyện")];
        for (header, expected) in cases {
            let header: Vec<String> = header.split('|').map(str::to_owned).collect();
            assert_eq!(propose(&header, &attributes), expected, "{header:?}");
        }
    }
}
