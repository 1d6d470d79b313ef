"""Chosen rows keep few bytes and come back as they were."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onemap.model.rowset import RowSet


def rows_of(values):
    return np.array(sorted(set(values)), dtype=np.int64)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 2000)) | st.lists(st.integers(0, 2**40), max_size=20))
def test_rows_come_back_from_every_form_and_from_text(values):
    rows = rows_of(values)
    kept = RowSet(rows)
    text = kept.text()
    for one in (kept, RowSet.from_text(text)):
        assert one.rows().dtype == np.int64
        np.testing.assert_array_equal(one.rows(), rows)
        assert not one.rows().flags.writeable
    assert RowSet.from_text(text) == RowSet(rows)


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        (np.arange(1_000_000), 16),
        (np.arange(0, 1_000_000, 2), 130_000),
        (np.array([7, 900_000]), 16),
        (np.array([], dtype=np.int64), 0),
    ],
    ids=["all", "every other", "two", "none"],
)
def test_the_smallest_form_is_taken(rows, most):
    kept = RowSet(rows.astype(np.int64))
    kept.compact()
    assert kept.nbytes <= most
    np.testing.assert_array_equal(kept.rows(), rows)


@pytest.mark.parametrize(
    "text", ["", "list", "list:<u4:0:1:AAAA", "eval:<u4:0:0:", "list:|O:0:1:eJw=", "bits:|u1:-5:1:eJz7DwABAQEA"]
)
def test_what_is_no_text_of_rows_is_refused(text):
    with pytest.raises(ValueError, match="rows"):
        RowSet.from_text(text)
