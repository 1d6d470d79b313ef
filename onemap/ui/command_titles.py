"""What the window's commands are called, for whoever looks for one: the find box, and a shell without a window."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QTranslator

from onemap.city.locator_values import Titled
from onemap.io import files
from onemap.ui.actions import COMMANDS, plain

if TYPE_CHECKING:
    from onemap.messages import Language


def titled(language: Language) -> tuple[Titled, ...]:
    """Every command but the one that finds, in a language and in English, by its text in the table.

    What undo takes back is no name of a command.
    """
    chinese = _chinese()
    made = []
    for name, command in COMMANDS.items():
        own = str(command.text)
        words = (chinese.translate("Actions", own) or own, own) if language == "zh" else (own,)
        made.append(Titled(name, tuple(dict.fromkeys(map(plain, words)))))
    return tuple(one for one in made if one.key != "find")


@cache
def _chinese() -> QTranslator:
    translator = QTranslator()
    translator.load("onemap_zh_CN", str(files.resource("i18n")))
    return translator
