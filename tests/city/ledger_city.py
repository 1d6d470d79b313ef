"""A small clean city made by hand for the tests of ledgers: four rows of five unit grids, terminals on components."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import shapely

from onemap.model.definition import Field, LayerDefinition, Source
from onemap.model.geometry import EXTERIOR, INTERIOR, NO_GEOMETRY, Geometries, frozen
from onemap.model.layerdata import LayerData
from onemap.session import ledgering
from onemap.session.session import Session

CRS = "EPSG:4544"
X0, Y0 = 468_000.0, 3_483_000.0
SIZE = 300.0
AS_OF = "2026-06-30"
NOW = np.datetime64("2026-06-30T23:00:00", "ms")
COMMUNITY = "990101001001"

COMPONENT = {
    "code": "code", "class": "class", "supervisor_code": "supervisor_code", "supervisor": "supervisor",
    "owner": "owner", "grid": "grid", "state": "state", "since": "since", "changed": "changed",
}  # fmt: skip
TERMINAL = {
    "code": "code", "type": "class", "owner": "owner", "keeper": "keeper", "state": "state", "last": "last_report",
    "every": "period", "carrier": "parent", "grid": "grid",
}  # fmt: skip


def squares():
    """The cells, row by row from the north, in a row from the west; their codes."""
    shapes, codes = [], []
    for k in range(20):
        x, y = X0 + (k % 5) * SIZE, Y0 + (3 - k // 5) * SIZE
        shapes.append(shapely.box(x, y, x + SIZE, y + SIZE))
        codes.append(f"{COMMUNITY}{k + 1:03d}")
    return shapes, codes


def polygons(shapes):
    """Geometries of polygons with holes, as a reader gives them."""
    coords, kinds, rings, rows = [], [], [0], [0]
    for shape in shapes:
        for part in shapely.get_parts(shape):
            for kind, ring in [(EXTERIOR, part.exterior), *[(INTERIOR, r) for r in part.interiors]]:
                coords.append(shapely.get_coordinates(ring))
                kinds.append(kind)
                rings.append(rings[-1] + len(coords[-1]))
        rows.append(len(kinds))
    types = [6 if shapely.get_num_geometries(s) > 1 else 3 for s in shapes]
    return Geometries(
        frozen(np.concatenate(coords)), frozen(np.array(rings)), frozen(np.array(rows)),
        frozen(np.array(kinds, np.uint8)), frozen(np.array(types, np.uint8)),
    )  # fmt: skip


def points(xy):
    """Geometries of points; a row of NaN has none."""
    xy = np.asarray(xy, float)
    there = np.isfinite(xy).all(axis=1)
    if there.all():
        return Geometries(frozen(xy))
    kept = np.concatenate([[0], np.cumsum(there)])
    return Geometries(
        frozen(xy[there]), frozen(np.arange(there.sum() + 1)), frozen(kept), frozen(np.zeros(there.sum(), np.uint8)),
        frozen(np.where(there, 1, NO_GEOMETRY).astype(np.uint8)), null=int((~there).sum()),
    )  # fmt: skip


def definition(layer_id, role, fields, **more):
    """A layer file's worth of meaning: ``fields`` maps columns to field roles."""
    said = {name: value if isinstance(value, Field) else Field(role=value) for name, value in fields.items()}
    return LayerDefinition(Source(f"{layer_id}.gpkg"), id=layer_id, role=role, fields=said, title=layer_id, **more)


def components(count=40):
    """Lamps ten metres apart in the middle of the cells: table and coordinates."""
    shapes, codes = squares()
    cell = np.arange(count) % 20
    xy = np.array([shapes[c].centroid.coords[0] for c in cell]) + np.column_stack(
        [np.arange(count) * 2.0, np.zeros(count)]
    )
    table = {
        "code": [f"99010101037{k + 1:06d}" for k in range(count)], "class": ["路灯"] * count,
        "supervisor_code": ["11990101MA0010045F"] * count, "supervisor": ["示范区水务局"] * count,
        "owner": ["示例照明工程有限公司"] * count, "grid": [codes[c] for c in cell], "state": ["完好"] * count,
        "since": ["20200101"] * count, "changed": [None, "20210101"] * (count // 2),
    }  # fmt: skip
    return table, xy


def terminals(count=40):
    """One terminal beside each component, all alive: table and coordinates."""
    table, xy = components(count)
    made = {
        "code": [f"990101010103{k + 1:06d}" for k in range(count)], "type": ["单灯控制器"] * count,
        "owner": ["甲公司", "乙公司"] * (count // 2), "keeper": ["丙公司"] * count, "state": ["在用"] * count,
        "last": pa.array(NOW - np.arange(count) * np.timedelta64(60_000, "ms")), "every": [900] * count,
        "carrier": table["code"], "grid": table["grid"],
    }  # fmt: skip
    return made, xy + 0.2


def add(session, layer_id, role, fields, table, geometries, **more):
    """Put a hand-made layer into a session."""
    data = LayerData(layer_id, pa.table(table), geometries, CRS, f"{layer_id}.gpkg")
    return session.add(definition(layer_id, role, fields, **more), data)


def city(**changed):
    """A session of the clean city; ``changed`` gives another (table, xy) for "component" or "terminal", or cells."""
    session = Session(crs=CRS, as_of=AS_OF)
    shapes, codes = squares()
    shapes = changed.get("shapes", shapes)
    codes = changed.get("codes", codes)
    duty = changed.get("duty", [f"Z{1 + k // 10}" for k in range(len(codes))])
    add(session, "unit_grid", "unit_grid", {"code": "code", "duty": "responsibility"}, {"code": codes, "duty": duty},
        polygons(shapes))  # fmt: skip
    table, xy = changed.get("component", components())
    add(session, "component", "component", COMPONENT, table, points(xy))
    table, xy = changed.get("terminal", terminals())
    add(session, "terminal", "terminal", TERMINAL, table, points(xy))
    return session


def checked(session, **more):
    """The ledger of a session."""
    from onemap.city.ledger import make_ledger

    return make_ledger(ledgering.request(session, any_role=True, **more))


def told(session, **more):
    """What was found, as {(kind, layer): [row, ...]}."""
    found = {}
    for finding in checked(session, **more).findings:
        found.setdefault((finding.kind, finding.layer), []).append(finding.row)
    return found
