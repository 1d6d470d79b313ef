"""Rows of `Geometries` as an Arrow column of WKB, for writers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import warm
from onemap.io import wkb_write_kernels as kernels
from onemap.model.geometry import frozen

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.geometry import Geometries

_POINT_ROW = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
_HIGH_POINT_ROW = np.dtype([*_POINT_ROW.descr, ("z", "<f8")])


def encoded(geometries: Geometries, rows: npt.NDArray[np.int64]) -> pa.Array:
    """Little-endian ISO WKB of ``rows`` in their order (large binary); null for a row without a drawable geometry."""
    warm("onemap.io")
    return _points(geometries, rows) if geometries.is_simple_points else _shapes(geometries, rows)


def _points(geometries: Geometries, rows: npt.NDArray[np.int64]) -> pa.Array:
    high = geometries.z is not None and bool(np.isfinite(geometries.z[rows]).all()) and len(rows) > 0
    if geometries.z is not None and not high:
        return _shapes(_spelled(geometries), rows)
    out = np.empty(len(rows), _HIGH_POINT_ROW if high else _POINT_ROW)
    out["order"], out["kind"] = 1, 1001 if high else 1
    out["x"], out["y"] = geometries.coords[rows, 0], geometries.coords[rows, 1]
    if high and geometries.z is not None:
        out["z"] = geometries.z[rows]
    ends = np.arange(len(rows) + 1, dtype=np.int64) * out.dtype.itemsize
    return _column(ends, out.view(np.uint8), None)


def _spelled(geometries: Geometries) -> Geometries:
    """Simple points with all the columns that other layers have."""
    from onemap.model.geometry import POINT, Geometries

    count = len(geometries.coords)
    steps = frozen(np.arange(count + 1, dtype=np.int64))
    kinds, types = np.full(count, POINT, np.uint8), np.ones(count, np.uint8)
    return Geometries(geometries.coords, steps, steps, frozen(kinds), frozen(types), geometries.z)


def _shapes(geometries: Geometries, rows: npt.NDArray[np.int64]) -> pa.Array:
    row_type, kind = geometries.row_type, geometries.ring_kind
    rings, row_offsets = geometries.ring_offsets, geometries.row_offsets
    if row_type is None or kind is None or rings is None or row_offsets is None:
        message = "not the columns of shapes"
        raise ValueError(message)
    rows = frozen(np.asarray(rows, np.int64))
    high = np.zeros(len(rows), np.uint8)
    z = np.zeros(0, np.uint64)
    if geometries.z is not None:
        z = geometries.z.view(np.uint64)
        kernels.heights(rows, rings, row_offsets, frozen(z), high)
    ends = np.empty(len(rows) + 1, np.int64)
    kernels.sizes(rows, row_type, kind, rings, row_offsets, frozen(high), ends)
    out = np.empty(int(ends[-1]), np.uint8)
    xy = frozen(geometries.coords.view(np.uint64))
    kernels.encode(rows, row_type, kind, rings, row_offsets, frozen(high), xy, frozen(z), frozen(ends), out)
    return _column(ends, out, row_type[rows] != 0)


def _column(ends: npt.NDArray[np.int64], data: npt.NDArray[np.uint8], valid: npt.NDArray[np.bool_] | None) -> pa.Array:
    import pyarrow as pa

    bits = None
    if valid is not None and not valid.all():
        bits = pa.py_buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(pa.large_binary(), len(ends) - 1, [bits, pa.py_buffer(ends), pa.py_buffer(data)])
