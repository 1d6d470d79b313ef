"""Arrow columns of WKB, batch by batch, into `Geometries`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import warm
from onemap.io import wkb_kernels as kernels
from onemap.model.geometry import Geometries, frozen

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

_ALL_VALID = frozen(np.empty(0, np.uint8))


def decoded(column: pa.Array, *, blank_is_null: bool = False) -> Geometries:
    """The rows of a WKB column (binary or large binary, nulls allowed).

    With ``blank_is_null`` a row of no bytes is one without a geometry; else it is an invalid one.
    """
    _warm_up()
    data, offsets, valid = _parts(column)
    if blank_is_null and valid is _ALL_VALID and not (lengths := np.diff(offsets)).all():
        valid = frozen((lengths > 0).astype(np.uint8))
    points = _as_points(data, offsets) if valid is _ALL_VALID else None
    return _as_shapes(data, offsets, valid) if points is None else Geometries(points)


def is_in_order(column: pa.Array) -> bool:
    """Whether no row of a binary column ends before it begins: a damaged one would give the shapes of other rows."""
    import pyarrow as pa

    kind: type[np.int64 | np.int32] = np.int64 if pa.types.is_large_binary(column.type) else np.int32
    offsets = np.frombuffer(column.buffers()[1], kind)[column.offset : column.offset + len(column) + 1]
    return not bool((np.diff(offsets) < 0).any())


@cache
def _warm_up() -> None:
    """Make this room's kernels ready; a thread that comes while another one does so waits for it."""
    warm("onemap.io")


def missing(rows: int) -> Geometries:
    """Rows that have no geometry at all."""
    none = frozen(np.zeros(1, np.int64))
    return Geometries(
        frozen(np.empty((0, 2), np.float64)),
        none,
        frozen(np.zeros(rows + 1, np.int64)),
        frozen(np.empty(0, np.uint8)),
        frozen(np.zeros(rows, np.uint8)),
        null=rows,
    )


def _parts(column: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Bytes, offsets into them and validity; all read-only."""
    import pyarrow as pa

    if not pa.types.is_large_binary(column.type):
        column = column.cast(pa.large_binary())
    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[column.offset : column.offset + len(column) + 1]
    data = np.frombuffer(data_buffer, np.uint8) if data_buffer is not None and data_buffer.size else _ALL_VALID
    valid = _ALL_VALID
    if column.null_count:
        valid = frozen(column.is_valid().to_numpy(zero_copy_only=False).view(np.uint8))
    return frozen(data), frozen(offsets), valid


def _as_points(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> npt.NDArray[np.float64] | None:
    """Coordinates when all rows are plain finite points, else None."""
    rows = len(offsets) - 1
    if rows == 0 or offsets[-1] - offsets[0] != 21 * rows:
        return None
    coords = np.empty((rows, 2), np.float64)
    order = int(data[offsets[0]])
    done = kernels.decode_points(data, offsets, order, coords.view(np.uint64)) if order <= 1 else 0
    return frozen(coords) if done == rows else None


def _as_shapes(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], valid: npt.NDArray[np.uint8]) -> Geometries:
    # Room for the most that the bytes can hold; pages of it that are never written cost nothing.
    rows, room = len(offsets) - 1, (int(offsets[-1] - offsets[0]) if len(offsets) else 0) // 10 + 2
    xy, z = np.empty((room, 2), np.uint64), np.empty(room, np.uint64)
    ring_ends, ring_kind = np.empty(room, np.int64), np.empty(room, np.uint8)
    row_ends, row_type = np.empty(rows, np.int64), np.empty(rows, np.uint8)
    state = np.zeros(kernels.STATE_SIZE, np.int64)
    kernels.decode(data, offsets, valid, xy, z, ring_ends, ring_kind, row_ends, row_type, state)
    vertices, rings = int(state[kernels.VERTICES]), int(state[kernels.RINGS])
    return Geometries(
        frozen(xy[:vertices].view(np.float64)),
        _offsets(ring_ends[:rings]),
        _offsets(row_ends),
        frozen(ring_kind[:rings]),
        frozen(row_type),
        frozen(z[:vertices].view(np.float64)) if state[kernels.HAS_Z] else None,
        null=int(state[kernels.NULL]),
        empty=int(state[kernels.EMPTY]),
        invalid=int(state[kernels.INVALID]),
    )


def _offsets(ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Running ends with a zero in front."""
    offsets = np.zeros(len(ends) + 1, np.int64)
    offsets[1:] = ends
    return frozen(offsets)
