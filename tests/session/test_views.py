"""The history of views."""

from __future__ import annotations

from dataclasses import replace

from onemap.model.extent import Extent
from onemap.session.views import Views


def test_back_and_forward_walk_through_what_was_seen():
    views = Views()
    first = views.current
    second, third = replace(first, center_x=5.0), replace(first, center_x=9.0)
    views.set(second)
    views.set(third)
    assert views.back()
    assert views.current == second
    assert views.back()
    assert views.current == first
    assert not views.back()
    assert views.forward()
    assert views.can_go == (True, True)


def test_a_drag_leaves_one_step():
    views = Views()
    first = views.current
    views.set(replace(first, center_x=1.0))
    for x in range(2, 30):
        views.set(replace(first, center_x=float(x)), remember=False)
    views.back()
    assert views.current == first


def test_a_fitted_view_is_fitted_again_when_the_canvas_grows():
    views = Views()
    views.fit(Extent(0, 0, 100, 100))
    views.resize(1200, 1000)
    assert views.current.extent.contains(0, 0)
    assert views.current.resolution < 0.12


def test_a_view_without_finite_numbers_is_refused():
    views = Views()
    before = views.current
    views.set(replace(before, resolution=float("nan")))
    assert views.current == before


def test_what_a_project_wishes_is_settled_by_the_unit():
    views = Views()
    views.wish((10.0, 20.0), 5000)
    views.settle(1.0)
    assert views.current.center_x == 10.0
    assert round(views.current.scale_denominator(1.0)) == 5000


def test_a_place_chosen_before_the_wish_is_settled_stays():
    views = Views()
    views.wish((10.0, 20.0), 5000)
    views.fit(Extent(100.0, 100.0, 200.0, 200.0))
    views.settle(1.0)
    assert views.current.center_x == 150.0
