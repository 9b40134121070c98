"""A round whose figures are told finer than they are published.

The product rounds as its last step, to six places at most. In this copy of the round every indicator
has six, and means and medians are of a million times as much, so that they are told to twelve.
"""

import csv
import shutil

from database import ROUND, table_of

DIGITS = 6
FACTOR = 1_000_000
SPREAD = ("mean", "median")


def write_round(folder):
    shutil.copytree(ROUND, folder, dirs_exist_ok=True)
    lines = table_of(ROUND / "indicators.csv")
    for line in lines:
        line["digits"] = DIGITS
        if line["a.op"] in SPREAD:
            line["a.field"] = f"({line['a.field']}) * {FACTOR}"
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)


def factors():
    """What the value of each indicator is told times."""
    lines = table_of(ROUND / "indicators.csv")
    return {line["code"]: FACTOR if line["a.op"] in SPREAD else 1 for line in lines}
