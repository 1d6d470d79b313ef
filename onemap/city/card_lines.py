"""The plain lines of a card's head, as every page, panel and terminal writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.city.card_values import Card

_SQUARE_KILOMETRE, _HECTARE = 1e6, 1e4


def head_lines(card: Card, *, en: bool) -> list[tuple[str, str]]:
    """The area, what the cell lies in, who looks after it, the moment."""
    lines = [("Area" if en else "面积", area_text(card.area_m2))]
    lines += [(line.title[en], line.text[en]) for line in card.head]
    return [*lines, ("As of" if en else "截至", f"{card.as_of:%Y-%m-%d %H:%M}")]


def kept_together(text: str) -> str:
    """A list of entries of several words, as names with telephones, one on each line; else the text as it is."""
    entries = text.split("、")
    return "、\n".join(entries) if all(" " in entry for entry in entries) else text


def area_text(area_m2: float) -> str:
    """An area in hectares or square kilometres, and in square metres."""
    if area_m2 >= _SQUARE_KILOMETRE:
        return f"{area_m2 / _SQUARE_KILOMETRE:,.2f} km² ({area_m2:,.0f} m²)"
    return f"{area_m2 / _HECTARE:,.2f} ha ({area_m2:,.0f} m²)"
