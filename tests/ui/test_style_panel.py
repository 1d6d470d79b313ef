from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox

from onemap.model.style import Style, Symbol
from onemap.ui import style_scale
from onemap.ui.color_popup import ColorChooser, with_alpha, written
from onemap.ui.style_panel import StylePanel
from tests.ui.sample_session import CLASSED, definition, lines, points, session, squares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from onemap.session.session import Session

#: A popup has to be raised, which the offscreen platform says it cannot.
quiet = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def city() -> Session:
    made = session(("p", ""), ("q", ""))
    made.add(definition("l", style=Style(symbol=Symbol(line="#112233"))), lines())
    made.add(definition("s"), squares())
    return made


@pytest.fixture
def panel(city: Session, qtbot: QtBot) -> Iterator[StylePanel]:
    made = StylePanel(city)
    qtbot.addWidget(made)
    made.resize(340, 900)
    made.show()
    yield made
    made.close()


def style(panel: StylePanel, city: Session, layer_id: str = "p") -> Style:
    panel.send()
    return city.entry(layer_id).style


def test_changes_reach_the_session_together_and_soon(panel: StylePanel, city: Session, qtbot: QtBot) -> None:
    told: list[object] = []
    city.changes.subscribe(lambda change: told.append(change) if change.touches("style") else None)
    panel.show_layer("p")
    for size in (3.0, 4.0, 5.0):
        panel._symbol._size.setValue(size)
    assert not told
    qtbot.waitUntil(lambda: city.entry("p").style.symbol.size_mm == 5.0, timeout=1000)
    assert len(told) == 1


@pytest.mark.parametrize(
    ("layer_id", "shown", "hidden"),
    [
        pytest.param("p", ["_fill", "_marker", "_size"], ["_dash", "_casing_width"], id="points"),
        pytest.param("l", ["_line", "_width", "_dash", "_casing"], ["_fill", "_size", "_marker"], id="lines"),
        pytest.param("s", ["_fill", "_line", "_dash"], ["_size", "_marker", "_casing"], id="polygons"),
    ],
)
def test_only_what_the_geometry_takes_is_offered(
    panel: StylePanel, layer_id: str, shown: list[str], hidden: list[str]
) -> None:
    panel.show_layer(layer_id)
    assert all(getattr(panel._symbol, name).isVisible() for name in shown)
    assert not any(getattr(panel._symbol, name).isVisible() for name in hidden)


def test_categories_are_made_of_the_values_of_a_column(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._choose_kind("categories")
    panel._classify("categories", "major")
    assert [c.values for c in style(panel, city).classes] == [("01",), ("02",), ("03",)]
    assert city.entry("p").ready.counts == (4, 3, 3, 0)


def test_graduated_classes_are_made_of_numbers(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._classing._method.setCurrentIndex(panel._classing._method.findData("equal"))
    panel._choose_kind("classes")
    made = style(panel, city)
    assert (made.kind, made.column, len(made.classes)) == ("classes", "value", 5)
    assert made.classes[0].lower == 0.0
    assert made.classes[-1].upper == 9.0


def test_another_number_of_classes_cuts_anew(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._choose_kind("classes")
    panel._classing._number.setValue(3)
    assert len(style(panel, city).classes) == 3


def test_another_ramp_recolours_the_classes(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._choose_kind("classes")
    before = [c.symbol.fill for c in style(panel, city).classes]
    panel._classing.ramp_chosen.emit("viridis")
    made = style(panel, city)
    assert made.ramp == "viridis"
    assert all(a != b.symbol.fill for a, b in zip(before, made.classes, strict=True))


def test_going_back_to_a_kind_brings_its_classes_back(panel: StylePanel, city: Session) -> None:
    city.set_style("p", CLASSED)
    panel.show_layer("p")
    panel._choose_kind("single")
    assert style(panel, city).kind == "single"
    panel._choose_kind("categories")
    assert style(panel, city).classes == CLASSED.classes


def test_the_chosen_class_is_the_one_that_is_edited(panel: StylePanel, city: Session) -> None:
    city.set_style("p", CLASSED)
    panel.show_layer("p")
    panel._list.setCurrentIndex(panel._list.rows.index(2))
    panel._symbol.edited.emit("fill", "#ABCDEF")
    assert [c.symbol.fill for c in style(panel, city).classes] == ["#3B6FB6", "#ABCDEF"]


def test_space_hides_a_class_in_the_list(panel: StylePanel, city: Session, qtbot: QtBot) -> None:
    city.set_style("p", CLASSED)
    panel.show_layer("p")
    panel._list.setCurrentIndex(panel._list.rows.index(1))
    qtbot.keyClick(panel._list, Qt.Key.Key_Space)
    assert [c.visible for c in style(panel, city).classes] == [False, True]


def test_the_list_of_classes_is_a_proper_model(panel: StylePanel, city: Session, qtmodeltester: object) -> None:
    city.set_style("p", CLASSED)
    panel.show_layer("p")
    qtmodeltester.check(panel._list.rows)
    assert panel._list.rows.rowCount(QModelIndex()) == 4


def test_labels_are_written_with_the_chosen_column(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._labels._on.setChecked(True)
    panel._labels._column.setCurrentIndex(panel._labels._column.findData("major"))
    panel._labels._column.activated.emit(panel._labels._column.currentIndex())
    label = style(panel, city).label
    assert (label.column, label.visible) == ("major", True)
    panel._labels._on.setChecked(False)
    assert not style(panel, city).label.visible


def test_how_lines_end_and_turn_is_chosen(panel: StylePanel, city: Session) -> None:
    panel.show_layer("l")
    cap, join = panel._symbol._cap, panel._symbol._join
    assert (cap.currentData(), join.currentData()) == ("round", "round")
    for box, way in ((cap, "square"), (join, "bevel")):
        box.setCurrentIndex(box.findData(way))
        box.activated.emit(box.currentIndex())
    symbol = style(panel, city, "l").symbol
    assert symbol is not None
    assert (symbol.cap, symbol.join) == ("square", "bevel")
    panel.show_layer("s")
    panel.show_layer("l")
    assert (cap.currentData(), join.currentData()) == ("square", "bevel")


def test_an_outline_has_ends_only_where_it_is_dashed(panel: StylePanel) -> None:
    panel.show_layer("s")
    editor = panel._symbol
    assert not editor._form.isRowVisible(editor._cap)
    assert editor._form.isRowVisible(editor._join)
    editor._dash.setCurrentIndex(1)
    editor._dash.activated.emit(1)
    assert editor._form.isRowVisible(editor._cap)


def test_a_line_gets_and_loses_its_casing(panel: StylePanel, city: Session) -> None:
    panel.show_layer("l")
    panel._symbol._casing_on.setChecked(True)
    assert style(panel, city, "l").symbol.casing == "@road_casing"
    panel._symbol._casing_on.setChecked(False)
    assert style(panel, city, "l").symbol.casing is None


def test_showing_another_layer_sends_what_is_left(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._symbol._size.setValue(7.0)
    panel.show_layer("q")
    assert city.entry("p").style.symbol.size_mm == 7.0
    assert city.entry("q").style.symbol.size_mm == 2.0


def test_a_layer_that_goes_away_leaves_the_hint(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._symbol._size.setValue(7.0)
    city.remove(["p"])
    assert panel._pages.currentWidget() is panel._empty


def test_the_style_of_the_layer_file_comes_back(
    panel: StylePanel, city: Session, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "layers"
    folder.mkdir()
    (folder / "p.toml").write_text(
        'title = "灯"\n[source]\npath = "p.gpkg"\n[style.symbol]\nfill = "#123456"\n', encoding="utf-8"
    )
    city.path = str(tmp_path / "map.onemap")
    panel.show_layer("p")
    panel.reset()
    assert city.entry("p").style.symbol.fill == "#123456"


@pytest.mark.parametrize(
    ("text", "color"),
    [("1f6feb", "#1F6FEB"), ("#1F6FEB80", "#1F6FEB80"), ("#1F6FEBff", "#1F6FEB"), ("@water", "@water"),
     ("water", "@water"), ("nope", None), ("#12345", None), ("", None)],
)  # fmt: skip
def test_colours_are_read_as_people_write_them(text: str, color: str | None) -> None:
    assert written(text) == color


def test_the_chooser_tells_colours_with_their_opacity(qtbot: QtBot) -> None:
    chooser = ColorChooser("#1F6FEB", can_be_none=True)
    qtbot.addWidget(chooser)
    told: list[object] = []
    chooser.picked.connect(told.append)
    chooser._alpha.setValue(128)
    chooser._line.setText("")
    qtbot.keyClicks(chooser._line, "#FF0000")
    assert told == ["#1F6FEB80", "#FF0000"]
    assert with_alpha("#123456", 255) == "#123456"


@quiet
def test_the_colour_button_shows_and_tells_the_choice(panel: StylePanel, city: Session, qtbot: QtBot) -> None:
    panel.show_layer("p")
    qtbot.mouseClick(panel._symbol._fill, Qt.MouseButton.LeftButton)
    chooser = panel._symbol._fill.findChild(ColorChooser)
    chooser._choose("#00FF00")
    assert panel._symbol._fill.color == "#00FF00"
    assert style(panel, city).symbol.fill == "#00FF00"


@pytest.mark.parametrize(
    ("text", "scale"),
    [("1:4,000", 4000), ("4000", 4000), ("1 : 500", 500), ("1：2000", 2000), ("any scale", None), ("0", None)],
)
def test_scales_are_read_as_people_write_them(text: str, scale: float | None) -> None:
    assert style_scale.scale_of(text) == scale


def test_a_range_of_scales_reaches_the_style(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._scales._far.setEditText("1:5,000")
    panel._scales._tell()
    assert style(panel, city).min_scale == 5000


def test_points_beside_no_table_can_still_be_styled(city: Session, qtbot: QtBot) -> None:
    entry = city.add(definition("empty"), points(0))
    assert entry.status == "ready"
    made = StylePanel(city)
    qtbot.addWidget(made)
    made.show_layer("empty")
    made._choose_kind("classes")
    assert made._fault.text()
    made.close()


def test_the_panel_goes_on_after_a_change_of_language(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    panel._symbol._size.setValue(6.0)
    QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    assert city.entry("p").style.symbol.size_mm == 6.0
    assert panel._title.text() == "p"
    panel._symbol._size.setValue(7.0)
    assert style(panel, city).symbol.size_mm == 7.0


def test_a_change_from_elsewhere_is_shown(panel: StylePanel, city: Session) -> None:
    panel.show_layer("p")
    city.set_style("p", Style(symbol=Symbol(fill="#222222", size_mm=9.0)))
    assert (panel._symbol._size.value(), panel._symbol._fill.color) == (9.0, "#222222")


def test_every_control_has_a_name(panel: StylePanel) -> None:
    panel.show_layer("l")
    controls = (
        panel.findChildren(QAbstractButton) + panel.findChildren(QComboBox) + panel.findChildren(QAbstractSpinBox)
    )
    nameless = [c for c in controls if c.isVisible() and not (c.accessibleName() or getattr(c, "text", str)())]
    assert not nameless
