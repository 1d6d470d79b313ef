"""`onemap ledger`: all terminals and components as one table each, and what is wrong with the data of a map."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from onemap.app.options import count, map_help, t
from onemap.messages import language

if TYPE_CHECKING:
    import argparse

    import numpy as np
    import numpy.typing as npt

    from onemap.api.map import Map
    from onemap.city.ledger import Ledger

    Ints = npt.NDArray[np.int64]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    parser.add_argument(
        "--table", choices=("terminal", "component"),
        help=t("列出台账本身而不是问题", "the rows of a ledger instead of the findings"),
    )  # fmt: skip
    parser.add_argument("--layer", action="append", default=[], metavar="ID", help=t("只查这些图层", "only of these"))
    parser.add_argument(
        "--kind", action="append", default=[], metavar="RULE",
        help=t("只列这些问题，如 duplicate_code（可多次）", "only these findings, such as duplicate_code; repeat"),
    )  # fmt: skip
    parser.add_argument("--find", default="", metavar="TEXT", help=t("台账里含有的文字", "a text that the rows hold"))
    for name, words in (
        ("type", ("类型", "a type")),
        ("owner", ("权属单位", "an owner")),
        ("state", ("状态", "a state")),
    ):
        parser.add_argument(f"--{name}", metavar="TEXT", help=t(*words))
    parser.add_argument("--limit", type=count, metavar="N", help=t("最多列出几条", "lines to list"))
    parser.add_argument("--as-of", metavar="TIME", help=t("时刻，如 2026-06-30", "a moment, such as 2026-06-30"))
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument(
        "--merge", metavar="FILE", help=t("并入另一份台账", "merge another ledger into the one of --layer")
    )
    parser.add_argument(
        "--prefer", choices=("ours", "theirs", "newest"), default="ours",
        help=t("冲突时取哪一方", "whose values are kept where both have one"),
    )  # fmt: skip
    parser.add_argument("--conflicts", metavar="FILE", help=t("冲突报告写到", "where the conflict report goes"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("-o", "--output", metavar="FILE", help=".xlsx .pdf .csv .gpkg .geojson .parquet .png")


def run(options: argparse.Namespace) -> int:
    """Tell the ledgers and findings of a map, write them, or merge another ledger."""
    from onemap.app.commands import crs_of, open_maps
    from onemap.city.findings_words import KINDS
    from onemap.errors import RequestError
    from onemap.session.carding import moment

    moment(options.as_of)
    for kind in options.kind:
        if kind not in KINDS:
            raise RequestError("ledger_kind", kind=kind, choices=", ".join(KINDS))
    city = open_maps(options.maps, crs_of(options))
    if options.merge is not None:
        return _merge(city, options)
    made = city.ledger(as_of=options.as_of, layers=options.layer)
    rows = _rows(made, options)
    if options.output is not None:
        from onemap.api.ledger import writing_of

        writing_of(city.session, made, options.output, role=options.table, rows=rows).write()
    if options.json:
        told = _as_json(made, options, rows)
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif options.output is not None:
        sys.stdout.write(f"{options.output}\n")
    else:
        _print(made, options, rows)
    return 0


def _rows(made: Ledger, options: argparse.Namespace) -> Ints | None:
    """The findings or lines that are wanted; None for all."""
    import numpy as np

    from onemap.city.ledger_columns import LedgerAsked
    from onemap.city.ledger_view import lines

    if options.table is not None:
        chosen = {name: value for name in ("type", "owner", "state") if (value := getattr(options, name)) is not None}
        return lines(made, LedgerAsked(options.table, options.find, chosen))
    if not options.kind:
        return None
    return np.flatnonzero(np.isin(made.findings.column("kind"), options.kind)).astype(np.int64)


def _as_json(made: Ledger, options: argparse.Namespace, rows: Ints | None) -> dict[str, object]:
    import math

    from onemap.city.findings_table import plain

    en, covered = language() == "en", made.coverage
    told: dict[str, object] = {
        "as_of": made.as_of.isoformat(),
        "crs": made.crs,
        "ledgers": {role: _ledger_json(made, role) for role in made.tables},
        "coverage": {
            "terminals": covered.terminals, "alive": covered.alive,
            "per_km2": round(covered.per_km2, 3) if math.isfinite(covered.per_km2) else None,
            "components": covered.components, "sensed": covered.sensed, "share": round(covered.share, 6),
            "aim": covered.aim,
            "classes": [
                {"class": one.name, "components": one.components, "sensed": one.sensed} for one in covered.classes
            ],
        },
        "counts": made.findings.counts(),
    }  # fmt: skip
    if options.table is None:
        wanted = range(len(made.findings)) if rows is None else rows.tolist()
        told["findings"] = plain(made.findings, list(wanted)[: options.limit], en=en)
    else:
        told["rows"] = _lines(made, options, rows)
    return told


def _ledger_json(made: Ledger, role: str) -> dict[str, object]:
    tallies: dict[str, dict[str, int]] = {}
    for one in made.tallies[role]:  # type: ignore[index]
        tallies.setdefault(one.by, {})[one.value] = one.count
    table = made.tables[role]  # type: ignore[index]
    return {"rows": table.num_rows, "layers": sorted(set(table.column("layer").unique().to_pylist())), **tallies}


def _lines(made: Ledger, options: argparse.Namespace, rows: Ints | None) -> list[dict[str, object]]:
    import pyarrow as pa

    table = made.tables[options.table]
    if rows is not None:
        table = table.take(pa.array(rows[: options.limit]))
    listed: list[dict[str, object]] = table.to_pylist()
    return listed


def _print(made: Ledger, options: argparse.Namespace, rows: Ints | None) -> None:
    from onemap.app.commands import say
    from onemap.city.findings_table import summary
    from onemap.city.findings_words import KINDS

    en, covered = language() == "en", made.coverage
    if options.table is not None:
        for one in _lines(made, options, rows):
            say("\t".join("" if value is None else str(value) for value in one.values()))
        return
    say(
        t(
            f"截至 {made.as_of:%Y-%m-%d %H:%M}：感知终端 {covered.terminals:,}（在线 {covered.alive:,}），"
            f"部件 {covered.components:,}，有在线终端 {covered.share:.1%}（目标 {covered.aim:.0%}）",
            f"As of {made.as_of:%Y-%m-%d %H:%M}: {covered.terminals:,} terminals ({covered.alive:,} alive), "
            f"{covered.components:,} components, {covered.share:.1%} with a live terminal (aim {covered.aim:.0%})",
        )
    )
    if rows is None:
        for kind, layer, number in summary(made.findings):
            title = made.titles.get(layer, (layer, layer))[en]
            say(f"{number:>8,}  {KINDS[kind].title[en]}  {title}  [{kind}]")
        if not len(made.findings):
            say(t("没有发现问题", "nothing was found"))
        return
    for i in rows[: options.limit].tolist():
        found = made.findings[i]
        say("\t".join((found.code or "-", found.title[en], found.message[en], found.action[en])))
    if not len(rows):
        say(t("没有发现这样的问题", "nothing of this kind was found"))


def _merge(city: Map, options: argparse.Namespace) -> int:
    """Merge another ledger and write both the result and the conflicts."""
    from onemap.errors import RequestError

    if options.output is None:
        raise RequestError("ledger_needs_output")
    layer = options.layer[0] if options.layer else None
    merged = city.merge_ledger(
        options.merge, options.output, layer=layer, prefer=options.prefer, conflicts=options.conflicts, crs=options.crs
    )
    if options.json:
        sys.stdout.write(json.dumps({**merged.counts, "output": options.output}, ensure_ascii=False, indent=2) + "\n")
        return 0
    from onemap.app.commands import say
    from onemap.city.ledger_merge import COUNT_WORDS

    for name, number in merged.counts.items():
        say(f"{number:>8,}  {COUNT_WORDS[name][language() == 'en']}")
    say(options.output)
    return 0
