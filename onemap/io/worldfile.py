"""Side files that tell where a picture lies: world file and .prj."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIXES = {".png": ".pgw", ".tif": ".tfw", ".tiff": ".tfw", ".jpg": ".jgw", ".jpeg": ".jgw", ".webp": ".wld"}


def world_path(picture: Path) -> Path:
    """Name of the world file beside a picture: ``a.b.png`` has ``a.b.pgw``."""
    return picture.with_suffix(_SUFFIXES[picture.suffix.lower()])


def world_text(left: float, top: float, pixel: float) -> str:
    """The six lines of a world file, from the picture's outer upper-left corner and its pixel size in map units.

    Lines are: size along x, two zeros of rotation, minus the size along y, and x and y of the **centre** of the
    upper-left pixel.
    """
    numbers = (pixel, 0.0, 0.0, -pixel, left + pixel / 2, top - pixel / 2)
    return "".join(f"{number!r}\n" for number in map(float, numbers))


def prj_text(crs: str) -> str:
    """The CRS as the WKT 1 that ESRI programs read; PROJ's other WKT 1 where ESRI's has no words for it."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    parsed = CRS.from_user_input(crs)
    try:
        return str(parsed.to_wkt("WKT1_ESRI"))
    except CRSError:
        return str(parsed.to_wkt("WKT1_GDAL"))


def place_of(crs: str) -> tuple[int | None, bool]:
    """EPSG code of a CRS, if it has one, and whether it is geographic."""
    from pyproj import CRS

    parsed = CRS.from_user_input(crs)
    return parsed.to_epsg(), bool(parsed.is_geographic)
