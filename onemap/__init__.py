"""OneMap, 城市一张图: one map of a city's own data, as a window, a command and a Python package.

`Map` and `Layer` are the things to work with, `open` opens a project or a folder, `read` reads one layer. The names are
fetched when first used, so that ``import onemap`` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onemap.io.environment import prepare_environment

if TYPE_CHECKING:
    from onemap import errors
    from onemap.api import Layer, Map, open, read  # noqa: A004 - onemap.open is the name a script's author expects

__version__ = "0.1.0"
__all__ = ["Layer", "Map", "__version__", "errors", "open", "read"]

prepare_environment()


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type of each name stands above
    if name not in __all__:
        message = f"module 'onemap' has no attribute '{name}'"
        raise AttributeError(message)
    from importlib import import_module

    found = import_module("onemap.errors") if name == "errors" else getattr(import_module("onemap.api"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
