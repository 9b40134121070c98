"""The ODK XPath subset that the forms and indicators use: parse and evaluate.

Written from the XPath 1.0 and ODK XForms specifications, with the standard library only.

Values are str ('' is blank), float, bool, or datetime.date. Blank follows the catalogue's rule:
"comparisons with an empty value are false except != and = ''"; arithmetic with blank is NaN.
"""

import datetime
import math
import re
from decimal import ROUND_HALF_UP, Decimal

TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{[A-Za-z_][A-Za-z0-9_]*\})|(?P<num>\d+(?:\.\d+)?)|(?P<str>'[^']*'|\"[^\"]*\")"
    r"|(?P<op><=|>=|!=|[=<>+\-*(),])|(?P<parent>\.\.)|(?P<self>\.)|(?P<name>[A-Za-z_][A-Za-z0-9_-]*))"
)


def tokens(text):
    position, out = 0, []
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise ValueError(f"cannot read {text!r} at {position}")
        out.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    return out + [("end", "")]


class Parser:
    """Recursive descent, one method a precedence level."""

    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def peek(self):
        return self.tokens[self.at]

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def accept(self, kind, *texts):
        if self.peek()[0] == kind and self.peek()[1] in texts:
            return self.take()[1]
        return None

    def expect(self, text):
        got = self.take()
        if got[1] != text:
            raise ValueError(f"expected {text!r}, found {got[1]!r}")

    def whole(self):
        tree = self.either()
        if self.peek()[0] != "end":
            raise ValueError(f"left over: {self.peek()[1]!r}")
        return tree

    def chain(self, kind, operators, below):
        left = below()
        while operator := self.accept(kind, *operators):
            left = ("binary", operator, left, below())
        return left

    def either(self):
        return self.chain("name", ["or"], self.both)

    def both(self):
        return self.chain("name", ["and"], self.equality)

    def equality(self):
        return self.chain("op", ["=", "!="], self.order)

    def order(self):
        return self.chain("op", ["<=", ">=", "<", ">"], self.sum)

    def sum(self):
        return self.chain("op", ["+", "-"], self.product)

    def product(self):
        left = self.unary()
        while operator := (self.accept("op", "*") or self.accept("name", "div", "mod")):
            left = ("binary", operator, left, self.unary())
        return left

    def unary(self):
        if self.accept("op", "-"):
            return ("negate", self.unary())
        return self.primary()

    def primary(self):
        kind, text = self.take()
        if kind == "ref":
            return ("ref", text[2:-1])
        if kind == "num":
            return ("literal", float(text))
        if kind == "str":
            return ("literal", text[1:-1])
        if kind == "self":
            return ("self",)
        if kind == "parent":
            return ("parent",)
        if (kind, text) == ("op", "("):
            inner = self.either()
            self.expect(")")
            return inner
        if kind == "name":
            if self.accept("op", "("):
                arguments = []
                if not self.accept("op", ")"):
                    arguments.append(self.either())
                    while self.accept("op", ","):
                        arguments.append(self.either())
                    self.expect(")")
                return ("call", text, arguments)
            return ("bare", text)
        raise ValueError(f"unexpected {text!r}")


def parse(text):
    return Parser(text).whole()


def number(value):
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, datetime.date):
        return float(days(value))
    try:
        return float(value.strip()) if re.fullmatch(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*", value) else math.nan
    except ValueError:
        return math.nan


def days(date):
    return (date - datetime.date(1970, 1, 1)).days


def string(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def boolean(value):
    if isinstance(value, float):
        return not (value == 0 or math.isnan(value))
    if isinstance(value, str):
        return value != ""
    return True if isinstance(value, datetime.date) else value


def as_date(value):
    if isinstance(value, datetime.date):
        return value
    text = string(value)
    return datetime.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""


def compare(operator, left, right):
    if operator in ("=", "!="):
        if isinstance(left, bool) or isinstance(right, bool):
            equal = boolean(left) == boolean(right)
        elif isinstance(left, float) or isinstance(right, float):
            equal = number(left) == number(right)
        else:
            equal = string(left) == string(right)
        return equal if operator == "=" else not equal
    left, right = number(dateless(left)), number(dateless(right))
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def dateless(value):
    """Texts that are whole dates order as days."""
    date = as_date(value) if isinstance(value, str) else value
    return value if date == "" else date


def round_half_away(value, digits):
    """Rounds the shortest decimal of a double, halves away from zero."""
    if math.isnan(value) or math.isinf(value):
        return value
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP))


class Scope:
    """What a tree is evaluated in; `one`, `many` and `row` are given by the form."""

    def one(self, name):
        raise NotImplementedError

    def many(self, name):
        raise NotImplementedError

    def nth(self, name, index):
        raise NotImplementedError

    def row(self):
        raise NotImplementedError

    def current(self):
        raise NotImplementedError


def evaluate(tree, scope):
    kind = tree[0]
    if kind == "literal":
        return tree[1]
    if kind == "ref":
        return scope.one(tree[1])
    if kind == "self":
        return scope.current()
    if kind == "negate":
        return -number(evaluate(tree[1], scope))
    if kind == "binary":
        return binary(tree, scope)
    if kind == "call":
        return call(tree[1], tree[2], scope)
    raise ValueError(f"not a value: {tree!r}")


def binary(tree, scope):
    _, operator, left, right = tree
    if operator == "and":
        return boolean(evaluate(left, scope)) and boolean(evaluate(right, scope))
    if operator == "or":
        return boolean(evaluate(left, scope)) or boolean(evaluate(right, scope))
    left, right = evaluate(left, scope), evaluate(right, scope)
    if operator in ("=", "!=", "<", "<=", ">", ">="):
        return compare(operator, left, right)
    left, right = number(left), number(right)
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "div":
        if right == 0:
            return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)
        return left / right
    return math.fmod(left, right) if right else math.nan


def call(name, arguments, scope):
    if name == "if":
        return evaluate(arguments[1 if boolean(evaluate(arguments[0], scope)) else 2], scope)
    if name == "position":
        return float(scope.row())
    if name == "sum":
        values = [number(v) for v in scope.many(arguments[0][1]) if v != ""]
        return math.fsum(values)
    if name == "indexed-repeat":
        return scope.nth(arguments[0][1], number(evaluate(arguments[2], scope)))
    values = [evaluate(argument, scope) for argument in arguments]
    if name == "selected":
        return string(values[1]) in string(values[0]).split()
    if name == "count-selected":
        return float(len(string(values[0]).split()))
    if name == "coalesce":
        return values[0] if string(values[0]) not in ("", "NaN") else values[1]
    if name == "int":
        value = number(values[0])
        return value if math.isnan(value) else float(math.trunc(value))
    if name == "round":
        return round_half_away(number(values[0]), int(number(values[1])) if len(values) > 1 else 0)
    if name == "number":
        return number(values[0])
    if name == "not":
        return not boolean(values[0])
    if name == "date":
        return as_date(values[0])
    if name == "format-date":
        date = as_date(values[0])
        return date.strftime(string(values[1])) if date != "" else ""
    if name == "decimal-date-time":
        date = as_date(values[0])
        return float(days(date)) if date != "" else math.nan
    if name == "string-length":
        return float(len(string(values[0])))
    if name == "regex":
        return re.fullmatch(string(values[1]), string(values[0])) is not None
    raise ValueError(f"unknown function {name}")
