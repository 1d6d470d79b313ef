"""What is open in the field: the open cases of the cell, late ones marked, with the moment that they are told for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from onemap.ui import language
from onemap.ui.field_row import RowText
from onemap.ui.identify_model import distance_text

if TYPE_CHECKING:
    from onemap.city.nearby import Near, Nearby


def open_words(found: Nearby) -> str:
    """How many are open and late, and as of when."""
    translate = QCoreApplication.translate
    when = translate("FieldOpen", "As of %1").replace("%1", f"{found.as_of:%Y-%m-%d %H:%M}")
    if not found.open_cases:
        return f"{when}\n" + translate("FieldOpen", "No case is open here.")
    where = translate("FieldOpen", "in this cell") if found.grid else translate("FieldOpen", "within the radius")
    text = translate("FieldOpen", "%1 open, %2 overdue, %3").replace("%1", language.number(found.open_cases))
    text = text.replace("%2", language.number(found.overdue)).replace("%3", where)
    more = found.open_cases - len(found.cases)
    if more:
        text += translate("FieldOpen", "; the nearest %1 are listed").replace("%1", str(len(found.cases)))
    return f"{when}\n{text}"


def open_rows(found: Nearby) -> list[RowText]:
    """A line for each open case, the nearest first."""
    return [_row(one) for one in found.cases]


def _row(one: Near) -> RowText:
    translate = QCoreApplication.translate
    due = translate("FieldOpen", "due %1").replace("%1", one.due) if one.due else ""
    late = translate("FieldOpen", "Overdue") if one.overdue else one.state
    under = " · ".join(filter(None, (distance_text(one.distance_m), due, one.code)))
    return RowText("", one.title, under, late, "bad" if one.overdue else "attention")
