"""Matters and moods (事, 情): cases by phase, overdue, the last twelve months; what citizens say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import phases as ph
from onemap.city.card_frame import by_value, items, joined
from onemap.city.card_values import How, Number, Section, Tab

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_frame import Frame
    from onemap.city.roles import CityLayer
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]
    Times = npt.NDArray[np.datetime64]

_TIME_ROLES: tuple[FieldRole, ...] = (
    "reported", "accepted", "filed", "dispatched", "received", "finished", "checked", "closed", "deadline",
)  # fmt: skip
_OPEN = (
    (ph.FILED, "filed", ("待派遣", "Filed")),
    (ph.HANDLING, "handling", ("处置中", "In hand")),
    (ph.CHECKING, "checking", ("待核查", "To check")),
    (ph.OTHER, "other", ("其他环节", "Other")),
)
_MONTHS = 12
_MOOD_MONTHS = ("民意 · 近 12 个月", "Opinions · last twelve months")
#: A case is due soon when its deadline lies no more working days ahead.
_SOON_DAYS = 1


def case_times(layer: CityLayer, rows: Ints) -> ph.CaseTimes:
    """Phase words and times of the given cases."""
    role: FieldRole = "phase" if layer.has("phase") else "state"
    times: dict[str, Times] = {
        str(name): found for name in _TIME_ROLES if (found := layer.times(name, rows)) is not None
    }
    return ph.CaseTimes(ph.known_words(layer.texts(role, rows), layer.phase_words), times)


def matters(frame: Frame) -> Tab | None:
    """The tab 事; None without a layer of cases."""
    layers = frame.with_role("case")
    if not layers:
        return None
    sections: list[Section] = []
    known: dict[str, Ints] = {}
    listed: Ints = np.empty(0, np.int64)
    for layer in layers:
        rows = frame.rows(layer)
        cases = case_times(layer, rows)
        phases = ph.phases_at(cases, frame.moment)
        known[layer.id] = rows[phases != ph.LATER]
        sections += _of_layer(frame, layer, rows, cases, phases)
        if layer is layers[0]:
            late = ph.overdue_at(cases, phases, frame.moment)
            listed = np.concatenate([rows[late], rows[np.isin(phases, ph.OPEN) & ~late]])
    how = How(joined([one.title for one in layers]), _until(frame))
    count = Number("matters", ("案件", "Cases"), float(sum(map(len, known.values()))), how, known)
    return Tab("matters", ("事", "Matters"), count, tuple(sections), items(layers[0], listed, ("phase", "deadline")))


def _until(frame: Frame) -> tuple[str, str]:
    return f"上报不晚于 {frame.as_of:%Y-%m-%d %H:%M}", f"reported by {frame.as_of:%Y-%m-%d %H:%M}"


def _of_layer(
    frame: Frame, layer: CityLayer, rows: Ints, cases: ph.CaseTimes, phases: npt.NDArray[np.int8]
) -> list[Section]:
    at = (f"截至 {frame.as_of:%Y-%m-%d}，", f"as of {frame.as_of:%Y-%m-%d}, ")
    made = [_open_section(frame, layer, rows, cases, phases)]
    reported = cases.times.get("reported")
    if reported is not None:
        made.append(_months(frame, layer, rows, reported))
        closed = _closed(frame, layer, rows, cases, phases)
        made += [closed] if closed is not None else []
    still = rows[np.isin(phases, ph.OPEN)]
    for role, title in (
        ("category", ("未结案件类别", "Open cases by category")),
        ("class", ("未结案件小类", "Open by class")),
    ):
        said = f"{at[0]}未结，", f"{at[1]}open, "
        numbers = by_value(layer, role, still, f"{layer.id}.open.{role}", said)  # type: ignore[arg-type]
        made += [Section(f"{layer.id}.{role}", title, "bars", numbers)] if numbers else []
    known = rows[phases != ph.LATER]
    sources = by_value(layer, "source", known, f"{layer.id}.source", at)
    return made + (
        [Section(f"{layer.id}.source", ("全部案件来源", "All by source"), "bars", sources)] if sources else []
    )


def _open_section(
    frame: Frame, layer: CityLayer, rows: Ints, cases: ph.CaseTimes, phases: npt.NDArray[np.int8]
) -> Section:
    late = ph.overdue_at(cases, phases, frame.moment)
    numbers = []
    for phase, key, title in _OPEN:
        chosen = rows[phases == phase]
        if phase != ph.OTHER or len(chosen):
            how = How(layer.title, (f"{frame.as_of:%Y-%m-%d %H:%M} 处于“{title[0]}”", f"{title[1]} at {frame.as_of}"))
            numbers.append(
                Number(f"{layer.id}.{key}", title, float(len(chosen)), how, {layer.id: rows[phases == phase]})
            )
    overdue = rows[late]
    how = How(layer.title, ("未结，且处置完成（或此刻）晚于处置时限", "open, and finished (or now) after the deadline"))
    tone = "bad" if len(overdue) else ""
    numbers.append(
        Number(f"{layer.id}.overdue", ("超期", "Overdue"), float(len(overdue)), how, {layer.id: overdue}, tone=tone)
    )
    soon = _soon(frame, rows, cases, phases)
    if soon is not None:
        how = How(layer.title, ("未结未超期，时限在 1 个工作日内", "open, not overdue, due within a working day"))
        title = ("临期", "Due soon")
        tone = "attention" if len(soon) else ""
        numbers.append(Number(f"{layer.id}.soon", title, float(len(soon)), how, {layer.id: soon}, tone=tone))
    return Section(f"{layer.id}.open", ("未结案件", "Open cases"), "tiles", tuple(numbers), _worst(frame, cases, late))


def _soon(frame: Frame, rows: Ints, cases: ph.CaseTimes, phases: npt.NDArray[np.int8]) -> Ints | None:
    deadline = cases.times.get("deadline")
    if deadline is None:
        return None
    until = np.datetime64(frame.calendar.after(frame.as_of, _SOON_DAYS), "ms")
    waiting = np.isin(phases, (ph.FILED, ph.HANDLING, ph.OTHER))
    return rows[waiting & (deadline >= frame.moment) & (deadline <= until)]


def _worst(frame: Frame, cases: ph.CaseTimes, late: npt.NDArray[np.bool_]) -> tuple[str, str]:
    """How long the oldest overdue case has been waiting, in working days."""
    if not late.any():
        return "", ""
    first: dt.datetime = cases.times["deadline"][late].min().astype("datetime64[ms]").item()
    days = frame.calendar.days_between(first, frame.as_of)
    return f"超期最久的已过时限 {days} 个工作日", f"the longest is {days} working days late"


def month_starts(as_of: dt.datetime) -> list[dt.datetime]:
    """The first moments of the twelve months up to that of ``as_of``, and of the month after."""
    first = as_of.year * 12 + as_of.month - _MONTHS
    return [dt.datetime((first + i) // 12, (first + i) % 12 + 1, 1) for i in range(_MONTHS + 1)]  # noqa: DTZ001 - the city's own clock


def _months(frame: Frame, layer: CityLayer, rows: Ints, reported: Times) -> Section:
    starts = month_starts(frame.as_of)
    numbers = []
    for start, end in pairwise(starts):
        within = (reported >= np.datetime64(start)) & (reported < np.datetime64(end)) & (reported <= frame.moment)
        chosen = rows[within]
        how = How(layer.title, (f"{start:%Y-%m} 上报", f"reported in {start:%Y-%m}"))
        title = (f"{start.year} 年 {start.month} 月", f"{start:%Y-%m}")
        numbers.append(Number(f"{layer.id}.{start:%Y-%m}", title, float(len(chosen)), how, {layer.id: chosen}))
    total = sum(number.value for number in numbers)
    note = (f"近 12 个月上报 {total:,.0f} 件", f"{total:,.0f} reported in twelve months")
    return Section(
        f"{layer.id}.months", ("案件 · 近 12 个月", "Cases · last twelve months"), "months", tuple(numbers), note
    )


def _closed(
    frame: Frame, layer: CityLayer, rows: Ints, cases: ph.CaseTimes, phases: npt.NDArray[np.int8]
) -> Section | None:
    closed, deadline = cases.times.get("closed"), cases.times.get("deadline")
    if closed is None:
        return None
    since = np.datetime64(month_starts(frame.as_of)[0])
    done = (phases == ph.CLOSED) & (closed >= since)
    span = ("近 12 个月结案", "closed in twelve months")
    numbers = [
        Number(
            f"{layer.id}.closed",
            ("已结案", "Closed"),
            float(done.sum()),
            How(layer.title, span),
            {layer.id: rows[done]},
        )
    ]
    if deadline is not None:
        judged = done & ~np.isnat(deadline)
        on_time = judged & (cases.times.get("finished", closed) <= deadline)
        share = float(on_time.sum() / judged.sum()) if judged.any() else 0.0
        how = How(
            layer.title,
            ("近 12 个月结案，且处置完成不晚于处置时限", "closed in twelve months, finished by the deadline"),
        )
        numbers.append(
            Number(
                f"{layer.id}.on_time", ("按期处置", "Finished in time"), float(on_time.sum()), how,
                {layer.id: rows[on_time]}, text=(f"{share:.1%}",) * 2 if judged.any() else None, of=float(judged.sum()),
            )
        )  # fmt: skip
    return Section(f"{layer.id}.done", ("近 12 个月结案", "Closed in twelve months"), "tiles", tuple(numbers))


def moods(frame: Frame) -> Tab | None:
    """The tab 情; None without a layer of opinions."""
    layers = frame.with_role("opinion")
    if not layers:
        return None
    sections: list[Section] = []
    known: dict[str, Ints] = {}
    for layer in layers:
        rows, reported = frame.rows(layer), layer.times("reported", frame.rows(layer))
        if reported is not None:
            sections.append(replace(_months(frame, layer, rows, reported), title=_MOOD_MONTHS))
            rows = rows[~(reported > frame.moment)]
        known[layer.id] = rows
        for role, title in (
            ("category", ("性质", "Nature")),
            ("class", ("主题", "Topics")),
            ("level", ("情绪", "Mood")),
        ):
            numbers = by_value(layer, role, rows, f"{layer.id}.{role}")  # type: ignore[arg-type]
            sections += [Section(f"{layer.id}.{role}", title, "bars", numbers)] if numbers else []
    how = How(joined([one.title for one in layers]), _until(frame))
    count = Number("moods", ("民意", "Opinions"), float(sum(map(len, known.values()))), how, known)
    newest = known[layers[0].id][::-1]
    return Tab(
        "moods", ("情", "Moods"), count, tuple(sections), items(layers[0], newest, ("category", "level", "reported"))
    )
