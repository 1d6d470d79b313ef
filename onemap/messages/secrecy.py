"""Passwords and keys that stand in connection texts, addresses and names of files: known, and made unreadable."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:[\w-]*(?:password|passwd|passphrase|pwd|secret|token|signature|access_key)"
    r"|(?:api|access)[_-]?key|sig|ak|tk|sk)"
)
#: ``name=value`` as in connection texts, queries of addresses and names of files; the value may be in quotes.
_PAIR = re.compile(rf"((?<![A-Za-z0-9_-]){_NAMES}\s*[=]\s*)('[^']*'|\"[^\"]*\"|[^\s&;,'\"@/\\]+)", re.IGNORECASE)
#: ``scheme://user:secret@host``; where it was taken for a path there is but one slash.
_USER = re.compile(r"(:/{1,2}[^/\s:@]*:)[^/\s@]+(?=@)")
_HEADER = re.compile(r"(\bauthorization\s*:\s*(?:basic|bearer|token)?\s*)[^\s,;\"']+", re.IGNORECASE)
HIDDEN = "***"


def redacted(text: str) -> str:
    """The text with every secret that can be known as one made unreadable."""
    if "=" in text:
        text = _PAIR.sub(rf"\g<1>{HIDDEN}", text)
    if "@" in text:
        text = _USER.sub(rf"\g<1>{HIDDEN}", text)
    return _HEADER.sub(rf"\g<1>{HIDDEN}", text) if "uthorization" in text.lower() else text


def holds_secret(text: str) -> bool:
    """Whether something in the text would be made unreadable."""
    return redacted(text) != text
