"""Indicators of cases from a script: made, mapped, written, and cases without a place found by their address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.messages import language as language_in_use
from onemap.session import carding, indicating

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from onemap.city.indicator_groups import By
    from onemap.city.indicators import IndicatorTable
    from onemap.city.periods import Period
    from onemap.messages import Language
    from onemap.model.definition import LayerDefinition
    from onemap.session.session import Session

FORMATS = (".xlsx", ".csv", ".pdf")


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


def write_indicators(
    tables: Sequence[IndicatorTable], path: str | os.PathLike[str], project: str = "", language: Language | None = None
) -> Path:
    """Write some periods of the same indicators as XLSX, CSV or PDF, by the path's suffix; the export is recorded."""
    from onemap.city.indicator_sheet import sheet
    from onemap.io import exports
    from onemap.io.rows import write_rows
    from onemap.io.rows_writing import Rows

    target, speech = checked_target(Path(path)), language or language_in_use()
    layers = [one.definition for one in tables[0].request.events.layers]
    with exports.exporting(exports.new_record("indicators", target, layers)):
        if target.suffix.lower() == ".pdf":
            from onemap.render.indicator_page import write

            write(tables, target, speech, project)
        else:
            name = tables[0].request.period.key if len(tables) == 1 else tables[0].request.by
            write_rows(Rows(sheet(tables, speech), name=name), target)
    return target


def map_indicator(session: Session, table: IndicatorTable, key: str) -> LayerDefinition:
    """Put a thematic layer of an indicator on top of the map; RequestError when its groups have no place."""
    definition = thematic(session, table, key)
    return session.add(definition, place=0).definition


def thematic(session: Session, table: IndicatorTable, key: str) -> LayerDefinition:
    """The layer that maps an indicator, not yet on the map."""
    from onemap.city.indicator_groups import BY_WORDS
    from onemap.city.indicators import title
    from onemap.city.thematic import Theme, themed

    if not table.groups.layer:
        raise RequestError("indicator_no_groups", by=BY_WORDS[table.request.by][language_in_use() == "en"])
    table.total(key)
    one, many = table.values[key], len(table.groups.codes) - table.groups.rest
    cells = session.entry(table.groups.layer)
    asked = table.request
    sources = ", ".join(f"{each.title[0]} ({each.definition.source.path})" for each in asked.events.layers)
    note = f"{title(table, key)[0]}；{one.indicator.formula[0]}；截至 {asked.as_of:%Y-%m-%d %H:%M}；数据：{sources}"
    theme = Theme(
        title(table, key), table.groups.codes[:many], one.value[:many], note, one.indicator.kind == "rate",
        one.indicator.kind == "count", one.indicator.better == "down",
    )  # fmt: skip
    return themed(cells.definition, cells.column_with("code") or "code", theme, f"theme_{key}")
