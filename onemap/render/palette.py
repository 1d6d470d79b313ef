"""Colours: "#rrggbb", "#rrggbbaa", and "@name" of the palette in use."""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.io.files import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEX = re.compile(r"#([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")


def rgba(color: str, palette: str = "light") -> tuple[int, int, int, int]:
    """Red, green, blue and alpha, 0 to 255, of a colour.

    Raises
    ------
    RequestError
        When it is neither a hexadecimal colour nor a name of the palette; the nearest name is told.
    """
    written = names(palette).get(color[1:], color) if color.startswith("@") else color
    match = _HEX.fullmatch(written)
    if match is None:
        close = difflib.get_close_matches(color.removeprefix("@"), names(palette), 1)
        raise RequestError("color_unknown", color=color, nearest=f" (@{close[0]}?)" if close else "")
    value = int(match[1] + (match[2] or "ff"), 16)
    return value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255


@lru_cache
def names(palette: str) -> dict[str, str]:
    """Colours of a palette by name."""
    with resource("palettes", f"{palette}.toml").open("rb") as file:
        return dict(_colors(tomllib.load(file)))


def _colors(table: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _colors(value)
        elif isinstance(value, str) and value.startswith("#"):
            yield name, value
