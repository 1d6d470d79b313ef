"""Checks of attributes: missing, not allowed, times, state against last report, figures, links between layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.sheets import ROLE_WORDS, mask, nulls, rows_of
from onemap.query.texts import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.city.findings import Batch
    from onemap.city.quality_rules import Rules
    from onemap.city.sheets import Sheet
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Times = npt.NDArray[np.datetime64]

_HOUR_MS = 3_600_000.0


def missing(sheet: Sheet, rules: Rules) -> list[Batch]:
    """Mandatory attributes that are empty, by the standard's table and by the layer file."""
    found: list[Batch] = []
    said = sheet.layer.definition.fields
    names = [name for name, field in said.items() if field.required and name in sheet.layer.table.column_names]
    for role in rules.required.get(sheet.role, ()):
        if sheet.has(cast("FieldRole", role)):
            names.append(sheet.layer.columns[cast("FieldRole", role)])
        else:
            found.append(sheet.whole("missing_column", ROLE_WORDS.get(role, (role, role))))
    taken = np.zeros(sheet.rows, bool)
    for name in dict.fromkeys(names):
        empty = nulls(sheet.column(name))
        taken |= empty
        found.append(_of_column(sheet, "missing_mandatory", rows_of(empty), name))
    return found


def _of_column(sheet: Sheet, kind: str, rows: Ints, name: str, expected: Words = ("", "")) -> Batch:
    import dataclasses

    made = sheet.batch(kind, rows, found=sheet.shown_of(name, rows), expected_words=expected)
    return dataclasses.replace(made, field=sheet.words_of(name))


def allowed(sheet: Sheet, rules: Rules) -> list[Batch]:
    """Values that are not among the allowed ones, by the standard's lists and by the layer file."""
    lists = {
        sheet.layer.columns[cast("FieldRole", role)]: values
        for role, values in rules.choices.get(sheet.role, {}).items()
        if sheet.has(cast("FieldRole", role))
    }
    for name, field in sheet.layer.definition.fields.items():
        if field.choices and name in sheet.layer.table.column_names:
            lists[name] = field.choices
    found = []
    for name, values in lists.items():
        column = sheet.column(name)
        wrong = ~nulls(column) & ~mask(pc.is_in(column, value_set=pa.array(values, pa.string())))
        found.append(
            _of_column(sheet, "value_not_allowed", rows_of(wrong), name, ("、".join(values), ", ".join(values)))
        )
    return found


def timed(sheet: Sheet, rules: Rules, moment: np.datetime64) -> list[Batch]:
    """Dates that are none, that lie in the future, or in the wrong order; a row is told once of its order."""
    roles = [cast("FieldRole", role) for role in rules.times.all if sheet.has(cast("FieldRole", role))]
    times = {role: sheet.times(role) for role in roles}
    found = [
        sheet.batch("bad_date", rows_of(np.isnat(times[role]) & ~nulls(sheet.texts(role))), role) for role in roles
    ]  # fmt: skip
    ahead = moment + np.timedelta64(int(rules.report.ahead_minutes * 60), "s")
    past = [role for role in roles if role in rules.times.past]
    found += [sheet.batch("date_in_future", rows_of(times[role] > ahead), role) for role in past]
    told = np.zeros(sheet.rows, bool)
    for order in rules.order:
        first, second = cast("FieldRole", order.earlier), cast("FieldRole", order.later)
        if first in times and second in times:
            wrong = _before(times[second], times[first]) & ~told
            told |= wrong
            rows = rows_of(wrong)
            found.append(sheet.batch(order.kind, rows, second, expected=sheet.shown(first, rows)))
    return found


def _before(later: Times, earlier: Times) -> npt.NDArray[np.bool_]:
    """Whether the later of two times lies before the earlier; a day without a time means any moment of it."""
    known = later[~np.isnat(later)]
    if (known == known.astype("datetime64[D]")).all():
        earlier = earlier.astype("datetime64[D]").astype("datetime64[ms]")
    return np.asarray(later < earlier)


def reporting(sheet: Sheet, rules: Rules, moment: np.datetime64) -> list[Batch]:
    """Terminals in use that are silent, those not in use that report, and reports from the future."""
    if sheet.role != "terminal" or not sheet.has("last_report"):
        return []
    report, times = rules.report, sheet.times("last_report")
    silent, alive = spans(sheet, rules)
    age = ((moment - times) / np.timedelta64(1, "ms")).astype(np.float64)
    age[np.isnat(times)] = np.inf
    state = sheet.texts("state")
    in_use = mask(pc.is_in(state, value_set=pa.array(report.in_use, pa.string())))
    out = mask(pc.is_in(state, value_set=pa.array(report.not_reporting, pa.string())))
    ahead = age < -report.ahead_minutes * _HOUR_MS / 60
    made = []
    for kind, wrong in (
        ("online_but_silent", in_use & (age > silent)),
        ("offline_but_reporting", out & ~ahead & (age < alive)),
        ("report_in_future", ahead),
    ):
        rows = rows_of(wrong)
        found = pc.fill_null(sheet.shown("last_report", rows), "-")
        made.append(sheet.batch(kind, rows, "last_report", found=found, expected=sheet.shown("state", rows)))
    return made


def spans(sheet: Sheet, rules: Rules) -> tuple[Floats, Floats]:
    """For each row, milliseconds without a report after which it is silent, and within which a report means life."""
    report = rules.report
    silent, alive = np.full(sheet.rows, report.silent_hours * _HOUR_MS), np.full(sheet.rows, report.alive_minutes * 6e4)
    if sheet.has("period"):
        parts = [numbers(chunk) for chunk in sheet.layer.table.column(sheet.layer.columns["period"]).chunks]
        period = np.concatenate(parts) * 1000.0 if parts else np.empty(0)
        known = period > 0
        silent[known] = np.maximum(silent[known], report.silent_periods * period[known])
        alive[known] = report.alive_periods * period[known]
    return silent, alive


def figures(sheet: Sheet, rules: Rules, moment: np.datetime64) -> list[Batch]:
    """Counts below nothing, more free than there are, and figures that are stale."""
    found = []
    if sheet.has("total") and sheet.has("free"):
        total, free = (_numbers(sheet, role) for role in ("total", "free"))
        over = rows_of(free > total)
        found.append(sheet.batch("free_over_total", over, "free", expected=sheet.shown("total", over)))
        for role, values in (("total", total), ("free", free)):
            wrong = (values < 0) | (np.isnan(values) & ~nulls(sheet.texts(cast("FieldRole", role))))
            found.append(sheet.batch("bad_count", rows_of(wrong), cast("FieldRole", role)))
    hours = rules.report.stale_hours.get(sheet.role)
    if hours is not None and sheet.has("last_report"):
        stale = moment - sheet.times("last_report") > np.timedelta64(int(hours * _HOUR_MS), "ms")
        said = f"{hours:g}"
        found.append(sheet.batch("stale_figures", rows_of(stale), "last_report", expected_words=(said, said)))
    return found


def _numbers(sheet: Sheet, role: str) -> Floats:
    column = sheet.layer.table.column(sheet.layer.columns[cast("FieldRole", role)])
    parts = [numbers(chunk) for chunk in column.chunks]
    return np.concatenate(parts) if parts else np.empty(0)


def linked(sheets: Sequence[Sheet], rules: Rules) -> list[Batch]:
    """Codes of other layers' rows that are in none of them; a link to layers that are not there is not checked."""
    found = []
    for link in rules.link:
        targets = [s.texts("code") for s in sheets if s.role == link.to and s.has("code")]
        field = cast("FieldRole", link.field)
        for sheet in sheets if targets else ():
            if sheet.role == link.role and sheet.has(field):
                said = sheet.texts(field)
                known = mask(pc.is_in(said, value_set=pa.concat_arrays(targets).drop_null()))
                found.append(sheet.batch(link.kind, rows_of(~nulls(said) & ~known), field))
    return found


def placed(sheets: Sequence[Sheet]) -> list[Batch]:
    """Rows without a place; rows of tables that are not on the map, and places that are not in the tables.

    A layer none of whose rows has a place is a table: a ledger whose rows belong to the places of its role.
    """
    found = []
    for sheet in sheets:
        if sheet.placed:
            found.append(sheet.batch("no_place", rows_of(~sheet.has_geometry)))
            bare = sheet.has_geometry & _bare(sheet)
            found.append(sheet.batch("place_without_row", rows_of(bare)))
    for role in ("terminal", "component"):
        own = [s for s in sheets if s.role == role and s.has("code")]
        maps, tables = [s for s in own if s.placed], [s for s in own if not s.placed and s.rows]
        if maps and tables:
            found += _unmatched(tables, maps, "row_not_on_map") + _unmatched(maps, tables, "place_without_row")
    return found


def _bare(sheet: Sheet) -> npt.NDArray[np.bool_]:
    """Rows of the ledgers that say nothing at all of their place."""
    bare = np.full(sheet.rows, sheet.role in ("terminal", "component") and sheet.layer.table.num_columns > 0)
    for name in sheet.layer.table.column_names if bare.any() else ():
        bare &= nulls(sheet.column(name))
        if not bare.any():
            break
    return bare


def _unmatched(sheets: Sequence[Sheet], others: Sequence[Sheet], kind: str) -> list[Batch]:
    known = pa.concat_arrays([s.texts("code") for s in others]).drop_null()
    found = []
    for sheet in sheets:
        code = sheet.texts("code")
        found.append(sheet.batch(kind, rows_of(~nulls(code) & ~mask(pc.is_in(code, value_set=known)))))
    return found
