"""Markers: shapes, order, and what is drawn of very many."""

from __future__ import annotations

import numpy as np
import pytest

from onemap.model.style import LegendClass, Style, Symbol
from onemap.render.brush import Markers
from onemap.render.draw import render
from onemap.render.pens import Sheet
from onemap.render.sprites import _SHAPES, sprite_of
from tests.render import reference, scenes
from tests.render.test_draw_pictures import assert_equal


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("size", [2.0, 7.6, 21.0])
def test_a_shape_covers_its_area(shape, size):
    ready = scenes.points([(12.3, 16.2), (-1.5, 3.0), (38.7, 20.0)])
    symbol = Symbol(
        fill="#3366cc",
        line="#221100" if shape in ("circle", "square", "ring") else None,
        width_mm=0.8,
        marker=shape,
        size_mm=size,
    )
    assert_equal(scenes.request(scenes.layer(ready, symbol)))


def test_the_last_of_a_pixel_stands_for_all_and_page_order_decides_what_is_on_top():
    rng = np.random.default_rng(2)
    ready = scenes.points(rng.uniform((-2, -2), (50, 34), (900, 2)))
    looks = ("#cc0000", "#00aa00", "#0000ff")
    classes = tuple(LegendClass(Symbol(fill=c, line="#ffffff", width_mm=1.0, size_mm=5.0)) for c in looks)
    class_of = rng.integers(0, 3, ready.size).astype(np.uint8)
    drawn = rng.random(ready.size) < 0.9
    assert_equal(
        scenes.request(
            scenes.layer(ready, style=Style(kind="categories", classes=classes), class_of=class_of, drawn=drawn)
        )
    )


def test_a_small_marker_does_not_hide_a_large_one_of_its_pixel():
    ready = scenes.points([(10.5, 10.5), (10.5, 10.5)])
    classes = (LegendClass(Symbol(fill="#cc0000", size_mm=9.0)), LegendClass(Symbol(fill="#0000ff", size_mm=3.0)))
    style = Style(kind="categories", classes=classes)
    shown = scenes.request(scenes.layer(ready, style=style, class_of=np.array([0, 1], np.uint8)))
    assert_equal(shown)
    picture = render(shown).rgba
    assert tuple(picture[21, 10]) == (0, 0, 255, 255)
    assert tuple(picture[21, 7]) == (204, 0, 0, 255)


def test_points_of_features_are_drawn_as_simple_points_are():
    places = np.random.default_rng(4).uniform((0, 0), (48, 32), (60, 2))
    symbol = Symbol(fill="#cc0000", size_mm=5.0)
    single = scenes.request(scenes.layer(scenes.points(places), symbol))
    several = scenes.prepared(
        [[("point", places[k : k + 1]), ("point", places[k + 1 : k + 2])] for k in range(0, 60, 2)]
    )
    assert not several.is_points
    assert (render(single).rgba == render(scenes.request(scenes.layer(several, symbol))).rgba).all()


def test_crowds_look_as_all_of_them_drawn_one_by_one():
    rng = np.random.default_rng(6)
    ready = scenes.points(rng.normal((24, 16), 4, (30_000, 2)))
    classes = tuple(LegendClass(Symbol(fill=f"#{k * 80:02x}40a0", size_mm=4.0)) for k in range(3))
    shown = scenes.request(
        scenes.layer(
            ready, style=Style(kind="categories", classes=classes), class_of=rng.integers(0, 3, ready.size).astype("u1")
        )
    )
    report = render(shown).reports[0]
    x, y = ready.coords.T
    assert report.drawn + report.thinned == ((x >= 0) & (x < 48) & (y > 0) & (y <= 32)).sum()
    assert report.thinned > 25_000
    assert_equal(shown)


def test_crowds_without_the_classes_that_are_not_drawn():
    rng = np.random.default_rng(7)
    ready = scenes.points(rng.normal((24, 16), 5, (40_000, 2)))
    looks = [
        LegendClass(Symbol(fill=color, size_mm=4.0), visible=color != "#00aa00") for color in ("#cc0000", "#00aa00")
    ]
    class_of = np.zeros(ready.size, np.uint8)
    class_of[-3000:] = rng.choice(np.array([0, 1, 254, 255], np.uint8), 3000)
    shown = scenes.request(scenes.layer(ready, style=Style(kind="categories", classes=tuple(looks)), class_of=class_of))
    report = render(shown).reports[0]
    x, y = ready.coords[class_of == 0].T
    assert report.drawn + report.thinned == ((x >= 0) & (x < 48) & (y > 0) & (y <= 32)).sum()
    assert_equal(shown)


def test_full_markers_end_the_work_of_a_pixel_exactly():
    """Whatever lies below markers without a gap leaves no trace in them."""
    grid = np.stack(np.meshgrid(np.arange(48) + 0.5, np.arange(32) + 0.5), axis=2).reshape(-1, 2)
    ready = scenes.points(np.repeat(grid, 3, axis=0))
    picture = render(scenes.request(scenes.layer(ready, Symbol(fill="#7f1234", size_mm=6.0)))).rgba
    assert (picture[3:-3, 3:-3] == (0x7F, 0x12, 0x34, 255)).all()


@pytest.mark.parametrize("size", [0.0, -3.0, float("nan")])
def test_markers_without_a_size_draw_nothing(size):
    picture = render(scenes.request(scenes.layer(scenes.points([(10, 10)]), Symbol(fill="#000000", size_mm=size))))
    assert picture.reports[0].error is None
    assert (picture.rgba == 255).all()


def test_a_huge_marker_is_bounded():
    picture = render(scenes.request(scenes.layer(scenes.points([(10, 10)]), Symbol(fill="#000000", size_mm=1e9))))
    assert (picture.rgba[..., :3] == 0).all()


def test_an_unknown_marker_is_told_in_the_report():
    shown = scenes.request(scenes.layer(scenes.points([(10, 10)]), Symbol(fill="#000000", marker="blob")))
    assert "blob" in render(shown).reports[0].error


def test_sprites_have_a_middle_pixel():
    sprite = sprite_of(Symbol(fill="#ff0000", size_mm=5.0), Sheet.of(scenes.request()))
    assert sprite.shape[0] % 2 == 1
    assert (sprite == sprite[::-1, ::-1]).all()
    assert sprite.shape[0] // 2 == Markers(sprite[None], sprite[None], None, None, 1).margin
    assert reference.ink("#ff0000")[0] == 1.0


def test_an_svg_file_has_colours_of_its_own_without_fill_and_line(tmp_path):
    file = tmp_path / "box.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#123456"/></svg>'
    )
    ready = scenes.points([(12.5, 16.5)])
    picture = render(scenes.request(scenes.layer(ready, Symbol(marker=str(file), size_mm=9.0)))).rgba
    assert [0x12, 0x34, 0x56, 0xFF] in picture.reshape(-1, 4).tolist()
