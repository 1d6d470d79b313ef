"""Shapes as columns of a plain table: two of coordinates, or one of WKT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.io.rows_values import distinct_names
from onemap.model.geometry import POINT
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.io.rows_writing import Writing
    from onemap.model.geometry import Geometries

#: The column of shapes as text.
PLACE = "WKT"


def place_names(writing: Writing) -> list[str]:
    """The columns that hold the place, named as readers look for them; none for rows without one."""
    source = writing.source
    if source.geometries is None or writing.options.place == "none" or _nothing(source.geometries):
        return []
    taken = tuple(source.table.column_names)
    if not _as_points(writing):
        return distinct_names([PLACE], taken, fold=True)
    from onemap.io.crs import is_geographic

    degrees = source.crs is not None and is_geographic(source.crs)
    return distinct_names(["lon", "lat"] if degrees else ["x", "y"], taken, fold=True)


def place_columns(writing: Writing, rows: npt.NDArray[np.int64]) -> list[pa.Array]:
    """The values of the columns of `place_names` for ``rows``, exact to the last bit."""
    import numpy as np
    import pyarrow as pa
    import shapely

    from onemap.io.wkb_write import encoded

    geometries = writing.source.geometries
    if geometries is None or not place_names(writing):
        return []
    if _as_points(writing) and geometries.is_simple_points:
        return [pa.array(np.ascontiguousarray(geometries.coords[rows, k])) for k in (0, 1)]
    shapes = shapely.from_wkb(encoded(geometries, rows).to_numpy(zero_copy_only=False))
    if _as_points(writing):
        numbers = [shapely.get_x(shapes), shapely.get_y(shapes)]
        return [pa.array(values, from_pandas=True) for values in numbers]
    return [pa.array(shapely.to_wkt(shapes, rounding_precision=-1), pa.string())]


def tell_crs(writing: Writing) -> None:
    """Tell in which CRS the columns of the place are, which these formats cannot say themselves."""
    from onemap.io import crs

    source = writing.source
    if source.geometries is not None and source.crs is not None and place_names(writing):
        writing.notices.append(
            Notice("rows_crs", {"crs": crs.name(source.crs), "columns": tuple(place_names(writing))})
        )


def _nothing(geometries: Geometries) -> bool:
    return not len(geometries.coords)


def _as_points(writing: Writing) -> bool:
    geometries, place = writing.source.geometries, writing.options.place
    if geometries is None or place == "wkt":
        return False
    only_points = geometries.is_simple_points or (
        geometries.ring_kind is not None
        and geometries.row_type is not None
        and bool((geometries.ring_kind == POINT).all())
        and bool((geometries.row_type <= 1).all())
    )
    return only_points and (place == "xy" or geometries.z is None)
