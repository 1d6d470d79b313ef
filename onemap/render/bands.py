"""Bands of picture rows: the unit of work of a thread, and the buffers it works in.

A picture is cut into the same bands whatever the number of threads, and what a band shows depends on nothing but the
request, so neither the threads nor their order can be seen in the picture.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.render.kernels.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from onemap.model.request import RenderRequest

#: Rows of a band at most, and its pixels: fewer fit the processor's cache, more meet fewer features twice.
MOST_ROWS, PIXELS = 128, 1 << 18
#: Rows of a band at least, however wide the picture.
LEAST_ROWS = 16
#: Buffers kept for the next picture.
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture in device pixels.

    ``numbers`` is what the kernels take: map coordinates of the view's centre, device pixels per map unit, device
    pixels of the centre, and the size of the picture.
    """

    width: int
    height: int
    scale: float
    numbers: npt.NDArray[np.float64]

    @classmethod
    def of(cls, request: RenderRequest) -> Frame:
        """The frame of a request."""
        view, ratio = request.view, request.pixel_ratio
        width, height = max(round(view.width_px * ratio), 1), max(round(view.height_px * ratio), 1)
        scale = ratio / view.resolution
        centre = view.width_px * ratio / 2, view.height_px * ratio / 2
        return cls(width, height, scale, np.array([view.center_x, view.center_y, scale, *centre, width, height]))

    def box(self, top: int, bottom: int, margin: float) -> tuple[float, float, float, float]:
        """Map box of the rows ``top`` to ``bottom`` with ``margin`` pixels around them."""
        cx, cy, scale, ox, oy = self.numbers[:5].tolist()
        return (
            cx + (-margin - ox) / scale,
            cy - (bottom + margin - oy) / scale,
            cx + (self.width + margin - ox) / scale,
            cy - (top - margin - oy) / scale,
        )

    def bands(self) -> Iterator[tuple[int, int]]:
        """First and last row (exclusive) of each band."""
        rows = band_rows(self.width)
        for top in range(0, self.height, rows):
            yield top, min(top + rows, self.height)


def band_rows(width: int) -> int:
    """Rows of the bands of a picture so many pixels wide."""
    return min(max(PIXELS // width, LEAST_ROWS), MOST_ROWS)


class Buffers:
    """What a thread draws a band into.

    The accumulators and their spans are empty between two uses: `blend.paint` leaves them so.
    """

    def __init__(self, width: int) -> None:
        self.width, self._rows = width, band_rows(width)
        self.picture = np.empty((self._rows, width), np.uint64)
        self._acc = np.zeros((2, self._rows, width + 2))
        self._spans = np.tile(np.array([width, -1], np.int32), (self._rows, 1))
        self._bands: dict[tuple[str, int], npt.NDArray[np.uint64]] = {}
        self.scratch = scratch()

    def accumulators(self, rows: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int32]]:
        """Two buffers of area differences for ``rows`` rows, and the columns touched in each row."""
        return self._acc[0, :rows], self._acc[1, :rows], self._spans[:rows]

    def band(self, name: str, rows: int, pad: int = 0) -> npt.NDArray[np.uint64]:
        """A transparent band, ``pad`` pixels wider on each side; the same memory for the same name."""
        key = name, pad
        if key not in self._bands:
            self._bands[key] = np.empty((self._rows, self.width + 2 * pad), np.uint64)
        band = self._bands[key][:rows]
        band.fill(0)
        return band


_free: list[Buffers] = []
_lock = threading.Lock()


def take(width: int) -> Buffers:
    """Buffers for bands ``width`` pixels wide, used ones where there are any."""
    with _lock:
        for k, buffers in enumerate(_free):
            if buffers.width == width:
                return _free.pop(k)
    return Buffers(width)


def give_back(buffers: Buffers) -> None:
    """Keep buffers, whose accumulators must be empty, for the next picture."""
    with _lock:
        _free.append(buffers)
        del _free[:-_KEPT]


def shared(work: Callable[[], None], threads: int) -> None:
    """Run ``work`` in this thread and at the same time in others, ``threads`` in all; ends when all have ended.

    The others are new threads: the system starts those on an idle processor, while threads that wait for the next
    picture are woken on the caller's and then share it for the whole frame.
    """
    if threads <= 1:
        work()
        return
    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(work) for _ in range(threads - 1)]
        work()
    for other in others:
        other.result()
