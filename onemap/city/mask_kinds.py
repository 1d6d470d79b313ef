"""How a value that tells who somebody is is cut: one rule for each kind of mask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.definition import Mask

STARS = "**"
_FRONT, _BACK = 3, 4
#: What is left of a fixed line or a bank account.
_CUT = re.compile(r"\*{4}.{4}")
#: A fixed line: an area code of China, which begins with one 0 only, or its number alone.
_FIXED = re.compile(r"(\(?0[1-9]\d{1,2}\)?[- ]?\d{7,8})|\d{8}")
#: As far as an address may be told: to its street office, town or township, else its district or county.
_OFFICE = re.compile(r"^.*?(?:街道|(?<=.)[镇乡])")
_DISTRICT = re.compile(r"^.*?(?<![小社园景])[区县]")
#: Without these the road without its number.
_ROAD = re.compile(r"^[^\d]*?[路街巷道弄里村]")


def cut(value: str, mask: Mask) -> str:
    """The value as a mask leaves it; an empty text stays empty, and what was cut already stays as it is."""
    told = value.strip()
    return _RULES[mask](told) if told and told != STARS else value


def _first(value: str) -> str:
    """The first sign of several; one sign alone would be the whole."""
    return value[:1] + STARS if len(value) > 1 else STARS


def _phone(value: str) -> str:
    if _CUT.fullmatch(value):
        return value
    if _FIXED.fullmatch(value):
        return "****" + value[-_BACK:]
    if len(value) <= _FRONT + _BACK:
        return STARS + value[-2:] if len(value) > _BACK else STARS
    return f"{value[:_FRONT]}****{value[-_BACK:]}"


def _id_card(value: str) -> str:
    return value[0] + "*" * (len(value) - 3) + value[-2:] if len(value) > 2 * _BACK else STARS


def _address(value: str) -> str:
    for told in (_OFFICE, _DISTRICT, _ROAD):
        found = told.match(value)
        if found:
            return found[0] + STARS
    return _first(value)


def _plate(value: str) -> str:
    return value[:2] + "****" + value[-1] if len(value) > _BACK else STARS


def _email(value: str) -> str:
    name, at, domain = value.rpartition("@")
    return name[:1] + STARS + at + domain if name else STARS


def _bank(value: str) -> str:
    return value if _CUT.fullmatch(value) else "****" + value[-_BACK:] if len(value) > 2 * _BACK else STARS


_RULES: dict[Mask, Callable[[str], str]] = {
    "name": _first,
    "phone": _phone,
    "id_card": _id_card,
    "address": _address,
    "plate": _plate,
    "email": _email,
    "bank": _bank,
    "first": _first,
    "hide": lambda _value: STARS,
    "none": lambda value: value,
}
