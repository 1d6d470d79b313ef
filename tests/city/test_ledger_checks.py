"""Each check on a small city that is clean but for one fault."""

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from onemap.city.checks_places import near_pairs
from onemap.errors import CancelledError, RequestError
from onemap.model.definition import Field
from onemap.session import ledgering
from onemap.session.session import Session
from tests.city.ledger_city import (
    AS_OF,
    COMMUNITY,
    NOW,
    TERMINAL,
    X0,
    Y0,
    add,
    checked,
    city,
    components,
    points,
    squares,
    terminals,
    told,
)


def test_a_clean_city_has_no_findings():
    assert told(city()) == {}


def _hours_ago(hours):
    return (NOW - np.timedelta64(int(hours * 3_600_000), "ms")).item()


def _terminal(column, row, value, last=None):
    table, xy = terminals()
    if last is not None:
        table["last"] = [last if k == row else value for k, value in enumerate(table["last"].to_pylist())]
    values = list(table[column]) if not isinstance(table[column], pa.Array) else table[column].to_pylist()
    values[row] = value
    return {"terminal": ({**table, column: values}, xy)}


def _component(column, row, value):
    table, xy = components()
    values = list(table[column])
    values[row] = value
    return {"component": ({**table, column: values}, xy)}


def _moved(layer, row, xy):
    table, places = {"component": components, "terminal": terminals}[layer]()
    places = places.copy()
    places[row] = xy
    return {layer: (table, places)}


FAULTS = {
    "code twice in a layer": (_terminal("code", 3, "990101010103000001"), {("duplicate_code", "terminal"): [3]}),
    "code too short": (
        _component("code", 3, "9901010103700000"),
        {("bad_code_form", "component"): [3], ("unknown_carrier", "terminal"): [3]},
    ),
    "code of no class": (
        _component("code", 3, "99010101999000004"),
        {("unknown_class", "component"): [3], ("unknown_carrier", "terminal"): [3]},
    ),
    "code of another division": (
        _component("code", 3, "99010201037000004"),
        {("wrong_division", "component"): [3], ("unknown_carrier", "terminal"): [3]},
    ),
    "letter in a code": (
        _component("code", 3, "9901010103700000x"),
        {("bad_code_form", "component"): [3], ("unknown_carrier", "terminal"): [3]},
    ),
    "name of another class": (_component("class", 3, "公厕"), {("class_name_differs", "component"): [3]}),
    "no class": (_component("class", 3, " "), {("missing_mandatory", "component"): [3]}),
    "wrong check character": (
        _component("supervisor_code", 3, "11990101MA00100450"),
        {("bad_check_character", "component"): [3]},
    ),
    "credit code too short": (_component("supervisor_code", 3, "1199"), {("bad_code_form", "component"): [3]}),
    "unknown state": (_component("state", 3, "很好"), {("value_not_allowed", "component"): [3]}),
    "no date": (_component("since", 3, "2020年"), {("bad_date", "component"): [3]}),
    "date to come": (_component("since", 4, "20990101"), {("date_in_future", "component"): [4]}),
    "changed before it was": (_component("changed", 3, "20190101"), {("dates_out_of_order", "component"): [3]}),
    "other grid stored": (_component("grid", 3, f"{COMMUNITY}009"), {("wrong_grid", "component"): [3]}),
    "no carrier there": (_terminal("carrier", 3, "99010101037999999"), {("unknown_carrier", "terminal"): [3]}),
    "silent for two days": (_terminal("last", 3, _hours_ago(48)), {("online_but_silent", "terminal"): [3]}),
    "never reported": (_terminal("last", 3, None), {("online_but_silent", "terminal"): [3]}),
    "silent for its period only": (_terminal("last", 3, _hours_ago(20)), {}),
    "offline but heard": (
        _terminal("state", 3, "离线", last=_hours_ago(-0.9)), {("offline_but_reporting", "terminal"): [3]},
    ),
    "offline since today": (_terminal("state", 3, "离线"), {}),
    "report to come": (_terminal("last", 3, _hours_ago(-30)), {("report_in_future", "terminal"): [3]}),
    "a metre and a bit": (_moved("terminal", 25, terminals()[1][5] + (1.001, 0)), {}),
    "under a metre": (_moved("terminal", 25, terminals()[1][5] + (0.999, 0)), {("within_a_metre", "terminal"): [25]}),
    "on the border, stored in the higher code": (
        {"terminal": ({**terminals()[0]}, np.vstack([[X0 + 300.0, Y0 + 1000.0], terminals()[1][1:]]))},
        {},
    ),
    "outside": (_moved("terminal", 3, (X0 - 400.0, Y0)), {("outside_any_grid", "terminal"): [3]}),
    "a centimetre outside": (
        _moved("terminal", 0, (X0 - 0.01, Y0 + 1000.0)),
        {},
    ),
    "in another city": (_moved("terminal", 3, (X0 - 90_000.0, Y0)), {("far_outside", "terminal"): [3]}),
    "without a place": (_moved("terminal", 3, (np.nan, np.nan)), {("no_place", "terminal"): [3]}),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_one_finding(fault):
    changed, expected = FAULTS[fault]
    assert told(city(**changed)) == expected


def test_the_higher_code_on_a_border_is_right_too():
    table, xy = terminals()
    xy[1] = X0 + 600.0, Y0 + 1000.0  # between 002 and 003; 002 is computed
    assert table["grid"][1] == f"{COMMUNITY}002"
    table["grid"] = [*table["grid"][:1], f"{COMMUNITY}003", *table["grid"][2:]]
    assert told(city(terminal=(table, xy))) == {}


def test_a_code_in_two_layers_of_a_role_is_doubled_once():
    session = city()
    table, xy = terminals(2)
    table["code"] = [table["code"][0], "990101010103999999"]
    add(session, "more", "terminal", TERMINAL, table, points(xy + 50.0))
    found = checked(session).findings
    assert [(f.kind, {f.layer, f.other[0]}) for f in found] == [("duplicate_code", {"terminal", "more"})]


def test_a_table_without_places_is_held_against_the_map():
    session = city()
    table, xy = terminals()
    table["code"] = [*table["code"][:-1], "990101010103999999"]
    add(session, "book", "terminal", TERMINAL, table, points(np.full_like(xy, np.nan)))
    found = told(session)
    assert found["row_not_on_map", "book"] == [39]
    assert found["place_without_row", "terminal"] == [39]
    assert ("no_place", "book") not in found


def test_a_place_that_says_nothing_is_without_a_row():
    table, xy = components()
    blank = {name: [*values, None] for name, values in table.items()}
    found = told(city(component=(blank, np.vstack([xy, [X0 + 10, Y0 + 10]]))))
    assert found["place_without_row", "component"] == [40]


def test_fields_of_the_layer_file_say_what_is_mandatory_and_allowed():
    session = Session(crs=CRS_OF)
    fields = {"kind": Field(required=True, choices=("甲", "乙"), title="种类", title_en="Kind")}
    add(session, "signs", "other", fields, {"kind": ["甲", None, "丙"]}, points([[X0, Y0]] * 3))
    assert told(session) == {("missing_mandatory", "signs"): [1], ("value_not_allowed", "signs"): [2]}


CRS_OF = "EPSG:4544"


def test_a_mandatory_column_that_is_not_there_is_told_once():
    table, xy = components()
    del table["supervisor_code"]
    assert told(city(component=(table, xy))) == {("missing_column", "component"): [-1]}


def test_personal_values_are_masked_in_findings():
    session = Session(crs=CRS_OF)
    fields = {"name": Field(role="person", grade=3, choices=("张三",), title="姓名", title_en="Name")}
    add(session, "people", "person", fields, {"name": ["张三", "李四光"]}, points([[X0, Y0]] * 2))
    found = [f for f in checked(session).findings if f.kind == "value_not_allowed"]
    assert "李**" in found[0].message[0]
    assert "李四光" not in found[0].message[0] + found[0].message[1]


@pytest.mark.parametrize(("free", "total", "kind"), [(5, 4, "free_over_total"), (-1, 4, "bad_count"), (4, 4, None)])
def test_car_parks(free, total, kind):
    session = city()
    fields = {"code": "code", "name": "name", "free": "free", "total": "total", "at": "last_report"}
    table = {"code": ["P1"], "name": ["停车场"], "free": [free], "total": [total], "at": [f"{AS_OF} 23:50:00"]}
    add(session, "parking", "parking", fields, table, points([[X0 + 50, Y0 + 50]]))
    assert told(session) == ({} if kind is None else {(kind, "parking"): [0]})
    table["at"] = [f"{AS_OF} 20:00:00"]
    session.remove(["parking"])
    add(session, "parking", "parking", fields, table, points([[X0 + 50, Y0 + 50]]))
    assert ("stale_figures", "parking") in told(session)


def test_chosen_layers_only_are_told_of():
    session = city(**_terminal("carrier", 3, "99010101037999999"))
    assert told(session, layers=["component"]) == {}
    assert told(session, layers=["terminal"]) == {("unknown_carrier", "terminal"): [3]}


def test_nothing_to_make_a_ledger_of_is_told():
    with pytest.raises(RequestError, match="role"):
        ledgering.request(Session(crs=CRS_OF))


def test_a_stopped_check_stops():
    from onemap.city.ledger import make_ledger

    with pytest.raises(CancelledError):
        make_ledger(ledgering.request(city()), cancelled=lambda: True)


def test_progress_ends_at_its_total():
    from onemap.city.ledger import make_ledger

    told_of = []
    make_ledger(ledgering.request(city()), on_progress=lambda done, total: told_of.append((done, total)))
    assert told_of[-1][0] == told_of[-1][1]


def test_silence_moves_with_the_moment():
    assert told(city(), as_of="2026-06-29") == {("report_in_future", "terminal"): list(range(40))}
    assert set(told(city(), as_of="2026-08-01")) == {("online_but_silent", "terminal")}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 6), st.floats(0, 6)), max_size=40))
def test_near_pairs_are_those_of_brute_force(places):
    xy = np.array(places).reshape(-1, 2)
    a, b, far = near_pairs(xy, 1.0)
    wide = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) if len(xy) else np.empty((0, 0))
    expected = {(i, k) for i, k in zip(*np.nonzero(wide < 1.0), strict=True) if i < k}
    assert set(zip(a.tolist(), b.tolist(), strict=True)) == expected
    assert np.allclose(far, wide[a, b])


def test_a_square_of_cells_is_parted_without_remainder():
    shapes, _ = squares()
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(20 * 300 * 300)
