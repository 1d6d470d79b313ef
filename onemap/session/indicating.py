"""Indicators from what is open: a frozen question made in the owner's thread, answered anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import indicator_rules, periods
from onemap.city.indicator_list import THINGS, chosen
from onemap.city.indicators import IndicatorRequest
from onemap.errors import RequestError
from onemap.query.instants import as_local
from onemap.session import carding
from onemap.session.asking import metric_scale

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from onemap.city.events import Events
    from onemap.city.indicator_groups import By
    from onemap.city.indicator_list import Indicator
    from onemap.city.indicator_rules import Rules
    from onemap.city.periods import Period
    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.model.definition import FieldRole
    from onemap.session.session import Session

#: Roles of layers whose rows are events, the first that the map has by default.
EVENT_ROLES = ("case", "opinion")
_LATEST: tuple[FieldRole, ...] = ("reported", "finished", "closed", "last_report")


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is to be counted: ``what`` names the event layers; the rest as in `onemap.city.indicators`."""

    layers: tuple[CityLayer, ...]
    what: tuple[str, ...]
    by: By
    period: Period
    as_of: dt.datetime
    indicators: tuple[Indicator, ...]
    rules: Rules
    calendar: WorkCalendar
    scale: tuple[float, float]
    only: dict[By, frozenset[str]] = field(default_factory=dict)
    compare: bool = True

    @property
    def meant(self) -> tuple[CityLayer, ...]:
        """The layers that are counted."""
        return tuple(one for one in self.layers if one.id in self.what)

    @property
    def timeless(self) -> bool:
        """Whether they are things that no time tells of: neither cases nor work orders."""
        return all(one.role not in EVENT_ROLES and not one.has("reported") for one in self.meant)

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for questions whose events are the same."""
        rows = tuple((id(one.table), id(one.prepared), id(one.kept), one.definition) for one in self.meant)
        return self.what, rows, self.rules, self.scale


def question(  # noqa: PLR0913 - each is a plain part of the question
    session: Session,
    *,
    by: By = "street",
    period: Period | str | None = None,
    keys: Iterable[str] | None = None,
    as_of: str | dt.datetime | dt.date | None = None,
    what: str | None = None,
    only: Mapping[By, Iterable[str]] | None = None,
    compare: bool = True,
) -> Question:
    """What is to be counted, of the layers that are ready.

    ``what`` is "case", "opinion", "all" or the id of any layer, whose rows are then counted; None takes the cases, or
    where there are none the work orders. Without a period the month of the moment is taken.

    Raises
    ------
    RequestError
        When the map has no such layers, or the period, the moment or an indicator is none.
    """
    layers = carding.city_layers(session)
    moment = carding.moment(as_of or session.as_of)
    if isinstance(period, str):
        period = periods.parse(period)
    extent = session.extent
    scale = (1.0, 1.0) if extent is None else metric_scale(session.crs, *extent.center)
    return Question(
        layers, event_layers(layers, what), by, period or periods.of_day("month", moment.date()), moment, chosen(keys),
        indicator_rules.of_project(carding.home(session)), carding.calendar(carding.home(session)), scale,
        {name: frozenset(codes) for name, codes in (only or {}).items()}, compare,
    )  # fmt: skip


def event_layers(layers: Sequence[CityLayer], what: str | None) -> tuple[str, ...]:
    """Ids of the layers that are meant; RequestError when there are none."""
    by_role = {role: tuple(one.id for one in layers if one.role == role) for role in EVENT_ROLES}
    if what is None:
        found = next((ids for ids in by_role.values() if ids), ())
    elif what == "all":
        found = tuple(one.id for one in layers if one.role in EVENT_ROLES)
    else:
        found = by_role.get(what) or tuple(one.id for one in layers if one.id == what)
    if not found:
        raise RequestError("indicator_no_events")
    return found


def events_of(asked: Question) -> Events:
    """The events that a question counts; slow for many rows, and good for all questions of the same identity."""
    from onemap.city.events import make_events

    return make_events(asked.meant, asked.rules, asked.calendar, asked.scale, timeless=asked.timeless)


def request_of(asked: Question, events: Events | None = None) -> IndicatorRequest:
    """The question as `onemap.city.indicators` answers it."""
    return IndicatorRequest(
        events or events_of(asked), asked.layers, asked.by, asked.period, asked.as_of,
        (THINGS,) if asked.timeless else asked.indicators, asked.only, asked.compare and not asked.timeless,
    )  # fmt: skip


def last_moment(layers: Iterable[CityLayer]) -> dt.datetime | None:
    """The latest moment that the events and terminals tell of; None when they tell of none.

    It is the end of "the last day of the data".
    """
    found = []
    for one in layers:
        for role in _LATEST:
            if one.role in (*EVENT_ROLES, "terminal") and one.has(role):
                known = as_local(one.table.column(one.columns[role]))
                known = known[~np.isnat(known)]
                found += [known.max()] if len(known) else []
    return max(found).item() if found else None
