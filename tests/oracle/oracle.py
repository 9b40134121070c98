"""Expected figures of all indicators with breakdowns, from the catalogue and raw answers.

    python3 oracle.py DATASET.ndjson > expected.json

Reads ../fixtures/domain/{instrument,indicators}.json and a dataset of one response a line
({"id", "form", "answers": {path: value}}). Standard library only; exact: every value enters as
the shortest decimal of its double (nine decimals at most), sums are Fractions, rounding comes
last, halves away from zero.
"""

import json
import math
import pathlib
import statistics
import sys
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import congress
import expression
from response import At, Form, Response, parsed

DOMAIN = pathlib.Path(__file__).parent.parent / "fixtures" / "domain"

# Where a response's group comes from: breakdown -> form -> question, and the list that orders it.
# An indicator over both forms matches the level of the association with the level of the unit.
GROUPS = {
    "level": ({"hqc_a": "level", "hqc_b": "unit_level"}, "level"),
    "unit_level": ({"hqc_b": "unit_level"}, "level"),
    "district": ({"hqc_a": "district", "hqc_b": "district"}, "district"),
    "field_main": ({"hqc_a": "field_main"}, "field"),
    "special_status": ({"hqc_a": "special_status"}, "yes_no"),
    "org_form": ({"hqc_a": "org_form"}, "org_form"),
    "assoc_type": ({"hqc_a": "assoc_type"}, "assoc_type"),
    "unit_kind": ({"hqc_b": "unit_kind"}, "unit_kind"),
}

# A fact carries at most nine decimals: what a double adds beyond is no answer of anybody.
NINE = Decimal("1e-9")


def load(dataset):
    """The forms and the responses of a dataset."""
    forms = {form["id"]: Form(form) for form in json.loads((DOMAIN / "instrument.json").read_text("utf-8"))}
    responses = []
    for line in pathlib.Path(dataset).read_text("utf-8").splitlines():
        record = json.loads(line)
        form = forms[record["form"]]
        rules = {name: rule for name, rule in congress.RULES.items() if name in form.nodes}
        responses.append(Response(form, record["answers"], rules))
    return forms, responses


def exact(value):
    """A value as an exact number; None where it is blank."""
    if isinstance(value, str) and value == "":
        return None
    number = expression.number(value)
    return None if math.isnan(number) else Fraction(Decimal(repr(number)).quantize(NINE, rounding=ROUND_HALF_EVEN))


class Term:
    """One aggregate of an indicator."""

    def __init__(self, term, forms):
        self.op, self.form = term["op"], forms[term["survey"]]
        self.field = parsed(term.get("field"))
        self.repeat = self.form.repeats.get(term.get("repeat"))
        self.row_where, self.where = parsed(term.get("row_where")), parsed(term.get("where"))

    def years(self):
        return range(1, self.repeat["count"] + 1) if self.repeat else []

    def values(self, responses, only_row=None):
        """What the aggregate runs over: the values of the counted responses or rows."""
        out = []
        for response in responses:
            if response.form is not self.form or not response.test(self.where):
                continue
            if self.repeat is None:
                out.append(self.take(response, None))
                continue
            for row in self.years():
                wanted = row == only_row if only_row else response.test(self.row_where, row)
                if wanted:
                    out.append(self.take(response, row))
        return [value for value in out if value is not None]

    def take(self, response, row):
        return Fraction(1) if self.field is None else exact(expression.evaluate(self.field, At(response, row)))

    def result(self, values):
        if self.op in ("count", "sum"):
            return sum(values, Fraction(0))
        if not values:
            return None
        if self.op == "mean":
            return sum(values, Fraction(0)) / len(values)
        middle, values = len(values) // 2, sorted(values)
        return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2

    def quartiles(self, values):
        """The quartiles of the values of a median: R's type 7, also called inclusive."""
        if self.op != "median" or not values:
            return None
        if len(values) == 1:
            return values[0], values[0]
        lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
        return lower, upper


def figure(indicator, a, b):
    """The figure of two aggregates by the catalogue's rules."""
    calc = indicator["calc"]
    if calc == "value":
        value = a
    elif not b:
        value = None
    elif calc == "pct":
        value = 100 * a / b
    elif calc == "pct_complement":
        value = 100 - 100 * a / b
    elif calc == "ratio":
        value = indicator["scale"] * a / b if "scale" in indicator else a / b
    elif calc == "growth_pct":
        value = 100 * (a / b - 1)
    elif calc == "cagr_pct":
        grown = math.pow(float(a / b), 1 / indicator["years"])
        value = Fraction(Decimal(repr(100 * (grown - 1))))
    return value


def fixed(value, digits):
    """A number with so many decimals, halves away from zero."""
    if value is None:
        return None
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and whole else ""
    text = str(whole).rjust(digits + 1, "0")
    return sign + (text if digits == 0 else f"{text[:-digits]}.{text[-digits:]}")


def plain(value, digits, op):
    """An aggregate: exact for counts and sums, to the indicator's digits for the others."""
    if value is None or op in ("mean", "median"):
        return fixed(value, digits)
    text = format(Decimal(value.numerator) / Decimal(value.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def entry(indicator, terms, responses, row=None):
    values = [term.values(responses, row) for term in terms]
    results = [term.result(own) for term, own in zip(terms, values)]
    a, b = results[0], results[1] if len(results) > 1 else None
    digits = indicator["digits"]
    quartiles = terms[0].quartiles(values[0])
    lower, upper = (fixed(own, digits) for own in quartiles or (None, None))
    return {
        "value": fixed(figure(indicator, a, b), digits),
        "a": plain(a, digits, terms[0].op),
        "b": plain(b, digits, terms[1].op) if len(terms) > 1 else None,
        **({"quartiles": {"lower": lower, "upper": upper}} if quartiles else {}),
    }


def key(term, responses, row):
    """The display year of a row: from any response whose repeat applies."""
    values = (r.value(term.repeat["key"], row) for r in responses if r.form is term.form)
    return expression.string(next(value for value in values if value != ""))


def table(indicator, forms, responses):
    """The total and every breakdown of one indicator."""
    terms = [Term(indicator[key], forms) for key in ("a", "b") if key in indicator]
    out = {"total": entry(indicator, terms, responses)}
    for dimension in indicator["breakdowns"]:
        if dimension == "year":
            out["year"] = {
                key(terms[0], responses, row): entry(indicator, terms, responses, row) for row in terms[0].years()
            }
            continue
        names, list_name = GROUPS[dimension]
        used = [term.form.id for term in terms]
        choices = next(f.choices[list_name] for f in forms.values() if list_name in f.choices)
        groups = {choice["name"]: [] for choice in choices}
        for response in responses:
            if response.form.id in used:
                groups.setdefault(response.value(names[response.form.id]), []).append(response)
        out[dimension] = {group: entry(indicator, terms, members) for group, members in groups.items()}
    return out


def expected(dataset):
    forms, responses = load(dataset)
    catalogue = json.loads((DOMAIN / "indicators.json").read_text("utf-8"))["indicators"]
    return {indicator["code"]: table(indicator, forms, responses) for indicator in catalogue}


if __name__ == "__main__":
    json.dump(expected(sys.argv[1]), sys.stdout, ensure_ascii=False, indent=1)
    print()
