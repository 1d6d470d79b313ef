"""Making a project of what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onemap.errors import RequestError
from onemap.messages import language
from onemap.messages.secrecy import holds_secret
from onemap.model.definition import LayerDefinition, Source
from onemap.model.project import Project, ProjectLayer, ProjectSelection, ProjectView

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.model.selection import KeptSelection
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session


def project_of(session: Session, path: Path | None = None) -> Project:
    """What a project file at ``path`` says of the open map: what a layer file says already is not said again.

    RequestError when rows of a layer are in no file. It reads a little of every file that is named; runs anywhere.
    """
    from onemap.io import definitions, projects
    from onemap.session import snapshot

    unsaved = [e.title(language()) for e in session.entries if e.in_memory]
    if unsaved:
        raise RequestError("layers_unsaved", layers=", ".join(unsaved))
    secret = [e.title(language()) for e in session.entries if holds_secret(e.definition.source.path)]
    if secret:
        raise RequestError("secret_named", layers=", ".join(secret))
    known = definitions.load(projects.layer_folders(path)).definitions
    view = session.views.current
    scale = view.scale_denominator(snapshot.metres_per_unit(session, view)[1])
    return Project(
        title=session.title,
        title_en=session.title_en,
        crs=session.crs,
        view=ProjectView((view.center_x, view.center_y), scale),
        as_of=session.as_of,
        moment=session.moment,
        layers=tuple(project_layer(_now(e), known.get(e.id), e.fingerprint) for e in session.entries),
        notes=session.notes,
        scenes=session.scenes,
        selections=tuple(_selection(kept) for kept in session.selections),
        unknown=session.unknown,
    )


def _now(entry: LayerEntry) -> LayerDefinition:
    now: LayerDefinition = msgspec.structs.replace(entry.definition, visible=entry.visible)
    return now


def project_layer(now: LayerDefinition, known: LayerDefinition | None, fingerprint: str | None) -> ProjectLayer:
    """What differs from the layer file of the same source, or from a layer of which nothing is said.

    ``fingerprint`` is taken where the file is not there.
    """
    from onemap.io import fingerprints, reach
    from onemap.io.projects import MERGED, UNSET

    if known is None or known.source != now.source:
        known = LayerDefinition(Source(""), id=now.id, title=now.id)
    said = {name: getattr(now, name) for name in MERGED if getattr(now, name) != getattr(known, name)}
    for name in ("title", "group"):
        if name in said:  # whoever reads it takes another name for one without a translation
            said.pop(f"{name}_en", None)
            if getattr(now, f"{name}_en"):
                said[f"{name}_en"] = getattr(now, f"{name}_en")
    unset = tuple(name for name in UNSET if name in said and said[name] is None)
    if "source" in said:
        held = reach.is_held(now.source.path)
        said["fingerprint"] = (None if held else fingerprints.of(now.source.path)) or fingerprint
    return ProjectLayer(now.id, unset=unset, **said)


def _selection(kept: KeptSelection) -> ProjectSelection:
    return ProjectSelection(kept.name, {one.layer: one.rows.said() for one in kept.layers})
