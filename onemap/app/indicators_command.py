"""`onemap indicators`: cases and work orders in numbers, in the terminal, as JSON, as tables or as a report."""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import TYPE_CHECKING

from onemap.app.options import map_help, t
from onemap.city.indicator_groups import BYS
from onemap.errors import RequestError
from onemap.messages import language

if TYPE_CHECKING:
    from onemap.city.indicator_groups import By
    from onemap.city.indicators import IndicatorTable

#: Shown in the terminal where nobody asked for others.
_SHOWN = ("reported", "filed", "closing_rate", "closing_on_time_rate", "late", "open", "open_late", "handle_hours")
_MOST_BACK = 120


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("map", metavar="MAP", help=map_help())
    parser.add_argument("--by", choices=BYS, default="street", help=t("按什么统计", "what to count by"))
    parser.add_argument(
        "--period", metavar="PERIOD",
        help=t("2026-06、2026Q2、2026 或 2026-06-01..2026-06-15", "2026-06, 2026Q2, 2026 or 2026-06-01..2026-06-15"),
    )  # fmt: skip
    parser.add_argument(
        "--back", type=_steps, default=0, metavar="N", help=t("再加之前几个时段", "so many periods before it as well")
    )
    parser.add_argument("--indicator", action="append", metavar="NAME", help=t("指标，可多次", "one of them; repeat"))
    parser.add_argument("--what", metavar="LAYER", help=t("case、opinion、all 或图层", "case, opinion, all or a layer"))
    parser.add_argument(
        "--only", action="append", default=[], metavar="BY=CODE,...",
        help=t("只统计这些，如 source=12345热线", "only these, such as category=城市管理"),
    )  # fmt: skip
    parser.add_argument("--as-of", metavar="TIME", help=t("时刻，如 2026-06-30", "a moment, such as 2026-06-30"))
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument("--list", action=_List, nargs=0, help=t("有哪些指标及其公式", "all indicators and formulas"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("-o", "--output", metavar="FILE", help=".xlsx .csv .pdf .png")


def run(options: argparse.Namespace) -> int:
    """Tell the indicators of a map, or write them."""
    from onemap.app.commands import crs_of, open_maps
    from onemap.city import periods
    from onemap.session.carding import moment

    period, only = options.period, dict(map(_kept, options.only))
    if period is not None:
        periods.parse(period)
    moment(options.as_of)
    city = open_maps([options.map], crs_of(options))
    keys = options.indicator or (None if options.output or options.json else _SHOWN)
    tables: list[IndicatorTable] = []
    for _step in range(options.back + 1):
        made = city.indicators(options.by, period, keys, as_of=options.as_of, what=options.what, only=only)
        tables.insert(0, made)
        period = made.request.period.previous().key
    if options.output is not None:
        city.write_indicators(tables, options.output)
    if options.json:
        sys.stdout.write(json.dumps([_as_json(one) for one in tables], ensure_ascii=False, indent=2) + "\n")
    elif options.output is not None:
        sys.stdout.write(f"{options.output}\n")
    else:
        for one in tables:
            _print(one)
    return 0


def _steps(text: str) -> int:
    if not (text.isdecimal() and int(text) <= _MOST_BACK):
        raise argparse.ArgumentTypeError(str(RequestError("argument_bad", name="--back", value=text, form="11")))
    return int(text)


def _kept(text: str) -> tuple[By, list[str]]:
    said, mark, codes = text.partition("=")
    by = next((one for one in BYS if one == said.strip()), None)
    if by is None or not mark:
        raise RequestError("argument_bad", name="--only", value=text, form="source=12345热线")
    return by, [code.strip() for code in codes.replace("，", ",").split(",") if code.strip()]


class _List(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from onemap.city.indicator_list import INDICATORS

        en = language() == "en"
        for one in INDICATORS:
            sys.stdout.write(f"{one.key}\t{one.title[en]}\t{one.formula[en]}\t{one.source[en]}\n")
        parser.exit()


def _as_json(table: IndicatorTable) -> dict[str, object]:
    asked, codes = table.request, (*table.groups.codes, None)
    names = (*table.groups.names, ("合计", "All"))
    rows = []
    for i, (code, name) in enumerate(zip(codes, names, strict=True)):
        row: dict[str, object] = {"code": code, "name": name[language() == "en"]}
        for key, one in table.values.items():
            row[key] = _number(one.value[i])
            if asked.compare:
                row[f"{key}_previous"] = _number(one.change(year=False)[i])
                row[f"{key}_year"] = _number(one.change(year=True)[i])
        rows.append(row)
    return {
        "by": asked.by, "period": asked.key, "as_of": asked.as_of.isoformat(),
        "layers": [one.id for one in asked.events.layers], "missing": table.missing, "groups": rows,
    }  # fmt: skip


def _number(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)


def _print(table: IndicatorTable) -> None:
    """The indicators as lines of text: for each group its numbers, and how the whole changed."""
    from onemap.city.indicator_chart import change, number, ranking

    en, asked = language() == "en", table.request
    said = asked.said[en]
    sys.stdout.write(f"{said}  {t('截至', 'as of')} {asked.as_of:%Y-%m-%d %H:%M}\n")
    shown = list(table.values)
    order = [*(ranking(table, shown[0]).tolist() if shown else ()), len(table.groups.codes)]
    for i in order:
        whole = i == len(table.groups.codes)
        name = t("合计", "All") if whole else table.groups.names[i][en]
        code = "" if whole or table.groups.codes[i] == name else table.groups.codes[i]
        sys.stdout.write(f"{name}  {code}".rstrip() + "\n")
        for key in shown:
            one = table.values[key]
            text = number(float(one.value[i]), one.indicator)
            changed = ""
            if whole and asked.compare:
                before, year = (change(float(one.change(year=y)[i]), one.indicator) for y in (False, True))
                changed = t(f"  环比 {before}  同比 {year}", f"  vs previous {before}  vs a year ago {year}")
            sys.stdout.write(f"  {text:>10}  {one.indicator.title[en]}{changed}\n")
    for key, roles in table.missing.items():
        sys.stdout.write(
            t(
                f"缺 {key}：没有字段的 role 为 {', '.join(roles)}",
                f"no {key}: no field with the role {', '.join(roles)}",
            )
            + "\n"
        )
