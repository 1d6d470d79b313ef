"""TIFF files written in strips of rows, with Deflate, and with the place on earth in GeoTIFF tags."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    import numpy.typing as npt

#: Largest picture that fits the format's 32-bit offsets, bytes before compression.
LARGEST_BYTES = 4_000_000_000
_STRIP_ROWS = 64
_DEFLATE, _HORIZONTAL = 8, 2
_LEVEL = 5
_SHORT, _LONG, _RATIONAL, _DOUBLE = 3, 4, 5, 12
_CODES = {_SHORT: "H", _LONG: "I", _RATIONAL: "I", _DOUBLE: "d"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies: upper-left corner and pixel size in map units; ``epsg`` of the CRS when it has a code."""

    x: float
    y: float
    pixel: float
    epsg: int | None = None
    geographic: bool = False


class TiffWriter:
    """Rows in, a TIFF out: ``write`` bands from the top, then ``close``.

    Parameters
    ----------
    file
        Where to write, seekable; stays open.
    width, height
        Size of the whole picture, pixels.
    channels
        3 for opaque pictures, 4 with straight alpha.
    dpi
        Pixels per inch, kept in the file.
    place
        Written as GeoTIFF tags (pixel is area), or None.
    """

    def __init__(
        self,
        file: BinaryIO,
        width: int,
        height: int,
        *,
        channels: int = 4,
        dpi: float = 96.0,
        place: Place | None = None,
    ) -> None:
        self._file = file
        self._size = (width, height, channels)
        self._dpi, self._place = dpi, place
        self._strips: list[tuple[int, int]] = []
        self._waiting = np.empty((0, width, channels), np.uint8)
        self._rows = 0
        file.write(struct.pack("<2sHI", b"II", 42, 0))

    def write(self, rows: npt.NDArray[np.uint8]) -> None:
        """Add rows (n, width, 3 or 4) uint8; a fourth channel is left out of an opaque picture."""
        self._rows += len(rows)
        waiting = np.concatenate([self._waiting, rows[:, :, : self._size[2]]])
        while len(waiting) >= _STRIP_ROWS:
            self._strip(waiting[:_STRIP_ROWS])
            waiting = waiting[_STRIP_ROWS:]
        self._waiting = waiting.copy()

    def close(self) -> None:
        """Finish the file; ValueError when rows are missing or too many."""
        if self._rows != self._size[1]:
            msg = f"{self._rows} rows instead of {self._size[1]}"
            raise ValueError(msg)
        if len(self._waiting):
            self._strip(self._waiting)
        self._directory()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.close()

    def _strip(self, rows: npt.NDArray[np.uint8]) -> None:
        differences = rows.copy()
        differences[:, 1:] -= rows[:, :-1]
        data = zlib.compress(differences.tobytes(), _LEVEL)
        self._strips.append((self._file.tell(), len(data)))
        self._file.write(data + b"\0" * (len(data) % 2))

    def _directory(self) -> None:
        """Write the one directory of tags at the end and its place into the header."""
        tags = sorted(self._tags())
        start = self._file.tell()
        extra = start + 2 + 12 * len(tags) + 4
        entries, beyond = b"", b""
        for tag, kind, values in tags:
            packed = struct.pack(f"<{len(values)}{_CODES[kind]}", *values)
            count = len(values) // 2 if kind == _RATIONAL else len(values)
            inline = packed.ljust(4, b"\0") if len(packed) <= 4 else struct.pack("<I", extra + len(beyond))
            beyond += b"" if len(packed) <= 4 else packed + b"\0" * (len(packed) % 2)
            entries += struct.pack("<HHI", tag, kind, count) + inline
        self._file.write(struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + beyond)
        self._file.seek(4)
        self._file.write(struct.pack("<I", start))

    def _tags(self) -> list[tuple[int, int, tuple[float, ...]]]:
        width, height, channels = self._size
        per_inch = (round(self._dpi * 1000), 1000)
        tags: list[tuple[int, int, tuple[float, ...]]] = [
            (256, _LONG, (width,)),
            (257, _LONG, (height,)),
            (258, _SHORT, (8,) * channels),
            (259, _SHORT, (_DEFLATE,)),
            (262, _SHORT, (2,)),
            (273, _LONG, tuple(offset for offset, _ in self._strips)),
            (277, _SHORT, (channels,)),
            (278, _LONG, (_STRIP_ROWS,)),
            (279, _LONG, tuple(size for _, size in self._strips)),
            (282, _RATIONAL, per_inch),
            (283, _RATIONAL, per_inch),
            (284, _SHORT, (1,)),
            (296, _SHORT, (2,)),
            (317, _SHORT, (_HORIZONTAL,)),
        ]
        if channels == 4:
            tags.append((338, _SHORT, (2,)))
        return tags + (_geo_tags(self._place) if self._place else [])


def _geo_tags(place: Place) -> list[tuple[int, int, tuple[float, ...]]]:
    """GeoTIFF 1.1: pixel scale, tie point of the upper-left corner, and the key directory where the CRS has a code."""
    tags: list[tuple[int, int, tuple[float, ...]]] = [
        (33550, _DOUBLE, (place.pixel, place.pixel, 0.0)),
        (33922, _DOUBLE, (0.0, 0.0, 0.0, place.x, place.y, 0.0)),
    ]
    if place.epsg is not None:
        model, key = (2, 2048) if place.geographic else (1, 3072)
        keys = (1, 1, 0, 3, 1024, 0, 1, model, 1025, 0, 1, 1, key, 0, 1, place.epsg)
        tags.append((34735, _SHORT, keys))
    return tags


def check(path: Path, width: int, height: int) -> str:
    """What is wrong with a TIFF of `TiffWriter` that should have this size: every strip is unpacked."""
    try:
        with path.open("rb") as file:
            return _fault(file, width, height)
    except (struct.error, zlib.error, KeyError) as error:
        return f"damaged or cut short: {error}"


def _fault(file: BinaryIO, width: int, height: int) -> str:
    mark, version, start = struct.unpack("<2sHI", file.read(8))
    if (mark, version) != (b"II", 42):
        return "no TIFF header"
    tags = _read_tags(file, start)
    if (tags[256], tags[257]) != ([width], [height]):
        return f"size {tags[256]} x {tags[257]}"
    stride = width * tags[277][0]
    for number, (offset, size) in enumerate(zip(tags[273], tags[279], strict=True)):
        file.seek(offset)
        rows = min(_STRIP_ROWS, height - number * _STRIP_ROWS)
        if len(zlib.decompress(file.read(size))) != rows * stride:
            return f"strip {number} is too short"
    return ""


def _read_tags(file: BinaryIO, start: int) -> dict[int, list[int]]:
    """Whole-number tags of the directory at ``start``."""
    file.seek(start)
    entries = file.read(12 * struct.unpack("<H", file.read(2))[0])
    tags = {}
    for tag, kind, count, at in struct.iter_unpack("<HHII", entries):
        if kind not in {_SHORT, _LONG}:
            continue
        size = struct.calcsize(_CODES[kind]) * count
        file.seek(at)
        data = file.read(size) if size > 4 else struct.pack("<I", at)[:size]
        tags[tag] = list(struct.unpack(f"<{count}{_CODES[kind]}", data))
    return tags
