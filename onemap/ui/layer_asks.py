"""What the rows of the layer tree ask of the session: show, name, put elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onemap.ui import layer_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onemap.model.style import LegendClass, Style
    from onemap.session.session import Session
    from onemap.ui.layer_nodes import Node


def ids_of(session: Session, nodes: Sequence[Node]) -> list[str]:
    """The layers that rows stand for, from the top: those of groups, and those that legend lines belong to."""
    chosen: set[str] = set()
    for node in nodes:
        chosen |= {c.layer.id for c in node.children} if node.kind == "group" else {node.layer.id}
    return [entry.id for entry in session.entries if entry.id in chosen]


def show(session: Session, node: Node, *, shown: bool) -> None:
    """Show or hide a group, a layer or a class."""
    if node.kind == "class":
        _change_class(session, node, msgspec.structs.replace(_class(node), visible=shown))
    else:
        session.set_visible(ids_of(session, [node]), shown)


def name(session: Session, node: Node, title: str) -> None:
    """Name a group, a layer or a class."""
    if node.kind == "layer":
        session.set_title(node.layer.id, title)
    elif node.kind == "group":
        session.reorder([e.id for e in session.entries], {c.layer.id: (title, "") for c in node.children})
    elif node.kind == "class":
        _change_class(session, node, msgspec.structs.replace(_class(node), title=title, title_en=""))


def place(session: Session, nodes: Sequence[Node], into: Node, at: int) -> None:
    """Put rows before child ``at`` of the root or of a group; -1 is a group's top and the root's bottom."""
    runs = layer_order.runs_of(session.entries)
    taken = [_run(node) for node in nodes]
    if into.kind == "group":
        order = layer_order.to_group(runs, taken, into.row, max(at, 0))
    else:
        order = layer_order.to_root(runs, taken, at if at >= 0 else len(runs))
    session.reorder(order.ids, order.groups)


def gather(session: Session, layer_ids: Sequence[str], title: str) -> None:
    """Bring layers together under a new group."""
    order = layer_order.grouped(layer_order.runs_of(session.entries), layer_ids, (title, ""))
    session.reorder(order.ids, order.groups)


def set_opacity(session: Session, layer_ids: Sequence[str], opacity: float) -> None:
    """Make layers more or less see-through, 0 to 1."""
    for layer_id in layer_ids:
        style = session.entry(layer_id).style
        if style.opacity != opacity:
            session.set_style(layer_id, msgspec.structs.replace(style, opacity=opacity))


def duplicate(session: Session, layer_id: str, title: str) -> str:
    """Put a layer that reads the same rows and looks the same below this one, named ``title``; gives its id."""
    entry = session.entry(layer_id)
    twin = msgspec.structs.replace(entry.definition, title=title, title_en="")
    return session.add(twin, entry.given, session.entries.index(entry) + 1, visible=entry.visible).id


def paste_style(session: Session, style: Style, layer_ids: Sequence[str]) -> None:
    """Give layers a look that was copied, as far as they have the columns that it needs."""
    for layer_id in layer_ids:
        entry = session.entry(layer_id)
        columns = set() if entry.data is None else set(entry.data.table.column_names)
        session.set_style(layer_id, _fitted(style, columns))


def _fitted(style: Style, columns: set[str]) -> Style:
    """The style without the classes and labels of columns that are not there."""
    label = style.label if style.label is not None and style.label.column in columns else None
    if style.kind == "single" or style.column in columns:
        return msgspec.structs.replace(style, label=label)
    symbol = style.symbol or (style.classes[0].symbol if style.classes else None)
    return msgspec.structs.replace(style, kind="single", symbol=symbol, column=None, classes=(), ramp=None, label=label)


def show_only(session: Session, layer_ids: Sequence[str]) -> None:
    """Show these layers and hide all others."""
    session.set_visible([e.id for e in session.entries if e.id not in set(layer_ids)], False)
    session.set_visible(layer_ids, True)


def _class(node: Node) -> LegendClass:
    return node.layer.style.classes[node.place]


def _change_class(session: Session, node: Node, changed: LegendClass) -> None:
    style = node.layer.style
    classes = (*style.classes[: node.place], changed, *style.classes[node.place + 1 :])
    session.set_style(node.layer.id, msgspec.structs.replace(style, classes=classes))


def _run(node: Node) -> layer_order.Run:
    if node.kind == "group":
        return layer_order.Run(node.group, tuple(c.layer.id for c in node.children))
    return layer_order.Run(layer_order.ALONE, (node.layer.id,))
