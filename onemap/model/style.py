"""How a layer looks. Sizes are millimetres on the sheet; one logical pixel is 25.4 / 96 mm."""

from __future__ import annotations

from typing import Literal

import msgspec

#: "#rrggbb", "#rrggbbaa", or "@name" of a colour of the palette in use (resources/palettes/*.toml: light, dark).
Color = str
MarkerShape = Literal[
    "circle",
    "square",
    "diamond",
    "triangle",
    "triangle_down",
    "cross",
    "x",
    "star",
    "hexagon",
    "pin",
    "ring",
]


class Symbol(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The look of one class, whatever its geometry.

    Polygons take ``fill``, ``line`` and ``width_mm``; lines take ``line``, ``width_mm``, the dash, cap and join, and a
    casing drawn under the lines of all classes; points take ``marker`` (a built-in shape, or the path of an SVG file),
    ``size_mm``, ``fill``, and ``line`` with ``width_mm`` as the marker's outline. None draws nothing.
    """

    fill: Color | None = None
    line: Color | None = None
    width_mm: float = 0.26
    casing: Color | None = None
    casing_mm: float = 0.26
    dash_mm: tuple[float, ...] = ()
    cap: Literal["butt", "round", "square"] = "round"
    join: Literal["miter", "round", "bevel"] = "round"
    marker: str = "circle"
    size_mm: float = 2.0


class LegendClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a legend.

    In a style of kind "categories" ``values`` are the values (as text) of the class; in kind "classes" the class holds
    ``lower <= value < upper``, the last one its upper bound too. An empty title shows the values.
    """

    symbol: Symbol
    title: str = ""
    title_en: str = ""
    values: tuple[str, ...] = ()
    lower: float | None = None
    upper: float | None = None
    visible: bool = True


class LabelStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Text of a layer: ``column`` of the table, drawn between 1:``max_scale`` (close) and 1:``min_scale`` (far).

    ``placement`` "line" follows the line, "point" sits beside a point, "area" in the middle of a polygon. ``last`` > 0
    shows only the last so many characters at scales smaller than 1:``last_below``. Higher ``priority`` is placed first.
    """

    column: str
    size_pt: float = 9.0
    color: Color = "@text"
    halo: Color = "@background"
    halo_mm: float = 0.4
    placement: Literal["auto", "point", "line", "area"] = "auto"
    italic: bool = False
    bold: bool = False
    spacing: float = 0.0
    priority: float = 0.0
    min_scale: float | None = None
    max_scale: float | None = None
    last: int = 0
    last_below: float = 0.0
    visible: bool = True


class Style(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The look of a layer.

    ``kind`` "single" draws all with ``symbol``; "categories" and "classes" look ``column`` up in ``classes``, and what
    matches none is drawn with ``symbol`` (title ``other_title``) unless that is None. ``min_scale`` and ``max_scale``
    are denominators: the layer is drawn while ``max_scale <= n <= min_scale`` of 1:n.
    """

    kind: Literal["single", "categories", "classes"] = "single"
    symbol: Symbol | None = None
    column: str | None = None
    classes: tuple[LegendClass, ...] = ()
    other_title: str = ""
    opacity: float = 1.0
    min_scale: float | None = None
    max_scale: float | None = None
    label: LabelStyle | None = None
    ramp: str | None = None
