//! What the tables are, as XML (*OData 4.0 Part 3: Common Schema Definition Language*).

use std::sync::Arc;

use super::table::Table;

/// The namespace of the types.
const NAMESPACE: &str = "sohoi";

/// The metadata document. Every name is a legal one, so that nothing has to be escaped.
pub fn metadata_xml(tables: &[Arc<Table>]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n\
         <edmx:DataServices>\n",
    );
    xml += &format!(
        "<Schema Namespace=\"{NAMESPACE}\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n"
    );
    for table in tables {
        xml += &format!("<EntityType Name=\"{}\">\n<Key>", table.entity);
        for key in &table.columns[..table.keys] {
            xml += &format!("<PropertyRef Name=\"{}\"/>", key.name);
        }
        xml += "</Key>\n";
        for (column, place) in table.columns.iter().zip(0..) {
            let more = match (column.kind, place < table.keys) {
                (super::Kind::Decimal, _) => " Scale=\"variable\"",
                (_, true) => " Nullable=\"false\"",
                _ => "",
            };
            let (name, kind) = (&column.name, column.kind.edm());
            xml += &format!("<Property Name=\"{name}\" Type=\"{kind}\"{more}/>\n");
        }
        xml += "</EntityType>\n";
    }
    xml += "<EntityContainer Name=\"feed\">\n";
    for table in tables {
        xml += &format!(
            "<EntitySet Name=\"{}\" EntityType=\"{NAMESPACE}.{}\"/>\n",
            table.name, table.entity
        );
    }
    xml += "</EntityContainer>\n</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n";
    xml
}
