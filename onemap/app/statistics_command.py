"""`onemap statistics`: a column of a layer in numbers, of all its rows and of each group; listed, or as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.app.options import count, filter_help, map_help, t, time_help
from onemap.messages import language

if TYPE_CHECKING:
    import argparse

    from onemap.session.statistics import Statistics

#: Lines for people unless they ask for more.
_LISTED = 30
_KINDS = ("values", "spans", "time", "hours", "weekdays", "months", "cells", "classes")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    parser.add_argument("--layer", required=True, metavar="ID", help=t("图层标识", "id of the layer"))
    parser.add_argument(
        "--of", required=True, metavar="COLUMN", help=t("要统计的列", "the column to be told in numbers")
    )
    parser.add_argument(
        "--by", default="", metavar="COLUMN",
        help=t("分组的列；按网格时是网格图层的标识", "the column to part by; for cells the id of a grid layer"),
    )  # fmt: skip
    parser.add_argument("--kind", choices=_KINDS, default="values", help=t("怎样分组", "how rows are parted"))
    parser.add_argument("--filter", action="append", metavar="ID=TEXT", help=filter_help())
    parser.add_argument("--time", metavar="SPAN", help=time_help())
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument("--limit", type=count, default=_LISTED, metavar="N", help=t("最多列出几组", "groups to list"))
    parser.add_argument("-o", "--output", metavar="FILE", help=t("写成 ", "write as ") + ".csv")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """List the numbers, or write them."""
    from onemap.api.numbers import statistics
    from onemap.app.commands import crs_of, open_maps, print_json, put_filters, say
    from onemap.session.charting import Choice

    opened = open_maps(options.maps, crs_of(options))
    if options.time is not None:
        opened.time(options.time)
    put_filters(opened, options.filter)
    session, entry = opened.session, opened.session.entry(options.layer)
    made = statistics(session, entry, Choice(options.kind, options.by, options.of))
    if options.output is not None:
        from onemap.api.chart_files import StatisticsWriting
        from onemap.session.handing_out import exported

        StatisticsWriting(made, Path(options.output), exported([entry], language()), language()).write()
    if options.json:
        print_json({"layer": entry.id, "of": options.of, "lines": as_json(made)})
    elif options.output is not None:
        say(f"{len(made.values):,} {t('行', 'lines')}  {options.output}")
    else:
        _list(entry.title(language()), made, options.limit)
    return 0


def as_json(made: Statistics) -> list[dict[str, object]]:
    """A line as names and numbers; null where there is none, times as text."""
    from onemap.session import statistics

    return [
        {"group": name, **{stat: statistics.plain(made, line, at) for at, stat in enumerate(made.stats)}}
        for line, name in enumerate(statistics.line_names(made))
    ]


def _list(title: str, made: Statistics, limit: int) -> None:
    """Tell the first lines, one number beside the other."""
    from onemap.app.commands import say
    from onemap.session import statistics
    from onemap.session.chart_looks import STATS_WORDS

    en = made.question.english
    say(f"{title}  {made.question.choice.of}")
    names = statistics.line_names(made)
    for line, name in enumerate(names[: limit + 1]):
        told = [f"{STATS_WORDS[stat][en]} {statistics.cell_text(made, line, at)}" for at, stat in enumerate(made.stats)]
        say(f"  {name}: " + "  ".join(told))
    if len(names) > limit + 1:
        say(f"  … {len(names) - limit - 1:,} {t('组未列出', 'more')}")
