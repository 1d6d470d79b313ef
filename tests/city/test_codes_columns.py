"""Columns of codes say the same as one code at a time."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onemap.city import codes, codes_columns
from onemap.city.codes_columns import CHARACTER, CHECK, CLASS, GOOD, LENGTH, MISSING
from onemap.errors import CodeError

GRIDS = ["632701001002115", None, "", "63270100100211O", "6327", "网格", "632701001002115 "]


def test_faults_are_told_by_row():
    found = codes_columns.check(GRIDS, "unit_grid")
    assert found.fault.tolist() == [GOOD, MISSING, MISSING, CHARACTER, LENGTH, CHARACTER, CHARACTER]
    assert found.place.tolist() == [0, 0, 0, 15, 0, 1, 16]
    assert found.good.tolist() == [True] + [False] * 6
    assert [error and error.key for error in map(found.error, range(5))] == [
        None, "code_missing", "code_missing", "code_character", "code_length",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column",
    [
        pa.array(GRIDS),
        pa.chunked_array([GRIDS[:3], GRIDS[3:]]),
        pa.array(["x", *GRIDS])[1:],
        pa.array(GRIDS).dictionary_encode(),
    ],
    ids=["array", "chunks", "slice", "dictionary"],
)
def test_columns_of_any_make_are_read(column):
    assert (
        codes_columns.check(column, "unit_grid").fault.tolist()
        == codes_columns.check(GRIDS, "unit_grid").fault.tolist()
    )


def test_check_characters_and_unknown_classes():
    credit = codes_columns.check(["91350100M000100Y43", "91350100M000100Y44", "91350100m000100y43"], "credit")
    assert credit.fault.tolist() == [GOOD, CHECK, GOOD]
    assert credit.error(1).fields["wanted"] == "3"
    component = codes_columns.check(["51070301001000001", "51070301999000001"], "component")
    assert component.fault.tolist() == [GOOD, CLASS]
    assert "01999" in str(component.error(1))


def test_a_class_of_an_older_edition_is_known_where_no_edition_is_asked_for():
    mixed = ["3205080101000001", "3205080501000002", "3205089901000001"]  # in both, in that of 2007 only, in none
    found = codes_columns.check(mixed, "component")
    assert found.fault.tolist() == [GOOD, GOOD, CLASS]
    assert found.layouts[found.layout[1]].standard_ref == codes.parse(mixed[1], "component").standard_ref
    assert codes_columns.check(mixed, "component", "GB/T 30428.2-2013").fault.tolist() == [GOOD, CLASS, CLASS]


letters = st.text("0123456789AXI网 ", max_size=20)


@pytest.mark.parametrize("kind", codes.KINDS)
@given(column=st.lists(st.one_of(st.none(), letters, st.from_regex(r"\A[0-9]{11,18}\Z")), max_size=8))
def test_a_column_says_what_single_codes_say(kind, column):
    found = codes_columns.check(column, kind)
    for text, fault in zip(column, found.fault.tolist(), strict=True):
        if not text:
            assert fault == MISSING
            continue
        if text != codes.tidy(text):
            continue
        assert fault in said_of(text, kind)


def said_of(text, kind):
    """The faults that a column may give for what is said of one code."""
    try:
        codes.parse(text, kind)
    except CodeError as error:
        return {{"code_character": CHARACTER, "code_length": LENGTH, "code_check": CHECK}[error.key]} | (
            {GOOD} if kind == "admin" and len(text) == 15 else set()
        )
    return {GOOD, CLASS}


def test_parts_and_class_names_of_mixed_editions():
    table = codes_columns.parts(["51070301001000001", "5107030117000001", "bad"], "component")
    assert table.column("minor").to_pylist() == ["001", "17", None]
    assert table.column("class_name").to_pylist() == ["供水井盖", "电缆井盖", None]


def test_columns_are_built():
    made = codes_columns.build(
        "unit_grid", division=["632701"] * 2, street=np.array([1, 2]), community=[2, 3], sequence=[3, 4]
    )
    assert made.to_pylist() == ["632701001002003", "632701002003004"]
    whole = codes_columns.build(
        "credit", department=["9"], **{"class": ["1"]}, registered=["350100"], organisation=["M000100Y4"]
    )
    assert whole.to_pylist() == ["91350100M000100Y43"]


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"division": ["63270X"], "street": [1], "community": [1], "sequence": [1]}, "code_row"),
        ({"street": [1]}, "code_parts"),
    ],
    ids=["a row", "the parts"],
)
def test_columns_that_cannot_be_built_are_told(columns, key):
    with pytest.raises(CodeError) as told:
        codes_columns.build("unit_grid", **columns)
    assert told.value.key == key


def test_an_empty_column_is_empty():
    assert codes_columns.check([], "unit_grid").fault.tolist() == []
    assert codes_columns.parts(pa.chunked_array([], pa.string()), "component").num_rows == 0


def test_a_long_numpy_column_is_read_whole():
    column = np.full(1_000_000, "91350100M000100Y43")
    column[-1] = "91350100M000100Y44"
    assert np.flatnonzero(codes_columns.check(column, "credit").fault).tolist() == [999_999]
