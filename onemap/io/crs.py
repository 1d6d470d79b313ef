"""Coordinate reference systems: understanding, naming, measuring, and moving coordinates between them."""

from __future__ import annotations

import math
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap import messages
from onemap.errors import CancelledError, CrsError
from onemap.io.crs_names import names
from onemap.io.crs_proposals import propose
from onemap.io.environment import prepare_environment
from onemap.model.geometry import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyproj

    from onemap.model.geometry import Geometries

__all__ = [
    "Transformed", "equal", "is_geographic", "lonlat", "metres_per_unit", "name", "parse", "propose", "text_of",
    "transform", "transform_rows",
]  # fmt: skip
#: Vertices moved between two looks at whether the caller still wants them.
_CHUNK = 1 << 18
_THREADS = 2
#: Datums that agree within decimetres, so that taking one for another moves nothing on a city map.
_GLOBAL_DATUMS = ("World Geodetic System 1984", "China 2000", "International Terrestrial Reference Frame", "IGS")
#: Metres from the equator to where planes stop being sound: the pole, or 89.5 degrees.
_QUARTER, _NEAR_POLE = 10_002_000.0, 34_600_000.0
_SOUND = {
    "Transverse Mercator": _QUARTER, "Gauss-Kruger": _QUARTER, "Popular Visualisation Pseudo Mercator": _NEAR_POLE,
    "Mercator (variant A)": _NEAR_POLE, "Mercator (variant B)": _NEAR_POLE,
}  # fmt: skip
#: A plane whose scale is within this share of true is taken as true: it is made for measuring.
_TRUE_SCALE = 0.01


@dataclass(frozen=True, slots=True)
class Transformed:
    """Coordinates in another CRS.

    ``coords`` is (n, 2) float64; vertices that the target cannot hold are NaN and counted in ``outside``. ``ballpark``
    tells that PROJ does not know how the two datums lie to each other and that it matters (metres or more).
    """

    coords: npt.NDArray[np.float64]
    ballpark: bool
    operation: str
    outside: int


@lru_cache(maxsize=256)
def parse(text: str) -> pyproj.CRS:
    """The CRS that a code ("EPSG:4490", "4490"), a WKT or a PROJJSON names.

    CrsError when there is none such, or when it has no east and north (heights, distances from the earth's centre).
    """
    prepare_environment()
    import pyproj

    text = text.strip()
    shown = text if len(text) <= 80 else text[:79] + "…"
    try:
        found = pyproj.CRS.from_user_input(int(text) if text.isdecimal() else text)
    except (pyproj.exceptions.CRSError, OverflowError, ValueError) as error:
        raise CrsError("crs_unknown", crs=shown) from error
    if found.is_geocentric or (found.is_vertical and not found.is_compound):
        raise CrsError("crs_unfit", crs=shown, kind=found.type_name)
    return found


def text_of(crs: pyproj.CRS) -> str:
    """The CRS's authority code where it certainly has one ("EPSG:32650"), else its WKT."""
    found = crs.to_authority(min_confidence=70)
    return ":".join(found) if found else str(crs.to_wkt())


def equal(one: str, other: str) -> bool:
    """Whether coordinates in one are coordinates in the other (x is east in both, whatever the authority's order)."""
    return one == other or parse(one).equals(parse(other), ignore_axis_order=True)


def name(crs: str, language: str | None = None) -> str:
    """What people call the CRS ("CGCS2000 / 3° 带 中央经线 105°E"), in ``language`` or the one in use."""
    found = parse(crs)
    zh, en = names(str(found.name), geographic=bool(found.is_geographic))
    return zh if (language or messages.language()) == "zh" else en


def is_geographic(crs: str) -> bool:
    """Whether map units are degrees."""
    return bool(parse(crs).is_geographic)


def transform(
    coords: npt.NDArray[np.float64], source: str, target: str, *, cancelled: Callable[[], bool] | None = None
) -> Transformed:
    """Coordinates (n, 2), x east and y north, in the CRS ``target``.

    Where nothing changes the array itself is given back. A non-finite vertex of the source is not counted as outside.
    Raises CrsError for an unknown CRS and CancelledError.
    """
    if equal(source, target):
        return Transformed(coords, ballpark=False, operation="", outside=0)
    transformer = _transformer(source, target)
    if transformer.definition.startswith("proj=noop"):
        return Transformed(coords, _matters(source, target, transformer), transformer.description, 0)
    moved = np.empty((len(coords), 2), np.float64)
    parts = _moved(coords, moved, source, target, cancelled)
    used = [operation for _, operation in parts] or [transformer]
    ballpark = any(_matters(source, target, operation) for operation in used)
    return Transformed(frozen(moved), ballpark, used[0].description, sum(lost for lost, _ in parts))


def transform_rows(
    geometries: Geometries, source: str, target: str, *, cancelled: Callable[[], bool] | None = None
) -> tuple[Geometries, Transformed]:
    """Shapes in another CRS; here ``outside`` counts rows with a vertex that the target cannot hold."""
    moved = transform(geometries.coords, source, target, cancelled=cancelled)
    if moved.coords is geometries.coords:
        return geometries, moved
    outside = moved.outside
    if outside and geometries.ring_offsets is not None and geometries.row_offsets is not None:
        lost = np.zeros(len(moved.coords) + 1, np.int64)
        np.cumsum(np.isnan(moved.coords[:, 0]), out=lost[1:])
        ends = geometries.ring_offsets[geometries.row_offsets]
        outside = int(np.count_nonzero(lost[ends[1:]] > lost[ends[:-1]]))
    return geometries.with_coords(moved.coords), replace(moved, outside=outside)


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    """The way from one CRS to another, which may take PROJ a tenth of a second to find; in each thread its own."""
    import pyproj

    try:
        return pyproj.Transformer.from_crs(parse(source), parse(target), always_xy=True)
    except pyproj.exceptions.ProjError as error:
        raise CrsError("crs_unreachable", source=name(source), target=name(target)) from error


def _moved(
    coords: npt.NDArray[np.float64],
    moved: npt.NDArray[np.float64],
    source: str,
    target: str,
    cancelled: Callable[[], bool] | None,
) -> list[tuple[int, pyproj.Transformer]]:
    """Fill ``moved``; gives the vertices lost in each part and the operation used. PROJ works without the GIL."""
    parts = [slice(i, i + _CHUNK) for i in range(0, len(coords), _CHUNK)]
    northing = _northing_range(target)

    def part(rows: slice) -> tuple[int, pyproj.Transformer]:
        if cancelled is not None and cancelled():
            raise CancelledError
        transformer = _transformer(source, target)
        x, y = transformer.transform(coords[rows, 0], coords[rows, 1])
        lost = ~(np.isfinite(x) & np.isfinite(y))
        if northing is not None:
            lost |= np.abs(y - northing[0]) > northing[1]
        moved[rows, 0], moved[rows, 1] = x, y
        moved[rows][lost] = np.nan
        return int(np.count_nonzero(lost & np.isfinite(coords[rows]).all(axis=1))), _used(transformer)

    if len(parts) < 2:
        return [part(rows) for rows in parts]
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="crs") as pool:
        return list(pool.map(part, parts))


@lru_cache(maxsize=256)
def _northing_range(crs: str) -> tuple[float, float] | None:
    """The northing of the equator and how far from it the plane is sound; None where PROJ's own limits will do.

    A transverse Mercator plane goes on beyond the poles on the far side of the earth, where neighbours come to lie at
    its two ends; Mercator has the poles at infinity.
    """
    found = parse(crs)
    operation = found.coordinate_operation if found.is_projected else None
    limit = None if operation is None else _SOUND.get(operation.method_name)
    if operation is None or limit is None:
        return None
    values = {parameter.name: parameter.value for parameter in operation.params}
    if values.get("Latitude of natural origin", 0.0) != 0.0:
        return None
    unit = found.axis_info[0].unit_conversion_factor if found.axis_info else 1.0
    return float(values.get("False northing", 0.0)), limit / (unit or 1.0)


def _used(transformer: pyproj.Transformer) -> pyproj.Transformer:
    """What was done last: among several operations PROJ chooses by the place."""
    import pyproj

    try:
        return transformer.get_last_used_operation()
    except pyproj.exceptions.ProjError:
        return transformer


def _matters(source: str, target: str, transformer: pyproj.Transformer) -> bool:
    """Whether PROJ guesses between datums that are metres apart."""
    operations = transformer.operations or ()
    if not any(operation.has_ballpark_transformation for operation in operations):
        return False
    return not (_is_global(source) and _is_global(target))


def _is_global(crs: str) -> bool:
    datum = _datum(crs)
    return datum is not None and datum.startswith(_GLOBAL_DATUMS)


def _datum(crs: str) -> str | None:
    geodetic: Any = parse(crs).geodetic_crs
    return str(geodetic.datum.name) if geodetic is not None and geodetic.datum is not None else None


def lonlat(crs: str, x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a place in degrees, on the CRS's own datum; NaN where there is none."""
    if is_geographic(crs):
        return x, y
    lon, lat = _to_degrees(crs)(x, y)
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) else (math.nan, math.nan)


@lru_cache(maxsize=64)
def _to_degrees(crs: str) -> Callable[[float, float], tuple[float, float]]:
    import pyproj

    found = parse(crs)
    if found.geodetic_crs is None:
        return lambda x, y: (math.nan, math.nan)  # noqa: ARG005 - a local plane has no degrees
    return pyproj.Transformer.from_crs(found, found.geodetic_crs, always_xy=True).transform


def metres_per_unit(crs: str, x: float, y: float) -> tuple[float, float]:
    """Metres on the ground of one map unit to the east and to the north at a place.

    Degrees are measured on the CRS's ellipsoid. A plane counts its unit; where its scale is more than one per cent off,
    as in Web Mercator, that is taken out too.
    """
    found = parse(crs)
    if found.is_geographic:
        return _of_a_degree(found, y)
    unit = float(found.axis_info[0].unit_conversion_factor) if found.axis_info else 1.0
    lon, lat = lonlat(crs, x, y)
    if not math.isfinite(lon):
        return unit, unit
    east, north = _plane_scale(crs, lon, max(-89.9, min(89.9, lat)))
    return unit / east, unit / north


def _of_a_degree(crs: pyproj.CRS, latitude: float) -> tuple[float, float]:
    """Metres of a degree of longitude and of latitude (Snyder 1987, radii of curvature M and N)."""
    ellipsoid = crs.ellipsoid
    a = ellipsoid.semi_major_metre if ellipsoid else 6378137.0
    b = ellipsoid.semi_minor_metre if ellipsoid else 6356752.314140356
    e2 = 1.0 - (b / a) ** 2
    phi = math.radians(max(-89.9, min(89.9, latitude))) if math.isfinite(latitude) else 0.0
    root = math.sqrt(1.0 - e2 * math.sin(phi) ** 2)
    per_degree = math.pi / 180.0
    return a / root * math.cos(phi) * per_degree, a * (1.0 - e2) / root**3 * per_degree


def _plane_scale(crs: str, lon: float, lat: float) -> tuple[float, float]:
    factors = _projection(crs).get_factors(lon, lat)
    scales = (float(factors.parallel_scale), float(factors.meridional_scale))
    if not all(math.isfinite(s) and s > 0 for s in scales) or all(abs(s - 1) <= _TRUE_SCALE for s in scales):
        return 1.0, 1.0
    return scales


#: Projections by CRS, in each thread its own: a `pyproj.Proj` must not be shared.
_projections = threading.local()


def _projection(crs: str) -> pyproj.Proj:
    """The projection of a CRS, kept: making one takes longer than a question among millions of points."""
    known: dict[str, pyproj.Proj] = _projections.__dict__
    if crs not in known:
        import pyproj

        known[crs] = pyproj.Proj(parse(crs))
    return known[crs]
