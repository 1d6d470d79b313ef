"""Opening files, folders and projects."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.api.checks import checked_crs
from onemap.api.layer import Layer
from onemap.api.map import Map
from onemap.errors import SourceError
from onemap.io import reach
from onemap.messages.secrecy import redacted
from onemap.model.definition import LayerDefinition, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.model.project import OpenedProject
    from onemap.session.session import Session


def read(
    path: str | os.PathLike[str], layer: str | None = None, crs: str | int | None = None, encoding: str | None = None
) -> Layer:
    """Read one layer of a file.

    ``layer`` names one of several (the first when None), ``crs`` says what the file does not, ``encoding`` overrides
    what the file says of its text. Raises SourceError, CrsError.
    """
    from onemap.io import readers

    crs = checked_crs(crs)
    data = readers.read(Path(path), layer=layer, crs=crs, encoding=encoding)
    return Layer.from_data(data, source=Source(data.source, layer=layer, crs=crs, encoding=encoding))


def open_map(
    path: str | os.PathLike[str],
    *,
    crs: str | int | None = None,
    allow: Iterable[str | os.PathLike[str]] = (),
) -> Map:
    """Open a project file, a pack, a folder (its project, else all its data files), or a data file with all its layers.

    Layers that cannot be opened are in ``Map.failed`` and do not stop the rest. "sample_data" opens the sample city
    that comes with the program, wherever no other folder has that name. ``allow`` are files and folders that a project
    may read beyond its own folder and what was opened, saved or allowed here before.
    """
    reach.allow(allow)
    found = Map(crs=crs)
    open_into(found.session, [Path(path)], crs=checked_crs(crs))
    return found


def open_into(session: Session, paths: Iterable[Path], *, crs: str | None = None) -> None:
    """Show a project in the session instead of what is open, or add the layers of data files and folders.

    ``crs`` is taken for files that do not say theirs.
    """
    for path in map(meant, paths):
        opened = project_at(path)
        if opened is not None:
            session.open_project(opened)
            continue
        session.add_all(reversed(layers_of(path, crs)))


def meant(path: Path) -> Path:
    """The path itself; the sample city's folder for its bare name when nothing here has that name."""
    from onemap.io import files

    city = files.sample_dir()
    return city if path == Path(city.name) and not os.path.lexists(path) else path


def is_project(path: Path) -> bool:
    """Whether the path opens as a project: a .onemap file, or a folder that holds exactly one."""
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
        return len(list(path.glob("*.onemap"))) == 1
    return path.suffix.lower() == ".onemap"


def project_at(path: Path) -> OpenedProject | None:
    """The project of a path, or of a pack for the field, which is checked and unpacked first; None for data."""
    from onemap.io import packs, projects

    if packs.is_pack(path):
        return packs.load(path)[0]
    return projects.load(path) if is_project(path) else None


def layers_of(path: Path, crs: str | None = None) -> list[LayerDefinition]:
    """A definition for each layer of a data file, or of all data files of a folder; SourceError when there is none."""
    from onemap.io import readers

    if os.path.isdir(path):  # noqa: PTH112 - as above
        files = readers.data_files(path)
        if not files:
            raise SourceError("no_layers", path=str(path))
        return [d for file in files for d in _of_folder_file(file, crs)]
    infos = readers.inspect(path)
    stem = redacted(path.stem)
    return [
        LayerDefinition(
            Source(
                str(path.expanduser().absolute()),
                layer=info.name if len(infos) > 1 else None,
                crs=None if info.crs else crs,
            ),
            title=info.name if len(infos) > 1 else stem,
            id=info.name if len(infos) > 1 else stem,
        )
        for info in infos
    ]


def _of_folder_file(path: Path, crs: str | None) -> list[LayerDefinition]:
    from onemap.errors import OneMapError

    try:
        return layers_of(path, crs)
    except OneMapError:
        return [
            LayerDefinition(Source(str(path.absolute()), crs=crs), title=redacted(path.stem), id=redacted(path.stem))
        ]
