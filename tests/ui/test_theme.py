import pytest
from PySide6.QtGui import QAction

from onemap.ui import icons, theme


def luminance(text):
    parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("text", ["text", "muted", "accent", "bad", "attention"])
@pytest.mark.parametrize("ground", ["panel", "background"])
def test_text_can_be_read(name, text, ground):
    tokens = theme.tokens(name)
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
def test_text_on_filled_grounds_can_be_read(name):
    tokens = theme.tokens(name)
    assert contrast(tokens["accent_text"], tokens["accent"]) >= 4.5
    assert contrast(tokens["text"], tokens["accent_fill"]) >= 4.5
    assert contrast(tokens["muted"], tokens["hover"]) >= 4.5


def test_both_themes_name_the_same_colours():
    assert theme.tokens("light").keys() == theme.tokens("dark").keys()


def test_icons_follow_the_theme(qapp):
    theme.apply(qapp, "light")
    action = QAction()
    icons.bind(action, "open")
    light = action.icon().pixmap(18).toImage()
    theme.apply(qapp, "dark")
    assert action.icon().pixmap(18).toImage() != light
    theme.apply(qapp, "light")
    assert action.icon().pixmap(18).toImage() == light


@pytest.mark.parametrize("name", sorted(icons.GLYPHS))
def test_every_icon_has_ink(qapp, name):
    image = icons.icon(name).pixmap(32).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))
