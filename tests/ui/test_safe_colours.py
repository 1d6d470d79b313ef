"""Colours that stand for classes are told apart by people who lack one kind of cone.

Seen through Machado, Oliveira and Fernandes 2009 (severity 1, on linear RGB); told apart by CIEDE2000, checked against
the pairs that Sharma, Wu and Dalal published in 2005.
"""

import itertools
import tomllib

import numpy as np
import pytest

from onemap.io import files
from onemap.model.chart import SERIES_COLORS
from onemap.ui.ramps import fitting, ramps
from tests.ui.test_everybody import contrast

#: The least difference of any two classes: more than three times the difference that is just seen (2.3).
APART = 8.0
#: The least difference of neighbours in a ramp of seven classes, which is read in its order.
STEP = 4.0
SEEN = {
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
PALETTES = {
    name: tomllib.loads((files.resource("palettes") / f"{name}.toml").read_text("utf-8")) for name in ("light", "dark")
}


def lab(color, seen):
    """CIE L*a*b* (D65) of "#rrggbb" as it is seen through a matrix."""
    values = np.frombuffer(bytes.fromhex(color[1:7]), np.uint8) / 255
    linear = np.array(seen) @ np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    xyz = np.array(TO_XYZ) @ np.clip(linear, 0, 1) / (0.95047, 1.0, 1.08883)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def hue(a, b):
    return np.degrees(np.arctan2(b, a)) % 360


def ciede2000(one, two):
    """The difference of two colours in L*a*b*."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean**7 / (mean**7 + 25.0**7))
    a1, a2 = stretch * a1, stretch * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    turn = (hue(a2, b2) - hue(a1, b1) + 180) % 360 - 180 if c1 * c2 else 0.0
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    middle = (hue(a1, b1) + turn / 2) % 360 if c1 * c2 else hue(a1, b1) + hue(a2, b2)
    waves = ((30, 1, -0.17), (0, 2, 0.24), (-6, 3, 0.32), (63, 4, -0.20))
    t = 1 + sum(share * np.cos(np.radians(times * middle - shift)) for shift, times, share in waves)
    of_l = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    of_c = (c2 - c1) / (1 + 0.045 * chroma)
    of_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2) / (1 + 0.015 * chroma * t)
    blue = 60 * np.exp(-(((middle - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(blue))
    return float(np.sqrt(of_l**2 + of_c**2 + of_h**2 + rotation * of_c * of_h))


def closest(colors, pairs=None):
    """The least difference of any two colours, for whoever sees it least; with whom and which."""
    pairs = list(pairs or itertools.combinations(range(len(colors)), 2))
    found = [
        (ciede2000(lab(colors[one], seen), lab(colors[two], seen)), who, colors[one], colors[two])
        for who, seen in SEEN.items()
        for one, two in pairs
    ]
    return min(found)


@pytest.mark.parametrize(
    ("one", "two", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_measure_is_the_published_one(one, two, difference):
    assert ciede2000(one, two) == pytest.approx(difference, abs=5e-5)
    assert ciede2000(two, one) == pytest.approx(difference, abs=5e-5)


def classes_by_colour():
    """Colours of the bundled layers' classes that differ in nothing else: the same marker, of about the same size."""
    for path in sorted(files.layers_dir().glob("*.toml")):
        style = tomllib.loads(path.read_text("utf-8")).get("style", {})
        alike = {}
        for one in style.get("classes", []):
            symbol = one["symbol"]
            if "marker" in symbol:
                alike.setdefault((symbol["marker"], round(symbol["size_mm"])), []).append(symbol["fill"])
        for (marker, _size), colors in alike.items():
            if len(set(colors)) > 1:
                yield pytest.param(sorted(set(colors)), id=f"{path.stem}, {marker}")


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
@pytest.mark.parametrize("names", list(classes_by_colour()))
def test_classes_of_the_city_are_told_apart(names, palette):
    found = closest([palette[name.removeprefix("@")] for name in names])
    assert found[0] >= APART, found


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_series_of_a_chart_are_told_apart_and_seen_on_their_ground(palette):
    colors = [palette[name.removeprefix("@")] for name in SERIES_COLORS]
    found = closest(colors)
    assert found[0] >= APART, found
    assert min(contrast(color, palette["panel"]) for color in colors) >= 3


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_categories_of_cases_are_told_apart(palette):
    rules = tomllib.loads((files.resource("indicators") / "rules.toml").read_text("utf-8"))
    found = closest([palette[one["color"].removeprefix("@")] for one in rules["category"]])
    assert found[0] >= APART, found


@pytest.mark.parametrize("palette", PALETTES.values(), ids=list(PALETTES))
def test_good_and_bad_are_told_apart(palette):
    found = closest([palette[name] for name in ("good", "attention", "bad")])
    assert found[0] >= APART, found


@pytest.mark.parametrize("ramp", fitting(numbers=False), ids=lambda ramp: ramp.name)
def test_a_ramp_for_categories_is_safe_for_as_many_as_it_says(ramp):
    if ramp.safe > 1:
        found = closest(ramp.take(ramp.safe))
        assert found[0] >= APART, found


@pytest.mark.parametrize("ramp", [one for one in fitting(numbers=True) if one.safe], ids=lambda ramp: ramp.name)
def test_a_ramp_for_numbers_goes_in_steps_that_are_seen(ramp):
    colors = ramp.take(min(ramp.safe, 7))
    found = closest(colors, itertools.pairwise(range(len(colors))))
    assert found[0] >= STEP, found
    ends = [(at, other) for at in range(len(colors)) for other in range(at + 2, len(colors))]
    assert closest(colors, ends)[0] >= STEP


def test_what_is_offered_first_is_safe():
    for numbers in (False, True):
        offered = fitting(numbers=numbers)
        assert offered[0].safe >= 7
    assert [one.name for one in ramps().values() if not one.safe] == ["Set3", "RdYlGn"]


def test_a_ramp_says_for_how_many_classes_it_serves_everybody(qtbot, english):
    from PySide6.QtCore import Qt

    from onemap.ui.ramp_box import RampBox

    box = RampBox()
    qtbot.addWidget(box)
    box.show_ramps(numbers=True, chosen=None)
    said = {box.itemData(at): box.itemData(at, Qt.ItemDataRole.ToolTipRole) for at in range(box.count())}
    assert said["cividis"] == "Colour-blind readers tell up to 12 classes apart"
    assert said["RdYlGn"] == "Colour-blind readers do not tell these colours apart"
