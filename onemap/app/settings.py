"""What the window remembers between runs: an ini file in the program's own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QByteArray, QSettings

from onemap.messages.secrecy import holds_secret

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onemap.messages import Language

ThemeChoice = Literal["system", "light", "dark"]
#: Files kept in the list of recent ones.
RECENT = 12


class Settings:
    """Language, theme, recent files, the window's places. A damaged or read-only file costs nothing but memory."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @classmethod
    def of_user(cls) -> Settings:
        """The settings of this user."""
        from onemap.io import files

        return cls(files.state_dir() / "window.ini")

    @property
    def language(self) -> Language | None:
        """The language that was chosen, None while nobody chose."""
        value = str(self._store.value("language", ""))
        return cast("Language", value) if value in {"zh", "en"} else None

    @language.setter
    def language(self, value: Language | None) -> None:
        self._store.setValue("language", value or "")

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was chosen; "system" follows the desktop."""
        value = str(self._store.value("theme", "system"))
        return cast("ThemeChoice", value) if value in {"light", "dark"} else "system"

    @theme.setter
    def theme(self, value: ThemeChoice) -> None:
        self._store.setValue("theme", value)

    @property
    def recent(self) -> list[str]:
        """Paths opened lately, the last one first."""
        value = self._store.value("recent", [])
        return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []

    def remember(self, paths: Iterable[Path]) -> None:
        """Put paths on top of the recent ones."""
        kept = self.recent
        for path in paths:
            text = str(path.resolve())
            if holds_secret(text):
                continue
            kept = [text, *(one for one in kept if one != text)]
        self._store.setValue("recent", kept[:RECENT])

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._store.setValue("recent", [])

    @property
    def keys(self) -> dict[str, str]:
        """Keys that somebody chose for commands, by the command's name; an empty text is no key."""
        self._store.beginGroup("keys")
        kept = {name: str(self._store.value(name, "")) for name in self._store.childKeys()}
        self._store.endGroup()
        return kept

    def keep_key(self, name: str, keys: str | None) -> None:
        """Remember the keys of a command; None forgets them."""
        if keys is None:
            self._store.remove(f"keys/{name}")
        else:
            self._store.setValue(f"keys/{name}", keys)

    def place(self, name: str) -> QByteArray | None:
        """A remembered geometry or dock state."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_place(self, name: str, value: QByteArray) -> None:
        """Remember a geometry or dock state."""
        self._store.setValue(f"window/{name}", value)

    @property
    def folder(self) -> str:
        """The folder of the last dialog."""
        return str(self._store.value("folder", ""))

    @folder.setter
    def folder(self, value: str) -> None:
        self._store.setValue("folder", value)

    @property
    def in_field(self) -> bool:
        """Whether the window was left in the field view."""
        return str(self._store.value("field/on", "")) == "true"

    @in_field.setter
    def in_field(self, value: bool) -> None:
        self._store.setValue("field/on", "true" if value else "")

    @property
    def radius_m(self) -> float:
        """The radius of what is near in the field, metres; 0 when it was never changed."""
        try:
            return max(float(str(self._store.value("field/radius_m", "0"))), 0.0)
        except ValueError:
            return 0.0

    @radius_m.setter
    def radius_m(self, value: float) -> None:
        self._store.setValue("field/radius_m", value)

    def sync(self) -> None:
        """Bring it to the disk now."""
        self._store.sync()
