"""The plain lines of a card's head, as every page, panel and terminal writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.city.card_values import Number, Section

if TYPE_CHECKING:
    from onemap.city.card_values import Card, Tab

#: Rows of a tab that paper lists.
_LISTED = 12
#: The sections that come first in their tab on paper, by the last part of their key.
_FIRST = ("open", "months", "done", "state", "life", "sensed", "berths", "below", "layers", "category")
_SQUARE_KILOMETRE, _HECTARE = 1e6, 1e4


def head_lines(card: Card, *, en: bool) -> list[tuple[str, str]]:
    """The area, what the cell lies in, who looks after it, the moment."""
    lines = [("Area" if en else "面积", area_text(card.area_m2))]
    lines += [(line.title[en], line.text[en]) for line in card.head]
    return [*lines, ("As of" if en else "截至", f"{card.as_of:%Y-%m-%d %H:%M}")]


def leads(card: Card) -> list[tuple[tuple[str, str], ...]]:
    """For each of `head_lines` the cells it names: what they are called in it, and their codes."""
    return [(), *(line.leads for line in card.head), ()]


def groups(card: Card, *, en: bool) -> list[tuple[str, Number | None, tuple[Section, ...]]]:
    """The sections that hold anything as paper shows them: tab by tab, each with its count, then what lies about.

    In a tab what is looked at most comes first.
    """
    order = {key: place for place, key in enumerate(_FIRST)}
    made: list[tuple[str, Number | None, tuple[Section, ...]]] = []
    for tab in card.tabs:
        held = (one for one in tab.sections if one.kind == "tiles" or any(number.value for number in one.numbers))
        ranked = sorted(held, key=lambda one: order.get(one.key.rpartition(".")[2], len(order)))
        made.append((tab.title[en], tab.count, (*ranked, *_listed(tab))))
    made.append(("Round about" if en else "周边", None, tuple(one for one in card.extra if one.numbers)))
    return [one for one in made if one[2]]


def _listed(tab: Tab) -> tuple[Section, ...]:
    """The first rows of a tab by name, as its last section; what they are stands beside each. None of persons."""
    if not tab.items or tab.key == "people":
        return ()
    how = tab.count.how
    numbers = tuple(
        Number(f"{tab.key}.list.{at}", (one.title, one.title), 1.0, how, text=(one.detail or one.code,) * 2)
        for at, one in enumerate(tab.items[:_LISTED])
    )
    return (Section(f"{tab.key}.list", ("清单（前几条）", "The first of them"), "lines", numbers),)


def kept_together(text: str) -> str:
    """A list of entries of several words, as names with telephones, one on each line; else the text as it is."""
    entries = text.split("、")
    return "、\n".join(entries) if all(" " in entry for entry in entries) else text


def area_text(area_m2: float) -> str:
    """An area in hectares or square kilometres, and in square metres."""
    if area_m2 >= _SQUARE_KILOMETRE:
        return f"{area_m2 / _SQUARE_KILOMETRE:,.2f} km² ({area_m2:,.0f} m²)"
    return f"{area_m2 / _HECTARE:,.2f} ha ({area_m2:,.0f} m²)"
