"""Views: pixels and places."""

from __future__ import annotations

import math

import numpy as np
import pytest

from onemap.model.extent import Extent
from onemap.model.view import View


def test_pixels_and_places_are_inverse():
    view = View(500_000.0, 3_480_000.0, 2.5, 801, 603)
    for pixel in ((0, 0), (400.5, 301.5), (801, 603), (12.25, 590.75)):
        assert view.to_pixel(*view.to_map(*pixel)) == pytest.approx(pixel, abs=1e-6)


def test_the_upper_left_pixel_corner_is_the_extents_corner():
    view = View(10.0, 20.0, 0.5, 100, 40)
    assert view.to_map(0, 0) == (view.extent.xmin, view.extent.ymax)


def test_zooming_keeps_the_place_under_the_cursor():
    view = View(1000.0, 2000.0, 4.0, 640, 480)
    closer = view.zoomed_at(100, 50, 2.0)
    assert closer.resolution == 2.0
    assert closer.to_map(100, 50) == pytest.approx(view.to_map(100, 50))


def test_dragging_moves_the_map_with_the_hand():
    view = View(0.0, 0.0, 2.0, 100, 100)
    assert view.panned(10, 5).to_pixel(0.0, 0.0) == (60.0, 55.0)


@pytest.mark.parametrize(
    "extent",
    [Extent(0, 0, 10, 5), Extent(0, 0, 5, 10), Extent(3, 3, 3, 8), Extent(7, 7, 7, 7), Extent(-1e6, 0, 1e6, 1)],
    ids=["wide", "tall", "a vertical line", "a point", "flat"],
)
def test_a_fitted_view_shows_all_and_is_valid(extent):
    view = View.fit(extent, 300, 200)
    assert view.is_valid
    shown = view.extent
    assert shown.xmin <= extent.xmin + 1e-6 * abs(extent.xmin)
    assert shown.contains(*extent.center)
    assert shown.xmax >= extent.xmax - 1e-6 * abs(extent.xmax)


def test_scale_and_back():
    view = View(0.0, 0.0, 1.0, 10, 10)
    assert view.at_scale(5000, 1.0).scale_denominator(1.0) == pytest.approx(5000)
    assert view.at_scale(1000, 1.0).resolution == pytest.approx(1000 * 0.0254 / 96)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_view_without_finite_numbers_is_not_valid(bad):
    assert not View(bad, 0.0, 1.0, 10, 10).is_valid
    assert not View(0.0, 0.0, bad, 10, 10).is_valid


def test_bounds_with_gaps_give_the_box_of_the_rest():
    bounds = np.array([[0, 0, 1, 1], [np.nan] * 4, [5, -2, 6, 0]], dtype=float)
    assert Extent.of_bounds(bounds) == Extent(0, -2, 6, 1)
    assert Extent.of_bounds(bounds[1:2]) is None
    assert Extent.union([None, None]) is None


def test_touching_boxes_intersect():
    assert Extent(0, 0, 1, 1).intersects(Extent(1, 1, 2, 2))
    assert not Extent(0, 0, 1, 1).intersects(Extent(1.001, 1, 2, 2))
