"""A small hand-made city in a session whose jobs run at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from onemap.model.definition import LayerDefinition, Source
from onemap.model.geometry import EXTERIOR, LINE, Geometries
from onemap.model.layerdata import LayerData
from onemap.model.style import LegendClass, Style, Symbol
from onemap.session.session import Session

CRS = "EPSG:4548"
CLASSED = Style(
    kind="categories",
    column="major",
    symbol=Symbol(fill="#999999"),
    classes=(
        LegendClass(Symbol(fill="#3B6FB6"), title="公用设施", title_en="Utilities", values=("01",)),
        LegendClass(Symbol(fill="#2A9D8F"), values=("02",)),
    ),
)


def points(rows: int = 10) -> LayerData:
    """Points in a row; ``major`` goes 01, 02, 03 in turn, ``value`` counts up."""
    coords = np.column_stack([np.arange(rows) * 10.0, np.arange(rows) * 5.0])
    table = pa.table({"code": [f"{i:03d}" for i in range(rows)], "major": [f"0{1 + i % 3}" for i in range(rows)],
                      "value": np.arange(rows, dtype=float)})  # fmt: skip
    return LayerData("points", table, Geometries(_frozen(coords)), CRS)


def lines(rows: int = 3) -> LayerData:
    """Lines of two vertices."""
    return _runs(rows, np.array([[0.0, 0.0], [8.0, 3.0]]), LINE, 2)


def squares(rows: int = 4) -> LayerData:
    """Squares beside each other."""
    return _runs(rows, np.array([[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]]), EXTERIOR, 3)


def definition(layer_id: str, group: str = "", group_en: str = "", style: Style | None = None) -> LayerDefinition:
    """A layer file as short as can be."""
    symbol = Style(symbol=Symbol(fill="#1F6FEB", line="#20242A"))
    return LayerDefinition(
        source=Source(path=f"/data/{layer_id}.gpkg"), id=layer_id, title=layer_id, group=group, group_en=group_en,
        style=style or symbol,
    )  # fmt: skip


def session(*layers: tuple[str, str], style: Style | None = None) -> Session:
    """A session with layers of points from the top, given as (id, group)."""
    made = Session()
    for layer_id, group in layers:
        made.add(definition(layer_id, group, style=style), points(), place=len(made.entries))
    return made


def _runs(rows: int, shape: np.ndarray, kind: int, row_type: int) -> LayerData:
    coords = np.concatenate([shape + np.array([i * 10.0, 0.0]) for i in range(rows)]) if rows else np.empty((0, 2))
    offsets = np.arange(rows + 1)
    geometries = Geometries(
        _frozen(coords), offsets * len(shape), offsets, np.full(rows, kind, np.uint8), np.full(rows, row_type, np.uint8)
    )
    table = pa.table({"code": [f"{i:03d}" for i in range(rows)], "value": np.arange(rows, dtype=float)})
    return LayerData("runs", table, geometries, CRS)


def _frozen(array: np.ndarray) -> np.ndarray:
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array
