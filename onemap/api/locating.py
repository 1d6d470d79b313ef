"""What a text means on a map, for scripts and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.api.checks import checked_number
from onemap.messages import language, sentence
from onemap.session import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.city.locator_values import Candidate, Titled
    from onemap.model.extent import Extent
    from onemap.session.finding import Finder
    from onemap.session.session import Session


@dataclass(frozen=True, slots=True)
class Found:
    """One meaning of a text: ``group`` is command, layer, code, feature, place or coordinate.

    ``understood`` says how the text was read; ``row`` is the source row of ``layer`` when it is a single one, ``count``
    how many there are; ``extent`` is in the map's CRS, None for what has no place; ``inside`` tells of the city.
    """

    group: str
    title: str
    understood: str
    key: str
    layer: str
    row: int | None
    count: int
    extent: Extent | None
    inside: bool
    score: float

    def as_dict(self) -> dict[str, object]:
        """The same for JSON, with the middle of the extent as ``x`` and ``y``."""
        box = None if self.extent is None else list(self.extent.as_tuple())
        x, y = (None, None) if self.extent is None else self.extent.center
        return {
            "group": self.group, "title": self.title, "understood": self.understood, "key": self.key,
            "layer": self.layer or None, "row": self.row, "count": self.count, "x": x, "y": y, "extent": box,
            "inside": self.inside, "score": round(self.score, 2),
        }  # fmt: skip


def locate(
    session: Session, finder: Finder, text: str, limit: int, commands: Iterable[Titled] = ()
) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """The meanings of a text, the likeliest first, and what else there is to tell; hidden layers are opened first.

    ``commands`` are those of the window, for who wants them in the list, too.
    """
    limit = int(checked_number("limit", limit, 0, 10_001))
    finding.open_all(session)
    answer = finder.find(finding.question(session, text, commands=commands, language=language(), limit=limit))
    return tuple(_found(one) for one in answer.candidates), tuple(sentence(n.key, n.fields) for n in answer.notes)


def _found(one: Candidate) -> Found:
    return Found(
        one.group, one.title, sentence(one.how.key, one.how.fields), one.key, one.layer, one.row, one.count, one.extent,
        one.inside, one.score,
    )  # fmt: skip
