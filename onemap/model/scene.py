"""A place worth coming back to, alone or with all that the map showed there."""

from __future__ import annotations

import msgspec

from onemap.model.moment import Moment
from onemap.model.style import Style


class SceneLayer(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a layer was shown; without a ``style`` it is shown as it looks now."""

    id: str
    visible: bool
    style: Style | None = None
    filter: str = ""
    filter_on: bool = True


class Scene(msgspec.Struct, frozen=True, omit_defaults=True):
    """A bookmark (``layers`` is empty) or a scene with its layers from the top of the map to the bottom.

    ``center`` (x east, y north) is in ``crs``, ``scale`` the n of 1:n. ``moment`` is the span of time that was shown;
    ``id`` is unique in the map; ``made`` is the UTC time, ISO 8601.
    """

    id: str
    title: str
    center: tuple[float, float]
    scale: float
    crs: str | None = None
    layers: tuple[SceneLayer, ...] = ()
    moment: Moment | None = None
    made: str = ""

    @property
    def is_place(self) -> bool:
        """Whether it is a place alone."""
        return not self.layers
