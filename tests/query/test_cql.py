"""Filters: their language reads back, and they keep the rows that a slow reading row by row keeps."""

from __future__ import annotations

import datetime as dt
import math
import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onemap.errors import RequestError
from onemap.model import cql
from onemap.model.cql_parse import DEEPEST, parse
from onemap.model.cql_tokens import LONGEST
from onemap.query.cql_check import Schema, check
from onemap.query.cql_eval import kept

WORDS = ["", "a", "A", "ab", "a%", "完好", "破损", "010", "é", "a_b", "x\\y", "'", "a\nb"]
TABLE_COLUMNS = ("名称", "code", "n", "v", "ok", "t", "d", "said")


# --- random filters -----------------------------------------------------------------------------------------------
def texts() -> st.SearchStrategy[cql.Scalar]:
    plain = st.sampled_from([*map(cql.Text, WORDS), cql.Column("名称"), cql.Column("code")])
    return st.recursive(plain, lambda inner: st.builds(cql.Folded, st.sampled_from(["CASEI"]), inner), max_leaves=2)


def numbers() -> st.SearchStrategy[cql.Scalar]:
    literal = st.builds(cql.Number, st.one_of(st.integers(-9, 9), st.sampled_from([0.5, -2.25, 1e3])))
    plain = st.one_of(literal, st.sampled_from([cql.Column("n"), cql.Column("v")]))
    operators = st.sampled_from(["+", "-", "*", "/", "%", "div", "^"])

    def more(inner: st.SearchStrategy[cql.Scalar]) -> st.SearchStrategy[cql.Scalar]:
        negative = st.builds(cql.Negative, inner.filter(lambda one: not isinstance(one, cql.Number)))
        return st.one_of(st.builds(cql.Arithmetic, operators, inner, inner), negative)

    return st.recursive(plain, more, max_leaves=4)


DAYS = [dt.date(2026, 6, 30), dt.date(2026, 7, 1), dt.date(2024, 2, 29)]


def instants() -> st.SearchStrategy[cql.Instant]:
    days = st.sampled_from(DAYS).map(lambda day: cql.Instant(day.isoformat(), day=True))
    moments = st.sampled_from(["2026-06-30T08:00:00", "2026-06-30T00:00:00Z", "2026-07-01T00:00:00+08:00"])
    return st.one_of(days, moments.map(lambda text: cql.Instant(text, day=False)))


def times() -> st.SearchStrategy[cql.Scalar]:
    return st.one_of(instants(), st.sampled_from([cql.Column("t"), cql.Column("d"), cql.Column("said")]))


def spans() -> st.SearchStrategy[object]:
    ends = st.one_of(st.none(), instants(), st.just(cql.Column("t")))
    return st.one_of(times(), st.builds(cql.Interval, ends, ends))


def conditions() -> st.SearchStrategy[cql.Condition]:
    compare = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
    truths = st.sampled_from([cql.Truth(True), cql.Truth(False), cql.Column("ok")])
    real_times = st.one_of(instants(), st.sampled_from([cql.Column("t"), cql.Column("d")]))
    no = st.booleans()
    simple = st.one_of(
        st.builds(cql.Compare, compare, texts(), texts()),
        st.builds(cql.Compare, compare, numbers(), numbers()),
        st.builds(cql.Compare, compare, times(), real_times),
        st.builds(cql.Compare, st.sampled_from(["=", "<>"]), truths, truths),
        st.builds(cql.Between, numbers(), numbers(), numbers(), no),
        st.builds(cql.Like, texts(), texts(), no),
        st.builds(cql.In, texts(), st.lists(texts(), min_size=1, max_size=3).map(tuple), no),
        st.builds(cql.In, numbers(), st.lists(numbers(), min_size=1, max_size=3).map(tuple), no),
        st.builds(cql.IsNull, st.one_of(texts(), numbers(), times(), truths), no),
        st.builds(cql.Temporal, st.sampled_from(cql.TEMPORAL), spans(), spans()),
        st.builds(cql.Truth, no),
    )

    def more(inner: st.SearchStrategy[cql.Condition]) -> st.SearchStrategy[cql.Condition]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(st.builds(cql.Not, inner), st.builds(cql.And, several), st.builds(cql.Or, several))

    return st.recursive(simple, more, max_leaves=5)


def tables() -> st.SearchStrategy[pa.Table]:
    def some(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        return st.one_of(st.none(), values)

    when = st.datetimes(dt.datetime.fromisoformat("2026-06-29T23"), dt.datetime.fromisoformat("2026-07-01T01")).map(
        lambda moment: moment.replace(microsecond=0)
    )
    said = st.sampled_from(["2026-06-30", "2026/06/30 08:00:00", "20260630", "2026-06-30T00:00:00Z", "?", ""])
    row = st.tuples(
        some(st.sampled_from(WORDS)), some(st.sampled_from(WORDS)), some(st.integers(-9, 9)),
        some(st.one_of(st.floats(-10, 10), st.just(math.nan))), some(st.booleans()), some(when),
        some(st.sampled_from(DAYS)), some(said),
    )  # fmt: skip
    types = (
        pa.string(), pa.dictionary(pa.int32(), pa.string()), pa.int32(), pa.float64(), pa.bool_(), pa.timestamp("us"),
        pa.date32(), pa.string(),
    )  # fmt: skip

    def table(rows: list[tuple[object, ...]]) -> pa.Table:
        columns = [pa.array([row[i] for row in rows], kind) for i, kind in enumerate(types)]
        return pa.table(dict(zip(TABLE_COLUMNS, columns, strict=True)))

    return st.lists(row, max_size=8).map(table)


# --- the same, row by row, as the standard says it -----------------------------------------------------------------
MS = dt.timedelta(milliseconds=1)
NEVER, EVER = dt.datetime.fromisoformat("0001-01-01"), dt.datetime.fromisoformat("9999-12-31")


def slow_rows(node: cql.Condition, table: pa.Table) -> list[bool]:
    return [slow(node, row) is True for row in table.to_pylist()]


def slow(node: object, row: dict[str, object]) -> bool | None:
    match node:
        case cql.Truth():
            return node.value
        case cql.Not():
            found = slow(node.value, row)
            return None if found is None else not found
        case cql.And() | cql.Or():
            found = [slow(item, row) for item in node.items]
            decides = isinstance(node, cql.Or)
            return decides if decides in found else None if None in found else not decides
        case cql.Compare():
            return slow_compare(node.operator, node.left, node.right, row)
        case cql.Between():
            found = slow(
                cql.And((cql.Compare(">=", node.value, node.low), cql.Compare("<=", node.value, node.high))), row
            )
        case cql.In():
            found = slow(cql.Or(tuple(cql.Compare("=", node.value, item) for item in node.items)), row)
        case cql.IsNull():
            found = value(node.value, row) is None
        case cql.Like():
            text, pattern = value(node.value, row), value(node.pattern, row)
            found = None if text is None or pattern is None else bool(re.fullmatch(regex(pattern), text, re.DOTALL))
        case cql.Temporal():
            return slow_temporal(node, row)
        case _:
            raise AssertionError(node)
    return found if found is None or not node.negated else not found


def regex(pattern: str) -> str:
    out, escaped = "", False
    for sign in pattern:
        if escaped or sign not in "\\%_":
            out, escaped = out + re.escape(sign), False
        elif sign == "\\":
            escaped = True
        else:
            out += ".*" if sign == "%" else "."
    return out


def value(node: object, row: dict[str, object]) -> object:
    match node:
        case cql.Column():
            found = row[node.name]
            return None if isinstance(found, float) and math.isnan(found) else found
        case cql.Text() | cql.Number() | cql.Truth():
            return node.value
        case cql.Folded():
            text = value(node.value, row)
            return None if text is None else text.lower()
        case cql.Negative():
            number = value(node.value, row)
            return None if number is None else -float(number)
        case cql.Arithmetic():
            return reckon(node.operator, value(node.left, row), value(node.right, row))
        case cql.Instant():
            return node


def reckon(operator: str, left: float | None, right: float | None) -> float | None:
    if left is None or right is None:
        return None
    one, other = np.float64(left), np.float64(right)
    with np.errstate(all="ignore"):
        found = {"+": one + other, "-": one - other, "*": one * other, "/": one / other,
                 "%": np.fmod(one, other), "div": np.trunc(one / other), "^": np.power(one, other)}  # fmt: skip
    made = found[operator]
    return float(made) if math.isfinite(made) else None


def slow_compare(operator: str, left: object, right: object, row: dict[str, object]) -> bool | None:
    sides = [left, right]
    temporal = any(isinstance(s, cql.Instant) or (isinstance(s, cql.Column) and s.name in "td") for s in sides)
    if temporal:
        spans = [span(side, row) for side in sides]
        if None in spans:
            return None
        day = any(first != last for first, last in spans)
        one, other = [first.date() if day else first for first, _ in spans]
    else:
        one, other = value(left, row), value(right, row)
    if one is None or other is None:
        return None
    return {"=": one == other, "<>": one != other, "<": one < other, "<=": one <= other, ">": one > other,
            ">=": one >= other}[operator]  # fmt: skip


def span(node: object, row: dict[str, object]) -> tuple[dt.datetime, dt.datetime] | None:
    """The first and the last millisecond of a time."""
    if isinstance(node, cql.Interval):
        first = (NEVER, NEVER) if node.first is None else span(node.first, row)
        last = (EVER, EVER) if node.last is None else span(node.last, row)
        return None if first is None or last is None else (first[0], last[1])
    if isinstance(node, cql.Instant):
        found, day = dt.datetime.fromisoformat(node.value), node.day
    else:
        found = row[node.name]
        day = isinstance(found, dt.date) and not isinstance(found, dt.datetime)
        if isinstance(found, str):
            found = {"2026-06-30": "2026-06-30", "2026/06/30 08:00:00": "2026-06-30T08:00:00", "20260630": "2026-06-30",
                     "2026-06-30T00:00:00Z": "2026-06-30T08:00:00"}.get(found)  # fmt: skip
            found = None if found is None else dt.datetime.fromisoformat(found)
    if found is None:
        return None
    if not isinstance(found, dt.datetime):
        found = dt.datetime(found.year, found.month, found.day)  # noqa: DTZ001 - local time
    if found.tzinfo is not None:
        found = found.astimezone(dt.timezone(dt.timedelta(hours=8))).replace(tzinfo=None)
    return found, found + (dt.timedelta(days=1) - MS if day else dt.timedelta(0))


def slow_temporal(node: cql.Temporal, row: dict[str, object]) -> bool | None:
    spans = span(node.left, row), span(node.right, row)
    if None in spans:
        return None
    (s1, e1), (s2, e2) = spans
    return {
        "T_AFTER": s1 > e2, "T_BEFORE": e1 < s2, "T_CONTAINS": s1 < s2 and e1 > e2,
        "T_DISJOINT": s1 > e2 or e1 < s2, "T_DURING": s1 > s2 and e1 < e2, "T_EQUALS": s1 == s2 and e1 == e2,
        "T_FINISHEDBY": s1 < s2 and e1 == e2, "T_FINISHES": s1 > s2 and e1 == e2,
        "T_INTERSECTS": s1 <= e2 and e1 >= s2, "T_MEETS": e1 == s2, "T_METBY": s1 == e2,
        "T_OVERLAPPEDBY": s2 < s1 < e2 < e1, "T_OVERLAPS": s1 < s2 < e1 < e2,
        "T_STARTEDBY": s1 == s2 and e1 > e2, "T_STARTS": s1 == s2 and e1 < e2,
    }[node.relation]  # fmt: skip


# --- the tests ------------------------------------------------------------------------------------------------------
@given(conditions())
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back(condition: cql.Condition) -> None:
    assert parse(cql.written(condition)) == condition


@given(conditions(), tables())
@settings(max_examples=200, deadline=None)
def test_a_filter_keeps_what_a_slow_reading_keeps(condition: cql.Condition, table: pa.Table) -> None:
    text = cql.written(condition)
    check(condition, text, Schema({name: table.schema.field(name).type for name in table.column_names}))
    assert kept(condition, table).tolist() == slow_rows(condition, table), text


@pytest.mark.soak
@given(conditions(), tables())
@settings(max_examples=5000, deadline=None)
def test_five_thousand_filters_keep_what_a_slow_reading_keeps(condition: cql.Condition, table: pa.Table) -> None:
    assert kept(condition, table).tolist() == slow_rows(condition, table), cql.written(condition)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        parse(text)
    except RequestError as error:
        assert str(error)  # noqa: PT017 - told, and nothing else may come


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "a = 1" + ")" * 4000,
        "NOT " * 2000 + "a = 1",
        "a = " + "1 + " * 2400 + "1",
        "a = " + "-" * 5000 + "1",
        "a = " + "2 ^ " * 2400 + "1",
        "CASEI(" * 1000 + "a",
        "a = '" + "x" * LONGEST,
        "a = '\0",
        "\0",
        "a LIKE '" + "%a" * 2000 + "'" + ")" * 9,
        "S_WITHIN(geometry, " + "GEOMETRYCOLLECTION(" * 500,
        "S_WITHIN(geometry, POLYGON((" + "0 0," * 2000,
        "a IN (" + "1," * 4900,
        "a = 1" + " OR a = 1" * 1000 + " OR",
        "a = 1e999",
        "a = " + "9" * 5000,
    ],
    ids=lambda text: text[:14],
)
def test_hostile_texts_are_told(text: str) -> None:
    with pytest.raises(RequestError):
        parse(text)


def test_deep_is_counted() -> None:
    assert parse("(" * (DEEPEST - 2) + "a = 1" + ")" * (DEEPEST - 2)) == parse("a = 1")
    assert parse(" OR ".join(["a = 1"] * 1000))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("状态 == '完好'", 4), ("状态 = ", 5), ("n = 010", 4), ("(n = 1", 6), ("n 1", 2), ("foo(1) = 2", 0),
        ("n = 1 AND", 9), ("n = 1 OR 2", 9), ("名称 = '完好", 5), ("S_WITHIN(geometry, POINT(1))", 19),
        ("t > DATE('2026-02-30')", 9), ("n IN ()", 6), ("A_CONTAINS(n, 1)", 0), ("n = @", 4),
    ],
)  # fmt: skip
def test_a_wrong_text_says_where(text: str, at: int) -> None:
    with pytest.raises(RequestError) as error:
        parse(text)
    assert error.value.fields["at"] == at
    line, caret = str(error.value).splitlines()[-2:]
    assert line == text
    assert caret.endswith("^")
    assert len(caret) == at + 1


TYPES = {
    "名称": pa.string(), "code": pa.string(), "n": pa.int64(), "t": pa.timestamp("s"), "tags": pa.list_(pa.string()),
    "ok": pa.bool_(), "身份证": pa.string(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("名秤 = 'x'", "filter_column"), ("“完好” = 名称", "filter_column"), ("code = 10", "filter_quote"),
        ("code IN ('1', 2)", "filter_quote"), ("n = '10'", "filter_unquote"), ("ok > TRUE", "filter_truth"),
        ("n + 名称 = 2", "filter_only_numbers"), ("n LIKE 'a'", "filter_only_text"), ("tags = 'a'", "filter_kinds"),
        ("t = 'soon'", "filter_time"), ("S_WITHIN(n, POINT(0 0))", "filter_no_geometry"),
        ("S_WITHIN(POINT(0 0), POINT(0 0))", "filter_two_shapes"),
        ("T_AFTER(n, DATE('2026-01-01'))", "filter_only_times"),
        ("身份证 LIKE '1%'", "filter_personal"), ("身份证 > '1'", "filter_personal"),
        ("身份证 = 名称", "filter_personal"),
        ("CASEI(身份证) = 'a'", "filter_personal"), ("身份证 BETWEEN '1' AND '2'", "filter_personal"),
        ("名称 IN (身份证)", "filter_personal"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(text: str, key: str) -> None:
    with pytest.raises(RequestError) as error:
        check(parse(text), text, Schema(TYPES, frozenset({"身份证"})))
    assert error.value.fields["why"].key == key


@pytest.mark.parametrize(
    "text", ["身份证 = '1'", "身份证 <> '1'", "身份证 IN ('1', '2')", "NOT 身份证 IS NULL", "t = '2026-06-30'"]
)
def test_what_may_be_asked(text: str) -> None:
    check(parse(text), text, Schema(TYPES, frozenset({"身份证"})))


def test_chinese_signs_are_understood() -> None:
    assert parse("（“名 称”＝‘完好’） OR n ≥ 3，".rstrip("，")) == parse("(\"名 称\" = '完好') OR n >= 3")


def test_a_nearest_column_and_a_value_are_named() -> None:
    for text, hint in (("nmae = 'x'", "name"), ("“完好” = name", "'完好'")):
        with pytest.raises(RequestError) as error:
            check(parse(text), text, Schema({"name": pa.string()}))
        assert hint in str(error.value)


def test_many_rows_in_parts_and_stopped() -> None:
    from onemap.errors import CancelledError

    table = pa.table({"n": np.arange(600_000)})
    assert np.array_equal(
        np.flatnonzero(kept(parse("n >= 599990 OR n = 262144"), table)), [262_144, *range(599_990, 600_000)]
    )
    with pytest.raises(CancelledError):
        kept(parse("n = 1"), table, cancelled=lambda: True)


def test_codes_keep_their_zeros_and_nothing_is_no_row() -> None:
    table = pa.table({"code": ["010", "10", None], "v": [1.0, math.nan, None]})
    assert kept(parse("code = '010'"), table).tolist() == [True, False, False]
    assert kept(parse("NOT code = '010'"), table).tolist() == [False, True, False]
    assert kept(parse("v IS NULL"), table).tolist() == [False, True, True]
    assert kept(parse("v / 0 > 0 OR v = 1"), table).tolist() == [True, False, False]
