"""What somebody chose in the export dialog, and the request that the exporter takes, as the command line makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.api.checks import checked_extent, checked_look, checked_size
from onemap.errors import RequestError
from onemap.messages import language
from onemap.model.extent import Extent
from onemap.session import handing_out, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.api.marking import Stamp, Writing
    from onemap.model.request import RenderRequest
    from onemap.model.view import View
    from onemap.render.export import ExportResult
    from onemap.render.furniture import Sheet
    from onemap.session.runner import Job
    from onemap.session.session import Session

#: Suffixes by the name of the format.
FORMATS = {"PNG": ".png", "TIFF": ".tif", "JPEG": ".jpg", "WebP": ".webp", "PDF": ".pdf"}
#: Papers, width and height upright in millimetres (ISO 216).
PAPERS = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}


@dataclass(frozen=True, slots=True)
class Choice:
    """A picture to be written: ``size`` in pixels, ``extent`` in the map's CRS."""

    path: Path
    size: tuple[int, int]
    dpi: float
    extent: Extent
    letterbox: bool = False
    sheet: Sheet | None = None
    theme: Literal["light", "dark"] = "light"
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to write a picture; nothing in it changes any more."""

    writing: Writing
    choice: Choice
    shown_sheet: Sheet | None

    @property
    def request(self) -> RenderRequest:
        """The picture itself."""
        return self.writing.request

    def write(self, job: Job) -> ExportResult:
        """Write the picture, marked and noted; for a worker."""
        return self.writing.write(self.choice.stamp, cancelled=job.cancelled, on_progress=job.progress)


def order_of(session: Session, choice: Choice) -> Order:
    """The order for a choice: the same picture that `Map.export` writes; RequestError for an impossible one.

    ``shown_sheet`` is the sheet with the marks that it will have, with a serial that is not its own yet.
    """
    from onemap.api.marking import Writing, marked_sheet
    from onemap.render.export import view_for

    checked_look(choice.dpi, 1.0, choice.theme)
    size, box = checked_size(choice.size), checked_extent(choice.extent)
    view, blank = view_for(size, box, session.views.current, letterbox=choice.letterbox)
    request = snapshot.picture(session, view, palette=choice.theme, mm_per_px=25.4 / choice.dpi, selection=False)
    layers = handing_out.in_picture(session, request, language())
    writing = Writing(request, choice.path, session.crs, layers, choice.sheet, blank)
    return Order(writing, choice, marked_sheet(choice.sheet, writing.record(choice.stamp)))


def pixels(mm: float, dpi: float) -> int:
    """Pixels of a length on paper."""
    return max(1, round(mm * dpi / 25.4))


def extent_at_scale(view: View, size_mm: tuple[float, float], scale: float, metres_per_unit: float) -> Extent:
    """What a sheet of ``size_mm`` shows at 1:``scale`` around the middle of a view."""
    half_w, half_h = (mm / 1000 * scale / metres_per_unit / 2 for mm in size_mm)
    x, y = view.center_x, view.center_y
    return Extent(x - half_w, y - half_h, x + half_w, y + half_h)


def written_extent(text: str) -> Extent:
    """The extent that somebody wrote as xmin,ymin,xmax,ymax."""
    parts = text.replace("，", ",").replace(";", ",").split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        raise RequestError("argument_bad", name="", value=text, form="xmin,ymin,xmax,ymax")
    return checked_extent(Extent(*numbers))
