"""What a filter would leave in, before it is taken: worked out in a worker while somebody writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.session.filtering import Where, checked, personal_columns, rows_of
from onemap.session.hints import missing_values, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.messages import Phrase
    from onemap.model.definition import LayerDefinition
    from onemap.session.entry import Ready
    from onemap.session.hints import Value


@dataclass(frozen=True, slots=True)
class Preview:
    """How many rows a filter leaves in, of how many, and what it may have meant by values that do not occur."""

    kept: int
    rows: int
    hints: tuple[Phrase, ...] = ()


def preview(
    ready: Ready, definition: LayerDefinition, text: str, cancelled: Callable[[], bool] | None = None
) -> Preview:
    """Look at what a filter leaves in; RequestError with a caret where it is wrong."""
    rows = ready.data.rows
    if not text.strip():
        return Preview(rows, rows)
    personal = personal_columns(definition)
    condition = checked(text, ready.data.table, personal)
    kept = int(np.count_nonzero(rows_of(ready, Where(text, personal), cancelled)))
    return Preview(kept, rows, missing_values(condition, definition, ready.data.table))


def offered_values(ready: Ready, definition: LayerDefinition, column: str) -> tuple[Value, ...]:
    """The values of a column that a filter may be offered, the most frequent first; none that are masked."""
    return values_of(definition, ready.data.table, column)
