"""Rows of a layer handed out as a file: masked, in the layer's own CRS, noted in the export record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onemap.city import home_places, masking
from onemap.errors import RequestError
from onemap.io import exports
from onemap.io.rows_writing import Rows, RowsOptions
from onemap.session.handing_out import exported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    import numpy.typing as npt

    from onemap.io.exports import ExportedLayer
    from onemap.io.rows_writing import RowsWritten
    from onemap.messages import Language
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.session.entry import LayerEntry


@dataclass(frozen=True, slots=True)
class RowsOut:
    """What a worker needs to write rows of one layer; ``columns`` in their order, None for all."""

    path: Path
    definition: LayerDefinition
    data: LayerData
    rows: npt.NDArray[np.int64]
    layer: ExportedLayer
    columns: tuple[str, ...] | None = None
    options: RowsOptions = field(default_factory=RowsOptions)


def rows_out(
    entry: LayerEntry, rows: npt.NDArray[np.int64], path: str | Path, language: Language = "zh",
    columns: Iterable[str] | None = None,
) -> RowsOut:  # fmt: skip
    """Freeze what is to be written of a layer that was read; RequestError when it was not."""
    if entry.data is None:
        raise RequestError("layer_not_ready", layer=entry.title(language))
    kept = None if columns is None else tuple(columns)
    return RowsOut(Path(path), entry.definition, entry.data, rows, exported([entry], language)[0], kept)


def write(
    request: RowsOut, cancelled: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> RowsWritten:  # fmt: skip
    """Write the rows as the suffix of the path says; raises what `onemap.io.rows.write_rows` raises."""
    from onemap.io.rows import write_rows

    data, definition = request.data, request.definition
    table = data.table if request.columns is None else data.table.select(list(request.columns))
    places = home_places.shown_places(definition, data.geometries, data.crs)
    rows = Rows(masking.shown_table(definition, table), places, data.crs, definition.id or "rows", request.rows)
    record = exports.new_record("table", request.path, [request.layer])
    with exports.exporting(msgspec.structs.replace(record, crs=data.crs, note=f"{len(request.rows)} rows")):
        return write_rows(rows, request.path, request.options, cancelled=cancelled, on_progress=on_progress)


def paths_for(path: Path, layer_ids: list[str]) -> dict[str, Path]:
    """A file for each of several layers: the path itself for one, else with the layer's id behind its name."""
    if len(layer_ids) == 1:
        return {layer_ids[0]: path}
    return {one: path.with_name(f"{path.stem}_{_file_name(one)}{path.suffix}") for one in layer_ids}


def _file_name(layer_id: str) -> str:
    return "".join("_" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in layer_id)
