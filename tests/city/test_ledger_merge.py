"""Two ledgers merged: against a rule written down row by row, and the cases that go wrong."""

import numpy as np
import pyarrow as pa
import pytest
import shapely

from onemap.city.ledger_merge import COUNT_WORDS, Book, merge, renamed
from onemap.errors import RequestError
from onemap.model.definition import Field, LayerDefinition, Source

DEFINITION = LayerDefinition(
    Source("t.gpkg"), id="t", role="terminal",
    fields={
        "code": Field(role="code", title="监测编码"), "owner": Field(role="owner", title="权属"),
        "state": Field(role="state"), "last": Field(role="last_report"), "phone": Field(role="phone"),
    },
)  # fmt: skip


def book(rows, places=None):
    names = ("code", "owner", "state", "last")
    columns = {name: pa.array([row[k] for row in rows], pa.string()) for k, name in enumerate(names)}
    shapes = np.full(len(rows), None, object)
    for k, place in enumerate(places or ()):
        shapes[k] = None if place is None else shapely.Point(place)
    return Book(pa.table(columns), shapes, "code")


def lines(merged):
    return [tuple(row.values()) for row in merged.conflicts.to_pylist()]


OURS = [("A", "甲", "在用", "2026-06-01"), ("B", None, "在用", "2026-06-01"), ("C", "丙", "停用", None),
        ("C", "丙二", "停用", None), (None, "无码", "在用", None)]  # fmt: skip
THEIRS = [("C", "丙", "在用", "2026-06-02 00:00:00"), ("A", "乙", "在用", "2026-05-01"),
          ("B", "补", "在用", "20260601"), ("D", "丁", "在用", None)]  # fmt: skip


def test_values_in_conflict_are_told_and_empty_ones_filled():
    merged = merge(book(OURS), book(THEIRS), DEFINITION, en=True)
    rows = [tuple(row.values()) for row in merged.table.to_pylist()]
    assert rows[0] == OURS[0]
    assert rows[1] == ("B", "补", "在用", "2026-06-01")
    assert rows[2] == ("C", "丙", "停用", "2026-06-02 00:00:00")
    assert rows[3:] == [*OURS[3:], THEIRS[3]]
    assert merged.counts == {
        "rows": 6, "both": 3, "only_ours": 0, "only_theirs": 1, "filled": 2, "conflicts": 3, "unmatched": 2,
    }  # fmt: skip
    assert lines(merged) == [
        ("Values differ", "A", "权属", "甲", "乙", "this ledger"),
        ("Values differ", "C", "state", "停用", "在用", "this ledger"),
        ("Values differ", "A", "last", "2026-06-01", "2026-05-01", "this ledger"),
        ("Doubled code", "C", None, "●", None, "this ledger"),
        ("No code", None, None, "●", None, "this ledger"),
        ("Only in the other", "D", None, None, "●", "the other"),
    ]
    assert merged.counts.keys() == COUNT_WORDS.keys()


@pytest.mark.parametrize(("prefer", "owner", "state"), [("theirs", "乙", "在用"), ("newest", "甲", "在用")])
def test_the_preferred_side_is_kept(prefer, owner, state):
    rows = merge(book(OURS), book(THEIRS), DEFINITION, prefer=prefer).table.to_pylist()
    assert (rows[0]["owner"], rows[2]["state"]) == (owner, state)


def test_places_farther_than_a_metre_are_in_conflict():
    ours = book(OURS[:3], [(0, 0), (10, 0), None])
    theirs = book(THEIRS[:3], [(5, 5), (0.6, 0.7), (11.5, 0)])
    merged = merge(ours, theirs, DEFINITION, en=True, prefer="theirs")
    assert [shapely.get_coordinates(one).tolist() for one in merged.shapes] == [[[0, 0]], [[11.5, 0]], [[5, 5]]]
    assert [line[:3] for line in lines(merged) if line[0] == "Places differ"] == [("Places differ", "B", "Place")]


def test_any_two_ledgers_against_the_rule_row_by_row():
    rng = np.random.default_rng(5)

    def made():
        values = [None, "", "x", "y", "z"]
        return [
            (f"K{rng.integers(40)}" if rng.random() > 0.05 else None, *(values[k] for k in rng.integers(0, 5, 2)), None)
            for _ in range(60)
        ]

    for _ in range(20):
        ours, theirs = made(), made()
        merged = merge(book(ours), book(theirs), DEFINITION)
        first = {}
        for row in theirs:
            first.setdefault(row[0], row)
        expected, seen, conflicts = [], set(), 0
        for row in ours:
            other = first.get(row[0]) if row[0] is not None and row[0] not in seen else None
            seen.add(row[0])
            if other is None:
                expected.append(row)
                continue
            conflicts += sum(bool(a) and bool(b) and a != b for a, b in zip(row[1:], other[1:], strict=True))
            expected.append((row[0], *(b if not a and b else a for a, b in zip(row[1:], other[1:], strict=True))))
        used = set()
        for row in theirs:
            matched = row[0] is not None and row[0] in seen and row[0] not in used
            used.add(row[0])
            if not matched:
                expected.append(row)
        assert [tuple(row.values()) for row in merged.table.to_pylist()] == expected
        assert merged.counts["conflicts"] == conflicts
        assert merged.counts["rows"] == len(expected)


def test_the_other_may_call_its_columns_otherwise():
    told = pa.table({"监测编码": ["A"], "权属单位": ["甲"], "所在网格": ["1"], "x": [1.0], "备注": ["n"]})
    assert renamed(told, DEFINITION, "code", "f", placed=True).table.column_names == ["code", "owner", "备注"]
    with pytest.raises(RequestError, match=r"f\.xlsx"):
        renamed(told.select(["备注"]), DEFINITION, "code", "f.xlsx", placed=False)


def test_newest_needs_a_time():
    ours, theirs = book(OURS), book(THEIRS)
    theirs = Book(theirs.table.drop_columns(["last"]), theirs.shapes, "code")
    with pytest.raises(RequestError) as told:
        merge(ours, theirs, DEFINITION, prefer="newest")
    assert told.value.key == "ledger_no_time"


def test_personal_values_are_cut_in_rows_and_report():
    ours, theirs = book(OURS[:1]), book([("A", "甲", "在用", None)])
    ours = Book(ours.table.append_column("phone", pa.array(["13900001111"])), ours.shapes, "code")
    theirs = Book(theirs.table.append_column("phone", pa.array(["13900002222"])), theirs.shapes, "code")
    merged = merge(ours, theirs, DEFINITION)
    told = f"{merged.table.to_pylist()}{merged.conflicts.to_pylist()}"
    assert "139****" in told
    assert "13900001111" not in told
    assert "13900002222" not in told


def test_types_that_differ_become_text():
    ours, theirs = book(OURS[:1]), book([("A", "甲", "在用", None), ("N", "甲", "在用", None)])
    ours = Book(ours.table.append_column("n", pa.array([5])), ours.shapes, "code")
    theirs = Book(theirs.table.append_column("n", pa.array(["5", "六"])), theirs.shapes, "code")
    merged = merge(ours, theirs, DEFINITION)
    assert merged.counts["conflicts"] == 0
    assert merged.table.column("n").to_pylist() == ["5", "六"]


def test_empty_ledgers_merge():
    assert merge(book([]), book([]), DEFINITION).counts["rows"] == 0
    assert merge(book([]), book(THEIRS), DEFINITION).counts["only_theirs"] == 4
