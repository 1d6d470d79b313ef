"""Keeps what is prepared within a bound of bytes: hidden layers give theirs back and are read again when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.session.entry import LayerEntry

#: Bytes of prepared rows that are kept, visible layers apart, which always are.
BUDGET = 4 << 30


def held(entry: LayerEntry) -> int:
    """Bytes that a layer holds: rows as read and as prepared; what both share counts once."""
    ready = entry.ready
    if ready is None:
        return 0
    coords = ready.data.geometries.coords
    own = 0 if coords is ready.prepared.coords else coords.nbytes
    return int(ready.data.table.nbytes) + own + ready.prepared.nbytes


def surplus(entries: Iterable[LayerEntry], budget: int = BUDGET) -> list[LayerEntry]:
    """Hidden layers, the largest first, to be given back so that all that is held fits the budget.

    Unit grids stay, since every question by place needs them, and so do rows that came from no file.
    """
    entries = list(entries)
    over = sum(map(held, entries)) - budget
    given_back = []
    for entry in sorted(entries, key=held, reverse=True):
        if over <= 0:
            break
        if not entry.visible and entry.definition.role != "unit_grid" and entry.definition.source.path and held(entry):
            given_back.append(entry)
            over -= held(entry)
    return given_back
