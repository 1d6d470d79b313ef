"""A signal of a module, which outlives the application: a script's drawing application ends when a window is opened."""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class _Source(QObject):
    told = Signal(object)


class Telling:
    """Tells one value to whoever is connected.

    Qt ends all of its objects with the application; the source is then made anew, and functions of modules stay
    connected. Methods of widgets go with their widgets.
    """

    def __init__(self) -> None:
        self._source: _Source | None = None
        self._functions: list[FunctionType] = []

    def connect(self, slot: Callable[..., object]) -> None:
        """Call ``slot`` with every value told from now on."""
        self._alive().told.connect(slot)
        if isinstance(slot, FunctionType):
            self._functions.append(slot)

    def emit(self, value: object = None) -> None:
        """Tell a value."""
        self._alive().told.emit(value)

    def _alive(self) -> _Source:
        if self._source is None or not shiboken6.isValid(self._source):
            self._source = _Source()
            for function in self._functions:
                self._source.told.connect(function)
        return self._source
