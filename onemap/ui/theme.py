"""The window's look: colour tokens, one style sheet made from them, light and dark.

Widgets do not write style sheets of their own. They set the dynamic property ``role`` (before they are shown), and the
one sheet in `onemap.ui.theme_sheet` gives the look:

=============  ==================================================================================================
widget         roles
=============  ==================================================================================================
QLabel         title (13 px bold), heading (group heading), muted, note (11 px muted), code (20 px mono), number, bad
QPushButton    primary (accent), plain (hairline), quiet (no border), danger
QToolButton    icon (28 px, muted until hovered), tool (36 px, on the map), crumb (text button of bars)
QFrame         card (rounded, over the map), line (1 px hairline), panel (panel ground), bar (top and bottom bars)
QLineEdit      search
QProgressBar   thin
=============  ==================================================================================================

What paints itself takes colours from `color`. `changed` tells of a new theme; icons follow by themselves (`icons`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QColor, QPalette

from onemap.ui.telling import Telling
from onemap.ui.theme_sheet import sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ThemeName = Literal["light", "dark"]

_LIGHT = {
    "background": "#FBFAF8", "panel": "#FFFFFF", "hairline": "#E4E1DB", "text": "#20242A", "muted": "#646C78",
    "faint": "#8B929C", "accent": "#1E6CE6", "accent_hover": "#1A60CF", "accent_text": "#FFFFFF",
    "accent_fill": "#EAF2FE", "hover": "#F4F2EE", "pressed": "#ECE9E3", "unit_grid": "#B8327F", "good": "#2F8F5B",
    "attention": "#AE580B", "bad": "#C93B3B", "bad_fill": "#FDEEEE", "land": "#F5F3EE", "field": "#FFFFFF",
    "highlight": "#D9007E", "shadow": "#00000022", "selection": "#1E6CE6",
}  # fmt: skip
_DARK = {
    "background": "#12161C", "panel": "#1A1F27", "hairline": "#2C333E", "text": "#E6E9EE", "muted": "#98A2B0",
    "faint": "#7B8694", "accent": "#5A9BFF", "accent_hover": "#76ADFF", "accent_text": "#0D1420",
    "accent_fill": "#1F2C40", "hover": "#232A34", "pressed": "#2B333F", "unit_grid": "#FF6BB5", "good": "#5ED19B",
    "attention": "#FFAD52", "bad": "#F1676D", "bad_fill": "#3A2327", "land": "#14181F", "field": "#151A21",
    "highlight": "#FF6BB5", "shadow": "#00000066", "selection": "#5A9BFF",
}  # fmt: skip
#: What is stronger in the field, where the sun shines on the glass: text at 7:1 and more, borders that are seen.
_LIGHT_FIELD = _LIGHT | {
    "background": "#FFFFFF", "hairline": "#8C929B", "text": "#000000", "muted": "#33383F", "faint": "#5A616B",
    "accent": "#0B4FB8", "accent_hover": "#0A3F94", "accent_fill": "#D6E6FF", "hover": "#EEF1F5",
    "pressed": "#DDE2E8", "unit_grid": "#96135F", "good": "#14613A", "attention": "#803A00", "bad": "#A01515",
}  # fmt: skip
_DARK_FIELD = _DARK | {
    "background": "#000000", "panel": "#000000", "field": "#000000", "hairline": "#7A8594", "text": "#FFFFFF",
    "muted": "#D3DAE3", "faint": "#A7B1BF", "accent": "#86B9FF", "accent_text": "#00101F", "accent_hover": "#A5CBFF",
    "accent_fill": "#12335E", "hover": "#1C2530", "pressed": "#2B3745", "unit_grid": "#FF8CC8", "good": "#7BE0A6",
    "attention": "#FFBE7D", "bad": "#FF9C9C",
}  # fmt: skip
_TOKENS = {
    ("light", False): _LIGHT, ("dark", False): _DARK, ("light", True): _LIGHT_FIELD, ("dark", True): _DARK_FIELD,
}  # fmt: skip


_current: ThemeName = "light"
_field = False
#: Tells the name of the theme now in use.
changed = Telling()


def current() -> ThemeName:
    """The theme in use."""
    return _current


def tokens(name: str | None = None) -> dict[str, str]:
    """Colours by name, "#rrggbb" (or "#aarrggbb"-free "#rrggbbaa" for shadows), of a theme or of the one in use."""
    return _TOKENS["dark" if (name or _current) == "dark" else "light", _field]


def color(token: str, alpha: float = 1.0) -> QColor:
    """A colour of the theme in use, for custom painting."""
    text = tokens()[token]
    made = QColor(text[:7])
    made.setAlphaF(alpha * (int(text[7:9], 16) / 255 if len(text) == 9 else 1.0))
    return made


def apply(app: QApplication, name: ThemeName) -> None:
    """Dress the whole application in a theme and tell of it."""
    global _current  # noqa: PLW0603 - a process has one look
    _current = name
    app.setPalette(palette(name))
    app.setStyleSheet(sheet(tokens(name), field=_field))
    changed.emit(name)


def use_field(app: QApplication, *, on: bool) -> None:
    """Dress for the field, with strong contrasts, large text and targets for fingers; or for the desk again."""
    global _field  # noqa: PLW0603 - a process has one look
    if on != _field:
        _field = on
        apply(app, _current)


def in_field() -> bool:
    """Whether the look is that of the field."""
    return _field


def palette(name: ThemeName) -> QPalette:
    """The palette of a theme, for what style sheets do not reach."""
    t, made = tokens(name), QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: "panel", role.WindowText: "text", role.Base: "field", role.AlternateBase: "background",
        role.Text: "text", role.Button: "panel", role.ButtonText: "text", role.ToolTipBase: "panel",
        role.ToolTipText: "text", role.PlaceholderText: "muted", role.Highlight: "accent",
        role.HighlightedText: "accent_text", role.Link: "accent", role.Light: "hover", role.Midlight: "hover",
        role.Mid: "hairline", role.Dark: "hairline", role.Shadow: "hairline", role.Accent: "accent",
    }  # fmt: skip
    for key, token in pairs.items():
        made.setColor(key, QColor(t[token]))
    for key in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(t["faint"]))
    return made
