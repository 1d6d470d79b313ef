"""The times of a layer's rows: which columns tell them, and which rows the map's span of time leaves in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import RequestError
from onemap.model.definition import TimeField
from onemap.model.layerdata import Notice
from onemap.model.moment import UNDATED, UNENDED, ZONE, Times
from onemap.query import instants, moments
from onemap.session.masks import with_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from onemap.model.definition import FieldRole, LayerDefinition, Role
    from onemap.model.moment import Moment
    from onemap.session.entry import LayerEntry, Ready

#: The notice of a column that should tell the time and is not there.
NOTICE = "notice_time"
#: Roles of fields that tell when something happened, the surest first.
_WHEN: tuple[FieldRole, ...] = ("reported", "last_report")
#: What happens: layers of these roles are under the map's time without being told so; other things only stand there.
_HAPPEN: tuple[Role, ...] = ("case", "opinion", "other")
#: What a column of times is called, where its type does not tell it.
_TELLING = ("time", "date", "时间", "日期", "时刻", "timestamp", "datetime")
#: Values of a column of texts that are read to see whether it tells times.
_LOOKED_AT = 200


def field_of(definition: LayerDefinition, table: pa.Table) -> TimeField | None:
    """The columns that tell when the rows of a layer happened; None when nothing does.

    What the layer file says counts. Else, for what happens (cases, opinions, and layers of no said role), a field of
    the role of a report, or the first column that holds times.
    """
    names = table.column_names
    said = definition.time
    if said is not None:
        return said if said.start in names and (not said.end or said.end in names) else None
    if definition.role not in _HAPPEN:
        return None
    for role in _WHEN:
        for name, field in definition.fields.items():
            if field.role == role and name in names:
                return TimeField(name)
    found = next(iter(candidates(table)), None)
    return None if found is None else TimeField(found)


def check(field: TimeField | None, entry: LayerEntry) -> None:
    """RequestError when a column that should tell the times of an open layer is not there, or a zone is none."""
    if field is None or not field.start:
        return
    instants.Clock.of(field.zone or ZONE)
    if entry.data is None:
        return
    names = entry.data.table.column_names
    for name in (field.start, *([field.end] if field.end else [])):
        if name not in names:
            choices = candidates(entry.data.table) or names[:20]
            raise RequestError("time_column_unknown", layer=entry.id, column=name, choices=tuple(choices))


def candidates(table: pa.Table) -> list[str]:
    """Columns that hold times: by their type, or by their name and a look at their values."""
    import pyarrow.types as t

    found = []
    for name in dict.fromkeys(table.column_names):
        kind = table.schema.field(name).type
        telling = any(word in name.casefold() for word in _TELLING)
        if t.is_timestamp(kind) or t.is_date(kind) or (telling and _reads(table.column(name))):
            found.append(name)
    return found


def is_timed(ready: Ready, definition: LayerDefinition, moment: Moment | None) -> bool:
    """Whether the rows are under a span of time as the definition tells their times."""
    return ready.moment == moment and (moment is None or ready.time_said == definition.time)


def timed(
    ready: Ready, definition: LayerDefinition, moment: Moment | None, cancelled: Callable[[], bool] | None = None
) -> Ready:
    """The same rows under a span of time; a layer without times is under none, and all is left in without a span."""
    notices = tuple(notice for notice in ready.notices if notice.key != NOTICE)
    ready = replace(ready, moment=moment, time_said=definition.time, notices=notices)
    if moment is None:
        return with_kept(ready)
    field = field_of(definition, ready.data.table)
    if field is None:
        said = definition.time.start if definition.time is not None else ""
        notices += (Notice(NOTICE, {"column": said}),) if said else ()
        return with_kept(replace(ready, times=None, notices=notices))
    times = ready.times
    if times is None or times.field != field:
        times = times_of(ready, field, moment.zone)
    elif times.order.zone != moment.zone:
        times = _on_clock(times, moment.zone)
    if cancelled is not None and cancelled():
        from onemap.errors import CancelledError

        raise CancelledError
    return with_kept(replace(ready, times=times))


def times_of(ready: Ready, field: TimeField, zone: str) -> Times:
    """The times of rows by the columns that tell them; ``zone`` is that of the clock by which hours are wanted."""
    table, own = ready.data.table, field.zone or ZONE
    start = instants.as_instants(table.column(field.start), own)
    end = None
    if field.end:
        end = instants.as_instants(table.column(field.end), own)
        end = np.maximum(np.where(end == UNDATED, UNENDED, end), start)
    slot = instants.slots_of(start, zone)
    placed = np.zeros(len(start), np.bool_)
    placed[ready.prepared.rows] = True
    left = np.flatnonzero(~placed)
    return Times(
        field, moments.order_of(ready.prepared.rows, start, end, slot, zone),
        moments.order_of(left, start, end, slot, zone), left,
    )  # fmt: skip


def _on_clock(times: Times, zone: str) -> Times:
    order, left = (
        replace(one, slot=instants.slots_of(one.start, zone), zone=zone) for one in (times.order, times.left)
    )
    return replace(times, order=order, left=left)


def _reads(column: pa.ChunkedArray) -> bool:
    """Whether most of what stands in a column of texts or numbers is a time."""
    sample = column.drop_null().slice(0, _LOOKED_AT)
    return len(sample) > 0 and float((instants.as_instants(sample) != UNDATED).mean()) > 0.5
