"""One layer of an open map: what it is said to be, what was read, and what of it is ready."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    from onemap.errors import OneMapError
    from onemap.model.definition import FieldRole, LayerDefinition, TimeField
    from onemap.model.extent import Extent
    from onemap.model.layerdata import LayerData, Notice
    from onemap.model.moment import Moment, Times
    from onemap.model.prepared import Prepared
    from onemap.model.request import DrawnLayer
    from onemap.model.rowset import RowSet
    from onemap.model.style import Style
    from onemap.session.content import LayerState
    from onemap.session.runner import Job

#: Column names, lower case, that tell their role in files without a layer file; the surest first.
_TELLING: dict[str, tuple[str, ...]] = {
    "code": ("code", "标识码", "编码", "代码", "objid", "objectid", "id", "fid", "gid", "编号"),
    "name": ("name", "名称", "objname", "title", "姓名", "标题", "name_zh"),
}

#: Why a layer of a project has no source.
_NO_LAYER_FILE = ("layer_file_missing", "layer_file_bad")
#: Attributes that are made of the others.
_MADE = frozenset({"state", "drawn"})
_tokens = itertools.count(1)

Status = Literal["waiting", "reading", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows that can be drawn and asked: ``data`` as read, ``prepared`` in ``crs``, classes and labels of a style.

    ``classes`` (rows,) is the place in the style's classes of each source row, shown or not, None for a style of one;
    ``class_of``, ``labels`` are as in `DrawnLayer`; ``drawn`` (m,) marks the positions that the style draws, None when
    it draws all; ``counts`` are rows per legend class, and of the rest last. ``style`` is the one they were made by.
    ``filtered`` (rows,) by source row is what the filter ``where`` leaves in, None when there is none. ``times`` are
    those of the rows where the map has a span of time, ``moment`` the span that they were brought under last, by the
    columns that the definition then said (``time_said``). ``kept`` (rows,) is what both leave in and ``left_in`` how
    many rows that are, ``kept_at`` (m,) the same by position, ``filtered_at`` what the filter alone leaves in,
    ``shown_at`` what the style draws of ``kept_at``, ``kept_extent`` the box around it, ``hidden_by_time`` how many
    rows of the filter the span hides. They are made by `onemap.session.masks.with_kept`.
    """

    data: LayerData
    prepared: Prepared
    crs: str | None
    classes: npt.NDArray[np.uint8] | None = None
    class_of: npt.NDArray[np.uint8] | None = None
    labels: object | None = None
    drawn: npt.NDArray[np.bool_] | None = None
    counts: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()
    style: Style | None = None
    where: str = ""
    filtered: npt.NDArray[np.bool_] | None = None
    filtered_at: npt.NDArray[np.bool_] | None = None
    times: Times | None = None
    moment: Moment | None = None
    time_said: TimeField | None = None
    hidden_by_time: int = 0
    left_in: int | None = None
    kept: npt.NDArray[np.bool_] | None = None
    kept_at: npt.NDArray[np.bool_] | None = None
    shown_at: npt.NDArray[np.bool_] | None = None
    kept_extent: Extent | None = None

    @property
    def extent(self) -> Extent | None:
        """Box around what is left in; None when nothing of it can be drawn."""
        return self.prepared.extent if self.kept is None else self.kept_extent


@dataclass(eq=False)
class LayerEntry:
    """A layer of the session. Only the session changes it; everyone may read it in the session's thread.

    ``token`` tells layers apart whatever their ids. ``fingerprint`` is what the project says of the layer's file;
    ``file_changed`` when it had changed last as it was read (ns), ``stale`` whether it changed since.
    ``state`` is what `content` said of it last, None when something has been set since; ``row_set`` is the selection it
    was made of, and as a value. ``drawn`` is what `snapshot` made of it last, and of what.
    """

    definition: LayerDefinition
    status: Status = "waiting"
    visible: bool = True
    ready: Ready | None = None
    parts: tuple[Ready, ...] = ()
    error: OneMapError | None = None
    selection: npt.NDArray[np.int64] | None = None
    selection_mask: tuple[Prepared, npt.NDArray[np.bool_]] | None = None
    job: Job | None = None
    given: LayerData | None = None
    fingerprint: str | None = None
    wanted: tuple[LayerDefinition, Moment | None] | None = field(default=None)
    removed: bool = False
    file_changed: int = 0
    stale: bool = False
    token: int = field(default_factory=lambda: next(_tokens))
    state: LayerState | None = field(default=None, repr=False)
    row_set: tuple[npt.NDArray[np.int64], RowSet] | None = field(default=None, repr=False)
    drawn: tuple[Ready, Moment | None, str, DrawnLayer] | None = field(default=None, repr=False)

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute, and note that content and picture are to be asked anew."""
        own = self.__dict__
        own[name] = value
        if name not in _MADE:
            own["state"] = own["drawn"] = None

    @property
    def id(self) -> str:
        """Identity within the map."""
        return self.definition.id

    @property
    def style(self) -> Style:
        """How the layer looks."""
        return self.definition.style

    @property
    def where(self) -> str:
        """The filter in use, empty when there is none."""
        return self.definition.filter if self.definition.filter_on else ""

    @property
    def data(self) -> LayerData | None:
        """What was read, or None while nothing is complete."""
        return self.ready.data if self.ready else self.given

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What reading and preparing have to tell."""
        return self.ready.notices if self.ready else ()

    @property
    def shown(self) -> tuple[Ready, ...]:
        """What there is now: the whole, or the parts read so far."""
        return (self.ready,) if self.ready else self.parts

    def shown_in(self, crs: str | None) -> tuple[Ready, ...]:
        """What can be drawn and asked now in the map's CRS; rows on their way to a new CRS cannot."""
        return tuple(ready for ready in self.shown if ready.crs == crs)

    @property
    def in_memory(self) -> bool:
        """Whether its rows are in no file; a layer whose layer file is missing is not such a one."""
        return not self.definition.source.path and (self.error is None or self.error.key not in _NO_LAYER_FILE)

    def title(self, language: str) -> str:
        """The layer's name for people."""
        d = self.definition
        return (d.title_en or d.title or d.id) if language == "en" else (d.title or d.title_en or d.id)

    def group(self, language: str) -> str:
        """The name of the group it stands in, or an empty text."""
        d = self.definition
        return (d.group_en or d.group) if language == "en" else (d.group or d.group_en)

    def column_with(self, role: FieldRole) -> str | None:
        """The name of the column that has the role: the layer file says it, else a telling name; or None."""
        names = () if self.data is None else self.data.table.column_names
        return column_with(self.definition, names, role)


def name_apart(entries: Iterable[LayerEntry], taken: set[str]) -> None:
    """Give each layer whose id is taken already a number behind it; ``taken`` gets their ids, too."""
    for entry in entries:
        base, number = entry.id or "layer", 2
        free = base
        while free in taken:
            free, number = f"{base}_{number}", number + 1
        taken.add(free)
        entry.definition = msgspec.structs.replace(entry.definition, id=free)


def column_with(definition: LayerDefinition, names: Sequence[str], role: FieldRole) -> str | None:
    """The column that has a role, of the columns ``names``: as declared, else by a telling name; or None."""
    declared = next((name for name, field in definition.fields.items() if field.role == role), None)
    if declared is not None:
        return declared
    by_name = {name.casefold(): name for name in reversed(names)}
    return next((by_name[word] for word in _TELLING.get(role, ()) if word in by_name), None)
