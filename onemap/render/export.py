"""Pictures as files: PNG and TIFF band by band, JPEG and WebP in one piece, PDF with its text as text."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import OutputError, RequestError
from onemap.io import worldfile
from onemap.io.files import replacing, together
from onemap.model.view import View
from onemap.render.export_bands import Bands
from onemap.render.export_files import FORMATS, check_size, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.extent import Extent
    from onemap.model.request import LayerReport, RenderRequest
    from onemap.render.furniture import Sheet

#: Width of a picture when only its extent is given, pixels.
_WIDTH = 1600


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A written picture: its file, the files beside it, its size in pixels, and what became of each layer."""

    path: Path
    side_files: tuple[Path, ...]
    width: int
    height: int
    reports: tuple[LayerReport, ...] = ()


def view_for(
    size: tuple[int, int] | None, extent: Extent | None, current: View, *, letterbox: bool = False
) -> tuple[View, Extent | None]:
    """The view of a picture, and the box outside of which it stays blank (None: nowhere).

    Pixels are square. With a size and an extent of the same shape the outer edges of the picture are the extent. Of
    another shape, the picture shows more along one axis, the extent in its middle; with ``letterbox`` that more stays
    blank.
    With an extent alone the picture is 1600 pixels wide and as high as the extent asks (rounded up); with a size alone
    it shows the middle of the current view at its resolution; with neither it is the current view.
    """
    if extent is None:
        return (current if size is None else current.resized(*size)), None
    if size is None:
        size = _WIDTH, max(1, math.ceil(_WIDTH * extent.height / extent.width - 1e-9))
    view = View.fit(extent, *size)
    return view, extent if letterbox else None


def export(  # noqa: PLR0913 - each is a plain property of the file
    request: RenderRequest,
    path: str | Path,
    *,
    crs: str | None,
    sheet: Sheet | None = None,
    blank: Extent | None = None,
    threads: int = 2,
    cancelled: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> ExportResult:
    """Write the picture of ``request`` to ``path``; its suffix says the format.

    With a CRS, a world file and a .prj are written beside an image. What is drawn over the map is said by ``sheet``;
    what lies outside of ``blank`` is left in the background's colour. All files are written under temporary names, read
    again, and moved into place, so that they appear whole or not at all. The same request gives the same bytes.

    Raises
    ------
    RequestError
        When the format is unknown or cannot hold a picture of this size.
    OutputError
        When a file cannot be written: no permission, a full disk.
    CancelledError
        When ``cancelled`` says so; nothing is left behind.
    """
    path = Path(path)
    suffix = suffix_of(path)
    bands = Bands(
        request, sheet, blank, metres_across=_metres_across(request, crs), threads=threads, cancelled=cancelled,
        on_progress=on_progress,
    )  # fmt: skip
    check_size(suffix, bands.width, bands.height)
    beside = _beside(path, request, crs) if suffix != ".pdf" else {}
    try:
        with together((path, *beside)), replacing(path) as temporary:
            fault = FORMATS[suffix](temporary, bands, crs)
            if fault:
                raise OutputError("output_failed", path=str(path), why=fault)
            with contextlib.ExitStack() as stack:
                for name, text in beside.items():
                    stack.enter_context(replacing(name)).write_text(text, encoding="utf-8")
    except MemoryError as error:
        raise RequestError("memory_short", what=path.name) from error
    return ExportResult(path, tuple(beside), bands.width, bands.height, bands.reports())


def _beside(path: Path, request: RenderRequest, crs: str | None) -> dict[Path, str]:
    """Names and texts of the files that tell where the picture lies."""
    if crs is None:
        return {}
    view = request.view
    extent = view.extent
    world = worldfile.world_text(extent.xmin, extent.ymax, view.resolution / request.pixel_ratio)
    return {worldfile.world_path(path): world, path.with_suffix(".prj"): worldfile.prj_text(crs)}


def _metres_across(request: RenderRequest, crs: str | None) -> float:
    """Ground length of a map unit along x in the middle of the picture."""
    if crs is None:
        return request.metres_per_unit
    from onemap.io.crs import metres_per_unit

    return metres_per_unit(crs, request.view.center_x, request.view.center_y)[0]
