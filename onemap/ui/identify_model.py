"""What stands at a place, as a tree of layers and hits and as a table of fields; texts are made when they are shown."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from onemap.city import masking
from onemap.ui import language, theme
from onemap.ui.plain_tips import plain_tip
from onemap.ui.status_bar import degrees_text

if TYPE_CHECKING:
    from onemap.model.definition import FieldRole
    from onemap.model.request import Hit, IdentifyResult
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

    Index = QModelIndex | QPersistentModelIndex

_ROLE = Qt.ItemDataRole
#: BeiDou codes of this level: cells of about 8 m.
_BEIDOU_LEVEL = 7
#: Roles of columns by which a feature is called, the first present one wins.
_NAMING: tuple[FieldRole, ...] = ("name", "class", "address", "code")


def distance_text(metres: float) -> str:
    """A distance for people: metres with one decimal below 100."""
    if metres >= 10_000:
        return f"{metres / 1000:,.1f} km"
    return f"{metres:,.1f} m" if metres < 100 else f"{metres:,.0f} m"


@lru_cache(maxsize=64)
def place_words(crs: str, x: float, y: float) -> tuple[str, str]:
    """A place as longitude and latitude and as a BeiDou grid code; empty where it is not on the earth.

    The first call loads what it needs: make it in a worker.
    """
    if not crs:
        return "", ""
    from onemap.city import beidou
    from onemap.io import crs as crs_room

    lon, lat = crs_room.lonlat(crs, x, y)
    if not (abs(lon) <= 180 and abs(lat) < 88):
        return "", ""
    return degrees_text(lon, lat), str(beidou.encode(lon, lat, _BEIDOU_LEVEL))


def value_text(value: Any) -> str:  # noqa: ANN401 - whatever a table holds
    """A value of a table for people."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, float):
        return "—" if value != value else f"{value:,.6g}" if abs(value) < 1e5 else f"{value:,.2f}"  # noqa: PLR0124
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def name_of(entry: LayerEntry, hit: Hit) -> str:
    """What a feature is called: its name, class, address or code, else its row number."""
    data = entry.data
    columns = (entry.column_with(role) for role in _NAMING)
    for column in columns:
        if data is not None and column is not None and column in data.table.column_names:
            value = masking.shown_value(entry.definition, column, data.table, hit.row)
            if value not in {None, ""}:
                return str(value)
    return hit.code or f"#{hit.row}"


class HitModel(QAbstractItemModel):
    """Layers with their counts; below each its hits with their distances."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.groups: list[tuple[str, list[Hit], int]] = []

    def show(self, result: IdentifyResult | None) -> None:
        """Show an answer, or none."""
        self.beginResetModel()
        by_layer: dict[str, list[Hit]] = {}
        for hit in result.hits if result is not None else ():
            by_layer.setdefault(hit.layer, []).append(hit)
        totals = result.totals if result is not None else {}
        self.groups = [(layer, hits, totals.get(layer, len(hits))) for layer, hits in by_layer.items()]
        self.endResetModel()

    def hit(self, index: Index) -> Hit | None:
        """The hit of a line; None for a layer's line."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self.groups[index.internalId() - 1][1][index.row()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """The place of a line: 0 marks a layer, n + 1 a hit of layer n."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: ANN401, B008 - two overloads of Qt in one
        """The layer above a hit."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Layers, or hits of a layer."""
        if not parent.isValid():
            return len(self.groups)
        return len(self.groups[parent.row()][1]) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, and count or distance."""
        return 2

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        """The text of a cell."""
        if not index.isValid():
            return None
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole}:
            return self._layer_text(index) if index.internalId() == 0 else self._hit_text(index)
        if index.column() == 0:
            return None
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return {_ROLE.TextAlignmentRole: right, _ROLE.ForegroundRole: theme.color("muted")}.get(_ROLE(role))

    def _hit_text(self, index: Index) -> str | None:
        hit = self.groups[index.internalId() - 1][1][index.row()]
        if index.column() == 1:
            inside = hit.kind == "polygon" and hit.distance_m == 0
            return self.tr("inside") if inside else distance_text(hit.distance_m)
        return name_of(self._session.entry(hit.layer), hit) if self._has(hit.layer) else hit.code

    def _layer_text(self, index: Index) -> str:
        layer, _, total = self.groups[index.row()]
        if index.column() == 1:
            return language.number(total)
        return self._session.entry(layer).title(language.current()) if self._has(layer) else layer

    def _has(self, layer: str) -> bool:
        return any(entry.id == layer for entry in self._session.entries)


class FieldModel(QAbstractTableModel):
    """The fields of one feature: title and value, in the layer's own order; hidden fields are left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[tuple[str, str]] = []

    def show(self, entry: LayerEntry | None, row: int, *, unmasked: bool = False) -> None:
        """Show a row of a layer, or nothing; ``unmasked`` as in `field_lines`."""
        self.beginResetModel()
        self.lines = [] if entry is None else field_lines(entry, row, unmasked=unmasked)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Fields."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Title and value."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        """The text of a cell."""
        if not index.isValid():
            return None
        if role == _ROLE.ForegroundRole and index.column() == 0:
            return theme.color("muted")
        if role == _ROLE.ToolTipRole:
            return plain_tip(self.lines[index.row()][index.column()])
        return self.lines[index.row()][index.column()] if role == _ROLE.DisplayRole else None


def field_lines(entry: LayerEntry, row: int, *, unmasked: bool = False) -> list[tuple[str, str]]:
    """Titles and values of a row, with units: fields of the definition first, in its order, then the other columns.

    Values are as they may be shown, or as they are where somebody asked for that (``unmasked``).
    """
    data = entry.data
    if data is None or not 0 <= row < data.table.num_rows:
        return []
    fields, names = entry.definition.fields, data.table.column_names
    ordered = [name for name in fields if name in names] + [name for name in names if name not in fields]
    lines = []
    for name in ordered:
        field = fields.get(name)
        if field is not None and field.hidden:
            continue
        title = name if field is None else title_of(name, field.title, field.title_en)
        text = value_text(masking.shown_value(entry.definition, name, data.table, row, unmasked=unmasked))
        unit = f" {field.unit}" if field is not None and field.unit and text != "—" else ""
        lines.append((title, text + unit))
    return lines


def is_masked_row(entry: LayerEntry) -> bool:
    """Whether rows of a layer have personal values that are shown masked."""
    names = [] if entry.data is None else entry.data.table.column_names
    hidden = {name for name, field in entry.definition.fields.items() if field.hidden}
    return bool(masking.masked_columns(entry.definition, [name for name in names if name not in hidden]))


def title_of(name: str, title: str, title_en: str) -> str:
    """A field's title in the language in use, or its column's name."""
    return (title_en or title or name) if language.current() == "en" else (title or title_en or name)
