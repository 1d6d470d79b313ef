"""A screen of its own for a test: starts Xvfb, finds windows, moves the mouse, presses keys."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "xdotool")


def missing():
    """Names of the tools that are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextlib.contextmanager
def screen(folder, size="1440x900"):
    """A new X server that keeps its picture in ``folder``; gives the environment of programs that draw on it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-fbdir", str(folder), "-noreset"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "ONEMAP_LANG": "en"}
    finally:
        server.terminate()
        server.wait(10)


class Desk:
    """The program on a screen, driven like a person does."""

    def __init__(self, environment, *arguments):
        self._environment = environment
        self._program = subprocess.Popen(
            [sys.executable, "-m", "onemap", *map(str, arguments)], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.window = self._find()

    def do(self, *words):
        """Run xdotool; gives what it says."""
        answer = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self._environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=20,
        )
        return answer.stdout.strip()

    def _find(self):
        found = wait_for(lambda: self.do("search", "--onlyvisible", "--pid", self._program.pid), 60, self.alive)
        window = found.split()[-1]
        self.do("windowmove", window, 0, 0)
        self.do("windowsize", window, 1440, 900)
        self.do("windowfocus", window)
        return window

    def alive(self):
        """Fail with what the program said when it ended."""
        if self._program.poll() is not None:
            message = f"the program ended with {self._program.returncode}: {self._program.stdout.read()}"
            raise AssertionError(message)

    def click(self, x, y):
        """Press and release the left button."""
        self.do("mousemove", x, y, "click", 1)

    def drag(self, start, end, steps=8):
        """Drag with the left button."""
        self.do("mousemove", *start, "mousedown", 1)
        for step in range(1, steps + 1):
            at = [round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True)]
            self.do("mousemove", *at)
        self.do("mouseup", 1)

    def key(self, *keys):
        """Press keys, such as ctrl+s."""
        self.do("key", "--clearmodifiers", *keys)

    def type(self, text):
        """Type text."""
        self.do("type", "--delay", 5, text)

    def dialog(self):
        """Wait for a window beside the main one and give it the keyboard, as a window manager would."""

        def other():
            found = self.do("search", "--onlyvisible", "--pid", self._program.pid).split()
            return [one for one in found if one != self.window]

        window = wait_for(other, 60, self.alive)[-1]
        self.do("windowfocus", "--sync", window)
        return window

    def focus(self):
        """Give the keyboard back to the main window."""
        self.do("windowfocus", "--sync", self.window)

    def wait(self, seconds=20):
        """Wait for the program to end by itself; gives its exit code and what it said."""
        said, _ = self._program.communicate(timeout=seconds)
        return self._program.returncode, said

    def end(self):
        """Close without saving; gives what the program said."""
        self._program.terminate()
        try:
            said, _ = self._program.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self._program.kill()
            said, _ = self._program.communicate()
        return said


def picture(folder):
    """What the screen shows, as an array (h, w, 3)."""
    import numpy as np

    raw = (Path(folder) / "Xvfb_screen0").read_bytes()
    header = np.frombuffer(raw[:100], ">u4")
    size, width, height, stride, colors = (int(header[i]) for i in (0, 4, 5, 12, 19))
    pixels = np.frombuffer(raw, np.uint8, stride * height, offset=size + 12 * colors).reshape(height, stride)
    return pixels[:, : width * 4].reshape(height, width, 4)[..., 2::-1]


def wait_for(what, seconds, meanwhile=lambda: None):
    """What ``what`` gives once it is true; fails after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        meanwhile()
        if found := what():
            return found
        time.sleep(0.05)
    message = f"waited {seconds} s for nothing"
    raise AssertionError(message)
