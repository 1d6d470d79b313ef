"""Which fonts text is set in: an explicit list, so that Chinese is never left to chance."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

#: In the order of preference; all cover simplified Chinese.
FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)


def families() -> tuple[str, ...]:
    """Those of `FAMILIES` that are installed, or all of them when none is (Qt then falls back by itself)."""
    from PySide6.QtGui import QFontDatabase

    installed = set(QFontDatabase.families())
    return tuple(name for name in FAMILIES if name in installed) or FAMILIES


def font(size_px: float, *, bold: bool = False) -> QFont:
    """Sans-serif font of ``size_px`` pixels, unhinted, so that its outlines scale."""
    from PySide6.QtGui import QFont

    made = QFont()
    made.setFamilies([*families(), "sans-serif"])
    made.setPixelSize(max(1, round(size_px)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Beside Latin letters the digits of Noto Sans CJK become other glyphs, which a PDF cannot tell the digits of.
    made.setFeature(QFont.Tag("locl"), 0)
    # Widths are added up letter by letter, and "fi" drawn as one sign is not found as two.
    made.setFeature(QFont.Tag("liga"), 0)
    return made


def missing(text: str) -> str:
    """Characters of ``text``, each once, that no installed font can draw; spaces never count."""
    return "".join(sorted({char for char in text if not char.isspace() and not _drawable(char)}))


def glyph(char: str, *, bold: bool = False) -> tuple[str, int] | None:
    """Name of the font that draws a character and number of its glyph there; None when it needs none or several."""
    return _glyph(char, bold)


def _drawable(char: str) -> bool:
    found = _glyph(char, False)  # noqa: FBT003 - a cache's key
    return found is not None and found[1] != 0


@lru_cache(maxsize=50_000)
def _glyph(char: str, bold: bool) -> tuple[str, int] | None:  # noqa: FBT001 - a cache's key
    from PySide6.QtGui import QTextLayout

    layout = QTextLayout(char, font(32, bold=bold))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    found = [(run.rawFont(), run.glyphIndexes()) for run in layout.glyphRuns()]
    if len(found) != 1 or len(found[0][1]) != 1:
        return None
    raw, indexes = found[0]
    return f"{raw.familyName()} {raw.styleName()}", indexes[0]
