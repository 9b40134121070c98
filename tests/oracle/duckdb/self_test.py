"""Whether the judge would see a difference: figures, formulas and an answer are falsified."""

from decimal import Decimal

import catalogue
import database
import figures

# What is done to the SQL of an indicator, where the left side occurs in it.
FALSEHOODS = [
    ("select count(*) as a", "select 1 + count(*) as a"),
    ("filter (where ", "filter (where not "),
    ("total(", "total(1 + "),
    ("mean_of(", "mean_of(1 + "),
    ("median(", "median(1 + "),
    (", 0.25)", ", 0.5)"),
    (", 0.75)", ", 0.5)"),
    ("is_own_level and ", ""),
    ("2017", "2016"),
    ("2012", "2013"),
    ("percent(a, b)", "percent(b, a)"),
    ("where is_home and ", "where "),
    (">= 2010", "> 2010"),
    (">= 3)", "> 3)"),
    (">= 40)", "> 40)"),
    ("< 3)", "<= 3)"),
    ("<= 183", "< 183"),
    ("> 0)", "> 1)"),
]
# The figures in which the members of one association at the end of the period are.
WITH_MEMBERS = {"QM08", "QM09", "QM10", "QM11", "QM12", "BT12", "DG02"}


def run(responses):
    """Falsifies one thing at a time; returns 1 where the judge did not say so."""
    judge = SelfTest(responses)
    failures = [
        *judge.the_same(),
        *judge.each_figure(),
        *judge.each_formula(),
        *judge.one_answer(),
    ]
    for failure in failures:
        print(f"self-test: {failure}")
    print(f"self-test: {judge.falsified} falsehoods, {len(failures)} not seen as what they are")
    return 1 if failures else 0


class SelfTest:
    def __init__(self, responses):
        self.responses = responses
        self.indicators, self.groups = catalogue.indicators(), catalogue.groups()
        self.tables = database.load(responses)
        database.derive(self.tables)
        self.right = figures.compute(self.tables, self.indicators, self.groups)
        self.falsified = 0

    def the_same(self):
        differences, _ = figures.compare(self.right, told(self.right), figures.is_same)
        if differences:
            yield f"nothing is falsified, and yet: {differences[0]}"

    def each_figure(self):
        """A count or a sum off by a thousandth, what is divided by 1 in 10^11."""
        for code, breakdowns in self.right.items():
            for breakdown, rows in breakdowns.items():
                for group, right in rows.items():
                    false = told({code: {breakdown: {group: right}}})
                    told_row = false[code][breakdown][group]
                    false[code][breakdown][group] = told_row._replace(value=nearly(right.value))
                    seen = self.differences({code: {breakdown: {group: right}}}, false)
                    if [difference.what for difference in seen] != ["value"]:
                        yield f"a falsified {code} {breakdown}={group}"

    def each_formula(self):
        for code, indicator in self.indicators.items():
            applying = [pair for pair in FALSEHOODS if pair[0] in indicator.statement]
            if not applying:
                yield f"{code} has no formula that is falsified"
            for right, false in applying:
                statement = indicator.statement.replace(right, false, 1)
                other = catalogue.Indicator(code, indicator.digits, indicator.breakdowns, statement)
                found = figures.compute(self.tables, {code: other}, self.groups)
                if not self.differences(found, told({code: self.right[code]})):
                    yield f"{code} with `{false}` for `{right}`"

    def one_answer(self):
        tables = database.load(self.responses)
        tables.execute(
            "update answered_membership_year set members_total = members_total + 1 where row = 6 and id ="
            " (select min(id) from answered_hqc_a where level = 'district' and figures_scope = 'own_only')"
        )
        database.derive(tables)
        found = figures.compute(tables, self.indicators, self.groups)
        seen = {difference.code for difference in self.differences(found, told(self.right))}
        if seen != WITH_MEMBERS:
            yield f"one member more is seen in {sorted(seen)}, not in {sorted(WITH_MEMBERS)}"

    def differences(self, ours, theirs):
        self.falsified += 1
        return figures.compare(ours, theirs, figures.is_same)[0]


def nearly(value):
    """Another value than this one, but hardly."""
    if value is None:
        return Decimal(0)
    if isinstance(value, float):
        return Decimal(value) * (1 + Decimal("1e-11")) + Decimal("1e-11")
    return Decimal(value) + Decimal("0.001")


def told(ours):
    """Figures as somebody else would tell them who came to the same."""
    return {
        code: {
            breakdown: {group: figures.Figure(*map(as_told, figure)) for group, figure in rows.items()}
            for breakdown, rows in breakdowns.items()
        }
        for code, breakdowns in ours.items()
    }


def as_told(part):
    return None if part is None else Decimal(part)
