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
