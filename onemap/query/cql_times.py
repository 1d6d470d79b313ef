"""Times of a filter: moments in milliseconds of local time, days as all of theirs, and Allen's relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as t

from onemap.model import cql
from onemap.query.instants import as_local, local_time

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Moments:
    """Times by row, or one for all: ``first`` in ms since 1970, local, int64; ``day`` says they are whole days."""

    first: Any
    day: bool

    @property
    def last(self) -> Any:  # noqa: ANN401 - Arrow values
        """The last millisecond: of the day, or the moment itself."""
        return pc.add(self.first, pa.scalar(_DAY - 1)) if self.day else self.first

    @property
    def days(self) -> Any:  # noqa: ANN401 - Arrow values
        """Whole days since 1970."""
        if isinstance(self.first, pa.Scalar):
            return pa.scalar(self.first.as_py() // _DAY)
        missing = np.asarray(self.first.is_null().to_numpy(zero_copy_only=False))
        return pa.array(np.floor_divide(self.first.fill_null(0).to_numpy(), _DAY), mask=missing)


def moments(said: Any) -> Moments:  # noqa: ANN401 - a literal or an Arrow array
    """The times that a literal or a column of times, or of texts that say times, holds; null where there is none."""
    if isinstance(said, cql.Instant):
        return Moments(_scalar(said.value), said.day)
    if isinstance(said, cql.Text):
        return Moments(_scalar(said.value), len(said.value) == len("2026-06-30"))
    values = as_local(said)
    day = t.is_date(said.type)
    return Moments(pa.array(values.view(np.int64), mask=np.isnat(values)), day)


def _scalar(text: str) -> Any:  # noqa: ANN401 - an Arrow scalar
    return pa.scalar(int(local_time(text).astype(np.int64)))


def holds(relation: str, one: tuple[Any, Any], other: tuple[Any, Any]) -> Any:  # noqa: ANN401 - Arrow values
    """Whether the relation holds between two spans (first, last), both ends counted in; unknown where one is."""
    found = _RELATIONS[relation](*one, *other)
    result = found[0]
    for more in found[1:]:
        result = pc.and_kleene(result, more)
    # An end that is unknown leaves all unknown, whatever the other end would say.
    for side in (*one, *other):
        result = _where_known(result, side)
    return result


def _where_known(result: Any, side: Any) -> Any:  # noqa: ANN401 - Arrow values
    if isinstance(side, pa.Scalar) or not side.null_count:
        return result
    return pc.if_else(side.is_valid(), result, pa.scalar(None, pa.bool_()))


def _meet(s1: Any, e1: Any, s2: Any, e2: Any) -> Any:  # noqa: ANN401 - Arrow values
    return pc.and_kleene(pc.less_equal(s1, e2), pc.greater_equal(e1, s2))


#: From the ends of both spans to what must hold of them.
_RELATIONS: dict[str, Callable[[Any, Any, Any, Any], tuple[Any, ...]]] = {
    "T_AFTER": lambda s1, _e1, _s2, e2: (pc.greater(s1, e2),),
    "T_BEFORE": lambda _s1, e1, s2, _e2: (pc.less(e1, s2),),
    "T_CONTAINS": lambda s1, e1, s2, e2: (pc.less(s1, s2), pc.greater(e1, e2)),
    "T_DISJOINT": lambda s1, e1, s2, e2: (pc.invert(_meet(s1, e1, s2, e2)),),
    "T_DURING": lambda s1, e1, s2, e2: (pc.greater(s1, s2), pc.less(e1, e2)),
    "T_EQUALS": lambda s1, e1, s2, e2: (pc.equal(s1, s2), pc.equal(e1, e2)),
    "T_FINISHEDBY": lambda s1, e1, s2, e2: (pc.less(s1, s2), pc.equal(e1, e2)),
    "T_FINISHES": lambda s1, e1, s2, e2: (pc.greater(s1, s2), pc.equal(e1, e2)),
    "T_INTERSECTS": lambda s1, e1, s2, e2: (_meet(s1, e1, s2, e2),),
    "T_MEETS": lambda _s1, e1, s2, _e2: (pc.equal(e1, s2),),
    "T_METBY": lambda s1, _e1, _s2, e2: (pc.equal(s1, e2),),
    "T_OVERLAPPEDBY": lambda s1, e1, s2, e2: (pc.greater(s1, s2), pc.less(s1, e2), pc.greater(e1, e2)),
    "T_OVERLAPS": lambda s1, e1, s2, e2: (pc.less(s1, s2), pc.greater(e1, s2), pc.less(e1, e2)),
    "T_STARTEDBY": lambda s1, e1, s2, e2: (pc.equal(s1, s2), pc.greater(e1, e2)),
    "T_STARTS": lambda s1, e1, s2, e2: (pc.equal(s1, s2), pc.less(e1, e2)),
}
