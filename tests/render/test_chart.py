"""Charts: round ticks, everything in its place, what lies under a pixel, files that say the same."""

import csv
import io
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from onemap.model.chart import Axis, Chart, Reference, Series, floats, histogram
from onemap.render.application import ensure_gui_application
from onemap.render.chart import data_csv, hit, item_name, picture, svg, tip
from onemap.render.chart_layout import lay_out, wanted_height
from onemap.render.chart_scale import number_text, ticks, time_ticks
from onemap.render.chart_shapes import Bar, Dots, Stroke, Words

SIZE = (460, 260)
NAMES = ("城中街道", "滨河街道", "东湖街道", "科技园街道")


@pytest.fixture(autouse=True)
def application():
    ensure_gui_application()


def bars(kind="bars", values=(4, 2, None, 1), **more):
    return Chart(kind, (Series(floats(values)),), NAMES, title="立案数", **more)


def line():
    return Chart("line", (Series(floats([1, 2, None, 4, 3]), at=np.arange(5) * 86_400.0),), item_axis=Axis(time=True))


def shapes(chart, kind, size=SIZE):
    return [shape for shape in lay_out(chart, size).shapes if isinstance(shape, kind)]


@pytest.mark.parametrize(
    ("lo", "hi", "wanted"),
    [
        (0, 9.3, [0, 2, 4, 6, 8, 10]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-3, 7, [-4, -2, 0, 2, 4, 6, 8]),
        (5, 5, [5, 6]), (0, 0.07, [0, 0.02, 0.04, 0.06, 0.08]),
    ],
)  # fmt: skip
def test_ticks_are_round_and_enclose(lo, hi, wanted):
    assert ticks(lo, hi) == pytest.approx(wanted)


def test_ticks_of_whole_numbers_are_whole():
    assert ticks(0, 2, 5, whole=True) == [0, 1, 2]


@pytest.mark.parametrize(
    ("days", "first", "said"), [(1 / 24, 0, "00:00"), (5, 0, "01-01"), (365, 0, "1970-01"), (4000, 0, "1970")]
)
def test_time_ticks_stand_at_round_moments(days, first, said):
    found = time_ticks(0.0, days * 86_400.0)
    assert found[0] == (first, said)
    assert 3 <= len(found) <= 8


@pytest.mark.parametrize(
    ("value", "axis", "said"),
    [
        (1234567, Axis(), "1,234,567"), (0.9412, Axis(percent=True), "94.1%"), (float("nan"), Axis(), "–"),
        (-2.5, Axis(), "−2.5"), (3.14159, Axis(), "3.14"), (86_400.0, Axis(time=True), "1970-01-02"),
    ],
)  # fmt: skip
def test_numbers_are_written_short(value, axis, said):
    assert number_text(value, axis) == said


def test_bars_are_as_long_as_their_values():
    widths = [bar.box[2] for bar in shapes(bars(), Bar)]
    assert np.array(widths) / widths[0] == pytest.approx([1, 0.5, 0.25])


def test_a_bar_without_a_value_shows_a_dash_and_can_be_hit():
    layout = lay_out(bars(), SIZE)
    assert "–" in [shape.text for shape in layout.shapes if isinstance(shape, Words)]
    row = layout.places[-2 if len(layout.places) % 2 else -1][0]
    assert hit(layout, 300.0, layout.along(2.5)) == (0, 2)
    assert row[3] > 0


def test_stacked_bars_stand_on_each_other():
    two = (Series(floats([1, 2]), "a"), Series(floats([3, 4]), "b"))
    found = [bar.box for bar in shapes(Chart("columns", two, ("x", "y"), stacked=True), Bar) if bar.radius == 0]
    low, high = found[0], found[1]
    assert high[1] + high[3] == pytest.approx(low[1])
    assert high[3] == pytest.approx(3 * low[3])


def test_what_has_no_room_is_counted():
    many = Chart("bars", (Series(np.ones(100)),), tuple(map(str, range(100))))
    assert lay_out(many, (300, 200)).left_out > 80
    assert lay_out(many, (300, wanted_height(many))).left_out == 0


def test_nothing_is_laid_out_of_the_picture():
    counts, edges = histogram(np.random.default_rng(3).normal(5, 2, 999), 20)
    charts = [bars(), bars("columns"), line(), Chart("histogram", (Series(counts),), edges=edges)]
    for chart in charts:
        for bar in shapes(chart, Bar):
            x, y, w, h = bar.box
            assert min(x, y) >= -0.01
            assert x + w <= SIZE[0] + 0.01
            assert y + h <= SIZE[1] + 0.01


def test_a_histogram_counts_its_values_once():
    values = np.array([0, 1, 1, 2, 3, 4, np.nan])
    counts, edges = histogram(values, 4)
    assert counts.tolist() == [1, 2, 1, 2]
    assert edges.tolist() == [0, 1, 2, 3, 4]
    assert histogram(np.array([np.nan]))[0].tolist() == [0]
    assert histogram(np.array([7.0, 7.0]))[0].tolist() == [2]


@pytest.mark.parametrize("item", range(4))
def test_hit_finds_the_column_under_a_pixel(item):
    layout = lay_out(bars("columns"), SIZE)
    assert hit(layout, layout.along(item + 0.5), 150.0) == (0, item)


def test_hit_finds_the_nearest_point_and_nothing_far_away():
    layout = lay_out(line(), SIZE)
    dots = next(shape for shape in layout.shapes if isinstance(shape, Dots))
    x, y = dots.points[1]
    assert hit(layout, x + 3, y - 3) == (0, 1)
    assert hit(layout, x + 40, y) is None


def test_a_pixel_and_its_value_agree():
    layout = lay_out(line(), SIZE)
    assert layout.value_at(layout.along(3 * 86_400.0), 100.0) == pytest.approx(3 * 86_400.0)
    assert layout.value_at(-50.0, 100.0) == 0.0


def test_a_brush_dims_what_lies_outside():
    found = [bar.alpha for bar in shapes(bars("columns", (4, 2, 3, 1), brushed=(1.0, 3.0)), Bar)][1:]
    assert [alpha == 1.0 for alpha in found] == [False, True, True, False]


def test_no_number_is_written_over_a_reference_line():
    chart = bars(values=(10, 8.9, 5, 9.2), references=(Reference(9.5, "goal"),))
    layout = lay_out(chart, SIZE)
    x = layout.plot[0] + 0.95 * layout.plot[2]
    number = next(shape for shape in layout.shapes if isinstance(shape, Words) and shape.text == "9.2")
    assert number.at[0] > x


@pytest.mark.parametrize("kind", ["bars", "columns", "line", "scatter", "histogram"])
def test_an_empty_chart_is_its_title(kind):
    assert [shape.text for shape in shapes(Chart(kind, (), title="没有"), Words)] == ["没有"]


def test_values_that_are_all_the_same_or_missing_can_be_shown():
    for values in ((0, 0, 0, 0), (None,) * 4, (7, 7, 7, 7)):
        for kind in ("bars", "columns", "line", "scatter"):
            assert picture(bars(kind, values), (200, 120)).shape == (120, 200, 4)


def test_the_tip_names_the_item_and_every_series():
    two = (Series(floats([1, 2]), "本期"), Series(floats([3, 4]), "去年"))
    assert tip(Chart("columns", two, ("一", "二"), value_axis=Axis(unit="件")), (0, 1)) == "二\n本期: 2 件\n去年: 4 件"
    assert item_name(Chart("histogram", (Series(np.ones(1)),), edges=np.array([0.0, 2.5])), 0) == "0 – 2.5"


def test_svg_holds_the_words_and_colours():
    root = ET.fromstring(svg(bars(references=(Reference(3, "目标 <3>"),)), SIZE))  # noqa: S314 - our own text
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "城中街道" in texts
    assert "目标 <3>" in texts
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == 4


def test_csv_holds_every_number():
    rows = list(csv.reader(io.StringIO(data_csv(bars(value_axis=Axis("立案"), item_axis=Axis("街道"))))))
    assert rows == [["街道", "立案"], [NAMES[0], "4"], [NAMES[1], "2"], [NAMES[2], ""], [NAMES[3], "1"]]
    counts, edges = histogram(np.array([0.0, 1.0]), 2)
    rows = list(csv.reader(io.StringIO(data_csv(Chart("histogram", (Series(counts),), edges=edges)))))
    assert rows == [["item ≥", "item <", "value"], ["0", "0.5", "1"], ["0.5", "1", "1"]]


def test_the_dark_chart_has_a_dark_ground():
    assert picture(bars(), (100, 80), "dark")[0, 0].tolist()[:3] < [64, 64, 64]
    assert picture(bars(), (100, 80), scale=2.0).shape == (160, 200, 4)


def steps(values, **more):
    """A line whose points tell of days."""
    edges = np.arange(len(values) + 1) * 86_400.0
    series = Series(floats(values), "mean", at=(edges[:-1] + edges[1:]) / 2)
    return Chart("line", (series,), edges=edges, item_axis=Axis(time=True), **more)


def _inked(pixels, x, y):
    """Whether something of the accent colour is painted within two pixels of a place."""
    near = pixels[round(y) - 2 : round(y) + 3, round(x) - 2 : round(x) + 3, :3].astype(int)
    return bool(((near[..., 2] - near[..., 0]) > 60).any())


def test_a_line_is_painted_through_its_points_and_not_over_gaps():
    chart = steps([2, 4, None, 3, 1])
    layout, pixels = lay_out(chart, SIZE), picture(chart, SIZE)
    points = layout.dots[0][0]
    for first, second in ((0, 1), (3, 4)):
        assert _inked(pixels, *points[first])
        assert _inked(pixels, *(points[first] + points[second]) / 2)
    assert not _inked(pixels, *(points[1] + points[3]) / 2)
    assert len(shapes(chart, Stroke)) == len(shapes(steps([2, 4, 4, 3, 1]), Stroke)) + 1


def test_a_lone_point_of_a_long_line_is_seen():
    values = [3.0] * 70 + [None, 5.0, None] + [3.0] * 10
    chart = steps(values)
    layout, pixels = lay_out(chart, SIZE), picture(chart, SIZE)
    assert [len(one.points) for one in shapes(chart, Dots) if len(one.points)] == [1]
    assert _inked(pixels, *layout.dots[0][0][71])


def test_a_step_of_a_line_is_hit_anywhere_over_it_and_named_by_its_span():
    chart = steps([2, 4, None, 3, 1])
    layout = lay_out(chart, SIZE)
    assert hit(layout, layout.along(2.5 * 86_400), 120.0) == (0, 2)
    assert layout.span == (0.0, 5 * 86_400.0)
    assert item_name(chart, 1) == "1970-01-02 – 1970-01-03"
    rows = list(csv.reader(io.StringIO(data_csv(chart))))
    assert rows[0] == ["item ≥", "item <", "mean"]
    assert rows[3] == ["1970-01-03", "1970-01-04", ""]
    root = ET.fromstring(svg(chart, SIZE))  # noqa: S314 - our own text
    drawn = [one.get("points").count(",") for one in root.iter("{http://www.w3.org/2000/svg}polyline")]
    assert drawn.count(2) >= 2
