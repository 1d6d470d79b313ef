"""The work of opening a layer, as pure functions for a worker: read, bring to the map's CRS, prepare, classify."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from onemap.city import masking
from onemap.errors import CrsError, SourceError
from onemap.io import reach
from onemap.io.definitions import named
from onemap.io.environment import core_allowed
from onemap.io.files import changed_at
from onemap.model.definition import CORE
from onemap.model.extent import Extent
from onemap.model.layerdata import LayerData, Notice
from onemap.session.defaults import default_style
from onemap.session.entry import Ready
from onemap.session.filtering import Where, filtered, where_of
from onemap.session.masks import with_kept
from onemap.session.places import with_places
from onemap.session.timing import is_timed, timed

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import LayerDefinition, Source
    from onemap.model.geometry import Geometries
    from onemap.model.moment import Moment
    from onemap.model.style import Style
    from onemap.session.runner import Job

#: Rows after which no more parts are drawn while reading: from here on the whole is nearer than its next part.
PARTS_UP_TO = 3_000_000
#: Batches smaller than this are the end of a file, or all of it: the whole comes at once.
PART_FROM = 1000
#: Coordinates that are looked at to guess a CRS.
_SAMPLE = 20_000
#: The class number of what a style does not draw.
NOT_DRAWN = 255
#: The notice of a column that the style uses and the table does not have.
_NO_COLUMN = "notice_column"


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """A layer to be opened: from its source, or from ``given`` rows; ``crs`` is the map's, None if not chosen.

    ``moment`` is the map's span of time.
    """

    definition: LayerDefinition
    given: LayerData | None
    crs: str | None
    nth: int = 0
    moment: Moment | None = None

    @property
    def where(self) -> Where:
        """The filter that it is asked under."""
        return where_of(self.definition)

    @property
    def style(self) -> Style:
        """The look that it is asked in."""
        return self.definition.style


@dataclass(frozen=True, slots=True)
class Loaded:
    """An opened layer and the style it was classified by (the default look when the request had none).

    ``file_changed`` is when its file had changed last before it was read, ns; 0 for rows that came from nowhere.
    """

    ready: Ready
    style: Style
    file_changed: int = 0


def load(request: LoadRequest, job: Job) -> Loaded:
    """Open a layer; parts are told through the job while the file is read."""
    definition, data = request.definition, request.given
    _check(definition)
    changed = changed_at(definition.source.path)
    if data is None:
        parts = _Parts(request, job)
        data = _read(
            definition.source, on_batch=parts.add, on_progress=job.progress, cancelled=job.cancelled
        )  # fmt: skip
    return replace(prepare_layer(request, with_places(data, definition), job), file_changed=changed)


def rows_of(definition: LayerDefinition) -> LayerData:
    """The rows of a layer as its definition says, nothing made of them yet; CrsError where they are in none."""
    _check(definition)
    data = with_places(_read(definition.source), definition)
    if data.crs is None and data.geometries.kinds():
        raise _no_crs(data)
    return data


def _check(definition: LayerDefinition) -> None:
    """Refuse what is too secret for this machine, and files that a project may not read."""
    if definition.effective_grade >= CORE and not core_allowed():
        raise SourceError("layer_too_secret", layer=definition.title or definition.title_en or definition.id)
    if (held := reach.held_of(named(definition.source.path, definition.style))) is not None:
        raise SourceError("file_beyond", path=held)


def prepare_layer(request: LoadRequest, data: LayerData, job: Job) -> Loaded:
    """Bring rows to the map's CRS, page them, and classify them by the style."""
    if data.crs is None and data.geometries.kinds():
        raise _no_crs(data)
    ready = filtered(ready_in(data, request.crs or data.crs, job.cancelled), request.where, job.cancelled)
    ready = timed(ready, request.definition, request.moment, job.cancelled)
    style = _complete(request.style, data.geometries, request.nth)
    return Loaded(classified(ready, style, request.definition), style)


def classified(ready: Ready, style: Style, definition: LayerDefinition) -> Ready:
    """The same rows with the classes, counts and labels of a style; labels say what may be shown."""
    from onemap.query import classify

    table, prepared = ready.data.table, ready.prepared
    names = set(table.column_names)
    classes, class_of, labels, drawn = None, None, None, None
    counts: tuple[int, ...] = ()
    missing = [n for n in _columns_of(style) if n not in names] if table.num_rows else []
    if style.kind != "single":
        # What has no such column has no value in it.
        column = table.column(style.column) if style.column in names else _nothing(ready.data.rows)
        column = masking.classing_column(definition, style, column)
        classes = classify.by_row(column, style)
        class_of = classify.drawn_class(classes, style, prepared.rows)
        drawn = class_of != NOT_DRAWN
        drawn = None if drawn.all() else drawn
        counts = _counted(classes, style, ready)
    if style.label is not None and style.label.visible and style.label.column in names:
        told = style.label.column
        labels = classify.labels_of(masking.shown_column(definition, told, table.column(told)), prepared.rows)
    notices = tuple(n for n in ready.notices if n.key != _NO_COLUMN)
    notices += tuple(Notice(_NO_COLUMN, {"column": name}) for name in missing)
    made = replace(
        ready, classes=classes, class_of=class_of, labels=labels, drawn=drawn, counts=counts, style=style,
        notices=notices,
    )  # fmt: skip
    return with_kept(made)


def refreshed(
    ready: Ready, definition: LayerDefinition, moment: Moment | None, cancelled: Callable[[], bool] | None = None
) -> Ready:
    """The same rows under the filter, the span of time and in the style of a definition; nothing is asked twice."""
    where = where_of(definition)
    if ready.where != where.text:
        ready = filtered(ready, where, cancelled)
    if not is_timed(ready, definition, moment):
        ready = timed(ready, definition, moment, cancelled)
    if ready.style is None or needs_rows(ready.style, definition.style):
        return classified(ready, definition.style, definition)
    return recounted(ready, definition.style)


def recounted(ready: Ready, style: Style) -> Ready:
    """The same rows, already in the classes of the style, with the counts of what is left in."""
    return replace(ready, style=style, counts=_counted(ready.classes, style, ready))


def _counted(classes: npt.NDArray[np.uint8] | None, style: Style, ready: Ready) -> tuple[int, ...]:
    """Rows per legend class, and of the rest last, of what is left in; nothing where there are no classes."""
    from onemap.query import classify

    return () if classes is None else tuple(int(n) for n in classify.tallied(classes, style, ready.kept))


def _columns_of(style: Style) -> list[str]:
    """Columns that a style looks at, each once."""
    classes = style.column if style.kind != "single" else None
    label = style.label.column if style.label is not None and style.label.visible else None
    return list(dict.fromkeys(name for name in (classes, label) if name is not None))


def _nothing(rows: int) -> pa.ChunkedArray:
    import pyarrow as pa

    return pa.chunked_array([pa.nulls(rows, pa.string())])


def needs_rows(old: Style, new: Style) -> bool:
    """Whether a change of style changes the class or the label of any row."""

    def key(style: Style) -> tuple[object, ...]:
        classes = tuple((c.values, c.lower, c.upper, c.visible) for c in style.classes)
        label = style.label.column if style.label is not None and style.label.visible else None
        return style.kind, style.column, classes, style.symbol is None, label

    return key(old) != key(new)


def _read(source: Source, **told: Any) -> LayerData:  # noqa: ANN401 - whom `readers.read` tells what
    from onemap.io import readers

    return readers.read(
        source.path, layer=source.layer, crs=source.crs, encoding=source.encoding, x=source.x, y=source.y, **told
    )  # fmt: skip


class _Parts:
    """Batches on their way to the map: told as they come, until only the whole is worth the work."""

    def __init__(self, request: LoadRequest, job: Job) -> None:
        self._request, self._job, self._rows = request, job, 0

    def add(self, batch: LayerData) -> None:
        self._rows += batch.rows
        if self._job.told is None or self._rows > PARTS_UP_TO or batch.rows < PART_FROM or batch.crs is None:
            return
        request = self._request
        ready = filtered(ready_in(batch, request.crs or batch.crs, self._job.cancelled), request.where)
        ready = timed(ready, request.definition, request.moment)
        style = _complete(request.style, batch.geometries, request.nth)
        self._job.tell(Loaded(classified(ready, style, request.definition), style))


def ready_in(data: LayerData, crs: str | None, cancelled: Callable[[], bool] | None = None) -> Ready:
    """Rows brought to ``crs`` and paged, with what there is to tell about it; None keeps their coordinates."""
    from onemap.io import crs as crs_room
    from onemap.query.prepare import prepare

    outside = 0
    geometries, notices = data.geometries, [*data.notices, *_gaps(data.geometries)]
    if data.crs is not None and crs is not None and data.crs != crs:
        geometries, moved = crs_room.transform_rows(geometries, data.crs, crs, cancelled=cancelled)
        if moved.ballpark:
            names: dict[str, object] = {"source": crs_room.name(data.crs), "target": crs_room.name(crs)}
            notices.append(Notice("crs_ballpark", names))
        outside = moved.outside
        if outside:
            notices.append(Notice("notice_outside", {"count": outside}))
    prepared = prepare(geometries, cancelled=cancelled)
    far = geometries.rows - len(prepared.rows) - geometries.null - geometries.empty - geometries.invalid - outside
    if far > 0:
        notices.append(Notice("notice_far", {"count": far}))
    return Ready(data, prepared, crs, notices=tuple(notices))


def _gaps(geometries: Geometries) -> list[Notice]:
    counts = (("null", geometries.null), ("empty", geometries.empty), ("invalid", geometries.invalid))
    return [Notice(f"notice_{name}", {"count": count}) for name, count in counts if count]


def _complete(style: Style, geometries: Geometries, nth: int) -> Style:
    if style.symbol is not None or style.classes:
        return style
    return msgspec.structs.replace(style, symbol=default_style(geometries.kinds(), nth).symbol)


def _no_crs(data: LayerData) -> CrsError:
    from onemap.io import crs as crs_room

    proposals = crs_room.propose(_middle(data.geometries.coords), data.table.column_names)
    key = "crs_missing" if proposals else "crs_missing_unguessed"
    return CrsError(key, path=data.source or data.name, proposals=tuple(proposals), choices=proposals)


def _middle(coords: npt.NDArray[np.float64]) -> Extent | None:
    """Where nearly all of a sample of the coordinates lie; a few zeros or gaps hide no CRS."""
    sample = coords[:: max(1, len(coords) // _SAMPLE)]
    sample = sample[np.isfinite(sample).all(axis=1)]
    if not len(sample):
        return None
    low, high = np.quantile(sample, (0.02, 0.98), axis=0, method="nearest")
    return Extent(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
