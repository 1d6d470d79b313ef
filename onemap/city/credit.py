"""Unified social credit identifiers of organisations (GB 32100-2015): 18 characters, the last a check character.

1 registering department, 2 class of organisation, 3 to 8 division of the registration, 9 to 17 organisation code (GB
11714, itself with a check character), 18 check character by ISO 7064 MOD 31 over the weights 3^i mod 31.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onemap.city import dictionaries
from onemap.errors import CodeError

if TYPE_CHECKING:
    import numpy.typing as npt

STANDARD = "GB 32100-2015"
#: The 31 characters and their values; I, O, S, V and Z are left out.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_WEIGHTS = np.array([pow(3, i, 31) for i in range(LENGTH - 1)], dtype=np.int64)
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VALUES = np.full(256, -1, dtype=np.int64)
_VALUES[np.frombuffer(ALPHABET.encode(), dtype=np.uint8)] = np.arange(31)
_CHARACTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)


class Register(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the first two characters of an identifier say."""

    standard_ref: str
    source: str
    departments: dict[str, str]
    classes: dict[str, str]


@cache
def register() -> Register:
    """The table of departments and classes."""
    return dictionaries.read(dictionaries.folders()[0] / "credit.toml", Register)


def check_character(first: str) -> str:
    """The check character of the first 17 characters; CodeError for another length or a character of none."""
    if len(first) != LENGTH - 1:
        raise CodeError("code_length", code=first, length=len(first), wanted="17")
    for place, character in enumerate(first, 1):
        if character not in ALPHABET:
            raise CodeError("code_character", code=first, place=place, character=character)
    return chr(check_characters(np.frombuffer(first.encode(), dtype=np.uint8).reshape(1, -1))[0])


def check_characters(characters: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Check characters (n,) as ASCII of rows (n, 17 or more) of ASCII; 0 where a character is none of the alphabet."""
    values = _VALUES[characters[:, : LENGTH - 1]]
    check = (31 - (np.maximum(values, 0) * _WEIGHTS).sum(axis=1) % 31) % 31
    return np.where((values < 0).any(axis=1), 0, _CHARACTERS[check]).astype(np.uint8)


def body_check_character(body: str) -> str:
    """The check character of an organisation code's eight characters (GB 11714); A to Z count 10 to 35."""
    total = sum(weight * int(character, 36) for weight, character in zip(_BODY_WEIGHTS, body, strict=True))
    check = (11 - total % 11) % 11
    return "X" if check == 10 else str(check)


def body_fits(code: str) -> bool:
    """Whether the organisation code inside an identifier has the check character that GB 11714 asks for."""
    return body_check_character(code[8:16]) == code[16]


def build(department_class: str, division: str, body: str) -> str:
    """The identifier of two, six and eight characters with both check characters put behind."""
    if len(department_class) != 2 or len(division) != 6 or len(body) != 8:
        whole = department_class + division + body
        raise CodeError("code_length", code=whole, length=len(whole), wanted="2 + 6 + 8")
    first = department_class + division + body
    for place, character in enumerate(first, 1):
        if character not in ALPHABET:
            raise CodeError("code_character", code=first, place=place, character=character)
    first += body_check_character(body)
    return first + check_character(first)
