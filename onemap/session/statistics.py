"""A column of a layer in numbers: of all its rows and of each group of them; asked with a frozen question.

The rows, the groups and the way to narrow both are those of a chart (`onemap.session.charting`): ``of`` of the choice
is the column, ``by`` what parts its rows, empty for nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import cell_words, masking
from onemap.query import groups as grouping
from onemap.query import measures
from onemap.query.summary import kind_of
from onemap.session import chart_looks, charting, tabling
from onemap.session.chart_looks import STATS, Stat

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.query.groups import Groups
    from onemap.query.summary import Kind
    from onemap.session.charting import ChartQuestion
    from onemap.session.entry import LayerEntry

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]

#: Statistics that count rows; the others are values of the column.
COUNTS: tuple[Stat, ...] = ("count", "empty", "distinct")
#: What of these can be told of a kind of values; times are seconds since 1970 by their own clock.
TOLD: dict[Kind, tuple[Stat, ...]] = {
    "number": STATS, "time": (*COUNTS, "min", "q1", "median", "q3", "max"),
    "text": COUNTS, "truth": COUNTS,
}  # fmt: skip
#: Groups that are worked out at most.
MOST = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """Numbers ``values`` (lines, statistics) float64 of a column, NaN where there is none.

    The first line is of all rows; ``groups`` are the groups of the others, by rows or in their own order. ``left_out``
    counts groups beyond `MOST`.
    """

    question: ChartQuestion
    kind: Kind
    stats: tuple[Stat, ...]
    values: Floats
    held: Groups | None = None
    groups: tuple[int, ...] = ()
    kept: Mask | None = None
    left_out: int = 0

    @property
    def rows(self) -> int:
        """How many rows it tells of."""
        return int(self.values[0, 0])


def columns_for(entry: LayerEntry) -> tuple[str, ...]:
    """The columns that can be told in numbers."""
    return charting.columns_for(entry, "values")


def first_column(entry: LayerEntry) -> str:
    """The column that is told first: numbers rather than words, but no code."""
    numbers, code = charting.numbers_of(entry), entry.column_with("code")
    names = (*(name for name in numbers if name != code), *columns_for(entry))
    return names[0] if names else ""


def kind_in(asked: ChartQuestion) -> Kind:
    """What sort of values the column has, as they may be shown."""
    table = asked.asked
    if masking.is_masked(table.definition, asked.choice.of):
        return "text"
    return kind_of(table.table.schema.field(asked.choice.of).type)


def answer(asked: ChartQuestion) -> Statistics:
    """The statistics of a question. Runs in a worker."""
    kept, count, kind = charting.kept_in(asked), asked.asked.table.num_rows, kind_in(asked)
    column = Column.of(asked, kind)
    whole = np.zeros(count, np.int32)
    values = [column.told(whole, 1, kept)]
    if not asked.choice.by and asked.choice.kind != "classes":
        return Statistics(asked, kind, TOLD[kind], values[0], kept=kept)
    groups = charting.grouped(asked, kept)
    counted = grouping.counts(groups, kept)
    shown = _shown(asked, groups, counted)
    known = np.full(groups.size + 1, -1, np.int32)
    known[list(shown)] = np.arange(len(shown), dtype=np.int32)
    values.append(column.told(known[groups.codes], len(shown), kept))
    more = int(np.count_nonzero(counted)) - len(shown)
    return Statistics(asked, kind, TOLD[kind], np.concatenate(values), groups, shown, kept, more)


def rows_behind(made: Statistics, line: int) -> Rows:
    """The source rows of a line, ascending."""
    if line == 0 or made.held is None:
        count = made.question.asked.table.num_rows
        return np.arange(count, dtype=np.int64) if made.kept is None else np.flatnonzero(made.kept)
    return np.flatnonzero(grouping.rows_in(made.held, [made.groups[line - 1]], made.kept))


def _shown(asked: ChartQuestion, groups: Groups, counted: Rows) -> tuple[int, ...]:
    """The groups that have rows: values and cells by how many they have, others in their order."""
    by_rows = asked.choice.kind in ("values", "cells")
    order = np.argsort(-counted, kind="stable") if by_rows else np.arange(groups.size)
    return tuple(int(at) for at in order if counted[at])[:MOST]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The values of a column: as ``numbers`` (n,) float64, or as places ``codes`` (n,) among ``width`` texts."""

    kind: Kind
    numbers: Floats | None = None
    codes: npt.NDArray[np.int32] | None = None
    width: int = 0

    @classmethod
    def of(cls, asked: ChartQuestion, kind: Kind) -> Column:
        """The column of a question."""
        table, name = asked.asked, asked.choice.of
        if kind in ("number", "time"):
            return cls(kind, tabling.column_numbers(tabling.shown_column(table, name)))
        codes, texts = grouping.coded(masking.counted_column(table.definition, name, table.table.column(name)))
        return cls(kind, codes=codes, width=len(texts))

    def told(self, codes: npt.NDArray[np.int32], size: int, kept: Mask | None) -> Floats:
        """All statistics (size, statistics) of rows in groups."""
        counted = measures.counts(codes, size, kept)
        made: dict[str, npt.NDArray[np.generic]] = {"count": counted}
        if self.numbers is None:
            assert self.codes is not None  # noqa: S101 - a column is either
            marks = self.codes >= 0
            known = measures.counts(codes, size, marks if kept is None else marks & kept)
            made |= {"empty": counted - known}
            made["distinct"] = measures.distinct(codes, size, self.codes, self.width, kept)
        else:
            sums, known = measures.totals(codes, size, self.numbers, kept)
            order, distinct = measures.ordered(codes, size, self.numbers, kept)
            made |= {"empty": counted - known, "distinct": distinct, "sum": sums}
            made |= dict(zip(("min", "q1", "median", "q3", "max"), order, strict=True))
            if self.kind == "number":
                means = measures.shared(sums, known)
                made |= {"mean": means, "std": measures.spread(codes, size, self.numbers, means, known, kept)}
        return np.column_stack([made[name].astype(np.float64) for name in TOLD[self.kind]])

    def one(self, how: Stat, codes: npt.NDArray[np.int32], kept: Mask | None) -> float:
        """One statistic of the rows in group 0."""
        if how not in TOLD[self.kind]:
            return np.nan
        return float(self.told(codes, 1, kept)[0, TOLD[self.kind].index(how)])


def line_names(made: Statistics) -> tuple[str, ...]:
    """What the lines are called, in the language of the question; the first is all rows."""
    asked, groups = made.question, made.held
    whole = "All rows" if asked.english else "全部行"
    if groups is None:
        return (whole,)
    return (whole, *(chart_looks.group_words(asked, groups, at) for at in made.groups))


def cell_text(made: Statistics, line: int, stat: int) -> str:
    """A number as people read it; times on their own clock."""
    value, name = float(made.values[line, stat]), made.stats[stat]
    if name in COUNTS:
        return f"{int(value):,}"
    if not np.isfinite(value):
        return cell_words.NOTHING
    return cell_words.text_of(moment_of(value)) if made.kind == "time" else cell_words.text_of(value)


def moment_of(seconds: float) -> dt.datetime:
    """A time of a column as its own clock shows it."""
    return dt.datetime(1970, 1, 1) + dt.timedelta(seconds=round(seconds, 6))  # noqa: DTZ001 - the column's own clock


def plain(made: Statistics, line: int, stat: int) -> int | float | str | None:
    """A number as JSON has it; times as text, None where there is none."""
    value, name = float(made.values[line, stat]), made.stats[stat]
    if not np.isfinite(value):
        return None
    if name in COUNTS:
        return int(value)
    return moment_of(value).isoformat(" ") if made.kind == "time" else value


def table_csv(made: Statistics) -> str:
    """All lines as CSV text, numbers as exact as they are; to be written with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["", *(chart_looks.STATS_WORDS[name][made.question.english] for name in made.stats)])
    for line, name in enumerate(line_names(made)):
        writer.writerow([name, *(_exact(made, line, stat) for stat in range(len(made.stats)))])
    return out.getvalue()


def _exact(made: Statistics, line: int, stat: int) -> str:
    value = plain(made, line, stat)
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)
