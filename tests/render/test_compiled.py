"""The door to compiled code: where it is kept, and what it takes."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from onemap.render import palette
from onemap.render.kernels import blend, warm_up

SHOW = "from onemap.compiled import cache_folder; print(cache_folder())"


def folder(**environment):
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_state_folder_holds_the_compiled_kernels(tmp_path):
    assert folder(ONEMAP_STATE_DIR=str(tmp_path)) == str(tmp_path / "kernels")


def test_a_state_folder_that_cannot_be_written_sends_them_elsewhere(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    elsewhere = folder(ONEMAP_STATE_DIR=str(blocked), TMPDIR=str(tmp_path))
    assert elsewhere.startswith(str(tmp_path))
    assert str(blocked) not in elsewhere


@pytest.mark.parametrize("writable", [True, False], ids=["writable", "read-only"])
def test_kernels_take_read_only_arrays(writable):
    warm_up()
    band, out = np.full((1, 2, 4), 65535, np.uint16), np.zeros((1, 2, 4), np.uint8)
    band.flags.writeable = writable
    blend.to_bytes(band, out)
    assert (out == 255).all()
    assert len(blend.to_bytes.signatures) == 1


@pytest.mark.parametrize("name", ["light", "dark"])
def test_palettes_hold_colours(name):
    assert palette.names(name)
    assert {len(palette.rgba(f"@{each}", name)) for each in palette.names(name)} == {4}


def test_both_palettes_have_the_same_names():
    assert palette.names("light").keys() == palette.names("dark").keys()


@pytest.mark.parametrize(("text", "wanted"), [("#102030", (16, 32, 48, 255)), ("#10203040", (16, 32, 48, 64))])
def test_hexadecimal_colours(text, wanted):
    assert palette.rgba(text) == wanted
