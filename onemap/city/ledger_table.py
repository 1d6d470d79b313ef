"""The unified table of a ledger, its tallies by value, and how well the city is covered with terminals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.ledger_columns import COLUMNS, FIELDS, NEVER, SPANS, TALLIED
from onemap.city.sheets import mask, nulls

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.city.quality_rules import Rules
    from onemap.city.sheets import Sheet
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows have a value: ``by`` is a column, ``value`` "" for none."""

    by: str
    value: str
    words: Words
    count: int


@dataclass(frozen=True, slots=True)
class ClassCoverage:
    """Components of one class, and how many of them carry a live terminal."""

    name: str
    components: int
    sensed: int

    @property
    def share(self) -> float:
        """The part that is sensed, 0 to 1."""
        return self.sensed / self.components if self.components else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well the city is covered: terminals per square kilometre of unit grids, components that are sensed.

    ``area_km2`` is NaN without unit grids. ``aim`` is the share that is aimed at.
    """

    terminals: int
    alive: int
    area_km2: float
    components: int
    sensed: int
    aim: float
    classes: tuple[ClassCoverage, ...] = ()

    @property
    def per_km2(self) -> float:
        """Terminals per square kilometre; NaN without an area."""
        return self.terminals / self.area_km2 if self.area_km2 > 0 else float("nan")

    @property
    def share(self) -> float:
        """The part of all components that carries a live terminal."""
        return self.sensed / self.components if self.components else 0.0


def unified(sheets: Sequence[Sheet], grids: dict[str, pa.Array]) -> pa.Table:
    """One row for each row of the layers, texts as they may be shown, in the columns of `COLUMNS`."""
    parts = []
    for sheet in sheets:
        rows = np.arange(sheet.rows)
        columns = {name: _column(sheet, role, rows) for name, role, _ in FIELDS}
        columns["grid_computed"] = grids[sheet.id]
        columns["layer"] = pa.DictionaryArray.from_arrays(pa.array(np.zeros(sheet.rows, np.int32)), [sheet.id])
        columns["layer"] = columns["layer"].cast(pa.string())
        columns["row"] = pa.array(rows, pa.int64())
        parts.append(pa.table(columns))
    schema = pa.schema([(name, pa.int64() if name == "row" else pa.string()) for name in COLUMNS])
    return pa.concat_tables(parts) if parts else schema.empty_table()


def _column(sheet: Sheet, role: FieldRole, rows: Ints) -> pa.Array:
    shown = sheet.shown(role, rows)
    return pa.nulls(len(rows), pa.string()) if shown is None else shown.cast(pa.string())


def tallies(sheets: Sequence[Sheet], moment: np.datetime64) -> tuple[Tally, ...]:
    """Counts by type, owner, state and age of the last report, the most frequent value of each first."""
    made: list[Tally] = []
    for by, role in TALLIED:
        counted: dict[str, int] = {}
        for sheet in sheets:
            shown = sheet.shown(role, np.arange(sheet.rows))
            found = pa.nulls(sheet.rows, pa.string()) if shown is None else shown
            for entry in pc.value_counts(found).to_pylist():
                counted[entry["values"] or ""] = counted.get(entry["values"] or "", 0) + entry["counts"]
        ranked = sorted(counted.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))
        made += [Tally(by, value, (value or "未填", value or "Not given"), count) for value, count in ranked]
    return (*made, *_ages([s for s in sheets if s.has("last_report")], moment))


def report_spans(sheets: Sequence[Sheet], moment: np.datetime64) -> npt.NDArray[np.int8]:
    """For each row of the unified table which of `SPANS` its last report lies in; their number where it never did."""
    parts = [_span(sheet, moment) for sheet in sheets]
    return np.concatenate([np.empty(0, np.int8), *parts])


def _span(sheet: Sheet, moment: np.datetime64) -> npt.NDArray[np.int8]:
    times = sheet.times("last_report")
    hours = (moment - times).astype(np.float64) / 3.6e6
    span = np.searchsorted(np.array([end for _, end, _ in SPANS]), hours, side="left")
    return np.where(np.isnat(times), len(SPANS), np.minimum(span, len(SPANS) - 1)).astype(np.int8)


def _ages(sheets: Sequence[Sheet], moment: np.datetime64) -> list[Tally]:
    if not sheets:
        return []
    counts = np.bincount(report_spans(sheets, moment), minlength=len(SPANS) + 1).tolist()
    made = [Tally("last_report", key, words, n) for (key, _, words), n in zip(SPANS, counts, strict=False)]
    return [*made, Tally("last_report", "", NEVER, counts[-1])]


def coverage(sheets: Sequence[Sheet], rules: Rules, moment: np.datetime64, scale: tuple[float, float]) -> Coverage:
    """Coverage of the whole city, and of each class of components from the worst covered up.

    A terminal is alive when its state is one of those in use and its last report is not older than the rule allows.
    """
    import shapely

    from onemap.city.checks_values import spans
    from onemap.query.select import shapes_at

    terminals = [s for s in sheets if s.role == "terminal"]
    living = {s.id: _alive(s, rules, moment, spans(s, rules)[0]) for s in terminals}
    carriers = [s.texts("parent").filter(pa.array(living[s.id])) for s in terminals if s.has("parent")]
    known = pa.concat_arrays(carriers).drop_null() if carriers else pa.array([], pa.string())
    area = [
        float(shapely.area(shapes_at(s.layer.prepared, np.arange(s.layer.prepared.size))).sum())
        for s in sheets if s.role == "unit_grid" and s.layer.prepared.size
    ]  # fmt: skip
    names, sensed = _sensed([s for s in sheets if s.role == "component"], known)
    return Coverage(
        sum(s.rows for s in terminals), int(sum(a.sum() for a in living.values())),
        max(area) * scale[0] * scale[1] / 1e6 if area else float("nan"),
        len(sensed), int(sensed.sum()), rules.report.aim, _by_class(names, sensed),
    )  # fmt: skip


def _alive(sheet: Sheet, rules: Rules, moment: np.datetime64, silent: npt.NDArray[np.float64]) -> Mask:
    in_use = mask(pc.is_in(sheet.texts("state"), value_set=pa.array(rules.report.in_use, pa.string())))
    if not sheet.has("last_report"):  # nobody tells of reports: the state is taken at its word
        return in_use
    age = ((moment - sheet.times("last_report")) / np.timedelta64(1, "ms")).astype(np.float64)
    young = ~np.isnat(sheet.times("last_report")) & (age <= silent)
    if not sheet.has("state"):
        return np.asarray(young)
    return np.asarray(young & in_use)


def _sensed(sheets: Sequence[Sheet], carriers: pa.Array) -> tuple[pa.Array, Mask]:
    if not sheets:
        return pa.array([], pa.string()), np.zeros(0, bool)
    codes = pa.concat_arrays([s.texts("code") for s in sheets])
    names = pa.concat_arrays([s.texts("class") for s in sheets])
    return names, mask(pc.is_in(codes, value_set=carriers)) & ~nulls(codes)


def _by_class(names: pa.Array, sensed: Mask) -> tuple[ClassCoverage, ...]:
    encoded = pc.fill_null(names, "").dictionary_encode()
    at = encoded.indices.to_numpy()
    whole = np.bincount(at, minlength=len(encoded.dictionary))
    part = np.bincount(at, weights=sensed, minlength=len(encoded.dictionary)).astype(int)
    made = [
        ClassCoverage(name, int(n), int(k))
        for name, n, k in zip(encoded.dictionary.to_pylist(), whole, part, strict=True)
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda c: (c.share, -c.components, c.name)))
