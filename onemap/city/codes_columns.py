"""Codes by the column: check, cut and build a million at a time, with the rules of `onemap.city.codes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city import codes, credit, dictionaries
from onemap.city.codes_layouts import CodeKind, Layout, alphabet, layouts_of
from onemap.errors import CodeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Texts: TypeAlias = pa.Array | npt.NDArray[Any] | Sequence[str | None]

#: What is wrong with a code, in ``Checked.fault``.
GOOD, MISSING, CHARACTER, LENGTH, CHECK, CLASS = range(6)
_NOTHING = pa.scalar("", pa.large_string())


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with each code of a column.

    ``fault`` (n,) uint8 is GOOD, MISSING (null or empty), CHARACTER, LENGTH, CHECK (check character) or CLASS (no
    dictionary of the edition has it); ``place`` (n,) uint8 is the wrong character's, from 1, else 0; ``layout`` (n,)
    int8 the number of the layout in ``layouts``, -1 for none.
    """

    column: pa.Array
    kind: CodeKind
    layouts: tuple[Layout, ...]
    fault: npt.NDArray[np.uint8]
    place: npt.NDArray[np.uint8]
    layout: npt.NDArray[np.int8]

    @property
    def good(self) -> npt.NDArray[np.bool_]:
        """Which codes have nothing wrong."""
        return np.equal(self.fault, GOOD)

    def error(self, row: int) -> CodeError | None:
        """What is wrong with the code of a row, told; None when nothing is."""
        fault, text = int(self.fault[row]), self.column[row].as_py()
        if fault == GOOD:
            return None
        if fault == MISSING:
            return CodeError("code_missing", row=row)
        if fault == CLASS:
            layout = self.layouts[self.layout[row]]
            digits = text[layout.span("major")[0] : layout.span("minor")[1]]
            return CodeError("code_class", code=text, digits=digits, standard=layout.standard_ref)
        if fault == CHECK:
            wanted = credit.check_character(text[:17].upper())
            return CodeError("code_check", code=text, place=18, character=text[17], wanted=wanted)
        if fault == LENGTH:
            lengths = tuple(str(n) for n in sorted({layout.length for layout in self.layouts}))
            return CodeError("code_length", code=text, length=len(text), wanted=lengths)
        place = int(self.place[row])
        return CodeError("code_character", code=text, place=place, character=text[place - 1])


def check(column: Texts, kind: CodeKind, standard_ref: str | None = None) -> Checked:
    """What is wrong with each code of a column; ``standard_ref`` allows one edition only.

    A class that the newest edition of its length lacks is looked up in the older ones before it counts as unknown.
    """
    texts = _texts(column)
    layouts = layouts_of(kind, standard_ref)
    widest = max(layout.length for layout in layouts)
    characters, lengths = _characters(texts, widest)
    fault, place = _faults(characters, lengths, kind)
    layout = np.full(len(lengths), -1, dtype=np.int8)
    for number in reversed(range(len(layouts))):
        layout[lengths == layouts[number].length] = number
    fault[(fault == GOOD) & (layout < 0)] = LENGTH
    if kind == "credit":
        wrong = credit.check_characters(characters) != characters[:, 17]
        fault[(fault == GOOD) & wrong] = CHECK
        place[fault == CHECK] = 18
    _check_classes(characters, fault, layout, layouts)
    layout[np.isin(fault, (MISSING, CHARACTER, LENGTH))] = -1
    return Checked(texts, kind, layouts, fault, place, layout)


def parts(column: Texts, kind: CodeKind, standard_ref: str | None = None) -> pa.Table:
    """The parts of each code in columns, and ``class`` names of components and matters; null where a code is bad."""
    found = check(column, kind, standard_ref)
    names = dict.fromkeys(name for layout in found.layouts for name, _ in layout.parts)
    columns = {str(name): _part(found, str(name)) for name in names}
    if any(layout.classed for layout in found.layouts):
        columns["class_name"] = class_names(found)
    return pa.table(columns)


def class_names(found: Checked) -> pa.Array:
    """The name of each code's class by the dictionary of its edition; null where there is none."""
    names = pa.nulls(len(found.column), pa.large_string())
    for number, layout in enumerate(found.layouts):
        if not layout.classed:
            continue
        mask = pa.array((found.layout == number) & (found.fault == GOOD))
        start, stop = layout.span("major")[0], layout.span("minor")[1]
        coded = pc.utf8_slice_codeunits(found.column, start, stop).dictionary_encode()
        known = [_class_name(layout, code) for code in coded.dictionary.to_pylist()]
        names = pc.if_else(mask, pa.array(known, pa.large_string()).take(coded.indices), names)
    return names


def build(kind: CodeKind, standard_ref: str | None = None, **columns: Texts) -> pa.Array:
    """Codes of columns of parts, text or whole numbers; CodeError names the first row that cannot be made."""
    texts = {name: _texts(column) for name, column in columns.items()}
    names = set(columns) - {"check"}
    layout = next(
        (one for one in layouts_of(kind, standard_ref) if {n for n, _ in one.parts} - {"check"} == names), None
    )
    if layout is None:
        raise codes.no_such_parts(kind, standard_ref, tuple(columns))
    padded = [pc.utf8_lpad(texts[name], width=length, padding="0") for name, length in layout.parts if name != "check"]
    made = pc.binary_join_element_wise(*padded, _NOTHING)
    if kind == "credit":
        made = _with_check(made)
    found = check(made, kind, layout.standard_ref)
    wrong = np.flatnonzero(np.isin(found.fault, (MISSING, CHARACTER, LENGTH)))
    if len(wrong):
        raise CodeError("code_row", row=int(wrong[0]), why=str(found.error(int(wrong[0]))))
    return found.column


def _with_check(first: pa.Array) -> pa.Array:
    characters, _ = _characters(first.cast(pa.large_string()), 17)
    check_at = credit.check_characters(characters)
    last = pa.array([chr(c) if c else "?" for c in check_at.tolist()], pa.large_string())
    return pc.binary_join_element_wise(first, last, _NOTHING)


def _texts(column: Texts) -> pa.Array:
    array = column if isinstance(column, (pa.Array, pa.ChunkedArray)) else pa.array(column)
    if isinstance(array, pa.ChunkedArray):  # long numpy columns become several chunks, too
        array = pa.concat_arrays([chunk.cast(pa.large_string()) for chunk in array.chunks] or [pa.array([], "str")])
    return array.cast(pa.large_string())


def _characters(texts: pa.Array, width: int) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The first ``width`` bytes of each text, upper case, 0 behind its end, and its length in bytes."""
    n = len(texts)
    _, ends, data = texts.buffers()
    offsets = np.frombuffer(ends, dtype=np.int64)[texts.offset : texts.offset + n + 1] if n else np.zeros(1, np.int64)
    lengths = np.diff(offsets)
    if texts.null_count:
        lengths = np.where(texts.is_null().to_numpy(zero_copy_only=False), 0, lengths)
    held = np.frombuffer(data, dtype=np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    characters = np.zeros((n, width), dtype=np.uint8)
    for at in range(width):
        there = lengths > at
        characters[there, at] = held[offsets[:-1][there] + at]
    lower = (characters >= ord("a")) & (characters <= ord("z"))
    characters[lower] -= 32
    return characters, lengths


def _faults(
    characters: npt.NDArray[np.uint8], lengths: npt.NDArray[np.int64], kind: CodeKind
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    allowed = np.zeros(256, dtype=bool)
    allowed[[0, *alphabet(kind).encode()]] = True
    wrong = ~allowed[characters]
    place = np.where(wrong.any(axis=1), wrong.argmax(axis=1) + 1, 0).astype(np.uint8)
    fault = np.where(place > 0, CHARACTER, GOOD).astype(np.uint8)
    fault[lengths == 0] = MISSING
    return fault, place


def _check_classes(
    characters: npt.NDArray[np.uint8],
    fault: npt.NDArray[np.uint8],
    layout: npt.NDArray[np.int8],
    layouts: tuple[Layout, ...],
) -> None:
    for number, one in enumerate(layouts):
        start, stop = one.span("major")[0], one.span("minor")[1]
        rows = np.empty(0, np.int64)
        if one.classed:
            rows = np.flatnonzero(
                ((layout == number) & (fault == GOOD)) | _unknown_before(number, fault, layout, layouts)
            )
        if len(rows):
            kind: dictionaries.Kind = "component" if one.kind == "component" else "matter"
            known = np.zeros(10 ** (stop - start), dtype=bool)
            known[[int(code) for code in dictionaries.shelf().known(kind, one.standard_ref)]] = True
            powers = 10 ** np.arange(stop - start - 1, -1, -1)
            good = known[(characters[rows, start:stop] - 48) @ powers]
            fault[rows] = np.where(good, GOOD, CLASS)
            layout[rows[good]] = number


def _unknown_before(
    number: int, fault: npt.NDArray[np.uint8], layout: npt.NDArray[np.int8], layouts: tuple[Layout, ...]
) -> npt.NDArray[np.bool_]:
    """Which codes have a class that the editions before lack, in a layout of the same length and no doubtful one."""
    one = layouts[number]
    same = [k for k in range(number) if layouts[k].length == one.length and one.certainty != "uncertain"]
    found: npt.NDArray[np.bool_] = np.isin(layout, same) & (fault == CLASS)
    return found


def _class_name(layout: Layout, code: str | None) -> str | None:
    if code is None:
        return None
    kind: dictionaries.Kind = "component" if layout.kind == "component" else "matter"
    found = dictionaries.shelf().meaning(kind, code, layout.standard_ref)
    return None if found is None else found.name


def _part(found: Checked, name: str) -> pa.Array:
    values = pa.nulls(len(found.column), pa.large_string())
    for number, layout in enumerate(found.layouts):
        start, stop = layout.span(name)
        mask = (found.layout == number) & np.isin(found.fault, (GOOD, CLASS))
        if stop and mask.any():
            values = pc.if_else(pa.array(mask), pc.utf8_slice_codeunits(found.column, start, stop), values)
    return values
