"""`onemap info`: what a file, a folder or a project holds, layer by layer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onemap.app.options import t
from onemap.errors import OneMapError

if TYPE_CHECKING:
    import argparse

    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.model.project import OpenedProject

#: The names of WKB types 1 to 7.
_TYPES = ("", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")
_STATES = {"ready": ("可用", "ready"), "missing": ("文件缺失", "missing"), "failed": ("打不开", "cannot be opened")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    what = t("数据文件、文件夹或工程（.onemap）", "a data file, a folder, or a project (.onemap)")
    parser.add_argument("file", metavar="FILE", type=Path, help=what)
    parser.add_argument("--crs", help=t("没有写明时的坐标系", "CRS where nothing says it"))
    parser.add_argument("--encoding", help=t("文字编码，如 GBK", "encoding of text, such as GBK"))
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Tell it; gives 1 where no layer of a project opens."""
    from onemap.api.opening import meant, project_at
    from onemap.app.commands import crs_of

    crs, path = crs_of(options), meant(options.file)
    opened = project_at(path)
    if opened is None:
        return _tell_files(path, crs, options)
    return _tell_project(path, opened, crs, options)


# --- data files -------------------------------------------------------------------------------------------------------
def _tell_files(path: Path, crs: str | None, options: argparse.Namespace) -> int:
    from onemap.api.opening import layers_of
    from onemap.app.commands import print_json, tell_faults
    from onemap.io import readers

    found: list[dict[str, Any]] = []
    faults: list[OneMapError] = []
    for definition in layers_of(path, crs):
        source = definition.source
        try:
            data = readers.read(source.path, layer=source.layer, crs=options.crs, encoding=options.encoding)
            found.append({"name": source.layer or Path(source.path).stem, "file": source.path, **_told(data)})
        except OneMapError as error:
            faults.append(error)
    tell_faults(faults, any_left=bool(found))
    if options.json:
        print_json({"path": str(path), "layers": found})
    else:
        for layer in found:
            _print_layer(layer)
    return 0


# --- projects ---------------------------------------------------------------------------------------------------------
def _tell_project(path: Path, opened: OpenedProject, crs: str | None, options: argparse.Namespace) -> int:
    from onemap.app.commands import print_json, say

    failed = {layer: OneMapError(key, path=why) for layer, key, why in opened.failed}
    found = [_layer(one, failed.get(one.id), crs, options.encoding) for one in opened.definitions]
    project = opened.project
    if options.json:
        head: dict[str, Any] = {"file": opened.path}
        head |= {name: getattr(project, name) or None for name in ("title", "title_en", "crs", "as_of")}
        print_json({"path": str(path), "project": head, "layers": found})
    else:
        title = t(project.title or project.title_en, project.title_en or project.title)
        name = Path(opened.path or path).name
        count = t(f"{len(found)} 个图层", f"{len(found)} layers")
        say("\t".join(filter(None, (name, title, count, project.crs))))
        for layer in found:
            _print_layer(layer, Path(opened.path or path).parent)
    if not found or any(layer["state"] == "ready" for layer in found):
        return 0
    sys.stderr.write(f"onemap: {found[0]['error']}\n")
    return 1


def _layer(
    definition: LayerDefinition, fault: OneMapError | None, crs: str | None, encoding: str | None
) -> dict[str, Any]:
    """What there is to tell of a project's layer, read as the window reads it; homes of persons by their cells."""
    import msgspec

    from onemap.session.loading import rows_of

    source = definition.source
    names = definition.title or definition.title_en or definition.id, definition.title_en or definition.title
    told: dict[str, Any] = {
        "id": definition.id, "name": t(names[0], names[1] or definition.id), "file": source.path or None,
        "layer": source.layer, "state": "ready", "error": None, "visible": definition.visible,
    }  # fmt: skip
    if fault is None:
        said = msgspec.structs.replace(source, crs=source.crs or crs, encoding=source.encoding or encoding)
        try:
            return told | _told(rows_of(msgspec.structs.replace(definition, source=said)), definition)
        except OneMapError as error:
            fault = error
    state = "missing" if fault.key in {"file_missing", "folder_missing"} else "failed"
    nothing: dict[str, Any] = dict.fromkeys(("rows", "geometry", "crs", "extent", "columns", "notice"))
    return told | {"state": state, "error": str(fault)} | nothing


# --- a layer ----------------------------------------------------------------------------------------------------------
def _told(data: LayerData, definition: LayerDefinition | None = None) -> dict[str, Any]:
    import dataclasses

    from onemap.api import Layer
    from onemap.city.home_places import shown_places

    if definition is not None:
        data = dataclasses.replace(data, geometries=shown_places(definition, data.geometries, data.crs))
    layer = Layer.from_data(data)
    extent = layer.extent if data.geometries.rows else None
    return {
        "rows": data.rows,
        "geometry": _geometry(data),
        "crs": data.crs,
        "extent": None if extent is None else list(extent.as_tuple()),
        "columns": layer.columns,
        "notice": layer.notice,
    }


def _geometry(data: LayerData) -> str | None:
    import numpy as np

    types = data.geometries.row_type
    if types is None:
        return "Point" if data.rows else None
    present = [int(t) for t in np.unique(types) if t]
    if len(present) == 2 and present[1] == present[0] + 3:
        return _TYPES[present[1]]
    return _TYPES[present[0]] if len(present) == 1 else ("Geometry" if present else None)


def _print_layer(layer: dict[str, Any], home: Path | None = None) -> None:
    """A layer line by line; of a project's layer, whose files are told as seen from ``home``, also its state."""
    from onemap.app.commands import say

    extent, rows = layer["extent"], layer["rows"]
    lines = [
        (t("行数", "rows"), "" if rows is None else f"{rows:,}"),
        (t("几何", "geometry"), layer["geometry"]),
        (t("坐标系", "CRS"), layer["crs"]),
        (t("范围", "extent"), "" if extent is None else ", ".join(f"{v:.10g}" for v in extent)),
    ]
    if home is None:
        lines.append((t("字段", "columns"), ", ".join(layer["columns"])))
    else:
        state = t(*_STATES[layer["state"]])
        file = "" if layer["file"] is None else _seen_from(home, layer["file"])
        lines = [
            (t("文件", "file"), " · ".join(filter(None, (file, layer["layer"])))),
            (t("状态", "state"), state),
            *([] if layer["state"] != "ready" else lines),
        ]
    lines.append((t("说明", "notice"), layer["notice"] if home is None else layer["error"] or layer["notice"]))
    say(layer["name"])
    for word, value in lines:
        say(f"  {word}\t{value or '-'}")


def _seen_from(home: Path, path: str) -> str:
    """A path from the project's folder where it lies in it, else whole."""
    found = Path(path)
    return str(found.relative_to(home)) if found.is_relative_to(home) else path
