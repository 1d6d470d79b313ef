"""How a row of the layer tree is painted: it reads as a legend."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate

from onemap.ui import icons, text_size, theme
from onemap.ui.layer_model import ROW_ROLE
from onemap.ui.layer_zones import ROW_HEIGHT, SWATCH, square, zones

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from onemap.model.style import Symbol
    from onemap.ui.layer_rows import Geometry, Row
    from onemap.ui.layer_zones import Zone

    Index = QModelIndex | QPersistentModelIndex
    Swatch = Callable[[QPainter, QRectF, Symbol, Geometry, float], None]
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_GAP = 8
#: A check box, px.
_CHECK = 15
#: What stands beside a name at the right: the icon's name and colour.
_MARKS = (("hidden", "muted"), ("filter", "accent"), ("warning", "attention"))
#: Numbers and scales are left out where less than this would be left for a longer name, px.
_NAME = 72


class LayerDelegate(QStyledItemDelegate):
    """Paints groups, layers and legend lines; ``swatch`` paints a symbol into a box.

    ``shift`` moves all to the left by so many pixels; ``quiet`` shows the check boxes of classes only where needed.
    """

    def __init__(self, swatch: Swatch, parent: QObject | None = None, *, shift: int = 0, quiet: bool = True) -> None:
        super().__init__(parent)
        self._swatch, self._shift, self._quiet = swatch, shift, quiet
        self.turn = 0

    def box_of(self, row: QRect) -> QRect:
        """The box in which the parts of a row are placed."""
        return row.adjusted(-self._shift, 0, 0, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are equally high, which keeps ten thousand of them fast."""
        return QSize(120, text_size.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, fold mark, check box, symbol, title, and what stands at the right."""
        row: Row = index.data(ROW_ROLE)
        state: QStyle.StateFlag = option.state
        box: QRect = option.rect
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, box, hovered=hovered, selected=selected, focused=bool(state & QStyle.StateFlag.State_HasFocus))
        box = self.box_of(box)
        if row.kind in {"fault", "remedy"}:
            self._trouble(painter, box, row)
        else:
            self._legend(painter, box, row, opened=bool(state & QStyle.StateFlag.State_Open), hovered=hovered)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line to write the name in."""
        editor = QLineEdit(parent)
        editor.setProperty("role", "rename")
        editor.setAccessibleName(QCoreApplication.translate("LayerPanel", "Name"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Where the title stands."""
        editor.setGeometry(
            zones(self.box_of(option.rect), index.data(ROW_ROLE).kind)["title"].adjusted(-_GAP, 0, _GAP // 2, 0)
        )

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for the new name."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def _legend(self, painter: QPainter, box: QRect, row: Row, *, opened: bool, hovered: bool) -> None:
        places = zones(box, row.kind)
        if row.foldable:
            paint_fold(painter, square(places["fold"], 10), opened=opened)
        quiet = self._quiet and row.kind == "class" and not hovered and row.check == Qt.CheckState.Checked
        if row.check is not None and not quiet:
            paint_check(painter, square(places["check"], _CHECK), row.check)
        if row.symbol is not None:
            self._symbol(painter, places["swatch"], row)
        elif row.kind == "layer":
            _classes_mark(painter, places["swatch"], faded=row.faded)
        title = places["title"]
        width = 0
        if row.kind == "layer" and hovered:
            width = self._tools(painter, places)
        elif row.kind != "group" or not opened:
            width = self._aside(painter, title, row)
        _title(painter, title.adjusted(0, 0, -width, 0), row)

    def _symbol(self, painter: QPainter, zone: QRect, row: Row) -> None:
        if row.symbol is None:
            return
        grown = text_size.factor()
        place = QRect(zone.left(), 0, text_size.px(SWATCH[0]), text_size.px(SWATCH[1]))
        place.moveCenter(zone.center())
        box = QRectF(QPointF(place.topLeft()) / grown, QSizeF(*SWATCH))
        painter.save()
        painter.scale(grown, grown)
        painter.setOpacity(0.45 if row.faded else 1.0)
        self._swatch(painter, box, row.symbol, row.geometry, max(row.opacity, 0.15))
        painter.restore()

    def _tools(self, painter: QPainter, places: dict[Zone, QRect]) -> int:
        icons.icon("system").paint(painter, square(places["opacity"], 16))
        icons.icon("more").paint(painter, square(places["menu"], 16))
        return text_size.px(44) + _GAP

    def _aside(self, painter: QPainter, zone: QRect, row: Row) -> int:
        """What stands at the right: progress, fault, scale or count; answers the width it takes."""
        if row.status == "failed":
            icons.icon("bad", "bad").paint(painter, square(_right_of(zone, text_size.px(16)), 16))
            return text_size.px(16) + _GAP
        if row.status == "reading":
            return self._progress(painter, zone, row)
        marks = [mark for mark, there in zip(_MARKS, (row.scales, row.filtered, row.notes), strict=True) if there]
        each = text_size.px(14) + _GAP
        room = zone.width() - each * len(marks) - min(_name_width(row), text_size.px(_NAME))
        text = row.scales or (f"{row.count:,}" if row.count is not None else "")
        # A name is worth more than the scale or the number; those are in the tip, too.
        taken = _number(painter, zone, text if _width(text) + _GAP <= room else "")
        for name, role in marks:
            icons.icon(name, role).paint(painter, square(_right_of(zone.adjusted(0, 0, -taken, 0), each - _GAP), 14))
            taken += each
        return taken

    def _progress(self, painter: QPainter, zone: QRect, row: Row) -> int:
        ring = QRectF(square(_right_of(zone, text_size.px(14)), 12))
        painter.setPen(QPen(theme.color("hairline"), 2))
        painter.drawEllipse(ring)
        painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        start, span = (90 * 16, -360 * 16 * row.progress) if row.progress is not None else (-self.turn * 16, -90 * 16)
        painter.drawArc(ring, start, round(span))
        text = f"{row.progress:.0%}" if row.progress is not None else f"{row.count:,}" if row.count else ""
        aside = text_size.px(22)
        return aside + _number(painter, zone.adjusted(0, 0, -aside, 0), text)

    def _trouble(self, painter: QPainter, box: QRect, row: Row) -> None:
        zone = zones(box, row.kind)["title"]
        if row.kind == "fault":
            painter.setFont(small_font())
            painter.setPen(theme.color("bad"))
            painter.drawText(zone, _LEFT, QFontMetrics(small_font()).elidedText(
                row.title, Qt.TextElideMode.ElideRight, zone.width()))  # fmt: skip
            return
        painter.setFont(small_font())
        for _name, text, place in remedies(zone, row):
            painter.setPen(theme.color("accent"))
            painter.drawText(place, _LEFT, text)


def remedies(zone: QRect, row: Row) -> list[tuple[str, str, QRect]]:
    """What can be done about a failed layer: name, words and place of each link, in the row's title zone."""
    words = {
        "crs": QCoreApplication.translate("LayerPanel", "Choose CRS"),
        "retry": QCoreApplication.translate("LayerPanel", "Try again"),
        "remove": QCoreApplication.translate("LayerPanel", "Remove"),
    }
    names = ("crs", "retry", "remove") if row.needs_crs else ("retry", "remove")
    metrics, left = QFontMetrics(small_font()), zone.left()
    placed = []
    for name in names:
        width = metrics.horizontalAdvance(words[name])
        placed.append((name, words[name], QRect(left, zone.top(), width + 2, zone.height())))
        left += width + 16
    return placed


@cache
def _tabular(size: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(text_size.px(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def small_font() -> QFont:
    """The font of numbers, reasons and links."""
    return _tabular(11, bold=False)


def _right_of(zone: QRect, width: int) -> QRect:
    return QRect(zone.right() - width + 1, zone.top(), width, zone.height())


def _width(text: str) -> int:
    return QFontMetrics(_tabular(12, bold=False)).horizontalAdvance(text)


def _number(painter: QPainter, zone: QRect, text: str) -> int:
    painter.setFont(_tabular(12, bold=False))
    painter.setPen(theme.color("muted"))
    painter.drawText(zone, _RIGHT, text)
    return _width(text) + _GAP if text else 0


def _title_font(row: Row) -> QFont:
    return _tabular(12 if row.kind in {"class", "rest"} else 13, bold=row.kind == "group")


def _name_width(row: Row) -> int:
    return QFontMetrics(_title_font(row)).horizontalAdvance(row.title)


def _title(painter: QPainter, zone: QRect, row: Row) -> None:
    font = _title_font(row)
    muted = row.faded or row.kind in {"class", "rest"}
    painter.setFont(font)
    painter.setPen(theme.color("muted" if muted else "text"))
    painter.drawText(zone, _LEFT, QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, zone.width()))


def _ground(painter: QPainter, box: QRect, *, hovered: bool, selected: bool, focused: bool) -> None:
    if selected or hovered:
        painter.fillRect(box, theme.color("accent_fill" if selected else "hover"))
    if focused:
        painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), theme.color("accent"))


def paint_fold(painter: QPainter, box: QRect, *, opened: bool) -> None:
    """A fold mark, turned down when what is below is open."""
    center, grown = QPointF(box.center()) + QPointF(0.5, 0.5), text_size.factor()
    ends = ((-3, -1.5), (0, 1.5), (3, -1.5)) if opened else ((-1.5, -3), (1.5, 0), (-1.5, 3))
    painter.setPen(QPen(theme.color("muted"), 1.3 * grown, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(QPolygonF([center + QPointF(x, y) * grown for x, y in ends]))


def paint_check(painter: QPainter, box: QRect, state: Qt.CheckState) -> None:
    """A check box as large as ``box``."""
    place = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(theme.color("faint"), 1.2))
        painter.setBrush(theme.color("field"))
        painter.drawRoundedRect(place, 3.5, 3.5)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(place, 3.5, 3.5)
    center, grown = place.center(), box.width() / _CHECK
    ends = ((-3.2, 0.2), (-0.9, 2.5), (3.3, -2.3)) if state == Qt.CheckState.Checked else ((-3, 0), (3, 0))
    pen = QPen(theme.color("accent_text"), 1.7 * grown, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([center + QPointF(x, y) * grown for x, y in ends]))


def _classes_mark(painter: QPainter, zone: QRect, *, faded: bool) -> None:
    """A layer drawn by classes has its symbols below: three small bars stand for them."""
    color = QColor(theme.color("faint" if faded else "muted"))
    grown = text_size.factor()
    painter.setPen(QPen(color, 1.4 * grown, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    center = QPointF(zone.center())
    for dy in (-4.0, 0.0, 4.0):
        painter.drawPoint(center + QPointF(-5, dy) * grown)
        painter.drawLine(center + QPointF(-2, dy) * grown, center + QPointF(5, dy) * grown)
