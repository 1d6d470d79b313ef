"""Which features of a layer stand in a relation to any feature of another: part by part, in the order of pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from onemap.errors import CancelledError, RequestError
from onemap.query.rowmath import ascending
from onemap.query.select import shapes_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    from shapely import STRtree

    from onemap.model.prepared import Prepared

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Shapes = npt.NDArray[np.object_]

Relation = Literal[
    "intersects", "disjoint", "within", "covered_by", "contains", "covers", "touches", "crosses", "overlaps", "equals",
    "distance", "nearest",
]  # fmt: skip
RELATIONS: tuple[Relation, ...] = get_args(Relation)
#: The same relation seen from the other side.
_TURNED = {"within": "contains", "contains": "within", "covered_by": "covers", "covers": "covered_by"}
#: Features looked at between two looks at whether somebody wants to stop.
_PART = 1 << 16


@dataclass(frozen=True, slots=True)
class Other:
    """The features that are asked about, ``drawn`` (m,) of them, and what is asked.

    ``distance`` is the reach of "distance" and the farthest of "nearest", in the unit that ``scale`` (along x and y)
    makes of map units; infinite for a "nearest" however far.
    """

    prepared: Prepared
    relation: str
    drawn: Mask | None = None
    distance: float = np.inf
    scale: tuple[float, float] = (1.0, 1.0)


def related(
    prepared: Prepared, other: Other, drawn: Mask | None = None, cancelled: Callable[[], bool] | None = None
) -> Ints:
    """Source rows, ascending, of the features that stand in the relation to at least one of the other layer.

    "within" gives features that lie in one of the others, "contains" those that hold one, "distance" those that come so
    near to one (the distance itself counts), "nearest" for each of the others the feature that is nearest to it, more
    where they are equally near; "disjoint" those that meet none. Borders count as in shapely; shapes that cross
    themselves are repaired first. In the layer itself no feature is related to itself.

    Raises
    ------
    RequestError
        For an unknown relation, and a distance that is none.
    CancelledError
        When ``cancelled`` says so.
    """
    if other.relation not in RELATIONS:
        raise RequestError("predicate_unknown", predicate=other.relation, choices=", ".join(RELATIONS))
    if not other.distance >= 0 or (other.relation == "distance" and not np.isfinite(other.distance)):
        raise RequestError("length_impossible", name="distance", value=f"{other.distance:g}", high="1e9")
    wanted = np.arange(prepared.size) if drawn is None else np.flatnonzero(drawn)
    asked = np.arange(other.prepared.size) if other.drawn is None else np.flatnonzero(other.drawn)
    marks = np.zeros(prepared.size, np.bool_)
    if len(wanted) and len(asked):
        same = asked if other.prepared is prepared else None
        _mark(_scaled(prepared, other.scale), wanted, _Asked.of(other, asked, same), marks, cancelled)
    if other.relation == "disjoint":
        marks = ~marks
        marks &= drawn if drawn is not None else True
    positions = np.flatnonzero(marks)
    return ascending(prepared.rows[positions], int(prepared.rows.max(initial=-1)) + 1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The other features as shapes, with their boxes, and their positions where they are those of the layer itself."""

    shapes: Shapes
    boxes: Floats
    relation: str
    distance: float
    same: Ints | None

    @classmethod
    def of(cls, other: Other, positions: Ints, same: Ints | None) -> _Asked:
        import shapely

        shapes = _repaired(shapes_at(_scaled(other.prepared, other.scale), positions))
        relation = "intersects" if other.relation == "disjoint" else other.relation
        return cls(shapes, shapely.bounds(shapes), relation, other.distance, same)

    def near(self, box: tuple[float, float, float, float], reach: float) -> Ints:
        """Which of them come within reach of a box."""
        xmin, ymin, xmax, ymax = self.boxes.T
        meets = (
            (xmin <= box[2] + reach) & (xmax >= box[0] - reach) & (ymin <= box[3] + reach) & (ymax >= box[1] - reach)
        )
        return np.flatnonzero(meets)


def _mark(prepared: Prepared, wanted: Ints, asked: _Asked, marks: Mask, cancelled: Callable[[], bool] | None) -> None:
    import shapely

    if asked.relation == "nearest":
        _mark_nearest(prepared, wanted, asked, marks)
        return
    reach = asked.distance if asked.relation == "distance" else 0.0
    for part in _parts(wanted, cancelled):
        shapes = _repaired(shapes_at(prepared, part))
        here = asked.near(tuple(shapely.total_bounds(shapes)), reach)
        if not len(here):
            continue
        pairs = _pairs(shapely.STRtree(shapes), asked.shapes[here], asked.relation, reach)
        found = part[pairs[1]]
        if asked.same is not None:
            found = found[asked.same[here][pairs[0]] != found]
        marks[found] = True


def _pairs(tree: STRtree, shapes: Shapes, relation: str, reach: float) -> Ints:
    """Places in ``shapes`` and in the tree, (2, k), of the pairs whose one in the tree is in the relation."""
    import shapely

    if relation == "distance":
        return np.asarray(tree.query(shapes, predicate="dwithin", distance=reach))
    if relation == "equals":
        pairs = tree.query(shapes)
        return np.asarray(pairs[:, shapely.equals(shapes[pairs[0]], tree.geometries[pairs[1]])])
    return np.asarray(tree.query(shapes, predicate=_TURNED.get(relation, relation)))  # type: ignore[call-overload]


def _mark_nearest(prepared: Prepared, wanted: Ints, asked: _Asked, marks: Mask) -> None:
    import shapely

    tree = shapely.STRtree(_repaired(shapes_at(prepared, wanted)))
    farthest = None if not np.isfinite(asked.distance) else max(asked.distance, 5e-324)
    if asked.same is None:
        marks[wanted[tree.query_nearest(asked.shapes, max_distance=farthest, all_matches=True)[1]]] = True
        return
    # In the layer itself: what meets others is nearest to all of these; else nothing equals it, and it can be left out.
    one, two = tree.query(asked.shapes, predicate="intersects")
    apart = asked.same[one] != wanted[two]
    marks[wanted[two[apart]]] = True
    alone = np.setdiff1d(np.arange(len(asked.shapes)), one[apart])
    near = tree.query_nearest(asked.shapes[alone], max_distance=farthest, all_matches=True, exclusive=True)
    marks[wanted[near[1]]] = True


def _parts(wanted: Ints, cancelled: Callable[[], bool] | None) -> Iterator[Ints]:
    for start in range(0, len(wanted), _PART):
        if cancelled is not None and cancelled():
            raise CancelledError
        yield wanted[start : start + _PART]


def _repaired(shapes: Shapes) -> Shapes:
    import shapely

    wrong = ~shapely.is_valid(shapes)
    if wrong.any():
        shapes[wrong] = shapely.make_valid(shapes[wrong])
    return shapes


def _scaled(prepared: Prepared, scale: tuple[float, float]) -> Prepared:
    return prepared if scale == (1.0, 1.0) else replace(prepared, coords=prepared.coords * np.array(scale))
