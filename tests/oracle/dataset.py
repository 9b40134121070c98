"""A dataset on which hardly any expected figure is trivial.

    python3 dataset.py > dataset.ndjson

Random answers with a fixed seed, in the shape of the forms: every type of association and of unit,
every district and level, blanks where a question may be left blank, and stale answers under
questions that do not apply (they must not count). Not a picture of any real place.
"""

import datetime
import json
import pathlib
import random
import sys

import congress
from response import Form, Response

DOMAIN = pathlib.Path(__file__).parent.parent / "fixtures" / "domain"
ASSOCIATIONS_PER_TYPE, UNITS_WITH_DISTRICT, UNITS_WITHOUT = 10, 40, 12
CUTOFF, START = datetime.date(2017, 6, 30), datetime.date(2012, 8, 28)

# Weights of choices where equal ones would leave some group with nobody on one side.
WEIGHTS = {
    "figures_scope": {"own_only": 4, "includes_lower": 1},
    "inspection_board": {"yes": 4, "no": 1},
    "ever_congress": {"yes": 4, "no": 1},
    "finance_disclosed": {"yearly": 5, "some_years": 1, "never": 1},
    "decision_autonomy": {"self": 5, "mixed": 1, "external": 1},
    "join_voluntary": {"all": 5, "most": 3, "some": 1, "few": 1},
}

NO_INCOME = {
    f"inc_{source}": "0" for source in ("state_regular", "state_task", "fees", "donations", "services")
}
# Answers that stand on the very edge of a condition, where `>` and `>=` part; random ones hardly ever do.
EDGES = [
    ("hqc_a", {"level": "district", "founded_date": START.isoformat()}),
    ("hqc_a", {"level": "province", "founded_date": "2011-05-04", "founding_members": "50"}),
    ("hqc_a", {"level": "district", "founded_date": "2013-03-02", "founding_members": "20"}),
    ("hqc_a", {"level": "commune", "founded_date": "2010-01-01", "founding_members": "10"}),
    ("hqc_a", {"level": "district", "founded_date": "2009-12-31", "founding_members": "60"}),
    ("hqc_a", {"level": "province", "founded_date": "2004-10-10", **NO_INCOME}),
    ("hqc_a", {"level": "commune", "founded_date": "2015-07-20", **NO_INCOME}),
    ("hqc_b", {"unit_kind": "party_district", "dissem_status": "full", "dissem_date": "2013-02-27"}),
    ("hqc_b", {"unit_kind": "home_district", "dissem_status": "full", "dissem_date": "2013-02-28"}),
]


class Filler:
    """Fills one form question by question, looking only at whether the question applies."""

    def __init__(self, form, chance):
        self.form, self.chance = form, chance

    def fill(self, fixed):
        answers = {}
        rules = {name: rule for name, rule in congress.RULES.items() if name in self.form.nodes}
        for name in self.form.order:
            node = self.form.nodes[name]
            if node["type"] == "calculate":
                continue
            rows = range(1, self.form.repeats[node["repeat"]]["count"] + 1) if node["repeat"] else [None]
            for row in rows:
                response = Response(self.form, answers, rules)
                stale = self.chance.random() < 0.02
                if not response.applies(name, row) and not stale:
                    continue
                value = fixed.get(name) or self.answer(node["question"], response, row)
                if value is not None:
                    answers[f"{node['repeat']}/{row}/{name}" if row else name] = value
        return answers

    def answer(self, question, response, row):
        kind, name, chance = question["type"], question["name"], self.chance
        if not question.get("required") and chance.random() < 0.3:
            return None
        if kind == "select_one":
            return self.choose_one(question, response)
        if kind == "select_multiple":
            return self.choose_many(question)
        if kind == "date":
            return self.date(name, response).isoformat()
        if kind == "integer":
            return str(self.whole(name, response, row))
        if kind == "decimal":
            if name.startswith("inc_state") and chance.random() < 0.4:
                return "0"
            first, last = (300, 999) if "<= 100" in question.get("constraint", "") else (1, 900)
            return f"{chance.randint(first, last) / 10:g}"
        if kind == "acknowledge":
            return "OK"
        return None

    def choose_one(self, question, response):
        choices = self.form.choices[question["list"]]
        if question.get("choice_filter"):
            choices = [c for c in choices if c["district"] == response.value("district")]
        weights = WEIGHTS.get(question["name"], {})
        names = [choice["name"] for choice in choices]
        return self.chance.choices(names, [weights.get(name, 1) for name in names])[0] if names else None

    def choose_many(self, question):
        names = [choice["name"] for choice in self.form.choices[question["list"]]]
        if "none" in names:
            names.remove("none")
            if self.chance.random() < 0.22:
                return "none"
        count = min(len(names), self.chance.randint(1, max(2, len(names) - 1)))
        return " ".join(sorted(self.chance.sample(names, count), key=names.index))

    def date(self, name, response):
        if name == "founded_date":
            return self.day(datetime.date(1996, 1, 1), CUTOFF)
        if name == "last_congress_date":
            founded = response.value("founded_date")
            return self.day(max(founded or START, datetime.date(2009, 1, 1)), CUTOFF)
        if name == "congress_plan_date":
            return self.day(CUTOFF + datetime.timedelta(days=1), datetime.date(2018, 6, 30))
        return self.day(START, START + datetime.timedelta(days=420))

    def day(self, first, last):
        return first + datetime.timedelta(days=self.chance.randint(0, max(0, (last - first).days)))

    def whole(self, name, response, row):
        if name == "members_total":
            return self.chance.randint(20, 400)
        if name in ("members_female", "members_party"):
            total = int(response.value("members_total", row) or 0)
            return self.chance.randint(1, max(1, total // 2))
        if name == "founding_members":
            return self.chance.choice([5, 9, 15, 19, 25, 40, 60, 90])
        if name == "term_years":
            return self.chance.randint(2, 5)
        if name == "congresses_in_period":
            return self.chance.randint(0, 3)
        if name == "congresses_late":
            return self.chance.randint(0, int(response.value("congresses_in_period") or 0))
        if name == "party_members_office":
            return self.chance.randint(1, 6)
        if name == "thematic_inspections":
            return max(0, self.chance.randint(-4, 4))
        if name == "bch_meetings_12m":
            return self.chance.randint(0, 4)
        pairs = {
            "violations_found_n": "assoc_inspected",
            "violations_handled_n": "violations_found_n",
            "reg_reports": "reg_total",
            "merge_completed": "merge_candidates",
        }
        if name in pairs:
            return self.chance.randint(0, int(response.value(pairs[name], row) or 0))
        if name == "reg_total":
            return self.chance.randint(6, 60)
        return self.chance.randint(0, 9)


def generate():
    chance = random.Random(21)
    forms = {form["id"]: Form(form) for form in json.loads((DOMAIN / "instrument.json").read_text("utf-8"))}
    associations, units = forms["hqc_a"], forms["hqc_b"]
    districts = [choice["name"] for choice in units.choices["district"]]
    levels = ["province", "district", "district", "commune", "commune", "commune"]
    serial = 0
    for kind in associations.choices["assoc_type"]:
        for _ in range(ASSOCIATIONS_PER_TYPE):
            serial += 1
            fixed = {
                "assoc_code": f"BTN-X-{serial:04}",
                "assoc_name": "Hội minh họa",
                "assoc_type": kind["name"],
                "level": chance.choice(levels),
                "district": districts[serial % 10],
                "org_form": associations.choices["org_form"][serial % 5]["name"],
                "field_main": associations.choices["field"][chance.randrange(10)]["name"],
            }
            yield f"a{serial:04}", "hqc_a", Filler(associations, chance).fill(fixed)
    for kind in units.choices["unit_kind"]:
        count = UNITS_WITH_DISTRICT if kind["name"].endswith(("district", "commune")) else UNITS_WITHOUT
        for index in range(count):
            serial += 1
            fixed = {"unit_kind": kind["name"], "district": districts[index % 10]}
            yield f"b{serial:04}", "hqc_b", Filler(units, chance).fill(fixed)
    for form, edge in EDGES:
        serial += 1
        fixed = {
            "assoc_code": f"BTN-X-{serial:04}",
            "assoc_name": "Hội minh họa",
            "district": districts[serial % 10],
            **edge,
        }
        yield f"e{serial:04}", form, Filler(forms[form], chance).fill(fixed)


if __name__ == "__main__":
    for identity, form, answers in generate():
        record = {"id": identity, "form": form, "answers": answers}
        sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
