"""What a row of the layer tree shows, as one frozen value made from the session: title, count, symbol, state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, Qt

from onemap.city import masking
from onemap.errors import CrsError
from onemap.messages import language, sentence
from onemap.messages.secrecy import redacted
from onemap.model.style import Symbol
from onemap.session.masks import kept_rows

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.errors import OneMapError
    from onemap.model.style import LegendClass, Style
    from onemap.session.entry import LayerEntry, Status
    from onemap.ui.layer_nodes import Kind, Node

Geometry = Literal["point", "line", "polygon"]
_POINT_ROLES = frozenset({"component", "terminal", "case", "person", "place", "opinion", "organisation", "member"})
_LINE_ROLES = frozenset({"road", "pipe"})
_AREA_ROLES = frozenset({"unit_grid", "responsibility_grid", "division", "water", "green", "building", "land"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the delegate paints it.

    ``progress`` is a share from 0 to 1, or None while nobody knows the total. ``faded`` rows are not drawn now.
    ``scales`` says where a layer
    that is out of scale is drawn; ``notes`` counts what reading has to tell, ``filtered`` tells of a filter in use.
    """

    kind: Kind
    title: str
    count: int | None = None
    symbol: Symbol | None = None
    geometry: Geometry = "polygon"
    opacity: float = 1.0
    check: Qt.CheckState | None = None
    status: Status = "ready"
    progress: float | None = None
    faded: bool = False
    scales: str = ""
    notes: int = 0
    filtered: bool = False
    foldable: bool = False
    needs_crs: bool = False


def row_of(node: Node) -> Row:
    """What a row shows now."""
    if node.kind == "group":
        return _group_row(node)
    if node.kind == "layer":
        return _layer_row(node)
    if node.kind in {"class", "rest"}:
        return _legend_row(node)
    entry = node.layer
    reason = _reason(entry.error) if node.kind == "fault" and entry.error is not None else ""
    return Row(node.kind, reason, status=entry.status, needs_crs=isinstance(entry.error, CrsError))


def _reason(error: OneMapError) -> str:
    """Why a layer failed, without the path: a row has room for the reason, and the tip tells all."""
    text, path = str(error), f"“{error.fields.get('path', '')}”"
    if text.startswith(path):
        return ("The file" if language() == "en" else "文件") + text.removeprefix(path)
    for before, after in (
        (f"file {path}", "file"),
        (f"文件{path}", "文件"),
        (path, "the file" if language() == "en" else "文件"),
    ):
        text = text.replace(before, after)
    return text


def _group_row(node: Node) -> Row:
    name = group_title(node)
    return Row("group", name, len(node.children), check=check_of(node), foldable=True)


def group_title(node: Node) -> str:
    """The group's name in the language in use."""
    zh, en = node.group
    return (en or zh) if language() == "en" else (zh or en)


def check_of(node: Node) -> Qt.CheckState:
    """Whether a group, layer or class is shown; partly when only some layers of a group are."""
    if node.kind == "class":
        return _state(node.layer.style.classes[node.place].visible)
    if node.kind != "group":
        return _state(node.layer.visible)
    shown = sum(1 for child in node.children if child.layer.visible)
    return _state(shown > 0) if shown in {0, len(node.children)} else Qt.CheckState.PartiallyChecked


def _state(shown: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked


def _layer_row(node: Node) -> Row:
    entry = node.layer
    style = entry.style
    symbol = style.symbol or (style.classes[0].symbol if style.classes else None)
    return Row(
        "layer", entry.title(language()), rows_of(entry), symbol if style.kind == "single" else None,
        geometry_of(entry), style.opacity, check_of(node), entry.status, progress_of(entry),
        not (entry.visible and node.in_scale), "" if node.in_scale else scales_of(style), len(entry.notices),
        bool(entry.where), bool(node.children),
    )  # fmt: skip


def _legend_row(node: Node) -> Row:
    entry, style = node.layer, masking.shown_style(node.layer.definition, node.layer.style)
    counts = entry.ready.counts if entry.ready else ()
    count = counts[node.place] if node.place < len(counts) else None
    faded = not entry.visible
    if node.kind == "rest":
        return Row("rest", rest_title(style), count, style.symbol, geometry_of(entry), style.opacity, faded=faded)
    chosen = style.classes[node.place]
    return Row(
        "class", class_title(chosen), count, chosen.symbol, geometry_of(entry), style.opacity, check_of(node),
        faded=faded or not chosen.visible,
    )  # fmt: skip


def rest_title(style: Style) -> str:
    """The name of what matches no class."""
    return style.other_title or QCoreApplication.translate("LayerPanel", "Others")


def class_title(chosen: LegendClass) -> str:
    """The name of a class: its title, else its values or its range."""
    named = (chosen.title_en or chosen.title) if language() == "en" else (chosen.title or chosen.title_en)
    if named:
        return named
    if chosen.lower is not None or chosen.upper is not None:
        return f"{number(chosen.lower)} – {number(chosen.upper)}"
    if chosen.values:
        return "、".join(v or QCoreApplication.translate("LayerPanel", "(empty)") for v in chosen.values)
    return QCoreApplication.translate("LayerPanel", "(empty)")


def number(value: float | None) -> str:
    """A bound of a class for people; None is no bound."""
    return "…" if value is None else f"{value:,.6g}"


def rows_of(entry: LayerEntry) -> int | None:
    """Rows of a layer that its filter and the time leave in, those read so far, or None when nobody knows."""
    if entry.ready is not None:
        return kept_rows(entry.ready)
    if entry.data is not None:
        return entry.data.rows
    if entry.status == "reading" and entry.job is not None:
        return entry.job.rows_done or None
    return None


def progress_of(entry: LayerEntry) -> float | None:
    """The share of a layer that is read, or None when nobody knows."""
    job = entry.job
    if job is None or not job.rows_total:
        return None
    return min(job.rows_done / job.rows_total, 1.0)


def geometry_of(entry: LayerEntry) -> Geometry:
    """The kind of symbol a layer takes: by its rows, before they are read by what the layer is."""
    shown = entry.shown
    if shown:
        return _kind_of(shown[0].prepared.ring_kind)
    role = entry.definition.role
    symbol = entry.style.symbol or (entry.style.classes[0].symbol if entry.style.classes else None)
    marked = symbol is not None and (symbol.marker != "circle" or symbol.size_mm != Symbol().size_mm)
    if role in _POINT_ROLES or marked:
        return "point"
    lines = role in _LINE_ROLES or (symbol is not None and symbol.fill is None and role not in _AREA_ROLES)
    return "line" if lines else "polygon"


def _kind_of(ring_kind: npt.NDArray[np.uint8] | None) -> Geometry:
    if ring_kind is None or not len(ring_kind):
        return "point"
    kinds: tuple[Geometry, ...] = ("point", "line", "polygon", "polygon")
    return kinds[int(ring_kind[0])]


def scales_of(style: Style) -> str:
    """Between which scales a layer is drawn, as short as can be."""
    far, near = style.min_scale, style.max_scale
    if far is not None and near is not None:
        return f"1:{near:,.0f} – {far:,.0f}"
    return f"≤ 1:{far:,.0f}" if far is not None else f"≥ 1:{near:,.0f}"


def scale_text(style: Style) -> str:
    """Between which scales a layer is drawn, for people."""
    near = f"1:{style.max_scale:,.0f}" if style.max_scale is not None else ""
    far = f"1:{style.min_scale:,.0f}" if style.min_scale is not None else ""
    if near and far:
        return QCoreApplication.translate("LayerPanel", "Drawn between {far} and {near}").format(far=far, near=near)
    if far:
        return QCoreApplication.translate("LayerPanel", "Drawn from {far} on, closer").format(far=far)
    return QCoreApplication.translate("LayerPanel", "Drawn up to {near}, farther away").format(near=near)


def story_of(node: Node) -> list[str]:
    """The lines of a row's tooltip, plain text."""
    row = row_of(node)
    if node.kind == "fault" and node.layer.error is not None:
        return [str(node.layer.error)]
    if node.kind != "layer":
        return [row.title] if row.title else []
    entry = node.layer
    lines = [row.title, redacted(entry.definition.source.path)]
    if row.count is not None:
        lines.append(QCoreApplication.translate("LayerPanel", "{count} rows").format(count=f"{row.count:,}"))
    if entry.data is not None and entry.data.crs is not None:
        lines.append(_short_crs(entry.data.crs))
    if row.scales:
        lines.append(scale_text(entry.style))
    if entry.error is not None:
        lines.append(str(entry.error))
    lines += [sentence(notice.key, notice.fields) for notice in entry.notices]
    return [line for line in lines if line]


def _short_crs(crs: str) -> str:
    return crs if len(crs) <= 40 else crs.partition("[")[2].partition(",")[0].strip('"') or crs[:40]
