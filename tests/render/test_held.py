from dataclasses import replace

import numpy as np
import pytest

import onemap
from onemap.api.timing import moment_of
from onemap.errors import CancelledError
from onemap.io import files
from onemap.render import held, labels
from onemap.render.draw import render
from onemap.session import snapshot

SPANS = ("2026-05", "2026-06-20/2026-06-30", "2026-06-30", "2020")


@pytest.fixture(scope="module")
def city():
    m = onemap.open(files.sample_dir() / "sample_city.onemap")
    m.session.show_time(moment_of("2026-06"))
    return m


@pytest.fixture
def kept():
    token = held.CURRENT.set(held.Held())
    yield held.CURRENT.get()
    held.CURRENT.reset(token)


def request_of(city, span, size=(500, 400)):
    city.session.show_time(moment_of(span), settle=False)
    return snapshot.picture(city.session, city.view(size))


def alone(request):
    token = held.CURRENT.set(None)
    try:
        return render(request)
    finally:
        held.CURRENT.reset(token)


def told(picture):
    return [replace(report, took_ms=0.0) for report in picture.reports]


def test_a_film_has_the_pictures_that_stand_alone(city, kept):
    for span in SPANS:
        request = request_of(city, span)
        film, single = render(request), alone(request)
        assert np.array_equal(film.rgba, single.rgba)
        assert told(film) == told(single)
    assert kept.ground


def test_another_place_theme_or_look_is_drawn_anew(city, kept):
    request = request_of(city, "2026-06")
    render(request)
    for other in (
        replace(request, view=request.view.panned(30, 20)), replace(request, palette="dark"),
        replace(request, layers=request.layers[3:]), replace(request, pixel_ratio=2.0),
    ):  # fmt: skip
        assert np.array_equal(render(other).rgba, alone(other).rgba)


def test_a_picture_that_was_stopped_leaves_no_half_ground(city, kept):
    request = request_of(city, "2026-06")
    with pytest.raises(CancelledError):
        render(request, cancelled=lambda: True)
    picture = render(request)
    assert np.array_equal(picture.rgba, alone(request).rgba)
    assert told(picture) == told(alone(request))


def test_a_layer_that_fails_is_told_each_time(city, kept, monkeypatch):
    from onemap.render.layers import Plan

    drawn = Plan.draw

    def draw(self, *rest):
        if self.id == "green":
            raise ValueError("torn")
        drawn(self, *rest)

    monkeypatch.setattr(Plan, "draw", draw)
    for span in SPANS[:2]:
        request = request_of(city, span)
        film = render(request)
        assert [report.id for report in film.reports if report.error] == ["green"]
        assert np.array_equal(film.rgba, alone(request).rgba)
    assert not kept.reports


def test_labels_are_placed_once_for_a_film(city, kept, monkeypatch):
    calls = []
    place = labels.place_labels
    monkeypatch.setattr(labels, "place_labels", lambda *given: calls.append(1) or place(*given))
    for span in SPANS:
        render(request_of(city, span))
    assert len(calls) == 1
    kept.clear()
    render(request_of(city, SPANS[0]))
    assert len(calls) == 2
