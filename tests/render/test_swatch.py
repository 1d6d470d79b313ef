import numpy as np
import pytest

from onemap.model.style import Symbol
from onemap.render.palette import rgba
from onemap.render.swatch import swatch

FULL = Symbol(fill="#2A9D8F", line="#20242A", width_mm=0.3, casing="#DDBB6D", marker="circle", size_mm=3.0)


def ink(picture):
    return picture[:, :, 3] > 0


@pytest.mark.parametrize("kind", ["point", "line", "polygon"])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_swatch_has_its_size_and_is_clear_around(kind, ratio):
    picture = swatch(FULL, kind, (24, 16), "light", ratio)
    assert picture.shape == (round(16 * ratio), round(24 * ratio), 4)
    assert ink(picture).any()
    assert not ink(picture)[[0, -1]].any()


@pytest.mark.parametrize("kind", ["point", "polygon"])
def test_the_middle_has_the_fill(kind):
    assert swatch(FULL, kind, (24, 16))[8, 12].tolist() == [0x2A, 0x9D, 0x8F, 255]


def test_a_line_lies_between_its_casing():
    column = swatch(FULL, "line", (40, 21), "light", 4.0)[:, 80]
    colors = [tuple(pixel) for pixel in column.tolist() if pixel[3] == 255]
    dark, casing = (0x20, 0x24, 0x2A, 255), (0xDD, 0xBB, 0x6D, 255)
    assert colors.count(dark) == pytest.approx(0.3 / 25.4 * 96 * 4, abs=1)
    assert colors[0] == colors[-1] == casing


@pytest.mark.parametrize("marker", ["circle", "square", "pin", "triangle", "star", "manhole.svg"])
@pytest.mark.parametrize("size_mm", [2.0, 40.0], ids=["fits", "too large"])
def test_markers_are_whole_and_in_the_middle(marker, size_mm):
    picture = swatch(Symbol(fill="#2A9D8F", marker=marker, size_mm=size_mm), "point", (20, 20), "light", 2.0)
    rows, columns = np.nonzero(ink(picture))
    assert rows.min() > 0
    assert rows.max() < 39
    assert (rows.min() + rows.max()) / 2 == pytest.approx(19.5, abs=5)
    assert (columns.min() + columns.max()) / 2 == pytest.approx(19.5, abs=1.5)


def test_names_of_colours_follow_the_palette():
    for palette in ("light", "dark"):
        picture = swatch(Symbol(fill="@water"), "polygon", (20, 20), palette)
        assert tuple(picture[10, 10].tolist()) == rgba("@water", palette)


def test_a_symbol_that_cannot_be_drawn_leaves_the_swatch_empty():
    assert not ink(swatch(Symbol(fill="@waeter"), "polygon", (20, 20))).any()
