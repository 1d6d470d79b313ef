"""Rows as text: for the clipboard, and as a filter that says the same rows by their codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.city import masking
from onemap.errors import RequestError
from onemap.model import cql
from onemap.model.cql_tokens import LONGEST
from onemap.query.cql_check import kind_of
from onemap.query.texts import texts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import LayerDefinition

    Rows = npt.NDArray[np.int64]

#: Rows of a layer that go to the clipboard; more are for a file.
MOST_COPIED = 20_000
_BLANKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


@dataclass(frozen=True, slots=True)
class Copied:
    """Lines with tabs between the columns, a head before each layer's; how many rows, and how many were too many."""

    text: str
    rows: int
    left_out: int


def copied(layers: list[tuple[str, LayerDefinition, pa.Table, Rows]]) -> Copied:
    """Rows of some layers (title, definition, table, rows) as text for a table program, values masked."""
    blocks: list[str] = []
    count = left_out = 0
    for title, definition, table, rows in layers:
        taken = rows[:MOST_COPIED]
        left_out += len(rows) - len(taken)
        count += len(taken)
        names = [n for n in table.column_names if n not in definition.fields or not definition.fields[n].hidden]
        shown = masking.shown_table(definition, table.select(names).take(taken))
        columns = [_texts(shown.column(name)) for name in names]
        lines = ["\t".join(names), *("\t".join(row) for row in zip(*columns, strict=True))]
        blocks.append("\n".join([title, *lines] if len(layers) > 1 else lines))
    return Copied("\n\n".join(blocks) + "\n", count, left_out)


def _texts(column: pa.ChunkedArray) -> list[str]:
    return [
        "" if text is None else text.translate(_BLANKS) for chunk in column.chunks for text in texts(chunk).to_pylist()
    ]


def filter_of(title: str, definition: LayerDefinition, table: pa.Table, rows: Rows) -> str:
    """A filter in CQL2 text of which just these rows are true.

    RequestError when no column of codes tells them apart, or the text would be too long.
    """
    import pyarrow.compute as pc

    coded = [name for name, field in definition.fields.items() if field.role == "code"]
    for name in dict.fromkeys((*coded, *table.column_names)):
        if name not in table.column_names or masking.is_masked(definition, name):
            continue
        column = table.column(name)
        kind = kind_of(column.type)
        if kind not in ("text", "number") or (kind == "number" and name not in coded and _is_float(column.type)):
            continue
        values = column.take(rows)
        if values.null_count or len(values.unique()) != len(rows):
            continue
        plain = [text for chunk in values.chunks for text in texts(chunk).to_pylist()]
        same = pc.is_in(column, value_set=values.combine_chunks())
        if int(pc.sum(same).as_py() or 0) != len(rows):
            continue
        said = ", ".join(cql.quoted(text) if kind == "text" else text for text in plain)
        text = f"{cql.identifier(name)} IN ({said})"
        if len(text) > LONGEST:
            raise RequestError("selection_filter_long", layer=title, rows=len(rows))
        return text
    raise RequestError("selection_filter_none", layer=title)


def _is_float(kind: pa.DataType) -> bool:
    import pyarrow.types as t

    return bool(t.is_floating(kind))
