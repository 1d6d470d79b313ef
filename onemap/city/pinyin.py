"""Names by their sound: pinyin and its initials, when the optional pypinyin is installed."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHINESE = re.compile(r"[㐀-䶿一-鿿]+")
#: What installs it.
COMMAND = 'pip install "onemap[search]"'
#: After so many names others get their turn.
_NAMES = 1000
_SOUND = re.compile(r"^[a-z][a-z' ]*$")


def available() -> bool:
    """Whether names can be told by their sound."""
    return find_spec("pypinyin") is not None


def is_sound(text: str) -> bool:
    """Whether a text in small letters may be pinyin or initials."""
    return bool(_SOUND.match(text))


def spell(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Pinyin without tones or blanks, and initials, of names; other characters stay, in small letters."""
    from onemap.city.pinyin_words import breathe

    full, initials = [], []
    for place, name in enumerate(names):
        breathe(place, _NAMES)
        sounds, heads, at = [], [], 0
        for run in _CHINESE.finditer(name):
            between = name[at : run.start()].casefold()
            sound, head = _run(run.group())
            sounds += [between, sound]
            heads += [between, head]
            at = run.end()
        rest = name[at:].casefold()
        full.append("".join(sounds) + rest)
        initials.append("".join(heads) + rest)
    return full, initials


@lru_cache(maxsize=200_000)
def _run(text: str) -> tuple[str, str]:
    """Sound and initials of a run of characters, word by word: eight times faster than asking for the whole."""
    from onemap.city.pinyin_words import sounds

    said = [sound for word in sounds().cut(text) for sound in _word(word)]
    return "".join(said), "".join(sound[:1] for sound in said)


@lru_cache(maxsize=50_000)
def _word(word: str) -> tuple[str, ...]:
    """The sounds of a word of the dictionary as it is said in it (长春 chang, 长大 zhang), else of its characters."""
    from onemap.city.pinyin_words import plain, sounds

    known = sounds()
    if len(word) > 1 and word in known.words:
        return tuple(map(plain, known.words[word].split(" ")))
    return tuple(plain(known.characters.get(ord(character), "")) for character in word)
