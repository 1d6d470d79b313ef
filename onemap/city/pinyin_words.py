"""The dictionaries of pypinyin, read bit by bit.

Importing pypinyin reads 3 MB of JSON in one breath, for which every other thread waits (0.5 s, four times as long on a
busy machine), the window's, too. Its files are read here instead, with pauses in which others get their turn.
"""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r'"([^"]+)"\s*:\s*\[((?:\s*\[[^\]]*\]\s*,?)*)\s*\]')
_FIRST = re.compile(r'\[\s*"([^"]*)"')
_CHARACTER = re.compile(r'"(\d+)"\s*:\s*"([^",]*)')
#: so many entries, some ten milliseconds of work, then a pause in seconds.
_ENTRIES, _PAUSE = 4000, 0.0002
#: What marks the tones; the two dots of ü are no tone.
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0304\u030c"))


@dataclass(frozen=True, slots=True)
class Sounds:
    """``words``: a blank between the sounds of each; ``heads``: all beginnings of words; ``characters`` by number."""

    words: dict[str, str]
    heads: set[str]
    characters: dict[int, str]

    def cut(self, text: str) -> Iterator[str]:
        """The words of a text as pypinyin cuts it: always the longest one, else one character."""
        while text:
            found, ends = 0, True
            for size in range(1, len(text) + 1):
                head = text[:size]
                if head not in self.heads:
                    ends = False
                    break
                if head in self.words:
                    found = size
            if not found and ends:
                yield from text
                return
            found = found or 1
            yield text[:found]
            text = text[found:]


def breathe(at: int, every: int = _ENTRIES) -> None:
    """Let other threads have their turn, once in a while of a long loop."""
    if at % every == every - 1:
        time.sleep(_PAUSE)


@cache
def sounds() -> Sounds:
    """The dictionaries as pypinyin has them, the first sound of each; pypinyin must be installed."""
    found = find_spec("pypinyin")
    places = found.submodule_search_locations if found is not None else None
    home = Path(next(iter(places))) if places else Path()
    words, characters = home / "phrases_dict.json", home / "pinyin_dict.json"
    if not (words.is_file() and characters.is_file()):
        return _imported()
    return _read(words.read_text(encoding="utf-8"), characters.read_text(encoding="utf-8"))


def _read(words: str, characters: str) -> Sounds:
    if "\\" in words or "\\" in characters:
        return _imported()
    made = Sounds({}, set(), {})
    for at, entry in enumerate(_ENTRY.finditer(words)):
        _add(made, entry[1], " ".join(_FIRST.findall(entry[2])))
        breathe(at)
    for at, entry in enumerate(_CHARACTER.finditer(characters)):
        made.characters[int(entry[1])] = entry[2]
        breathe(at)
    return made


def _imported() -> Sounds:
    """By pypinyin's own way, where its files are not those that we know."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    made = Sounds({}, set(), {number: said.split(",")[0] for number, said in PINYIN_DICT.items()})
    for at, (word, said) in enumerate(PHRASES_DICT.items()):
        _add(made, word, " ".join(one[0] for one in said))
        breathe(at)
    return made


def _add(made: Sounds, word: str, said: str) -> None:
    made.words[word] = said
    made.heads.update(word[:size] for size in range(1, len(word) + 1))


def plain(sound: str) -> str:
    """A sound without its tone, ü as v."""
    bare = unicodedata.normalize("NFD", sound).translate(_TONES)
    return unicodedata.normalize("NFC", bare).replace("ü", "v")
