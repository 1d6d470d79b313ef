"""The one door to values that are shown or handed out: what tells who somebody is is cut, the rest stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from onemap.model.definition import FieldRole, LayerDefinition

#: From this grade on (GB/T 43697 levels as the layer files use them) a value is personal or sensitive.
MASKED_FROM = 3
_STARS = "**"
_KEPT_FRONT, _KEPT_BACK = 3, 4


def shown_table(definition: LayerDefinition, table: pa.Table) -> pa.Table:
    """The table with every column as it may be shown or handed out; columns that need no mask are shared.

    A masked column is text, whatever it was; nulls stay null.
    """
    for i, name in enumerate(table.column_names):
        if is_masked(definition, name):
            table = table.set_column(i, name, shown_column(definition, name, table.column(name)))
    return table


def shown_column(definition: LayerDefinition, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """One column of `shown_table`."""
    import pyarrow as pa

    from onemap.query.texts import texts

    if not is_masked(definition, name):
        return column
    field = definition.fields[name]
    chunks = []
    for chunk in column.chunks:
        encoded = texts(chunk).dictionary_encode()
        cut = pa.array([masked(text, field.role, field.grade) for text in encoded.dictionary.to_pylist()], pa.string())
        chunks.append(pa.DictionaryArray.from_arrays(encoded.indices, cut).cast(pa.string()))
    return pa.chunked_array(chunks, pa.string())


def is_masked(definition: LayerDefinition, name: str) -> bool:
    """Whether the values of a column may be shown masked only."""
    field = definition.fields.get(name)
    return field is not None and field.grade >= MASKED_FROM


def masked(value: str | None, role: FieldRole | None, grade: int) -> str | None:
    """The value as a card may show it; values below `MASKED_FROM` and none stay as they are.

    A name keeps its first sign, a telephone number its first three and last four digits, an address loses its house
    number; anything else keeps its first sign.
    """
    if value is None or grade < MASKED_FROM:
        return value
    if role == "phone":
        return _phone(value)
    if role == "address":
        return value.rstrip("0123456789-之号栋幢室单元#") + _STARS
    return value[:1] + _STARS


def _phone(value: str) -> str:
    digits = value.strip()
    if len(digits) <= _KEPT_FRONT + _KEPT_BACK:
        return _STARS + digits[-2:] if len(digits) > _KEPT_BACK else _STARS
    return f"{digits[:_KEPT_FRONT]}****{digits[-_KEPT_BACK:]}"
