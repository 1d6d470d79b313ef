"""Changes of a style, as pure functions: another kind, classes of a column, colours of a ramp, a part of a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onemap.model.style import LegendClass, Style, Symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onemap.ui.layer_rows import Geometry

#: Values of a column that become classes; the others are the rest.
CATEGORIES = 200
#: The colour of what matches no class.
REST = "#9AA0A8"


def base_symbol(style: Style, geometry: Geometry) -> Symbol:
    """The symbol that classes are made from: the style's own, else the first class's, else a plain one."""
    if style.symbol is not None:
        return style.symbol
    if style.classes:
        return style.classes[0].symbol
    plain = {"point": Symbol(fill=REST, line="#FFFFFF", width_mm=0.15), "line": Symbol(line=REST, width_mm=0.4)}
    return plain.get(geometry, Symbol(fill=REST, line=REST, width_mm=0.2))


def colored(symbol: Symbol, color: str, geometry: Geometry) -> Symbol:
    """The symbol in another leading colour: the line of lines, the fill of others, as see-through as before."""
    if geometry == "line":
        return msgspec.structs.replace(symbol, line=color + _alpha(symbol.line))
    return msgspec.structs.replace(symbol, fill=color + _alpha(symbol.fill))


def _alpha(color: str | None) -> str:
    return color[7:9] if color is not None and color.startswith("#") and len(color) == 9 else ""


def single(style: Style, geometry: Geometry) -> Style:
    """All rows with one symbol."""
    symbol = style.symbol or base_symbol(style, geometry)
    return msgspec.structs.replace(style, kind="single", symbol=symbol, column=None, classes=(), ramp=None)


def categories(
    style: Style, geometry: Geometry, column: str, values: Sequence[tuple[str, int]], colors: Sequence[str]
) -> Style:
    """One class for each value, in the order given; a value that had a class keeps it, the rest is grey."""
    base = base_symbol(style, geometry)
    known = {c.values: c for c in style.classes if style.kind == "categories" and style.column == column}
    classes = tuple(
        known.get((value,)) or LegendClass(colored(base, color, geometry), values=(value,))
        for (value, _count), color in zip(values, colors, strict=True)
    )
    return msgspec.structs.replace(
        style, kind="categories", column=column, classes=classes, symbol=colored(base, REST, geometry)
    )


def classes(style: Style, geometry: Geometry, column: str, edges: Sequence[float], colors: Sequence[str]) -> Style:
    """One class between each pair of neighbouring edges; what is no number is the rest."""
    base = base_symbol(style, geometry)
    bounds = list(zip(edges, edges[1:], colors, strict=False))
    made = tuple(LegendClass(colored(base, c, geometry), lower=float(a), upper=float(b)) for a, b, c in bounds)
    return msgspec.structs.replace(
        style, kind="classes", column=column, classes=made, symbol=colored(base, REST, geometry)
    )


def recolored(style: Style, geometry: Geometry, colors: Sequence[str], ramp: str) -> Style:
    """The classes in other colours, one each."""
    pairs = zip(style.classes, colors, strict=True)
    new = tuple(msgspec.structs.replace(c, symbol=colored(c.symbol, color, geometry)) for c, color in pairs)
    return msgspec.structs.replace(style, classes=new, ramp=ramp)


def with_part(style: Style, place: int | None, field: str, value: object) -> Style:
    """A part of a symbol changed: of the class at ``place``, or of the whole style when None."""
    if place is not None and place < len(style.classes):
        chosen = style.classes[place]
        return with_class(style, place, msgspec.structs.replace(chosen, symbol=_part(chosen.symbol, field, value)))
    symbol = _part(style.symbol, field, value) if style.symbol is not None else None
    if place is not None:
        return msgspec.structs.replace(style, symbol=symbol)
    every = tuple(msgspec.structs.replace(c, symbol=_part(c.symbol, field, value)) for c in style.classes)
    return msgspec.structs.replace(style, symbol=symbol, classes=every)


def with_class(style: Style, place: int, changed: LegendClass) -> Style:
    """One class changed."""
    return msgspec.structs.replace(style, classes=(*style.classes[:place], changed, *style.classes[place + 1 :]))


def with_rest(style: Style, geometry: Geometry, *, drawn: bool) -> Style:
    """What matches no class drawn in grey, or not at all."""
    symbol = colored(base_symbol(style, geometry), REST, geometry) if drawn else None
    return msgspec.structs.replace(style, symbol=symbol)


def _part(symbol: Symbol, field: str, value: object) -> Symbol:
    return msgspec.structs.replace(symbol, **{field: value})
