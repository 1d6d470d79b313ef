from __future__ import annotations

import re

import pytest

from onemap.ui.ramps import Ramp, fitting, ramps


def lightness(color: str) -> float:
    """Relative luminance after WCAG 2."""
    channels = [c / 255 for c in bytes.fromhex(color[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ramp", ramps().values(), ids=list(ramps()))
@pytest.mark.parametrize("count", [1, 2, 7, 200])
def test_every_ramp_gives_as_many_colours_as_asked(ramp: Ramp, count: int) -> None:
    colors = ramp.take(count)
    assert len(colors) == count
    assert all(re.fullmatch("#[0-9A-F]{6}", color) for color in colors)


@pytest.mark.parametrize("ramp", [r for r in ramps().values() if r.kind == "sequential"], ids=lambda r: r.name)
def test_sequential_ramps_grow_lighter_or_darker_all_the_way(ramp: Ramp) -> None:
    steps = [lightness(color) for color in ramp.take(7)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))


@pytest.mark.parametrize("ramp", [r for r in ramps().values() if r.kind == "diverging"], ids=lambda r: r.name)
def test_diverging_ramps_are_lightest_in_the_middle(ramp: Ramp) -> None:
    steps = [lightness(color) for color in ramp.take(9)]
    assert max(steps) == steps[4]


def test_qualitative_ramps_repeat_paler() -> None:
    ramp = ramps()["okabe_ito"]
    colors = ramp.take(10)
    assert colors[:8] == list(ramp.colors)
    assert lightness(colors[8]) > lightness(colors[0])
    assert len(set(colors)) == 10


def test_reversing_turns_the_colours_around() -> None:
    ramp = ramps()["viridis"]
    assert ramp.take(5, turned=True) == ramp.take(5)[::-1]


@pytest.mark.parametrize("numbers", [True, False], ids=["numbers", "categories"])
def test_safe_ramps_are_offered_first(numbers: bool) -> None:
    assert fitting(numbers=numbers)[0].safe >= 8
    assert all((ramp.kind == "qualitative") != numbers for ramp in fitting(numbers=numbers))
