"""Values by cell as a map: the cells' own layer once more, in classes by value, with a legend of what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onemap.model.style import LabelStyle, LegendClass, Style, Symbol
from onemap.query.breaks import breaks

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.model.definition import LayerDefinition
    from onemap.query.breaks import Method

#: From little to much; warm where much is bad. ColorBrewer's Blues and Oranges, safe for colour-blind readers.
COOL = ("#EFF3FF", "#BDD7E7", "#6BAED6", "#3182BD", "#08519C")
WARM = ("#FEEDDE", "#FDBE85", "#FD8D3C", "#E6550D", "#A63603")
GROUP: Words = ("专题图", "Thematic maps")
_OPACITY = 0.78


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """What is mapped: a value for each code (NaN for none), its words, and how its numbers are written.

    ``percent`` writes 0.25 as 25 %, ``whole`` leaves decimals out. ``note`` tells where the numbers come from.
    """

    title: Words
    codes: Sequence[str]
    values: npt.NDArray[np.float64]
    note: str = ""
    percent: bool = False
    whole: bool = False
    warm: bool = False
    method: Method = "quantile"


def themed(cells: LayerDefinition, column: str, theme: Theme, layer_id: str) -> LayerDefinition:
    """The layer of the cells in classes by the values of a theme; ``column`` holds the cells' codes.

    It is a layer like any other: its source is the cells' own, so that a project keeps it.
    """
    classes = tuple(_classes(theme))
    none = tuple(str(c) for c, v in zip(theme.codes, theme.values.tolist(), strict=True) if np.isnan(v))
    if none:
        pale = Symbol(fill="@land", line="@hairline", width_mm=0.2)
        classes += (LegendClass(pale, "无数据", "No data", none),)
    label = None if cells.style.label is None else LabelStyle(
        column=cells.style.label.column, size_pt=8.5, halo="@background", placement="area",
        last=cells.style.label.last, last_below=cells.style.label.last_below, min_scale=cells.style.label.min_scale,
    )  # fmt: skip
    style = Style("categories", None, column, classes, opacity=_OPACITY, label=label)
    return msgspec.structs.replace(
        cells, id=layer_id, title=theme.title[0], title_en=theme.title[1], group=GROUP[0], group_en=GROUP[1],
        role="other", style=style, note=theme.note, visible=True,
    )  # fmt: skip


def _classes(theme: Theme) -> list[LegendClass]:
    """The classes from much to little, as a legend is read; of no values none."""
    values, made = theme.values, []
    edges = _edges(theme)
    colors = WARM if theme.warm else COOL
    count = max(len(edges) - 1, 0)
    for k in range(count):
        upper = values <= edges[k + 1] if k == count - 1 else values < edges[k + 1]
        inside = (values >= edges[k]) & upper
        color = colors[round(k * (len(colors) - 1) / max(count - 1, 1))] if count > 1 else colors[2]
        held = tuple(str(theme.codes[i]) for i in np.flatnonzero(inside).tolist())
        text = _span(theme, float(edges[k]), float(edges[k + 1]), last=k == count - 1)
        if held:
            made.append(LegendClass(Symbol(fill=color, line="@division", width_mm=0.2), text, text, held))
    return made[::-1]


def _edges(theme: Theme) -> npt.NDArray[np.float64]:
    """Where classes begin and end; counts are cut at whole numbers."""
    edges = breaks(theme.values, theme.method, len(COOL))
    if theme.whole and len(edges) > 1:
        edges = np.unique(np.append(np.floor(edges[:-1]), np.ceil(edges[-1])))
    return edges


def _span(theme: Theme, low: float, high: float, *, last: bool) -> str:
    if theme.percent:
        return f"{low:.1%} – {high:.1%}"
    if theme.whole:
        top = high if last else high - 1
        return f"{low:,.0f}" if top <= low else f"{low:,.0f} – {top:,.0f}"
    return f"{low:,.2f} – {high:,.2f}"
