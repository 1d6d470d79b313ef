"""How personal values are shown: what tells who somebody is is cut, the rest stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.model.definition import FieldRole

#: From this grade on (GB/T 43697 levels as the layer files use them) a value is personal or sensitive.
MASKED_FROM = 3
_STARS = "**"
_KEPT_FRONT, _KEPT_BACK = 3, 4


def masked(value: str | None, role: FieldRole | None, grade: int) -> str | None:
    """The value as a card may show it; values below `MASKED_FROM` and none stay as they are.

    A name keeps its first sign, a telephone number its first three and last four digits, an address loses its house
    number; anything else keeps its first sign.
    """
    if value is None or grade < MASKED_FROM:
        return value
    if role == "phone":
        return _phone(value)
    if role == "address":
        return value.rstrip("0123456789-之号栋幢室单元#") + _STARS
    return value[:1] + _STARS


def _phone(value: str) -> str:
    digits = value.strip()
    if len(digits) <= _KEPT_FRONT + _KEPT_BACK:
        return _STARS + digits[-2:] if len(digits) > _KEPT_BACK else _STARS
    return f"{digits[:_KEPT_FRONT]}****{digits[-_KEPT_BACK:]}"
