"""Two ledgers become one: matched by code, every value on which they differ told.

Rows of both are matched by their code, the first row of each code. A value that only one has is taken over in silence;
where both have one and they differ, that of the preferred side is kept and the conflict told. Rows without a code and
further rows of a code cannot be matched: they stay as they are, and are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.ledger_columns import COLUMNS, FIELDS
from onemap.city.masking import shown_column, shown_table
from onemap.city.sheets import mask, nulls
from onemap.errors import RequestError
from onemap.query.instants import as_local
from onemap.query.texts import texts

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.model.definition import LayerDefinition

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    Shapes = npt.NDArray[np.object_]

Prefer = Literal["ours", "theirs", "newest"]
#: What a merge counts.
COUNT_WORDS: dict[str, Words] = {
    "rows": ("合并后的行", "rows of the merged ledger"),
    "both": ("两份都有的编码", "codes in both"),
    "only_ours": ("只在本台账", "only in this ledger"),
    "only_theirs": ("只在另一份", "only in the other"),
    "filled": ("由另一份补上的值", "values filled in from the other"),
    "conflicts": ("冲突的值", "values in conflict"),
    "unmatched": ("无法匹配的行（无编码或编码重复）", "rows that cannot be matched (no code, or a doubled one)"),
}
_KINDS: dict[str, Words] = {
    "value": ("值不同", "Values differ"), "place": ("位置不同", "Places differ"),
    "only_ours": ("只在本台账", "Only in this ledger"), "only_theirs": ("只在另一份", "Only in the other"),
    "no_code": ("没有编码", "No code"), "doubled": ("编码重复", "Doubled code"),
}  # fmt: skip
_HEAD: tuple[Words, ...] = (
    ("类别", "Kind"), ("编码", "Code"), ("字段", "Field"), ("本台账", "This ledger"), ("另一份", "The other"),
    ("采用", "Kept"),
)  # fmt: skip
_SIDES: dict[bool, Words] = {False: ("本台账", "this ledger"), True: ("另一份", "the other")}
_PLACE: Words = ("位置", "Place")
#: Columns of the unified table that no ledger has of its own.
_UNIFIED_ONLY = ("grid_computed", "layer", "row")
#: Columns by which the newer of two rows is told, the first that there is.
_TIMED = ("last_report", "changed", "since")


@dataclass(frozen=True)
class Book:
    """One of two ledgers: its rows, their shapes (None for none) in a CRS of both, and the column of codes."""

    table: pa.Table
    shapes: Shapes
    code: str


@dataclass(frozen=True)
class Merged:
    """The merged rows as they may be handed out, their shapes, what was counted, and the conflict report."""

    table: pa.Table
    shapes: Shapes
    counts: dict[str, int]
    conflicts: pa.Table


@dataclass
class _Match:
    """Rows of two ledgers: pairs of the same code, and those of each that have no partner."""

    codes: tuple[pa.Array, pa.Array]
    pairs: tuple[Ints, Ints]
    alone: tuple[Ints, Ints]
    doubled: tuple[Ints, Ints]
    bare: tuple[Ints, Ints]

    @property
    def rest(self) -> Ints:
        """Rows of the other that are appended."""
        return np.sort(np.concatenate([self.alone[1], self.doubled[1], self.bare[1]]))


def renamed(table: pa.Table, definition: LayerDefinition, code: str, name: str, *, placed: bool) -> Book:
    """The other ledger with its columns called as those of a layer: by their names, else by what the layer calls them.

    The names of the columns of the unified table are known as well; what only that table tells is left out.
    RequestError when there is no column of codes; ``name`` is what the other is called in it.
    """
    known: dict[str, str] = {}
    roles = {field.role: column for column, field in definition.fields.items() if field.role}
    for column, field in definition.fields.items():
        known |= {said: column for said in (field.title, field.title_en) if said}
    for _, role, words in FIELDS:
        if role in roles:
            known = dict.fromkeys(words, roles[role]) | known
    told = {said for column in _UNIFIED_ONLY for said in COLUMNS[column]} - known.keys() - definition.fields.keys()
    told |= {"x", "y"} - definition.fields.keys() if placed else set()
    table = table.select([column for column in table.column_names if column not in told])
    names = [old if old in definition.fields else known.get(old, old) for old in table.column_names]
    names = [old if names.count(new) > 1 else new for old, new in zip(table.column_names, names, strict=True)]
    if code not in names:
        raise RequestError("ledger_no_code", name=name)
    return Book(table.rename_columns(names), np.full(table.num_rows, None, object), code)


def merge(  # noqa: PLR0913 - two ledgers and how they come together
    ours: Book, theirs: Book, definition: LayerDefinition, *, prefer: Prefer = "ours",
    metres: tuple[float, float] = (1.0, 1.0), near_m: float = 1.0, en: bool = False,
) -> Merged:  # fmt: skip
    """Two ledgers as one, in the order of ours, then what only the other has.

    ``metres`` are those of a unit of the CRS along x and y; places nearer than ``near_m`` are the same.
    """
    match = _match(ours, theirs)
    a, b = match.pairs
    newer = _newer(ours, theirs, match, definition, prefer)
    report = _Report(definition, en, *_told_codes(match, definition, ours.code))
    columns: dict[str, pa.ChunkedArray] = {}
    filled = conflicts = 0
    for name in dict.fromkeys([*ours.table.column_names, *theirs.table.column_names]):
        mine, other = (_column(book, name, own) for book, own in ((ours, theirs), (theirs, ours)))
        left, right = mine.take(pa.array(a)), other.take(pa.array(b))
        differ = _differ(left, right, name, definition)
        empty = nulls(_plain(left)) & ~nulls(_plain(right))
        filled += int(empty.sum()) if name in ours.table.column_names else 0
        if name != ours.code:
            conflicts += report.values(name, np.flatnonzero(differ), match, (left, right), newer)
        columns[name] = _joined(mine, other, match, empty | (differ & newer))
    shapes, apart, moved = _places(ours, theirs, match, newer, metres, near_m)
    conflicts += report.places(apart, match, newer, (ours.shapes, theirs.shapes))
    report.rows(match)
    counts = {
        "rows": ours.table.num_rows + len(match.rest), "both": len(a), "only_ours": len(match.alone[0]),
        "only_theirs": len(match.alone[1]), "filled": filled + moved, "conflicts": conflicts,
        "unmatched": sum(map(len, (*match.doubled, *match.bare))),
    }  # fmt: skip
    return Merged(shown_table(definition, pa.table(columns)), shapes, counts, report.table())


def _plain(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    joined = pa.concat_arrays([texts(chunk).cast(pa.string()) for chunk in chunks] or [pa.array([], pa.string())])
    trimmed = pc.utf8_trim_whitespace(joined)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _column(book: Book, name: str, other: Book) -> pa.ChunkedArray:
    """A column in the type that both share, text where they differ."""
    held = book.table.column(name) if name in book.table.column_names else None
    beside = other.table.column(name) if name in other.table.column_names else None
    if held is None:
        assert beside is not None  # noqa: S101 - one of both has it
        return pa.chunked_array([pa.nulls(book.table.num_rows, beside.type)])
    if beside is not None and beside.type != held.type:
        return pa.chunked_array([_plain(held)])
    return held


def _match(ours: Book, theirs: Book) -> _Match:
    codes = _plain(ours.table.column(ours.code)), _plain(theirs.table.column(theirs.code))
    firsts, doubled, bare = zip(*map(_sorted_out, codes), strict=True)
    kept = [column.take(pa.array(rows)) for column, rows in zip(codes, firsts, strict=True)]
    at = pc.index_in(kept[0], value_set=kept[1])
    found = ~nulls(at)
    partner = at.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)[found]
    alone = np.ones(len(firsts[1]), bool)
    alone[partner] = False
    pairs = firsts[0][found], firsts[1][partner]
    return _Match(codes, pairs, (firsts[0][~found], firsts[1][alone]), doubled, bare)


def _sorted_out(codes: pa.Array) -> tuple[Ints, Ints, Ints]:
    """The first row of each code, the further ones, and those without."""
    encoded = codes.dictionary_encode()
    number = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    first = np.full(len(encoded.dictionary) + 1, -1, np.int64)
    first[number[::-1]] = np.arange(len(number))[::-1]
    is_first = (number >= 0) & (first[number] == np.arange(len(number)))
    return np.flatnonzero(is_first), np.flatnonzero(~is_first & (number >= 0)), np.flatnonzero(number < 0)


def _newer(ours: Book, theirs: Book, match: _Match, definition: LayerDefinition, prefer: Prefer) -> Mask:
    """In which pairs the other's value is kept where both have one."""
    if prefer != "newest":
        return np.full(len(match.pairs[0]), prefer == "theirs")
    roles = {field.role: name for name, field in definition.fields.items() if field.role}
    for role in _TIMED:
        name = roles.get(role)  # type: ignore[call-overload]
        if name in ours.table.column_names and name in theirs.table.column_names:
            mine, other = (as_local(book.table.column(name)) for book in (ours, theirs))
            left, right = mine[match.pairs[0]], other[match.pairs[1]]
            return np.asarray((right > left) | (np.isnat(left) & ~np.isnat(right)))
    raise RequestError("ledger_no_time", name=definition.title or definition.id)


def _differ(left: pa.ChunkedArray, right: pa.ChunkedArray, name: str, definition: LayerDefinition) -> Mask:
    """Where both have a value and not the same; times are the same however they are written."""
    differ = mask(pc.not_equal(_plain(left), _plain(right)))
    field = definition.fields.get(name)
    if differ.any() and field is not None and field.role in _TIMED:
        one, two = as_local(left), as_local(right)
        differ &= ~(one == two)
    return differ


def _joined(mine: pa.ChunkedArray, other: pa.ChunkedArray, match: _Match, taken: Mask) -> pa.ChunkedArray:
    """Our column with the other's value where it is taken, and the rest of the other's rows behind."""
    both = pa.chunked_array([*mine.chunks, *other.chunks], mine.type)
    rows = np.arange(len(mine))
    rows[match.pairs[0][taken]] = len(mine) + match.pairs[1][taken]
    return both.take(pa.array(np.concatenate([rows, len(mine) + match.rest])))


def _places(
    ours: Book, theirs: Book, match: _Match, newer: Mask, metres: tuple[float, float], near_m: float
) -> tuple[Shapes, Ints, int]:
    """The shapes of the merged rows, the pairs whose places differ, and how many were filled in."""
    import shapely

    a, b = ours.shapes[match.pairs[0]], theirs.shapes[match.pairs[1]]
    there = ~shapely.is_missing(a) & ~shapely.is_missing(b)
    distance = np.zeros(len(a))
    distance[there] = shapely.distance(a[there], b[there]) * max(metres)
    apart = there & (distance > near_m)
    empty = shapely.is_missing(a) & ~shapely.is_missing(b)
    made = ours.shapes.copy()
    taken = empty | (apart & newer)
    made[match.pairs[0][taken]] = b[taken]
    return np.concatenate([made, theirs.shapes[match.rest]]), np.flatnonzero(apart), int(empty.sum())


def _told_codes(match: _Match, definition: LayerDefinition, code: str) -> tuple[pa.Array, pa.Array]:
    mine, other = (shown_column(definition, code, pa.chunked_array([c])).combine_chunks() for c in match.codes)
    return mine, other


class _Report:
    """Gathers the lines of the conflict report, with values as they may be shown."""

    def __init__(self, definition: LayerDefinition, en: bool, ours: pa.Array, theirs: pa.Array) -> None:  # noqa: FBT001 - the language
        self._definition, self._en, self._codes = definition, en, (ours, theirs)
        self._parts: list[pa.Table] = []

    def values(
        self, name: str, rows: Ints, match: _Match, columns: tuple[pa.ChunkedArray, pa.ChunkedArray], newer: Mask
    ) -> int:  # fmt: skip
        """Pairs whose values of a column differ."""
        at = pa.array(rows)
        said = [
            shown_column(self._definition, name, pa.chunked_array([_plain(column).take(at)])).combine_chunks()
            for column in columns
        ]
        field = self._definition.fields.get(name)
        title = "" if field is None else (field.title_en if self._en else field.title) or field.title
        self._add("value", self._codes[0].take(pa.array(match.pairs[0][rows])), title or name, said, newer[rows])
        return len(rows)

    def places(self, rows: Ints, match: _Match, newer: Mask, shapes: tuple[Shapes, Shapes]) -> int:
        """Pairs whose places differ; homes are not told."""
        hidden = self._definition.role == "person"
        said = [
            pa.array(["**" if hidden else _place(one) for one in side[pair[rows]]], pa.string())
            for side, pair in zip(shapes, match.pairs, strict=True)
        ]
        codes = self._codes[0].take(pa.array(match.pairs[0][rows]))
        self._add("place", codes, _PLACE[self._en], said, newer[rows])
        return len(rows)

    def rows(self, match: _Match) -> None:
        """Rows without a partner."""
        for side in (0, 1):
            kind = ("only_ours", "only_theirs")[side]
            for name, rows in (
                (kind, match.alone[side]),
                ("doubled", match.doubled[side]),
                ("no_code", match.bare[side]),
            ):
                codes = self._codes[side].take(pa.array(rows))
                mark = pa.array(["●"] * len(rows), pa.string())
                none = pa.nulls(len(rows), pa.string())
                self._add(name, codes, "", [none, mark] if side else [mark, none], np.full(len(rows), bool(side)))

    def _add(self, kind: str, codes: pa.Array, field: str, said: list[pa.Array], theirs: Mask) -> None:
        if len(codes):
            kept = pc.if_else(pa.array(theirs), _SIDES[True][self._en], _SIDES[False][self._en])
            columns = [_KINDS[kind][self._en], codes, field or None, *said, kept]
            arrays = [
                one if isinstance(one, pa.Array) else pa.array([one] * len(codes), pa.string()) for one in columns
            ]
            self._parts.append(pa.table(arrays, names=[words[self._en] for words in _HEAD]))

    def table(self) -> pa.Table:
        """The whole report."""
        empty = pa.schema([(words[self._en], pa.string()) for words in _HEAD]).empty_table()
        return pa.concat_tables([empty, *self._parts])


def _place(shape: object) -> str:
    import shapely

    x, y = shapely.get_coordinates(shapely.point_on_surface(np.array([shape], object)))[0].tolist()
    return f"{x:.8g}, {y:.8g}" if abs(x) <= 180 and abs(y) <= 90 else f"{x:.2f}, {y:.2f}"
