"""Formats that GDAL reads, streamed as Arrow batches: the one door to pyogrio."""

from __future__ import annotations

import re
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from onemap.errors import CrsError, SourceError
from onemap.io import encodings, geopackage, shapefile
from onemap.io.assembly import Assembly
from onemap.io.environment import prepare_environment
from onemap.io.formats import foreign
from onemap.io.info import LayerInfo
from onemap.io.text import driver_says, owned
from onemap.io.wkb import decoded, is_in_order, missing
from onemap.messages import Phrase
from onemap.model.extent import Extent
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa

    from onemap.io.assembly import Request
    from onemap.io.formats import Format
    from onemap.model.geometry import Geometries
    from onemap.model.layerdata import LayerData

Answer = TypeVar("Answer")
#: Rows of a batch. The first is small enough to be read and left within a few milliseconds; the smaller ones are for
#: what is left of a damaged file.
_BATCHES = (16384, 256, 1)
#: How often a caller is asked while GDAL opens a file, seconds.
_ASKED = 0.03
#: What GDAL calls CRS that are none.
_NO_CRS = ("Undefined geographic SRS", "Undefined Cartesian SRS", "Undefined SRS", "unknown", "Unknown engineering")
#: The name of a CRS as GeoJSON of 2008 says it.
_NAMED_CRS = re.compile(rb'"crs"\s*:\s*\{\s*"type"\s*:\s*"name"\s*,\s*"properties"\s*:\s*\{\s*"name"\s*:\s*"([^"]+)"')


def gdal() -> Any:  # noqa: ANN401 - pyogrio has no types
    """The pyogrio module, loaded in the environment that it must have, its warnings kept from the user's terminal."""
    prepare_environment()
    import pyogrio

    # GDAL's warnings come as Python's; what matters of them is found by counting rows.
    quiet = r"pyogrio(\..*)?|contextlib|onemap\.io\.ogr"
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=quiet)
    warnings.filterwarnings("ignore", message="More than one layer found", category=UserWarning)
    return pyogrio


def load_alone() -> None:
    """Import pyogrio without geopandas and pandas, which it looks for: 0.6 s and 96 MB less.

    For processes of the program itself; in a script somebody may ask pyogrio for a GeoDataFrame.
    """
    hidden = [name for name in ("geopandas", "pandas") if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        gdal()
    finally:
        for name in hidden:
            del sys.modules[name]


def read(request: Request, kind: Format) -> LayerData:
    """Read one layer of the file."""
    path = request.path
    try:
        options, unmerged = _options(path, kind), geopackage.unmerged(path) if kind == "gpkg" else []
        encoding, notices = _encoding(request, kind)
        layer, expected = path.stem, None
        if not _is_whole(request, kind):
            layer = patiently(lambda: chosen_layer(path, request.layer, kind, options), request)
            info = gdal().read_info(path, layer=layer, encoding=encoding if kind == "shp" else None, **options)
            expected = _expected(path, kind, info)
        assembly = Assembly(request, layer, request.crs, expected, encoding)
        assembly.notices += [*notices, *unmerged]
        return _streamed(assembly, kind, options)
    except _faults() as error:
        if isinstance(error, UnicodeDecodeError) and request.encoding is not None:
            raise SourceError("encoding_wrong", path=str(path), encoding=request.encoding) from error
        raise told(path, error) from error


def inspect(path: Path, kind: Format) -> tuple[LayerInfo, ...]:
    """What layers the file has; those without geometry only where there are no others."""
    try:
        options = _options(path, kind)
        names = _layers(path, kind, options)
        spatial = [name for name, type_ in names if type_ is not None] or [name for name, _ in names]
        return tuple(_info(path, name, kind, options) for name in spatial)
    except _faults() as error:
        raise told(path, error) from error


def _is_whole(request: Request, kind: Format) -> bool:
    """Whether a file is to be read as its only layer: GDAL parses GeoJSON anew each time that it is asked something."""
    return kind == "geojson" and request.layer is None


def _faults() -> tuple[type[Exception], ...]:
    """What pyogrio raises of a file that is wrong; names of columns may be no text."""
    errors = gdal().errors
    return errors.DataSourceError, errors.DataLayerError, errors.CRSError, UnicodeDecodeError


def _info(path: Path, layer: str, kind: Format, options: dict[str, str]) -> LayerInfo:
    encoding = shapefile.encoding(path)[0] if kind == "shp" else None
    info = gdal().read_info(path, layer=layer, encoding=encoding, **options)
    bounds, rows = info["total_bounds"], int(info["features"])
    extent = Extent(*map(float, bounds)) if bounds is not None and np.isfinite(bounds).all() else None
    geometry = str(info["geometry_type"]) if info["geometry_type"] is not None else None
    columns = tuple(str(name) for name in info["fields"])
    try:
        crs = _crs_of(path, kind, info)
    except CrsError:
        crs = None
    return LayerInfo(layer, rows if rows >= 0 else None, geometry, crs, extent, columns)


def _streamed(assembly: Assembly, kind: Format, options: dict[str, str]) -> LayerData:
    """Read on from where an attempt broke off: that batch in smaller ones, until nothing more comes."""
    import pyarrow as pa

    schema, fault, attempt = pa.schema([]), None, 0
    while attempt < len(_BATCHES):
        before, most = assembly.rows, _BATCHES[attempt - 1] if attempt else None
        try:
            schema = _stream(assembly, kind, options, _BATCHES[attempt], most)
        except (pa.ArrowException, gdal().errors.DataSourceError, gdal().errors.FeatureError, OSError) as error:
            fault, attempt = error, attempt + 1
            if "locked" in str(error).lower():
                break
        else:
            fault, attempt = None, 0
            if most is None or assembly.rows - before < most:
                break
    if fault is not None and assembly.rows == 0:
        raise told(assembly.request.path, fault) from fault
    _check_rows(assembly, kind)
    layer = assembly.finish(schema)
    _check_packed(layer, kind)
    return layer


def _stream(
    assembly: Assembly, kind: Format, options: dict[str, str], batch_size: int, most: int | None
) -> pa.Schema:  # fmt: skip
    """One pass from the first row that is still missing, over about ``most``; gives the schema of the attributes."""
    request, end = assembly.request, None if most is None else assembly.rows + most
    source = gdal().open_arrow(
        request.path,
        layer=None if _is_whole(request, kind) else assembly.name,
        encoding=assembly.encoding if kind == "shp" else None,
        skip_features=assembly.rows,
        batch_size=batch_size,
        use_pyarrow=True,
        **options,
    )
    meta, reader = patiently(source.__enter__, request)
    try:
        assembly.crs = request.crs or _crs_of(request.path, kind, meta)
        geometry = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            assembly.add(*_parted(batch, geometry, assembly))
            if end is not None and assembly.rows >= end:
                break
        return _parted(reader.schema.empty_table(), geometry, assembly)[0].schema
    finally:
        del reader
        source.__exit__(None, None, None)


def _parted(batch: pa.RecordBatch | pa.Table, geometry: str, assembly: Assembly) -> tuple[pa.Table, Geometries]:
    """Attributes in memory of their own, and the geometry as columns."""
    import pyarrow as pa

    table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    if geometry not in table.column_names:
        return owned(table, assembly.notices), missing(table.num_rows)
    # An attribute may have the same name; the geometry comes last.
    at = max(i for i, name in enumerate(table.column_names) if name == geometry)
    column, table = table.column(at), table.remove_column(at)
    shapes = column.combine_chunks() if table.num_rows else None
    if shapes is not None and not is_in_order(shapes):
        message = "rows written over each other"  # as GDAL does after a FlatGeobuf's feature without a geometry
        raise pa.ArrowInvalid(message)
    return owned(table, assembly.notices), missing(0) if shapes is None else decoded(shapes, blank_is_null=True)


def patiently(work: Callable[[], Answer], request: Request) -> Answer:
    """Do what cannot be interrupted, in a thread that is left behind when the caller no longer wants the layer."""
    if request.cancelled is None:
        return work()
    done = threading.Event()
    result: list[Any] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            result.append(error)
        done.set()

    threading.Thread(target=run, name="gdal-open", daemon=True).start()
    while not done.wait(_ASKED):
        request.stop_if_cancelled()
    if isinstance(result[0], BaseException):
        raise result[0]
    answer: Answer = result[0]
    return answer


def chosen_layer(path: Path, wanted: str | None, kind: Format, options: dict[str, str]) -> str:
    """Name of the layer to read: the wanted one, else the first that has a geometry, else the first."""
    names = _layers(path, kind, options)
    if wanted is None:
        return next((name for name, type_ in names if type_ is not None), names[0][0])
    if wanted not in {name for name, _ in names}:
        raise SourceError("layer_missing", path=str(path), layer=wanted, choices=tuple(name for name, _ in names))
    return wanted


def _layers(path: Path, kind: Format, options: dict[str, str]) -> list[tuple[str, str | None]]:
    """Names and geometry types of the layers, at least one."""
    del options  # list_layers takes none
    names = [(str(name), type_) for name, type_ in gdal().list_layers(path)]
    if names:
        return names
    if kind == "gpkg":
        raise SourceError("no_layers", path=str(path))
    if kind in {"geojson", "topojson"}:
        raise foreign(path, Phrase("why_no_features"))
    raise SourceError("file_damaged", path=str(path), why=Phrase("why_cut"))


def _options(path: Path, kind: Format) -> dict[str, str]:
    return geopackage.open_options(path) if kind == "gpkg" else {}


def _encoding(request: Request, kind: Format) -> tuple[str | None, list[Notice]]:
    if kind != "shp":
        return request.encoding, []
    if request.encoding is None:
        return shapefile.encoding(request.path)
    encoding = encodings.named(request.encoding)
    if encoding is None:
        raise SourceError("encoding_unknown", path=str(request.path), encoding=request.encoding)
    return encoding, []


def _crs_of(path: Path, kind: Format, info: dict[str, Any]) -> str | None:
    """The CRS a layer says it has; CrsError for one that nobody knows, where GDAL would take degrees instead."""
    if kind == "geojson":
        with path.open("rb") as file:
            named = _NAMED_CRS.search(file.read(1 << 16))
        if named is not None:
            from onemap.io.crs import parse

            parse(named[1].decode(errors="replace"))
    return _crs(info["crs"])


def _crs(text: str | None) -> str | None:
    """What GDAL says of the CRS, or None where it says in its own words that it does not know."""
    if not text or any(f'"{name}' in text[:80] for name in _NO_CRS):
        return None
    if text.startswith("EPSG:"):
        return str(text)
    from onemap.io.crs import parse, text_of

    return text_of(parse(text))


def _expected(path: Path, kind: Format, info: dict[str, Any]) -> int | None:
    rows = shapefile.declared_rows(path) if kind == "shp" else int(info["features"])
    return rows if rows >= 0 else None


def _check_rows(assembly: Assembly, kind: Format) -> None:
    """Tell when fewer rows came than the file promised."""
    path, got = assembly.request.path, assembly.rows
    if kind == "shp":
        got = min(got, shapefile.complete_rows(path))
    if assembly.expected is None or got >= assembly.expected:
        return
    if got == 0:
        why = Phrase("why_rows", expected=assembly.expected, got=0)
        raise SourceError("file_damaged", path=str(path), why=why)
    assembly.notices.append(Notice("notice_short", {"expected": assembly.expected, "got": got}))


def _check_packed(layer: LayerData, kind: Format) -> None:
    """Refuse map files of ECharts: their coordinates are packed into text, which GDAL takes for empty shapes."""
    shapes = layer.geometries
    if kind != "geojson" or not layer.rows or shapes.null + shapes.empty + shapes.invalid < layer.rows:
        return
    from pathlib import Path

    path = Path(layer.source)
    with path.open("rb") as file:
        text = b"".join(file.read(1 << 20).split())
    if b'"UTF8Encoding":true' in text or b'"encodeOffsets"' in text or b'"coordinates":["' in text:
        raise foreign(path, Phrase("why_packed"))


def told(path: Path, error: Exception) -> SourceError:
    """The error a person reads for one of GDAL's."""
    text = str(error)
    if "locked" in text.lower() or "busy" in text.lower():
        return SourceError("file_locked", path=str(path))
    if "not recognized" in text:
        return foreign(path, Phrase("why_unknown_content"))
    return SourceError("file_damaged", path=str(path), why=driver_says(text))
