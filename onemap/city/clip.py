"""What of a city belongs to an area and may be handed to a receiver: whole rows by the border rule, fields masked.

A row belongs to the area when it belongs to the area's cell or to one of the smaller cells in it: points by the
smallest code, lines and polygons when they meet it, with their whole shape. So every cell of the area counts in the
clip what it counts in the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onemap.city.card_cells import LEVELS, by_code, inside
from onemap.city.home_places import shown_places
from onemap.city.masking import MASKED_FROM, is_masked, mask_of, shown_column
from onemap.city.members import members
from onemap.model.definition import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.card_cells import Cell
    from onemap.city.roles import CityLayer
    from onemap.model.definition import LayerDefinition
    from onemap.model.geometry import Geometries

    Ints = npt.NDArray[np.int64]

#: Layers whose rows belong to something in the area by its code, wherever they stand themselves, and to what.
_LINKED = {"terminal": "component", "member": "responsibility_grid"}


@dataclass(frozen=True, slots=True)
class Area:
    """A cell and the smaller cells whose own place lies in it, from the largest level down."""

    cell: Cell
    inner: tuple[Cell, ...]

    @property
    def grids(self) -> tuple[str, ...]:
        """Codes of its unit grids, ascending; the area itself when it is one."""
        return tuple(sorted(one.code for one in (self.cell, *self.inner) if one.level == "unit_grid"))


@dataclass(frozen=True, slots=True)
class Clipped:
    """Rows of a layer that go into a clip, ascending; ``linked`` and ``unplaced`` count those that lie elsewhere."""

    rows: Ints
    linked: int = 0
    unplaced: int = 0


def area_of(layers: Sequence[CityLayer], code: str) -> Area | None:
    """The cell with a code and the cells in it; None when there is no such cell."""
    cell = by_code(layers, code)
    if cell is None:
        return None
    inner = []
    for level in reversed(LEVELS[: LEVELS.index(cell.level)]):
        if level not in {"city", "province"}:
            found = (by_code(layers, one) for one in inside(layers, cell, level))
            inner += [one for one in found if one is not None]
    return Area(cell, tuple(inner))


def clipped(layers: Sequence[CityLayer], area: Area) -> dict[str, Clipped]:
    """The rows of each layer that belong to the area, by layer id."""
    found = {layer.id: _belonging(layer, area) for layer in layers}
    made = {}
    for layer in layers:
        rows = found[layer.id]
        linked = np.setdiff1d(_linked(layer, layers, found), rows)
        unplaced = np.setdiff1d(_unplaced(layer, area), rows)
        made[layer.id] = Clipped(np.union1d(np.union1d(rows, linked), unplaced), len(linked), len(unplaced))
    return made


def _belonging(layer: CityLayer, area: Area) -> Ints:
    rows = [members(layer, cell).rows for cell in (area.cell, *area.inner)]
    return np.unique(np.concatenate(rows)).astype(np.int64)


def _linked(layer: CityLayer, layers: Sequence[CityLayer], found: dict[str, Ints]) -> Ints:
    """Rows that name by its code a thing of the area as what they hang on or look after."""
    import pyarrow as pa
    import pyarrow.compute as pc

    carriers = [one for one in layers if one.role == _LINKED.get(layer.role) and one.has("code")]
    if not carriers or not layer.has("parent"):
        return np.empty(0, np.int64)
    codes = [one.values("code", found[one.id]).cast(pa.string()) for one in carriers]
    wanted = pa.concat_arrays(codes).drop_null()
    parents = layer.table.column(layer.columns["parent"]).cast(pa.string())
    return np.flatnonzero(pc.is_in(parents, value_set=wanted).to_numpy()).astype(np.int64)


def _unplaced(layer: CityLayer, area: Area) -> Ints:
    """Rows without a place whose stored grid is one of the area's."""
    placed = np.zeros(layer.table.num_rows, bool)
    placed[layer.prepared.rows] = True
    rows = np.flatnonzero(~placed).astype(np.int64)
    if not len(rows) or not layer.has("grid"):
        return rows[:0]
    codes = {cell.code for cell in (area.cell, *area.inner)}
    return rows[[text in codes for text in layer.texts("grid", rows)]]


# --- what the receiver may see ----------------------------------------------------------------------------------------
def masked_for(definition: LayerDefinition, names: Sequence[str], receiver: int) -> tuple[str, ...]:
    """The columns that are above the receiver's grade; what is masked for everybody is of `MASKED_FROM`."""
    return tuple(name for name in names if _grade(definition, name) > receiver)


def _grade(definition: LayerDefinition, name: str) -> int:
    field = definition.fields.get(name)
    own = definition.grade if field is None else field.effective_grade
    return max(own, MASKED_FROM) if is_masked(definition, name) else own


def table_for(definition: LayerDefinition, table: pa.Table, receiver: int) -> pa.Table:
    """The table with each column above the receiver's grade masked; a masked column is text, nulls stay null."""
    columns = masked_for(definition, table.column_names, receiver)
    # What is above the receiver is masked, though it may be shown to others as it is.
    fields = {name: _field(definition, name) for name in columns}
    masking: LayerDefinition = msgspec.structs.replace(definition, fields=definition.fields | fields)
    for name in columns:
        at = table.column_names.index(name)
        table = table.set_column(at, name, shown_column(masking, name, table.column(at)))
    return table


def _field(definition: LayerDefinition, name: str) -> Field:
    mask = mask_of(definition, name)
    known = definition.fields.get(name, Field())
    made: Field = msgspec.structs.replace(known, mask="first" if mask == "none" else mask)
    return made


def places_for(definition: LayerDefinition, places: Geometries, crs: str | None, receiver: int) -> Geometries:
    """The shapes as the receiver may have them: homes only in the middle of their cells below `MASKED_FROM`."""
    return places if receiver >= MASKED_FROM else shown_places(definition, places, crs)
