"""Every indicator with every breakdown by SQL, held against what others computed.

    python3 judge.py oracle                               expected.json, made by oracle.py
    python3 judge.py published RESPONSES FIGURES [STATE…]  what `sohoi-server stats --json` prints
    python3 judge.py finer-round FOLDER                   writes a round of which figures are told finer
    python3 judge.py finer RESPONSES FIGURES [STATE…]      figures of that round
    python3 judge.py self-test                            whether a difference would be seen

Only responses in one of the states count; all do where none is named. Needs Python 3.11 and the
package of requirements.txt. Ends with 1 and the list of differences where there are any.
"""

import json
import pathlib
import sys
from decimal import Decimal

import catalogue
import database
import figures
import finer
import self_test

ORACLE = pathlib.Path(__file__).parents[1]
DATASET, EXPECTED = ORACLE / "dataset.ndjson", ORACLE / "expected.json"


def main(arguments):
    match arguments:
        case ["oracle"]:
            return report("expected.json", *against(DATASET, read_oracle(), []))
        case ["published", responses, told, *states]:
            return report(pathlib.Path(told).name, *against(responses, read_product(told), states))
        case ["finer", responses, told, *states]:
            is_same = figures.is_same_finer(finer.factors(), finer.DIGITS)
            return report(pathlib.Path(told).name, *against(responses, read_product(told), states, is_same))
        case ["finer-round", folder]:
            finer.write_round(pathlib.Path(folder))
            return 0
        case ["self-test"]:
            return self_test.run(DATASET)
        case _:
            print(__doc__)
            return 2


def against(responses, theirs, states, is_same=None):
    indicators, groups = catalogue.indicators(), catalogue.groups()
    tables = database.load(responses, states)
    database.derive(tables)
    ours = figures.compute(tables, indicators, groups)
    return figures.compare(ours, theirs, is_same or figures.is_same_published(indicators))


def report(whose, differences, compared):
    for difference in differences:
        print(difference)
    print(f"{whose}: {compared} figures compared, {len(differences)} differences")
    return 1 if differences or not compared else 0


def read_oracle():
    told = json.loads(EXPECTED.read_text("utf-8"))
    return {
        code: {
            breakdown: {"": figure(rows)} if breakdown == figures.TOTAL else figures_of(rows.items())
            for breakdown, rows in breakdowns.items()
        }
        for code, breakdowns in told.items()
    }


def read_product(file):
    told = json.loads(pathlib.Path(file).read_text("utf-8"))
    return {
        indicator["code"]: {
            figures.TOTAL: {"": figure(indicator["total"])},
            **{table["dimension"]: figures_of(table["rows"]) for table in indicator["breakdowns"]},
        }
        for indicator in told["indicators"]
    }


def figures_of(rows):
    return {group: figure(told) for group, told in rows}


def figure(told):
    parts = ({**told, **told.get("quartiles", {})}.get(what) for what in figures.Figure._fields)
    return figures.Figure(*(None if part is None else Decimal(part) for part in parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
