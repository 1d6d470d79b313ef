"""What a project file (.onemap) says, schema version 2; files of version 1 say less and are read the same."""

from __future__ import annotations

from typing import Annotated

import msgspec

from onemap.model.definition import Degrees, Field, LayerDefinition, Role, Source, TimeField
from onemap.model.moment import Moment
from onemap.model.note import Note
from onemap.model.scene import Scene
from onemap.model.style import Style

SCHEMA = 2
#: The versions that are read.
SCHEMAS = (1, 2)


class ProjectView(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the map was looked at: ``center`` in the map's CRS, ``scale`` the n of 1:n."""

    center: tuple[float, float]
    scale: float


class ProjectLayer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A layer of a project; what is None is taken from the layer file whose stem is ``id``, where there is one.

    ``unset`` names what the layer file says and the project does not want. ``fingerprint`` is that of the source's file
    when the project was saved (see `onemap.io.fingerprints`), by which it is known again under another name or place.
    """

    id: str
    source: Source | None = None
    fingerprint: str | None = None
    title: str | None = None
    title_en: str | None = None
    group: str | None = None
    group_en: str | None = None
    role: Role | None = None
    visible: bool | None = None
    style: Style | None = None
    filter: str | None = None
    filter_on: bool | None = None
    fields: dict[str, Field] | None = None
    owner: str | None = None
    updated: str | None = None
    grade: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    note: str | None = None
    placed: dict[str, Degrees] | None = None
    time: TimeField | None = None
    unset: tuple[str, ...] = ()


class ProjectSelection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A selection kept by name: rows by layer id, as `RowSet.said`."""

    name: str
    rows: dict[str, str] = {}


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Layers from the top of the map to the bottom, how they are looked at, and what was kept on the map.

    ``unknown`` is no key of the file: it is the TOML text of all keys that this program does not know, which are
    written again when the project is saved.
    """

    schema: int = SCHEMA
    title: str = ""
    title_en: str = ""
    crs: str | None = None
    view: ProjectView | None = None
    as_of: str | None = None
    moment: Moment | None = None
    layers: tuple[ProjectLayer, ...] = ()
    notes: tuple[Note, ...] = ()
    scenes: tuple[Scene, ...] = ()
    selections: tuple[ProjectSelection, ...] = ()
    unknown: str = ""


class OpenedProject(msgspec.Struct, frozen=True):
    """A project whose layers are complete: absolute paths, definitions merged, faults told per layer.

    ``unknown`` are the dotted keys that this program does not know and keeps.
    """

    path: str | None
    project: Project
    definitions: tuple[LayerDefinition, ...]
    failed: tuple[tuple[str, str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    home: str | None = None
