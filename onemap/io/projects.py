"""Project files (.onemap): TOML of schema 2, with paths relative to the file, never half written; 1 is read too."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onemap.errors import CrsError, DefinitionError, OutputError, SourceError
from onemap.io import definitions, files, project_keys, project_versions, reach
from onemap.io.checking import Fault, faults
from onemap.messages import Phrase
from onemap.messages.secrecy import holds_secret, redacted
from onemap.model.definition import LayerDefinition, Source
from onemap.model.project import SCHEMA, SCHEMAS, OpenedProject, Project, ProjectLayer
from onemap.model.rowset import RowSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onemap.model.scene import SceneLayer
    from onemap.model.style import Style, Symbol

SUFFIX = ".onemap"
#: What a project may say of a layer instead of the layer file.
MERGED = tuple(
    name for name in ProjectLayer.__struct_fields__ if name in LayerDefinition.__struct_fields__ and name != "id"
)
#: What may be taken back of it, None then.
UNSET = ("time",)


def load(path: str | os.PathLike[str], *, of: Path | None = None) -> OpenedProject:
    """Open a project file; or a folder, as its project when it holds exactly one, else as all its data files.

    ``of`` names the project of which ``path`` is a version: paths and layer files are as seen from there.

    Every layer of the project has a definition in the answer; one that cannot be opened is in ``failed`` too, as its
    id, the key of the sentence and what the sentence's ``path`` is. Raises SourceError where there is nothing to open,
    DefinitionError with all faults where the file itself is wrong.
    """
    where = Path(path).expanduser().absolute()
    if not where.is_dir():
        return _opened(where, of)
    projects = sorted(where.glob(f"*{SUFFIX}"))
    return _opened(projects[0]) if len(projects) == 1 else _of_folder(where)


def save(project: Project, path: str | os.PathLike[str]) -> None:
    """Write a project whose paths are absolute; the file's own are relative to it. Raises OutputError."""
    import tomli_w

    target = Path(path).expanduser().absolute()
    if os.access(target, os.F_OK) and not os.access(
        target, os.W_OK
    ):  # replacing it would get around what its owner wants
        raise OutputError("output_denied", path=str(target))
    stored = _placed(project, lambda one: _relative(one, target.parent))
    stored = msgspec.structs.replace(stored, schema=SCHEMA, unknown="")
    table = project_keys.joined({"schema": SCHEMA, **msgspec.to_builtins(stored)}, project.unknown)

    def verify(temporary: Path) -> None:
        read_back, _ = definitions.toml(temporary)
        if not read_back or msgspec.convert(project_keys.split(read_back, Project)[0], Project) != stored:
            raise OSError(0, "read back unequal")
        project_versions.keep(target)

    with files.replacing(target, verify) as temporary:
        temporary.write_bytes(tomli_w.dumps(table).encode())
    _remember(project, target.parent)


def _remember(project: Project, folder: Path) -> None:
    """What is saved here by hand may be read again; but not what another's project named and nobody allowed."""
    within = reach.Reach(folder)
    styles = [*(one.style for one in project.layers), *(layer.style for s in project.scenes for layer in s.layers)]
    names = {one.source.path for one in project.layers if one.source is not None}
    names |= {marker for style in styles if style is not None for marker in definitions.markers(style)}
    own = [name for name in sorted(names) if Path(name).is_absolute() and not reach.is_held(name)]
    reach.allow((name for name in own if not within.holds(name)), remember=True)


def _opened(path: Path, of: Path | None = None) -> OpenedProject:
    project, unknown = _read(path, (of or path).parent)
    path = of or path
    loaded = definitions.load(layer_folders(path))
    bases = [loaded.definitions.get(layer.id) for layer in project.layers]
    found = [_merged(layer, base) for layer, base in zip(project.layers, bases, strict=True)]
    _hold(path.parent, found, project, [base for base in bases if base is not None and base.id not in loaded.own])
    failed: list[tuple[str, str, str]] = []
    for definition, layer, base in zip(found, project.layers, bases, strict=True):
        failed += _failure(definition, layer, base, loaded)
    return OpenedProject(str(path), project, tuple(found), tuple(failed), unknown)


def _hold(folder: Path, found: Iterable[LayerDefinition], project: Project, trusted: Iterable[LayerDefinition]) -> None:
    """Hold back what the project names beyond its reach; what ``trusted`` layer files name is not its word."""
    within = reach.Reach(folder)
    known = {path for one in trusted for path in definitions.named(one.source.path, one.style)}
    styles = (layer.style for scene in project.scenes for layer in scene.layers if layer.style is not None)
    names = {path for one in found for path in definitions.named(one.source.path, one.style)}
    names |= {marker for style in styles for marker in definitions.markers(style)}
    beyond = {path for path in names - known if path and not within.holds(path)}
    reach.hold(beyond)
    reach.let_go((names | known) - beyond)


def layer_folders(path: Path | None) -> tuple[Path, ...]:
    """Where the layer files of a project are, the last folder over those before it."""
    own = () if path is None else (path.parent / "layers",)
    return (files.layers_dir(), files.user_layers_dir(), *own)


def _read(path: Path, folder: Path) -> tuple[Project, tuple[str, ...]]:
    """The project with absolute paths, and the keys that are not known."""
    _must_be_text(path)
    table, wrong = definitions.toml(path)
    wrong = wrong or [*_schema_fault(table, path)]
    rest: dict[str, Any] = {}
    if not wrong and table.get("schema", 1) > 1:
        table, rest = project_keys.split(table, Project)
        wrong = [*project_keys.refused(rest, path.name)]
    wrong = wrong or faults(table, Project, path.name)
    project = Project() if wrong else msgspec.convert(table, Project)
    wrong = wrong or list(_meaning_faults(project, path))
    if wrong:
        lines = tuple(fault.phrase() for fault in wrong)
        raise DefinitionError("project_bad", path=str(path), count=len(wrong), faults=lines, all=tuple(wrong))
    placed = _placed(project, lambda one: definitions.absolute(one, folder), folder)
    unknown = _toml(rest) if rest else ""
    return msgspec.structs.replace(placed, unknown=unknown), tuple(project_keys.dotted(rest, table))


def _toml(table: dict[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(table)


def _must_be_text(path: Path) -> None:
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise SourceError("file_empty", path=str(path))
    except FileNotFoundError as error:
        raise SourceError("file_missing", path=str(path)) from error
    except PermissionError as error:
        raise SourceError("file_denied", path=str(path)) from error


def _schema_fault(table: dict[str, Any], path: Path) -> Iterator[Fault]:
    """A file of another schema is not looked at further: its keys are not ours to judge."""
    found = table.get("schema", 1)
    if isinstance(found, bool) or found not in SCHEMAS:
        newer = isinstance(found, int) and not isinstance(found, bool) and found > SCHEMA
        yield Fault(
            path.name, "schema", found, Phrase("why_schema" if newer else "why_no_schema", found=found, known=SCHEMA)
        )


def _meaning_faults(project: Project, path: Path) -> Iterator[Fault]:
    from onemap.io.crs import parse

    if project.crs is not None:
        try:
            parse(project.crs)
        except CrsError:
            yield Fault(path.name, "crs", project.crs, Phrase("why_crs"))
    view = project.view
    if view is not None and not (all(map(math.isfinite, view.center)) and 0 < view.scale < math.inf):
        yield Fault(path.name, "view", (*view.center, view.scale), Phrase("why_view"))
    seen: set[str] = set()
    for i, layer in enumerate(project.layers):
        if layer.id in seen:
            yield Fault(path.name, f"layers[{i}].id", layer.id, Phrase("why_doubled"))
        seen.add(layer.id)
        if layer.source is not None and holds_secret(layer.source.path):
            yield Fault(path.name, f"layers[{i}].source.path", "…", Phrase("why_secret"))
        if layer.style is not None:
            yield from definitions.style_faults(layer.style, path, f"layers[{i}].style")
        yield from definitions.filter_faults(layer.filter, path, f"layers[{i}].filter")
        yield from _unset_faults(layer, path, f"layers[{i}].unset")
    yield from _row_faults(project, path)


def _unset_faults(layer: ProjectLayer, path: Path, key: str) -> Iterator[Fault]:
    for name in layer.unset:
        if name not in UNSET:
            yield Fault(path.name, key, name, Phrase("why_choice", choices=", ".join(UNSET)))


def _row_faults(project: Project, path: Path) -> Iterator[Fault]:
    for i, kept in enumerate(project.selections):
        for layer_id, text in kept.rows.items():
            try:
                RowSet.from_said(text)
            except ValueError:
                yield Fault(path.name, f"selections[{i}].rows.{layer_id}", text, Phrase("why_row_numbers"))


def _merged(layer: ProjectLayer, base: LayerDefinition | None) -> LayerDefinition:
    """The layer file's definition with what the project says instead.

    A layer with a source of its own takes nothing from a layer file that only happens to have the same name.
    """
    if base is not None and layer.source is not None and layer.source.path != base.source.path:
        base = None
    definition = base or LayerDefinition(Source(""), id=layer.id, title=layer.id)
    said = {name: getattr(layer, name) for name in MERGED if getattr(layer, name) is not None}
    said |= dict.fromkeys(layer.unset)
    for name in ("title", "group"):  # a name of the user's own is no translation of the layer file's
        if said.get(name, getattr(definition, name)) != getattr(definition, name):
            said.setdefault(f"{name}_en", "")
    merged: LayerDefinition = msgspec.structs.replace(definition, **said)
    return merged


def _failure(
    definition: LayerDefinition, layer: ProjectLayer, base: LayerDefinition | None, loaded: definitions.Loaded
) -> Iterator[tuple[str, str, str]]:
    if layer.source is None and base is None:
        file = f"{layer.id}.toml"
        wrong = any(fault.file == file for fault in loaded.faults)
        yield layer.id, "layer_file_bad" if wrong else "layer_file_missing", file
    elif (held := reach.held_of(definitions.named(definition.source.path, definition.style))) is not None:
        yield layer.id, "file_beyond", held
    elif not os.path.exists(definition.source.path):  # noqa: PTH110 - Path.exists raises where it may not look
        yield layer.id, "file_missing", definition.source.path


def _of_folder(folder: Path) -> OpenedProject:
    from onemap.io.readers import data_files

    named = [(path, redacted(path.stem)) for path in data_files(folder)]
    found = [LayerDefinition(Source(str(path)), title=name, id=name) for path, name in named]
    if not found:
        raise SourceError("no_layers", path=str(folder))
    taken: dict[str, int] = {}
    for i, definition in enumerate(found):
        taken[definition.id] = taken.get(definition.id, 0) + 1
        if taken[definition.id] > 1:
            found[i] = msgspec.structs.replace(definition, id=redacted(Path(definition.source.path).name))
    layers = tuple(ProjectLayer(d.id, d.source, d.title) for d in found)
    return OpenedProject(None, Project(title=folder.name, layers=layers), tuple(found))


def _placed(project: Project, to: Callable[[str], str], folder: Path | None = None) -> Project:
    """The project with the paths of its layers and scenes brought from or to its folder."""

    def styled(layer: SceneLayer) -> SceneLayer:
        if layer.style is None:
            return layer
        style = definitions.placed(layer.style, folder) if folder is not None else _unplaced(layer.style, to)
        made: SceneLayer = msgspec.structs.replace(layer, style=style)
        return made

    scenes = tuple(
        msgspec.structs.replace(scene, layers=tuple(map(styled, scene.layers))) for scene in project.scenes
    )  # fmt: skip
    layers = tuple(_moved(layer, to, folder) for layer in project.layers)
    placed: Project = msgspec.structs.replace(project, layers=layers, scenes=scenes)
    return placed


def _moved(layer: ProjectLayer, to: Callable[[str], str], folder: Path | None = None) -> ProjectLayer:
    """The layer with its paths brought from or to the project's folder."""
    source, style = layer.source, layer.style
    if source is not None:
        source = msgspec.structs.replace(source, path=to(source.path))
    if style is not None:
        style = definitions.placed(style, folder) if folder is not None else _unplaced(style, to)
    moved: ProjectLayer = msgspec.structs.replace(layer, source=source, style=style)
    return moved


def _unplaced(style: Style, to: Callable[[str], str]) -> Style:
    def at(symbol: Symbol | None) -> Symbol | None:
        if symbol is None or not Path(symbol.marker).is_absolute():
            return symbol
        return msgspec.structs.replace(symbol, marker=to(symbol.marker))

    classes = tuple(msgspec.structs.replace(one, symbol=at(one.symbol)) for one in style.classes)
    unplaced: Style = msgspec.structs.replace(style, symbol=at(style.symbol), classes=classes)
    return unplaced


def _relative(path: str, folder: Path) -> str:
    """An absolute path as seen from ``folder``, with "/"; on another drive it stays absolute."""
    if not Path(path).is_absolute():
        return Path(path).as_posix()
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).as_posix()
