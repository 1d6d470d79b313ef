"""The journal: what was done is on disk, and comes back to the last whole record."""

from __future__ import annotations

import os
import random

import msgspec
import numpy as np
import pytest

from onemap.io import holders, journals
from onemap.model.moment import Moment
from onemap.model.note import Note
from onemap.session import content, journal, records
from onemap.session.session import Session
from tests.session import test_undo
from tests.session.cities import cells, definition, lamps
from tests.session.test_undo import RED


@pytest.fixture
def session():
    made = Session()
    made.add(definition("cells", "unit_grid", style=RED), cells())
    made.add(definition("lamps", style=RED), lamps())
    return made


@pytest.fixture
def kept(session):
    made = journal.Journal(session, journals.new_path())
    made.begin()
    yield made
    made.close(remove=False)


def held(kept):
    assert kept.settled()
    return journal.read(kept.path)


@pytest.mark.parametrize("seed", range(4))
def test_after_every_change_the_journal_holds_what_is_open(seed, session, kept):
    rng = random.Random(seed)
    for _ in range(40):
        if rng.random() < 0.2:
            session.undo() if rng.random() < 0.7 else session.redo()
        else:
            test_undo.change(session, rng)
        assert content.same(held(kept).content, session.content)


def test_words_count_and_view_of_the_last_action_are_kept(session, kept):
    session.set_title("lamps", "灯")
    session.select({"lamps": np.array([1, 2, 40])})
    session.set_notes((Note("n1", "place", ((1.0, 2.0),), "EPSG:4490", "这里"),))
    session.undo()
    found = held(kept)
    assert found.words == ("撤销：添加标注", "Undo: Add a note")
    assert found.changed == 4
    assert found.content.layers[0].selection.rows().tolist() == [1, 2, 40]
    assert found.lost == ()


def test_the_span_of_time_that_was_shown_comes_back(session, kept):
    session.show_time(Moment(start=1000, hours=(8,), undated=True))
    session.set_title("lamps", "灯")
    other = Session()
    journal.recover(other, held(kept))
    assert other.moment == session.moment
    session.show_time(None)
    session.set_title("lamps", "街灯")
    assert held(kept).moment is None


def test_a_torn_end_is_left_out_and_everything_before_it_stays(session, kept, tmp_path):
    wholes = []
    for number in range(6):
        session.set_title("lamps", f"t{number}")
        kept.settled()
        wholes.append((kept.path.stat().st_size, f"t{number}"))
    data = kept.path.read_bytes()
    base = data.index(b"\n") + 1
    for cut in range(base, len(data)):
        torn = tmp_path / "torn.journal"
        torn.write_bytes(data[:cut])
        found = journal.read(torn)
        expected = next((title for size, title in reversed(wholes) if size <= cut), "")
        assert found.content.layers[0].definition.title == expected


def test_a_flipped_bit_ends_the_journal_there(session, kept, tmp_path):
    for number in range(4):
        session.set_title("lamps", f"t{number}")
    kept.settled()
    data = bytearray(kept.path.read_bytes())
    rng = random.Random(5)
    for _ in range(60):
        wrong = bytearray(data)
        wrong[rng.randrange(data.index(b"\n"), len(data))] ^= 1 << rng.randrange(8)
        (tmp_path / "wrong.journal").write_bytes(wrong)
        found = journal.read(tmp_path / "wrong.journal")
        assert found.content.layers[0].definition.title in {"", "t0", "t1", "t2", "t3"}


@pytest.mark.parametrize("text", [b"", b"\n", b"nonsense\n", journals.line({"k": 1}), journals.line({"words": 3})])
def test_what_is_no_journal_holds_nothing(tmp_path, text):
    (tmp_path / "a.journal").write_bytes(text)
    assert journal.read(tmp_path / "a.journal") is None


def test_a_long_journal_begins_anew_and_holds_the_same(session, kept, monkeypatch):
    monkeypatch.setattr(journals, "LONG", 2000)
    for number in range(60):
        session.set_title("lamps", f"title {number}")
    assert content.same(held(kept).content, session.content)
    assert kept.path.stat().st_size < 20_000
    assert held(kept).changed == 60


def test_a_full_disk_is_told_once_and_the_next_record_that_fits_holds_everything(session, monkeypatch):
    told = []
    kept = journal.Journal(session, journals.new_path(), told.append)
    kept.begin()
    kept.settled()
    write = os.write

    def full(handle, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journals.os, "write", full)
    session.set_title("lamps", "a")
    session.set_title("lamps", "b")
    kept._writer.settled()
    assert [error.key for error in told] == ["output_full"]
    monkeypatch.setattr(journals.os, "write", write)
    session.set_title("lamps", "c")
    assert content.same(held(kept).content, session.content)
    kept.close()
    assert list(journals.folder().iterdir()) == []


def test_what_a_dead_window_left_is_offered_once_and_comes_back(session):
    kept = journal.Journal(session, journals.new_path())
    kept.begin()
    session.set_style("lamps", test_undo.RED)
    session.set_title("lamps", "灯")
    session.remove(["cells"])
    kept.settled()
    assert journals.left() == []  # this process lives
    dead = kept.path.with_name(f"{holders.host()}-999999999-1-0{journals.SUFFIX}")
    kept.path.rename(dead)
    (found,) = journal.left()
    assert journal.left() == []  # taken
    assert found.changed == 2
    other = Session()
    again = journal.Journal(other, journals.new_path())
    journal.recover(other, found)
    assert [entry.title("zh") for entry in other.entries] == ["灯"]
    assert other.dirty
    assert content.same(held(again).content, other.content)
    journals.give_back(found.path)
    assert [path.name for path in journals.left()] == [dead.name]
    again.close()
    kept._writer.close(remove=False)


def test_layers_whose_rows_were_in_no_file_are_named_and_fail_alone(session):
    nowhere = msgspec.structs.replace(definition("own", title="草图", style=RED), source=definition("x").source)
    nowhere = msgspec.structs.replace(nowhere, source=msgspec.structs.replace(nowhere.source, path=""))
    session.add(nowhere, lamps())
    wanted = records.content_of(records.plain(session.content))
    other = Session()
    other.open_content(wanted, None)
    assert other.entries[0].error.key == "rows_lost"
    assert "草图" in other.entries[0].error.sentence("zh")
    kept = journal.Journal(session, journals.new_path())
    kept.begin()
    assert held(kept).lost == ("草图",)
    kept.close()


def test_a_closed_window_leaves_no_journal(session):
    kept = journal.Journal(session, journals.new_path())
    kept.begin()
    session.set_title("lamps", "x")
    kept.close()
    assert list(journals.folder().iterdir()) == []
    assert session.recorder is None


def test_a_process_number_used_again_is_another_process():
    me = holders.me()
    assert me.alive()
    assert not msgspec.structs.replace(me, started="0123456789").alive() or not me.started
    assert not holders.Holder(me.host, 999_999_999, "1").alive()
    assert not holders.Holder("elsewhere", 1, "1").alive(0.0)
