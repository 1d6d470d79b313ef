"""The part of the export dialog for what stands on the map: title, legend, scale bar, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from onemap.ui.check_box import CheckBox
from onemap.ui.symbol_editor import add_row, form, millimetres

if TYPE_CHECKING:
    from onemap.render.furniture import Sheet

Theme = Literal["light", "dark"]


class SheetEditor(QWidget):
    """Tells ``changed``; `sheet` says what to draw over the map."""

    changed = Signal()

    def __init__(self, title: str, date: str, theme: Theme = "light", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._source, self._date = (
            _line(self.tr("Title"), title), _line(self.tr("Source"), ""), _line(self.tr("Date"), date),
        )  # fmt: skip
        self._approval = _line(self.tr("Map approval number"), "")
        self._grade = _line(self.tr("Grade line"), "")
        self._legend = CheckBox(self.tr("Legend"))
        self._scalebar = CheckBox(self.tr("Scale bar"))
        self._north = CheckBox(self.tr("North arrow"))
        self._margin = millimetres(self.tr("Paper margin"), 60.0)
        self._theme = QComboBox()
        self._theme.setAccessibleName(self.tr("Colours of the map"))
        self._theme.addItem(self.tr("Light"), "light")
        self._theme.addItem(self.tr("Dark"), "dark")
        self._theme.setCurrentIndex(self._theme.findData(theme))
        self._theme.activated.connect(lambda _index: self.changed.emit())
        self._lay_out()
        for line in (self._title, self._source, self._date, self._approval, self._grade):
            line.textChanged.connect(lambda _text: self.changed.emit())
        for box in (self._legend, self._scalebar, self._north):
            box.toggled.connect(lambda _on: self.changed.emit())
        self._margin.valueChanged.connect(lambda _value: self.changed.emit())

    def _lay_out(self) -> None:
        lines = form(self)
        add_row(lines, self.tr("Colours"), self._theme)
        add_row(lines, self.tr("Title"), self._title)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        for box in (self._legend, self._scalebar, self._north):
            line.addWidget(box)
        line.addStretch(1)
        add_row(lines, self.tr("Show"), row)
        add_row(lines, self.tr("Source"), self._source)
        add_row(lines, self.tr("Date"), self._date)
        add_row(lines, self.tr("Approval no."), self._approval)
        add_row(lines, self.tr("Grade line"), self._grade)
        add_row(lines, self.tr("Margin"), self._margin)

    @property
    def theme(self) -> Theme:
        """The palette of the map."""
        return cast("Theme", self._theme.currentData())

    @property
    def sheet(self) -> Sheet | None:
        """What is drawn over the map; None for the bare map."""
        from onemap.render.furniture import Sheet

        made = Sheet(
            title=self._title.text().strip(), legend=self._legend.isChecked(), scalebar=self._scalebar.isChecked(),
            north=self._north.isChecked(), source=self._source.text().strip(), date=self._date.text().strip(),
            approval_no=self._approval.text().strip(), grade_line=self._grade.text().strip(),
            margin_mm=round(self._margin.value(), 2),
        )  # fmt: skip
        return None if made == Sheet() else made


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    return line
