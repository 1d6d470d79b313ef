"""Filtering and selecting from a script: as the window does, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.api.checks import checked_length, checked_shape
from onemap.api.count import opened
from onemap.errors import RequestError
from onemap.model.selection import HOWS
from onemap.session import asking, choosing, masks
from onemap.session.filtering import checked, personal_columns
from onemap.session.hints import missing_values

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from onemap.api.checks import Box
    from onemap.api.layer import Layer
    from onemap.messages import Phrase
    from onemap.model.selection import How
    from onemap.session.choosing import Find
    from onemap.session.session import Session

    Rows = dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]


def set_filter(session: Session, layer_id: str, text: str, *, on: bool = True) -> int:
    """Put a layer under a filter; gives how many rows are left in."""
    opened(session, layer_id)
    session.set_filter(layer_id, text, on=on)
    return masks.kept_rows(opened(session, layer_id))


def query(
    session: Session, layer_id: str, text: str
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], tuple[Phrase, ...]]:
    """Rows that are left in and of which a condition is true, and hints at values that do not occur."""
    ready, definition = opened(session, layer_id), session.entry(layer_id).definition
    condition = checked(text, ready.data.table, personal_columns(definition))
    candidate = choosing.Candidate(layer_id, ready, personal_columns(definition))
    rows = masks.kept_of(ready, choosing.where(text)(candidate, None))
    return rows, missing_values(condition, definition, ready.data.table)


def finder(
    session: Session, where: BaseGeometry | Box | str | Layer, relation: str, distance_m: float | None, *,
    only_selected: bool,
) -> Find:  # fmt: skip
    """What finds the rows that stand in a relation to a shape, a box or a layer, or that a condition is true of."""
    from onemap.api.layer import Layer

    if isinstance(where, str):
        return choosing.where(where)
    if not isinstance(where, Layer):
        return choosing.in_shape(checked_shape(where), relation)
    ready = opened(session, where.id)
    if relation == "distance" or distance_m is not None:
        checked_length("distance_m", np.nan if distance_m is None else distance_m)
    around = ready.prepared.extent
    scale = (1.0, 1.0) if around is None else asking.metric_scale(session.crs, *around.center)
    of = session.selection.of(where.id) if only_selected else None
    personal = personal_columns(where.definition)
    other = choosing.Candidate(where.id, ready, personal)
    return choosing.located(other, relation, np.inf if distance_m is None else distance_m, scale=scale, of=of)


def select(session: Session, ids: list[str] | None, find: Find, how: How) -> Rows:
    """Make what is found in layers (the visible ones by default) the selection, or part of it."""
    if how not in HOWS:
        raise RequestError("argument_bad", name="how", value=how, form=" | ".join(HOWS))
    for one in ids or ():
        opened(session, one)
    wanted = [e for e in session.entries if (e.visible if ids is None else e.id in ids)]
    made = choosing.chosen(choosing.candidates(wanted, session.crs), session.selection.rows(), find, how)
    session.selection.take(made)
    return dict(made.rows)
