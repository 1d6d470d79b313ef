"""Whether a filter can be asked of a table: columns, what is compared with what, and what is asked of persons."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.messages import Phrase
from onemap.model import cql
from onemap.model.cql_tokens import wrong
from onemap.query.instants import local_time

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    import pyarrow as pa

    from onemap.errors import RequestError

Kind = Literal["text", "number", "truth", "time", "null", "other"]
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Schema:
    """What a filter may name: ``types`` of the columns by name, and the columns that hold persons' data."""

    types: Mapping[str, pa.DataType]
    personal: Container[str] = field(default_factory=frozenset)

    def kind(self, name: str) -> Kind:
        """What a column holds."""
        return kind_of(self.types[name])


def kind_of(kind: pa.DataType) -> Kind:
    """What values of an Arrow type are to a filter."""
    import pyarrow.types as t

    if t.is_dictionary(kind):
        return kind_of(kind.value_type)
    if t.is_string(kind) or t.is_large_string(kind) or t.is_string_view(kind):
        return "text"
    if t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind):
        return "number"
    if t.is_boolean(kind):
        return "truth"
    if t.is_timestamp(kind) or t.is_date(kind):
        return "time"
    return "null" if t.is_null(kind) else "other"


def check(condition: cql.Condition, text: str, schema: Schema) -> None:
    """Raise a RequestError with a caret under the first thing in ``text`` that cannot be asked of the table."""
    checker = _Checker(text, schema)
    for column in cql.columns(condition):
        checker.known(column)
    for node in cql.walk(condition):
        checker.node(node)


class _Checker:
    def __init__(self, text: str, schema: Schema) -> None:
        self._text, self._schema = text, schema

    def _wrong(self, at: int, key: str, **fields: object) -> RequestError:
        return wrong(self._text, at, Phrase(key, **fields))

    def known(self, column: cql.Column) -> None:
        """The column is there."""
        names = list(self._schema.types)
        if column.name in self._schema.types:
            return
        folded = {name.casefold(): name for name in names}
        near = [folded[n] for n in difflib.get_close_matches(column.name.casefold(), folded, 3)]
        if near:
            hint = Phrase("filter_column_near", names=", ".join(map(cql.identifier, near)))
        elif self._text[column.at : column.at + 1] in '"“”':
            hint = Phrase("filter_column_value", text=cql.quoted(column.name))
        else:
            more = ", …" if len(names) > _LISTED else ""
            hint = Phrase("filter_column_all", names=", ".join(map(cql.identifier, names[:_LISTED])) + more)
        raise self._wrong(column.at, "filter_column", name=column.name, near=hint)

    def node(self, node: cql.Node) -> None:
        """What the node says can be asked."""
        self._personal(node)
        match node:
            case cql.Compare():
                self._pair(node.left, node.right, node.operator)
            case cql.Between():
                self._pair(node.value, node.low, "<")
                self._pair(node.value, node.high, "<")
            case cql.In():
                for item in node.items:
                    self._pair(node.value, item, "=")
            case cql.Like():
                self._all_of("text", "filter_only_text", node.value, node.pattern)
            case cql.Folded():
                self._all_of("text", "filter_only_text", node.value)
            case cql.Arithmetic() | cql.Negative():
                self._all_of("number", "filter_only_numbers", *cql.children(node))  # type: ignore[arg-type]
            case cql.Spatial():
                self._spatial(node)
            case cql.Temporal():
                self._temporal(node)

    def _kind(self, node: cql.Scalar) -> Kind:
        match node:
            case cql.Column():
                return self._schema.kind(node.name)
            case cql.Text() | cql.Folded():
                return "text"
            case cql.Truth():
                return "truth"
            case cql.Instant():
                return "time"
        return "number"

    def _pair(self, left: cql.Scalar, right: cql.Scalar, operator: str) -> None:
        """Both sides can be compared."""
        kinds = {self._kind(left), self._kind(right)}
        if kinds == {"truth"} and operator not in ("=", "<>"):
            raise self._wrong(right.at, "filter_truth")
        if "other" in kinds:
            kinds.add("")  # type: ignore[arg-type]
        if len(kinds - {"null"}) < 2 or (kinds == {"text", "time"} and self._readable(left, right)):
            return
        for one, other in ((left, right), (right, left)):
            self._hinted(one, other)
        names = [Phrase(f"filter_kind_{self._kind(side)}") for side in (left, right)]
        raise self._wrong(right.at, "filter_kinds", left=names[0], right=names[1])

    def _hinted(self, column: cql.Scalar, other: cql.Scalar) -> None:
        """Tell what was likely meant where a literal has the wrong form for a column."""
        if not isinstance(column, cql.Column):
            return
        if self._kind(column) == "text" and isinstance(other, cql.Number):
            raise self._wrong(other.at, "filter_quote", name=column.name, value=f"{other.value}")
        if self._kind(column) == "number" and isinstance(other, cql.Text):
            raise self._wrong(other.at, "filter_unquote", name=column.name, value=other.value)

    def _readable(self, left: cql.Scalar, right: cql.Scalar) -> bool:
        """A text that is compared with a time is a column, or says a time itself."""
        for side in (left, right):
            if isinstance(side, cql.Text):
                try:
                    found = local_time(side.value)
                except ValueError:
                    raise self._wrong(side.at, "filter_time", value=side.value, form="2026-06-30") from None
                return not np.isnat(found)
        return not any(isinstance(side, cql.Folded) for side in (left, right))

    def _all_of(self, kind: Kind, key: str, *nodes: cql.Scalar) -> None:
        for node in nodes:
            if self._kind(node) not in (kind, "null"):
                raise self._wrong(node.at, key)

    def _spatial(self, node: cql.Spatial) -> None:
        sides = (node.left, node.right)
        for side in sides:
            if isinstance(side, cql.Column) and (
                side.name.casefold() not in cql.GEOMETRY_NAMES or side.name in self._schema.types
            ):
                raise self._wrong(side.at, "filter_no_geometry", name=side.name)
        if sum(isinstance(side, cql.Shape) for side in sides) != 1:
            raise self._wrong(node.at, "filter_two_shapes")

    def _temporal(self, node: cql.Temporal) -> None:
        for one in cql.walk(node):
            if isinstance(one, cql.Column) and self._kind(one) not in ("time", "text", "null"):
                raise self._wrong(one.at, "filter_only_times", name=one.name)

    # --- persons ----------------------------------------------------------------------------------------------------
    def _personal(self, node: cql.Node) -> None:
        """A personal value is asked for whole or not at all: nobody may feel his way to it letter by letter."""
        for one in cql.children(node):
            if isinstance(one, cql.Column) and one.name in self._schema.personal and not _whole(node, one):
                raise self._wrong(one.at, "filter_personal", name=one.name)


def _whole(node: cql.Node, column: cql.Column) -> bool:
    """Whether the node asks the column for whole values that the asker knows."""
    known = (cql.Text, cql.Number, cql.Truth)
    match node:
        case cql.IsNull():
            return True
        case cql.Compare():
            other = node.right if node.left is column else node.left
            return node.operator in ("=", "<>") and isinstance(other, known)
        case cql.In():
            return node.value is column and all(isinstance(item, known) for item in node.items)
    return False
