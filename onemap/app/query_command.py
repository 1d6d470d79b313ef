"""`onemap query`: rows of layers of which a condition is true, or of a kept selection, listed or written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.app.options import count, filter_help, map_help, t, time_help
from onemap.messages import language, sentence

if TYPE_CHECKING:
    import argparse

    import numpy as np
    import numpy.typing as npt

    from onemap.io.rows_writing import RowsWritten
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

    Rows = npt.NDArray[np.int64]

#: Rows that are listed for people unless they ask for more.
_LISTED = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    parser.add_argument(
        "--layer", action="append", metavar="ID",
        help=t("图层标识；可写多次，结果合成一张表", "id of the layer; several make one table"),
    )  # fmt: skip
    parser.add_argument(
        "--selection", metavar="NAME", help=t("项目中保存的选择集", "a selection that is kept in the project")
    )
    parser.add_argument(
        "--where", metavar="TEXT",
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
    from onemap.app.commands import crs_of, open_maps, print_json, put_filters, say

    _refuse_nothing(options)
    opened = open_maps(options.maps, crs_of(options))
    if options.time is not None:
        opened.time(options.time)
    put_filters(opened, options.filter)
    found = _found(opened.session, options)
    count, written = sum(map(len, found.values())), None
    if options.output is not None:
        written = _written(opened.session, found, options)
        for notice in written.notices:
            sys.stderr.write(f"onemap: {sentence(notice.key, notice.fields)}\n")
    if options.json:
        told = [{"layer": layer, "count": len(rows), "rows": rows.tolist()} for layer, rows in found.items()]
        print_json(told[0] if _is_one(options) else {"count": count, "layers": told})
    elif written is not None:
        say(f"{count:,} {t('行', 'rows')}  {written.path}")
    else:
        for layer, rows in found.items():
            _list(opened.session.entry(layer), rows[: options.limit].tolist(), len(rows))
    return 0


def _refuse_nothing(options: argparse.Namespace) -> None:
    """A condition needs a layer of which it is asked, a layer needs a condition; a selection stands by itself."""
    from onemap.errors import RequestError

    if options.selection is None and not options.layer:
        raise RequestError("query_of_nothing")
    if options.selection is None and options.where is None:
        raise RequestError("query_without_where", layer=options.layer[0])


def _is_one(options: argparse.Namespace) -> bool:
    """Whether the rows are those of a single layer, told as such."""
    return options.selection is None and len(options.layer) == 1


def _found(session: Session, options: argparse.Namespace) -> dict[str, Rows]:
    """The rows by layer; those of a selection are narrowed by layers and a condition."""
    import numpy as np

    from onemap.api.choosing import query
    from onemap.api.selected import left_in

    chosen = None
    if options.selection is not None:
        chosen = left_in(session, session.selection.kept(options.selection).rows())
    layers = list(dict.fromkeys(options.layer or chosen or ()))
    found = {}
    for layer in layers:
        if options.where is None:
            session.entry(layer)
            found[layer] = np.empty(0, np.int64) if chosen is None else chosen.get(layer, np.empty(0, np.int64))
            continue
        rows, hints = query(session, layer, options.where)
        for hint in hints:
            sys.stderr.write(f"onemap: {sentence(hint.key, hint.fields)}\n")
        found[layer] = rows if chosen is None else np.intersect1d(rows, chosen.get(layer, rows[:0]))
    return found


def _written(session: Session, found: dict[str, Rows], options: argparse.Namespace) -> RowsWritten:
    """The rows of one layer as its own table, those of several as one."""
    from onemap.session import across, across_out, rows_out

    path = Path(options.output)
    if _is_one(options):
        ((layer, rows),) = found.items()
        return rows_out.write(rows_out.rows_out(session.entry(layer), rows, path, language()))
    asked = across.question(session, language(), (), found)
    return across_out.write(across_out.across_out(session, asked, path, language()))


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
