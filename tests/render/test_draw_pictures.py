"""Pictures against the slow renderer of the same rule."""

from __future__ import annotations

import numpy as np
import pytest

from onemap.model.style import LegendClass, Style, Symbol
from onemap.render.draw import render
from tests.render import reference, scenes

FILL = Symbol(fill="#3366cc")
OUTLINED = Symbol(fill="#3366cc80", line="#221100", width_mm=1.0, join="miter")


def assert_equal(request, limit=2.0):
    drawn = render(request, threads=2)
    assert [report.error for report in drawn.reports] == [None] * len(request.layers)
    wanted = reference.picture(request)
    assert np.abs(premultiplied(drawn.rgba) - premultiplied(wanted)).max() <= limit


def premultiplied(rgba):
    """Colour times alpha: where little is seen, straight colour says nothing."""
    return np.concatenate([rgba[..., :3] * (rgba[..., 3:] / 255), rgba[..., 3:]], axis=2)


@pytest.mark.parametrize("radius", [0.2, 0.45, 0.9, 3.0, 9.0, 60.0], ids=lambda r: f"radius of {r} px")
@pytest.mark.parametrize("symbol", [FILL, OUTLINED], ids=["filled", "outlined"])
def test_polygons_with_holes_and_parts(radius, symbol):
    rng = np.random.default_rng(int(radius * 10))
    ready = scenes.prepared(scenes.polygons(rng, 40 if radius < 1 else 8, radius))
    assert_equal(scenes.request(scenes.layer(ready, symbol)))


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("background", ["#ffffff", None], ids=["opaque", "transparent"])
def test_pixel_ratio_and_background(ratio, background):
    ready = scenes.prepared(scenes.polygons(np.random.default_rng(3), 6, 6.0))
    assert_equal(scenes.request(scenes.layer(ready, OUTLINED), ratio=ratio, background=background))


BENT = [(4, 4), (20, 9), (30, 26), (44, 20)]
ANGLED = [(6, 6), (22, 6), (22, 26), (40, 26)]
SPIKED = [(5, 8), (40, 10), (8, 24)]


@pytest.mark.parametrize("width", [0.6, 1.5, 6.0])
@pytest.mark.parametrize(("join", "cap"), [("miter", "butt"), ("round", "round"), ("bevel", "square")])
@pytest.mark.parametrize("way", [BENT, ANGLED], ids=["bent", "at right angles"])
def test_lines(way, cap, join, width):
    ready = scenes.prepared([[("line", way)], [("line", [(1, 30), (46, 30.4)])]])
    assert_equal(scenes.request(scenes.layer(ready, Symbol(line="#000000", width_mm=width, cap=cap, join=join))), 3.0)


def test_a_sharp_bend_cuts_its_miter():
    ready = scenes.prepared([[("line", SPIKED)]])
    drawn = render(scenes.request(scenes.layer(ready, Symbol(line="#000000", width_mm=3.0, join="miter")))).rgba
    assert drawn[scenes.SIZE[1] - 11, 41:].min() > 200  # a full miter would reach beyond the picture


@pytest.mark.parametrize("dashes", [(8, 5), (5, 2, 1, 2), (4,)], ids=str)
@pytest.mark.parametrize("cap", ["butt", "round"])
def test_dashes(dashes, cap):
    ready = scenes.prepared([[("line", BENT)], [("line", [(1, 30), (46, 30.4)])]])
    symbol = Symbol(line="#000000", width_mm=2.0 if cap == "butt" else 1.0, cap=cap, dash_mm=dashes, join="round")
    assert_equal(scenes.request(scenes.layer(ready, symbol)), 3.0)


def test_dashes_too_fine_to_see_are_a_paler_line():
    ready = scenes.prepared([[("line", [(-5, 16.5), (60, 16.5)])]])
    fine = render(scenes.request(scenes.layer(ready, Symbol(line="#000000", width_mm=1.0, dash_mm=(0.2, 0.2))))).rgba
    assert np.abs(fine[15, 5:40, 0].astype(int) - 127).max() <= 1


def test_small_lines_give_each_pixel_their_length():
    rng = np.random.default_rng(5)
    starts = rng.uniform((2, 2), (46, 30), (60, 2))
    features = [[("line", np.cumsum([start, *rng.uniform(-0.6, 0.6, (2, 2))], axis=0))] for start in starts]
    assert_equal(scenes.request(scenes.layer(scenes.prepared(features), Symbol(line="#000000", width_mm=1.0))))


def test_casings_of_all_classes_lie_under_all_lines():
    ready = scenes.prepared([[("line", [(2, 5), (46, 27)])], [("line", [(2, 27), (46, 5)])]])
    classes = tuple(
        LegendClass(Symbol(line=color, width_mm=4.0, casing="#000000", casing_mm=1.0, cap="butt"))
        for color in ("#ff0000", "#ffff00")
    )
    style = Style(kind="categories", classes=classes)
    shown = scenes.request(scenes.layer(ready, style=style, class_of=ready.rows.astype(np.uint8)))
    assert_equal(shown)
    assert tuple(render(shown).rgba[16, 24]) == (255, 255, 0, 255)


def test_classes_in_legend_order_the_rest_last_hidden_ones_not():
    rng = np.random.default_rng(8)
    ready = scenes.prepared(scenes.polygons(rng, 12, 8.0))
    looks = [Symbol(fill=f, line="#00000080", join="miter", width_mm=1.5) for f in ("#cc0000", "#00cc00a0", "#0000cc")]
    classes = tuple(LegendClass(look, visible=k != 1) for k, look in enumerate(looks))
    style = Style(kind="categories", classes=classes, symbol=Symbol(fill="#888888"), opacity=0.6)
    class_of = np.array([0, 1, 2, 254, 255, 0, 1, 2, 254, 255, 2, 0], np.uint8)
    drawn = rng.random(12) < 0.8
    assert_equal(scenes.request(scenes.layer(ready, style=style, class_of=class_of, drawn=drawn)))


def test_neighbours_of_a_class_leave_no_seam():
    cells = [
        [("exterior", [(x, y), (x + 3.3, y), (x + 3.3, y + 3.7), (x, y + 3.7)])]
        for x in np.arange(0.15, 40, 3.3)
        for y in np.arange(0.15, 25, 3.7)
    ]
    drawn = render(scenes.request(scenes.layer(scenes.prepared(cells), Symbol(fill="#204060")))).rgba
    assert (drawn[8:-1, 1:39, :3] == (0x20, 0x40, 0x60)).all()


def test_layers_over_each_other_with_opacity():
    rng = np.random.default_rng(11)
    layers = [
        scenes.layer(
            scenes.prepared(scenes.polygons(rng, 5, 9.0)), name=str(k),
            style=Style(symbol=Symbol(fill=f"#{k * 30:02x}a0ff", line="#101010", join="miter"), opacity=o),
        )
        for k, o in enumerate((1.0, 0.5, 0.25, 1.0, 0.8))
    ]  # fmt: skip
    assert_equal(scenes.request(*layers))


@pytest.mark.parametrize("threads", [2, 3])
def test_the_same_bytes_with_any_number_of_threads(threads):
    rng = np.random.default_rng(13)
    size = (300, 700)
    areas = scenes.prepared(scenes.polygons(rng, 200, 25.0, size))
    lines = scenes.prepared([[("line", rng.uniform(-50, 750, (9, 2)))] for _ in range(30)])
    marks = scenes.points(rng.uniform(-5, 700, (5000, 2)))
    layers = [
        scenes.layer(areas, Symbol(fill="#3366cc80", line="#221100", width_mm=1.3)),
        scenes.layer(lines, Symbol(line="#aa2211", width_mm=2.6, dash_mm=(7, 3), casing="#000000")),
        scenes.layer(marks, Symbol(fill="#11aa22", line="#ffffff", width_mm=0.7, size_mm=6.5)),
    ]
    shown = scenes.request(*layers, size=size)
    assert (render(shown, threads=1).rgba == render(shown, threads=threads).rgba).all()
