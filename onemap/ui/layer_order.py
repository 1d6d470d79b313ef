"""Order and groups of the layer tree, as pure functions of runs: what a drag, a key or a menu asks of the session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onemap.session.entry import LayerEntry

#: A group's name in Chinese and in English; both empty for a layer that stands alone.
GroupName = tuple[str, str]
ALONE: GroupName = ("", "")


@dataclass(frozen=True, slots=True)
class Run:
    """One row at the top of the tree: a group with neighbouring layers from the top, or one layer without a group."""

    group: GroupName
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What `Session.reorder` takes: all ids from the top, and the groups of those that changed theirs."""

    ids: list[str]
    groups: dict[str, GroupName]


def runs_of(entries: Iterable[LayerEntry]) -> list[Run]:
    """The rows at the top of the tree; the tree's order is the order of drawing, so a group may stand there twice."""
    runs: list[Run] = []
    named = ((e.id, (e.definition.group, e.definition.group_en)) for e in entries)
    for group, members in groupby(named, key=lambda pair: pair[1]):
        ids = [layer_id for layer_id, _ in members]
        runs += [Run(group, tuple(ids))] if group != ALONE else [Run(ALONE, (one,)) for one in ids]
    return runs


def to_root(runs: Sequence[Run], taken: Sequence[Run], at: int) -> Order:
    """Put ``taken`` before row ``at`` of the top of the tree, in the order given; they keep the groups they name."""
    return _order(runs, [*_without(runs[:at], taken), *taken, *_without(runs[at:], taken)])


def to_group(runs: Sequence[Run], taken: Sequence[Run], row: int, at: int) -> Order:
    """Put the layers of ``taken`` before place ``at`` of the group in row ``row``."""
    group = runs[row]
    ids = tuple(layer_id for run in taken for layer_id in run.ids)
    before = tuple(i for i in group.ids[:at] if i not in set(ids))
    after = tuple(i for i in group.ids[at:] if i not in set(ids))
    filled = replace(group, ids=before + ids + after)
    return _order(runs, [*_without(runs[:row], taken), filled, *_without(runs[row + 1 :], taken)])


def grouped(runs: Sequence[Run], ids: Sequence[str], name: GroupName) -> Order:
    """Bring layers together under a new group where the topmost of them stands."""
    at = next((row for row, run in enumerate(runs) if set(ids) & set(run.ids)), 0)
    return to_root(runs, [Run(name, tuple(ids))], at)


def _without(runs: Iterable[Run], taken: Iterable[Run]) -> list[Run]:
    gone = {layer_id for run in taken for layer_id in run.ids}
    kept = (replace(run, ids=tuple(i for i in run.ids if i not in gone)) for run in runs)
    return [run for run in kept if run.ids]


def _order(old: Iterable[Run], new: Iterable[Run]) -> Order:
    before = {layer_id: run.group for run in old for layer_id in run.ids}
    pairs = [(layer_id, run.group) for run in new for layer_id in run.ids]
    return Order([i for i, _ in pairs], {i: group for i, group in pairs if before[i] != group})
