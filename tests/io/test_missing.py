"""Missing files: found in the same tree, on another drive, under another name; one that is known finds the others."""

import shutil

import pytest

from onemap.io import fingerprints, missing
from onemap.io.missing import Found, Lost


def city(folder, names=("部件/灯.gpkg", "部件/井.gpkg", "路/路.shp")):
    """Files with bytes of their own, and what a project says of them."""
    lost = []
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes([number]) * (1000 + number))
        lost.append(Lost(f"l{number}", str(path), fingerprints.of(path)))
    return lost


def test_the_same_tree_beside_the_project_is_found_without_a_search(tmp_path):
    lost = city(tmp_path / "old" / "data")
    (tmp_path / "new" / "project").mkdir(parents=True)
    shutil.move(tmp_path / "old" / "data", tmp_path / "new" / "data")
    found = missing.nearby(lost, tmp_path / "new" / "project")
    assert {layer: one.how for layer, one in found.items()} == {"l0": "bytes", "l1": "bytes", "l2": "bytes"}
    assert found["l0"].path == str(tmp_path / "new" / "data" / "部件" / "灯.gpkg")


def test_another_drive_is_looked_at(tmp_path, monkeypatch):
    lost = city(tmp_path / "c" / "data")
    shutil.move(tmp_path / "c", tmp_path / "drive")
    monkeypatch.setattr(missing, "drives", lambda: [tmp_path / "drive"])
    assert set(missing.nearby(lost, tmp_path / "elsewhere")) == {"l0", "l1", "l2"}


def test_a_file_of_the_same_name_with_other_bytes_is_not_taken_without_asking(tmp_path):
    lost = city(tmp_path / "data")
    (tmp_path / "data").rename(tmp_path / "gone")
    (tmp_path / "data2" / "部件").mkdir(parents=True)
    (tmp_path / "data2" / "部件" / "灯.gpkg").write_bytes(b"another")
    assert missing.nearby(lost, tmp_path / "data2") == {}
    found = missing.search(lost, tmp_path / "data2")
    assert found == {"l0": Found(str(tmp_path / "data2" / "部件" / "灯.gpkg"), "name")}


def test_a_file_under_another_name_is_known_by_its_bytes(tmp_path):
    lost = city(tmp_path / "data")
    (tmp_path / "new" / "deep").mkdir(parents=True)
    shutil.move(tmp_path / "data" / "路" / "路.shp", tmp_path / "new" / "deep" / "roads.shp")
    shutil.move(tmp_path / "data" / "部件" / "灯.gpkg", tmp_path / "new" / "灯.gpkg")
    found = missing.search(lost, tmp_path / "new")
    assert found == {
        "l0": Found(str(tmp_path / "new" / "灯.gpkg"), "bytes"),
        "l2": Found(str(tmp_path / "new" / "deep" / "roads.shp"), "bytes"),
    }


def test_of_several_of_one_name_the_one_with_most_of_the_old_path_is_taken_and_else_none(tmp_path):
    lost = [Lost("a", "/old/2026/lamp.csv"), Lost("b", "/old/x/pole.csv")]
    for folder in ("2025", "2026", "y", "z"):
        (tmp_path / folder).mkdir()
    for name in ("2025/lamp.csv", "2026/LAMP.csv", "y/pole.csv", "z/pole.csv"):
        (tmp_path / name).write_text("1")
    assert missing.search(lost, tmp_path) == {"a": Found(str(tmp_path / "2026" / "LAMP.csv"), "name")}


def test_one_that_is_known_finds_all_that_moved_with_it(tmp_path):
    lost = city(tmp_path / "old" / "data")
    shutil.move(tmp_path / "old" / "data", tmp_path / "E" / "city")
    new = tmp_path / "E" / "city" / "部件" / "灯.gpkg"
    found = missing.along(lost[1:], lost[0].path, str(new))
    assert {layer: one.path for layer, one in found.items()} == {
        "l1": str(tmp_path / "E" / "city" / "部件" / "井.gpkg"),
        "l2": str(tmp_path / "E" / "city" / "路" / "路.shp"),
    }
    assert missing.along(lost[1:], "/another/tree/灯.gpkg", str(new)) == {}


def test_one_under_another_name_still_leads_to_those_beside_it(tmp_path):
    lost = city(tmp_path / "old")
    shutil.move(tmp_path / "old", tmp_path / "new")
    (tmp_path / "new" / "部件" / "灯.gpkg").rename(tmp_path / "new" / "部件" / "lamps.gpkg")
    found = missing.along(lost[1:], lost[0].path, str(tmp_path / "new" / "部件" / "lamps.gpkg"))
    assert set(found) == {"l1"}


@pytest.mark.parametrize("path", ["C:\\data\\city\\lamp.csv", "\\\\server\\share\\city\\lamp.csv"])
def test_a_path_of_another_system_is_taken_apart(tmp_path, path):
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "lamp.csv").write_text("1")
    mark = fingerprints.of(tmp_path / "city" / "lamp.csv")
    assert missing.nearby([Lost("a", path, mark)], tmp_path)["a"].path == str(tmp_path / "city" / "lamp.csv")


def test_a_search_can_be_stopped_and_does_not_enter_hidden_folders(tmp_path):
    (tmp_path / ".trash").mkdir()
    (tmp_path / ".trash" / "lamp.csv").write_text("1")
    assert missing.search([Lost("a", "/x/lamp.csv")], tmp_path) == {}

    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        missing.search([Lost("a", "/x/lamp.csv")], tmp_path, stop)
