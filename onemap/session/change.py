"""How everyone learns that the session changed: one frozen value that names the parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Part = Literal["layers", "data", "style", "visible", "view", "crs", "selection", "identified", "jobs", "project"]


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

    def subscribe(self, call: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``call`` at every change; the returned function ends that."""
        self._calls.append(call)
        return lambda: self._calls.remove(call) if call in self._calls else None

    def tell(self, *parts: Part, layers: tuple[str, ...] = ()) -> None:
        """Tell all of a change."""
        change = Change(frozenset(parts), layers)
        for call in tuple(self._calls):
            call(change)
