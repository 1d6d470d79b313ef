"""Makes every kernel of the program ready, room by room."""

from __future__ import annotations


def warm_up() -> None:
    """Compile all kernels, or load them from the user's cache; quick when it was done before in this process."""
    from onemap.compiled import warm
    from onemap.io import wkb_kernels
    from onemap.query import warm as query
    from onemap.render import kernels, label_kernels

    warm(wkb_kernels.__name__.rpartition(".")[0])
    query.warm_up()
    kernels.warm_up()
    label_kernels.warm_up()
