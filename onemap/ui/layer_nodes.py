"""The nodes of the layer tree: groups, layers, the lines of their legends, and what is wrong with those that failed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from onemap.ui.layer_order import ALONE, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.session.entry import LayerEntry
    from onemap.ui.layer_order import GroupName

#: "rest" is what matches no class; "fault" tells a failed layer's reason, "remedy" what can be done about it.
Kind = Literal["root", "group", "layer", "class", "rest", "fault", "remedy"]
Key = tuple[str, ...]

_numbers = itertools.count(1)


class Wanted(NamedTuple):
    """A row as the session asks for it; ``key`` stays the same while the row stands for the same thing."""

    kind: Kind
    key: Key
    entry: LayerEntry | None = None
    place: int = 0
    group: GroupName = ALONE
    children: tuple[Wanted, ...] = ()


@dataclass(eq=False)
class Node:
    """A row of the tree as the views know it; ``number`` is what a model index carries."""

    kind: Kind
    key: Key
    entry: LayerEntry | None = None
    place: int = 0
    group: GroupName = ALONE
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    number: int = field(default_factory=lambda: next(_numbers))
    in_scale: bool = True
    _row: int = 0
    _numbered: bool = False

    @property
    def row(self) -> int:
        """Place among the children of its parent; counted anew only after they changed."""
        if self.parent is None:
            return 0
        if not self.parent._numbered:  # noqa: SLF001 - a node and its parent are of one kind
            for row, child in enumerate(self.parent.children):
                child._row = row  # noqa: SLF001
            self.parent._numbered = True  # noqa: SLF001
        return self._row

    @property
    def layer(self) -> LayerEntry:
        """The layer a node below a group stands for or belongs to."""
        entry = self.entry or (self.parent.entry if self.parent is not None else None)
        if entry is None:
            raise LookupError(self.key)
        return entry

    def put(self, at: int, nodes: list[Node]) -> None:
        """Take nodes in before place ``at``."""
        self.children[at:at] = nodes
        self._numbered = False
        for node in nodes:
            node.parent = self

    def take(self, first: int, last: int) -> list[Node]:
        """Give the nodes ``first`` to ``last`` (both included) away."""
        gone = self.children[first : last + 1]
        del self.children[first : last + 1]
        self._numbered = False
        for node in gone:
            node.parent = None
        return gone

    def below(self) -> Iterable[Node]:
        """The node and all under it."""
        yield self
        for child in self.children:
            yield from child.below()


def tree_of(
    entries: Iterable[LayerEntry], kept: frozenset[str] | None = None, seen: dict[GroupName, int] | None = None
) -> list[Wanted]:
    """The rows of layers from the top.

    ``kept`` leaves out layers with other ids, and groups left empty; ``seen`` are the numbers of groups of the same
    name that stand above them already.
    """
    by_id = {entry.id: entry for entry in entries}
    seen = {} if seen is None else seen
    rows: list[Wanted] = []
    for run in runs_of(by_id.values()):
        layers = tuple(layer_row(by_id[i]) for i in run.ids if kept is None or i in kept)
        if run.group == ALONE:
            rows += layers
            continue
        nth = seen[run.group] = seen.get(run.group, -1) + 1
        if layers:
            rows.append(Wanted("group", ("group", *run.group, str(nth)), group=run.group, children=layers))
    return rows


def layer_row(entry: LayerEntry) -> Wanted:
    """The row of a layer with its legend, or with its fault when it failed."""
    return Wanted("layer", ("layer", entry.id), entry, children=tuple(_parts(entry)))


def _parts(entry: LayerEntry) -> list[Wanted]:
    if entry.status == "failed":
        return [Wanted(kind, (kind, entry.id)) for kind in ("fault", "remedy")]
    style = entry.style
    if style.kind == "single":
        return []
    rows = [Wanted("class", ("class", entry.id, str(i)), place=i) for i in range(len(style.classes))]
    if style.symbol is not None and not (entry.ready and entry.ready.counts[-1:] == (0,)):
        rows.append(Wanted("rest", ("rest", entry.id), place=len(style.classes)))
    return rows
