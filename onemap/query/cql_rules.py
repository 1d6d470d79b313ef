"""A filter as rows that a person fills in: column, operator, values, in groups of which all or any must hold.

From rows to text and from a condition back to rows; what rows cannot say stays text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from onemap.model import cql

Operator = Literal[
    "=", "<>", "<", "<=", ">", ">=", "between", "not_between", "in", "not_in", "contains", "begins", "ends", "like",
    "not_like", "null", "not_null",
]  # fmt: skip
#: Operators by what a column holds, in the order in which they are offered.
OFFERED: dict[str, tuple[Operator, ...]] = {
    "text": ("=", "<>", "in", "not_in", "contains", "begins", "ends", "like", "not_like", "null", "not_null"),
    "number": ("=", "<>", "<", "<=", ">", ">=", "between", "not_between", "in", "not_in", "null", "not_null"),
    "time": ("=", "<>", "<", "<=", ">", ">=", "between", "not_between", "null", "not_null"),
    "truth": ("=", "<>", "null", "not_null"),
    "other": ("null", "not_null"), "null": ("null", "not_null"),
    "personal": ("=", "<>", "in", "not_in", "null", "not_null"),
}  # fmt: skip
_COMPARE = ("=", "<>", "<", "<=", ">", ">=")
_PATTERNS: dict[Operator, tuple[str, str]] = {"contains": ("%", "%"), "begins": ("", "%"), "ends": ("%", "")}
_LISTS = {"in": "IN", "not_in": "NOT IN"}
_SPECIAL = re.compile(r"([%_\\])")
_DAY, _MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}\Z"), re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(Z?)\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: ``values`` as people write them, without quotes; none for "null", two for "between"."""

    column: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows and groups of which all must hold, or any."""

    every: bool
    items: tuple[Rule | Group, ...] = ()


Item: TypeAlias = Rule | Group


def wanted(operator: Operator) -> int | None:
    """How many values an operator takes; None for as many as there are."""
    if operator in ("null", "not_null"):
        return 0
    if operator in _LISTS:
        return None
    return 2 if operator in ("between", "not_between") else 1


def text_of(group: Group, kinds: dict[str, str]) -> str:
    """The rows as CQL2 text; ``kinds`` says what columns hold. Rows that are not filled in are left out.

    ValueError, with the row, when a value cannot be one of its column.
    """
    parts = [part for part in (_text_of(item, kinds, inner=len(group.items) > 1) for item in group.items) if part]
    return (" AND " if group.every else " OR ").join(parts)


def _text_of(item: Item, kinds: dict[str, str], *, inner: bool) -> str:
    if isinstance(item, Rule):
        return rule_text(item, kinds.get(item.column, "text")) if is_filled(item) else ""
    text = text_of(item, kinds)
    return f"({text})" if text and inner else text


def is_filled(rule: Rule) -> bool:
    """Whether a row says all that its operator needs."""
    need = wanted(rule.operator)
    given = [value for value in rule.values if value.strip()]
    return bool(rule.column) and (len(given) >= 1 if need is None else len(given) == need)


def rule_text(rule: Rule, kind: str) -> str:
    """One row that is filled in as CQL2 text; ValueError when a value cannot be one of the column."""
    name, operator = cql.identifier(rule.column), rule.operator
    if operator in ("null", "not_null"):
        return f"{name} IS {'NOT ' if operator == 'not_null' else ''}NULL"
    if operator in _PATTERNS:
        return f"{name} LIKE {cql.quoted(_pattern(operator, rule.values[0]))}"
    if operator in ("like", "not_like"):
        return f"{name} {'NOT ' if operator == 'not_like' else ''}LIKE {cql.quoted(rule.values[0])}"
    values = [literal(value, kind) for value in rule.values if value.strip()]
    if operator in _LISTS:
        return f"{name} {_LISTS[operator]} ({', '.join(values)})"
    if operator in ("between", "not_between"):
        return f"{name} {'NOT ' if operator == 'not_between' else ''}BETWEEN {values[0]} AND {values[1]}"
    return f"{name} {operator} {values[0]}"


def _pattern(operator: Operator, plain: str) -> str:
    before, after = _PATTERNS[operator]
    return before + _SPECIAL.sub(r"\\\1", plain) + after


def literal(value: str, kind: str) -> str:
    """A value that a person wrote as it stands in a filter; ValueError when it cannot be one of the kind."""
    plain = value.strip()
    if kind == "number":
        return _number(plain)
    if kind == "truth":
        if plain.casefold() not in ("true", "false"):
            raise ValueError(value)
        return plain.upper()
    if kind == "time":
        return _time(plain)
    return cql.quoted(value)


def _number(plain: str) -> str:
    number = float(plain)
    if not math.isfinite(number) or "_" in plain:
        raise ValueError(plain)
    try:
        return str(int(plain))
    except ValueError:
        return repr(number)


def _time(plain: str) -> str:
    if _DAY.match(plain):
        return f"DATE({cql.quoted(plain)})"
    found = _MOMENT.match(plain)
    if found is None:
        raise ValueError(plain)
    day, minute, second, utc = found.groups()
    moment = f"{day}T{minute}{second or ':00'}{utc}"
    return f"TIMESTAMP({cql.quoted(moment)})"


# --- from a condition back to rows -------------------------------------------------------------------------------
def group_of(condition: cql.Condition | None) -> Group | None:
    """The rows that say what a condition says; None where rows cannot say it."""
    if condition is None:
        return Group(every=True)
    item = _item_of(condition)
    return Group(every=True, items=(item,)) if isinstance(item, Rule) else item


def _item_of(node: cql.Condition) -> Item | None:
    if isinstance(node, (cql.And, cql.Or)):
        items = [_item_of(one) for one in node.items]
        if any(item is None for item in items):
            return None
        return Group(isinstance(node, cql.And), tuple(item for item in items if item is not None))
    return _rule_of(node)


def _rule_of(node: cql.Condition) -> Rule | None:
    match node:
        case cql.Compare(operator=operator, left=cql.Column(name=name), right=right) if operator in _COMPARE:
            return _rule(name, operator, right)
        case cql.Between(value=cql.Column(name=name), negated=negated):
            return _rule(name, "not_between" if negated else "between", node.low, node.high)
        case cql.In(value=cql.Column(name=name), negated=negated):
            return _rule(name, "not_in" if negated else "in", *node.items)
        case cql.IsNull(value=cql.Column(name=name), negated=negated):
            return Rule(name, "not_null" if negated else "null")
        case cql.Like(value=cql.Column(name=name), pattern=cql.Text(value=pattern)):
            return Rule(name, "not_like", (pattern,)) if node.negated else _like(name, pattern)
    return None


def _rule(name: str, operator: str, *values: cql.Scalar) -> Rule | None:
    said = [_said(value) for value in values]
    if any(one is None or not one.strip() for one in said):
        return None
    return Rule(name, operator, tuple(one for one in said if one is not None))  # type: ignore[arg-type]


def _said(value: cql.Scalar) -> str | None:
    """A literal as a person writes it in a row; None for what is no literal."""
    match value:
        case cql.Text():
            return value.value
        case cql.Number():
            return f"{value.value}"
        case cql.Truth():
            return "true" if value.value else "false"
        case cql.Instant():
            found = value.value.replace("T", " ")
            return found if _DAY.match(found) or _MOMENT.match(found) else None
    return None


def _like(name: str, pattern: str) -> Rule:
    """The plainest row that says a pattern."""
    for operator, (before, after) in _PATTERNS.items():
        inside = pattern[len(before) : len(pattern) - len(after)]
        if pattern.startswith(before) and pattern.endswith(after) and len(pattern) >= len(before) + len(after):
            plain = _unescaped(inside)
            if plain and plain.strip() and _pattern(operator, plain) == pattern:
                return Rule(name, operator, (plain,))
    return Rule(name, "like", (pattern,))


def _unescaped(pattern: str) -> str:
    return re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL)
