"""Charts of a layer: what each item counts is what is behind it, what its filter leaves in, and what a script gets."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pyarrow as pa
import pytest

import onemap
from onemap.errors import RequestError
from onemap.model.cql_parse import parse
from onemap.model.definition import Field, TimeField
from onemap.model.extent import Extent
from onemap.model.geometry import Geometries, frozen
from onemap.model.layerdata import LayerData
from onemap.model.moment import Moment
from onemap.session import chart_items, charting, explaining, filtering, tabling
from onemap.session.charting import Choice
from onemap.session.session import Session
from tests.session.cities import CRS, X0, Y0, cells, definition


def session(seed, count=300):
    """Lamps at random over two cells, with kinds, values and times."""
    rng = np.random.default_rng(seed)
    holes = rng.random(count) < 0.1
    times = np.datetime64("2026-01-01T00:00:00") + rng.integers(0, 86400 * 200, count).astype("timedelta64[s]")
    table = pa.table({
        "code": [f"{i:04d}" for i in range(count)],
        "kind": [None if h else k for h, k in zip(holes, rng.choice(["路灯", "it's", "树"], count), strict=True)],
        "value": np.round(rng.normal(size=count), 1), "rank": rng.integers(0, 5, count),
        "lit": rng.random(count) < 0.5, "at": pa.array(times, pa.timestamp("s")), "phone": ["13900001111"] * count,
    })  # fmt: skip
    coords = frozen(np.column_stack([X0 + rng.random(count) * 220, Y0 + rng.random(count) * 100]))
    made = Session()
    made.add(definition("grid", "unit_grid"), cells())
    made.add(definition("lamp", "component"), LayerData("lamp", table, Geometries(coords), CRS))
    return made


CHOICES = [
    Choice("values", "kind"), Choice("values", "rank"), Choice("values", "lit"), Choice("spans", "value"),
    Choice("spans", "rank"), Choice("time", "at"), Choice("hours", "at"), Choice("weekdays", "at"),
    Choice("months", "at"), Choice("cells", "grid"), Choice("values", "kind", "value", "sum"),
    Choice("values", "kind", "value", "mean"), Choice("line", "at"), Choice("line", "at", "value", "mean"),
]  # fmt: skip


def answer(made, choice, scope="all", extent=None, **more):
    asked = tabling.question(made, "lamp", scope, (), extent)
    return charting.answer(charting.question(made, asked, choice, **more))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
@pytest.mark.parametrize("scope", ["all", "view", "selected"])
def test_an_item_is_the_rows_behind_it_and_its_filter(choice, scope):
    made = session(3)
    made.set_filter("lamp", "value > -1.5")
    made.selection.put({"lamp": np.arange(0, 300, 2)})
    box = Extent(X0 + 10, Y0, X0 + 180, Y0 + 80)
    got = answer(made, choice, scope, box, english=True)
    chart, here = got.chart, set(tabling.rows_in(tabling.question(made, "lamp", scope, (), box)).tolist())
    assert got.rows == len(here)
    data = made.entry("lamp").ready
    values = data.data.table.column("value").to_numpy()
    for at in range(chart.size):
        rows = chart_items.rows_behind(got, (at,))
        assert set(rows.tolist()) <= here
        shown = {"count": len(rows), "sum": values[rows].sum(), "mean": values[rows].mean() if len(rows) else np.nan}
        assert chart.series[0].values[at] == pytest.approx(shown[choice.how], nan_ok=True)
        said = chart_items.condition(got, at, at)
        if choice.kind in ("values", "spans", "time", "line"):
            parse(said)
            left = np.flatnonzero(filtering.rows_of(data, filtering.Where(said)))
            assert [row for row in left.tolist() if row in here] == rows.tolist()
        else:
            assert said == ""
    whole = chart_items.rows_behind(got, tuple(range(chart.size)))
    assert len(whole) <= len(here)


def test_a_brush_counts_by_the_filter_before_it():
    made = session(5)
    before = answer(made, Choice("values", "kind"))
    made.set_filter("lamp", chart_items.joined("value > 0", chart_items.condition(before, 0, 0)))
    narrowed = answer(made, Choice("values", "kind"))
    assert narrowed.chart.size == 1
    under = answer(made, Choice("values", "kind"), base="value > 0", held=before.held)
    assert under.held is before.held, "grouped once"
    assert under.chart.size == 3
    made.set_filter("lamp", "value > 0")
    assert answer(made, Choice("values", "kind")).chart.series[0].values.tolist() == (
        under.chart.series[0].values.tolist()
    )
    made.set_filter("lamp", "")
    assert answer(made, Choice("values", "kind"), base="").rows == 300


def test_masked_values_are_counted_as_they_are_shown():
    made = session(1)
    entry = made.entry("lamp")
    fields = {**entry.definition.fields, "phone": Field(role="phone")}
    entry.definition = msgspec.structs.replace(entry.definition, fields=fields)
    got = answer(made, Choice("values", "phone"))
    assert got.chart.categories == ("139****1111",)
    assert chart_items.condition(got, 0, 0) == "", "a filter would have to say the number"
    assert len(chart_items.rows_behind(got, (0,))) == 300


def test_two_columns():
    got = answer(session(2), Choice("scatter", "value", "rank"), english=True)
    assert got.chart.kind == "scatter"
    assert got.chart.note.startswith("300 rows, r = ")
    assert chart_items.rows_behind(got, (0, 5)).tolist() == [0, 5]


def test_it_is_explained_and_given_again_by_python():
    made = session(4)
    made.set_filter("lamp", "value > 0")
    got = answer(made, Choice("values", "kind", "value", "sum"), english=True)
    said = explaining.explained(made, got)
    assert "Filter: value > 0" in said
    lines = said.split("# Python\n")[1].strip().splitlines()
    assert lines == ["m.layer('lamp').numbers('kind', of='value', how='sum', where='value > 0')"]
    frame = run(lines, onemap.Map(session=session(4)))
    by_name = dict(zip(frame["item"], frame["value"], strict=True))
    for name, value in zip(got.chart.categories, got.chart.series[0].values, strict=True):
        assert by_name[name] == value


def run(lines, m):
    """What the last of some lines gives that the program wrote."""
    for line in lines[:-1]:
        exec(line, {"m": m})  # noqa: S102
    return eval(lines[-1], {"m": m})  # noqa: S307


def under_time(seed):
    """Lamps that are cases, so that the map's time rules them."""
    made = session(seed)
    entry = made.entry("lamp")
    entry.definition = msgspec.structs.replace(entry.definition, time=TimeField("at"))
    return made


SPLIT = [
    Choice("values", "kind", split="rank"), Choice("values", "kind", "value", "median", "lit"),
    Choice("cells", "grid", "value", "mean", "kind"), Choice("spans", "value", "rank", "q3", "rank"),
    Choice("time", "at", "value", "std", "kind"), Choice("weekdays", "at", "value", "max", "kind"),
    Choice("values", "rank", "value", "p90"), Choice("values", "rank", "value", "min", "code"),
]  # fmt: skip


@pytest.mark.parametrize("choice", [*CHOICES, *SPLIT], ids=str)
@pytest.mark.parametrize("scope", ["all", "view", "selected"])
def test_every_number_is_given_again_exactly_by_its_python_lines(choice, scope):
    made = under_time(8)
    made.set_filter("lamp", "value > -1.5")
    made.show_time(Moment(1_767_830_400_000, 1_777_000_000_123, hours=(1, 2, 5, 7, 9, 15, 16, 20, 22)))
    made.selection.put({"lamp": np.arange(0, 300, 2)})
    got = answer(made, choice, scope, Extent(X0 + 10, Y0, X0 + 180, Y0 + 80))
    assert got.chart.size
    elsewhere = onemap.Map(session=under_time(8))
    for series, one in enumerate(got.chart.series):
        for item in range(0, got.chart.size, 1 + got.chart.size // 8):
            number = explaining.number_of(got, item, series)
            script = explaining.script(made, got.question, number.call)
            again = run(script, elsewhere)
            assert again == one.values[item] or (np.isnan(again) and np.isnan(one.values[item]))
            assert number.rows == len(chart_items.rows_behind(got, (item,), series if choice.split else None))
            assert number.call in explaining.explained(made, number)


@pytest.mark.parametrize("choice", SPLIT, ids=str)
def test_series_are_the_values_of_a_second_column(choice):
    made = session(9)
    got = answer(made, choice, english=True)
    table = made.entry("lamp").ready.data.table
    values = table["value" if choice.of != "rank" else "rank"].to_numpy().astype(float)
    shown = {"count": len, "median": np.median, "mean": np.mean, "std": np.std, "max": np.max, "min": np.min,
             "q3": lambda v: np.quantile(v, 0.75), "p90": lambda v: np.quantile(v, 0.9)}[choice.how]  # fmt: skip
    seen = []
    for series, one in enumerate(got.chart.series):
        for item in range(got.chart.size):
            rows = chart_items.rows_behind(got, (item,), series if choice.split else None)
            wanted = shown(values[rows]) if len(rows) or choice.how == "count" else np.nan
            assert one.values[item] == pytest.approx(wanted, nan_ok=True)
            seen += rows.tolist()
            told = set(map(str, table[choice.split].take(rows).to_pylist())) if choice.split else set()
            assert len(told) <= 1 or one.name == "Others"
    assert len(seen) == len(set(seen)), "a row is in one series"


def test_spans_follow_their_rows_but_not_a_brush():
    made = session(5)
    first = answer(made, Choice("spans", "value"))
    made.set_filter("lamp", "value > 0")
    again = answer(made, Choice("spans", "value"), held=first.held)
    assert again.chart.edges[0] > 0
    assert again.held.along is first.held.along, "the numbers are not read again"
    brushed = answer(made, Choice("spans", "value"), held=first.held, base="")
    assert brushed.chart.edges.tolist() == first.chart.edges.tolist()


def test_the_same_question_of_the_same_rows_is_not_answered_twice():
    made = session(5)
    before, choice = made.entry("lamp").ready, Choice("values", "kind")
    first = answer(made, choice)
    made.set_filter("lamp", "rank = 1")
    asked = tabling.question(made, "lamp")
    under = replace(charting.question(made, asked, choice, base="", held=first.held), before=before)
    assert charting.answered_by(under, first).chart is first.chart
    assert charting.answered_by(charting.question(made, asked, choice), first) is None
    assert charting.answered_by(replace(under, choice=Choice("values", "rank")), first) is None
    assert charting.answered_by(replace(under, before=None), first) is None, "what is left in has to be worked out"


def test_a_brush_of_what_is_selected_counts_all_that_was():
    made = session(5)
    made.selection.put({"lamp": np.arange(50)})
    first = answer(made, Choice("values", "rank"), "selected")
    made.set_filter("lamp", "rank = 1")
    asked = tabling.question(made, "lamp", "selected")
    under = charting.answer(charting.question(made, asked, Choice("values", "rank"), base=""))
    assert under.chart.series[0].values.tolist() == first.chart.series[0].values.tolist()


@pytest.mark.parametrize("kind", ["spans", "time", "line", "hours", "weekdays", "months", "cells"])
def test_numbers_of_every_kind(kind):
    m = onemap.Map(session=session(6))
    by = {"spans": "value", "cells": "grid"}.get(kind, "at")
    frame = m.layer("lamp").numbers(by, kind=kind)
    assert 0 < frame["rows"].sum() <= 300
    assert kind == "cells" or frame["rows"].sum() == 300


def test_numbers_of_a_layer_by_itself_and_wrong_ones():
    m = onemap.Map(session=session(6))
    layer = m.layer("lamp")
    box = (X0, Y0, X0 + 50, Y0 + 50)
    assert layer.numbers("kind", box=box)["rows"].sum() < 300
    with pytest.raises(RequestError, match="kind"):
        layer.numbers("kind", kind="spans")
    with pytest.raises(RequestError):
        layer.numbers("kind", kind="nothing")
    with pytest.raises(RequestError):
        layer.numbers("kind", how="sum", of="code")


def test_what_can_be_chosen():
    entry = session(6).entry("lamp")
    assert charting.columns_for(entry, "spans") == ("value", "rank")
    assert charting.columns_for(entry, "time") == ("at",)
    assert charting.first_choice(entry).kind == "values"


def test_a_line_over_time_has_the_steps_of_the_columns_and_gaps_where_nothing_is():
    made = session(6, 40)
    columns, line = (answer(made, Choice(kind, "at")).chart for kind in ("time", "line"))
    assert (columns.kind, line.kind) == ("histogram", "line")
    assert line.edges.tolist() == columns.edges.tolist()
    assert line.series[0].values.tolist() == columns.series[0].values.tolist()
    assert ((line.series[0].at > line.edges[:-1]) & (line.series[0].at < line.edges[1:])).all()
    mean = answer(made, Choice("line", "at", "value", "mean")).chart.series[0].values
    assert np.isnan(mean).tolist() == (line.series[0].values == 0).tolist()


def test_a_rectangle_of_a_scatter_is_the_rows_in_it():
    made = session(2)
    made.set_filter("lamp", "value > -1")
    got = answer(made, Choice("scatter", "value", "rank"))
    table = made.entry("lamp").ready.data.table
    pairs = enumerate(zip(table["value"].to_pylist(), table["rank"].to_pylist(), strict=True))
    wanted = [row for row, (x, y) in pairs if x > -1 and -1.5 <= x <= 0.5 and 1 <= y <= 3]
    assert wanted
    assert chart_items.rows_in_box(got, (-1.5, 0.5), (1, 3)).tolist() == wanted
