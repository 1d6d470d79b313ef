"""Ledgers damaged at random: the findings are those that a plain loop over all rows names, no more and no fewer."""

import collections

import numpy as np
import pyarrow as pa
import pytest
import shapely

from tests.city.ledger_city import SIZE, X0, Y0, checked, city, squares, terminals

#: The end of the day that the small city is looked at on.
END = np.datetime64("2026-06-30T23:59:59", "ms")
BORDER_M, SILENT_H, ALIVE_PERIODS = 0.05, 24, 2


def damaged(seed, count=160):
    """Terminals strewn over and around the grids, some of them doubled, misplaced, silent, unnamed or misspelt."""
    rng = np.random.default_rng(seed)
    table, _ = terminals(count)
    xy = np.column_stack([X0 + rng.uniform(-60, 5 * SIZE + 60, count), Y0 + rng.uniform(-60, 4 * SIZE + 60, count)])
    for row in rng.integers(0, count, 10):  # beside another one
        xy[row] = xy[rng.integers(count)] + rng.uniform(-0.9, 0.9, 2)
    for row in rng.integers(0, count, 8):
        table["code"][row] = table["code"][rng.integers(count)]
    for row in rng.integers(0, count, 8):
        table["owner"][row] = None
    _, codes = squares()
    table["grid"] = [codes[k] if k >= 0 else None for k in rng.integers(-3, 20, count)]
    table["state"] = rng.choice(["在用", "停用", "故障", "离线", "不明"], count).tolist()
    hours = rng.choice([0.1, 5.0, 23.9, 24.1, 400.0], count)
    table["last"] = pa.array(END - (hours * 3_600_000).astype(np.int64) * np.timedelta64(1, "ms"))
    components = [f"99010101037{k + 1:06d}" for k in range(40)]
    table["carrier"] = [components[k] if k < 40 else f"NONE{k}" for k in rng.integers(0, 44, count)]
    return table, xy, hours


def by_hand(table, xy, hours):
    """(kind, row) of every fault, looked for row by row."""
    shapes, codes = squares()
    components = {f"99010101037{k + 1:06d}" for k in range(40)}
    found, seen = collections.Counter(), set()
    for row, place in enumerate(xy):
        point = shapely.Point(place)
        inside = sorted(c for s, c in zip(shapes, codes, strict=True) if s.intersects(point))
        near = {c for s, c in zip(shapes, codes, strict=True) if s.distance(point) <= BORDER_M}
        code, stored, state = table["code"][row], table["grid"][row], table["state"][row]
        faults = {
            "duplicate_code": code in seen,
            "outside_any_grid": not near,
            "wrong_grid": bool(inside) and stored is not None and stored != inside[0] and stored not in near,
            "missing_mandatory": table["owner"][row] is None,
            "value_not_allowed": state == "不明",
            "online_but_silent": state == "在用" and hours[row] > SILENT_H,
            "offline_but_reporting": state in ("离线", "停用") and hours[row] < ALIVE_PERIODS * 0.25,
            "unknown_carrier": table["carrier"][row] not in components,
        }
        seen.add(code)
        found.update((kind, row) for kind, there in faults.items() if there)
        for other in range(row):
            found["within_a_metre", row] += bool(np.hypot(*(xy[other] - place)) <= 1.0)
    return +found


@pytest.mark.parametrize("seed", range(6))
def test_findings_are_those_of_a_plain_loop(seed):
    table, xy, hours = damaged(seed)
    session = city(terminal=(table, xy))
    found = collections.Counter((one.kind, one.row) for one in checked(session, layers=["terminal"]).findings)
    expected = by_hand(table, xy, hours)
    assert {kind for kind, _ in expected} >= {"duplicate_code", "outside_any_grid", "wrong_grid", "online_but_silent"}
    assert found == expected
