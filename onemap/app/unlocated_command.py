"""`onemap unlocated`: cases and work orders that lie in no grid, why, and where they may have been."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from onemap.app.options import map_help, t
from onemap.messages import language

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("map", metavar="MAP", help=map_help())
    parser.add_argument("--what", metavar="LAYER", help=t("case、opinion、all 或图层", "case, opinion, all or a layer"))
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("-o", "--output", metavar="FILE", help=".gpkg .csv .xlsx .geojson .parquet")


def run(options: argparse.Namespace) -> int:
    """List the events of a map that lie in no grid, or write them with the places found for them."""
    from onemap.api.unlocated import unlocated, writing_of
    from onemap.app.commands import crs_of, open_maps
    from onemap.city.unlocated import WHY_WORDS

    city = open_maps([options.map], crs_of(options))
    found = unlocated(city.session, options.what, find=True)
    if options.output is not None:
        writing_of(city.session, found, options.output).write()
    en = language() == "en"
    if options.json:
        rows = [
            {
                "layer": e.layer, "row": e.row, "code": e.code, "title": e.title, "address": e.address, "grid": e.grid,
                "when": e.when and e.when.isoformat(), "why": e.why, "x": p and p.x, "y": p and p.y,
                "how": p and p.how[en], "within_m": p and round(p.within_m, 1),
            }
            for e, p in ((one.event, one.proposal) for one in found)
        ]  # fmt: skip
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    elif options.output is not None:
        sys.stdout.write(f"{options.output}\n")
    else:
        for event, place in ((one.event, one.proposal) for one in found):
            where = t("没有找到", "not found") if place is None else f"{place.how[en]} ±{place.within_m:,.0f} m"
            said = (event.code, event.title, WHY_WORDS[event.why][en], event.address, where)
            sys.stdout.write("\t".join(said) + "\n")
    return 0
