"""How everyone learns that the session changed: one frozen value that names the parts."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Part = Literal[
    "layers", "data", "style", "visible", "view", "crs", "selection", "identified", "jobs", "project",
    "notes", "filter", "moment", "time", "selections", "scenes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: ``parts`` by name, ``layers`` the ids concerned (empty where all or none are)."""

    parts: frozenset[Part]
    layers: tuple[str, ...] = ()

    def touches(self, *parts: Part) -> bool:
        """Whether any of the parts changed."""
        return not self.parts.isdisjoint(parts)


class Subscribers:
    """Those who want to know; called in the order in which they came."""

    def __init__(self) -> None:
        self._calls: list[Callable[[Change], None]] = []
        self._gathered: list[Change] | None = None

    def subscribe(self, call: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``call`` at every change; the returned function ends that."""
        self._calls.append(call)
        return lambda: self._calls.remove(call) if call in self._calls else None

    def tell(self, *parts: Part, layers: tuple[str, ...] = ()) -> None:
        """Tell all of a change."""
        change = Change(frozenset(parts), layers)
        if self._gathered is not None:
            self._gathered.append(change)
            return
        self._tell(change)

    @contextlib.contextmanager
    def gathered(self) -> Iterator[None]:
        """Tell what changes in the block at its end: changes of the same parts as one, in the order of the first."""
        if self._gathered is not None:
            yield
            return
        self._gathered = []
        try:
            yield
        finally:
            changes, self._gathered = self._gathered, None
            for change in _merged(changes):
                self._tell(change)

    def _tell(self, change: Change) -> None:
        for call in tuple(self._calls):
            call(change)


def _merged(changes: list[Change]) -> Iterator[Change]:
    """Changes of the same parts as one; where one of them concerns all layers or none in particular, so does that."""
    by_parts: dict[frozenset[Part], list[Change]] = {}
    for change in changes:
        by_parts.setdefault(change.parts, []).append(change)
    for parts, same in by_parts.items():
        every = all(change.layers for change in same)
        layers = dict.fromkeys(layer for change in same for layer in change.layers) if every else ()
        yield Change(parts, tuple(layers))
