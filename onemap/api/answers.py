"""The part of a map that answers questions about places: what stands there, what is near, how many, where."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

from onemap.api.checks import checked_crs, checked_length, checked_place, moved_place
from onemap.api.layered import Layered, id_of
from onemap.session import asking, snapshot

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

    from onemap.api.layer import Layer
    from onemap.api.locating import Found
    from onemap.city.nearby import Nearby
    from onemap.model.request import IdentifyResult
    from onemap.session.finding import Finder


class Answers(Layered):
    """What a `Map` can be asked about places."""

    def identify(
        self, x: float, y: float, *, tolerance_m: float = 5.0, crs: str | int | None = None, cap: int = 500
    ) -> IdentifyResult:
        """What stands within ``tolerance_m`` metres of a place, in the map's CRS or in ``crs``.

        All visible layers from the top down; in a layer points before lines before polygons, nearest first; at most
        ``cap`` hits, the rest counted in ``left_out``. ``grid`` is the unit grid there, whether drawn or not.
        """
        x, y = checked_place(x, y)
        checked_length("tolerance_m", tolerance_m)
        given = checked_crs(crs)
        if given is not None and self.crs is not None:
            x, y = moved_place((x, y), given, self.crs)
        question = snapshot.question(self.session, x, y, tolerance_m)
        return asking.identify(dataclasses.replace(question, cap=cap))

    def nearest(
        self, x: float, y: float, n: int = 1, *, layer: Layer | str, unmasked: bool = False
    ) -> geopandas.GeoDataFrame:
        """The ``n`` rows of a layer nearest to a place in the map's CRS, with ``distance_m`` in metres.

        Personal values are masked, as in `Layer.take`.
        """
        from onemap.query.nearest import nearest

        x, y = checked_place(x, y)
        entry = self.session.entry(id_of(layer))
        if entry.ready is None:
            return self.layer(entry.id).take([]).assign(distance_m=[])
        scale = asking.metric_scale(self.crs, x, y)
        rows, distances = nearest(entry.ready.prepared, x, y, n, scale=scale, drawn=entry.ready.kept_at)
        found = self.layer(entry.id)
        place = (x, y) if self.crs is None or found.crs is None else moved_place((x, y), self.crs, found.crs)
        scale = asking.metric_scale(found.crs, *place)
        return found.with_distances(rows, distances, place, "distance_m", scale=scale, unmasked=unmasked)

    def nearby(self, x: float, y: float, radius_m: float = 12.0, n: int = 5, *, crs: str | int | None = None) -> Nearby:
        """The ``n`` nearest things within ``radius_m`` metres of a place, and the open cases of its unit grid.

        Components, terminals, car parks and pipes, drawn or not, in the map's CRS or in ``crs``; personal values come
        masked. ``onemap.city.nearby.NONE_OF_THESE`` is the code of the answer that it is none of them.
        """
        from onemap.city.nearby import nearby
        from onemap.session import carding, nearness

        x, y = checked_place(x, y)
        checked_length("radius_m", radius_m)
        given = checked_crs(crs)
        carding.open_layers(self.session)
        if given is not None and self.crs is not None:
            x, y = moved_place((x, y), given, self.crs)
        return nearby(nearness.request(self.session, x, y, radius_m, n))

    def count(self, layer: Layer | str, by: Layer | str) -> pd.Series:
        """Rows of a layer in each cell of the layer ``by``, indexed by the cells' code in ascending order.

        A point on a border belongs to the covering cell with the smallest code; a line or a polygon to every cell it
        meets. Layers that were not looked at yet are read first. RequestError when the cells have no codes.
        """
        from onemap.api.count import count

        return count(self.session, id_of(layer), id_of(by))

    def locate(self, text: str, limit: int = 30) -> tuple[Found, ...]:
        """What a text may mean: layers, codes and their beginnings, names, addresses, coordinates in any form.

        The likeliest first, those inside the city before others; each says how the text was understood.
        """
        from onemap.api.locating import locate

        return locate(self.session, self._finder, text, limit)[0]

    @cached_property
    def _finder(self) -> Finder:
        from onemap.session.finding import Finder

        return Finder()
