"""Undo and redo: every change of content comes back, whatever it was."""

from __future__ import annotations

import random

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from onemap.io.rows import write_rows
from onemap.io.rows_writing import Rows
from onemap.model.definition import Source, TimeField
from onemap.model.note import Note
from onemap.model.selection import HOWS
from onemap.model.style import LegendClass, Style, Symbol
from onemap.session import content, history, loading, repairing, scenes
from onemap.session.session import Session
from tests.session.cities import CRS, cells, definition, lamps

RED = Style(symbol=Symbol(fill="#ff0000", line="#20242A"))


@pytest.fixture
def session() -> Session:
    made = Session()
    made.add(definition("cells", "unit_grid"), cells())
    made.add(definition("lamps", title="灯", title_en="Lamps"), lamps())
    return made


def ids(session):
    return [entry.id for entry in session.entries]


def change(session, rng):
    """One change of content, any."""
    names = ids(session)
    kind = rng.choice(list(CHANGES)) if names else "add"
    CHANGES[kind](session, rng, rng.choice(names) if names else None)


def add(session, rng, _one):
    place, shown = rng.randrange(len(session.entries) + 1), rng.random() < 0.8
    session.add(definition(f"l{rng.randrange(5)}", style=RED), lamps(), place, visible=shown)


def restyle(session, rng, one):
    style = msgspec.structs.replace(session.entry(one).style, opacity=rng.random())
    if rng.random() < 0.5:
        classes = (LegendClass(Symbol(fill="#2F8F5B"), values=(rng.choice(["完好", "破损"]),)),)
        style = Style(kind="categories", column="state", classes=classes)
    session.set_style(one, style)


def select(session, rng, one):
    rows = session.entry(one).data.rows if session.entry(one).data else 0
    session.select({one: np.array(sorted(rng.sample(range(rows), rows // 2)), dtype=np.int64)} if rows else {})


def name_the_map(session, rng, _one):
    with session.edit(("标题", "Title")):
        session.title = f"t{rng.randrange(9)}"


def put_filter(session, rng, one):
    entry, text = session.entry(one), rng.choice(["", "state = '完好'", "code LIKE '9901%'"])
    if entry.data is None or "state" in entry.data.table.column_names:
        session.set_filter(one, text, on=rng.random() < 0.7)


def note(session, rng, _one):
    kept = list(session.notes)
    if kept and rng.random() < 0.4:
        del kept[rng.randrange(len(kept))]
    else:
        place = (rng.random(), rng.random())
        kept.append(Note(f"n{rng.randrange(1 << 30)}", "place", (place,), CRS, f"看 {rng.randrange(9)}"))
    session.set_notes(tuple(kept))


def keep(session, rng, _one):
    names = [kept.name for kept in session.selections]
    if names and rng.random() < 0.4:
        session.selection.forget(rng.choice(names))
    elif session.selection:
        session.selection.keep(f"s{rng.randrange(4)}")


def rename_kept(session, rng, _one):
    if session.selections:
        kept, to = rng.choice(session.selections).name, f"s{rng.randrange(9)}"
        if to not in {one.name for one in session.selections}:
            session.selection.rename(kept, to)


def recall(session, rng, _one):
    if session.selections:
        session.selection.recall(rng.choice(session.selections).name, rng.choice(HOWS))


def scene(session, rng, _one):
    """Keep what is shown, or throw away, rename, renew, put in another order."""
    kept = list(session.scenes)
    # Ids and times of a real scene are new in every run.
    new = replace(
        scenes.taken(session, f"景 {rng.randrange(9)}", place=rng.random() < 0.3), made="2026-11-26T00:00:00Z"
    )
    what = rng.randrange(5) if kept else 0
    if what == 0:
        kept.append(replace(new, id=f"{rng.randrange(1 << 40):010x}"))
    elif what == 1:
        del kept[rng.randrange(len(kept))]
    elif what == 2:
        rng.shuffle(kept)
    else:
        at = rng.randrange(len(kept))
        kept[at] = replace(new, id=kept[at].id) if what == 3 else replace(kept[at], title=f"名 {rng.randrange(9)}")
    session.set_scenes(tuple(kept[-6:]))


def show_scene(session, rng, _one):
    if session.scenes:
        scenes.show(session, rng.choice(session.scenes))


def place(session, rng, one):
    data = session.entry(one).data
    if data is not None and "code" in data.table.column_names:
        code = data.table["code"][rng.randrange(data.rows)].as_py()
        session.place(one, {code: None if rng.random() < 0.3 else (104.0 + rng.random(), 31.0)})


CHANGES = {
    "filter": put_filter,
    "note": note,
    "keep": keep,
    "rename kept": rename_kept,
    "recall": recall,
    "scene": scene,
    "show scene": show_scene,
    "place": place,
    "time": lambda s, rng, one: s.set_time_field(one, rng.choice([None, TimeField()])),
    "as_of": lambda s, rng, _one: s.set_as_of(rng.choice([None, "2026-07-01", "2026-07-02"])),
    "add": add,
    "remove": lambda s, rng, _one: s.remove(rng.sample(ids(s), rng.randrange(1, len(ids(s)) + 1))),
    "move": lambda s, rng, one: s.move(one, rng.randrange(len(ids(s)))),
    "hide": lambda s, _rng, one: s.set_visible([one], not s.entry(one).visible),
    "name": lambda s, rng, one: s.set_title(one, f"名 {rng.randrange(9)}"),
    "style": restyle,
    "select": select,
    "group": lambda s, rng, one: s.reorder(rng.sample(ids(s), len(ids(s))), {one: ("组", "Group")}),
    "title": name_the_map,
    "crs": lambda s, rng, _one: s.set_crs(rng.choice([CRS, "EPSG:4490", "EPSG:4548"])),
}


@pytest.mark.parametrize("seed", [*range(12), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(12, 400))])
def test_a_hundred_changes_are_taken_back_and_done_again_to_the_letter(seed, session):
    there_and_back(session, lambda rng: change(session, rng), random.Random(seed), 120, 60)


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 100))])
def test_so_are_those_of_layers_whose_files_move_and_whose_crs_is_said(seed, tmp_path):
    """Layers of files: read from copies elsewhere, read in another CRS, and all else."""
    session = Session()
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        write_rows(Rows(lamps().table, lamps().geometries, CRS), tmp_path / folder / "lamps.geojson")
        write_rows(Rows(lamps().table, lamps().geometries, CRS), tmp_path / folder / "lamps.csv")
    for name in ("lamps.geojson", "lamps.csv"):
        source = Source(str(tmp_path / "a" / name), crs=CRS if name.endswith("csv") else None)
        session.add(replace(definition(name), source=source), None)
    assert [entry.status for entry in session.entries] == ["ready", "ready"]

    def of_files(rng):
        files = [entry for entry in session.entries if entry.id.startswith("lamps.")]
        if not files or rng.random() < 0.6:
            change(session, rng)
            return
        one = rng.choice(files)
        if rng.random() < 0.5 or one.id.endswith("geojson"):
            moved = tmp_path / rng.choice("abc") / one.id
            repairing.relocate(session, {one.id: str(moved)})
        else:
            session.reload(one.id, rng.choice([CRS, "EPSG:4546"]))

    there_and_back(session, of_files, random.Random(seed), 80, 30)


def there_and_back(session, act, rng, steps, least):
    """Act some times, take all back and do it again: content is at every step what it was there."""
    session.history.clear()
    session.history.clock = iter(range(0, 10_000_000, 10)).__next__
    seen = [session.content]
    for _ in range(steps):
        before = len(session.history.done)
        act(rng)
        if len(session.history.done) > before:
            seen.append(session.content)
    assert len(seen) > least
    for expected in reversed(seen[:-1]):
        assert session.undo()
        assert content.same(session.content, expected)
        assert_whole(session)
    assert not session.undo()
    for expected in seen[1:]:
        assert session.redo()
        assert content.same(session.content, expected)
        assert_whole(session)
    assert not session.redo()


def assert_whole(session):
    """What is shown fits what is said."""
    for entry in session.entries:
        assert not entry.removed
        if entry.visible:
            assert entry.status == "ready"
        if entry.ready is not None:
            assert entry.ready.crs == session.crs
            assert not loading.needs_rows(entry.ready.style, entry.style)
    assert session.jobs == {}


def test_a_layer_that_undo_shows_is_read_and_counts_for_what_the_map_covers(session, tmp_path):
    write_rows(Rows(lamps(4).table, lamps(4).geometries, CRS), tmp_path / "few.geojson")
    session.set_visible(["lamps"], visible=False)
    before = session.extent
    repairing.relocate(session, {"lamps": str(tmp_path / "few.geojson")})
    assert session.entry("lamps").status == "waiting"
    session.set_visible(["lamps"], visible=True)
    session.set_visible(["lamps"], visible=False)
    assert session.extent == before
    session.entry("lamps").ready, session.entry("lamps").status = None, "waiting"  # given back for want of room
    session.undo()
    assert session.entry("lamps").status == "ready"
    assert session.extent.xmax >= before.xmax


def test_a_removed_layer_comes_back_in_its_place_with_its_rows_look_and_selection(session):
    session.set_style("lamps", RED)
    session.select({"lamps": np.array([1, 5])})
    ready = session.entry("lamps").ready
    session.remove(["lamps"])
    assert ids(session) == ["cells"]
    session.undo()
    assert ids(session) == ["lamps", "cells"]
    entry = session.entry("lamps")
    assert entry.ready is ready
    assert entry.style == RED
    assert entry.selection.tolist() == [1, 5]


def test_rows_that_find_no_room_are_read_again_but_those_of_no_file_stay(monkeypatch):
    monkeypatch.setattr(history, "KEPT", 10)
    session = Session()
    session.add(definition("lamps"), lamps())
    unsaved = msgspec.structs.replace(
        definition("own"), source=msgspec.structs.replace(definition("own").source, path="")
    )
    session.add(unsaved, lamps())
    session.remove(["lamps", "own"])
    session.undo()
    assert session.entry("own").status == "ready"
    assert session.entry("lamps").error.key == "file_missing"


def test_a_slider_is_one_step_but_two_pulls_are_two(session):
    now = [0.0]
    session.history.clock = lambda: now[0]
    before = session.entry("lamps").style
    for opacity in (0.9, 0.8, 0.7):
        now[0] += 0.1
        session.set_style("lamps", msgspec.structs.replace(before, opacity=opacity))
    now[0] += 5
    session.set_style("lamps", msgspec.structs.replace(before, opacity=0.2))
    now[0] += 0.1
    session.set_style("lamps", RED)
    words = [step.words[1] for step in session.history.done[-3:]]
    assert words == ["Opacity of Lamps", "Opacity of Lamps", "Style of Lamps"]
    session.undo(3)
    assert session.entry("lamps").style == before


def test_a_step_has_words_in_both_languages(session):
    session.remove(["lamps"])
    assert session.history.done[-1].words == ("移除图层 灯", "Remove Lamps")
    session.undo()
    session.set_visible(["lamps", "cells"], visible=False)
    assert session.history.done[-1].words == ("隐藏（2 个图层）", "Hide 2 layers")
    assert session.history.undone == []


def test_what_fails_in_an_edit_leaves_everything_as_it_was(session):
    before = session.content

    def fail():
        with session.edit(("x", "x")):
            session.remove(["lamps"])
            session.set_title("cells", "other")
            raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert content.same(session.content, before)
    assert len(session.history.done) == 2


def test_edits_inside_an_edit_are_one_step_told_when_it_is_recorded(session):
    told = []
    session.changes.subscribe(lambda _change: told.append(len(session.history.done)))
    with session.edit(("二合一", "Two in one")):
        session.set_title("lamps", "a")
        session.set_title("cells", "b")
        assert told == []
    assert set(told) == {3}
    session.undo()
    assert session.entry("lamps").title("en") == "Lamps"


def test_what_was_saved_is_clean_again_when_undo_comes_back_to_it(session):
    session.dirty = False
    session.set_title("lamps", "other")
    assert session.dirty
    session.undo()
    assert not session.dirty
    session.select({"lamps": np.array([3])})
    assert not session.dirty


def test_what_the_program_decides_by_itself_is_nobodys_step():
    from onemap.session.runner import InlineRunner

    class Later(InlineRunner):
        def __init__(self):
            self.jobs = []

        def submit(self, job):
            self.jobs.append(job)

        def run(self):
            while self.jobs:
                InlineRunner.submit(self, self.jobs.pop(0))

    runner = Later()
    session = Session(runner=runner)
    session.add(definition("lamps"), lamps())
    session.set_title("lamps", "other")
    runner.run()
    style = session.entry("lamps").style
    assert style.symbol is not None
    assert [step.words[1] for step in session.history.done] == ["Add lamps", "Rename lamps"]
    session.undo()
    assert session.entry("lamps").style == style
    assert session.crs == CRS
    session.undo()
    session.redo(2)
    runner.run()
    assert session.entry("lamps").style == style
