"""Small layers made by hand for the tests of session and api."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from onemap.model.definition import Field, LayerDefinition, Source
from onemap.model.geometry import EXTERIOR, Geometries, frozen
from onemap.model.layerdata import LayerData

CRS = "EPSG:4544"
X0, Y0 = 468_000.0, 3_483_000.0


def lamps(count: int = 50, crs: str | None = CRS) -> LayerData:
    """Lamp posts every ten metres along a row."""
    coords = np.column_stack([X0 + 10.0 * np.arange(count), np.full(count, Y0 + 5.0)])
    table = pa.table({"code": [f"99010101037{i:06d}" for i in range(count)], "state": ["完好", "破损"] * (count // 2)})
    return LayerData("lamps", table, Geometries(frozen(coords)), crs, "lamps.gpkg")


def cells(crs: str | None = CRS) -> LayerData:
    """Two square unit grids of 100 m that share a border, the western one with the larger code."""
    rings = []
    for west in (X0, X0 + 100.0):
        rings += [(west, Y0), (west + 100, Y0), (west + 100, Y0 + 100), (west, Y0 + 100), (west, Y0)]
    geometries = Geometries(
        frozen(np.array(rings)),
        frozen(np.array([0, 5, 10])),
        frozen(np.array([0, 1, 2])),
        frozen(np.full(2, EXTERIOR, dtype=np.uint8)),
        frozen(np.full(2, 3, dtype=np.uint8)),
    )
    table = pa.table({"code": ["990101001001002", "990101001001001"]})
    return LayerData("cells", table, geometries, crs, "cells.gpkg")


def definition(layer_id: str, role: str = "other", **more: object) -> LayerDefinition:
    """A layer file's worth of meaning, with a code column."""
    return LayerDefinition(
        Source(f"{layer_id}.gpkg"), id=layer_id, role=role, fields={"code": Field(role="code")}, **more
    )
