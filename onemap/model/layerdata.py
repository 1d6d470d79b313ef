"""What was read of a layer: attributes as an Arrow table, geometry as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from onemap.model.geometry import Geometries


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader has to tell about a layer: a key of the catalogue in `onemap.errors` and its fields."""

    key: str
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayerData:
    """A layer as it was read; frozen and shared by workers.

    Row i of ``table`` is row i of ``geometries``: a public ``row`` is this number. ``crs`` is what pyproj's
    ``CRS.from_user_input`` takes ("EPSG:4490", WKT, PROJJSON), or None when the source does not say. ``as_read`` are
    the geometries of the source where some rows were given another place.
    """

    name: str
    table: pa.Table
    geometries: Geometries
    crs: str | None
    source: str = ""
    encoding: str | None = None
    notices: tuple[Notice, ...] = ()
    as_read: Geometries | None = None

    @property
    def rows(self) -> int:
        """Number of rows, drawable or not."""
        return self.geometries.rows
