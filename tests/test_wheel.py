"""The built wheel, read-only, without a network and with an empty home, opens the sample city."""

import json
import os
import shutil
import struct
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]

pytestmark = pytest.mark.wheel


def offline():
    """What to put before a command to take the network away; nothing where the system does not let us."""
    unshare = shutil.which("unshare")
    command = [unshare, "--map-root-user", "--net"] if unshare else []
    allowed = unshare and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if allowed else []


def state_of(folder):
    """Path, size and time of every file under ``folder``."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel with what is installed, asking nobody."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [*PIP, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    return next(folder.glob("onemap-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Unpack the wheel into a folder of its own and make it read-only."""
    folder = tmp_path_factory.mktemp("installed") / "lib"
    subprocess.run([*PIP, "install", "--no-index", "--no-deps", "--target", str(folder), str(wheel)], check=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)


@pytest.fixture(scope="module")
def run(installed, tmp_path_factory):
    """Call the installed program: ``run("info", ...)`` gives its output."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": str(installed),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ONEMAP_LANG": "en",
    }
    start = offline()

    def run(*arguments):
        answer = subprocess.run(
            [*start, sys.executable, "-m", "onemap", *map(str, arguments)],
            capture_output=True,
            text=True,
            env=environment,
            cwd=home,
            check=False,
            timeout=300,
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    return run


def test_the_wheel_carries_its_data_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    folders = {"/".join(name.split("/")[:3]) for name in names if "_bundled" in name}
    assert folders == {f"onemap/_bundled/{folder}" for folder in ("layers", "resources", "sample_data")}
    assert not [name for name in names if name.startswith("tests/") or name.endswith((".pyc", ".nbi", ".ts"))]


def test_the_wheel_carries_every_data_file_of_the_checkout(wheel):
    listed = subprocess.run(
        ["git", "ls-files", "layers", "resources", "sample_data"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    wanted = {f for f in listed if not f.startswith("sample_data/make/") and not f.endswith(".ts")}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert wanted <= {name.removeprefix("onemap/_bundled/") for name in names}


def test_the_installed_program_is_the_wheels_own(run, installed):
    about = json.loads(run("--about-json"))
    assert about["onemap"]
    assert Path(about["layers_dir"]).is_relative_to(installed)


def test_the_sample_city_is_exported_and_asked_from_a_read_only_folder(run, installed, tmp_path):
    before = state_of(installed)
    city = installed / "onemap" / "_bundled" / "sample_data" / "sample_city.onemap"
    picture = tmp_path / "city.png"
    run("export", city, "-o", picture, "--size", "800x500")
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (800, 500)

    x, y = tomllib.loads(city.read_text(encoding="utf-8"))["view"]["center"]
    answer = json.loads(run("identify", city, "--at", f"{x},{y}", "--tolerance", "50", "--json"))
    assert answer["grid"]
    assert answer["hits"]
    assert state_of(installed) == before
