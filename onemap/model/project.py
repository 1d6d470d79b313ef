"""What a project file (.onemap) says, schema version 1."""

from __future__ import annotations

import msgspec

from onemap.model.definition import Degrees, LayerDefinition, Source
from onemap.model.style import Style

SCHEMA = 1


class ProjectView(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the map was looked at: ``center`` in the map's CRS, ``scale`` the n of 1:n."""

    center: tuple[float, float]
    scale: float


class ProjectLayer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A layer of a project; what is None is taken from the layer file whose stem is ``id``, where there is one."""

    id: str
    source: Source | None = None
    title: str | None = None
    group: str | None = None
    visible: bool | None = None
    style: Style | None = None
    filter: str | None = None
    filter_on: bool | None = None
    placed: dict[str, Degrees] | None = None


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Layers from the top of the map to the bottom, and how they are looked at."""

    schema: int = SCHEMA
    title: str = ""
    title_en: str = ""
    crs: str | None = None
    view: ProjectView | None = None
    layers: tuple[ProjectLayer, ...] = ()
    as_of: str | None = None


class OpenedProject(msgspec.Struct, frozen=True):
    """A project whose layers are complete: absolute paths, definitions merged, faults told per layer."""

    path: str | None
    project: Project
    definitions: tuple[LayerDefinition, ...]
    failed: tuple[tuple[str, str, str], ...] = ()
