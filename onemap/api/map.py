"""A map of layers: add, look, ask, hand out."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from onemap.api.checks import (
    checked_crs,
    checked_extent,
    checked_length,
    checked_look,
    checked_place,
    checked_size,
    moved_place,
)  # fmt: skip
from onemap.api.ledger import Ledgers
from onemap.api.over_time import SIZE, OverTime
from onemap.errors import RequestError
from onemap.model.definition import LayerDefinition, Source
from onemap.model.extent import Extent
from onemap.model.view import View
from onemap.session import asking, choosing, handing_out, snapshot
from onemap.session.session import Session

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    import geopandas
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from onemap.api.layer import Layer
    from onemap.api.locating import Found
    from onemap.api.marking import Stamp
    from onemap.city.card_cells import Level
    from onemap.city.card_values import Card
    from onemap.city.indicator_groups import By
    from onemap.city.indicators import IndicatorTable
    from onemap.city.nearby import Nearby
    from onemap.messages import Language
    from onemap.model.pack import Manifest
    from onemap.model.request import IdentifyResult, Rendered
    from onemap.model.selection import How
    from onemap.model.style import Style
    from onemap.render.export import ExportResult
    from onemap.render.furniture import Sheet
    from onemap.session.finding import Finder
    from onemap.session.selecting import Selecting

    Box = Extent | tuple[float, float, float, float]


class Map(Ledgers, OverTime):
    """Layers in one CRS, drawn from the last added on top.

    Parameters
    ----------
    crs
        The map's CRS, as "EPSG:4548" or 4548; None takes that of the first layer added.
    """

    def __init__(self, crs: str | int | None = None, *, session: Session | None = None) -> None:
        self.session = session or Session(crs=checked_crs(crs))

    def __repr__(self) -> str:
        return f"<Map of {len(self.session.entries)} layers, {self.crs}>"

    @property
    def crs(self) -> str | None:
        """The CRS in which the map is drawn and asked."""
        return self.session.crs

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that opened, from the top of the map to the bottom."""
        from onemap.api.layer import Layer

        return tuple(Layer(e, self.session) for e in self.session.entries if e.status != "failed")

    @property
    def failed(self) -> dict[str, str]:
        """Why layers could not be opened, by id."""
        return {e.id: str(e.error) for e in self.session.entries if e.status == "failed"}

    @property
    def extent(self) -> Extent | None:
        """Box around the visible layers in the map's CRS; None for an empty map."""
        return self.session.extent

    def layer(self, layer_id: str) -> Layer:
        """The layer with the id; RequestError when there is none."""
        from onemap.api.layer import Layer

        return Layer(self.session.entry(layer_id), self.session)

    def add(
        self,
        source: str | os.PathLike[str] | geopandas.GeoDataFrame | Layer,
        *,
        title: str | None = None,
        style: Style | None = None,
        layer: str | None = None,
        crs: str | int | None = None,
        encoding: str | None = None,
    ) -> Layer:
        """Put a layer on top: a file's path, a GeoDataFrame, or a Layer that was read.

        ``layer`` names one of several in a file, ``crs`` and ``encoding`` say what the file does not. Raises the told
        error of the file (SourceError, CrsError); the map is then as before.
        """
        from onemap.api.layer import Layer, rows_as_read

        crs = checked_crs(crs)
        if isinstance(source, Layer):
            added = source
        elif hasattr(source, "geometry"):
            added = Layer.from_geodataframe(source, title or "layer")
        else:
            path = Path(source)
            wanted = Source(str(path.expanduser().absolute()), layer=layer, crs=crs, encoding=encoding)
            return self._add(LayerDefinition(wanted, title=title or layer or path.stem, id=layer or path.stem), style)
        definition = _joined(added, title, crs)
        read = rows_as_read(added)
        data = read if crs is None else dataclasses.replace(read, crs=crs)
        return self._add(definition, style, data)

    def remove(self, layer: Layer | str) -> None:
        """Take a layer off the map."""
        self.session.remove([_id_of(layer)])

    def render(
        self,
        size: tuple[int, int] = SIZE,
        extent: Box | None = None,
        *,
        dpi: float = 96.0,
        pixel_ratio: float = 1.0,
        theme: Literal["light", "dark"] = "light",
        threads: int = 2,
    ) -> npt.NDArray[np.uint8]:
        """Picture of the map as (h, w, 4) uint8, red green blue alpha, row 0 at the top.

        ``size`` is in pixels; the view is the map's own, or all of ``extent`` (map CRS) in the middle. ``dpi`` turns
        millimetres into pixels, ``pixel_ratio`` multiplies the pixels of a picture that shows the same.
        """
        return self.picture(size, extent, dpi=dpi, pixel_ratio=pixel_ratio, theme=theme, threads=threads).rgba

    def picture(
        self,
        size: tuple[int, int] = SIZE,
        extent: Box | None = None,
        *,
        dpi: float = 96.0,
        pixel_ratio: float = 1.0,
        theme: Literal["light", "dark"] = "light",
        threads: int = 2,
    ) -> Rendered:
        """As `render`, with the view and what became of each layer."""
        from onemap.render.draw import render
        from onemap.render.homes import with_shown_homes

        size = checked_size(size)
        checked_look(dpi, pixel_ratio, theme)
        view = self.view(size, extent)
        request = snapshot.picture(self.session, view, palette=theme, pixel_ratio=pixel_ratio, mm_per_px=25.4 / dpi)
        try:
            return render(with_shown_homes(request, self.crs), threads=threads)
        except MemoryError as error:
            raise RequestError("memory_short", what=f"{size[0]} × {size[1]}") from error

    def view(self, size: tuple[int, int] = SIZE, extent: Box | None = None) -> View:
        """The view that a picture of ``size`` has: the map's own, or all of ``extent``."""
        width, height = size
        if extent is not None:
            return View.fit(checked_extent(extent), width, height)
        views = self.session.views
        if self.crs is not None:
            views.settle(snapshot.metres_per_unit(self.session, views.current)[1])
        views.resize(width, height)
        return views.current

    def zoom_to(self, where: Box | Layer | None = None) -> Map:
        """Look at an extent of the map's CRS, at a layer, or at everything; gives the map itself."""
        from onemap.api.layer import Layer

        if isinstance(where, Layer):
            entry = self.session.entry(where.id)
            found = Extent.union(ready.extent for ready in entry.shown_in(self.crs))
        else:
            found = self.extent if where is None else checked_extent(where)
        if found is not None:
            self.session.views.fit(found, remember=True)
            self.session.changes.tell("view")
        return self

    def identify(
        self, x: float, y: float, *, tolerance_m: float = 5.0, crs: str | int | None = None, cap: int = 500
    ) -> IdentifyResult:
        """What stands within ``tolerance_m`` metres of a place, in the map's CRS or in ``crs``.

        All visible layers from the top down; in a layer points before lines before polygons, nearest first; at most
        ``cap`` hits, the rest counted in ``left_out``. ``grid`` is the unit grid there, whether drawn or not.
        """
        x, y = checked_place(x, y)
        checked_length("tolerance_m", tolerance_m)
        given = checked_crs(crs)
        if given is not None and self.crs is not None:
            x, y = moved_place((x, y), given, self.crs)
        question = snapshot.question(self.session, x, y, tolerance_m)
        return asking.identify(dataclasses.replace(question, cap=cap))

    def filter(self, layer: Layer | str, text: str = "", *, on: bool = True) -> int:
        """Leave in only the rows of a layer of which a condition in CQL2 text is true; gives how many these are.

        An empty text leaves all in again; ``on=False`` keeps the text without using it. Drawing, questions, counts,
        cards and exports obey. RequestError with a caret under the place when the text is wrong.
        """
        from onemap.api.choosing import set_filter

        return set_filter(self.session, _id_of(layer), text, on=on)

    def query(self, layer: Layer | str, text: str) -> npt.NDArray[np.int64]:
        """Rows of a layer, ascending, of which a condition is true and that its filter and the map's time leave in."""
        from onemap.api.choosing import query

        return query(self.session, _id_of(layer), text)[0]

    def select(
        self,
        where: BaseGeometry | Box | str | Layer,
        predicate: str = "intersects",
        layers: Iterable[Layer | str] | None = None,
        *,
        how: How = "replace",
        distance_m: float | None = None,
        only_selected: bool = False,
    ) -> dict[str, npt.NDArray[np.int64]]:
        """Select the rows of each visible layer (or of the given ones) that stand in ``predicate`` to ``where``.

        ``where`` is a shape or box in the map's CRS, a condition in CQL2 text, or a layer (of which with
        ``only_selected`` those rows count that are selected now). To a layer it may also be "distance" with
        ``distance_m``, and "nearest". ``how`` they come to what is selected: "replace", "add", "remove", "intersect".
        Touching counts as intersecting; filters and the map's time are obeyed; rows ascend. Gives the whole selection,
        layers without any are absent.
        """
        from onemap.api.choosing import finder

        ids = None if layers is None else [_id_of(one) for one in layers]
        return self._select(ids, finder(self.session, where, predicate, distance_m, only_selected=only_selected), how)

    def select_circle(
        self,
        x: float,
        y: float,
        radius_m: float,
        layers: Iterable[Layer | str] | None = None,
        *,
        how: How = "replace",
    ) -> dict[str, npt.NDArray[np.int64]]:
        """As `select`, for all that comes within ``radius_m`` metres of a place in the map's CRS."""
        x, y = checked_place(x, y)
        checked_length("radius_m", radius_m)
        find = choosing.in_circle(x, y, radius_m, asking.metric_scale(self.crs, x, y))
        return self._select(None if layers is None else [_id_of(one) for one in layers], find, how)

    @property
    def selection(self) -> dict[str, npt.NDArray[np.int64]]:
        """The selected rows of each layer that its filter and the map's time leave in."""
        return {layer: self.session.selection.of(layer) for layer in self.session.selection.layers}

    @property
    def selections(self) -> Selecting:
        """The selection and those kept by name: `keep`, `recall`, `rename`, `forget`, `put`, `count`, `left_out`."""
        return self.session.selection

    def _select(self, ids: list[str] | None, find: choosing.Find, how: How) -> dict[str, npt.NDArray[np.int64]]:
        from onemap.api.choosing import select

        return select(self.session, ids, find, how)

    def nearest(
        self, x: float, y: float, n: int = 1, *, layer: Layer | str, unmasked: bool = False
    ) -> geopandas.GeoDataFrame:
        """The ``n`` rows of a layer nearest to a place in the map's CRS, with ``distance_m`` in metres.

        Personal values are masked, as in `Layer.take`.
        """
        from onemap.query.nearest import nearest

        x, y = checked_place(x, y)
        entry = self.session.entry(_id_of(layer))
        if entry.ready is None:
            return self.layer(entry.id).take([]).assign(distance_m=[])
        scale = asking.metric_scale(self.crs, x, y)
        rows, distances = nearest(entry.ready.prepared, x, y, n, scale=scale, drawn=entry.ready.kept_at)
        found = self.layer(entry.id)
        place = (x, y) if self.crs is None or found.crs is None else moved_place((x, y), self.crs, found.crs)
        scale = asking.metric_scale(found.crs, *place)
        return found.with_distances(rows, distances, place, "distance_m", scale=scale, unmasked=unmasked)

    def count(self, layer: Layer | str, by: Layer | str) -> pd.Series:
        """Rows of a layer in each cell of the layer ``by``, indexed by the cells' code in ascending order.

        A point on a border belongs to the covering cell with the smallest code; a line or a polygon to every cell it
        meets. Layers that were not looked at yet are read first. RequestError when the cells have no codes.
        """
        from onemap.api.count import count

        return count(self.session, _id_of(layer), _id_of(by))

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
        self.session.place(_id_of(layer), moved)

    def nearby(self, x: float, y: float, radius_m: float = 12.0, n: int = 5, *, crs: str | int | None = None) -> Nearby:
        """The ``n`` nearest things within ``radius_m`` metres of a place, and the open cases of its unit grid.

        Components, terminals, car parks and pipes, drawn or not, in the map's CRS or in ``crs``; personal values come
        masked. ``onemap.city.nearby.NONE_OF_THESE`` is the code of the answer that it is none of them.
        """
        from onemap.city.nearby import nearby
        from onemap.session import carding, nearness

        x, y = checked_place(x, y)
        checked_length("radius_m", radius_m)
        given = checked_crs(crs)
        carding.open_layers(self.session)
        if given is not None and self.crs is not None:
            x, y = moved_place((x, y), given, self.crs)
        return nearby(nearness.request(self.session, x, y, radius_m, n))

    def pack(self, path: str | os.PathLike[str], code: str, *, level: Level | None = None, grade: int = 2) -> Manifest:
        """Write the area of a cell as a pack for the field (.onemappack); gives what is in it.

        Whole rows by the border rule, with looks, cards and a list of hashes. Fields above the receiver's ``grade`` are
        masked, layers above it left out. ``level`` refuses a code of another level. RequestError when there is no such
        cell, OutputError when the file cannot be written; it appears whole or not at all.
        """
        from onemap.api.packing import pack

        return pack(self.session, path, code, level=level, receiver=grade)

    def locate(self, text: str, limit: int = 30) -> tuple[Found, ...]:
        """What a text may mean: layers, codes and their beginnings, names, addresses, coordinates in any form.

        The likeliest first, those inside the city before others; each says how the text was understood.
        """
        from onemap.api.locating import locate

        return locate(self.session, self._finder, text, limit)[0]

    @cached_property
    def _finder(self) -> Finder:
        from onemap.session.finding import Finder

        return Finder()

    def export(  # noqa: PLR0913 - each is a plain property of the sheet
        self,
        path: str | os.PathLike[str],
        *,
        size: tuple[int, int] | None = None,
        extent: Box | None = None,
        dpi: float = 96.0,
        letterbox: bool = False,
        sheet: Sheet | None = None,
        theme: Literal["light", "dark"] = "light",
        threads: int = 2,
        stamp: Stamp | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> ExportResult:
        """Write the map as PNG, TIFF, JPEG, WebP or PDF, by the path's suffix, with world file and .prj.

        ``size`` in pixels; an ``extent`` (map CRS) is met exactly: with a size of another shape the picture is widened
        around it, or with ``letterbox`` left blank beside it. The file appears whole or not at all.

        What the grade of the layers drawn asks for is put on it: words from L2 on, a watermark from L3 on; the export
        record notes it. ``stamp``, a serial and a moment, writes the same file again.
        """
        from onemap.api.marking import Writing
        from onemap.render.export import view_for

        checked_look(dpi, 1.0, theme)
        size = None if size is None else checked_size(size)
        box = None if extent is None else checked_extent(extent)
        view, blank = view_for(size, box, self.view(size or SIZE), letterbox=letterbox)
        checked_size((view.width_px, view.height_px))
        request = snapshot.picture(self.session, view, palette=theme, mm_per_px=25.4 / dpi, selection=False)
        writing = Writing(request, Path(path), self.crs, handing_out.in_picture(self.session, request), sheet, blank)
        return writing.write(stamp, threads=threads, cancelled=cancelled, on_progress=on_progress)

    def undo(self, steps: int = 1) -> bool:
        """Take back the last changes of what is open; False when there was none."""
        return self.session.undo(steps)

    def redo(self, steps: int = 1) -> bool:
        """Do again what was taken back last; False when there was none."""
        return self.session.redo(steps)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the map as a project file: all of it, with paths relative to the file.

        RequestError for a layer whose rows are in no file, which a project could not open again.
        """
        from onemap.api.saving import project_of
        from onemap.io import projects

        projects.save(project_of(self.session, Path(path).absolute()), Path(path))
        self.session.saved(self.session.content, str(path))

    def _repr_png_(self) -> bytes:
        from onemap.io.png import encode

        return encode(self.render(size=(900, 600)))

    def _add(self, definition: LayerDefinition, style: Style | None, data: object = None) -> Layer:
        import msgspec

        from onemap.api.layer import Layer

        if style is not None:
            definition = msgspec.structs.replace(definition, style=style)
        with self.session.edit((f"添加图层 {definition.title}", f"Add {definition.title}")):
            entry = self.session.add(definition, data)  # type: ignore[arg-type]
            if entry.error is not None:
                raise entry.error  # the edit leaves the map as it was
        return Layer(entry, self.session)


def _joined(layer: Layer, title: str | None, crs: str | None) -> LayerDefinition:
    """The definition under which a layer that was read joins a map."""
    import msgspec

    source = layer.source if crs is None else msgspec.structs.replace(layer.source, crs=crs)
    named = {} if title is None else {"title": title, "title_en": ""}
    return msgspec.structs.replace(layer.definition, source=source, **named)


def _id_of(layer: Layer | str) -> str:
    return layer if isinstance(layer, str) else layer.id
