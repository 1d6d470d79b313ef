"""Steps of work that can be taken back and done again, with words for people."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onemap.session import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from onemap.model.style import Style
    from onemap.session.content import Content
    from onemap.session.entry import LayerEntry

#: Words in Chinese and English.
Words = tuple[str, str]
#: Steps that are kept.
STEPS = 500
#: Changes of one kind that follow each other within this many seconds are one step.
TOGETHER_S = 1.0
#: Bytes of rows that are kept for layers that were taken off the map; beyond it they are read again from their files.
KEPT = memory.BUDGET // 4


@dataclass(frozen=True, slots=True)
class Step:
    """A change of content: its words, what was there before it and after it, which layers came or went by it."""

    words: Words
    before: Content
    after: Content
    merge: Hashable | None = None
    tokens: frozenset[int] = frozenset()
    at: float = 0.0


@dataclass
class History:
    """Steps done and undone; layers that are off the map but that a step may bring back, by token.

    ``looks`` are those that the program gave layers which had none when they were first read: nobody's step.
    """

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    kept: dict[int, LayerEntry] = field(default_factory=dict)
    looks: dict[int, Style] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic

    @property
    def steps(self) -> tuple[list[Step], list[Step]]:
        """The steps done and undone as they are now; to be set again where a change does not succeed."""
        return list(self.done), list(self.undone)

    @steps.setter
    def steps(self, steps: tuple[list[Step], list[Step]]) -> None:
        self.done[:], self.undone[:] = steps

    def record(self, step: Step) -> None:
        """Put a step on top; what was undone before it can no longer be done again."""
        last, now = (self.done[-1] if self.done else None), self.clock()
        self.undone.clear()
        if (
            last is not None and step.merge is not None and step.merge == last.merge
            and now - last.at <= TOGETHER_S and last.after == step.before
        ):  # fmt: skip
            self.done[-1] = replace(last, after=step.after, at=now)
        else:
            self.done.append(replace(step, at=now))
            del self.done[:-STEPS]
        self._let_go()

    def keep(self, entry: LayerEntry) -> None:
        """Hold a layer that was taken off the map, with its rows while there is room."""
        self.kept[entry.token] = entry
        over = sum(map(memory.held, self.kept.values())) - KEPT
        for one in list(self.kept.values()):
            if over <= 0:
                break
            if one.definition.source.path:
                over -= memory.held(one)
                one.ready = None

    def clear(self) -> None:
        """Forget everything, as when another project is opened."""
        self.done.clear()
        self.undone.clear()
        self.kept.clear()
        self.looks.clear()

    def _let_go(self) -> None:
        """Drop kept layers that no step brings back any more."""
        if self.kept:
            named = {token for step in (*self.done, *self.undone) for token in step.tokens}
            for token in self.kept.keys() - named:
                del self.kept[token]


def come_and_gone(before: Content, after: Content) -> frozenset[int]:
    """Tokens of the layers that are in one of two contents only."""
    return frozenset(state.token for state in before.layers) ^ frozenset(state.token for state in after.layers)
