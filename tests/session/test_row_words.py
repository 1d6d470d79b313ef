"""Rows for the clipboard, and as a filter that says the same rows."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from onemap.errors import RequestError
from onemap.model.cql_parse import parse
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.query.cql_eval import kept
from onemap.session import row_words
from onemap.session.row_words import copied, filter_of

TABLE = pa.table({
    "名称": ["甲", "乙", "乙", "a\tb\nc", None], "编码": ["001", "002", "003", "00'4", "005"],
    "电话": ["13900000001"] * 5, "私": [1, 2, 3, 4, 5],
})  # fmt: skip
FIELDS = {"编码": Field(role="code"), "电话": Field(role="phone"), "私": Field(hidden=True)}
DEFINITION = LayerDefinition(Source("x.csv"), id="x", fields=FIELDS)


def rows(*numbers):
    return np.array(numbers, np.int64)


def test_rows_are_copied_masked_with_a_head_and_without_breaks_in_cells():
    made = copied([("图层", DEFINITION, TABLE, rows(0, 3, 4))])
    head, *lines = made.text.splitlines()
    assert head == "名称\t编码\t电话"
    assert [line.split("\t")[:2] for line in lines] == [["甲", "001"], ["a b c", "00'4"], ["", "005"]]
    assert "13900000001" not in made.text
    assert (made.rows, made.left_out) == (3, 0)


def test_layers_are_copied_one_below_the_other(monkeypatch):
    monkeypatch.setattr(row_words, "MOST_COPIED", 2)
    made = copied([("甲层", DEFINITION, TABLE, rows(0, 1, 2)), ("乙层", DEFINITION, TABLE, rows(4))])
    assert made.text.count("名称\t编码\t电话") == 2
    assert made.text.startswith("甲层\n")
    assert "\n\n乙层\n" in made.text
    assert (made.rows, made.left_out) == (3, 1)


@pytest.mark.parametrize("chosen", [(0,), (1, 3), (0, 1, 2, 3, 4)])
def test_a_filter_says_the_same_rows(chosen):
    text = filter_of("图层", DEFINITION, TABLE, rows(*chosen))
    assert text.startswith("编码 IN (")
    assert np.flatnonzero(kept(parse(text), TABLE)).tolist() == list(chosen)


def test_a_column_that_does_not_tell_rows_apart_is_passed_over():
    table = TABLE.set_column(1, "编码", pa.array(["1", "1", "2", "3", "4"]))
    text = filter_of("图层", DEFINITION, table, rows(0, 1))
    assert text.startswith("私 IN (")
    with pytest.raises(RequestError) as told:
        filter_of("图层", DEFINITION, table.drop_columns(["私"]), rows(0, 1))
    assert told.value.key == "selection_filter_none"


def test_a_filter_that_would_be_too_long_is_refused():
    table = pa.table({"编码": [f"{n:015d}" for n in range(2000)]})
    with pytest.raises(RequestError) as told:
        filter_of("图层", DEFINITION, table, np.arange(2000))
    assert told.value.key == "selection_filter_long"
