"""No personal value is seen in the window: every panel is opened on a city of known persons, and all its texts read."""

from pathlib import Path
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

import onemap
from onemap.api.saving import project_of
from onemap.city import masking
from onemap.city.ledger_columns import LEDGER_ROLES
from onemap.io import exports, journals, projects
from onemap.model.note import Note
from onemap.session import journal
from onemap.session.charting import Choice, columns_for
from onemap.session.explaining import explained, statistic_of
from onemap.session.tabling import Key
from onemap.ui import theme
from onemap.ui.canvas_tools import Pick
from onemap.ui.card_mount import CardMount
from onemap.ui.chart_mount import ChartMount
from onemap.ui.explain_dialog import ExplainDialog
from onemap.ui.exports_mount import ExportsMount
from onemap.ui.field_mount import FieldMount
from onemap.ui.filter_mount import FilterMount
from onemap.ui.history_mount import HistoryMount
from onemap.ui.indicator_mount import IndicatorMount
from onemap.ui.keeping_mount import KeepingMount
from onemap.ui.ledger_mount import LedgerMount
from onemap.ui.measure_mount import MeasureMount
from onemap.ui.moment_mount import MomentMount
from onemap.ui.pack_mount import PackMount
from onemap.ui.recovery_dialog import RecoveryDialog
from onemap.ui.scenes_mount import ScenesMount
from onemap.ui.select_mount import SelectMount
from onemap.ui.statistics_mount import StatisticsMount
from onemap.ui.style_columns import columns_of
from onemap.ui.table_mount import TableMount
from onemap.ui.unlocated_mount import UnlocatedMount
from tests import persons
from tests.tasks.test_ways_out import FELT, flat
from tests.tasks.test_ways_out import said as read_file
from tests.ui.test_search_box import typed

_Role = Qt.ItemDataRole
_ROLES = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole, _Role.EditRole, _Role.StatusTipRole,
          _Role.WhatsThisRole, _Role.AccessibleDescriptionRole)  # fmt: skip


@pytest.fixture
def window(make_window, qtbot, tmp_path):
    session = onemap.open(persons.make(tmp_path / "city")).session
    persons.show_all(session)
    made = make_window(session)
    made.resize(1400, 900)
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    return made


def texts_of(root):
    """Everything that widgets below ``root`` say, hidden ones too: texts, tips, and all cells of their models."""
    found = [root.windowTitle(), QGuiApplication.clipboard().text()]
    for widget in [root, *root.findChildren(QWidget)]:
        found += [widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(i) for i in range(widget.count())]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += cells(widget.model())
        # What panels paint by themselves, they paint from lists of frozen values or from models of theirs.
        found += [text for model in widget.findChildren(QAbstractItemModel) for text in cells(model)]
    for action in root.findChildren(QAction):
        found += [action.text(), action.toolTip()]
    return "\n".join(filter(None, found))


def cells(model, parent=None):
    """All that a model says, in every role that a person may come to see."""
    parent = parent or QModelIndex()
    found = []
    for row in range(model.rowCount(parent)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            found += [str(said) for role in _ROLES if (said := model.data(index, role)) is not None]
        found += cells(model, model.index(row, 0, parent))
    return found


def check(window):
    said = texts_of(window)
    assert not persons.told_in(said)
    return said


# --- the panels of the window itself ----------------------------------------------------------------------------------
#: Where somebody clicks on a row of each layer.
PLACES = {
    "person": (persons.HOME[0] - 20, persons.HOME[1] - 9), "member": (persons.X0 + 40.5, persons.Y0 + 30),
    "case": (persons.X0 + 60, persons.Y0 + 60), "organisation": (persons.X0 + 70, persons.Y0 + 20),
    "component": (persons.X0 + 50, persons.Y0 + 10), "visitor": (persons.X0 + 30, persons.Y0 + 80),
}  # fmt: skip


@pytest.mark.parametrize("layer", persons.LAYERS)
def test_what_is_here(window, layer):
    window.asking.identify(*PLACES[layer])
    panel = window.identify
    assert layer in {hit.layer for hit in panel._result.hits}
    for _ in panel._result.hits:
        panel.copy.click()
        said = check(window)
        panel.step(1)
    assert "**" in said


def test_one_row_is_shown_in_full_when_that_is_noted(window, qtbot):
    window.asking.identify(*PLACES["person"])
    panel = window.identify
    assert panel.full.isVisible()
    panel.full.click()
    qtbot.waitUntil(lambda: not panel.full.isEnabled())
    assert persons.NAMES[0] in {value for _, value in panel.fields.lines}
    (noted,) = exports.read().records
    assert (noted.kind, noted.unmasked, noted.note, noted.grade) == ("shown", True, "person p1", 3)
    panel.copy.click()
    assert not persons.told_in(QGuiApplication.clipboard().text())
    panel.choose(panel.chosen)
    window.asking.identify(*PLACES["person"])
    check(window)


def test_what_cannot_be_noted_is_not_shown_in_full(window, qtbot, monkeypatch):
    def full(_line):
        raise OSError(28, "no space left")

    monkeypatch.setattr(exports, "_append", full)
    window.asking.identify(*PLACES["person"])
    window.identify.full.click()
    qtbot.waitUntil(window.message.isVisible)
    check(window)


@pytest.mark.parametrize("text", FELT)
def test_the_box_that_finds(window, qtbot, text):
    box = typed(window, text)
    qtbot.wait(150)
    rows = box.list.model.rows
    said = [flat(rows), texts_of(window), texts_of(box.list)]
    assert not persons.told_in("\n".join(said).replace(text, ""))


@pytest.mark.parametrize("layer", persons.LAYERS)
def test_the_look_of_a_layer(window, qtbot, layer):
    window.show_style(layer)
    panel = window.style_panel
    for kind in ("categories", "classes", "single"):
        panel._choose_kind(kind)
        panel.send()
        qtbot.waitUntil(lambda: not window.session.jobs)
        check(window)
    column = next(name for name, _ in columns_of(window.session.entry(layer)))
    panel._classify("categories", column)
    check(window)


@pytest.mark.parametrize("layer", persons.LAYERS)
def test_personal_numbers_are_not_offered_for_classes(window, layer):
    entry = window.session.entry(layer)
    offered = [name for name, _ in columns_of(entry, numbers=True)]
    assert not masking.masked_columns(entry.definition, offered)


def test_layers_and_legend(window):
    assert "钱**" in check(window)


# --- what is mounted --------------------------------------------------------------------------------------------------
def card(window, qtbot):
    mount = window.mounted(CardMount)
    mount.show_code(persons.GRID)
    qtbot.waitUntil(lambda: mount.panel.card is not None)
    check(window)
    for tab in mount.panel.card.tabs:
        for number in (tab.count, *(one for section in tab.sections for one in section.numbers)):
            mount.panel.open_number(number)
            check(window)


def indicators(window, qtbot):
    mount = window.mounted(IndicatorMount)
    window.actions_["indicators"].trigger()
    qtbot.waitUntil(lambda: mount.panel.answer is not None)
    for by in ("unit_grid", "department", "class"):
        before = mount.panel.answer
        mount.panel.bar.choose(by=by)
        qtbot.waitUntil(lambda before=before: mount.panel.answer is not before)
        check(window)


def unlocated(window, qtbot):
    mount = window.mounted(UnlocatedMount)
    window.actions_["unlocated"].trigger()
    qtbot.waitUntil(lambda: bool(mount.panel.model.found))
    mount.panel.go_to(0)


def table(window, qtbot):
    mount = window.mounted(TableMount)
    for layer in persons.LAYERS:
        mount.show(layer)
        qtbot.waitUntil(lambda layer=layer: (made := mount.panel.model.sheet) is not None and made.layer == layer)
        panel = mount.panel
        mount.asking.sort((Key(panel.model.sheet.columns[-1], descending=True),))
        for name in panel.model.sheet.columns:
            panel.sum_up(name)
            qtbot.waitUntil(lambda: mount.panel.summary.made is not None)
            check(window)
        mount._pick(0, panel.model.rowCount() - 1, "replace")
        QGuiApplication.clipboard().clear()
        mount.copy()
        qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
        check(window)
        path = Path(window.session.path).parent / f"out_{layer}.csv"
        mount.write(path)
        qtbot.waitUntil(lambda path=path: path.exists() and not window.session.jobs)
        assert not persons.told_in(read_file(path.read_bytes()))
        for text in (persons.NAMES[1], persons.PHONES[1], persons.ADDRESSES[1]):
            panel.bar.text.setText(text)
            panel.find_next()
            assert panel.bar.count.text() == "Not found"
        panel.bar.text.clear()
        check(window)


def shown(mount):
    """What the answer that a panel shows was asked with; something else while there is none."""
    asked = SimpleNamespace(asked=SimpleNamespace(layer=""), choice=SimpleNamespace(by=""))
    return asked if mount.asking.answer is None else mount.asking.answer.question


def charts(window, qtbot):
    mount = window.mounted(ChartMount)
    for layer in persons.LAYERS:
        mount.show(layer)
        qtbot.waitUntil(lambda layer=layer: shown(mount).asked.layer == layer)
        qtbot.wait(50)
        entry = mount.asking.entry
        for kind in ("values", "spans", "scatter"):
            for name in columns_for(entry, kind):
                mount.asking.choose(Choice(kind, name, name if kind == "scatter" else ""))
                assert not persons.told_in(flat(mount.asking.answer.chart))
                assert not persons.told_in(explained(window.session, mount.asking.answer))
                if kind != "scatter":
                    mount.explain_number(0, 0)
                    qtbot.waitUntil(lambda: window.findChild(ExplainDialog) is not None)
                    dialog = window.findChild(ExplainDialog)
                    assert not persons.told_in(dialog.text.toPlainText())
                    dialog.close()
                    qtbot.waitUntil(lambda: window.findChild(ExplainDialog) is None)
                mount.brush(0, 0)
                check(window)
                mount.asking.clear_brush()
        path = Path(window.session.path).parent / f"out_{layer}.csv"
        mount.write(path)
        qtbot.waitUntil(lambda path=path: path.exists() and not window.session.jobs)
        assert not persons.told_in(read_file(path.read_bytes()))


def statistic(window, qtbot):
    mount = window.mounted(StatisticsMount)
    for layer in persons.LAYERS:
        mount.show(layer)
        qtbot.waitUntil(lambda layer=layer: shown(mount).asked.layer == layer)
        for name in columns_for(mount.asking.entry, "values"):
            mount.asking.choose(Choice("values", name, name))
            qtbot.waitUntil(lambda name=name: shown(mount).choice.by == name)
            assert not persons.told_in(explained(window.session, statistic_of(mount.asking.answer, 1, 0)))
            check(window)
        QGuiApplication.clipboard().clear()
        mount.panel.copy_lines()
        path = Path(window.session.path).parent / f"numbers_{layer}.csv"
        mount.write(path)
        qtbot.waitUntil(lambda path=path: path.exists() and not window.session.jobs)
        assert not persons.told_in(read_file(path.read_bytes()))


def ledger(window, qtbot):
    mount, folder = window.mounted(LedgerMount), Path(window.session.path).parent
    window.actions_["ledger"].trigger()
    panel = mount.panel
    for at, role in enumerate(LEDGER_ROLES):
        qtbot.waitUntil(lambda: panel.ledger is not None)
        panel.roles.button(at).click()
        held = panel.ledger.tables[role].num_rows
        qtbot.waitUntil(lambda role=role, held=held: panel.role == role and len(panel.model.lines) == held)
        check(window)
        for column in range(panel.model.columnCount()):
            panel.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
            qtbot.waitUntil(lambda: not window.session.jobs)
            check(window)
    assert len(panel.model.lines) == len(persons.NAMES)
    panel.table.selectAll()
    panel.go_to(0)
    check(window)
    for text in (persons.NAMES[1], persons.PHONES[1]):
        panel.search.setText(text)
        qtbot.waitUntil(lambda: not panel.model.lines.size)
        panel.search.clear()
        qtbot.waitUntil(lambda: len(panel.model.lines) == len(persons.NAMES))
    mount.write(folder / "out_ledger.xlsx", "component")
    qtbot.waitUntil(lambda: (folder / "out_ledger.xlsx").exists() and not window.session.jobs)
    window.actions_["findings"].trigger()
    qtbot.waitUntil(lambda: len(mount.findings.findings.places) > 0)
    for row in range(mount.findings.findings.rowCount()):
        mount.findings.go_to(row)
        check(window)
    for suffix in ("xlsx", "pdf"):
        path = folder / f"out_findings.{suffix}"
        mount.write(path, None)
        qtbot.waitUntil(lambda path=path: path.exists() and not window.session.jobs)
    for path in folder.glob("out_*"):
        assert not persons.told_in(read_file(path.read_bytes()))


def measure(window, qtbot):
    window.actions_["measure_distance"].trigger()
    mount = window.mounted(MeasureMount)
    mount.panel.snapping.setChecked(True)
    mount._look_for(mount.tool, (persons.HOME[0] + 0.1, persons.HOME[1]))
    qtbot.wait(50)
    assert mount.tool.snapped is None
    mount._look_for(mount.tool, (persons.X0 + 70.01, persons.Y0 + 20))
    qtbot.waitUntil(lambda: mount.tool.snapped is not None)


def field(window, qtbot):
    window.actions_["field"].trigger()
    mount = window.mounted(FieldMount)
    try:
        for layer, place in PLACES.items():
            window.asking.identify(*place)
            check(window)
            for hit in window.session.identified.hits:
                mount._show_hit(hit, "")
                check(window)
            assert layer in {hit.layer for hit in window.session.identified.hits}
        mount.show_code(persons.GRID)
        for page in ("near", "open", "here", "card"):
            mount.panel.show_page(page)
            check(window)
    finally:
        theme.use_field(QApplication.instance(), on=False)


def exported(window, qtbot):
    mount = window.mounted(CardMount)
    mount.show_code(persons.GRID)
    qtbot.waitUntil(lambda: mount.panel.card is not None)
    mount.write(mount.panel.card, Path(window.session.path).parent / "card.html")
    window.actions_["exports"].trigger()
    panel = window.mounted(ExportsMount).panel
    qtbot.waitUntil(lambda: bool(panel.model.records))
    panel.copy.click()


def filters(window, qtbot):
    mount = window.mounted(FilterMount)
    for layer in persons.LAYERS:
        mount.open(layer)
        (row,) = mount.panel.builder.items
        for name in [row.column.itemData(i) for i in range(row.column.count())]:
            row.column.setCurrentIndex(row.column.findData(name))
            row.column.activated.emit(row.column.currentIndex())
            qtbot.waitUntil(lambda: not window.session.jobs)
            check(window)


def selection(window, qtbot):
    mount = window.mounted(SelectMount)
    mount.show_selected()
    for layer in persons.LAYERS:
        mount.targets.choose("some", {layer})
        mount.select_all()
        qtbot.waitUntil(lambda: not window.session.jobs)
        assert window.session.selection.layers == (layer,)
        for column in window.session.entry(layer).data.table.column_names:
            mount._offer_values(column)
        mount.copy()
        check(window)
        mount.panel.result.name.setText(layer)
        mount.panel.result.keep.click()
        mount.as_filter()
        check(window)
    window.canvas.shape_drawn.emit(Pick(*PLACES["person"]), "replace")


def steps(window):
    """Steps of every kind that concern persons."""
    session = window.session
    style = session.entry("person").style
    for layer in persons.LAYERS:
        session.select({layer: np.array([0, 1])})
        session.selection.keep(f"{layer} 1")
        session.set_visible([layer], visible=False)
        session.set_title(layer, f"{layer} 2")
        session.move(layer, 0)
    session.place("case", {"C4": (113.9, 31.4)})
    session.set_filter("person", "id <> 'p3'")
    session.set_style("person", msgspec.structs.replace(style, opacity=0.5))
    session.set_notes((Note("n", "place", (persons.HOME,), persons.CRS, "看"),))
    session.remove(["visitor"])
    session.set_visible([entry.id for entry in session.entries], visible=True)
    session.undo(3)


def history(window, qtbot):
    steps(window)
    window.actions_["history"].trigger()
    panel = window.mounted(HistoryMount).panel
    qtbot.waitUntil(lambda: panel.list.count() > 30)
    check(window)
    window.session.undo(10)
    qtbot.waitUntil(lambda: not window.session.jobs)


def kept_scenes(window, qtbot):
    steps(window)
    mount = window.mounted(ScenesMount)
    for kind in ("keep_scene", "keep_place"):
        window.actions_[kind].trigger()
        qtbot.waitUntil(lambda: all(mount.panel.has_thumb(one.id) for one in window.session.scenes))
        check(window)
    window.session.set_visible(["person"], visible=False)
    for scene in window.session.scenes:
        mount.show_scene(scene.id)
        qtbot.waitUntil(lambda: not window.session.jobs)
        for mode in ("swipe", "side", ""):
            mount.compare(scene.id, mode)
            qtbot.waitUntil(lambda: not window.session.jobs)
            qtbot.wait(50)
            check(window)


def moment(window, qtbot):
    mount = window.mounted(MomentMount)
    mount.open()
    qtbot.waitUntil(lambda: not window.session.jobs)
    check(window)
    mount.popup.hide()


def pack(window, qtbot):
    path = Path(window.session.path).parent / "out.onemappack"
    dialog = window.mounted(PackMount).ask(persons.GRID)
    qtbot.waitUntil(dialog.write.isEnabled)
    dialog.path.setText(str(path))
    check(window)
    dialog.start_or_stop()
    qtbot.waitUntil(lambda: path.exists() and not window.session.jobs)
    qtbot.waitUntil(lambda: not dialog.listed.isHidden())
    check(window)
    assert not persons.told_in(read_file(path.read_bytes()))
    dialog.reject()


def kept(window, qtbot):
    """Files that are missing, and versions of the project that differ in all that concerns persons."""
    session, mount = window.session, window.mounted(KeepingMount)
    path = Path(session.path)
    projects.save(project_of(session, path), path)
    steps(window)
    projects.save(project_of(session, path), path)
    dialog = mount.ask_versions()
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        qtbot.waitUntil(lambda: not session.jobs)
        check(window)
    dialog.reject()
    (path.parent / "person.geojson").unlink()
    session.reload("person")
    qtbot.waitUntil(lambda: session.entry("person").status == "failed")
    missing = mount.ask_missing()
    check(window)
    missing.reject()
    dialog = mount.ask_allowed([entry.definition.source.path for entry in session.entries])
    check(window)
    dialog.reject()
    session.dirty = False


def recovery(window, qtbot):
    written = journal.Journal(window.session, journals.new_path())
    written.begin()
    steps(window)
    assert written.settled()
    found = journal.read(written.path)
    written.close()
    assert found.changed > 20
    dialog = RecoveryDialog([found], window)
    check(window)
    dialog.reject()


def time(window, qtbot):
    window.actions_["time"].trigger()
    qtbot.wait(100)


#: How each part that mounts itself is opened; None for what another way sees.
WAYS = {
    "CardMount": card, "ChartMount": charts, "ExportsMount": exported, "FieldMount": field, "FilterMount": filters,
    "HistoryMount": history,
    "IndicatorMount": indicators, "LedgerMount": ledger, "MeasureMount": measure, "TableMount": table,
    "StatisticsMount": statistic, "TimeMount": time,
    "UnlocatedMount": unlocated,
    "KeepingMount": kept, "MomentMount": moment, "PackMount": pack, "ScenesMount": kept_scenes,
    "SelectMount": selection, "RecoveryMount": recovery,
    "NumberMount": None,  # tells of numbers what `charts` sees
}  # fmt: skip


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way is not None])
def test_a_part_shows_no_person(window, qtbot, name):
    WAYS[name](window, qtbot)
    check(window)
