"""A column in numbers: of all rows and of each group, against NumPy; each given again exactly by its Python lines."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

import onemap
from onemap.errors import RequestError
from onemap.model.extent import Extent
from onemap.model.moment import Moment
from onemap.model.style import LegendClass, Style, Symbol
from onemap.session import charting, explaining, statistics, tabling
from onemap.session.charting import Choice
from tests.session.cities import X0, Y0
from tests.session.test_charting import run, under_time

PARTED = [
    Choice(), Choice("values", "kind"), Choice("values", "rank"), Choice("spans", "value"), Choice("time", "at"),
    Choice("weekdays", "at"), Choice("cells", "grid"), Choice("classes"),
]  # fmt: skip
BOX = Extent(X0 + 10, Y0, X0 + 180, Y0 + 80)


def made_by(choice, of, scope="all", session=None):
    """The statistics of lamps that are narrowed by a filter and a span of time, and their session."""
    made = session or narrowed()
    asked = tabling.question(made, "lamp", scope, (), BOX)
    choice = Choice(choice.kind, choice.by, of)
    return made, statistics.answer(charting.question(made, asked, choice, english=True))


def classed(seed=8):
    """Lamps in classes of a legend, of which one is not shown and none holds what has no kind."""
    made = under_time(seed)
    symbol = Symbol(fill="#999999")
    classes = (LegendClass(symbol, title="路灯", title_en="Lamps", values=("路灯",)),
               LegendClass(symbol, values=("树", "it's"), visible=False))  # fmt: skip
    made.set_style("lamp", Style(kind="categories", column="kind", symbol=symbol, classes=classes))
    return made


def narrowed():
    made = classed()
    made.set_filter("lamp", "rank < 4")
    made.show_time(Moment(1_767_830_400_000, 1_777_000_000_123))
    made.selection.put({"lamp": np.arange(0, 300, 2)})
    return made


@pytest.mark.parametrize("choice", PARTED, ids=str)
@pytest.mark.parametrize("of", ["value", "rank", "at", "kind", "lit"])
@pytest.mark.parametrize("scope", ["all", "view", "selected"])
def test_every_line_is_told_of_its_rows(choice, of, scope):
    made, told = made_by(choice, of, scope)
    table = made.entry("lamp").ready.data.table
    here = tabling.rows_in(tabling.question(made, "lamp", scope, (), BOX))
    kept = made.entry("lamp").ready.kept
    here = [row for row in here.tolist() if kept[row]]
    seen = []
    for line, name in enumerate(statistics.line_names(told)):
        rows = statistics.rows_behind(told, line)
        assert name
        values = [value for value in table[of].take(rows).to_pylist() if value is not None]
        wanted = {"count": len(rows), "empty": len(rows) - len(values), "distinct": len(set(values))}
        numbers = np.array(values, "M8[s]").astype(float) if of == "at" else np.array(values)
        if of in ("value", "rank", "at") and values:
            for stat, share in {"min": 0, "q1": 0.25, "median": 0.5, "q3": 0.75, "max": 1}.items():
                wanted[stat] = np.quantile(numbers, share)
        if of in ("value", "rank") and values:
            wanted |= {"sum": numbers.sum(), "mean": numbers.mean(), "std": numbers.std()}
        got = dict(zip(told.stats, told.values[line].tolist(), strict=True))
        assert got == pytest.approx(wanted)
        if line == 0:
            assert rows.tolist() == here
        else:
            seen += rows.tolist()
    assert len(seen) == len(set(seen))
    assert set(seen) <= set(here)


@pytest.mark.parametrize("choice", PARTED, ids=str)
@pytest.mark.parametrize("scope", ["all", "view", "selected"])
def test_every_statistic_is_given_again_exactly(choice, scope):
    made, told = made_by(choice, "value", scope)
    elsewhere = onemap.Map(session=classed())
    for line in range(0, len(told.values), 1 + len(told.values) // 6):
        for stat in range(len(told.stats)):
            number = explaining.statistic_of(told, line, stat)
            again = run(explaining.script(made, told.question, number.call), elsewhere)
            assert again == told.values[line, stat]
            assert number.rows == told.values[line, 0]
            assert number.call in explaining.explained(made, number)


def test_times_are_given_again_as_times():
    made, told = made_by(Choice("values", "kind"), "at")
    number = explaining.statistic_of(told, 1, told.stats.index("median"))
    again = run(explaining.script(made, told.question, number.call), onemap.Map(session=classed()))
    assert again == statistics.moment_of(told.values[1, told.stats.index("median")])
    assert number.said in explaining.explained(made, number)


def test_counts_of_a_legend_are_those_of_the_layer_tree():
    made = narrowed()
    asked = charting.question(made, tabling.question(made, "lamp"), Choice("classes"), english=True)
    counts = made.entry("lamp").ready.counts
    for place, count in enumerate(counts):
        number = explaining.legend_count_of(asked, place)
        assert number.value == number.rows == count
        again = run(explaining.script(made, asked, number.call), onemap.Map(session=classed()))
        assert again == count
    chart = charting.answer(asked).chart
    assert chart.categories == ("Lamps", "树、it's", "Others")
    assert chart.series[0].values.tolist() == list(counts)


def test_a_script_has_them_as_a_frame():
    layer = onemap.Map(session=classed()).layer("lamp")
    frame = layer.statistics("value", by="kind", where="rank = 1", rows="0-99,150")
    assert frame.index[0] in ("全部行", "All rows")
    assert frame["count"].iloc[0] == frame["count"].iloc[1:].sum() + layer.number(
        "empty", "kind", where="rank = 1", rows="0-99,150"
    )
    assert layer.statistics("at")["median"].iloc[0].year == 2026
    assert layer.number("distinct", "kind") == 3
    assert layer.number("empty", "kind") > 0
    assert np.isnan(layer.number("mean", "value", where="value > 99"))


@pytest.mark.parametrize("ask", [
    lambda layer: layer.statistics("nothing"), lambda layer: layer.number("sum", "kind"),
    lambda layer: layer.number("median", "at", by="kind", item="nothing"), lambda layer: layer.number("most", "value"),
    lambda layer: layer.number(by="value", kind="spans", item="3"), lambda layer: layer.number(rows="3-1"),
    lambda layer: layer.number(rows=[300]), lambda layer: layer.number(rows="0", box=(X0, Y0, X0 + 1, Y0 + 1)),
    lambda layer: layer.number(where="value >"), lambda layer: layer.number(kind="classes", by="kind", item=0),
    lambda layer: layer.number("mean", "at"),
])  # fmt: skip
def test_what_cannot_be_told_is_refused_in_words(ask):
    with pytest.raises(RequestError) as told:
        ask(onemap.Map(session=classed()).layer("lamp"))
    assert str(told.value)


def test_files_say_all_of_it_exactly():
    _, told = made_by(Choice("values", "kind"), "value")
    lines = list(csv.reader(io.StringIO(statistics.table_csv(told))))
    assert lines[0][1:4] == ["Rows", "Empty", "Different"]
    assert [line[0] for line in lines[1:]] == list(statistics.line_names(told))
    assert [float(cell) for cell in lines[2][1:]] == pytest.approx(told.values[1].tolist(), rel=1e-14)


def test_a_personal_column_is_told_as_it_may_be_shown():
    import msgspec

    from onemap.model.definition import Field

    made = classed()
    entry = made.entry("lamp")
    fields = {**entry.definition.fields, "value": Field(role="phone")}
    entry.definition = msgspec.structs.replace(entry.definition, fields=fields)
    _, told = made_by(Choice(), "value", session=made)
    assert told.kind == "text"
    assert told.stats == statistics.COUNTS
