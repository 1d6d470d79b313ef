"""The city's questions in one process: points counted by cells, beside geopandas; a grid card; codes. Prints JSON."""

import argparse
import json
import statistics
from pathlib import Path

import geopandas
import numpy as np
import shapely

import onemap
from onemap.api import Layer
from onemap.city import beidou
from tests.benchmarks.clock import timed_ms
from tests.benchmarks.data import CRS, ROOT, SIDE, SOUTH, WEST

#: Cells along each side of the square: 10,000 of them.
ALONG = 100
#: So many points are joined by geopandas at most: its shapes of 20 M points would not fit beside ours.
JOINED = 2_000_000
CODES = 10_000_000
RUNS = 5


def cells() -> geopandas.GeoDataFrame:
    """Squares that cover the city, each with a code."""
    side = SIDE / ALONG
    column, row = (v.ravel() for v in np.meshgrid(np.arange(ALONG), np.arange(ALONG)))
    boxes = shapely.box(WEST + column * side, SOUTH + row * side, WEST + (column + 1) * side, SOUTH + (row + 1) * side)
    codes = [f"9901010{r:04d}{c:04d}" for r, c in zip(row.tolist(), column.tolist(), strict=True)]
    return geopandas.GeoDataFrame({"code": codes}, geometry=boxes, crs=CRS)


def counted(path: Path) -> dict:
    """All points by 10,000 cells, and a part of them by geopandas in the same process; both are the same numbers."""
    city, grid = onemap.Map(crs=CRS), cells()
    points = city.add(path)
    by = city.add(Layer.from_geodataframe(grid, "cells"))
    own = [timed_ms(lambda: city.count(points, by=by)) for _ in range(RUNS)]
    some = points.take(np.arange(min(points.rows, JOINED), dtype=np.int64))
    joined = timed_ms(lambda: _joined(some, grid))
    few = onemap.Map(crs=CRS)
    part, whole = few.add(Layer.from_geodataframe(some, "part")), few.add(Layer.from_geodataframe(grid, "cells"))
    few.count(part, by=whole)
    same = [timed_ms(lambda: few.count(part, by=whole)) for _ in range(RUNS)]
    theirs, ours = _joined(some, grid), few.count(part, by=whole)
    assert (theirs.reindex(ours.index, fill_value=0) == ours).all()
    return {
        "points": points.rows, "cells": len(grid), "count_ms": statistics.median(own), "joined_points": len(some),
        "sjoin_ms": joined, "count_joined_ms": statistics.median(same),
    }  # fmt: skip


def _joined(points: geopandas.GeoDataFrame, grid: geopandas.GeoDataFrame):
    """Counts by code, a point on a border in the cell with the smallest code, as ours."""
    found = geopandas.sjoin(points[["geometry"]], grid, predicate="intersects")
    return found.groupby(level=0)["code"].min().value_counts()


def card() -> dict:
    """The card of the sample's street with the most things, its layers read before."""
    city = onemap.open(ROOT / "sample_data" / "sample_city.onemap")
    made = city.card(grid="990101004")
    things = sum(number.value for tab in made.tabs if tab.key == "things" for number in (tab.count,))
    return {"things": int(things), "card_ms": statistics.median(
        timed_ms(lambda: city.card(grid="990101004")) for _ in range(RUNS)
    )}  # fmt: skip


def codes() -> dict:
    """BeiDou codes of level 10, written and read again."""
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(73, 135, CODES), rng.uniform(3, 53, CODES)
    beidou.decode(beidou.encode(lon[:10], lat[:10]))
    made: list = []
    written = timed_ms(lambda: made.append(beidou.encode(lon, lat)))
    return {"codes": CODES, "encode_ms": written, "decode_ms": timed_ms(lambda: beidou.decode(made[0]))}


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    print(json.dumps({**counted(parser.parse_args().path), **card(), **codes()}))


if __name__ == "__main__":
    main()
