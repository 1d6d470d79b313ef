"""Finding in a session: what is asked, what is kept between questions, and what is never searched."""

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from onemap.errors import CancelledError
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.model.geometry import Geometries
from onemap.model.layerdata import LayerData
from onemap.session import finding
from onemap.session.finding import Finder
from onemap.session.session import Session

CRS = "EPSG:4544"


def people(crs=CRS):
    """Three points with a code, a name, an address and a telephone."""
    coords = np.array([[468000.0, 3482000.0], [468100.0, 3482100.0], [468200.0, 3482200.0]])
    coords.flags.writeable = False
    table = pa.table({
        "code": ["A001", "A002", None], "name": ["江边停车场", None, "江心亭"],
        "address": ["滨江路1号", "滨江路2号", ""],
        "phone": ["13800000000", "13900000000", None],
    })  # fmt: skip
    return LayerData("places", table, Geometries(coords), crs)


def session(role="place", grade=1, **grades):
    fields = {
        name: Field(role=name if name != "phone" else None, grade=grades.get(name, 1))
        for name in ("code", "name", "address", "phone")
    }
    made = Session()
    made.add(
        LayerDefinition(
            Source("places"), title="地点", title_en="Places", role=role, grade=grade, fields=fields, id="places"
        ),
        people(),
    )
    return made


def found(made, text, finder=None, **more):
    answer = (finder or Finder()).find(finding.question(made, text, **more))
    return [(one.group, one.key, one.row) for one in answer.candidates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停车", ("feature", "江边停车场", 0)),
        ("滨江路2号", ("place", "滨江路2号", 1)),
        ("a002", ("code", "A002", 1)),
        ("地点", ("layer", "places", None)),
        ("places", ("layer", "places", None)),
    ],
)
def test_names_addresses_codes_and_titles_are_found(text, expected):
    assert found(session(), text)[0] == expected


def test_indexes_are_kept_while_the_rows_are_the_same():
    made, finder = session(), Finder()
    found(made, "停车", finder)
    kept = finder._kept["places"][1]
    found(made, "江心", finder)
    assert finder._kept["places"][1] is kept
    made.set_crs("EPSG:4490")
    found(made, "江心", finder)
    assert finder._kept["places"][1] is not kept
    assert finder._kept["places"][1].names is kept.names
    made.remove(["places"])
    found(made, "江心", finder)
    assert finder._kept == {}


def test_a_title_that_changed_is_told_anew():
    made, finder = session(), Finder()
    found(made, "停车", finder)
    made.set_title("places", "场所")
    answer = finder.find(finding.question(made, "停车"))
    assert answer.candidates[0].how.fields["layer"] == "场所"


@pytest.mark.parametrize(
    "made",
    [session(role="person"), session(grade=3), session(name=3, address=4, code=3)],
    ids=["layer of persons", "layer's grade", "fields' grade"],
)
def test_what_is_graded_personal_is_not_searched(made):
    for text in ("停车", "滨江路2号", "A001"):
        assert [one for one in found(made, text) if one[0] in {"feature", "place"} or one[2] is not None] == []


def test_hidden_layers_are_opened_only_where_there_is_something_to_find():
    made = Session()
    bare = LayerDefinition(Source("nowhere.gpkg"), id="bare", visible=False)
    worth = msgspec.structs.replace(bare, id="worth", fields={"n": Field(role="name")})
    private = msgspec.structs.replace(worth, id="private", role="person")
    made.add_all([bare, worth, private])
    finding.open_all(made)
    assert [entry.status for entry in made.entries] == ["waiting", "failed", "waiting"]


def test_a_question_that_was_dropped_stops():
    with pytest.raises(CancelledError):
        Finder().find(finding.question(session(), "停车"), lambda: True)


def test_preparing_makes_the_indexes_and_sounds():
    pytest.importorskip("pypinyin")
    made, finder = session(), Finder()
    finder.prepare(finding.question(made, ""))
    assert finder._kept["places"][1].names._sounds is not None


def test_an_empty_session_answers():
    assert found(Session(), "停车") == []
    assert found(Session(), "104.6,31.4") == []
