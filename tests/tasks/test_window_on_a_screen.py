"""Someone opens the city, looks around, asks what stands there, and keeps the map."""

import time
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.tasks.xvfb import Desk, missing, picture, screen, wait_for

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "sample_city.onemap"
#: Columns and rows of the screen that hold map and nothing else, where the answer appears, and messages.
MAP = np.s_[120:600, 300:1080]
ANSWER = np.s_[60:860, 1150:1430]
TOP = np.s_[50:130, 400:1200]

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
    pytest.mark.skipif(not SAMPLE.exists(), reason="the sample city is not built"),
]


def colors(pixels):
    return len(np.unique(pixels.reshape(-1, 3), axis=0))


def settled(folder, place):
    """The picture of a part of the screen once it has come to rest."""
    last, since = None, time.monotonic()

    def still():
        nonlocal last, since
        now = picture(folder)[place].copy()
        if last is None or not np.array_equal(now, last):
            last, since = now, time.monotonic()
        return time.monotonic() - since > 0.6

    wait_for(still, 60)
    return last


def same_share(one, other):
    return (one == other).all(axis=2).mean()


def test_open_look_around_ask_save_and_hand_out(tmp_path):
    saved, image = tmp_path / "kept.onemap", tmp_path / "map.png"
    with screen(tmp_path) as environment:
        desk = Desk({**environment, "ONEMAP_LANG": "zh"}, SAMPLE)
        try:
            wait_for(lambda: colors(picture(tmp_path)[MAP]) > 3000, 60, desk.alive)
            first = settled(tmp_path, MAP)

            desk.drag((700, 400), (560, 470))
            moved = settled(tmp_path, MAP)
            assert same_share(moved[150:300, 100:300], first[80:230, 240:440]) > 0.8
            assert same_share(moved[150:300, 100:300], first[150:300, 100:300]) < 0.6

            desk.key("Page_Up", "Page_Up", "Page_Up", "Page_Up")
            settled(tmp_path, MAP)
            before = picture(tmp_path)[ANSWER].copy()
            desk.click(600, 450)
            wait_for(lambda: not np.array_equal(picture(tmp_path)[ANSWER], before), 60, desk.alive)
            settled(tmp_path, MAP)

            desk.key("ctrl+shift+s")
            desk.dialog()
            desk.key("ctrl+a")
            desk.type(str(saved))
            desk.key("Return")
            wait_for(saved.exists, 60, desk.alive)
            desk.focus()

            desk.key("ctrl+e")
            desk.do("mousemove", "--window", desk.dialog(), 120, 52, "click", 1)
            desk.key("ctrl+a")
            desk.type(str(image))
            desk.key("Return")
            wait_for(image.exists, 60, desk.alive)
            desk.key("Escape")
            desk.focus()
            desk.key("ctrl+q")
            code, said = desk.wait()
        finally:
            desk.end()
    assert code == 0
    assert "Traceback" not in said
    project, origin = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (saved, SAMPLE))
    assert project["view"]["scale"] == pytest.approx(origin["view"]["scale"] / 16)
    assert project["view"]["center"] != origin["view"]["center"]
    handed_out = QImage(str(image))
    assert {image.with_suffix(".pgw").exists(), image.with_suffix(".prj").exists()} == {True}
    assert len({handed_out.pixel(x, y) for x in range(0, handed_out.width(), 9) for y in range(0, 400, 9)}) > 50
    assert [layer["id"] for layer in project["layers"]] == [layer["id"] for layer in origin["layers"]]


def test_a_file_that_is_no_map_is_told_and_the_window_stays(tmp_path):
    foreign = tmp_path / "letter.gpkg"
    foreign.write_text("not a map", encoding="utf-8")
    with screen(tmp_path) as environment:
        desk = Desk(environment)
        try:
            empty = settled(tmp_path, TOP)
            desk.end()
            desk = Desk(environment, foreign)
            wait_for(lambda: not np.array_equal(picture(tmp_path)[TOP], empty), 60, desk.alive)
            desk.alive()
        finally:
            said = desk.end()
    assert "Traceback" not in said
