"""Where things stand in a row of the layer tree, logical pixels; painting and clicking share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect

from onemap.ui import text_size

if TYPE_CHECKING:
    from onemap.ui.layer_nodes import Kind

Zone = Literal["fold", "check", "swatch", "title", "opacity", "menu", "crs", "retry", "remove"]
ROW_HEIGHT = 28
_FOLD, _CHECK, _SWATCH, _TITLE = 4, 20, 44, 72
_LEGEND_CHECK, _LEGEND_SWATCH, _LEGEND_TITLE = 44, 66, 94
_MARGIN = 10
SWATCH = (20, 16)


def zones(row: QRect, kind: Kind) -> dict[Zone, QRect]:
    """The parts of a row that can be painted and clicked, by name; "title" reaches to the right end."""
    if kind in {"class", "rest"}:
        return _placed(row, {"check": (_LEGEND_CHECK, 16), "swatch": (_LEGEND_SWATCH, SWATCH[0])}, _LEGEND_TITLE)
    if kind == "group":
        return _placed(row, {"fold": (_FOLD, 14), "check": (_CHECK, 16)}, _SWATCH)
    if kind == "layer":
        right = round(row.width() / text_size.factor()) - _MARGIN
        return _placed(
            row,
            {
                "fold": (_FOLD, 14), "check": (_CHECK, 16), "swatch": (_SWATCH, SWATCH[0]),
                "opacity": (right - 44, 22), "menu": (right - 20, 22),
            },
            _TITLE,
        )  # fmt: skip
    return _placed(row, {}, _SWATCH)


def _placed(row: QRect, spans: dict[Zone, tuple[int, int]], title: int) -> dict[Zone, QRect]:
    px = text_size.px
    placed = {name: QRect(row.left() + px(x), row.top(), px(width), row.height()) for name, (x, width) in spans.items()}
    placed["title"] = QRect(row.left() + px(title), row.top(), row.width() - px(title) - _MARGIN, row.height())
    return placed


def square(zone: QRect, size: int) -> QRect:
    """A square in the middle of a zone, usually ``size`` px wide."""
    made = QRect(QPoint(), text_size.square(size))
    made.moveCenter(zone.center())
    return made


def zone_at(row: QRect, kind: Kind, point: QPoint, *, hovered: bool = True) -> Zone:
    """The part of a row under a point; the buttons at the right only while the row is hovered."""
    names: tuple[Zone, ...] = ("fold", "check", "opacity", "menu") if hovered else ("fold", "check")
    found = zones(row, kind)
    return next((n for n in names if n in found and found[n].contains(point)), "title")
