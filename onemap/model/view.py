"""What is shown of the world, and how map units become pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from onemap.model.extent import Extent

#: Logical pixels per inch of a screen, by convention of Qt and the web.
SCREEN_DPI = 96.0
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class View:
    """A window on the map: centre, resolution and size.

    ``resolution`` is map units per logical pixel. Pixel ``(0, 0)`` is the upper-left corner of the picture, y grows
    downwards; the centre of the picture shows ``(center_x, center_y)``.
    """

    center_x: float
    center_y: float
    resolution: float
    width_px: int
    height_px: int

    @classmethod
    def fit(cls, extent: Extent, width_px: int, height_px: int, margin: float = 0.0) -> View:
        """View that shows all of ``extent``, with ``margin`` (a share of the size) free around it."""
        x, y = extent.center
        width, height = extent.width * (1 + 2 * margin), extent.height * (1 + 2 * margin)
        resolution = max(width / max(width_px, 1), height / max(height_px, 1))
        if not resolution > 0.0:
            resolution = max(abs(x), abs(y), 1.0) * 1e-6
        return cls(x, y, resolution, width_px, height_px)

    @property
    def extent(self) -> Extent:
        """What the view shows, map units."""
        half_w, half_h = self.width_px * self.resolution / 2, self.height_px * self.resolution / 2
        return Extent(self.center_x - half_w, self.center_y - half_h, self.center_x + half_w, self.center_y + half_h)

    def to_map(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Map coordinates of a logical pixel position."""
        return (
            self.center_x + (x_px - self.width_px / 2) * self.resolution,
            self.center_y - (y_px - self.height_px / 2) * self.resolution,
        )

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        """Logical pixel position of map coordinates."""
        return (
            (x - self.center_x) / self.resolution + self.width_px / 2,
            (self.center_y - y) / self.resolution + self.height_px / 2,
        )

    def zoomed_at(self, x_px: float, y_px: float, factor: float) -> View:
        """View ``factor`` times closer, in which the map point under the given pixel stays where it is."""
        x, y = self.to_map(x_px, y_px)
        resolution = self.resolution / factor
        return replace(
            self,
            center_x=x - (x_px - self.width_px / 2) * resolution,
            center_y=y + (y_px - self.height_px / 2) * resolution,
            resolution=resolution,
        )

    def panned(self, dx_px: float, dy_px: float) -> View:
        """View after the picture was dragged by ``(dx_px, dy_px)``."""
        return replace(
            self, center_x=self.center_x - dx_px * self.resolution, center_y=self.center_y + dy_px * self.resolution
        )

    def resized(self, width_px: int, height_px: int) -> View:
        """View of the same centre and resolution in a window of another size."""
        return replace(self, width_px=width_px, height_px=height_px)

    def scale_denominator(self, metres_per_unit: float) -> float:
        """The n of 1:n for a picture of 96 logical pixels per inch."""
        return self.resolution * metres_per_unit * SCREEN_DPI * 1000 / MM_PER_INCH

    def at_scale(self, denominator: float, metres_per_unit: float) -> View:
        """View of the same centre at 1:``denominator``."""
        return replace(self, resolution=denominator * MM_PER_INCH / (SCREEN_DPI * 1000 * metres_per_unit))

    @property
    def is_valid(self) -> bool:
        """Whether every number is finite and the view has a size."""
        numbers = (self.center_x, self.center_y, self.resolution)
        return all(map(math.isfinite, numbers)) and self.resolution > 0 and self.width_px > 0 and self.height_px > 0
