"""Draws pictures in a thread of its own: the newest request wins, work that nobody wants any more ends early."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from onemap.errors import CancelledError, OneMapError
from onemap.render import held

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from onemap.model.request import LayerReport, Rendered, RenderRequest
    from onemap.model.view import View

#: How much the working threads step back behind the window's.
NICE = 4
_log = logging.getLogger(__name__)


def give_way() -> None:
    """Let the window's thread go first where threads can be ranked (Linux); threads begun from here inherit it."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


class Renderer(Protocol):
    """`onemap.render.draw.render`, or a stand-in of a test."""

    def __call__(self, request: RenderRequest, *, cancelled: Callable[[], bool] | None = None) -> Rendered:
        """Draw a picture; raise CancelledError when nobody wants it any more."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn map, ready to be painted: device pixels of ``view`` (which reaches beyond the window on all sides).

    ``labels`` are its labels by themselves, to be painted again over what is marked on it; None where there are none.
    """

    image: QImage
    view: View
    generation: int
    pixel_ratio: float
    reports: tuple[LayerReport, ...]
    took_ms: float
    labels: QImage | None = None


def default_renderer(request: RenderRequest, *, cancelled: Callable[[], bool] | None = None) -> Rendered:
    """The program's renderer, imported when the first picture is drawn: compiled code takes its time to load."""
    from onemap.render.draw import render

    return render(request, threads=2, cancelled=cancelled)


class Drawing(QObject):
    """The drawing thread. ``drawn`` and ``failed`` come by queued signal to the thread this object lives in."""

    drawn = Signal(object)
    failed = Signal(object)

    def __init__(self, renderer: Renderer = default_renderer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._wake = threading.Condition()
        self._wanted: RenderRequest | None = None
        self._oldest = 0
        self._closed = False
        self._busy = False
        self._held = held.Held()
        self._thread = threading.Thread(target=self._work, name="drawing", daemon=True)
        self._thread.start()

    @property
    def renderer(self) -> Renderer:
        """What draws."""
        return self._renderer

    @property
    def busy(self) -> bool:
        """Whether a picture is being drawn or waits to be."""
        with self._wake:
            return self._busy or self._wanted is not None

    def ask(self, request: RenderRequest, *, drop_older: bool) -> None:
        """Draw ``request`` next; with ``drop_older`` what is being drawn now is of no use any more and ends."""
        with self._wake:
            self._wanted = request
            if drop_older:
                self._oldest = request.generation
            self._wake.notify()

    def stop(self, before: int) -> None:
        """End what is being drawn and forget what waits; only generations from ``before`` on are of use."""
        with self._wake:
            self._wanted = None
            self._oldest = before

    def forget(self) -> None:
        """Let go of what is kept for the next picture: there is nothing to be drawn."""
        self._held.clear()

    def close(self) -> None:
        """End the thread."""
        with self._wake:
            self._closed = True
            self._wanted = None
            self._oldest = 1 << 62
            self._wake.notify()
        self._thread.join(timeout=10)

    def _work(self) -> None:
        give_way()
        held.CURRENT.set(self._held)
        while (request := self._next()) is not None:
            try:
                self._draw(request)
            except CancelledError:
                pass
            except OneMapError as error:
                self.failed.emit(error)
            except Exception as error:  # noqa: BLE001 - this thread is a job runner: the window tells, the log keeps
                _log.exception("drawing")
                self.failed.emit(OneMapError("unexpected", why=f"{type(error).__name__}: {error}"))

    def _next(self) -> RenderRequest | None:
        with self._wake:
            self._busy = False
            while self._wanted is None and not self._closed:
                self._wake.wait()
            request, self._wanted = self._wanted, None
            self._busy = request is not None
            return None if self._closed else request

    def _draw(self, request: RenderRequest) -> None:
        def cancelled() -> bool:
            return request.generation < self._oldest

        rendered = self._renderer(request, cancelled=cancelled)
        image = opaque_image(rendered) if request.background is not None else clear_image(rendered.rgba)
        labels = None if rendered.labels is None else clear_image(rendered.labels, multiplied=True)
        if not cancelled():
            view, ratio = rendered.view, request.pixel_ratio
            self.drawn.emit(Picture(image, view, request.generation, ratio, rendered.reports, rendered.took_ms, labels))


def opaque_image(rendered: Rendered) -> QImage:
    """The picture in the pixel format that a window paints fastest, its own memory."""
    height, width = rendered.rgba.shape[:2]
    shared = QImage(rendered.rgba.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
    return shared.convertToFormat(QImage.Format.Format_RGB32)


def clear_image(rgba: npt.NDArray[np.uint8], *, multiplied: bool = False) -> QImage:
    """Pixels (h, w, 4) that one can see through, as a window lays them over others fastest, in their own memory.

    ``multiplied`` tells that the colours are multiplied by alpha already.
    """
    height, width = rgba.shape[:2]
    form = QImage.Format.Format_RGBA8888_Premultiplied if multiplied else QImage.Format.Format_RGBA8888
    shared = QImage(rgba.data, width, height, 4 * width, form)
    return shared.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
