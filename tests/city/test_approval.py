import pytest

from onemap.city.approval import normalised
from onemap.errors import RequestError


@pytest.mark.parametrize(
    ("text", "form"),
    [("审图号：GS(2024)0650号", "GS(2024)0650号"), ("GS（2024）0650号", "GS(2024)0650号"),
     ("GS (2023) 2767 号", "GS(2023)2767号"),
     ("GS京(2022)1061号", "GS京(2022)1061号"), ("京S(2024)012号", "京S(2024)012号"),
     ("gs(2024)0650号", "GS(2024)0650号"),
     ("", ""), ("  ", ""), ("审图号：", "")],
)  # fmt: skip
def test_all_forms_that_are_met_become_one(text, form):
    assert normalised(text) == form


@pytest.mark.parametrize("text", ["GS(24)0650号", "GS(2024)65号", "GS(2024)0650", "2024-0650", "abc"])
def test_anything_else_is_told(text):
    with pytest.raises(RequestError) as told:
        normalised(text)
    assert told.value.key == "approval_bad"
