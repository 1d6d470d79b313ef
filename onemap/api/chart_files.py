"""A chart as a file: SVG, PNG, or its numbers as CSV; marked as its layer's grade asks, and noted."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onemap.api.marking import mark_of, record_of
from onemap.errors import RequestError
from onemap.io import exports
from onemap.io.files import replacing
from onemap.render.application import for_a_picture

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.io.exports import ExportedLayer
    from onemap.messages import Language
    from onemap.model.chart import Chart
    from onemap.model.marking import Mark
    from onemap.session.statistics import Statistics

FORMATS = (".svg", ".png", ".csv")
#: Size in pixels, and how many of a PNG's stand for one.
SIZE, SCALE = (960, 540), 2.0
#: Pixels of a millimetre on a screen.
_PX_PER_MM = 96 / 25.4


@dataclass(frozen=True, slots=True, eq=False)
class ChartWriting:
    """A chart that is about to be handed out; a worker writes it."""

    chart: Chart
    path: Path
    layers: tuple[ExportedLayer, ...]
    language: Language
    crs: str | None = None
    size: tuple[int, int] = SIZE

    @for_a_picture()
    def write(self) -> Path:
        """Write the file; RequestError for a suffix that is none of a chart, OutputError when it cannot be written."""
        suffix = self.path.suffix.lower()
        if suffix not in FORMATS:
            raise RequestError("format_unknown", suffix=suffix, formats=", ".join(FORMATS))
        record = record_of("table" if suffix == ".csv" else "picture", self.path, self.layers, None, self.crs)
        mark = mark_of(record, language=self.language)
        note = "  ·  ".join(filter(None, (self.chart.note, mark.line)))
        chart = replace(self.chart, note=note, brushed=None, highlighted=frozenset())
        with exports.exporting(record), replacing(self.path) as temporary:
            temporary.write_bytes(_bytes(chart, suffix, mark, _size(chart, self.size)))
        return self.path


@dataclass(frozen=True, slots=True, eq=False)
class StatisticsWriting:
    """A table of statistics that is about to be handed out as CSV; a worker writes it."""

    made: Statistics
    path: Path
    layers: tuple[ExportedLayer, ...]
    language: Language
    crs: str | None = None

    def write(self) -> Path:
        """Write the file; RequestError for a suffix that is not CSV's, OutputError when it cannot be written."""
        from onemap.session.statistics import table_csv

        suffix = self.path.suffix.lower()
        if suffix != ".csv":
            raise RequestError("format_unknown", suffix=suffix, formats=".csv")
        record = record_of("table", self.path, self.layers, None, self.crs)
        with exports.exporting(record), replacing(self.path) as temporary:
            temporary.write_bytes(table_csv(self.made).encode("utf-8-sig"))
        return self.path


def _size(chart: Chart, size: tuple[int, int]) -> tuple[int, int]:
    """Bars that lie are as high as they are many."""
    from onemap.render.chart_layout import wanted_height

    return (size[0], max(round(wanted_height(chart)), 200)) if chart.kind == "bars" else size


def _bytes(chart: Chart, suffix: str, mark: Mark, size: tuple[int, int]) -> bytes:
    from onemap.render import chart as charts

    if suffix == ".csv":
        return charts.data_csv(chart).encode("utf-8-sig")
    if suffix == ".svg":
        return _watermarked(charts.svg(chart, size), mark.watermark).encode()
    return _png(chart, mark, size)


def _png(chart: Chart, mark: Mark, size: tuple[int, int]) -> bytes:
    import numpy as np
    from PySide6.QtGui import QImage, QPainter

    from onemap.io import png
    from onemap.render import chart as charts
    from onemap.render import watermark

    pixels = np.ascontiguousarray(charts.picture(chart, size, scale=SCALE))
    if mark.watermark:
        high, wide = pixels.shape[:2]
        image = QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGBA8888)
        painter = QPainter(image)
        painter.scale(SCALE * _PX_PER_MM, SCALE * _PX_PER_MM)
        watermark.paint(painter, mark.watermark, (size[0] / _PX_PER_MM, size[1] / _PX_PER_MM), 1.0, None)
        painter.end()
    return png.encode(pixels, 96.0 * SCALE)


def _watermarked(svg: str, text: str) -> str:
    """The document with the text of a watermark over all of it."""
    if not text:
        return svg
    width, said = 16 * len(text), html.escape(text)
    tiled = (
        f'<defs><pattern id="mark" width="{width}" height="120" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(-30)"><text y="60" font-size="15" fill-opacity="0.14">{said}</text></pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#mark)"/>'
    )
    return svg.replace("</svg>", f"{tiled}\n</svg>")
