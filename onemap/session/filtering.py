"""A layer's filter: read and checked before it is taken, worked out in a worker, told where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.masking import is_masked
from onemap.errors import CancelledError, CrsError, OneMapError, RequestError
from onemap.messages import Phrase
from onemap.model.cql_parse import parse
from onemap.model.cql_tokens import wrong
from onemap.model.layerdata import Notice
from onemap.query.cql_check import Schema, check

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    import numpy.typing as npt
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

    from onemap.model import cql
    from onemap.model.definition import LayerDefinition
    from onemap.query.cql_eval import Places
    from onemap.session.entry import LayerEntry, Ready

    Mask = npt.NDArray[np.bool_]

#: The notice of a filter that the rows do not let apply.
NOTICE = "notice_filter"


@dataclass(frozen=True, slots=True)
class Personal:
    """The columns of a layer that may be asked for whole values only, also those that no layer file names."""

    definition: LayerDefinition

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and is_masked(self.definition, name)


@dataclass(frozen=True, slots=True)
class Where:
    """A filter as a worker needs it: its text, empty for none, and the columns that hold persons' data."""

    text: str = ""
    personal: Container[str] = field(default_factory=frozenset)


def where_of(definition: LayerDefinition) -> Where:
    """The filter that a layer is under now."""
    return Where(definition.filter if definition.filter_on else "", personal_columns(definition))


def personal_columns(definition: LayerDefinition) -> Personal:
    """Columns that may be asked for whole values only."""
    return Personal(definition)


def checked(text: str, table: pa.Table | None, personal: Container[str] = frozenset()) -> cql.Condition:
    """What a text says, and that it can be asked of a table; only the language is looked at where there is none yet.

    Raises
    ------
    RequestError
        With a caret under the place.
    """
    condition = parse(text)
    if table is not None:
        check(condition, text, schema_of(table, personal))
    return condition


def check_of(entry: LayerEntry, text: str) -> cql.Condition:
    """As `checked`, of a layer: its columns where they are known, and which of them are personal."""
    return checked(text, None if entry.data is None else entry.data.table, personal_columns(entry.definition))


def schema_of(table: pa.Table, personal: Container[str] = frozenset()) -> Schema:
    """What a filter of a table may name."""
    return Schema({name: table.schema.field(name).type for name in dict.fromkeys(table.column_names)}, personal)


def rows_of(ready: Ready, where: Where, cancelled: Callable[[], bool] | None = None) -> Mask:
    """Rows (n,) bool of a layer of which a filter is true.

    Raises
    ------
    RequestError
        When the filter is wrong; CancelledError when ``cancelled`` says so.
    """
    from onemap.query.cql_eval import kept

    condition = checked(where.text, ready.data.table, where.personal)
    return kept(condition, ready.data.table, _places(ready, where.text), cancelled)


def filtered(ready: Ready, where: Where, cancelled: Callable[[], bool] | None = None) -> Ready:
    """The rows under a filter; nothing remains of what cannot be filtered as somebody wished, and a notice says why."""
    from onemap.session.masks import with_kept

    notices = tuple(notice for notice in ready.notices if notice.key != NOTICE)
    kept = None
    if where.text:
        try:
            kept = rows_of(ready, where, cancelled)
        except CancelledError:
            raise
        except OneMapError as error:
            kept = np.zeros(ready.data.rows, np.bool_)
            notices += (Notice(NOTICE, {"why": Phrase(error.key, **error.fields)}),)
    return with_kept(replace(ready, where=where.text, filtered=kept, notices=notices))


def _places(ready: Ready, text: str) -> Places:
    """Relations in space, asked through the page index; shapes are brought to the map's CRS."""
    from onemap.model import cql
    from onemap.query.cql_eval import Places
    from onemap.query.select import select

    def related(node: cql.Spatial) -> Mask:
        shape, relation = (
            (node.right, cql.SPATIAL[node.relation])
            if isinstance(node.right, cql.Shape)
            else (node.left, _TURNED.get(cql.SPATIAL[node.relation], cql.SPATIAL[node.relation]))
        )
        assert isinstance(shape, cql.Shape)  # noqa: S101 - the check saw to it
        found = np.zeros(ready.data.rows, np.bool_)
        found[select(ready.prepared, _brought(shape, ready, text), relation)] = True
        return found

    def placed() -> Mask:
        found = np.zeros(ready.data.rows, np.bool_)
        found[ready.prepared.rows] = True
        return found

    return Places(related, placed)


_TURNED = {"within": "contains", "contains": "within"}


def _brought(shape: cql.Shape, ready: Ready, text: str) -> BaseGeometry:
    """The shape in the map's CRS; without a CRS of its own its coordinates are those of the layer's source."""
    import shapely

    from onemap.io import crs as crs_room

    made: BaseGeometry = shapely.from_wkt(shape.wkt)
    source, target = ready.data.crs if shape.srid is None else f"EPSG:{shape.srid}", ready.crs
    if shape.srid is not None and ready.crs is None:
        raise wrong(text, shape.at, Phrase("filter_no_crs", srid=shape.srid))
    if source is None or target is None:
        return made
    try:
        known = crs_room.text_of(crs_room.parse(source))
    except CrsError as error:
        raise wrong(text, shape.at, Phrase(error.key, **error.fields)) from error
    if known == target:
        return made
    moved = shapely.transform(made, lambda xy: crs_room.transform(np.ascontiguousarray(xy), known, target).coords)
    if not np.isfinite(moved.bounds).all():
        raise RequestError("place_impossible", place=shape.wkt[:80])
    return moved
