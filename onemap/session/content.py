"""What is open, as one frozen value: undo brings it back, the journal keeps it, a project file says it.

A part of content joins in five lines:

1. `LayerEntry` (a part of one layer) or `Session` (a part of the map) gets an attribute that holds a value which never
   changes: text, number, None, a tuple, a frozen msgspec struct, a `RowSet`. Another value replaces it.
2. `LayerState` or `Content` here gets a field of the same name, type and default. Undo, redo, the journal and recovery
   know it from then on.
3. `TOLD` says which parts of a `Change` are told when undo changes it (a part of its own goes into `change.Part`).
4. The session changes it inside ``with session.edit((zh, en)):`` and nowhere else, and tells of it there; the words
   name the step in the Edit menu. ``merge=`` joins steps that follow each other, as while a slider is pulled.
5. `onemap.model.project` and `onemap.api.saving` get it, where a project file is to keep it.

Where undo has more to do than to set the attribute (rows to be looked at again), that stands in `restoring.SET`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from onemap.model.definition import LayerDefinition
from onemap.model.note import Note
from onemap.model.rowset import RowSet
from onemap.model.scene import Scene
from onemap.model.selection import KeptSelection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onemap.session.change import Part
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session


class LayerState(msgspec.Struct, frozen=True, omit_defaults=True):
    """A layer's share of content. ``token`` is its identity while the program runs, whatever id it has.

    ``in_memory`` tells that its rows are in no file.
    """

    token: int
    definition: LayerDefinition
    visible: bool = True
    in_memory: bool = False
    fingerprint: str | None = None
    selection: RowSet | None = None


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that is open: layers from the top of the map to the bottom, and what belongs to the map itself."""

    layers: tuple[LayerState, ...] = ()
    crs: str | None = None
    title: str = ""
    title_en: str = ""
    as_of: str | None = None
    unknown: str = ""
    notes: tuple[Note, ...] = ()
    selections: tuple[KeptSelection, ...] = ()
    scenes: tuple[Scene, ...] = ()


#: The parts of a `Change` that are told when undo, redo or recovery changes a field.
TOLD: dict[str, tuple[Part, ...]] = {
    "layers": ("layers",),
    "definition": ("layers", "style", "data", "filter", "time"),
    "visible": ("visible",),
    "selection": ("selection",),
    "fingerprint": ("layers",),
    "crs": ("crs", "view"),
    "title": ("project",),
    "title_en": ("project",),
    "as_of": ("moment",),
    "unknown": ("project",),
    "notes": ("notes",),
    "selections": ("selections",),
    "scenes": ("scenes",),
}
#: Fields that a project file does not keep: a change of them alone leaves nothing to be saved.
UNSAVED = ("selection",)
#: The map's own fields, each an attribute of the session with the same name.
OF_MAP = tuple(name for name in Content.__struct_fields__ if name != "layers")
#: A layer's fields that are attributes of its entry with the same name.
OF_LAYER = tuple(name for name in LayerState.__struct_fields__ if name not in {"token", "in_memory", "selection"})


def of(session: Session) -> Content:
    """The content of a session now; layers that were not touched are the same objects as the last time."""
    fields: dict[str, Any] = {name: getattr(session, name) for name in OF_MAP}
    return Content(tuple([entry.state or state_of(entry) for entry in session.entries]), **fields)


def state_of(entry: LayerEntry) -> LayerState:
    """A layer's share of content."""
    chosen = entry.selection
    if chosen is None:
        entry.row_set = None
    elif entry.row_set is None or entry.row_set[0] is not chosen:
        entry.row_set = chosen, RowSet(chosen)
    rows = None if entry.row_set is None else entry.row_set[1]
    own: dict[str, Any] = {name: getattr(entry, name) for name in OF_LAYER}
    made = LayerState(token=entry.token, in_memory=entry.in_memory, selection=rows, **own)
    entry.state = made
    return made


def same(one: Content, other: Content, *, but: tuple[str, ...] = ()) -> bool:
    """Whether two contents are equal, apart from the fields ``but``."""
    if any(getattr(one, name) != getattr(other, name) for name in OF_MAP if name not in but):
        return False
    if len(one.layers) != len(other.layers):
        return False
    return all(a is b or _equal(a, b, but) for a, b in zip(one.layers, other.layers, strict=True))


def _equal(one: LayerState, other: LayerState, but: tuple[str, ...]) -> bool:
    return not any(name not in but for name in changed_fields(one, other))


def changed_fields(one: LayerState, other: LayerState) -> Iterator[str]:
    """The fields in which two states of a layer differ."""
    for name in LayerState.__struct_fields__:
        a, b = getattr(one, name), getattr(other, name)
        if a is not b and a != b:
            yield name
