"""The numbers of a chart from a script: a layer's rows by a column, spans, times or cells, counted or summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.errors import RequestError
from onemap.session import charting, tabling
from onemap.session.charting import HOWS, Choice

if TYPE_CHECKING:
    import pandas as pd

    from onemap.api.checks import Box
    from onemap.query.groups import Groups
    from onemap.session.charting import ChartQuestion
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

_KINDS = ("values", "spans", "time", "line", "hours", "weekdays", "months", "cells")


def numbers(session: Session, entry: LayerEntry, choice: Choice, box: Box | None = None) -> pd.DataFrame:
    """A row for each group that has rows: ``item``, how many ``rows``, and ``value`` where something is summed up.

    Raises
    ------
    RequestError
        When there is no such column, kind, measure or grid, or the layer cannot be read.
    """
    import pandas as pd

    held, counted, values = charting.measured(asked(session, entry, choice, box))
    there = np.flatnonzero(counted)
    made: dict[str, Any] = {"item": _names(held.groups, there), "rows": counted[there]}
    if choice.of and choice.how != "count":
        made["value"] = values[there]
    frame = pd.DataFrame(made)
    if choice.kind in ("values", "cells"):
        frame = frame.sort_values(["rows", "item"], ascending=[False, True], kind="stable", ignore_index=True)
    return frame


def asked(session: Session, entry: LayerEntry, choice: Choice, box: Box | None = None) -> ChartQuestion:
    """The question of `numbers`, the layers that it needs read first; errors as those of `numbers`."""
    from onemap.api.checks import checked_extent
    from onemap.messages import language

    session.ensure_open(entry.id)
    if choice.kind == "cells":
        session.ensure_open(session.entry(choice.by).id)
    extent = None if box is None else checked_extent(box)
    table = tabling.question(session, entry.id, "all" if extent is None else "view", (), extent)
    if table is None:
        raise entry.error or RequestError("layer_not_ready", layer=entry.id)
    _check(entry, choice)
    return charting.question(session, table, choice, english=language() == "en")


def _names(groups: Groups, there: Any) -> Any:  # noqa: ANN401 - an array of numbers, names in a list
    if groups.values:
        return [groups.values[at] for at in there.tolist()]
    lower = groups.edges[:-1][there]
    return lower.astype("datetime64[s]") if groups.time else lower


def _check(entry: LayerEntry, choice: Choice) -> None:
    if choice.kind not in _KINDS or choice.how not in HOWS:
        raise RequestError("numbers_kind", kind=choice.kind, how=choice.how, kinds=_KINDS, hows=HOWS)
    wanted = [] if choice.kind == "cells" else [(choice.by, charting.columns_for(entry, choice.kind))]
    if choice.of or choice.how != "count":
        wanted.append((choice.of, charting.numbers_of(entry)))
    for name, allowed in wanted:
        if name not in allowed:
            raise RequestError("numbers_column", column=name or "-", columns=allowed[:20])
