"""The indicators: which there are, what each is broken down by, and its SQL."""

import re
import tomllib

from database import HERE, ROUND, table_of

BY_YEAR = "year"
YEARS = [str(year) for year in range(2012, 2018)]


class Indicator:
    """One indicator: its statement and the dimensions of its breakdowns."""

    def __init__(self, code, digits, breakdowns, statement):
        self.code, self.digits, self.breakdowns, self.statement = code, digits, breakdowns, statement

    def sql(self, dimension, group):
        """The statement for one group; for everything where no dimension is named.

        `{group}` stands for the condition of the group. Any other `{test}` is a test of the year,
        which a breakdown by year replaces.
        """

        def filled(found):
            if found[1] == "group":
                return condition(dimension, group)
            return "true" if dimension == BY_YEAR else f"({found[1]})"

        return re.sub(r"\{([^}]*)\}", filled, self.statement)


def condition(dimension, group):
    if dimension is None:
        return "true"
    if group == "":
        return f"{dimension} is null"
    if dimension == BY_YEAR:
        return f"year = {int(group)}"
    return f"{dimension} = '{group}'"


def indicators():
    """All indicators of the round, by code. Fails where SQL and catalogue do not name the same ones."""
    statements = {}
    for file in sorted((HERE / "indicators").glob("*.sql")):
        parts = re.split(r"^-- ([A-Z]{2}[0-9]{2}) .*\n", file.read_text("utf-8"), flags=re.MULTILINE)
        for code, statement in zip(parts[1::2], parts[2::2]):
            if code in statements:
                raise SystemExit(f"{code} has SQL twice")
            statements[code] = statement.strip().rstrip(";")
    found = {}
    for line in table_of(ROUND / "indicators.csv"):
        code = line["code"]
        if code not in statements:
            raise SystemExit(f"{code} has no SQL in tests/oracle/duckdb/indicators")
        breakdowns = line["breakdowns"].split()
        found[code] = Indicator(code, int(line["digits"]), breakdowns, statements.pop(code))
    if statements:
        raise SystemExit(f"the catalogue has no {', '.join(statements)}")
    return found


def groups():
    """The groups of each dimension, in the order of its choice list; '' is what has no answer."""
    found = {}
    with (ROUND / "round.toml").open("rb") as file:
        dimensions = tomllib.load(file)["dimension"]
    for dimension in dimensions:
        if dimension.get("row_key"):
            found[dimension["id"]] = YEARS
            continue
        question = dimension["question"]
        choices = table_of(ROUND / "forms" / question["form"] / "choices.csv")
        listed = [line["name"] for line in choices if line["list_name"] == question["list"]]
        found[dimension["id"]] = [*listed, ""]
    return found
