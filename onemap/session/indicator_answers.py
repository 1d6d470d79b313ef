"""What a panel of indicators shows, worked out in one go: the table, what may be chosen, the run of periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.indicator_groups import group
from onemap.city.indicators import by_month, make_table
from onemap.errors import RequestError
from onemap.session import indicating

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.city.events import Events
    from onemap.city.indicator_groups import By
    from onemap.city.indicators import IndicatorTable
    from onemap.city.periods import Period
    from onemap.session.indicating import Question

    Floats = npt.NDArray[np.float64]
    Kept = tuple[tuple[object, ...], Events]

#: Periods of a run that ends with the asked one, by kind.
STEPS = {"month": 12, "quarter": 8, "year": 5, "days": 12}


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The table of all indicators, the run of one of them, and the words that may be asked for.

    ``run`` (k,) are its values in ``periods``; of the group ``code``, or of all when that is None. ``events`` answer
    the next question of the same identity.
    """

    table: IndicatorTable
    key: str
    code: str | None
    periods: tuple[Period, ...]
    run: Floats
    choices: dict[By, tuple[tuple[str, Words], ...]]
    events: Kept


def answer(asked: Question, key: str, code: str | None, kept: Kept | None = None) -> Answer:
    """Answer a question for a panel; ``kept`` are events of an earlier answer, used where they are the same.

    Runs in a worker. An indicator or a group that is not there is passed over: the run is then of what there is.
    """
    events = kept[1] if kept is not None and kept[0] == asked.identity else indicating.events_of(asked)
    request = indicating.request_of(asked, events)
    table = make_table(request)
    shown = key if key in table.values else next(iter(table.values), "")
    code = code if code in table.groups.codes else None
    periods = run_of(asked.period)
    run = np.full(len(periods), np.nan)
    if shown and not request.timeless:
        mask = None if code is None else table.groups.only(code, events.size)
        run = by_month(request, shown, periods, mask)
    choices = {by: _choices(replace(asked, only={}), events, by) for by in CHOICES}
    return Answer(table, shown, code, periods, run, choices, (asked.identity, events))


#: What events may be left out by.
CHOICES: tuple[By, ...] = ("category", "source", "department")


def run_of(period: Period) -> tuple[Period, ...]:
    """The period and those before it, the earliest first."""
    return tuple(period.moved(-step) for step in reversed(range(STEPS[period.kind])))


def _choices(asked: Question, events: Events, by: By) -> tuple[tuple[str, Words], ...]:
    """The codes and names that occur; none where the data do not tell."""
    try:
        groups = group(events, asked.layers, by)
    except RequestError:
        return ()
    counts = np.bincount(groups.ranks, minlength=len(groups.codes))
    return tuple((c, n) for c, n, k in zip(groups.codes, groups.names, counts.tolist(), strict=True) if k)
