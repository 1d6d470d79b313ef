"""What a layer file (layers/*.toml) says: where the data is, what it means, how it looks."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from onemap.model.style import Style

#: What a layer is in the life of a city; a layer file names one of them.
Role = Literal[
    "unit_grid", "responsibility_grid", "division", "component", "terminal", "case", "person", "place", "opinion",
    "organisation", "member", "parking", "pipe", "road", "water", "green", "building", "land", "basemap", "other",
]  # fmt: skip
#: What a field is in such a layer.
FieldRole = Literal[
    "code", "name", "class", "state", "owner", "keeper", "supervisor", "grid", "parent", "phase", "category", "source",
    "reported", "deadline", "closed", "last_report", "total", "free", "depth", "phone", "person", "address", "level",
    "accepted", "filed", "dispatched", "received", "finished", "checked",
    "class_code", "rework", "returned", "self_handled", "satisfaction",
    "since", "changed", "commissioned", "period", "accuracy", "responsibility",
    "owner_code", "keeper_code", "supervisor_code",
]  # fmt: skip
#: How a value that tells who somebody is is cut where it is shown or handed out; "none" shows it as it is.
Mask = Literal["name", "phone", "id_card", "address", "plate", "email", "bank", "first", "hide", "none"]
#: From this grade on (GB/T 43697-2024 as layer files use it: L1 public, L2 internal, L3 sensitive and personal,
#: L4 important, L5 core) values are masked.
SENSITIVE = 3
#: Layers of this grade are not read unless the environment says that they may.
CORE = 5
#: Roles of fields that are personal whatever their grade says.
_PERSONAL = ("person", "phone")


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the rows are. ``path`` is relative to the file that names it and is written with "/"."""

    path: str
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    x: str | None = None
    y: str | None = None


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a column is called and means. ``hidden`` columns are left out of panels, never out of the data.

    ``grade`` is its level of 1 to 5; ``mask`` how its values are cut, None as its role and grade ask.
    ``required`` columns must have a value in every row, and ``choices`` are the only values a column may have; the
    check of data quality tells of others.
    """

    title: str = ""
    title_en: str = ""
    role: FieldRole | None = None
    unit: str = ""
    grade: Annotated[int, msgspec.Meta(ge=1, le=5)] = 1
    mask: Mask | None = None
    hidden: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def effective_grade(self) -> int:
        """Its grade; names and telephone numbers of persons are sensitive unless ``mask`` is "none"."""
        personal = self.role in _PERSONAL and self.mask != "none"
        return max(self.grade, SENSITIVE) if personal else self.grade


class TimeField(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which columns tell when: ``start``, and ``end`` where rows go on until then (an empty cell: still).

    An empty ``start`` says that the layer has no times. ``zone`` is that of the clock whose time stands there where the
    values name none, the city's by default.
    """

    start: str = ""
    end: str = ""
    zone: str = ""


#: Longitude and latitude in degrees (CGCS2000).
Degrees = tuple[Annotated[float, msgspec.Meta(ge=-180, le=180)], Annotated[float, msgspec.Meta(ge=-90, le=90)]]


class LayerDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One layer. ``id`` is the stem of the file it comes from; ``fields`` is keyed by column name.

    ``filter`` is a condition in CQL2 text: only rows of which it is true are drawn, asked, counted and handed out,
    while ``filter_on``. ``time`` says which columns tell when; None leaves it to the program.
    """

    source: Source
    title: str = ""
    title_en: str = ""
    group: str = ""
    group_en: str = ""
    role: Role = "other"
    style: Style = Style()
    fields: dict[str, Field] = {}
    owner: str = ""
    updated: str = ""
    grade: Annotated[int, msgspec.Meta(ge=1, le=5)] = 1
    visible: bool = True
    note: str = ""
    filter: str = ""
    filter_on: bool = True
    placed: dict[str, Degrees] = {}
    time: TimeField | None = None
    id: str = ""

    @property
    def effective_grade(self) -> int:
        """The highest of its own grade and its fields': what is kept together is kept as the strictest asks."""
        return max([self.grade, *(field.effective_grade for field in self.fields.values())])
