"""`onemap nearby`: what stands round a place, as a supervisor in the street asks it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from onemap.app.options import count, map_help, numbers, positive, t
from onemap.messages import language

if TYPE_CHECKING:
    import argparse

    from onemap.city.nearby import Nearby


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("map", metavar="MAP", help=map_help())
    parser.add_argument("--at", required=True, type=numbers("--at", 2, "X,Y"), metavar="X,Y")
    parser.add_argument("--crs", help=t("X,Y 的坐标系，缺省为地图的", "CRS of X,Y; the map's by default"))
    parser.add_argument(
        "--radius", type=positive("--radius"), default=12.0, metavar="METRES", help=t("半径（米）", "radius in metres")
    )
    parser.add_argument("-n", "--count", type=count, default=5, metavar="N", help=t("最多几个", "things to list"))
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """List the nearest things, none of these, and the open cases of the grid."""
    from onemap.app.commands import crs_of, open_maps
    from onemap.city.nearby import as_dict

    city = open_maps([options.map], crs_of(options))
    x, y = options.at
    found = city.nearby(x, y, options.radius, options.count, crs=options.crs)
    if options.json:
        sys.stdout.write(json.dumps(as_dict(found, language()), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(found)
    return 0


def _print(found: Nearby) -> None:
    from onemap.city.nearby import NONE_OF_THESE, none_words

    en = language() == "en"
    head = ((t("单元网格", "unit grid"), found.grid), (t("所在", "in"), found.place),
            (t("地址", "address"), found.address), (t("北斗网格码", "BeiDou code"), found.beidou),
            (t("口述", "spoken"), found.spoken))  # fmt: skip
    lines = [f"{title}  {text}" for title, text in head if text]
    lines.append(
        t(
            f"{found.radius_m:g} 米内 {found.within} 个，最近的：",
            f"{found.within} within {found.radius_m:g} m, nearest first:",
        )
    )
    for number, one in enumerate(found.things, 1):
        said = "  ".join(filter(None, (one.title, one.kind[en], one.state, one.code)))
        lines.append(f"  {number}  {one.distance_m:7.1f} m  {said}")
    lines.append(f"  {NONE_OF_THESE}  {none_words()[en]}")
    when = f"{found.as_of:%Y-%m-%d %H:%M}"
    if found.open_cases:
        lines.append(
            t(
                f"本格未结案件 {found.open_cases} 件，超期 {found.overdue} 件（截至 {when}）：",
                f"{found.open_cases} open cases of the grid, {found.overdue} overdue, as of {when}:",
            )
        )
    for one in found.cases:
        late = t("超期", "overdue") if one.overdue else ""
        said = "  ".join(filter(None, (one.title, one.state, late, one.due, one.code)))
        lines.append(f"     {one.distance_m:7.1f} m  {said}")
    sys.stdout.write("\n".join(lines) + "\n")
