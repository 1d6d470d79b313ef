"""The program by keyboard and through Qt's accessibility tree: names, the order of Tab, keys, colours, text size."""

import itertools
import re
from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMenu,
    QScrollBar,
    QTabBar,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from onemap.ui import text_size, theme
from onemap.ui.actions import COMMANDS
from onemap.ui.ramps import ramps
from onemap.ui.theme_sheet import sheet
from tests.tasks.shots import dialogs
from tests.ui.desk import city

TAB = Qt.FocusPolicy.TabFocus.value


@pytest.fixture
def window(make_window):
    made = make_window(city())
    made.resize(1440, 900)
    return made


def panels(window):
    """Every panel of the right side and below the map, shown one after the other, with its name."""
    for place in (window.side, window.desk):
        for panel, name in list(place._names.items()):
            place.show_panel(panel)
            QApplication.processEvents()
            yield name(), panel


def told(interface):
    """What a reader of the screen says of a control; a part of a combo box or spin box goes by the whole's name."""
    widget = interface.object()
    while widget is not None and isinstance(widget, QWidget):
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
        if name or not is_part(widget):
            return name
        widget = widget.focusProxy() or widget.parentWidget()
    return ""


def is_part(widget):
    """Whether a control is only a part of another one that Qt made of several."""
    inside_a_list = widget.parentWidget() is not None and isinstance(widget.parentWidget().parentWidget(), QComboBox)
    return widget.focusProxy() is not None or (inside_a_list and not isinstance(widget, QComboBox))


def nameless(root):
    """Controls that are seen and take the focus but have no name, below a widget, found in the tree."""
    found, waiting = [], [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        interface = waiting.pop()
        widget, state = interface.object(), interface.state()
        if isinstance(widget, QWidget) and widget.isVisible() and state.focusable and not told(interface):
            found.append(path_to(widget, root))
        if not isinstance(widget, QAbstractItemView | QTabBar):
            below = (interface.child(at) for at in range(interface.childCount()))
            waiting += [one for one in below if one is not None and one.isValid()]
    return found


def path_to(widget, root):
    """Where a widget stands, for the message of a test."""
    steps = []
    while widget is not None and widget is not root:
        steps.append(f"{type(widget).__name__} {widget.objectName()}".strip())
        widget = widget.parentWidget()
    return " in ".join(steps[:4])


def stops(root):
    """The controls below a widget where Tab has to stop, in no order."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisibleTo(root.window())
        and one.isEnabled()
        and one.focusPolicy().value & TAB
        and one.focusProxy() is None
        and one.window() is root.window()
        and not isinstance(one, QScrollBar)
    ]


def tabbed(root):
    """The controls below a widget in the order in which Tab really reaches them."""
    wanted = stops(root)
    reached = []
    if not wanted:
        return reached
    chain = itertools.takewhile(lambda one: one is not root, after(root))
    first = next((one for one in chain if one in wanted), wanted[0])
    first.setFocus(Qt.FocusReason.TabFocusReason)
    for _step in range(2 * len(wanted) + 4):
        now = QApplication.focusWidget()
        if now in reached or now is None:
            break
        reached.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return [one for one in reached if one is root or root.isAncestorOf(one)]


def after(root):
    """The chain of the focus behind a widget."""
    one = root.nextInFocusChain()
    while True:
        yield one
        one = one.nextInFocusChain()


def out_of_order(root, order):
    """Pairs of controls that Tab reaches against the order of reading: lines from the top, then from the left."""
    found = []
    for one, two in itertools.pairwise(order):
        a, b = place(one, root), place(two, root)
        shared = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
        same_line = shared > 0.5 * min(a.height(), b.height())
        if (same_line and b.right() <= a.left()) or (b.bottom() < a.top() and b.left() < a.right() and not same_line):
            found.append(f"{path_to(one, root)} -> {path_to(two, root)}")
    return found


def place(widget, root):
    """The rectangle of a widget in another one."""
    return widget.rect().translated(widget.mapTo(root, QPoint(0, 0)))


def faults_of_tab(root):
    """What Tab does wrong in a panel or dialog."""
    order = tabbed(root)
    missed = [f"never reached: {path_to(one, root)}" for one in stops(root) if one not in order]
    return missed + out_of_order(root, order)


def test_every_control_of_the_window_has_a_name(window):
    window.canvas.clicked.emit(window.canvas.view.center_x, window.canvas.view.center_y)
    window.show_style("lamp")
    assert nameless(window) == []


def test_every_panel_is_named(window):
    assert {name: bad for name, panel in panels(window) if (bad := nameless(panel))} == {}


def test_tab_goes_through_every_panel_as_it_is_read(window):
    window.activateWindow()
    assert {name: bad for name, panel in panels(window) if (bad := faults_of_tab(panel))} == {}


def full(window):
    """Put something into the panels: rows selected, a filter, a card, a class list, the steps, a table."""
    from onemap.ui.filter_mount import FilterMount
    from onemap.ui.table_mount import TableMount

    session = window.session
    session.selection.put({"lamp": np.arange(3)})
    session.set_filter("lamp", "state = '完好' AND code LIKE '99%'")
    window.canvas.clicked.emit(window.canvas.view.center_x, window.canvas.view.center_y)
    window.show_style("lamp")
    window.mounted(FilterMount).open("lamp")
    window.mounted(TableMount).show("lamp")
    window.cards.show_here()


def test_panels_with_something_in_them_are_named_and_read_in_order(window, qtbot):
    window.activateWindow()
    full(window)
    qtbot.waitUntil(lambda: not window.session.jobs)
    faults = {}
    for name, panel in panels(window):
        faults[name] = nameless(panel) + faults_of_tab(panel)
        for tabs in panel.findChildren(QTabBar):
            for at in range(tabs.count() if tabs.isVisible() else 0):
                tabs.setCurrentIndex(at)
                faults[f"{name}, {tabs.tabText(at)}"] = nameless(panel) + faults_of_tab(panel)
    assert {name: bad for name, bad in faults.items() if bad} == {}


def more_dialogs(window, tmp_path):
    """The dialogs that ask for a project, what a crash left, or times."""
    import msgspec

    from onemap.api.saving import project_of
    from onemap.io import projects
    from onemap.session.journal import Recovered
    from onemap.ui.color_popup import ColorChooser
    from onemap.ui.missing_dialog import MissingDialog
    from onemap.ui.recovery_dialog import RecoveryDialog
    from onemap.ui.time_layers import TimeLayersDialog
    from onemap.ui.versions_dialog import VersionsDialog

    path = tmp_path / "city.onemap"
    projects.save(project_of(window.session, path), path)
    content = msgspec.structs.replace(window.session.content, title="city")
    found = Recovered(path, content, str(path), None, None, "2026-06-30T08:00:00Z", ("重命名", "Rename"), 12)
    chooser = QDialog(window)
    QVBoxLayout(chooser).addWidget(ColorChooser("#1E6CE6", can_be_none=True))
    return {
        "colour": chooser,
        "versions": VersionsDialog(window.session, path, window),
        "missing": MissingDialog(window.session, str(tmp_path), window),
        "recovery": RecoveryDialog([found], window),
        "times": TimeLayersDialog(window.session, window),
    }


def test_every_dialog_is_named_and_tab_reads_it(window, tmp_path):
    faults = {}
    for name, dialog in (dialogs(window) | more_dialogs(window, tmp_path)).items():
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        faults[name] = nameless(dialog) + faults_of_tab(dialog)
        dialog.close()
    assert {name: bad for name, bad in faults.items() if bad} == {}


def test_no_key_has_two_meanings_in_the_window(window):
    keys = Counter()
    for action in window.findChildren(QAction):
        if action.shortcutContext() in (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut):
            keys.update({key.toString() for key in action.shortcuts()})
    for shortcut in window.findChildren(QShortcut):
        if shortcut.context() in (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut):
            keys.update({key.toString() for key in QShortcut.keys(shortcut)})
    assert {key: count for key, count in keys.items() if count > 1} == {}


def test_no_letter_opens_two_menus(window):
    letters = [
        key.toString()
        for action in window.bar.menus.actions()
        if not (key := QKeySequence.mnemonic(action.text())).isEmpty()
    ]
    assert len(letters) == len(set(letters)) == len(window.bar.menus.actions())


def test_every_command_is_in_a_menu(window):
    listed = {action for menu in window.bar.menus.findChildren(QMenu) for action in menu.actions()}
    missing = {name for name in COMMANDS if window.actions_[name] not in listed}
    assert missing <= {"theme"}, "the button that turns the theme around; the menu has the three themes"


def luminance(color):
    """Relative luminance after WCAG 2."""
    parts = [c / 255 for c in bytes.fromhex(color[1:7])]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one, other):
    """Contrast of two colours after WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


#: What is written in each colour, and on which grounds.
WRITTEN = {
    "text": ("panel", "background", "field", "hover", "pressed", "accent_fill"),
    "muted": ("panel", "background", "hover"),
    "accent": ("panel", "background"),
    "bad": ("panel", "background"),
    "attention": ("panel", "background"),
    "accent_text": ("accent", "accent_hover"),
}


@pytest.mark.parametrize("tokens", theme._TOKENS.values(), ids=[f"{n}{' field' * f}" for n, f in theme._TOKENS])
def test_all_text_stands_out_from_its_ground(tokens):
    pairs = {(text, ground): contrast(tokens[text], tokens[ground]) for text in WRITTEN for ground in WRITTEN[text]}
    assert {pair: round(found, 2) for pair, found in pairs.items() if found < 4.5} == {}
    assert contrast(tokens["faint"], tokens["panel"]) >= 3, "what cannot be used now can still be seen"


def test_only_what_cannot_be_used_is_written_faintly():
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", sheet({name: f"<{name}>" for name in theme.tokens()}))
    faint = [where.strip() for where, look in rules if re.search(r"(?<![\w-])color: <faint>", look)]
    assert faint
    assert [where for where in faint if ":disabled" not in where] == []


#: How colours look without one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
BLIND = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(color, seen):
    """CIE L*a*b* of a colour as it is seen through a matrix."""
    values = np.frombuffer(bytes.fromhex(color[1:7]), np.uint8) / 255
    linear = np.array(seen) @ np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    xyz = np.array(to_xyz) @ np.clip(linear, 0, 1) / (0.95047, 1.0, 1.08883)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("seen", BLIND.values(), ids=list(BLIND))
@pytest.mark.parametrize("ramp", [ramp for ramp in ramps().values() if ramp.safe > 1], ids=lambda ramp: ramp.name)
def test_colours_called_safe_are_told_apart_without_a_cone(ramp, seen):
    count = min(ramp.safe, len(ramp.colors) if ramp.kind == "qualitative" else 7)
    looks = [lab(color, seen) for color in ramp.take(count)]
    assert min(np.linalg.norm(one - two) for one, two in itertools.combinations(looks, 2)) > 8


@pytest.mark.parametrize(
    ("points", "dpi", "platform", "factor"),
    [
        (9.0, 96.0, "linux", 1.0), (11.0, 96.0, "linux", 1.0), (16.5, 96.0, "linux", 1.5), (0.0, 96.0, "linux", 1.0),
        (9.0, 96.0, "win32", 1.0), (13.5, 96.0, "win32", 1.5), (13.0, 72.0, "darwin", 1.0),
        (10.0, 120.0, "linux", 1.25),
    ],
)  # fmt: skip
def test_the_size_of_text_is_that_of_the_system(points, dpi, platform, factor):
    assert text_size.asked(points, dpi, platform) == factor


@pytest.fixture
def large():
    """Text half as large again, until the end of the test."""
    text_size.use(1.5)
    yield
    text_size.use(1.0)


def test_at_the_usual_size_the_sheet_is_as_written():
    assert text_size.factor() == 1.0
    assert "QWidget { color: #20242A; font-size: 13px; }" in sheet(theme._LIGHT)


def test_all_text_grows_with_the_system(large, make_window):
    grown = sheet(theme._LIGHT)
    assert "font-size: 20px" in grown
    assert "font-size: 13px" not in grown
    window = make_window(city())
    assert window.bar.height() == text_size.px(44)
    assert window.layers.fontMetrics().height() >= 20
    assert [path_to(label, window) for label in window.findChildren(QLabel) if label.isVisible() and cut(label)] == []


def cut(label):
    """Whether a line of text is higher than its label."""
    return bool(label.text()) and label.height() < label.fontMetrics().tightBoundingRect(label.text()).height()
