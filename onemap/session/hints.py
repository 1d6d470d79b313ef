"""What a filter may have meant: values that do not occur in a column, and those that do and are nearest."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.city.masking import is_masked
from onemap.messages import Phrase
from onemap.model import cql
from onemap.query.cql_check import kind_of
from onemap.query.texts import texts

if TYPE_CHECKING:
    import pyarrow as pa

    from onemap.model.definition import LayerDefinition

#: So many values of a column are looked at, and so many listed.
_LOOKED_AT, _LISTED, _NEAR = 20_000, 6, 3


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a column as a filter writes it, as people read it, and how many rows have it."""

    text: str
    shown: str
    rows: int


def values_of(definition: LayerDefinition, table: pa.Table, column: str, limit: int = 200) -> tuple[Value, ...]:
    """The values of a column that may be shown, the most frequent first; none of a column that is masked."""
    import pyarrow.compute as pc

    if column not in table.column_names or is_masked(definition, column):
        return ()
    data = table.column(column)
    kind = kind_of(data.type)
    if kind in ("other", "null"):
        return ()
    counts = pc.value_counts(data.unify_dictionaries())
    order = pc.array_sort_indices(counts.field("counts"), order="descending")[:limit]
    found = counts.take(order)
    numbers = found.field("counts").to_pylist()
    shown = found.field("values")
    plain = texts(shown).to_pylist()
    made = [Value(_written(text, kind), text, n) for text, n in zip(plain, numbers, strict=True) if text is not None]
    return tuple(made)


def _written(text: str, kind: str) -> str:
    if kind == "number":
        return text
    if kind == "truth":
        return text.upper()
    if kind == "time":
        moment = text.replace(" ", "T")
        return f"DATE({cql.quoted(moment[:10])})" if len(moment) <= 10 else f"TIMESTAMP({cql.quoted(moment[:19])})"
    return cql.quoted(text)


def missing_values(condition: cql.Condition, definition: LayerDefinition, table: pa.Table) -> tuple[Phrase, ...]:
    """A phrase for each text that a column is compared with and that it does not hold, with those that it holds."""
    found: list[Phrase] = []
    known: dict[str, set[str]] = {}
    for column, text in dict.fromkeys(_asked(condition)):
        if column not in table.column_names or is_masked(definition, column):
            continue
        if kind_of(table.schema.field(column).type) != "text":
            continue
        if column not in known:
            known[column] = _held(table.column(column))
        held = known[column]
        if text in held or len(held) > _LOOKED_AT:
            continue
        near = difflib.get_close_matches(text, sorted(held), _NEAR, 0.5) or sorted(held)[:_LISTED]
        more = ", …" if len(held) > len(near) else ""
        names = ", ".join(map(cql.quoted, near)) + more
        found.append(Phrase("hint_value", column=column, value=text, values=names or "-"))
    return tuple(found)


def _held(column: pa.ChunkedArray) -> set[str]:
    import pyarrow.compute as pc

    unique = pc.unique(column.unify_dictionaries())
    return {text for text in texts(unique).to_pylist() if text is not None}


def _asked(condition: cql.Condition) -> list[tuple[str, str]]:
    """Columns and the whole texts that they are compared with."""
    found: list[tuple[str, str]] = []
    for node in cql.walk(condition):
        if isinstance(node, cql.Compare) and node.operator == "=":
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, cql.Column) and isinstance(other, cql.Text):
                    found.append((one.name, other.value))
        elif isinstance(node, cql.In) and isinstance(node.value, cql.Column):
            found += [(node.value.name, item.value) for item in node.items if isinstance(item, cql.Text)]
    return found
