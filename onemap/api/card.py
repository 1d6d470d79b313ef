"""Grid cards from a script: made, and written as a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.messages import language as language_in_use
from onemap.model.style import Symbol
from onemap.render.application import for_a_picture
from onemap.session import carding, handing_out

if TYPE_CHECKING:
    import datetime as dt
    import os

    from shapely.geometry.base import BaseGeometry

    from onemap.api.marking import Stamp
    from onemap.city.card_cells import Level
    from onemap.city.card_values import Card
    from onemap.io.exports import ExportedLayer
    from onemap.messages import Language
    from onemap.model.request import RenderRequest
    from onemap.session.session import Session

_FORMATS = (".pdf", ".png", ".html")
#: Pixels of the small map on a page, and how much more than the cell it shows.
_MAP_SIZE, _AROUND = (1080, 720), 1.3
_CELL = Symbol(line="@unit_grid", width_mm=0.7)
_OUTSIDE = Symbol(fill="@background")


def card(
    session: Session,
    grid: str | None = None,
    at: tuple[float, float] | None = None,
    as_of: str | dt.datetime | dt.date | None = None,
    level: Level | None = None,
) -> Card:
    """The card of a cell; every layer that was not read yet is read first."""
    from onemap.city.card import make_card

    if (grid is None) == (at is None):
        raise RequestError("card_no_cell", where="grid=, at=")
    carding.open_layers(session)
    return make_card(carding.request(session, grid=grid, at=at, as_of=as_of, level=level))


def write_card(
    session: Session, card: Card, path: str | os.PathLike[str], language: Language | None = None,
    stamp: Stamp | None = None,
) -> Path:  # fmt: skip
    """Write a card as a page: PDF, PNG or HTML, by the path's suffix; it appears whole or not at all."""
    return writing_of(session, card, Path(path), language or language_in_use()).write(stamp)


@dataclass(frozen=True, slots=True)
class CardWriting:
    """A page that is about to be handed out; nothing in it changes any more, a worker writes it."""

    card: Card
    path: Path
    language: Language
    project: str
    picture: RenderRequest
    crs: str | None
    layers: tuple[ExportedLayer, ...]

    @for_a_picture()
    def write(self, stamp: Stamp | None = None) -> Path:
        """Write it with what the grade of its layers asks for, and note it in the export record."""
        from onemap.api.marking import mark_of, record_of
        from onemap.io.exports import exporting
        from onemap.model.extent import Extent
        from onemap.render.card_page import write
        from onemap.render.draw import render
        from onemap.render.homes import with_shown_homes

        record = record_of("card", self.path, self.layers, Extent(*self.card.extent), self.crs, stamp)
        with exporting(record):
            picture = render(with_shown_homes(self.picture, self.crs)).rgba
            write(self.card, self.path, self.language, self.project, picture, mark_of(record, language=self.language))
        return self.path


def writing_of(session: Session, card: Card, path: Path, language: Language) -> CardWriting:
    """What a worker needs to write a card; RequestError when its path has a suffix that no card has."""
    return CardWriting(
        card, checked_target(path), language, session.named(language), small_map(session, card), session.crs,
        handing_out.in_card(session, card.layers, language),
    )  # fmt: skip


def checked_target(path: Path) -> Path:
    """The path itself; RequestError when its suffix is none that a card can have."""
    if path.suffix.lower() not in _FORMATS:
        raise RequestError("card_format", suffix=path.suffix or path.name)
    return path


def small_map(session: Session, card: Card) -> RenderRequest:
    """The picture of the map around the cell, with its outline; what lies outside is paler."""
    import dataclasses

    import numpy as np
    import shapely

    from onemap.model.extent import Extent
    from onemap.model.request import DrawnLayer
    from onemap.model.style import Style
    from onemap.model.view import View
    from onemap.query.prepare import prepare
    from onemap.query.shapes import from_shapely
    from onemap.session import snapshot

    view = View.fit(Extent(*card.extent).scaled(_AROUND), *_MAP_SIZE)
    request = snapshot.picture(session, view, mm_per_px=25.4 / 300, selection=False)
    outside = shapely.box(*view.extent.scaled(1.1).as_tuple()).difference(card.shape)

    def drawn(name: str, shape: BaseGeometry, style: Style) -> DrawnLayer:
        return DrawnLayer(name, prepare(from_shapely(np.array([shape], object))), style)

    veil = drawn("outside", outside, Style(symbol=_OUTSIDE, opacity=0.45))
    cell = drawn("card", card.shape, Style(symbol=_CELL))
    return dataclasses.replace(request, layers=(*request.layers, veil, cell))
