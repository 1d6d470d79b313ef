"""Indicators of cases from a script: made, mapped, written, and cases without a place found by their address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onemap.city.indicator_groups import BY_WORDS
from onemap.city.indicators import title
from onemap.city.thematic import GROUP, Theme, themed
from onemap.errors import RequestError
from onemap.io.exports import ExportedLayer
from onemap.messages import language as language_in_use
from onemap.render.application import for_a_picture
from onemap.session import carding, indicating

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from onemap.api.marking import Stamp
    from onemap.city.indicator_groups import By
    from onemap.city.indicators import IndicatorTable
    from onemap.city.periods import Period
    from onemap.messages import Language
    from onemap.model.definition import LayerDefinition
    from onemap.session.session import Session

FORMATS = (".xlsx", ".csv", ".pdf", ".png")
_PAGED = (".pdf", ".png")
#: Roles of layers that cover the ground: a thematic layer stands above them, and below what stands on it.
_AREAS = (
    "unit_grid", "responsibility_grid", "division", "building", "land", "green", "water", "road", "pipe", "basemap",
)  # fmt: skip


def indicators(  # noqa: PLR0913 - as `indicating.question`
    session: Session,
    by: By = "street",
    period: Period | str | None = None,
    keys: Iterable[str] | None = None,
    *,
    as_of: str | dt.datetime | dt.date | None = None,
    what: str | None = None,
    only: Mapping[By, Iterable[str]] | None = None,
    compare: bool = True,
) -> IndicatorTable:
    """The indicators of a map; every layer that was not read yet is read first."""
    from onemap.city.indicators import make_table

    carding.open_layers(session)
    asked = indicating.question(
        session, by=by, period=period, keys=keys, as_of=as_of, what=what, only=only, compare=compare
    )
    return make_table(indicating.request_of(asked))


def checked_target(path: Path) -> Path:
    """The path itself; RequestError when its suffix is none that indicators can have."""
    if path.suffix.lower() not in FORMATS:
        raise RequestError("indicator_format", suffix=path.suffix or path.name)
    return path


@dataclass(frozen=True, slots=True)
class IndicatorWriting:
    """Indicators that are about to be handed out; nothing in it changes any more, a worker writes it."""

    tables: tuple[IndicatorTable, ...]
    path: Path
    language: Language
    project: str
    crs: str | None

    @property
    def layers(self) -> tuple[ExportedLayer, ...]:
        """The layers that were counted; sums tell of no person, so that personal fields raise their grade no more."""
        groups = self.tables[0].groups
        named = {one.id: one for one in (*self.tables[0].request.events.layers,)}
        cells = [one for one in self.tables[0].request.layers if one.id == groups.layer]
        found = [one.definition for one in (*named.values(), *cells)]
        return tuple(ExportedLayer(d.id, d.title or d.title_en or d.id, d.grade) for d in found)

    @for_a_picture()
    def write(self, stamp: Stamp | None = None) -> Path:
        """Write them with what the grade of the layers asks for, and note it in the export record."""
        from onemap.api.marking import mark_of, record_of
        from onemap.city.indicator_sheet import sheet
        from onemap.io import exports
        from onemap.io.rows import write_rows
        from onemap.io.rows_writing import Rows

        record = record_of("indicators", self.path, self.layers, None, self.crs, stamp)
        paged = self.path.suffix.lower() in _PAGED
        with exports.exporting(record if paged else msgspec.structs.replace(record, marked=False)):
            if paged:
                from onemap.render.indicator_page import write

                write(self.tables, self.path, self.language, self.project, mark_of(record, language=self.language))
            else:
                request = self.tables[0].request
                name = request.key if len(self.tables) == 1 else request.by
                write_rows(Rows(sheet(self.tables, self.language), name=name), self.path)
        return self.path


def writing_of(
    session: Session, tables: Sequence[IndicatorTable], path: str | os.PathLike[str], language: Language | None = None
) -> IndicatorWriting:
    """What a worker needs to write some periods of the same indicators as XLSX, CSV, PDF or PNG, by the path's suffix.

    RequestError when the suffix is another one.
    """
    speech = language or language_in_use()
    return IndicatorWriting(tuple(tables), checked_target(Path(path)), speech, session.named(speech), session.crs)


def map_indicator(session: Session, table: IndicatorTable, key: str) -> str:
    """Put a thematic layer of an indicator on the map and give its id; RequestError when its groups have no place.

    It stands above all areas and below lines and points. One of the same indicator and grouping takes the place of the
    one before; others of the kind are hidden. It is one step of undo.
    """
    definition = thematic(session, table, key)
    said = definition.title, definition.title_en
    with session.edit((f"专题图：{said[0]}", f"Thematic map: {said[1]}")):
        themes = [one for one in session.entries if one.definition.group == GROUP[0]]
        session.remove([one.id for one in themes if one.id == definition.id])
        session.set_visible([one.id for one in themes if one.id != definition.id], visible=False)
        return session.add(definition, place=_place(session)).id


def _place(session: Session) -> int:
    """Above the first area or thematic layer; a group that begins higher is not torn apart."""
    groups = [one.definition.group for one in session.entries]
    areas = (i for i, one in enumerate(session.entries) if one.definition.role in _AREAS or groups[i] == GROUP[0])
    place = next(areas, 0)
    while 0 < place < len(groups) and groups[place] == groups[place - 1]:
        place -= 1
    return place


def thematic(session: Session, table: IndicatorTable, key: str) -> LayerDefinition:
    """The layer that maps an indicator, not yet on the map."""
    if not table.groups.layer:
        raise RequestError("indicator_no_cells", by=BY_WORDS[table.request.by][language_in_use() == "en"])
    table.total(key)
    one, many = table.values[key], len(table.groups.codes) - table.groups.rest
    cells = session.entry(table.groups.layer)
    asked = table.request
    sources = "、".join(one.title[0] for one in asked.events.layers)
    note = f"{title(table, key)[0]}；{one.indicator.formula[0]}；截至 {asked.as_of:%Y-%m-%d %H:%M}；数据：{sources}"
    name = ("theme", asked.by, key, *(each.id for each in asked.events.layers if asked.timeless))
    theme = Theme(
        title(table, key), table.groups.codes[:many], one.value[:many], note, one.indicator.kind == "rate",
        one.indicator.kind == "count", one.indicator.better == "down",
    )  # fmt: skip
    return themed(cells.definition, cells.column_with("code") or "code", theme, "_".join(name))
