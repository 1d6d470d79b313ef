import pytest
from PySide6.QtCore import QPoint, Qt

from onemap.api.timing import moment_of
from onemap.ui.scenes_mount import ScenesMount
from tests.ui.desk import city

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(make_window, qtbot):
    made = make_window(city())
    made.resize(1000, 700)
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    return made


@pytest.fixture
def mount(window):
    return window.mounted(ScenesMount)


def titles(mount):
    return [mount.panel.list.item(row).text() for row in range(mount.panel.list.count())]


def test_scenes_and_places_are_kept_named_and_listed(window, mount, qtbot):
    window.actions_["keep_scene"].trigger()
    window.actions_["keep_place"].trigger()
    window.actions_["keep_scene"].trigger()
    assert titles(mount) == ["Scene 1", "Place 1", "Scene 2"]
    assert window.side.showing(mount.panel)
    mount.panel.list.item(0).setText("After the rain")
    assert window.session.scenes[0].title == "After the rain"
    mount.panel.list.item(1).setText("  ")
    assert titles(mount) == ["After the rain", "Place 1", "Scene 2"]
    window.session.undo()
    assert titles(mount) == ["Scene 1", "Place 1", "Scene 2"]
    qtbot.waitUntil(lambda: all(mount.panel.has_thumb(one.id) for one in window.session.scenes))


def test_a_click_and_a_key_bring_a_scene_back(window, mount, qtbot):
    first = window.canvas.view
    window.actions_["keep_scene"].trigger()
    window.session.set_visible(["lamp"], visible=False)
    window.canvas.zoom(4)
    window.actions_["keep_scene"].trigger()
    view = window.canvas.view
    mount.panel.shown.emit(window.session.scenes[0].id)
    assert window.session.entry("lamp").visible
    assert window.canvas.view.resolution == pytest.approx(first.resolution)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert not window.session.entry("lamp").visible
    assert window.canvas.view.resolution == pytest.approx(view.resolution)
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert window.canvas.view.resolution == pytest.approx(view.resolution)


def test_a_scene_is_brought_up_to_date_moved_and_deleted(window, mount):
    for _ in range(3):
        window.actions_["keep_scene"].trigger()
    first, second, third = window.session.scenes
    window.session.show_time(moment_of("2026"))
    mount.panel.updated.emit(second.id)
    assert window.session.scenes[1].moment == moment_of("2026")
    assert window.session.scenes[1].title == second.title
    mount.panel.ordered.emit([third.id, first.id, second.id])
    assert [one.id for one in window.session.scenes] == [third.id, first.id, second.id]
    mount.panel.removed.emit(first.id)
    assert [one.id for one in window.session.scenes] == [third.id, second.id]


def test_layers_that_went_are_told(window, mount):
    window.actions_["keep_scene"].trigger()
    window.session.remove(["lamp"])
    mount.show_scene(window.session.scenes[0].id)
    assert "lamp" in window.message.text.text()


def compared(window, mount, qtbot, mode):
    window.actions_["keep_scene"].trigger()
    window.session.set_visible(["lamp"], visible=False)
    window.actions_[f"compare_{mode}"].trigger()
    comparing = mount.comparing
    qtbot.waitUntil(lambda: comparing.second is not None and comparing.second.picture is not None)
    return comparing


@pytest.mark.parametrize("mode", ["swipe", "side"])
def test_two_maps_look_at_the_same_place(window, mount, qtbot, mode):
    comparing = compared(window, mount, qtbot, mode)
    second = comparing.second
    drawn = second.drawing.renderer.requests
    assert any("lamp" in {layer.id for layer in request.layers} for request in drawn)
    window.canvas.zoom(2)
    window.canvas.pan(40, 10)
    for one, other in ((window.canvas, second), (second, window.canvas)):
        assert one.view.center_x == pytest.approx(other.view.center_x)
        assert one.view.resolution == pytest.approx(other.view.resolution)
        second.pan(-30, 5)
    assert window.actions_[f"compare_{mode}"].isChecked()
    window.actions_[f"compare_{mode}"].trigger()
    assert comparing.second is None
    assert not window.actions_[f"compare_{mode}"].isChecked()


def test_two_maps_stay_where_the_one_was_however_the_second_comes_and_goes(window, mount, qtbot):
    window.actions_["keep_scene"].trigger()
    window.canvas.zoom(2)
    window.canvas.pan(33, 11)
    centre, comparing = window.session.views.current.extent.center, mount.comparing
    scene = window.session.scenes[0].id
    for mode in ("side", "swipe", "side", "side"):
        mount.compare(scene, mode)
        qtbot.waitUntil(lambda: comparing.second is not None and comparing.second.picture is not None)
        for canvas in (window.canvas, comparing.second):
            assert canvas.view.extent.center == pytest.approx(centre)
    window.resize(window.width() - 140, window.height() - 60)
    qtbot.waitUntil(lambda: window.canvas.view.width_px == window.canvas.width())
    assert comparing.second.view.extent.center == pytest.approx(window.canvas.view.extent.center)
    centre = window.canvas.view.extent.center
    comparing.end()
    assert window.canvas.view.extent.center == pytest.approx(centre)


def test_the_handle_uncovers_the_other_map(window, mount, qtbot):
    comparing = compared(window, mount, qtbot, "swipe")
    handle = comparing._handle
    qtbot.waitUntil(lambda: comparing.second.width() == window.canvas.width())
    qtbot.mousePress(handle, LEFT, NONE, QPoint(12, 100))
    qtbot.mouseMove(handle, QPoint(12 - 200, 100))
    left = comparing.second.mask().boundingRect().left()
    assert left < window.canvas.width() / 2
    qtbot.keyClick(handle, Qt.Key.Key_Right)
    assert comparing.second.mask().boundingRect().left() > left


def test_a_scene_that_goes_ends_the_comparing(window, mount, qtbot):
    comparing = compared(window, mount, qtbot, "side")
    window.session.set_scenes(())
    assert comparing.second is None
    assert mount.panel.hint.isVisibleTo(mount.panel)


def test_without_a_scene_there_is_nothing_to_compare(window, mount):
    window.actions_["compare_swipe"].trigger()
    assert not window.actions_["compare_swipe"].isChecked()
    assert window.message.text.text()
