"""Checks of codes: doubled, malformed, of no dictionary, of another division, not what the name says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city import codes_columns
from onemap.city.sheets import mask, nulls, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.city.codes_layouts import CodeKind
    from onemap.city.findings import Batch
    from onemap.city.quality_rules import CodeColumn, Rules
    from onemap.city.sheets import Sheet
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]

#: The share of a layer's codes that tells what kind of codes they are.
_MOST = 0.5
_FAULTS = (codes_columns.CHARACTER, codes_columns.LENGTH)


def doubled(sheets: Sequence[Sheet], rules: Rules) -> list[Batch]:
    """Codes that a row before, in the same layer or in one of the same role, has already."""
    found: list[Batch] = []
    for role in rules.codes.unique_roles:
        own = [s for s in sheets if s.role == role and s.has("code")]
        if own:
            found += _doubled(own)
    return found


def _doubled(own: Sequence[Sheet]) -> list[Batch]:
    codes = pa.concat_arrays([s.texts("code") for s in own])
    encoded = codes.dictionary_encode()
    number = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    first = np.full(len(encoded.dictionary) + 1, -1, np.int64)
    first[number[::-1]] = np.arange(len(number))[::-1]
    again = np.flatnonzero((number >= 0) & (first[number] != np.arange(len(number))))
    starts = np.cumsum([0, *[s.rows for s in own]])
    holder = np.searchsorted(starts, again, side="right") - 1
    source = np.searchsorted(starts, first[number[again]], side="right") - 1
    found = []
    for i, sheet in enumerate(own):
        for k, other in enumerate(own):
            here = again[(holder == i) & (source == k)]
            if len(here):
                others = first[number[here]] - starts[k]
                found.append(sheet.batch(
                    "duplicate_code", here - starts[i], "code", others=others, other_layer=other.id,
                    other_title=other.layer.title,
                ))  # fmt: skip
    return found


def formed(sheet: Sheet, rules: Rules) -> list[Batch]:
    """Codes of a wrong form, with a wrong check character, or of a class in no dictionary; names that differ."""
    found: list[Batch] = []
    for column in rules.codes.columns:
        role = cast("FieldRole", column.field)
        if column.role == sheet.role and sheet.has(role) and sheet.rows:
            found += _formed(sheet, role, column)
    return found


def _formed(sheet: Sheet, role: FieldRole, column: CodeColumn) -> list[Batch]:
    texts = sheet.texts(role)
    kind = cast("CodeKind", column.kind)
    checked = codes_columns.check(texts, kind, edition(texts, kind))
    filled = ~nulls(texts)
    if not filled.any() or (column.when_most and _sound(checked)[filled].mean() < _MOST):
        return []
    checked_rows = {
        "bad_code_form": rows_of(filled & np.isin(checked.fault, _FAULTS)),
        "bad_check_character": rows_of(filled & (checked.fault == codes_columns.CHECK)),
        "unknown_class": rows_of(filled & (checked.fault == codes_columns.CLASS)),
    }
    found = []
    for name, rows in checked_rows.items():
        why = [_why(checked, row, name) for row in rows.tolist()]
        zh, en = (pa.array([words[k] for words in why], pa.string()) for k in (0, 1))
        found.append(sheet.batch(name, rows, role, expected=zh, expected_en=en))
    return [*found, *_named(sheet, checked)] if role == "code" and kind == "component" else found


def _sound(checked: codes_columns.Checked) -> npt.NDArray[np.bool_]:
    """Codes of the right length and characters: a class or check character may still be wrong."""
    return np.isin(checked.fault, (codes_columns.GOOD, codes_columns.CLASS, codes_columns.CHECK))


def _why(checked: codes_columns.Checked, row: int, name: str) -> Words:
    if name == "unknown_class":
        ref = checked.layouts[checked.layout[row]].standard_ref
        return ref, ref
    error = checked.error(row)
    assert error is not None  # noqa: S101 - asked of rows with a fault only
    fields = error.fields
    if error.key == "code_length":
        wanted = fields["wanted"]
        return (
            f"有 {fields['length']} 位，应为 {'、'.join(wanted)} 位",
            f"{fields['length']} digits, not {' or '.join(wanted)}",
        )
    if error.key == "code_check":
        return f"第 18 位应为 {fields['wanted']}", f"the 18th character should be {fields['wanted']}"
    return (
        f"第 {fields['place']} 位是“{fields['character']}”",
        f"character {fields['place']} is “{fields['character']}”",
    )


def edition(texts: pa.Array, kind: CodeKind) -> str | None:
    """The standard that most codes of a column fit; of several alike the newest; None where a kind has one only.

    The length alone does not tell a code of 2013 from one of 2026 that lost a digit; the column does.
    """
    from onemap.city.codes_layouts import layouts_of

    refs = list(dict.fromkeys(layout.standard_ref for layout in layouts_of(kind) if layout.certainty != "uncertain"))
    if len(refs) < 2:
        return None
    good = [int(codes_columns.check(texts, kind, ref).good.sum()) for ref in refs]
    return refs[int(np.argmax(good))] if max(good) else None


def _named(sheet: Sheet, checked: codes_columns.Checked) -> list[Batch]:
    """Class names that are not those of the code's class."""
    if not sheet.has("class"):
        return []
    names, by_code = sheet.texts("class"), codes_columns.class_names(checked).cast(pa.string())
    rows = rows_of(mask(pc.not_equal(names, by_code)))
    return [sheet.batch("class_name_differs", rows, "class", expected=by_code.take(pa.array(rows)))]


def divided(sheet: Sheet, grids: pa.Array) -> list[Batch]:
    """Codes that begin with another division than that of the unit grid at their place (null for none)."""
    if sheet.role not in ("component", "terminal") or not sheet.has("code"):
        return []
    begin = pc.utf8_slice_codeunits(sheet.texts("code"), 0, 6)
    wanted = pc.utf8_slice_codeunits(grids, 0, 6)
    differ = mask(pc.not_equal(begin, wanted)) & mask(pc.match_substring_regex(begin, r"^\d{6}$"))
    rows = rows_of(differ)
    if not len(rows) or len(rows) > 0.5 * sheet.rows:  # codes of the city's own, which begin with no division
        return []
    at = pa.array(rows)
    return [sheet.batch("wrong_division", rows, "code", found=begin.take(at), expected=wanted.take(at))]
