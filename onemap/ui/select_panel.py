"""The selection: among which layers, what becomes of it, what is selected, by condition, by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onemap.model.selection import HOWS
from onemap.ui import icons, language, text_size
from onemap.ui.canvas_buttons import ActionButton
from onemap.ui.select_asking import SelectByPlace, SelectByText
from onemap.ui.select_result import SelectResult
from onemap.ui.tab_order import in_order

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from onemap.model.selection import How
    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.actions import Actions
    from onemap.ui.select_targets import Targets

_TOOLS = ("select_rectangle", "select_polygon", "select_freehand", "select_circle")
_ICONS = {"replace": "select", "add": "select_add", "remove": "select_remove", "intersect": "select_intersect"}
SELECTED, BY_TEXT, BY_PLACE = 0, 1, 2
#: Changes of layers that follow each other this fast are shown once, ms.
PAUSE = 30


class SelectPanel(QWidget):
    """Puts the parts together; what they ask for is done by the window's mount."""

    def __init__(self, session: Session, targets: Targets, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self.targets = session, targets
        # Taken in first: Tab comes to it before all else.
        targets.setParent(self)
        self.among_title, self.how_title = QLabel(self), QLabel(self)
        self.hows = {how: QToolButton(self) for how in HOWS}
        self._group = QButtonGroup(self)
        self.tabs, self.pages = QTabBar(self), QStackedWidget(self)
        self.result, self.by_text, self.by_place = SelectResult(session), SelectByText(), SelectByPlace(session)
        self._lay_out(actions)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        targets.changed.connect(self._show_columns)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.follow)
        self._unsubscribe = session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self, actions: Actions) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        drawing = [ActionButton(actions[name], "tool", 18, self) for name in _TOOLS]
        for tool in drawing:
            tools.addWidget(tool)
        line = QFrame(self)
        line.setProperty("role", "upright")
        line.setFixedHeight(text_size.px(20))
        tools.addWidget(line)
        for how, button in self.hows.items():
            button.setCheckable(True)
            button.setProperty("role", "tool")
            button.setIconSize(text_size.square(18))
            icons.bind(button, _ICONS[how])
            self._group.addButton(button)
            tools.addWidget(button)
        tools.addStretch(1)
        self.hows["replace"].setChecked(True)
        for label in (self.among_title, self.how_title):
            label.setProperty("role", "heading")
        self.how_title.hide()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for page in (self.result, self.by_text, self.by_place):
            self.tabs.addTab("")
            self.pages.addWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(14, 8, 14, 4)
        head.setSpacing(6)
        head.addWidget(self.among_title)
        head.addWidget(self.targets)
        head.addLayout(tools)
        head.addWidget(self.tabs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)
        in_order(self.targets, *drawing, *self.hows.values(), self.tabs)

    @property
    def how(self) -> How:
        """What becomes of the selection when something is found."""
        return next(how for how, button in self.hows.items() if button.isChecked())

    def retranslate(self, _language: str = "") -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Selection"))
        self.among_title.setText(self.tr("Select among"))
        texts = {
            "replace": self.tr("Select anew"), "add": self.tr("Add to the selection (Shift)"),
            "remove": self.tr("Take from the selection (Ctrl)"),
            "intersect": self.tr("Intersect with the selection (Ctrl+Shift)"),
        }  # fmt: skip
        for how, button in self.hows.items():
            button.setToolTip(texts[how])
            button.setAccessibleName(texts[how])
        for at, text in ((SELECTED, self.tr("Selected")), (BY_TEXT, self.tr("By condition")),
                         (BY_PLACE, self.tr("By place"))):  # fmt: skip
            self.tabs.setTabText(at, text)
        self.tabs.setAccessibleName(self.tr("Ways to select"))
        for part in (self.targets, self.result, self.by_text, self.by_place):
            part.retranslate()
        self._show_columns()

    def _show_columns(self) -> None:
        self.by_text.show_layers(self.targets.layers())

    def _changed(self, change: Change) -> None:
        if not self.isVisible():
            return
        if change.touches("selection", "filter"):
            self.result.show_selection()
            self.by_place.follow()
        if change.touches("selections"):
            self.result.show_kept()
        if change.touches("layers", "project", "visible", "data", "time"):
            self._soon.start()  # layers come by the thousand

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed in the meantime."""
        super().showEvent(event)
        self.follow()

    def follow(self) -> None:
        """Show what the session says now."""
        self.targets.show_layers()
        self.by_place.show_layers()
        self.result.show_selection()
        self.result.show_kept()
        self._show_columns()
