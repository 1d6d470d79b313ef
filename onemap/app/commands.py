"""What the subcommands do; all but `open_window` work without any window."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from onemap.errors import DefinitionError, OneMapError, RequestError, SourceError
from onemap.messages import language

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from onemap.api import Map
    from onemap.api.marking import Stamp
    from onemap.render.furniture import Sheet
    from onemap.session.entry import LayerEntry


def open_window(options: argparse.Namespace) -> int:
    """Open the window on the given maps."""
    from onemap.app.display import has_display

    if not has_display():
        raise RequestError("no_display")
    crs_of(options)
    from onemap.app.desktop import run

    return run([Path(one) for one in options.maps], language=options.lang, crs=options.crs)


def identify(options: argparse.Namespace) -> int:
    """Tell what stands at a place."""
    opened = open_maps(options.maps, crs_of(options))
    put_filters(opened, options.filter)
    x, y = options.at
    result = opened.identify(x, y, tolerance_m=options.tolerance, crs=options.crs, cap=options.limit)
    hits = [{"layer": h.layer, "row": h.row, "code": h.code, "distance_m": round(h.distance_m, 3)} for h in result.hits]
    if options.json:
        crs = opened.crs if options.crs is None else _named(options.crs)
        print_json({"at": [x, y], "crs": crs, "grid": result.grid, "hits": hits, "left_out": result.left_out})
        return 0
    zh = language() == "zh"
    say(f"{'单元网格' if zh else 'unit grid'}  {result.grid or ('格外' if zh else 'none')}")
    for hit in result.hits:
        entry = opened.session.entry(hit.layer)
        name = name_of(entry, hit.row)
        say(f"{hit.distance_m:8.2f} m  {entry.title(language())}  {hit.code or '#' + str(hit.row)}  {name}".rstrip())
    if result.left_out:
        say(f"… {result.left_out:,} {'条未列出' if zh else 'more'}")
    return 0


def locate(options: argparse.Namespace) -> int:
    """Tell what a text means on the map."""
    from onemap.api.locating import locate
    from onemap.session.finding import Finder
    from onemap.ui.command_titles import titled

    opened = open_maps(options.maps, crs_of(options))
    found, notes = locate(opened.session, Finder(), options.text, options.limit, titled(language()))
    if options.json:
        results = [one.as_dict() for one in found]
        print_json({"text": options.text, "crs": opened.crs, "results": results, "notes": list(notes)})
        return 0
    for one in found:
        outside = "" if one.inside else ("（城外）" if language() == "zh" else " (outside)")
        place = "" if one.extent is None else "{:.2f}, {:.2f}".format(*one.extent.center)
        say(f"{one.title}\t{one.understood}{outside}\t{place}".rstrip())
    if not found:
        say("没有找到" if language() == "zh" else "nothing found")
    for note in notes:
        say(note)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the map as an image or PDF."""
    opened = open_maps(options.maps, crs_of(options))
    if options.crs is not None and opened.crs is not None:
        opened.session.set_crs(_named(options.crs))
    put_scene(opened, options.scene)
    if options.time is not None:
        opened.time(options.time)
    put_filters(opened, options.filter)
    result = opened.export(
        options.output, size=options.size, extent=options.extent, dpi=options.dpi, letterbox=options.letterbox,
        sheet=_sheet(options), theme=options.theme, stamp=_stamp(options),
    )  # fmt: skip
    say(str(result.path))
    return 0


def check(options: argparse.Namespace) -> int:
    """Tell all faults of all layer files."""
    from onemap.io import definitions, files

    folder = Path(options.folder) if options.folder else files.layers_dir()
    if not folder.is_dir():
        raise SourceError("folder_missing", path=str(folder))
    loaded = definitions.load([folder])
    if loaded.faults:
        raise DefinitionError(
            "definitions_bad", count=len(loaded.faults), faults="\n".join(str(f) for f in loaded.faults)
        )
    count = len(loaded.definitions)
    say(f"{count} 个图层文件，没有错误" if language() == "zh" else f"{count} layer files, no faults")
    return 0


def schema(_options: argparse.Namespace) -> int:
    """Print what a layer file may say, for editors that check while one types."""
    from onemap.io import definitions

    print_json(definitions.json_schema())
    return 0


def open_maps(maps: Iterable[str], crs: str | None) -> Map:
    """The map of a project, a folder or data files; raises the first error when no layer opens."""
    from onemap.api import Map
    from onemap.api.opening import open_into
    from onemap.io import ogr

    ogr.load_alone()
    opened = Map()
    faults: list[OneMapError] = []
    for one in maps:
        try:
            open_into(opened.session, [Path(one)], crs=crs)
        except OneMapError as error:
            faults.append(error)
    faults += [entry.error for entry in opened.session.entries if entry.error is not None]
    tell_faults(faults, any_left=any(entry.error is None for entry in opened.session.entries))
    return opened


def tell_faults(faults: list[OneMapError], *, any_left: bool) -> None:
    """Tell what could not be opened and go on with what is left; raise the first fault when nothing is."""
    if faults and not any_left:
        raise faults[0]
    for fault in faults:
        sys.stderr.write(f"onemap: {fault}\n")


def crs_of(options: argparse.Namespace) -> str | None:
    """The CRS that was asked for, looked at before any file is opened."""
    if options.crs is not None:
        from onemap.io.crs import parse

        parse(options.crs)
    return cast("str | None", options.crs)


def _named(crs: str) -> str:
    """A CRS that was asked for in any form, as files and layers name theirs."""
    from onemap.io import crs as crs_room

    return crs_room.text_of(crs_room.parse(crs))


def _sheet(options: argparse.Namespace) -> Sheet | None:
    names = ("title", "source", "date", "approval", "grade", "legend", "scalebar", "north")
    if not any(getattr(options, name) for name in names):
        return None
    from onemap.render.furniture import Sheet

    return Sheet(
        title=options.title or "", source=options.source or "", date=options.date or "",
        approval_no=options.approval or "", grade_line=options.grade or "", legend=options.legend,
        scalebar=options.scalebar, north=options.north,
    )  # fmt: skip


def _stamp(options: argparse.Namespace) -> Stamp:
    """The serial and the moment that were asked for, None where a new one is to be made."""
    if options.stamp_time is None:
        return options.serial, None
    from onemap.session.carding import time_said

    return options.serial, time_said(options.stamp_time).astimezone()


def put_scene(opened: Map, name: str | None) -> None:
    """Show a scene of the project; layers of it that are not there are told."""
    missing = [] if name is None else opened.show_scene(name)
    if missing:
        sys.stderr.write(f"onemap: {OneMapError('scene_layers_missing', layers=tuple(missing))}\n")


def put_filters(opened: Map, filters: list[str] | None) -> None:
    """Put layers under filters given as "layer=condition"."""
    for one in filters or ():
        layer, mark, text = one.partition("=")
        if not mark or not text.strip():
            raise RequestError("argument_bad", name="--filter", value=one, form="component=state = 'broken'")
        opened.filter(layer.strip(), text)


def name_of(entry: LayerEntry, row: int) -> str:
    """What a row is called, as it may be shown."""
    from onemap.city import masking

    column = entry.column_with("name")
    if column is None or entry.data is None or column not in entry.data.table.column_names:
        return ""
    return str(masking.shown_value(entry.definition, column, entry.data.table, row) or "")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def print_json(value: object) -> None:
    """Print a value as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=2))
