"""What somebody measured or marked on the map and wants to keep."""

from __future__ import annotations

from typing import Literal

import msgspec

NoteKind = Literal["distance", "area", "angle", "place"]


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """A measured shape or a marked place: ``places`` (x east, y north) in ``crs``, ``text`` as somebody wrote it.

    ``id`` is unique in the map; ``made`` is the UTC time, ISO 8601.
    """

    id: str
    kind: NoteKind
    places: tuple[tuple[float, float], ...]
    crs: str | None = None
    text: str = ""
    made: str = ""
