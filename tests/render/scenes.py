"""Small layers made of numbers, for tests of drawing."""

from __future__ import annotations

import numpy as np

from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, POINT, Geometries
from onemap.model.request import DrawnLayer, RenderRequest
from onemap.model.style import Style
from onemap.model.view import View
from onemap.query.prepare import prepare

SIZE = (48, 32)
KINDS = {"point": POINT, "line": LINE, "exterior": EXTERIOR, "interior": INTERIOR}


def prepared(features):
    """Ready features, each a list of (kind, vertices); polygon rings are closed here."""
    coords, rings, kinds, rows = [], [0], [], [0]
    for feature in features:
        for kind, vertices in feature:
            ring = np.array(vertices, float)
            if kind in ("exterior", "interior"):
                ring = np.vstack([ring, ring[:1]])
            coords.append(ring)
            rings.append(rings[-1] + len(ring))
            kinds.append(KINDS[kind])
        rows.append(len(kinds))
    vertices = np.vstack(coords) if coords else np.empty((0, 2))
    return prepare(
        Geometries(
            vertices, np.array(rings), np.array(rows), np.array(kinds, np.uint8), np.full(len(features), 7, np.uint8)
        )
    )


def points(coords):
    return prepare(Geometries(np.array(coords, float).reshape(-1, 2)))


def request(*layers, ratio=1.0, size=SIZE, resolution=1.0, background="#ffffff", **other):
    """A view whose map units are logical pixels with the origin in the lower left corner."""
    view = View(size[0] * resolution / 2, size[1] * resolution / 2, resolution, *size)
    return RenderRequest(view, layers, pixel_ratio=ratio, mm_per_px=1.0, background=background, **other)


def layer(ready, symbol=None, name="a", **other):
    style = other.pop("style", None) or Style(symbol=symbol)
    return DrawnLayer(name, ready, style, **other)


def star(rng, x, y, radius, corners):
    """A simple ring round (x, y), in a random direction."""
    angles = (np.arange(corners) + rng.uniform(0.2, 0.8, corners)) * (2 * np.pi / corners)
    radii = radius * rng.uniform(0.7, 1.0, corners)
    ring = np.stack([x + np.cos(angles) * radii, y + np.sin(angles) * radii], axis=1)
    return ring[::-1] if rng.random() < 0.5 else ring


def polygons(rng, count, radius, size=SIZE):
    """Stars, every third with a hole, every fourth of two parts."""
    features = []
    for k in range(count):
        x, y = rng.uniform(-2, size[0] + 2), rng.uniform(-2, size[1] + 2)
        feature = [("exterior", star(rng, x, y, radius, rng.integers(4, 8)))]
        if k % 3 == 0:
            feature.append(("interior", star(rng, x, y, radius * 0.3, 4)))
        if k % 4 == 0:
            feature.append(("exterior", star(rng, x + 3 * radius, y, radius, 5)))
        features.append(feature)
    return features
