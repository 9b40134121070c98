"""One response: raw answers under a form, with what applies and what is calculated.

Evaluates lazily by name and remembers; irrelevant nodes are blank, as in the ODK specification.
"""

import datetime
import math

import expression


class Form:
    """Names, expressions and structure of one form of the instrument."""

    def __init__(self, definition):
        self.id = definition["id"]
        self.choices = definition["choices"]
        self.nodes, self.repeats, self.order = {}, {}, []
        for section in definition["sections"]:
            condition = parsed(section.get("relevant"))
            for question in section["questions"]:
                if question["type"] == "repeat":
                    self.repeats[question["name"]] = {
                        "count": int(question["repeat_count"]),
                        "key": question["row_key"],
                        "names": [child["name"] for child in question["questions"]],
                    }
                    above = [condition, parsed(question.get("relevant"))]
                    for child in question["questions"]:
                        self.add(child, question["name"], above)
                else:
                    self.add(question, None, [condition])

    def add(self, question, repeat, above):
        self.order.append(question["name"])
        self.nodes[question["name"]] = {
            "question": question,
            "type": question["type"],
            "repeat": repeat,
            "relevant": [c for c in [*above, parsed(question.get("relevant"))] if c],
            "calculation": parsed(question.get("calculation")),
        }


def parsed(text):
    return expression.parse(text) if text else None


class Response:
    """Answers of one form, evaluated."""

    def __init__(self, form, answers, own_rules=None):
        self.form, self.answers = form, answers
        self.own_rules = own_rules or {}
        self.known = {}

    def applies(self, name, row):
        scope = At(self, row)
        return all(
            expression.boolean(expression.evaluate(condition, scope))
            for condition in self.form.nodes[name]["relevant"]
        )

    def value(self, name, row=None):
        node = self.form.nodes[name]
        row = row if node["repeat"] else None
        if (name, row) not in self.known:
            self.known[name, row] = ""  # a cycle would end here, not loop
            self.known[name, row] = self.compute(name, node, row) if self.applies(name, row) else ""
        return self.known[name, row]

    def compute(self, name, node, row):
        if name in self.own_rules:
            return self.own_rules[name](self)
        if node["calculation"]:
            result = expression.evaluate(node["calculation"], At(self, row))
            return "" if isinstance(result, float) and math.isnan(result) else result
        path = f"{node['repeat']}/{row}/{name}" if node["repeat"] else name
        text = self.answers.get(path, "")
        if text == "":
            return ""
        if node["type"] in ("integer", "decimal"):
            return float(text)
        if node["type"] == "date":
            return datetime.date.fromisoformat(text)
        return text

    def test(self, tree, row=None):
        return tree is None or expression.boolean(expression.evaluate(tree, At(self, row)))


class At(expression.Scope):
    """A place in a response: the top, or one row of a repeat."""

    def __init__(self, response, row):
        self.response, self.at = response, row

    def one(self, name):
        return self.response.value(name, self.at)

    def many(self, name):
        repeat = self.response.form.nodes[name]["repeat"]
        rows = range(1, self.response.form.repeats[repeat]["count"] + 1)
        return [self.response.value(name, row) for row in rows]

    def nth(self, name, index):
        repeat = self.response.form.nodes[name]["repeat"]
        if math.isnan(index) or not 1 <= index <= self.response.form.repeats[repeat]["count"]:
            return ""
        return self.response.value(name, int(index))

    def row(self):
        return self.at
