"""The bilingual catalogue: every sentence that errors and notices show, keyed, filled from fields.

The sentences stand in one module per topic; a key stands in one of them only.
"""

from __future__ import annotations

import os
from typing import Literal

from onemap.messages import (
    asking,
    cards,
    codes,
    exports,
    files,
    filters,
    finding,
    indicators,
    ledgers,
    moments,
    packs,
    pictures,
    projects,
    rows,
    selections,
    tables,
)
from onemap.messages.secrecy import redacted

Language = Literal["zh", "en"]

_TOPICS = (
    asking,
    cards,
    codes,
    exports,
    files,
    filters,
    finding,
    indicators,
    ledgers,
    moments,
    packs,
    pictures,
    projects,
    rows,
    selections,
    tables,
)
#: key -> (Chinese, English). Fields in braces; a missing field shows as "?".
SENTENCES: dict[str, tuple[str, str]] = {key: pair for topic in _TOPICS for key, pair in topic.SENTENCES.items()}

#: Fields that may hold what somebody typed as a place of data: no password of it is ever told.
_PLACES = frozenset({"path", "file", "why", "layer", "layers", "name", "what", "value"})
_language: Language | None = None


class Phrase:
    """A field of a sentence that is a sentence of the catalogue itself, and follows its language."""

    def __init__(self, key: str, /, **fields: object) -> None:
        self.key = key
        self.fields = fields

    def __str__(self) -> str:
        """The sentence in the language in use."""
        return sentence(self.key, self.fields)


class _Fields(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def language() -> Language:
    """The language in use: what `set_language` said, else ONEMAP_LANG, else LC_ALL or LANG, else Chinese."""
    if _language is not None:
        return _language
    for name in ("ONEMAP_LANG", "LC_ALL", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("zh"):
            return "zh"
        if value.startswith("en"):
            return "en"
    return "zh"


def set_language(value: Language | None) -> None:
    """Choose the language of all sentences; None goes back to the environment's."""
    global _language  # noqa: PLW0603 - one process speaks one language
    _language = value


def sentence(key: str, fields: dict[str, object], in_language: str | None = None) -> str:
    """The sentence ``key`` filled with ``fields`` in "zh" or "en"; an unknown key shows itself and the fields."""
    pair = SENTENCES.get(key)
    if pair is None:
        return f"{key}: {fields}" if fields else key
    chosen = in_language or language()
    text = pair[0] if chosen == "zh" else pair[1]
    return text.format_map(_Fields({k: _open(k, _told(v, chosen)) for k, v in fields.items()}))


def _open(name: str, value: object) -> object:
    return redacted(value) if name in _PLACES and isinstance(value, str) else value


def _told(value: object, in_language: str) -> object:
    """A field as it is shown: phrases in the sentence's language, several on lines; lists; whole numbers grouped."""
    if isinstance(value, Phrase):
        return sentence(value.key, value.fields, in_language)
    if isinstance(value, tuple) and value and all(isinstance(v, Phrase) for v in value):
        return "\n".join(str(_told(v, in_language)) for v in value)
    if isinstance(value, tuple):
        return ("、" if in_language == "zh" else ", ").join(str(_told(v, in_language)) for v in value) or "-"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return value
