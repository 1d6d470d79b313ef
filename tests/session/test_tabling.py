"""What stands in a table, against the same said slowly: rows, order, values and spans, text for other programs."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from onemap.model.definition import Field
from onemap.model.extent import Extent
from onemap.model.geometry import Geometries, frozen
from onemap.model.layerdata import LayerData
from onemap.query.few_rows import few
from onemap.session import tabling
from onemap.session.session import Session
from onemap.session.tabling import Key
from tests.session.cities import CRS, X0, Y0, definition


def session(seed, count=240):
    """A session with a layer of points at random, with nulls and doubles."""
    rng = np.random.default_rng(seed)
    holes = rng.random(count) < 0.15
    table = pa.table({
        "code": [f"{i:04d}" for i in range(count)],
        "kind": pa.chunked_array([rng.choice(["路灯", "井盖", "树"], count // 2).tolist(), [None] * (count // 2)]),
        "value": [None if h else float(v) for h, v in zip(holes, rng.integers(0, 9, count), strict=True)],
        "phone": [f"138{i:08d}" for i in range(count)],
    })  # fmt: skip
    coords = frozen(np.column_stack([X0 + rng.random(count) * 100, Y0 + rng.random(count) * 100]))
    made = Session()
    said = msgspec.structs.replace(
        definition("lamp", "component"), fields={"code": Field(role="code"), "phone": Field(role="phone")}
    )
    made.add(said, LayerData("lamp", table, Geometries(coords), CRS))
    return made, table.to_pylist(), coords


@pytest.mark.parametrize("seed", range(8))
def test_rows_of_every_scope(seed):
    made, values, coords = session(seed)
    assert tabling.rows_of(tabling.question(made, "lamp")) is None, "all as they were read"
    made.set_filter("lamp", "value > 3")
    kept = [i for i, v in enumerate(values) if v["value"] is not None and v["value"] > 3]
    assert tabling.rows_of(tabling.question(made, "lamp")).tolist() == kept
    box = Extent(X0 + 20, Y0 + 20, X0 + 70, Y0 + 80)
    seen = [i for i in kept if box.contains(*coords[i])]
    assert tabling.rows_of(tabling.question(made, "lamp", "view", (), box)).tolist() == seen
    made.selection.put({"lamp": np.arange(0, 240, 3)})
    chosen = [i for i in kept if i % 3 == 0]
    assert tabling.rows_of(tabling.question(made, "lamp", "selected")).tolist() == chosen
    asked = tabling.question(made, "lamp", "selected", (Key("value", descending=True), Key("gone"), Key("code", True)))
    wanted = sorted(sorted(chosen, reverse=True), key=lambda i: -values[i]["value"])
    assert tabling.rows_of(asked).tolist() == wanted


@pytest.mark.parametrize("seed", range(4))
def test_a_bar_is_the_rows_it_counts(seed):
    made, values, _coords = session(seed)
    made.set_filter("lamp", "value > 1 OR value IS NULL")
    asked = tabling.question(made, "lamp")
    here = [i for i, v in enumerate(values) if v["value"] is None or v["value"] > 1]
    summary = tabling.summary(asked, "kind")
    for value, count in summary.top:
        rows = tabling.rows_with(asked, "kind", value)
        assert rows.tolist() == [i for i in here if values[i]["kind"] == value]
        assert len(rows) == count
    assert len(tabling.rows_with(asked, "kind", None)) == summary.nulls
    spread = tabling.summary(asked, "value")
    spans = [
        tabling.rows_between(asked, "value", low, high, last=at == len(spread.counts) - 1)
        for at, (low, high) in enumerate(zip(spread.edges, spread.edges[1:], strict=False))
    ]
    assert [len(rows) for rows in spans] == spread.counts.tolist()
    assert sorted(np.concatenate(spans).tolist()) == [i for i in here if values[i]["value"] is not None]


def test_what_is_masked_is_masked_everywhere():
    made, _values, _coords = session(1)
    asked = tabling.question(made, "lamp")
    text = tabling.lines_as_text(asked, np.array([3, 1]), ("code", "phone"), ("Code", "Phone"))
    assert text.splitlines()[0] == "Code\tPhone"
    assert text.splitlines()[1].startswith("0003\t138")
    assert "13800000003" not in text
    assert tabling.rows_with(asked, "phone", "13800000003").tolist() == []
    assert all("*" in value for value, _count in tabling.summary(asked, "phone").top)


def test_no_cell_breaks_the_grid():
    made = Session()
    table = pa.table({"code": ["a\tb", None], "value": [math.nan, 1.5]})
    made.add(definition("lamp"), LayerData("lamp", table, Geometries(frozen(np.zeros((2, 2)))), CRS))
    text = tabling.lines_as_text(tabling.question(made, "lamp"), np.array([0, 1]), ("code", "value"), ("a\nb", "v"))
    assert text == "a b\tv\na b\t\n\t1.5\n"


@pytest.mark.parametrize("seed", range(6))
def test_a_few_rows_are_those_rows(seed):
    rng = np.random.default_rng(seed)
    parts = [[f"v{int(v)}" for v in rng.integers(0, 5, size)] for size in (7, 0, 40, 1, 22)]
    plain = [value for part in parts for value in part]
    column = pa.chunked_array(parts, pa.string())
    coded = pa.chunked_array([chunk.dictionary_encode() for chunk in column.chunks])
    for rows in (rng.integers(0, 70, 20), np.arange(5, 60), np.empty(0, np.int64)):
        wanted = [plain[int(row)] for row in rows]
        assert few(column, rows).to_pylist() == wanted
        assert few(coded, rows).to_pylist() == wanted
