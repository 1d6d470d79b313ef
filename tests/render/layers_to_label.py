"""Layers made by hand for tests of labels, sheets and exports, and their labels drawn by themselves."""

import numpy as np
import pyarrow as pa
import shapely

from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, POINT, Geometries, frozen
from onemap.model.request import DrawnLayer, RenderRequest
from onemap.model.style import LabelStyle, Style, Symbol
from onemap.model.view import View
from onemap.query.prepare import prepare
from onemap.render.label_stamp import stamper
from onemap.render.labels import place_labels

KINDS = {"Point": POINT, "LineString": LINE}
TYPES = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6}


def geometries(shapes):
    """The geometry column of shapely shapes."""
    coords, rings, rows, kinds = [], [0], [0], []
    for shape in shapes:
        for part in getattr(shape, "geoms", [shape]):
            parts = [(part, KINDS[part.geom_type])] if part.geom_type in KINDS else [(part.exterior, EXTERIOR)]
            parts += [(hole, INTERIOR) for hole in getattr(part, "interiors", ())]
            for ring, kind in parts:
                coords.append(shapely.get_coordinates(ring))
                rings.append(rings[-1] + len(coords[-1]))
                kinds.append(kind)
        rows.append(len(kinds))
    types = [TYPES[shape.geom_type] for shape in shapes]
    return Geometries(
        frozen(np.concatenate(coords)), np.array(rings), np.array(rows), np.array(kinds, np.uint8),
        np.array(types, np.uint8),
    )  # fmt: skip


def layer(shapes, texts, *, name="layer", symbol=None, title="", **label):
    """A layer of shapely shapes, or of points (n, 2), with a text for each."""
    columns = Geometries(frozen(np.asarray(shapes, float))) if isinstance(shapes, np.ndarray) else geometries(shapes)
    prepared = prepare(columns)
    style = Style(symbol=symbol or Symbol(fill="#3B6FB6"), label=LabelStyle(column="name", **label))
    return DrawnLayer(name, prepared, style, labels=pa.array([texts[i] for i in prepared.rows]), title=title)


def request(*layers, size=(400, 300), **more):
    """A picture whose map units are logical pixels counted from the lower left."""
    return RenderRequest(View(size[0] / 2, size[1] / 2, 1.0, *size), layers, **more)


def draw_labels(rgba, request):
    """Draw all labels of a request into its premultiplied picture (h, w, 4), and give them."""
    labels = place_labels(request)
    stamper(labels, request.pixel_ratio)(rgba, 0)
    return labels
