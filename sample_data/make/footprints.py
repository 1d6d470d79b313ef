"""The shapes of houses, as open rings around (0, 0): ``w`` along the street, ``d`` away from it, metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from make.frame import FloatArray


def _ring(*points: tuple[float, float]) -> FloatArray:
    return np.array(points, float)


def rect(w: float, d: float) -> FloatArray:
    """Plain house."""
    return _ring((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2))


def ell(w: float, d: float, side: int) -> FloatArray:
    """House with one wing."""
    a, b = w * 0.42 * side, d * 0.05
    return _ring((-w / 2 * side, -d / 2), (w / 2 * side, -d / 2), (w / 2 * side, d / 2), (w / 2 * side - a, d / 2),
                 (w / 2 * side - a, b), (-w / 2 * side, b))  # fmt: skip


def court(w: float, d: float) -> FloatArray:
    """House around three sides of a yard."""
    a, b = w * 0.24, d * -0.08
    return _ring((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (w / 2 - a, d / 2), (w / 2 - a, b), (a - w / 2, b),
                 (a - w / 2, d / 2), (-w / 2, d / 2))  # fmt: skip


def tower(w: float, d: float) -> FloatArray:
    """Tower on a cross-shaped plan."""
    a, b, x, y = w * 0.22, d * 0.22, w / 2, d / 2
    return _ring((a - x, -y), (x - a, -y), (x - a, b - y), (x, b - y), (x, y - b), (x - a, y - b), (x - a, y),
                 (a - x, y), (a - x, y - b), (-x, y - b), (-x, b - y), (a - x, b - y))  # fmt: skip


def stepped(w: float, d: float, side: int) -> FloatArray:
    """Two halves of a slab, one set back."""
    s = 0.22 * d * side
    return _ring((-w / 2, -d / 2), (0, -d / 2), (0, -d / 2 + s), (w / 2, -d / 2 + s), (w / 2, d / 2 + s),
                 (0, d / 2 + s), (0, d / 2), (-w / 2, d / 2))  # fmt: skip


def pick(name: str, w: float, d: float, random: np.random.Generator) -> FloatArray:
    """Footprint for a way of building: mostly plain houses in old quarters, towers and courts elsewhere."""
    u, side = random.random(), int(random.choice((-1, 1)))
    if name == "高层":
        return tower(w, d) if u < 0.8 else rect(w, d)
    if name in ("公共", "商业"):
        if u < 0.34:
            return ell(w, d, side)
        return court(w, d) if u < 0.62 and w > 24 else rect(w, d)
    if name == "住宅":
        return stepped(w, d, side) if u < 0.28 and w > 30 else rect(w, d)
    if name == "工业":
        return ell(w, d, side) if u < 0.15 else rect(w, d)
    return ell(w, d, side) if u < 0.2 and w > 9 else rect(w, d)
