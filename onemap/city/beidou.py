"""BeiDou grid location codes (GB/T 39409-2020), two-dimensional, levels 1 to 10.

Longitudes and latitudes are CGCS2000 degrees. The earth is cut into cells of 6 by 4 degrees and these nine times more,
down to 1/2048 arc second (1.5 cm). From level 2 on, rows and columns count away from the equator and from the prime
meridian in every hemisphere; latitude 0 counts as north and longitude 0 as east, where the standard is silent. The caps
beyond 88 degrees have codes of their own, which are not made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from onemap.city.beidou_kernels import LAT_CELL, LENGTH, LON_CELL, read_codes, write_codes
from onemap.errors import CodeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

STANDARD = "GB/T 39409-2020"
#: Units of 1/2048 arc second in a degree.
_UNIT = 3600 * 2048
_LARGEST_LATITUDE = 88.0
_DEEPEST = 10


class Cell(NamedTuple):
    """A cell in degrees: ``lon``, ``lat`` is its corner nearest to (0, 0), the standard's 定位角点."""

    lon: float
    lat: float
    west: float
    south: float
    east: float
    north: float
    level: int


@overload
def encode(lon: float, lat: float, level: int = ...) -> str: ...
@overload
def encode(lon: npt.ArrayLike, lat: npt.ArrayLike, level: int = ...) -> npt.NDArray[np.str_]: ...


def encode(lon: npt.ArrayLike, lat: npt.ArrayLike, level: int = _DEEPEST) -> str | npt.NDArray[np.str_]:
    """Code of the cell that holds a place: text for numbers, an array of text for arrays.

    A place on the border of two cells belongs to the one farther from (0, 0), within 1e-6 of a unit (1.5e-8 m), by
    which decimal degrees miss the whole arc seconds they stand for. CodeError for a level that is not 1 to 10, a
    longitude beyond 180, a latitude of 88 or more, or something that is not a number.
    """
    if not 1 <= level <= _DEEPEST:
        raise CodeError("beidou_level", level=level)
    lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    wrong = ~((np.abs(lons) <= 180) & (np.abs(lats) < _LARGEST_LATITUDE))
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        raise CodeError("beidou_place", lon=float(lons.flat[place]), lat=float(lats.flat[place]), row=place)
    codes = _written(_units(lons.ravel(), 180), _units(lats.ravel(), _LARGEST_LATITUDE), level)
    return str(codes[0]) if lons.ndim == 0 else codes.reshape(lons.shape)


def decode(code: str | Sequence[str] | npt.NDArray[np.str_]) -> Cell | npt.NDArray[np.float64]:
    """Cell of a code; for many codes an (n, 7) float64 array with a `Cell`'s fields in its columns.

    Lower-case letters are taken for upper-case ones. CodeError says what is wrong with the first bad code.
    """
    one = isinstance(code, str)
    codes = np.atleast_1d(np.asarray(code, dtype=np.str_))
    parts = _read(codes)
    level = parts[:, 4]
    lon_sign, lat_sign = np.where(parts[:, 2], 1, -1), np.where(parts[:, 3], 1, -1)
    index = np.maximum(level - 1, 0)
    lon, lat = lon_sign * parts[:, 0] / _UNIT, lat_sign * parts[:, 1] / _UNIT
    far_lon, far_lat = lon + lon_sign * LON_CELL[index] / _UNIT, lat + lat_sign * LAT_CELL[index] / _UNIT
    west, east = np.minimum(lon, far_lon), np.maximum(lon, far_lon)
    cells = np.column_stack([lon, lat, west, np.minimum(lat, far_lat), east, np.maximum(lat, far_lat), level])
    if not one:
        return cells
    lon_, lat_, *box = cells[0, :6].tolist()
    return Cell(lon_, lat_, box[0], box[1], box[2], box[3], int(level[0]))


def polygon(code: str | Sequence[str] | npt.NDArray[np.str_]) -> BaseGeometry | npt.NDArray[np.object_]:
    """Area of a cell as a shapely polygon in degrees; for many codes an array of them."""
    import shapely

    cells = np.atleast_2d(np.asarray(decode(code), dtype=np.float64))
    areas = shapely.box(cells[:, 2], cells[:, 3], cells[:, 4], cells[:, 5])
    return areas[0] if isinstance(code, str) else areas


def neighbours(code: str) -> tuple[str, ...]:
    """The up to eight cells around a cell, from the north clockwise; across the equator and the prime meridian, too.

    Cells beyond 88 degrees of latitude are left out; longitude goes around at 180.
    """
    x, y, level = _index(code)
    width, height = int(LON_CELL[level - 1]), int(LAT_CELL[level - 1])
    around = ((0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1))
    turn, top = 360 * _UNIT // width, int(_LARGEST_LATITUDE * _UNIT) // height
    found = []
    for dx, dy in around:
        column, row = (x + dx + turn // 2) % turn - turn // 2, y + dy
        if -top <= row < top:
            found.append(_of_index(column, row, level))
    return tuple(found)


def reference(base: str, code: str) -> str:
    """Code of a cell told from a base cell of the same level: ``base-MN``, M cells east and N north.

    0 to 7 count east and north, A to G stand for 1 to 7 west and south. CodeError when the cells differ in level, the
    base is coarser than level 5, or more than seven cells lie between them along either direction.
    """
    x0, y0, level0 = _index(base)
    x1, y1, level1 = _index(code)
    if level0 != level1 or level0 < 5:
        raise CodeError("beidou_reference_level", base=base, code=code)
    if max(abs(x1 - x0), abs(y1 - y0)) > 7:
        raise CodeError("beidou_reference_far", base=base, code=code)
    return f"{base.upper()}-{_step(x1 - x0)}{_step(y1 - y0)}"


def dereference(text: str) -> str:
    """Code of the cell that a reference code ``base-MN`` tells."""
    base, dash, steps = text.strip().upper().partition("-")
    values = [_STEPS.find(char) - 7 for char in steps]
    if not dash or len(values) != 2 or any(value < -7 for value in values):
        raise CodeError("beidou_reference_form", code=text)
    x, y, level = _index(base)
    return _of_index(x + values[0], y + values[1], level)


#: Steps of -7 to 7 cells as a reference code writes them.
_STEPS = "GFEDCBA01234567"


def _step(cells: int) -> str:
    return _STEPS[cells + 7]


def _units(degrees: npt.NDArray[np.float64], limit: float) -> npt.NDArray[np.int64]:
    """Signed units; a negative position -k - 1 stands for k units from zero on the other side."""
    whole = np.floor(np.abs(degrees) * _UNIT + 1e-6).astype(np.int64)
    whole = np.minimum(whole, int(limit * _UNIT) - 1)
    return np.where(degrees < 0, -whole - 1, whole)


def _written(x: npt.NDArray[np.int64], y: npt.NDArray[np.int64], level: int) -> npt.NDArray[np.str_]:
    length = int(LENGTH[level])
    chars = np.empty((len(x), length), dtype=np.uint8)
    write_codes(np.ascontiguousarray(x), np.ascontiguousarray(y), level, chars)
    wide = chars.astype(np.uint32)
    return wide.view(f"<U{length}").reshape(len(x))


def _read(codes: npt.NDArray[np.str_]) -> npt.NDArray[np.int64]:
    longest = 20
    wide = np.ascontiguousarray(codes.astype(f"<U{longest + 1}")).view(np.uint32).reshape(len(codes), longest + 1)
    chars = np.where(wide[:, :longest] > 127, 1, wide[:, :longest]).astype(np.uint8)
    parts = np.zeros((len(codes), 5), dtype=np.int64)
    read_codes(chars, parts)
    parts[wide[:, longest] != 0, 4] = -1
    bad = np.flatnonzero(parts[:, 4] < 0)
    if len(bad):
        _refuse(str(codes[bad[0]]), int(parts[bad[0], 4]))
    return parts


def _refuse(code: str, told: int) -> None:
    if told == -1:
        raise CodeError("beidou_length", code=code, length=len(code))
    at = -told - 2
    raise CodeError("beidou_character", code=code, character=code[at], place=at + 1)


def _index(code: str) -> tuple[int, int, int]:
    """Signed column, row and level of a cell; column -1 is the first west of the prime meridian."""
    x, y, east, north, level = map(int, _read(np.array([code]))[0])
    if level == 0:
        raise CodeError("beidou_length", code=code, length=len(code))
    column, row = x // int(LON_CELL[level - 1]), y // int(LAT_CELL[level - 1])
    return (column if east else -column - 1), (row if north else -row - 1), level


def _of_index(column: int, row: int, level: int) -> str:
    x, y = column * int(LON_CELL[level - 1]), row * int(LAT_CELL[level - 1])
    return str(_written(np.array([x]), np.array([y]), level)[0])
