"""Layer files (layers/*.toml): read, checked as a whole, later folders over earlier ones."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from onemap.errors import CrsError, RequestError
from onemap.io import files, reach
from onemap.io.checking import Fault, faults, nearest
from onemap.messages import Phrase
from onemap.model.definition import LayerDefinition
from onemap.model.style import LabelStyle, LegendClass, MarkerShape, Style, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Fault", "Loaded", "json_schema", "load", "style_faults"]
_COLOR = re.compile(r"#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$|@[a-z][a-z0-9_-]*$")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the layer files say: definitions by id, and all that is wrong in any of the files.

    ``own`` are the ids of those that a folder beyond the program's and the user's said.
    """

    definitions: dict[str, LayerDefinition]
    faults: tuple[Fault, ...]
    own: frozenset[str] = frozenset()


def load(folders: Iterable[str | os.PathLike[str]] | None = None) -> Loaded:
    """Read all layer files of some folders, by default those the program brings along and the user's.

    A file of a later folder takes the place of an earlier one of the same id. A file with a fault is left out, and all
    its faults are told. Folders that do not exist are empty. Paths of sources come out absolute.
    """
    found: dict[str, LayerDefinition] = {}
    own: set[str] = set()
    wrong: list[Fault] = []
    for folder in _trusted() if folders is None else folders:
        for path in sorted(Path(folder).glob("*.toml")):
            definition, its_faults = read(path)
            wrong += its_faults
            if definition is not None:
                found[definition.id] = definition
                (own.discard if Path(folder) in _trusted() else own.add)(definition.id)
    return Loaded(found, tuple(wrong), frozenset(own))


def _trusted() -> tuple[Path, Path]:
    """Folders of layer files that are the program's or the user's own."""
    return files.layers_dir(), files.user_layers_dir()


def read(path: Path) -> tuple[LayerDefinition | None, list[Fault]]:
    """One layer file: its definition, or None and its faults."""
    table, wrong = toml(path)
    if wrong:
        return None, wrong
    wrong = faults(table, LayerDefinition, path.name)
    if wrong:
        return None, wrong
    definition = msgspec.convert(table, LayerDefinition)
    wrong = [*_source_faults(definition, path), *style_faults(definition.style, path, "style")]
    wrong += filter_faults(definition.filter, path, "filter")
    if wrong:
        return None, wrong
    source = msgspec.structs.replace(definition.source, path=absolute(definition.source.path, path.parent))
    style = placed(definition.style, path.parent)
    return msgspec.structs.replace(definition, id=path.stem, source=source, style=style), []


def toml(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    """The table of a TOML file, or why it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return {}, [Fault(path.name, "", None, Phrase("why_no_toml", text=str(error)))]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a layer file."""
    return msgspec.json.schema(LayerDefinition)


def absolute(path: str, folder: Path) -> str:
    """A path of a file in ``folder``, written with "/", as an absolute one of this system."""
    given = Path(path)
    with contextlib.suppress(RuntimeError):  # the home of nobody
        given = given.expanduser()
    return str(given) if given.is_absolute() else os.path.normpath(folder.absolute() / given)


def placed(style: Style, folder: Path) -> Style:
    """The style with the SVG markers of a file in ``folder`` as absolute paths."""

    def at(symbol: Symbol | None) -> Symbol | None:
        if symbol is None or not symbol.marker.casefold().endswith(".svg"):
            return symbol
        return msgspec.structs.replace(symbol, marker=str(_svg(symbol.marker, folder)))

    classes = tuple(msgspec.structs.replace(c, symbol=at(c.symbol)) for c in style.classes)
    return msgspec.structs.replace(style, symbol=at(style.symbol), classes=classes)


def _svg(marker: str, folder: Path) -> Path:
    """The SVG file beside the file that names it, else the program's own of this name.

    One on another computer than the folder's is not looked for: to ask there may be what a project is made for.
    """
    beside = Path(absolute(marker, folder))
    if _is_elsewhere(beside, folder) or Path(marker).name != marker:
        return beside
    return beside if os.path.isfile(beside) else files.resource("symbols", marker)  # noqa: PTH113 - never raises


def _is_elsewhere(path: Path, folder: Path) -> bool:
    return reach.is_remote(str(path)) and not path.is_relative_to(folder.absolute())


def named(source: str, style: Style) -> Iterator[str]:
    """All files that a layer names: its source's and its symbols'."""
    yield source
    yield from markers(style)


def markers(style: Style) -> Iterator[str]:
    """The SVG files of a style."""
    for symbol in (style.symbol, *(one.symbol for one in style.classes)):
        if symbol is not None and symbol.marker.casefold().endswith(".svg"):
            yield symbol.marker


def _source_faults(definition: LayerDefinition, path: Path) -> Iterator[Fault]:
    source = definition.source
    if source.encoding is not None:
        try:
            codecs.lookup(source.encoding)
        except LookupError:
            yield Fault(path.name, "source.encoding", source.encoding, Phrase("why_encoding"))
    if source.crs is not None:
        from onemap.io.crs import parse

        try:
            parse(source.crs)
        except CrsError:
            yield Fault(path.name, "source.crs", source.crs, Phrase("why_crs"))


def style_faults(style: Style, path: Path, key: str) -> Iterator[Fault]:
    """What is wrong in a style beyond the types of its values; ``path`` is the file that holds it."""
    if style.kind != "single" and style.column is None:
        yield Fault(path.name, f"{key}.column", None, Phrase("why_no_column"))
    if style.kind == "categories" and not style.classes and style.ramp is None:
        yield Fault(path.name, f"{key}.classes", None, Phrase("why_no_classes", kind=style.kind))
    if not 0.0 <= style.opacity <= 1.0:
        yield Fault(path.name, f"{key}.opacity", style.opacity, Phrase("why_range", low=0, high=1))
    yield from _scale_faults(style, path, key)
    yield from _symbol_faults(style.symbol, path, f"{key}.symbol")
    for i, one in enumerate(style.classes):
        yield from _symbol_faults(one.symbol, path, f"{key}.classes[{i}].symbol")
        yield from _bound_faults(one, path, f"{key}.classes[{i}]")
    if style.label is not None:
        yield from _scale_faults(style.label, path, f"{key}.label")
        for name in ("color", "halo"):
            yield from _color_faults(getattr(style.label, name), path, f"{key}.label.{name}")


def filter_faults(text: str | None, path: Path, key: str) -> Iterator[Fault]:
    """What is wrong in the language of a filter; whether its columns exist is seen when the rows are there."""
    if not text:
        return
    from onemap.model.cql_parse import parse

    try:
        parse(text)
    except RequestError as error:
        fields = error.fields
        why = (
            Phrase("why_filter", why=fields["why"], place=fields["at"] + 1)
            if "why" in fields
            else Phrase(error.key, **fields)
        )
        yield Fault(path.name, key, text, why)


def _scale_faults(style: Style | LabelStyle, path: Path, key: str) -> Iterator[Fault]:
    low, high = style.max_scale, style.min_scale
    if low is not None and high is not None and low > high:
        yield Fault(path.name, f"{key}.max_scale", low, Phrase("why_bounds", lower=low, upper=high))


def _bound_faults(one: LegendClass, path: Path, key: str) -> Iterator[Fault]:
    if one.lower is not None and one.upper is not None and one.lower > one.upper:
        yield Fault(path.name, f"{key}.lower", one.lower, Phrase("why_bounds", lower=one.lower, upper=one.upper))


def _symbol_faults(symbol: Symbol | None, path: Path, key: str) -> Iterator[Fault]:
    if symbol is None:
        return
    for name in ("fill", "line", "casing"):
        yield from _color_faults(getattr(symbol, name), path, f"{key}.{name}")
    for name in ("width_mm", "casing_mm", "size_mm"):
        if getattr(symbol, name) < 0:
            yield Fault(path.name, f"{key}.{name}", getattr(symbol, name), Phrase("why_range", low=0, high="∞"))
    shapes = get_args(MarkerShape)
    is_svg = symbol.marker.casefold().endswith(".svg") and _is_there(_svg(symbol.marker, path.parent), path.parent)
    if symbol.marker not in shapes and not is_svg:
        yield Fault(path.name, f"{key}.marker", symbol.marker, Phrase("why_marker"), nearest(symbol.marker, shapes))


def _is_there(svg: Path, folder: Path) -> bool:
    return _is_elsewhere(svg, folder) or os.path.isfile(svg)  # noqa: PTH113 - as above


def _color_faults(color: str | None, path: Path, key: str) -> Iterator[Fault]:
    if color is None:
        return
    if not _COLOR.match(color):
        yield Fault(path.name, key, color, Phrase("why_color"))
        return
    names = _palette_names()
    if color.startswith("@") and names and color[1:] not in names:
        close = nearest(color[1:], names)
        yield Fault(path.name, key, color, Phrase("why_color"), close and f"@{close}")


@cache
def _palette_names() -> frozenset[str]:
    """Names of the light palette's colours, read once; empty when there is no palette."""
    path = files.resource("palettes", "light.toml")
    if not path.is_file():
        return frozenset()
    table, _ = toml(path)
    return frozenset(_color_names(table))


def _color_names(table: dict[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _color_names(value)
        elif isinstance(value, str) and value.startswith("#"):
            yield name
