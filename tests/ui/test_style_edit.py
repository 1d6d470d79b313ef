from __future__ import annotations

import pytest

from onemap.model.style import LegendClass, Style, Symbol
from onemap.ui import style_edit
from tests.ui.sample_session import CLASSED

SINGLE = Style(symbol=Symbol(fill="#11223380", line="#445566", size_mm=3.0), opacity=0.5)


def test_categories_take_shape_and_transparency_from_the_single_symbol() -> None:
    style = style_edit.categories(SINGLE, "point", "major", [("01", 5), ("02", 3)], ["#AA0000", "#00AA00"])
    assert [(c.values, c.symbol.fill, c.symbol.size_mm) for c in style.classes] == [
        (("01",), "#AA000080", 3.0), (("02",), "#00AA0080", 3.0)
    ]  # fmt: skip
    assert (style.kind, style.column, style.opacity) == ("categories", "major", 0.5)
    assert style.symbol.fill == style_edit.REST + "80"


def test_categories_keep_the_classes_that_were_there() -> None:
    style = style_edit.categories(CLASSED, "point", "major", [("02", 5), ("03", 3)], ["#AA0000", "#00AA00"])
    assert style.classes[0] is CLASSED.classes[1]
    assert style.classes[1].symbol.fill == "#00AA00"


def test_classes_stand_between_neighbouring_edges() -> None:
    style = style_edit.classes(SINGLE, "line", "value", [0, 2.5, 10], ["#AA0000", "#00AA00"])
    assert [(c.lower, c.upper, c.symbol.line) for c in style.classes] == [(0.0, 2.5, "#AA0000"), (2.5, 10.0, "#00AA00")]


def test_single_drops_the_classes_and_keeps_the_rest_of_the_style() -> None:
    style = style_edit.single(CLASSED, "point")
    assert (style.kind, style.classes, style.column, style.symbol) == ("single", (), None, CLASSED.symbol)


@pytest.mark.parametrize(
    ("place", "sizes", "rest"),
    [
        pytest.param(None, [5.0, 5.0], 5.0, id="all classes and the rest"),
        pytest.param(1, [2.0, 5.0], 2.0, id="one class"),
        pytest.param(2, [2.0, 2.0], 5.0, id="the rest"),
    ],
)
def test_a_part_of_a_symbol_is_changed_where_it_was_asked(place: int | None, sizes: list[float], rest: float) -> None:
    style = style_edit.with_part(CLASSED, place, "size_mm", 5.0)
    assert [c.symbol.size_mm for c in style.classes] == sizes
    assert style.symbol.size_mm == rest


def test_recoloring_leaves_titles_and_visibility() -> None:
    hidden = Style(kind="categories", classes=(LegendClass(Symbol(fill="#000000"), title="t", visible=False),))
    style = style_edit.recolored(hidden, "polygon", ["#ABCDEF"], "viridis")
    assert style.classes[0] == LegendClass(Symbol(fill="#ABCDEF"), title="t", visible=False)
    assert style.ramp == "viridis"


def test_the_rest_can_be_left_out_and_come_back() -> None:
    left_out = style_edit.with_rest(CLASSED, "point", drawn=False)
    assert left_out.symbol is None
    assert style_edit.with_rest(left_out, "point", drawn=True).symbol.fill == style_edit.REST
