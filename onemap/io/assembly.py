"""What a caller asked of a reader, and the layer that grows while its batches come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onemap.errors import CancelledError
from onemap.io.growing import GrowingGeometries
from onemap.model.layerdata import LayerData, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pyarrow as pa

    from onemap.model.geometry import Geometries

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

    def stop_if_cancelled(self) -> None:
        """Raise CancelledError when the caller no longer wants the layer."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


@dataclass(slots=True)
class Assembly:
    """A layer under construction.

    ``add`` takes a batch, tells the caller and stops when the caller wants to; ``finish`` gives the whole.
    """

    request: Request
    name: str
    crs: str | None
    expected: int | None = None
    encoding: str | None = None
    notices: list[Notice] = field(default_factory=list)
    _tables: list[pa.Table] = field(default_factory=list)
    _pending: list[pa.Table] = field(default_factory=list)
    _geometries: GrowingGeometries = field(init=False)
    rows: int = 0

    def __post_init__(self) -> None:
        """Make room for the rows that a file of this size can hold at most."""
        self._geometries = GrowingGeometries(min(self.expected or 0, self.request.path.stat().st_size // 8))

    def add(self, table: pa.Table, geometries: Geometries) -> None:
        """Put a batch at the end: attributes that own their memory, and as many geometries."""
        kept = self._geometries.add(geometries)
        self.rows += kept.rows
        self._pending.append(table)
        if sum(t.num_rows for t in self._pending) >= _CHUNK:
            self._combine()
        if self.request.on_batch is not None:
            self.request.on_batch(self._layer(table, kept))
        if self.request.on_progress is not None:
            self.request.on_progress(self.rows, self.expected)
        self.request.stop_if_cancelled()

    def finish(self, empty: pa.Schema) -> LayerData:
        """The whole layer; ``empty`` is the table's schema in case that no batch came."""
        import pyarrow as pa

        self._combine()
        table = pa.concat_tables(self._tables) if self._tables else empty.empty_table()
        geometries = self._geometries.finish()
        self.notices += _defects(geometries)
        return self._layer(table, geometries)

    def _layer(self, table: pa.Table, geometries: Geometries) -> LayerData:
        return LayerData(
            self.name, table, geometries, self.crs, str(self.request.path), self.encoding, tuple(self.notices)
        )

    def _combine(self) -> None:
        import pyarrow as pa

        if self._pending:
            self._tables.append(pa.concat_tables(self._pending).combine_chunks())
            self._pending.clear()


def _defects(geometries: Geometries) -> Iterable[Notice]:
    for key in ("null", "empty", "invalid"):
        count = getattr(geometries, key)
        if count:
            yield Notice(f"notice_{key}", {"count": count})
