"""Keeping what the map shows as a scene, showing one again, and a second map that shows one beside the first."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import RequestError
from onemap.model.scene import Scene, SceneLayer
from onemap.session import snapshot, steps

if TYPE_CHECKING:
    from onemap.model.definition import LayerDefinition
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session


def taken(session: Session, title: str, *, place: bool = False) -> Scene:
    """What the map shows now, or only where it is looked at."""
    if session.crs is not None:
        session.views.settle(snapshot.metres_per_unit(session, session.views.current)[1])
    view = session.views.current
    scale = view.scale_denominator(snapshot.metres_per_unit(session, view)[1])
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    layers = () if place else tuple(_shown(entry) for entry in session.entries)
    return Scene(
        uuid.uuid4().hex[:12], title, (view.center_x, view.center_y), scale, session.crs, layers,
        None if place else session.moment, made,
    )  # fmt: skip


def scene(session: Session, name: str) -> Scene:
    """The scene with an id or a title; RequestError when there is none."""
    for one in session.scenes:
        if name in {one.id, one.title}:
            return one
    raise RequestError("scene_unknown", scene=name, choices=tuple(one.title for one in session.scenes[:20]))


def show(session: Session, shown: Scene) -> list[str]:
    """Show a scene: where it looks, and unless it is a place, its layers as they were; others are hidden.

    Gives the ids of its layers that are not open any more. RequestError when its place cannot be shown in the map's
    CRS; everything then stays as it is.
    """
    centre(session, shown)
    missing: list[str] = []
    if not shown.is_place:
        with session.edit(steps.scene(shown.title)):
            missing = _apply(session, shown)
        session.show_time(shown.moment)
    look(session, shown)
    return missing


def look(session: Session, shown: Scene) -> None:
    """Look at the place of a scene."""
    x, y = centre(session, shown)
    moved = replace(session.views.current, center_x=x, center_y=y)
    session.look(moved.at_scale(shown.scale, snapshot.metres_per_unit(session, moved)[1]))


def replaced(session: Session, scene_id: str, **fields: object) -> tuple[Scene, ...]:
    """The scenes, with one of them changed."""
    return tuple(
        msgspec.structs.replace(one, **fields) if one.id == scene_id else one for one in session.scenes
    )  # fmt: skip


def definition_in(shown: Scene, definition: LayerDefinition) -> LayerDefinition | None:
    """A layer's definition as a scene with layers shows it; None where it does not show it."""
    kept = next((one for one in shown.layers if one.id == definition.id), None)
    if kept is None or not kept.visible:
        return None
    changed: LayerDefinition = msgspec.structs.replace(
        definition, style=kept.style or definition.style, filter=kept.filter, filter_on=kept.filter_on, visible=True
    )
    return changed


def _shown(entry: LayerEntry) -> SceneLayer:
    d = entry.definition
    return SceneLayer(d.id, entry.visible, d.style, d.filter, d.filter_on)


def _apply(session: Session, shown: Scene) -> list[str]:
    """Give all layers the look of a scene; gives the ids of those that are gone."""
    there = {entry.id: entry for entry in session.entries}
    kept = {layer.id: layer for layer in shown.layers}
    for layer_id, layer in kept.items():
        if (entry := there.get(layer_id)) is not None:
            if layer.style is not None and entry.style != layer.style:
                session.set_style(layer_id, layer.style)
            session.put_filter(entry, layer.filter, on=layer.filter_on)
    visible = [name for name in there if name in kept and kept[name].visible]
    session.set_visible(visible, visible=True)
    session.set_visible([name for name in there if name not in set(visible)], visible=False)
    order = [name for name in kept if name in there]
    if order != [entry.id for entry in session.entries if entry.id in kept]:
        session.reorder(order)
    return [name for name in kept if name not in there]


def centre(session: Session, shown: Scene) -> tuple[float, float]:
    """The middle of a scene in the map's CRS."""
    if shown.crs is None or session.crs is None or shown.crs == session.crs:
        return shown.center
    import numpy as np

    from onemap.io import crs as crs_room

    moved = crs_room.transform(np.array([shown.center]), shown.crs, session.crs).coords
    if not np.isfinite(moved).all():
        raise RequestError("place_impossible", place=shown.title)
    return float(moved[0, 0]), float(moved[0, 1])
