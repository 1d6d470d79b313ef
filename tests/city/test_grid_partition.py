"""The partition check on a clean partition with one fault at a time."""

import numpy as np
import pytest
import shapely
from shapely.affinity import translate

from tests.city.ledger_city import COMMUNITY, SIZE, X0, Y0, add, checked, city, points, polygons, squares, told


def _with(k, shape):
    shapes, _ = squares()
    shapes[k] = shape
    return {"shapes": shapes}


def _box(k, west=0.0, east=0.0, north=0.0, south=0.0):
    x0, y0, x1, y1 = squares()[0][k].bounds
    return shapely.box(x0 - west, y0 - south, x1 + east, y1 + north)


def _swapped(i, k):
    codes = squares()[1]
    codes[i], codes[k] = codes[k], codes[i]
    return {"codes": codes}


HOLED = shapely.difference(squares()[0][7], shapely.box(X0 + 650, Y0 + 650, X0 + 700, Y0 + 700))
BOW = shapely.Polygon([(X0, Y0), (X0 + SIZE, Y0 + SIZE), (X0 + SIZE, Y0), (X0, Y0 + SIZE), (X0, Y0)])
APART = shapely.MultiPolygon([shapely.box(X0, Y0 + 1200, X0 + 50, Y0 + 1250), squares()[0][0].buffer(-20)])
FAULTS = {
    "a hole": (_with(7, HOLED), {"grid_gap"}),
    "narrower by ten metres": (_with(7, _box(7, west=-10, east=-10)), {"grid_gap"}),
    "narrower by a hand": (_with(7, _box(7, west=-0.2)), {"grid_sliver"}),
    "wider by ten metres": (_with(7, _box(7, west=10)), {"grid_overlap"}),
    "wider by a hand": (_with(7, _box(7, west=0.2)), {"grid_sliver"}),
    "wider by a hair": (_with(7, _box(7, west=0.001)), set()),
    "two numbers exchanged": (_swapped(6, 7), {"grid_order"}),
    "rows exchanged": (_swapped(2, 7), {"grid_order"}),
    "apart": (_with(0, APART), {"grid_multipart"}),
    "crossed": (_with(15, BOW), {"grid_invalid"}),
    "number left out": ({"codes": [f"{COMMUNITY}{2 * k + 1:03d}" for k in range(20)]}, set()),
    "no responsibility grid": ({"duty": [None, *["Z1"] * 19]}, {"responsibility_partition"}),
    "unit grids apart": ({"duty": ["Z2", *["Z1"] * 18, "Z2"]}, {"responsibility_apart"}),
}  # fmt: skip
#: What a fault brings with it: the shape itself changes what it touches, and its middle moves into another row.
ALSO = {
    "a hole": {"grid_order"},
    "apart": {"grid_gap", "responsibility_apart", "grid_order"},
    "crossed": {"grid_gap", "grid_order"},
}
GRID_KINDS = ("grid_", "responsibility_", "cell_")


def _kinds(session):
    return {kind for kind, layer in told(session) if kind.startswith(GRID_KINDS)}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_of_the_partition(fault):
    changed, kinds = FAULTS[fault]
    found = _kinds(city(**changed))
    assert kinds <= found
    assert found <= kinds | ALSO.get(fault, set())


def test_unit_grids_that_meet_in_a_corner_only_are_not_adjacent():
    duty = ["Z1"] * 20
    duty[0] = duty[6] = "Z2"
    session = city(duty=duty)
    found = [f for f in checked(session).findings if f.kind == "responsibility_apart"]
    assert len(found) == 1
    assert "2" in found[0].message[0]


def test_of_two_exchanged_numbers_one_is_named_with_the_number_that_belongs_there():
    found = [f for f in checked(city(**_swapped(6, 7))).findings if f.kind == "grid_order"]
    assert [f.code for f in found] in ([f"{COMMUNITY}007"], [f"{COMMUNITY}008"])
    assert "007" in found[0].message[0]
    assert "008" in found[0].message[0]


def test_a_gap_names_its_neighbours_and_lies_in_itself():
    found = [f for f in checked(city(**_with(7, _box(7, west=-10)))).findings if f.kind == "grid_gap"]
    assert len(found) == 1
    assert f"{COMMUNITY}007" in found[0].message[0]
    assert found[0].row == -1
    x, y = found[0].place
    assert X0 + 600 < x < X0 + 610
    assert Y0 + 600 < y < Y0 + 900


def test_a_code_under_another_community_is_told():
    session = city()
    whole = shapely.union_all(squares()[0])
    add(session, "community", "division", {"code": "code"}, {"code": ["990101001002"]}, polygons([whole]))
    found = told(session)
    assert found["grid_prefix", "unit_grid"] == list(range(20))


def test_ground_of_a_community_without_grids_is_a_gap():
    session = city()
    whole = shapely.union_all([*squares()[0], shapely.box(X0 - 200, Y0, X0, Y0 + 1200)])
    add(session, "community", "division", {"code": "code"}, {"code": [COMMUNITY]}, polygons([whole]))
    assert ("grid_gap", "unit_grid") in told(session)


def test_a_unit_grid_in_two_responsibility_grids_is_told():
    session = city()
    halves = [shapely.union_all(squares()[0][:10]), shapely.union_all(squares()[0][5:])]
    add(session, "duty", "responsibility_grid", {"code": "code"}, {"code": ["Z1", "Z2"]}, polygons(halves))
    found = told(session)
    assert found["responsibility_partition", "unit_grid"] == [5, 6, 7, 8, 9]
    assert found["grid_overlap", "duty"] == [1]


def test_grids_without_a_member():
    session = city()
    halves = [shapely.union_all(squares()[0][:10]), shapely.union_all(squares()[0][10:])]
    add(session, "duty", "responsibility_grid", {"code": "code"}, {"code": ["Z1", "Z2"]}, polygons(halves))
    add(session, "member", "member", {"no": "code", "of": "parent"}, {"no": ["1"], "of": ["Z2"]}, points([[X0, Y0]]))
    assert told(session) == {("cell_without_member", "duty"): [0]}
    session.remove(["duty"])
    found = told(session)
    assert found["cell_without_member", "unit_grid"] == list(range(10))


def test_neighbours_that_are_not_noded_still_touch():
    shapes = [translate(s, 1e-7 * k, 0) for k, s in enumerate(squares()[0])]
    assert _kinds(city(shapes=shapes)) == set()


def test_many_cells_are_checked_by_index():
    corners = [(X0 + 100 * (k % 50), Y0 - 100 * (k // 50)) for k in range(500)]
    shapes = [shapely.box(x, y, x + 100, y + 100) for x, y in corners]
    codes = [f"99010100100{1 + k // 250}{1 + k % 250:03d}" for k in range(500)]
    rng = np.random.default_rng(3)
    broken = sorted(rng.choice(500, 5, replace=False).tolist())
    for k in broken:
        shapes[k] = shapes[k].buffer(3, join_style="mitre")
    found = [f for f in checked(city(shapes=shapes, codes=codes)).findings if f.kind == "grid_overlap"]
    assert {f.row for f in found} | {f.other[1] for f in found} >= set(broken)
