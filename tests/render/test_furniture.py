from dataclasses import replace

import numpy as np
import pytest
import shapely

from onemap.model.style import LegendClass, Style, Symbol
from onemap.render.furniture import Sheet, parts, raster
from onemap.render.furniture_legend import wrapped
from onemap.render.legend import LegendEntry, class_title, entries
from onemap.render.scalebar import ratio, scale_bar
from tests.render.layers_to_label import layer, request

FULL = Sheet(
    "安昌市城市管理一张图", legend=True, scalebar=True, north=True, source="安昌市城市管理局", date="2026-06-30",
    approval_no="GS(2024)0650号", grade_line="内部资料 注意保密",
)  # fmt: skip


def city(**more):
    squares = layer([shapely.box(50, 50, 200, 200)], ["一"], name="areas", title="单元网格")
    points = layer(np.array([[100.0, 100.0], [150.0, 100.0]]), ["a", "b"], name="points", title="部件")
    classes = (
        LegendClass(Symbol(fill="#3B6FB6"), title="市政公用设施", title_en="Municipal"),
        LegendClass(Symbol(fill="#2A9D8F"), values=("0201", "0202")),
        LegendClass(Symbol(fill="#8C8C8C"), title="不画的", visible=False),
    )
    style = Style(kind="categories", column="c", classes=classes, symbol=Symbol(fill="#888888"), other_title="其余")
    points = replace(points, style=style, class_of=np.array([0, 1], np.uint8))
    return request(squares, points, **{"size": (1122, 794), **more})


@pytest.mark.parametrize(
    ("metres_per_mm", "room", "length", "labels"),
    [
        (1.0, 42.0, 20.0, ("0", "5", "10", "15", "20 m")),
        (4.0, 30.0, 100.0, ("0", "50", "100 m")),
        (50.0, 42.0, 2000.0, ("0", "0.5", "1", "1.5", "2 km")),
        (0.01, 55.0, 0.5, ("0", "0.1", "0.2", "0.3", "0.4", "0.5 m")),
        (1e6, 50.0, 5e7, ("0", "10,000", "20,000", "30,000", "40,000", "50,000 km")),
    ],
)
def test_the_scale_bar_is_round_and_true(metres_per_mm, room, length, labels):
    bar = scale_bar(metres_per_mm, room)
    assert bar.length_m == pytest.approx(length)
    assert bar.length_mm == pytest.approx(length / metres_per_mm)
    assert bar.length_mm <= room
    assert tuple(text.replace("\N{THIN SPACE}", " ") for text in bar.labels()) == labels


@pytest.mark.parametrize("metres_per_mm", [10**p * m for p in range(-2, 4) for m in (1, 1.7, 2.5, 9.99)])
def test_the_scale_bar_uses_its_room(metres_per_mm):
    bar = scale_bar(metres_per_mm, 42.0)
    assert 42.0 / 2.5 - 1e-9 <= bar.length_mm <= 42.0 + 1e-9


@pytest.mark.parametrize(
    ("scale", "text"), [(2000.0, "1:2,000"), (4319.4, "1:4,319"), (123456.7, "1:123,500"), (0.5, "1:0.5")]
)
def test_the_ratio_in_words(scale, text):
    assert ratio(scale) == text


def test_a_legend_lists_drawn_layers_from_the_top():
    lines = [(entry.title, entry.kind, entry.level, entry.symbol is None) for entry in entries(city())]
    assert lines == [
        ("部件", "point", 0, True), ("市政公用设施", "point", 1, False), ("0201、0202", "point", 1, False),
        ("其余", "point", 1, False), ("单元网格", "polygon", 0, False),
    ]  # fmt: skip
    assert entries(city(), "en")[1].title == "Municipal"


def test_layers_without_a_title_or_beyond_their_scale_are_not_in_the_legend():
    asked = city()
    hidden = replace(asked.layers[0], style=Style(symbol=Symbol(fill="#000000"), min_scale=100.0))
    nameless = replace(asked.layers[1], title="")
    assert entries(replace(asked, layers=(hidden, nameless))) == ()


@pytest.mark.parametrize(("bounds", "text"), [((1.0, 2.5), "1–2.5"), ((None, 3.0), "< 3"), ((4000.0, None), "≥ 4,000")])
def test_classes_without_a_title_show_their_bounds(bounds, text):
    assert class_title(LegendClass(Symbol(), lower=bounds[0], upper=bounds[1])) == text


def test_a_heading_never_ends_a_column():
    lines = [LegendEntry(str(k), None if k in (0, 3) else Symbol(), "point") for k in range(6)]
    columns = wrapped(tuple(lines), 4)
    assert [[entry.title for entry in column] for column in columns] == [["0", "1", "2"], ["3", "4", "5"]]


@pytest.mark.parametrize("size", [(1122, 794), (400, 300), (3000, 500), (300, 1200)], ids=str)
@pytest.mark.parametrize("margin", [0.0, 8.0])
def test_furniture_stays_on_the_sheet_and_side_by_side(size, margin):
    asked = city(size=size)
    width, height = (side * asked.mm_per_px for side in size)
    boxes = [part.box for part in parts(replace(FULL, margin_mm=margin), asked, 1.0)]
    for x, y, w, h in boxes:
        assert x >= -1e-9
        assert y >= -1e-9
        assert x + w <= width + 1e-9
        assert y + h <= height + 1e-9
    panels = [shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes[-4:]]
    assert shapely.union_all(panels).area == pytest.approx(sum(panel.area for panel in panels))


def test_a_legend_with_too_many_lines_says_how_many_are_left_out():
    asked = city(size=(500, 300))
    classes = tuple(LegendClass(Symbol(fill="#3B6FB6"), title=f"第 {k} 类") for k in range(120))
    crowded = replace(asked.layers[1], style=replace_style(asked.layers[1].style, classes))
    said = painted_text(Sheet(legend=True), replace(asked, layers=(crowded,)))
    assert "more" in said


def replace_style(style, classes):
    import msgspec

    return msgspec.structs.replace(style, classes=classes)


def painted_text(sheet, asked, metres_across=1.0):
    """All that the furniture says, in the order of painting."""
    from onemap.render.furniture_canvas import Canvas

    class Said(Canvas):
        def text(self, text, *_, **__):
            said.append(text)

    from PySide6.QtGui import QImage, QPainter

    said = []
    image = QImage(10, 10, QImage.Format.Format_RGBA8888_Premultiplied)
    painter = QPainter(image)
    for part in parts(sheet, asked, metres_across):
        part.paint(Said(painter, "light"))
    painter.end()
    return " | ".join(said)


def test_what_a_sheet_says():
    said = painted_text(FULL, city())
    for text in (
        "安昌市城市管理一张图",
        "单元网格",
        "1:3,780",
        "N",
        "安昌市城市管理局",
        "2026-06-30",
        "审图号：GS(2024)0650号",
        "内部资料 注意保密",
    ):
        assert text in said


def test_the_scale_follows_the_ground_along_x():
    degrees = replace(city(), metres_per_unit=111_000.0)
    scale = 85_000.0 * 1000 / degrees.mm_per_px
    assert ratio(scale) in painted_text(Sheet(scalebar=True), degrees, 85_000.0)


def test_furniture_in_bands_is_furniture_in_one_piece():
    asked = city(size=(500, 400), pixel_ratio=1.5)
    over = raster(replace(FULL, margin_mm=5.0), asked, 1.0)
    whole = np.full((600, 750, 4), 255, np.uint8)
    whole[:, :, 0] = np.arange(750) % 256
    banded = whole.copy()
    over(whole, 0)
    for top in range(0, 600, 41):
        over(banded[top : top + 41], top)
    np.testing.assert_array_equal(banded, whole)
    assert (whole[:, :, 1] < 100).sum() > 500
