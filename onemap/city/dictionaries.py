"""Dictionaries of codes: data in ``resources/codes``, and a city's own beside them in the user's folder ``codes``.

A name belongs to (standard_ref, kind, code): the same digits mean other things in other editions, and a component and
the matter of that component share theirs. A file with ``extends`` adds to the dictionary of that standard; what it
says wins.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec

from onemap.errors import DefinitionError

if TYPE_CHECKING:
    from pathlib import Path

Table = TypeVar("Table", bound=msgspec.Struct)
Certainty = Literal["certain", "likely", "uncertain", "inferred"]
Kind = Literal["component", "matter"]

COMPONENT_2026 = MATTER_2026 = "GB/T 47678.5-2026"
COMPONENT_2013 = "GB/T 30428.2-2013"
COMPONENT_2007 = "CJ/T 214-2007"
_MAPPING = "mapping_2013_2026.toml"
_TABLES = ("administrative.toml", "credit.toml")


class Dictionary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The classes of one kind in one edition: ``majors`` by two digits, ``codes`` by major and minor together."""

    standard_ref: str
    kind: Kind
    certainty: Certainty
    source: str
    minor_digits: int
    majors: dict[str, str] = {}
    codes: dict[str, str] = {}
    title: str = ""
    title_en: str = ""
    note: str = ""
    extends: str = ""


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How classes of one edition become those of another; ``*_codes`` are exceptions from ``*_majors``."""

    from_ref: str
    to_ref: str
    certainty: Certainty
    source: str
    component_majors: dict[str, str]
    matter_majors: dict[str, str]
    component_codes: dict[str, str] = {}
    matter_codes: dict[str, str] = {}


class Meaning(msgspec.Struct, frozen=True):
    """What a class code says: its name, its major's, where that stands, and how sure it is.

    ``local`` marks a name from a file of the user's.
    """

    code: str
    name: str
    major: str
    standard_ref: str
    certainty: Certainty
    local: bool = False


class Shelf:
    """All dictionaries at hand. ``folders`` are read after the bundled one; a later file wins."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._books: dict[tuple[str, str], Dictionary] = {}
        self._local: set[tuple[str, str, str]] = set()
        self.mapping: Mapping | None = None
        for number, folder in enumerate(folders):
            for path in sorted(folder.glob("*.toml")):
                self._take(path, local=number > 0)

    @property
    def dictionaries(self) -> tuple[Dictionary, ...]:
        """The dictionaries, local additions included."""
        return tuple(self._books.values())

    def meaning(self, kind: Kind, code: str, standard_ref: str) -> Meaning | None:
        """What a class code means in an edition; None when no dictionary has it.

        A code of the 2013 edition that its own list lacks is read through the mapping to 2026, marked as inferred.
        """
        book = self._books.get((standard_ref, kind))
        if book is None:
            return None
        name = book.codes.get(code)
        if name is None:
            return self._inferred(kind, code, book)
        local = (standard_ref, kind, code) in self._local
        return Meaning(code, name, book.majors.get(code[:2], ""), standard_ref, book.certainty, local)

    def major(self, kind: Kind, code: str, standard_ref: str) -> str | None:
        """The name of a major in an edition."""
        book = self._books.get((standard_ref, kind))
        return None if book is None else book.majors.get(code)

    def to_2026(self, kind: Kind, code: str) -> Meaning | None:
        """The class of 2026 that a four-digit class of 2013 became, marked as inferred; None when there is none."""
        if self.mapping is None or len(code) != 4:
            return None
        majors, codes = (
            (self.mapping.component_majors, self.mapping.component_codes)
            if kind == "component"
            else (self.mapping.matter_majors, self.mapping.matter_codes)
        )
        major = majors.get(code[:2])
        target = codes.get(code) or (None if major is None else f"{major}0{code[2:]}")
        found = None if target is None else self.meaning(kind, target, self.mapping.to_ref)
        if found is None or self.mapping is None:
            return None
        return msgspec.structs.replace(found, certainty=self.mapping.certainty)

    def known(self, kind: Kind, standard_ref: str) -> frozenset[str]:
        """All class codes of a kind in an edition, those read through the mapping included."""
        book = self._books.get((standard_ref, kind))
        if book is None:
            return frozenset()
        found = set(book.codes)
        if self.mapping is not None and standard_ref == self.mapping.from_ref:
            four = (f"{major}{minor:02d}" for major in book.majors for minor in range(100))
            found |= {code for code in four if self.to_2026(kind, code) is not None}
        return frozenset(found)

    def _inferred(self, kind: Kind, code: str, book: Dictionary) -> Meaning | None:
        if self.mapping is None or book.standard_ref != self.mapping.from_ref:
            return None
        found = self.to_2026(kind, code)
        if found is None:
            return None
        major = book.majors.get(code[:2], "")
        return msgspec.structs.replace(found, code=code, major=major, standard_ref=book.standard_ref)

    def _take(self, path: Path, *, local: bool) -> None:
        if path.name in _TABLES:
            return
        if path.name == _MAPPING:
            self.mapping = read(path, Mapping)
            return
        book = read(path, Dictionary)
        key = (book.extends or book.standard_ref, book.kind)
        if local:
            self._local |= {(*key, code) for code in book.codes}
        old = self._books.get(key)
        if old is not None and (book.extends or local):
            book = msgspec.structs.replace(old, majors=old.majors | book.majors, codes=old.codes | book.codes)
        self._books[key] = book


def read(path: Path, kind: type[Table]) -> Table:
    """A table of codes from a file; DefinitionError says what is wrong with it."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as error:
        raise DefinitionError("codes_file_bad", path=str(path), why=str(error)) from error


def folders() -> tuple[Path, ...]:
    """The bundled folder of dictionaries, then the user's own if there is one."""
    from onemap.io import files

    own = files.user_layers_dir().parent / "codes"
    return (files.resource("codes"), own) if own.is_dir() else (files.resource("codes"),)


@cache
def shelf() -> Shelf:
    """The dictionaries of this process, read once."""
    return Shelf(folders())
