"""What `make` does to a machine: only what is missing, said aloud, and without root only said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETUP = ROOT / ".ci" / "setup.sh"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are set up on Linux")


@pytest.fixture
def machine(tmp_path):
    """A machine of our making: which libraries it has, whether it has a Chinese font, who is asking."""

    def make(*, without=(), font=True, user=0):
        libraries = [
            line.split()[0] for line in SETUP.read_text(encoding="utf-8").splitlines() if line.startswith("lib")
        ]
        lines = [f"\t{name} (libc6,x86-64) => /lib/{name}" for name in libraries if name not in without]
        command(tmp_path / "ldconfig", "cat <<'END'\n" + "\n".join(lines) + "\nEND")
        command(tmp_path / "fc-list", "echo 'Noto Sans CJK SC'" if font else ":")
        command(tmp_path / "id", f"echo {user}")
        command(tmp_path / "apt-get", f'echo "$@" >>{tmp_path}/log')
        path = f"{tmp_path}:{os.environ['PATH']}"
        answer = subprocess.run(
            [str(SETUP), "system"], capture_output=True, text=True, check=True, env={**os.environ, "PATH": path}
        )
        log = tmp_path / "log"
        return answer.stdout, log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    return make


def command(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_machine_that_has_all_is_left_alone_in_silence(machine):
    assert machine() == ("", [])


def test_root_installs_what_is_missing_and_says_so(machine):
    said, ran = machine(without=("libxcb-cursor.so.0", "libEGL.so.1"), font=False)
    assert said == "onemap: installing missing system packages: fonts-noto-cjk libegl1 libxcb-cursor0\n"
    assert ran == ["update", "install -y --no-install-recommends fonts-noto-cjk libegl1 libxcb-cursor0"]


def test_without_root_the_exact_command_is_printed_and_nothing_run(machine):
    said, ran = machine(without=("libxcb-cursor.so.0",), user=1000)
    assert 'sudo sh -c "apt-get update && apt-get install -y --no-install-recommends libxcb-cursor0"' in said
    assert "going on without them" in said
    assert ran == []


def test_after_set_up_the_window_finds_every_library_it_links_to():
    qt = Path(pytest.importorskip("PySide6").__file__).parent / "Qt"
    asked = set()
    for name in ("plugins/platforms/libqxcb.so", "lib/libQt6XcbQpa.so.6", "lib/libQt6Gui.so.6"):
        shown = subprocess.run(["ldd", str(qt / name)], capture_output=True, text=True, check=True).stdout
        asked |= {line.split()[0] for line in shown.splitlines() if "not found" in line}
    assert not asked
