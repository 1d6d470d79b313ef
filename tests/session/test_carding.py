"""What a project's own files say of phases and work days holds for cards and indicators alike."""

import datetime as dt
import shutil

import pytest

import onemap
from onemap.io.files import sample_dir
from onemap.session import carding

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
PHASES = 'filed = ["立案"]\nhandling = ["派遣"]\nchecking = ["核查"]\nclosed = ["结案", "不予立案"]\n'


def opened(tmp_path):
    path = tmp_path / CITY.name
    shutil.copy(CITY, path)
    return onemap.open(path)


def test_words_of_phases(tmp_path):
    plain = opened(tmp_path).indicators("district", "2026-06", ["rejected", "ended"])
    (tmp_path / "phases.toml").write_text(PHASES, encoding="utf-8")
    city = opened(tmp_path)
    own = city.indicators("district", "2026-06", ["rejected", "ended"])
    assert (plain.total("rejected") > 0, own.total("rejected")) == (True, 0)
    assert own.total("ended") == plain.total("ended") + plain.total("rejected")
    card = {one.key for one in city.card("990101001001001").numbers() if one.value}
    assert "case.rejected" not in card


def test_the_work_calendar(tmp_path):
    plain = opened(tmp_path)
    assert carding.calendar(plain.session.path) is carding.calendar()
    hours = plain.indicators("district", "2026-06", ["handle_work_hours", "handle_hours"])
    days = 'holidays = []\nyears = [2026]\nhours = [["00:00", "23:59:59.999999"]]\n'
    week = ", ".join(f'"2026-{month:02d}-{day:02d}"' for month in (5, 6) for day in range(1, 31))
    (tmp_path / "calendar.toml").write_text(f"{days}workdays = [{week}]\n", encoding="utf-8")
    own = opened(tmp_path).indicators("district", "2026-06", ["handle_work_hours", "handle_hours"])
    assert own.total("handle_hours") == hours.total("handle_hours")
    assert hours.total("handle_work_hours") < own.total("handle_work_hours") <= own.total("handle_hours") + 0.01


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("2026-06-30", "2026-06-30T23:59:59"), (dt.date(2026, 6, 30), "2026-06-30T23:59:59"),
        ("2026-06-30T17:20", "2026-06-30T17:20"), ("2026-06-30T17:20Z", "2026-07-01T01:20"),
        (dt.datetime(2026, 6, 30, 17, 20, tzinfo=dt.UTC), "2026-07-01T01:20"),
    ],
    ids=["a day", "a date", "no zone", "UTC", "a moment of UTC"],
)  # fmt: skip
def test_a_moment_is_on_the_citys_clock(said, shown):
    assert carding.moment(said) == dt.datetime.fromisoformat(shown)
