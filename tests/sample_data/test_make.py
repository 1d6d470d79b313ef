"""The script gives the same city every time, and the one that is shipped."""

import numpy as np
import pandas as pd
import shapely
from make import net, people, plan, terminals, wards, write
from make.frame import ORIGIN, rng


def _around_origin(table):
    return [
        wards.Division(r.code, r.name, [], shapely.transform(r.geometry, lambda c: c - ORIGIN), r.parent)
        for r in table.itertuples(index=False)
    ]


def test_the_plan_is_the_same_twice():
    first, second = ([w.shape.wkb for w in net.wards()] for _ in range(2))
    assert first == second


def test_the_darts_on_the_hectare_fall_where_the_shipped_terminals_stand(read):
    places = np.array([p for _, p, _ in terminals._dense(rng("terminals"))])
    shipped = shapely.get_coordinates(read("terminals").geometry.to_numpy())[:2000]
    assert np.abs(shipped - np.round(places + ORIGIN, 2)).max() < 0.006


def test_the_grid_members_made_again_are_the_shipped_ones(read):
    again = write.degrees(write.frame(people.members(_around_origin(read("responsibility_grid")))))
    shipped = pd.DataFrame(read("members").drop(columns="geometry"))
    assert again["工号"].tolist() == shipped["工号"].tolist()
    assert np.allclose(again[["经度", "纬度"]], shipped[["经度", "纬度"]].astype(float), atol=1e-7)


def test_the_shipped_river_is_the_planned_one(read):
    river = shapely.union_all(read("water").query("`class` == '河流'").geometry.to_numpy())
    planned = shapely.transform(plan.river(), lambda c: c + ORIGIN)
    assert river.symmetric_difference(planned).area < 100
