from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from onemap import messages
from onemap.errors import CrsError, SourceError
from onemap.model.project import OpenedProject, Project
from onemap.model.style import Style, Symbol
from onemap.ui.layer_model import PART, ROW_ROLE, LayerModel
from tests.ui.sample_session import CLASSED, definition, points, session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onemap.session.session import Session

CITY = (("a1", "甲"), ("a2", "甲"), ("x", ""), ("b1", "乙"), ("b2", "乙"))


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    messages.set_language("zh")
    yield
    messages.set_language(None)


@pytest.fixture
def city() -> Session:
    return session(*CITY)


@pytest.fixture
def model(city: Session, qapp: object) -> LayerModel:
    made = LayerModel(city)
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


def told(model: LayerModel, parent: QModelIndex | None = None) -> list[object]:
    """Titles from the top, those below a row in a list behind it."""
    titles: list[object] = []
    for row in range(model.rowCount(parent or QModelIndex())):
        index = model.index(row, 0, parent or QModelIndex())
        titles.append(index.data())
        if model.rowCount(index):
            titles.append(told(model, index))
    return titles


def test_the_tree_is_groups_and_layers_from_the_top_of_the_map(model: LayerModel) -> None:
    assert told(model) == ["甲", ["a1", "a2"], "x", "乙", ["b1", "b2"]]


def test_classes_stand_below_their_layer_with_symbol_and_count(qapp: object) -> None:
    model = LayerModel(session(("c", ""), style=CLASSED))
    layer = model.index_of_layer("c")
    rows = [model.index(i, 0, layer).data(ROW_ROLE) for i in range(model.rowCount(layer))]
    assert [(r.kind, r.title, r.count) for r in rows] == [
        ("class", "公用设施", 4), ("class", "02", 3), ("rest", "Others", 3)
    ]  # fmt: skip
    assert rows[0].symbol == CLASSED.classes[0].symbol
    assert layer.data(ROW_ROLE).count == 10


@pytest.mark.parametrize(
    "order",
    ["a2 a1 x b1 b2", "x a1 a2 b1 b2", "b1 b2 x a1 a2", "a1 x a2 b2 b1", "b2 b1 x a2 a1", "a1 b1 a2 b2 x"],
)
def test_rows_follow_any_order_and_keep_who_they_are(city: Session, model: LayerModel, order: str) -> None:
    kept = {e.id: QPersistentModelIndex(model.index_of_layer(e.id)) for e in city.entries}
    city.reorder(order.split())
    assert [e.id for e in city.entries] == order.split()
    assert all(kept[i].data() == i for i in kept)
    fresh = LayerModel(city)
    assert told(model) == told(fresh)


def test_adding_and_removing_move_only_what_changed(city: Session, model: LayerModel) -> None:
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(1))
    kept = QPersistentModelIndex(model.index_of_layer("b2"))
    city.add(definition("new", "乙"), points(), place=4)
    city.remove(["a1", "x"])
    assert told(model) == ["甲", ["a2"], "乙", ["b1", "new", "b2"]]
    city.remove(["a2"])
    assert told(model) == ["乙", ["b1", "new", "b2"]]
    assert kept.data() == "b2"
    assert not resets


def test_a_group_is_partly_checked_when_some_of_its_layers_are_shown(city: Session, model: LayerModel) -> None:
    group = model.index(0, 0)
    city.set_visible(["a2"], False)
    assert group.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    model.setData(group, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert [e.visible for e in city.entries] == [False, False, True, True, True]
    model.setData(group, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert city.entry("a2").visible


def test_unchecking_a_class_hides_it_in_the_style(qapp: object) -> None:
    made = session(("c", ""), style=CLASSED)
    model = LayerModel(made)
    index = model.index(1, 0, model.index_of_layer("c"))
    model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert [c.visible for c in made.entry("c").style.classes] == [True, False]
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_another_kind_of_style_changes_the_legend_below_the_layer(qapp: object) -> None:
    made = session(("c", ""), ("d", ""), style=CLASSED)
    model = LayerModel(made)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_style("c", Style(symbol=Symbol(fill="#111111")))
    assert told(model)[:2] == ["c", "d"]
    made.set_style("c", msgspec.structs.replace(CLASSED, classes=CLASSED.classes[:1]))
    assert told(model)[1] == ["公用设施", "Others"]


@pytest.mark.parametrize(
    ("key", "name", "check"),
    [
        pytest.param(("layer", "x"), "灯杆", lambda s: s.entry("x").definition.title, id="a layer"),
        pytest.param(("group", "乙", "", "0"), "部件", lambda s: s.entry("b2").definition.group, id="a group"),
    ],
)
def test_a_new_name_reaches_the_session(city: Session, model: LayerModel, key: tuple, name: str, check: object) -> None:
    assert model.setData(model.index_of_key(key), f" {name} ", Qt.ItemDataRole.EditRole)
    assert check(city) == name


def test_a_renamed_group_stays_the_same_row(city: Session, model: LayerModel) -> None:
    kept = QPersistentModelIndex(model.index(2, 0))
    model.setData(model.index(2, 0), "部件", Qt.ItemDataRole.EditRole)
    assert kept.data() == "部件"


def test_an_empty_name_is_refused(model: LayerModel) -> None:
    assert not model.setData(model.index_of_layer("x"), "  ", Qt.ItemDataRole.EditRole)


def drop(model: LayerModel, names: list[tuple], row: int, parent: QModelIndex | None = None) -> bool:
    data = model.mimeData([model.index_of_key(n) for n in names])
    return model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent or QModelIndex())


def test_a_layer_dropped_into_a_group_belongs_to_it(city: Session, model: LayerModel) -> None:
    assert drop(model, [("layer", "x")], 1, model.index(2, 0))
    assert told(model) == ["甲", ["a1", "a2"], "乙", ["b1", "x", "b2"]]
    assert city.entry("x").definition.group == "乙"


def test_a_group_dropped_at_the_top_goes_with_its_layers(city: Session, model: LayerModel) -> None:
    assert drop(model, [("group", "乙", "", "0"), ("layer", "b1")], 0)
    assert told(model) == ["乙", ["b1", "b2"], "甲", ["a1", "a2"], "x"]


def test_a_group_is_not_dropped_into_a_group(model: LayerModel) -> None:
    assert not drop(model, [("group", "乙", "", "0")], 0, model.index(0, 0))
    assert told(model) == ["甲", ["a1", "a2"], "x", "乙", ["b1", "b2"]]


def test_steps_move_a_layer_and_take_it_out_of_its_group_at_the_end(model: LayerModel) -> None:
    model.step(model.index_of_layer("a1"), 1)
    assert told(model)[1] == ["a2", "a1"]
    model.step(model.index_of_layer("a1"), 1)
    assert told(model)[:4] == ["甲", ["a2"], "a1", "x"]
    model.step(model.index_of_layer("x"), -1)
    assert told(model)[:4] == ["甲", ["a2"], "x", "a1"]


def test_to_the_top_and_the_bottom_of_where_it_stands(model: LayerModel) -> None:
    model.to_end([model.index_of_layer("a2")], top=True)
    model.to_end([model.index_of_layer("x")], top=False)
    assert told(model) == ["甲", ["a2", "a1"], "乙", ["b1", "b2"], "x"]


def test_the_search_leaves_matching_layers_and_their_groups(model: LayerModel) -> None:
    model.set_filter("B2")
    assert told(model) == ["乙", ["b2"]]
    model.set_filter("甲")
    assert told(model) == ["甲", ["a1", "a2"]]
    model.set_filter("")
    assert told(model) == ["甲", ["a1", "a2"], "x", "乙", ["b1", "b2"]]


def test_a_failed_layer_tells_why_and_what_can_be_done(city: Session, model: LayerModel) -> None:
    entry = city.entry("x")
    entry.status, entry.error = "failed", CrsError("crs_missing", path="x.shp", proposals="EPSG:4490")
    city.changes.tell("layers", "data", layers=("x",))
    index = model.index_of_layer("x")
    rows = [model.index(i, 0, index).data(ROW_ROLE) for i in range(model.rowCount(index))]
    assert [r.kind for r in rows] == ["fault", "remedy"]
    assert "EPSG:4490" in rows[0].title
    assert rows[1].needs_crs


@pytest.mark.parametrize(
    ("key", "fields", "zh", "en"),
    [
        ("file_empty", {}, "文件是空的", "The file is empty"),
        ("file_missing", {}, "找不到文件。", "There is no file. "),
        ("file_denied", {}, "没有读取文件的权限", "No permission to read the file"),
        ("crs_missing", {"proposals": "EPSG:4490"}, "文件没有写明坐标系", "The file does not say its CRS"),
    ],
)
def test_a_row_tells_the_reason_without_the_path(
    city: Session, model: LayerModel, key: str, fields: dict[str, str], zh: str, en: str
) -> None:
    entry = city.entry("x")
    entry.status, entry.error = "failed", SourceError(key, path="/a/long/way/x.shp", **fields)
    city.changes.tell("layers", "data", layers=("x",))
    fault = model.index(0, 0, model.index_of_layer("x"))
    for speech, start in (("zh", zh), ("en", en)):
        messages.set_language(speech)
        assert fault.data(ROW_ROLE).title.startswith(start)
        assert "/a/long/way/x.shp" in fault.data(Qt.ItemDataRole.ToolTipRole)


def test_out_of_scale_is_told(city: Session, model: LayerModel) -> None:
    city.set_style("x", Style(symbol=Symbol(fill="#111111"), min_scale=4000))
    model.set_scale(8000)
    row = model.index_of_layer("x").data(ROW_ROLE)
    assert (row.faded, row.scales) == (True, "≤ 1:4,000")
    model.set_scale(2000)
    assert not model.index_of_layer("x").data(ROW_ROLE).faded


def test_markup_in_data_is_shown_as_it_is(city: Session, model: LayerModel) -> None:
    city.set_title("x", "<img src='/etc/passwd'>")
    assert "<img" not in model.index_of_layer("x").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img" in model.index_of_layer("x").data(Qt.ItemDataRole.ToolTipRole)


def test_ten_thousand_layers_come_and_move_quickly(qtbot: object) -> None:
    city = session(*CITY)
    model = LayerModel(city)
    many = tuple(
        msgspec.structs.replace(definition(f"layer {i}", f"group {i // 50}"), visible=False) for i in range(10_000)
    )
    began = time.perf_counter()
    city.open_project(OpenedProject(None, Project(), many))
    qtbot.waitUntil(lambda: model.rowCount() == 200, timeout=5000)
    city.move("layer 9999", 0)
    qtbot.waitUntil(lambda: model.rowCount() == 201, timeout=5000)
    assert time.perf_counter() - began < 20  # in time that grows with the square it would be minutes
    assert model.index(0, 0, model.index(0, 0)).data() == "layer 9999"


@pytest.mark.parametrize("size", [1, 700, 100_000], ids=["none in groups", "long groups", "one group"])
def test_layers_put_in_by_parts_stand_as_if_put_in_at_once(qtbot: object, size: int) -> None:
    """Groups reach over the border of two parts, and two of them have the same name."""
    city = session(*CITY)
    model = LayerModel(city)
    groups = ["" if size == 1 else f"group {i // size % 2}" for i in range(2 * PART + 100)]
    layers = [msgspec.structs.replace(definition(f"l{i}", name), visible=False) for i, name in enumerate(groups)]
    seen: list[int] = []
    model.rowsInserted.connect(lambda _parent, first, last: seen.append(last - first + 1))
    city.open_project(OpenedProject(None, Project(), tuple(layers)))
    qtbot.waitUntil(lambda: not model.putting_in, timeout=20_000)
    assert max(seen) <= PART
    assert told(model) == told(LayerModel(city))
    assert [model.node(model.index_of_layer(e.id)).layer for e in city.entries] == city.entries


def test_what_changes_while_layers_are_put_in_is_followed(qtbot: object) -> None:
    city = session(*CITY)
    model = LayerModel(city)
    layers = [msgspec.structs.replace(definition(f"l{i}"), visible=False) for i in range(PART + 500)]
    city.open_project(OpenedProject(None, Project(), tuple(layers)))
    qtbot.waitUntil(lambda: model.rowCount() == PART, timeout=20_000)
    city.move(f"l{PART + 400}", 0)
    city.remove(["l7"])
    model.set_filter("l12")
    qtbot.waitUntil(lambda: not model.putting_in, timeout=20_000)
    assert told(model) == [f"l{i}" for i in (12, *range(120, 130), *range(1200, 1300))]
    model.set_filter("")
    qtbot.waitUntil(lambda: not model.putting_in, timeout=20_000)
    assert told(model) == told(LayerModel(city))
    assert told(model)[0] == f"l{PART + 400}"
