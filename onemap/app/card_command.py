"""`onemap card`: the grid card of a cell in the terminal, as JSON or as a page."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from onemap.messages import language

if TYPE_CHECKING:
    import argparse

    from onemap.api import Map
    from onemap.city.card_values import Card


def tell(city: Map, options: argparse.Namespace) -> int:
    """Tell everything of a cell of an open map, or write it as a page."""
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
    sys.stdout.write("\n".join(lines) + "\n")
