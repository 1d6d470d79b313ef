"""Files that a project names beyond its reach: which they are, and reading on once somebody allowed them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.io import definitions, reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onemap.model.definition import LayerDefinition
    from onemap.session.content import Content
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session


def held(content: Content) -> set[str]:
    """The paths of a content that are held back."""
    return {path for path in _named(content) if reach.is_held(path)} if reach.holds_back() else set()


def asked(content: Content) -> list[str]:
    """What of it is to be asked for: held back and, for all that may be known, there. Looks at disks: in a worker."""
    return sorted(path for path in held(content) if reach.held_of([path]) is not None)


def is_beyond(entry: LayerEntry) -> bool:
    """Whether a layer waits for its files to be allowed."""
    return entry.error is not None and entry.error.key == "file_beyond"


def read_on(session: Session) -> None:
    """Open the layers whose files are held back no longer."""
    free = [
        entry
        for entry in session.entries
        if is_beyond(entry) and not any(map(reach.is_held, _of_layer(entry.definition)))
    ]
    for entry in free:
        session.opening.elsewhere(entry)
    session.opening.seen(free)
    if free:
        session.changes.tell("layers", "data", layers=tuple(entry.id for entry in free))


def hold_again(paths: Iterable[str], project: str | None) -> None:
    """Hold back what had been held back when the program ended, but for what was allowed since."""
    within = reach.Reach(None if project is None else Path(project).parent)
    reach.hold(path for path in paths if not within.holds(path))


def _named(content: Content) -> Iterator[str]:
    for state in content.layers:
        yield from _of_layer(state.definition)
    for scene in content.scenes:
        for layer in scene.layers:
            if layer.style is not None:
                yield from definitions.markers(layer.style)


def _of_layer(definition: LayerDefinition) -> Iterator[str]:
    return definitions.named(definition.source.path, definition.style)
