//! Writes the data of `cargo xtask bench stats`: `bench-stats-data ROUND FOLDER COUNT…`.
//!
//! Into the folder go `round.json` (forms, dimensions, indicators), `asked.json` (what other engines
//! compute), and for each count a folder with one Arrow stream a table and `tables.json`.

// This is a program for a terminal: printing is what it does.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::json;
use sohoi_bench_stats::asked::Asked;
use sohoi_bench_stats::chance::Chance;
use sohoi_bench_stats::rows::Table;
use sohoi_expr::Value;
use sohoi_form::Engine;
use sohoi_round::{PackageFiles, compile};
use sohoi_stats::{Columns, Plan};

/// Of so many responses, how many are of the second form: one for each unit of a province.
const OF_SECOND_FORM: (usize, usize) = (137, 1190);

/// The response that changes.
const KEPT: usize = 17;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [package, folder, counts @ ..] = &arguments[..] else {
        return Err("say the round, the folder and the counts".into());
    };
    let mut files = PackageFiles::new();
    read(Path::new(package), Path::new(package), &mut files)?;
    let round = compile(&files).map_err(|_| "the round has problems")?.round;
    let engines = round.forms.iter().cloned().map(Engine::compile);
    let engines = engines
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| "a form has problems")?;
    let plan = Plan::new(&round.indicators, &round.dimensions, &engines);
    let plan = plan.map_err(|_| "the indicators have problems")?;
    let mut layouts = plan.layout();
    let engine = |form: &str| {
        let mut all = engines.iter();
        all.find(|engine| engine.form().id == form)
            .expect("a form of the round")
    };
    // We make the key of a row anew; others need it as a column.
    for layout in &mut layouts {
        let repeat = layout
            .repeat
            .as_ref()
            .and_then(|repeat| engine(&layout.form).question(repeat));
        let key = repeat.and_then(|repeat| repeat.row_key.clone());
        layout
            .questions
            .extend(key.filter(|key| !layout.questions.contains(key)));
    }
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    let parts = json!({
        "forms": round.forms, "dimensions": round.dimensions, "indicators": round.indicators,
    });
    fs::write(folder.join("round.json"), parts.to_string())?;
    let tables = layouts
        .iter()
        .map(|layout| (layout, &**engine(&layout.form)));
    fs::write(
        folder.join("asked.json"),
        Asked::ask_all(&round, tables)?.to_string(),
    )?;
    for count in counts {
        let whole: usize = count.parse()?;
        let into = folder.join(count);
        fs::create_dir_all(&into)?;
        let mut list = Vec::new();
        let mut changing = Vec::new();
        for layout in &layouts {
            let of_second = whole * OF_SECOND_FORM.0 / OF_SECOND_FORM.1;
            let is_second = round.forms.iter().position(|form| form.id == layout.form) == Some(1);
            let responses = if is_second {
                of_second
            } else {
                whole - of_second
            };
            let table = Table::new(layout, &round, engine(&layout.form));
            let repeat = layout.repeat.as_deref().unwrap_or_default();
            let name = format!("{}__{repeat}", layout.form);
            let name = name.trim_end_matches("__").to_owned();
            let seed = 17 + list.len() as u64;
            let (stream, kept) = table.write(responses, &mut Chance::new(seed), KEPT);
            fs::write(into.join(format!("{name}.arrow")), &stream)?;
            // A response that changes, as it becomes by all of its answers.
            let (_, other) = table.write(1, &mut Chance::new(1000 + seed), 0);
            fs::write(
                into.join(format!("{name}.whole.arrow")),
                table.write_one(&other),
            )?;
            if layout.form == layouts[0].form {
                changing.push((name.clone(), table, kept));
            }
            list.push(json!({"table": name, "form": layout.form, "bytes": stream.len()}));
        }
        change(&plan, round.indicators.len(), &changing, &into)?;
        fs::write(into.join("tables.json"), json!(list).to_string())?;
        println!("{count} responses: {}", into.display());
    }
    Ok(())
}

/// A table of the response that changes: its name, its columns, and the rows as they are.
type Changing<'a> = (String, Table<'a>, Vec<Vec<Value>>);

/// Writes the response as it becomes by one answer that is in a figure.
fn change(
    plan: &Plan<'_>,
    count: usize,
    tables: &[Changing<'_>],
    into: &Path,
) -> Result<(), Box<dyn Error>> {
    let Some(((_, first, rows), others)) = tables.split_first() else {
        return Ok(());
    };
    let others = others.iter().map(|(_, table, rows)| table.write_one(rows));
    let others = others.collect::<Vec<_>>();
    let said = |first: Vec<u8>| {
        let bytes = [&[first], &others[..]].concat().concat();
        let columns = Columns::read(&bytes).expect("columns as written");
        let fitted = plan.fit(&columns).expect("every column").ledger();
        (0..count)
            .map(|place| fitted.table(place, &|_| true))
            .collect::<Vec<_>>()
    };
    let before = said(first.write_one(rows));
    let mut changes = first.changes(rows).into_iter();
    let changed = changes.find(|rows| said(first.write_one(rows)) != before);
    let changed = first.write_one(&changed.ok_or("no answer is in a figure")?);
    for ((name, ..), stream) in tables.iter().zip([changed].iter().chain(&others)) {
        fs::write(into.join(format!("{name}.answer.arrow")), stream)?;
    }
    Ok(())
}

fn read(root: &Path, folder: &Path, files: &mut PackageFiles) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, files)?;
        } else {
            let name = path
                .strip_prefix(root)?
                .to_string_lossy()
                .replace('\\', "/");
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}
