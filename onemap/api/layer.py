"""One layer, of a map or by itself."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.api.checks import checked_shape
from onemap.messages import language, sentence
from onemap.model.definition import LayerDefinition, Source
from onemap.model.extent import Extent
from onemap.session.entry import LayerEntry
from onemap.session.loading import ready_in

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    import geopandas
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

    from onemap.api.checks import Box
    from onemap.model.definition import Field
    from onemap.model.layerdata import LayerData
    from onemap.model.prepared import Prepared
    from onemap.model.style import Style
    from onemap.session.chart_looks import Stat
    from onemap.session.charting import How, Kind
    from onemap.session.entry import Ready
    from onemap.session.session import Session

    Ints = npt.NDArray[np.int64]


#: The largest of the whole numbers that float64 holds one by one.
_EXACT = 2**53


class Layer:
    """Rows with places. A layer's ``row`` is the number of the row in its source, from 0.

    Made by `onemap.read`, `Layer.from_geodataframe` or `Map.add`. Coordinates are those of the source, in ``crs``.
    """

    def __init__(self, entry: LayerEntry, session: Session | None = None) -> None:
        self._entry = entry
        self._session = session

    @classmethod
    def from_data(cls, data: LayerData, title: str | None = None, source: Source | None = None) -> Layer:
        """Layer of rows that were read, from ``source`` where more than its path was said."""
        definition = LayerDefinition(source or Source(data.source), title=title or data.name, id=data.name)
        return cls(LayerEntry(definition, status="ready", given=data))

    @classmethod
    def from_geodataframe(cls, frame: geopandas.GeoDataFrame, title: str = "layer") -> Layer:
        """Layer of a copy of a GeoDataFrame's rows; its index is not kept."""
        return cls.from_data(_data_of(frame, title), title)

    def __repr__(self) -> str:
        return f"<Layer {self.id!r}: {self.rows:,} rows, {self.crs}>"

    @property
    def id(self) -> str:
        """Identity within the map."""
        return self._entry.id

    @property
    def title(self) -> str:
        """Name for people, in the language in use."""
        return self._entry.title(language())

    @property
    def definition(self) -> LayerDefinition:
        """What is said of it: roles, grades, masks, look."""
        return self._entry.definition

    @property
    def source(self) -> Source:
        """Where it was read from, and what was said of it; an empty path for rows that were never in a file."""
        return self._entry.definition.source

    @property
    def data(self) -> LayerData:
        """Columns as they may be handed out: an Arrow table and coordinate arrays, personal values masked.

        Where nothing is masked they are those that were read, not copies.
        """
        import dataclasses

        from onemap.city import home_places, masking

        data, definition = self._data, self._entry.definition
        places = home_places.shown_places(definition, data.geometries, data.crs)
        return dataclasses.replace(data, table=masking.shown_table(definition, data.table), geometries=places)

    @property
    def grade(self) -> int:
        """The layer's grade, 1 to 5: the highest of its own and its fields'."""
        from onemap.city.masking import grade_of

        return grade_of(self._entry.definition, self.columns)

    @property
    def _data(self) -> LayerData:
        """Columns as read."""
        if self._session is not None and self._entry.data is None:
            self._session.ensure_open(self.id)
        data = self._entry.data
        if data is None:
            raise self._entry.error or RuntimeError("the layer is still being read")
        return data

    @property
    def crs(self) -> str | None:
        """The source's CRS, as "EPSG:4490" where it has a code, else as WKT; None when it has none."""
        return self._data.crs

    @property
    def rows(self) -> int:
        """Number of rows, drawable or not."""
        return self._data.rows

    @property
    def columns(self) -> list[str]:
        """Names of the attributes, without the geometry."""
        return list(self._data.table.column_names)

    @property
    def fields(self) -> dict[str, Field]:
        """What the layer file says of the columns."""
        return dict(self._entry.definition.fields)

    @property
    def extent(self) -> Extent | None:
        """Box around everything drawable, in ``crs``; None when nothing is. Around homes as they are shown."""
        from onemap.city import home_places

        box = self._prepared.extent
        if box is None or not home_places.is_home(self.definition):
            return box
        corners = np.array([(box.xmin, box.ymin), (box.xmax, box.ymax)])
        (west, south), (east, north) = home_places.snapped(corners, self.crs).tolist()
        return Extent(west, south, east, north)

    @property
    def notice(self) -> str:
        """What reading had to tell: rows without a place, the encoding taken, an inexact CRS; empty when nothing."""
        ready = self._entry.ready
        notices = self._alone.notices if ready is None else ready.notices
        return "; ".join(sentence(n.key, n.fields) for n in notices)

    @property
    def visible(self) -> bool:
        """Whether the map draws it."""
        return self._entry.visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if self._session is not None:
            self._session.set_visible([self.id], value)
        else:
            self._entry.visible = value

    @property
    def style(self) -> Style:
        """How the map draws it; give it another `onemap.model.style.Style` to change that."""
        return self._entry.style

    @style.setter
    def style(self, value: Style) -> None:
        if self._session is not None:
            self._session.set_style(self.id, value)
        else:
            import msgspec

            self._entry.definition = msgspec.structs.replace(self._entry.definition, style=value)

    @property
    def frame(self) -> geopandas.GeoDataFrame:
        """All rows as a GeoDataFrame in ``crs``, personal values masked as in `take`; made anew at every call."""
        return self.take(np.arange(self.rows, dtype=np.int64))

    def take(
        self, rows: Sequence[int] | npt.NDArray[np.int64] | npt.NDArray[np.bool_], *, unmasked: bool = False
    ) -> geopandas.GeoDataFrame:
        """The given rows as a GeoDataFrame in ``crs``, indexed by row, in the given order.

        ``rows`` are row numbers, or a mask of all rows. An attribute "geometry" becomes "geometry_1". Values that tell
        who somebody is are masked, and homes stand in the middle of their BeiDou cell of level 6; ``unmasked`` gives
        them as they are, which is noted in the export record.
        """
        import geopandas
        import pyarrow as pa

        from onemap.city import home_places, masking
        from onemap.query.shapes import to_shapely

        wanted = _row_numbers(rows, self.rows)
        if len(wanted) and (wanted.min() < 0 or wanted.max() >= self.rows):
            message = f"rows must lie between 0 and {self.rows - 1}"
            raise IndexError(message)
        taken, definition = self._data.table.take(pa.array(wanted)), self._entry.definition
        if unmasked:
            self._note_unmasked()
        table = frame_of_table(taken if unmasked else masking.shown_table(definition, taken))
        table.index = wanted
        if "geometry" in table:
            table = table.rename(columns={"geometry": _free("geometry", table.columns)})
        shapes = to_shapely(self._data.geometries, wanted)
        if not unmasked:
            shapes = home_places.shown_shapes(definition, shapes, self.crs)
        return geopandas.GeoDataFrame(table, geometry=shapes, crs=self.crs)

    def query(
        self, where: BaseGeometry | Box, predicate: str = "intersects", *, unmasked: bool = False
    ) -> geopandas.GeoDataFrame:
        """Rows that stand in ``predicate`` ("intersects", "within", "contains" ...) to a place given in ``crs``.

        Touching counts as intersecting. Rows come in ascending order; none gives an empty frame. Masked as in `take`.
        """
        from onemap.query.select import select

        return self.take(select(self._prepared, checked_shape(where), predicate), unmasked=unmasked)

    def nearest(self, x: float, y: float, n: int = 1, *, unmasked: bool = False) -> geopandas.GeoDataFrame:
        """The ``n`` rows nearest to a place in ``crs``, nearest first, with ``distance`` in its units.

        Masked as in `take`; distances to homes are those to the places that are given.
        """
        from onemap.query.nearest import nearest

        rows, distances = nearest(self._prepared, x, y, n)
        return self.with_distances(rows, distances, (x, y), "distance", unmasked=unmasked)

    def with_distances(
        self, rows: Ints, distances: npt.NDArray[np.float64], place: tuple[float, float], name: str, *,
        scale: tuple[float, float] = (1.0, 1.0), unmasked: bool = False,
    ) -> geopandas.GeoDataFrame:  # fmt: skip
        """Rows that are nearest to a place in ``crs`` with their distances in a column ``name``.

        The distance of a home is told from where it is shown to be, so that three of them do not give the door away.
        """
        from onemap.city import home_places

        frame = self.take(rows, unmasked=unmasked)
        if home_places.is_home(self._entry.definition) and not unmasked:
            points = frame.geometry.centroid
            distances = np.hypot((points.x - place[0]) * scale[0], (points.y - place[1]) * scale[1]).to_numpy()
        return frame.assign(**{name: distances})

    def numbers(  # noqa: PLR0913 - each is a plain part of the question
        self, by: str, *, kind: Kind = "values", of: str = "", how: How = "count", split: str = "",
        where: str | None = None, box: Box | None = None, rows: str | Sequence[int] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """How many rows each group has, and one number of a column: what a chart shows, as a data frame.

        ``by`` is a column, for "cells" the id of a grid layer; ``kind`` "values", "spans", "time", "line" (as "time",
        drawn as a line), "hours", "weekdays", "months", "cells", or "classes", those of the legend. ``how`` is "count",
        "sum", "mean", "std", "min", "q1", "median", "q3", "p90" or "max". ``split`` parts each group by a second
        column. Filters and time of the map count; ``where`` is a filter in the place of the layer's, ``box`` leaves out
        what it does not meet, in the map's CRS, ``rows`` all but these ("0-3,7").
        """
        from onemap.api.numbers import Scope, numbers
        from onemap.session.charting import Choice

        session, entry = self._in_session()
        return numbers(session, entry, Choice(kind, by, of, how, split), Scope(where, box, rows))

    def number(  # noqa: PLR0913 - each is a plain part of the question
        self, how: How | Stat = "count", of: str = "", *, by: str = "", kind: Kind = "values", item: object = None,
        split: str = "", part: object = None, but: tuple[object, ...] | None = None, where: str | None = None,
        box: Box | None = None, rows: str | Sequence[int] | None = None,
    ) -> Any:  # noqa: ANN401 - a number, or a time  # fmt: skip
        """One number of the layer: of all rows, or of one group ``item`` of `numbers`; NaN where there is no value.

        Beside those of `numbers`, ``how`` may be "empty" (rows without a value) or "distinct"; of times the least, the
        greatest and the quartiles are times.
        The item of "spans" and "time" are its two ends, the upper one, which is not in it, None for "and above".
        ``part`` is a value of ``split``, None for rows without one; ``but`` are those that are left out instead.
        """
        from onemap.api.numbers import Item, Scope, number
        from onemap.session.charting import Choice

        session, entry = self._in_session()
        one = Item(item, part, but) if by or kind == "classes" else None
        return number(session, entry, Choice(kind, by, of, split=split), how, Scope(where, box, rows), one)

    def statistics(
        self, of: str, *, by: str = "", kind: Kind = "values", where: str | None = None, box: Box | None = None,
        rows: str | Sequence[int] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """A column in numbers, as a data frame: rows, empty and different values; sum, mean, deviation, quartiles.

        The first line is of all rows, the others of each group of ``by``, as in `numbers`; so are the other arguments.
        """
        from onemap.api.numbers import Scope, statistics, statistics_frame
        from onemap.session.charting import Choice

        session, entry = self._in_session()
        return statistics_frame(statistics(session, entry, Choice(kind, by, of), Scope(where, box, rows)))

    def _in_session(self) -> tuple[Session, LayerEntry]:
        """The map's session, or one of its own for a layer that is on no map."""
        from onemap.session.session import Session

        if self._session is not None:
            return self._session, self._session.entry(self.id)
        session = Session()
        return session, session.add(self._entry.definition, self._data)

    def _note_unmasked(self) -> None:
        """Note that somebody reads what is personal as it is; what cannot be noted is not read."""
        import msgspec

        from onemap.io import exports

        if self.grade < exports.STRICT_FROM:
            return
        layer = exports.ExportedLayer(self.id, self.title, self.grade)
        exports.note(msgspec.structs.replace(exports.new_record("read", layers=[layer]), unmasked=True, crs=self.crs))

    @property
    def _prepared(self) -> Prepared:
        """The paged and indexed rows in ``crs``; shared with the map where the CRS is the same."""
        ready = self._entry.ready
        if ready is not None and ready.crs == ready.data.crs:
            return ready.prepared
        return self._alone.prepared

    @functools.cached_property
    def _alone(self) -> Ready:
        return ready_in(self._data, self._data.crs)


def rows_as_read(layer: Layer) -> LayerData:
    """The rows of a layer for the map that it joins, which masks them in its turn."""
    return layer._data  # noqa: SLF001 - the one reader of what is not masked


def _row_numbers(rows: Sequence[int] | npt.NDArray[np.int64] | npt.NDArray[np.bool_], count: int) -> Ints:
    """Row numbers as given, or those where a mask of ``count`` rows is True."""
    given = np.asarray(rows)
    if given.dtype != np.bool_:
        return given.astype(np.int64)
    if given.shape != (count,):
        message = f"a mask must have {count} values, one for each row"
        raise IndexError(message)
    return np.flatnonzero(given)


def frame_of_table(table: pa.Table) -> pd.DataFrame:
    """The table as pandas has it; whole numbers that floats cannot hold stay whole where others are missing."""
    import pandas as pd
    import pyarrow.compute as pc
    import pyarrow.types as t

    frame: pd.DataFrame = table.to_pandas()
    for place, column in enumerate(table.columns):
        if column.null_count and (t.is_int64(column.type) or t.is_uint64(column.type)):
            low, high = pc.min_max(column).as_py().values()
            if low is not None and max(-low, high) > _EXACT:
                whole = "Int64" if t.is_int64(column.type) else "UInt64"
                frame.isetitem(place, pd.array(column.to_pylist(), dtype=whole))
    return frame


def _free(name: str, taken: Container[str]) -> str:
    """The name with the first number behind it that is not taken."""
    return next(free for n in itertools.count(1) if (free := f"{name}_{n}") not in taken)


def _data_of(frame: geopandas.GeoDataFrame, title: str) -> LayerData:
    import pandas as pd
    import pyarrow as pa

    from onemap.io import crs as crs_room
    from onemap.model.layerdata import LayerData
    from onemap.query.shapes import from_shapely

    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    try:
        table = pa.Table.from_pandas(attributes, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # Columns of mixed things are shown as what Python says of them.
        for name in [name for name, kind in attributes.dtypes.items() if kind.kind == "O"]:
            texts = [None if value is None else str(value) for value in attributes[name]]
            attributes[name] = pd.Series(texts, attributes.index, dtype=object)
        table = pa.Table.from_pandas(attributes, preserve_index=False)
    crs = crs_room.text_of(frame.crs) if frame.crs is not None else None
    return LayerData(title, table.replace_schema_metadata(None), from_shapely(frame.geometry.to_numpy()), crs)
