"""What `render` does around the pixels: reports, errors, cancelling, mad input."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from onemap.errors import CancelledError, RequestError
from onemap.model.geometry import Geometries
from onemap.model.prepared import Detail
from onemap.model.style import LabelStyle, LegendClass, Style, Symbol
from onemap.model.view import View
from onemap.query.prepare import prepare
from onemap.render.bands import Frame
from onemap.render.draw import render
from onemap.render.layers import plan_of
from tests.render import scenes

SQUARE = [("exterior", [(5, 5), (20, 5), (20, 20), (5, 20)])]
FILL = Symbol(fill="#3366cc")


def test_without_layers_it_is_the_background():
    assert (render(scenes.request(background="#102030")).rgba == (16, 32, 48, 255)).all()
    assert not render(scenes.request(background=None)).rgba.any()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_size_in_device_pixels(ratio):
    drawn = render(scenes.request(scenes.layer(scenes.prepared([SQUARE]), FILL), ratio=ratio))
    assert drawn.rgba.shape == (round(32 * ratio), round(48 * ratio), 4)
    assert drawn.rgba.dtype == np.uint8
    assert tuple(drawn.rgba[round(20 * ratio), round(10 * ratio)]) == (0x33, 0x66, 0xCC, 255)


def test_millimetres_become_pixels():
    ready = scenes.prepared([[("line", [(-5, 16), (60, 16)])]])
    shown = scenes.request(scenes.layer(ready, Symbol(line="#000000", width_mm=2.0)), ratio=2.0)
    assert (render(shown).rgba[:, 40, 0] == 0).sum() == 4


def test_reports_count_each_feature_once():
    size = (60, 600)
    tall = scenes.prepared([[("exterior", [(x, -10), (x + 3, -10), (x + 3, 700)])] for x in (2, 20, 40, 300)])
    marks = scenes.points(np.random.default_rng(0).uniform((0, 0), size, (400, 2)))
    shown = scenes.request(
        scenes.layer(tall, Symbol(fill="#000000", line="#ff0000")), scenes.layer(marks, FILL), size=size
    )
    reports = render(shown).reports
    assert reports[0].drawn == 3
    assert reports[1].drawn + reports[1].thinned == 400
    assert reports[0].took_ms > 0


@pytest.mark.parametrize(
    ("style", "word"),
    [
        (Style(symbol=Symbol(fill="@nowhere")), "@nowhere"),
        (Style(symbol=Symbol(fill="red")), "red"),
        (Style(symbol=Symbol(line="#12345")), "#12345"),
    ],
    ids=["no such name", "a word", "a digit too few"],
)
def test_a_wrong_colour_is_told_and_the_others_are_drawn(style, word):
    ready = scenes.prepared([SQUARE])
    drawn = render(scenes.request(scenes.layer(ready, style=style), scenes.layer(ready, FILL)))
    assert word in drawn.reports[0].error
    assert drawn.reports[1].error is None
    assert tuple(drawn.rgba[20, 10]) == (0x33, 0x66, 0xCC, 255)


def test_a_layer_that_breaks_while_it_is_drawn_leaves_no_trace(monkeypatch, caplog):
    from onemap.render import layers

    ready = scenes.prepared([SQUARE])
    draw = layers.Plan.draw

    def half(self, picture, frame, top, work):
        draw(self, picture, frame, top, work)
        if self.id == "bad":
            raise ZeroDivisionError("planted")

    monkeypatch.setattr(layers.Plan, "draw", half)
    shown = scenes.request(scenes.layer(ready, FILL), scenes.layer(ready, Symbol(fill="#ff0000"), name="bad"))
    drawn = render(shown)
    assert "planted" in drawn.reports[1].error
    assert tuple(drawn.rgba[20, 10]) == (0x33, 0x66, 0xCC, 255)
    assert "bad" in caplog.text


@pytest.mark.parametrize(
    "view",
    [View(0, 0, 0.0, 5, 5), View(np.nan, 0, 1.0, 5, 5), View(0, 0, 1.0, 0, 5), View(0, 0, np.inf, 5, 5)],
    ids=["no resolution", "nan", "no size", "endless"],
)
def test_an_impossible_view_is_told(view):
    from dataclasses import replace

    with pytest.raises(RequestError):
        render(replace(scenes.request(), view=view))


def test_cancelling_ends_the_work_at_once():
    ready = scenes.prepared(scenes.polygons(np.random.default_rng(0), 50, 4.0))
    asked = threading.Event()
    with pytest.raises(CancelledError):
        render(scenes.request(scenes.layer(ready, FILL)), cancelled=lambda: asked.set() or True)
    assert asked.is_set()
    assert render(scenes.request(scenes.layer(ready, FILL)), cancelled=lambda: False).reports[0].drawn > 0


@pytest.mark.parametrize(("scale", "hidden"), [(50, True), (1000, False), (5000, True)])
def test_hidden_by_scale(scale, hidden):
    style = Style(symbol=FILL, min_scale=2000, max_scale=100)
    shown = scenes.request(scenes.layer(scenes.prepared([SQUARE]), style=style), resolution=scale / 1000)
    assert shown.scale == scale
    report = render(shown).reports[0]
    assert report.hidden_by_scale is hidden
    assert report.drawn == (0 if hidden else 1)


@pytest.mark.parametrize("ready", [scenes.prepared([]), scenes.points([])], ids=["features", "points"])
def test_empty_layers(ready):
    drawn = render(scenes.request(scenes.layer(ready, FILL)))
    assert drawn.reports[0].error is None
    assert (drawn.rgba == 255).all()


@pytest.mark.parametrize("resolution", [1e-12, 1e-6, 1e6, 1e200])
@pytest.mark.parametrize("kind", ["exterior", "line", "point"])
def test_extreme_resolutions(kind, resolution):
    ready = scenes.prepared([[(kind, [(1, 2), (30, 4), (12, 25)])]] if kind != "point" else [[(kind, [(3, 3)])]] * 2)
    symbol = Symbol(fill="#3366cc", line="#000000", dash_mm=(3, 2), width_mm=2.0, casing="#ff0000")
    assert render(scenes.request(scenes.layer(ready, symbol), resolution=resolution)).reports[0].error is None


@pytest.mark.parametrize("far", [1e14, 9e14])
@pytest.mark.parametrize("kind", ["exterior", "line"])
def test_features_that_reach_far_out(kind, far):
    ready = scenes.prepared([[(kind, [(10, 10), (far, 12), (far, far), (9, far)])], SQUARE])
    symbol = Symbol(fill="#3366cc", line="#000000", dash_mm=(3, 2), width_mm=2.0)
    drawn = render(scenes.request(scenes.layer(ready, symbol)))
    assert drawn.reports[0].error is None
    assert tuple(drawn.rgba[14, 30])[:2] == (0x33, 0x66) or kind == "line"


def test_fine_dashes_of_a_line_from_far_out_end():
    ready = scenes.prepared([[("line", [(-9e14, -8e14), (24, 16), (9e14, 1e14)])]])
    symbol = Symbol(line="#000000", width_mm=1.0, dash_mm=(0.1,) * 12)
    assert render(scenes.request(scenes.layer(ready, symbol))).reports[0].error is None


def test_wide_pictures_are_drawn_in_low_bands():
    size = (20_000, 40)
    ready = scenes.prepared([[("exterior", [(5, 5), (19_990, 5), (19_990, 35), (5, 35)])]])
    frame = Frame.of(scenes.request(size=size))
    assert len(list(frame.bands())) == 3
    picture = render(scenes.request(scenes.layer(ready, FILL), size=size)).rgba
    assert (picture[5:35, 5:19_990] == (0x33, 0x66, 0xCC, 255)).all()


@pytest.mark.parametrize("width", [0.0, -1.0, 1e-9, 500.0, 1e12, float("nan")])
def test_odd_widths(width):
    ready = scenes.prepared([SQUARE, [("line", [(2, 2), (40, 30)])]])
    drawn = render(scenes.request(scenes.layer(ready, Symbol(line="#000000", width_mm=width))))
    assert drawn.reports[0].error is None
    assert (drawn.rgba[..., 0] == 0).all() == (width >= 500.0)


@pytest.mark.parametrize("dash", [(0, 0), (-1, 2), (float("nan"), 1), (1e-9, 1e-9), (1e9, 1), (0, 3)], ids=str)
def test_odd_dashes(dash):
    ready = scenes.prepared([[("line", [(2, 2), (40, 30), (40, 30), (41, 2)])]])
    assert render(scenes.request(scenes.layer(ready, Symbol(line="#000000", dash_mm=dash)))).reports[0].error is None


def test_a_polygon_of_a_million_vertices():
    turn = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    radius = 12 + np.sin(turn * 5000)
    ring = np.stack([24 + radius * np.cos(turn), 16 + radius * np.sin(turn)], axis=1)
    drawn = render(scenes.request(scenes.layer(scenes.prepared([[("exterior", ring)]]), FILL)))
    assert drawn.reports[0].drawn == 1
    assert tuple(drawn.rgba[16, 24]) == (0x33, 0x66, 0xCC, 255)
    assert tuple(drawn.rgba[1, 1]) == (255, 255, 255, 255)


def test_a_hundred_thousand_copies_leave_no_streak():
    corners = [(10, 10), (20.3, 11), (15.7, 21.1), (10, 10)]
    geometries = Geometries(
        np.tile(np.array(corners, float), (100_000, 1)), np.arange(0, 400_001, 4), np.arange(100_001),
        np.full(100_000, 2, np.uint8), np.full(100_000, 3, np.uint8),
    )  # fmt: skip
    picture = render(scenes.request(scenes.layer(prepare(geometries), FILL))).rgba
    assert (picture[:, 22:] == 255).all()


def test_details_are_used_where_they_cannot_be_seen():
    from dataclasses import replace

    ready = scenes.prepared([SQUARE])
    moved = ready.coords + 0.01
    moved.flags.writeable = False
    ready = replace(ready, details=(Detail(0.02, moved, ready.ring_offsets),))
    for resolution, coarse in ((1.0, True), (0.1, False)):
        shown = scenes.request(scenes.layer(ready, FILL), resolution=resolution)
        plan = plan_of(shown.layers[0], shown, Frame.of(shown))
        assert (plan.shapes.coords is moved) == coarse


def test_opacity_is_of_the_layer_as_a_whole():
    ready = scenes.prepared([SQUARE, [("exterior", [(10, 10), (30, 10), (30, 28), (10, 28)])]])
    style = Style(symbol=Symbol(fill="#000000", line="#000000", width_mm=3.0), opacity=0.5)
    picture = render(scenes.request(scenes.layer(ready, style=style))).rgba
    assert set(np.unique(picture[13:20, 10:20, 0])) == {128} or set(np.unique(picture[13:20, 10:20, 0])) == {127}


def test_more_classes_than_a_byte_holds_are_left_out():
    classes = tuple(LegendClass(FILL) for _ in range(300))
    style = Style(kind="categories", classes=classes)
    shown = scenes.request(scenes.layer(scenes.prepared([SQUARE]), style=style, class_of=np.array([253], np.uint8)))
    assert render(shown).reports[0].drawn == 1


def test_labels_are_drawn_last_and_reported():
    import pyarrow as pa

    style = Style(symbol=FILL, label=LabelStyle(column="name", color="#000000", halo="#ffffff", size_pt=200.0))
    ready = scenes.prepared([[("exterior", [(50, 50), (350, 50), (350, 250), (50, 250)])]])
    shown = scenes.request(scenes.layer(ready, style=style, labels=pa.array(["A"])), size=(400, 300))
    report = render(shown).reports[0]
    assert report.placed_labels + report.unplaced_labels == 1
