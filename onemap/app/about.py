"""What this installation is made of, for bug reports."""

from __future__ import annotations

import json
import platform
import sys
from importlib import metadata

import onemap

_PARTS = ("PySide6-Essentials", "geopandas", "shapely", "pyproj", "pyogrio", "pyarrow", "rtree", "numba", "numpy")


def about() -> dict[str, object]:
    """Versions of the program, of Python and of the libraries, and where the program keeps what it remembers."""
    from onemap.io import files

    versions: dict[str, str | None] = {}
    for part in _PARTS:
        try:
            versions[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            versions[part] = None
    return {
        "onemap": onemap.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "executable": sys.executable,
        "libraries": versions,
        "state_dir": str(files.state_dir()),
        "layers_dir": str(files.layers_dir()),
    }


def about_json() -> str:
    """`about` as JSON text."""
    return json.dumps(about(), ensure_ascii=False, indent=2)
