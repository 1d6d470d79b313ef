"""Light or dark, Chinese or English: chosen here, followed by everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup, QGuiApplication

from onemap.ui import icons, language, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from onemap.ui.actions import Actions
    from onemap.ui.window_memory import Memory, ThemeChoice
CHOICES: tuple[ThemeChoice, ...] = ("system", "light", "dark")


class Look(QObject):
    """Applies the theme and the language that were chosen and remembers the choice."""

    def __init__(self, app: QApplication, memory: Memory) -> None:
        super().__init__(app)
        self._app, self._memory = app, memory
        self._actions: Actions | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def begin(self) -> None:
        """Dress the application as it was left."""
        theme.apply(self._app, self._wanted())

    def _wanted(self) -> theme.ThemeName:
        choice = self._memory.theme
        if choice != "system":
            return choice
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._memory.theme == "system" and self._wanted() != theme.current():
            theme.apply(self._app, self._wanted())

    def wire(self, actions: Actions) -> None:
        """Let the window's commands choose; from here on this lives as long as they do."""
        self.setParent(actions)
        self._actions = actions
        group = QActionGroup(self)
        for choice in CHOICES:
            action = actions[f"theme_{choice}"]
            group.addAction(action)
            action.setChecked(self._memory.theme == choice)
            action.triggered.connect(lambda _on, choice=choice: self.choose_theme(choice))
        actions["theme"].triggered.connect(lambda _on: self.toggle_theme())
        actions["language"].triggered.connect(lambda _on: self.toggle_language())
        theme.changed.connect(self._show)
        self._show(theme.current())

    def _show(self, name: str) -> None:
        if self._actions is not None:
            icons.bind(self._actions["theme"], "light" if name == "dark" else "dark")
            self._actions[f"theme_{self._memory.theme}"].setChecked(True)

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Use and remember a theme, or follow the desktop's."""
        self._memory.theme = choice
        theme.apply(self._app, self._wanted())

    def toggle_theme(self) -> None:
        """The other one of light and dark."""
        self.choose_theme("light" if theme.current() == "dark" else "dark")

    def toggle_language(self) -> None:
        """The other one of Chinese and English."""
        self._memory.language = "en" if language.current() == "zh" else "zh"
        language.use(self._memory.language)
