"""What the grade of its layers puts on a picture, and its line in the record."""

import datetime as dt
import hashlib

import numpy as np
import pytest

import onemap
from onemap.api.marking import mark_of, record_of
from onemap.errors import OutputError, RequestError
from onemap.io import exports, grades
from onemap.io.exports import ExportedLayer
from onemap.io.files import sample_dir
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.render.furniture import Sheet

STAMP = ("S-0001", None)


@pytest.fixture(scope="module")
def city():
    return onemap.open(sample_dir() / "sample_city.onemap")


@pytest.fixture
def only(city):
    """Show some layers of the city alone."""
    shown = [layer.id for layer in city.layers if layer.visible]

    def show(*names):
        city.session.set_visible([layer.id for layer in city.layers], False)
        city.session.set_visible(names, True)
        return city

    yield show
    show(*shown)


def _record(grade, tmp_path):
    return record_of("picture", tmp_path / "a.png", (ExportedLayer("a", "甲", grade),), None, None, STAMP)


@pytest.mark.parametrize(("grade", "line", "marked"), [(1, "", False), (2, "内部资料", False), (3, "敏感资料", True),
                                                       (4, "重要数据", True), (5, "核心数据", True)])  # fmt: skip
def test_words_from_l2_and_a_watermark_from_l3(grade, line, marked, tmp_path):
    mark = mark_of(_record(grade, tmp_path), language="zh")
    assert mark.line.startswith(line)
    assert bool(mark.line) == bool(line)
    assert ("S-0001" in mark.watermark) == ("S-0001" in mark.line) == marked == _record(grade, tmp_path).marked


@pytest.mark.parametrize(
    ("said", "grade", "line"),
    [("仅供参考", 1, "仅供参考"), ("仅供城管局使用", 2, "内部资料 注意保密 · 仅供城管局使用"),
     ("内部 勿传", 2, "内部 勿传"),
     ("核心数据", 2, "核心数据"), ("L3 不得公开", 3, "L3 不得公开  S-0001")],
)  # fmt: skip
def test_own_words_take_the_place_of_those_that_are_no_higher(said, grade, line, tmp_path):
    assert mark_of(_record(grade, tmp_path), said, "zh").line == line


@pytest.mark.parametrize("said", ["公开", "内部资料 注意保密", "public", "L2"])
def test_own_words_are_never_lower_than_the_data(said, tmp_path):
    with pytest.raises(RequestError) as told:
        mark_of(_record(3, tmp_path), said)
    assert told.value.key == "grade_too_low"
    assert "甲" in str(told.value)


@pytest.mark.parametrize(
    ("text", "grade"),
    [("公开", 1), ("不得公开", None), ("内部资料，不得公开", 2), ("l4", 4), ("XL40", None), ("Internal", 2),
     ("not for publication", None)],
)  # fmt: skip
def test_the_grade_that_a_text_names(text, grade):
    assert grades.grade_in(text) == grade


def test_every_grade_has_its_words():
    assert [grades.grade(n).grade for n in range(1, 6)] == [1, 2, 3, 4, 5]
    assert all(grades.grade(n).line and grades.grade(n).line_en for n in range(2, 6))


def test_a_public_map_has_no_mark_and_is_noted(only, tmp_path):
    city = only("road", "water")
    written = city.export(tmp_path / "a.png", size=(300, 200))
    bare = city.export(tmp_path / "b.png", size=(300, 200), sheet=None, stamp=STAMP)
    assert written.path.read_bytes() == bare.path.read_bytes()
    last = exports.read().records[-1]
    assert (last.serial, last.state, last.marked, last.kind, last.crs) == ("S-0001", "done", False, "picture", city.crs)
    assert last.sha256 == hashlib.sha256(bare.path.read_bytes()).hexdigest()
    assert last.size == bare.path.stat().st_size
    assert {(one.id, one.grade) for one in last.layers} == {("road", 1), ("water", 1)}
    assert last.extent is not None


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".pdf"])
def test_the_same_stamp_writes_the_same_bytes_and_another_does_not(only, tmp_path, suffix):
    city = only("case", "road")
    when = dt.datetime.fromisoformat("2026-06-30T12:00:00+08:00")
    files = [
        city.export(tmp_path / f"{n}{suffix}", size=(320, 240), stamp=(serial, when)).path.read_bytes()
        for n, serial in enumerate(("A", "A", "B"))
    ]
    assert files[0] == files[1] != files[2]


def test_layers_out_of_scale_do_not_count(only, tmp_path):
    city = only("person", "road")
    city.export(tmp_path / "far.png", size=(200, 150))
    x, y = city.extent.center
    city.export(tmp_path / "near.png", size=(200, 150), extent=(x - 50, y - 40, x + 50, y + 40))
    far, near = exports.read().records
    assert (far.grade, near.grade) == (1, 3)


def test_a_watermark_is_over_all_of_the_map_and_little_of_it(only, tmp_path):
    from PySide6.QtGui import QImage

    city = only("case")
    city.export(tmp_path / "a.png", size=(900, 600), extent=(0, 0, 9, 6))
    image = QImage(str(tmp_path / "a.png")).convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(600, -1)[:, :2700].reshape(600, 900, 3).astype(int)
    ground = np.median(pixels.reshape(-1, 3), axis=0)
    inked = np.abs(pixels - ground).max(axis=2) > 4
    parts = [inked[r : r + 300, c : c + 300].mean() for r in (0, 300) for c in (0, 300, 600)]
    assert all(0.005 < part < 0.2 for part in parts[:-1])


def test_homes_of_a_picture_stand_in_their_cells(only):
    from onemap.city.home_places import snapped
    from onemap.render.homes import with_shown_homes
    from onemap.session import snapshot

    city = only("person")
    request = snapshot.picture(city.session, city.view((100, 100)), selection=False)
    moved = with_shown_homes(request, city.crs).layers[0].prepared
    true = request.layers[0].prepared
    order = np.argsort(true.rows)
    expected = snapped(true.coords[order], city.crs)
    np.testing.assert_allclose(moved.coords[np.argsort(moved.rows)], expected, atol=1e-6)
    assert np.hypot(*(expected - true.coords[order]).T).max() < 45


def test_what_cannot_be_noted_does_not_leave(only, tmp_path):
    exports.path().mkdir()
    with pytest.raises(OutputError, match="record"):
        only("case").export(tmp_path / "a.png", size=(50, 40))
    assert not (tmp_path / "a.png").exists()
    only("road").export(tmp_path / "b.png", size=(50, 40))
    assert (tmp_path / "b.png").exists()


def test_an_approval_number_is_looked_at(only, tmp_path):
    with pytest.raises(RequestError) as told:
        only("road").export(tmp_path / "a.png", size=(50, 40), sheet=Sheet(approval_no="GS 2024-650"))
    assert told.value.key == "approval_bad"
    assert not exports.read().records


def test_core_data_are_not_read_unless_that_is_allowed(tmp_path, monkeypatch):
    (tmp_path / "p.csv").write_text("x,y\n104,31\n", encoding="utf-8")
    source = Source(str(tmp_path / "p.csv"), crs="EPSG:4490", x="x", y="y")
    secret = LayerDefinition(source, title="密", fields={"x": Field(grade=5)}, id="secret")
    opened = onemap.Map()
    assert "ONEMAP_ALLOW_L5" in str(opened.session.add(secret).error)
    monkeypatch.setenv("ONEMAP_ALLOW_L5", "1")
    assert opened.session.add(secret).error is None
