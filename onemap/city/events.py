"""Cases and work orders as events: their times, phases and words as arrays, ready to be counted again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.city import phases as ph
from onemap.city.masking import counted_column
from onemap.city.repeats import repeats
from onemap.city.worktime import WorkClock, natural_hours
from onemap.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.indicator_rules import Rules
    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.model.definition import FieldRole

    Bytes = npt.NDArray[np.int8]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    Ranks = npt.NDArray[np.int32]
    Times = npt.NDArray[np.datetime64]

TIME_ROLES: tuple[FieldRole, ...] = (
    "reported", "accepted", "filed", "dispatched", "received", "finished", "checked", "closed", "deadline",
)  # fmt: skip
_TEXT_ROLES: tuple[FieldRole, ...] = (
    "class",
    "class_code",
    "category",
    "source",
    "supervisor",
    "satisfaction",
    "owner",
    "state",
)
_NUMBER_ROLES: tuple[FieldRole, ...] = ("rework", "returned", "self_handled")
_NAT = np.datetime64("NaT", "ms")


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words: ``ranks`` (n,) are places in ``words`` (each once, ascending), -1 where there is none."""

    words: tuple[str, ...]
    ranks: Ranks


@dataclass(eq=False)
class Events:
    """The rows of some layers of cases and work orders, one after another.

    ``layer`` (n,) are places in ``layers`` and ``row`` (n,) source rows; ``points`` (n, 2) are places in map units, NaN
    where there is none (of a line or polygon, a point on it). ``times``, ``coded`` and ``numbers`` hold the columns by
    field role that any of the layers has. ``said`` is the phase that the phase's word stands for.
    """

    layers: tuple[CityLayer, ...]
    layer: Bytes
    row: Ints
    points: Floats
    times: dict[str, Times]
    coded: dict[str, Coded]
    numbers: dict[str, Floats]
    said: Bytes
    rules: Rules
    clock: WorkClock
    scale: tuple[float, float] = (1.0, 1.0)
    _spans: dict[tuple[str, str, bool], Floats] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many events there are."""
        return len(self.row)

    def time(self, role: str) -> Times:
        """Times of a role, all NaT when no layer has it."""
        found = self.times.get(role)
        return np.full(self.size, _NAT) if found is None else found

    def has(self, *roles: str) -> bool:
        """Whether every role is there in any layer."""
        return all(role in self.times or role in self.coded or role in self.numbers for role in roles)

    def hours(self, first: str, last: str, *, working: bool) -> Floats:
        """Hours from one role's time to another's, of the clock or of work; NaN where one is missing."""
        key = first, last, working
        if key not in self._spans:
            span = self.clock.hours if working else natural_hours
            self._spans[key] = span(self.time(first), self.time(last))
        return self._spans[key]

    @cached_property
    def finished_late(self) -> Mask:
        """Whether handling was finished (else the case closed) after the deadline."""
        return np.asarray(self.done > self.time("deadline"))

    @cached_property
    def done(self) -> Times:
        """When handling was finished; where that is not told, when the case was closed."""
        finished, closed = self.time("finished"), self.time("closed")
        return np.where(np.isnat(finished), closed, finished)

    @cached_property
    def repeated(self) -> Mask:
        """Whether an event of the same class was reported before, near and not long ago (`Rules.repeated`)."""
        rule, coded = self.rules.repeated, self.coded.get("class")
        if coded is None:
            return np.zeros(self.size, bool)
        metres = self.points * np.array(self.scale)
        return repeats(metres, self.time("reported"), coded.ranks, rule.metres, rule.hours)

    @cached_property
    def satisfied(self) -> Bytes:
        """1 where somebody was content, 0 where not, -1 where nobody said."""
        coded = self.coded.get("satisfaction")
        if coded is None:
            return np.full(self.size, -1, np.int8)
        rule = self.rules.satisfaction
        values = [1 if word in rule.satisfied else 0 if word in rule.unsatisfied else -1 for word in coded.words]
        return np.array([*values, -1], np.int8)[coded.ranks]

    @cached_property
    def first_reported(self) -> np.datetime64:
        """When the first event was reported; NaT when none was."""
        known = self.time("reported")
        known = known[~np.isnat(known)]
        return known.min() if len(known) else _NAT

    def rows_by_layer(self, mask: Mask) -> dict[str, Ints]:
        """Source rows by layer id of the marked events, ascending."""
        chosen = np.flatnonzero(mask)
        of = self.layer[chosen]
        return {one.id: np.sort(self.row[chosen[of == i]]) for i, one in enumerate(self.layers)}

    def case_times(self) -> ph.CaseTimes:
        """Phase words and times, as `onemap.city.phases` needs them."""
        return ph.CaseTimes(self.said, self.times)


def make_events(
    layers: Sequence[CityLayer], rules: Rules, calendar: WorkCalendar, scale: tuple[float, float] = (1.0, 1.0),
    *, timeless: bool = False,
) -> Events:  # fmt: skip
    """The events of some layers, without the rows that filters leave out.

    ``scale`` are metres per map unit along x and y. ``timeless`` takes layers that tell of no time, to be counted only.

    Raises
    ------
    RequestError
        When there is no layer, or one does not say when its rows were reported.
    """
    if not layers:
        raise RequestError("indicator_no_events")
    for one in () if timeless else layers:
        if not one.has("reported"):
            raise RequestError("indicator_no_reported", layer=one.id)
    rows = [_rows(one) for one in layers]
    times: dict[str, Times] = {role: _joined(layers, role, _times) for role in _those(layers, TIME_ROLES)}
    numbers: dict[str, Floats] = {role: _joined(layers, role, _numbers) for role in _those(layers, _NUMBER_ROLES)}
    coded: dict[str, Coded] = {role: _coded(layers, role) for role in _those(layers, _TEXT_ROLES)}
    clock = _clock(calendar, times)
    filed_late = rules.limits.handling_work_hours
    if "deadline" not in times and filed_late and "filed" in times:
        times["deadline"] = clock.after(times["filed"], filed_late)
    of = np.repeat(np.arange(len(layers), dtype=np.int8), [len(one) for one in rows])
    points = np.concatenate([_points(one) for one in layers])
    said = np.concatenate([_said(one) for one in layers])
    return Events(tuple(layers), of, np.concatenate(rows), points, times, coded, numbers, said, rules, clock, scale)


def _those(layers: Sequence[CityLayer], roles: Sequence[FieldRole]) -> list[FieldRole]:
    """The roles that a column of any layer has."""
    return [role for role in roles if any(one.has(role) for one in layers)]


def _joined(layers: Sequence[CityLayer], role: FieldRole, read: Callable[[CityLayer, FieldRole, Ints], Any]) -> Any:  # noqa: ANN401
    """The values of all layers behind each other."""
    return np.concatenate([read(one, role, _rows(one)) for one in layers])


def _rows(layer: CityLayer) -> Ints:
    """Source rows of a layer's events."""
    if layer.kept is not None:
        return np.flatnonzero(layer.kept).astype(np.int64)
    return np.arange(layer.table.num_rows, dtype=np.int64)


def _times(layer: CityLayer, role: FieldRole, rows: Ints) -> Times:
    found = layer.times(role, rows)
    return np.full(len(rows), _NAT) if found is None else found


def _numbers(layer: CityLayer, role: FieldRole, rows: Ints) -> Floats:
    """Numbers of a column; words of yes count as 1."""
    from onemap.query.texts import texts

    if not layer.has(role):
        return np.full(len(rows), np.nan)
    found = layer.numbers(role, rows)
    said = texts(layer.values(role, rows)).dictionary_encode()
    yes = [str(word).strip().lower() in ("true", "是", "yes", "y") for word in said.dictionary.to_pylist()]
    places = said.indices.cast("int64").fill_null(len(yes)).to_numpy(zero_copy_only=False)
    return np.where(np.array([*yes, False])[places], 1.0, found)


def _coded(layers: Sequence[CityLayer], role: FieldRole) -> Coded:
    """One table of words for all layers; what tells who somebody is is masked."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = []
    for one in layers:
        if one.has(role):
            parts.append(pc.utf8_trim_whitespace(_counted(one, role)))
        else:
            parts.append(pa.nulls(len(_rows(one)), pa.string()))
    whole = pa.chunked_array(parts, pa.string()).combine_chunks().dictionary_encode()
    words = whole.dictionary.to_pylist()
    ordered = sorted(word for word in words if word)
    place = {word: rank for rank, word in enumerate(ordered)}
    ranks = np.array([*(place.get(word, -1) for word in words), -1], np.int32)
    return Coded(
        tuple(ordered), ranks[whole.indices.cast("int64").fill_null(len(words)).to_numpy(zero_copy_only=False)]
    )


def _counted(layer: CityLayer, role: FieldRole) -> pa.Array:
    """The words of a column as they may be shown of groups."""
    import pyarrow as pa

    from onemap.query.texts import texts

    found = pa.chunked_array([texts(layer.values(role, _rows(layer))).cast(pa.string())])
    return counted_column(layer.definition, layer.columns[role], found).combine_chunks()


def _said(layer: CityLayer) -> Bytes:
    role: FieldRole = "phase" if layer.has("phase") else "state"
    coded = _coded([layer], role) if layer.has(role) else None
    if coded is None:
        return np.full(len(_rows(layer)), ph.OTHER, np.int8)
    return ph.known_words([*coded.words, None], layer.phase_words)[coded.ranks]


def _points(layer: CityLayer) -> Floats:
    """A place for every event (n, 2), NaN where there is none."""
    import shapely

    from onemap.query.select import shapes_at

    made, prepared = np.full((layer.table.num_rows, 2), np.nan), layer.prepared
    if prepared.is_points:
        made[prepared.rows] = prepared.coords
    elif prepared.size:
        inside = shapely.point_on_surface(shapes_at(prepared, np.arange(prepared.size)))
        made[prepared.rows] = np.column_stack([shapely.get_x(inside), shapely.get_y(inside)])
    return made[_rows(layer)]


def _clock(calendar: WorkCalendar, times: dict[str, Times]) -> WorkClock:
    """A work clock that spans all times, and a year more for limits that are worked out; wrong years are cut off."""
    lowest, highest = np.datetime64("1990-01-01", "ms"), np.datetime64("2100-01-01", "ms")
    known = [each[(each > lowest) & (each < highest)] for each in times.values()]
    known = [each for each in known if len(each)]
    if not known:
        return WorkClock.of(calendar, np.datetime64("2026-01-01", "ms"), np.datetime64("2026-01-02", "ms"))
    last = max(each.max() for each in known) + np.timedelta64(366, "D")
    return WorkClock.of(calendar, min(each.min() for each in known), last)
