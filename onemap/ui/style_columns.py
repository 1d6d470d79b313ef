"""Which columns of a layer can be classified or written, and the work of classifying, for a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.city import masking
from onemap.messages import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from PySide6.QtWidgets import QComboBox

    from onemap.model.definition import LayerDefinition
    from onemap.query.breaks import Method
    from onemap.session.entry import LayerEntry

Kind = Literal["single", "categories", "classes"]
_TELLING = ("class", "category", "state", "level", "source", "phase")


def columns_of(entry: LayerEntry, *, numbers: bool = False) -> list[tuple[str, str]]:
    """(name, title) of the columns of a layer that are not hidden, on demand only those of numbers.

    Personal numbers are none to be classed by: the edges of classes would be values of persons.
    """
    if entry.data is None:
        return []
    fields = entry.definition.fields
    found = []
    for column in entry.data.table.schema:
        told = fields.get(column.name)
        if (told is not None and told.hidden) or (numbers and not _is_number(column.type)):
            continue
        if numbers and masking.is_masked(entry.definition, column.name):
            continue
        title = "" if told is None else (told.title_en or told.title if language() == "en" else told.title)
        found.append((column.name, title or column.name))
    return found


def fill_columns(box: QComboBox, columns: Sequence[tuple[str, str]]) -> None:
    """Offer columns (name, title) in a box."""
    box.clear()
    for name, title in columns:
        box.addItem(title, name)


def show_column(box: QComboBox, name: str | None) -> None:
    """Show a column in a box, also one that is not there or not yet."""
    if name and box.findData(name) < 0:
        box.addItem(name, name)
    box.setCurrentIndex(box.findData(name))


def best_column(entry: LayerEntry, kind: Kind) -> str | None:
    """The column to begin with: the one the style names, else one that says what a row is, else the first."""
    names = [name for name, _title in columns_of(entry, numbers=kind == "classes")]
    roles = {field.role: name for name, field in entry.definition.fields.items()}
    told = [roles[role] for role in _TELLING if role in roles] if kind == "categories" else []
    return next((name for name in [entry.style.column, *told, *names] if name in names), None)


def _is_number(column: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(column) or pa.types.is_floating(column) or pa.types.is_decimal(column))


@dataclass(frozen=True, slots=True)
class Classing:
    """What is asked of a worker: the values of a column, or the edges of ``number`` classes of it."""

    table: pa.Table
    definition: LayerDefinition
    column: str
    kind: Kind
    method: Method = "quantile"
    number: int = 5
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Classed:
    """What the worker found: (value, rows) from the most frequent, or edges from the lowest."""

    values: tuple[tuple[str, int], ...] = ()
    edges: tuple[float, ...] = ()


def classed(asked: Classing) -> Classed:
    """Look a column through."""
    column = asked.table.column(asked.column)
    if asked.kind == "categories":
        from onemap.query.classify import distinct

        shown = masking.shown_column(asked.definition, asked.column, column)
        return Classed(values=tuple(distinct(shown, asked.limit)))
    from onemap.query.breaks import breaks

    return Classed(edges=tuple(float(edge) for edge in breaks(column, asked.method, asked.number)))
