"""A picture of layers: `render` plans each layer, draws the bands on threads, then the labels."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import CancelledError, OneMapError, RequestError
from onemap.model.request import LayerReport, Rendered
from onemap.query.moments import narrowed
from onemap.render import held
from onemap.render.bands import Frame, give_back, shared, take
from onemap.render.brush import Work
from onemap.render.kernels import blend, pixels, warm_up
from onemap.render.layers import Plan, plan_of
from onemap.render.pens import ink

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from onemap.model.request import DrawnLayer, RenderRequest

_log = logging.getLogger(__name__)


def render(request: RenderRequest, *, threads: int = 2, cancelled: Callable[[], bool] | None = None) -> Rendered:
    """The picture of a request, the same with any number of ``threads``.

    What goes wrong with one layer is told in its report, and the others are drawn. ``cancelled`` is asked from the
    drawing threads every few milliseconds.

    Raises
    ------
    RequestError
        When the view has no size or a number that is not finite, or the background is no colour.
    CancelledError
        When ``cancelled`` says so.
    """
    started = time.perf_counter()
    _check(request)
    warm_up()
    ground = _still(request.layers)
    request = replace(request, layers=tuple(map(narrowed, request.layers)))
    background = np.uint64(0) if request.background is None else ink(request.background, request.palette)
    picture = _Picture(request, Frame.of(request), background, cancelled, ground)
    picture.plan()
    while not picture.draw(threads):
        pass
    counts, labels = _draw_labels(picture.rgba, request)
    if background >> np.uint64(48) < pixels.FULL:
        blend.straighten(picture.rgba)
    reports = tuple(_with_labels(report, counts) for report in picture.reports())
    took_ms = (time.perf_counter() - started) * 1000
    return Rendered(picture.rgba, request.view, request.generation, reports, took_ms, labels)


def _still(layers: tuple[DrawnLayer, ...]) -> int:
    """How many layers, from below, a film does not change; 0 where no span of time narrows any."""
    return next((n for n, layer in enumerate(layers) if layer.when and not layer.when.moment.is_open), 0)


class _Picture:
    """A picture being drawn: a plan or a report for each layer of the request."""

    def __init__(
        self,
        request: RenderRequest,
        frame: Frame,
        background: np.uint64,
        cancelled: Callable[[], bool] | None,
        ground: int,
    ) -> None:
        self.rgba = np.empty((frame.height, frame.width, 4), np.uint8)
        self._request, self._frame, self._background, self._cancelled = request, frame, background, cancelled
        self._layers: list[Plan | LayerReport] = []
        self._ground = ground
        self._held = held.CURRENT.get() if ground else None
        self._bands: dict[int, npt.NDArray[np.uint64]] = {}

    def plan(self) -> None:
        """Plan all layers; one that cannot be planned or is hidden at this scale gets its report at once.

        Of the ground, which the picture before had, too, there are the reports and the bands.
        """
        kept: tuple[LayerReport, ...] = ()
        if self._held is not None:
            key = held.sheet_key(self._request), *map(held.layer_key, self._request.layers[: self._ground])
            kept, self._bands = self._held.ground_of(key)
        self._layers = [*kept, *(self._planned(layer) for layer in self._request.layers[len(kept) :])]

    def draw(self, threads: int) -> bool:
        """Draw all bands; gives False when a layer failed on the way: the picture is to be drawn without it."""
        bands = list(self._frame.bands())
        failed: list[dict[int, Exception]] = []
        todo = iter(bands)

        def work() -> None:
            for top, bottom in todo:
                failed.append(self._draw_band(top, bottom))

        shared(work, min(threads, len(bands)))
        for number, error in ((number, error) for each in failed for number, error in each.items()):
            self._layers[number] = _failed(self._request.layers[number], error)
        if any(failed):
            self._held, self._bands = None, {}  # of a picture with a fault nothing is kept
        return not any(failed)

    def reports(self) -> list[LayerReport]:
        """What became of each layer, without its labels."""
        found = [layer if isinstance(layer, LayerReport) else layer.report() for layer in self._layers]
        if self._held is not None:
            self._held.reports = tuple(found[: self._ground])
        return found

    def _planned(self, layer: DrawnLayer) -> Plan | LayerReport:
        scale, style = self._request.scale, layer.style
        if (style.min_scale is not None and scale > style.min_scale) or (
            style.max_scale is not None and scale < style.max_scale
        ):
            return LayerReport(layer.id, hidden_by_scale=True)
        try:
            return plan_of(layer, self._request, self._frame)
        except Exception as error:  # noqa: BLE001 - a layer that fails must not stop the others
            return _failed(layer, error)

    def _draw_band(self, top: int, bottom: int) -> dict[int, Exception]:
        """Draw all layers of a band and round it to bytes; gives the layers that failed."""
        buffers = take(self._frame.width)
        work = Work(buffers, self._cancelled)
        band = buffers.picture[: bottom - top]
        failed: dict[int, Exception] = {}
        ground = self._bands.get(top)
        band[:] = self._background if ground is None else ground
        for number, plan in enumerate(self._layers):
            work.check()
            if number == self._ground and ground is None and self._held is not None:
                self._bands[top] = band.copy()
            if ground is not None and number < self._ground:
                continue
            if isinstance(plan, Plan):
                try:
                    plan.draw(band, self._frame, top, work)
                except CancelledError:
                    raise
                except Exception as error:  # noqa: BLE001 - a layer that fails must not stop the others
                    failed[number] = error
        blend.to_bytes(band.view(np.uint16).reshape(*band.shape, 4), self.rgba[top:bottom])
        if not failed:
            give_back(buffers)
        return failed


def _check(request: RenderRequest) -> None:
    ratio = request.pixel_ratio
    if not request.view.is_valid or not 0 < ratio < np.inf or not 0 < request.mm_per_px < np.inf:
        raise RequestError("view_impossible", why=f"{request.view}, pixel_ratio={ratio}, mm={request.mm_per_px}")


def _failed(layer: DrawnLayer, error: Exception) -> LayerReport:
    if isinstance(error, OneMapError):
        return LayerReport(layer.id, error=str(error))
    _log.error("layer %s cannot be drawn", layer.id, exc_info=error)
    return LayerReport(layer.id, error=str(OneMapError("unexpected", why=f"{type(error).__name__}: {error}")))


def _draw_labels(
    rgba: npt.NDArray[np.uint8], request: RenderRequest
) -> tuple[dict[str, tuple[int, int]], npt.NDArray[np.uint8] | None]:
    """Draw the labels of all layers: how many were placed and not placed by layer id, and the labels alone if asked."""
    styles = [layer.style.label for layer in request.layers if layer.labels is not None]
    if not request.labels or not any(label is not None and label.visible for label in styles):
        return {}, None
    from onemap.render.label_stamp import stamper
    from onemap.render.labels import labels_of

    labels = labels_of(request)
    stamp = stamper(labels, request.pixel_ratio)
    stamp(rgba, 0)
    if not request.labels_apart or not labels.placed:
        return dict(labels.counts), None
    alone = np.zeros_like(rgba)
    stamp(alone, 0)
    return dict(labels.counts), alone


def _with_labels(report: LayerReport, counts: dict[str, tuple[int, int]]) -> LayerReport:
    placed, unplaced = counts.pop(report.id, (0, 0))
    return replace(report, placed_labels=placed, unplaced_labels=unplaced)
