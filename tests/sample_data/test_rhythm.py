"""Cases of one year: when they happen, where, and how they go."""

import itertools

import numpy as np
import pytest
import shapely

STAGES = [
    "report_time",
    "accept_time",
    "file_time",
    "dispatch_time",
    "receive_time",
    "finish_time",
    "check_time",
    "close_time",
]
WRONG = {"deadline_before_report", "closed_before_report"}


@pytest.fixture(scope="module")
def cases(read):
    return read("cases")


@pytest.fixture(scope="module")
def sound(cases, read):
    faults = read("defects")
    return cases[~cases["case_no"].isin(faults[faults["kind"].isin(WRONG)]["code"])]


def test_they_fill_the_year_that_ends_on_2026_06_30(cases):
    assert str(cases["report_time"].min())[:10] == "2025-07-01"
    assert str(cases["report_time"].max())[:10] == "2026-06-30"
    assert cases["report_time"].dt.date.nunique() == 365
    assert cases["case_no"].is_unique
    assert (cases["case_no"].str[6:14] == cases["report_time"].dt.strftime("%Y%m%d")).all()


def test_there_are_six_categories_and_many_sources(cases):
    assert cases["category"].nunique() == 6
    assert {"城市管理", "民生服务", "社会治安"} <= set(cases["category"])
    assert {"监督员上报", "视频监控", "12345热线", "随手拍"} <= set(cases["source"])


def test_day_and_night(cases):
    by_hour = cases["report_time"].dt.hour.value_counts()
    assert by_hour[9:12].sum() > 0
    assert by_hour.loc[[9, 10, 15]].min() > 4 * by_hour.loc[[1, 2, 3, 4]].max()


def test_weekends_and_holidays_are_quieter(cases):
    by_day = cases.groupby(cases["report_time"].dt.normalize()).size()
    weekday = by_day.index.day_of_week
    assert by_day[weekday == 6].mean() < 0.75 * by_day[weekday < 5].mean()
    assert by_day["2026-02-16":"2026-02-22"].mean() < 0.65 * by_day["2026-03-02":"2026-03-31"].mean()


@pytest.mark.parametrize(
    ("name", "high", "low"),
    [("露天烧烤", [6, 7, 8], [12, 1, 2]), ("绿化弃料", [10, 11], [6, 7]), ("道路积雪、结冰", [12, 1, 2], [5, 6, 7, 8])],
    ids=["barbecues in summer", "leaves in autumn", "ice in winter"],
)
def test_seasons(cases, name, high, low):
    months = cases[cases["class_name"] == name]["report_time"].dt.month
    assert months.isin(high).sum() / len(high) > 2 * months.isin(low).sum() / len(low)


def test_there_are_hot_spots(cases):
    cell = cases.geometry.dropna()
    key = (cell.x // 200).astype(int) * 100_000 + (cell.y // 200).astype(int)
    counts = np.sort(key.value_counts().to_numpy())[::-1]
    assert counts[: len(counts) // 10].sum() > 0.3 * counts.sum()


def test_the_links_come_one_after_the_other_and_none_after_the_last_day(sound):
    assert (sound[STAGES].max() <= np.datetime64("2026-06-30T23:59:00")).all()
    filed = sound[sound["phase"] != "不予立案"]
    for before, after in itertools.pairwise(STAGES):
        both = filed[filed[after].notna()]
        assert (both[before] <= both[after]).all()
    assert (filed["deadline"].notna() == filed["file_time"].notna()).all()
    assert (sound["deadline"].dropna() > sound["report_time"][sound["deadline"].notna()]).all()


def test_most_end_in_time_and_some_are_open_or_late(sound):
    assert set(sound["status"]) == {"已结案", "处置中", "超期", "不予立案"}
    done = sound[sound["finish_time"].notna()]
    assert 0.85 < (done["finish_time"] <= done["deadline"]).mean() < 0.97
    counts = sound["status"].value_counts()
    assert counts["处置中"] > 60
    assert counts["超期"] > 10
    late = sound[sound["status"] == "超期"]
    assert (late["deadline"] < np.datetime64("2026-06-30T23:59:00")).all()


def test_cases_about_a_component_stand_beside_it(sound, read):
    parts = read("components").drop_duplicates("GLBJBSM").set_index("GLBJBSM").geometry
    about = sound[sound["component"].notna() & sound.geometry.notna()]
    assert len(about) > 4_000
    far = shapely.distance(about.geometry.to_numpy(), parts.loc[about["component"]].to_numpy())
    assert far.max() < 6
    assert (about["component"].str[6:11] == about["class_code"]).all()
