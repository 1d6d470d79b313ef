"""A second map that shows a scene while the first shows something else: made of the same rows, in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.session import loading, scenes
from onemap.session.entry import LayerEntry
from onemap.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.definition import LayerDefinition
    from onemap.model.scene import Scene
    from onemap.session.entry import Ready


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worker needs: the scene, the map's CRS, and the scene's visible layers that are ready, topmost first."""

    scene: Scene
    crs: str | None
    layers: tuple[tuple[LayerDefinition, Ready], ...]


def wanted(session: Session, scene: Scene) -> Wanted:
    """A scene over what is open now; a bookmark shows the layers that are visible now."""
    there = {entry.id: entry for entry in session.entries}
    order = [entry.id for entry in session.entries] if scene.is_place else [layer.id for layer in scene.layers]
    layers = []
    for name in order:
        entry = there.get(name)
        if entry is None or (scene.is_place and not entry.visible):
            continue
        definition = entry.definition if scene.is_place else scenes.definition_in(scene, entry.definition)
        if definition is not None and entry.ready is not None and entry.ready.crs == session.crs:
            layers.append((definition, entry.ready))
    return Wanted(scene, session.crs, tuple(layers))


def made(asked: Wanted, cancelled: Callable[[], bool] | None = None) -> Session:
    """The second map: a session of its own whose layers are ready; CancelledError when ``cancelled`` says so."""
    session = Session(crs=asked.crs)
    session.moment = asked.scene.moment
    for definition, ready in asked.layers:
        shown = loading.refreshed(ready, definition, asked.scene.moment, cancelled)
        session.entries.append(LayerEntry(definition, "ready", visible=True, ready=shown))
    return session
