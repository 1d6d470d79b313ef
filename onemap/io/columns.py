"""Which columns of a plain table hold a place, and the points (or shapes) they make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import SourceError
from onemap.io.crs_proposals import looks_swapped
from onemap.io.wkb import decoded
from onemap.model.extent import Extent
from onemap.model.geometry import NO_GEOMETRY, POINT, Geometries, frozen
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.io.assembly import Request

    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

#: Words for east and north, the surest first. In the first group they are degrees.
_DEGREES = (
    ("经度", "纬度"),
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("lng", "lat"),
    ("long", "lat"),
    ("东经", "北纬"),
)
_PLANE = (("东坐标", "北坐标"), ("横坐标", "纵坐标"), ("easting", "northing"), ("east", "north"))
#: Words of which nobody knows whether x is east, as in mathematics, or north, as in Chinese surveying.
_LETTERS = (
    ("x坐标", "y坐标"),
    ("坐标x", "坐标y"),
    ("pointx", "pointy"),
    ("xcoord", "ycoord"),
    ("coordx", "coordy"),
    ("x", "y"),
)
_SHAPES = ("wkt", "geometry", "geom", "thegeom", "shape", "几何", "wkbgeometry")
#: A number whose commas part thousands.
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_ASIDE = re.compile(r"[(（\[【].*?[)）\]】]|[\s_\-./°]+")


@dataclass(slots=True)
class Coordinates:
    """The columns that hold a place. Use `found`; then `geometries` for each batch in order; ``notices`` at the end."""

    x: str
    y: str
    shape: str | None = None
    degrees: bool = False
    letters: bool = False
    _seen: bool = False
    _turned: bool = False
    _outside: int = 0

    @classmethod
    def found(cls, request: Request, names: Sequence[str]) -> Coordinates:
        """The columns that the caller names, else those whose names say it; SourceError when there are none."""
        if request.x is not None and request.y is not None:
            if request.x in names and request.y in names:
                return cls(request.x, request.y)
            raise _none(request, names, f"{request.x}, {request.y}")
        for group in (_DEGREES, _PLANE, _LETTERS):
            for east, north in group:
                pair = _pair(names, east, north)
                if pair is not None:
                    return cls(*pair, degrees=group is _DEGREES, letters=group is _LETTERS)
        shape = next((name for word in _SHAPES for name in names if _plain(name) == word), None)
        if shape is None and request.placeless:
            return cls("", "")
        if shape is None:
            raise _none(request, names, "经度/纬度, lon/lat, x/y, WKT")
        return cls("", "", shape=shape)

    def geometries(self, table: pa.Table) -> Geometries:
        """The shapes of a batch."""
        if self.shape is not None:
            return _shapes(table.column(self.shape))
        if not self.x:
            nowhere = np.full(table.num_rows, np.nan)
            return self._points(nowhere, nowhere, np.isnan(nowhere))
        x, x_null = _numbers(table.column(self.x))
        y, y_null = _numbers(table.column(self.y))
        if not self._seen and len(x):
            self._seen, self._turned = True, _is_turned(x, y)
        if self._turned and self.letters:
            x, y = y, x
        return self._points(x, y, x_null | y_null)

    def notices(self) -> list[Notice]:
        """What is to be told of the places."""
        told = []
        if self._turned:
            key = "notice_turned" if self.letters else "notice_swapped"
            told.append(Notice(key, {"x": self.x, "y": self.y}))
        if self._outside:
            told.append(Notice("notice_range", {"count": self._outside}))
        return told

    def _points(self, x: Floats, y: Floats, null: Bools) -> Geometries:
        good = np.isfinite(x) & np.isfinite(y)
        if self.degrees:
            outside = good & ((np.abs(x) > 180) | (np.abs(y) > 90))
            self._outside += int(outside.sum())
            good &= ~outside
        coords = np.column_stack([x, y])
        if good.all():
            return Geometries(frozen(coords))
        count = int(good.sum())
        steps = frozen(np.arange(count + 1, dtype=np.int64))
        rows = np.zeros(len(good) + 1, np.int64)
        np.cumsum(good, out=rows[1:])
        return Geometries(
            frozen(coords[good]),
            steps,
            frozen(rows),
            frozen(np.full(count, POINT, np.uint8)),
            frozen(np.where(good, 1, NO_GEOMETRY).astype(np.uint8)),
            null=int(null.sum()),
            invalid=int((~good & ~null).sum()),
        )


def _is_turned(x: Floats, y: Floats) -> bool:
    """Whether the numbers make sense only with x as north."""
    whole = np.isfinite(x) & np.isfinite(y)
    if not whole.any():
        return False
    low, high = np.percentile(np.stack([x[whole], y[whole]]), [2, 98], axis=1)
    return looks_swapped(Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1])))


def _pair(names: Sequence[str], east: str, north: str) -> tuple[str, str] | None:
    """The columns named so, or (for words that cannot be a part of another) whose names differ in these words alone."""
    plain = {_plain(name): name for name in reversed(names)}
    if east in plain and north in plain:
        return plain[east], plain[north]
    if len(east) < 3 and east.isascii():
        tokens = {tuple(_tokens(name)): name for name in reversed(names)}
        for words, name in tokens.items():
            other = tuple(north if word == east else word for word in words)
            if east in words and other in tokens:
                return name, tokens[other]
        return None
    for key, name in plain.items():
        if east in key and key.replace(east, north) in plain:
            return name, plain[key.replace(east, north)]
    return None


def _plain(name: str) -> str:
    """A name without case, units in brackets, blanks and signs."""
    return _ASIDE.sub("", name.strip().casefold())


def _tokens(name: str) -> list[str]:
    return [word for word in re.split(r"[\s_\-./]+", name.strip().casefold()) if word]


def _none(request: Request, names: Sequence[str], wanted: str) -> SourceError:
    return SourceError("columns_missing", path=str(request.path), wanted=wanted, choices=tuple(names))


def _numbers(column: pa.ChunkedArray) -> tuple[Floats, Bools]:
    """Values as float64, NaN for what is no number, and which are null or blank."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = pc.utf8_trim_whitespace(column)
        null = pc.fill_null(pc.equal(text, ""), fill_value=True).to_numpy(zero_copy_only=False)
        return _of_texts(text), null
    null = column.is_null().to_numpy().astype(bool)
    if pa.types.is_null(column.type) or pa.types.is_temporal(column.type) or pa.types.is_nested(column.type):
        return np.full(len(null), np.nan), null
    numbers: Floats = column.cast(pa.float64(), safe=False).to_numpy().astype(np.float64)
    return numbers, null


def _of_texts(text: pa.ChunkedArray) -> Floats:
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        numbers: Floats = pc.if_else(pc.equal(text, ""), None, text).cast(pa.float64()).to_numpy().astype(np.float64)
    except pa.ArrowInvalid:
        return np.array([_number(value) for value in text.to_pylist()], np.float64)
    return numbers


def _number(text: str | None) -> float:
    """A number, with thousands, a decimal comma or a degree sign if need be; NaN otherwise."""
    bare = (text or "").rstrip("°度米mM ")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif "." not in bare:
        bare = bare.replace(",", ".")
    try:
        return float(bare or "nan")
    except ValueError:
        return np.nan


def _shapes(column: pa.ChunkedArray) -> Geometries:
    """Shapes of WKT, or of WKB in hexadecimal digits as databases give it."""
    import pyarrow as pa
    import shapely

    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return decoded(column.combine_chunks())
    texts = [(value or "").strip() for value in column.cast(pa.string()).to_pylist()]
    first = next((text for text in texts if text), "")
    given = [text or None for text in texts]
    is_hex = re.match(r"0[01][0-9a-fA-F]{16}", first) is not None
    made = shapely.from_wkb(given, "ignore") if is_hex else shapely.from_wkt(given, "ignore")
    # What is no shape becomes WKB of no bytes, which counts as invalid; a blank stays null.
    wkb = [None if not text else one or b"" for text, one in zip(texts, shapely.to_wkb(made), strict=True)]
    return decoded(pa.array(wkb, pa.large_binary()))
