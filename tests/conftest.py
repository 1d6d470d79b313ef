"""What every test stands on: no screen, a state folder of its own, one language, no window left behind."""

import gc
import os
import sys

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["ONEMAP_LANG"] = "en"

from pytestqt.qtbot import QtBot

from onemap.compiled import cache_folder

# Chosen before the state folder moves: compiled kernels are kept from run to run.
KERNELS = cache_folder()


# Every run tries the same examples, so that a green tree stays green; `make soak` throws the dice anew.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("dice", max_examples=2000, deadline=None)
settings.load_profile("same")

# A busy machine takes its time; what never comes is told all the same.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _wait.__kwdefaults__["timeout"] = 20_000


@pytest.fixture(autouse=True, scope="session")
def _one_application(qapp):
    """Make the QApplication first: a QGuiApplication made by a picture test would stand in the way of the windows'."""


@pytest.fixture(autouse=True, scope="session")
def _no_state_of_the_user(tmp_path_factory):
    """Keep what fixtures of whole modules do out of the user's own state folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEMAP_STATE_DIR", str(_state_folder(tmp_path_factory)))
        yield


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory, monkeypatch):
    """Point ONEMAP_STATE_DIR at a new folder that shares nothing but the compiled kernels."""
    monkeypatch.setenv("ONEMAP_STATE_DIR", str(_state_folder(tmp_path_factory)))


def _state_folder(tmp_path_factory):
    state = tmp_path_factory.mktemp("state")
    if KERNELS is not None:
        (state / "kernels").symlink_to(KERNELS, target_is_directory=True)
    return state


@pytest.fixture(scope="session")
def qapp():
    """Give pytest-qt the program's own application; the one that pictures are drawn with makes room for it."""
    from onemap.app.application import make_application

    return make_application()


@pytest.fixture(autouse=True)
def _no_window_left(request):
    """Fail a test that leaves a top-level widget alive; what has a live parent at its end counts as left, too."""
    before = set(_top_level_widgets())
    yield
    left = [widget for widget in _top_level_widgets() if widget not in before]
    if left:
        gc.collect()
        left = [widget for widget in _top_level_widgets() if widget not in before]
    described = [f"{type(widget).__name__} {widget.objectName()!r}" for widget in left]
    for widget in left:
        widget.deleteLater()
    assert not described, f"{request.node.name} left top-level widgets: {', '.join(described)}"


def _top_level_widgets():
    """Top-level widgets after deferred deletions; none while no test has loaded QtWidgets or made an application."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return QApplication.topLevelWidgets()
