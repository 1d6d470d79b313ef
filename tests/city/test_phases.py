"""Phases and deadlines of cases at a moment, case by case."""

import numpy as np
import pytest

from onemap.city.phases import CLOSED, FILED, HANDLING, LATER, OTHER, REJECTED, CaseTimes, overdue_at, phases_at

CHECKING = 2
NOON = np.datetime64("2026-06-30T12:00", "ms")
DAY = {"-": "NaT", "0": "2026-06-28", "1": "2026-06-29", "2": "2026-07-01", "3": "2026-07-02"}


def times(**columns):
    return {role: np.array([DAY[day] for day in days], "datetime64[ms]") for role, days in columns.items()}


def test_times_tell_the_phase():
    cases = CaseTimes(
        ["结案", "结案", "待核查", "处置中", "立案", "上报", "结案"],
        times(reported="0000002", dispatched="0000--2", finished="112---3", closed="12----3"),
    )
    assert phases_at(cases, NOON).tolist() == [CLOSED, CHECKING, HANDLING, HANDLING, FILED, FILED, LATER]


@pytest.mark.parametrize(
    ("word", "phase"),
    [("上报", FILED), ("处置中", HANDLING), ("待核查", CHECKING), ("已办结", CLOSED), ("作废", REJECTED),
     ("somewhere", OTHER), (None, OTHER)],
)  # fmt: skip
def test_words_tell_it_where_there_are_no_times(word, phase):
    assert phases_at(CaseTimes([word], {}), NOON).tolist() == [phase]


def test_what_is_closed_or_rejected_later_is_open_now():
    cases = CaseTimes(["结案", "不予立案", "不予立案"], times(reported="000", closed="221"))
    assert phases_at(cases, NOON).tolist() == [HANDLING, HANDLING, REJECTED]


def test_overdue_is_past_the_deadline_now_or_when_handling_ended():
    cases = CaseTimes(
        ["处置中", "处置中", "待核查", "待核查", "结案", "处置中"],
        times(reported="000000", deadline="1201-0", dispatched="000000", finished="--10--", closed="----1-"),
    )
    cases.times["deadline"][4] = DAY["0"]
    phases = phases_at(cases, NOON)
    assert overdue_at(cases, phases, NOON).tolist() == [True, False, True, False, False, True]


def test_without_deadlines_nothing_is_overdue():
    cases = CaseTimes(["处置中"], times(reported="0"))
    assert overdue_at(cases, phases_at(cases, NOON), NOON).tolist() == [False]


def test_a_project_may_say_its_own_words(tmp_path):
    from onemap.city import phases

    own = tmp_path / phases.FILE
    own.write_text('handling = ["在路上"]\nclosed = ["搞定"]\n', encoding="utf-8")
    known = phases.known_words(["在路上", "搞定", "结案"], phases.load(own))
    assert known.tolist() == [HANDLING, CLOSED, OTHER]


@pytest.mark.parametrize("text", ['done = ["完"]', 'closed = "完"', 'closed = ["完"]\nfiled = ["完"]', "closed = ["])
def test_a_wrong_table_of_phases_is_told(tmp_path, text):
    from onemap.city import phases
    from onemap.errors import DefinitionError

    own = tmp_path / phases.FILE
    own.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"phases\.toml"):
        phases.load(own)
