"""Indicators of cases and work orders: by cell, department, class or source, for a period, compared with others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.indicator_facts import Facts
from onemap.city.indicator_groups import BY_WORDS, group
from onemap.city.indicator_list import BY_KEY
from onemap.errors import RequestError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd

    from onemap.city.card_values import Words
    from onemap.city.events import Events
    from onemap.city.indicator_groups import By, Groups
    from onemap.city.indicator_list import Indicator
    from onemap.city.periods import Period
    from onemap.city.roles import CityLayer

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorRequest:
    """Indicators to be made. ``only`` keeps the events whose category or source is one of the given codes, by name."""

    events: Events
    layers: tuple[CityLayer, ...]
    by: By
    period: Period
    as_of: dt.datetime
    indicators: tuple[Indicator, ...]
    only: dict[By, frozenset[str]] = field(default_factory=dict)
    compare: bool = True

    @property
    def timeless(self) -> bool:
        """Whether rows are counted that no time tells of: they have no period."""
        return not self.events.has("reported")

    @property
    def said(self) -> Words:
        """What is counted, in words: the period, or the layers where there is none."""
        if not self.timeless:
            return self.period.words
        titles = [one.title for one in self.events.layers]
        return "、".join(zh for zh, _ in titles), ", ".join(en for _, en in titles)

    @property
    def key(self) -> str:
        """The period's name in files; of what has none the day of the moment."""
        return f"{self.as_of:%Y-%m-%d}" if self.timeless else self.period.key


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """One indicator over all groups (k,), and over the whole as the last: NaN where there is none.

    ``over`` is what was divided and ``under`` what by (counts stand in ``over`` alone). ``previous`` and
    ``year_before`` are the values of the compared periods, NaN where the data do not reach back so far.
    """

    indicator: Indicator
    value: Floats
    over: Floats
    under: Floats
    previous: Floats
    year_before: Floats

    def change(self, *, year: bool) -> Floats:
        """Change against the period before (环比) or a year ago (同比), as a share of it; of rates the difference.

        NaN where there is nothing to compare with, or nothing to divide by.
        """
        other = self.year_before if year else self.previous
        if self.indicator.kind == "rate":
            return self.value - other
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(other != 0, (self.value - other) / other, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorTable:
    """All asked indicators by group; ``missing`` tells for each that could not be made which field roles lack.

    ``reaches`` tells whether the data reach back to the beginning of the previous period, and of that a year ago.
    """

    request: IndicatorRequest
    groups: Groups
    values: dict[str, Values]
    missing: dict[str, tuple[str, ...]]
    reaches: tuple[bool, bool]

    @property
    def frame(self) -> pd.DataFrame:
        """The values as a table: a row for each group by code, a column for each indicator by key.

        A column ``name`` comes first; ``KEY_previous`` (环比) and ``KEY_year`` (同比) follow where they were asked for.
        """
        import pandas as pd

        columns: dict[str, object] = {"name": [name for name, _ in self.groups.names]}
        for key, one in self.values.items():
            columns[key] = one.value[:-1]
            if self.request.compare:
                columns[f"{key}_previous"] = one.change(year=False)[:-1]
                columns[f"{key}_year"] = one.change(year=True)[:-1]
        return pd.DataFrame(columns, pd.Index(self.groups.codes, name=self.request.by, dtype=object))

    def total(self, key: str) -> float:
        """An indicator over all events, whatever group they belong to."""
        return float(self.values[self._known(key)].value[-1])

    def rows(self, key: str, code: str | None = None, *, under: bool = False) -> dict[str, Ints]:
        """Source rows by layer id of the events behind a number, in a group or (None) in all.

        Of a rate or a mean those that were divided, with ``under`` those that it was divided by.

        Raises
        ------
        RequestError
            When there is no such indicator or group.
        """
        one = BY_KEY[self._known(key)]
        counted = one.key if one.kind == "count" else (one.denominator if under else one.numerator)
        mask = _facts(self.request, self.request.period, self.request.as_of).mask(counted)
        if code is not None:
            if code not in self.groups.codes:
                raise RequestError("indicator_no_group", code=code)
            mask &= self.groups.only(code, len(mask))
        return self.request.events.rows_by_layer(mask)

    def _known(self, key: str) -> str:
        if key not in self.values:
            raise RequestError("indicator_unknown", value=key, choices=", ".join(self.values))
        return key


def make_table(request: IndicatorRequest, groups: Groups | None = None) -> IndicatorTable:
    """All asked indicators.

    A compared period is looked at as long after its end (or before it, while the period still runs) as the asked one.
    """
    events, period = request.events, request.period
    groups = groups or group(events, request.layers, request.by)
    missing = {one.key: tuple(role for role in one.needs if not events.has(role)) for one in request.indicators}
    missing = {key: roles for key, roles in missing.items() if roles}
    made = [one for one in request.indicators if one.key not in missing]
    now = _counted(request, groups, made, period)
    compared, reaches = [], []
    for other in (period.previous(), period.year_before()):
        reaches.append(_reaches(events, other))
        compared.append(_counted(request, groups, made, other) if request.compare and reaches[-1] else None)
    none = np.full(len(groups.codes) + 1, np.nan)
    values = {
        one.key: Values(
            one, now[one.key][0], now[one.key][1], now[one.key][2],
            *(none if each is None else each[one.key][0] for each in compared),
        )
        for one in made
    }  # fmt: skip
    return IndicatorTable(request, groups, values, missing, (reaches[0], reaches[1]))


def by_month(request: IndicatorRequest, key: str, months: Sequence[Period], mask: Mask | None = None) -> Floats:
    """One indicator over all events (or the marked) in each of some periods; NaN where there is none."""
    one = BY_KEY[key]
    whole = replace(group(request.events, request.layers, "layer"), ranks=np.zeros(request.events.size, np.int32))
    asked = replace(request, indicators=(one,), compare=False)
    return np.array(
        [
            _counted(asked, whole, [one], period, mask)[key][0][-1] if _reaches(request.events, period) else np.nan
            for period in months
        ]
    )


def title(table: IndicatorTable, key: str) -> Words:
    """What a map or chart of an indicator is called: indicator, grouping and period."""
    one, by, period = BY_KEY[key].title, BY_WORDS[table.request.by], table.request.said
    return f"{one[0]} · 按{by[0]} · {period[0]}", f"{one[1]} by {by[1].lower()}, {period[1]}"


# --- counting -------------------------------------------------------------------------------------------------------
Counted = dict[str, tuple["Floats", "Floats", "Floats"]]


def _facts(request: IndicatorRequest, period: Period, as_of: dt.datetime) -> Facts:
    moment = np.datetime64(as_of, "ms") + (period.end - request.period.end)
    return Facts(request.events, period, moment, _kept(request))


def _kept(request: IndicatorRequest) -> Mask | None:
    kept: Mask | None = None
    for by, codes in request.only.items():
        groups = group(request.events, request.layers, by)
        chosen = groups.mask(np.array([code in codes for code in groups.codes]), request.events.size)
        kept = chosen if kept is None else kept & chosen
    return kept


def _counted(
    request: IndicatorRequest, groups: Groups, indicators: Sequence[Indicator], period: Period, mask: Mask | None = None
) -> Counted:
    """Value, what was divided and what by, of each indicator over the groups and the whole."""
    facts = _facts(request, period, request.as_of)
    if mask is not None:
        facts.kept = mask if facts.kept is None else facts.kept & mask
    sums: dict[str, Floats] = {}

    def add(key: str) -> Floats:
        if key not in sums:
            sums[key] = _summed(facts.mask(key), facts.weights(key), groups)
        return sums[key]

    made: Counted = {}
    for one in indicators:
        if one.kind == "count":
            made[one.key] = (add(one.key), add(one.key), np.full(len(groups.codes) + 1, np.nan))
        else:
            over, under = add(one.numerator), add(one.denominator)
            with np.errstate(divide="ignore", invalid="ignore"):
                made[one.key] = (np.where(under > 0, over / under, np.nan), over, under)
    return made


def _summed(mask: Mask, weights: Floats | None, groups: Groups) -> Floats:
    """The marked events, or their weights, added up by group, and over the whole as the last."""
    of = np.arange(len(mask)) if groups.events is None else groups.events
    pairs = np.flatnonzero(mask if groups.events is None else mask[of])
    each = np.bincount(
        groups.ranks[pairs], None if weights is None else weights[of[pairs]], minlength=len(groups.codes)
    )
    whole = np.count_nonzero(mask) if weights is None else weights[mask].sum()
    return np.append(each, whole).astype(np.float64)


def _reaches(events: Events, period: Period) -> bool:
    """Whether the data begin no later than on the first day of a period."""
    first = events.first_reported
    return bool(not np.isnat(first) and first.astype("datetime64[D]") <= period.start)
