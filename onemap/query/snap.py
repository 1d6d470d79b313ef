"""The vertex or the edge that a place near it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.model.geometry import POINT
from onemap.query.hit import Place, ringed, within_distance

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from onemap.model.prepared import Prepared

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Snap:
    """A place on a feature: a vertex of it, or the nearest place of an edge, at ``distance`` in the scaled unit."""

    x: float
    y: float
    kind: Literal["vertex", "edge"]
    distance: float


def snap(layers: Iterable[tuple[Prepared, Mask | None]], place: Place, tolerance: float) -> Snap | None:
    """The nearest vertex within ``tolerance`` of a place, else the nearest place of an edge; None when neither is near.

    ``layers`` are what is drawn, each with a mask by position as in `hit_test`. Vertices come before edges, because
    whoever measures means the corner; equally near ones are taken from the first layer.
    """
    vertex: Snap | None = None
    edge: Snap | None = None
    for prepared, drawn in layers:
        for ring, kind in _rings_near(prepared, place, tolerance, drawn):
            vertex = _nearer(vertex, _vertex(ring, place), tolerance)
            if kind != POINT and vertex is None:
                edge = _nearer(edge, _edge(ring, place), tolerance)
    return vertex or edge


def _rings_near(prepared: Prepared, place: Place, tolerance: float, drawn: Mask | None) -> Iterable[tuple[Floats, int]]:
    """Vertices and kind of each ring of the features near a place; all points near it as one."""
    positions, _, _ = within_distance(prepared, place, tolerance, drawn)
    columns = ringed(prepared)
    if columns is None:
        if len(positions):
            yield prepared.coords[positions], POINT
        return
    coords, rings, features, kinds, _ = columns
    for position in positions.tolist():
        for ring in range(int(features[position]), int(features[position + 1])):
            yield coords[rings[ring] : rings[ring + 1]], int(kinds[ring])


def _nearer(best: Snap | None, found: Snap, tolerance: float) -> Snap | None:
    if found.distance > tolerance or (best is not None and best.distance <= found.distance):
        return best
    return found


def _vertex(ring: Floats, place: Place) -> Snap:
    offsets = (ring - (place.x, place.y)) * place.scale
    distances = np.hypot(offsets[:, 0], offsets[:, 1])
    at = int(np.argmin(distances))
    return Snap(float(ring[at, 0]), float(ring[at, 1]), "vertex", float(distances[at]))


def _edge(ring: Floats, place: Place) -> Snap:
    """The nearest place of the edges of a run of vertices: the foot of the perpendicular, within each edge."""
    flat = (ring - (place.x, place.y)) * place.scale
    start, step = flat[:-1], np.diff(flat, axis=0)
    squared = np.einsum("ij,ij->i", step, step)
    share = np.clip(-np.einsum("ij,ij->i", start, step) / np.where(squared > 0, squared, 1.0), 0.0, 1.0)
    feet = start + share[:, None] * step
    distances = np.hypot(feet[:, 0], feet[:, 1])
    at = int(np.argmin(distances))
    x, y = ring[at] + share[at] * (ring[at + 1] - ring[at])
    return Snap(float(x), float(y), "edge", float(distances[at]))
