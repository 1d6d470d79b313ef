"""A grid member on the street: what is here, whose is it, what is open, which of these five, on to the next grid."""

import socket

import geopandas
import pandas as pd
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from onemap.api.packing import verify
from onemap.app import desktop
from onemap.app.settings import Settings
from onemap.io.files import sample_dir
from onemap.ui import language, theme
from onemap.ui.field_mount import FieldMount
from onemap.ui.pack_mount import PackMount

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
#: A corner of the inner city, EPSG:4544, and the grid round it.
CORNER, GRID, NEXT = (468_598.55, 3_483_012.71), "990101001004004", "990101001004005"
AS_OF = pd.Timestamp("2026-06-30T23:59:59")


@pytest.fixture
def open_on_tablet(qtbot, tmp_path):
    """Open a file in a window of 1280 x 800 px, in Chinese."""
    app, made = QApplication.instance(), []

    def opened(path, *, field=True):
        settings = Settings(tmp_path / f"settings{len(made)}.ini")
        settings.in_field = field
        window = desktop.make_window(app, settings, "zh")
        made.append(window)
        window.resize(1280, 800)
        window.show()
        window.files.open_paths([path])
        qtbot.waitUntil(lambda: bool(window.session.entries), timeout=20_000)
        qtbot.waitUntil(lambda: not window.session.jobs, timeout=20_000)
        return window

    yield opened
    for window in made:
        window.session.dirty = False
        window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible())
        window.deleteLater()
    theme.use_field(app, on=False)
    language.use("en")
    theme.apply(app, "light")


@pytest.fixture
def offline(monkeypatch):
    """Refuse every connection."""

    def refused(*_args, **_more):
        pytest.fail("the field asks the network for nothing")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def stand_at(window, place, qtbot):
    """Come to a place and tap where one stands."""
    field = window.mounted(FieldMount)
    view = window.canvas.view.at_scale(600, window.canvas.metres_per_unit)
    window.canvas.look(type(view)(place[0], place[1], view.resolution, view.width_px, view.height_px))
    x, y = window.canvas.view.to_pixel(*place)
    before = field.panel.answer
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: field.panel.answer is not None and field.panel.answer is not before, timeout=20_000)
    qtbot.waitUntil(lambda: not window.session.jobs, timeout=20_000)
    return field.panel


def near_by_hand(place, radius, count):
    """Distances to the nearest things, straight from the city's files."""
    found = []
    for name in ("components.parquet", "terminals.parquet"):
        rows = geopandas.read_parquet(sample_dir() / name).to_crs("EPSG:4544")
        found += rows.geometry.dropna().distance(shapely.Point(place)).tolist()
    return sorted(one for one in found if one <= radius)[:count]


def open_by_hand(grid):
    """How many cases are open in a grid, and how many of them late, straight from the city's files."""
    cases = geopandas.read_parquet(sample_dir() / "cases.parquet").to_crs("EPSG:4544")
    cells = geopandas.read_file(sample_dir() / "base.gpkg", layer="unit_grid").to_crs("EPSG:4544")
    inside = cases[cases.within(cells[cells.code == grid].geometry.iloc[0])]
    still = inside[(inside.report_time <= AS_OF) & ~(inside.close_time <= AS_OF) & inside.phase.ne("不予立案")]
    return len(still), int(((still.deadline < AS_OF) & ~(still.finish_time <= still.deadline)).sum())


def test_what_is_here_whose_is_it_what_is_open_and_on(open_on_tablet, qtbot, offline, tmp_path):
    window = open_on_tablet(CITY)
    panel = stand_at(window, CORNER, qtbot)

    # 我在哪一格？归谁管？
    assert panel.level.text() == "单元网格"
    assert panel.code.text() == "990101 001 004 004"
    assert "滨江社区" in panel.place.text()
    assert "责任网格" in panel.whose.text()
    assert "网格员" in panel.whose.text()
    assert "****" in panel.whose.text()

    # 身边有什么？12 米内最近的五个。
    assert panel.near.radius.text() == "12 米内"
    place = panel.answer.near.x, panel.answer.near.y
    told = [one.distance_m for one in panel.answer.near.things]
    assert told == pytest.approx(near_by_hand(place, 12, 5), abs=0.02)
    while len(panel.near.list.rows) < 5:
        QTest.mouseClick(panel.near.more, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: panel.answer.near.radius_m == panel.near.radius_m, timeout=20_000)
    told = [one.distance_m for one in panel.answer.near.things]
    assert told == pytest.approx(near_by_hand(place, panel.near.radius_m, 5), abs=0.02)

    # 这是谁的？
    QTest.mouseClick(panel.near.list.rows[0], Qt.MouseButton.LeftButton)
    assert panel.page == "thing"
    said = panel.thing.texts()
    assert "权属单位" in said
    assert "运维单位" in said
    assert "主管部门" in said
    QTest.mouseClick(panel.thing.back, Qt.MouseButton.LeftButton)

    # 以上都不是：位置抄给平台。
    QTest.mouseClick(panel.near.none, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.thing.copy, Qt.MouseButton.LeftButton)
    assert {"编码\t0", "单元网格\t990101 001 004 004"} <= set(QGuiApplication.clipboard().text().splitlines())

    # 有什么没办完？
    QTest.mouseClick(panel.buttons["open"], Qt.MouseButton.LeftButton)
    count, late = open_by_hand(GRID)
    assert count > 0
    assert panel.open.said.text() == f"截至 2026-06-30 23:59\n在本格内未结 {count} 件，其中超期 {late} 件"
    assert len(panel.open.rows) == count

    # 下一格。
    QTest.mouseClick(panel.after, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.answer.card.code == NEXT, timeout=20_000)
    count, late = open_by_hand(NEXT)
    assert panel.buttons["open"].text() == f"未结 {count}"

    # 卡片交出去。
    path = tmp_path / "card.html"
    window.cards.write(panel.answer.card, path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert NEXT in path.read_text(encoding="utf-8")

    # 回到案头。
    QTest.mouseClick(window.bar.switch.desk, Qt.MouseButton.LeftButton)
    assert window.layers_dock.isVisible()
    assert not panel.isVisible()


def test_a_community_goes_along_on_a_stick(open_on_tablet, qtbot, tmp_path, monkeypatch, request):
    # 科室：把社区打包。
    desk = open_on_tablet(CITY, field=False)
    pack, state = tmp_path / "滨江.onemappack", tmp_path / "another machine"
    dialog = desk.mounted(PackMount).ask(GRID)
    qtbot.waitUntil(dialog.write.isEnabled, timeout=20_000)
    dialog.area.setCurrentIndex(dialog.area.findData(GRID[:12]))
    dialog.path.setText(str(pack))
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.listed.isVisible, timeout=60_000)
    assert not verify(pack).faults
    dialog.reject()

    # 网格员：另一台机器，没有网络。
    state.mkdir()
    monkeypatch.setenv("ONEMAP_STATE_DIR", str(state))
    request.getfixturevalue("offline")
    tablet = open_on_tablet(pack)
    panel = stand_at(tablet, CORNER, qtbot)
    assert panel.answer.card.code == GRID
    place = panel.answer.near.x, panel.answer.near.y
    assert [one.distance_m for one in panel.answer.near.things] == pytest.approx(near_by_hand(place, 12, 5), abs=0.02)
    assert panel.answer.near.open_cases == open_by_hand(GRID)[0]
    assert f"{panel.answer.near.as_of:%Y-%m-%d}" == "2026-06-30"
    people = next(tab for tab in panel.answer.card.tabs if tab.key == "things")
    assert people.count.value > 0
