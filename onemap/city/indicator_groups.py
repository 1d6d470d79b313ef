"""What indicators are counted by: cells of a level, by the border rule, or the words of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from onemap.city.card_cells import LEVEL_WORDS, level_of
from onemap.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.card_cells import Level
    from onemap.city.card_values import Words
    from onemap.city.events import Events
    from onemap.city.roles import CityLayer
    from onemap.model.definition import FieldRole
    from onemap.query.count import CellIndex

    Ranks = npt.NDArray[np.int32]

By = Literal[
    "unit_grid", "responsibility_grid", "community", "street", "district", "department", "major", "class", "category",
    "source", "owner", "state", "layer",
]  # fmt: skip
BYS: tuple[By, ...] = get_args(By)
BY_WORDS: dict[By, Words] = {
    "unit_grid": LEVEL_WORDS["unit_grid"],
    "responsibility_grid": LEVEL_WORDS["responsibility_grid"],
    "community": LEVEL_WORDS["community"],
    "street": LEVEL_WORDS["street"],
    "district": LEVEL_WORDS["district"],
    "department": ("处置部门", "Department"),
    "major": ("大类", "Major class"),
    "class": ("小类", "Class"),
    "category": ("类别", "Category"),
    "source": ("来源", "Source"),
    "owner": ("权属单位", "Owner"),
    "state": ("状态", "State"),
    "layer": ("图层", "Layer"),
}
#: Those whose groups have a place on the map.
CELLS: tuple[By, ...] = ("unit_grid", "responsibility_grid", "community", "street", "district")
#: Codes of what belongs to no group: outside of all cells, without a place, without a word.
OUTSIDE, UNLOCATED, NONE = "outside", "unlocated", "none"
_REST: dict[str, Words] = {
    OUTSIDE: ("格外", "Outside all cells"), UNLOCATED: ("未定位", "Without a place"), NONE: ("未填", "Not given"),
}  # fmt: skip
_COLUMNS: dict[By, FieldRole] = {
    "department": "supervisor", "class": "class", "source": "source", "owner": "owner", "state": "state",
}  # fmt: skip
#: First digits of a unit grid's code that name a division.
_DIGITS: dict[By, int] = {"community": 12, "street": 9, "district": 6}
_STANDARD = "GB/T 47678.5-2026"


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Groups of events: ``ranks`` (n,) are places in ``codes``; the last of them hold what belongs to none.

    Where an event may belong to several cells, as a line does, ``events`` (p,) says which event each of ``ranks`` (p,)
    is of; else it is None.

    ``layer`` is the id of the layer whose cells they are, "" for words. ``rest`` is how many codes from the end stand
    for what belongs to no group.
    """

    by: By
    codes: tuple[str, ...]
    names: tuple[Words, ...]
    ranks: Ranks
    layer: str = ""
    rest: int = 0
    events: npt.NDArray[np.int64] | None = None

    def mask(self, chosen: npt.NDArray[np.bool_], count: int) -> npt.NDArray[np.bool_]:
        """The events (count,) that belong to any of the ``chosen`` (k,) groups."""
        within = chosen[self.ranks]
        if self.events is None:
            return np.asarray(within)
        made = np.zeros(count, bool)
        made[self.events[within]] = True
        return made

    def only(self, code: str, count: int) -> npt.NDArray[np.bool_]:
        """The events (count,) that belong to a group."""
        return self.mask(np.array([one == code for one in self.codes]), count)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Ranks of cells by event, or (with ``events``) of pairs; ``located`` (n,) marks the events that have a place."""

    ranks: Ranks
    located: npt.NDArray[np.bool_]
    events: npt.NDArray[np.int64] | None = None


def group(events: Events, layers: Sequence[CityLayer], by: By) -> Groups:
    """The groups of some events.

    A cell owns the events it covers, of several cells on a border the one with the smallest code; a line or area
    belongs to every cell that it meets. A division that no layer holds is told from the code of the unit grid.

    Raises
    ------
    RequestError
        When the map has no such cells, or the events no such column.
    """
    if by in CELLS:
        return _cells(events, layers, by)
    if by == "layer":
        titles = tuple(one.title for one in events.layers)
        return Groups(by, tuple(one.id for one in events.layers), titles, events.layer.astype(np.int32))
    if by == "category":
        return _categories(events)
    if by == "major":
        return _majors(events)
    coded = events.coded.get(_COLUMNS[by]) if by in _COLUMNS else None
    if coded is None:
        raise RequestError("indicator_no_groups", by=by)
    return _with_none(by, coded.words, tuple((word, word) for word in coded.words), coded.ranks)


# --- cells ------------------------------------------------------------------------------------------------------------
def level_layer(layers: Sequence[CityLayer], by: By) -> CityLayer | None:
    """The first layer that holds cells of a level."""
    role = by if by in ("unit_grid", "responsibility_grid") else "division"
    for one in layers:
        if one.role == role and one.has("code") and any(code is not None for code in _codes(one, by)):
            return one
    return None


def _codes(layer: CityLayer, by: By) -> list[str | None]:
    """The codes of a level by source row, None in rows of another."""
    level: Level = by  # type: ignore[assignment]
    codes = layer.texts("code", np.arange(layer.table.num_rows, dtype=np.int64))
    return [code if code is not None and level_of(layer, code) == level else None for code in codes]


def _cells(events: Events, layers: Sequence[CityLayer], by: By) -> Groups:
    layer = level_layer(layers, by)
    if layer is None:
        return _from_unit_grids(events, layers, by)
    from onemap.query.count import index_cells

    codes = _codes(layer, by)
    index = index_cells(layer.prepared, codes)
    found = _found(events, index)
    texts = layer.texts("name", np.arange(layer.table.num_rows, dtype=np.int64))
    names = {code: name or code for code, name in zip(codes, texts, strict=True) if code is not None}
    return _with_rest(by, index.codes, tuple((names[code],) * 2 for code in index.codes), found, layer.id)


def _found(events: Events, index: CellIndex) -> _Found:
    """Which events belong to which cells."""
    located = np.asarray(np.isfinite(events.points).all(axis=1))
    ranks = np.full(events.size, -1, np.int32)
    if all(one.prepared.is_points for one in events.layers):
        ranks[located] = index.owners(events.points[located])
        return _Found(ranks, located)
    from onemap.query.count import belonging

    pairs, of_pairs = [], []
    for i, one in enumerate(events.layers):
        event_of = np.full(one.table.num_rows, -1, np.int64)
        mine = np.flatnonzero(events.layer == i)
        event_of[events.row[mine]] = mine
        positions, there = belonging(one.prepared, index)
        of = event_of[one.prepared.rows[positions]]
        pairs.append(there[of >= 0].astype(np.int32))
        of_pairs.append(of[of >= 0])
    return _Found(np.concatenate(pairs), located, np.concatenate(of_pairs))


def _from_unit_grids(events: Events, layers: Sequence[CityLayer], by: By) -> Groups:
    if by not in _DIGITS or level_layer(layers, "unit_grid") is None:
        raise RequestError("indicator_no_groups", by=by)
    grids = _cells(events, layers, "unit_grid")
    inner = len(grids.codes) - grids.rest
    starts = [code[: _DIGITS[by]] for code in grids.codes[:inner]]
    codes = tuple(sorted(set(starts)))
    place = np.array([codes.index(start) for start in starts] + [-1, -1], np.int32)
    located = np.asarray(np.isfinite(events.points).all(axis=1))
    names = tuple((code, code) for code in codes)
    if grids.events is None:
        return _with_rest(by, codes, names, _Found(place[grids.ranks], located), "")
    held = grids.ranks < inner
    pairs = np.unique(np.column_stack([grids.events[held], place[grids.ranks[held]]]), axis=0)
    found = _Found(pairs[:, 1].astype(np.int32), located, pairs[:, 0].astype(np.int64))
    return _with_rest(by, codes, names, found, "")


def _with_rest(by: By, codes: tuple[str, ...], names: tuple[Words, ...], found: _Found, layer: str) -> Groups:
    """Groups of cells, with those outside and those without a place behind them."""
    ranks, events = found.ranks, found.events
    rest = np.where(found.located, len(codes), len(codes) + 1).astype(np.int32)
    if events is None:
        ranks = np.where(ranks >= 0, ranks, rest).astype(np.int32)
    else:
        without = np.setdiff1d(np.arange(len(rest)), events)
        ranks, events = np.concatenate([ranks, rest[without]]), np.concatenate([events, without])
    kept = (OUTSIDE, UNLOCATED)
    return Groups(by, (*codes, *kept), (*names, *(_REST[one] for one in kept)), ranks, layer, len(kept), events)


# --- words ------------------------------------------------------------------------------------------------------------
def _with_none(by: By, codes: tuple[str, ...], names: tuple[Words, ...], ranks: Ranks) -> Groups:
    ranks = np.where(ranks >= 0, ranks, len(codes)).astype(np.int32)
    return Groups(by, (*codes, NONE), (*names, _REST[NONE]), ranks, rest=1)


def _categories(events: Events) -> Groups:
    """The declared categories in their order, whether anything is in them or not, then other words of the data."""
    coded = events.coded.get("category")
    if coded is None:
        raise RequestError("indicator_no_groups", by="category")
    declared = events.rules.category
    known = [events.rules.category_of(word) for word in coded.words]
    others = [word for word, one in zip(coded.words, known, strict=True) if one is None]
    codes = (*(one.name for one in declared), *others)
    place = [codes.index(word if one is None else one.name) for word, one in zip(coded.words, known, strict=True)]
    names = (*(one.title for one in declared), *((word, word) for word in others))
    return _with_none("category", codes, names, np.array([*place, -1], np.int32)[coded.ranks])


def _majors(events: Events) -> Groups:
    """The first two digits of class codes (of five or four, or behind six digits of a division), with their names."""
    coded = events.coded.get("class_code")
    if coded is None:
        raise RequestError("indicator_no_groups", by="major")
    starts = [word[6:8] if len(word) > 8 else word[:2] for word in coded.words]
    codes = tuple(sorted(set(starts)))
    names = tuple((_major_name(code),) * 2 for code in codes)
    place = np.array([*(codes.index(start) for start in starts), -1], np.int32)
    return _with_none("major", codes, names, place[coded.ranks])


def _major_name(code: str) -> str:
    from onemap.city.dictionaries import shelf

    found = shelf().major("matter", code, _STANDARD) or shelf().major("component", code, _STANDARD)
    return found or code
