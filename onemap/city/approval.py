"""The number under which a map was approved for the public (审图号): read, and written in one form."""

from __future__ import annotations

import re

from onemap.errors import RequestError

#: GS of the ministry, GS with the sign of a province, and the sign of a province with S; either kind of brackets.
_NUMBER = re.compile(r"(GS[一-龥]?|[一-龥]S)\s*[（(]\s*(\d{4})\s*[）)]\s*(\d{3,5})\s*号")
_FORMS = ("GS(2024)0650号", "GS京(2022)1061号", "京S(2024)012号")
_PREFIX = re.compile(r"^审图号\s*[:：]?\s*")


def normalised(text: str) -> str:
    """The number in the form "GS(2024)0650号", without the word before it; an empty text stays empty.

    Raises
    ------
    RequestError
        When the text has none of the forms.
    """
    said = _PREFIX.sub("", text.strip())
    if not said:
        return ""
    found = _NUMBER.fullmatch(said.upper())
    if found is None:
        raise RequestError("approval_bad", value=text.strip(), forms=_FORMS)
    series, year, number = found.groups()
    return f"{series}({year}){number}号"
