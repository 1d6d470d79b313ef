"""Which class of a legend a row belongs to, how many each class holds, and which classes a column suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import RequestError
from onemap.model.geometry import frozen
from onemap.query import parts
from onemap.query.breaks import Method, breaks
from onemap.query.texts import chunks, countable, numbers, texts
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.style import Style

    Codes = npt.NDArray[np.uint8]

__all__ = ["Method", "breaks", "by_row", "class_of", "counts", "distinct", "drawn_class", "labels_of", "tallied"]

#: Drawn with the style's own symbol, and not drawn.
REST, NOT_DRAWN = 254, 255
#: The value of a category that holds the rows without a value.
NOTHING = ""


def class_of(column: pa.ChunkedArray | pa.Array, style: Style, rows: npt.NDArray[np.int32]) -> Codes:
    """Place in ``style.classes`` of each of ``rows``, by position: 254 for the rest, 255 for what is not drawn.

    Categories compare as text: 3 and 3.0 are "3", a boolean is "true" or "false"; a missing value (null or NaN)
    belongs to the category that lists "". In a style of classes text counts as a number where it is one; what is no
    number belongs to the rest. Not drawn are invisible classes, and the rest when the style has no symbol of its own.

    Raises
    ------
    RequestError
        For more than 254 classes.
    """
    return drawn_class(by_row(column, style), style, rows)


def drawn_class(classes: Codes, style: Style, rows: npt.NDArray[np.int32]) -> Codes:
    """`class_of`, of the classes that `by_row` gave."""
    seen = np.arange(256, dtype=np.uint8)
    seen[: len(style.classes)][[not c.visible for c in style.classes]] = NOT_DRAWN
    seen[REST] = REST if style.symbol is not None else NOT_DRAWN
    return frozen(seen[classes[rows]])


def counts(
    column: pa.ChunkedArray | pa.Array, style: Style, kept: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.int64]:
    """Rows of each class of ``style``, visible or not, and last of the rest: (classes + 1,) int64.

    ``kept`` (rows,) leaves out what is False.
    """
    return tallied(by_row(column, style), style, kept)


def tallied(classes: Codes, style: Style, kept: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.int64]:
    """`counts`, of the classes that `by_row` gave."""
    from onemap.query import class_kernels as kernels

    warm_up()
    marks = parts.marks(kept)

    def part(first: int, last: int) -> npt.NDArray[np.int64]:
        out = np.zeros(256, np.int64)
        kernels.count_classes(classes, marks, first, last, out)
        return out

    found = sum(parts.over(len(classes), part), np.zeros(256, np.int64))
    return np.append(found[: len(style.classes)], found[REST])


def distinct(column: pa.ChunkedArray | pa.Array, limit: int) -> list[tuple[str, int]]:
    """At most ``limit`` values as text with the count of their rows, most frequent first, then as they come.

    Missing values count as "".
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = [countable(chunk) for chunk in chunks(column)]
    if not parts:
        return []
    tallied = pc.value_counts(pa.chunked_array(parts))
    found = np.asarray(tallied.field(1))
    # Different values may share a text (null, NaN and ""), so a few more are looked at than are asked for.
    order = np.argsort(-found, kind="stable")[: limit + 2]
    tally: dict[str, int] = {}
    for text, count in zip(texts(tallied.field(0).take(order)).to_pylist(), found[order].tolist(), strict=True):
        tally[text or NOTHING] = tally.get(text or NOTHING, 0) + count
    return sorted(tally.items(), key=lambda item: -item[1])[:limit]


def labels_of(column: pa.ChunkedArray | pa.Array, rows: npt.NDArray[np.int32]) -> pa.Array:
    """Text of each of ``rows`` by position, an Arrow string array; null where there is nothing to write."""
    import pyarrow as pa

    taken = column.take(pa.array(rows))
    parts = [texts(part) for part in chunks(taken)]
    return pa.concat_arrays(parts) if parts else pa.array([], pa.string())


def by_row(column: pa.ChunkedArray | pa.Array, style: Style) -> Codes:
    """Place (rows,) in ``style.classes`` of every row, whether the class is visible or not; 254 for the rest."""
    if len(style.classes) > REST:
        raise RequestError("classes_too_many", count=len(style.classes), limit=REST)
    if style.kind == "single":
        return np.full(len(column), REST, np.uint8)
    code = _category_codes if style.kind == "categories" else _number_codes
    coded = parts.each(chunks(column), lambda chunk: code(chunk, style))
    return frozen(np.concatenate([np.empty(0, np.uint8), *coded]))


def _category_codes(values: pa.Array, style: Style) -> Codes:
    import pyarrow.types as t

    known: dict[str, int] = {}
    for place, entry in enumerate(style.classes):
        for value in entry.values:
            known.setdefault(value, place)
    values = countable(values)
    encoded = values if t.is_dictionary(values.type) else values.dictionary_encode()
    shown = texts(encoded.dictionary).to_pylist()
    codes = np.array([known.get(text or NOTHING, REST) for text in [*shown, None]], np.uint8)
    at: npt.NDArray[np.int32] = encoded.indices.cast("int32").fill_null(len(shown)).to_numpy()
    return codes[at]


def _number_codes(values: pa.Array, style: Style) -> Codes:
    from onemap.query import class_kernels as kernels

    warm_up()
    lower = np.array([-np.inf if c.lower is None else c.lower for c in style.classes], np.float64)
    upper = np.array([np.inf if c.upper is None else c.upper for c in style.classes], np.float64)
    codes = np.empty(len(values), np.uint8)
    closed = int(np.argmax(upper)) if len(upper) else -1
    kernels.number_classes(numbers(values), lower, upper, closed, REST, codes)
    return codes
