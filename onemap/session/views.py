"""Where the map is looked at, and the views before and after."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onemap.model.extent import Extent
from onemap.model.view import View

#: Views that are remembered.
HISTORY = 100
#: Share of the canvas left free around an extent that is shown whole.
MARGIN = 0.03
#: The finest and coarsest resolutions, map units per pixel, between which wheels and keys move.
FINEST, COARSEST = 1e-9, 1e9


@dataclass
class Views:
    """The current view and its history; sizes are logical pixels of the canvas.

    ``untouched`` tells that nobody has chosen a place yet, so that the map may show all there is.
    """

    current: View = field(default_factory=lambda: View(0.0, 0.0, 1.0, 800, 600))
    _back: list[View] = field(default_factory=list)
    _forward: list[View] = field(default_factory=list)
    _fit: Extent | None = None
    untouched: bool = True
    _wish: tuple[tuple[float, float], float] | None = None

    def resize(self, width_px: int, height_px: int) -> None:
        """The canvas has another size; a view that was fitted to an extent is fitted again."""
        self.current = self.current.resized(max(width_px, 1), max(height_px, 1))
        if self._fit is not None:
            self.current = View.fit(self._fit, self.current.width_px, self.current.height_px, margin=MARGIN)

    def set(self, view: View, *, remember: bool = True) -> None:
        """Look at ``view``; ``remember=False`` replaces the current one, as while a hand drags."""
        if not view.is_valid:
            return
        self._wish = None
        if view == self.current:
            return
        if remember:
            self._back = [*self._back[-(HISTORY - 1) :], self.current]
            self._forward.clear()
        self._fit, self.untouched = None, False
        self.current = replace(view, resolution=min(max(view.resolution, FINEST), COARSEST))

    def fit(self, extent: Extent, *, remember: bool = False) -> None:
        """Look at all of ``extent``, and keep doing so when the canvas changes its size."""
        self.set(View.fit(extent, self.current.width_px, self.current.height_px, margin=MARGIN), remember=remember)
        self._fit = extent

    def follow(self, extent: Extent) -> None:
        """Look at all of ``extent`` while nobody has chosen a place."""
        self._fit = extent
        self.current = View.fit(extent, self.current.width_px, self.current.height_px, margin=MARGIN)

    def hold(self) -> None:
        """Do not fit the extent again when the canvas changes its size: somebody is looking at a place in it."""
        self._fit, self.untouched = None, False

    def back(self) -> bool:
        """Go to the view before; False when there is none."""
        return self._step(self._back, self._forward)

    def forward(self) -> bool:
        """Go to the view after; False when there is none."""
        return self._step(self._forward, self._back)

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Whether there is a view before, and one after."""
        return bool(self._back), bool(self._forward)

    def wish(self, center: tuple[float, float], scale: float) -> None:
        """Look at a centre at 1:``scale``, as a project says; metres per unit are taken by `settle`."""
        self._wish, self.untouched = (center, scale), False

    def settle(self, metres_per_unit: float) -> None:
        """Turn the wish of a project into the view, once the map's unit is known."""
        if self._wish is None:
            return
        (x, y), scale = self._wish
        self._wish = self._fit = None
        self.current = replace(self.current, center_x=x, center_y=y).at_scale(scale, metres_per_unit)

    def carry(self, old_crs: str | None, new_crs: str) -> None:
        """Look at the same place in another CRS; the history of the old CRS ends."""
        self._back.clear()
        self._forward.clear()
        if old_crs is None:
            return
        import numpy as np

        from onemap.io import crs as crs_room

        e = self.current.extent
        corners = np.array([(e.xmin, e.ymin), (e.xmin, e.ymax), (e.xmax, e.ymin), (e.xmax, e.ymax), e.center])
        moved = crs_room.transform(corners, old_crs, new_crs).coords
        extent = Extent.of_bounds(np.hstack([moved, moved]))
        if extent is not None:
            self._fit = None
            self.current = View.fit(extent, self.current.width_px, self.current.height_px)

    def clear(self) -> None:
        """Forget the history and what was wished for."""
        self._back.clear()
        self._forward.clear()
        self._fit = self._wish = None
        self.untouched = True

    def _step(self, source: list[View], target: list[View]) -> bool:
        if not source:
            return False
        target.append(self.current)
        self._fit = None
        self.current = source.pop().resized(self.current.width_px, self.current.height_px)
        return True
