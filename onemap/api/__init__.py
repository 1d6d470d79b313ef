"""The public face: `Map` and `Layer`, `open` and `read`."""

from onemap.api.layer import Layer
from onemap.api.map import Map
from onemap.api.opening import open_map as open  # noqa: A004 - onemap.open is the name a script's author expects
from onemap.api.opening import read

__all__ = ["Layer", "Map", "open", "read"]
