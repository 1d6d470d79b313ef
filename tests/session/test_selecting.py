"""The selection: asked, put together, kept by name, under filters, undone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from onemap.errors import RequestError
from onemap.model.layerdata import LayerData
from onemap.model.selection import HOWS
from onemap.query.rowmath import ascending, combined, inverted
from onemap.query.shapes import from_shapely
from onemap.session import choosing
from onemap.session.session import Session
from tests.session.cities import CRS, X0, Y0, cells, definition, lamps

SETS = {
    "add": lambda a, b: a | b,
    "remove": lambda a, b: a - b,
    "intersect": lambda a, b: a & b,
    "replace": lambda _, b: b,
}


@pytest.fixture
def session() -> Session:
    made = Session()
    made.add(definition("cells", "unit_grid"), cells())
    made.add(definition("lamps", "component"), lamps())
    return made


def rows(*numbers: int) -> np.ndarray:
    return np.array(sorted(numbers), np.int64)


def choose(session: Session, find: choosing.Find, how: str = "replace", *layers: str) -> choosing.Chosen:
    entries = [session.entry(one) for one in layers] or session.entries
    made = choosing.chosen(choosing.candidates(entries, session.crs), session.selection.rows(), find, how)
    session.selection.take(made)
    return made


@given(
    st.sets(st.integers(0, 400)), st.sets(st.integers(0, 400)), st.sampled_from(HOWS), st.sampled_from([1, 97, 5_003])
)
@settings(max_examples=120, deadline=None)
def test_sets_of_rows_are_as_pythons_sets(one: set[int], other: set[int], how: str, apart: int) -> None:
    before, found = (rows(*(n * apart for n in each)) for each in (one, other))
    expected = sorted(n * apart for n in SETS[how](one, other))
    assert combined(before, found, how).tolist() == expected
    assert inverted(before, 400 * apart + 1).size == 400 * apart + 1 - len(one)
    assert ascending(found[::-1], 400 * apart + 1).tolist() == found.tolist()


@pytest.mark.parametrize("how", HOWS)
def test_rows_are_put_to_the_selection(session: Session, how: str) -> None:
    session.selection.put({"lamps": rows(1, 2, 3), "cells": rows(0)})
    session.selection.put({"lamps": rows(3, 4)}, how)
    expected = {"replace": [3, 4], "add": [1, 2, 3, 4], "remove": [1, 2], "intersect": [3]}[how]
    assert session.selection.of("lamps").tolist() == expected
    assert session.selection.of("cells").tolist() == ([0] if how in ("add", "remove") else [])
    assert session.selection.count == len(expected) + (how in ("add", "remove"))


def test_rows_of_a_layer_that_is_not_there_are_refused(session: Session) -> None:
    with pytest.raises(RequestError):
        session.selection.put({"trees": rows(1)})


def test_what_a_filter_hides_is_chosen_but_left_out(session: Session) -> None:
    session.selection.put({"lamps": rows(0, 1, 2, 3)})
    session.set_filter("lamps", "state = '完好'")
    assert session.selection.of("lamps").tolist() == [0, 2]
    assert (session.selection.count, session.selection.left_out) == (2, 2)
    session.set_filter("lamps", "")
    assert (session.selection.count, session.selection.left_out) == (4, 0)


def test_a_shape_obeys_the_filter_and_says_what_it_left_out(session: Session) -> None:
    session.set_filter("lamps", "state = '完好'")
    made = choose(session, choosing.in_shape(shapely.box(X0 - 1, Y0, X0 + 41, Y0 + 10)), "replace", "lamps")
    assert made.rows["lamps"].tolist() == [0, 2, 4]
    assert (made.found, made.left_out) == (3, 2)
    assert np.flatnonzero(made.masks["lamps"][1]).size == 3


def test_by_attribute_and_the_rest_of_a_layer(session: Session) -> None:
    choose(session, choosing.where("state = '破损'"), "replace", "lamps")
    assert session.selection.of("lamps").tolist() == list(range(1, 50, 2))
    choose(session, choosing.unchosen(session.selection.rows()), "replace", "lamps")
    assert session.selection.of("lamps").tolist() == list(range(0, 50, 2))
    choose(session, choosing.every, "add", "cells")
    assert session.selection.layers == ("lamps", "cells")
    assert session.selection.count == 27


def test_layers_that_are_not_looked_through_keep_theirs_when_rows_are_added(session: Session) -> None:
    session.selection.put({"cells": rows(1)})
    choose(session, choosing.in_circle(X0, Y0 + 5, 15), "add", "lamps")
    assert {layer: r.tolist() for layer, r in session.selection.rows().items()} == {"lamps": [0, 1], "cells": [1]}
    choose(session, choosing.in_circle(X0, Y0 + 5, 5), "intersect", "lamps")
    assert {layer: r.tolist() for layer, r in session.selection.rows().items()} == {"lamps": [0]}


def test_a_selection_is_kept_named_recalled_forgotten_and_all_of_it_undone(session: Session) -> None:
    selection, told = session.selection, []
    session.changes.subscribe(lambda change: told.append(change.parts))
    with pytest.raises(RequestError):
        selection.keep("空")
    selection.put({"lamps": rows(1, 2, 3)})
    with pytest.raises(RequestError):
        selection.keep("  ")
    assert selection.keep("南街").count == 3
    selection.put({"lamps": rows(3, 4)})
    assert selection.recall("南街", "intersect") == 0
    assert selection.of("lamps").tolist() == [3]
    selection.recall("南街", "add")
    assert selection.of("lamps").tolist() == [1, 2, 3]
    selection.rename("南街", "东街")
    selection.put({"lamps": rows(9)})
    selection.keep("北街")
    with pytest.raises(RequestError):
        selection.rename("北街", "东街")
    selection.forget("东街")
    assert [one.name for one in session.selections] == ["北街"]
    assert session.undo()
    assert {one.name for one in session.selections} == {"北街", "东街"}
    assert frozenset({"selections"}) in told
    with pytest.raises(RequestError, match="北街"):
        selection.recall("西街")


def test_rows_that_are_not_there_any_more_are_counted_when_recalled(session: Session) -> None:
    session.selection.put({"lamps": rows(1, 48), "cells": rows(0)})
    session.selection.keep("all")
    session.remove(["lamps", "cells"])
    session.add(definition("lamps", "component"), lamps(20))
    assert session.selection.recall("all") == 2
    assert session.selection.of("lamps").tolist() == [1]


# --- against brute force -----------------------------------------------------------------------------------------
@st.composite
def maps(draw: st.DrawFn) -> tuple[Session, dict[str, np.ndarray]]:
    """A layer of points on a small lattice and one of boxes, filtered or not, and their shapes by source row."""
    points = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
    boxes = draw(st.lists(st.tuples(*[st.integers(0, 8)] * 2, *[st.integers(1, 4)] * 2), min_size=1, max_size=6))
    shapes = {
        "points": shapely.points(np.array(points, float)),
        "boxes": np.array([shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes]),
    }
    session = Session()
    for layer, made in shapes.items():
        table = pa.table({"n": np.arange(len(made)), "code": [f"{n}" for n in range(len(made))]})
        session.add(definition(layer), LayerData(layer, table, from_shapely(made), CRS, layer))
        if draw(st.booleans()):
            session.set_filter(layer, f"n % {draw(st.integers(2, 3))} <> 0")
    return session, shapes


def slow(shapes: dict[str, np.ndarray], session: Session, layer: str, held: np.ndarray) -> tuple[set[int], int]:
    """Rows of which something is true and that the filter leaves in, and how many it does not."""
    kept = session.entry(layer).ready.kept
    found = set(np.flatnonzero(held).tolist())
    left = found if kept is None else {row for row in found if kept[row]}
    return left, len(found) - len(left)


def agree(drawn: st.DataObject) -> None:
    """Some selections, one after another, are what sets of rows looked at one by one are."""
    session, shapes = drawn.draw(maps())
    expected: dict[str, set[int]] = {}
    for _ in range(drawn.draw(st.integers(1, 3))):
        how = drawn.draw(st.sampled_from(HOWS))
        layers = drawn.draw(st.sets(st.sampled_from(["points", "boxes"]), min_size=1))
        find, held = drawn.draw(finds(session, shapes))
        made = choosing.chosen(
            choosing.candidates([session.entry(one) for one in sorted(layers)], session.crs),
            session.selection.rows(), find, how,
        )  # fmt: skip
        after = {} if how in ("replace", "intersect") else dict(expected)
        counted = 0
        for layer in layers:
            left, out = slow(shapes, session, layer, held(layer))
            counted += out
            after[layer] = SETS[how](expected.get(layer, set()), left)
        expected = {layer: rows for layer, rows in after.items() if rows}
        session.selection.take(made)
        assert {layer: set(r.tolist()) for layer, r in session.selection.rows().items()} == expected
        assert made.left_out == counted


@st.composite
def finds(draw: st.DrawFn, session: Session, shapes: dict[str, np.ndarray]) -> tuple[choosing.Find, object]:
    """A way to find rows, and the same looked at row by row."""
    kind = draw(st.sampled_from(["box", "circle", "text", "layer"]))
    x, y, w, h = (draw(st.integers(0, 8)) for _ in range(4))
    if kind == "box":
        box = shapely.box(x, y, x + w + 1, y + h + 1)
        return choosing.in_shape(box), lambda layer: shapely.intersects(shapes[layer], box)
    if kind == "circle":
        place, radius = shapely.Point(x, y), w + 0.5
        return choosing.in_circle(x, y, radius), lambda layer: shapely.distance(shapes[layer], place) <= radius
    if kind == "text":
        return choosing.where(f"n >= {w}"), lambda layer: np.arange(len(shapes[layer])) >= w
    other = draw(st.sampled_from(["points", "boxes"]))
    relation = draw(st.sampled_from(["intersects", "within", "distance"]))
    ready = session.entry(other).ready
    shown = np.ones(len(shapes[other]), bool) if ready.kept is None else ready.kept

    def related(layer: str) -> np.ndarray:
        one, two = shapes[layer][:, None], shapes[other][None, :]
        found = shapely.dwithin(one, two, w) if relation == "distance" else getattr(shapely, relation)(one, two)
        return (found & shown[None, :] & ~(np.eye(len(one), dtype=bool) if layer == other else False)).any(axis=1)

    return choosing.located(choosing.Candidate(other, ready), relation, float(w)), related


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_selections_are_what_a_slow_reading_finds(data: st.DataObject) -> None:
    agree(data)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(50))
def test_five_thousand_selections_are_what_a_slow_reading_finds(part: int) -> None:
    @seed(part)
    @given(st.data())
    @settings(max_examples=100, deadline=None, database=None)
    def some(data: st.DataObject) -> None:
        agree(data)

    some()
