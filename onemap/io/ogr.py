"""Formats that GDAL reads, streamed as Arrow batches: the one door to pyogrio."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from onemap.errors import SourceError
from onemap.io.assembly import Assembly
from onemap.io.environment import prepare_environment
from onemap.io.formats import foreign
from onemap.io.wkb import decoded
from onemap.messages import Phrase
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    import pyarrow as pa

    from onemap.io.assembly import Request
    from onemap.model.layerdata import LayerData

#: Rows of a batch: small enough to stop within a few milliseconds.
_BATCH = 16384


def gdal() -> ModuleType:
    """The pyogrio module, loaded in the environment it must have, its warnings kept from the user's terminal."""
    prepare_environment()
    import pyogrio

    # GDAL's warnings come as Python warnings; what matters of them is found by counting rows.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"pyogrio(\..*)?")
    return pyogrio


def read(request: Request, format_: str) -> LayerData:
    """Read one layer of the file."""
    import pyarrow as pa

    try:
        return _streamed(request, format_)
    except (gdal().errors.DataSourceError, gdal().errors.DataLayerError, pa.ArrowException, ValueError) as error:
        raise told(request.path, error) from error


def _streamed(request: Request, format_: str) -> LayerData:
    pyogrio, options = gdal(), {}
    layer = chosen_layer(request.path, request.layer, options)
    info = pyogrio.read_info(request.path, layer=layer, **options)
    encoding = request.encoding
    with pyogrio.open_arrow(
        request.path, layer=layer, encoding=encoding, use_pyarrow=True, batch_size=_BATCH, **options
    ) as (meta, reader):
        assembly = Assembly(
            request, layer, request.crs or crs_of(meta["crs"]), int(info["features"]), encoding=encoding
        )
        geometry = meta["geometry_name"] or "wkb_geometry"
        for batch in reader:
            assembly.add(owned(attributes(batch, geometry)), decoded(batch.column(geometry)))
        schema = attributes(reader.schema.empty_table(), geometry).schema
    _complete(assembly)
    return assembly.finish(schema)


def attributes(batch: pa.RecordBatch | pa.Table, geometry: str) -> pa.Table:
    """The batch without its geometry column."""
    import pyarrow as pa

    table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    return table.drop_columns([geometry]) if geometry in table.column_names else table


def owned(table: pa.Table) -> pa.Table:
    """The same values in memory of their own.

    Columns that came through Arrow's C interface keep the whole batch alive, geometry too. Joining two halves copies.
    """
    import pyarrow as pa

    half = table.num_rows // 2
    if half == 0:
        return table
    return pa.concat_tables([table.slice(0, half), table.slice(half)]).combine_chunks()


def chosen_layer(path: Path, wanted: str | None, options: dict[str, Any]) -> str:
    """Name of the layer to read: the wanted one, else the first that has a geometry, else the first."""
    names = [(str(name), kind) for name, kind in gdal().list_layers(path)]
    if not names:
        raise SourceError("no_layers", path=str(path))
    if wanted is None:
        return next((name for name, kind in names if kind is not None), names[0][0])
    if wanted not in {name for name, _ in names}:
        choices = "、".join(name for name, _ in names)
        raise SourceError("layer_missing", path=str(path), layer=wanted, choices=choices)
    return wanted


def crs_of(text: str | None) -> str | None:
    """What GDAL says of the CRS, or None where it says that it does not know."""
    return text or None


def _complete(assembly: Assembly) -> None:
    """Tell when fewer rows came than the file promised."""
    if assembly.expected is not None and 0 <= assembly.rows < assembly.expected:
        assembly.notices.append(Notice("notice_short", {"expected": assembly.expected, "got": assembly.rows}))


def told(path: Path, error: Exception) -> SourceError:
    """The error a person reads for one of GDAL's."""
    text = str(error)
    if "locked" in text.lower():
        return SourceError("file_locked", path=str(path))
    if "not recognized" in text:
        return foreign(path, Phrase("why_unknown_content"))
    return SourceError("file_damaged", path=str(path), why=Phrase("why_driver", text=text))
