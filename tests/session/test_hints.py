"""Values that are offered for a filter, and hints at values that do not occur."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from onemap.model.cql_parse import parse
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.query.cql_check import Schema, check
from onemap.session.hints import missing_values, values_of

TABLE = pa.table({
    "状态": pa.chunked_array([pa.array(["完好", "破损", "完好"]).dictionary_encode(),
                            pa.array(["丢失", None, "完好"]).dictionary_encode()]),
    "层数": [6, 6, 6, 18, 1, None], "高": [1.5, 1.5, None, 2.0, 3.25, 1.5],
    "日": pa.array([dt.date(2026, 6, 1)] * 6),
    "时": pa.array(["2026-06-01T08:30:00"] * 6).cast(pa.timestamp("ms")),
    "真": [True, False, True, True, None, True], "姓名": ["张三"] * 6, "表": [[1]] * 6, "它's": ["a'b"] * 6,
})  # fmt: skip
DEFINITION = LayerDefinition(Source("x.csv"), id="x", fields={"姓名": Field(role="person")})


def test_values_come_most_frequent_first_with_their_counts():
    found = values_of(DEFINITION, TABLE, "状态")
    assert [(one.shown, one.rows) for one in found] == [("完好", 3), ("破损", 1), ("丢失", 1)]
    assert values_of(DEFINITION, TABLE, "层数", limit=1)[0].text == "6"


@pytest.mark.parametrize("column", ["状态", "层数", "高", "日", "时", "真", "它's"])
def test_a_value_as_it_is_written_finds_its_rows(column):
    from onemap.model import cql
    from onemap.query.cql_eval import kept

    for value in values_of(DEFINITION, TABLE, column):
        text = f"{cql.identifier(column)} = {value.text}"
        condition = parse(text)
        check(condition, text, Schema({n: TABLE.schema.field(n).type for n in TABLE.column_names}))
        assert int(kept(condition, TABLE).sum()) == value.rows


@pytest.mark.parametrize("column", ["姓名", "表", "没有"])
def test_masked_nested_and_unknown_columns_offer_nothing(column):
    assert values_of(DEFINITION, TABLE, column) == ()


def test_a_value_that_does_not_occur_is_told_with_the_nearest():
    (hint,) = missing_values(parse("状态 = '完好的' AND 层数 = 99"), DEFINITION, TABLE)
    assert (hint.fields["column"], hint.fields["value"]) == ("状态", "完好的")
    assert "'完好'" in hint.fields["values"]
    asked = parse("状态 IN ('完好', '坏', '坏') OR 状态 <> '没'")
    assert [one.fields["value"] for one in missing_values(asked, DEFINITION, TABLE)] == ["坏"]


def test_nothing_is_told_of_persons():
    assert missing_values(parse("姓名 = '李四'"), DEFINITION, TABLE) == ()
