"""Findings as rows for a file, and as plain values for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.city.findings_words import KINDS, SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.card_values import Words
    from onemap.city.findings import Findings

_COLUMNS: tuple[tuple[str, Words], ...] = (
    ("severity", ("级别", "Severity")), ("title", ("问题", "Finding")), ("layer", ("图层", "Layer")),
    ("code", ("编码", "Code")), ("message", ("说明", "What is wrong")), ("action", ("处理建议", "What to do")),
    ("field", ("字段", "Field")), ("other", ("相关编码", "Other code")), ("row", ("行", "Row")),
    ("kind", ("规则", "Rule")),
)  # fmt: skip


def table(
    findings: Findings, titles: Mapping[str, Words], rows: Iterable[int] | None = None, *, en: bool
) -> tuple[pa.Table, npt.NDArray[np.float64]]:
    """Findings (all, or those at ``rows``) as a table and their places (n, 2) in the map's CRS, NaN for none."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {name: [] for name, _ in _COLUMNS}
    places = []
    for one in findings if rows is None else (findings[i] for i in rows):
        columns["severity"].append(SEVERITY_WORDS[one.severity][en])
        columns["title"].append(one.title[en])
        columns["layer"].append(titles.get(one.layer, (one.layer, one.layer))[en])
        columns["code"].append(one.code or None)
        columns["message"].append(one.message[en])
        columns["action"].append(one.action[en])
        columns["field"].append(one.field[en] or None)
        columns["other"].append(one.other_code or None)
        columns["row"].append(one.row if one.row >= 0 else None)
        columns["kind"].append(one.kind)
        places.append(one.place or (np.nan, np.nan))
    arrays = {words[en]: pa.array(columns[n], pa.int64() if n == "row" else pa.string()) for n, words in _COLUMNS}
    return pa.table(arrays), np.array(places, float).reshape(-1, 2)


def plain(findings: Findings, rows: Iterable[int] | None = None, *, en: bool) -> list[dict[str, object]]:
    """Findings (all, or those at ``rows``) as JSON has them."""
    return [
        {
            "kind": one.kind, "severity": one.severity, "layer": one.layer, "row": one.row if one.row >= 0 else None,
            "code": one.code or None, "field": one.field[en] or None, "message": one.message[en],
            "action": one.action[en], "x": one.place and round(one.place[0], 6),
            "y": one.place and round(one.place[1], 6), "other_layer": one.other and one.other[0],
            "other_row": one.other and one.other[1], "other_code": one.other_code or None,
        }
        for one in (findings if rows is None else (findings[i] for i in rows))
    ]  # fmt: skip


def summary(findings: Findings) -> list[tuple[str, str, int]]:
    """Rule, layer and number, gravest first, then in the order of the rules."""
    counted = findings.by_kind_and_layer()
    order = {name: n for n, name in enumerate(KINDS)}
    grave = {name: list(SEVERITY_WORDS).index(kind.severity) for name, kind in KINDS.items()}
    ranked = sorted(counted.items(), key=lambda item: (grave[item[0][0]], order[item[0][0]], item[0][1]))
    return [(kind, layer, count) for (kind, layer), count in ranked]


def wanted(findings: Findings, kind: str = "", layer: str = "", text: str = "") -> npt.NDArray[np.int64]:
    """Places of the findings of a rule, about a layer, whose codes hold a text in any case; "" for any."""
    import pyarrow.compute as pc

    found, first = [np.empty(0, np.int64)], 0
    for batch in findings.batches:
        kept = np.full(len(batch), (not kind or batch.kind == kind) and (not layer or batch.layer == layer))
        if text.strip() and kept.any():
            held = np.zeros(len(batch), bool)
            for column in (batch.codes, batch.other_codes):
                if column is not None:
                    said = pc.match_substring(column, text.strip(), ignore_case=True)
                    held |= np.asarray(pc.fill_null(said, False).to_numpy(zero_copy_only=False), bool)  # noqa: FBT003
            kept &= held
        found.append(first + np.flatnonzero(kept))
        first += len(batch)
    return np.concatenate(found)
