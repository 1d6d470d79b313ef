"""What a printed legend says: a pure function of the layers of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.model.geometry import EXTERIOR, LINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.model.prepared import Prepared
    from onemap.model.request import DrawnLayer, RenderRequest
    from onemap.model.style import LegendClass, Style, Symbol
    from onemap.render.swatch import Kind


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A line of a legend; a heading has no symbol, the classes under it have level 1."""

    title: str
    symbol: Symbol | None
    kind: Kind
    level: int = 0


def entries(request: RenderRequest, language: str = "zh") -> tuple[LegendEntry, ...]:
    """Lines for the layers of a picture that have a title and are drawn at its scale, the topmost first."""
    lines: list[LegendEntry] = []
    seen: set[str] = set()
    for layer in reversed(request.layers):
        if layer.title and layer.id not in seen and _in_scale(layer.style, request.scale):
            seen.add(layer.id)
            lines += _of_layer(layer, language)
    return tuple(lines)


def class_title(chosen: LegendClass, language: str = "zh") -> str:
    """The words of a class: its title, else its values or bounds."""
    title = (chosen.title_en or chosen.title) if language == "en" else (chosen.title or chosen.title_en)
    if title:
        return title
    if chosen.values:
        return "、".join(chosen.values) if language == "zh" else ", ".join(chosen.values)
    low, high = ("" if bound is None else f"{bound:,.6g}" for bound in (chosen.lower, chosen.upper))
    return f"{low}\N{EN DASH}{high}" if low and high else (f"≥ {low}" if low else f"< {high}")


def kind_of(prepared: Prepared) -> Kind:
    """The kind of geometry that stands for a layer: polygons before lines before points."""
    if prepared.ring_kind is None or not len(prepared.ring_kind):
        return "point"
    kinds = set(prepared.ring_kind[:100_000].tolist())
    return "polygon" if EXTERIOR in kinds else "line" if LINE in kinds else "point"


def _in_scale(style: Style, scale: float) -> bool:
    return (style.min_scale is None or scale <= style.min_scale) and (
        style.max_scale is None or scale >= style.max_scale
    )


def _of_layer(layer: DrawnLayer, language: str) -> Iterable[LegendEntry]:
    style, kind = layer.style, kind_of(layer.prepared)
    if style.kind == "single" or layer.class_of is None:
        if style.symbol is not None:
            yield LegendEntry(layer.title, style.symbol, kind)
        return
    yield LegendEntry(layer.title, None, kind)
    for each in style.classes:
        if each.visible:
            yield LegendEntry(class_title(each, language), each.symbol, kind, 1)
    if style.symbol is not None:
        other = style.other_title or ("其他" if language == "zh" else "Others")
        yield LegendEntry(other, style.symbol, kind, 1)
