"""Where a case stands at a moment: filed, handled, checked, closed or rejected, and whether it is overdue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from onemap.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    Times = npt.NDArray[np.datetime64]
    Mask = npt.NDArray[np.bool_]

#: The file in a project's folder that takes the place of the program's own.
FILE = "phases.toml"
_Declared = Literal["filed", "handling", "checking", "closed", "rejected"]
PHASES = ("filed", "handling", "checking", "closed", "rejected", "other", "later")
FILED, HANDLING, CHECKING, CLOSED, REJECTED, OTHER, LATER = range(7)
#: Phases in which somebody still has to do something.
OPEN = (FILED, HANDLING, CHECKING, OTHER)
#: The links of a case after its report, in their order, and the phase each of them begins.
_LINKS = (
    ("accepted", FILED), ("filed", FILED), ("dispatched", HANDLING), ("received", HANDLING), ("finished", CHECKING),
    ("checked", CHECKING),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """Phase words and times of cases by field role, all of one length; times are NaT where there is none.

    ``stored`` is the phase word of each case or None, or what the words stand for (`known_words`); ``times`` holds
    "reported", "closed", "deadline" and the links between them, as many as there are.
    """

    stored: Sequence[str | None] | npt.NDArray[np.int8]
    times: Mapping[str, Times]


def load(path: Path) -> dict[str, int]:
    """The phase that each word of a file stands for; DefinitionError when the file is none of phases.

    Words stand in lists under "filed", "handling", "checking", "closed" and "rejected"; no word stands twice.
    """
    try:
        said = msgspec.toml.decode(path.read_bytes(), type=dict[_Declared, tuple[str, ...]])
    except (OSError, ValueError) as error:
        raise DefinitionError("phases_bad", path=str(path), why=str(error)) from error
    made = {word: PHASES.index(phase) for phase, listed in said.items() for word in listed}
    if len(made) < sum(map(len, said.values())):
        counts = Counter(word for listed in said.values() for word in listed)
        doubled = ", ".join(word for word, count in counts.items() if count > 1)
        raise DefinitionError("phases_bad", path=str(path), why=doubled)
    return made


@cache
def words() -> dict[str, int]:
    """The phase that each word stands for, as the program declares it."""
    from onemap.io.files import resource

    return load(resource("calendars", FILE))


def known_words(said: Sequence[str | None], declared: Mapping[str, int] | None = None) -> npt.NDArray[np.int8]:
    """The phase that each word stands for; OTHER for one that is not declared, and for none.

    ``declared`` takes the place of the program's own table.
    """
    known = words() if declared is None else declared
    return np.array([OTHER if word is None else known.get(word, OTHER) for word in said], np.int8)


def phases_at(cases: CaseTimes, moment: np.datetime64) -> npt.NDArray[np.int8]:
    """The phase of each case at a moment, as a place in `PHASES`; LATER for one that was not reported yet.

    Times say it where there are any: the last link that lies before the moment. A word counts where it says more:
    a case that is rejected, one that is closed without a time, and all where no links are given.
    """
    stored = cases.stored if isinstance(cases.stored, np.ndarray) else known_words(cases.stored)
    links = [(cases.times[role], phase) for role, phase in _LINKS if role in cases.times]
    made = np.full(len(stored), FILED, np.int8) if links else np.where(stored < CLOSED, stored, HANDLING)
    made = np.where(stored == OTHER, OTHER, made) if not links else made
    for times, phase in links:
        made[times <= moment] = phase
    ended = _ended(cases, moment, stored)
    made = np.where(ended & (stored == REJECTED), REJECTED, np.where(ended, CLOSED, made))
    reported = cases.times.get("reported")
    return np.asarray(made if reported is None else np.where(reported > moment, LATER, made), np.int8)


def overdue_at(cases: CaseTimes, phases: npt.NDArray[np.int8], moment: np.datetime64) -> Mask:
    """Whether an open case is past its deadline: at the moment, or when its handling was finished before."""
    deadline = cases.times.get("deadline")
    if deadline is None:
        return np.zeros(len(phases), bool)
    finished = cases.times.get("finished", np.full(len(phases), np.datetime64("NaT"), "datetime64[ms]"))
    done = np.where(finished <= moment, finished, moment)
    return np.asarray(np.isin(phases, OPEN) & (deadline < done))


def _ended(cases: CaseTimes, moment: np.datetime64, stored: npt.NDArray[np.int8]) -> Mask:
    says_so = (stored == CLOSED) | (stored == REJECTED)
    closed = cases.times.get("closed")
    if closed is None:
        return np.asarray(says_so)
    return np.asarray(np.where(np.isnat(closed), says_so, closed <= moment))
