"""The responses as tables of DuckDB, typed, and the views of the forms on top of them."""

import csv
import pathlib

import duckdb

HERE = pathlib.Path(__file__).parent
ROUND = HERE.parents[2] / "rounds" / "ct17-2017"
FORMS = ("hqc_a", "hqc_b")

# What an answer is as a value; what is not of its type is blank.
INTEGER = "case when regexp_full_match({text}, '-?[0-9]+') then cast({text} as bigint) end"
DECIMAL = "case when regexp_full_match({text}, '-?[0-9]+([.][0-9]+)?') then cast({text} as decimal(18, 3)) end"
TYPES = {
    "integer": INTEGER,
    "decimal": DECIMAL,
    "date": "try_cast({text} as date)",
    "select_multiple": "string_split({text}, ' ')",
}
FINER = "regexp_matches(entry.value, '^-?[0-9]+[.][0-9]{4,}$')"


class Form:
    """The questions of a form that hold answers, in its tables: one for the form, one for each repeat."""

    def __init__(self, name):
        self.name = name
        # Of each table its columns with their types; the form's own table comes first.
        self.tables = {name: {}}
        self.rows = {}
        table = name
        for line in table_of(ROUND / "forms" / name / "survey.csv"):
            kind = line["type"].split(" ")[0]
            if kind == "begin_repeat":
                table = line["name"]
                self.tables[table] = {}
                self.rows[table] = int(line["repeat_count"])
            elif kind == "end_repeat":
                table = name
            elif kind not in ("begin_group", "end_group", "calculate", "note"):
                self.tables[table][line["name"]] = kind


def table_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def load(file, states=()):
    """Opens a database of the responses in one of `states`; of all where none are named."""
    database = duckdb.connect()
    database.execute(
        "create table response as select id, form, answers from read_ndjson(?, columns = {"
        "id: 'varchar', form: 'varchar', state: 'varchar', answers: 'map(varchar, varchar)'})"
        " where ? or list_contains(?, state)",
        [str(file), not states, list(states)],
    )
    check_decimals(database)
    for name in FORMS:
        form = Form(name)
        for table, columns in form.tables.items():
            database.execute(statement(form, table, columns))
    return database


def derive(database):
    """Makes the tables of what applies and what is calculated."""
    for file in ("association.sql", "authority.sql", "measures.sql"):
        database.execute((HERE / file).read_text("utf-8"))


def statement(form, table, columns):
    """The statement that makes the table of a form, one line a response, or of a repeat, one a row."""
    is_repeat = table != form.name
    path = f"'{table}/' || row || '/" if is_repeat else "'"
    values = [
        TYPES.get(kind, "{text}").format(text=f"answers[{path}{column}']") + f" as {column}"
        for column, kind in columns.items()
    ]
    rows = f", range(1, {form.rows[table] + 1}) as rows(row)" if is_repeat else ""
    return (
        f"create table answered_{table} as select {', '.join(['id', *(['row'] if is_repeat else []), *values])}"
        f" from response{rows} where form = '{form.name}'"
    )


def check_decimals(database):
    """Fails where an amount is finer than the tables hold: sums would not be exact."""
    finer = database.execute(
        "select id, entry.key, entry.value"
        " from (select id, unnest(map_entries(answers)) as entry from response)"
        f" where {FINER} limit 1"
    ).fetchone()
    if finer:
        raise SystemExit(f"response {finer[0]}: {finer[1]} is {finer[2]}, finer than a thousandth")
