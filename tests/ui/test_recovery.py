"""What a crash left is offered in the window, and comes back to the last action."""

import pytest

from onemap.io import holders, journals
from onemap.session import content, journal
from onemap.ui.recovery_mount import RecoveryMount
from tests.ui.desk import city


@pytest.fixture
def left():
    """A journal of a window that is dead; gives what was open in it."""
    session = city()
    kept = journal.Journal(session, journals.new_path())
    kept.begin()
    session.set_title("lamp", "街灯")
    session.set_visible(["grid"], visible=False)
    session.title = "我的城市"
    kept.begin()
    session.set_title("grid", "网格")
    kept.settled()
    kept.close(remove=False)
    kept.path.rename(kept.path.with_name(f"{holders.host()}-999999999-1-0{journals.SUFFIX}"))
    return session.content


@pytest.fixture
def started(make_window, left, qtbot):
    window = make_window(city())
    window.session.dirty = False
    mount = window.mounted(RecoveryMount)
    mount.start()
    qtbot.waitUntil(lambda: mount.dialog is not None)
    yield window, mount, left
    mount.stop()


def names():
    return [path.name for path in journals.left()]


def test_restore_brings_back_everything(started, qtbot):
    window, mount, left = started
    assert "我的城市" in mount.dialog.list.item(0).text()
    assert "1 changes; the last: Rename grid" in mount.dialog.list.item(0).text().replace("Unit grids", "grid")
    mount.dialog.restore.click()
    assert content.same(content_without_tokens(window.session.content), content_without_tokens(left))
    assert window.session.dirty
    qtbot.waitUntil(lambda: names() == [])
    mount.journal.settled()
    assert content.same(journal.read(mount.journal.path).content, window.session.content)


def content_without_tokens(one):
    import msgspec

    layers = tuple(msgspec.structs.replace(state, token=0) for state in one.layers)
    return msgspec.structs.replace(one, layers=layers)


def test_discard_removes_it_and_later_keeps_it(started, qtbot):
    _, mount, _ = started
    mount.dialog.later.click()
    assert len(names()) == 1
    mount.offer(journal.left())
    mount.dialog.discard.click()
    assert names() == []


def test_a_journal_that_cannot_be_written_is_told_and_the_window_works(make_window, qtbot, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ONEMAP_STATE_DIR", str(tmp_path / "file" / "under"))
    window = make_window(city())
    window.mounted(RecoveryMount).start()
    assert "journal cannot be written" in window.message.text.text()
    window.session.set_title("lamp", "x")
    assert window.session.undo()
