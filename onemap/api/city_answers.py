"""The part of a map that knows the city's life: grid cards, indicators, cases without a place, packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.api.checks import checked_crs, checked_place, moved_place
from onemap.api.layered import Layered, id_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    import pandas as pd

    from onemap.api.layer import Layer
    from onemap.city.card_cells import Level
    from onemap.city.card_values import Card
    from onemap.city.indicator_groups import By
    from onemap.city.indicators import IndicatorTable
    from onemap.messages import Language
    from onemap.model.pack import Manifest


class CityAnswers(Layered):
    """What a `Map` can do for those who run a city."""

    def card(
        self,
        grid: str | None = None,
        at: tuple[float, float] | None = None,
        as_of: str | datetime | date | None = None,
        level: Level | None = None,
        *,
        crs: str | None = None,
    ) -> Card:
        """The grid card of the cell with the code ``grid``, or of the lowest cell (or of ``level``) at a place.

        ``at`` is in the map's CRS or in ``crs``. ``as_of`` is the moment of all that depends on time: a day means its
        end; the project's own by default, else now. RequestError when there is no such cell.
        """
        from onemap.api.card import card

        if at is not None and crs is not None and self.crs is not None:
            at = moved_place(checked_place(*at), crs, self.crs)
        return card(self.session, grid, at, as_of, level)

    def write_card(self, card: Card, path: str | os.PathLike[str]) -> None:
        """Write a grid card as a page to print: PDF, PNG or HTML, by the path's suffix."""
        from onemap.api.card import write_card

        write_card(self.session, card, path)

    def indicators(  # noqa: PLR0913 - each is a plain part of the question
        self,
        by: By = "street",
        period: str | None = None,
        indicators: Iterable[str] | None = None,
        *,
        as_of: str | datetime | date | None = None,
        what: str | None = None,
        only: Mapping[By, Iterable[str]] | None = None,
        compare: bool = True,
    ) -> IndicatorTable:
        """Indicators of cases or work orders by grid, division, department, class, category, source or layer.

        ``period`` is "2026-06", "2026Q2", "2026", "2026-06-01..2026-06-15"; the month of the moment by default.
        ``indicators`` are keys or names (all by default), ``what`` is "case", "opinion", "all" or a layer's id;
        ``only`` keeps events by groups, as ``{"source": ["12345热线"]}``. With ``compare`` the period before and a year
        ago stand beside. ``.frame`` is a DataFrame; ``.rows(key, code)`` are the rows behind a number.
        """
        from onemap.api.indicators import indicators as made

        return made(self.session, by, period, indicators, as_of=as_of, what=what, only=only, compare=compare)

    def write_indicators(
        self,
        tables: IndicatorTable | Iterable[IndicatorTable],
        path: str | os.PathLike[str],
        language: Language | None = None,
    ) -> Path:
        """Write indicators, of some periods one after another, as XLSX, CSV, PDF or PNG; the export is noted."""
        from onemap.api.indicators import writing_of
        from onemap.city.indicators import IndicatorTable

        every = (tables,) if isinstance(tables, IndicatorTable) else tuple(tables)
        return writing_of(self.session, every, path, language).write()

    def map_indicator(self, table: IndicatorTable, key: str) -> Layer:
        """Put a thematic layer of an indicator by cells on the map; RequestError when its groups have no place."""
        from onemap.api.indicators import map_indicator

        return self.layer(map_indicator(self.session, table, key))

    def unlocated(self, what: str | None = None, *, find: bool = True) -> pd.DataFrame:
        """Cases and work orders that lie in no cell, each with its reason ("none": no place, "outside": of all cells).

        With ``find`` the best place for each, in the map's CRS, by its address or by the grid that it claims: ``x``,
        ``y``, ``how``, and ``within_m``, how far off it may be. ``what`` as in `indicators`, all events by default.
        """
        from onemap.api.unlocated import frame, unlocated

        return frame(unlocated(self.session, what, find=find))

    def write_unlocated(self, path: str | os.PathLike[str], what: str | None = None) -> Path:
        """Write the cases that lie in no cell, as points where a place is proposed (.gpkg, .csv, .xlsx, .geojson)."""
        from onemap.api.unlocated import unlocated, writing_of

        return writing_of(self.session, unlocated(self.session, what, find=True), path).write()

    def place(
        self, layer: Layer | str, places: Mapping[str, tuple[float, float] | None], *, crs: str | int | None = None
    ) -> None:
        """Give rows of a layer a place, by code, in the map's CRS or in ``crs``; None takes it back.

        The rows are drawn, asked and counted there; the source stays as it is, the project keeps the places.
        """
        from onemap.session.places import DEGREES

        given = checked_crs(crs) or self.crs or DEGREES
        moved = {
            code: None if place is None else moved_place(checked_place(*place), given, DEGREES)
            for code, place in places.items()
        }
        self.session.place(id_of(layer), moved)

    def pack(self, path: str | os.PathLike[str], code: str, *, level: Level | None = None, grade: int = 2) -> Manifest:
        """Write the area of a cell as a pack for the field (.onemappack); gives what is in it.

        Whole rows by the border rule, with looks, cards and a list of hashes. Fields above the receiver's ``grade`` are
        masked, layers above it left out. ``level`` refuses a code of another level. RequestError when there is no such
        cell, OutputError when the file cannot be written; it appears whole or not at all.
        """
        from onemap.api.packing import pack

        return pack(self.session, path, code, level=level, receiver=grade)
