"""Drawing in millimetres on a picture or a page: text, rectangles, lines and small pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onemap.render import fonts, label_text
from onemap.render.palette import rgba

if TYPE_CHECKING:
    from typing import Literal

    import numpy as np
    import numpy.typing as npt
    from PySide6.QtGui import QColor, QPainter

    from onemap.model.request import RenderRequest

#: Size in pixels at which text of a page is set before it is scaled: fonts have whole sizes only.
_SET_AT = 100
#: Sheet on which sizes are as given: A4, landscape.
_A4 = 297.0 * 210.0
#: Distance of the furniture from the map's edge.
_INSET = 4.0


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet in millimetres: its size, the factor of all sizes, and the inner edge of the furniture."""

    width: float
    height: float
    unit: float
    inset: float

    @classmethod
    def of(cls, request: RenderRequest, margin_mm: float) -> Paper:
        """The paper of a picture with a blank margin."""
        width, height = (n * request.mm_per_px for n in (request.view.width_px, request.view.height_px))
        unit = min(3.0, max(0.7, math.sqrt(width * height / _A4)))
        return cls(width, height, unit, max(margin_mm, 0.0) + _INSET * unit)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A painter whose unit is a millimetre, with colours by their names in a palette.

    Text is drawn as outlines on pictures, the same on every machine with the same font, and as text (``as_text``) on
    pages, where it can be searched. ``said`` gathers the characters that were set.
    """

    painter: QPainter
    palette: Literal["light", "dark"]
    as_text: bool = False
    said: set[str] = field(default_factory=set)

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """A colour as Qt has it."""
        from PySide6.QtGui import QColor

        red, green, blue, own = rgba(name, self.palette)
        return QColor(red, green, blue, round(own * alpha))

    def text(
        self, text: str, at: tuple[float, float], size: float, color: str = "@text", *, bold: bool = False
    ) -> None:
        """One line of text with the start of its baseline at ``at``, its em ``size`` high."""
        self.said.update(text)
        painter = self.painter
        painter.save()
        painter.translate(*at)
        if self.as_text:
            painter.scale(size / _SET_AT, size / _SET_AT)
            painter.setFont(fonts.font(_SET_AT, bold=bold))
            painter.setPen(self.color(color))
            painter.drawText(0, 0, text)
        else:
            along = 0.0
            painter.scale(size, size)
            widths = label_text.advances(text, bold).tolist()
            for cluster, advance in zip(label_text.clusters(text), widths, strict=True):
                painter.fillPath(label_text.outline(cluster, bold=bold).translated(along, 0.0), self.color(color))
                along += advance
        painter.restore()

    def rectangle(
        self, box: tuple[float, float, float, float], fill: str, line: str | None = None, *, alpha: float = 1.0,
        radius: float = 0.0,
    ) -> None:  # fmt: skip
        """A filled rectangle (x, y, width, height) with round corners, and a hairline around it."""
        from PySide6.QtCore import QRectF, Qt
        from PySide6.QtGui import QPen

        self.painter.setPen(QPen(self.color(line), 0.15) if line else Qt.PenStyle.NoPen)
        self.painter.setBrush(self.color(fill, alpha))
        self.painter.drawRoundedRect(QRectF(*box), radius, radius)

    def polygon(self, corners: list[tuple[float, float]], fill: str, line: str | None = None) -> None:
        """A filled polygon, with a thin line around it."""
        from PySide6.QtCore import QPointF, Qt
        from PySide6.QtGui import QPen, QPolygonF

        self.painter.setPen(QPen(self.color(line), 0.15) if line else Qt.PenStyle.NoPen)
        self.painter.setBrush(self.color(fill))
        self.painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))

    def picture(self, pixels: npt.NDArray[np.uint8], box: tuple[float, float, float, float]) -> None:
        """A small picture (h, w, 4), straight alpha, filling a box (x, y, width, height)."""
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QImage, QPainter

        h, w = pixels.shape[:2]
        image = QImage(bytes(pixels), w, h, w * 4, QImage.Format.Format_RGBA8888)
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self.painter.drawImage(QRectF(*box), image)


def panel(canvas: Canvas, box: tuple[float, float, float, float], unit: float) -> None:
    """The quiet ground on which a part stands."""
    canvas.rectangle(box, "@panel", "@hairline", alpha=0.94, radius=1.2 * unit)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text whose em is ``size``, in the unit of ``size``."""
    return label_text.width(text, bold) * size


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it would be wider than ``room``."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept + "…"
