"""The one door to values that are shown or handed out: what tells who somebody is is cut, the rest stays readable.

Which column is cut, and how, the layer file says with ``mask``; else the role and the grade of the field say it. In
layers of persons what no layer file names is cut too, and so are columns that are called like what is personal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.city.mask_kinds import STARS, cut
from onemap.model.definition import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from onemap.model.definition import Field, FieldRole, LayerDefinition, Mask
    from onemap.model.style import LegendClass, Style

#: From this grade on values are personal or sensitive.
MASKED_FROM = SENSITIVE
_BY_ROLE: dict[FieldRole | None, Mask] = {"person": "name", "phone": "phone", "address": "address"}
#: Roles whose values are words of a short list.
_GROUPING: frozenset[FieldRole | None] = frozenset({"class", "category", "state", "phase", "source", "level"})
#: Names of columns, lower case, that say without a layer file what they hold.
_TELLING: dict[str, Mask] = {
    "姓名": "name", "居民姓名": "name", "户主姓名": "name", "身份证": "id_card", "身份证号": "id_card",
    "身份证号码": "id_card", "公民身份号码": "id_card", "证件号码": "id_card", "id_card": "id_card", "手机": "phone",
    "手机号": "phone", "手机号码": "phone", "联系电话": "phone", "银行卡号": "bank", "银行账号": "bank",
    "车牌": "plate", "车牌号": "plate", "车牌号码": "plate", "电子邮箱": "email",
}  # fmt: skip


def mask_of(definition: LayerDefinition, name: str) -> Mask:
    """How the values of a column are cut; "none" for those that are shown as they are."""
    if definition.role == "person" and name in {definition.source.x, definition.source.y}:
        return "hide"  # the place of a home, as the columns say it
    field = definition.fields.get(name)
    if field is None:
        return _undeclared(definition, name)
    if field.mask is not None:
        return field.mask
    return _of_field(field, definition) if field.effective_grade >= MASKED_FROM else "none"


def _of_field(field: Field, definition: LayerDefinition) -> Mask:
    if field.role == "name":
        return "name" if definition.role == "person" else "first"
    return _BY_ROLE.get(field.role, "first")


def _undeclared(definition: LayerDefinition, name: str) -> Mask:
    told = _TELLING.get(name.strip().casefold())
    if told is not None:
        return told
    return "first" if definition.role == "person" else "none"


def group_mask(definition: LayerDefinition, name: str) -> Mask:
    """How the values of a column are cut where rows are counted by them: words of a class name a group and no person.

    They stay as they are unless the layer file asks for a mask; all others are cut as in `mask_of`.
    """
    field = definition.fields.get(name)
    grouping = field is not None and field.mask is None and field.role in _GROUPING
    return "none" if grouping else mask_of(definition, name)


def is_masked(definition: LayerDefinition, name: str) -> bool:
    """Whether the values of a column may be shown masked only."""
    return mask_of(definition, name) != "none"


def masked_columns(definition: LayerDefinition, names: Iterable[str]) -> list[str]:
    """Those of some columns that are masked, in their order."""
    return [name for name in names if is_masked(definition, name)]


def grade_of(definition: LayerDefinition, names: Iterable[str] = ()) -> int:
    """A layer's effective grade, with what its columns ``names`` tell where the layer file says nothing of them."""
    personal = any(name not in definition.fields for name in masked_columns(definition, names))
    return max(definition.effective_grade, MASKED_FROM if personal else 1)


def shown_table(definition: LayerDefinition, table: pa.Table) -> pa.Table:
    """The table with every column as it may be shown or handed out; columns that need no mask are shared.

    A masked column is text, whatever it was; nulls stay null.
    """
    for i, name in enumerate(table.column_names):
        if is_masked(definition, name):
            table = table.set_column(i, name, shown_column(definition, name, table.column(i)))
    return table


def shown_column(definition: LayerDefinition, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """One column of `shown_table`; every value that occurs is cut once."""
    return _cut(column, mask_of(definition, name))


def counted_column(definition: LayerDefinition, name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column by whose values rows are counted, as the groups may be called; as it is where it needs no mask."""
    return _cut(column, group_mask(definition, name))


def _cut(column: pa.ChunkedArray, mask: Mask) -> pa.ChunkedArray:
    import pyarrow as pa

    from onemap.query.texts import texts

    if mask == "none":
        return column
    chunks = []
    for chunk in column.chunks:
        encoded = texts(chunk).dictionary_encode()
        known = [None if text is None else cut(text, mask) for text in encoded.dictionary.to_pylist()]
        chunks.append(pa.DictionaryArray.from_arrays(encoded.indices, pa.array(known, pa.string())).cast(pa.string()))
    return pa.chunked_array(chunks, pa.string())


def shown_value(definition: LayerDefinition, name: str, table: pa.Table, row: int, *, unmasked: bool = False) -> object:
    """The value of one cell as it may be shown: a text where it is masked, else what the table holds.

    ``unmasked`` gives it as it is; who asks for that has noted it in the export record.
    """
    value = table.column(name)[row].as_py()
    mask = "none" if unmasked else mask_of(definition, name)
    return value if value is None or mask == "none" else cut(str(value), mask)


def shown_text(definition: LayerDefinition, name: str, text: str | None) -> str | None:
    """A text that came from a column as it may be shown; one that is masked already stays so."""
    return None if text is None else cut(text, mask_of(definition, name))


def shown_style(definition: LayerDefinition, style: Style) -> Style:
    """A style as a legend may show it: classes of a masked column are called by what is shown of their values."""
    import msgspec

    if style.kind != "categories" or style.column is None or not is_masked(definition, style.column):
        return style
    column = style.column

    def shown(one: LegendClass) -> LegendClass:
        own = {one.title, one.title_en} - {"", *one.values}
        title = "、".join(shown_text(definition, column, value) or "" for value in one.values)
        return one if own or not title else msgspec.structs.replace(one, title=title, title_en="")

    classes = tuple(map(shown, style.classes))
    return msgspec.structs.replace(style, classes=classes)


def classing_column(definition: LayerDefinition, style: Style, column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column by which rows are classed: as it is, or masked where the classes were made of masked values."""
    name = style.column or ""
    made_masked = any(STARS in value for c in style.classes for value in c.values)
    return shown_column(definition, name, column) if style.kind == "categories" and made_masked else column
