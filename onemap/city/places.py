"""Addresses as people write them, made plain step by step until a gazetteer knows them."""

from __future__ import annotations

import re
import unicodedata

_DIVISION = re.compile(
    r"^(?:[一-鿿]{2,8}?(?:省|自治区|特别行政区))?(?:[一-鿿]{2,6}?市)?(?:[一-鿿]{2,6}?(?:区|县|旗|市))?"
)
_STREET = re.compile(r"^[一-鿿]{2,8}?(?:街道|镇|乡)(?=[一-鿿])")
_COMMUNITY = re.compile(r"^[一-鿿]{2,8}?(?:社区|村)(?=[一-鿿])")
_BESIDE = re.compile(r"(?:附近|旁边?|对面|门口|路口|东侧|西侧|南侧|北侧|内|处)$")
_NUMBERED = re.compile(r"^(?P<road>[一-鿿]{1,10}?(?:大道|路|街|巷|道|弄|胡同))\s*(?P<number>\d+(?:-\d+)?)")


def variants(text: str) -> tuple[str, ...]:
    """The text, then ever shorter: without words of nearness, without divisions, up to the number, the road."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = [plain]
    near = _BESIDE.sub("", plain)
    found.append(near)
    for pattern in (_DIVISION, _STREET, _COMMUNITY):
        near = pattern.sub("", near, count=1)
        found.append(near)
    numbered = _NUMBERED.match(near)
    if numbered is not None:
        found += [f"{numbered.group('road')}{numbered.group('number')}号", numbered.group("road")]
    return tuple(dict.fromkeys(one for one in found if len(one) > 1))
