"""Someone opens the city, looks around, asks what stands there, and keeps the map."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from tests.tasks.xvfb import Desk, missing, picture, screen, wait_for

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "sample_city.onemap"
#: Columns and rows of the screen that hold map and nothing else, and where the answer appears.
MAP = np.s_[120:600, 300:1080]
ANSWER = np.s_[60:860, 1150:1430]

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
    pytest.mark.skipif(not SAMPLE.exists(), reason="the sample city is not built"),
]


def colors(pixels):
    return len(np.unique(pixels.reshape(-1, 3), axis=0))


def settled(folder, place):
    """The picture of a part of the screen once it has stopped changing."""
    last = None

    def still():
        nonlocal last
        now = picture(folder)[place].copy()
        same = last is not None and np.array_equal(now, last)
        last = now
        return same

    wait_for(still, 20)
    return last


def test_open_look_around_ask_and_save(tmp_path):
    saved = tmp_path / "kept.onemap"
    with screen(tmp_path) as environment:
        desk = Desk({**environment, "ONEMAP_LANG": "zh"}, SAMPLE)
        try:
            wait_for(lambda: colors(picture(tmp_path)[MAP]) > 200, 60, desk.alive)
            first = settled(tmp_path, MAP)

            desk.drag((700, 400), (560, 470))
            moved = settled(tmp_path, MAP)
            assert np.array_equal(moved[150:300, 100:300], first[80:230, 240:440])

            desk.key("Page_Up", "Page_Up", "Page_Up", "Page_Up")
            settled(tmp_path, MAP)
            before = picture(tmp_path)[ANSWER].copy()
            desk.click(600, 450)
            wait_for(lambda: not np.array_equal(picture(tmp_path)[ANSWER], before), 10, desk.alive)
            settled(tmp_path, MAP)

            desk.key("ctrl+shift+s")
            desk.dialog()
            desk.key("ctrl+a")
            desk.type(str(saved))
            desk.key("Return")
            wait_for(saved.exists, 10, desk.alive)
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
    assert [layer["id"] for layer in project["layers"]] == [layer["id"] for layer in origin["layers"]]


def test_a_file_that_is_no_map_is_told_and_the_window_stays(tmp_path):
    foreign = tmp_path / "letter.gpkg"
    foreign.write_text("not a map", encoding="utf-8")
    with screen(tmp_path) as environment:
        desk = Desk(environment)
        try:
            empty = settled(tmp_path, np.s_[700:860, 400:1300])
            desk.end()
            desk = Desk(environment, foreign)
            wait_for(lambda: not np.array_equal(picture(tmp_path)[700:860, 400:1300], empty), 20, desk.alive)
            desk.alive()
        finally:
            said = desk.end()
    assert "Traceback" not in said
