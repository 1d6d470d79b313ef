"""The honest part of the bottom line: what is not shown, a button for each reason, which opens the list of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from onemap.session.honesty import KINDS
from onemap.ui import language

if TYPE_CHECKING:
    from onemap.session.honesty import Kind, Left
    from onemap.session.session import Session

#: What each kind is called with its number, and the heading of its list.
_WORDS: dict[Kind, tuple[object, object]] = {
    "failed": (QT_TRANSLATE_NOOP("StatusParts", "%1 layers failed"),
               QT_TRANSLATE_NOOP("StatusParts", "Layers that could not be opened or drawn")),
    "stale": (QT_TRANSLATE_NOOP("StatusParts", "%1 files changed"),
              QT_TRANSLATE_NOOP("StatusParts", "Files that changed since they were read; click to read one again")),
    "filtered": (QT_TRANSLATE_NOOP("StatusParts", "%1 layers filtered"),
                 QT_TRANSLATE_NOOP("StatusParts", "Layers of which a filter shows a part")),
    "time": (QT_TRANSLATE_NOOP("StatusParts", "%1 at other times"),
             QT_TRANSLATE_NOOP("StatusParts", "Features outside of the span of time")),
    "labels": (QT_TRANSLATE_NOOP("StatusParts", "%1 labels not placed"),
               QT_TRANSLATE_NOOP("StatusParts", "Labels for which there is no room here")),
    "thinned": (QT_TRANSLATE_NOOP("StatusParts", "%1 thinned"),
                QT_TRANSLATE_NOOP("StatusParts", "Features that are one with others at this scale")),
    "gaps": (QT_TRANSLATE_NOOP("StatusParts", "%1 without geometry"),
             QT_TRANSLATE_NOOP("StatusParts", "Rows without a geometry that can be drawn")),
    "scale": (QT_TRANSLATE_NOOP("StatusParts", "%1 layers not at this scale"),
              QT_TRANSLATE_NOOP("StatusParts", "Layers that are drawn at other scales")),
}  # fmt: skip
#: Lines of a list; what is more is told by its number.
_LINES = 20
#: Kinds that are told in a list only, because they are as they should be.
_QUIET: tuple[Kind, ...] = ("scale",)


class StatusParts(QWidget):
    """Buttons in a row. ``layer_requested`` asks for a layer, with the kind of list in which it stood."""

    layer_requested = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._left: dict[Kind, tuple[Left, ...]] = {}
        self.buttons: dict[Kind, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for kind in KINDS:
            button = self.buttons[kind] = QToolButton(self)
            button.setProperty("role", "part")
            button.clicked.connect(lambda _on, kind=kind: self._open(kind))
            button.hide()
            row.addWidget(button)
        self._more = QToolButton(self)
        self._more.setProperty("role", "part")
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        row.addWidget(self._more)
        self._folded: list[Kind] = []

    def show_parts(self, left: dict[Kind, tuple[Left, ...]]) -> None:
        """Show a button for each kind of which there is some."""
        self._left = left
        for kind, button in self.buttons.items():
            lines = left.get(kind, ())
            button.setVisible(bool(lines) and kind not in _QUIET and kind not in self._folded)
            if lines:
                text = self._said(kind, sum(one.count for one in lines))
                button.setText(text)
                button.setToolTip(_tr(_WORDS[kind][1]))
                button.setAccessibleName(f"{text}. {_tr(_WORDS[kind][1])}")

    @property
    def told(self) -> list[Kind]:
        """The kinds of which there is something to tell, also where it stands in a list for want of room."""
        return [kind for kind in self.buttons if self._left.get(kind) and kind not in _QUIET]

    def text(self) -> str:
        """All that is told, as one line."""
        return "   ".join(self.buttons[kind].text() for kind in self.told)

    def whole(self) -> int:
        """The width in which all is told, px."""
        return sum(self.buttons[kind].sizeHint().width() for kind in self.told)

    def least(self) -> int:
        """The width of a single button that tells how much more there is, px; 0 where there is nothing to tell."""
        told = self.told
        self._more.setText(f"… {len(self._folded) or len(told)}")
        return min(self._more.sizeHint().width(), self.whole()) if told else 0

    def fit(self, room: int) -> None:
        """Tell as much as there is room for, the most important first, and the rest behind one button."""
        told = self.told
        folded: list[Kind] = []
        if self.whole() > room:
            room -= self._more.sizeHint().width()
            for at, kind in enumerate(told):
                room -= self.buttons[kind].sizeHint().width()
                if room < 0:
                    folded = told[at:]
                    break
        if folded != self._folded:
            self._folded = folded
            for kind in told:
                self.buttons[kind].setVisible(kind not in folded)
        words = f"… {len(folded)}"
        if self._more.text() != words:
            self._more.setText(words)
        names = "; ".join(self.buttons[kind].text() for kind in folded)
        self._more.setAccessibleName(names)
        self._more.setToolTip(names)
        if self._more.isHidden() == bool(folded):
            self._more.setVisible(bool(folded))

    def lines(self, kind: Kind) -> list[tuple[str, str]]:
        """The lines of a list: the layer's id and what is said of it."""
        titles = {entry.id: entry.title(language.current()) for entry in self._session.entries}
        found = sorted(self._left.get(kind, ()), key=lambda one: -one.count)
        return [(one.layer, _line(titles.get(one.layer, one.layer), one)) for one in found]

    def changeEvent(self, event: QEvent) -> None:
        """Another language: say everything anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_parts(self._left)
        super().changeEvent(event)

    def _said(self, kind: Kind, count: int) -> str:
        return _tr(_WORDS[kind][0]).replace("%1", language.number(count))

    def _open(self, kind: Kind) -> None:
        """Open the list above the button."""
        menu, button = self.menu(kind), self.buttons[kind]
        corner = button.mapToGlobal(button.rect().topLeft())
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    def _open_more(self) -> None:
        """Open the lists that have no button of their own, above the button that stands for them."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind in self._folded:
            self._fill(menu.addMenu(self.buttons[kind].text()), kind)
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu(self, kind: Kind) -> QMenu:
        """The list of a kind, as a menu of which each line leads to its layer."""
        menu = QMenu(self)
        self._fill(menu, kind)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _fill(self, menu: QMenu, kind: Kind) -> None:
        menu.setToolTipsVisible(True)
        menu.setAccessibleName(_tr(_WORDS[kind][1]))
        menu.addAction(_tr(_WORDS[kind][1])).setEnabled(False)
        menu.addSeparator()
        lines = self.lines(kind)
        for layer_id, words in lines[:_LINES]:
            first = words.splitlines()[0]
            action = menu.addAction(first if len(first) <= 90 else first[:89] + "…")
            action.setToolTip(words)
            action.triggered.connect(lambda _on=False, one=layer_id: self.layer_requested.emit(one, kind))
        if len(lines) > _LINES:
            more = self.tr("and %1 more layers").replace("%1", language.number(len(lines) - _LINES))
            menu.addAction(more).setEnabled(False)


def _tr(words: object) -> str:
    return QCoreApplication.translate("StatusParts", str(words))


def _line(title: str, one: Left) -> str:
    if one.why:
        return f"{title}: {one.why}"
    return title if one.count == 1 else f"{title}: {language.number(one.count)}"
