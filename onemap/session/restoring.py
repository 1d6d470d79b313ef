"""Bringing a session from one content to another: only what differs between the two is touched."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import msgspec

from onemap.errors import OneMapError
from onemap.messages import language
from onemap.session.content import OF_LAYER, OF_MAP, TOLD, changed_fields
from onemap.session.entry import LayerEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.definition import LayerDefinition
    from onemap.model.rowset import RowSet
    from onemap.session.content import Content, LayerState
    from onemap.session.entry import Status
    from onemap.session.session import Session


_FIELDS = (*OF_LAYER, "selection")


def restore(session: Session, was: Content, wanted: Content) -> None:
    """Bring ``session`` from ``was`` to ``wanted`` and tell of it; nothing is recorded as a step."""
    with session.changes.gathered():
        for name in OF_MAP:
            if getattr(was, name) != getattr(wanted, name):
                _set_of_map(session, name, getattr(wanted, name))
        if was.layers is not wanted.layers:
            _layers(session, was, wanted)


def _set_of_map(session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - whatever the field holds
    if name == "crs" and session.entries:
        if value is not None:  # None was only until the first layer decided it
            session.bring_to_crs(value)
        return
    setattr(session, name, value)
    session.changes.tell(*TOLD[name])


def _layers(session: Session, was: Content, wanted: Content) -> None:
    before = {state.token: state for state in was.layers}
    after = {state.token: state for state in wanted.layers}
    session.take_off([entry for entry in session.entries if entry.token in before and entry.token not in after])
    there = {entry.token: entry for entry in session.entries}
    back = [_back(session, state) for token, state in after.items() if token not in there]
    for entry in session.entries:
        token = entry.token
        if token in after and before.get(token) is not after[token]:
            _set(session, entry, before.get(token), after[token])
    there |= {entry.token: entry for entry in back}
    ordered = [there.pop(token) for token in after]
    moved = [*ordered, *there.values()]
    if moved != session.entries:
        session.entries[:] = moved
        session.changes.tell("layers", layers=tuple(entry.id for entry in back))
    session.opening.seen(session.entries)  # what is shown again may never have been read from where it is now


def revived(state: LayerState) -> LayerEntry:
    """A layer of a content that was kept elsewhere: waiting to be read, failed where its rows were in no file."""
    entry = LayerEntry(state.definition)
    for name in OF_LAYER:
        setattr(entry, name, getattr(state, name))
    if state.selection is not None:
        entry.selection = state.selection.rows()
    if state.in_memory:
        entry.status, entry.error = "failed", OneMapError("rows_lost", layer=entry.title(language()))
    elif not state.definition.source.path:
        entry.status, entry.error = "failed", OneMapError("layer_file_missing", path=f"{entry.id}.toml")
    return entry


def _back(session: Session, state: LayerState) -> LayerEntry:
    """A layer that was taken off, with its rows where they were kept."""
    kept = session.history.kept.pop(state.token, None)
    if kept is None:
        entry = LayerEntry(state.definition, token=state.token)
    else:
        status: Status = "ready" if kept.ready is not None else "failed" if kept.error is not None else "waiting"
        entry = dataclasses.replace(kept, status=status, job=None, parts=(), removed=False)
    _set(session, entry, None, state)
    if entry.ready is not None and entry.ready.crs != session.crs:
        session.opening.prepare_again(entry)
    elif entry.ready is not None:
        session.opening.restyle(entry, entry.style)  # its look may have changed while it was being classified
    return entry


def _set(session: Session, entry: LayerEntry, before: LayerState | None, after: LayerState) -> None:
    names = _FIELDS if before is None else tuple(changed_fields(before, after))
    for name in names:
        if name in _FIELDS:
            SET.get(name, _plain)(session, entry, name, getattr(after, name))
            session.changes.tell(*TOLD[name], layers=(entry.id,))


def decided(session: Session, token: int, definition: LayerDefinition) -> LayerDefinition:
    """A definition with the look that the program gave the layer when it was first read, where it says none."""
    style = session.history.looks.get(token)
    if style is None or definition.style.symbol is not None or definition.style.classes:
        return definition
    known: LayerDefinition = msgspec.structs.replace(definition, style=style)
    return known


def _plain(_session: Session, entry: LayerEntry, name: str, value: object) -> None:
    setattr(entry, name, value)


def _definition(session: Session, entry: LayerEntry, _name: str, value: LayerDefinition) -> None:
    value = decided(session, entry.token, value)
    moved, placed = entry.definition.source != value.source, entry.definition.placed != value.placed
    styled = entry.definition.style != value.style
    was, timed = entry.where, entry.definition.time != value.time
    style = value.style
    entry.definition = value
    if moved or placed:
        (session.opening.anew if moved else session.opening.place)(entry)
        return
    if styled:
        session.opening.restyle(entry, style)
    if entry.where != was:
        session.opening.refilter(entry)
    if timed:
        session.opening.retime()


def _selection(_session: Session, entry: LayerEntry, _name: str, value: RowSet | None) -> None:
    rows = None if value is None else value.rows()
    entry.selection, entry.selection_mask = rows, None
    entry.row_set = None if rows is None or value is None else (rows, value)


def _visible(session: Session, entry: LayerEntry, _name: str, value: bool) -> None:  # noqa: FBT001 - as a field has it
    entry.visible = value
    session.opening.extent_changed()


#: How a layer's field is set where more is to be done than to set the attribute.
SET: dict[str, Callable[[Session, LayerEntry, str, Any], None]] = {
    "definition": _definition,
    "selection": _selection,
    "visible": _visible,
}
