"""What a window keeps of its last picture, so that the next one costs only what is different in it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.model.request import DrawnLayer, LayerReport, RenderRequest
    from onemap.render.label_stamp import Labels


class Same:
    """Equal to itself around the same object only."""

    __slots__ = ("of",)

    def __init__(self, of: object) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        """Whether it is around the same object."""
        return isinstance(other, Same) and other.of is self.of

    def __hash__(self) -> int:
        """By identity."""
        return id(self.of)


@dataclass(slots=True)
class Held:
    """The layers below the first one that time narrows, drawn band by band, and where the labels stood.

    Each has the key of what it was made for; nobody uses one of another key.
    """

    ground_key: object = None
    ground: dict[int, npt.NDArray[np.uint64]] = field(default_factory=dict)
    reports: tuple[LayerReport, ...] = ()
    labels_key: object = None
    labels: Labels | None = None

    def clear(self) -> None:
        """Let go of everything."""
        self.ground_key, self.ground, self.reports = None, {}, ()
        self.labels_key, self.labels = None, None

    def ground_of(self, key: object) -> tuple[tuple[LayerReport, ...], dict[int, npt.NDArray[np.uint64]]]:
        """Reports and bands by first row of the ground with the key; none, and an empty book for them, if it is new.

        A ground whose reports are not there was not drawn to its end.
        """
        if self.ground_key != key or not self.reports:
            self.ground_key, self.ground, self.reports = key, {}, ()
        return self.reports, self.ground


#: Whose pictures are drawn in this thread; None for pictures that stand alone.
CURRENT: ContextVar[Held | None] = ContextVar("held", default=None)


def sheet_key(request: RenderRequest) -> tuple[object, ...]:
    """What of a request all its layers depend on."""
    return (
        request.view, request.pixel_ratio, request.mm_per_px, request.metres_per_unit, request.palette,
        request.background,
    )  # fmt: skip


def layer_key(layer: DrawnLayer) -> tuple[object, ...]:
    """What of a layer its picture depends on."""
    return (
        layer.id, layer.style, layer.title, Same(layer.prepared), Same(layer.class_of), Same(layer.labels),
        Same(layer.drawn),
    )  # fmt: skip
