"""PNG files written in bands of rows, so that a picture larger than the memory can be saved."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    import numpy.typing as npt

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Filter "up": each byte less the one above; maps are flat, so most become 0.
_UP = 2
_COLOR_TYPES = {3: 2, 4: 6}
_LEVEL = 5
_CHUNK = 1 << 20


class PngWriter:
    """Rows in, a PNG out: ``write`` bands from the top, then ``close``.

    Parameters
    ----------
    file
        Where to write; stays open.
    width, height
        Size of the whole picture, pixels.
    channels
        3 for opaque pictures, 4 with alpha.
    dpi
        Pixels per inch, kept in the file.
    """

    def __init__(self, file: BinaryIO, width: int, height: int, *, channels: int = 4, dpi: float = 96.0) -> None:
        self._file = file
        self._squeezed = zlib.compressobj(_LEVEL, strategy=zlib.Z_FILTERED)
        self._above = np.zeros((1, width * channels), np.uint8)
        self._channels, self._left = channels, height
        file.write(_SIGNATURE)
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _COLOR_TYPES[channels], 0, 0, 0))
        per_metre = round(dpi / 0.0254)
        self._chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
        self._pending = bytearray()

    def write(self, rows: npt.NDArray[np.uint8]) -> None:
        """Add rows (n, width, 3 or 4) uint8; a fourth channel is left out of an opaque picture."""
        flat = np.ascontiguousarray(rows[:, :, : self._channels]).reshape(len(rows), -1)
        filtered = np.empty((len(rows), flat.shape[1] + 1), np.uint8)
        filtered[:, 0] = _UP
        np.subtract(flat[:1], self._above, out=filtered[:1, 1:])
        np.subtract(flat[1:], flat[:-1], out=filtered[1:, 1:])
        self._above = flat[-1:].copy()
        self._left -= len(rows)
        self._data(self._squeezed.compress(filtered.reshape(-1).data))

    def close(self) -> None:
        """Finish the file; ValueError when rows are missing or too many."""
        if self._left:
            msg = f"{self._left} rows of the picture are missing"
            raise ValueError(msg)
        self._data(self._squeezed.flush(), last=True)
        self._chunk(b"IEND", b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.close()

    def _data(self, data: bytes, *, last: bool = False) -> None:
        self._pending += data
        while len(self._pending) >= _CHUNK or (last and self._pending):
            self._chunk(b"IDAT", bytes(self._pending[:_CHUNK]))
            del self._pending[:_CHUNK]

    def _chunk(self, name: bytes, data: bytes) -> None:
        self._file.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))


def encode(rgba: npt.NDArray[np.uint8], dpi: float = 96.0) -> bytes:
    """A whole picture (h, w, 3 or 4) as the bytes of a PNG file."""
    file = io.BytesIO()
    with PngWriter(file, rgba.shape[1], rgba.shape[0], channels=rgba.shape[2], dpi=dpi) as writer:
        writer.write(rgba)
    return file.getvalue()


def check(path: Path, width: int, height: int) -> str:
    """What is wrong with a PNG that should have this size: every byte is looked at; empty when nothing is."""
    with path.open("rb") as file:
        if file.read(8) != _SIGNATURE:
            return "no PNG signature"
        squeezed = zlib.decompressobj()
        wanted = total = 0
        for name, data in _chunks(file):
            if name == b"IHDR":
                got = struct.unpack(">IIBBBBB", data)
                if got[:2] != (width, height):
                    return f"size {got[0]} x {got[1]}"
                wanted = height * (width * {2: 3, 6: 4}[got[3]] + 1)
            elif name == b"IDAT":
                total += _unpacked(squeezed, data)
            elif name == b"":
                return "damaged or cut short"
        return "" if total == wanted and squeezed.eof else f"{total} bytes of pixels instead of {wanted}"


def _unpacked(squeezed: zlib._Decompress, data: bytes) -> int:
    """Number of bytes that ``data`` unpacks to, a little at a time: a flat picture is a thousand times its file."""
    total = 0
    while data:
        total += len(squeezed.decompress(data, _CHUNK))
        data = squeezed.unconsumed_tail
    return total


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Name and data of each chunk up to IEND; an empty name for one whose sum is wrong or that is cut short."""
    while True:
        head = file.read(8)
        if len(head) < 8:
            yield b"", b""
            return
        size, name = struct.unpack(">I4s", head)
        data, tail = file.read(size), file.read(4)
        if tail != struct.pack(">I", zlib.crc32(name + data)):
            yield b"", b""
            return
        yield name, data
        if name == b"IEND":
            return
