"""The order in which Tab goes through controls, told once where they are laid out."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def in_order(*controls: QWidget) -> None:
    """Let Tab go from each control, and what stands in it, to the next; all must stand in one window or panel."""
    stops = [stop for control in controls for stop in _stops(control)]
    for one, two in itertools.pairwise(stops):
        QWidget.setTabOrder(one, two)


def _stops(control: QWidget) -> Iterator[QWidget]:
    """A control as it is, or the parts of one that only holds others, in the order they have now."""
    yield control
    last = control.nextInFocusChain()
    while last is not None and last is not control and control.isAncestorOf(last):
        yield last
        last = last.nextInFocusChain()
