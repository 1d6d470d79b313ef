"""Every error raised on purpose, and the one catalogue of the sentences people read.

An error carries a ``key`` and fields; `sentence` makes the text in Chinese or English: what happened, where, what to
do now. The window, the command line and ``str(error)`` use the same sentence.
"""

from __future__ import annotations

from typing import Any

from onemap.messages import sentence


class OneMapError(Exception):
    """An error that tells a person what happened, where, and what to do.

    Parameters
    ----------
    key
        Name of the sentence in `onemap.messages`.
    **fields
        What the sentence is filled with.
    """

    def __init__(self, key: str, /, **fields: Any) -> None:  # noqa: ANN401 - fields are whatever the sentence names
        super().__init__(key)
        self.key = key
        self.fields = fields

    def __str__(self) -> str:
        """The sentence in the language in use."""
        return self.sentence()

    def sentence(self, language: str | None = None) -> str:
        """The sentence in ``language`` ("zh" or "en"), by default the one in use."""
        return sentence(self.key, self.fields, language)


class SourceError(OneMapError):
    """A data file cannot be read: missing, empty, truncated, locked, foreign, without a needed layer or column."""


class CrsError(OneMapError):
    """A CRS is missing, unknown, or cannot be reached from another."""


class DefinitionError(OneMapError):
    """A layer or project file is wrong; the field ``faults`` lists all faults of all files."""


class RequestError(OneMapError):
    """What was asked for is impossible: an extent without area, a size out of range, an unknown layer."""


class OutputError(OneMapError):
    """A file cannot be written: no permission, a full disk, beyond the format's limits."""


class CodeError(OneMapError):
    """A code of the city is malformed, or cannot be made for a place."""


class MissingExtraError(OneMapError):
    """An optional package is not installed; the sentence holds the line that installs it."""


class CancelledError(OneMapError):
    """The user stopped a job."""

    def __init__(self) -> None:
        super().__init__("cancelled")
