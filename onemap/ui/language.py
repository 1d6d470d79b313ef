"""The language of the window, switched while it runs.

English texts stand in the code, inside ``self.tr(...)`` or ``translate("Context", ...)``; ``resources/i18n`` holds the
Chinese ones. `use` installs the translators (Qt then sends LanguageChange to every widget) and tells `changed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from onemap import messages
from onemap.io import files
from onemap.ui.telling import Telling

if TYPE_CHECKING:
    from onemap.messages import Language


_installed: list[QTranslator] = []
#: Tells the language now in use.
changed = Telling()


def current() -> Language:
    """The language in use."""
    return messages.language()


def use(language: Language) -> None:
    """Speak ``language`` ("zh" or "en") from now on, in widgets and sentences alike."""
    messages.set_language(language)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
    app = QCoreApplication.instance()
    if app is None:
        return
    while _installed:
        app.removeTranslator(_installed.pop())
    if language == "zh":
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (("qtbase_zh_CN", qt), ("onemap_zh_CN", str(files.resource("i18n")))):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
                _installed.append(translator)
    changed.emit(language)


def number(value: float, digits: int = 0) -> str:
    """A number for people: separators between thousands."""
    return f"{value:,.{digits}f}"
