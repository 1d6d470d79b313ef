import time

import pyarrow as pa
import pytest
from PySide6.QtGui import QGuiApplication

from onemap.model.definition import Field
from onemap.model.request import Hit, IdentifyResult
from onemap.session import asking, snapshot
from onemap.ui import language
from onemap.ui.identify_model import FieldModel, HitModel, distance_text, place_words, value_text
from onemap.ui.identify_panel import IdentifyPanel, spaced
from tests.session.cities import CRS, X0, Y0, definition, lamps
from tests.ui.desk import city


@pytest.fixture
def session():
    made = city()
    fields = {
        "code": Field(title="标识码", title_en="Code", role="code"),
        "state": Field(title="状态", title_en="State", unit="级"),
    }
    made.add(definition("post", title="灯杆", title_en="Posts"), lamps(10))
    import msgspec

    entry = made.entry("post")
    entry.definition = msgspec.structs.replace(entry.definition, fields=fields)
    return made


@pytest.fixture
def panel(qtbot, english, session):
    made = IdentifyPanel(session)
    qtbot.addWidget(made)
    made.resize(312, 700)
    made.show()
    return made


def ask(session, x=X0 + 20, y=Y0 + 5):
    session.show_identified(asking.identify(snapshot.question(session, x, y, 1.0)))


def texts(model, parent=None):
    index = parent or model.index(-1, -1)
    return [(model.index(r, 0, index).data(), model.index(r, 1, index).data()) for r in range(model.rowCount(index))]


def test_before_the_first_question_it_says_what_to_do(panel):
    assert panel.pages.currentIndex() == 0
    assert panel.empty.text().startswith("Click the map")


def test_hits_stand_under_their_layers_with_counts_and_the_grid_on_top(session, panel):
    ask(session)
    assert texts(panel.hits) == [("Posts", "1"), ("Lamps", "1"), ("Unit grids", "1")]
    assert texts(panel.hits, panel.hits.index(2, 0)) == [("990101001001002", "inside")]
    assert panel.grid_code.text() == "990101 001 001 002"
    assert "468,020.00" in panel.place.text()
    assert "104.6" in panel.place.text()
    assert "BeiDou grid code  N48H" in panel.place.text()


def test_fields_have_the_layers_own_titles_units_and_language(session, panel):
    ask(session)
    assert panel.fields.lines == [("Code", "99010101037000002"), ("State", "完好 级")]
    language.use("zh")
    assert panel.fields.lines == [("标识码", "99010101037000002"), ("状态", "完好 级")]
    assert panel.grid_title.text() == "单元网格"


def test_next_and_previous_walk_over_all_layers_and_tell_the_map(session, panel):
    chosen = []
    panel.hit_chosen.connect(chosen.append)
    ask(session)
    panel.step(1)
    panel.step(1)
    panel.step(1)
    panel.step(-1)
    assert [hit.layer for hit in chosen] == ["post", "lamp", "grid", "post", "grid"]


def test_what_is_not_listed_is_counted(session, panel):
    result = IdentifyResult(X0, Y0, CRS, 1.0, (Hit("lamp", 0, 0.0, "point"),), None, None, 1234, {"lamp": 1235})
    session.show_identified(result)
    assert panel.left_out.text() == "1,234 more are not listed"
    assert panel.count.text() == "1,235 found"
    assert texts(panel.hits)[0][1] == "1,235"


def test_nothing_found_is_said(session, panel):
    ask(session, X0 - 500, Y0 - 500)
    assert panel.count.text() == "Nothing stands here"
    assert panel.grid_title.text() == "Place"


def test_while_layers_are_read_nobody_says_that_nothing_is_there(session, panel):
    session.entries[0].status = "reading"
    ask(session, X0 - 5000)
    assert panel.count.text() == "Nothing yet: layers are still being read"
    assert panel.count.geometry().bottom() < 200, "the answer stays at the top"


def test_the_fields_are_copied_as_lines(session, panel):
    ask(session)
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == "Code\t99010101037000002\nState\t完好 级"


def test_removing_the_layer_takes_its_answer_away(session, panel):
    ask(session)
    session.remove(["post"])
    assert session.identified is None
    assert panel.pages.currentIndex() == 0


def test_five_hundred_hits_are_shown_at_once(session, panel):
    hits = tuple(Hit("lamp", row % 50, float(row), "point") for row in range(500))
    start = time.perf_counter()
    session.show_identified(IdentifyResult(X0, Y0, CRS, 500.0, hits, None, None, 20_000, {"lamp": 20_500}))
    panel.grab()
    assert time.perf_counter() - start < 1.5  # some 20 ms; the bound only tells a change of kind


def test_text_from_data_is_never_rich(session, panel, qtbot):
    entry = session.entry("post")
    table = entry.ready.data.table.set_column(1, "state", pa.array(["<img src=/x>"] * 10))
    import dataclasses

    entry.ready = dataclasses.replace(entry.ready, data=dataclasses.replace(entry.ready.data, table=table))
    ask(session)
    from PySide6.QtCore import Qt

    tip = panel.fields.index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<p style='white-space:pre-wrap'>&lt;img src=/x&gt; 级</p>"
    assert panel.feature.textFormat() == Qt.TextFormat.PlainText


def test_models_keep_qts_rules(session, qtmodeltester, qapp):
    hits, fields = HitModel(session), FieldModel()
    hits.show(asking.identify(snapshot.question(session, X0 + 20, Y0 + 5, 30.0)))
    fields.show(session.entry("post"), 3)
    qtmodeltester.check(hits, force_py=True)
    qtmodeltester.check(fields, force_py=True)


@pytest.mark.parametrize(
    ("metres", "text"), [(0.04, "0.0 m"), (3.25, "3.2 m"), (412.3, "412 m"), (12_345.0, "12.3 km")]
)
def test_distances(metres, text):
    assert distance_text(metres) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (float("nan"), "—"),
        (True, "✓"),
        (3, "3"),
        (0.125, "0.125"),
        (1234567.891, "1,234,567.89"),
        ("007", "007"),
    ],
    ids=["null", "nan", "bool", "int", "float", "large", "code"],
)
def test_values(value, text):
    assert value_text(value) == text


def test_codes_are_read_in_their_parts():
    assert spaced("990101002003017") == "990101 002 003 017"
    assert spaced("A-17") == "A-17"


def test_a_place_off_the_earth_has_no_degrees():
    assert place_words("EPSG:4490", 500.0, 20.0) == ("", "")
