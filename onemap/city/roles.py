"""A layer as the city's questions need it: its rows, and which column means what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import masking
from onemap.city.mask_kinds import cut
from onemap.query.instants import as_local
from onemap.query.texts import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import FieldRole, LayerDefinition, Mask
    from onemap.model.prepared import Prepared

    Ints = npt.NDArray[np.int64]
    Times = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class CityLayer:
    """A layer in the map's CRS; ``columns`` names the column of each field role that the layer has.

    ``kept`` (rows,) by source row marks the rows that filters leave in, None all; ``kept_at`` (m,) is the same by
    position. Who lists or counts rows obeys them; which cell a place belongs to does not depend on them.
    ``phase_words`` are the project's own words of phases, None those of the program.
    """

    definition: LayerDefinition
    table: pa.Table
    prepared: Prepared
    columns: dict[FieldRole, str] = field(default_factory=dict)
    kept: npt.NDArray[np.bool_] | None = None
    kept_at: npt.NDArray[np.bool_] | None = None
    phase_words: Mapping[str, int] | None = None

    @property
    def id(self) -> str:
        """Identity within the map."""
        return self.definition.id

    @property
    def role(self) -> str:
        """What the layer is in the life of the city."""
        return self.definition.role

    @property
    def title(self) -> tuple[str, str]:
        """Its name in Chinese and English."""
        d = self.definition
        return d.title or d.title_en or d.id, d.title_en or d.title or d.id

    def has(self, role: FieldRole) -> bool:
        """Whether a column of the table has the role."""
        return self.columns.get(role) in self.table.column_names

    def column_title(self, role: FieldRole) -> tuple[str, str]:
        """The name of the column with the role in Chinese and English."""
        name = self.columns[role]
        said = self.definition.fields.get(name)
        zh, en = ("", "") if said is None else (said.title, said.title_en)
        return zh or name, en or zh or name

    def values(self, role: FieldRole, rows: Ints) -> pa.Array:
        """The values of the column with the role in the given rows."""
        import pyarrow as pa

        column = self.table.column(self.columns[role])
        chunks = column.take(pa.array(rows, pa.int64())).chunks
        return pa.concat_arrays(chunks) if chunks else pa.nulls(0, column.type)

    def texts(self, role: FieldRole, rows: Ints) -> list[str | None]:
        """The values as text; an empty text counts as none. All None when no column has the role."""
        if not self.has(role):
            return [None] * len(rows)
        return [text.strip() or None if text else None for text in texts(self.values(role, rows)).to_pylist()]

    def shown(self, role: FieldRole, rows: Ints) -> list[str | None]:
        """As `texts`, as they may be shown."""
        return self._cut(role, masking.mask_of(self.definition, self.columns.get(role, "")), rows)

    def grouped(self, role: FieldRole, rows: Ints) -> list[str | None]:
        """As `texts`, as the groups may be called by which rows are counted."""
        return self._cut(role, masking.group_mask(self.definition, self.columns.get(role, "")), rows)

    def _cut(self, role: FieldRole, mask: Mask, rows: Ints) -> list[str | None]:
        found = self.texts(role, rows)
        return found if mask == "none" else [None if text is None else cut(text, mask) for text in found]

    def numbers(self, role: FieldRole, rows: Ints) -> npt.NDArray[np.float64]:
        """The values as numbers, NaN where there is none."""
        from onemap.query.texts import numbers

        return numbers(self.values(role, rows)) if self.has(role) else np.full(len(rows), np.nan)

    def times(self, role: FieldRole, rows: Ints) -> Times | None:
        """The values as local times, NaT where there is none; None when no column has the role."""
        return as_local(self.values(role, rows)) if self.has(role) else None
