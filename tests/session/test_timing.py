import datetime as dt

import geopandas
import numpy as np
import pyarrow as pa
import pytest
import shapely

import onemap
from onemap.api.timing import moment_of
from onemap.city.sheets import Sheet
from onemap.errors import RequestError
from onemap.model.definition import Field, LayerDefinition, Source, TimeField
from onemap.model.geometry import Geometries, frozen
from onemap.model.layerdata import LayerData
from onemap.session import carding, indicating
from tests.query.written_times import WRITTEN

WHEN = ["2026-06-01 08:00", "2026-06-01 20:00", "2026/6/2 9:30", None, "2026年6月8日", "2026-06-30 23:59"]
PLACES = [shapely.Point(500_000 + 10 * i, 3_400_000) for i in range(5)] + [None]


@pytest.fixture
def city():
    m = onemap.Map()
    table = {"when": WHEN, "until": ["2026-06-02 08:00", None, "2026-06-02 10:00", None, None, None], "n": range(6)}
    m.add(geopandas.GeoDataFrame(table, geometry=PLACES, crs="EPSG:4548"), title="events")
    m.add(geopandas.GeoDataFrame({"n": [1]}, geometry=PLACES[:1], crs="EPSG:4548"), title="plain")
    return m


def declared(m, **fields):
    entry = m.session.entry("events")
    m.session.set_time_field("events", TimeField(**fields))
    return entry


def left(m, layer="events"):
    ready = m.session.entry(layer).ready
    return list(range(ready.data.rows)) if ready.kept is None else np.flatnonzero(ready.kept).tolist()


def test_nothing_is_left_out_until_a_span_is_chosen(city):
    declared(city, start="when")
    assert left(city) == [0, 1, 2, 3, 4, 5]
    assert city.session.entry("events").ready.times is None


@pytest.mark.parametrize(
    ("span", "more", "rows"),
    [
        ("2026-06-01", {}, [0, 1]),
        ("2026-06-01", {"undated": True}, [0, 1, 3]),
        ("2026-06-02/2026-06-08", {}, [2, 4]),
        ("2026-06", {"hours": (8, 9)}, [0, 2]),
        ("2026-06", {"weekdays": (0,)}, [0, 1, 4]),
        ("../2026-06-02T09:29", {}, [0, 1]),
        ("2026-06-30/..", {}, [5]),
    ],
)
def test_a_span_leaves_in_what_lies_in_it_rows_without_a_place_too(city, span, more, rows):
    declared(city, start="when")
    city.time(span, **more)
    assert left(city) == rows
    assert left(city, "plain") == [0]
    assert city.session.entry("events").ready.hidden_by_time == 6 - len(rows)
    city.time(None)
    assert left(city) == [0, 1, 2, 3, 4, 5]


def test_what_goes_on_is_there_until_it_ends(city):
    declared(city, start="when", end="until")
    city.time("2026-06-02T09")
    assert left(city) == [1, 2]
    city.time("2026-06-03")
    assert left(city) == [1]


def test_the_clock_of_another_zone(city):
    declared(city, start="when", zone="UTC")
    city.time("2026-06-02")
    assert left(city) == [1, 2]
    city.time("2026-06-02", zone="UTC")
    assert left(city) == [2]
    city.time("2026-06", hours=(8,), zone="UTC")
    assert left(city) == [0]


def test_a_filter_and_a_span_both_rule(city):
    declared(city, start="when")
    city.session.set_filter("events", "n > 0")
    city.time("2026-06-01")
    assert left(city) == [1]
    ready = city.session.entry("events").ready
    assert ready.hidden_by_time == 4
    assert ready.filtered_at.sum() == 4
    city.session.set_filter("events", "")
    assert left(city) == [0, 1]


def test_questions_pictures_and_extents_follow(city):
    declared(city, start="when")
    shown = city.render((64, 64)).copy()
    city.time("2026-06-08")
    assert [hit.layer for hit in city.identify(500_040, 3_400_000).hits] == ["events"]
    assert [hit.layer for hit in city.identify(500_010, 3_400_000).hits] == []
    assert city.session.entry("events").ready.extent.xmin == 500_040
    assert not np.array_equal(shown, city.render((64, 64)))


def test_a_layer_that_comes_later_is_under_the_span(city):
    declared(city, start="when")
    city.time("2026-06-01")
    table = {"reported_time": WHEN, "n": range(6)}
    city.add(geopandas.GeoDataFrame(table, geometry=PLACES, crs="EPSG:4548"), title="later")
    assert left(city, "later") == [0, 1]


def test_columns_are_found_by_their_type_or_by_name_and_values(city):
    table = {"n": [1, 2], "上报时间": ["2026-06-01", "soon"], "end_date": [dt.date.fromisoformat("2026-06-09")] * 2}
    city.add(geopandas.GeoDataFrame(table, geometry=PLACES[:2], crs="EPSG:4548"), title="found")
    city.add(geopandas.GeoDataFrame({"time": ["soon"] * 2}, geometry=PLACES[:2], crs="EPSG:4548"), title="not")
    city.time("2026-06-09")
    assert left(city, "found") == [0, 1]
    assert left(city, "not") == [0, 1]
    city.time("2026-06-01")
    assert left(city, "found") == []


def test_a_map_without_times_says_so():
    m = onemap.Map()
    m.add(geopandas.GeoDataFrame({"n": [1]}, geometry=PLACES[:1], crs="EPSG:4548"), title="plain")
    with pytest.raises(RequestError) as error:
        m.time("2026")
    assert error.value.key == "time_none"
    assert m.session.moment is None


def test_a_column_that_is_not_there_is_told(city):
    table = {"when": [dt.date.fromisoformat("2026-06-01")]}
    city.add(geopandas.GeoDataFrame(table, geometry=PLACES[:1], crs="EPSG:4548"), title="dated")
    with pytest.raises(RequestError) as error:
        city.session.set_time_field("dated", TimeField("wen"))
    assert error.value.key == "time_column_unknown"
    city.session.set_time_field("dated", TimeField(""))
    city.session.set_time_field("events", TimeField("when"))
    city.time("2025")
    assert left(city, "dated") == [0]
    assert left(city) == []


def test_choosing_the_column_is_a_step_of_undo(city):
    declared(city, start="when")
    city.time("2026-06-01")
    assert left(city) == [0, 1]
    city.session.set_time_field("events", TimeField(""))
    assert left(city) == [0, 1, 2, 3, 4, 5]
    city.undo()
    assert left(city) == [0, 1]


def test_words_that_cannot_be_meant():
    with pytest.raises(RequestError):
        moment_of("2026", hours=(24,))
    with pytest.raises(RequestError):
        moment_of("2026", zone="Mars/Olympus")


@pytest.mark.parametrize("kind", ["texts", "in a dictionary", "chunked"])
def test_filters_indicators_ledgers_and_the_map_read_every_form_alike(kind):
    written, days = [*WRITTEN, None, "someday"], [dt.date(*parts[:3]) for parts in WRITTEN.values()]
    column = pa.array(written)
    column = {
        "texts": column, "in a dictionary": column.dictionary_encode(),
        "chunked": pa.chunked_array([column.slice(0, 5), column.slice(5)]),
    }[kind]  # fmt: skip
    rows, table = len(written), pa.table({"when": column})
    coords = np.column_stack([500_000.0 + np.arange(rows), np.full(rows, 3_400_000.0)])
    fields = {"when": Field(role="reported")}
    definition = LayerDefinition(Source("cases.gpkg"), id="cases", role="case", fields=fields)
    m = onemap.Map()
    data = LayerData("cases", table, Geometries(frozen(coords)), "EPSG:4548", "cases.gpkg")
    m.session.add(definition, data)
    (layer,) = carding.city_layers(m.session)
    every = np.arange(rows)
    assert indicating.last_moment([layer]) == max(dt.datetime(*parts) for parts in WRITTEN.values())  # noqa: DTZ001
    sheet = Sheet(layer, data.geometries, data.crs)
    assert np.array_equal(layer.times("reported", every), sheet.times("reported"), equal_nan=True)
    for day in sorted(set(days)):
        wanted = [row for row, found in enumerate(days) if found == day]
        assert m.query("cases", f"when >= DATE('{day}') AND when <= DATE('{day}')").tolist() == wanted
        assert np.flatnonzero(layer.times("reported", every).astype("datetime64[D]") == day).tolist() == wanted
        m.time(str(day))
        assert left(m, "cases") == wanted
        m.time(None)
