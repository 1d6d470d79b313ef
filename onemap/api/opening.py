"""Opening files, folders and projects, and making a project of what is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.api.layer import Layer
from onemap.api.map import Map
from onemap.errors import SourceError
from onemap.model.definition import LayerDefinition, Source
from onemap.model.project import Project, ProjectLayer, ProjectView

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from onemap.model.style import Style
    from onemap.session.session import Session


def read(
    path: str | os.PathLike[str], layer: str | None = None, crs: str | None = None, encoding: str | None = None
) -> Layer:
    """Read one layer of a file.

    ``layer`` names one of several (the first when None), ``crs`` says what the file does not, ``encoding`` overrides
    what the file says of its text. Raises SourceError, CrsError.
    """
    from onemap.io import readers

    return Layer.from_data(readers.read(Path(path), layer=layer, crs=crs, encoding=encoding))


def open_map(path: str | os.PathLike[str], *, crs: str | None = None) -> Map:
    """Open a project file, a folder (its project, else all its data files), or one data file with all its layers.

    Layers that cannot be opened are in ``Map.failed`` and do not stop the rest.
    """
    found = Map(crs=crs)
    open_into(found.session, [Path(path)], crs=crs)
    return found


def open_into(session: Session, paths: Iterable[Path], *, crs: str | None = None) -> None:
    """Show a project in the session instead of what is open, or add the layers of data files and folders.

    ``crs`` is taken for files that do not say theirs.
    """
    from onemap.io import projects

    for path in paths:
        opened = projects.load(path) if is_project(path) else None
        if opened is not None:
            session.open_project(opened)
            continue
        session.add_all(reversed(layers_of(path, crs)))


def is_project(path: Path) -> bool:
    """Whether the path opens as a project: a .onemap file, or a folder that holds exactly one."""
    if path.is_dir():
        return len(list(path.glob("*.onemap"))) == 1
    return path.suffix.lower() == ".onemap"


def layers_of(path: Path, crs: str | None = None) -> list[LayerDefinition]:
    """A definition for each layer of a data file, or of all data files of a folder; SourceError when there is none."""
    from onemap.io import readers

    if path.is_dir():
        files = readers.data_files(path)
        if not files:
            raise SourceError("no_layers", path=str(path))
        return [d for file in files for d in _of_folder_file(file, crs)]
    infos = readers.inspect(path)
    return [
        LayerDefinition(
            Source(str(path.resolve()), layer=info.name if len(infos) > 1 else None, crs=None if info.crs else crs),
            title=info.name if len(infos) > 1 else path.stem,
            id=info.name if len(infos) > 1 else path.stem,
        )
        for info in infos
    ]


def _of_folder_file(path: Path, crs: str | None) -> list[LayerDefinition]:
    from onemap.errors import OneMapError

    try:
        return layers_of(path, crs)
    except OneMapError:
        return [LayerDefinition(Source(str(path.resolve()), crs=crs), title=path.stem, id=path.stem)]


def project_of(session: Session) -> Project:
    """What a project file says of the open map: what a layer file says already is not said again."""
    from onemap.io import definitions
    from onemap.session import snapshot

    known = definitions.load().definitions
    view = session.views.current
    scale = view.scale_denominator(snapshot.metres_per_unit(session, view)[1])
    return Project(
        title=session.title,
        crs=session.crs,
        view=ProjectView((view.center_x, view.center_y), scale),
        as_of=session.as_of,
        layers=tuple(_project_layer(e.definition, e.visible, known.get(e.id)) for e in session.entries),
    )


def _project_layer(d: LayerDefinition, visible: bool, known: LayerDefinition | None) -> ProjectLayer:  # noqa: FBT001
    if known is None or known.source != d.source:
        return ProjectLayer(d.id, d.source, d.title, d.group, visible, d.style)
    return ProjectLayer(
        d.id,
        title=None if d.title == known.title else d.title,
        group=None if d.group == known.group else d.group,
        visible=None if visible == known.visible else visible,
        style=_changed(d.style, known.style),
    )


def _changed(style: Style, known: Style) -> Style | None:
    return None if style == known else style
