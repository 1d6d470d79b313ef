"""Programs that are killed at any moment lose nothing: short here, long with ``make soak``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the campaigns fork")
ROOT = Path(__file__).resolve().parents[2]


def run(name, rounds, seed, seconds):
    done = subprocess.run(
        [sys.executable, "-m", "tests.session.campaigns", name, str(rounds), str(seed)],
        check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=seconds,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("name", "rounds"), [("save", 6), ("edits", 2), ("claims", 5)])
def test_a_few_rounds(name, rounds):
    assert run(name, rounds, 1, 120)


@pytest.mark.soak
@pytest.mark.parametrize(("name", "rounds"), [("save", 1000), ("edits", 500), ("claims", 500), ("window", 20)])
def test_many_rounds(name, rounds):
    found = run(name, rounds, 2, 3500)
    sys.stdout.write(f"{name}: {found}\n")
    assert found
