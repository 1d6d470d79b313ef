"""The measured city: buildings and points from a seed, made once and kept in build/bench/.

Places cluster around 400 centres of different density in a square of 100 km (EPSG:4548, metres), as in a real
metropolis: most of it dense, some of it nearly empty.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "bench"
CRS = "EPSG:4548"
WEST, SOUTH, SIDE = 480_000.0, 4_380_000.0, 100_000.0
CENTRES = 400
SEED = 7
#: An L: a unit square without its upper right quarter, closed, centred.
SHAPE = np.array([(0, 0), (1, 0), (1, 0.5), (0.5, 0.5), (0.5, 1), (0, 1), (0, 0)]) - 0.5
#: Bytes on disk of the whole data, with room to write them.
NEEDED_BYTES = 6_000_000_000
PLACES = 2000

_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("xy", "<f8", 2)])
_POLYGON = np.dtype(
    [("order", "u1"), ("type", "<u4"), ("rings", "<u4"), ("vertices", "<u4"), ("xy", "<f8", (len(SHAPE), 2))]
)


@dataclass(frozen=True)
class City:
    """The files of one scale: buildings (GeoPackage), points (FlatGeobuf), places to ask at (x, y per row)."""

    buildings: Path
    points: Path
    places: Path


def make(scale: float) -> City:
    """Files for ``scale`` (1: 1 M buildings, 20 M points), made when they are not there yet."""
    folder = FOLDER / f"city-{SEED}-{scale:g}"
    city = City(folder / "buildings.gpkg", folder / "points.fgb", folder / "places.npy")
    if all(path.exists() for path in (city.buildings, city.points, city.places)):
        return city
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < NEEDED_BYTES * scale:
        message = f"{folder} has less than {NEEDED_BYTES * scale / 1e9:.1f} GB free"
        raise SystemExit(message)
    rng = np.random.default_rng(SEED)
    _write(city.buildings, "GPKG", "Polygon", *_buildings(rng, round(1_000_000 * scale)))
    spots = scattered(rng, round(20_000_000 * scale))
    kinds = {"kind": rng.integers(0, 12, len(spots), dtype="i2"), "status": rng.integers(0, 4, len(spots), dtype="i2")}
    _write(city.points, "FlatGeobuf", "Point", _wkb(_POINT, 1, xy=spots), kinds)
    near = spots[rng.integers(0, len(spots), PLACES)] + rng.uniform(-5, 5, (PLACES, 2))
    np.save(city.places, near)
    return city


def scattered(rng: np.random.Generator, count: int) -> np.ndarray:
    """(count, 2) places, clustered, within the square."""
    centres = np.array([WEST, SOUTH]) + SIDE * rng.beta(2, 2, (CENTRES, 2))
    spread = rng.uniform(300, 6000, CENTRES)
    chosen = rng.choice(CENTRES, count, p=rng.dirichlet(np.full(CENTRES, 0.5)))
    spots = centres[chosen] + rng.normal(size=(count, 2)) * spread[chosen, None]
    return np.clip(spots, (WEST, SOUTH), (WEST + SIDE, SOUTH + SIDE))


def _buildings(rng: np.random.Generator, count: int) -> tuple[pa.Array, dict[str, np.ndarray]]:
    spots = scattered(rng, count)
    size = rng.uniform(6, 40, (count, 1, 2))
    turn = rng.uniform(0, np.pi / 2, (count, 1))
    x, y = np.moveaxis(SHAPE * size, -1, 0)
    outline = np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], -1)
    columns = {"cls": rng.integers(0, 8, count, dtype="i2"), "floors": rng.integers(1, 40, count, dtype="i2")}
    return _wkb(_POLYGON, 3, rings=1, vertices=len(SHAPE), xy=outline + spots[:, None]), columns


def _wkb(layout: np.dtype, kind: int, **parts: object) -> pa.Array:
    """Little-endian WKB of features that all have the same length, as one Arrow array."""
    records = np.zeros(len(parts["xy"]), layout)
    records["order"], records["type"] = 1, kind
    for name, value in parts.items():
        records[name] = value
    offsets = np.arange(0, (len(records) + 1) * layout.itemsize, layout.itemsize, dtype="i8")
    return pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(records), [None, pa.py_buffer(offsets), pa.py_buffer(records)]
    )


def _write(path: Path, driver: str, kind: str, geometry: pa.Array, columns: dict[str, np.ndarray]) -> None:
    """Write under another name first: a file that is there is whole."""
    table = pa.table({**{name: pa.array(values) for name, values in columns.items()}, "geometry": geometry})
    field = pa.field("geometry", geometry.type, metadata={"ARROW:extension:name": "geoarrow.wkb"})
    table = table.set_column(table.num_columns - 1, field, geometry)
    half = path.with_name(f"half.{path.name}")
    half.unlink(missing_ok=True)
    pyogrio.write_arrow(
        table, half, driver=driver, geometry_name="geometry", geometry_type=kind, crs=CRS, layer=path.stem
    )
    half.replace(path)
