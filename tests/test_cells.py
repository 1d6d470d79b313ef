"""The guard of the one door: who reads cells of rows at all, and why nobody unauthorised sees them.

Values are shown and handed out through `onemap.city.masking` only. A module above `query` that touches the rows'
table, or turns values of Arrow into Python's, stands in the list below; a new one fails here until somebody has looked
at it, and `tests/tasks/test_ways_out.py` has learned the way out that it opens.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("city", "session", "render", "api", "ui", "app")
#: Through the door: such a module names `masking`.
MASKED = "masked"
READERS = {
    # the door itself, and those who go through it
    "city/masking.py": "the door",
    "city/clip.py": MASKED,
    "session/rows_out.py": MASKED,
    "session/snapshot.py": MASKED,
    "session/finding.py": MASKED,
    "session/hints.py": MASKED,
    "session/loading.py": MASKED,
    "api/layer.py": MASKED,
    "api/packing.py": MASKED,
    "ui/identify_model.py": MASKED,
    "ui/style_columns.py": MASKED,
    "app/commands.py": MASKED,
    # conditions: only the rows that they are true of are told, and of personal columns only whole values may be asked
    "session/filtering.py": MASKED,
    "session/session.py": "checks a condition",
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
    # numbers and times
    "city/indicator_sheet.py": "a table that it makes itself, of counts",
    "session/carding.py": "hands the table on",
    "session/indicating.py": "times",
    "session/timing.py": "times",
    "render/label_features.py": "labels that `session.loading` masked",
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
def test_the_scan_sees(source, seen):
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
