"""What every part of a map works on: layers in one CRS, and the view of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.api.checks import checked_extent
from onemap.model.view import View
from onemap.session import snapshot

if TYPE_CHECKING:
    from onemap.api.layer import Layer
    from onemap.model.extent import Extent
    from onemap.session.session import Session

    Box = Extent | tuple[float, float, float, float]

#: Default size of a picture, pixels.
SIZE = (1600, 1000)


class Layered:
    """Layers in one CRS, and the view of them."""

    session: Session

    @property
    def crs(self) -> str | None:
        """The CRS in which the map is drawn and asked."""
        return self.session.crs

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that opened, from the top of the map to the bottom."""
        from onemap.api.layer import Layer

        return tuple(Layer(e, self.session) for e in self.session.entries if e.status != "failed")

    @property
    def failed(self) -> dict[str, str]:
        """Why layers could not be opened, by id."""
        return {e.id: str(e.error) for e in self.session.entries if e.status == "failed"}

    @property
    def extent(self) -> Extent | None:
        """Box around the visible layers in the map's CRS; None for an empty map."""
        return self.session.extent

    def layer(self, layer_id: str) -> Layer:
        """The layer with the id; RequestError when there is none."""
        from onemap.api.layer import Layer

        return Layer(self.session.entry(layer_id), self.session)

    def view(self, size: tuple[int, int] = SIZE, extent: Box | None = None) -> View:
        """The view that a picture of ``size`` has: the map's own, or all of ``extent``."""
        width, height = size
        if extent is not None:
            return View.fit(checked_extent(extent), width, height)
        views = self.session.views
        if self.crs is not None:
            views.settle(snapshot.metres_per_unit(self.session, views.current)[1])
        views.resize(width, height)
        return views.current


def id_of(layer: Layer | str) -> str:
    """The id of a layer that is given by it, or as it."""
    return layer if isinstance(layer, str) else layer.id
