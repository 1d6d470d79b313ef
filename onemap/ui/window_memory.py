"""What the window wants to have remembered; `onemap.app.settings` does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtCore import QByteArray

    from onemap.messages import Language

ThemeChoice = Literal["system", "light", "dark"]


class Memory(Protocol):
    """Choices and places that outlive the window."""

    language: Language | None
    theme: ThemeChoice
    folder: str
    #: Whether the window was left in the field view, and the radius of what is near there, metres.
    in_field: bool
    radius_m: float

    @property
    def recent(self) -> list[str]:
        """Paths opened lately, the last one first."""
        ...

    def remember(self, paths: Iterable[Path]) -> None:
        """Put paths on top of the recent ones."""
        ...

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        ...

    @property
    def keys(self) -> dict[str, str]:
        """Keys that somebody chose for commands, by the command's name; an empty text is no key."""
        ...

    def keep_key(self, name: str, keys: str | None) -> None:
        """Remember the keys of a command; None forgets them."""
        ...

    def place(self, name: str) -> QByteArray | None:
        """A remembered geometry or dock state."""
        ...

    def keep_place(self, name: str, value: QByteArray) -> None:
        """Remember a geometry or dock state."""
        ...
