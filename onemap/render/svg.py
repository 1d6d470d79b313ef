"""SVG files as markers: looked through for what could harm, coloured, and drawn once by Qt."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

import numpy as np

from onemap.errors import SourceError
from onemap.io.files import resource
from onemap.io.reach import is_held

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.style import Color

    Ink = tuple[int, int, int, int] | None

_MOST_BYTES, _MOST_NODES, _DEEPEST = 256 * 1024, 5_000, 64
#: Elements that load, run or move something, or whose cost cannot be told from the file.
_REFUSED = frozenset({
    "image", "script", "foreignObject", "iframe", "video", "audio", "animate", "animateMotion", "animateTransform",
    "animateColor", "set", "filter", "pattern", "mask", "marker", "handler", "listener", "discard", "font-face-uri",
})  # fmt: skip
_FOREIGN_URL = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
#: As QGIS marks the colours of a symbol that its style decides, with an optional default behind.
_PARAMETER = re.compile(r"param\(\s*(fill|outline)\s*\)\s*(#[0-9a-fA-F]+|[a-zA-Z]+)?")


def svg_sprite(path: str, size_px: float, fill: Ink, line: Ink) -> npt.NDArray[np.uint8]:
    """An SVG file drawn ``size_px`` long on its longer side: premultiplied (n, n, 4) uint8 with n odd, read-only.

    ``param(fill)`` and ``param(outline)`` in the file take the colours ``fill`` and ``line`` (straight bytes; None is
    not drawn); a file without them keeps its own. A relative path is looked for in the working folder, then among the
    program's symbols.

    Raises
    ------
    SourceError
        When the file is missing, is no SVG, is too large, or holds what a symbol must not.
    """
    found = Path(path)
    if not found.is_absolute() and not found.exists():
        found = resource("symbols", path)
    if is_held(path):
        raise SourceError("file_beyond", path=path)
    try:
        changed = found.stat().st_mtime_ns
    except OSError as error:
        raise SourceError("file_missing", path=path) from error
    return _sprite(str(found), changed, size_px, fill, line)


@lru_cache(maxsize=256)
def _sprite(path: str, _changed: int, size_px: float, fill: Ink, line: Ink) -> npt.NDArray[np.uint8]:
    root = checked(Path(path))
    _colored(root, {"fill": fill, "outline": line})
    sprite = _drawn(root, size_px, path)
    sprite.flags.writeable = False
    return sprite


def checked(path: Path) -> Element:
    """The parsed file, when it is small and draws nothing but shapes; SourceError otherwise."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise SourceError("svg_refused", path=str(path), what=f"> {_MOST_BYTES // 1024} KB")
    refusal: list[str] = []
    root = _parsed(data, refusal)
    if root is not None and not refusal:
        refusal += [reason for reason in (_unwanted(root), _expansion(root)) if reason]
    if refusal or root is None:
        raise SourceError("svg_refused", path=str(path), what=refusal[0] if refusal else "XML")
    return root


def _parsed(data: bytes, refusal: list[str]) -> Element | None:
    """Tree of an XML text without document type, names as they are written; reasons against it go to ``refusal``."""
    builder = TreeBuilder()
    nodes = depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal nodes, depth
        nodes, depth = nodes + 1, depth + 1
        if nodes > _MOST_NODES or depth > _DEEPEST:
            refuse("nodes")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(what: str) -> None:
        refusal.append(what)
        raise _RefusedError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = lambda *_: refuse("DOCTYPE")
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except _RefusedError:
        return None
    except (expat.ExpatError, ValueError, LookupError) as error:
        refusal.append(str(error))
        return None
    root = builder.close()
    if _local(root.tag) != "svg":
        refusal.append(f"<{root.tag}>")
    return root


class _RefusedError(Exception):
    """Ends the parsing of a refused file at once."""


def _unwanted(root: Element) -> str:
    """The first element or attribute that a symbol must not have, or nothing."""
    for node in root.iter():
        name = _local(node.tag)
        if name in _REFUSED:
            return f"<{name}>"
        if name == "style" and ("@import" in (node.text or "") or _FOREIGN_URL.search(node.text or "")):
            return "<style> url()"
        for key, value in node.attrib.items():
            attribute = _local(key)
            if attribute.startswith("on") or _FOREIGN_URL.search(value):
                return attribute
            if attribute == "href" and not value.startswith("#"):
                return "href"
    return ""


def _expansion(root: Element) -> str:
    """Whether the elements, each ``use`` counted as what it repeats, are too many or go round in a circle."""
    by_id = {node.get("id"): node for node in root.iter() if node.get("id")}
    known: dict[int, int] = {}

    def cost(node: Element) -> int:
        if id(node) not in known:
            known[id(node)] = _MOST_NODES + 1  # met again before it is known: a circle
            target = next((by_id.get(v[1:]) for k, v in node.attrib.items() if _local(k) == "href"), None)
            repeated = cost(target) if target is not None and _local(node.tag) == "use" else 0
            known[id(node)] = 1 + repeated + sum(map(cost, node))
        return known[id(node)]

    return "use" if cost(root) > _MOST_NODES else ""


def _colored(root: Element, inks: dict[str, Ink]) -> None:
    """Put the style's colours where the file leaves them open."""
    for node in root.iter():
        for part in ("fill", "stroke"):
            match = _PARAMETER.match(node.get(part, ""))
            if match:
                ink = inks[match[1]]
                node.set(part, _hex(ink))
                if ink is not None and ink[3] < 255:
                    node.set(f"{part}-opacity", f"{ink[3] / 255:.4f}")
        style = node.get("style")
        if style and "param(" in style:
            node.set("style", _PARAMETER.sub(lambda found: _hex(inks[found[1]]), style))


def _hex(ink: Ink) -> Color:
    return "none" if ink is None else "#{:02x}{:02x}{:02x}".format(*ink[:3])


def _drawn(root: Element, size_px: float, path: str) -> npt.NDArray[np.uint8]:
    from PySide6.QtCore import QByteArray, QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer, QtSvg

    if any(_local(node.tag) in {"text", "tspan", "textArea"} for node in root.iter()):
        from onemap.render.application import ensure_gui_application

        ensure_gui_application()
    renderer = QSvgRenderer()
    renderer.setOptions(QtSvg.Option.Tiny12FeaturesOnly)
    if not renderer.load(QByteArray(tostring(root))) or renderer.viewBoxF().isEmpty():
        raise SourceError("svg_refused", path=path, what="QtSvg")
    box = renderer.viewBoxF()
    scale = size_px / max(box.width(), box.height())
    width, height = box.width() * scale, box.height() * scale
    side = max(1, math.ceil(size_px)) | 1
    image = QImage(side, side, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF((side - width) / 2, (side - height) / 2, width, height))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(side, side, 4).copy()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
