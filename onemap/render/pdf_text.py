"""Mending what Qt writes as PDF: characters that can be searched, an exact page, and the same bytes every time.

Qt looks up which character a glyph stands for and takes the first that it finds; in Chinese fonts many glyphs serve an
ideograph and a radical of the same shape, and the radical comes first, so that nobody finds 大 in the text. The page is
rounded to whole points, and dates and a random number make every file different.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from onemap.render import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_POINTS_PER_MM = 72 / 25.4
_CODE = re.compile(rb"<([0-9A-Fa-f]{4,})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]{4,})>|\[([^\]]*)\])")
_SINGLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]{4,})>")
_MAPS = re.compile(rb"(beginbfrange|beginbfchar)\n(.*?)(?=endbfrange|endbfchar)", re.DOTALL)
_MEDIA = re.compile(rb"/(MediaBox|TrimBox) \[0 0 [0-9.]+ ([0-9.]+)\]")
_DATES = re.compile(rb"/(CreationDate|ModDate) \([^)]*\)\n")
_IDS = re.compile(rb"/ID \[.*?\]", re.DOTALL)
_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


def mended(data: bytes, drawn: Iterable[str], size_mm: tuple[float, float]) -> bytes:
    """The PDF that Qt wrote (``data``), mended; ``drawn`` are the characters that were set on its one page."""
    objects, trailer = _objects(data)
    stands_for = _stands_for(set(drawn))
    for number, body in objects.items():
        if b"begincmap" in body:
            objects[number] = _with_map(body, stands_for)
        elif b"/MediaBox" in body:
            objects[number] = _MEDIA.sub(lambda match: _box(match, size_mm), body)
        elif b"/CreationDate" in body:
            objects[number] = _DATES.sub(b"", body)
    return _assembled(objects, trailer)


def characters(data: bytes) -> set[str]:
    """All characters that the fonts of a PDF from `mended` say they draw."""
    objects, _ = _objects(data)
    found: set[str] = set()
    for body in objects.values():
        if b"begincmap" in body:
            found |= {text for _, text in _entries(body)}
    return found


def _objects(data: bytes) -> tuple[dict[int, bytes], bytes]:
    """Bodies of all objects by number (from "n 0 obj" to "endobj"), and the trailer's dictionary."""
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    table, _, trailer = data[start:].partition(b"trailer\n")
    lines = table.split(b"\n")
    offsets = {number: int(line[:10]) for number, line in enumerate(lines[2:]) if line.rstrip().endswith(b"n")}
    ends = sorted([*offsets.values(), start])
    following = dict(pairwise(ends))
    bodies = {number: data[at : following[at]] for number, at in offsets.items()}
    return bodies, trailer[: trailer.index(b"startxref")]


def _assembled(objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    """A file of the objects, its name made from its content."""
    out = bytearray(_HEADER)
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += body
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for _, offset in sorted(offsets.items()):
        out += b"%010d 00000 n \n" % offset
    name = hashlib.sha256(bytes(out[:start])).hexdigest()[:32].encode()
    out += b"trailer\n" + _IDS.sub(b"/ID [ <%b> <%b> ]" % (name, name), trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _box(match: re.Match[bytes], size_mm: tuple[float, float]) -> bytes:
    """A page box of the exact size: Qt measures from the left and from the top, which is at the rounded height."""
    width, height = (side * _POINTS_PER_MM for side in size_mm)
    top = float(match[2])
    return b"/%b [0 %.4f %.4f %.4f]" % (match[1], top - height, width, top)


def _stands_for(drawn: set[str]) -> dict[tuple[str, int], str]:
    """Which of the drawn characters a glyph of a font stands for."""
    found: dict[tuple[str, int], str] = {}
    for char in sorted(drawn):
        for bold in (False, True):
            glyph = fonts.glyph(char, bold=bold)
            if glyph is not None:
                found.setdefault(glyph, char)
    return found


def _with_map(body: bytes, stands_for: dict[tuple[str, int], str]) -> bytes:
    """The object of a character map with drawn characters in place of others of the same glyph."""
    drawn = set(stands_for.values())

    def right(text: str) -> str:
        if text in drawn or len(text) != 1:
            return text
        if text < " ":
            return " "  # the glyph of the blank serves the tabulator too
        glyphs = (fonts.glyph(text, bold=bold) for bold in (False, True))
        return next((stands_for[glyph] for glyph in glyphs if glyph in stands_for), text)

    number = body[: body.index(b" ")]
    cmap = body[body.index(b"stream\n") + 7 : body.rindex(b"endstream")]
    space = cmap.index(b"endcodespacerange\n") + 18
    entries = [(code, right(text)) for code, text in _entries(cmap)]
    stream = cmap[:space] + b"".join(_sections(entries)) + cmap[cmap.index(b"endcmap") :]
    return b"%b 0 obj\n<< /Length %d >>\nstream\n%b\nendstream\nendobj\n" % (number, len(stream), stream)


def _entries(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Codes and texts of a character map, from its ranges and single characters."""
    for kind, lines in _MAPS.findall(cmap):
        for first, last, one, several in _RANGE.findall(lines) if kind == b"beginbfrange" else ():
            texts = [_text(code) for code in _CODE.findall(several)] if several else None
            for number, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                yield code, texts[number] if texts else chr(ord(_text(one)) + number)
        for code, one in _SINGLE.findall(lines) if kind == b"beginbfchar" else ():
            yield int(code, 16), _text(one)


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")


def _sections(entries: list[tuple[int, str]]) -> Iterator[bytes]:
    """Sections of at most 100 single characters."""
    for first in range(0, len(entries), 100):
        part = entries[first : first + 100]
        lines = b"".join(
            b"<%04X> <%b>\n" % (code, text.encode("utf-16-be").hex().upper().encode()) for code, text in part
        )
        yield b"%d beginbfchar\n%bendbfchar\n" % (len(part), lines)
