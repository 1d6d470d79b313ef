from __future__ import annotations

import pytest

from onemap.ui.layer_order import ALONE, Run, grouped, runs_of, to_group, to_root
from tests.ui.sample_session import session

A, B = ("甲", ""), ("乙", "")
RUNS = [Run(A, ("a1", "a2", "a3")), Run(ALONE, ("x",)), Run(B, ("b1", "b2"))]


def alone(*ids: str) -> list[Run]:
    return [Run(ALONE, (i,)) for i in ids]


def test_neighbours_of_one_group_are_one_row_and_layers_without_a_group_stand_alone() -> None:
    made = session(("a1", "甲"), ("a2", "甲"), ("x", ""), ("y", ""), ("a3", "甲"))
    assert runs_of(made.entries) == [Run(A, ("a1", "a2")), *alone("x", "y"), Run(A, ("a3",))]


@pytest.mark.parametrize(
    ("taken", "row", "at", "ids", "changed"),
    [
        pytest.param(alone("a3"), 0, 0, "a3 a1 a2 x b1 b2", {}, id="up within the group"),
        pytest.param(alone("a1"), 0, 3, "a2 a3 a1 x b1 b2", {}, id="down within the group"),
        pytest.param(alone("x"), 2, 1, "a1 a2 a3 b1 x b2", {"x": B}, id="from alone into a group"),
        pytest.param(alone("b1", "b2"), 0, 1, "a1 b1 b2 a2 a3 x", {"b1": A, "b2": A}, id="the whole of another group"),
    ],
)
def test_into_a_group(taken: list[Run], row: int, at: int, ids: str, changed: dict[str, tuple[str, str]]) -> None:
    order = to_group(RUNS, taken, row, at)
    assert order.ids == ids.split()
    assert order.groups == changed


@pytest.mark.parametrize(
    ("taken", "at", "ids", "changed"),
    [
        pytest.param([RUNS[0]], 3, "x b1 b2 a1 a2 a3", {}, id="a group to the bottom keeps its name"),
        pytest.param([RUNS[2]], 0, "b1 b2 a1 a2 a3 x", {}, id="a group to the top"),
        pytest.param(alone("a2"), 1, "a1 a3 a2 x b1 b2", {"a2": ALONE}, id="a layer out of its group"),
        pytest.param(alone("x"), 1, "a1 a2 a3 x b1 b2", {}, id="to where it stands"),
    ],
)
def test_to_the_root(taken: list[Run], at: int, ids: str, changed: dict[str, tuple[str, str]]) -> None:
    order = to_root(RUNS, taken, at)
    assert (order.ids, order.groups) == (ids.split(), changed)


def test_grouping_gathers_layers_where_the_topmost_of_them_stands() -> None:
    order = grouped(RUNS, ["x", "b2"], ("新", ""))
    assert order.ids == ["a1", "a2", "a3", "x", "b2", "b1"]
    assert order.groups == {"x": ("新", ""), "b2": ("新", "")}
