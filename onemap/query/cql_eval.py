"""Which rows a filter keeps, worked out on whole columns; nothing of a filter's text is ever run.

Three-valued, as SQL: a comparison with a missing value is unknown, and a row is kept where the condition is true. NaN
counts as missing, and so do a division by zero and whatever is no finite number. Numbers are reckoned with in float64.
A day compares by days ("time = DATE('2026-06-30')" is all of that day), other times by milliseconds.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.errors import CancelledError
from onemap.model import cql
from onemap.query.cql_check import kind_of
from onemap.query.cql_times import holds, moments
from onemap.query.cql_values import COMPARE, as_number, as_text, folded, reckoned, scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    Mask = npt.NDArray[np.bool_]

#: Rows that are worked on at once.
_PART = 1 << 18
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Places:
    """How relations in space are answered: the rows (n,) bool that stand in one, and the rows that have a place."""

    related: Callable[[cql.Spatial], Mask]
    placed: Callable[[], Mask]


def kept(
    condition: cql.Condition,
    table: pa.Table,
    places: Places | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Mask:
    """Rows (n,) bool of which the condition is true; it has passed `onemap.query.cql_check.check`.

    ``places`` is needed where the condition has relations in space. A row without a place is in none, not even
    disjoint.

    Raises
    ------
    CancelledError
        When ``cancelled`` says so.
    """
    names = list(dict.fromkeys(column.name for column in cql.columns(condition)))
    spatial = {id(one): _asked(one, places) for one in cql.walk(condition) if isinstance(one, cql.Spatial)}
    used = table.select(names)
    out = np.zeros(table.num_rows, np.bool_)

    def part(first: int) -> None:
        if cancelled is not None and cancelled():
            raise CancelledError
        size = min(_PART, table.num_rows - first)
        rows = _Rows(used.slice(first, size), first, size, spatial)
        found = rows.truth(condition)
        out[first : first + size] = found.fill_null(False).to_numpy(zero_copy_only=False)  # noqa: FBT003 - Arrow's

    starts = range(0, table.num_rows, _PART)
    if len(starts) <= 1:
        for start in starts:
            part(start)
    else:
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(part, starts))
    out.flags.writeable = False
    return out


def _asked(node: cql.Spatial, places: Places | None) -> tuple[Mask, Mask]:
    if places is None:
        message = "a relation in space needs places"
        raise ValueError(message)
    return places.related(node), places.placed()


@dataclass(slots=True)
class _Rows:
    """Some rows of the table; columns are made ready once."""

    table: pa.Table
    first: int
    size: int
    spatial: dict[int, tuple[Mask, Mask]]
    _made: dict[str, Any] = field(default_factory=dict)

    # --- conditions: Arrow boolean arrays, null where unknown --------------------------------------------------------
    def truth(self, node: cql.Condition) -> Any:  # noqa: ANN401 - Arrow arrays
        """Whether the condition holds, by row."""
        return getattr(self, _ANSWERS[type(node)])(node)

    def _joined(self, node: cql.And | cql.Or) -> Any:  # noqa: ANN401 - Arrow arrays
        import pyarrow.compute as pc

        return reduce(pc.and_kleene if isinstance(node, cql.And) else pc.or_kleene, map(self.truth, node.items))

    def _negated(self, node: cql.Between | cql.Like | cql.In | cql.IsNull) -> Any:  # noqa: ANN401 - Arrow arrays
        import pyarrow.compute as pc

        found = getattr(self, _TESTS[type(node)])(node)
        return pc.invert(found) if node.negated else found

    def _not(self, node: cql.Not) -> Any:  # noqa: ANN401 - Arrow arrays
        import pyarrow.compute as pc

        return pc.invert(self.truth(node.value))

    def _between(self, node: cql.Between) -> Any:  # noqa: ANN401 - Arrow arrays
        import pyarrow.compute as pc

        return pc.and_kleene(self._compare(">=", node.value, node.low), self._compare("<=", node.value, node.high))

    def _said(self, node: cql.Truth) -> Any:  # noqa: ANN401 - Arrow arrays
        return self._full(scalar(node.value))

    def _compared(self, node: cql.Compare) -> Any:  # noqa: ANN401 - Arrow arrays
        return self._compare(node.operator, node.left, node.right)

    def _when(self, node: cql.Temporal) -> Any:  # noqa: ANN401 - Arrow arrays
        return self._full(holds(node.relation, self._span(node.left), self._span(node.right)))

    def _full(self, found: Any) -> Any:  # noqa: ANN401 - Arrow arrays
        """The answer for every row, where it was the same for all."""
        import pyarrow as pa

        return pa.repeat(found, self.size) if isinstance(found, pa.Scalar) else found

    def _nothing(self) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow as pa

        return pa.nulls(self.size, pa.bool_())

    def _compare(self, operator: str, left: cql.Scalar, right: cql.Scalar) -> Any:  # noqa: ANN401 - Arrow arrays
        kinds = {self._kind(left), self._kind(right)}
        if "null" in kinds:
            return self._nothing()
        compare = COMPARE[operator]
        if "time" in kinds:
            one, other = self._moments(left), self._moments(right)
            by_day = one.day or other.day
            return self._full(compare(one.days if by_day else one.first, other.days if by_day else other.first))
        if kinds == {"text"}:
            return self._full(compare(self._text(left), self._text(right)))
        if kinds == {"truth"}:
            return self._full(compare(self._truths(left), self._truths(right)))
        one, other = as_number(self._numbers(left)), as_number(self._numbers(right))
        return self._full(compare(*_alike(one, other)))

    def _missing(self, test: cql.IsNull) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow.compute as pc

        node = test.value
        kind = self._kind(node)
        if isinstance(node, cql.Column):
            return pc.is_null(self._column(node), nan_is_null=kind == "number" and self._floats(node))
        values = {"text": self._text, "number": self._numbers, "truth": self._truths}
        if kind == "time":
            return self._full(scalar(False))  # noqa: FBT003 - Arrow's
        return self._full(pc.is_null(values[kind](node)))

    def _in(self, node: cql.In) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = [item.value for item in node.items if isinstance(item, cql.Text)]
        if len(texts) == len(node.items) and self._kind(node.value) == "text":
            values = self._text(node.value)
            found = pc.is_in(values, value_set=pa.array(texts, values.type))
            return self._full(pc.if_else(pc.is_valid(values), found, pa.scalar(None, pa.bool_())))
        return reduce(pc.or_kleene, [self._compare("=", node.value, item) for item in node.items])

    def _like(self, node: cql.Like) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow.compute as pc

        if "null" in (self._kind(node.value), self._kind(node.pattern)):
            return self._nothing()
        values, pattern = self._text(node.value), self._text(node.pattern)
        if cql.columns(node.pattern):
            # A pattern of its own for every row: those that are the same are asked at once.
            encoded = pattern.dictionary_encode()
            found = self._nothing()
            for place, one in enumerate(encoded.dictionary.to_pylist()):
                here = pc.equal(encoded.indices, place)
                found = pc.if_else(pc.fill_null(here, False), self._full(pc.match_like(values, one)), found)  # noqa: FBT003
            return found
        return self._full(pc.match_like(values, pattern.as_py()))

    def _related(self, node: cql.Spatial) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow as pa

        related, placed = self.spatial[id(node)]
        here = slice(self.first, self.first + self.size)
        return pa.array(related[here], mask=~placed[here])

    # --- values -----------------------------------------------------------------------------------------------------
    def _column(self, node: cql.Column) -> Any:  # noqa: ANN401 - an Arrow array
        import pyarrow as pa

        if node.name not in self._made:
            chunks = self.table.column(node.name).chunks
            made = chunks[0] if len(chunks) == 1 else pa.chunked_array(chunks, self.table.schema.field(node.name).type)
            self._made[node.name] = made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made
        return self._made[node.name]

    def _kind(self, node: cql.Scalar) -> str:
        if isinstance(node, cql.Column):
            return kind_of(self.table.schema.field(node.name).type)
        if "null" in map(self._kind, cql.children(node)):  # type: ignore[arg-type]
            return "null"
        return _KINDS.get(type(node), "number")

    def _floats(self, node: cql.Column) -> bool:
        import pyarrow.types as t

        return bool(t.is_floating(self.table.schema.field(node.name).type))

    def _text(self, node: cql.Scalar) -> Any:  # noqa: ANN401 - Arrow values
        match node:
            case cql.Column():
                return as_text(self._column(node))
            case cql.Folded():
                return folded(node.function, self._text(node.value))
        return scalar(node.value)  # type: ignore[union-attr]

    def _truths(self, node: cql.Scalar) -> Any:  # noqa: ANN401 - Arrow values
        return self._column(node) if isinstance(node, cql.Column) else scalar(node.value)  # type: ignore[union-attr]

    def _numbers(self, node: cql.Scalar) -> Any:  # noqa: ANN401 - Arrow values
        match node:
            case cql.Column():
                return as_number(self._column(node))
            case cql.Negative():
                return reckoned("-", scalar(0.0), self._numbers(node.value))
            case cql.Arithmetic():
                return reckoned(node.operator, self._numbers(node.left), self._numbers(node.right))
        return scalar(node.value)

    def _moments(self, node: cql.Scalar) -> Any:  # noqa: ANN401 - moments
        return moments(self._column(node) if isinstance(node, cql.Column) else node)

    def _span(self, node: cql.Column | cql.Instant | cql.Interval) -> Any:  # noqa: ANN401 - a pair of Arrow values
        if isinstance(node, cql.Interval):
            return self._end(node.first)[0], self._end(node.last)[1]
        return self._end(node)

    def _end(self, node: cql.Column | cql.Instant | None) -> Any:  # noqa: ANN401 - a pair of Arrow values
        if node is None:
            return scalar(-_EVER), scalar(_EVER)
        found = self._moments(node)
        return found.first, found.last


_KINDS = {cql.Text: "text", cql.Folded: "text", cql.Truth: "truth", cql.Instant: "time"}
#: The method that answers each kind of node, and each kind that may be negated.
_TESTS = {cql.Between: "_between", cql.IsNull: "_missing", cql.In: "_in", cql.Like: "_like"}
_ANSWERS = {
    cql.And: "_joined", cql.Or: "_joined", cql.Not: "_not", cql.Truth: "_said", cql.Compare: "_compared",
    cql.Temporal: "_when", cql.Spatial: "_related", **dict.fromkeys(_TESTS, "_negated"),
}  # fmt: skip
#: A time before and after all others, ms.
_EVER = 1 << 62


def _alike(one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401 - Arrow values
    """Two numbers of one type: whole ones where both are, else float64."""
    import pyarrow as pa

    if one.type == other.type:
        return one, other
    return one.cast(pa.float64(), safe=False), other.cast(pa.float64(), safe=False)
