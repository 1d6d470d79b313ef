"""Kernels against areas and lengths by shapely."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from onemap.model.geometry import EXTERIOR, INTERIOR
from onemap.render.kernels import blend, edges, fill, joins, small, stroke, warm_up
from onemap.render.kernels.scratch import scratch
from tests.render import scenes

WIDTH, HEIGHT = 12, 9
FRAME = np.array([WIDTH / 2, HEIGHT / 2, 1.0, WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT])


@pytest.fixture(autouse=True, scope="module")
def _compiled():
    warm_up()


def coverage(rings, kinds, top=0, bottom=HEIGHT):
    """Area of one polygon in each pixel of the rows, by the kernel; map units are pixels, y upwards."""
    acc, spans = np.zeros((2, bottom - top, WIDTH + 2)), np.tile(np.array([WIDTH, -1], np.int32), (bottom - top, 1))
    rings = [np.vstack([ring, ring[:1]]) for ring in rings]
    coords = np.vstack(rings)
    box = np.array([[*np.nanmin(coords, axis=0), *np.nanmax(coords, axis=0)]])
    mad = not (np.abs(coords) < 1e20).all()
    area = 0.0 if mad else shapely.area(shapely.Polygon(rings[0], rings[1:]))
    for array in (coords, box):
        array.flags.writeable = False
    fill.polygon_features(
        *acc, spans, top, bottom, FRAME, np.zeros(1, np.int32), coords, np.cumsum([0, *map(len, rings)]),
        np.array([0, len(rings)]), np.array(kinds, np.uint8), box, np.array([area], np.float32),
        np.zeros(1, np.float32), np.zeros(6), np.empty(0), True, False, *scratch(),
    )  # fmt: skip
    columns = np.arange(WIDTH + 2)
    outside = (columns < spans[:, :1]) | (columns > spans[:, 1:] + 1)
    assert not acc[0][outside].any()
    return np.cumsum(acc[0], axis=1)[:, :WIDTH]


def wanted(polygon):
    x, y = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
    boxes = shapely.box(x, HEIGHT - y - 1, x + 1, HEIGHT - y)
    return shapely.area(shapely.intersection(polygon, boxes))


@pytest.mark.parametrize("radius", [0.3, 0.7, 1.2, 4.0, 15.0])
@pytest.mark.parametrize("seed", range(12))
def test_coverage_is_the_area_of_the_intersection(seed, radius):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, (WIDTH, HEIGHT))
    ring, hole = scenes.star(rng, x, y, radius, rng.integers(5, 9)), scenes.star(rng, x, y, radius * 0.3, 4)
    found = coverage([ring, hole], [EXTERIOR, INTERIOR])
    assert np.abs(found - wanted(shapely.Polygon(ring, [hole]))).max() < 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_direction_of_rings_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    ring, hole = scenes.star(rng, 6, 4, 4.0, 6), scenes.star(rng, 6, 4, 1.0, 5)
    assert np.allclose(
        coverage([ring, hole], [EXTERIOR, INTERIOR]),
        coverage([ring[::-1], hole[::-1]], [EXTERIOR, INTERIOR]),
        atol=1e-12,
    )


def test_rows_do_not_depend_on_where_a_band_begins():
    ring = scenes.star(np.random.default_rng(1), 6, 4, 7.0, 9)
    whole = coverage([ring], [EXTERIOR])
    for top in range(HEIGHT):
        assert (coverage([ring], [EXTERIOR], top, min(top + 2, HEIGHT)) == whole[top : top + 2]).all()


CORNERS = [(-3.0, -2.0), (40.0, 3.0), (5.0, 30.0), (-1e12, 4.0), (3.0, 1e14), (6.0, -1e14)]


@pytest.mark.parametrize("seed", range(8))
def test_far_vertices_are_cut_exactly(seed):
    rng = np.random.default_rng(seed)
    ring = np.array([CORNERS[k] for k in rng.permutation(len(CORNERS))[:3]])
    scaled = shapely.clip_by_rect(shapely.Polygon(ring), -50, -50, 50, 50)
    assert np.abs(coverage([ring], [EXTERIOR]) - wanted(scaled)).max() < 0.03


@pytest.mark.parametrize("bad", [np.nan, 1e300, -1e300, np.inf])
def test_mad_coordinates_neither_hang_nor_crash(bad):
    for place in range(3):
        ring = np.array([(2.0, 2.0), (8.0, 2.0), (5.0, 7.0)])
        ring[place, place % 2] = bad
        assert np.isfinite(coverage([ring], [EXTERIOR])).all()


@pytest.mark.parametrize("seed", range(10))
def test_quarters_of_a_corner(seed):
    rng = np.random.default_rng(seed)
    x, y = 5, 4
    ring = scenes.star(rng, *rng.uniform((4.5, 4.5), (5.5, 5.5)), 0.45, 6)
    closed = np.vstack([ring, ring[:1]])
    pixels = closed * [1, -1] + [0, HEIGHT]
    polygon, border = shapely.Polygon(pixels), shapely.LineString(pixels)
    left, above = shapely.box(-9, -9, x, 20), shapely.box(-9, -9, 20, y)
    parts = [shapely.box(-9, -9, 20, 20), left, above, left & above]
    areas = [shapely.area(polygon & part) for part in parts]
    lengths = [shapely.length(border & part) for part in parts]
    closed.flags.writeable = False
    assert np.allclose(small.quarters(FRAME, closed, 0, 7, x, y), areas, atol=1e-12)
    assert np.allclose(small.line_quarters(FRAME, closed, 0, 7, x, y), lengths, atol=1e-12)
    for axis, corner, part in ((0, x, 1), (1, y, 2)):
        halves = small.halves(FRAME, closed, 0, 7, axis, corner)
        assert np.allclose(halves, [areas[0], areas[part], lengths[0], lengths[part]], atol=1e-12)


def test_numbers_are_held_in_range():
    assert edges.held(1e300) == edges.FAR
    assert edges.held(-np.inf) == -edges.FAR
    assert np.isnan(edges.held(np.nan))


def test_painting_empties_its_buffers():
    band = np.zeros((2, 5), np.uint64)
    acc, spans = np.zeros((2, 7)), np.array([[0, 4], [1, 3]], np.int32)
    acc[0, 1], acc[0, 3] = 0.5, -0.5
    acc[1, 2], acc[1, 5] = 7.0, -7.0
    blend.paint(band, acc, spans, np.uint64(0xFFFF00000000FFFF), blend.EMPTY)
    assert not acc.any()
    assert (spans == [5, -1]).all()
    assert (band >> np.uint64(48)).tolist() == [[0, 32768, 32768, 0, 0], [0, 0, 65535, 65535, 0]]


@pytest.mark.parametrize("alpha", [1, 3, 128, 254])
def test_straight_colour_of_a_translucent_pixel(alpha):
    color = np.array([200, 100, 50])
    picture = np.array([[[*np.round(color * alpha / 255).astype(np.uint8), alpha]]], np.uint8)
    blend.straighten(picture)
    assert np.abs(picture[0, 0, :3] - color.astype(int)).max() <= 128 / alpha


def test_joins_of_a_ring_close_it():
    square = np.array([(2.0, 2.0), (9.0, 2.0), (9.0, 7.0), (2.0, 7.0), (2.0, 2.0)])
    acc = np.zeros((HEIGHT, WIDTH + 2))
    pen = np.array([0.5, joins.MITER, joins.BUTT, 5.0, 1.0, 1.0])
    square.flags.writeable = False
    path, used = np.empty((64, 5)), np.zeros(1, np.int64)
    stroke.stroke(acc, 0, HEIGHT, FRAME, square, 0, 5, pen, np.empty(0), False, path, used)
    assert not used[0]
    line = shapely.buffer(shapely.LinearRing(square), 0.5, join_style="mitre")
    assert np.abs(np.cumsum(acc, axis=1)[:, :WIDTH] - wanted(line)).max() < 1e-12


#: A picture with room around rings, so that their lines are drawn together.
WIDE, HIGH = 60, 50
WIDE_FRAME = np.array([0.0, HIGH, 1.0, 0.0, 0.0, WIDE, HIGH])


def together(rings, pen, top=0, bottom=HIGH):
    """Areas and outlines of polygons of one ring each, drawn by `fill.polygon_features` at once; (2, rows, WIDE)."""
    acc, spans = np.zeros((2, bottom - top, WIDE + 2)), np.tile(np.array([WIDE, -1], np.int32), (bottom - top, 1))
    coords = np.vstack(rings)
    box = np.array([[*np.nanmin(ring, axis=0), *np.nanmax(ring, axis=0)] for ring in rings])
    coords.flags.writeable = False
    ones, offsets = np.ones(len(rings), np.float32), np.arange(len(rings) + 1)
    fill.polygon_features(
        *acc, spans, top, bottom, WIDE_FRAME, offsets[:-1].astype(np.int32), coords, np.cumsum([0, *map(len, rings)]),
        offsets, np.full(len(rings), EXTERIOR, np.uint8), box, ones, ones, pen, np.empty(0), True, True, *scratch(),
    )  # fmt: skip
    columns = np.arange(WIDE + 2)
    outside = (columns < spans[:, :1]) | (columns > spans[:, 1:] + 1)
    assert not acc[:, outside].any()
    return np.cumsum(acc, axis=2)[:, :, :WIDE]


def pen_of(half, join):
    return np.array([half, join, joins.ROUND_CAP, 4.0 * half + 2.0, 1.0, 1.0])


def closed(ring):
    return np.vstack([ring, ring[:1]])


def in_turn(rings, pen):
    """The outlines that `stroke.stroke` draws, one after the other."""
    acc, path, used = np.zeros((HIGH, WIDE + 2)), np.empty((1024, 5)), np.zeros(1, np.int64)
    for ring in rings:
        copy = ring.copy()
        copy.flags.writeable = False
        stroke.stroke(acc, 0, HIGH, WIDE_FRAME, copy, 0, len(copy), pen, np.empty(0), False, path, used)
    return np.cumsum(acc, axis=1)[:, :WIDE]


def wanted_wide(polygons):
    x, y = np.meshgrid(np.arange(WIDE), np.arange(HIGH))
    boxes = shapely.box(x, HIGH - y - 1, x + 1, HIGH - y)
    return sum(shapely.area(shapely.intersection(polygon, boxes)) for polygon in polygons)


@pytest.mark.parametrize("half", [0.2, 0.49, 0.6])
@pytest.mark.parametrize("seed", range(6))
def test_thin_outlines_with_round_joins(seed, half):
    rng = np.random.default_rng(seed)
    ring = scenes.star(rng, 26, 24.5, 3.0, rng.integers(3, 8))
    found = together([np.vstack([ring, ring[:1], ring[:1]])], pen_of(half, joins.ROUND))[1]
    line = shapely.buffer(shapely.LinearRing(ring), half, quad_segs=64)
    assert np.abs(found - wanted_wide([line])).max() < 1 / 255


@pytest.mark.parametrize("join", [joins.MITER, joins.ROUND, joins.BEVEL], ids=["miter", "round", "bevel"])
@pytest.mark.parametrize("half", [0.3, 1.5, 4.0])
def test_outlines_drawn_together_are_those_drawn_in_turn(half, join):
    rng = np.random.default_rng(3)
    rings = [closed(scenes.star(rng, *rng.uniform(20, 30, 2), rng.uniform(1, 9), n)) for n in (3, 4, 6, 6, 9, 40, 200)]
    pen = pen_of(half, join)
    assert np.abs(together(rings, pen)[1] - in_turn(rings, pen)).max() < 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_many_rings_drawn_together_have_the_area_of_all(seed):
    rng = np.random.default_rng(seed)
    stars = [scenes.star(rng, *rng.uniform(12, 38, 2), rng.uniform(0.7, 9), rng.integers(3, 12)) for _ in range(150)]
    found = together([closed(star) for star in stars], pen_of(0.5, joins.MITER))[0]
    assert np.abs(found - wanted_wide([shapely.Polygon(star) for star in stars])).max() < 1e-6


@pytest.mark.parametrize("rows", [1, 2, 7, 16])
def test_rings_drawn_together_show_no_seam_between_bands(rows):
    rng = np.random.default_rng(5)
    rings = [
        closed(scenes.star(rng, *rng.uniform(0, 50, 2), rng.uniform(1, 12), rng.integers(3, 9))) for _ in range(90)
    ]
    rings.append(np.array([(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0), (10.0, 10.0)]))
    pen = pen_of(0.7, joins.ROUND)
    whole = together(rings, pen)
    for top in range(0, HIGH, rows):
        bottom = min(top + rows, HIGH)
        assert np.abs(together(rings, pen, top, bottom) - whole[:, top:bottom]).max() < 1e-9


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300, -1e300, 1e18])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_mad_ring_spoils_no_other(bad, place):
    square = np.array([(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0), (10.0, 10.0)])
    mad, far = square + 15.0, square + 0.5
    mad[place, 0] = bad
    pen = pen_of(0.7, joins.ROUND)
    found, alone = together([square, mad, far], pen), together([square, far], pen)
    left = (slice(None), slice(HIGH - 24, HIGH), slice(0, 22))
    if np.isnan(bad):
        assert np.abs(found - alone)[left].max() < 1e-9
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    "ring",
    [[(20, 25), (30, 25), (20, 25), (20, 25)], [(20, 20), (30, 30), (30, 30), (20, 20), (20, 20)]],
    ids=["a line there and back", "a slanted line there and back"],
)
def test_rings_without_an_area_draw_their_line_only(ring):
    pen, ring = pen_of(1.0, joins.ROUND), np.array(ring, float)
    inside, border = together([ring], pen)
    assert np.abs(inside).max() < 1e-9
    assert np.abs(border - in_turn([ring], pen)).max() < 1e-9


def test_a_fill_and_its_outline_painted_at_once_are_the_two_painted_in_turn():
    rng = np.random.default_rng(2)
    fill_ink, line_ink = np.uint64(0x8080_2000_4000_8080), np.uint64(0xFFFF_1000_0000_2222)
    bands, acc = np.full((2, 3, 50), np.uint64(0xFFFF_FFFF_FFFF_FFFF)), np.zeros((2, 3, 52))
    acc[:, :, 9:30] = np.diff(rng.uniform(-0.3, 1.3, (2, 3, 22)), axis=2)
    acc[:, :, 40] -= acc.sum(axis=2)
    again, spans = acc.copy(), np.tile(np.array([0, 50], np.int32), (3, 1))
    blend.paint(bands[0], again[0], spans, fill_ink, blend.KEEP)
    blend.paint(bands[0], again[1], spans.copy(), line_ink, blend.EMPTY)
    blend.paint_both(bands[1], acc[0], acc[1], spans, fill_ink, line_ink)
    assert not acc.any()
    assert (spans == [50, -1]).all()
    channels = bands.view(np.uint16).astype(int)
    assert np.abs(channels[0] - channels[1]).max() <= 4
