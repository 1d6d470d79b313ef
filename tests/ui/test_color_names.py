from onemap.render import palette
from onemap.ui.color_button import ColorButton
from onemap.ui.color_names import NAMES, color_words


def test_every_colour_of_the_palettes_has_words():
    assert set(NAMES) == set(palette.names("light")) == set(palette.names("dark"))


def test_a_button_says_what_its_colour_is(qtbot, english):
    button = ColorButton("Line")
    qtbot.addWidget(button)
    for color, words in (("@unit_grid", "Unit grid"), ("#12AB34", "#12AB34"), (None, "none")):
        button.set_color(color)
        assert button.accessibleName() == f"Line: {words}"
    assert color_words("@gone") == "gone"
