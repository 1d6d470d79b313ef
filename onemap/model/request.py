"""Frozen questions to the renderer and to the index, and their answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.model.moment import Moment, TimeOrder
    from onemap.model.prepared import Prepared
    from onemap.model.style import Style
    from onemap.model.view import View


@dataclass(frozen=True, slots=True)
class When:
    """The span of time that is shown of a layer, and the times of its features."""

    order: TimeOrder
    moment: Moment


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """A layer as one picture needs it.

    ``class_of`` (m,) uint8 by position gives the place of the feature's class in ``style.classes``; 254 is the symbol
    of the rest, 255 is not drawn. None draws all with ``style.symbol``. ``labels`` holds the text of each position as
    an Arrow string array in page order, or None. ``drawn`` (m,) bool by position is the filter's mask, or None.
    ``title`` names the layer in a printed legend; a layer without one is not in it. ``homes`` marks places that a
    picture which is handed out may not show exactly. ``when`` is the span of time that is shown of it, worked out by
    the renderer.
    """

    id: str
    prepared: Prepared
    style: Style
    class_of: npt.NDArray[np.uint8] | None = None
    labels: object | None = None
    drawn: npt.NDArray[np.bool_] | None = None
    title: str = ""
    homes: bool = False
    when: When | None = None


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One picture. ``layers`` from bottom to top.

    ``view`` counts logical pixels; the picture has ``round(width_px * pixel_ratio)`` device pixels across.
    ``mm_per_px`` is the size of a logical pixel on the sheet (25.4 / dpi; 25.4 / 96 on a screen), by which millimetres
    become logical pixels. ``metres_per_unit`` is the map CRS's unit at the centre. ``background`` is a `Color` or None
    for transparent. With ``labels_apart`` the labels are also given by themselves, to be laid over what is marked.
    """

    view: View
    layers: tuple[DrawnLayer, ...]
    generation: int = 0
    pixel_ratio: float = 1.0
    mm_per_px: float = 25.4 / 96
    metres_per_unit: float = 1.0
    palette: Literal["light", "dark"] = "light"
    background: str | None = "@land"
    labels: bool = True
    labels_apart: bool = False

    @property
    def scale(self) -> float:
        """The n of 1:n on the sheet."""
        return self.view.resolution * self.metres_per_unit * 1000 / self.mm_per_px


@dataclass(frozen=True, slots=True)
class LayerReport:
    """What became of one layer in a picture: counts are features of the layer that the view meets."""

    id: str
    drawn: int = 0
    thinned: int = 0
    unplaced_labels: int = 0
    placed_labels: int = 0
    hidden_by_scale: bool = False
    error: str | None = None
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture: ``rgba`` (h, w, 4) uint8, straight (not premultiplied) alpha, row 0 at the top.

    ``labels`` is the labels alone, as large, premultiplied, where they were asked for and there are any.
    """

    rgba: npt.NDArray[np.uint8]
    view: View
    generation: int
    reports: tuple[LayerReport, ...] = ()
    took_ms: float = 0.0
    labels: npt.NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A feature near a place: ``row`` is the source's row, ``kind`` its rank (point, line, polygon)."""

    layer: str
    row: int
    distance_m: float
    kind: Literal["point", "line", "polygon"]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class IdentifyResult:
    """What stands at a place: hits of the topmost layer first, in a layer points, lines, polygons, nearest first.

    ``grid`` is the code of the unit grid that contains the place, or None. ``left_out`` counts hits beyond the cap,
    ``totals`` all hits of each layer.
    """

    x: float
    y: float
    crs: str
    tolerance_m: float
    hits: tuple[Hit, ...] = ()
    grid: str | None = None
    grid_layer: str | None = None
    left_out: int = 0
    totals: dict[str, int] = field(default_factory=dict)
