"""A slow renderer of the same compositing rule: float64, shapely areas, one feature and one pixel after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.ops import substring

from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, POINT
from onemap.render.kernels.stroke import SMALL, THIN
from onemap.render.palette import rgba
from onemap.render.sprites import outline

_CAPS = {"butt": "flat", "round": "round", "square": "square"}
_JOINS = {"miter": "mitre", "round": "round", "bevel": "bevel"}


def picture(request):
    """Straight RGBA in float, 0 to 255, (h, w, 4)."""
    view, ratio = request.view, request.pixel_ratio
    sheet = Sheet(round(view.width_px * ratio), round(view.height_px * ratio), view, ratio, ratio / request.mm_per_px)
    canvas = np.zeros((sheet.height, sheet.width, 4))
    if request.background is not None:
        canvas = over(canvas, ink(request.background), np.ones(canvas.shape[:2]))
    for layer in request.layers:
        upper = drawn_layer(layer, sheet) * layer.style.opacity
        canvas = canvas * (1 - upper[..., 3:]) + upper
    alpha = canvas[..., 3:]
    color = np.divide(canvas[..., :3], alpha, out=np.zeros_like(canvas[..., :3]), where=alpha > 0)
    return np.concatenate([color, alpha], axis=2) * 255


@dataclass
class Sheet:
    width: int
    height: int
    view: object
    ratio: float
    px_per_mm: float

    def pixels(self, coords):
        """Device pixels of map coordinates (n, 2)."""
        v = self.view
        x = ((coords[:, 0] - v.center_x) / v.resolution + v.width_px / 2) * self.ratio
        y = ((v.center_y - coords[:, 1]) / v.resolution + v.height_px / 2) * self.ratio
        return np.stack([x, y], axis=1)

    def coverage(self, shape, measure=shapely.area):
        """What ``measure`` says of the part of a shape in each pixel."""
        out = np.zeros((self.height, self.width))
        if shape.is_empty:
            return out
        x0, y0, x1, y1 = np.floor(shape.bounds).astype(int)
        columns = np.arange(max(x0, 0), min(x1 + 1, self.width))
        rows = np.arange(max(y0, 0), min(y1 + 1, self.height))
        if len(columns) and len(rows):
            x, y = np.meshgrid(columns, rows)
            parts = shapely.intersection(shape, shapely.box(x, y, x + 1, y + 1))
            out[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = measure(parts)
        return out


def ink(color):
    red, green, blue, alpha = rgba(color)
    share = alpha / 255
    return np.array([red / 255 * share, green / 255 * share, blue / 255 * share, share])


def over(canvas, color, coverage):
    """A premultiplied colour over a canvas by coverage, cut to 0 to 1."""
    part = color * np.clip(coverage, 0, 1)[..., None]
    return canvas * (1 - part[..., 3:]) + part


def drawn_layer(layer, sheet):
    canvas = np.zeros((sheet.height, sheet.width, 4))
    features = list(features_of(layer, sheet))
    by_class = [(symbol, [f for f in features if f.number == number]) for number, symbol in symbols(layer)]
    for symbol, chosen in by_class:
        if symbol.casing:
            width = (symbol.width_mm + 2 * symbol.casing_mm) * sheet.px_per_mm
            casing = sum((line(f.lines, symbol, width, (), sheet) for f in chosen), np.zeros(canvas.shape[:2]))
            canvas = over(canvas, ink(symbol.casing), casing)
    for symbol, chosen in by_class:
        if symbol.fill:
            inside = sum((sheet.coverage(f.area) for f in chosen), np.zeros(canvas.shape[:2]))
            canvas = over(canvas, ink(symbol.fill), inside)
        canvas = stroked(canvas, symbol, [f.rings for f in chosen], sheet)
    for symbol, chosen in by_class:
        canvas = stroked(canvas, symbol, [f.lines for f in chosen], sheet)
    return stamped(canvas, dict(symbols(layer)), features, sheet)


@dataclass
class Feature:
    number: int
    area: object
    rings: list
    lines: list
    points: list


def symbols(layer):
    style = layer.style
    if layer.class_of is None:
        return [(0, style.symbol)]
    listed = [(k, each.symbol) for k, each in enumerate(style.classes) if each.visible]
    return listed + ([(254, style.symbol)] if style.symbol else [])


def features_of(layer, sheet):
    p = layer.prepared
    for k in range(p.size):
        number = 0 if layer.class_of is None else int(layer.class_of[k])
        if layer.drawn is not None and not layer.drawn[k]:
            continue
        if p.is_points:
            yield Feature(number, shapely.Polygon(), [], [], [sheet.pixels(p.coords[k : k + 1])[0]])
            continue
        parts = {POINT: [], LINE: [], EXTERIOR: [], INTERIOR: []}
        polygons = []
        for r in range(p.feature_offsets[k], p.feature_offsets[k + 1]):
            vertices = sheet.pixels(p.coords[p.ring_offsets[r] : p.ring_offsets[r + 1]])
            parts[p.ring_kind[r]].append(vertices)
            if p.ring_kind[r] == EXTERIOR:
                polygons.append([vertices, []])
            elif p.ring_kind[r] == INTERIOR:
                polygons[-1][1].append(vertices)
        yield Feature(
            number,
            shapely.MultiPolygon([shapely.Polygon(*each) for each in polygons]),
            parts[EXTERIOR] + parts[INTERIOR],
            parts[LINE],
            [v[0] for v in parts[POINT]],
        )


def stroked(canvas, symbol, shapes, sheet):
    if not symbol.line:
        return canvas
    width = symbol.width_mm * sheet.px_per_mm
    dashes = [d * sheet.px_per_mm for d in symbol.dash_mm * (1 + len(symbol.dash_mm) % 2)]
    covered = sum((line(parts, symbol, width, dashes, sheet) for parts in shapes), np.zeros(canvas.shape[:2]))
    return over(canvas, ink(symbol.line), covered)


def line(parts, symbol, width, dashes, sheet):
    """Coverage of the lines or rings of one feature."""
    out = np.zeros((sheet.height, sheet.width))
    for vertices in parts:
        if width <= THIN and (np.ptp(vertices, axis=0) <= SMALL).all():
            share = sum(dashes[::2]) / sum(dashes) if len(dashes) else 1.0
            out += sheet.coverage(shapely.LineString(vertices), shapely.length) * width * share
            continue
        for piece in pieces(vertices, dashes):
            wide = shapely.buffer(
                piece, width / 2, quad_segs=32, cap_style=_CAPS[symbol.cap], join_style=_JOINS[symbol.join],
                mitre_limit=4.0,
            )  # fmt: skip
            out += sheet.coverage(wide)
    return out


def pieces(vertices, dashes):
    if not len(dashes):
        closed = len(vertices) > 2 and (vertices[0] == vertices[-1]).all()
        return [shapely.LinearRing(vertices) if closed else shapely.LineString(vertices)]
    whole, at, found = shapely.LineString(vertices), 0.0, []
    while at < whole.length:
        for k, dash in enumerate(dashes):
            if k % 2 == 0 and at < whole.length:
                found.append(substring(whole, at, min(at + dash, whole.length)))
            at += dash
    return found


def stamped(canvas, looks, features, sheet):
    """Markers in page order; of those with one outline and one pixel only the last."""
    last = {}
    places = [(f.number, *np.floor(point).astype(int)) for f in features if f.number in looks for point in f.points]
    sprites = {number: sprite(symbol, sheet) for number, symbol in looks.items()}
    for k, (number, x, y) in enumerate(places):
        last[sprites[number][..., 3].round(9).tobytes(), x, y] = k
    for k in sorted(last.values()):
        number, x, y = places[k]
        picture_ = sprites[number]
        reach = len(picture_) // 2
        for j in range(-reach, reach + 1):
            for i in range(-reach, reach + 1):
                if 0 <= y + j < sheet.height and 0 <= x + i < sheet.width:
                    part = picture_[j + reach, i + reach]
                    canvas[y + j, x + i] = canvas[y + j, x + i] * (1 - part[3]) + part
    return canvas


def sprite(symbol, sheet):
    size, width = symbol.size_mm * sheet.px_per_mm, symbol.width_mm * sheet.px_per_mm
    reach = int(size + 4 * width) + 3
    small = Sheet(2 * reach + 1, 2 * reach + 1, None, 1.0, 1.0)
    rings = [ring * size + reach + 0.5 for ring in outline(symbol.marker)]
    canvas = np.zeros((small.height, small.width, 4))
    if symbol.fill:
        canvas = over(canvas, ink(symbol.fill), small.coverage(shapely.Polygon(rings[0], rings[1:])))
    if symbol.line:
        band = [
            shapely.buffer(shapely.LinearRing(r), width / 2, quad_segs=32, join_style=_JOINS[symbol.join])
            for r in rings
        ]
        canvas = over(canvas, ink(symbol.line), sum(small.coverage(b) for b in band))
    return canvas
