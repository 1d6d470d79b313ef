"""The session: what is open, told to everyone."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest

from onemap.errors import CrsError, RequestError
from onemap.model.extent import Extent
from onemap.model.style import LabelStyle, LegendClass, Style, Symbol
from onemap.session import asking, loading, snapshot
from onemap.session.session import Session
from tests.session.cities import CRS, X0, Y0, cells, definition, lamps


@pytest.fixture
def session() -> Session:
    made = Session()
    made.add(definition("cells", "unit_grid"), cells())
    made.add(definition("lamps"), lamps())
    return made


def ids(session: Session) -> list[str]:
    return [entry.id for entry in session.entries]


def test_the_last_layer_added_is_on_top_and_ready(session):
    assert ids(session) == ["lamps", "cells"]
    assert {entry.status for entry in session.entries} == {"ready"}
    assert session.jobs == {}


def test_the_first_layer_decides_the_crs_and_later_ones_are_brought_to_it(session):
    assert session.crs == CRS
    degrees = dataclasses.replace(lamps(2, "EPSG:4490"))
    coords = np.array([[104.66, 31.47], [104.67, 31.48]])
    coords.flags.writeable = False
    degrees = dataclasses.replace(degrees, geometries=dataclasses.replace(degrees.geometries, coords=coords))
    entry = session.add(definition("degrees"), degrees)
    assert entry.ready.crs == CRS
    assert 4e5 < entry.ready.prepared.extent.xmin < 5e5
    assert entry.data.geometries.coords is coords


def test_an_id_that_is_taken_gets_a_number(session):
    assert session.add(definition("lamps"), lamps()).id == "lamps_2"


def test_a_layer_without_crs_fails_with_proposals_and_opens_when_one_is_chosen(session):
    entry = session.add(definition("lost"), lamps(crs=None))
    assert entry.status == "failed"
    assert isinstance(entry.error, CrsError)
    assert CRS in entry.error.fields["choices"]
    session.reload("lost", CRS)
    assert entry.status == "ready"
    assert entry.ready.prepared.size == 50


def test_coordinates_that_tell_nothing_get_no_proposals(session):
    local = lamps(crs=None)
    coords = local.geometries.coords - (X0, Y0) + (3000.0, 41_000.0)
    coords.flags.writeable = False
    entry = session.add(
        definition("local"), dataclasses.replace(local, geometries=local.geometries.with_coords(coords))
    )
    assert entry.error.key == "crs_missing_unguessed"
    assert entry.error.fields["choices"] == []


def test_a_missing_file_fails_alone(session):
    entry = session.add(definition("nothing"))
    assert entry.status == "failed"
    assert "nothing.gpkg" in str(entry.error)
    assert [e.status for e in session.entries[1:]] == ["ready", "ready"]


def test_moving_and_removing_are_told(session):
    told = []
    session.changes.subscribe(told.append)
    session.move("cells", 0)
    assert ids(session) == ["cells", "lamps"]
    session.remove(["cells"])
    assert ids(session) == ["lamps"]
    assert all(change.touches("layers") for change in told)
    with pytest.raises(RequestError, match="cells"):
        session.entry("cells")


def test_a_hidden_layer_is_read_when_first_shown():
    session = Session()
    entry = session.add(definition("lamps"), lamps(), visible=False)
    assert entry.status == "waiting"
    session.set_visible(["lamps"], visible=True)
    assert entry.status == "ready"


def test_hidden_unit_grids_are_read_all_the_same():
    session = Session()
    assert session.add(definition("cells", "unit_grid"), cells(), visible=False).status == "ready"


def test_categories_are_classified_and_counted(session):
    style = Style(
        kind="categories", column="state", classes=(LegendClass(Symbol(fill="#2F8F5B"), values=("完好",)),), symbol=None
    )
    session.set_style("lamps", style)
    entry = session.entry("lamps")
    assert entry.ready.counts[0] == 25
    assert np.count_nonzero(entry.ready.class_of == 0) == 25
    assert np.count_nonzero(entry.ready.class_of == 255) == 25


def test_a_change_of_colour_alone_asks_for_no_rows(session):
    style = session.entry("lamps").style
    other = msgspec.structs.replace(style, symbol=Symbol(fill="#000000"))
    assert not loading.needs_rows(style, other)
    assert loading.needs_rows(style, msgspec.structs.replace(style, label=LabelStyle("code")))


def test_the_picture_has_visible_layers_from_bottom_to_top_and_the_selection_last(session):
    session.select({"lamps": np.array([3, 4])})
    request = snapshot.picture(session, session.views.current)
    assert [layer.id for layer in request.layers] == ["cells", "lamps", "lamps#selection"]
    assert request.layers[2].drawn.sum() == 2
    session.set_visible(["cells"], visible=False)
    assert snapshot.picture(session, session.views.current).layers[0].id == "lamps"


def test_identify_lists_points_first_with_the_grid_of_the_place(session):
    result = asking.identify(snapshot.question(session, X0 + 20.5, Y0 + 5.0, 5.0))
    assert [(hit.layer, hit.row) for hit in result.hits] == [("lamps", 2), ("cells", 0)]
    assert result.hits[0].distance_m == pytest.approx(0.5)
    assert result.hits[0].code == "99010101037000002"
    assert result.grid == "990101001001002"


def test_a_place_on_the_border_belongs_to_the_cell_with_the_smaller_code(session):
    session.set_visible(["cells"], visible=False)
    result = asking.identify(snapshot.question(session, X0 + 100.0, Y0 + 50.0, 1.0))
    assert result.grid == "990101001001001"
    assert result.hits == ()


def test_identify_counts_what_it_leaves_out(session):
    question = snapshot.question(session, X0 + 200, Y0 + 5, 1000.0)
    result = asking.identify(dataclasses.replace(question, cap=10))
    assert len(result.hits) == 10
    assert result.totals == {"lamps": 50, "cells": 2}
    assert result.left_out == 42


def test_a_change_of_crs_keeps_the_place_in_view(session):
    session.views.fit(session.extent)
    session.set_crs("EPSG:4490")
    assert all(entry.ready.crs == "EPSG:4490" for entry in session.entries)
    assert session.extent.intersects(session.views.current.extent)
    assert 104 < session.views.current.center_x < 105


def test_the_extent_follows_what_is_shown_hidden_and_removed():
    session = Session()
    hidden = session.add(definition("grid", "unit_grid"), cells(), visible=False)
    assert session.extent == hidden.ready.prepared.extent
    lamp = session.add(definition("lamp"), lamps())
    assert session.extent == lamp.ready.prepared.extent
    session.set_visible(["grid"], visible=True)
    both = Extent.union([hidden.ready.prepared.extent, lamp.ready.prepared.extent])
    assert session.extent == both
    session.remove(["lamp"])
    assert session.extent == hidden.ready.prepared.extent
    session.set_crs("EPSG:4490")
    assert session.extent == hidden.ready.prepared.extent
    assert session.extent.xmax < 180


def test_changes_in_a_block_are_told_at_its_end_those_of_the_same_parts_as_one():
    session, told = Session(), []
    session.changes.subscribe(told.append)
    with session.changes.gathered():
        session.changes.tell("data", layers=("a",))
        session.changes.tell("jobs")
        session.changes.tell("data", layers=("b",))
        assert told == []
    assert [(sorted(change.parts), change.layers) for change in told] == [(["data"], ("a", "b")), (["jobs"], ())]


def test_the_map_has_a_title_in_each_language_and_either_stands_in_for_the_other():
    session = Session(title="一张图", title_en="One map")
    assert (session.named("zh"), session.named("en")) == ("一张图", "One map")
    assert Session(title="一张图").named("en") == "一张图"
