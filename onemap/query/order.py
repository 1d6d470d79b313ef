"""The order of rows by one column or several: stable, nulls last, stopped when nobody waits any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.errors import CancelledError
from onemap.model.geometry import frozen
from onemap.query.texts import chunks, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    import pyarrow as pa

    Rows = npt.NDArray[np.int32]
    Words = npt.NDArray[np.uint64]
    Mask = npt.NDArray[np.bool_]
    Spell = Callable[[list[str]], list[str]] | None

_SIGN = np.uint64(1 << 63)
#: Up to so many different texts are sorted by their sound; more would take seconds.
_SPELLED = 50_000
#: Longer texts are not sorted by their bytes.
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column to sort by; its values as they are shown, because an order tells of values that are not."""

    column: pa.ChunkedArray
    descending: bool = False


def order(
    keys: Sequence[SortKey],
    rows: npt.NDArray[np.integer[Any]] | None = None,
    *,
    spell: Callable[[list[str]], list[str]] | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Rows:
    """Rows (n,) int32 in the order of the first key, where equal of the second, and so on, else as they came.

    ``rows`` are those to sort, all by default. Numbers and times sort by size, text by code point, or by what ``spell``
    makes of texts where there are few different ones. Null and NaN come last in both directions.
    """
    from onemap.query.warm import warm_up

    warm_up()
    count = len(keys[0].column) if keys else 0
    out: Rows = np.arange(count, dtype=np.int32) if rows is None else np.asarray(rows, np.int32)
    for at, key in enumerate(reversed(keys)):
        _go_on(cancelled)
        words, valid = _words(key, spell)
        for word in reversed(words):
            _go_on(cancelled)
            out = _sorted(word, out, cancelled)
        if valid is not None:
            known = valid[out]
            out = np.concatenate([out[known], out[~known]])
        if on_progress is not None:
            on_progress(at + 1, len(keys))
    return frozen(out)


def _sorted(words: Words, rows: Rows, cancelled: Callable[[], bool] | None) -> Rows:
    from onemap.query import order_kernels as kernels

    keys = words if len(rows) == len(words) and _is_all(rows) else words[rows]
    counts = np.zeros((kernels.DIGITS, 1 << kernels.DIGIT), np.int64)
    kernels.digit_counts(keys, counts)
    # The first pass reads what the caller gave and writes to the first pair of arrays; then they take turns.
    pairs: list[tuple[Words, Rows]] = []
    for digit in range(kernels.DIGITS):
        if counts[digit].max(initial=0) == len(rows):
            continue
        _go_on(cancelled)
        if len(pairs) < 2:
            pairs.append((np.empty_like(keys), np.empty_like(rows)))
        starts = np.zeros(1 << kernels.DIGIT, np.int64)
        starts[1:] = np.cumsum(counts[digit])[:-1]
        out_keys, out_rows = pairs[-1]
        kernels.sort_pass(keys, rows, out_keys, out_rows, digit, starts)
        keys, rows = out_keys, out_rows
        pairs.reverse()
    return rows


def _is_all(rows: Rows) -> bool:
    return bool(len(rows) == 0 or (rows[0] == 0 and rows[-1] == len(rows) - 1 and (np.diff(rows) == 1).all()))


def _words(key: SortKey, spell: Spell) -> tuple[list[Words], Mask | None]:
    """Keys of 64 bits that sort as the values do, the first counts most, and which rows have one (None: all)."""
    import pyarrow as pa
    import pyarrow.types as t

    column, kind = key.column, key.column.type
    valid: Mask | None
    if t.is_floating(kind):
        values = np.asarray(column.cast(pa.float64()).to_numpy(), np.float64) + 0.0
        bits = values.view(np.uint64)
        words = [np.where(bits & _SIGN, ~bits, bits | _SIGN)]
        valid = ~np.isnan(values)
    elif t.is_integer(kind) or t.is_boolean(kind) or t.is_temporal(kind):
        whole, valid = _whole(column)
        words = [whole]
    else:
        words, valid = _of_texts(column, spell)
    if key.descending:
        words = [~word for word in words]
    return words, None if valid is None or valid.all() else valid


def _of_texts(column: pa.ChunkedArray, spell: Spell) -> tuple[list[Words], Mask | None]:
    """Few different texts by their places in the order of all, many short ones by their own bytes."""
    import pyarrow.types as t

    first = next((part for part in chunks(column) if len(part)), None)
    if first is None or t.is_dictionary(column.type) or len(first.unique()) <= _SPELLED:
        ranks, valid = _ranks(column, spell)
        return [ranks], valid
    found = _bytes(column)
    if found is not None:
        return found, _valid(column)
    ranks, valid = _ranks(column, spell)
    return [ranks], valid


def _bytes(column: pa.ChunkedArray) -> list[Words] | None:
    """The UTF-8 of texts, eight bytes a key, which sorts by code point; None where a text is long or holds a NUL."""
    import pyarrow.compute as pc

    parts = [texts(chunk) for chunk in chunks(column)]
    longest = max((pc.max(pc.binary_length(part)).as_py() or 0 for part in parts), default=0)
    if not 0 < longest <= _LONGEST:
        return None
    width = -(-longest // 8) * 8
    out = np.empty((-(-longest // 8), sum(map(len, parts))), np.uint64)
    at = 0
    for part in parts:
        table = _table_of(pc.fill_null(part, ""), width)
        if table is None:
            return None
        out[:, at : at + len(part)] = table.view(">u8").T
        at += len(part)
    return list(out)


def _table_of(part: pa.Array, width: int) -> npt.NDArray[np.uint8] | None:
    """Texts as rows of bytes (n, width) with zeros behind them; None where a text holds zeros itself."""
    _valid_bits, offsets, data = part.buffers()
    ends = np.frombuffer(offsets, np.int32)[part.offset : part.offset + len(part) + 1]
    held = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]] if data is not None else np.empty(0, np.uint8)
    if not held.all():
        return None
    made = np.zeros((len(part), width), np.uint8)
    lengths = np.diff(ends)
    same = int(lengths[0]) if len(lengths) else 0
    if (lengths == same).all():
        made[:, :same] = held.reshape(len(part), same)
    else:
        made[np.arange(width) < lengths[:, None]] = held
    return made


def _whole(column: pa.ChunkedArray) -> tuple[Words, npt.NDArray[np.bool_] | None]:
    import pyarrow as pa
    import pyarrow.types as t

    if column.type == pa.uint64():
        return _filled(column), _valid(column)
    wide = column.cast(pa.int32()) if t.is_date32(column.type) or t.is_time32(column.type) else column
    wide = wide.cast(pa.uint8()) if t.is_boolean(wide.type) else wide
    return _filled(wide.cast(pa.int64())).view(np.uint64) ^ _SIGN, _valid(column)


def _filled(column: pa.ChunkedArray) -> Any:  # noqa: ANN401 - numbers of the column's own type
    import pyarrow.compute as pc

    return pc.fill_null(column, 0).to_numpy() if column.null_count else column.to_numpy()


def _valid(column: pa.ChunkedArray) -> npt.NDArray[np.bool_] | None:
    return np.asarray(column.is_valid().to_numpy(), np.bool_) if column.null_count else None


def _ranks(column: pa.ChunkedArray, spell: Spell) -> tuple[Words, Mask | None]:
    """Texts by the place of each in the order of all that occur."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = [texts(chunk).dictionary_encode() for chunk in chunks(column)]
    encoded = pa.chunked_array(parts).unify_dictionaries() if parts else pa.chunked_array([], pa.string())
    known = encoded.chunk(encoded.num_chunks - 1).dictionary if encoded.num_chunks else pa.array([], pa.string())
    known = max((chunk.dictionary for chunk in encoded.chunks), key=len, default=known)
    ranks = np.empty(len(known) + 1, np.uint64)
    if spell is not None and len(known) <= _SPELLED:
        plain = known.to_pylist()
        places = sorted(range(len(plain)), key=list(zip(spell(plain), plain, strict=True)).__getitem__)
        ranks[np.array(places, np.int64)] = np.arange(len(known), dtype=np.uint64)
    else:
        ranks[pc.array_sort_indices(known).to_numpy()] = np.arange(len(known), dtype=np.uint64)
    ranks[-1] = len(known)
    at = [pc.fill_null(chunk.indices, len(known)).to_numpy() for chunk in encoded.chunks]
    places_of_rows = np.concatenate(at) if at else np.empty(0, np.int64)
    return ranks[places_of_rows], places_of_rows < len(known)


def _go_on(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError
