"""An analyst's morning at the desk: narrow, look at a month, keep it, compare, step back, come back later."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from onemap.api.timing import moment_of
from onemap.app import desktop
from onemap.app.settings import Settings
from onemap.io.files import sample_dir
from onemap.ui import language, theme
from onemap.ui.scenes_mount import ScenesMount
from onemap.ui.time_mount import TimeMount

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")


@pytest.fixture
def opened(qtbot, tmp_path):
    """Open a project in a window of its own; all of them are closed at the end."""
    app, windows = QApplication.instance(), []

    def make(path):
        made = desktop.make_window(app, Settings(tmp_path / f"settings{len(windows)}.ini"), "zh")
        windows.append(made)
        made.show()
        made.files.open_paths([path])
        qtbot.waitUntil(lambda: bool(made.session.entries) and not made.session.jobs, timeout=30_000)
        return made

    yield make
    for made in windows:
        made.session.dirty = False
        made.close()
        qtbot.waitUntil(lambda made=made: not made.isVisible())
        made.deleteLater()
    language.use("en")
    theme.apply(app, "light")


def at_rest(window, qtbot):
    qtbot.waitUntil(lambda: not window.session.jobs and not window.drawing.busy, timeout=30_000)


def kept(window, layer):
    ready = window.session.entry(layer).ready
    return ready.data.rows if ready.kept is None else int(ready.kept.sum())


def test_narrow_look_keep_compare_step_back_and_come_back(opened, qtbot, tmp_path):
    window = opened(CITY)
    session, mount = window.session, window.mounted(TimeMount)
    cases = session.entry("case").ready.data.table
    nature = np.array(cases.column("category").to_pylist()) == "生态环境"
    reported = cases.column("report_time").to_numpy().astype("datetime64[D]")

    # 只看生态环境类案件，再看六月
    session.set_filter("case", "category = '生态环境'")
    at_rest(window, qtbot)
    assert kept(window, "case") == nature.sum()
    window.actions_["time"].trigger()
    qtbot.waitUntil(lambda: mount.bar.film is not None, timeout=20_000)
    session.show_time(moment_of("2026-06"))
    at_rest(window, qtbot)
    june = nature & (reported >= np.datetime64("2026-06-01"))
    assert kept(window, "case") == june.sum()
    assert mount.bar.span.text() == "2026-06-01 — 2026-06-30"
    qtbot.waitUntil(lambda: f"{len(reported[nature]) - june.sum():,} 条在时间范围外" in window.status.parts.text())

    # 记下这一幕；换成五月，卷帘对比
    scenes = window.mounted(ScenesMount)
    before = len(session.scenes)
    window.actions_["keep_scene"].trigger()
    scenes.panel.renamed.emit(session.scenes[-1].id, "六月 生态环境")
    assert len(session.scenes) == before + 1
    session.show_time(moment_of("2026-05"))
    scenes.compare(session.scenes[-1].id, "swipe")
    second = scenes.comparing
    qtbot.waitUntil(lambda: second.second is not None and second.second.picture is not None, timeout=20_000)
    assert second.second.session.moment == moment_of("2026-06")
    window.actions_["compare_swipe"].trigger()

    # 选中一条街上的，存为选择；撤销一步，再重做
    street = session.entry("subdistrict").ready.extent
    session.select({"case": np.flatnonzero(june)})
    session.selection.keep("六月要查的")
    window.actions_["undo"].trigger()
    assert not session.selections
    qtbot.waitUntil(window.actions_["redo"].isEnabled)
    window.actions_["redo"].trigger()
    assert session.selections[0].count == june.sum()
    window.canvas.zoom_to(street)

    # 保存，第二天接着看
    saved = tmp_path / "早上.onemap"
    from onemap.api.map import Map

    Map(session=session).save(saved)
    again = opened(saved)
    at_rest(again, qtbot)
    assert again.session.entry("case").where == "category = '生态环境'"
    assert again.session.moment == moment_of("2026-05")
    assert again.mounted(TimeMount).is_open
    assert [one.title for one in again.session.scenes][-1] == "六月 生态环境"
    assert again.session.selections[0].count == june.sum()
    again.mounted(ScenesMount).show_scene(again.session.scenes[-1].id)
    at_rest(again, qtbot)
    assert kept(again, "case") == june.sum()
