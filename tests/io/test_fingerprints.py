"""Fingerprints: the same for the same bytes wherever they are, another where size, beginning, middle or end differ."""

import pytest

from onemap.io import fingerprints


def test_the_same_bytes_elsewhere_have_the_same_one(tmp_path):
    data = bytes(range(256)) * 4000
    (tmp_path / "a.bin").write_bytes(data)
    (tmp_path / "别名.gpkg").write_bytes(data)
    one = fingerprints.of(tmp_path / "a.bin")
    assert one == fingerprints.of(tmp_path / "别名.gpkg")
    assert one.startswith(f"{len(data)}-")
    assert fingerprints.may_be(tmp_path / "a.bin", one)
    assert not fingerprints.may_be(tmp_path / "a.bin", "7-ab")


@pytest.mark.parametrize("place", [0, 500_000, 999_999])
def test_other_bytes_have_another(tmp_path, place):
    data = bytearray(1_000_000)
    (tmp_path / "a").write_bytes(data)
    data[place] = 1
    (tmp_path / "b").write_bytes(data)
    assert fingerprints.of(tmp_path / "a") != fingerprints.of(tmp_path / "b")


def test_a_file_that_was_changed_is_looked_at_again(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    one = fingerprints.of(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"22")
    assert fingerprints.of(tmp_path / "a") != one


def test_an_empty_file_has_one_and_what_is_no_file_has_none(tmp_path):
    (tmp_path / "empty").touch()
    assert fingerprints.of(tmp_path / "empty").startswith("0-")
    assert fingerprints.of(tmp_path) is None
    assert fingerprints.of(tmp_path / "gone") is None
    assert fingerprints.of("a\0b") is None
