"""In which encoding bytes of text are, as a Chinese city's files need it: UTF-8, GB18030, Big5, else a western one."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Pairs of bytes that must look like common characters before an encoding of pairs is believed.
_BELIEVED = 0.6


def detect(samples: list[bytes], hint: str | None = None) -> str | None:
    """The encoding of pieces of text, or None when all are plain ASCII (then any will do).

    ``hint`` is what the file says and may be wrong; it decides only where the bytes leave a choice. A piece may end in
    the middle of a character, as cut fields do.
    """
    telling = [sample for sample in samples if not sample.isascii()]
    if not telling:
        return None
    if all(_decodes(sample, "utf-8") for sample in telling):
        return "UTF-8"
    chinese = _chinese(telling)
    if hint is not None and not (chinese and _is_western(hint)) and all(_decodes(s, hint) for s in telling):
        return hint
    return chinese or (hint if hint is not None and _is_western(hint) else "CP1252")


def named(text: str) -> str | None:
    """Python's name of an encoding as .cpg files and people write it ("936", "UTF8", "ANSI 1252"), or None."""
    word = text.strip().strip("\x00").casefold()
    number = "".join(c for c in word if c.isdigit())
    candidates = [word, word.replace(" ", ""), f"cp{number}" if number else ""]
    if number in {"936", "54936"} or word.startswith("gb"):
        return "GB18030"
    if number.startswith("8859") and len(number) > 4:
        candidates.insert(0, f"iso8859-{number[4:]}")
    for candidate in candidates:
        try:
            return codecs.lookup(candidate).name.upper() if candidate else None
        except LookupError:
            continue
    return None


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether the bytes are text in this encoding, but for a character cut off at the end."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(sample, final=False)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _chinese(samples: list[bytes]) -> str | None:
    """GB18030 or Big5 when the bytes pair up to common characters of it, else None."""
    shares = {
        "GB18030": _share(samples, "gb18030", _common_gb),
        "BIG5": _share(samples, "big5hkscs", _common_big5),
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _BELIEVED else None


def _share(samples: list[bytes], encoding: str, common: Callable[[int, int], bool]) -> float:
    """Share of the byte pairs that are common characters; 0 when the bytes do not decode at all."""
    good = pairs = 0
    for sample in samples:
        if not _decodes(sample, encoding):
            return 0.0
        at = 0
        while at < len(sample) - 1:
            if sample[at] < 0x80:
                at += 1
                continue
            pairs += 1
            good += common(sample[at], sample[at + 1])
            at += 2
    return good / pairs if pairs else 0.0


def _common_gb(lead: int, trail: int) -> bool:
    """GB 2312: punctuation and letters, and the 3,755 characters of its first level."""
    return trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)


def _common_big5(lead: int, trail: int) -> bool:
    """Big5: punctuation, and the 5,401 characters of its first level."""
    return 0xA1 <= lead <= 0xC6 and (0x40 <= trail <= 0x7E or trail >= 0xA1)


def _is_western(encoding: str) -> bool:
    return encoding.upper().startswith(("CP125", "CP437", "CP85", "ISO", "LATIN"))
