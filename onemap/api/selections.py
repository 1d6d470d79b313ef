"""The part of a map that has to do with which rows: filters, conditions, the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.api.checks import checked_length, checked_place
from onemap.api.layered import Layered, id_of
from onemap.session import asking, choosing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.api.layer import Layer
    from onemap.api.layered import Box
    from onemap.model.selection import How
    from onemap.session.selecting import Selecting


class Selections(Layered):
    """What a `Map` can do with conditions and the selection."""

    def filter(self, layer: Layer | str, text: str | None = "", *, on: bool = True) -> int:
        """Leave in only the rows of a layer of which a condition in CQL2 text is true; gives how many these are.

        An empty text or None leaves all in again; ``on=False`` keeps the text without using it. Drawing, questions,
        counts, cards and exports obey. RequestError with a caret under the place when the text is wrong.
        """
        from onemap.api.choosing import set_filter

        return set_filter(self.session, id_of(layer), text or "", on=on)

    def query(self, layer: Layer | str, text: str) -> npt.NDArray[np.int64]:
        """Rows of a layer, ascending, of which a condition is true and that its filter and the map's time leave in."""
        from onemap.api.choosing import query

        return query(self.session, id_of(layer), text)[0]

    def select(
        self,
        where: BaseGeometry | Box | str | Layer,
        predicate: str = "intersects",
        layers: Iterable[Layer | str] | None = None,
        *,
        how: How = "replace",
        distance_m: float | None = None,
        only_selected: bool = False,
    ) -> dict[str, npt.NDArray[np.int64]]:
        """Select the rows of each visible layer (or of the given ones) that stand in ``predicate`` to ``where``.

        ``where`` is a shape or box in the map's CRS, a condition in CQL2 text, or a layer (of which with
        ``only_selected`` those rows count that are selected now). To a layer it may also be "distance" with
        ``distance_m``, and "nearest". ``how`` they come to what is selected: "replace", "add", "remove", "intersect".
        Touching counts as intersecting; filters and the map's time are obeyed; rows ascend. Gives the whole selection,
        layers without any are absent.
        """
        from onemap.api.choosing import finder

        ids = None if layers is None else [id_of(one) for one in layers]
        return self._select(ids, finder(self.session, where, predicate, distance_m, only_selected=only_selected), how)

    def select_circle(
        self,
        x: float,
        y: float,
        radius_m: float,
        layers: Iterable[Layer | str] | None = None,
        *,
        how: How = "replace",
    ) -> dict[str, npt.NDArray[np.int64]]:
        """As `select`, for all that comes within ``radius_m`` metres of a place in the map's CRS."""
        x, y = checked_place(x, y)
        checked_length("radius_m", radius_m)
        find = choosing.in_circle(x, y, radius_m, asking.metric_scale(self.crs, x, y))
        return self._select(None if layers is None else [id_of(one) for one in layers], find, how)

    @property
    def selection(self) -> dict[str, npt.NDArray[np.int64]]:
        """The selected rows of each layer that its filter and the map's time leave in."""
        return {layer: self.session.selection.of(layer) for layer in self.session.selection.layers}

    @property
    def selections(self) -> Selecting:
        """The selection and those kept by name: `keep`, `recall`, `rename`, `forget`, `put`, `count`, `left_out`."""
        return self.session.selection

    def selected(self, kept: str | None = None) -> geopandas.GeoDataFrame:
        """What is selected in all layers (or in the selection ``kept``) as one GeoDataFrame, personal values masked.

        Columns "layer" (ids), "row" and "code", then those of the layers, by their titles in the language in use:
        columns with the same title are one where they hold the same sort of values, else their sort stands behind the
        title. Shapes are in the CRS of all layers where it is one, else in the map's. Filters and time count.
        """
        from onemap.api.selected import asked, frame_of

        return frame_of(asked(self.session, kept))

    def write_selected(self, path: str | os.PathLike[str], kept: str | None = None) -> Path:
        """Write what is selected in all layers as one file (.csv, .xlsx, .gpkg, .parquet, .geojson), masked; noted."""
        from onemap.api.selected import write

        return write(self.session, path, kept)

    def _select(self, ids: list[str] | None, find: choosing.Find, how: How) -> dict[str, npt.NDArray[np.int64]]:
        from onemap.api.choosing import select

        return select(self.session, ids, find, how)
