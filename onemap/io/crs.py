"""Coordinate reference systems: understanding, naming, guessing, and moving coordinates between them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onemap.errors import CrsError
from onemap.io.environment import prepare_environment

if TYPE_CHECKING:
    import pyproj


@lru_cache(maxsize=256)
def parse(text: str) -> pyproj.CRS:
    """The CRS that a code ("EPSG:4490", "4490"), a WKT or a PROJJSON names; CrsError when there is none such."""
    prepare_environment()
    import pyproj

    text = text.strip()
    try:
        return pyproj.CRS.from_user_input(int(text) if text.isdigit() else text)
    except (pyproj.exceptions.CRSError, OverflowError) as error:
        shown = text if len(text) <= 80 else text[:79] + "…"
        raise CrsError("crs_unknown", crs=shown) from error


def short_name(text: str) -> str:
    """The CRS's authority code where it certainly has one, else the text itself."""
    found = parse(text).to_authority(min_confidence=70)
    return ":".join(found) if found else text
