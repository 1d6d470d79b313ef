"""`onemap card`: the grid card of a cell in the terminal, as JSON or as a page."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from onemap.app.options import map_help, numbers, t
from onemap.messages import language

if TYPE_CHECKING:
    import argparse

    from onemap.city.card_values import Card

_LEVELS = ("unit_grid", "responsibility_grid", "community", "street", "district", "city", "province")


def configure(card: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    card.add_argument("map", metavar="MAP", help=map_help())
    where = card.add_mutually_exclusive_group(required=True)
    where.add_argument("--grid", metavar="CODE", help=t("网格、责任网格或区划的编码", "code of a grid or a division"))
    where.add_argument("--at", type=numbers("--at", 2, "X,Y"), metavar="X,Y")
    card.add_argument("--crs", help=t("X,Y 的坐标系，缺省为地图的", "CRS of X,Y; the map's by default"))
    card.add_argument("--level", choices=_LEVELS, help=t("X,Y 处哪一级", "which level at X,Y"))
    card.add_argument("--as-of", metavar="TIME", help=t("时刻，如 2026-06-30", "a moment, such as 2026-06-30"))
    card.add_argument("--json", action="store_true")
    card.add_argument("-o", "--output", metavar="FILE", help=".pdf .png .html")


def run(options: argparse.Namespace) -> int:
    """Tell everything of a cell of a map, or write it as a page."""
    from onemap.app.commands import crs_of, open_maps
    from onemap.session.carding import moment

    moment(options.as_of)
    city = open_maps([options.map], crs_of(options))
    made = city.card(options.grid, options.at, options.as_of, options.level, crs=options.crs)
    if options.output is not None:
        city.write_card(made, options.output)
    if options.json:
        from onemap.city.card import card_json

        sys.stdout.write(json.dumps(card_json(made, language()), ensure_ascii=False, indent=2) + "\n")
    elif options.output is not None:
        sys.stdout.write(f"{options.output}\n")
    else:
        _print(made)
    return 0


def _print(made: Card) -> None:
    from onemap.city.card_cells import LEVEL_WORDS
    from onemap.city.card_lines import area_text

    en = language() == "en"
    lines = [f"{LEVEL_WORDS[made.level][en]}  {made.code}  {made.name}".rstrip()]
    lines.append(f"  {'area' if en else '面积'}  {area_text(made.area_m2)}")
    lines += [f"  {line.title[en]}  {line.text[en]}" for line in made.head]
    lines.append(f"  {'as of' if en else '截至'}  {made.as_of:%Y-%m-%d %H:%M}")
    lines.append("  " + "  ".join(f"{tab.title[en]} {tab.count.value:,.0f}" for tab in made.tabs))
    for section in [section for tab in made.tabs for section in tab.sections] + list(made.extra):
        shown = [n for n in section.numbers if n.value]
        if shown:
            lines.append(f"{section.title[en]}  {section.note[en]}".rstrip())
            lines += [f"  {n.value:>9,.0f}  {n.title[en]}  {n.text[en] if n.text else ''}".rstrip() for n in shown]
    if made.missing:
        parts = (", " if en else "、").join(f"{one.part[en]} ({one.role})" for one in made.missing)
        lines.append(f"Left out, no layer has the role: {parts}" if en else f"地图里没有相应图层，未列出：{parts}")
    sys.stdout.write("\n".join(lines) + "\n")
