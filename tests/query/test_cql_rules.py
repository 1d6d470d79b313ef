"""Rows and text say the same, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onemap.model.cql_parse import parse
from onemap.query.cql_rules import OFFERED, Group, Rule, group_of, is_filled, literal, text_of, wanted

KINDS = {"名称": "text", "floor count": "number", "AND": "text", "报修时间": "time", "ok": "truth"}
VALUES = {
    "text": st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(str.strip),
    "number": st.one_of(
        st.integers(-(10**12), 10**12).map(str), st.floats(-1e9, 1e9, allow_nan=False).map(lambda v: f"{v}")
    ),
    "time": st.one_of(st.dates().map(str), st.datetimes().map(lambda t: t.isoformat(" ", "seconds"))),
    "truth": st.sampled_from(["true", "false"]),
}


@st.composite
def rules(draw):
    column = draw(st.sampled_from(sorted(KINDS)))
    kind = KINDS[column]
    operator = draw(st.sampled_from(OFFERED[kind]))
    number = wanted(operator)
    many = draw(st.integers(1, 4)) if number is None else number
    return Rule(column, operator, tuple(draw(VALUES[kind]) for _ in range(many)))


def groups(items):
    return st.builds(Group, st.booleans(), st.lists(items, min_size=2, max_size=4).map(tuple))


@given(st.recursive(rules(), groups, max_leaves=8))
@settings(max_examples=300, deadline=None)
def test_rows_become_text_that_becomes_rows_that_say_the_same(made):
    group = made if isinstance(made, Group) else Group(True, (made,))
    text = text_of(group, KINDS)
    condition = parse(text)
    again = group_of(condition)
    assert again is not None
    assert parse(text_of(again, KINDS)) == condition


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("名称 = '甲'", Group(True, (Rule("名称", "=", ("甲",)),))),
        ("名称 LIKE '%人民%'", Group(True, (Rule("名称", "contains", ("人民",)),))),
        ("名称 LIKE '人民%'", Group(True, (Rule("名称", "begins", ("人民",)),))),
        ("名称 LIKE '%路'", Group(True, (Rule("名称", "ends", ("路",)),))),
        ("名称 LIKE '100\\%%'", Group(True, (Rule("名称", "begins", ("100%",)),))),
        ("名称 LIKE '人_路'", Group(True, (Rule("名称", "like", ("人_路",)),))),
        ("名称 LIKE '%'", Group(True, (Rule("名称", "like", ("%",)),))),
        ("名称 NOT LIKE '%路'", Group(True, (Rule("名称", "not_like", ("%路",)),))),
        ("层数 BETWEEN 3 AND 6", Group(True, (Rule("层数", "between", ("3", "6")),))),
        ("类 NOT IN ('甲','乙')", Group(True, (Rule("类", "not_in", ("甲", "乙")),))),
        ("类 IS NOT NULL", Group(True, (Rule("类", "not_null"),))),
        ("t >= DATE('2026-06-01')", Group(True, (Rule("t", ">=", ("2026-06-01",)),))),
        ("t = TIMESTAMP('2026-06-01T08:00:00Z')", Group(True, (Rule("t", "=", ("2026-06-01 08:00:00Z",)),))),
        ("a = 1 AND (b = 2 OR c = 3)", Group(True, (
            Rule("a", "=", ("1",)), Group(False, (Rule("b", "=", ("2",)), Rule("c", "=", ("3",))))))),
    ],
)  # fmt: skip
def test_conditions_as_rows(text, rows):
    assert group_of(parse(text)) == rows


@pytest.mark.parametrize(
    "text",
    ["a + 1 > 2", "NOT a = 1", "S_INTERSECTS(geometry, POINT(1 2))", "CASEI(a) = 'x'", "a = b", "TRUE", "5 = a",
     "T_AFTER(t, DATE('2026-01-01'))", "a = 1 AND NOT b = 2", "a = ''", "名称 LIKE b"],
)  # fmt: skip
def test_what_rows_cannot_say_stays_text(text):
    assert group_of(parse(text)) is None


def test_rows_that_are_not_filled_in_say_nothing():
    empty, half = Rule("", "=", ("1",)), Rule("a", "between", ("1", ""))
    assert not is_filled(empty)
    assert not is_filled(half)
    group = Group(True, (empty, half, Group(False, (empty,)), Rule("a", "null")))
    assert text_of(group, {"a": "number"}) == "a IS NULL"
    assert text_of(Group(True), {}) == ""
    assert group_of(None) == Group(True)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("十", "number"),
        ("nan", "number"),
        ("1_000", "number"),
        ("maybe", "truth"),
        ("2026/6/1", "time"),
        ("", "number"),
    ],
)
def test_values_that_cannot_be_one_of_the_column_are_refused(value, kind):
    with pytest.raises(ValueError, match=r".*"):
        literal(value, kind)
