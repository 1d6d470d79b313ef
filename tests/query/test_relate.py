"""Layer against layer, against shapely pair by pair."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from onemap.errors import CancelledError, RequestError
from onemap.query.relate import RELATIONS, Other, related
from tests.query.conftest import made, random_shapes


@pytest.fixture(scope="module")
def others():
    rng = np.random.default_rng(5)
    return made(random_shapes(rng, 6))


@pytest.fixture(scope="module")
def some(points):
    return made(points.shapes[:1500])


def brute(layer, other, relation, *, drawn_rows=None, asked_rows=None, distance=np.inf, same=False):
    """Rows of ``layer`` in the relation to any row of ``other``, one pair at a time."""
    rows = np.flatnonzero(layer.drawable()) if drawn_rows is None else drawn_rows
    asked = np.flatnonzero(other.drawable()) if asked_rows is None else asked_rows
    found = set()
    if relation == "nearest":
        for place in asked:
            candidates = rows[rows != place] if same else rows
            far = shapely.distance(layer.shapes[candidates], other.shapes[place])
            if len(far) and far.min() <= distance:
                found |= set(candidates[far == far.min()].tolist())
        return sorted(found)
    for row in rows:
        against = asked[asked != row] if same else asked
        if relation == "distance":
            held = shapely.dwithin(layer.shapes[row], other.shapes[against], distance)
        elif relation == "disjoint":
            held = [shapely.disjoint(layer.shapes[row], other.shapes[against]).all()]
        else:
            held = getattr(shapely, relation)(layer.shapes[row], other.shapes[against])
        if np.any(held):
            found.add(int(row))
    return sorted(found)


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("kind", ["some", "mixed"])
def test_related_equals_brute_force(request, others, kind, relation):
    layer = request.getfixturevalue(kind)
    distance = 12.5 if relation == "distance" else np.inf
    found = related(layer.prepared, Other(others.prepared, relation, distance=distance))
    assert found.tolist() == brute(layer, others, relation, distance=distance)


@pytest.mark.parametrize("relation", ["intersects", "equals", "touches", "distance", "nearest"])
def test_nothing_is_related_to_itself(others, relation):
    distance = 3.0 if relation == "distance" else np.inf
    found = related(others.prepared, Other(others.prepared, relation, distance=distance))
    assert found.tolist() == brute(others, others, relation, distance=distance, same=True)


def test_only_what_is_drawn_counts_on_both_sides(mixed, others):
    drawn, asked = (np.arange(one.prepared.size) % 3 == 0 for one in (mixed, others))
    rows, asked_rows = mixed.prepared.rows[drawn].astype(int), others.prepared.rows[asked].astype(int)
    for relation in ("intersects", "disjoint", "nearest"):
        found = related(mixed.prepared, Other(others.prepared, relation, asked), drawn)
        assert found.tolist() == brute(
            mixed, others, relation, drawn_rows=np.sort(rows), asked_rows=np.sort(asked_rows)
        )


def test_distances_are_measured_in_the_scaled_unit(some, others):
    scaled = made(shapely.transform(some.shapes, lambda at: at / [100_000.0, 110_000.0]))
    asked = made([None if s is None else shapely.transform(s, lambda at: at / [100_000.0, 110_000.0])
                  for s in others.shapes])  # fmt: skip
    found = related(scaled.prepared, Other(asked.prepared, "distance", distance=8.3, scale=(100_000.0, 110_000.0)))
    assert found.tolist() == brute(some, others, "distance", distance=8.3)


def test_the_nearest_is_looked_for_no_farther_than_said(some, others):
    found = related(some.prepared, Other(others.prepared, "nearest", distance=2.0))
    assert found.tolist() == brute(some, others, "nearest", distance=2.0)


def test_nothing_is_related_to_nothing(some, others):
    nothing = np.zeros(others.prepared.size, np.bool_)
    assert related(some.prepared, Other(others.prepared, "intersects", nothing)).tolist() == []
    everything = related(some.prepared, Other(others.prepared, "disjoint", nothing))
    assert everything.tolist() == np.flatnonzero(some.drawable()).tolist()


def test_impossible_questions_are_told_and_work_can_be_stopped(some, others):
    with pytest.raises(RequestError):
        related(some.prepared, Other(others.prepared, "beside"))
    for bad in (-1.0, np.nan, np.inf):
        with pytest.raises(RequestError):
            related(some.prepared, Other(others.prepared, "distance", distance=bad))
    with pytest.raises(CancelledError):
        related(some.prepared, Other(others.prepared, "intersects"), cancelled=lambda: True)
