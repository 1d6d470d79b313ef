"""Frozen values made from the session for the workers: pictures and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from onemap.city import home_places, masking
from onemap.messages import language
from onemap.model.request import DrawnLayer, RenderRequest, When
from onemap.model.style import Style, Symbol
from onemap.session import choosing, masks
from onemap.session.asking import AskedLayer, IdentifyRequest, metric_scale
from onemap.session.loading import needs_rows
from onemap.session.marker_reach import reaches

if TYPE_CHECKING:
    from collections.abc import Collection

    from onemap.model.moment import Moment
    from onemap.model.view import View
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session

#: What is selected is drawn on top of all layers with this look.
SELECTED = Style(symbol=Symbol(fill="@selection_fill", line="@selection", width_mm=0.5, size_mm=2.6))
#: From so many on of a layer they are marked smaller, so that one still sees where they are more and where fewer.
_MANY = 3000
MANY_SELECTED = Style(symbol=Symbol(fill="@selection_fill", line="@selection", width_mm=0.3, size_mm=1.3))


def metres_per_unit(session: Session, view: View) -> tuple[float, float]:
    """Metres per map unit along x and y at the centre of the view; 1 without a CRS."""
    return metric_scale(session.crs, view.center_x, view.center_y)


def picture(
    session: Session,
    view: View,
    *,
    palette: Literal["light", "dark"] = "light",
    pixel_ratio: float = 1.0,
    mm_per_px: float = 25.4 / 96,
    selection: bool = True,
) -> RenderRequest:
    """The picture of all visible layers in a view, the selection on top unless the picture is handed out."""
    layers: list[DrawnLayer] = []
    for entry in reversed(session.entries):
        if entry.visible:
            layers += [_drawn(entry, ready, session.moment) for ready in entry.shown_in(session.crs)]
    if selection:
        layers += [d for e in session.entries if e.visible for d in _selected(e, session)]
    return RenderRequest(view, tuple(layers), 0, pixel_ratio, mm_per_px, metres_per_unit(session, view)[1], palette)


def selected(
    session: Session,
    view: View,
    *,
    palette: Literal["light", "dark"] = "light",
    pixel_ratio: float = 1.0,
    mm_per_px: float = 25.4 / 96,
) -> RenderRequest | None:
    """The picture of what is selected alone, on nothing, to be laid over the map; None when nothing of it is drawn."""
    layers = tuple(d for e in reversed(session.entries) if e.visible for d in _selected(e, session))
    if not layers:
        return None
    scale = metres_per_unit(session, view)[1]
    return RenderRequest(view, layers, 0, pixel_ratio, mm_per_px, scale, palette, background=None, labels=False)


def question(
    session: Session, x: float, y: float, tolerance_m: float, view: View | None = None, *,
    among: Collection[str] | None = None,
) -> IdentifyRequest:  # fmt: skip
    """What stands at a place among the visible layers; with a view, only among those drawn at its scale.

    With a view, what has its marker over the place is found, too, as large as it is on a screen.

    ``among`` asks the layers of these ids instead, and no unit grid.
    """
    scale = metric_scale(session.crs, x, y)
    denominator = None if view is None else view.scale_denominator(scale[1])
    per_mm = 0.0 if view is None else view.resolution * scale[1] * 96 / 25.4
    layers = [
        asked(entry, ready, per_mm)
        for entry in session.entries
        if (entry.id in among if among is not None else entry.visible)
        and (denominator is None or in_scale(entry.style, denominator))
        for ready in entry.shown_in(session.crs)
    ]
    if among is not None:
        return IdentifyRequest(x, y, session.crs or "", tolerance_m, scale, tuple(layers), ())
    grids = [asked(e, r) for e in session.entries if e.definition.role == "unit_grid" for r in e.shown_in(session.crs)]
    return IdentifyRequest(x, y, session.crs or "", tolerance_m, scale, tuple(layers), tuple(grids))


def in_scale(style: Style, denominator: float) -> bool:
    """Whether a layer of this style is drawn at 1:``denominator``."""
    return (style.min_scale is None or denominator <= style.min_scale) and (
        style.max_scale is None or denominator >= style.max_scale
    )


def asked(entry: LayerEntry, ready: Ready, metres_per_mm: float = 0.0) -> AskedLayer:
    """A layer as questions need it; with ``metres_per_mm`` its markers count as large as they are drawn."""
    column = entry.column_with("code")
    table = ready.data.table
    codes = table.column(column) if column in table.column_names else None
    mask = "none" if column is None else masking.mask_of(entry.definition, column)
    pictures = reaches(ready.style or entry.style, metres_per_mm) if metres_per_mm > 0 else {}
    return AskedLayer(entry.id, ready.prepared, codes, mask, ready.shown_at, pictures, ready.class_of)


def _drawn(entry: LayerEntry, ready: Ready, moment: Moment | None) -> DrawnLayer:
    """A layer of a picture; the same object as the last time while nothing of it was set: there may be ten thousand."""
    known, words = entry.drawn, language()
    if known is not None and known[0] is ready and known[1] == moment and known[2] == words:
        return known[3]
    drawn = _drawn_anew(entry, ready, moment)
    if ready is entry.ready:
        entry.drawn = ready, moment, words, drawn
    return drawn


def _drawn_anew(entry: LayerEntry, ready: Ready, moment: Moment | None) -> DrawnLayer:
    style, class_of = entry.style, ready.class_of
    if ready.style is not None and needs_rows(ready.style, style):
        style = ready.style  # until the rows are classified anew, the look that fits their classes
    if class_of is None and style.kind != "single":
        style = msgspec.structs.replace(style, kind="single", symbol=style.symbol or style.classes[0].symbol)
    style = masking.shown_style(entry.definition, style)
    return DrawnLayer(
        entry.id, ready.prepared, style, class_of, ready.labels, ready.filtered_at, entry.title(language()),
        home_places.is_home(entry.definition), _when(ready, moment),
    )  # fmt: skip


def _when(ready: Ready, moment: Moment | None) -> When | None:
    """The span that the renderer shows of a layer: the newest, whatever the counts are under by now."""
    return None if moment is None or ready.times is None else When(ready.times.order, moment)


def _selected(entry: LayerEntry, session: Session) -> list[DrawnLayer]:
    if entry.selection is None or entry.ready is None or entry.ready not in entry.shown_in(session.crs):
        return []
    prepared = entry.ready.prepared
    if entry.selection_mask is None or entry.selection_mask[0] is not prepared:
        entry.selection_mask = (prepared, choosing.mask_of(prepared, entry.selection))
    style = SELECTED if len(entry.selection) < _MANY else MANY_SELECTED
    mask = masks.joined(entry.selection_mask[1], entry.ready.filtered_at)
    return [
        DrawnLayer(
            f"{entry.id}#selection", prepared, style, drawn=mask, homes=home_places.is_home(entry.definition),
            when=_when(entry.ready, session.moment),
        )
    ]  # fmt: skip
