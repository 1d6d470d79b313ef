"""The image formats: how large they may be, how bands of rows get into them, and reading them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import RequestError
from onemap.io import png, tiff, worldfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onemap.render.export_bands import Bands

    Write = Callable[[Path, Bands, str | None], str]

#: Longest side in pixels: the formats' own limits (for JPEG that of its library, 35 below what its header could say),
#: and for what is streamed one that readers still open.
LIMITS = {".png": 100_000, ".tif": 100_000, ".tiff": 100_000, ".jpg": 65_500, ".jpeg": 65_500, ".webp": 16_383}
_JPEG_QUALITY, _LOSSLESS = 95, 100


def suffix_of(path: Path) -> str:
    """The suffix in lower case; RequestError when no format has it."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise RequestError("format_unknown", suffix=suffix, formats=", ".join(FORMATS))
    return suffix


def check_size(suffix: str, width: int, height: int) -> None:
    """Raise a RequestError that tells the format's limit when a picture is too large for it."""
    limit = LIMITS.get(suffix, max(LIMITS.values()))
    if not (1 <= width <= limit and 1 <= height <= limit):
        raise RequestError("size_impossible", width=width, height=height, limit=limit)
    if suffix in {".tif", ".tiff"} and width * height * 4 > tiff.LARGEST_BYTES:
        raise RequestError("size_impossible", width=width, height=height, limit=int((tiff.LARGEST_BYTES / 4) ** 0.5))


def write_png(path: Path, bands: Bands, _crs: str | None) -> str:
    """Stream a PNG; what is wrong with the file when read again, empty when nothing is."""
    size = bands.width, bands.height
    with path.open("wb") as file, png.PngWriter(file, *size, channels=bands.channels, dpi=bands.dpi) as writer:
        for rows in bands:
            writer.write(rows)
    return png.check(path, bands.width, bands.height)


def write_tiff(path: Path, bands: Bands, crs: str | None) -> str:
    """Stream a TIFF with the place on earth in it; what is wrong with the file when read again."""
    place = None
    if crs is not None:
        extent = bands.request.view.extent
        place = tiff.Place(extent.xmin, extent.ymax, bands.pixel, *worldfile.place_of(crs))
    size = bands.width, bands.height
    with (
        path.open("wb") as file,
        tiff.TiffWriter(file, *size, channels=bands.channels, dpi=bands.dpi, place=place) as writer,
    ):
        for rows in bands:
            writer.write(rows)
    return tiff.check(path, bands.width, bands.height)


def write_jpeg(path: Path, bands: Bands, _crs: str | None) -> str:
    """Write a JPEG: opaque, on white where the picture is transparent."""
    return _write_with_qt(path, bands, "jpeg", _JPEG_QUALITY)


def write_webp(path: Path, bands: Bands, _crs: str | None) -> str:
    """Write a WebP without loss."""
    return _write_with_qt(path, bands, "webp", _LOSSLESS)


def _write_with_qt(path: Path, bands: Bands, form: str, quality: int) -> str:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageReader, QImageWriter

    channels = 3 if form == "jpeg" else bands.channels
    pixels = np.empty((bands.height, bands.width, channels), np.uint8)
    top = 0
    for rows in bands:
        pixels[top : top + len(rows)] = _on_white(rows) if channels < bands.channels else rows[:, :, :channels]
        top += len(rows)
    kind = QImage.Format.Format_RGB888 if channels == 3 else QImage.Format.Format_RGBA8888
    image = QImage(pixels.data, bands.width, bands.height, bands.width * channels, kind)
    image.setDotsPerMeterX(round(bands.dpi / 0.0254))
    image.setDotsPerMeterY(round(bands.dpi / 0.0254))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, form.encode())
    writer.setQuality(quality)
    if not writer.write(image):
        return str(writer.errorString())
    # Written by Python, which tells of a full disk; Qt does not always.
    path.write_bytes(data.data())
    size = QImageReader(str(path), form.encode()).size()
    return "" if (size.width(), size.height()) == (bands.width, bands.height) else f"size {size}"


def _on_white(
    rows: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    alpha = rows[:, :, 3:].astype(np.uint16)
    return ((rows[:, :, :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def write_pdf(path: Path, bands: Bands, crs: str | None) -> str:
    """Write a page of PDF; what is wrong with the file when read again."""
    from onemap.render import pdf

    return pdf.write(path, bands, crs)


FORMATS: dict[str, Write] = {
    ".png": write_png,
    ".tif": write_tiff,
    ".tiff": write_tiff,
    ".jpg": write_jpeg,
    ".jpeg": write_jpeg,
    ".webp": write_webp,
    ".pdf": write_pdf,
}
