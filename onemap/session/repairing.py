"""Layers whose files are missing: which they are, and where they are now; their look, place and filters stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onemap.io.missing import Lost
from onemap.session import steps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

#: Why a layer's file cannot be read that another place of the file would cure.
_GONE = ("file_missing", "file_denied")


def is_missing(entry: LayerEntry) -> bool:
    """Whether the layer's file is not where the project says."""
    return entry.error is not None and entry.error.key in _GONE and bool(entry.definition.source.path)


def missing(session: Session) -> list[Lost]:
    """The files that are missing, from the top of the map to the bottom."""
    return [
        Lost(entry.id, entry.definition.source.path, entry.fingerprint)
        for entry in session.entries
        if is_missing(entry)
    ]


def relocate(session: Session, paths: Mapping[str, str]) -> None:
    """Read layers, by id, from other files; one step of undo."""
    entries = [entry for entry in session.entries if entry.id in paths]
    if not entries:
        return
    with session.edit(steps.of_layers("source", entries)):
        for entry in entries:
            source = msgspec.structs.replace(entry.definition.source, path=paths[entry.id])
            entry.definition = msgspec.structs.replace(entry.definition, source=source)
            session.opening.elsewhere(entry)
        session.opening.seen(entries)
        session.changes.tell("layers", "data", layers=tuple(entry.id for entry in entries))
