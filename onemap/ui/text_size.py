"""How much larger than usual text is written, so that it follows the text size chosen in the system."""

from __future__ import annotations

import re
import sys

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication

#: What systems come with, pt: text of these sizes is written as it was drawn up. Windows 9, macOS 13, others 9 to 11.
USUAL = {"win32": (9.0, 9.0), "darwin": (13.0, 13.0)}
OTHERS = (9.0, 11.0)
#: Dots per inch at which a system writes text as it was drawn up.
BASE_DPI = {"darwin": 72.0}
LEAST, MOST = 0.85, 2.0
#: Hairlines do not grow; paddings stay, so that the room goes to the text.
HAIRLINE = 2
_GROWS = re.compile(
    r"(?<![\w-])(font-size|icon-size|border-radius|margin|margin-top|(?:min-|max-)?(?:height|width)): (-?)(\d+)px"
)

_factor = 1.0


def factor() -> float:
    """How many times as large as usual text is; 1 where the system was left as it came."""
    return _factor


def use(wanted: float) -> None:
    """Write text so many times as large from now on; what is built already keeps its size."""
    global _factor  # noqa: PLW0603 - a process has one size of text
    _factor = min(max(wanted, LEAST), MOST)


def px(size: float) -> int:
    """A size of text, or of what text stands in, in px: ``size`` is the usual one."""
    return round(size * _factor)


def square(size: int) -> QSize:
    """The size of an icon beside text, which is usually ``size`` px high and wide."""
    return QSize(px(size), px(size))


def of_system() -> float:
    """The factor that the running application's system asks for."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    screens = QGuiApplication.screens()
    base = BASE_DPI.get(sys.platform, 96.0)
    return asked(points, screens[0].logicalDotsPerInch() if screens else base, sys.platform)


def asked(points: float, dpi: float, platform: str) -> float:
    """The factor for a system's font of ``points`` pt (0 or less: unknown) at ``dpi``, in steps of 5 %."""
    low, high = USUAL.get(platform, OTHERS)
    grown = 1.0
    if points > 0:
        grown = points / high if points > high else min(points / low, 1.0)
    return round(20 * grown * dpi / BASE_DPI.get(platform, 96.0)) / 20


def grown(sheet: str) -> str:
    """A style sheet with its sizes of text and icons, and of what they stand in, multiplied."""
    return sheet if _factor == 1.0 else _GROWS.sub(_larger, sheet)


def _larger(found: re.Match[str]) -> str:
    size = int(found[3])
    return f"{found[1]}: {found[2]}{size if size <= HAIRLINE else px(size)}px"
