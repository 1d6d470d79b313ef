"""Filters in a session: taken or told, worked out, undone, and obeyed by whoever asks."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from onemap.api import Map
from onemap.errors import RequestError
from onemap.model.definition import Field
from onemap.model.style import LegendClass, Style, Symbol
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely
from onemap.session import masks, snapshot
from onemap.session.session import Session
from tests.session.cities import X0, Y0, cells, definition, lamps


@pytest.fixture
def session() -> Session:
    made = Session()
    made.add(definition("cells", "unit_grid"), cells())
    made.add(definition("lamps", "component"), lamps())
    return made


def test_a_filter_leaves_rows_in(session: Session) -> None:
    told: list[frozenset[str]] = []
    session.changes.subscribe(lambda change: told.append(change.parts))
    session.set_filter("lamps", "state = '完好'")
    ready = session.entry("lamps").ready
    assert ready.kept.tolist() == [True, False] * 25
    assert masks.kept_rows(ready) == ready.left_in == 25
    assert {"filter", "data"} <= frozenset.union(*told)
    assert session.dirty
    assert session.extent.xmax == X0 + 480


def test_a_filter_is_undone_and_done_again(session: Session) -> None:
    session.set_filter("lamps", "state = '完好'")
    session.set_filter("lamps", "state = '破损'")
    assert session.undo()
    assert session.entry("lamps").ready.where == "state = '完好'"
    assert session.undo()
    assert session.entry("lamps").ready.kept is None
    assert session.redo()
    assert session.entry("lamps").ready.kept[0]


def test_a_filter_rests_and_is_removed(session: Session) -> None:
    session.set_filter("lamps", "state = '完好'")
    session.set_filter("lamps", "state = '完好'", on=False)
    assert session.entry("lamps").ready.kept is None
    assert session.entry("lamps").definition.filter == "state = '完好'"
    session.set_filter("lamps", "")
    assert session.entry("lamps").definition.filter == ""
    assert session.entry("lamps").definition.filter_on


@pytest.mark.parametrize("text", ["state = ", "stat = 'x'", "state = 5"])
def test_a_wrong_filter_leaves_all_as_it_was(session: Session, text: str) -> None:
    session.set_filter("lamps", "state = '完好'")
    with pytest.raises(RequestError):
        session.set_filter("lamps", text)
    assert session.entry("lamps").where == "state = '完好'"


def test_a_filter_that_the_rows_do_not_let_apply_shows_nothing_and_says_why() -> None:
    session = Session()
    session.add(definition("lamps", filter="nosuch = 1"), lamps())
    entry = session.entry("lamps")
    assert entry.status == "ready"
    assert not entry.ready.kept.any()
    assert entry.notices[-1].key == "notice_filter"
    session.set_filter("lamps", "")
    assert entry.ready.kept is None
    assert not entry.notices


def test_style_and_filter_changed_at_once(session: Session) -> None:
    session.set_filter("lamps", "state = '完好'")
    symbol = Symbol()
    classes = (LegendClass(symbol, values=("完好",)), LegendClass(symbol, values=("破损",)))
    session.set_style("lamps", Style(kind="categories", column="state", classes=classes))
    assert session.entry("lamps").ready.counts == (25, 0, 0)
    session.set_filter("lamps", "")
    assert session.entry("lamps").ready.counts == (25, 25, 0)


def test_places_are_asked_in_the_layers_crs_and_in_a_stated_one(session: Session) -> None:
    box = f"{X0 - 1}, {Y0}, {X0 + 31}, {Y0 + 10}"
    session.set_filter("lamps", f"S_INTERSECTS(geometry, BBOX({box}))")
    assert np.flatnonzero(session.entry("lamps").ready.kept).tolist() == [0, 1, 2, 3]
    session.set_filter("lamps", f"S_DISJOINT(BBOX({box}), geometry)")
    assert masks.kept_rows(session.entry("lamps").ready) == 46
    session.set_filter("lamps", f"NOT S_CONTAINS(SRID=4544;BBOX({box}), geometry)")
    assert masks.kept_rows(session.entry("lamps").ready) == 46
    session.set_crs("EPSG:4490")
    assert masks.kept_rows(session.entry("lamps").ready) == 46


def test_personal_columns_are_asked_for_whole_values_only() -> None:
    session = Session()
    session.add(definition("people", "person"), lamps())
    entry = session.entry("people")
    import msgspec

    fields = {**entry.definition.fields, "state": Field(grade=4)}
    entry.definition = msgspec.structs.replace(entry.definition, fields=fields)
    with pytest.raises(RequestError):
        session.set_filter("people", "state LIKE '完%'")
    session.set_filter("people", "state = '完好'")
    assert masks.kept_rows(entry.ready) == 25


def test_the_picture_is_drawn_of_what_is_left_in(session: Session) -> None:
    session.set_filter("lamps", "state = '完好'")
    session.select({"lamps": np.arange(4)})
    drawn = {layer.id: layer.drawn for layer in snapshot.picture(session, session.views.current).layers}
    assert drawn["lamps"].sum() == 25
    assert drawn["lamps#selection"].sum() == 2
    assert drawn["cells"] is None


def test_answers_obey(session: Session) -> None:
    session.set_filter("lamps", "state = '完好'")
    m = Map(session=session)
    hits = m.identify(X0 + 10, Y0 + 5, tolerance_m=1)
    assert [hit.layer for hit in hits.hits] == ["cells"]
    assert hits.grid == "990101001001002"
    assert len(m.select((X0 - 1, Y0, X0 + 41, Y0 + 9), layers=["lamps"])["lamps"]) == 3
    assert m.nearest(X0 + 10.1, Y0 + 5, layer="lamps").index.tolist() == [2]
    assert m.count("lamps", by="cells").tolist() == [6, 5]
    session.set_filter("cells", "code LIKE '%002'")
    assert m.count("lamps", by="cells").to_dict() == {"990101001001002": 5}


@pytest.mark.parametrize("share", [0.0, 0.002, 0.5, 1.0])
@pytest.mark.parametrize("shaped", [False, True])
def test_what_is_left_in_stands_at_its_positions_and_in_its_box(share: float, shaped: bool) -> None:
    rng = np.random.default_rng(7)
    points = rng.normal(size=(3000, 2)) * 100
    shapes = shapely.buffer(shapely.points(points), rng.random(3000) * 5) if shaped else shapely.points(points)
    prepared = prepare(from_shapely(shapes))
    kept = rng.random(3000) < share
    at = masks.at_positions(prepared, kept)
    assert at.tolist() == kept[prepared.rows].tolist()
    around = masks.extent_of(prepared, at)
    if kept.any():
        assert around is not None
        assert around.as_tuple() == tuple(shapely.total_bounds(shapes[kept]))
    else:
        assert around is None
