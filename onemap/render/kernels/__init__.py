"""Compiled kernels: from map coordinates to coverage and colour, one band of picture rows at a time."""

from __future__ import annotations

from onemap.compiled import warm


def warm_up() -> None:
    """Compile all kernels, or load them from the user's cache; quick when it was done before in this process."""
    from onemap.render.kernels import blend, fill, points, select, stroke  # noqa: F401

    warm(__name__)
