"""Values of a table as people read them: numbers, times on the city's clock, words of code tables."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from onemap.city import dictionaries
from onemap.model.moment import ZONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.definition import LayerDefinition

#: What stands for nothing.
NOTHING = "—"
#: From this size on a number has separators between thousands, and two decimals at most.
_LARGE = 1e5
_DIGITS = frozenset("0123456789")


def words_of(definition: LayerDefinition, name: str) -> Callable[[object], str]:
    """What writes the values of a column for people: class codes have their class behind them."""
    field = definition.fields.get(name)
    if field is not None and field.role == "class_code":
        kind: dictionaries.Kind = "component" if definition.role == "component" else "matter"
        return lambda value: _with_class(kind, value)
    return text_of


def text_of(value: object) -> str:
    """A value for people; times with a zone are told by the city's clock, to the second where they have seconds."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        here = value if value.tzinfo is None else value.astimezone(ZoneInfo(ZONE))
        return here.strftime("%Y-%m-%d %H:%M:%S" if here.second else "%Y-%m-%d %H:%M")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _number(value: float) -> str:
    if value != value:  # noqa: PLR0124 - NaN alone differs from itself
        return NOTHING
    return f"{value:,.6g}" if abs(value) < _LARGE else f"{value:,.2f}"


def _with_class(kind: dictionaries.Kind, value: object) -> str:
    text = text_of(value)
    name = class_name(kind, text) if _DIGITS.issuperset(text) else ""
    return f"{text} {name}" if name else text


@lru_cache(maxsize=4096)
def class_name(kind: dictionaries.Kind, code: str) -> str:
    """The name of a class code by the edition that has codes of its length; an empty text where none has it."""
    shelf = dictionaries.shelf()
    for standard in (dictionaries.COMPONENT_2026, dictionaries.COMPONENT_2013, dictionaries.COMPONENT_2007):
        found = shelf.meaning(kind, code, standard)
        if found is not None:
            return found.name
    return ""
