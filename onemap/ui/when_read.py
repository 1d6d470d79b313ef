"""Waits until every layer is read: what tells of the whole city must not tell of half of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from onemap.session import carding

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.session.change import Change
    from onemap.session.session import Session


class WhenRead(QObject):
    """One wish at a time; a newer one takes its place."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._do: Callable[[], None] | None = None
        session.changes.subscribe(self._changed)

    def then(self, do: Callable[[], None]) -> None:
        """Begin to read what is not read yet, and call ``do`` as soon as nothing is being read: perhaps at once."""
        self._do = None
        carding.open_layers(self._session)
        self._do = do
        self._go_on()

    def drop(self) -> None:
        """Wait no longer."""
        self._do = None

    def _changed(self, change: Change) -> None:
        if self._do is not None and change.touches("layers", "data", "jobs"):
            self._go_on()

    def _go_on(self) -> None:
        if self._do is None or any(entry.status == "reading" for entry in self._session.entries):
            return
        do, self._do = self._do, None
        do()
