"""What is chosen on the map: asked and changed here, by whatever view; named selections are kept here, too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import RequestError
from onemap.model.selection import KeptSelection, kept_selection
from onemap.query.rowmath import combined
from onemap.session import steps
from onemap.session.choosing import within_filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onemap.model.selection import How
    from onemap.session.choosing import Chosen
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session

    Rows = npt.NDArray[np.int64]

_NOTHING: Rows = np.empty(0, np.int64)
_NOTHING.flags.writeable = False


@dataclass(eq=False)
class Selecting:
    """The selection of a session, in the session's thread; "selection" is told of every change.

    `of` gives what a table, a count or an export may use: the chosen rows of a layer that its filter and the map's time
    leave in. `rows` gives all that was chosen.
    """

    session: Session
    _known: dict[int, tuple[Rows, Ready | None, Rows]] = field(default_factory=dict)

    # --- asking ---------------------------------------------------------------------------------------------------
    def rows(self) -> dict[str, Rows]:
        """All chosen rows by layer id, (n,) int64 ascending; layers without any are absent."""
        return {e.id: e.selection for e in self.session.entries if e.selection is not None}

    def of(self, layer_id: str) -> Rows:
        """The chosen rows of a layer that are left in, (n,) int64 ascending, read-only."""
        return self._left_in(self.session.entry(layer_id))

    @property
    def layers(self) -> tuple[str, ...]:
        """Layers of which something is chosen and left in, from the top of the map."""
        return tuple(e.id for e in self.session.entries if len(self._left_in(e)))

    @property
    def count(self) -> int:
        """How many rows are chosen and left in."""
        return sum(len(self._left_in(e)) for e in self.session.entries)

    @property
    def left_out(self) -> int:
        """How many chosen rows filters and the map's time leave out."""
        return sum(map(len, self.rows().values())) - self.count

    def __bool__(self) -> bool:
        """Whether anything is chosen, left in or not."""
        return any(e.selection is not None for e in self.session.entries)

    def _left_in(self, entry: LayerEntry) -> Rows:
        rows = entry.selection
        if rows is None:
            self._known.pop(entry.token, None)
            return _NOTHING
        known = self._known.get(entry.token)
        if known is None or known[0] is not rows or known[1] is not entry.ready:
            known = rows, entry.ready, rows if entry.ready is None else within_filters(entry.ready, rows)
            self._known[entry.token] = known
        return known[2]

    # --- changing -------------------------------------------------------------------------------------------------
    def put(self, found: Mapping[str, Rows], how: How = "replace") -> None:
        """Replace the selection by some rows (ascending, each once), or add them, take them off, keep only them.

        Layers that ``found`` does not name keep theirs where rows are added or taken off. Meant for some thousands of
        rows; more are put together in a worker by `choosing.chosen` and handed to `take`.
        """
        before = {} if how == "replace" else self.rows()
        after = {} if how == "intersect" else dict(before)
        for layer, rows in found.items():
            self.session.entry(layer)
            after[layer] = combined(before.get(layer, _NOTHING), rows, how)
        self.session.select(after)

    def take(self, chosen: Chosen) -> None:
        """Make what a worker chose the selection."""
        self.session.select(dict(chosen.rows), dict(chosen.masks))

    def clear(self) -> None:
        """Choose nothing."""
        self.session.select({})

    # --- selections by name ---------------------------------------------------------------------------------------
    def keep(self, name: str) -> KeptSelection:
        """Keep what is chosen under a name, in the place of one that had it; RequestError when nothing is chosen."""
        name = name.strip()
        made = kept_selection(name, self.rows(), (e.id for e in self.session.entries))
        if not name or not made.layers:
            raise RequestError("selection_empty" if name else "selection_nameless")
        others = tuple(one for one in self.session.selections if one.name != name)
        self._set((*others, made), steps.kept_selection("keep", name))
        return made

    def recall(self, name: str, how: How = "replace") -> int:
        """Choose what was kept; gives how many of its rows are not on the map any more."""
        kept, found, gone = self.kept(name), {}, 0
        there = {e.id: e for e in self.session.entries}
        for layer, rows in kept.rows().items():
            entry = there.get(layer)
            total = 0 if entry is None else int(rows[-1]) + 1 if entry.data is None else entry.data.rows
            found[layer] = rows[rows < total]
            gone += len(rows) - len(found[layer])
        self.put({layer: rows for layer, rows in found.items() if layer in there}, how)
        return gone

    def rename(self, name: str, to: str) -> None:
        """Give a kept selection another name; RequestError when another one has it."""
        to = to.strip()
        if to == name:
            return
        if not to or any(one.name == to for one in self.session.selections):
            raise RequestError("selection_named" if to else "selection_nameless", name=to)
        kept = self.kept(name)
        renamed = tuple(KeptSelection(to, one.layers) if one is kept else one for one in self.session.selections)
        self._set(renamed, steps.kept_selection("rename", to))

    def forget(self, name: str) -> None:
        """Do not keep a selection any more."""
        kept = self.kept(name)
        self._set(tuple(o for o in self.session.selections if o is not kept), steps.kept_selection("forget", name))

    def kept(self, name: str) -> KeptSelection:
        """The selection that was kept under a name; RequestError when there is none."""
        for one in self.session.selections:
            if one.name == name:
                return one
        names = "、".join(one.name for one in self.session.selections[:20]) or "-"
        raise RequestError("selection_unknown", name=name, choices=names)

    def _set(self, selections: tuple[KeptSelection, ...], words: tuple[str, str]) -> None:
        with self.session.edit(words):
            self.session.selections = selections
            self.session.changes.tell("selections")
