"""What is chosen on the map, and the selections that are kept by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from onemap.model.rowset import RowSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]

#: What becomes of a selection when something is found.
How = Literal["replace", "add", "remove", "intersect"]
HOWS: tuple[How, ...] = ("replace", "add", "remove", "intersect")
#: Stands for a layer where what is selected in all layers is meant; no layer is called so.
SELECTION = "*selection*"


class KeptRows(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows of one layer in a selection that is kept."""

    layer: str
    rows: RowSet


class KeptSelection(msgspec.Struct, frozen=True, omit_defaults=True):
    """A selection under a name, layers in the order in which they stood on the map."""

    name: str
    layers: tuple[KeptRows, ...] = ()

    @property
    def count(self) -> int:
        """Rows of all layers."""
        return sum(len(one.rows) for one in self.layers)

    def rows(self) -> dict[str, Rows]:
        """Rows by layer id."""
        return {one.layer: one.rows.rows() for one in self.layers}


def said_selection(name: str, rows: Mapping[str, str]) -> KeptSelection:
    """A kept selection of what a project file says of it; ValueError where that is wrong."""
    return KeptSelection(name, tuple(KeptRows(layer, RowSet.from_said(text)) for layer, text in rows.items()))


def kept_selection(name: str, rows: Mapping[str, Rows], order: Iterable[str]) -> KeptSelection:
    """A selection to be kept; layers without rows are left out."""
    named = [KeptRows(layer, RowSet(rows[layer])) for layer in order if layer in rows and len(rows[layer])]
    return KeptSelection(name, tuple(named))
