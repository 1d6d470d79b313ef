"""The item model of the layer tree: follows the session row by row, so that views keep what is open and selected."""

from __future__ import annotations

import html
import json
import time
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, QTimer

from onemap.messages import language
from onemap.session.snapshot import in_scale
from onemap.ui import layer_asks, layer_rows
from onemap.ui.layer_nodes import Node, layer_row, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QObject

    from onemap.session.change import Change
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session
    from onemap.ui.layer_nodes import Key, Wanted
    from onemap.ui.layer_order import GroupName

Index = QModelIndex | QPersistentModelIndex
#: The role of the `Row` that the delegate paints.
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
MIME = "application/x-onemap-layers"
#: Above so many layers, changes are followed by parts: so many new rows in a turn of the event loop, for the rest of
#: `TURN` seconds the legends of layers that changed, and after `PAUSE` ms the next.
AT_ONCE, PART, TURN, PAUSE = 300, 1000, 0.008, 10
_ROOT = QModelIndex()
_MOVABLE = frozenset({"group", "layer"})
_CHECKABLE = frozenset({"group", "layer", "class"})
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_NAMED = _SEEN | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable
_FLAGS = {
    "root": Qt.ItemFlag.ItemIsDropEnabled, "class": _NAMED, "rest": _SEEN, "fault": _SEEN, "remedy": _SEEN,
    "layer": _NAMED | Qt.ItemFlag.ItemIsDragEnabled,
    "group": _NAMED | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled,
}  # fmt: skip


class LayerModel(QAbstractItemModel):
    """Groups, layers and legends of a session. Changes come from the session; what a view asks goes to it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._root = Node("root", ())
        self._by_number: dict[int, Node] = {}
        self._by_key: dict[Key, Node] = {}
        self._shape: tuple[str, list[tuple[int, str, str, str]]] = "", []
        self._wanted = ""
        self._scale: float | None = None
        self._put_in: int | None = None  # how many layers from the top are in the tree; None when all are
        self._changed_layers: dict[str, None] = {}
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._follow_part)
        self.follow()
        self.close = session.changes.subscribe(self._changed)

    # --- what views read ------------------------------------------------------------------------------------------
    def node(self, index: Index) -> Node:
        """The node of an index; the root for an invalid one."""
        return self._by_number.get(index.internalId(), self._root) if index.isValid() else self._root

    def index_of(self, node: Node | None) -> QModelIndex:
        """The index of a node; invalid for the root."""
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.row, 0, node.number)

    def index_of_key(self, key: Key) -> QModelIndex:
        """The index of a row by what it stands for; invalid when it is not in the tree."""
        return self.index_of(self._by_key.get(key))

    def index_of_layer(self, layer_id: str) -> QModelIndex:
        """The index of a layer's row; invalid when it is not in the tree."""
        return self.index_of_key(("layer", layer_id))

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Index of a child."""
        children = self.node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override] # QObject has a parent() too
        """Index of the row above in the tree."""
        return self.index_of(self.node(index).parent)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Number of children."""
        return len(self.node(parent).children)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One column; the delegate lays it out."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """What a row shows; `ROW_ROLE` gives all of it as one value."""
        answer = _ANSWERS.get(role)
        node = self.node(index)
        return None if answer is None or node is self._root else answer(node)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Layers and groups can be named, dragged and, as all that is shown on the map, checked."""
        node = self.node(index)
        return _FLAGS[node.kind] & ~Qt.ItemFlag.ItemIsDragEnabled if self._wanted else _FLAGS[node.kind]

    # --- what views ask -------------------------------------------------------------------------------------------
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Ask the session to show, hide or name what a row stands for."""
        node = self.node(index)
        if node.kind not in _CHECKABLE:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            layer_asks.show(self._session, node, shown=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole and str(value).strip() not in {"", layer_rows.row_of(node).title}:
            layer_asks.name(self._session, node, str(value).strip())
        else:
            return False
        self._tell(node)
        return True

    def mimeTypes(self) -> list[str]:
        """Only our own rows are dropped here; files go to the window."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Rows on their way to another place."""
        nodes = [n for n in map(self.node, indexes) if n.kind in _MOVABLE]
        data = QMimeData()
        data.setData(MIME, json.dumps([n.key for n in nodes if n.parent not in nodes]).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Layers go anywhere, groups not into groups."""
        dragged = self._dragged(data)
        into_group = self.node(parent).kind == "group"
        return bool(dragged) and not (into_group and any(n.kind == "group" for n in dragged))

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask the session for the new order; the rows follow its answer."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        layer_asks.place(self._session, self._dragged(data), self.node(parent), row)
        return True

    def step(self, index: Index, by: int) -> None:
        """Move a layer or group one row up (-1) or down (1); at the end of its group a layer leaves it."""
        node = self.node(index)
        parent = node.parent
        if parent is None or node.kind not in _MOVABLE or self._wanted:
            return
        at = node.row + by
        if 0 <= at < len(parent.children):
            layer_asks.place(self._session, [node], parent, at + (by > 0))
        elif parent.kind == "group":
            layer_asks.place(self._session, [node], self._root, parent.row + (by > 0))

    def to_end(self, indexes: Iterable[Index], *, top: bool) -> None:
        """Move rows to the top or the bottom of the group, or of the tree, in which they stand."""
        nodes = [n for n in map(self.node, indexes) if n.kind in _MOVABLE and not self._wanted]
        for parent in {n.parent for n in nodes if n.parent is not None}:
            chosen = [n for n in parent.children if n in nodes]
            layer_asks.place(self._session, chosen, parent, 0 if top else len(parent.children))

    def set_filter(self, text: str) -> None:
        """Leave in the tree only layers whose title, group or id holds ``text``; empty shows all."""
        wanted = text.strip().casefold()
        if wanted != self._wanted:
            self._wanted = wanted
            self._follow_soon() if self._are_many else self.follow()

    def set_scale(self, denominator: float) -> None:
        """The map is now at 1:``denominator``: grey the layers that are not drawn there."""
        self._scale = denominator
        for node in self._layers():
            self._rescale(node)

    def retranslate(self) -> None:
        """Show all rows anew, as after a change of language."""
        for node in list(self._by_number.values()):
            self._tell(node)

    # --- following the session ------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if not change.touches("layers", "project", "visible", "style", "data"):
            return
        if change.touches("layers", "project"):
            self._follow_soon() if self._are_many else self.follow()
        changed = change.layers or (() if change.touches("layers") else [e.id for e in self._session.entries])
        if self._are_many:
            self._changed_layers.update(dict.fromkeys(changed))
            self._later.start()
            return
        for layer_id in changed:
            self._follow_id(layer_id)

    @property
    def putting_in(self) -> bool:
        """Whether more layers are still to be put in."""
        return self._put_in is not None

    @property
    def _are_many(self) -> bool:
        return len(self._session.entries) > AT_ONCE

    def _follow_soon(self) -> None:
        """Put in by parts what is not there yet, from the top of the map; what is there is followed at once."""
        self._put_in = sum(("layer", entry.id) in self._by_key for entry in self._session.entries)
        self._later.start()

    def _follow_part(self) -> None:
        entries, end = self._session.entries, time.perf_counter() + TURN
        if self._put_in is not None:
            self._put_in += PART
            self._follow(entries[: self._put_in])
            if self._put_in >= len(entries):
                self._put_in = None
        while self._changed_layers and time.perf_counter() < end:
            layer_id = next(iter(self._changed_layers))
            del self._changed_layers[layer_id]
            self._follow_id(layer_id)
        if self._changed_layers or self._put_in is not None:
            self._later.start()

    def follow(self) -> None:
        """Bring the rows in line with the session's layers, their order and their groups."""
        self._put_in = None
        self._follow(self._session.entries)

    def _follow(self, entries: list[LayerEntry]) -> None:
        layers = [(id(e), d.id, d.group, d.group_en) for e in entries for d in (e.definition,)]
        (wanted, known), self._shape = self._shape, (self._wanted, layers)
        if (wanted, known) == self._shape:
            return
        if known and not self._wanted and not wanted and layers[: len(known)] == known:
            self._append(entries[len(known) :])
            return
        rows = tree_of(entries, self._kept())
        keys = {w.key for row in rows for w in (row, *row.children)}
        self._rename_groups(rows)
        groups = [self._root, *(n for n in self._root.children if n.kind == "group")]
        for holder in groups:
            self._drop(holder, lambda node: node.kind == "layer" and node.key not in keys)
        self._arrange(self._root, rows)
        for row in rows:
            if row.kind == "group":
                self._arrange(self._by_key[row.key], row.children)
                self._tell(self._by_key[row.key])
        self._drop(self._root, lambda node: node.kind == "group" and node.key not in keys)

    def _append(self, entries: list[LayerEntry]) -> None:
        """Put new layers below all others; the rows that are there need not be looked at."""
        nth: dict[GroupName, int] = {}
        for node in self._root.children:
            if node.kind == "group":
                nth[node.group] = nth.get(node.group, -1) + 1
        last = self._root.children[-1]
        if last.kind == "group":
            nth[last.group] -= 1  # the first of the new layers may stand in it
        rows = tree_of(entries, seen=nth)
        if rows and rows[0].key == last.key:
            self._take_in(last, len(last.children), [self._made(row) for row in rows.pop(0).children])
        if rows:
            self._take_in(self._root, len(self._root.children), [self._made(row) for row in rows])

    def _rename_groups(self, rows: Sequence[Wanted]) -> None:
        """A group of the same layers under another name is the same row."""
        keys = {row.key for row in rows}
        gone = {frozenset(c.key for c in n.children): n for n in self._root.children if n.key not in keys}
        for row in rows:
            node = gone.get(frozenset(c.key for c in row.children))
            if row.kind == "group" and row.key not in self._by_key and node is not None and node.kind == "group":
                self._by_key[row.key] = self._by_key.pop(node.key)
                node.key, node.group = row.key, row.group

    def _follow_id(self, layer_id: str) -> None:
        node = self._by_key.get(("layer", layer_id))
        if node is not None:
            self._follow_layer(node)

    def _follow_layer(self, node: Node) -> None:
        wanted = layer_row(node.layer).children
        keys = {w.key for w in wanted}
        self._drop(node, lambda child: child.key not in keys)
        self._arrange(node, wanted)
        node.in_scale = self._drawn_here(node)
        self._tell(node)
        if node.children:
            self.dataChanged.emit(self.index_of(node.children[0]), self.index_of(node.children[-1]))
        self._tell(node.parent)

    def _arrange(self, parent: Node, wanted: Sequence[Wanted]) -> None:
        """Make the first children of ``parent`` those wanted, in order; others end up behind them."""
        place_of = {w.key: i for i, w in enumerate(wanted)}
        at = 0
        while at < len(wanted):
            here = parent.children[at].key if at < len(parent.children) else None
            key = wanted[at].key
            if here == key:
                self._by_key[key].entry = wanted[at].entry
                at += 1
            elif key not in self._by_key:
                at = self._insert(parent, wanted, at)
            elif here in place_of and at + 1 < len(parent.children) and parent.children[at + 1].key == key:
                self._move(parent.children[at], parent, min(place_of[here] + 1, len(parent.children)))
            else:
                self._move(self._by_key[key], parent, at)

    def _insert(self, parent: Node, wanted: Sequence[Wanted], at: int) -> int:
        end = at
        while end < len(wanted) and wanted[end].key not in self._by_key:
            end += 1
        self._take_in(parent, at, [self._made(w) for w in wanted[at:end]])
        return end

    def _take_in(self, parent: Node, at: int, nodes: list[Node]) -> None:
        self.beginInsertRows(self.index_of(parent), at, at + len(nodes) - 1)
        parent.put(at, nodes)
        for node in (each for top in nodes for each in top.below()):
            self._by_number[node.number] = self._by_key[node.key] = node
        self.endInsertRows()

    def _made(self, wanted: Wanted) -> Node:
        """A node with those of its children that are new; the others are brought to it later."""
        node = Node(wanted.kind, wanted.key, wanted.entry, wanted.place, wanted.group)
        node.put(0, [self._made(w) for w in wanted.children if w.key not in self._by_key])
        node.in_scale = node.kind != "layer" or self._drawn_here(node)
        return node

    def _move(self, node: Node, parent: Node, at: int) -> None:
        source, row = node.parent or self._root, node.row
        self.beginMoveRows(self.index_of(source), row, row, self.index_of(parent), at)
        source.take(row, row)
        parent.put(at - (source is parent and row < at), [node])
        self.endMoveRows()

    def _drop(self, parent: Node, gone: Callable[[Node], bool]) -> None:
        last = len(parent.children) - 1
        while last >= 0:
            first = last
            while first >= 0 and gone(parent.children[first]):
                first -= 1
            if first < last:
                self._remove(parent, first + 1, last)
            last = first - (first == last)

    def _remove(self, parent: Node, first: int, last: int) -> None:
        self.beginRemoveRows(self.index_of(parent), first, last)
        for node in parent.take(first, last):
            for each in node.below():
                self._by_number.pop(each.number)
                self._by_key.pop(each.key)
        self.endRemoveRows()

    # --- inside ---------------------------------------------------------------------------------------------------
    def _kept(self) -> frozenset[str] | None:
        if not self._wanted:
            return None
        in_use, entries = language(), self._session.entries
        texts = ((e.id, f"{e.title(in_use)}\n{e.group(in_use)}\n{e.id}") for e in entries)
        return frozenset(layer_id for layer_id, text in texts if self._wanted in text.casefold())

    def _layers(self) -> Iterable[Node]:
        for node in list(self._root.children):
            yield from list(node.children) if node.kind == "group" else (node,)

    def _drawn_here(self, node: Node) -> bool:
        return self._scale is None or in_scale(node.layer.style, self._scale)

    def _rescale(self, node: Node) -> None:
        shown = self._drawn_here(node)
        if shown != node.in_scale:
            node.in_scale = shown
            self._tell(node)

    def _tell(self, node: Node | None) -> None:
        if node is not None and node.parent is not None:
            index = self.index_of(node)
            self.dataChanged.emit(index, index)

    def _dragged(self, data: QMimeData) -> list[Node]:
        if not data.hasFormat(MIME):
            return []
        keys = msgspec.json.decode(data.data(MIME).data(), type=list[tuple[str, ...]])
        found = [self._by_key[key] for key in keys if key in self._by_key]
        return sorted(found, key=lambda n: (n.parent.row if n.parent else 0, n.row))


def _title(node: Node) -> str:
    return layer_rows.row_of(node).title


def _tooltip(node: Node) -> str:
    """Text from data, shown as it is: escaped, because a tooltip takes what looks like HTML for HTML."""
    lines = layer_rows.story_of(node)
    return f"<p style='white-space:pre-wrap'>{html.escape(chr(10).join(lines))}</p>" if lines else ""


def _check_state(node: Node) -> Qt.CheckState | None:
    return layer_rows.check_of(node) if node.kind in _CHECKABLE else None


_ANSWERS: dict[int, Callable[[Node], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): _title,
    int(Qt.ItemDataRole.EditRole): _title,
    int(Qt.ItemDataRole.AccessibleTextRole): _title,
    int(Qt.ItemDataRole.ToolTipRole): _tooltip,
    int(Qt.ItemDataRole.CheckStateRole): _check_state,
    ROW_ROLE: layer_rows.row_of,
}
