"""`onemap numbers`: the rows of a layer by a column, spans, times or cells, counted or summed up; listed or drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from onemap.app.options import count, filter_help, map_help, t, time_help
from onemap.messages import language

if TYPE_CHECKING:
    import argparse

#: Groups that are listed for people unless they ask for more.
_LISTED = 30
_KINDS = ("values", "spans", "time", "line", "hours", "weekdays", "months", "cells", "classes")
_HOWS = ("count", "sum", "mean", "std", "min", "q1", "median", "q3", "p90", "max")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    parser.add_argument("--layer", required=True, metavar="ID", help=t("图层标识", "id of the layer"))
    parser.add_argument(
        "--by", default="", metavar="COLUMN",
        help=t("分组的列；按网格时是网格图层的标识", "the column to group by; for cells the id of a grid layer"),
    )  # fmt: skip
    parser.add_argument("--kind", choices=_KINDS, default="values", help=t("怎样分组", "how rows are grouped"))
    parser.add_argument("--of", default="", metavar="COLUMN", help=t("合计或平均的列", "the column summed up"))
    parser.add_argument(
        "--split",
        default="",
        metavar="COLUMN",
        help=t("第二列，各值成一个系列", "a second column, whose values are series"),
    )
    parser.add_argument("--how", choices=_HOWS, default="count", help=t("统计什么", "what is told of each group"))
    parser.add_argument("--filter", action="append", metavar="ID=TEXT", help=filter_help())
    parser.add_argument("--time", metavar="SPAN", help=time_help())
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument("--limit", type=count, default=_LISTED, metavar="N", help=t("最多列出几组", "groups to list"))
    parser.add_argument("-o", "--output", metavar="FILE", help=t("写成图表：", "write as a chart: ") + ".svg .png .csv")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """List the groups, or write them as a chart."""
    from onemap.api.numbers import asked, numbers
    from onemap.app.commands import crs_of, open_maps, print_json, put_filters, say
    from onemap.session.charting import Choice

    opened = open_maps(options.maps, crs_of(options))
    if options.time is not None:
        opened.time(options.time)
    put_filters(opened, options.filter)
    session, entry = opened.session, opened.session.entry(options.layer)
    choice = Choice(
        options.kind, options.by, options.of, options.how, options.split, stacked=options.how in ("count", "sum")
    )
    frame = numbers(session, entry, choice)
    if options.output is not None:
        from onemap.api.chart_files import ChartWriting
        from onemap.session import charting
        from onemap.session.handing_out import exported

        chart = charting.answer(asked(session, entry, choice)).chart
        ChartWriting(chart, Path(options.output), exported([entry], language()), language(), session.crs).write()
    lines = [_plain(line) for line in frame.to_dict("records")]
    if options.json:
        print_json({"layer": entry.id, "by": options.by, "groups": lines})
    elif options.output is not None:
        say(f"{len(frame):,} {t('组', 'groups')}  {options.output}")
    else:
        _list(entry.title(language()), lines, options.limit)
    return 0


def _list(title: str, lines: list[dict[Any, Any]], limit: int) -> None:
    """Tell the first groups."""
    from onemap.app.commands import say

    say(f"{title}  {len(lines):,} {t('组', 'groups')}")
    for line in lines[:limit]:
        told = [_told(value) for value in list(line.values())[1:]]
        say("  ".join([f"  {line['item']}", *told]))
    if len(lines) > limit:
        say(f"  … {len(lines) - limit:,} {t('组未列出', 'more')}")


def _plain(line: dict[Any, Any]) -> dict[Any, Any]:
    """A line as JSON has it: groups as text, null where there is no value."""
    told = {name: None if value is None or value != value else value for name, value in line.items()}  # noqa: PLR0124
    return {**told, "item": str(line["item"])}


def _told(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}"
    return f"{value:,}" if isinstance(value, int) else "—" if value is None else str(value)
