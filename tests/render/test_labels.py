import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import shapely

from onemap.render import label_text
from onemap.render.application import ensure_gui_application
from onemap.render.draw import render
from onemap.render.label_kernels import interior_places, spread, warm_up
from onemap.render.label_stamp import stamper
from onemap.render.labels import place_labels
from tests.render.layers_to_label import draw_labels, layer, request

LAND = (245, 243, 238, 255)


def blank(asked):
    ratio = asked.pixel_ratio
    picture = np.empty((round(asked.view.height_px * ratio), round(asked.view.width_px * ratio), 4), np.uint8)
    picture[:] = LAND
    return picture


def texts(labels):
    return [label.text for label in labels.placed]


def boxes(labels):
    """Upright box of the letters of each label that is set in straight lines."""
    found = []
    for label in labels.placed:
        style, runs = label.style, label.runs
        rights = [run.x + label_text.width(run.text, style.bold, style.spacing) * style.size for run in runs]
        top = min(run.y for run in runs) - 0.88 * style.size
        found.append((min(run.x for run in runs), top, max(rights), max(run.y for run in runs) + 0.14 * style.size))
    return np.array(found)


def overlap(boxes):
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    return int(((high > low).all(axis=2) & ~np.eye(len(boxes), dtype=bool)).sum())


def test_a_point_is_labelled_beside_its_marker():
    asked = request(layer(np.array([[200.0, 150.0]]), ["路灯"]))
    labels = place_labels(asked)
    (box,) = boxes(labels)
    assert labels.counts == {"layer": (1, 0)}
    assert box[0] > 200 + 3.78  # half of the 2 mm marker
    assert box[1] < 150 < box[3]


def test_crowded_labels_never_touch_and_are_counted():
    rng = np.random.default_rng(5)
    asked = request(layer(rng.uniform(0, 1, (400, 2)) * [400, 300], ["雨水井盖"] * 400))
    labels = place_labels(asked)
    placed, unplaced = labels.counts["layer"]
    found = boxes(labels)
    assert placed == len(labels.placed) > 20
    assert placed + unplaced == 400
    assert overlap(found) == 0
    assert (found >= 0).all()
    assert (found[:, 2:] <= [400, 300]).all()


def test_the_same_request_gives_the_same_labels():
    rng = np.random.default_rng(5)
    asked = request(layer(rng.uniform(0, 1, (100, 2)) * [400, 300], [f"点{k}" for k in range(100)]))
    assert place_labels(asked).placed == place_labels(asked).placed


@pytest.mark.parametrize(
    ("priorities", "winner"), [((0.0, 0.0), "上"), ((1.0, 0.0), "下")], ids=["upper layer first", "priority first"]
)
def test_who_gets_the_only_place(priorities, winner):
    square = [shapely.box(180, 140, 220, 160)]
    below = layer(square, ["下"], name="below", priority=priorities[0])
    above = layer(square, ["上"], name="above", priority=priorities[1])
    labels = place_labels(request(below, above))
    assert texts(labels) == [winner]
    assert sum(unplaced for _, unplaced in labels.counts.values()) == 1


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Polygon([(50, 50), (350, 50), (350, 80), (80, 80), (80, 250), (50, 250)]),
        shapely.box(50, 50, 350, 250).difference(shapely.box(100, 90, 300, 210)),
        shapely.box(-5000, -5000, 100, 5000),
    ],
    ids=["an L", "a ring", "mostly outside of the picture"],
)
def test_the_label_of_an_area_is_inside_its_visible_part(shape):
    labels = place_labels(request(layer([shape], ["水"])))
    (box,) = boxes(labels)
    middle = shapely.Point((box[0] + box[2]) / 2, 300 - (box[1] + box[3]) / 2)
    assert shape.intersection(shapely.box(0, 0, 400, 300)).contains(middle)


@pytest.mark.parametrize("seed", range(12))
def test_the_innermost_place_is_as_far_from_the_edge_as_any(seed):
    rng = np.random.default_rng(seed)
    blob = shapely.MultiPoint(rng.uniform(20, 280, (7, 2))).convex_hull
    shape = blob.difference(shapely.Point(*rng.uniform(100, 200, 2)).buffer(25)).difference(
        shapely.box(0, 140, 150, 150)
    )
    polygon = max(shapely.get_parts(shape), key=shapely.area)
    rings = [polygon.exterior, *polygon.interiors]
    xy = np.concatenate([shapely.get_coordinates(ring) for ring in rings])
    offsets = np.cumsum([0] + [len(ring.coords) for ring in rings])
    found = np.empty((1, 3))
    warm_up()
    interior_places(xy, offsets, np.array([0, len(rings)]), np.ones(1), 300.0, 300.0, found)
    best = shapely.maximum_inscribed_circle(polygon, 0.1).length
    x, y, room = found[0]
    assert room == pytest.approx(polygon.boundary.distance(shapely.Point(x, y)), abs=1.0)
    assert polygon.contains(shapely.Point(x, y))
    assert room >= 0.94 * best - 1.0


def test_areas_too_small_for_their_text_get_none():
    squares = [shapely.box(x, 100, x + 2, 102) for x in range(0, 390, 10)]
    assert place_labels(request(layer(squares, ["一号院"] * 39))).counts == {"layer": (0, 39)}


def test_pieces_of_one_street_are_labelled_once():
    pieces = [shapely.LineString([(20 + 40 * k, 150), (60 + 40 * k, 150)]) for k in range(8)]
    labels = place_labels(request(layer(pieces, ["人民北路"] * 8)))
    assert texts(labels) == ["人民北路"]
    assert labels.counts == {"layer": (1, 0)}


def test_parts_of_a_river_share_a_label_and_unit_grids_do_not():
    parts = [shapely.box(20, 100, 130, 200), shapely.box(134, 100, 250, 200)]
    river = place_labels(request(layer(parts, ["澄江", "澄江"])))
    assert river.counts == {"layer": (1, 0)}
    codes = ["990101001002001", "990101001003001"]
    grids = place_labels(request(layer(parts, codes, last=3)))
    assert texts(grids) == ["001", "001"]


def test_a_long_street_is_labelled_again_at_a_distance():
    asked = request(layer([shapely.LineString([(0, 150), (2000, 150)])], ["人民路"]), size=(2000, 300))
    starts = sorted(label.runs[0].x for label in place_labels(asked).placed)
    assert len(starts) >= 3
    assert np.diff(starts).min() > 150


def test_letters_follow_the_line_and_read_to_the_right():
    line = shapely.LineString([(350, 100), (50, 200)])  # drawn from right to left
    (label,) = place_labels(request(layer([line], ["科技二街"]))).placed
    xs = [run.x for run in label.runs]
    assert xs == sorted(xs)
    assert all(run.angle == pytest.approx(np.arctan2(100, 300), abs=1e-6) for run in label.runs)


def test_chinese_letters_stand_upright_on_a_steep_street():
    line = shapely.LineString([(200, 20), (200, 280)])
    (label,) = place_labels(request(layer([line], ["环城东路"]))).placed
    ys = [run.y for run in label.runs]
    assert ys == sorted(ys)
    assert all(run.angle == pytest.approx(0.0, abs=1e-6) for run in label.runs)


def test_latin_letters_turn_with_a_steep_street():
    line = shapely.LineString([(200, 20), (200, 280)])
    (label,) = place_labels(request(layer([line], ["Main St"]))).placed
    assert all(abs(run.angle) == pytest.approx(np.pi / 2, abs=1e-6) for run in label.runs)


@pytest.mark.parametrize(
    "vertices",
    [[(180, 150), (230, 150), (230, 200)], [(150 + 14 * k, 150 + 20 * (k % 2)) for k in range(7)]],
    ids=["a corner", "a zigzag"],
)
def test_no_text_on_a_line_that_bends_sharply(vertices):
    counts = place_labels(request(layer([shapely.LineString(vertices)], ["环城东路二段"]))).counts
    assert counts == {"layer": (0, 1)}


def test_only_the_last_letters_show_at_small_scales():
    area = [shapely.box(100, 100, 300, 200)]
    code = ["990101002003017"]
    near = place_labels(request(layer(area, code, last=3, last_below=5000.0)))
    far = place_labels(request(layer(area, code, last=3, last_below=5000.0), metres_per_unit=10.0))
    assert texts(near) == code
    assert texts(far) == ["017"]


@pytest.mark.parametrize(
    ("limits", "shown"),
    [({"min_scale": 4000.0}, True), ({"min_scale": 3000.0}, False), ({"max_scale": 4000.0}, False)],
    ids=["within", "too far out", "too close"],
)
def test_labels_keep_to_their_scales(limits, shown):
    labels = place_labels(request(layer(np.array([[200.0, 150.0]]), ["灯"], **limits)))  # 1:3,780
    assert bool(labels.placed) == shown


def test_nulls_blanks_and_hidden_classes_get_no_label():
    points = np.array([[50.0 + 60 * k, 150.0] for k in range(5)])
    full = layer(points, ["甲", None, "", "  ", "乙"])
    kept = np.array([full.labels[i].as_py() != "乙" for i in range(5)])
    hidden = type(full)(full.id, full.prepared, full.style, labels=full.labels, drawn=kept)
    assert sorted(texts(place_labels(request(full)))) == ["乙", "甲"]
    assert texts(place_labels(request(hidden))) == ["甲"]


def test_labels_keep_off_what_is_taken():
    asked = request(layer(np.array([[200.0, 150.0]]), ["路灯"]))
    right = np.array([[200.0, 0.0, 400.0, 300.0]])
    (box,) = boxes(place_labels(asked, right))
    assert box[2] <= 200
    assert place_labels(asked, np.array([[-9.0, -9.0, 999.0, 999.0]])).placed == ()


def test_bands_put_together_are_the_picture_in_one_piece():
    rng = np.random.default_rng(2)
    shapes = [shapely.LineString([(0, 40), (150, 120), (400, 260)]), shapely.box(20, 150, 180, 290)]
    asked = request(
        layer(shapes, ["滨河大道", "安昌河"], name="shapes", italic=True, spacing=0.4),
        layer(rng.uniform(0, 1, (60, 2)) * [400, 300], ["路灯 A1"] * 60, halo="#ffffff80"),
        pixel_ratio=1.5,
    )
    whole = blank(asked)
    labels = draw_labels(whole, asked)
    stamp = stamper(labels, 1.5)
    banded = blank(asked)
    for top in range(0, len(banded), 37):
        stamp(banded[top : top + 37], top)
    assert (whole != LAND).any()
    assert labels.counts == place_labels(asked).counts
    np.testing.assert_array_equal(banded, whole)


def test_size_follows_points_and_pixel_ratio():
    heights = []
    for ratio in (1.0, 2.0):
        asked = request(layer(np.array([[200.0, 150.0]]), ["国"], size_pt=24.0, halo_mm=0.0), pixel_ratio=ratio)
        picture = blank(asked)
        draw_labels(picture, asked)
        rows = np.flatnonzero((picture != LAND).any(axis=(1, 2)))
        heights.append(rows[-1] - rows[0] + 1)
    assert heights[0] == pytest.approx(24 * 96 / 72 * 0.9, abs=2.5)  # 国 fills nine tenths of its em
    assert heights[1] == pytest.approx(2 * heights[0], abs=2)


def test_the_halo_surrounds_the_letters_and_never_covers_them():
    point = np.array([[200.0, 150.0]])
    asked = request(layer(point, ["国标"], color="#000000", halo="#ff0000", halo_mm=0.6, size_pt=18.0))
    labels = place_labels(asked)
    (label,) = labels.placed
    bare = replace(labels, placed=(replace(label, style=replace(label.style, halo_width=0.0)),))
    first, second = blank(asked), blank(asked)
    stamper(labels, 1.0)(first, 0)
    stamper(bare, 1.0)(second, 0)
    ink = (second[:, :, :3] < 30).all(axis=2)
    assert ink.sum() > 100
    assert (first[ink][:, :3] < 40).all()
    assert ((first[:, :, 0] > 200) & (first[:, :, 1] < 60)).sum() > 200


@pytest.mark.parametrize(("size", "radius"), [(9, 1.5), (12, 1.13), (16, 1.5), (24, 3.0), (37, 4.7)])
def test_the_halo_is_the_stroked_outline(size, radius):
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter, QPen, QTransform

    def inked(*, stroked):
        image = QImage(80, 80, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if stroked:
            pen = QPen(Qt.GlobalColor.white, 2 * radius)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
        painter.fillPath(path, Qt.GlobalColor.white)
        painter.end()
        return np.frombuffer(image.constBits(), np.uint8).reshape(80, 80).copy()

    ensure_gui_application()
    warm_up()
    margin = int(np.ceil(radius)) + 1
    sums = []
    for char in "路灯人民1A":
        at = QTransform.fromTranslate(20, 60).scale(size, size)
        path = at.map(label_text.outline(char, bold=False))
        grown = np.zeros((80 + 2 * margin, 80 + 2 * margin), np.uint8)
        spread(inked(stroked=False), radius, grown)
        sums.append((grown.sum(), inked(stroked=True).sum()))
    ours, exact = np.sum(sums, axis=0).astype(float)
    assert ours == pytest.approx(exact, rel=0.05)


def test_coordinates_that_are_far_away_do_not_break_the_picture():
    lines = [shapely.LineString([(-1e12, 150), (1e12, 151)]), shapely.LineString([(1e12, 0), (1e12, 5)])]
    labels = place_labels(request(layer(lines, ["通天大道", "远路"])))
    assert set(texts(labels)) == {"通天大道"}


def test_two_thousand_labels_stay_quick():
    import time

    points = np.array([(20 + k % 50 * 31.0, 8 + k // 50 * 24.0) for k in range(2000)])
    asked = request(
        layer(points, [chr(0x4E00 + k) + chr(0x5200 + k) for k in range(2000)], size_pt=7.0), size=(1600, 1000)
    )
    picture = blank(asked)
    draw_labels(picture, asked)
    started = time.perf_counter()
    placed, _ = draw_labels(picture, asked).counts["layer"]
    took_ms = (time.perf_counter() - started) * 1000
    assert placed > 1500
    assert took_ms < 2000  # 35 ms on an idle machine; the bound only tells a change of kind


def test_a_picture_leaves_no_application_that_it_made_and_keeps_one_that_was_there():
    script = """
import geopandas, onemap, shapely
gdf = geopandas.GeoDataFrame({"name": ["路灯"]}, geometry=[shapely.Point(500000, 3483000)], crs="EPSG:4548")
m = onemap.Map(crs="EPSG:4548")
m.add(gdf)
box = (499900, 3482900, 500100, 3483100)
before = m.render(size=(300, 300), extent=box)
m._repr_png_()
from PySide6.QtWidgets import QApplication, QLabel
assert QApplication.instance() is None
app = QApplication([])
label = QLabel("窗口"); label.show(); app.processEvents()
assert (m.render(size=(300, 300), extent=box) == before).all()
assert QApplication.instance() is app
label.close()
print("fine")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.strip() == "fine", done.stderr


def test_a_script_may_draw_text_first_and_open_a_window_later():
    script = """
import numpy as np
from onemap.render import application
from tests.render.layers_to_label import draw_labels, layer, request
asked = request(layer(np.array([[200.0, 150.0]]), ["路灯"]))
def drawn():
    picture = np.zeros((300, 400, 4), np.uint8)
    draw_labels(picture, asked)
    return picture
before = drawn()
application.release()
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("窗口"); label.show(); app.processEvents()
assert (drawn() == before).all() and before.any()
application.release()
assert QApplication.instance() is app
label.close()
print("fine")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.strip() == "fine", done.stderr


def test_the_first_text_in_another_thread_is_a_told_error():
    script = """
import threading
from onemap.errors import RequestError
from onemap.render.application import ensure_gui_application
def work():
    try:
        ensure_gui_application()
    except RequestError as error:
        print(error.key)
thread = threading.Thread(target=work); thread.start(); thread.join()
ensure_gui_application()
thread = threading.Thread(target=lambda: print(type(ensure_gui_application()).__name__)); thread.start(); thread.join()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.split() == ["text_main_thread", "QGuiApplication"], done.stderr


def test_characters_that_no_font_has_are_logged(caplog):
    nobody = "\U000e1234"
    place_labels(request(layer(np.array([[200.0, 150.0]]), [f"路{nobody}"])))
    assert "no installed font" in caplog.text


def test_labels_alone_laid_over_the_ground_are_the_picture():
    shapes = [shapely.LineString([(0, 40), (150, 120), (400, 260)]), shapely.box(20, 150, 180, 290)]
    asked = request(layer(shapes, ["滨河大道", "安昌河"], name="shapes", halo="#ffffff80"))
    ground = render(replace(asked, labels=False)).rgba
    both = render(replace(asked, labels_apart=True))
    over, alpha = both.labels.astype(int), both.labels[..., 3:].astype(int)
    laid = over + (ground.astype(int) * (255 - alpha) + 127) // 255
    assert (alpha > 0).any()
    assert np.abs(laid[..., :3] - both.rgba[..., :3].astype(int)).max() <= 2
    assert render(asked).labels is None
    assert render(replace(asked, labels=False, labels_apart=True)).labels is None
