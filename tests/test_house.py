"""The doors of the house that no linter holds: what is loaded when, how large a file may be, what is never called."""

import ast
import json
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "onemap").rglob("*.py"))
HEAVY = ("numpy", "pandas", "geopandas", "shapely", "pyproj", "pyogrio", "pyarrow", "numba", "rtree", "PySide6")


def loaded_after(statement):
    """Top-level and PySide6 modules that a fresh interpreter holds after ``statement``."""
    script = f"{statement}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout.splitlines()[-1]))


def test_importing_onemap_loads_nothing_heavy():
    assert not loaded_after("import onemap").intersection(HEAVY)


def test_the_window_waits_for_no_compiler_and_no_reader():
    assert not loaded_after("import onemap.app.desktop").intersection({"numba", "pyogrio", "geopandas", "pandas"})


def test_importing_onemap_takes_under_a_fifth_of_a_second():
    script = "import time; t = time.perf_counter(); import onemap; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(times) < 0.2


@pytest.mark.parametrize("room", ["errors", "messages", "model", "io", "query", "city", "session"])
def test_rooms_below_the_pictures_load_no_qt(room):
    modules = loaded_after(all_modules_of(room))
    assert "PySide6" not in modules


@pytest.mark.parametrize("room", ["render", "api"])
def test_pictures_are_made_without_widgets(room):
    modules = loaded_after(all_modules_of(room))
    assert "PySide6.QtWidgets" not in modules


def all_modules_of(room):
    place = ROOT / "onemap" / room
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files]
    return "import " + ", ".join(names)


def test_public_names_are_few_and_all_there():
    script = "import onemap, json; print(json.dumps({n: type(getattr(onemap, n)).__name__ for n in onemap.__all__}))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(answer.stdout) == {
        "Layer": "type",
        "Map": "type",
        "__version__": "str",
        "errors": "module",
        "open": "function",
        "read": "function",
    }


def test_an_unknown_public_name_is_an_attribute_error():
    import onemap

    with pytest.raises(AttributeError, match="no attribute 'Mapp'"):
        _ = onemap.Mapp


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_source_file(path):
    """No source is long, none runs text as code, unpickles, or hands a command to a shell."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 600
    assert not list(forbidden(ast.parse(text), path.relative_to(ROOT).as_posix()))


#: Where text is run as code on purpose: numba signatures, literals of our own sources.
ALLOWED = {("onemap/compiled.py", "eval")}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}


def forbidden(tree, path):
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN_CALLS and (path, name) not in ALLOWED:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr="system" | "popen" as name, value=ast.Name(id="os"))):
                yield node.lineno, f"os.{name}"
            case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                yield node.value.lineno, "shell=True"
            case ast.Import(names=names):
                yield from ((node.lineno, n.name) for n in names if n.name.split(".")[0] in FORBIDDEN_MODULES)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in FORBIDDEN_MODULES:
                yield node.lineno, module


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("eval('1')", [(1, "eval")]),
        ("import os\nos.system('ls')", [(2, "os.system")]),
        ("run('ls', shell=True)", [(1, "shell=True")]),
        ("from pickle import loads", [(1, "pickle")]),
        ("frame.eval('a')", []),
    ],
    ids=["eval", "os.system", "shell", "pickle", "a method of that name is another thing"],
)
def test_the_scan_sees(source, found):
    assert list(forbidden(ast.parse(source), "any.py")) == found


def test_translations_are_finished():
    unfinished = [
        f"{file.name}: {message.findtext('source')}"
        for file in sorted((ROOT / "resources").rglob("*.ts"))
        for message in ET.parse(file).iter("message")  # noqa: S314 - our own file
        if is_unfinished(message)
    ]
    assert not unfinished


def is_unfinished(message):
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return True
    return translation.get("type") is None and not "".join(translation.itertext()).strip()


def test_every_sentence_has_both_languages_and_the_same_fields():
    from string import Formatter

    from onemap.messages import SENTENCES

    for key, pair in SENTENCES.items():
        chinese, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in pair)
        assert all(text.strip() for text in pair), key
        assert chinese == english, key


def test_the_lock_holds_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {
        line.split("==")[0].lower()
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    }
    asked = project["project"]["dependencies"] + [
        name for extra in project["project"]["optional-dependencies"].values() for name in extra
    ]
    names = {requirement.split(">")[0].split("=")[0].strip().lower().replace("_", "-") for requirement in asked}
    assert names <= locked


def test_the_lock_names_no_registry():
    for name in ("requirements.lock", "requirements-6.9.3.txt"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_names_the_commands_of_the_gate():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in gate.splitlines() if line.startswith("make ")]
    assert commands == ["make check", "make test"]
    assert all(command in readme for command in commands)


# --- who reads cells --------------------------------------------------------------------------------------------------
# Values are shown and handed out through `onemap.city.masking` only. A module above `query` that touches the rows'
# table, or turns values of Arrow into Python's, stands in the list below; a new one fails here until somebody looked
# at it and `tests/tasks/test_ways_out.py` has learned the way out that it opens.
ROOMS = ("city", "session", "render", "api", "ui", "app")
#: Through the door: such a module names `masking`.
MASKED = "masked"
READERS = {
    # the door itself, and those who go through it
    "city/masking.py": "the door",
    "city/clip.py": MASKED,
    "city/card_coded.py": MASKED,
    "session/rows_out.py": MASKED,
    "session/snapshot.py": MASKED,
    "session/addressing.py": MASKED,
    "session/finding.py": MASKED,
    "session/hints.py": MASKED,
    "session/row_words.py": MASKED,
    "session/loading.py": MASKED,
    "session/charting.py": MASKED,
    "session/statistics.py": MASKED,
    "session/explaining.py": "hands the table on to `timing`",
    "api/numbers.py": "hands the table on to `filtering`",
    "session/tabling.py": MASKED,
    "api/layer.py": MASKED,
    "api/packing.py": MASKED,
    "ui/identify_model.py": MASKED,
    "ui/style_columns.py": MASKED,
    "ui/table_sheet.py": MASKED,
    "session/across_values.py": MASKED,
    "app/commands.py": MASKED,
    # conditions: only the rows that they are true of are told, and of personal columns only whole values may be asked
    "session/filtering.py": MASKED,
    "api/choosing.py": "checks a condition; rows are told by number",
    # codes, which a layer's file says are none of a person, or which are cut by the layer's mask
    "session/asking.py": "a code, cut by the mask that `snapshot` gave",
    "api/count.py": "codes of cells",
    "city/card_things.py": "states that are counted, codes of carriers",
    "city/card.py": "codes of cells, compared",
    "city/card_cells.py": "codes of cells",
    "city/card_cases.py": "phases of cases, counted",
    "city/indicator_groups.py": "codes of cells",
    "city/codes_columns.py": "codes that somebody gave",
    "city/locator_names.py": "names that `session.finding` leaves in or masks",
    "city/locator_codes.py": "codes that `session.finding` leaves in",
    "city/events.py": MASKED,
    "city/roles.py": MASKED,
    # the ledger: what of a row comes into words is `Sheet.shown`
    "city/sheets.py": MASKED,
    "city/findings.py": "texts as `Sheet` shows them",
    "city/checks_codes.py": "codes, compared",
    "city/checks_places.py": "codes of cells; places of persons stay hidden",
    "city/checks_values.py": "values, compared; numbers; times",
    "city/ledger_table.py": "values as `Sheet` shows them; numbers; times; classes of components",
    "city/ledger_view.py": "names of layers; lines of the unified table",
    "city/ledger_merge.py": MASKED,
    "city/findings_table.py": "texts as `Sheet` shows them",
    "api/ledger.py": "names of layers; rows that `city.ledger_merge` takes and masks",
    "app/ledger_command.py": "lines of the unified table, which is masked",
    "ui/ledger_models.py": "lines of the unified table, which is masked",
    "ui/find_acting.py": "the code of the grid that was found, to ask for its card",
    "ui/ledger_mount.py": "which line of the list of findings is current",
    "city/grid_cells.py": "codes of cells",
    "city/grid_numbers.py": "codes of cells",
    "city/grid_responsibility.py": "codes of cells",
    # numbers and times
    "city/indicator_sheet.py": "a table that it makes itself, of counts",
    "session/places.py": "codes, compared with those of rows that somebody placed",
    "api/unlocated.py": "numbers of rows; a table that it makes of what `city.unlocated` shows",
    "city/unlocated.py": "cells that are claimed; an hour; words as they may be shown",
    "ui/time_layers.py": "hands the table on",
    "ui/table_asking.py": "hands the table on to `table_sheet`",
    "session/across_out.py": "values of `across_values`, which masks them",
    "session/carding.py": "hands the table on",
    "session/indicating.py": "times",
    "session/timing.py": "times",
    "render/label_features.py": "labels that `session.loading` masked",
    "session/filter_preview.py": "hands the table on to `filtering` and `hints`, which leave out masked columns",
    "ui/select_mount.py": "hands tables on to `row_words` and `rows_out`, which mask them",
    "ui/filter_panel.py": "columns and their kinds; hands the table on to `filter_preview`",
    "ui/style_panel.py": "hands the table on to `style_columns`",
    "ui/indicator_bar.py": "numbers of groups",
    "ui/indicator_mount.py": "numbers of groups",
    "ui/indicator_panel.py": "numbers of groups",
}
_TELLING = {"as_py", "to_pylist", "to_pydict", "to_pandas", "itertuples", "iterrows"}
_HARMLESS = {"column_names", "num_rows", "schema", "nbytes"}


def readers(tree):
    """The lines that read cells: of a table of rows, or values of Arrow as those of Python."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="values" | "texts"), args=[_, *_]):
                yield node.lineno  # those of a role
            case ast.Attribute(attr=name) if name in _TELLING:
                yield node.lineno
            case ast.Attribute(attr="table", value=value) if not (isinstance(value, ast.Name) and value.id == "self"):
                above = parents[node]
                if not (isinstance(above, ast.Attribute) and above.attr in _HARMLESS):
                    yield node.lineno


@pytest.mark.parametrize(
    ("source", "seen"),
    [("entry.data.table.column('a')", True), ("data.table.column_names", False), ("x = ready.data.table", True),
     ("column[0].as_py()", True), ("self.table.setModel(m)", False), ("a.values()", False),
     ("layer.texts('person', rows)", True), ("data.table['a'].to_numpy()", True)],
)  # fmt: skip
def test_the_scan_for_cells_sees(source, seen):
    assert bool(list(readers(ast.parse(source)))) is seen


def test_whoever_reads_cells_has_been_looked_at():
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / "onemap" / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            lines = list(readers(ast.parse(text)))
            if lines:
                found[path.relative_to(ROOT / "onemap").as_posix()] = (lines, text)
    unknown = {name: lines for name, (lines, _text) in found.items() if name not in READERS}
    assert not unknown, "read cells through onemap.city.masking, or say in READERS why nobody sees them"
    assert not set(READERS) - set(found), "these read no cells any more"
    around = [name for name, why in READERS.items() if why is MASKED and "masking" not in found[name][1]]
    assert not around, "these go around the door"


def test_every_way_out_is_tried():
    """Names of `Map` and `Layer`, subcommands and mounted parts: each tells how it is tried for persons, or why not."""
    from onemap.api import Layer, Map
    from onemap.app import cli
    from onemap.ui.window_mounts import MOUNTS
    from tests.tasks import test_ways_out as ways
    from tests.ui.test_ways_out_window import WAYS

    assert set(ways.OF_MAP) == {name for name in dir(Map) if not name.startswith("_")}
    assert set(ways.OF_LAYER) == {name for name in dir(Layer) if not name.startswith("_")}
    assert set(ways.COMMANDS) == {*cli._HERE, *cli._OWN, "open"}
    assert set(WAYS) == {one.__name__ for one in MOUNTS}
