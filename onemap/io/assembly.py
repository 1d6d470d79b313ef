"""What a caller asked of a reader, and the layer that grows while its batches come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onemap.errors import CancelledError
from onemap.io.growing import GrowingGeometries
from onemap.io.text import joined
from onemap.model.layerdata import LayerData

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa

    from onemap.model.geometry import Geometries
    from onemap.model.layerdata import Notice

#: Rows of one chunk of a finished table, about.
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read and who wants to hear of it; see `onemap.io.readers.read`."""

    path: Path
    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    x: str | None = None
    y: str | None = None
    on_batch: Callable[[LayerData], None] | None = None
    on_progress: Callable[[int, int | None], None] | None = None
    cancelled: Callable[[], bool] | None = None
    placeless: bool = False

    def stop_if_cancelled(self) -> None:
        """Raise CancelledError when the caller no longer wants the layer."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


@dataclass(slots=True)
class Assembly:
    """A layer under construction.

    ``add`` takes a batch, tells the caller and stops when the caller wants to; ``finish`` gives the whole. ``typed``
    makes the columns of a table what they mean; it sees each batch for the caller's ear, then the whole.
    """

    request: Request
    name: str
    crs: str | None
    expected: int | None = None
    encoding: str | None = None
    notices: list[Notice] = field(default_factory=list)
    typed: Callable[[pa.Table], pa.Table] | None = None
    _tables: list[pa.Table] = field(default_factory=list)
    _pending: list[pa.Table] = field(default_factory=list)
    _geometries: GrowingGeometries = field(init=False)
    rows: int = 0

    def __post_init__(self) -> None:
        """Make room for the rows that a file of this size can hold at most."""
        self._geometries = GrowingGeometries(min(self.expected or 0, self.request.path.stat().st_size // 8))

    def add(self, table: pa.Table, geometries: Geometries, *, stored: pa.Table | None = None) -> None:
        """Put a batch at the end: attributes that own their memory, and as many geometries.

        ``stored`` goes into the whole instead of ``table``.
        """
        kept = self._geometries.add(geometries)
        self.rows += kept.rows
        self._pending.append(table if stored is None else stored)
        if sum(t.num_rows for t in self._pending) >= _CHUNK:
            self._combine()
        if self.request.on_batch is not None:
            self.request.on_batch(self._layer(self._typed(table), kept))
        if self.request.on_progress is not None:
            self.request.on_progress(self.rows, self.expected)
        self.request.stop_if_cancelled()

    def finish(self, empty: pa.Schema) -> LayerData:
        """The whole layer; ``empty`` is the table's schema in case that no batch came."""
        self._combine()
        table = self._tables[0] if len(self._tables) == 1 else self._whole(empty)
        return self._layer(self._typed(table), self._geometries.finish())

    def _whole(self, empty: pa.Schema) -> pa.Table:
        """The pieces as one table, each a chunk of its own."""
        import pyarrow as pa

        if not self._tables:
            return empty.empty_table()
        if not self._tables[0].num_columns:
            return joined(self._tables)
        return pa.concat_tables(self._tables)

    def _typed(self, table: pa.Table) -> pa.Table:
        return table if self.typed is None else self.typed(table)

    def _layer(self, table: pa.Table, geometries: Geometries) -> LayerData:
        return LayerData(
            self.name, table, geometries, self.crs, str(self.request.path), self.encoding, tuple(self.notices)
        )

    def _combine(self) -> None:
        if self._pending:
            self._tables.append(joined(self._pending))
            self._pending.clear()
