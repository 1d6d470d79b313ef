"""Pictures against pictures that somebody looked at: `expected.png` of each case, with a tolerance of its own.

Shapes must agree pixel by pixel. Text depends on the font's version, so its cases compare how much ink lies where, and
only with the font they were made with. ``ONEMAP_WRITE_PICTURES=1`` writes the pictures anew: look at them before you
commit them.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from onemap.io import png
from onemap.model.chart import Axis, Chart, Reference, Series, histogram
from onemap.model.style import LegendClass, Style, Symbol
from onemap.model.view import View
from onemap.render import fonts
from onemap.render.application import ensure_gui_application
from onemap.render.chart import picture
from onemap.render.draw import render
from onemap.render.export import export
from onemap.render.furniture import Sheet
from tests.render.layers_to_label import layer, request

HERE = Path(__file__).parent
#: Side of the squares in which ink is compared, pixels.
SQUARE = 8


@dataclass(frozen=True)
class Case:
    """``far`` of the channel values may differ by more than ``by``; with ``ink`` means of squares are compared."""

    name: str
    make: object
    by: int = 2
    far: float = 0.0005
    ink: bool = False


def plain(shapes, symbol, name="shapes", **style):
    """A layer without labels."""
    made = layer(shapes, [None] * len(shapes), name=name)
    return replace(made, style=Style(symbol=symbol, **style), labels=None)


def areas():
    ring = shapely.box(20, 20, 140, 130).difference(shapely.Point(80, 75).buffer(30))
    two = shapely.MultiPolygon([shapely.box(160, 20, 200, 60), shapely.box(190, 70, 230, 130)])
    tiny = [shapely.box(x, y, x + 0.6, y + 0.6) for x in range(250, 300, 2) for y in range(20, 130, 2)]
    green = Symbol(fill="#D5E6C8", line="#5A9E3E", width_mm=0.6, join="miter")
    through = plain([shapely.box(60, 60, 280, 100)], Symbol(fill="#1F6FEB", line="#1F6FEB"), "over", opacity=0.4)
    return request(plain([ring, two], green), plain(tiny, Symbol(fill="#A08050"), "tiny"), through, size=(320, 150))


def lines():
    wave = [(20 + 4 * k, 75 + 30 * np.sin(k / 6)) for k in range(70)]
    corner = [(30, 20), (80, 60), (40, 60), (90, 20)]
    road = Symbol(line="#FCE7B2", width_mm=2.2, casing="#DDBB6D")
    dashed = Symbol(line="#B8327F", width_mm=0.5, dash_mm=(2.0, 1.0), cap="butt")
    sharp = Symbol(line="#20242A", width_mm=1.2, join="miter", cap="square")
    moved = shapely.LineString([(x, y + 45) for x, y in wave])
    return request(
        plain([shapely.LineString(wave)], road, "road"), plain([moved], dashed, "dashed"),
        plain([shapely.LineString(corner)], sharp, "sharp"), size=(320, 150),
    )  # fmt: skip


def markers():
    shapes = (
        "circle", "square", "diamond", "triangle", "triangle_down", "cross", "x", "star", "hexagon", "pin", "ring",
        "manhole.svg", "lamp.svg", "tree.svg", "parking.svg", "sensor.svg",
    )  # fmt: skip
    points = np.array([[20.0 + 40 * (k % 8), 30.0 + 50 * (k // 8)] for k in range(16)])
    classes = tuple(
        LegendClass(Symbol(fill="#2A9D8F", line="#FFFFFF", width_mm=0.3, size_mm=6.0, marker=marker))
        for marker in shapes
    )
    made = layer(points, [None] * 16)
    style = Style(kind="categories", column="c", classes=classes)
    numbers = made.prepared.rows.astype(np.uint8)
    return request(replace(made, style=style, class_of=numbers, labels=None), size=(320, 110))


def labelled():
    squares = [shapely.box(x, y, x + 90, y + 60) for x in (10, 110) for y in (10, 80)]
    river = shapely.Polygon([(220, 20), (390, 60), (390, 110), (220, 60)])
    ring = shapely.LineString([(300 + 60 * np.cos(t), 190 + 60 * np.sin(t)) for t in np.linspace(0, 6.28, 60)])
    return request(
        layer(squares, ["001", "002", "003", "004"], name="grid", color="#B8327F", bold=True,
              symbol=Symbol(fill="#FFFFFF", line="#B8327F")),
        layer([river], ["安昌河"], name="river", color="#2F6F9F", italic=True, spacing=0.3,
              symbol=Symbol(fill="#B9D7EA")),
        layer([ring], ["环城东路"], name="road", symbol=Symbol(line="#FCE7B2", width_mm=1.6, casing="#DDBB6D")),
        layer(np.array([[60.0, 200.0], [160.0, 210.0]]), ["路灯 12", "某市人民政府政务服务中心"], name="points",
              size_pt=8.0),
        size=(400, 260),
    )  # fmt: skip


def sheet():
    asked = labelled()
    view = View(200, 130, 0.5, 800, 520)
    titles = ("单元网格", "水系", "道路", "地点")
    layers = tuple(replace(one, title=title) for one, title in zip(asked.layers, titles, strict=True))
    return replace(asked, view=view, layers=layers)


SHEET = Sheet(
    "示范市一张图", legend=True, scalebar=True, north=True, source="示范局", date="2026-06-30",
    approval_no="GS(2024)0650号", grade_line="内部资料 注意保密", margin_mm=4.0,
)  # fmt: skip


def charts():
    """One of each kind, in one picture."""
    values = np.array([120.0, 133, 90, 80, 167, 190, 201, 180, 133, 120, 99, 150])
    months = tuple(f"{month} 月" for month in range(1, 13))
    streets = ("城中街道", "人民路街道", "滨河街道", "科技园街道")
    rates = Series(np.array([0.94, 0.91, 0.88, 0.7]))
    counts, edges = histogram(np.random.default_rng(7).normal(10, 3, 5000))
    heights = np.random.default_rng(8).normal(50, 15, 300)
    times = np.arange(12) * 30.4 * 86_400 + 1.7513e9
    made = (
        Chart("bars", (rates,), streets, title="按期结案率", note="2026-06", value_axis=Axis(percent=True),
              references=(Reference(0.9, "目标 90%"),), highlighted=frozenset([1])),
        Chart("columns", (Series(values, "按期"), Series(values / 3, "超期", "@bad")), months, title="结案数",
              stacked=True, brushed=(4.0, 8.0)),
        Chart("histogram", (Series(counts),), edges=edges, title="处置时长", item_axis=Axis("时长", "小时"),
              value_axis=Axis(unit="件")),
        Chart("line", (Series(values, "今年", at=times), Series(values * 0.8, "去年", "@muted", at=times)),
              title="上报数", item_axis=Axis(time=True)),
        Chart("scatter", (Series(heights, at=heights * 3 + values.repeat(25)),), title="面积与案件",
              item_axis=Axis("面积", "m²"), brushed=(200.0, 300.0)),
    )  # fmt: skip
    return np.vstack([picture(chart, (440, 220)) for chart in made])


CASES = [
    Case("areas", areas),
    Case("lines", lines),
    Case("markers", markers, by=6, far=0.002),  # SVG files are drawn by Qt
    Case("areas_dark_2x", lambda: replace(areas(), palette="dark", pixel_ratio=2.0)),
    Case("labels", labelled, by=16, far=0.01, ink=True),
    Case("sheet", sheet, by=16, far=0.01, ink=True),
    Case("charts", charts, by=16, far=0.01, ink=True),
]


def drawn(case, tmp_path):
    if case.name == "charts":
        return charts()
    if case.name != "sheet":
        return render(case.make()).rgba
    path = export(case.make(), tmp_path / "sheet.png", crs=None, sheet=SHEET).path
    return read(path)


def read(path):
    from PySide6.QtGui import QImage

    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def means(picture):
    h, w = (side // SQUARE * SQUARE for side in picture.shape[:2])
    return picture[:h, :w].reshape(h // SQUARE, SQUARE, w // SQUARE, SQUARE, -1).mean(axis=(1, 3))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_picture(case, tmp_path):
    ensure_gui_application()
    if case.ink and fonts.families()[0] != "Noto Sans CJK SC":
        pytest.skip("the expected picture was made with Noto Sans CJK SC, which is not installed")
    got = drawn(case, tmp_path)
    path = HERE / case.name / "expected.png"
    if os.environ.get("ONEMAP_WRITE_PICTURES"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png.encode(got))
    expected = read(path)
    assert got.shape == expected.shape
    first, second = (means(got), means(expected)) if case.ink else (got.astype(int), expected.astype(int))
    different = np.abs(first - second) > case.by
    if different.mean() > case.far:
        (tmp_path / "got.png").write_bytes(png.encode(got))
    assert different.mean() <= case.far, f"{different.mean():.2%} differ; see {tmp_path / 'got.png'}"


def test_a_shifted_picture_is_told_from_the_expected_one():
    """The tolerances are not so wide that they let a pixel's shift pass."""
    for case in CASES:
        expected = read(HERE / case.name / "expected.png")
        shifted = np.roll(expected, 3 if case.ink else 1, axis=1)
        first, second = (means(shifted), means(expected)) if case.ink else (shifted.astype(int), expected.astype(int))
        assert (np.abs(first - second) > case.by).mean() > case.far, case.name
