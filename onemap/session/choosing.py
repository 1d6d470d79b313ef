"""Choosing rows, as pure functions of frozen layers: what is found, what filters and time leave out of it, the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import CancelledError
from onemap.query.rowmath import combined
from onemap.session import masks

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.model.extent import Extent
    from onemap.model.prepared import Prepared
    from onemap.model.selection import How
    from onemap.session.entry import LayerEntry, Ready

    Rows = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    #: Rows of a layer that are found among the positions of a mask, or among all.
    Find = Callable[["Candidate", Mask | None], Rows]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A layer that is looked through: its rows, and the columns of it that hold personal values."""

    id: str
    ready: Ready
    personal: Container[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What became of a selection.

    ``rows`` by layer id, ``masks`` as `LayerEntry.selection_mask`, ``found`` how many were found now, ``left_out`` how
    many more would have been if filters and the map's time did not hide them.
    """

    rows: Mapping[str, Rows]
    masks: Mapping[str, tuple[Prepared, Mask]]
    found: int = 0
    left_out: int = 0


def candidates(entries: Iterable[LayerEntry], crs: str | None) -> tuple[Candidate, ...]:
    """The layers that can be looked through now."""
    from onemap.session.filtering import personal_columns

    return tuple(
        Candidate(entry.id, entry.ready, personal_columns(entry.definition))
        for entry in entries
        if entry.ready is not None and entry.ready in entry.shown_in(crs)
    )


def chosen(
    layers: Iterable[Candidate], before: Mapping[str, Rows], find: Find, how: How,
    cancelled: Callable[[], bool] | None = None,
) -> Chosen:  # fmt: skip
    """Put what ``find`` finds in some layers to what was chosen before; other layers keep theirs unless it is replaced.

    Raises
    ------
    CancelledError
        When ``cancelled`` says so between two layers.
    """
    layers = tuple(layers)
    after = {} if how in ("replace", "intersect") else dict(before)
    found = left_out = 0
    for layer in layers:
        if cancelled is not None and cancelled():
            raise CancelledError
        rows, hidden = _split(layer.ready, find(layer, layer.ready.drawn))
        found, left_out = found + len(rows), left_out + hidden
        after[layer.id] = combined(before.get(layer.id, rows[:0]), rows, how)
    after = {layer: rows for layer, rows in after.items() if len(rows)}
    for rows in after.values():
        rows.flags.writeable = False
    made = {
        one.id: (one.ready.prepared, mask_of(one.ready.prepared, after[one.id])) for one in layers if one.id in after
    }
    return Chosen(after, made, found, left_out)


def put_together(layer: str, prepared: Prepared, rows: Rows, before: Mapping[str, Rows], how: How) -> Chosen:
    """What becomes of a selection when some rows of one layer, ascending, are found in another way."""
    made = combined(before.get(layer, rows[:0]), rows, how)
    made.flags.writeable = False
    others = {} if how in ("replace", "intersect") else before
    return Chosen({**others, layer: made}, {layer: (prepared, mask_of(prepared, made))}, len(rows))


def narrowed(
    before: Mapping[str, Rows], rows: Mapping[str, Rows], prepared: Mapping[str, Prepared], how: How
) -> Chosen:
    """What becomes of a selection when rows of several layers, each ascending, are taken off or alone kept.

    Rows of other layers stay where rows are taken off.
    """
    after = {
        layer: combined(old, rows.get(layer, old[:0]), how)
        for layer, old in before.items()
        if how == "intersect" or layer in rows
    }
    after = {**({} if how == "intersect" else before), **after}
    after = {layer: found for layer, found in after.items() if len(found)}
    for found in after.values():
        found.flags.writeable = False
    masks_made = {
        layer: (prepared[layer], mask_of(prepared[layer], found)) for layer, found in after.items() if layer in prepared
    }
    return Chosen(after, masks_made, sum(map(len, after.values())))


def mask_of(prepared: Prepared, rows: Rows) -> Mask:
    """Which positions (m,) bool hold one of the given source rows."""
    last = max(int(prepared.rows.max(initial=-1)), int(rows.max(initial=-1)))
    marks = np.zeros(last + 1, np.bool_)
    marks[rows] = True
    mask: Mask = marks[prepared.rows]
    mask.flags.writeable = False
    return mask


def _split(ready: Ready, rows: Rows) -> tuple[Rows, int]:
    """Those of some rows that filter and time leave in, and how many they do not."""
    if ready.kept is None or not len(rows):
        return rows, 0
    kept = rows[ready.kept[rows]]
    return kept, len(rows) - len(kept)


# --- what may be found -------------------------------------------------------------------------------------------
def in_shape(shape: BaseGeometry | Extent | None, relation: str = "intersects") -> Find:
    """What stands in a relation to a shape in the map's CRS; touching counts as meeting."""
    from onemap.query.select import select

    return lambda layer, drawn: select(layer.ready.prepared, shape, relation, drawn)


def in_circle(x: float, y: float, radius: float, scale: tuple[float, float] = (1.0, 1.0)) -> Find:
    """What comes within ``radius`` of a place, as `onemap.query.select.select_circle` measures it."""
    from onemap.query.select import select_circle

    return lambda layer, drawn: select_circle(layer.ready.prepared, x, y, radius, scale, drawn)


def where(text: str) -> Find:
    """Rows of which a condition in CQL2 text is true, whether they have a place or not."""
    from onemap.session.filtering import Where, rows_of

    def find(layer: Candidate, drawn: Mask | None) -> Rows:
        marks = rows_of(layer.ready, Where(text, layer.personal))
        if drawn is not None:
            marks = marks.copy()
            marks[layer.ready.prepared.rows[~drawn]] = False
        return np.flatnonzero(marks).astype(np.int64, copy=False)

    return find


def located(
    other: Candidate, relation: str, distance: float = np.inf, *, scale: tuple[float, float] = (1.0, 1.0),
    of: Rows | None = None,
) -> Find:  # fmt: skip
    """What stands in a relation to any feature of another layer, as `onemap.query.relate.related` says it.

    Of the other layer those count that are shown, and of them only the rows ``of`` where these are given.
    """
    from onemap.query.relate import Other, related

    shown = other.ready.shown_at
    if of is not None:
        shown = masks.joined(shown, mask_of(other.ready.prepared, of))
    asked = Other(other.ready.prepared, relation, shown, distance, scale)
    return lambda layer, drawn: related(layer.ready.prepared, asked, drawn)


def every(layer: Candidate, drawn: Mask | None) -> Rows:
    """All rows of a layer that its style draws, and those without a place."""
    marks = np.ones(layer.ready.data.rows, np.bool_)
    if drawn is not None:
        marks[layer.ready.prepared.rows[~drawn]] = False
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def unchosen(before: Mapping[str, Rows]) -> Find:
    """Rows of a layer that are not chosen now."""
    from onemap.query.rowmath import inverted

    def find(layer: Candidate, drawn: Mask | None) -> Rows:
        rows = every(layer, drawn)
        marks = np.zeros(layer.ready.data.rows, np.bool_)
        marks[rows] = True
        return inverted(before.get(layer.id, rows[:0]), marks)

    return find


def within_filters(ready: Ready, rows: Rows) -> Rows:
    """Those of some rows that filter and time leave in, read-only."""
    kept = masks.kept_of(ready, rows)
    kept.flags.writeable = False
    return kept
