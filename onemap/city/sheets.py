"""A layer as the checks of data quality need it: every row with its place, its texts and its times."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.findings import NO_ROW, Batch
from onemap.city.masking import shown_column
from onemap.query.instants import as_local
from onemap.query.texts import texts

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.city.roles import CityLayer
    from onemap.model.definition import FieldRole
    from onemap.model.geometry import Geometries

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Times = npt.NDArray[np.datetime64]

_POINT = 1
#: What a field role is called where no column says it.
ROLE_WORDS: dict[str, Words] = {
    "code": ("编码", "Code"), "name": ("名称", "Name"), "class": ("类别名称", "Class"), "state": ("状态", "State"),
    "owner": ("权属单位", "Owner"), "keeper": ("养护单位", "Keeper"), "supervisor": ("主管部门", "Supervisor"),
    "supervisor_code": ("主管部门代码", "Supervisor code"), "grid": ("所在单元网格", "Unit grid"),
    "since": ("初始日期", "Since"), "reported": ("上报时间", "Reported"), "total": ("总数", "Total"),
    "free": ("剩余", "Free"),
}  # fmt: skip


@dataclass
class Sheet:
    """One layer under check; what is read of it is kept while the checks run. ``crs`` is that of ``geometries``."""

    layer: CityLayer
    geometries: Geometries
    crs: str | None
    _texts: dict[str, pa.Array] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Identity within the map."""
        return self.layer.id

    @property
    def role(self) -> str:
        """What the layer is in the life of the city."""
        return self.layer.role

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.layer.table.num_rows)

    def has(self, role: FieldRole) -> bool:
        """Whether a column has the role."""
        return self.layer.has(role)

    def texts(self, role: FieldRole) -> pa.Array:
        """The column with the role as it stands in the file, trimmed; null where it is empty or there is no column."""
        if not self.has(role):
            return pa.nulls(self.rows, pa.string())
        return self.column(self.layer.columns[role])

    def column(self, name: str) -> pa.Array:
        """As `texts`, for a column by its name."""
        if name not in self._texts:
            parts = [texts(chunk).cast(pa.string()) for chunk in self.layer.table.column(name).chunks]
            plain = pc.utf8_trim_whitespace(pa.concat_arrays(parts) if parts else pa.array([], pa.string()))
            self._texts[name] = pc.if_else(pc.equal(plain, ""), pa.scalar(None, pa.string()), plain)
        return self._texts[name]

    def shown(self, role: FieldRole, rows: Ints) -> pa.Array | None:
        """Texts of some rows as they may be shown: masked where they are personal; None when no column has the role."""
        return self.shown_of(self.layer.columns[role], rows) if self.has(role) else None

    def shown_of(self, name: str, rows: Ints) -> pa.Array:
        """As `shown`, for a column by its name."""
        taken = self.column(name).take(pa.array(rows, pa.int64()))
        return shown_column(self.layer.definition, name, pa.chunked_array([taken])).combine_chunks()

    def times(self, role: FieldRole) -> Times:
        """The column with the role as local times, NaT where there is none."""
        if not self.has(role):
            return np.full(self.rows, np.datetime64("NaT"), "datetime64[ms]")
        return as_local(self.layer.table.column(self.layer.columns[role]))

    def words(self, role: str) -> Words:
        """What the field with the role is called."""
        name = self.layer.columns.get(role)  # type: ignore[call-overload]
        return self.words_of(name) if name is not None else ROLE_WORDS.get(role, (role, role))

    def words_of(self, name: str) -> Words:
        """What a column is called."""
        said = self.layer.definition.fields.get(name)
        zh, en = ("", "") if said is None else (said.title, said.title_en)
        return zh or name, en or zh or name

    @cached_property
    def positions(self) -> Ints:
        """Position in `Prepared` of every row, -1 for a row that cannot be drawn."""
        found = np.full(self.rows, -1, np.int64)
        prepared = self.layer.prepared
        found[prepared.rows] = np.arange(prepared.size)
        return found

    @cached_property
    def places(self) -> Floats:
        """A place (rows, 2) in the map's CRS for every row: the point, else the middle of its box; NaN for none."""
        prepared = self.layer.prepared
        found = np.full((self.rows, 2), np.nan)
        if prepared.is_points:
            found[prepared.rows] = prepared.coords
        elif prepared.bounds is not None:
            found[prepared.rows] = (prepared.bounds[:, :2] + prepared.bounds[:, 2:]) / 2
        return found

    @cached_property
    def is_point(self) -> Mask:
        """Which rows are single points that can be drawn."""
        prepared, found = self.layer.prepared, np.zeros(self.rows, bool)
        if prepared.is_points:
            found[prepared.rows] = True
        elif prepared.feature_type is not None:
            found[prepared.rows] = prepared.feature_type == _POINT
        return found

    @cached_property
    def has_geometry(self) -> Mask:
        """Which rows have a geometry in the source, drawable here or not."""
        types = self.geometries.row_type
        return np.ones(self.rows, bool) if types is None else np.asarray(types != 0)

    @property
    def placed(self) -> bool:
        """Whether any row has a place; a table without geometry has none."""
        return bool(self.has_geometry.any())

    def batch(self, kind: str, rows: Ints, role: FieldRole | None = None, **more: object) -> Batch:
        """Findings of a kind about rows; ``role`` is the field in question, whose values are ``found`` if not given.

        Homes of persons are nobody's business: findings about them have no place.
        """
        rows = np.asarray(rows, np.int64)
        places = np.full((len(rows), 2), np.nan) if self.role == "person" else self.places[rows]
        words = self.words(role) if role is not None else ("", "")
        if role is not None and "found" not in more and "found_words" not in more:
            more["found"] = self.shown(role, rows)
        return Batch(
            kind, self.id, self.layer.title, rows, self.shown("code", rows), places, field=words,
            **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def whole(self, kind: str, words: Words) -> Batch:
        """One finding about the layer as a whole."""
        nowhere = np.full((1, 2), np.nan)
        return Batch(kind, self.id, self.layer.title, np.array([NO_ROW]), None, nowhere, field=words)


def nulls(column: pa.Array) -> Mask:
    """Which entries are null."""
    return np.asarray(column.is_null().to_numpy(zero_copy_only=False), bool)


def mask(values: pa.Array) -> Mask:
    """A column of truth as numpy, null as False."""
    return np.asarray(pc.fill_null(values, False).to_numpy(zero_copy_only=False), bool)  # noqa: FBT003


def rows_of(values: Mask) -> Ints:
    """Where it is true."""
    return np.flatnonzero(values).astype(np.int64)
