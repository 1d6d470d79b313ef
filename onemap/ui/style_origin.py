"""The style a layer began with: its layer file's, else a plain one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.model.style import Style
    from onemap.ui.layer_rows import Geometry


def original_style(layer_id: str, geometry: Geometry, project: str | None) -> Style:
    """The style of the layer file named ``layer_id``: the project's, the user's or the program's; for a worker."""
    from onemap.io import definitions, files
    from onemap.session.defaults import default_style

    folders = [files.layers_dir(), files.user_layers_dir()]
    if project is not None:
        folders += [Path(project).parent / "layers", Path(project).parent]
    found = definitions.load(folders).definitions.get(layer_id)
    return found.style if found is not None else default_style((geometry,), 0)
