import os
import subprocess
import sys
from pathlib import Path

from onemap.ui.telling import Telling

ROOT = Path(__file__).parents[2]
#: A script that draws text, which needs an application of its own, and opens the window afterwards.
SCRIPT = """
from pathlib import Path
import onemap
city = onemap.open("sample_data/sample_city.onemap")
city.render(size=(300, 200))
import onemap.ui.main_window
from PySide6.QtCore import QTimer
from onemap.app import desktop
begin = desktop.begin
def then_close(window, paths, crs):
    begin(window, paths, crs)
    QTimer.singleShot(300, lambda: (print("window", window.isVisible()), window.close()))
desktop.begin = then_close
print("code", desktop.run([]))
"""


def test_every_listener_hears_what_is_told(qapp):
    telling, heard = Telling(), []
    telling.connect(heard.append)
    telling.emit("dark")
    assert heard == ["dark"]


def test_a_script_that_drew_opens_the_window_afterwards():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert answer.stdout.split() == ["window", "True", "code", "0"], answer.stderr
