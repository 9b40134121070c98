//! What can be asked of the feed.

use serde_json::{Value, json};

use super::harness::{Reader, filled};

#[tokio::test]
async fn the_documents_say_what_there_is() {
    let server = filled().await;
    let reader = Reader::new(&server, "city", true).await;
    let answer = reader.ask("").await;
    assert_eq!(answer.header("odata-version"), "4.0");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json;odata.metadata=minimal")
    );
    let service: Value = answer.json();
    assert_eq!(
        service["@odata.context"],
        "http://here:1/odata/v4/$metadata"
    );
    let answer = reader.ask("$metadata").await;
    assert_eq!(answer.header("content-type"), "application/xml");
    let xml = answer.text();
    for part in [
        "<EntitySet Name=\"Figures\" EntityType=\"sohoi.Figure\"/>",
        "<Property Name=\"population\" Type=\"Edm.String\" Nullable=\"false\"/>",
        "<Property Name=\"value\" Type=\"Edm.Decimal\" Scale=\"variable\"/>",
        "<Property Name=\"members\" Type=\"Edm.Int64\"/>",
        "<Property Name=\"years_2_meetings\" Type=\"Edm.Int64\"/>",
        "<Property Name=\"meta_response\" Type=\"Edm.String\" Nullable=\"false\"/>",
    ] {
        assert!(xml.contains(part), "{part} is not in {xml}");
    }
}

#[tokio::test]
async fn figures_are_those_of_the_command_line_digit_for_digit() {
    let server = filled().await;
    let reader = Reader::new(&server, "ward_1", false).await;
    let path = "Figures?$filter=population eq 'provisional' and indicator ne 'CL02'";
    let text = reader.ask(path).await.text();
    // The mean of 10, 20 and 12.
    assert!(
        text.contains("\"value\":14,") || text.contains("\"value\":14.0,"),
        "{text}"
    );
    let rows = reader.rows(path, "100").await;
    let row = |indicator: &str, dimension: &str, group: &str| {
        let is_it = |row: &&Value| {
            row["indicator"] == indicator && row["dimension"] == dimension && row["group"] == group
        };
        rows.iter().find(is_it).cloned().expect("it is there")
    };
    let total = row("CL01", "", "");
    assert_eq!(
        (&total["value"], &total["a"], &total["b"]),
        (&json!(3), &json!(3), &Value::Null)
    );
    assert_eq!(row("CL01", "activity", "yes")["value"], 3);
    assert_eq!(row("CL01", "activity", "yes")["group_name"], "có");
    assert_eq!(row("CL03", "activity", "no")["value"], Value::Null);
    let indicators = reader.rows("Indicators", "2").await;
    let codes: Vec<&Value> = indicators.iter().map(|row| &row["code"]).collect();
    assert_eq!(codes, ["CL01", "CL02", "CL03"]);
    assert_eq!(indicators[0]["name_vi"], "Số <lượng> & \"khác\"");
    assert_eq!(indicators[0]["digits"], 1);
}

#[tokio::test]
async fn each_option_does_what_it_says() {
    let server = filled().await;
    let reader = Reader::new(&server, "city", true).await;
    let ids = async |options: &str| -> String {
        let rows = reader.rows(&format!("Responses_club?{options}"), "2").await;
        let ids = rows.iter().filter_map(|row| row["meta_response"].as_str());
        ids.map(|id| id.trim_start_matches("r-")).collect()
    };
    for (options, expected) in [
        ("", "1234"),
        ("$top=3", "123"),
        ("$top=0", ""),
        ("$skip=3", "4"),
        ("$skip=1&$top=2", "23"),
        ("$skip=9", ""),
        ("$orderby=meta_response desc", "4321"),
        ("$orderby=meta_response desc&$top=3&$skip=1", "321"),
        ("$filter=members ge 12 and members lt 400", "23"),
        ("$filter=not (meta_unit eq 'ward_1') or members eq 10", "14"),
        (
            "$filter=startswith(meta_subject_name,'Câu lạc bộ C-4')",
            "4",
        ),
        ("$filter=contains(title,'''A''')", "2"),
        (
            "$filter=meta_state ne 'approved'&$orderby=meta_response desc",
            "432",
        ),
        ("$filter=why eq null&$format=json", "1234"),
        ("$select=meta_response", "1234"),
    ] {
        assert_eq!(ids(options).await, expected, "{options}");
    }
    let answer = reader
        .ask("Responses_club?$count=true&$top=1&$select=members,meta_unit")
        .await;
    let page: Value = answer.json();
    assert_eq!(
        page,
        json!({
            "@odata.context":
                "http://here:1/odata/v4/$metadata#Responses_club(meta_unit,members)",
            "@odata.count": 4,
            "value": [{ "meta_unit": "ward_1", "members": 10 }],
        })
    );
    let count = reader
        .ask("Responses_club/$count?$filter=members gt 10&$top=1")
        .await;
    assert_eq!((count.status.as_u16(), count.text().as_str()), (200, "3"));
}

#[tokio::test]
async fn pages_add_up_to_all_and_say_their_size() {
    let server = filled().await;
    let reader = Reader::new(&server, "city", false).await;
    let all = reader.rows("Figures", "1000").await;
    // Two populations, three indicators, a total and two groups.
    assert_eq!(all.len(), 2 * 3 * 3);
    for size in ["1", "4", "17", "18"] {
        assert_eq!(
            reader.rows("Figures?$count=true", size).await,
            all,
            "{size}"
        );
    }
    let answer = reader
        .ask_with("Figures", &[("prefer", "odata.maxpagesize=4")])
        .await;
    assert_eq!(answer.header("preference-applied"), "odata.maxpagesize=4");
    assert_eq!(
        answer.json::<Value>()["value"].as_array().map(Vec::len),
        Some(4)
    );
    for wish in [
        "odata.maxpagesize=0",
        "odata.maxpagesize=-1",
        "maxpagesize=x",
        "return=minimal",
    ] {
        let answer = reader.ask_with("Figures", &[("prefer", wish)]).await;
        assert_eq!(
            answer.json::<Value>()["value"].as_array().map(Vec::len),
            Some(18),
            "{wish}"
        );
    }
}

#[tokio::test]
async fn numbers_are_text_for_those_who_ask() {
    let server = filled().await;
    let reader = Reader::new(&server, "city", true).await;
    let path = "Responses_club?$top=1&$select=members";
    let accept = [("accept", "application/json;IEEE754Compatible=true")];
    let answer = reader.ask_with(path, &accept).await;
    assert!(
        answer
            .header("content-type")
            .contains("IEEE754Compatible=true")
    );
    assert_eq!(answer.json::<Value>()["value"][0]["members"], "10");
    let option = format!("{path}&$format=application/json;IEEE754Compatible=true");
    let answer: Value = reader.ask(&option).await.json();
    assert_eq!(answer["value"][0]["members"], "10");
}

#[tokio::test]
async fn what_is_not_done_is_named_and_what_is_wrong_is_said() {
    let server = filled().await;
    let reader = Reader::new(&server, "city", true).await;
    let deep = format!(
        "Figures?$filter={}value eq 1{}",
        "(".repeat(40),
        ")".repeat(40)
    );
    for (path, status, expected) in [
        ("Figures?$expand=x", 501, "$expand"),
        ("Figures?$search=x", 501, "$search"),
        ("Figures?$apply=x", 501, "$apply"),
        ("Figures?filter=x", 501, "the option filter"),
        ("Figures?$orderby=value", 501, "$orderby by value"),
        ("Figures?$filter=tolower(group) eq 'x'", 501, "tolower()"),
        ("Figures?$format=xml", 501, "$format=xml"),
        ("Figures('approved')", 501, "a single row by its key"),
        ("$batch", 501, "$batch"),
        ("$metadata?$top=1", 501, "$top of a document"),
        ("?$select=a", 501, "$select of a document"),
        ("Figures?$select=nothing", 400, "no property nothing"),
        ("Figures?$orderby=nothing", 400, "no property nothing"),
        ("Figures?$filter=nothing eq 1", 400, "no property nothing"),
        ("Figures?$filter=value eq 'x'", 400, "Edm.Decimal"),
        ("Figures?$filter=", 400, "too early"),
        ("Figures?$top=many", 400, "$top"),
        ("Figures?$top=1&$top=2", 400, "comes twice"),
        ("Figures?$skiptoken=5b2261225d", 400, "another table"),
        ("Figures?$filter=%ff%fe", 400, "means nothing"),
        (deep.as_str(), 413, "deeper"),
        ("Nothing", 404, "no entity set Nothing"),
        ("Figures/value", 404, "there is no"),
        ("..%2f..%2fetc", 404, "no entity set"),
    ] {
        let (found, _, message) = reader.refused(path).await;
        assert_eq!(found, status, "{path}: {message}");
        assert!(message.contains(expected), "{path}: {message}");
    }
}
