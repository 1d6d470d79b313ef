"""How the columns of a layer's table stand: their order, widths, which are hidden, which stay in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from onemap.ui.table_sheet import Sheet
    from onemap.ui.window_memory import Memory

#: Width of a column at first, px: the least, the most, and of a sign.
NARROW, WIDE = 64, 280


class Columns(msgspec.Struct, frozen=True, omit_defaults=True):
    """Columns by name: ``order`` from the left, ``widths`` in px, ``hidden``, and ``pinned`` ones, which stay in place.

    Columns that it does not name stand behind, as wide as their values ask.
    """

    order: tuple[str, ...] = ()
    widths: dict[str, int] = {}
    hidden: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()

    def sorted(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of a sheet from the left: pinned ones, those it orders, the others."""
        known = [*self.pinned, *(name for name in self.order if name not in self.pinned)]
        first = [name for name in dict.fromkeys(known) if name in names]
        return (*first, *(name for name in names if name not in first))


def at_first(sheet: Sheet) -> Columns:
    """How columns stand when nobody changed them: the code stays in place, what the layer file hides is hidden."""
    return Columns(hidden=sheet.hidden, pinned=sheet.pinned)


def remembered(memory: Memory, layer: str) -> Columns | None:
    """How they stood when the table was left; None when it never was, or when that cannot be read."""
    kept = memory.place(f"table/{layer}")
    if kept is None:
        return None
    try:
        return msgspec.json.decode(bytes(kept.data()), type=Columns)
    except msgspec.MsgspecError:
        return None


def remember(memory: Memory, layer: str, columns: Columns) -> None:
    """Keep how they stand."""
    memory.keep_place(f"table/{layer}", QByteArray(msgspec.json.encode(columns)))
