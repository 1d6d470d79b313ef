"""The declared rules that indicators rest on: categories, limits, what is a repeated case, who is satisfied."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

from onemap.errors import DefinitionError

if TYPE_CHECKING:
    from onemap.city.card_values import Words

_Count = Annotated[float, msgspec.Meta(ge=0)]
#: The file in a project's folder that takes the place of the program's own.
FILE = "indicators.toml"


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the categories of what happens in a city, and the words that stand for it in the data."""

    name: str
    name_en: str = ""
    words: tuple[str, ...] = ()
    color: str = ""

    @property
    def title(self) -> Words:
        """Its name in Chinese and English."""
        return self.name, self.name_en or self.name


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits that the data do not hold themselves."""

    filing_minutes: _Count = 30
    handling_work_hours: _Count = 0


class Repeated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a case repeats one before it."""

    metres: _Count = 50
    hours: _Count = 168


class Frequent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many classes count as frequent."""

    classes: Annotated[int, msgspec.Meta(ge=1)] = 5


class Satisfaction(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of those who are content and of those who are not."""

    satisfied: tuple[str, ...] = ()
    unsatisfied: tuple[str, ...] = ()


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them."""

    category: tuple[Category, ...] = ()
    limits: Limits = Limits()
    repeated: Repeated = Repeated()
    frequent: Frequent = Frequent()
    satisfaction: Satisfaction = Satisfaction()

    def category_of(self, word: str) -> Category | None:
        """The category that a word of the data stands for."""
        return next((one for one in self.category if word in one.words or word == one.name), None)


def load(path: Path) -> Rules:
    """The rules of a file; DefinitionError when it holds none."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Rules)
    except (OSError, ValueError) as error:
        raise DefinitionError("indicator_rules_bad", path=str(path), why=str(error)) from error


@cache
def bundled() -> Rules:
    """The rules that come with the program."""
    from onemap.io.files import resource

    return load(resource("indicators", "rules.toml"))


def of_project(project: str | None) -> Rules:
    """The rules of the folder that a project file stands in, else the program's own."""
    own = None if project is None else Path(project).parent / FILE
    return load(own) if own is not None and own.is_file() else bundled()
