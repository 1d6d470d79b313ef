"""A filter's text cut into tokens, each with its place; signs of a Chinese keyboard are understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from onemap.errors import RequestError
from onemap.messages import Phrase

#: Longest text that is read.
LONGEST = 10_000
#: Signs that mean another: what a Chinese keyboard writes, and what people know from mathematics and programs.
_SAME = {
    "（": "(", "）": ")", "，": ",", "＝": "=", "＜": "<", "＞": ">", "＋": "+", "－": "-", "＊": "*", "／": "/",
    "％": "%", "≥": ">=", "≤": "<=", "≠": "<>", "；": ";", "　": " ",
}  # fmt: skip
_CLOSES = {"'": "'", '"': '"', "‘": "’'", "“": '”"', "’": "’'", "”": '”"'}
_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WORD = re.compile(r"[^\W\d][\w.]*")
_SIGNS = ("<=", ">=", "<>", "!=", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^", ";")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: ``kind`` is "word", "quoted" (a column's name), "text", "number", "sign" or "end"."""

    kind: str
    value: str
    at: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether it is one of some words or signs (in capitals)."""
        return self.kind in ("word", "sign") and self.value.upper() in words


def wrong(text: str, at: int, why: Phrase) -> RequestError:
    """The error that shows the place with a caret under the line."""
    start = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    line = text[start : stop if stop >= 0 else len(text)]
    # A window of a long line, so that the caret stays under its sign.
    first = max(0, at - start - _SHOWN // 2)
    shown = "".join(sign if sign.isprintable() else "□" for sign in line[first : first + _SHOWN])
    before = "".join(map(_blank, shown[: at - start - first]))
    return RequestError("filter_wrong", why=why, text=shown, caret=before + "^", at=at)


#: Signs of a line that an error shows.
_SHOWN = 160


def _blank(sign: str) -> str:
    """A blank as wide as the sign."""
    return "　" if unicodedata.east_asian_width(sign) in "WF" else " "


def tokens(text: str) -> list[Token]:
    """All tokens of the text and one that ends it.

    Raises
    ------
    RequestError
        For a text that is too long, a quote that does not end, and a sign that means nothing.
    """
    if len(text) > LONGEST:
        raise RequestError("filter_long", length=len(text), limit=LONGEST)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        found.append(token)
        at = token.end
    return [*found, Token("end", "", len(text), len(text))]


def _token(text: str, at: int) -> Token:
    sign = text[at]
    if sign in _CLOSES:
        return _quoted(text, at)
    number = _NUMBER.match(text, at)
    if number is not None:
        return Token("number", number.group(), at, number.end())
    word = _WORD.match(text, at)
    if word is not None:
        return Token("word", word.group(), at, word.end())
    for known in _SIGNS:
        if text.startswith(known, at):
            return Token("sign", "<>" if known == "!=" else known, at, at + len(known))
    same = _SAME.get(sign)
    if same is None:
        shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
        raise wrong(text, at, Phrase("filter_sign", sign=shown))
    joined = same + "=" if same in ("<", ">") and text[at + 1 : at + 2] in ("=", "＝") else same
    joined = "<>" if same == "<" and text[at + 1 : at + 2] in (">", "＞") else joined
    return Token("sign", joined, at, at + (2 if joined != same else 1))


def _quoted(text: str, at: int) -> Token:
    """A text in single quotes or a name in double ones; a doubled closing quote stands for itself."""
    closes = _CLOSES[text[at]]
    made: list[str] = []
    place = at + 1
    while place < len(text):
        sign = text[place]
        if sign in closes:
            if text[place + 1 : place + 2] != sign or sign not in "'\"":
                kind = "text" if "'" in closes else "quoted"
                return Token(kind, "".join(made), at, place + 1)
            place += 1
        made.append(sign)
        place += 1
    raise wrong(text, at, Phrase("filter_open_quote", sign=text[at]))
