"""`onemap query`: the rows of a layer of which a condition is true, listed or written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.app.options import count, filter_help, map_help, t, time_help
from onemap.messages import language, sentence

if TYPE_CHECKING:
    import argparse

    from onemap.session.entry import LayerEntry

#: Rows that are listed for people unless they ask for more.
_LISTED = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    parser.add_argument("--layer", required=True, metavar="ID", help=t("图层标识", "id of the layer"))
    parser.add_argument(
        "--where", required=True, metavar="TEXT",
        help=t("CQL2 条件，如 \"状态 = '破损' AND 层数 > 6\"", "a condition in CQL2, as \"state = 'broken'\""),
    )  # fmt: skip
    parser.add_argument("--filter", action="append", metavar="ID=TEXT", help=filter_help())
    parser.add_argument("--time", metavar="SPAN", help=time_help())
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument("--limit", type=count, default=_LISTED, metavar="N", help=t("最多列出几行", "rows to list"))
    parser.add_argument(
        "-o", "--output", metavar="FILE", help=t("写成文件：", "write as ") + ".csv .xlsx .gpkg .parquet .geojson"
    )
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """List the rows, or write them."""
    from onemap.api.choosing import query
    from onemap.app.commands import crs_of, open_maps, print_json, put_filters, say

    opened = open_maps(options.maps, crs_of(options))
    if options.time is not None:
        opened.time(options.time)
    put_filters(opened, options.filter)
    rows, hints = query(opened.session, options.layer, options.where)
    for hint in hints:
        sys.stderr.write(f"onemap: {sentence(hint.key, hint.fields)}\n")
    entry = opened.session.entry(options.layer)
    if options.output is not None:
        from onemap.session.rows_out import rows_out, write

        written = write(rows_out(entry, rows, Path(options.output), language()))
        for notice in written.notices:
            sys.stderr.write(f"onemap: {sentence(notice.key, notice.fields)}\n")
    if options.json:
        print_json({"layer": entry.id, "count": len(rows), "rows": rows.tolist()})
    elif options.output is not None:
        say(f"{len(rows):,} {t('行', 'rows')}  {written.path}")
    else:
        _list(entry, rows[: options.limit].tolist(), len(rows))
    return 0


def _list(entry: LayerEntry, rows: list[int], total: int) -> None:
    """Tell how many rows there are, and what the first of them are called."""
    from onemap.app.commands import name_of, say
    from onemap.session.asking import code_of
    from onemap.session.snapshot import asked

    say(f"{entry.title(language())}  {total:,} {t('行', 'rows')}")
    layer = None if entry.ready is None else asked(entry, entry.ready)
    for row in rows:
        code = None if layer is None else code_of(layer.codes, row, layer.mask)
        say(f"  #{row}  {code or ''}  {name_of(entry, row)}".rstrip())
    if total > len(rows):
        say(f"  … {total - len(rows):,} {t('行未列出', 'more')}")
