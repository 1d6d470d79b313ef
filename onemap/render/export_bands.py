"""The rows of a picture from top to bottom, a band at a time, so that its size does not matter to the memory."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import OneMapError
from onemap.model.request import LayerReport
from onemap.query.moments import narrowed
from onemap.render import label_stamp
from onemap.render.bands import Buffers, Frame
from onemap.render.brush import Work
from onemap.render.kernels import blend, warm_up
from onemap.render.label_stamp import Labels, stamper
from onemap.render.layers import Plan, plan_of
from onemap.render.palette import rgba
from onemap.render.pens import ink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    import numpy.typing as npt

    from onemap.model.extent import Extent
    from onemap.model.request import RenderRequest
    from onemap.render.furniture import Sheet

    Rows = npt.NDArray[np.uint8]


class Bands:
    """Iterate once for the rows (n, width, 4) of a picture, straight alpha, from the top.

    They are the rows that `onemap.render.draw.render` gives, byte for byte, with labels placed once for the whole
    picture, the furniture of a sheet over them, and what lies outside of ``blank`` cleared. ``metres_across`` is the
    ground length of a map unit along x where it is not the request's.
    """

    def __init__(  # noqa: PLR0913 - plain properties of the picture
        self,
        request: RenderRequest,
        sheet: Sheet | None = None,
        blank: Extent | None = None,
        *,
        metres_across: float | None = None,
        threads: int = 2,
        cancelled: Callable[[], bool] | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> None:
        self.request, self.sheet = replace(request, layers=tuple(map(narrowed, request.layers))), sheet
        self.metres_across = request.metres_per_unit if metres_across is None else metres_across
        self._frame = Frame.of(request)
        self._blank = None if blank is None else self._pixels_of(blank)
        back = request.background
        self._ink = np.uint64(0) if back is None else ink(back, request.palette)
        self._color = (0, 0, 0, 0) if back is None else rgba(back, request.palette)
        self._threads = threads
        self._cancelled, self._on_progress = cancelled, on_progress
        self._layers: list[Plan | LayerReport] = []
        self._spare: list[Buffers] = []
        self._labels: Labels | None = None

    @property
    def width(self) -> int:
        """Device pixels across."""
        return self._frame.width

    @property
    def height(self) -> int:
        """Device pixels down."""
        return self._frame.height

    @property
    def channels(self) -> int:
        """3 for an opaque picture, 4 for one that may be seen through."""
        return 3 if self._color[3] == 255 else 4

    @property
    def dpi(self) -> float:
        """Device pixels per inch of the sheet."""
        return 25.4 / self.request.mm_per_px * self.request.pixel_ratio

    @property
    def pixel(self) -> float:
        """Size of a device pixel in map units."""
        return self.request.view.resolution / self.request.pixel_ratio

    @property
    def labels(self) -> Labels:
        """The labels of the whole picture, placed when first asked for."""
        if self._labels is None:
            self._labels = self._placed()
        return self._labels

    def __iter__(self) -> Iterator[Rows]:
        """Rows with everything on them."""
        label, furnish = stamper(self.labels, self.request.pixel_ratio), self._furniture()
        marked = self._watermark()
        for top, rows in self.map_rows():
            label(rows, top)
            marked(rows, top)
            furnish(rows, top)
            if self.channels == 4:
                blend.straighten(rows)
            yield rows

    def map_rows(self) -> Iterator[tuple[int, Rows]]:
        """First row and premultiplied rows of the features alone, from the top."""
        warm_up()
        self._layers = [self._planned(number) for number in range(len(self.request.layers))]
        for top, rows in self._drawn():
            self._clear_outside(rows, top)
            yield top, rows
            if self._on_progress is not None:
                self._on_progress(top + len(rows), self.height)

    def reports(self) -> tuple[LayerReport, ...]:
        """What became of each layer, after all rows were drawn."""
        told = [layer if isinstance(layer, LayerReport) else layer.report() for layer in self._layers]
        counts = dict(self.labels.counts)
        return tuple(_with_counts(report, counts.pop(report.id, (0, 0))) for report in told)

    def _placed(self) -> Labels:
        if not self.request.labels or not any(layer.style.label for layer in self.request.layers):
            return Labels()
        from onemap.render.labels import place_labels

        return place_labels(self.request, self._taken())

    def _taken(self) -> npt.NDArray[np.float64]:
        """Boxes where no label may stand, logical pixels: under the furniture and outside of what is shown."""
        boxes: list[tuple[float, float, float, float]] = []
        width, height = float(self.request.view.width_px), float(self.request.view.height_px)
        if self._blank is not None:
            left, top, right, bottom = (side / self.request.pixel_ratio for side in self._blank)
            boxes += [(0, 0, left, height), (right, 0, width, height), (0, 0, width, top), (0, bottom, width, height)]
        if self.sheet is not None:
            from onemap.render.furniture import parts

            mm = self.request.mm_per_px
            for part in parts(self.sheet, self.request, self.metres_across):
                x, y, w, h = part.box
                boxes.append((x / mm, y / mm, (x + w) / mm, (y + h) / mm))
        return np.array(boxes, np.float64).reshape(-1, 4)

    def _furniture(self) -> Callable[[Rows, int], None]:
        if self.sheet is None:
            return lambda _rows, _top: None
        from onemap.render.furniture import raster

        return raster(self.sheet, self.request, self.metres_across)

    def _watermark(self) -> Callable[[Rows, int], None]:
        if self.sheet is None or not self.sheet.watermark:
            return lambda _rows, _top: None
        from onemap.render import watermark
        from onemap.render.furniture_canvas import Paper

        scale, palette = self.request.pixel_ratio / self.request.mm_per_px, self.request.palette
        return watermark.stamper(self.sheet.watermark, Paper.of(self.request, 0.0).unit, scale, palette)

    def _planned(self, number: int) -> Plan | LayerReport:
        layer, scale = self.request.layers[number], self.request.scale
        low, high = layer.style.max_scale, layer.style.min_scale
        if (high is not None and scale > high) or (low is not None and scale < low):
            return LayerReport(layer.id, hidden_by_scale=True)
        try:
            return plan_of(layer, self.request, self._frame)
        except OneMapError as error:
            return LayerReport(layer.id, error=str(error))

    def _drawn(self) -> Iterator[tuple[int, Rows]]:
        bands = self._frame.bands()
        if self._threads <= 1:
            yield from (self._draw(top, bottom) for top, bottom in bands)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            waiting: deque[Future[tuple[int, Rows]]] = deque()
            for top, bottom in bands:
                waiting.append(pool.submit(self._draw, top, bottom))
                if len(waiting) > self._threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _draw(self, top: int, bottom: int) -> tuple[int, Rows]:
        # Not those of the window's pictures: they would stay, as wide as this picture, when it is done.
        buffers = self._spare.pop() if self._spare else Buffers(self.width)
        work = Work(buffers, self._cancelled)
        band = buffers.picture[: bottom - top]
        band.fill(self._ink)
        for plan in self._layers:
            work.check()
            if isinstance(plan, Plan):
                plan.draw(band, self._frame, top, work)
        rows = np.empty((bottom - top, self.width, 4), np.uint8)
        blend.to_bytes(band.view(np.uint16).reshape(*band.shape, 4), rows)
        self._spare.append(buffers)
        return top, rows

    def _pixels_of(self, box: Extent) -> tuple[int, int, int, int]:
        """Columns and rows (left, top, right, bottom) of a map box, to the nearest pixel."""
        view, ratio = self.request.view, self.request.pixel_ratio
        left, top = view.to_pixel(box.xmin, box.ymax)
        right, bottom = view.to_pixel(box.xmax, box.ymin)
        return round(left * ratio), round(top * ratio), round(right * ratio), round(bottom * ratio)

    def _clear_outside(self, rows: Rows, top: int) -> None:
        if self._blank is None:
            return
        left, upper, right, lower = self._blank
        color = label_stamp.premultiplied(self._color)
        rows[:, : max(left, 0)] = color
        rows[:, max(right, 0) :] = color
        rows[: max(upper - top, 0)] = color
        rows[max(lower - top, 0) :] = color


def _with_counts(report: LayerReport, counts: tuple[int, int]) -> LayerReport:
    return replace(report, placed_labels=counts[0], unplaced_labels=counts[1])
