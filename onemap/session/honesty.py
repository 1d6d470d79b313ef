"""What the map does not show, and why: one list for whoever tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.io.files import changed_at
from onemap.session.runner import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onemap.model.request import LayerReport
    from onemap.session.change import Subscribers
    from onemap.session.entry import LayerEntry
    from onemap.session.runner import Runner

Kind = Literal["failed", "stale", "filtered", "time", "labels", "thinned", "gaps", "scale"]
#: In the order in which they are told.
KINDS: tuple[Kind, ...] = ("failed", "stale", "filtered", "time", "labels", "thinned", "gaps", "scale")


@dataclass(frozen=True, slots=True)
class Left:
    """What of one layer is not shown: how many features (1 for the layer itself), or a ``why`` in words."""

    layer: str
    count: int = 1
    why: str = ""


def left_out(entries: Sequence[LayerEntry], reports: Iterable[LayerReport] = ()) -> dict[Kind, tuple[Left, ...]]:
    """By kind, what the visible ones of a map's layers do not show; ``reports`` are those of the last picture.

    ``failed`` layers with their sentence, ``stale`` ones whose file changed after it was read, ``filtered`` ones with
    their condition, features outside of the span of time, labels without a place, features that are one with others at
    this scale, rows without a geometry, layers that are not drawn at this scale. Kinds without any are not there.
    """
    visible = [entry for entry in entries if entry.visible]
    reports = list(reports) if visible else []
    found: dict[Kind, list[Left]] = {
        "failed": [Left(e.id, 1, str(e.error or "")) for e in entries if e.status == "failed"],
        "stale": [Left(e.id) for e in entries if e.stale],
        "filtered": [Left(e.id, 1, e.where) for e in entries if e.where],
        "time": [Left(e.id, e.ready.hidden_by_time) for e in visible if e.ready and e.ready.hidden_by_time],
        "gaps": [Left(e.id, n) for e in visible if (n := gaps(e))],
        "labels": [Left(r.id, r.unplaced_labels) for r in reports if r.unplaced_labels],
        "thinned": [Left(r.id, r.thinned) for r in reports if r.thinned],
        "scale": [Left(r.id) for r in reports if r.hidden_by_scale],
    }
    failed = {one.layer for one in found["failed"]}
    found["failed"] += [Left(r.id, 1, r.error) for r in reports if r.error and r.id not in failed]
    return {kind: tuple(found[kind]) for kind in KINDS if found[kind]}


def gaps(entry: LayerEntry) -> int:
    """Rows of a layer that have no geometry that can be drawn."""
    if entry.ready is None:
        return 0
    g = entry.ready.data.geometries
    return g.null + g.empty + g.invalid


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was when it was read: its path and the nanoseconds of its last change then."""

    layer: str
    path: str
    changed: int


def read_files(entries: Iterable[LayerEntry]) -> tuple[Read, ...]:
    """The files of the layers that were read."""
    return tuple(
        Read(e.id, e.definition.source.path, e.file_changed) for e in entries if e.ready is not None and e.file_changed
    )


def changed_since(files: Iterable[Read]) -> frozenset[str]:
    """The layers whose file is another one by now; for a worker, because disks may be slow."""
    return frozenset(one.layer for one in files if changed_at(one.path) not in {0, one.changed})


def look_at_files(entries: list[LayerEntry], runner: Runner, changes: Subscribers) -> None:
    """Look in a worker which layers' files have changed since they were read, and tell of them."""
    files = read_files(entries)

    def done(changed: frozenset[str]) -> None:
        other = [entry for entry in entries if entry.stale != (entry.id in changed)]
        for entry in other:
            entry.stale = entry.id in changed
        if other:
            changes.tell("layers", layers=tuple(entry.id for entry in other))

    runner.submit(Job("", lambda _job: changed_since(files), done, lambda _error: None, quick=True))
