"""Grid cards from what is open: a frozen request from the session, made in the owner's thread, answered anywhere."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from onemap.city.card import CardRequest
from onemap.city.card_cells import at_place, grid_layers
from onemap.city.roles import CityLayer
from onemap.errors import RequestError
from onemap.model.definition import FieldRole
from onemap.model.moment import ZONE

if TYPE_CHECKING:
    from onemap.city.card_cells import Level
    from onemap.city.workdays import WorkCalendar
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

_LENGTH_OF_A_DAY = len("2026-06-30")


def open_layers(session: Session) -> None:
    """Begin to read the layers that nobody has looked at yet: a card tells of all."""
    for entry in list(session.entries):
        session.ensure_open(entry.id)


def city_layers(session: Session) -> tuple[CityLayer, ...]:
    """All layers that are ready in the map's CRS, from the top of the map to the bottom."""
    words = phase_words(home(session))
    return tuple(
        CityLayer(
            entry.definition,
            ready.data.table,
            ready.prepared,
            _columns(entry),
            ready.filtered,
            ready.filtered_at,
            words,
        )
        for entry in session.entries
        if (ready := entry.ready) is not None and ready.crs == session.crs
    )


def request(
    session: Session,
    *,
    grid: str | None = None,
    at: tuple[float, float] | None = None,
    as_of: str | dt.datetime | dt.date | None = None,
    level: Level | None = None,
) -> CardRequest:
    """What a card needs to be made: of the cell with the code ``grid``, or of the lowest (or ``level``) at a place.

    Raises
    ------
    RequestError
        When there are no cells, none at the place, or the time is none.
    """
    layers = city_layers(session)
    if not grid_layers(layers):
        raise RequestError("card_no_grids")
    if grid is None:
        x, y = at or (float("nan"), float("nan"))
        cell = at_place(layers, x, y, level)
        if cell is None:
            raise RequestError("card_no_cell", where=f"{x:.10g},{y:.10g}")
        grid = cell.code
    return CardRequest(layers, session.crs, grid, moment(as_of or session.as_of), calendar(home(session)), at)


def moment(said: str | dt.datetime | dt.date | None) -> dt.datetime:
    """A time as somebody said it, on the city's clock and without a zone: a day means its end, None means now."""
    if said is None:
        return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the city's own clock
    if isinstance(said, dt.date) and not isinstance(said, dt.datetime):
        said = said.isoformat()
    found = time_said(said) if isinstance(said, str) else said
    return found if found.tzinfo is None else found.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)


def time_said(text: str) -> dt.datetime:
    """A time in ISO 8601, with the zone that it names or with none; a day means its end. RequestError for another."""
    text = text.strip()
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise RequestError("card_time_bad", value=text) from None
    return found + dt.timedelta(days=1, seconds=-1) if len(text) <= _LENGTH_OF_A_DAY else found


def home(session: Session) -> str | None:
    """The project file whose folder may say phases, work days and rules of its own; None where there is none."""
    return session.home or session.path


def calendar(project: str | None = None) -> WorkCalendar:
    """The work calendar in use: that of the folder a project file stands in, else the program's own."""
    from onemap.city import workdays

    own = _own(project, workdays.FILE)
    return _bundled() if own is None else workdays.load(own)


def phase_words(project: str | None) -> dict[str, int] | None:
    """The words of phases of the folder a project file stands in; None where it has none of its own."""
    from onemap.city import phases

    own = _own(project, phases.FILE)
    return None if own is None else phases.load(own)


def declared(project: str | None) -> tuple[tuple[str, bytes], ...]:
    """The files by which the folder of a project says its own phases, work days and rules: names and contents."""
    from onemap.city import indicator_rules, phases, workdays

    names = (phases.FILE, workdays.FILE, indicator_rules.FILE)
    return tuple((name, own.read_bytes()) for name in names if (own := _own(project, name)) is not None)


def _own(project: str | None, name: str) -> Path | None:
    own = None if project is None else Path(project).parent / name
    return own if own is not None and own.is_file() else None


@cache
def _bundled() -> WorkCalendar:
    from onemap.city.workdays import bundled

    return bundled()


def _columns(entry: LayerEntry) -> dict[FieldRole, str]:
    found = ((role, entry.column_with(role)) for role in get_args(FieldRole))
    return {role: name for role, name in found if name is not None}
