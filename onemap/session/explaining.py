"""What is behind a number: its rows, its filter, its time, and the Python lines that give exactly it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from onemap.model.moment import ZONE
from onemap.model.rowset import RowSet
from onemap.query import measures, spans
from onemap.session import timing
from onemap.session.chart_looks import (
    MEASURES,
    STATS_WORDS,
    by_words,
    group_words,
    measure_words,
    series_name,
    title_of,
)
from onemap.session.chart_question import NOTHING, OTHERS

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.model.moment import Moment
    from onemap.query.groups import Groups
    from onemap.query.measures import How
    from onemap.session.chart_question import ChartAnswer, ChartQuestion
    from onemap.session.session import Session
    from onemap.session.statistics import Statistics

_SCOPES: dict[str, Words] = {
    "all": ("全部", "all"), "selected": ("已选", "selected"), "view": ("视野内", "in view"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number that can be explained.

    ``what`` it is, ``of`` which groups as title and name, in how many ``rows`` of its layer; ``call`` gives it as
    Python, ``m`` being the map, under the filter and the time of ``question``; ``said`` is the value where it is no
    number.
    """

    question: ChartQuestion
    what: str
    value: float
    of: tuple[tuple[str, str], ...]
    rows: int
    call: str
    said: str = ""


def number_of(made: ChartAnswer, item: int, series: int = 0) -> Number:
    """The number of an item of a chart, or of one of its series; -1 is the item with all its series."""
    from onemap.session.chart_items import rows_behind

    asked, held = made.question, made.held
    if held is None:
        raise ValueError(item)
    choice, group = asked.choice, made.items[item]
    given = [repr(choice.how)] if choice.how == "count" or not choice.of else [repr(choice.how), repr(choice.of)]
    given += group_given(asked, held.groups, group)
    of = [(by_words(asked), group_words(asked, held.groups, group))]
    part = None
    if made.series and held.split is not None and series >= 0:
        part = series
        values, which = held.split.values, made.series[series]
        of.append((title_of(asked.asked, choice.split, english=asked.english), series_name(asked, values, which)))
        given += [f"split={choice.split!r}", *_part_of(values, made.series, which)]
    rows = rows_behind(made, (item,), part)
    if made.series and part is None:
        value = _whole(made, group)
    else:
        value = float(made.chart.series[max(series, 0)].values[item])
    return Number(asked, measure_words(asked), value, tuple(of), len(rows), _call(asked, "number", given))


def statistic_of(made: Statistics, line: int, stat: int) -> Number:
    """A number of a table of statistics."""
    from onemap.session import statistics

    asked, name = made.question, made.stats[stat]
    given, of = [repr(name), repr(asked.choice.of)], []
    if line > 0 and made.held is not None:
        group = made.groups[line - 1]
        given += group_given(asked, made.held, group)
        of.append((by_words(asked), group_words(asked, made.held, group)))
    column = title_of(asked.asked, asked.choice.of, english=asked.english)
    what = f"{column}: {STATS_WORDS[name][1]}" if asked.english else f"{column}{STATS_WORDS[name][0]}"
    rows = len(statistics.rows_behind(made, line))
    said = statistics.cell_text(made, line, stat) if made.kind == "time" else ""
    return Number(
        asked, what, float(made.values[line, stat]), tuple(of), rows, _call(asked, "number", given), said
    )  # fmt: skip


def legend_count_of(asked: ChartQuestion, place: int) -> Number:
    """How many rows a class of a layer's legend has, the rest behind the last; of a place of -1 all of the layer."""
    from onemap.session import charting

    if place >= 0:
        return number_of(charting.answer(asked), place)
    kept = charting.kept_in(asked)
    rows = asked.asked.table.num_rows if kept is None else int(np.count_nonzero(kept))
    return Number(asked, measure_words(asked), float(rows), (), rows, _call(asked, "number", []))


def rows_of_legend(asked: ChartQuestion, place: int) -> npt.NDArray[np.int64]:
    """The source rows behind `legend_count_of`, ascending."""
    from onemap.session import charting
    from onemap.session.chart_items import rows_behind

    if place >= 0:
        return rows_behind(charting.answer(asked), (place,))
    kept = charting.kept_in(asked)
    return np.arange(asked.asked.table.num_rows, dtype=np.int64) if kept is None else np.flatnonzero(kept)


def group_given(asked: ChartQuestion, groups: Groups, group: int) -> list[str]:
    """The arguments by which a script names a group."""
    choice = asked.choice
    by = [f"by={choice.by!r}"] if choice.kind != "classes" else []
    kind = [] if choice.kind == "values" else [f"kind={choice.kind!r}"]
    return [*by, *kind, f"item={item_of(groups, group)!r}"]


def item_of(groups: Groups, group: int) -> Any:  # noqa: ANN401 - a text, a number, or the two ends of a span
    """How a script names a group: its value, the number of a part of time, or the ends of a span."""
    if not len(groups.edges):
        return groups.values[group]
    low, high = float(groups.edges[group]), float(groups.edges[group + 1])
    if groups.time:
        return str(np.datetime64(int(low), "s")), str(np.datetime64(int(high), "s"))
    return low, (high if group < groups.size - 1 else None)


def _whole(made: ChartAnswer, group: int) -> float:
    """The number of a group of which only the parts are shown."""
    held, choice = made.held, made.question.choice
    assert held is not None  # noqa: S101 - a scatter has no groups
    values = np.empty(0) if held.values is None else held.values
    how: How = "count" if held.values is None else choice.how
    return float(measures.measure(held.groups.codes, held.groups.size, values, how, made.kept)[group])


def _part_of(values: tuple[Any, ...], series: tuple[int, ...], which: int) -> list[str]:
    if which == OTHERS:
        return [f"but={tuple(values[one] for one in series if one >= 0)!r}"]
    return [f"part={None if which == NOTHING else values[which]!r}"]


# --- Python ---------------------------------------------------------------------------------------------------------
def python_line(made: ChartAnswer) -> str:
    """What gives all numbers of a chart again in a script, ``m`` being the map."""
    choice = made.question.choice
    given = [repr(choice.by), *([] if choice.kind == "values" else [f"kind={choice.kind!r}"])]
    given += [f"of={choice.of!r}"] if choice.of else []
    given += [f"how={choice.how!r}"] if choice.how != "count" else []
    given += [f"split={choice.split!r}"] if choice.split else []
    return _call(made.question, "numbers", given)


def _call(asked: ChartQuestion, name: str, given: list[str]) -> str:
    """A call of a layer's method, of the rows that the question is about."""
    table = asked.asked
    where = asked.base if asked.base is not None else "" if asked.ready is None else asked.ready.where
    more = [f"where={where!r}"]
    if table.scope == "view" and table.extent is not None:
        more.append(f"box={table.extent.as_tuple()!r}")
    if table.scope == "selected":
        chosen = np.empty(0, np.int64) if table.chosen is None else table.chosen
        more.append(f"rows={RowSet(chosen).said()!r}")
    return f"m.layer({table.layer!r}).{name}({', '.join([*given, *more])})"


def script(session: Session, asked: ChartQuestion, call: str) -> list[str]:
    """The lines that give a number again: the map's time where the layer has one, and the call."""
    ready = asked.ready
    timed = ready is not None and timing.field_of(asked.asked.definition, ready.data.table) is not None
    return [*([time_line(session.moment)] if timed else []), call]


def time_line(moment: Moment | None) -> str:
    """The line that shows a span of time on the map ``m``."""
    if moment is None:
        return "m.time(None)"
    given = [repr(_span(moment))]
    given += [f"hours={moment.hours!r}"] if moment.hours else []
    given += [f"weekdays={moment.weekdays!r}"] if moment.weekdays else []
    given += ["undated=True"] if moment.undated else []
    given += [f"zone={moment.zone!r}"] if moment.zone != ZONE else []
    return f"m.time({', '.join(given)})"


def _span(moment: Moment) -> Any:  # noqa: ANN401 - a text, or two numbers
    """The span as `Map.time` reads it: in words, or as milliseconds where words cannot say it."""
    zone = ZoneInfo(moment.zone)

    def said(at: int | None, before: int) -> str:
        if at is None:
            return ".."
        return dt.datetime.fromtimestamp((at - before) / 1000, zone).strftime("%Y-%m-%dT%H:%M:%S")

    text = f"{said(moment.start, 0)}/{said(moment.end, 1000)}"
    exact = spans.span_of(text, moment.zone) == (moment.start, moment.end)
    return text if exact else (moment.start, moment.end)


# --- words ------------------------------------------------------------------------------------------------------------
def span_words(moment: Moment | None) -> str:
    """The span of time that the map shows."""
    if moment is None:
        return "-"
    zone = ZoneInfo(moment.zone)
    ends = [
        "…" if at is None else dt.datetime.fromtimestamp(at / 1000, zone).isoformat(" ", "minutes")
        for at in (moment.start, moment.end)
    ]
    return " / ".join(ends)


def explained(session: Session, made: ChartAnswer | Number) -> str:
    """How a number, or all numbers of a chart, were made, in the question's language; and the Python lines."""
    asked = made.question
    en, table = asked.english, asked.asked
    entry = session.entry(table.layer)
    lines: list[tuple[Words, str]] = [(("图层", "Layer"), _with(entry.title("en" if en else "zh"), table.layer, en))]
    lines += _of_number(made) if isinstance(made, Number) else _of_chart(made)
    where = asked.base if asked.base is not None else entry.where
    lines += [
        (("行", "Rows"), _with(f"{made.rows:,} / {table.table.num_rows:,}", _SCOPES[table.scope][en], en)),
        (("筛选", "Filter"), where or "-"),
        (("时间", "Time"), span_words(session.moment)),
    ]
    if table.scope == "view" and table.extent is not None:
        box = ", ".join(f"{value:,.2f}" for value in table.extent.as_tuple())
        lines.append((("范围", "Box"), _with(box, session.crs or "-", en)))
    said = [f"{words[en]}{': ' if en else '：'}{text}" for words, text in lines]
    call = made.call if isinstance(made, Number) else python_line(made)
    opened = [f"# m = onemap.open({session.path!r})"] if session.path else []
    return "\n".join([*said, "", "# Python", *opened, *script(session, asked, call)]) + "\n"


def _with(text: str, more: str, english: bool) -> str:  # noqa: FBT001 - a language
    """A text with more in brackets behind it."""
    return f"{text} ({more})" if english else f"{text}（{more}）"


def _of_number(made: Number) -> list[tuple[Words, str]]:
    value = made.said or (f"{made.value:,.15g}" if np.isfinite(made.value) else "-")
    lines: list[tuple[Words, str]] = [(("数值", "Number"), _with(value, made.what, made.question.english))]
    return [*lines, *(((title, title), name) for title, name in made.of)]


def _of_chart(made: ChartAnswer) -> list[tuple[Words, str]]:
    asked, choice = made.question, made.question.choice
    of = title_of(asked.asked, choice.of, english=asked.english)
    by = _with(by_words(asked), choice.by, asked.english) if choice.by else by_words(asked)
    lines: list[tuple[Words, str]] = [
        (("分组", "By"), by),
        (("数值", "Numbers"), f"{MEASURES[choice.how][asked.english]} {of}".strip()),
    ]
    if choice.split:
        split = title_of(asked.asked, choice.split, english=asked.english)
        lines.append((("系列", "Series"), _with(split, choice.split, asked.english)))
    return lines
