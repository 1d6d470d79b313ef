import datetime as dt
import decimal

import numpy as np
import pyarrow as pa
import pytest

from onemap.errors import RequestError
from onemap.model.style import LegendClass, Style, Symbol
from onemap.query.classify import class_of, counts, distinct, labels_of

DOT = Symbol()


def categories(*values, symbol=None, hidden=()):
    classes = tuple(LegendClass(DOT, values=v, visible=i not in hidden) for i, v in enumerate(values))
    return Style(kind="categories", column="c", symbol=symbol, classes=classes)


def steps(*bounds, symbol=None):
    return Style(
        kind="classes", column="c", symbol=symbol, classes=tuple(LegendClass(DOT, lower=a, upper=b) for a, b in bounds)
    )


def codes(column, style):
    return class_of(column, style, np.arange(len(column), dtype=np.int32)).tolist()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (pa.array(["a", "010", None, "", "b"]), ("a", "010", "")),
        (pa.array([3, 10, None, 7], pa.int64()), ("3", "10", "")),
        (pa.array([3.0, 0.5, None, np.nan]), ("3", "0.5", "")),
        (pa.array([0.1, 7.25, None], pa.float32()), ("0.1", "7.25", "")),
        (pa.array([True, False, None]), ("true", "false", "")),
        (pa.array([dt.date(2024, 5, 1), dt.date(2024, 5, 2), None]), ("2024-05-01", "2024-05-02", "")),
        (pa.array([decimal.Decimal("1.50"), decimal.Decimal("2.00")]), ("1.50", "2.00")),
        (pa.array([b"a", b"b", None]), ("a", "b", "")),
        (pa.array([[1, 2], [3]]), ("[1, 2]", "[3]")),
    ],
    ids=["text", "whole numbers", "numbers", "single precision", "booleans", "dates", "decimals", "bytes", "lists"],
)
@pytest.mark.parametrize("encoded", [False, True], ids=["plain", "dictionary"])
def test_categories_compare_as_text(column, values, encoded):
    if encoded and not pa.types.is_nested(column.type):
        column = column.dictionary_encode()
    texts = [None if v is None else v for v in labels_of(column, np.arange(len(column), dtype=np.int32)).to_pylist()]
    expected = [values.index(t or "") if (t or "") in values else 254 for t in texts]
    style = categories(*((v,) for v in values), symbol=DOT)
    assert codes(column, style) == expected
    assert 0 in expected
    assert 1 in expected


def test_null_matches_no_category_that_does_not_list_nothing():
    assert codes(pa.array(["a", None, ""]), categories(("a",), symbol=DOT)) == [0, 254, 254]


def test_several_values_and_the_first_class_wins():
    assert codes(pa.array(["a", "b", "c"]), categories(("a", "c"), ("c", "b"), symbol=DOT)) == [0, 1, 0]


def test_what_is_not_drawn():
    column = pa.array(["a", "b", "c"])
    assert codes(column, categories(("a",), ("b",), hidden=[1])) == [0, 255, 255]
    assert codes(column, Style(symbol=DOT)) == [254, 254, 254]
    assert codes(column, Style()) == [255, 255, 255]


def test_classes_hold_their_lower_bound_and_the_last_its_upper():
    style = steps((0, 10), (10, 20), (20, 30), symbol=DOT)
    column = pa.array([-1, 0, 9.99, 10, 20, 30, 30.01, None, np.nan])
    assert codes(column, style) == [254, 0, 0, 1, 2, 2, 254, 254, 254]


def test_the_highest_class_is_closed_in_a_legend_from_high_to_low():
    assert codes(pa.array([0, 10, 20]), steps((10, 20), (0, 10))) == [1, 0, 0]


def test_open_classes_and_gaps():
    assert codes(pa.array([-1e9, 0, 5, 1e9]), steps((None, 0), (5, None), symbol=DOT)) == [0, 254, 1, 1]


def test_numbers_in_text_and_booleans_are_numbers():
    style = steps((0, 10), (10, 20), symbol=DOT)
    assert codes(pa.array(["5", "15.5", "n/a", None]), style) == [0, 1, 254, 254]
    assert codes(pa.array(["5", "15.5", None]).dictionary_encode(), style) == [0, 1, 254]
    assert codes(pa.array([True, False]), steps((1, 2), (0, 1))) == [0, 1]
    assert codes(pa.array([dt.date(2024, 1, 1)]), style) == [254]


def test_codes_come_by_position_from_a_column_of_many_chunks():
    column = pa.chunked_array([["a", "b"], [], ["c", "a"]])
    rows = np.array([3, 1, 2], np.int32)
    assert class_of(column, categories(("a",), ("b",), symbol=DOT), rows).tolist() == [0, 1, 254]
    assert class_of(pa.chunked_array([], pa.string()), categories(("a",)), rows[:0]).tolist() == []


def test_counts_are_of_all_rows_visible_or_not():
    style = categories(("a",), ("b",), hidden=[1])
    assert counts(pa.array(["a", "b", "b", "x", None]), style).tolist() == [1, 2, 2]


def test_more_classes_than_a_byte_holds_are_told():
    with pytest.raises(RequestError, match="254"):
        counts(pa.array(["a"]), categories(*((str(i),) for i in range(255))))


def test_distinct_values_come_most_frequent_first():
    column = pa.chunked_array([["b", "a", None], ["a", "", "c", "a"]])
    assert distinct(column, 10) == [("a", 3), ("", 2), ("b", 1), ("c", 1)]
    assert distinct(column, 1) == [("a", 3)]
    assert distinct(column.dictionary_encode(), 2) == [("a", 3), ("", 2)]
    assert distinct(pa.array([3.0, 3.0, np.nan, None, 0.25]), 9) == [("3", 2), ("", 2), ("0.25", 1)]
    assert distinct(pa.array([], pa.string()), 5) == []


def test_labels_are_plain():
    column = pa.chunked_array([[12.0, 0.1, None], [1e15, 1e-7, -0.0, 1234567.5, np.nan, 123456789012.0, np.inf]])
    rows = np.array([1, 0, 2, 3, 4, 5, 6, 7, 8, 9], np.int32)
    labels = labels_of(column, rows)
    assert labels.type == pa.string()
    assert labels.to_pylist() == [
        "0.1", "12", None, "1000000000000000", "0.0000001", "0", "1234567.5", None, "123456789012", "inf",
    ]  # fmt: skip


def test_labels_of_times_have_no_empty_fractions():
    column = pa.array([dt.datetime(2024, 5, 1, 8, 30), dt.datetime(2024, 5, 1, 8, 30, 0, 500_000)])  # noqa: DTZ001 - a column without zone
    assert labels_of(column, np.array([0, 1], np.int32)).to_pylist() == [
        "2024-05-01 08:30:00",
        "2024-05-01 08:30:00.500000",
    ]


def test_no_rows_have_no_labels():
    assert labels_of(pa.chunked_array([["a"]]), np.empty(0, np.int32)).to_pylist() == []
