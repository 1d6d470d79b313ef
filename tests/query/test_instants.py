import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onemap.errors import RequestError
from onemap.model.moment import UNDATED
from onemap.query.instants import Clock, as_instants, as_local, local_time, slots_of
from tests.query.written_times import WRITTEN

SHANGHAI = ZoneInfo("Asia/Shanghai")


def ms(*parts, zone=SHANGHAI):
    return round(dt.datetime(*parts, tzinfo=zone).timestamp() * 1000)


def shown(instants, zone="Asia/Shanghai"):
    """What a zone's clock shows of UTC milliseconds."""
    local = np.full(len(instants), UNDATED)
    dated = instants != UNDATED
    local[dated] = Clock.of(zone).local(instants[dated])
    return local.view("datetime64[ms]")


@pytest.mark.parametrize("text", WRITTEN)
def test_times_as_people_write_them(text):
    assert as_instants(pa.array([text])).tolist() == [ms(*WRITTEN[text])]
    assert as_local(pa.array([text])).tolist() == [dt.datetime(*WRITTEN[text])]  # noqa: DTZ001 - what a clock shows


def test_a_column_of_all_forms_at_once():
    written = [*WRITTEN, None, "never"]
    expected = [ms(*parts) for parts in WRITTEN.values()] + [UNDATED, UNDATED]
    for values in (pa.array(written), pa.array(written, pa.large_string()), pa.array(written).dictionary_encode()):
        assert as_instants(values).tolist() == expected
        chunked = pa.chunked_array([values, values.slice(3, 4)])
        assert as_instants(chunked).tolist() == [*expected, *expected[3:7]]
        assert np.array_equal(as_local(chunked), shown(as_instants(chunked)), equal_nan=True)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-06-30T17:20:05Z", "2026-06-30T17:20:05+00:00"),
        ("2026-06-30T17:20:05+08:00", "2026-06-30T09:20:05+00:00"),
        ("2026-06-30 17:20:05.25-0330", "2026-06-30T20:50:05.25+00:00"),
        ("2026-06-30T17:20+08", "2026-06-30T09:20:00+00:00"),
        ("1782840005", "2026-06-30T17:20:05+00:00"),
        ("1782840005123", "2026-06-30T17:20:05.123+00:00"),
    ],
)
def test_what_names_its_zone_is_not_moved(text, utc):
    expected = round(dt.datetime.fromisoformat(utc).timestamp() * 1000)
    assert as_instants(pa.array([text]), "America/New_York").tolist() == [expected]
    local = dt.datetime.fromisoformat(utc).astimezone(ZoneInfo("America/New_York")).replace(tzinfo=None)
    assert as_local(pa.array([text]), "America/New_York").tolist() == [local]


@pytest.mark.parametrize(
    "text", ["2026-06-30", "2026-06-30T17:20:05.25", "1988-07-01T00:00Z", "2026-06-30T17:20-03:30"]
)
def test_one_text_is_read_as_a_column_is(text):
    assert local_time(text) == as_local(pa.array([text]))[0]


def test_what_a_clock_skips_stays_as_it_stands():
    assert as_local(pa.array(["1988-04-17 02:30"])).tolist() == [dt.datetime.fromisoformat("1988-04-17T02:30")]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "2026-13-01", "2026-02-30", "2025-02-29", "2026-06-30 25:00", "2026-06-30 10:60", "30/06/2026",
        "06-30-2026", "2026", "2026-06", "12345", "2026-06-30 10:20 in the morning", "99999999", "1.5", "2026-06-30Z5",
        "2026-06-30 10:20+99:00", "-2026-06-30", "2026-06-30 13:00 PM", "2026-06-30 10:20:30.1.2.3",
    ],
)  # fmt: skip
def test_what_is_no_time_has_none(text):
    assert as_instants(pa.array([text])).tolist() == [UNDATED]


@given(st.datetimes(*map(dt.datetime.fromisoformat, ("1902-01-01", "2099-01-01"))))
def test_iso_texts_are_read_as_python_reads_them(when):
    when = when.replace(microsecond=when.microsecond // 1000 * 1000, fold=0)  # a text knows no fold
    for zone in ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"):
        expected = round(when.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
        assert as_instants(pa.array([when.isoformat()]), zone).tolist() == [expected]
        assert as_instants(pa.array([when.isoformat(" ")]), zone).tolist() == [expected]


@given(st.lists(st.text(alphabet="0123456789-/: .TZ+年月日时下午AP", max_size=24), max_size=20))
def test_no_text_is_too_odd(texts):
    assert len(as_instants(pa.array(texts, pa.string()))) == len(texts)


def _milliseconds(instant):
    """Whole milliseconds since 1970 (floored), without a float on the way."""
    return (instant - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)


@given(st.datetimes(*map(dt.datetime.fromisoformat, ("1902-01-01", "2099-01-01"))))
def test_clocks_go_as_the_zone_says(when):
    for zone in ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"):
        instant = when.replace(tzinfo=dt.UTC)
        local = instant.astimezone(ZoneInfo(zone))
        given = np.array([_milliseconds(instant)], np.int64)
        shown = Clock.of(zone).local(given)[0]
        assert shown == _milliseconds(local.replace(tzinfo=dt.UTC))
        assert slots_of(given, zone)[0] == local.weekday() * 24 + local.hour


def test_the_hour_that_comes_twice_and_the_one_that_never_does():
    berlin = pa.array(["2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 03:30"])
    expected = ["2026-03-29T01:30+00:00", "2026-10-25T00:30+00:00", "2026-10-25T02:30+00:00"]
    found = as_instants(berlin, "Europe/Berlin").tolist()
    assert found == [round(dt.datetime.fromisoformat(text).timestamp() * 1000) for text in expected]


def test_the_summer_time_that_china_had():
    found = as_instants(pa.array(["1988-07-01 12:00", "1988-12-01 12:00"])).tolist()
    assert [value % 86_400_000 // 3_600_000 for value in found] == [3, 4]
    zoned = pa.array(["1988-07-01T04:00Z", "1988-12-01T04:00Z"])
    assert [moment.hour for moment in as_local(zoned).tolist()] == [13, 12]


def test_columns_with_a_type():
    day, moment = dt.date(2026, 6, 30), dt.datetime.fromisoformat("2026-06-30T17:20")
    assert as_instants(pa.array([day, None])).tolist() == [ms(2026, 6, 30), UNDATED]
    assert as_instants(pa.array([moment, None], pa.timestamp("us"))).tolist() == [ms(2026, 6, 30, 17, 20), UNDATED]
    zoned = pa.array([moment], pa.timestamp("ns", "Asia/Tokyo"))
    assert as_instants(zoned).tolist() == [ms(2026, 6, 30, 17, 20, zone=dt.UTC)]
    assert as_local(zoned).tolist() == [dt.datetime.fromisoformat("2026-07-01T01:20")]
    assert as_local(pa.array([moment, None], pa.timestamp("us"))).tolist() == [moment, None]


def test_numbers_that_are_times():
    column = pa.array([20260630, 1782840005, 1782840005123, 7, None, -3], pa.int64())
    expected = [ms(2026, 6, 30), 1782840005000, 1782840005123, UNDATED, UNDATED, UNDATED]
    assert as_instants(column).tolist() == expected
    assert as_instants(column.cast("float64")).tolist() == expected
    assert np.array_equal(as_local(column), shown(np.array(expected)), equal_nan=True)


def test_a_zone_that_is_none():
    with pytest.raises(RequestError) as error:
        as_instants(pa.array(["2026-06-30"]), "Asia/Atlantis")
    assert error.value.key == "zone_unknown"


def test_nothing_is_no_times():
    assert as_instants(pa.array([], pa.string())).tolist() == []
    assert as_instants(pa.chunked_array([], pa.string())).tolist() == []
    assert as_local(pa.chunked_array([], pa.string())).tolist() == []
