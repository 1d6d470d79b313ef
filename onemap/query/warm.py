"""Makes the kernels of this room ready: they are imported, and compiled or loaded from the cache, once a process."""

from __future__ import annotations

from functools import cache


@cache
def warm_up() -> None:
    """Compile or load every kernel of `onemap.query`; later calls cost nothing, and threads may call it at once."""
    from onemap.compiled import warm
    from onemap.query import (  # noqa: F401
        class_kernels,
        count_kernels,
        detail_kernels,
        group_kernels,
        hit_kernels,
        instant_kernels,
        mask_kernels,
        morton_kernels,
        order_kernels,
        shape_kernels,
        time_kernels,
    )

    warm("onemap.query")
