"""What is known of a layer before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.model.extent import Extent


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """A layer of a file as its header tells: what it does not tell is None."""

    name: str
    rows: int | None
    geometry: str | None
    crs: str | None
    extent: Extent | None
    columns: tuple[str, ...]
