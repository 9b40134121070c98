"""All figures of a database, and how they are compared with those of somebody else."""

import decimal
from decimal import Decimal
from typing import NamedTuple

# Sums of 38 digits must not be rounded on the way.
decimal.getcontext().prec = 60

TOTAL = "total"
# What a figure that is no count and no sum may differ by, relative to its size.
RELATIVE = Decimal("1e-12")


class Figure(NamedTuple):
    """A figure, and what was divided for it. Counts and sums are exact, everything else is a double."""

    value: int | Decimal | float | None
    a: int | Decimal | float | None
    b: int | Decimal | None = None
    # The quartiles beside a median.
    lower: float | None = None
    upper: float | None = None

    def is_empty(self):
        """Whether nothing is counted in it."""
        return not self.value and not self.a and not self.b


class Difference(NamedTuple):
    """A figure of which two judges do not say the same."""

    code: str
    breakdown: str
    group: str
    what: str
    ours: object
    theirs: object

    def __str__(self):
        groups = "" if self.breakdown == TOTAL else f" {self.breakdown}={self.group or '(none)'}"
        return f"{self.code}{groups}: {self.what} is {self.ours} by DuckDB, {self.theirs} by the other"


def compute(database, indicators, groups):
    """`{code: {breakdown: {group: Figure}}}`; the total is the breakdown `total` with the group ''."""
    found = {}
    for code, indicator in indicators.items():
        figures = found[code] = {TOTAL: {"": figure(database, indicator.sql(None, ""))}}
        for dimension in indicator.breakdowns:
            figures[dimension] = {
                group: figure(database, indicator.sql(dimension, group)) for group in groups[dimension]
            }
    return found


def figure(database, sql):
    cursor = database.execute(sql)
    named = dict(zip((column[0] for column in cursor.description), cursor.fetchone()))
    # Of a mean or a median nothing is told but itself.
    return Figure(named["value"], named.get("a", named["value"]), *map(named.get, Figure._fields[2:]))


def compare(ours, theirs, is_same):
    """The differences, and how many figures were compared.

    `is_same(code, what, mine, other)` says when two values are the same one. A group that the others
    do not name must be one in which nothing is counted.
    """
    differences = []
    compared = 0
    for code in sorted(ours.keys() | theirs.keys()):
        of_us, of_them = ours.get(code, {}), theirs.get(code, {})
        for breakdown in sorted(of_us.keys() | of_them.keys()):
            if breakdown not in of_us or breakdown not in of_them:
                here = [breakdown in of_us, breakdown in of_them]
                differences.append(Difference(code, breakdown, "*", "being there", *here))
                continue
            for group in sorted(of_us[breakdown].keys() | of_them[breakdown].keys()):
                mine, other = of_us[breakdown].get(group), of_them[breakdown].get(group)
                if other is None and mine.is_empty():
                    continue
                compared += 1
                if mine is None or other is None:
                    differences.append(Difference(code, breakdown, group, "the figure", mine, other))
                    continue
                for what, one, two in zip(Figure._fields, mine, other):
                    if not is_same(code, what, one, two):
                        differences.append(Difference(code, breakdown, group, what, one, two))
    return differences, compared


def is_same(_code, _what, mine, other):
    """Counts and sums to the last digit, everything else to twelve."""
    return is_told(mine, other, 1, 0)


def is_told(mine, other, factor, last_place):
    """The same where the other tells `factor` times as much, rounded at `last_place`."""
    if mine is None or other is None:
        return mine is other
    if not isinstance(mine, float):
        return Decimal(mine) == other
    mine = Decimal(mine) * factor
    return abs(mine - other) <= RELATIVE * abs(mine) + last_place / Decimal(2)


def is_same_finer(factors, digits):
    """As figures of the finer round are told; see `finer.py`."""
    return lambda code, _what, mine, other: is_told(mine, other, factors[code], Decimal(1).scaleb(-digits))


def is_same_published(indicators):
    """As figures are published: what was divided as before, values to the digits of the indicator."""

    def is_same_rounded(code, what, mine, other):
        if mine is None or other is None or (what != "value" and not isinstance(mine, float)):
            return is_same(code, what, mine, other)
        return rounded(mine, indicators[code].digits) == other

    return is_same_rounded


def rounded(value, digits):
    """A half goes away from zero. Of a double twelve digits count, so that a half is one."""
    exact = Decimal(f"{value:.12g}") if isinstance(value, float) else Decimal(value)
    return exact.quantize(Decimal(1).scaleb(-digits), decimal.ROUND_HALF_UP)
