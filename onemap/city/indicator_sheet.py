"""Indicators as rows for a file: codes as text, one line for each group and period, the whole as the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.city.indicator_groups import BY_WORDS
from onemap.city.indicator_list import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.indicators import IndicatorTable

_WHOLE = ("合计", "All")
_NO_DATA = ("缺字段", "no field")


def sheet(tables: Sequence[IndicatorTable], language: str) -> pa.Table:
    """The rows of some tables of the same indicators, one period after the other.

    Shares are percents. Where tables are compared, the change against the period before and a year ago follows each
    value, of shares in percentage points. An indicator that could not be made is an empty column that says why.
    """
    import pyarrow as pa

    en = language == "en"
    head = ("Period", "Code", "Name") if en else ("时段", "编码", "名称")
    columns: dict[str, pa.Array] = {
        head[0]: pa.array([t.request.key for t in tables for _ in range(len(t.groups.codes) + 1)], pa.string()),
        f"{head[1]} ({BY_WORDS[tables[0].request.by][en]})": pa.array(
            [code for t in tables for code in (*t.groups.codes, "")], pa.string()
        ),
        head[2]: pa.array([name[en] for t in tables for name in (*t.groups.names, _WHOLE)], pa.string()),
    }  # fmt: skip
    for one in tables[0].request.indicators:
        name = one.title[en]
        if one.key in tables[0].missing:
            roles = ", ".join(tables[0].missing[one.key])
            said = f"{name} ({_NO_DATA[en]}: {roles})"
            columns[said] = pa.nulls(sum(len(t.groups.codes) + 1 for t in tables), pa.float64())
            continue
        unit = "%" if one.kind == "rate" else one.unit[en] if one.kind == "hours" else ""
        columns[f"{name} ({unit})" if unit else name] = _numbers(tables, one.key, "value")
        if tables[0].request.compare:
            step = "pp" if one.kind == "rate" else "%"
            before, year = ("vs previous", "vs a year ago") if en else ("环比", "同比")
            columns[f"{name} {before} ({step})"] = _numbers(tables, one.key, "previous")
            columns[f"{name} {year} ({step})"] = _numbers(tables, one.key, "year")
    return pa.table(columns)


def _numbers(tables: Sequence[IndicatorTable], key: str, part: str) -> pa.Array:
    """Values over all tables, null where there is none; counts as whole numbers."""
    import pyarrow as pa

    each: list[npt.NDArray[np.float64]] = []
    kind = BY_KEY[key].kind
    for table in tables:
        one = table.values[key]
        values = one.value if part == "value" else one.change(year=part == "year")
        each.append(values * 100 if kind == "rate" or part != "value" else values)
    whole = np.concatenate(each)
    if kind == "count" and part == "value":
        return pa.array(whole.astype(np.int64), pa.int64())
    return pa.array(np.round(whole, 4), mask=~np.isfinite(whole))
