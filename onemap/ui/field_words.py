"""What the field says of one thing, and of a place at which none of the things is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from onemap.city.nearby import NONE_OF_THESE
from onemap.ui.identify_model import field_lines, place_words, title_of
from onemap.ui.identify_panel import spaced

if TYPE_CHECKING:
    from onemap.city.nearby import Nearby
    from onemap.model.definition import FieldRole
    from onemap.session.entry import LayerEntry

#: What is told first: what it is, in which state, and whose.
_FIRST: tuple[FieldRole, ...] = (
    "code", "name", "class", "state", "phase", "deadline", "owner", "keeper", "supervisor", "last_report", "address",
)  # fmt: skip
_EMPTY = ("", "—")


def thing_lines(entry: LayerEntry, row: int) -> list[tuple[str, str]]:
    """Titles and values of a row, masked as they may be shown; what it is and whose comes first, even when empty."""
    ranks: dict[str, int] = {}
    for rank, role in enumerate(_FIRST):
        name = entry.column_with(role)
        if name is not None:
            field = entry.definition.fields.get(name)
            ranks[name if field is None else title_of(name, field.title, field.title_en)] = rank
    lines = [line for line in field_lines(entry, row) if line[0] in ranks or line[1] not in _EMPTY]
    return sorted(lines, key=lambda line: ranks.get(line[0], len(_FIRST)))


def none_lines(found: Nearby, crs: str | None) -> list[tuple[str, str]]:
    """How a place is told at which none of the things is meant: for a report, code "0"."""
    degrees, _ = place_words(crs or "", found.x, found.y)

    lines = [
        (QCoreApplication.translate("FieldWords", "Code"), NONE_OF_THESE),
        (QCoreApplication.translate("FieldWords", "Unit grid"), spaced(found.grid)),
        (QCoreApplication.translate("FieldWords", "Place"), found.place),
        (QCoreApplication.translate("FieldWords", "Address"), found.address),
        (QCoreApplication.translate("FieldWords", "Spoken"), found.spoken),
        (QCoreApplication.translate("FieldWords", "BeiDou code"), found.beidou),
        (QCoreApplication.translate("FieldWords", "Degrees"), degrees),
        (QCoreApplication.translate("FieldWords", "Coordinates"), f"{found.x:,.2f}   {found.y:,.2f}"),
        (QCoreApplication.translate("FieldWords", "As of"), f"{found.as_of:%Y-%m-%d %H:%M}"),
    ]
    return [line for line in lines if line[1]]
